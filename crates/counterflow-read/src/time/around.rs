//! What stands in front of a time: the part of it, and how it bounds what is said.

use super::core::{Core, lex};
use super::lexicon::TimeLex;
use super::{Part, TimeBound};
use crate::quantity::Reader;
use crate::text::Class;

/// The part of a time that is meant, and its first token: `early 2025`, `the end of March`.
pub(crate) fn part(reader: &Reader, time: &Core) -> (Part, usize) {
    let start = time.range.start;
    let mut at = start;
    let back = |at: usize| if at > reader.floor { reader.word(at - 1) } else { "" };
    if back(at) == "the" {
        at -= 1;
    }
    let bare = at;
    if matches!(back(at), "of" | "in" | "-") {
        at -= 1;
    }
    if at > reader.floor
        && let Some(TimeLex::Part(part)) = lex(reader, at - 1)
    {
        let word = reader.word(at - 1);
        let adverb = matches!(word, "early" | "late" | "mid");
        // "early 2025" and "mid-2025", but "the end of 2025".
        let fits = adverb && (bare == at || back(bare) != "of")
            || !adverb && back(bare) == "of"
            || back(start) == "of";
        if fits {
            let first = at - 1;
            let the = usize::from(first > reader.floor && back(first) == "the");
            return (part, first - the);
        }
    }
    (Part::Whole, start)
}

/// How a time bounds what is said, and the first token of that.
pub(crate) fn bound(reader: &Reader, start: usize, lasts: bool) -> (TimeBound, usize) {
    let mut at = start;
    let back = |at: usize| if at > reader.floor { reader.word(at - 1) } else { "" };
    if matches!(back(at), "the" | "about" | "around") {
        at -= 1;
    }
    let bound = match back(at) {
        "by" => TimeBound::By,
        "since" => TimeBound::Since,
        "until" | "till" | "through" => TimeBound::Until,
        "before" => TimeBound::Before,
        "after" => TimeBound::After,
        "for" | "over" | "within" if lasts => TimeBound::For,
        "in" | "on" | "during" | "at" if !lasts => return (TimeBound::At, start),
        _ if lasts => return (TimeBound::For, start),
        _ => return (TimeBound::At, start),
    };
    if lasts && bound != TimeBound::For {
        return (TimeBound::For, start);
    }
    (bound, at - 1)
}

/// Whether four digits count something instead of naming a year.
pub(crate) fn counts_something(reader: &Reader, at: usize) -> bool {
    let next = at + 1;
    let before = |back: usize| {
        if at >= reader.floor + back { reader.class(at - back) } else { Class::Mark }
    };
    let unit = matches!(
        reader.word(next),
        "%" | "percent"
            | "per"
            | "million"
            | "billion"
            | "trillion"
            | "thousand"
            | "bn"
            | "m"
            | "mn"
            | "tn"
            | "k"
            | "shares"
            | "dollars"
            | "euros"
            | "pounds"
            | "yen"
            | "gw"
            | "mw"
            | "people"
            | "pieces"
            | "workers"
            | "employees"
            | "times"
            | "units"
            | "miles"
            | "x"
            | "years"
            | "days"
            | "hours"
            | "jobs"
            | "customers"
            | "stores"
            | "pence"
    );
    before(1) == Class::Currency || unit || reader.class(next) == Class::Currency
}
