//! Amounts in words. A question keeps the bounds of an amount and not its words, so that words are
//! sought that mean these bounds.

use counterflow_claim::{Bound, Bounds, Decimal, Measure, Per, Unit};

use super::super::Question;
use super::super::names::Names;

/// Sizes with the words for them, the largest first.
const SCALES: [(u64, &str); 3] =
    [(1_000_000_000_000, " tn"), (1_000_000_000, " bn"), (1_000_000, " M")];
const SCALE_WORDS: [&str; 6] = ["trillions", "billions", "millions", "crore", "lakh", "thousand"];
const PARTS: [&str; 5] = ["half", "a third", "two thirds", "a quarter", "three quarters"];

/// The first words that are read as these bounds. For bounds that no words mean, which no text
/// gives, those of the widest range beside them.
pub fn amount(bounds: Bounds, unit: Unit, names: &Names) -> String {
    let wanted = Question::Number { bounds, unit };
    let is_it = |text: &String| names.question(text).is_ok_and(|read| read == wanted);
    let usual = usual(bounds, unit);
    if let Some(text) = usual.iter().find(|text| is_it(text)) {
        return text.clone();
    }
    let found = with_phrases(bounds, unit, names).into_iter().chain(words_alone(unit)).find(is_it);
    found.or_else(|| usual.into_iter().last()).unwrap_or_else(|| "0".to_string())
}

/// The forms that need no phrase with a band.
fn usual(bounds: Bounds, unit: Unit) -> Vec<String> {
    let one = |word: &str, end: Bound| format!("{word}{}", number(end.value, unit));
    match (bounds.low, bounds.high) {
        (None, None) => Vec::new(),
        (Some(low), None) => vec![one(if low.open { "more than " } else { "at least " }, low)],
        (None, Some(high)) => vec![one(if high.open { "more than " } else { "at least " }, high)],
        // A third has digits without end; its words are shorter.
        (Some(low), Some(high)) if low == high && low.value.scale() > 20 => {
            vec!["a third".to_string(), "two thirds".to_string(), one("", low)]
        }
        (Some(low), Some(high)) if low == high => vec![one("", low)],
        (Some(low), Some(high)) => match (low.open, high.open) {
            (false, false) => vec![range(low.value, high.value, unit)],
            (true, _) => vec![one("up to ", high)],
            (false, true) if low.value.is_zero() => vec![one("less than ", high)],
            (false, true) => vec![one("up to ", low)],
        },
    }
}

/// Each phrase in front of each number that may have led to the bounds.
fn with_phrases(bounds: Bounds, unit: Unit, names: &Names) -> Vec<String> {
    let ends = [bounds.low, bounds.high].map(|end| end.map(|end| end.value));
    let middle = match ends {
        [Some(low), Some(high)] => low.checked_add(high).map(|sum| sum / Decimal::TWO),
        _ => None,
    };
    let [low, high] = ends;
    let values = [low, high, middle].into_iter().flatten();
    let mut numbers: Vec<String> = values.map(|value| number(value, unit)).collect();
    if unit.measure == Measure::Fraction {
        numbers.extend(PARTS.map(|part| format!("{part}{}", per(unit))));
    }
    let phrases = names.claims.phrases.table().iter().map(|phrase| phrase.words);
    let phrases = ["", "up to", "less than", "nearly", "just over", "about"]
        .into_iter()
        .chain(phrases.filter(|words| *words != "multi"));
    phrases
        .flat_map(|phrase| {
            numbers.iter().map(move |number| format!("{phrase} {number}").trim().to_string())
        })
        .collect()
}

/// `tens of billions USD` and its like.
fn words_alone(unit: Unit) -> Vec<String> {
    let mut all = Vec::new();
    for scale in SCALE_WORDS {
        for phrase in ["tens of", "hundreds of"] {
            for word in unit_words(unit) {
                all.push(format!("{phrase} {scale} {word}{}", per(unit)));
            }
        }
    }
    all
}

/// `5 bn USD`, `27%`.
fn number(value: Decimal, unit: Unit) -> String {
    let value = in_unit(value, unit);
    let (digits, scale) = scaled(value, unit);
    format!("{}{scale}{}", digits.normalize(), suffix(unit))
}

/// `300..400 bn USD`
fn range(low: Decimal, high: Decimal, unit: Unit) -> String {
    let (low, high) = (in_unit(low, unit), in_unit(high, unit));
    let (digits, scale) = scaled(high, unit);
    let size = SCALES.iter().find(|(_, word)| *word == scale).map(|(size, _)| *size);
    let low_digits = size.and_then(|size| exactly(low, size));
    match (size, low_digits) {
        (Some(_), Some(low)) => {
            format!("{}..{}{scale}{}", low.normalize(), digits.normalize(), suffix(unit))
        }
        _ => format!("{}..{}{}", low.normalize(), high.normalize(), suffix(unit)),
    }
}

/// A value as the number in front of its unit word.
fn in_unit(value: Decimal, unit: Unit) -> Decimal {
    match unit.measure {
        Measure::Fraction | Measure::Points => {
            value.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(value)
        }
        _ => value,
    }
}

/// The digits of a value and its scale word: the largest scale that it reaches.
fn scaled(value: Decimal, unit: Unit) -> (Decimal, &'static str) {
    let counts = matches!(
        unit.measure,
        Measure::Money(_) | Measure::Shares | Measure::Units | Measure::Bare
    );
    let reached = SCALES.iter().filter(|(size, _)| counts && value.abs() >= Decimal::from(*size));
    let found = reached
        .filter_map(|(size, word)| exactly(value, *size).map(|digits| (digits, *word)))
        .next();
    found.unwrap_or((value, ""))
}

/// A value over a size, where that is exact.
fn exactly(value: Decimal, size: u64) -> Option<Decimal> {
    let size = Decimal::from(size);
    let digits = value.checked_div(size)?;
    (digits.checked_mul(size) == Some(value)).then_some(digits)
}

/// The unit behind a number.
fn suffix(unit: Unit) -> String {
    let word = unit_words(unit).into_iter().next().unwrap_or_default();
    let blank = match unit.measure {
        Measure::Bare | Measure::Fraction | Measure::Multiple => "",
        _ => " ",
    };
    format!("{blank}{word}{}", per(unit))
}

/// The words for a unit, the usual one first.
fn unit_words(unit: Unit) -> Vec<String> {
    let words: &[&str] = match unit.measure {
        Measure::Bare => &[""],
        Measure::Money(currency) => return vec![currency.code().to_string()],
        Measure::Fraction => &["%"],
        Measure::Points => &["pp", "bps"],
        Measure::Multiple => &["x"],
        Measure::Shares => &["shares"],
        Measure::Units => &["units"],
        Measure::Power => &["GW", "MW", "kW"],
        Measure::Energy => &["GWh", "MWh"],
        Measure::Months => &["months", "years"],
    };
    words.iter().map(|word| word.to_string()).collect()
}

fn per(unit: Unit) -> String {
    let word = match unit.per {
        None => return String::new(),
        Some(Per::Year) => "year",
        Some(Per::Quarter) => "quarter",
        Some(Per::Month) => "month",
        Some(Per::Day) => "day",
        Some(Per::Share) => "share",
        Some(Per::Unit) => "unit",
        Some(Per::Gigawatt) => "GW",
    };
    format!(" per {word}")
}
