//! Partial dates, periods and spans of time, as a source states them.

use jiff::civil::{Date, date};

use counterflow_syntax::Span;

/// The years that a book may speak of.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2400;

/// A date as exact as the source gives it.
///
/// It stands for a range of days. A fiscal one depends on when the party's fiscal year ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum When {
    /// `2026-01-30`
    Day(Date),
    /// `2026-01`
    Month(i16, i8),
    /// `2026-Q1`
    Quarter(i16, i8),
    /// `2026-H1`
    Half(i16, i8),
    /// `2026`
    Year(i16),
    /// `FY2026`: the fiscal year that ends in 2026.
    FiscalYear(i16),
    /// `FY2026-H1`
    FiscalHalf(i16, i8),
    /// `FY2026-Q3`
    FiscalQuarter(i16, i8),
}

/// The month and day on which a party's fiscal year ends; the calendar year's end unless stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEnd {
    /// 1 to 12.
    pub month: i8,
    /// The last day of that month stands for any day in it.
    pub day: i8,
}

impl Default for YearEnd {
    fn default() -> YearEnd {
        YearEnd { month: 12, day: 31 }
    }
}

/// A range of months: the first month counted from year 0, and how many.
type Months = (i32, i32);

impl When {
    /// Reads `2026`, `2026-H1`, `2026-Q1`, `2026-01`, `2026-01-30`, `FY2026`, `FY2026-H1` or
    /// `FY2026-Q3`. `None` if the text has another form or names a day that does not exist.
    ///
    /// ```
    /// use counterflow_claim::When;
    /// assert_eq!(When::parse("2026-Q1"), Some(When::Quarter(2026, 1)));
    /// assert_eq!(When::parse("2026-02-30"), None);
    /// ```
    pub fn parse(text: &str) -> Option<When> {
        let fiscal = text.strip_prefix("FY");
        let mut parts = fiscal.unwrap_or(text).split('-');
        let year = digits(parts.next()?, 4).filter(|year| YEARS.contains(year))?;
        let part = parts.next();
        let day = parts.next();
        if parts.next().is_some() || (day.is_some() && fiscal.is_some()) {
            return None;
        }
        match (part, day, fiscal.is_some()) {
            (None, None, false) => Some(When::Year(year)),
            (None, None, true) => Some(When::FiscalYear(year)),
            (Some(part), None, fiscal) => When::part(year, part, fiscal),
            (Some(month), Some(day), false) => {
                let (month, day) = (digits(month, 2)? as i8, digits(day, 2)? as i8);
                Date::new(year, month, day).ok().map(When::Day)
            }
            _ => None,
        }
    }

    fn part(year: i16, part: &str, fiscal: bool) -> Option<When> {
        let number = |rest: &str, most: i16| {
            digits(rest, 1).filter(|n| (1..=most).contains(n)).map(|n| n as i8)
        };
        if let Some(rest) = part.strip_prefix('Q') {
            let quarter = number(rest, 4)?;
            let made = if fiscal { When::FiscalQuarter } else { When::Quarter };
            return Some(made(year, quarter));
        }
        if let Some(rest) = part.strip_prefix('H') {
            let half = number(rest, 2)?;
            let made = if fiscal { When::FiscalHalf } else { When::Half };
            return Some(made(year, half));
        }
        let month = digits(part, 2).filter(|month| (1..=12).contains(month) && !fiscal)?;
        Some(When::Month(year, month as i8))
    }

    fn months(self, year_end: YearEnd) -> Option<Months> {
        let calendar = |year: i16, month: i8| i32::from(year) * 12 + i32::from(month) - 1;
        // The first month of the fiscal year that ends in `year`.
        let fiscal = |year: i16| calendar(year, year_end.month) - 11;
        Some(match self {
            When::Day(_) => return None,
            When::Month(year, month) => (calendar(year, month), 1),
            When::Quarter(year, quarter) => (calendar(year, quarter * 3 - 2), 3),
            When::Half(year, half) => (calendar(year, half * 6 - 5), 6),
            When::Year(year) => (calendar(year, 1), 12),
            When::FiscalYear(year) => (fiscal(year), 12),
            When::FiscalHalf(year, half) => (fiscal(year) + i32::from(half - 1) * 6, 6),
            When::FiscalQuarter(year, quarter) => (fiscal(year) + i32::from(quarter - 1) * 3, 3),
        })
    }

    /// The first day that it may mean.
    pub fn first_day(self, year_end: YearEnd) -> Date {
        match (self, self.months(year_end)) {
            (When::Day(day), _) => day,
            (_, Some((month, _))) => first_of(month),
            (_, None) => Date::MIN,
        }
    }

    /// The last day that it may mean: the day at which a partial date counts.
    pub fn last_day(self, year_end: YearEnd) -> Date {
        match (self, self.months(year_end)) {
            (When::Day(day), _) => day,
            (_, Some((month, count))) => first_of(month + count - 1).last_of_month(),
            (_, None) => Date::MAX,
        }
    }

    /// The calendar year in which it ends.
    pub fn year(self, year_end: YearEnd) -> i16 {
        self.last_day(year_end).year()
    }

    /// Whether it is one day, as against a period.
    pub fn is_day(self) -> bool {
        matches!(self, When::Day(_))
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            When::Day(day) => write!(out, "{day}"),
            When::Month(year, month) => write!(out, "{year}-{month:02}"),
            When::Quarter(year, quarter) => write!(out, "{year}-Q{quarter}"),
            When::Half(year, half) => write!(out, "{year}-H{half}"),
            When::Year(year) => write!(out, "{year}"),
            When::FiscalYear(year) => write!(out, "FY{year}"),
            When::FiscalHalf(year, half) => write!(out, "FY{year}-H{half}"),
            When::FiscalQuarter(year, quarter) => write!(out, "FY{year}-Q{quarter}"),
        }
    }
}

fn first_of(month: i32) -> Date {
    date(month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1, 1)
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<i16> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A time as a key states it: `2025`, `by 2026-03`, `5 years from 2027`, with the source's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// The form that was written.
    pub form: TimeForm,
    /// The source's own words, where they are kept.
    pub words: Option<Span>,
}

/// The forms of [`Time`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeForm {
    /// Only words are given.
    Unread,
    /// At or during.
    At(When),
    /// From the first, through the last.
    Between(When, When),
    /// Not after.
    By(When),
    /// Until and including.
    Through(When),
    /// From then on.
    From(When),
    /// So many months, from a date if one is given.
    Months(u32, Option<When>),
}

impl TimeForm {
    /// First and last day, where both follow from the form.
    pub fn days(self, year_end: YearEnd) -> Option<(Date, Date)> {
        match self {
            TimeForm::At(when) => Some((when.first_day(year_end), when.last_day(year_end))),
            TimeForm::Between(from, to) => Some((from.first_day(year_end), to.last_day(year_end))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_do_not_exist_are_not_read() {
        for text in
            ["2026-02-30", "0000", "99999", "2026-13", "2026-Q5", "FY2026-01", "26", "2026-1-1"]
        {
            assert_eq!(When::parse(text), None, "{text}");
        }
        assert!(When::parse("2024-02-29").is_some());
    }

    #[test]
    fn what_is_read_is_printed_the_same() {
        for text in [
            "2026",
            "2026-H2",
            "2026-Q1",
            "2026-01",
            "2026-01-30",
            "FY2026",
            "FY2026-H1",
            "FY2026-Q3",
        ] {
            assert_eq!(When::parse(text).map(|when| when.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn a_fiscal_quarter_follows_the_year_end() {
        let january = YearEnd { month: 1, day: 31 };
        let quarter = When::FiscalQuarter(2026, 3);
        assert_eq!(quarter.first_day(january), date(2025, 8, 1));
        assert_eq!(quarter.last_day(january), date(2025, 10, 31));
        assert_eq!(When::Year(2025).last_day(YearEnd::default()), date(2025, 12, 31));
    }
}
