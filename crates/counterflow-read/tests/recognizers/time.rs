//! Dates and ranges of dates. Compared are the words, the kind and the days; their `timex` names the
//! same in another way.

use counterflow_claim::Date;
use counterflow_read::View;
use counterflow_read::text::{Tokens, sentences};
use counterflow_read::time::{
    Part, Period, Relation, Resolved, Time, TimeBound, TimeMention, times,
};
use serde_json::Value;

use crate::cases::{file, words};

/// Kinds of result that are compared; the others tell hours and repetitions.
const KINDS: [&str; 2] = ["date", "daterange"];

fn expected(result: &Value) -> (String, String) {
    let values = result["Resolution"]["values"].as_array().unwrap();
    let one = |value: &Value| {
        let part = |key: &str| value[key].as_str().unwrap_or("-").to_string();
        format!("{} {} {}", part("value"), part("start"), part("end"))
    };
    let all: Vec<String> = values.iter().map(one).collect();
    (result["Text"].as_str().unwrap().to_lowercase(), all.join("; "))
}

fn kind(result: &Value) -> &str {
    result["TypeName"].as_str().unwrap().rsplit('.').next().unwrap()
}

fn read(input: &str, today: Date) -> Vec<(String, String)> {
    let view = View::plain(input);
    let tokens = Tokens::new(view.text());
    let found = times(&tokens, &sentences(&tokens));
    let dated = |mention: &&TimeMention| mention.bound != TimeBound::For;
    found.iter().filter(dated).map(|mention| shown(&view, input, mention, today)).collect()
}

fn shown(view: &View, input: &str, mention: &TimeMention, today: Date) -> (String, String) {
    let text = words(view, input, mention.span);
    let both = [true, false].map(|past| {
        let mut mention = mention.clone();
        // "The year" is the document's for them; for us the text has to say which.
        for time in [Some(&mut mention.value), mention.of.as_mut()].into_iter().flatten() {
            if let Time::Same(period) = *time {
                *time = Time::Relative(Relation::Whole(0, period));
            }
        }
        // For them the last Thursday is before today.
        let before = past && is_recurrent(mention.value);
        let day = if before { today.yesterday().ok() } else { Some(today) };
        mention.resolve(day, past).map(|days| days_shown(&mention, days))
    });
    let mut all: Vec<String> = both.into_iter().flatten().collect();
    all.dedup();
    (text, all.join("; "))
}

/// A day, or the first day and the one behind the last.
fn days_shown(mention: &TimeMention, days: Resolved) -> String {
    let show = |day: Option<Date>| day.map_or("-".to_string(), |day| day.to_string());
    let point = is_point(mention.value) && mention.until.is_none();
    match mention.bound {
        TimeBound::At if point => format!("{} - -", show(days.first)),
        // A range from one day to another leaves out the other, by their convention.
        TimeBound::At if mention.until.is_some() => {
            format!("- {} {}", show(days.first), show(days.last.map(|_| last_start(mention, days))))
        }
        // After a day starts on it, by their convention.
        TimeBound::After if point => {
            format!("- {} -", show(days.first.and_then(|day| day.yesterday().ok())))
        }
        TimeBound::By | TimeBound::Until if point => format!("- - {}", show(days.last)),
        _ => format!(
            "- {} {}",
            show(days.first),
            show(days.last.and_then(|day| day.tomorrow().ok()))
        ),
    }
}

/// Their ranges end where the last time starts: "between 2014 and 2018" is up to 2018-01-01.
fn last_start(mention: &TimeMention, days: Resolved) -> Date {
    let last = days.last.unwrap();
    let (until, part) = mention.until.unwrap();
    if part != Part::Whole {
        return last.tomorrow().unwrap();
    }
    match until {
        Time::Year(_) => Date::new(last.year(), 1, 1).unwrap(),
        Time::Month { .. } => last.first_of_month(),
        _ => last,
    }
}

fn is_recurrent(of: Time) -> bool {
    matches!(of, Time::Weekday { week: None, .. } | Time::MonthDay { .. } | Time::DayOfMonth(_))
}

fn is_point(of: Time) -> bool {
    matches!(
        of,
        Time::Day(_)
            | Time::MonthDay { .. }
            | Time::Weekday { .. }
            | Time::DayOfMonth(_)
            | Time::Away { .. }
            | Time::Nth { period: Period::Day, count: 1, .. }
            | Time::Relative(Relation::Offset(..) | Relation::Whole(_, Period::Day))
    )
}

#[test]
fn dates() {
    let Some(cases) = file("DateTimeModel.json") else {
        println!("DateTimeModel.json: the cases are not here; nothing was compared");
        return;
    };
    let (mut all, mut passed, mut empty, mut kept) = (0, 0, 0, 0);
    let mut failed = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let input = case["Input"].as_str().unwrap();
        let today = case["Context"]["ReferenceDateTime"].as_str().unwrap_or("2016-11-07");
        let today: Date = today[..10].parse().unwrap();
        let found = read(input, today);
        let results = case["Results"].as_array().unwrap();
        if results.is_empty() {
            empty += 1;
            kept += usize::from(found.is_empty());
            if !found.is_empty() {
                println!("{number} {input:?}\n  nothing, but {found:?}");
            }
        }
        for result in results.iter().filter(|result| KINDS.contains(&kind(result))) {
            all += 1;
            let expected = expected(result);
            if found.contains(&expected) {
                passed += 1;
            } else {
                println!(
                    "{number} {today} {input:?}\n  expected {expected:?}\n  found    {found:?}"
                );
                failed.push(number);
            }
        }
    }
    println!(
        "DateTimeModel.json: {passed} of {all} dates and ranges of dates; not passed: {failed:?}"
    );
    println!("  nothing was found in {kept} of {empty} texts that hold nothing");
    assert!(passed * 100 >= all * FLOOR, "{passed} of {all}");
}

/// Of a hundred results.
const FLOOR: usize = 72;
