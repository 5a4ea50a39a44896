//! How far along a proposal may say that a deal is.

use super::anchor::Anchor;
use super::judge::{Fails, Place};
use super::{Test, words};
use crate::claim::Stage;
use crate::clause::Forms;
use crate::grammar::{self, Cue};

/// The stage of a proposal, if the words of the sentence allow it. The whole sentence counts, not
/// only the quote: what is cut off may take back what is left.
///
/// # Errors
///
/// If the sentence asks, denies or supposes something, or tells that it is not so far.
pub(super) fn told(status: &str, place: &Place) -> Result<Stage, Fails> {
    let stage = Stage::of(status)
        .ok_or_else(|| (Test::Stage, "the stage is none of those that there are".to_string()))?;
    let row = &place.row;
    let all = 0..row.items.len();
    let cues = cues(place);
    let has = |cue: Cue| cues.contains(&cue);
    let ended = has(Cue::Stage(Stage::Terminated));
    let why = if row.word(row.items.len().saturating_sub(1)) == "?" {
        "the sentence asks"
    } else if words::any(row, all.clone(), "denies") || has(Cue::Denied) {
        "the sentence denies something"
    } else if words::any(row, all.clone(), "supposes") {
        "the sentence supposes something"
    } else if words::any(row, all, "hearsay") && !matches!(stage, Stage::Talks | Stage::Reported) {
        "the sentence only repeats what others say"
    } else if ended != (stage == Stage::Terminated) {
        "the sentence does not tell the same of its end"
    } else if has(Cue::Stage(Stage::Talks)) && !matches!(stage, Stage::Talks | Stage::Terminated)
        || has(Cue::Stage(Stage::Announced))
            && matches!(stage, Stage::Signed | Stage::Closed | Stage::Reported)
    {
        TOO_FAR
    } else {
        return Ok(stage);
    };
    Err((Test::Stage, why.to_string()))
}

const TOO_FAR: &str = "the words of the sentence do not say that it is so far";

/// Whether the verb that a proposal stands on allows its stage: what is done is told in the past,
/// and what is signed is said to be.
///
/// # Errors
///
/// If it does not.
pub(super) fn reached(stage: Stage, anchor: &Anchor, place: &Place) -> Result<(), Fails> {
    let signed = cues(place).contains(&Cue::Stage(Stage::Signed));
    let verb = anchor.frame.verb_at.and_then(|at| place.row.verb(at));
    // It was buying: that is not done.
    let goes_on = verb.is_some_and(|verb| verb.forms == Forms::ING);
    let past = anchor.frame.past && !goes_on;
    let allowed = match stage {
        Stage::Closed => past && !signed,
        Stage::Signed => past || signed,
        _ => true,
    };
    allowed.then_some(()).ok_or_else(|| (Test::Stage, TOO_FAR.to_string()))
}

/// What the words of a sentence tell of how far a deal is.
fn cues(place: &Place) -> Vec<Cue> {
    let row = &place.row;
    let base = |at: usize| row.verb(at).map_or(row.word(at), |verb| verb.lemma);
    (0..row.items.len()).filter_map(|at| grammar::cue(base(at))).collect()
}
