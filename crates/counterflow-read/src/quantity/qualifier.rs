//! The phrases in front of a number and behind it.

use std::sync::LazyLock;

use counterflow_claim::{Bound, Bounds, Effect, Phrase, Phrases, Qualifier};
use rustc_hash::FxHashMap;

use super::num::Num;
use super::number::Reader;

/// A phrase cut into its words, in the order in which they are looked for.
struct Known {
    words: Vec<&'static str>,
    effect: Effect,
}

type Table = FxHashMap<&'static str, Vec<Known>>;

/// The phrases in front, backward from their last word.
static BEFORE: LazyLock<Table> =
    LazyLock::new(|| by_word(Phrases::default().table(), |words| words.rsplit(' ').collect()));

/// The phrases behind, from their first word on.
static BEHIND: LazyLock<Table> =
    LazyLock::new(|| by_word(Phrases::default().behind(), |words| words.split(' ').collect()));

/// Phrases by the word that is looked at first; of those the longer first.
fn by_word(phrases: &[Phrase], cut: fn(&'static str) -> Vec<&'static str>) -> Table {
    let mut known: Vec<Known> = phrases
        .iter()
        .map(|phrase| Known { words: cut(phrase.words), effect: phrase.effect })
        .collect();
    known.sort_by_key(|one| std::cmp::Reverse(one.words.len()));
    let mut table = Table::default();
    for one in known {
        if let Some(word) = one.words.first().copied() {
            table.entry(word).or_default().push(one);
        }
    }
    table
}

/// A phrase in a text: what it does, and its first token or the token behind it.
pub(crate) type Found = (Effect, usize);

/// The phrase in front of the number whose first token is given.
pub(crate) fn before(reader: &Reader, at: usize) -> Option<Found> {
    let mut place = at;
    for _ in 0..4 {
        let found = sign(reader, place).or_else(|| phrase_before(reader, place, place < at));
        if found.is_some() || place <= reader.floor || !is_filler(reader.word(place - 1)) {
            return found;
        }
        place -= 1;
    }
    None
}

/// Words between a phrase and its number: "up to an additional $20 billion".
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "another"
            | "additional"
            | "further"
            | "extra"
            | "total"
            | "of"
            | "some"
            | "combined"
            | "-"
            | "whopping"
            | "estimated"
    )
}

/// `>`, `<=`, `~`.
fn sign(reader: &Reader, at: usize) -> Option<Found> {
    let last = at.checked_sub(1).filter(|last| *last >= reader.floor)?;
    let two = last > reader.floor && reader.glued(last);
    let effect = match (reader.word(last), two.then(|| reader.word(last - 1))) {
        ("=", Some(">")) => return Some((Effect::AtLeast, last - 1)),
        ("=", Some("<")) => return Some((Effect::UpTo, last - 1)),
        (">", Some("=")) | ("<", Some("=")) => return None,
        (">", _) => Effect::MoreThan,
        ("<", _) => Effect::LessThan,
        ("\u{2265}", _) => Effect::AtLeast,
        ("\u{2264}", _) => Effect::UpTo,
        ("~" | "\u{2248}" | "\u{223c}", _) => Effect::About,
        _ => return None,
    };
    Some((effect, last))
}

/// A phrase that ends in front of a token. A bare preposition has to touch its number: "warrants over
/// another 5 million shares" and "talks about a $38 billion deal" say nothing of how many.
fn phrase_before(reader: &Reader, at: usize, far: bool) -> Option<Found> {
    let last = at.checked_sub(1).filter(|last| *last >= reader.floor)?;
    BEFORE.get(reader.word(last))?.iter().find_map(|phrase| {
        let mut place = at;
        for word in &phrase.words {
            place = place.checked_sub(1).filter(|place| *place >= reader.floor)?;
            if reader.word(place) != *word {
                return None;
            }
        }
        let touches = !far || !is_preposition(&phrase.words);
        (touches && is_meant(reader, phrase, place)).then_some((phrase.effect, place))
    })
}

fn is_preposition(words: &[&str]) -> bool {
    let [word] = words else { return false };
    matches!(*word, "over" | "under" | "above" | "below" | "about" | "around" | "beyond" | "near")
}

/// Whether a phrase speaks of the number: shares that "went up to $5" did not rise by up to that,
/// and "the near $5" is no "near".
fn is_meant(reader: &Reader, phrase: &Known, at: usize) -> bool {
    let before = if at > reader.floor { reader.word(at - 1) } else { "" };
    match phrase.words.as_slice() {
        ["to", "up"] => !matches!(
            before,
            "went"
                | "go"
                | "goes"
                | "gone"
                | "going"
                | "climbed"
                | "jumped"
                | "moved"
                | "pushed"
                | "ticked"
                | "inched"
                | "crept"
                | "shot"
                | "edged"
                | "rose"
        ),
        _ => true,
    }
}

/// The phrase behind the number and its unit, whose next token is given.
pub(crate) fn behind(reader: &Reader, at: usize) -> Option<Found> {
    if reader.word(at) == "+" && reader.glued(at) && !reader.glued(at + 1) {
        return Some((Effect::AtLeast, at + 1));
    }
    BEHIND.get(reader.word(at))?.iter().find_map(|phrase| {
        let mut place = at;
        for word in &phrase.words {
            if reader.word(place) != *word {
                return None;
            }
            place += 1;
        }
        closes(reader, place).then_some((phrase.effect, place))
    })
}

/// `or equal`, `or equal to` behind "less than 5": the token behind.
pub(crate) fn or_equal(reader: &Reader, at: usize) -> Option<usize> {
    let equal = reader.word(at) == "or" && reader.word(at + 1) == "equal";
    equal.then(|| at + 2 + usize::from(reader.word(at + 2) == "to"))
}

/// What a phrase does once it holds the number itself.
pub(crate) fn closed(effect: Effect) -> Option<Effect> {
    match effect {
        Effect::MoreThan => Some(Effect::AtLeast),
        Effect::LessThan => Some(Effect::UpTo),
        _ => None,
    }
}

/// Whether a phrase behind a number ends there: "at least" may belong to the number that follows,
/// and "plus" may add one.
fn closes(reader: &Reader, at: usize) -> bool {
    let number = reader.number(at).is_some()
        || reader.class(at) == crate::text::Class::Currency
        || matches!(reader.word(at), "a" | "an" | "one" | "than");
    !number
}

/// What a phrase makes of a number. The ends lie outward of what is not exact.
pub(crate) fn bounds(effect: Option<Effect>, number: &Num) -> (Bounds, Qualifier) {
    let phrases = Phrases::default();
    let negative = number.value.is_sign_negative();
    let (least, most) = match negative {
        true => (-number.high, -number.low),
        false => (number.low, number.high),
    };
    let (below, qualifier) = phrases.bounds(effect, least);
    let (above, _) = phrases.bounds(effect, most);
    let bounds = Bounds { low: below.low, high: above.high };
    (if negative { mirrored(bounds) } else { bounds }, qualifier)
}

/// The words bind the size: "more than -50%" is a fall of more than half.
fn mirrored(bounds: Bounds) -> Bounds {
    let flip = |bound: Option<Bound>| bound.map(|bound| Bound { value: -bound.value, ..bound });
    Bounds { low: flip(bounds.high), high: flip(bounds.low) }
}
