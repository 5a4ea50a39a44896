//! The words of times.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Part, Period};

/// What a word does in a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimeLex {
    /// A month, 1 to 12.
    Month(i8),
    /// A day of the week, 1 (Monday) to 7.
    Weekday(i8),
    /// `today` and the like, in days from today.
    Day(i32),
    /// A unit of time.
    Period(Period),
    /// `last`, `this`, `next`: -1, 0, 1.
    Shift(i32),
    /// A part of a period.
    Part(Part),
    /// `Q1`: the quarter.
    Quarter(i8),
    /// `H1`: the half.
    Half(i8),
    /// A season, 1 (spring) to 4.
    Season(i8),
    /// `fiscal`.
    Fiscal,
    /// `calendar`, in front of a year.
    Calendar,
    /// A day that has a name, by month and day.
    Feast(i8, i8),
}

/// The table, by small letters.
pub(crate) static TIMES: LazyLock<FxHashMap<&'static str, TimeLex>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (month, names) in (1..).zip(MONTHS) {
        words.extend(names.iter().map(|name| (*name, TimeLex::Month(month))));
    }
    for (day, names) in (1..).zip(WEEKDAYS) {
        words.extend(names.iter().map(|name| (*name, TimeLex::Weekday(day))));
    }
    for (period, names) in PERIODS {
        words.extend(names.iter().map(|name| (*name, TimeLex::Period(*period))));
    }
    for (shift, names) in SHIFTS {
        words.extend(names.iter().map(|name| (*name, TimeLex::Shift(*shift))));
    }
    for (part, names) in PARTS {
        words.extend(names.iter().map(|name| (*name, TimeLex::Part(*part))));
    }
    words.extend(OTHERS.iter().copied());
    words
});

const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "mondays"],
    &["tuesday", "tue", "tues", "tuesdays"],
    &["wednesday", "wed", "wednesdays"],
    &["thursday", "thu", "thur", "thurs", "thursdays"],
    &["friday", "fri", "fridays"],
    &["saturday", "sat", "saturdays"],
    &["sunday", "sun", "sundays"],
];

const PERIODS: &[(Period, &[&str])] = &[
    (Period::Day, &["day", "days"]),
    (Period::Week, &["week", "weeks"]),
    (Period::Fortnight, &["fortnight", "fortnights"]),
    (Period::Weekend, &["weekend", "weekends"]),
    (Period::Month, &["month", "months"]),
    (Period::Quarter, &["quarter", "quarters"]),
    (Period::Year, &["year", "years"]),
    (Period::Decade, &["decade", "decades"]),
    (Period::Century, &["century", "centuries"]),
];

const SHIFTS: &[(i32, &[&str])] = &[
    (-1, &["last", "past", "previous", "prior", "preceding"]),
    (0, &["this", "current"]),
    (1, &["next", "coming", "following", "upcoming"]),
];

const PARTS: &[(Part, &[&str])] = &[
    (Part::Start, &["beginning", "start"]),
    (Part::Early, &["early"]),
    (Part::Earlier, &["earlier"]),
    (Part::Mid, &["mid"]),
    (Part::Middle, &["middle"]),
    (Part::Late, &["late"]),
    (Part::Later, &["later"]),
    (Part::End, &["end"]),
];

const OTHERS: &[(&str, TimeLex)] = &[
    ("yesterday", TimeLex::Day(-1)),
    ("today", TimeLex::Day(0)),
    ("tonight", TimeLex::Day(0)),
    ("tomorrow", TimeLex::Day(1)),
    ("q1", TimeLex::Quarter(1)),
    ("q2", TimeLex::Quarter(2)),
    ("q3", TimeLex::Quarter(3)),
    ("q4", TimeLex::Quarter(4)),
    ("h1", TimeLex::Half(1)),
    ("h2", TimeLex::Half(2)),
    ("spring", TimeLex::Season(1)),
    ("summer", TimeLex::Season(2)),
    ("autumn", TimeLex::Season(3)),
    ("fall", TimeLex::Season(3)),
    ("winter", TimeLex::Season(4)),
    ("fiscal", TimeLex::Fiscal),
    ("financial", TimeLex::Fiscal),
    ("fy", TimeLex::Fiscal),
    ("calendar", TimeLex::Calendar),
    ("cy", TimeLex::Calendar),
    ("christmas", TimeLex::Feast(12, 25)),
    ("halloween", TimeLex::Feast(10, 31)),
    ("independence", TimeLex::Feast(7, 4)),
];
