//! The verbs and keys of the language, as data. The reference in `docs/language.md` and the
//! suggestions in messages follow these two tables.

use crate::claim::{Kind, Metric, Relation, Slot, TextKey, TimeKey};

/// How the words of a header are laid out after the verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `NAME of PARTY [by PARTIES]`
    Round,
    /// `[PARTIES] -> PARTIES`
    Arrow,
    /// `PARTIES of PARTY to PARTIES`
    Sale,
    /// `PARTY`
    Subject,
    /// `PARTIES [from PARTIES]`
    Metric,
    /// `ID PARTIES [from PARTIES]`
    NamedMetric,
    /// `PARTY of PARTY "role"`
    Officer,
    /// `[PARTIES] [(denies | supports) CLAIMS | about PARTIES] ["words"]`
    Say,
    /// `CUR/CUR NUMBER`
    Rate,
    /// Text.
    Assert,
}

/// What a header quantity may measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Money, or a share of something named, or a physical measure or count.
    Deal,
    /// Money, possibly per time, or a share of something named.
    Money,
    /// A share, or money, or a count of shares.
    Holding,
    /// A fraction.
    Fraction,
    /// A count of shares.
    Shares,
    /// A count of things.
    Units,
    /// Power or energy.
    Physical,
    /// Money per share.
    PerShare,
    /// A bare number.
    Number,
    /// Anything.
    Any,
}

/// A verb of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verb {
    /// The word that starts the header, after the date.
    pub word: &'static str,
    /// What it makes.
    pub kind: Kind,
    /// How its header is laid out.
    pub shape: Shape,
    /// What its quantity measures.
    pub fit: Fit,
    /// An example of a header.
    pub example: &'static str,
}

const fn verb(
    word: &'static str,
    kind: Kind,
    shape: Shape,
    fit: Fit,
    example: &'static str,
) -> Verb {
    Verb { word, kind, shape, fit, example }
}

const fn metric(word: &'static str, metric: Metric, fit: Fit, example: &'static str) -> Verb {
    verb(word, Kind::Metric(metric), Shape::Metric, fit, example)
}

/// Every verb.
pub const VERBS: &[Verb] = &[
    verb(
        "round",
        Kind::Round,
        Shape::Round,
        Fit::Money,
        "round series-a of birch by fir 30 bn USD closed",
    ),
    verb(
        "invest",
        Kind::Invest,
        Shape::Arrow,
        Fit::Deal,
        "invest alder -> birch up to 50 bn USD talks",
    ),
    verb("lend", Kind::Lend, Shape::Arrow, Fit::Money, "lend fir -> birch 27.3 bn USD closed"),
    verb("buy", Kind::Buy, Shape::Arrow, Fit::Deal, "buy birch -> alder 38 bn USD signed"),
    verb("stake", Kind::Stake, Shape::Arrow, Fit::Holding, "stake alder -> birch 27% closed"),
    verb(
        "guarantee",
        Kind::Guarantee,
        Shape::Arrow,
        Fit::Deal,
        "guarantee alder -> oak up to 3.2 bn USD signed",
    ),
    verb(
        "warrant",
        Kind::Warrant,
        Shape::Arrow,
        Fit::Holding,
        "warrant birch -> alder up to 160 M shares signed",
    ),
    verb("build", Kind::Build, Shape::Arrow, Fit::Deal, "build alder -> birch 11 bn USD closed"),
    verb("sell", Kind::Sell, Shape::Sale, Fit::Holding, "sell elm of birch to fir 1 bn USD closed"),
    verb("value", Kind::Value, Shape::Subject, Fit::Money, "value birch 380 bn USD closed"),
    verb("price", Kind::Price, Shape::Subject, Fit::Holding, "price alder -10%"),
    metric("revenue", Metric::Revenue, Fit::Money, "revenue birch 13.1 bn USD"),
    metric("cash", Metric::Cash, Fit::Money, "cash birch 4 bn USD"),
    metric("burn", Metric::Burn, Fit::Money, "burn birch 9 bn USD"),
    metric("backlog", Metric::Backlog, Fit::Money, "backlog alder from birch 45% of backlog"),
    metric("obligations", Metric::Obligations, Fit::Money, "obligations birch about 1.4 tn USD"),
    metric("capex", Metric::Capex, Fit::Money, "capex alder 37.5 bn USD"),
    metric("debt", Metric::Debt, Fit::Money, "debt birch about 108 bn USD"),
    metric("market-cap", Metric::MarketCap, Fit::Money, "market-cap alder 3.6 tn USD"),
    metric("profit", Metric::Profit, Fit::Money, "profit birch -12 bn USD"),
    metric("margin", Metric::Margin, Fit::Fraction, "margin birch 33%"),
    metric("capacity", Metric::Capacity, Fit::Physical, "capacity birch 1.9 GW"),
    verb(
        "metric",
        Kind::Metric(Metric::Other),
        Shape::NamedMetric,
        Fit::Any,
        "metric contract-value birch 300 M EUR",
    ),
    verb(
        "officer",
        Kind::Officer,
        Shape::Officer,
        Fit::Any,
        "officer ash of alder \"chief executive\"",
    ),
    verb("say", Kind::Say, Shape::Say, Fit::Any, "say ash denies letter \"never a commitment\""),
    verb("rate", Kind::Rate, Shape::Rate, Fit::Number, "rate EUR/USD 1.1741"),
    verb(
        "assert",
        Kind::Assert,
        Shape::Assert,
        Fit::Any,
        "assert post_money(series-a) = 380 bn USD",
    ),
];

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyValue {
    /// The claim's id.
    Id,
    /// The name of the claim's thread.
    Thread,
    /// A source and quotes.
    Cite,
    /// A quantity.
    Quantity(Slot, Fit),
    /// Free text.
    Text(TextKey),
    /// One of these words.
    Words(TextKey, &'static [&'static str]),
    /// A time.
    Time(TimeKey),
    /// Names of claims or deals.
    Links(Relation),
    /// A condition.
    Condition,
    /// A date and a quantity.
    Due,
    /// Who vouches.
    Basis,
    /// How binding.
    Binding,
    /// Parties.
    Third,
}

/// A key of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// The word before the colon.
    pub word: &'static str,
    /// What it holds.
    pub value: KeyValue,
    /// Whether it may be written more than once.
    pub repeats: bool,
}

const fn once(word: &'static str, value: KeyValue) -> Key {
    Key { word, value, repeats: false }
}

const fn many(word: &'static str, value: KeyValue) -> Key {
    Key { word, value, repeats: true }
}

const fn link(word: &'static str, relation: Relation) -> Key {
    many(word, KeyValue::Links(relation))
}

const fn quantity(word: &'static str, slot: Slot, fit: Fit) -> Key {
    once(word, KeyValue::Quantity(slot, fit))
}

/// Every key of a claim.
pub const KEYS: &[Key] = &[
    once("id", KeyValue::Id),
    many("source", KeyValue::Cite),
    many("note", KeyValue::Text(TextKey::Note)),
    link("in", Relation::In),
    once("deal", KeyValue::Thread),
    once("period", KeyValue::Time(TimeKey::Period)),
    once("as", KeyValue::Text(TextKey::As)),
    once("date-basis", KeyValue::Words(TextKey::DateBasis, &["stated", "inferred"])),
    once("says", KeyValue::Text(TextKey::Says)),
    once("tenor", KeyValue::Time(TimeKey::Tenor)),
    once("instrument", KeyValue::Text(TextKey::Instrument)),
    once("of", KeyValue::Text(TextKey::Of)),
    many("if", KeyValue::Condition),
    many("due", KeyValue::Due),
    quantity("amount", Slot::Amount, Fit::Money),
    quantity("share", Slot::Share, Fit::Fraction),
    quantity("shares", Slot::Shares, Fit::Shares),
    quantity("price", Slot::Price, Fit::PerShare),
    quantity("capacity", Slot::Capacity, Fit::Physical),
    quantity("units", Slot::Units, Fit::Units),
    quantity("could-reach", Slot::CouldReach, Fit::Any),
    quantity("valuation", Slot::Valuation, Fit::Money),
    quantity("pre-money", Slot::PreMoney, Fit::Money),
    quantity("post-money", Slot::PostMoney, Fit::Money),
    quantity("strike", Slot::Strike, Fit::PerShare),
    quantity("rate", Slot::Rate, Fit::Fraction),
    quantity("drawn", Slot::Drawn, Fit::Money),
    quantity("undrawn", Slot::Undrawn, Fit::Money),
    quantity("funded", Slot::Funded, Fit::Money),
    quantity("ratio", Slot::Ratio, Fit::Number),
    quantity("leaves", Slot::Leaves, Fit::Holding),
    once(
        "basis-of-value",
        KeyValue::Words(
            TextKey::BasisOfValue,
            &["pre-money", "post-money", "secondary", "market", "fair-value", "unknown"],
        ),
    ),
    once(
        "contract",
        KeyValue::Words(
            TextKey::Contract,
            &["purchase", "lease", "capacity", "take-or-pay", "revenue-share", "licence"],
        ),
    ),
    once("basis", KeyValue::Basis),
    once("binding", KeyValue::Binding),
    once("collateral", KeyValue::Text(TextKey::Collateral)),
    once("seniority", KeyValue::Text(TextKey::Seniority)),
    once("purpose", KeyValue::Text(TextKey::Purpose)),
    once("location", KeyValue::Text(TextKey::Location)),
    once("diluted", KeyValue::Text(TextKey::Diluted)),
    once("net-of", KeyValue::Text(TextKey::NetOf)),
    once("direction", KeyValue::Words(TextKey::Direction, &["sale"])),
    once("computed", KeyValue::Words(TextKey::Computed, &["yes"])),
    once("obligor", KeyValue::Third),
    once("seller", KeyValue::Third),
    once("closes", KeyValue::Time(TimeKey::Closes)),
    once("signed-on", KeyValue::Time(TimeKey::SignedOn)),
    once("vests", KeyValue::Time(TimeKey::Vests)),
    link("replaces", Relation::Replaces),
    link("replaced-by", Relation::ReplacedBy),
    link("retracts", Relation::Retracts),
    link("amends", Relation::Amends),
    link("adds-to", Relation::AddsTo),
    link("total-of", Relation::TotalOf),
    link("disjoint", Relation::Disjoint),
    link("corroborates", Relation::Corroborates),
    link("disputes", Relation::Disputes),
    link("conflicts-with", Relation::ConflictsWith),
    link("relates", Relation::Relates),
];

/// The verb with this word.
pub(crate) fn find_verb(word: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.word == word)
}

/// The key with this word.
pub(crate) fn find_key(word: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.word == word)
}
