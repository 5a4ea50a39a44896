//! Two numbers that are the ends of one amount.

use counterflow_claim::{Bound, Bounds, Decimal, Effect, Qualifier};

use super::find::{Part, currency, is_money, part};
use super::num::Form;
use super::number::Reader;
use super::{Amount, Counts, qualifier};
use crate::text::Class;

/// How two numbers are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    /// `between 10 and 15`.
    Between,
    /// `from 6 to 20`, which may be a change.
    From,
    /// `10 to 15`, `10-15`.
    To,
}

/// The range that starts with a number, if it is one.
pub(crate) fn range(reader: &Reader, low: &Part) -> Option<Amount> {
    let (join, start, at) = join(reader, low)?;
    let high = next_part(reader, at)?;
    let (low, high) = with_one_unit(low.clone(), high)?;
    let (one, other) = (low.size()?, high.size()?);
    let falls = one.value > other.value;
    if (falls && join != Join::From)
        || one.value == other.value
        || is_chain(reader, &low, &high, at)
    {
        return None;
    }
    let tokens = start..high.end;
    let (least, most) = if falls { (&other, &one) } else { (&one, &other) };
    Some(Amount {
        span: reader.tokens.span(tokens.clone()),
        tokens,
        core: low.core.start..high.core.end,
        number: low.number.range.start..high.number.range.end,
        counts: high.counts,
        qualifier: Qualifier::Range,
        bounds: Bounds {
            low: Some(Bound::closed(least.low)),
            high: Some(Bound::closed(most.high)),
        },
        nominal: Some((one.value.normalize(), other.value.normalize())),
        last_digit: one.last_digit.max(other.last_digit),
        per: high.per,
        change: join == Join::From,
        dollar_unstated: high.dollar,
        minor: is_money(high.counts) && high.factor < Decimal::ONE,
        translation_of: None,
    })
}

/// The join behind a number: its kind, the first token of the range, and where the next number is.
fn join(reader: &Reader, low: &Part) -> Option<(Join, usize, usize)> {
    let phrase = qualifier::before(reader, low.core.start);
    let start = match phrase {
        Some((Effect::About, start)) => start,
        Some(_) => return None,
        None => low.core.start,
    };
    let before = if start > reader.floor { reader.word(start - 1) } else { "" };
    let at = low.end;
    match (before, reader.word(at)) {
        ("between", "and" | "to" | "-" | "\u{2013}" | "~") => {
            Some((Join::Between, start - 1, at + 1))
        }
        ("from", "to" | "-" | "\u{2013}") => Some((Join::From, start - 1, at + 1)),
        (_, "to" | "through") => Some((Join::To, start, at + 1)),
        (_, "-" | "\u{2013}" | "\u{2014}" | "~") => Some((Join::To, start, at + 1)),
        _ => None,
    }
}

/// The number at a place, behind its currency, an article and "about".
fn next_part(reader: &Reader, at: usize) -> Option<Part> {
    let after = Reader { floor: at, ..*reader };
    (at..at + 5).find_map(|place| {
        let passed = (at..place).all(|passed| is_passed(reader, passed));
        let found = passed.then(|| part(&after, place)).flatten()?;
        let whole =
            found.core.start == at || (at..found.core.start).all(|one| is_about(reader, one));
        whole.then_some(found)
    })
}

fn is_passed(reader: &Reader, at: usize) -> bool {
    is_about(reader, at)
        || reader.class(at) == Class::Currency
        || matches!(reader.word(at), "us" | "a" | "an" | "hk" | "c" | "rs" | "." | "usd" | "eur")
        || reader.class(at) == Class::Capital && reader.text(at).len() <= 3
}

fn is_about(reader: &Reader, at: usize) -> bool {
    matches!(reader.word(at), "about" | "around" | "roughly" | "as" | "much")
}

/// Both with the unit and the scale that only the second one shows; nothing if they differ.
fn with_one_unit(mut low: Part, mut high: Part) -> Option<(Part, Part)> {
    if matches!(low.counts, Counts::Ordinal | Counts::Multiple) || low.number.form == Form::Part {
        return (low.counts == high.counts).then_some((low, high));
    }
    let bare = low.counts == Counts::Plain;
    let none = high.counts == Counts::Plain;
    if is_money(low.counts) && is_money(high.counts) {
        let differ = currency(low.counts) != currency(high.counts) && !(low.dollar || high.dollar);
        if differ || low.factor != high.factor {
            return None;
        }
    } else if is_money(low.counts) && none {
        (high.counts, high.dollar, high.factor) = (low.counts, low.dollar, low.factor);
    } else if bare && !none {
        (low.counts, low.factor) = (high.counts, high.factor);
    } else if none && !bare {
        // "27% to 30" says too little.
        return None;
    } else if std::mem::discriminant(&low.counts) != std::mem::discriminant(&high.counts) {
        return None;
    }
    let (own, shared) = (low.number.scale, high.number.scale);
    if own == Decimal::ONE && shared > Decimal::ONE && low.number.form != Form::Scale {
        let written = high.number.value.checked_div(shared)?;
        if low.number.value >= written && low.number.value != Decimal::ZERO {
            return None;
        }
        low.number = low.number.scaled(shared)?;
    }
    Some((low, high))
}

/// Whether the numbers go on as those of a telephone or a date do.
fn is_chain(reader: &Reader, low: &Part, high: &Part, at: usize) -> bool {
    let hyphen = reader.word(at - 1) == "-" && reader.glued(at);
    let led = low.core.start > reader.floor
        && reader.glued(low.core.start)
        && matches!(reader.word(low.core.start - 1), "-" | "+" | "/");
    hyphen
        && (led
            || reader.word(high.end) == "-" && reader.class(high.end + 1) == Class::Number
            || reader.text(high.number.range.start).starts_with('0'))
}

/// `more than 10 and less than 40`: two bounds of one number.
pub(crate) fn two_sided(reader: &Reader, low: &Amount) -> Option<Amount> {
    let joined = matches!(reader.word(low.tokens.end), "and" | "but");
    let lower = matches!(low.qualifier, Qualifier::MoreThan | Qualifier::AtLeast);
    let upper = matches!(low.qualifier, Qualifier::LessThan | Qualifier::UpTo);
    if !joined || !(lower || upper) {
        return None;
    }
    let after = Reader { floor: low.tokens.end + 1, ..*reader };
    let mut place = after.floor;
    while place < after.floor + 6
        && after.class(place) != Class::Number
        && after.lex(place).is_none()
    {
        place += 1;
    }
    let other = super::find::single(&after, part(&after, place)?)?;
    let opposite = match other.qualifier {
        Qualifier::MoreThan | Qualifier::AtLeast => upper,
        Qualifier::LessThan | Qualifier::UpTo => lower,
        _ => false,
    };
    let (bottom, top) = if lower { (low, &other) } else { (&other, low) };
    let ordered = bottom.nominal?.0 < top.nominal?.0;
    let touches = other.tokens.start == after.floor && other.counts == low.counts;
    if !(opposite && ordered && touches) {
        return None;
    }
    let tokens = low.tokens.start..other.tokens.end;
    Some(Amount {
        span: reader.tokens.span(tokens.clone()),
        tokens,
        core: low.core.start..other.core.end,
        number: low.number.start..other.number.end,
        qualifier: Qualifier::Range,
        bounds: Bounds { low: bottom.bounds.low, high: top.bounds.high },
        nominal: Some((bottom.nominal?.0, top.nominal?.0)),
        ..low.clone()
    })
}
