//! What stands around a time: the part of it, and how it bounds what is said.

use super::core::{Core, lex};
use super::lexicon::TimeLex;
use super::{Part, TimeBound};
use crate::quantity::Reader;
use crate::text::Class;

/// The part of a time that is meant, and its first token: `early 2025`, `the end of March`.
pub(crate) fn part(reader: &Reader, time: &Core) -> (Part, usize) {
    let start = time.range.start;
    let back = |at: usize| if at > reader.floor { reader.word(at - 1) } else { "" };
    let part_at = |at: usize| match at.checked_sub(1).filter(|at| *at >= reader.floor) {
        Some(last) => match lex(reader, last) {
            Some(TimeLex::Part(part)) => Some(part),
            _ => None,
        },
        None => None,
    };
    // "mid-2025", "early in 2025", "later this week"
    let at = start - usize::from(matches!(back(start), "-" | "in"));
    if let Some(part) = part_at(at)
        && part.is_adverb()
        && (at == start || back(start) != "-" || reader.glued(start))
    {
        return (part, at - 1);
    }
    // "the end of 2025", "end of this year"
    let bare = start - usize::from(back(start) == "the");
    let of = bare.saturating_sub(1);
    if back(bare) == "of"
        && let Some(part) = part_at(of)
        && !part.is_adverb()
    {
        let first = of - 1;
        return (part, first - usize::from(back(first) == "the"));
    }
    // "year-end 2025" is said of the year in front.
    (Part::Whole, start)
}

/// Words that bound a time, the longer first.
const BOUNDS: &[(&[&str], TimeBound)] = &[
    (&["no", "later", "than"], TimeBound::By),
    (&["not", "later", "than"], TimeBound::By),
    (&["on", "or", "before"], TimeBound::By),
    (&["on", "or", "after"], TimeBound::Since),
    (&["not", "before"], TimeBound::Since),
    (&["as", "early", "as"], TimeBound::Since),
    (&["later", "than"], TimeBound::After),
    (&["earlier", "than"], TimeBound::Before),
    (&["prior", "to"], TimeBound::Before),
    (&["ahead", "of"], TimeBound::Before),
    (&["up", "to"], TimeBound::Until),
    (&["starting", "from"], TimeBound::Since),
    (&["starting", "in"], TimeBound::Since),
    (&["starting", "on"], TimeBound::Since),
    (&["beginning", "on"], TimeBound::Since),
    (&["starting"], TimeBound::Since),
    (&["beginning", "in"], TimeBound::Since),
    (&["from"], TimeBound::Since),
    (&["by"], TimeBound::By),
    (&["since"], TimeBound::Since),
    (&["until"], TimeBound::Until),
    (&["till"], TimeBound::Until),
    (&["through"], TimeBound::Until),
    (&["before"], TimeBound::Before),
    (&["after"], TimeBound::After),
];

/// How a time bounds what is said, and the first token of that.
pub(crate) fn bound(reader: &Reader, start: usize, lasts: bool) -> (TimeBound, usize) {
    let back = |at: usize| if at > reader.floor { reader.word(at - 1) } else { "" };
    let at = start - usize::from(matches!(back(start), "the" | "about" | "around"));
    if lasts {
        let led = matches!(back(at), "for" | "over" | "within");
        return (TimeBound::For, at - usize::from(led));
    }
    for (words, bound) in BOUNDS {
        let first = at.checked_sub(words.len()).filter(|first| *first >= reader.floor);
        if let Some(first) = first
            && reader.tokens.starts(first, words)
        {
            // "from 2025" alone says "of 2025" as often as "since 2025".
            return match words {
                ["from"] => (TimeBound::At, start),
                _ => (*bound, first),
            };
        }
    }
    (TimeBound::At, start)
}

/// `or later`, `and earlier` behind a time: the bound, and the token behind.
pub(crate) fn bound_behind(reader: &Reader, end: usize) -> Option<(TimeBound, usize)> {
    let joined = matches!(reader.word(end), "or" | "and");
    let bound = match reader.word(end + 1) {
        "later" | "beyond" => TimeBound::Since,
        "after" if reader.class(end + 2) == Class::Mark => TimeBound::Since,
        "earlier" => TimeBound::By,
        _ => return None,
    };
    joined.then_some((bound, end + 2))
}

/// Whether four digits count something instead of naming a year.
pub(crate) fn counts_something(reader: &Reader, at: usize) -> bool {
    let next = at + 1;
    let before = if at > reader.floor { reader.class(at - 1) } else { Class::Mark };
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
    before == Class::Currency || unit || reader.class(next) == Class::Currency
}
