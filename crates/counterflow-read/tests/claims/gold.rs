//! Claims as they should be read, and how many are.

use counterflow_read::Reader;
use counterflow_read::claim::{Claim, Somebody};
use counterflow_read::document;
use counterflow_read::output::jsonl::qualifier;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde_json::Value;

/// A claim that a text holds.
#[derive(Clone, Debug, Default)]
pub struct Gold {
    pub kinds: Vec<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub amounts: Vec<Decimal>,
    pub currency: Option<String>,
    pub share: Option<Decimal>,
    pub optional: bool,
}

/// How well texts were read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Score {
    pub gold: usize,
    pub read: usize,
    pub edges: usize,
    pub cores: usize,
}

impl Score {
    pub fn precision(&self) -> f64 {
        self.edges as f64 / (self.read.max(1)) as f64
    }

    pub fn recall(&self) -> f64 {
        self.edges as f64 / (self.gold.max(1)) as f64
    }

    pub fn add(&mut self, other: Score) {
        self.gold += other.gold;
        self.read += other.read;
        self.edges += other.edges;
        self.cores += other.cores;
    }
}

/// The claims that are read of a text.
pub fn read(text: &str) -> Vec<Claim> {
    // What holds no text is a document that cannot be read, and has no claims.
    let Ok(document) = document::open("text", text.as_bytes().to_vec()) else { return Vec::new() };
    let read = Reader::default().read(&document.view);
    for claim in &read.claims {
        let span = document.view.original(claim.evidence);
        assert!(
            document.original.get(span.range()).is_some(),
            "a quote that is no part: {claim:?}"
        );
        assert!(
            !qualifier(claim.qualifier.unwrap_or(counterflow_claim::Qualifier::Exact)).is_empty()
        );
    }
    read.claims.into_iter().filter(|claim| claim.withheld.is_none()).collect()
}

/// How many claims of a text are read, and how many that are none.
pub fn score(text: &str, gold: &[Gold]) -> Score {
    let claims = read(text);
    let mut used = vec![false; claims.len()];
    let mut score =
        Score { gold: gold.iter().filter(|one| !one.optional).count(), ..Score::default() };
    let mut optional = 0;
    // What is right in all is matched before what is right in part.
    for whole in [true, false] {
        for one in gold {
            let fits = |claim: &Claim| edge(one, claim) && (core(one, claim) || !whole);
            let found = (0..claims.len()).find(|at| !used[*at] && fits(&claims[*at]));
            let Some(at) = found.filter(|_| whole || !gold_done(one, &claims, &used)) else {
                continue;
            };
            used[at] = true;
            if one.optional {
                optional += 1;
            } else {
                score.edges += 1;
                score.cores += usize::from(core(one, &claims[at]));
            }
        }
    }
    score.read = claims.len() - optional;
    score.edges = score.edges.min(score.gold);
    score
}

/// Whether a claim that is right in all was taken for it already.
fn gold_done(one: &Gold, claims: &[Claim], used: &[bool]) -> bool {
    claims.iter().zip(used).any(|(claim, used)| *used && edge(one, claim) && core(one, claim))
}

fn edge(gold: &Gold, claim: &Claim) -> bool {
    let side = |gold: &Option<String>, read: &Option<Somebody>| {
        gold.as_ref().is_none_or(|gold| read.as_ref().is_some_and(|read| same(gold, &read.name)))
    };
    gold.kinds.iter().any(|kind| kind == claim.kind.name())
        && side(&gold.from, &claim.from)
        && side(&gold.to, &claim.to)
}

fn core(gold: &Gold, claim: &Claim) -> bool {
    let money = claim.amount.map(|money| money.value.abs());
    let amount = match money {
        Some(money) => gold.amounts.iter().any(|amount| close(*amount, money)),
        None => gold.amounts.is_empty(),
    };
    let currency = claim.amount.and_then(|money| money.currency).map(|one| one.code().to_string());
    let share = match (gold.share, claim.share) {
        (Some(gold), Some(read)) => close(gold.abs(), read.abs()),
        (None, None) => true,
        (None, Some(_)) => !gold.amounts.is_empty(),
        (Some(_), None) => false,
    };
    amount && share && (gold.amounts.is_empty() || currency == gold.currency)
}

fn close(a: Decimal, b: Decimal) -> bool {
    (a.abs() - b.abs()).abs() <= a.abs().max(b.abs()) * Decimal::new(5, 3)
}

/// Whether two names share all words of one, but for the forms of companies.
fn same(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let forms = [
            "inc", "corp", "co", "ltd", "plc", "llc", "ag", "sa", "nv", "se", "gmbh", "the",
            "group", "company", "and", "of", "kk", "spa",
        ];
        let split = name.split(|one: char| !one.is_alphanumeric()).filter(|word| !word.is_empty());
        let all: Vec<String> = split.map(str::to_lowercase).collect();
        let bare: Vec<String> =
            all.iter().filter(|word| !forms.contains(&word.as_str())).cloned().collect();
        if bare.is_empty() { all } else { bare }
    };
    let (a, b) = (words(a), words(b));
    !a.is_empty()
        && !b.is_empty()
        && (a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word)))
}

/// The gold claims of a file of the shared folder.
pub fn of_json(value: &Value) -> Vec<Gold> {
    let text = |claim: &Value, key: &str| claim[key].as_str().map(str::to_string);
    let number = |value: &Value| value.as_f64().and_then(Decimal::from_f64);
    let listed = |value: &Value| match value {
        Value::Array(all) => all.clone(),
        Value::Null => Vec::new(),
        one => vec![one.clone()],
    };
    let all = value["gold"].as_array().map_or(&[][..], |all| all);
    let one = |claim: &Value| Gold {
        kinds: std::iter::once(claim["kind"].clone())
            .chain(listed(&claim["alt_kind"]))
            .filter_map(|kind| kind.as_str().map(str::to_string))
            .collect(),
        from: text(claim, "from"),
        to: text(claim, "to"),
        amounts: std::iter::once(claim["amount"].clone())
            .chain(listed(&claim["alt_amount"]))
            .filter_map(|amount| number(&amount))
            .collect(),
        currency: text(claim, "currency"),
        share: number(&claim["share"]),
        optional: claim["optional"].as_bool().unwrap_or(false),
    };
    all.iter().map(one).collect()
}
