//! Proposals of a language model, and the gate that they have to pass.
//!
//! A model may see claims that the rules pass by, and it may make them up. So it only proposes: for
//! a [`Window`] of the text it returns claims with the words that it takes them from, and code alone
//! decides. What is entered are the bytes of the document and the numbers that our own parser reads
//! from them, never those of the reply. A proposal falls at the first [`Test`] that it fails:
//!
//! 1. the quote stands in the window, once, as it is, and is of one sentence;
//! 2. the amount is read from the quote by our parser, with the same number, unit and bound; it is
//!    the only one of its sort there, and belongs to the word that tells of the deal;
//! 3. the parties are named in the quote, or meant by words of it, and the amount is not theirs
//!    together with others;
//! 4. the stage is no further along than the words of the sentence allow, and the sentence denies,
//!    asks and supposes nothing;
//! 5. the kind has the parties that it needs, and a word of that kind has them this way round.
//!
//! What is cut off a quote counts as well: all but the first test look at the whole sentence.
//!
//! The text is data. What it says to a model is not done by this program, and a reply is only ever
//! parsed. Nothing here reaches for the network: replies are handed in.

mod anchor;
mod judge;
mod proposal;
mod slots;
mod stage;
mod window;
mod words;

use crate::claim::Claim;
use crate::clause::{Discourse, Item, Refers, Scene, items};
use crate::party::parties;
use crate::quantity::amounts;
use crate::text::{Tokens, sentences};
use crate::time::times;
use crate::{Read, Reader, View};

pub use proposal::{MalformedReply, Proposal, proposals};
pub use window::{SCHEMA, TASK, Window, windows};

/// What a proposal is put to, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Test {
    /// The quote stands in the window.
    Quote = 1,
    /// The numbers are those of the quote.
    Numbers = 2,
    /// The parties are those of the quote.
    Parties = 3,
    /// The stage is that of the sentence.
    Stage = 4,
    /// The kind has what it needs.
    Slots = 5,
}

/// A proposal that is not entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// What it failed.
    pub test: Test,
    /// Why, for people.
    pub why: String,
    /// The quote of the proposal, cut to 200 characters.
    pub quote: String,
}

/// What became of the proposals for a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many were proposed.
    pub proposed: usize,
    /// How many were entered.
    pub accepted: usize,
    /// Those that the rules had read already.
    pub known: usize,
    /// Those that failed, in order.
    pub rejected: Vec<Rejection>,
    /// Replies that are none: one reason each.
    pub malformed: Vec<String>,
    /// Windows without a reply.
    pub unanswered: usize,
}

/// Puts the windows of a document to a model, and takes in what passes.
///
/// `ask` gives the reply to a window, or nothing; `model` is the name that accepted claims carry as
/// `model:NAME` in place of a rule. What was read by rules stays as it is. Time is linear in the
/// text and the replies.
///
/// ```
/// use counterflow_read::gate::consult;
/// use counterflow_read::{Reader, View};
/// let view = View::plain("Amazon bankrolls Anthropic to the tune of $8 billion.");
/// let reader = Reader::default();
/// let mut read = reader.read(&view);
/// let before = read.claims.len();
/// let honest = r#"{"claims": [{"kind": "investment", "from": "Amazon", "to": "Anthropic",
///     "amount_text": "$8 billion", "status": "reported",
///     "quote": "Amazon bankrolls Anthropic to the tune of $8 billion"}]}"#;
/// let verdict = consult(&reader, &view, &mut read, "test", &mut |_| Some(honest.to_string()));
/// assert_eq!((verdict.proposed, verdict.accepted), (1, 1));
/// assert_eq!(read.claims[before].rule, "model:test");
/// // A digit that is not in the text:
/// let wrong = honest.replace('8', "9");
/// let verdict = consult(&reader, &view, &mut read, "test", &mut |_| Some(wrong.clone()));
/// assert_eq!(verdict.accepted, 0);
/// ```
pub fn consult(
    reader: &Reader,
    view: &View,
    read: &mut Read,
    model: &str,
    ask: &mut dyn FnMut(&Window) -> Option<String>,
) -> Verdict {
    let tokens = Tokens::new(view.text());
    let sentences = sentences(&tokens);
    let (amounts, times) = (amounts(&tokens, &sentences), times(&tokens, &sentences));
    let parties = parties(&tokens, &sentences, &reader.gazetteer);
    let scene = Scene {
        tokens: &tokens,
        sentences: &sentences,
        amounts: &amounts,
        times: &times,
        parties: &parties,
    };
    let bench = Bench::new(&scene, view);
    let rule = format!("model:{model}");
    let mut verdict = Verdict::default();
    for window in windows(&scene, view, &read.claims) {
        let Some(reply) = ask(&window) else {
            verdict.unanswered += 1;
            continue;
        };
        let proposed = match proposals(&reply) {
            Ok(proposed) => proposed,
            Err(error) => {
                verdict.malformed.push(error.to_string());
                continue;
            }
        };
        for proposal in proposed {
            verdict.proposed += 1;
            match bench.judge(&proposal, &window, &rule) {
                Ok(claim) => enter(read, &bench, claim, reader, &mut verdict),
                Err(rejection) => verdict.rejected.push(rejection),
            }
        }
    }
    verdict
}

/// Enters a claim that no other says already.
fn enter(read: &mut Read, bench: &Bench, claim: Claim, reader: &Reader, verdict: &mut Verdict) {
    let mut one = [claim];
    let evidence = one[0].evidence;
    crate::when::fill(&mut one, bench.scene, evidence, reader.published);
    let [claim] = one;
    match read.take_in(claim) {
        true => verdict.accepted += 1,
        false => verdict.known += 1,
    }
}

/// A document laid out for judging: its sentences as items, and who is meant by each.
struct Bench<'a> {
    scene: &'a Scene<'a>,
    view: &'a View,
    rows: Vec<(Vec<Item>, Refers)>,
}

impl<'a> Bench<'a> {
    fn new(scene: &'a Scene<'a>, view: &'a View) -> Bench<'a> {
        let mut discourse = Discourse::default();
        let rows = scene.sentences.iter().map(|sentence| {
            discourse.go_on(sentence.paragraph);
            let items = items(scene, sentence);
            let refers = discourse.refer(&crate::clause::Row { scene, items: &items });
            (items, refers)
        });
        Bench { scene, view, rows: rows.collect() }
    }
}

#[cfg(test)]
mod tests;
