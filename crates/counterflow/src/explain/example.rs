//! How what is missing would be written, in the book language.

use counterflow_claim::{ClaimId, Claims, DealId, Kind, Relation, Slot};
use counterflow_network::{Arg, Key, Network};

/// What to look for, and the entry that would say it.
pub struct Example {
    /// One line for people.
    pub what: String,
    /// The entry, a line each; none where there is no one way to write it.
    pub lines: Vec<String>,
}

impl Example {
    fn new(what: String, header: String, fields: &[(&str, &str)]) -> Example {
        let width = fields.iter().map(|(key, _)| key.len()).max().unwrap_or(0);
        let mut lines = vec![header];
        for (key, value) in fields {
            let blanks = " ".repeat(width - key.len());
            lines.push(format!("  {key}:{blanks} {value}"));
        }
        Example { what, lines }
    }
}

/// The name that stands for a source.
const SOURCE: (&str, &str) = ("source", "SOURCE");

/// Words for what is missing of a variable, and how it would be written.
pub fn example(network: &Network, key: &Key, missing: &str) -> Example {
    let claims = network.claims;
    let split = missing.split_once(" of ").or_else(|| missing.split_once(' '));
    let (word, name) = split.unwrap_or((missing, ""));
    let named = || claims.iter().map(|(id, _)| id).find(|id| claims.name(*id) == name);
    match word {
        "amount" => named().map(|id| of_claim(claims, id)),
        "valuation" => round(key).map(|deal| of_round(network, deal)),
        "rate" => Some(of_rate(name)),
        _ => None,
    }
    .or_else(|| before(network, key, missing))
    .or_else(|| of_variable(network, key))
    .unwrap_or_else(|| Example { what: missing.to_string(), lines: Vec::new() })
}

/// The amount of a claim that gives none: the same with a number.
fn of_claim(claims: &Claims, id: ClaimId) -> Example {
    let claim = claims.claim(id);
    let name = claims.name(id);
    let written = claims.written(claim.span).trim_end();
    let amount = "1 bn USD";
    let header = match (claim.quantity(Slot::Header), claim.stage_span) {
        (Some(quantity), _) => {
            let from = (quantity.span.start - claim.span.start) as usize;
            let to = (quantity.span.end - claim.span.start) as usize;
            format!("{}{amount}{}", &written[..from], written.get(to..).unwrap_or(""))
        }
        (None, Some(stage)) => {
            let from = (stage.start - claim.span.start) as usize;
            format!("{}{amount} {}", &written[..from], &written[from..])
        }
        (None, None) => format!("{written} {amount}"),
    };
    let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
    let place = super::place(claims, id, None);
    if claim.id.is_none() {
        let what = format!("a number in place of what `{name}` says at {place}");
        return Example { what, lines: vec![header] };
    }
    let mut fields = vec![("replaces", name.as_str())];
    let thread = claim.thread.map(|span| claims.written(span));
    fields.extend(thread.map(|thread| ("deal", thread)));
    let within = claim.targets(Relation::In).map(|target| claims.written(target.span));
    let within = within.collect::<Vec<_>>().join(", ");
    if !within.is_empty() {
        fields.push(("in", &within));
    }
    fields.push(SOURCE);
    let what = format!("a claim that gives the amount of `{name}` ({place})");
    Example::new(what, header, &fields)
}

/// The round that a variable is of.
fn round(key: &Key) -> Option<DealId> {
    key.args.iter().find_map(|arg| match arg {
        Arg::Deal(deal) => Some(*deal),
        _ => None,
    })
}

/// The claim that tells a round, with its company and its date as written.
fn telling(claims: &Claims, deal: DealId) -> Option<(String, String, Option<String>)> {
    let mut rounds = claims.iter().filter(|(_, claim)| claim.deal == deal);
    let (_, claim) = rounds
        .find(|(_, claim)| claim.kind == Kind::Round)
        .or_else(|| claims.iter().find(|(_, claim)| claim.deal == deal))?;
    let company = claims.written(claim.to.parties.first()?.span).to_string();
    let date = claim.when_span.map_or("2026-01-30", |span| claims.written(span)).to_string();
    let name = claim.name.or(claim.id).map(|span| claims.written(span).to_string());
    Some((company, date, name))
}

fn of_round(network: &Network, deal: DealId) -> Example {
    let claims = network.claims;
    let name = claims.deal_name(deal);
    let what = format!("a claim that values the company in `{name}`");
    match telling(claims, deal) {
        Some((company, date, Some(within))) => Example::new(
            what,
            format!("{date} value {company} 10 bn USD"),
            &[("basis-of-value", "post-money"), ("in", &within), SOURCE],
        ),
        _ => Example { what, lines: Vec::new() },
    }
}

/// A value of the company before a round.
fn before(network: &Network, key: &Key, missing: &str) -> Option<Example> {
    missing.strip_prefix("valuation before ")?;
    let deal = round(key)?;
    let (company, date, _) = telling(network.claims, deal)?;
    let what = format!(
        "a value of `{company}` stated by the day of `{}` and not about it",
        network.claims.deal_name(deal)
    );
    Some(Example::new(what, format!("{date} value {company} 10 bn USD"), &[SOURCE]))
}

fn of_rate(pair: &str) -> Example {
    let pair = pair.split(' ').next().unwrap_or(pair);
    let what = format!("what {pair} was by the day of the claim");
    Example::new(what, format!("2026-01-30 rate {pair} 1.25"), &[SOURCE])
}

/// How the attributes are written that a header states: `P` is the party, `C` its counterparty,
/// `T` the time.
const HEADERS: &[(&str, &str)] = &[
    ("revenue", "T revenue P 1 bn USD"),
    ("profit", "T profit P 1 bn USD"),
    ("margin", "T margin P 30%"),
    ("capex", "T capex P 1 bn USD"),
    ("burn", "T burn P 1 bn USD"),
    ("cash", "T cash P 1 bn USD"),
    ("debt", "T debt P 1 bn USD"),
    ("backlog", "T backlog P 1 bn USD"),
    ("obligations", "T obligations P 1 bn USD"),
    ("market_cap", "T market-cap P 1 tn USD"),
    ("capacity", "T capacity P 1 GW"),
    ("price_move", "T price P -1%"),
    ("shares_outstanding", "T metric shares-outstanding P 100 M shares"),
    ("value", "T value P 10 bn USD"),
    ("value_when_held", "T value C 10 bn USD"),
    ("share", "T stake P -> C 5%"),
    ("stake_value", "T stake P -> C 1 bn USD"),
    ("backlog_share", "T backlog P from C 10%"),
    ("revenue_share", "T revenue P from C 10%"),
];

/// A variable that a claim can state by itself.
fn of_variable(network: &Network, key: &Key) -> Option<Example> {
    let claims = network.claims;
    let what = format!("a claim that states {}", key.id(claims));
    let mut parties = key.args.iter().filter_map(|arg| match arg {
        Arg::Party(_) => Some(arg.name(claims)),
        _ => None,
    });
    let (first, second) = (parties.next(), parties.next());
    let when = key.args.iter().find_map(|arg| match arg {
        Arg::Period(_) => Some(arg.name(claims)),
        _ => None,
    });
    let when = when.filter(|when| when.starts_with(|c: char| c.is_ascii_digit()));
    let Some((_, header)) = HEADERS.iter().find(|(attribute, _)| *attribute == key.attribute)
    else {
        return Some(Example { what, lines: Vec::new() });
    };
    let partner = second.clone().filter(|_| matches!(key.attribute, "revenue" | "backlog"));
    let word = |word: &str| match word {
        "T" => when.clone().unwrap_or_else(|| "2026-01-30".to_string()),
        "P" => match (&first, &partner) {
            (Some(party), Some(other)) => format!("{party} from {other}"),
            (Some(party), None) => party.clone(),
            (None, _) => "PARTY".to_string(),
        },
        "C" => second.clone().or_else(|| first.clone()).unwrap_or_else(|| "PARTY".to_string()),
        other => other.to_string(),
    };
    let header = header.split(' ').map(word).collect::<Vec<_>>().join(" ");
    Some(Example::new(what, header, &[SOURCE]))
}
