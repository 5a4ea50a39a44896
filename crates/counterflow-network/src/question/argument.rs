//! One argument of a variable: a name or a date, to what it stands for in its place.

use counterflow_claim::{When, YearEnd};

use super::form::{Alternative, Sort, words};
use super::names::{Named, Names};
use crate::{Arg, Period};

/// Why an argument cannot be read: a message, and what to type instead.
#[derive(Debug)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// What to type instead.
    pub help: Option<String>,
}

const DATES: &str = "write `2026-01-30`, `2026-01`, `2026-Q1`, `2026`, `FY2026` or two with `..`";

/// The argument that a text stands for where one of `slot` is expected.
///
/// `year_end` is that of the first party; nothing where that is `*`. `suggest` says whether a name
/// that is not known is worth a search for one that is near.
///
/// # Errors
///
/// What is wrong with it, and what to type.
pub fn resolve(
    text: &str,
    slot: &[Alternative],
    year_end: Option<YearEnd>,
    names: &Names,
    suggest: bool,
) -> Result<Arg, Wrong> {
    let Some((word, name)) = text.split_once(char::is_whitespace) else {
        return one_of(text, slot, year_end, names, suggest);
    };
    // A word of the table in front says which of several things is meant.
    let name = name.trim_start();
    match slot.iter().find(|one| one.word == word && !name.contains(char::is_whitespace)) {
        Some(one) => one_of(name, std::slice::from_ref(one), year_end, names, suggest),
        None => Err(wrong(format!("expected {}, found `{text}`", words(slot)))
            .help("a name is one word, and a comma parts two")),
    }
}

fn one_of(
    name: &str,
    slot: &[Alternative],
    year_end: Option<YearEnd>,
    names: &Names,
    suggest: bool,
) -> Result<Arg, Wrong> {
    let mut readings: Vec<(&str, Arg)> = Vec::new();
    let mut several = None;
    let mut no_period = None;
    for one in slot {
        let arg = match one.sort {
            Sort::Party => names.party(name).map(Arg::Party),
            Sort::Deal => match names.deal(name) {
                Some(Named::One(deal)) => Some(Arg::Deal(deal)),
                Some(Named::Several(count)) => {
                    several = Some(count);
                    None
                }
                None => None,
            },
            Sort::Period | Sort::Year => match period(name, year_end, one.sort) {
                Ok(period) => Some(Arg::Period(period)),
                Err(why) => {
                    no_period = why;
                    None
                }
            },
            Sort::Unscheduled => (name == "unscheduled").then_some(Arg::Unscheduled),
        };
        readings.extend(arg.map(|arg| (one.word.as_str(), arg)));
    }
    if readings.len() > 1 {
        // A date and `unscheduled` are never names where they may stand themselves, and a deal
        // without a round has no variables of its own.
        let time = |arg: &Arg| matches!(arg, Arg::Period(_) | Arg::Unscheduled);
        let timed = readings.iter().any(|(_, arg)| time(arg));
        readings.retain(|(_, arg)| match arg {
            Arg::Deal(deal) => !timed && names.is_round(*deal),
            Arg::Party(_) => !timed,
            _ => true,
        });
    }
    match (readings.as_slice(), several, no_period) {
        ([(_, arg)], _, _) => Ok(*arg),
        ([(a, _), (b, _), ..], _, _) => Err(wrong(format!("`{name}` is both a {a} and a {b}"))
            .help(format!("write `{a} {name}` or `{b} {name}`"))),
        ([], Some(count), _) => Err(wrong(format!("`{name}` stands for {count} deals"))
            .help("give the one that is meant an `id:` and write that")),
        ([], None, Some(wrong)) => Err(wrong),
        ([], None, None) => Err(unknown(name, slot, names, suggest)),
    }
}

/// The name is none of what is expected: what it is instead, or what it may be a slip of.
fn unknown(name: &str, slot: &[Alternative], names: &Names, suggest: bool) -> Wrong {
    let takes = |sort: Sort| slot.iter().any(|one| one.sort == sort);
    let expected = |what: &str| wrong(format!("expected {}, found {what}", words(slot)));
    if name.is_empty() {
        return wrong(format!("expected {}, found nothing", words(slot)));
    }
    if name == "unscheduled" || name == "undated" {
        return expected(&format!("`{name}`"));
    }
    if When::parse(name.split("..").next().unwrap_or(name)).is_some() {
        return expected(&format!("the date `{name}`"));
    }
    if !takes(Sort::Party) && names.party(name).is_some() {
        return expected(&format!("the party `{name}`"));
    }
    if !takes(Sort::Deal) && names.deal(name).is_some() {
        return expected(&format!("the deal `{name}`"));
    }
    let (party, deal) = (takes(Sort::Party), takes(Sort::Deal));
    let message = match (party, deal) {
        (true, true) => format!("unknown party or deal `{name}`"),
        (true, false) => format!("unknown party `{name}`"),
        (false, true) => format!("unknown deal `{name}`"),
        (false, false) => return wrong(format!("`{name}` is no date")).help(DATES),
    };
    match suggest.then(|| names.near(name, party, deal)).flatten() {
        Some(near) => wrong(message).help(format!("did you mean `{near}`?")),
        None => wrong(message),
    }
}

/// A period; nothing to say where the text is of another form.
fn period(text: &str, year_end: Option<YearEnd>, sort: Sort) -> Result<Period, Option<Wrong>> {
    if text == "undated" && sort == Sort::Period {
        return Ok(Period::UNDATED);
    }
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (Some(first), Some(last)) = (When::parse(from), When::parse(to)) else {
        return Err(None);
    };
    let fiscal = |when: When| {
        matches!(when, When::FiscalYear(_) | When::FiscalHalf(..) | When::FiscalQuarter(..))
    };
    if year_end.is_none() && (fiscal(first) || fiscal(last)) {
        let message = format!("`{text}` depends on the party, and `*` stands for each");
        return Err(Some(wrong(message).help("write a calendar date")));
    }
    let ends = year_end.unwrap_or_default();
    let (first, last) = (first.first_day(ends), last.last_day(ends));
    if first > last {
        let message = format!("`{text}` runs from the later date to the earlier");
        return Err(Some(wrong(message).help(format!("turn it round: `{to}..{from}`"))));
    }
    let period = Period::days(first, last);
    if sort == Sort::Year && !period.is_year() {
        return Err(Some(wrong(format!("expected a year, found `{text}`"))));
    }
    Ok(period)
}

fn wrong(message: String) -> Wrong {
    Wrong { message, help: None }
}

impl Wrong {
    fn help(mut self, help: impl Into<String>) -> Wrong {
        self.help = Some(help.into());
        self
    }
}
