//! What deals say, read by hand and compared: each amount as `qualifier size unit`, each time as
//! `bound first..last`.

use std::path::Path;

use counterflow_claim::{Bound, Date};
use counterflow_read::quantity::{Amount, Counts, amounts};
use counterflow_read::text::{Tokens, sentences};
use counterflow_read::time::times;

fn shown(amount: &Amount, text: &str) -> String {
    let unit = match amount.counts {
        Counts::Money(Some(currency)) => currency.to_string(),
        Counts::Money(None) => "money".to_string(),
        Counts::PerShare(Some(currency)) => format!("{currency}/share"),
        Counts::PerShare(None) => "money/share".to_string(),
        Counts::Unit(span) => text[span.range()].to_string(),
        Counts::Measure(measure) => format!("{measure:?}"),
        other => format!("{other:?}"),
    };
    let size = match amount.nominal {
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}..{high}"),
        None => {
            let end = |end: Option<Bound>| end.map_or(String::new(), |end| end.value.to_string());
            format!("{}..{}", end(amount.bounds.low), end(amount.bounds.high))
        }
    };
    let per = amount.per.map_or(String::new(), |per| format!(" per {per:?}"));
    format!("{:?} {size} {unit}{per}", amount.qualifier)
}

/// The amounts of a sentence that are no ordinals.
fn read(text: &str) -> String {
    let tokens = Tokens::new(text);
    let found = amounts(&tokens, &sentences(&tokens));
    let kept = found.iter().filter(|one| one.counts != Counts::Ordinal);
    kept.map(|amount| shown(amount, text)).collect::<Vec<_>>().join("; ")
}

#[test]
fn amounts_of_deals() {
    let wrong: Vec<String> = AMOUNTS
        .iter()
        .filter(|(text, expected)| read(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected}\n  found    {}", read(text)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), AMOUNTS.len(), wrong.join("\n"));
}

#[test]
fn the_page_says_what_is_read() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.md");
    let page = std::fs::read_to_string(page).unwrap();
    let (_, section) = page.split_once("### Amounts").unwrap();
    let (section, _) = section.split_once("### Times").unwrap();
    let rows: Vec<(&str, &str)> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.strip_suffix("` |")?.split_once("` | `"))
        .collect();
    assert!(rows.len() > 10, "{rows:?}");
    for (text, expected) in rows {
        assert_eq!(read(text), expected, "{text}");
    }
}

const AMOUNTS: &[(&str, &str)] = &[
    ("It is worth half a billion euros.", "Exact 500000000 EUR"),
    ("It is worth a billion.", "Exact 1000000000 Plain"),
    ("It raised one and a half million dollars.", "Exact 1500000 USD"),
    ("It raised $1.5-2bn.", "Range 1500000000..2000000000 USD"),
    ("It raised $15-20 billion.", "Range 15000000000..20000000000 USD"),
    ("It raised \u{20ac}400m-\u{20ac}460m.", "Range 400000000..460000000 EUR"),
    ("between $10 billion and $15 billion", "Range 10000000000..15000000000 USD"),
    ("from 6 billion to 20 billion", "Range 6000000000..20000000000 Plain"),
    ("a $50-billion plan", "Exact 50000000000 USD"),
    ("about two-thirds of it", "About 0.6666666666666666666666666667 Percent"),
    ("nearly half of the backlog", "Nearly 0.5 Percent"),
    ("a quarter of its revenue", "Exact 0.25 Percent"),
    ("in the first quarter", ""),
    ("a quarter earlier", ""),
    ("tens of billions of dollars", "Words 20000000000..100000000000 USD"),
    ("hundreds of millions of euros", "Words 200000000..1000000000 EUR"),
    ("a multibillion-dollar bet", "Words 2000000000.. USD"),
    ("The shares gave up 76p to end at 4252p.", "Exact 0.76 GBP; Exact 42.52 GBP"),
    ("1,000 shares at $23.28 apiece", "Exact 1000 Shares; Exact 23.28 USD/share"),
    ("an offer of 55 a share", "Exact 55 money/share"),
    ("a 12-cent-a-share dividend", "Exact 0.12 USD/share"),
    ("a 12% stake", "Exact 0.12 Percent"),
    ("27 per cent of the votes", "Exact 0.27 Percent"),
    ("rates fell 50 basis points", "Exact 0.005 Points"),
    ("margins rose 1.5 percentage points", "Exact 0.015 Points"),
    ("as much as 5 gigawatts", "UpTo 5 Power"),
    ("a further 160 megawatts", "Exact 0.16 Power"),
    ("34.3 million shares", "Exact 34300000 Shares"),
    ("warrants over another 32.5 million TeraWulf shares", "Exact 32500000 Shares"),
    ("profit doubled and sales trebled", "Exact 2 Multiple; Exact 3 Multiple"),
    ("sales more than tripled", "MoreThan 3 Multiple"),
    ("roughly double what it paid", "About 2 Multiple"),
    ("nearly three times the $7.9bn of a year before", "Nearly 3 Multiple; Exact 7900000000 USD"),
    ("Rs 11,227 crore ($1.3 billion)", "Exact 112270000000 INR; Exact 1300000000 USD"),
    (
        "A$3.5m, HK$200 million and NT$1tn",
        "Exact 3500000 AUD; Exact 200000000 HKD; Exact 1000000000000 TWD",
    ),
    ("CHF 5.5m or 20bn RMB", "Exact 5500000 CHF; Exact 20000000000 CNY"),
    ("EUR 45m and USD1.2bn", "Exact 45000000 EUR; Exact 1200000000 USD"),
    ("a loss of 617 million euros", "Exact 617000000 EUR"),
    ("$50 billion a year over ten years", "Exact 50000000000 USD per Year; Exact 10 years"),
    ("$2.9bn or so", "About 2900000000 USD"),
    ("$5bn at most", "UpTo 5000000000 USD"),
    ("100 million users and counting", "AtLeast 100000000 users"),
    ("$1m+", "AtLeast 1000000 USD"),
    ("up to an additional $20 billion", "UpTo 20000000000 USD"),
    ("more than a third of the shares", "MoreThan 0.3333333333333333333333333333 Percent"),
    ("The stock went up to $5.", "Exact 5 USD"),
    ("Revenue topped $20bn in 2025.", "MoreThan 20000000000 USD"),
    ("talks about a $38 billion deal", "Exact 38000000000 USD"),
    ("$5 million and 300 employees", "Exact 5000000 USD; Exact 300 employees"),
    ("lift its holding to 14% from 8%", "Exact 0.14 Percent; Exact 0.08 Percent"),
    ("from 14% to 8%", "Range 0.14..0.08 Percent"),
    ("raised by $1.4 billion, to $3.2 billion", "Exact 1400000000 USD; Exact 3200000000 USD"),
    ("Form 10-K of GPT-4 and COVID-19", ""),
    ("In 2025 and by 2031, on 7 July and October 28", ""),
    ("see 192.168.1.1", ""),
    ("203.5 million to 20.8 million against", "Exact 203500000 Plain; Exact 20800000 Plain"),
    ("(3.5)", "Exact 3.5 Plain"),
    ("-$50bn and a loss of minus 5%", "Exact -50000000000 USD; Exact -0.05 Percent"),
    ("two out of three investors", "Exact 0.6666666666666666666666666667 Percent"),
    ("a half-year loss, a third party, one of the largest", "Exact 1 Plain"),
];

/// The times of a sentence in a document of Friday, 30 January 2026.
fn read_times(text: &str, past: bool) -> String {
    let tokens = Tokens::new(text);
    let found = times(&tokens, &sentences(&tokens));
    let published = Some(Date::constant(2026, 1, 30));
    let shown = found.iter().map(|time| match time.resolve(published, past) {
        Some(days) => {
            let end = |day: Option<Date>| day.map_or(String::new(), |day| day.to_string());
            format!("{:?} {}..{}", time.bound, end(days.first), end(days.last))
        }
        None => format!("{:?} {:?}", time.bound, time.value),
    });
    shown.collect::<Vec<_>>().join("; ")
}

#[test]
fn times_of_deals() {
    let wrong: Vec<String> = TIMES
        .iter()
        .filter(|(text, past, expected)| read_times(text, *past) != *expected)
        .map(|(text, past, expected)| {
            format!("{text}\n  expected {expected}\n  found    {}", read_times(text, *past))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), TIMES.len(), wrong.join("\n"));
}

const TIMES: &[(&str, bool, &str)] = &[
    ("It closes by the end of the first quarter.", false, "By ..2026-03-31"),
    ("It closes by the end of March.", false, "By ..2026-03-31"),
    ("It dropped 10 percent on Thursday.", true, "At 2026-01-29..2026-01-29"),
    ("It will vote on Thursday.", false, "At 2026-02-05..2026-02-05"),
    ("He said on Friday", true, "At 2026-01-30..2026-01-30"),
    ("It held 11% at the end of December.", true, "At 2025-12-31..2025-12-31"),
    ("It was founded in 2015.", true, "At 2015-01-01..2015-12-31"),
    ("signed on 7 July", true, "At 2025-07-07..2025-07-07"),
    ("signed on Oct. 28, 2025", true, "At 2025-10-28..2025-10-28"),
    ("what investors paid in mid-2024", true, "At 2024-05-01..2024-08-31"),
    ("in early 2025", true, "At 2025-01-01..2025-06-30"),
    ("in late March", true, "At 2025-03-16..2025-03-31"),
    ("since the second half of 2024", true, "Since 2024-07-01.."),
    ("until Q3 2027", false, "Until ..2027-09-30"),
    ("through 2030", false, "Until ..2030-12-31"),
    ("before the end of this year", false, "Before ..2026-12-31"),
    ("after January 1, 2027", false, "After 2027-01-02.."),
    ("in fiscal 2026", false, "At FiscalYear(2026)"),
    ("in FY26 and 1Q25", false, "At FiscalYear(2026); At 2025-01-01..2025-03-31"),
    ("last year and next quarter", false, "At 2025-01-01..2025-12-31; At 2026-04-01..2026-06-30"),
    ("two weeks ago", true, "At 2026-01-16..2026-01-16"),
    ("over seven years", false, "For Duration { count: 7, period: Year }"),
    ("a five-year order", false, "For Duration { count: 5, period: Year }"),
    ("within twelve months", false, "For Duration { count: 12, period: Month }"),
    ("from April to June 2026", false, "At 2026-04-01..2026-06-30"),
    ("between 2027 and 2030", false, "At 2027-01-01..2030-12-31"),
    ("notes due 2031", false, "At 2031-01-01..2031-12-31"),
    ("no later than 31 March 2026", false, "By ..2026-03-31"),
    ("in the fourth quarter of last year", true, "At 2025-10-01..2025-12-31"),
    ("the year to date", true, "At 2026-01-01..2026-01-29"),
    ("the past three months", true, "At 2025-10-30..2026-01-29"),
    ("yesterday", true, "At 2026-01-29..2026-01-29"),
    ("OpenAI may march on", false, ""),
    (
        "a May deadline and the March quarter",
        false,
        "At 2026-05-01..2026-05-31; At 2026-03-01..2026-03-31",
    ),
    ("for $2025 and 2025 people", false, ""),
];
