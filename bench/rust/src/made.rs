//! A made book in the shape of the real one: how often each verb, key, stage and phrase stands in
//! the 375 claims of `books/ai-web`, counted by hand, is how likely it is here.

use crate::chance::Chance;

/// Claims of the real book; the weights below count out of these.
const REAL_CLAIMS: usize = 375;
const REAL_SOURCES: usize = 168;
const REAL_PARTIES: usize = 115;

/// A made book, before it is written in any language.
pub struct Book {
    pub parties: Vec<Party>,
    pub sources: Vec<Source>,
    pub claims: Vec<Claim>,
}

pub struct Party {
    pub kind: &'static str,
    pub id: String,
    pub title: String,
    pub ticker: Option<String>,
    pub cik: Option<String>,
    pub also: Option<String>,
}

pub struct Source {
    pub id: String,
    pub title: String,
    pub publisher: String,
    pub url: String,
    pub published: Option<String>,
    pub kind: &'static str,
}

pub struct Claim {
    pub id: Option<String>,
    pub date: Option<String>,
    pub verb: &'static str,
    /// The name of a round or of a metric.
    pub name: Option<String>,
    /// Who pays, holds or speaks; the counterparty of a metric.
    pub from: Vec<usize>,
    /// Who receives or is spoken of.
    pub to: Vec<usize>,
    pub amount: Option<Amount>,
    /// Stage of a deal or nature of a number.
    pub stage: Option<&'static str>,
    /// The keys below the header, but for `id` and `source`, in the order of the text.
    pub keys: Vec<(&'static str, String)>,
    pub source: usize,
}

pub struct Amount {
    pub qualifier: Option<&'static str>,
    /// The digits as written, with a decimal point where they have one.
    pub digits: String,
    /// The power of ten of the scale word.
    pub power: u32,
    pub unit: &'static str,
}

/// How the parties of a verb stand in its header.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Arrow,
    Round,
    Subject,
    Metric,
    NamedMetric,
    Say,
}

/// The verbs with their layout and how many of the real claims have them.
const VERBS: [((&str, Layout), usize); 20] = [
    (("invest", Layout::Arrow), 73),
    (("buy", Layout::Arrow), 60),
    (("revenue", Layout::Metric), 29),
    (("round", Layout::Round), 27),
    (("metric", Layout::NamedMetric), 27),
    (("stake", Layout::Arrow), 23),
    (("value", Layout::Subject), 21),
    (("say", Layout::Say), 20),
    (("price", Layout::Subject), 17),
    (("lend", Layout::Arrow), 15),
    (("backlog", Layout::Metric), 14),
    (("build", Layout::Arrow), 9),
    (("burn", Layout::Metric), 9),
    (("guarantee", Layout::Arrow), 7),
    (("warrant", Layout::Arrow), 5),
    (("debt", Layout::Metric), 5),
    (("capex", Layout::Metric), 5),
    (("capacity", Layout::Metric), 4),
    (("margin", Layout::Metric), 3),
    (("obligations", Layout::Metric), 2),
];

const STAGES: [(Option<&str>, usize); 7] = [
    (Some("closed"), 75),
    (Some("signed"), 67),
    (None, 50),
    (Some("announced"), 30),
    (Some("talks"), 6),
    (Some("terminated"), 4),
    (Some("letter-of-intent"), 3),
];

const QUALIFIERS: [(Option<&str>, usize); 6] = [
    (None, 190),
    (Some("about"), 88),
    (Some("up to"), 49),
    (Some("more than"), 30),
    (Some("at least"), 12),
    (Some("nearly"), 9),
];

const PARTY_KINDS: [(&str, usize); 6] =
    [("company", 60), ("unnamed", 22), ("fund", 14), ("person", 5), ("vehicle", 4), ("topic", 4)];

const SOURCE_KINDS: [(&str, usize); 4] =
    [("named press", 80), ("unnamed press", 60), ("company", 20), ("filing", 8)];

const SYLLABLES: [&str; 32] = [
    "al", "bir", "ced", "dor", "elm", "fir", "gal", "har", "iv", "jun", "kel", "lar", "mar", "nor",
    "oak", "pin", "quin", "ros", "syc", "tam", "ul", "ver", "wil", "yew", "zel", "ash", "bay",
    "cob", "dun", "esk", "fen", "gor",
];

const WORDS: [&str; 40] = [
    "the",
    "a",
    "of",
    "and",
    "in",
    "for",
    "its",
    "first",
    "part",
    "announced",
    "value",
    "stake",
    "compute",
    "capacity",
    "year",
    "agreement",
    "reported",
    "expected",
    "quarter",
    "investors",
    "board",
    "terms",
    "lender",
    "site",
    "chips",
    "cloud",
    "at",
    "close",
    "sources",
    "say",
    "not",
    "yet",
    "signed",
    "with",
    "over",
    "five",
    "years",
    "figure",
    "differs",
    "earlier",
];

/// Makes a book of so many claims. The same count and seed make the same book everywhere.
pub fn book(count: usize, seed: u64) -> Book {
    let mut chance = Chance::new(seed);
    let share = |of_real: usize| (count * of_real / REAL_CLAIMS).max(4);
    let parties = (0..share(REAL_PARTIES)).map(|at| party(at, &mut chance)).collect();
    let sources = (0..share(REAL_SOURCES)).map(|at| source(at, &mut chance)).collect();
    let mut book = Book { parties, sources, claims: Vec::with_capacity(count) };
    let mut rounds = Vec::new();
    for at in 0..count {
        let claim = claim(at, &book, &mut rounds, &mut chance);
        book.claims.push(claim);
    }
    book
}

fn party(at: usize, chance: &mut Chance) -> Party {
    let name =
        format!("{}{}{}", chance.one(&SYLLABLES), chance.one(&SYLLABLES), chance.one(&SYLLABLES));
    let kind = chance.weighted(&PARTY_KINDS);
    let listed = kind == "company" && chance.happens(33, 60);
    Party {
        kind,
        id: format!("{name}-{at}"),
        title: format!(
            "{} {}",
            capital(&name),
            chance.one(&["Group", "Labs", "Capital", "Holdings"])
        ),
        ticker: listed.then(|| name[..3].to_uppercase()),
        cik: (listed && chance.happens(14, 33)).then(|| format!("{:010}", at + 1_000_000)),
        also: chance
            .happens(12, REAL_PARTIES)
            .then(|| format!("{} Inc., the {name} firm", capital(&name))),
    }
}

fn source(at: usize, chance: &mut Chance) -> Source {
    let publisher = format!("{}{}", chance.one(&SYLLABLES), chance.one(&SYLLABLES));
    let published = chance.happens(94, REAL_SOURCES).then(|| day(chance));
    Source {
        id: format!("{publisher}-{at}"),
        title: sentence(chance, 11),
        url: format!(
            "https://{publisher}.example.org/{}-{at}.html",
            sentence(chance, 6).replace(' ', "-")
        ),
        publisher: format!("{} Post", capital(&publisher)),
        published,
        kind: chance.weighted(&SOURCE_KINDS),
    }
}

fn claim(at: usize, book: &Book, rounds: &mut Vec<String>, chance: &mut Chance) -> Claim {
    let (verb, layout) = chance.weighted(&VERBS);
    let deal = matches!(layout, Layout::Arrow | Layout::Round);
    let (from, to) = sides(layout, book.parties.len(), chance);
    let name = match layout {
        Layout::Round => Some(format!("round-{at}")),
        Layout::NamedMetric => Some(format!("contract-value-{}", chance.below(20))),
        _ => None,
    };
    let id = (verb != "round" && chance.happens(348, REAL_CLAIMS))
        .then(|| format!("{}-{verb}-{at}", book.parties[to[0]].id));
    let mut keys = Vec::new();
    relations(layout, verb, book, rounds, chance, &mut keys);
    details(verb, layout, chance, &mut keys);
    if layout == Layout::Round {
        rounds.push(format!("round-{at}"));
    }
    let stage = match layout {
        _ if deal => chance.weighted(&STAGES),
        Layout::Metric if chance.happens(6, 60) => Some("expected"),
        _ => None,
    };
    if layout == Layout::Say {
        keys.insert(0, ("words", sentence(chance, 6)));
    }
    // Every source is cited, and a claim is dated when its source tells it.
    let source = at % book.sources.len();
    let told = book.sources[source].published.clone();
    let date = chance.happens(332, REAL_CLAIMS).then(|| told.unwrap_or_else(|| day(chance)));
    Claim {
        id,
        date,
        verb,
        name,
        from,
        to,
        amount: amount(verb, layout, chance),
        stage,
        keys,
        source,
    }
}

fn sides(layout: Layout, parties: usize, chance: &mut Chance) -> (Vec<usize>, Vec<usize>) {
    let to = match layout {
        // The numbers of a party differ by period, so their subjects are spread evenly.
        Layout::Metric | Layout::NamedMetric => chance.below(parties),
        _ => chance.skewed(parties),
    };
    // The next party stands in where chance names one twice, so that nobody deals with itself.
    let other = |party: usize| if party == to { (party + 1) % parties } else { party };
    let from = match layout {
        Layout::Arrow | Layout::Say => vec![other(chance.skewed(parties))],
        Layout::Round if chance.happens(1, 3) => {
            let first = other(chance.skewed(parties));
            let second = other(chance.skewed(parties));
            if first == second { vec![first] } else { vec![first, second] }
        }
        Layout::Metric if chance.happens(1, 6) => vec![other(chance.below(parties))],
        _ => Vec::new(),
    };
    (from, vec![to])
}

/// The keys that refer to other claims.
fn relations(
    layout: Layout,
    verb: &str,
    book: &Book,
    rounds: &[String],
    chance: &mut Chance,
    keys: &mut Vec<(&'static str, String)>,
) {
    if verb == "invest" && !rounds.is_empty() && chance.happens(70, 73) {
        keys.push(("in", rounds[chance.below(rounds.len())].clone()));
    }
    if layout == Layout::Arrow && chance.happens(41, 190) {
        keys.push(("deal", format!("thread-{}", chance.below(book.claims.len() / 20 + 1))));
    }
    for (key, weight) in [
        ("replaces", 7),
        ("relates", 7),
        ("corroborates", 6),
        ("adds-to", 3),
        ("conflicts-with", 18),
    ] {
        if !book.claims.is_empty() && chance.happens(weight, REAL_CLAIMS) {
            let other = &book.claims[chance.below(book.claims.len())];
            keys.extend(other.id.clone().map(|id| (key, id)));
        }
    }
}

/// The keys that say more about the claim itself.
fn details(
    verb: &str,
    layout: Layout,
    chance: &mut Chance,
    keys: &mut Vec<(&'static str, String)>,
) {
    if matches!(layout, Layout::Metric | Layout::NamedMetric) {
        if chance.happens(73, 98) {
            keys.push(("as", sentence(chance, 3)));
        }
        if chance.happens(89, 98) {
            keys.push(("period", format!("{}-Q{}", 2015 + chance.below(16), 1 + chance.below(4))));
        }
    }
    if matches!(verb, "buy" | "lend") && chance.happens(35, 75) {
        keys.push(("tenor", format!("{} years", 2 + chance.below(14))));
    }
    if matches!(verb, "buy" | "build") && chance.happens(17, 69) {
        keys.push(("capacity", format!("{}.{} GW", chance.below(10), chance.below(9) + 1)));
    }
    if matches!(verb, "lend" | "round") && chance.happens(24, 42) {
        keys.push((
            "instrument",
            chance.one(&["bonds", "convertible", "term loan", "notes"]).to_string(),
        ));
    }
    if verb == "value" && chance.happens(15, 21) {
        keys.push((
            "basis-of-value",
            chance.one(&["post-money", "market", "secondary"]).to_string(),
        ));
    }
    if chance.happens(71, REAL_CLAIMS) {
        keys.push(("date-basis", chance.one(&["stated", "inferred"]).to_string()));
    }
    if chance.happens(32, REAL_CLAIMS) {
        keys.push(("says", sentence(chance, 3)));
    }
    if layout == Layout::Arrow && chance.happens(12, 190) {
        keys.push(("if", sentence(chance, 4)));
    }
    if chance.happens(307, REAL_CLAIMS) {
        let length = 5 + chance.below(16);
        keys.push(("note", sentence(chance, length)));
    }
}

fn amount(verb: &str, layout: Layout, chance: &mut Chance) -> Option<Amount> {
    if layout == Layout::Say || chance.happens(20, REAL_CLAIMS) {
        return None;
    }
    let whole = 1 + chance.below(99);
    let tenths = chance.happens(1, 2).then(|| chance.below(9) + 1);
    let digits = tenths.map_or(whole.to_string(), |tenths| format!("{whole}.{tenths}"));
    let (power, unit) = match verb {
        "stake" | "price" | "margin" => (0, "%"),
        "capacity" => (0, "GW"),
        "warrant" => (6, "shares"),
        _ => (
            chance.weighted(&[(9, 8), (6, 3), (12, 1)]),
            chance.weighted(&[("USD", 30), ("EUR", 1)]),
        ),
    };
    Some(Amount { qualifier: chance.weighted(&QUALIFIERS), digits, power, unit })
}

fn day(chance: &mut Chance) -> String {
    format!("{}-{:02}-{:02}", 2015 + chance.below(11), 1 + chance.below(12), 1 + chance.below(28))
}

fn sentence(chance: &mut Chance, words: usize) -> String {
    let words: Vec<&str> = (0..words).map(|_| *chance.one(&WORDS)).collect();
    capital(&words.join(" "))
}

/// With a capital in front.
pub fn capital(text: &str) -> String {
    let (first, rest) = text.split_at(1);
    first.to_uppercase() + rest
}
