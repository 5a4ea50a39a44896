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
        let last = back(last)?;
        Some(Period {
            days: Some((back(first)?, if ends_month { last.last_of_month() } else { last })),
        })
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
