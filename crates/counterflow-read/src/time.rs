//! Times in a text: days, months, quarters and years, told in full or from another time.
//!
//! What needs the day of publication stays as it is told, until [`TimeMention::resolve`] is given
//! that day.

use std::ops::Range;

use counterflow_claim::Date;

use crate::Span;
use crate::quantity::Reader;
use crate::text::{Class, Sentence, Tokens};

mod around;
mod calendar;
mod core;
mod lexicon;
mod numeric;
mod period;
mod range;
mod relative;
mod resolve;

pub(crate) use lexicon::{TIMES, TimeLex};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// Two weeks.
    Fortnight,
    /// Saturday and Sunday.
    Weekend,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// How a time is told from the day of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The day so many units away: "two weeks ago", "tomorrow".
    Offset(i32, Period),
    /// The whole unit so many away: "last year".
    Whole(i32, Period),
    /// All days from that day to the document's, or the other way: "the past three months".
    Span(i32, Period),
    /// From the start of the unit up to the document's day: "year to date".
    ToDate(Period),
}

/// A time as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// A day.
    Day(Date),
    /// A day without a year.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// A month.
    Month {
        /// The year, if it is told.
        year: Option<i16>,
        /// 1 to 12.
        month: i8,
    },
    /// "last May": the month of a year that is told from the document's.
    ShiftedMonth {
        /// 1 to 12.
        month: i8,
        /// -1 for the last year's, 0, or 1.
        shift: i32,
    },
    /// A quarter.
    Quarter {
        /// The year, if it is told.
        year: Option<i16>,
        /// 1 to 4.
        quarter: i8,
        /// Whether it is one of a party's own year.
        fiscal: bool,
    },
    /// Half a year.
    Half {
        /// The year, if it is told.
        year: Option<i16>,
        /// 1 or 2.
        half: i8,
        /// Whether it is one of a party's own year.
        fiscal: bool,
    },
    /// A year.
    Year(i16),
    /// The party's own year that ends in this one.
    FiscalYear(i16),
    /// Ten years from this one.
    Decade(i16),
    /// A season of the north.
    Season {
        /// The year, if it is told; the year in which a winter starts.
        year: Option<i16>,
        /// 1 (spring) to 4.
        season: i8,
    },
    /// "last summer".
    ShiftedSeason {
        /// 1 (spring) to 4.
        season: i8,
        /// -1 for the last year's, 0, or 1.
        shift: i32,
    },
    /// A day of the week.
    Weekday {
        /// 1 (Monday) to 7.
        day: i8,
        /// Which week: -1 for "last Friday"; none if only the tense can tell.
        week: Option<i32>,
    },
    /// A time told from the document's day.
    Relative(Relation),
    /// A day of a month that is not told: "the 18th".
    DayOfMonth(i8),
    /// The unit that the text itself speaks of: "the year", "that week".
    Same(Period),
    /// Some units of a longer time, [`TimeMention::of`]: "the last three weeks of 2025".
    Nth {
        /// The first of them, from 1; -1 counts from the end.
        n: i8,
        /// How many.
        count: i8,
        /// Of what.
        period: Period,
    },
    /// So far from a day, [`TimeMention::of`]: "three days after Christmas".
    Away {
        /// How many, negative before it.
        count: i32,
        /// Of what.
        period: Period,
    },
    /// How long something lasts.
    Duration {
        /// How many.
        count: i32,
        /// Of what.
        period: Period,
    },
}

/// The part of a time that is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// Its first day: "the beginning of March".
    Start,
    /// Its first half: "early 2025".
    Early,
    /// From its start to the document's day: "earlier this month".
    Earlier,
    /// Its second third: "mid-2025".
    Mid,
    /// Its second third too: "the middle of March".
    Middle,
    /// Its second half: "late 2025".
    Late,
    /// From the document's day to its end: "later this month".
    Later,
    /// Its last day: "the end of March".
    End,
}

impl Part {
    /// Whether it stands right in front of a time, without "of".
    fn is_adverb(self) -> bool {
        matches!(self, Part::Early | Part::Earlier | Part::Mid | Part::Late | Part::Later)
    }
}

/// How a time bounds what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeBound {
    /// At or during it.
    At,
    /// At its end at the latest: "by the end of March".
    By,
    /// From its start on.
    Since,
    /// Up to its end: "through 2027".
    Until,
    /// Before it starts.
    Before,
    /// After it ends.
    After,
    /// So long: "for five years".
    For,
}

/// A time in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// All tokens, with the words that bound it.
    pub tokens: Range<usize>,
    /// Where these stand in the view.
    pub span: Span,
    /// The time alone.
    pub core: Range<usize>,
    /// The time.
    pub value: Time,
    /// The longer time that it lies in, or the day that it is told from.
    pub of: Option<Time>,
    /// The last time and the part of it, if this is the first of a range.
    pub until: Option<(Time, Part)>,
    /// Which part of it.
    pub part: Part,
    /// How it bounds what is said.
    pub bound: TimeBound,
    /// Whether day and month could be the other way round: `3/4/2026`.
    pub ambiguous: bool,
}

/// Days from the first to the last; an end that is not told is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The first day.
    pub first: Option<Date>,
    /// The last day.
    pub last: Option<Date>,
}

impl TimeMention {
    /// The days that are meant, in a document of a day. `past` tells that the verb is past: then
    /// "Thursday" is the last one up to the document, else the next one from it on.
    ///
    /// Nothing for a duration, for a party's own year, and for what needs the day of the document
    /// if that is not known.
    ///
    /// ```
    /// use counterflow_claim::Date;
    /// use counterflow_read::text::{Tokens, sentences};
    /// use counterflow_read::time::times;
    /// let tokens = Tokens::new("The stock dropped 10 percent on Thursday.");
    /// let found = times(&tokens, &sentences(&tokens));
    /// let friday = Date::constant(2026, 1, 30);
    /// let days = found[0].resolve(Some(friday), true).expect("a day");
    /// assert_eq!(days.first, Some(Date::constant(2026, 1, 29)));
    /// assert_eq!(found[0].resolve(None, true), None);
    /// ```
    pub fn resolve(&self, published: Option<Date>, past: bool) -> Option<Resolved> {
        resolve::resolve(self, published, past)
    }
}

/// The times of a text, in order; none overlap and none cross a sentence. Time is linear.
///
/// ```
/// use counterflow_read::text::{Tokens, sentences};
/// use counterflow_read::time::{Time, TimeBound, times};
/// let tokens = Tokens::new("It is expected to close by the end of the first quarter of 2026.");
/// let found = times(&tokens, &sentences(&tokens));
/// assert_eq!(found[0].value, Time::Quarter { year: Some(2026), quarter: 1, fiscal: false });
/// assert_eq!(found[0].bound, TimeBound::By);
/// ```
pub fn times(tokens: &Tokens, sentences: &[Sentence]) -> Vec<TimeMention> {
    let mut found = Vec::new();
    for sentence in sentences {
        in_sentence(Reader::new(tokens, sentence.start..sentence.end), &mut found);
    }
    found
}

fn in_sentence(mut reader: Reader, found: &mut Vec<TimeMention>) {
    let mut at = reader.floor;
    while at < reader.end {
        match self::core::first(&reader, at) {
            Some(core) => {
                let mention = mention(&reader, core);
                at = mention.tokens.end;
                reader.floor = at;
                found.push(mention);
            }
            None => at += 1,
        }
    }
}

fn mention(reader: &Reader, core: self::core::Core) -> TimeMention {
    let (part, start) = around::part(reader, &core);
    let core = match core.until {
        None => {
            let range = start..core.range.end;
            range::extend(reader, self::core::Core { part, range, ..core })
        }
        Some(_) => core,
    };
    let lasts = matches!(core.value, Time::Duration { .. });
    let (mut bound, mut tokens) = (TimeBound::At, core.range.clone());
    if core.until.is_none() {
        (bound, tokens.start) = around::bound(reader, core.range.start, lasts);
        if let Some((behind, end)) = around::bound_behind(reader, core.range.end) {
            (bound, tokens.end) = (behind, end);
        }
    }
    TimeMention {
        span: reader.tokens.span(tokens.clone()),
        tokens,
        core: core.range,
        value: core.value,
        of: core.of,
        until: core.until,
        part: core.part,
        bound,
        ambiguous: core.ambiguous,
    }
}

/// Whether four digits at a token are a year and count nothing.
pub(crate) fn is_year(tokens: &Tokens, at: usize, has_phrase: bool) -> bool {
    let reader = Reader::new(tokens, 0..tokens.len());
    let text = tokens.text(at);
    let four = tokens.class(at) == Class::Number
        && text.len() == 4
        && text.bytes().all(|byte| byte.is_ascii_digit());
    let usual = ("1900".."2100").contains(&text);
    four && usual && !has_phrase && !around::counts_something(&reader, at)
}

/// Whether the number at some tokens is the day of a month beside it.
pub(crate) fn is_day(reader: &Reader, of: Range<usize>) -> bool {
    let month = |at: usize| {
        matches!(self::core::lex(reader, at), Some(lexicon::TimeLex::Month(_)))
            && reader.class(at) == Class::Capital
    };
    let small = reader.text(of.start).len() <= 2;
    let point = of.start > reader.floor && reader.word(of.start - 1) == ".";
    let before = of.start.checked_sub(1 + usize::from(point));
    let of = of.end + usize::from(reader.word(of.end) == "of");
    small && (before.is_some_and(|at| at >= reader.floor && month(at)) || month(of))
}

/// The token behind a date in digits that starts at a token.
pub(crate) fn date_in_digits(reader: &Reader, at: usize) -> Option<usize> {
    if reader.class(at) != Class::Number {
        return None;
    }
    numeric::at(reader, at).map(|date| date.range.end)
}
