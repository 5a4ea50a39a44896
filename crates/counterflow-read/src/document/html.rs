//! HTML: the page is cut into blocks of text, the main ones are chosen and written as a view.
//!
//! No tree is made. A stack of the open elements gives every text its block, so that time and
//! memory are linear in the page, however deep or broken its markup is.

mod blocks;
mod elements;
mod main_text;
mod metadata;
mod roles;

use super::markup::{self, Language};
use super::writer::{Gap, Writer};
use super::{Parts, Warning, date};
use crate::Span;
use blocks::{Block, Form, Page, Run};

pub use metadata::{Stated, Statements};

/// Which text of a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The main text; what stands around it is left out.
    Main,
    /// All text that is seen, as in a filing.
    All,
}

/// Reads a page.
pub fn read(original: &str, scope: Scope) -> Parts {
    let mut builder = blocks::Builder::new(original);
    markup::read(original, Span::whole(original), Language::Html, &mut builder);
    let (page, metadata) = builder.finish();
    let (kept, found) = match scope {
        Scope::Main => main_text::choose(original, &page),
        Scope::All => (vec![true; page.blocks.len()], true),
    };
    let heading = page
        .blocks
        .iter()
        .zip(&kept)
        .find(|(block, kept)| **kept && matches!(block.form, Form::Heading(1)));
    let heading = heading.and_then(|(block, _)| page.span(block));
    let stated = metadata.resolve(original, heading);
    let mut parts = write(original, &page, &kept);
    parts.stated = stated;
    if scope == Scope::All && parts.stated.published.is_none() {
        parts.stated.published = filed(original);
    }
    if !found && !page.blocks.is_empty() {
        parts.warnings.push(Warning::NoMainText);
    }
    if page.reversed {
        parts.warnings.push(Warning::Reversed);
    }
    parts
}

/// The day of filing, as the header of an EDGAR submission has it.
fn filed(original: &str) -> Option<Stated> {
    const LABEL: &str = "FILED AS OF DATE:";
    let head = original.get(..original.len().min(1 << 14)).unwrap_or(original);
    let at = head.find(LABEL)? + LABEL.len();
    let rest = original.get(at..)?;
    let start = at + (rest.len() - rest.trim_start().len());
    let stated = original.get(start..start + 8)?;
    let value = date::day(stated)?;
    Some(Stated { value, at: Span::new(start as u32, start as u32 + 8) })
}

/// Writes the blocks that are kept.
fn write(original: &str, page: &Page, kept: &[bool]) -> Parts {
    let mut writer = Writer::new(original, Language::Html);
    let mut rows: Vec<Span> = Vec::new();
    let kept: Vec<&Block> =
        page.blocks.iter().zip(kept).filter(|(_, kept)| **kept).map(|(block, _)| block).collect();
    for cells in kept.chunk_by(|a, b| a.row == b.row && a.row != 0) {
        let first = cells[0];
        let tabular = first.row != 0 && is_tabular(cells);
        writer.gap(Gap::Block);
        let start = writer.next_at();
        for (number, block) in cells.iter().enumerate() {
            if number > 0 {
                let within = block.cell == cells[number - 1].cell;
                let marks = cells[number - 1].chars <= LONGEST_MARK;
                writer.gap(match (tabular, within) {
                    (true, true) => Gap::Blank,
                    (true, false) => Gap::Cell,
                    (false, _) if marks => Gap::Blank,
                    (false, _) => Gap::Block,
                });
            }
            runs(&mut writer, page.runs_of(block));
        }
        if tabular && writer.since(start).contains(Gap::Cell.text()) {
            rows.push(Span::new(start, writer.len()));
        }
    }
    Parts { rows, ..Parts::of(writer.finish()) }
}

fn runs(writer: &mut Writer, runs: &[Run]) {
    for run in runs {
        if run.breaks {
            writer.line();
        } else {
            writer.text(run.at, run.kept);
        }
    }
}

/// A cell with more text than this is a text by itself: the table is there for the layout.
const LONGEST_CELL: u32 = 200;

/// A cell beside a text with no more bytes than this is the mark of an item: `&#8226;`, `(iv)`.
const LONGEST_MARK: u32 = 8;

/// Whether the cells of a row are a row of a table, and not columns of a page.
fn is_tabular(cells: &[&Block]) -> bool {
    let several = cells.windows(2).any(|pair| pair[0].cell != pair[1].cell);
    several
        && cells.iter().all(|block| block.chars <= LONGEST_CELL)
        && cells.chunk_by(|a, b| a.cell == b.cell).all(|cell| cell.len() <= 3)
}

#[cfg(test)]
mod tests;
