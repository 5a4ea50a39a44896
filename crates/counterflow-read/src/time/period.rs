//! Quarters, halves and fiscal years, and the nth part of a longer time.

use super::calendar::{ordinal, two_digits, year_at, year_of_digits};
use super::core::{Core, core, lex, told};
use super::lexicon::TimeLex;
use super::{Period, Relation, Time};
use crate::quantity::{Lex, Reader};
use crate::text::Class;

/// The year behind a quarter or half.
struct OfYear {
    year: Option<i16>,
    fiscal: bool,
    /// `last year`: told from the document's.
    told: Option<Time>,
    /// The token behind.
    end: usize,
}

/// `of 2025`, `2025`, `of fiscal 2025`, `FY25`, `last year` behind a quarter or half.
fn of_year(reader: &Reader, at: usize) -> OfYear {
    let mut place = at;
    while place < at + 3 && matches!(reader.word(place), "of" | "in" | "," | "-" | "/") {
        place += 1;
    }
    if let Some((year, end)) =
        year_at(reader, place).filter(|_| reader.class(place) == Class::Number)
    {
        return OfYear { year: Some(year), fiscal: false, told: None, end };
    }
    if let Some((time, end)) = told(reader, place)
        && matches!(
            time,
            Time::Relative(Relation::Whole(_, Period::Year)) | Time::Same(Period::Year)
        )
    {
        return OfYear { year: None, fiscal: false, told: Some(time), end };
    }
    place += usize::from(reader.word(place) == "the");
    let fiscal = match lex(reader, place) {
        Some(TimeLex::Fiscal) => fiscal_year(reader, place),
        _ => glued_fiscal(reader, place),
    };
    match fiscal {
        Some(Core { value: Time::FiscalYear(year), range, .. }) => {
            OfYear { year: Some(year), fiscal: true, told: None, end: range.end }
        }
        _ => OfYear { year: None, fiscal: false, told: None, end: at },
    }
}

impl OfYear {
    fn quarter(self, start: usize, quarter: i8, fiscal: bool) -> Core {
        let fiscal = fiscal || self.fiscal;
        let value = Time::Quarter { year: self.year, quarter, fiscal };
        Core { of: self.told, ..core(start..self.end, value) }
    }

    fn half(self, start: usize, half: i8, fiscal: bool) -> Core {
        let fiscal = fiscal || self.fiscal;
        Core {
            of: self.told,
            ..core(start..self.end, Time::Half { year: self.year, half, fiscal })
        }
    }
}

/// `Q1`, `H2 2025`.
pub(crate) fn by_letter(reader: &Reader, at: usize) -> Option<Core> {
    // A heading of the web is no half year.
    let tag = at > reader.floor && matches!(reader.word(at - 1), "<" | "/");
    let year = of_year(reader, at + 1);
    match lex(reader, at)? {
        _ if tag => None,
        TimeLex::Quarter(quarter) => Some(year.quarter(at, quarter, false)),
        TimeLex::Half(half) => Some(year.half(at, half, false)),
        _ => None,
    }
}

/// `2019-Q1`, `2017 Q1`: the year first.
pub(crate) fn year_first(reader: &Reader, at: usize) -> Option<Core> {
    let year = year_of_digits(reader.text(at))?;
    let place = reader.behind_hyphen(at + 1);
    let value = match lex(reader, place)? {
        TimeLex::Quarter(quarter) => Time::Quarter { year: Some(year), quarter, fiscal: false },
        TimeLex::Half(half) => Time::Half { year: Some(year), half, fiscal: false },
        _ => return None,
    };
    Some(core(at..place + 1, value))
}

/// `calendar 2026`, `calendar year 2026`, `the year 2026`.
pub(crate) fn named_year(reader: &Reader, at: usize) -> Option<Core> {
    let place =
        at + 1 + usize::from(reader.word(at) == "calendar" && reader.word(at + 1) == "year");
    let year = year_of_digits(reader.text(place))?;
    Some(core(at..place + 1, Time::Year(year)))
}

/// `fiscal 2026`, `fiscal year 2026`, `FY 26`, `fiscal fourth quarter`.
pub(crate) fn fiscal_year(reader: &Reader, at: usize) -> Option<Core> {
    let mut place = at + 1;
    place += usize::from(reader.word(place) == "year");
    place += usize::from(reader.word(place) == "-");
    let text = reader.text(place);
    let short = || (reader.word(at) == "fy").then(|| two_digits(text)).flatten();
    if let Some(year) = year_of_digits(text).or_else(short) {
        return Some(core(at..place + 1, Time::FiscalYear(year)));
    }
    let found = nth_quarter(reader, at + 1)?;
    let value = match found.value {
        Time::Quarter { year, quarter, .. } => Time::Quarter { year, quarter, fiscal: true },
        Time::Half { year, half, .. } => Time::Half { year, half, fiscal: true },
        other => other,
    };
    Some(Core { range: at..found.range.end, value, ..found })
}

/// `FY2026`, `FY26`, and `CY26` for the year of the calendar.
pub(crate) fn glued_fiscal(reader: &Reader, at: usize) -> Option<Core> {
    let word = reader.word(at);
    let digits = word.strip_prefix("fy").or_else(|| word.strip_prefix("cy"))?;
    let year = year_of_digits(digits).or_else(|| two_digits(digits))?;
    let fiscal = word.starts_with('f');
    Some(core(at..at + 1, if fiscal { Time::FiscalYear(year) } else { Time::Year(year) }))
}

/// `1Q25`, `2H 2025`.
pub(crate) fn short_quarter(reader: &Reader, at: usize) -> Option<Core> {
    let number: i8 = reader.text(at).parse().ok()?;
    if !reader.glued(at + 1) {
        return None;
    }
    let (kind, digits) = reader.word(at + 1).split_at_checked(1)?;
    let told = year_of_digits(digits).or_else(|| two_digits(digits));
    let year = match told {
        Some(year) => OfYear { year: Some(year), fiscal: false, told: None, end: at + 2 },
        None if digits.is_empty() => of_year(reader, at + 2),
        None => return None,
    };
    match (kind, number) {
        ("q", 1..=4) => Some(year.quarter(at, number, false)),
        ("h", 1..=2) => Some(year.half(at, number, false)),
        _ => None,
    }
}

/// `first quarter of 2025`, `second half`, `first week of May`, `week 3 of 2027`.
pub(crate) fn nth(reader: &Reader, at: usize) -> Option<Core> {
    nth_quarter(reader, at).or_else(|| nth_part(reader, at))
}

pub(crate) fn nth_quarter(reader: &Reader, at: usize) -> Option<Core> {
    let (number, behind) = ordinal(reader, at)?;
    let mut place = reader.behind_hyphen(behind);
    let fiscal = matches!(lex(reader, place), Some(TimeLex::Fiscal));
    place += usize::from(fiscal);
    let year = of_year(reader, place + 1);
    let the = usize::from(
        matches!(year.told, Some(Time::Same(_)))
            && at > reader.floor
            && reader.word(at - 1) == "the",
    );
    match (reader.word(place), number) {
        ("quarter", 1..=4) => Some(year.quarter(at - the, number, fiscal)),
        ("half", 1..=2) if reader.word(place + 1) != "-" => {
            Some(year.half(at - the, number, fiscal))
        }
        _ => None,
    }
}

/// `first week of Jan 2015`, `the last three weeks of this year`, `15th day of next month`.
fn nth_part(reader: &Reader, at: usize) -> Option<Core> {
    let (n, mut place) = match lex(reader, at) {
        Some(TimeLex::Shift(-1)) if reader.word(at) == "last" => (-1, at + 1),
        _ => ordinal(reader, at)?,
    };
    let (count, period, end) = match lex(reader, place) {
        Some(TimeLex::Period(period)) => (1, period, place + 1),
        _ if n.abs() == 1 => super::relative::count_of(reader, place)?,
        _ => return None,
    };
    place = end;
    if !matches!(reader.word(place), "of" | "in") {
        return None;
    }
    let (of, end) = container(reader, place + 1)?;
    let the = usize::from(at > reader.floor && reader.word(at - 1) == "the");
    let value = Time::Nth { n, count: i8::try_from(count).ok()?, period };
    Some(Core { of: Some(of), ..core(at - the..end, value) })
}

/// The longer time that a part lies in.
pub(crate) fn container(reader: &Reader, at: usize) -> Option<(Time, usize)> {
    if let Some(found) = told(reader, at) {
        return Some(found);
    }
    let found = super::core::at(&Reader { floor: at, ..*reader }, at)?;
    let long = matches!(
        found.value,
        Time::Month { .. } | Time::Year(_) | Time::Quarter { .. } | Time::Decade(_)
    );
    (long && found.of.is_none()).then_some((found.value, found.range.end))
}

/// `week 23`, `week 3 of 2027`.
pub(crate) fn numbered_week(reader: &Reader, at: usize) -> Option<Core> {
    let text = reader.text(at + 1);
    let number = reader.class(at + 1) == Class::Number && text.len() <= 2;
    let n: i8 = number.then(|| text.parse().ok()).flatten().filter(|n| (1..=53).contains(n))?;
    let value = Time::Nth { n, count: 1, period: Period::Week };
    let year = of_year(reader, at + 2);
    let of = match year.year {
        Some(year) => Time::Year(year),
        None => Time::Relative(Relation::Whole(0, Period::Year)),
    };
    Some(Core { of: Some(of), ..core(at..year.end.max(at + 2), value) })
}

/// Whether a word is a number that may count units of time.
pub(crate) fn small_count(reader: &Reader, at: usize) -> Option<(i32, usize)> {
    match reader.class(at) {
        Class::Number => {
            let text = reader.text(at);
            (text.len() <= 3).then(|| text.parse().ok().map(|count| (count, at + 1))).flatten()
        }
        _ => match (reader.word(at), reader.lex(at)) {
            ("a" | "an", _) if reader.word(at + 1) == "couple" => small_count(reader, at + 1),
            ("a" | "an", _) => Some((1, at + 1)),
            ("couple", _) => Some((2, at + 1 + usize::from(reader.word(at + 1) == "of"))),
            (_, Some(Lex::Unit(count))) => Some((count.into(), at + 1)),
            (_, Some(Lex::Ten(ten))) => {
                let last = reader.behind_hyphen(at + 1);
                match reader.lex(last) {
                    Some(Lex::Unit(unit @ 1..=9)) => Some(((ten + unit).into(), last + 1)),
                    _ => Some((ten.into(), at + 1)),
                }
            }
            _ => None,
        },
    }
}
