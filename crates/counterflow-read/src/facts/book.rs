//! Observations as entries of a book.

use std::collections::BTreeMap;
use std::fmt::Write;

use counterflow_claim::Currency;

use super::{Facts, Observation};

/// Entries of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entries {
    /// The entries, ready to paste or to write into a file.
    pub text: String,
    /// How many observations they hold.
    pub written: usize,
    /// How many have a unit that the language has not, such as areas or employees.
    pub left_out: usize,
}

/// Concepts that are a metric of the language. All others keep their own name.
const METRICS: &[(&str, &str)] = &[
    ("CashAndCashEquivalentsAtCarryingValue", "cash"),
    ("LongTermDebt", "debt"),
    ("NetIncomeLoss", "profit"),
    ("PaymentsToAcquirePropertyPlantAndEquipment", "capex"),
    ("PurchaseObligation", "obligations"),
    ("RevenueRemainingPerformanceObligation", "backlog"),
    ("Revenues", "revenue"),
];

/// The observations that are `wanted`, as claims on a metric with the filing that each is cited to.
///
/// `party` is the company's name in the book; without one the company is declared, as `cik-…`.
/// A value that restates another replaces it if both are wanted. Time is linear.
pub fn entries(
    facts: &Facts,
    party: Option<&str>,
    wanted: impl Fn(&Observation) -> bool,
) -> Entries {
    let own = format!("cik-{}", facts.cik);
    let party = party.unwrap_or(&own);
    let mut entries = Entries { text: String::new(), written: 0, left_out: 0 };
    let mut claims = String::new();
    let mut sources = BTreeMap::new();
    let mut series = Series::default();
    for observation in facts.observations.iter().filter(|one| wanted(one)) {
        let quantity = quantity(observation)
            .filter(|_| is_name(&observation.concept) && is_name(&observation.accession));
        let Some(quantity) = quantity else {
            entries.left_out += 1;
            continue;
        };
        sources.insert((observation.filed, observation.accession.as_str()), observation);
        series.claim(&mut claims, observation, party, &quantity);
        entries.written += 1;
    }
    for observation in sources.values() {
        source(&mut entries.text, facts, observation);
    }
    if party == own && entries.written > 0 {
        let name = if facts.entity.is_empty() { &own } else { &facts.entity };
        let _ =
            writeln!(entries.text, "company {own}  {}\n  cik: {:010}\n", quoted(name), facts.cik);
    }
    entries.text.push_str(&claims);
    entries
}

fn source(text: &mut String, facts: &Facts, filing: &Observation) {
    let title = format!("{}: {} of {}", facts.entity, filing.form, filing.filed);
    let Observation { accession, filed, .. } = filing;
    let _ = writeln!(
        text,
        "source edgar-{accession}  {}\n  publisher: SEC EDGAR\n  url:       \
         {}\n  published: {filed}\n  kind:      filing\n",
        quoted(&title),
        filing.url(facts.cik),
    );
}

/// The values of one period, as far as they are written.
#[derive(Default)]
struct Series {
    period: String,
    /// How many of its values are written.
    values: usize,
}

impl Series {
    /// Writes an observation. The first value of a period has a name, so that what restates it can
    /// replace it.
    fn claim(&mut self, text: &mut String, one: &Observation, party: &str, quantity: &str) {
        let when = one.period();
        let named: String =
            one.unit.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let period = format!("{party}-{}-{named}-{}", one.concept, when.replace("..", "-to-"));
        if self.period != period {
            *self = Series { period, values: 0 };
        }
        self.values += 1;
        let metric = match metric(one) {
            Some(metric) => metric.to_owned(),
            None => format!("metric {}", one.concept),
        };
        let _ = writeln!(text, "{when} {metric} {party}  {quantity}  actual");
        let _ = writeln!(text, "  id:       {}-{}", self.period, self.values);
        if self.values > 1 {
            let _ = writeln!(text, "  replaces: {}-{}", self.period, self.values - 1);
        }
        let _ = writeln!(text, "  as:       {}:{}", one.taxonomy, one.concept);
        let _ = writeln!(text, "  source:   edgar-{}\n", one.accession);
    }
}

/// The metric of the language that an observation is, if it is one.
pub(super) fn metric(one: &Observation) -> Option<&'static str> {
    let metric = METRICS.iter().find(|(concept, _)| *concept == one.concept);
    let metric = metric.filter(|_| one.taxonomy == "us-gaap" && one.currency().is_some());
    metric.map(|(_, metric)| *metric)
}

/// The value with its unit, if the language has it.
fn quantity(one: &Observation) -> Option<String> {
    let value = one.value;
    match one.unit.as_str() {
        "shares" => Some(format!("{value} shares")),
        "pure" => Some(value.to_string()),
        unit if one.currency().is_some() => Some(format!("{value} {unit}")),
        unit => {
            let (money, per) = unit.split_once('/')?;
            (per == "shares" && is_money(money)).then(|| format!("{value} {money} per share"))
        }
    }
}

fn is_money(unit: &str) -> bool {
    unit.len() == 3 && Currency::from_code(unit).is_some()
}

/// Whether a text can stand as a name in a book.
fn is_name(text: &str) -> bool {
    let part = |one: char| one.is_ascii_alphanumeric() || matches!(one, '-' | '_' | '.');
    text.starts_with(|one: char| one.is_ascii_alphanumeric()) && text.chars().all(part)
}

/// A text as a string of the language.
fn quoted(text: &str) -> String {
    let line: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).collect();
    format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
}
