//! What time a number is about: an instant or a run of days, with the label that shows it.

use counterflow_claim::{Claim, Date, TimeForm, TimeKey, When, YearEnd};

/// First and last day; the same for an instant. `None` for a number of no stated time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    days: Option<(Date, Date)>,
}

impl Period {
    /// The time of a number that nothing dates.
    pub const UNDATED: Period = Period { days: None };

    /// A calendar year.
    pub fn year(year: i16) -> Period {
        let when = When::Year(year);
        Period {
            days: Some((when.first_day(YearEnd::default()), when.last_day(YearEnd::default()))),
        }
    }

    /// From the first day to the last.
    pub fn days(first: Date, last: Date) -> Period {
        Period { days: Some((first, last)) }
    }

    /// What a claim's number is about: its `period:`, or its own date.
    pub fn of(claim: &Claim, year_end: YearEnd) -> Period {
        let form = match claim.time(TimeKey::Period) {
            Some(time) => Some(time.form),
            None => claim.when.map(|(from, to)| match to {
                Some(to) => TimeForm::Between(from, to),
                None => TimeForm::At(from),
            }),
        };
        Period { days: form.and_then(|form| form.days(year_end)) }
    }

    /// First and last day; nothing for a number of no stated time.
    pub fn ends(self) -> Option<(Date, Date)> {
        self.days
    }

    /// Whether it is one day: the time of what is there, and not of what comes in.
    pub fn is_day(self) -> bool {
        self.days.is_some_and(|(first, last)| first == last)
    }

    /// How many days it has, but for one.
    pub fn length(self) -> Option<i32> {
        let (first, last) = self.days?;
        last.since(first).ok().map(|span| span.get_days())
    }

    /// Whether it lies in another period, which is longer.
    pub fn is_inside(self, whole: Period) -> bool {
        let both = self.days.zip(whole.days);
        both.is_some_and(|(part, all)| all.0 <= part.0 && part.1 <= all.1 && part != all)
    }

    /// What is left of a period behind a part at its start.
    pub fn rest_after(self, last: Date) -> Option<Period> {
        let (_, end) = self.days?;
        let first = last.tomorrow().ok()?;
        (first <= end).then(|| Period::days(first, end))
    }

    /// The twelve months that end on a party's year end, and have this day among them.
    pub fn year_around(day: Date, year_end: YearEnd) -> Period {
        let fiscal = |year: i16| When::FiscalYear(year);
        let ends_here = fiscal(day.year()).last_day(year_end) >= day;
        let year = fiscal(if ends_here { day.year() } else { day.year() + 1 });
        Period::days(year.first_day(year_end), year.last_day(year_end))
    }

    /// The last day, by which periods are ordered.
    pub fn last_day(self) -> Option<Date> {
        self.days.map(|(_, last)| last)
    }

    /// Whether it is twelve months, calendar or fiscal.
    pub fn is_year(self) -> bool {
        let Some((first, last)) = self.days else { return false };
        let after = last.tomorrow().ok();
        after.is_some_and(|day| {
            (day.year() - 1, day.month(), day.day()) == (first.year(), first.month(), first.day())
        })
    }

    /// The period one year before, day by day; the 29th of February goes to the 28th.
    pub fn year_before(self) -> Option<Period> {
        let (first, last) = self.days?;
        let back = |day: Date| {
            Date::new(day.year() - 1, day.month(), day.day())
                .or_else(|_| Date::new(day.year() - 1, day.month(), 28))
                .ok()
        };
        let ends_month = last == last.last_of_month();
        let before = back(last)?;
        let before = if ends_month { before.last_of_month() } else { before };
        let start = if first == last { before } else { back(first)? };
        Some(Period { days: Some((start, before)) })
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let Some((first, last)) = self.days else { return out.write_str("undated") };
        if first == last {
            return write!(out, "{first}");
        }
        let ends = YearEnd::default();
        let year = first.year();
        let whole = [
            When::Year(year),
            When::Half(year, if first.month() > 6 { 2 } else { 1 }),
            When::Quarter(year, (first.month() + 2) / 3),
            When::Month(year, first.month()),
        ];
        let fits = |when: &When| when.first_day(ends) == first && when.last_day(ends) == last;
        match whole.iter().find(|when| fits(when)) {
            Some(when) => write!(out, "{when}"),
            None => write!(out, "{first}..{last}"),
        }
    }
}
