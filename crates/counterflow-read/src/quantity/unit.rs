//! What a number counts: the currency in front of it, and the unit behind.

use counterflow_claim::{Decimal, Measure, Per};

use super::money::{self, Money};
use super::num::{Num, ten_to};
use super::number::Reader;
use super::{Counts, count};
use crate::text::Class;

/// A currency in front of a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prefix {
    /// The currency.
    pub money: Money,
    /// Its first token.
    pub start: usize,
    /// A scale in its letters: `MEUR 60`.
    pub scale: Decimal,
    /// Whether a minus sign stands in front of it.
    pub negative: bool,
}

/// The currency in front of the number that starts at a token.
pub(crate) fn currency_before(reader: &Reader, at: usize) -> Option<Prefix> {
    let last = at.checked_sub(1).filter(|last| *last >= reader.floor)?;
    let (money, start, scale) = match reader.class(last) {
        Class::Currency => mark_before(reader, last)?,
        Class::Lower | Class::Capital => word_before(reader, last)?,
        _ if reader.word(last) == "." && last > reader.floor && reader.glued(last) => {
            let rupees = matches!(reader.word(last - 1), "rs" | "re" | "sfr");
            let money = money::of_code(reader.text(last - 1), reader.word(last - 1))?;
            (rupees).then_some((money, last - 1, Decimal::ONE))?
        }
        _ => return None,
    };
    let negative = start > reader.floor
        && reader.word(start - 1) == "-"
        && reader.glued(start)
        && !(start - 1 > reader.floor && reader.glued(start - 1));
    Some(Prefix { money, start: start - usize::from(negative), scale, negative })
}

fn mark_before(reader: &Reader, last: usize) -> Option<(Money, usize, Decimal)> {
    let money = money::of_mark(reader.text(last))?;
    if money.dollar && last > reader.floor {
        // "US $50" is clear without glue; "a $50" is an article.
        let letters = reader.word(last - 1);
        let clear = reader.glued(last) || letters.len() > 1 || letters == "c";
        let small =
            !reader.glued(last) && letters == "us" && reader.class(last - 1) == Class::Lower;
        if clear
            && !small
            && let Some(of) = money::of_dollar_letters(letters)
        {
            return Some((of, last - 1, Decimal::ONE));
        }
    }
    Some((money, last, Decimal::ONE))
}

fn word_before(reader: &Reader, last: usize) -> Option<(Money, usize, Decimal)> {
    let (text, lower) = (reader.text(last), reader.word(last));
    if let Some(money) = money::of_code(text, lower) {
        return Some((money, last, Decimal::ONE));
    }
    if let Some((money, power)) = money::of_scaled_code(text) {
        return Some((money, last, ten_to(power)));
    }
    // "starts at dollar 22.5 million"
    let singular = matches!(lower, "dollar" | "euro" | "sen");
    let money = singular.then(|| money::of_noun(money::noun(lower)?, None)).flatten()?;
    Some((money, last, Decimal::ONE))
}

/// A currency behind a number, and the token behind it.
pub(crate) fn currency_behind(reader: &Reader, at: usize) -> Option<(Money, usize, Decimal)> {
    let place = reader.behind_hyphen(at);
    match reader.class(place) {
        Class::Currency if place == at => {
            let next = reader.class(at + 1) == Class::Number;
            let third = reader.class(at + 2) == Class::Currency;
            let own = !next || third || reader.glued(at) && !reader.glued(at + 1);
            let money = money::of_mark(reader.text(at))?;
            (own && !(next && reader.glued(at + 1))).then_some((money, at + 1, Decimal::ONE))
        }
        Class::Lower | Class::Capital => word_behind(reader, place),
        _ => None,
    }
}

fn word_behind(reader: &Reader, at: usize) -> Option<(Money, usize, Decimal)> {
    let word = reader.word(at);
    if word == "p" && reader.glued(at) {
        return Some((money::of_noun(money::Noun::Penny, None)?, at + 1, Decimal::ONE));
    }
    if let Some(noun) = money::noun(word) {
        let end =
            at + 1 + usize::from(word.starts_with("pound") && reader.word(at + 1) == "sterling");
        return Some((money::of_noun(noun, None)?, end, Decimal::ONE));
    }
    // A country of one word or of two, then the name.
    if let Some(noun) = money::noun(reader.word(at + 1))
        && let Some(money) = money::of_noun(noun, Some(word))
    {
        return Some((money, at + 2, Decimal::ONE));
    }
    if let Some(noun) = money::noun(reader.word(at + 2)) {
        let country = reader.tokens.span(at..at + 2);
        let mut both = [0; 24];
        let text = reader.tokens.source().get(country.range())?.as_bytes();
        let letters = both.get_mut(..text.len())?;
        letters.copy_from_slice(text);
        letters.make_ascii_lowercase();
        if let Some(money) = money::of_noun(noun, std::str::from_utf8(letters).ok()) {
            return Some((money, at + 3, Decimal::ONE));
        }
    }
    let text = reader.text(at);
    if let Some(money) = money::of_code(text, word).filter(|_| word != "re") {
        return Some((money, at + 1, Decimal::ONE));
    }
    let (money, power) = money::of_scaled_code(text)?;
    Some((money, at + 1, ten_to(power)))
}

/// What stands behind a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Behind {
    /// What is counted.
    pub counts: Counts,
    /// What the number is multiplied with.
    pub factor: Decimal,
    /// The token behind the unit.
    pub end: usize,
}

/// A unit other than money behind a number.
pub(crate) fn unit_behind(reader: &Reader, number: &Num) -> Option<Behind> {
    let at = number.range.end;
    let place = reader.behind_hyphen(at);
    let made = |counts, factor, end| Some(Behind { counts, factor, end });
    let hundredth = Decimal::new(1, 2);
    match reader.word(place) {
        "%" => match reader.word(place + 1) {
            "point" | "points" => made(Counts::Points, hundredth, place + 2),
            _ => made(Counts::Percent, hundredth, place + 1),
        },
        "percentage" if matches!(reader.word(place + 1), "point" | "points") => {
            made(Counts::Points, hundredth, place + 2)
        }
        "percent" | "percents" | "pct" | "percentage" => {
            made(Counts::Percent, hundredth, place + 1)
        }
        "per" if reader.word(place + 1) == "cent" => made(Counts::Percent, hundredth, place + 2),
        "pp" | "ppt" | "ppts" => made(Counts::Points, hundredth, place + 1),
        "bp" | "bps" => made(Counts::Points, Decimal::new(1, 4), place + 1),
        "basis" if matches!(reader.word(place + 1), "point" | "points") => {
            made(Counts::Points, Decimal::new(1, 4), place + 2)
        }
        "times" | "fold" => made(Counts::Multiple, Decimal::ONE, place + 1),
        "x" if reader.glued(place) => made(Counts::Multiple, Decimal::ONE, place + 1),
        "share" | "shares" if !is_article(reader, place) => {
            made(Counts::Shares, Decimal::ONE, place + 1)
        }
        _ => {
            let (measure, factor) = measure(reader.text(place), reader.word(place))
                .map_or((None, Decimal::ONE), |(measure, factor)| (Some(measure), factor));
            match measure {
                Some(measure) => made(Counts::Measure(measure), factor, place + 1),
                None => shares_of(reader, place).or_else(|| counted(reader, place)),
            }
        }
    }
}

fn is_article(reader: &Reader, at: usize) -> bool {
    at > reader.floor && matches!(reader.word(at - 1), "a" | "an")
}

/// `32.5 million TeraWulf shares`, `5 million new ordinary shares`.
fn shares_of(reader: &Reader, at: usize) -> Option<Behind> {
    let between = |at: usize| {
        reader.class(at) == Class::Capital
            || reader.class(at) == Class::Clitic
            || matches!(
                reader.word(at),
                "new"
                    | "ordinary"
                    | "common"
                    | "preferred"
                    | "preference"
                    | "existing"
                    | "voting"
                    | "outstanding"
                    | "restricted"
                    | "additional"
                    | "class"
                    | "a"
                    | "b"
            )
    };
    let shares = (at..at + 4).find(|place| !between(*place))?;
    let is_shares = matches!(reader.word(shares), "shares" | "ads" | "adrs") && shares > at;
    is_shares.then_some(Behind { counts: Counts::Shares, factor: Decimal::ONE, end: shares + 1 })
}

/// A counted thing by its word, if it is one that deals speak of.
fn counted(reader: &Reader, at: usize) -> Option<Behind> {
    if !count::is_counted(reader.word(at)) {
        return None;
    }
    let counts = Counts::Unit(reader.tokens.span(at..at + 1));
    Some(Behind { counts, factor: Decimal::ONE, end: at + 1 })
}

/// A physical measure, with the size of one of it in gigawatts or gigawatt-hours.
fn measure(text: &str, lower: &str) -> Option<(Measure, Decimal)> {
    let (measure, scale) = match text {
        "GW" => (Measure::Power, 0),
        "MW" => (Measure::Power, 3),
        "kW" | "KW" => (Measure::Power, 6),
        "TW" => return Some((Measure::Power, Decimal::ONE_THOUSAND)),
        "GWh" => (Measure::Energy, 0),
        "MWh" => (Measure::Energy, 3),
        "kWh" => (Measure::Energy, 6),
        "TWh" => return Some((Measure::Energy, Decimal::ONE_THOUSAND)),
        _ => match lower {
            "gigawatt" | "gigawatts" | "gw" => (Measure::Power, 0),
            "megawatt" | "megawatts" | "mw" => (Measure::Power, 3),
            "kilowatt" | "kilowatts" => (Measure::Power, 6),
            "terawatt" | "terawatts" => return Some((Measure::Power, Decimal::ONE_THOUSAND)),
            "gwh" => (Measure::Energy, 0),
            "mwh" => (Measure::Energy, 3),
            _ => return None,
        },
    };
    Some((measure, Decimal::new(1, scale)))
}

/// `a share`, `per share`, `-a-share`, `apiece`: and the token behind.
pub(crate) fn per_share(reader: &Reader, at: usize) -> Option<usize> {
    let place = reader.behind_hyphen(at);
    match reader.word(place) {
        "apiece" => Some(place + 1),
        "a" | "per" | "/" => {
            let last = reader.behind_hyphen(place + 1);
            let last = last + usize::from(matches!(reader.word(last), "ordinary" | "common"));
            matches!(reader.word(last), "share" | "ads" | "adr").then_some(last + 1)
        }
        _ => None,
    }
}

/// `a year`, `per quarter`, `annually`: and the token behind.
pub(crate) fn per_time(reader: &Reader, at: usize) -> Option<(Per, usize)> {
    let period = |word: &str| match word {
        "year" | "annum" => Some(Per::Year),
        "quarter" => Some(Per::Quarter),
        "month" => Some(Per::Month),
        "day" => Some(Per::Day),
        "gigawatt" | "gw" => Some(Per::Gigawatt),
        _ => None,
    };
    let place = reader.behind_hyphen(at);
    match reader.word(place) {
        "annually" | "yearly" => Some((Per::Year, place + 1)),
        "monthly" => Some((Per::Month, place + 1)),
        "daily" => Some((Per::Day, place + 1)),
        "quarterly" => Some((Per::Quarter, place + 1)),
        "a" | "per" | "each" | "every" => {
            let last = reader.behind_hyphen(place + 1);
            let ago = matches!(reader.word(last + 1), "ago" | "earlier" | "later" | "before");
            period(reader.word(last)).filter(|_| !ago).map(|per| (per, last + 1))
        }
        _ => None,
    }
}
