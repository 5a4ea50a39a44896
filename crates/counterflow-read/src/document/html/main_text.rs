//! Chooses the main text of a page.
//!
//! Three things are looked at: what the page says of its parts (elements, roles, names), how much
//! running text these hold, and how much of a block is links. Running text is what an article is
//! made of and what stands around it is not.

use super::blocks::{Block, Form, Page};
use super::roles::Role;

/// A part that holds so much of the running text is not left out, whatever it is called.
const MOST: f64 = 0.5;
/// A block with a greater share of its text in links leads elsewhere.
const MOSTLY_LINKS: f64 = 0.6;

/// Which blocks are kept, and whether a main text was found: if none was, all that does not
/// clearly stand around it is kept.
pub fn choose(original: &str, page: &Page) -> (Vec<bool>, bool) {
    let left_out = left_out(page);
    let running: Vec<bool> = page
        .blocks
        .iter()
        .map(|block| !left_out[block.region as usize] && is_running(block))
        .collect();
    let total: u64 = amounts(page, &running)[0];
    let mut kept: Vec<bool> =
        page.blocks.iter().map(|block| !left_out[block.region as usize]).collect();
    if total == 0 {
        return (kept, false);
    }
    match said_to_be_main(page, &running, total) {
        Some(inside) => {
            let title = page
                .blocks
                .iter()
                .zip(&kept)
                .position(|(block, kept)| *kept && block.form == Form::Heading(1));
            for (number, block) in page.blocks.iter().enumerate() {
                kept[number] &= inside[block.region as usize] || Some(number) == title;
            }
        }
        None => between(page, &running, &mut kept),
    }
    drop_links(page, &mut kept);
    drop_furniture(original, page, &mut kept);
    drop_headings_of_nothing(page, &mut kept);
    (kept, true)
}

/// Whether a block is running text: long, or a sentence, and not a list of links.
fn is_running(block: &Block) -> bool {
    let sentence = matches!(block.last, b'.' | b'!' | b'?' | b'"' | b';' | b')');
    block.form != Form::Heading(1)
        && share_of_links(block) < 0.5
        && (block.chars >= 80 || block.chars >= 30 && sentence)
}

fn share_of_links(block: &Block) -> f64 {
    f64::from(block.linked) / f64::from(block.chars.max(1))
}

/// How much running text every region holds, with the regions within it.
fn amounts(page: &Page, running: &[bool]) -> Vec<u64> {
    let mut amounts = vec![0; page.regions.len()];
    for (block, _) in page.blocks.iter().zip(running).filter(|(_, running)| **running) {
        amounts[block.region as usize] += u64::from(block.chars);
    }
    for number in (1..page.regions.len()).rev() {
        amounts[page.regions[number].parent as usize] += amounts[number];
    }
    amounts
}

/// Which regions stand around the main text.
fn left_out(page: &Page) -> Vec<bool> {
    let outside = inherited(page, |number| page.regions[number].role == Role::Outside);
    let running: Vec<bool> = page
        .blocks
        .iter()
        .map(|block| !outside[block.region as usize] && is_running(block))
        .collect();
    let amounts = amounts(page, &running);
    let most = amounts[0] as f64 * MOST;
    inherited(page, |number| match page.regions[number].role {
        Role::Outside => true,
        Role::Aside => amounts[0] == 0 || (amounts[number] as f64) < most,
        _ => false,
    })
}

/// Which regions have a property or are within one that has it.
fn inherited(page: &Page, has: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut all: Vec<bool> = Vec::with_capacity(page.regions.len());
    for (number, region) in page.regions.iter().enumerate() {
        let outer = number > 0 && all[region.parent as usize];
        all.push(outer || has(number));
    }
    all
}

/// The regions that are said to be the article, if most of the running text is in them.
fn said_to_be_main(page: &Page, running: &[bool], total: u64) -> Option<Vec<bool>> {
    let amounts = amounts(page, running);
    [Role::Article, Role::Body, Role::Main].into_iter().find_map(|role| {
        let of_role = |number: usize| page.regions[number].role == role;
        let best = (0..amounts.len()).filter(|&n| of_role(n)).map(|n| amounts[n]).max()?;
        // Several articles of like length are one page; short ones beside a long one are teasers.
        let inside = inherited(page, |n| of_role(n) && amounts[n] > 0 && amounts[n] >= best / 4);
        let held = page
            .blocks
            .iter()
            .zip(running)
            .filter(|(block, running)| **running && inside[block.region as usize]);
        let held: u64 = held.map(|(block, _)| u64::from(block.chars)).sum();
        (held as f64 >= total as f64 * MOST).then_some(inside)
    })
}

/// Where nothing is said, the main text reaches from the first running text to the last, with the
/// headings right before it.
fn between(page: &Page, running: &[bool], kept: &mut [bool]) {
    let Some(first) = running.iter().position(|running| *running) else { return };
    let last = running.iter().rposition(|running| *running).unwrap_or(first);
    let headings = page.blocks[..first].iter().zip(kept.iter()).rev();
    let is_heading = |block: &Block| matches!(block.form, Form::Heading(_));
    let headings = headings.take_while(|(block, kept)| is_heading(block) || !**kept).count();
    let title = page.blocks[..first]
        .iter()
        .zip(kept.iter())
        .position(|(block, kept)| *kept && block.form == Form::Heading(1));
    for (number, kept) in kept.iter_mut().enumerate() {
        let within = number >= first - headings && number <= last;
        *kept &= within || Some(number) == title;
    }
}

/// Leaves out blocks that lead elsewhere.
fn drop_links(page: &Page, kept: &mut [bool]) {
    for (block, kept) in page.blocks.iter().zip(kept) {
        let heading = matches!(block.form, Form::Heading(_));
        let leads_elsewhere = share_of_links(block) > MOSTLY_LINKS && block.row == 0;
        *kept &= heading || !leads_elsewhere;
    }
}

/// How a page's own words to its reader start, in small letters.
const FURNITURE: &[&str] = &[
    "advertisement",
    "all rights reserved",
    "also read",
    "click here",
    "copyright",
    "follow us",
    "log in",
    "read also",
    "read more",
    "read next",
    "related:",
    "see also",
    "share this",
    "sign in",
    "sign up",
    "sponsored",
    "subscribe",
    "&copy;",
    "\u{a9}",
];
/// Longer blocks are no such words, however they start.
const LONGEST_FURNITURE: u32 = 100;

/// Leaves out what the page says to its reader between the text.
fn drop_furniture(original: &str, page: &Page, kept: &mut [bool]) {
    for (block, kept) in page.blocks.iter().zip(kept) {
        if *kept && block.chars <= LONGEST_FURNITURE && block.form != Form::Heading(1) {
            let start = page.span(block).and_then(|span| original.get(span.range()));
            let start: String = start.unwrap_or("").trim_start().chars().take(20).collect();
            let start = start.to_lowercase();
            *kept = !FURNITURE.iter().any(|words| start.starts_with(words));
        }
    }
}

/// Leaves out headings, but the first level, after which nothing of their part is kept.
fn drop_headings_of_nothing(page: &Page, kept: &mut [bool]) {
    let mut followed = false;
    for (number, block) in page.blocks.iter().enumerate().rev() {
        match block.form {
            Form::Heading(1) => {}
            Form::Heading(_) => kept[number] &= followed,
            _ if kept[number] => followed = true,
            // A list of links that is left out is what the heading before it is the heading of.
            _ if share_of_links(block) > MOSTLY_LINKS => followed = false,
            _ => {}
        }
    }
}
