//! The day that a document states as that of its publication.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// The day, `2026-01-30`, that a statement starts with or is, in the zone that it is stated in.
///
/// Days of ISO 8601, with a time or without, of RFC 2822, of eight digits, and written out in
/// English with the month as a word are read. What could be read in two ways, `01/02/2026`, is not.
pub fn day(stated: &str) -> Option<String> {
    let stated = stated.trim();
    iso(stated).or_else(|| written(stated)).map(|day| day.to_string())
}

fn iso(stated: &str) -> Option<Date> {
    let bytes = stated.as_bytes();
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (start, format) = if digits >= 8 { (8, "%Y%m%d") } else { (10, "%Y-%m-%d") };
    let ends = bytes.get(start).is_none_or(|byte| !byte.is_ascii_digit());
    let stamp = digits == 8 || digits == 12 || digits == 14;
    if digits >= 8 && !stamp || digits < 8 && !ends {
        return None;
    }
    let part = stated.get(..start)?;
    let part = if digits >= 8 { part.to_owned() } else { part.replace('/', "-") };
    strtime::parse(format, &part).ok()?.to_date().ok()
}

/// `Fri, 30 Jan 2026 …`, `30 January 2026`, `January 30, 2026`, `Jan. 30, 2026 9:00 a.m. EST`.
fn written(stated: &str) -> Option<Date> {
    let mut words = stated.split([' ', ',', '\t', '\n', '.', '-']).filter(|word| !word.is_empty());
    let mut first = words.next()?;
    if is_weekday(first) {
        first = words.next()?;
    }
    let (second, year) = (words.next()?, words.next()?);
    let (day, month) = match month(second) {
        Some(number) => (first, number),
        None => (second, month(first)?),
    };
    let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let year: i16 = year.parse().ok().filter(|year| (1000..=9999).contains(year))?;
    Date::new(year, month, day.parse().ok()?).ok()
}

fn is_weekday(word: &str) -> bool {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    word.get(..3).is_some_and(|start| days.contains(&start.to_ascii_lowercase().as_str()))
}

fn month(word: &str) -> Option<i8> {
    let months = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let word = if word == "sept" { "sep" } else { &word };
    let named = |name: &&str| word.len() >= 3 && name.starts_with(word);
    months.iter().position(named).map(|at| at as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_every_kind() {
        for stated in [
            "2026-01-30",
            "2026-01-30T23:30:00-05:00",
            " 2026-01-30 10:00 ",
            "2026/01/30",
            "20260130",
            "20260130T101500Z",
            "20260130101500",
            "Fri, 30 Jan 2026 10:00:00 GMT",
            "30 January 2026",
            "Friday, January 30, 2026",
            "Jan. 30, 2026 9:00 a.m. EST",
            "January 30th, 2026",
            "30-JAN-2026 15:01:01.79",
        ] {
            assert_eq!(day(stated).as_deref(), Some("2026-01-30"), "{stated}");
        }
        assert_eq!(day("Sept 3, 2025").as_deref(), Some("2025-09-03"));
    }

    #[test]
    fn what_is_no_day_is_none() {
        for stated in [
            "",
            "01/02/2026",
            "2026-13-01",
            "2026",
            "yesterday",
            "May",
            "1769770000",
            "2026-01-300",
        ] {
            assert_eq!(day(stated), None, "{stated}");
        }
    }
}
