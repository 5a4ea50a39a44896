//! What a source says, as typed data with the span of every part.

use counterflow_syntax::Span;

use crate::{Basis, DealId, PartyId, Quantity, SourceId, Time, When};

/// Position of a claim in [`Claims::claims`](crate::Claims::claims).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId(pub(crate) u32);

impl ClaimId {
    /// The position.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a claim is about. `from` and `to` of a [`Claim`] are in the order given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A funding round: leads → company.
    Round,
    /// An investment: investor → company.
    Invest,
    /// A loan or facility: lender → borrower.
    Lend,
    /// A commitment: buyer → seller.
    Buy,
    /// A stake: holder → company.
    Stake,
    /// A guarantee or backstop: guarantor → beneficiary.
    Guarantee,
    /// A warrant: issuer → holder.
    Warrant,
    /// A facility that is built: builder → user.
    Build,
    /// A sale of a holding: seller → buyer, of a company.
    Sell,
    /// A valuation of a company.
    Value,
    /// A move of a share price.
    Price,
    /// A number about a party, possibly from a counterparty.
    Metric(Metric),
    /// An officer: person → party.
    Officer,
    /// A statement: speaker → subject.
    Say,
    /// An exchange rate.
    Rate,
    /// A check that the book asks for.
    Assert,
}

/// Which number about a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Metric {
    /// Revenue.
    Revenue,
    /// Cash held.
    Cash,
    /// Cash used up.
    Burn,
    /// Contracted revenue not yet recognised: backlog, remaining performance obligation.
    Backlog,
    /// The total of what a party has committed to spend.
    Obligations,
    /// Capital expenditure.
    Capex,
    /// Debt in all.
    Debt,
    /// Market capitalisation.
    MarketCap,
    /// Profit, negative for a loss.
    Profit,
    /// A margin.
    Margin,
    /// Physical capacity.
    Capacity,
    /// A number that the book names itself: see [`Claim::name`].
    Other,
}

impl Kind {
    /// The word that starts a header of this kind.
    pub fn word(self) -> &'static str {
        crate::VERBS.iter().find(|verb| verb.kind == self).map_or("", |verb| verb.word)
    }

    /// Whether it is a deal between parties, which has a stage and can be firm or talk.
    pub fn is_deal(self) -> bool {
        use Kind::{Build, Buy, Guarantee, Invest, Lend, Round, Sell, Stake, Warrant};
        matches!(self, Round | Invest | Lend | Buy | Stake | Guarantee | Warrant | Build | Sell)
    }
}

/// How far a deal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Nothing says.
    Unstated,
    /// A rumour.
    Rumoured,
    /// In talks.
    Talks,
    /// A letter of intent, a memorandum, a term sheet.
    LetterOfIntent,
    /// Announced.
    Announced,
    /// Signed.
    Signed,
    /// Signed, and paid in part.
    PartFunded,
    /// Closed.
    Closed,
    /// Ended by a party.
    Terminated,
    /// Taken back before signing.
    Withdrawn,
    /// Run out.
    Lapsed,
}

impl Stage {
    /// The stages with their words, in order.
    pub const WORDS: [(&'static str, Stage); 11] = [
        ("reported", Stage::Unstated),
        ("rumoured", Stage::Rumoured),
        ("talks", Stage::Talks),
        ("letter-of-intent", Stage::LetterOfIntent),
        ("announced", Stage::Announced),
        ("signed", Stage::Signed),
        ("part-funded", Stage::PartFunded),
        ("closed", Stage::Closed),
        ("terminated", Stage::Terminated),
        ("withdrawn", Stage::Withdrawn),
        ("lapsed", Stage::Lapsed),
    ];

    /// The word for it; `reported` for unstated.
    pub fn word(self) -> &'static str {
        Stage::WORDS.iter().find(|(_, stage)| *stage == self).map_or("", |(word, _)| word)
    }

    /// Whether the deal is over without closing.
    pub fn is_exit(self) -> bool {
        matches!(self, Stage::Terminated | Stage::Withdrawn | Stage::Lapsed)
    }

    /// Whether the parties are bound: signed or later, and not over.
    pub fn is_bound(self) -> bool {
        matches!(self, Stage::Signed | Stage::PartFunded | Stage::Closed)
    }
}

/// What kind of number a metric is. Numbers of different natures never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// It happened.
    Actual,
    /// Somebody expects it.
    Expected,
    /// Somebody aims at it.
    Target,
    /// A short period, scaled up to a year.
    RunRate,
}

impl Nature {
    /// The natures with their words.
    pub const WORDS: [(&'static str, Nature); 4] = [
        ("actual", Nature::Actual),
        ("expected", Nature::Expected),
        ("target", Nature::Target),
        ("run-rate", Nature::RunRate),
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        Nature::WORDS.iter().find(|(_, nature)| *nature == self).map_or("", |(word, _)| word)
    }
}

/// How binding a deal is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Binding {
    /// Not binding.
    None,
    /// Binding under conditions.
    Conditional,
    /// Binding.
    Firm,
    /// Payment is due whether or not the thing is taken.
    TakeOrPay,
    /// Nothing says.
    Unknown,
}

impl Binding {
    /// The words for it.
    pub const WORDS: [(&'static str, Binding); 5] = [
        ("none", Binding::None),
        ("conditional", Binding::Conditional),
        ("firm", Binding::Firm),
        ("take-or-pay", Binding::TakeOrPay),
        ("unknown", Binding::Unknown),
    ];
}

/// Several parties on one side: all together, or each the whole amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// Together.
    Jointly,
    /// Each.
    Each,
}

/// A party as a claim names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartyRef {
    /// The name as written.
    pub span: Span,
    /// The party; `None` if it is not declared.
    pub party: Option<PartyId>,
}

/// One side of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The parties, in the order written; empty where the source names none.
    pub parties: Vec<PartyRef>,
    /// How several are meant; `None` if nothing says, which is read as jointly.
    pub mode: Option<Mode>,
}

impl Side {
    /// The declared parties.
    pub fn known(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.parties.iter().filter_map(|party| party.party)
    }
}

/// Which quantity of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The one in the header.
    Header,
    /// `amount:`
    Amount,
    /// `share:`
    Share,
    /// `shares:`
    Shares,
    /// `price:`
    Price,
    /// `capacity:`
    Capacity,
    /// `units:`
    Units,
    /// `could-reach:`
    CouldReach,
    /// `valuation:`, of unstated basis
    Valuation,
    /// `pre-money:`
    PreMoney,
    /// `post-money:`
    PostMoney,
    /// `strike:`
    Strike,
    /// `rate:`
    Rate,
    /// `drawn:`
    Drawn,
    /// `undrawn:`
    Undrawn,
    /// `funded:`
    Funded,
    /// `ratio:`
    Ratio,
    /// `leaves:`
    Leaves,
}

/// Which time of a claim, beside its own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKey {
    /// What a number is about.
    Period,
    /// How long a deal runs.
    Tenor,
    /// When it is to close.
    Closes,
    /// When it was signed.
    SignedOn,
    /// When it vests.
    Vests,
}

/// Which text of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextKey {
    /// Text that is never read as data.
    Note,
    /// Whom the source quotes.
    Says,
    /// What is bought or covered.
    Of,
    /// The instrument.
    Instrument,
    /// The kind of contract.
    Contract,
    /// What secures a loan.
    Collateral,
    /// The rank of a debt.
    Seniority,
    /// What the money is for.
    Purpose,
    /// Where.
    Location,
    /// On what count of shares.
    Diluted,
    /// What has been taken off.
    NetOf,
    /// The source's own name of the quantity.
    As,
    /// The words of a statement, the role of an officer, the text of an assertion.
    Words,
    /// What a valuation is.
    BasisOfValue,
    /// `sale`
    Direction,
    /// `stated` or `inferred`
    DateBasis,
    /// `yes`
    Computed,
}

/// How a claim refers to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Part of.
    In,
    /// In place of.
    Replaces,
    /// Taken the place of by.
    ReplacedBy,
    /// Takes back.
    Retracts,
    /// Changes terms of.
    Amends,
    /// On top of.
    AddsTo,
    /// Sum of.
    TotalOf,
    /// Shares no money with.
    Disjoint,
    /// Says again.
    Corroborates,
    /// Says otherwise than.
    Disputes,
    /// Cannot both hold, it seems.
    ConflictsWith,
    /// Has to do with.
    Relates,
    /// A statement that denies.
    Denies,
    /// A statement that supports.
    Supports,
}

/// A name, and the claim or deal that it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name as written.
    pub span: Span,
    /// The claim of that id.
    pub claim: Option<ClaimId>,
    /// The deal of that name, or of that claim.
    pub deal: Option<DealId>,
}

/// A reference to another claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// In what way.
    pub relation: Relation,
    /// To what.
    pub target: Target,
}

/// What must happen first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The claim that it waits for, or text.
    pub what: Target,
    /// When it is due.
    pub due: Option<When>,
    /// When it was met.
    pub met: Option<When>,
}

/// One line of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// When.
    pub when: When,
    /// How much.
    pub amount: Quantity,
}

/// A citation: a source, and the words in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source as written.
    pub span: Span,
    /// The source; `None` if it is not declared.
    pub source: Option<SourceId>,
    /// Quotes, as strings with their marks.
    pub quotes: Vec<Span>,
}

/// What a source says, as written.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The header.
    pub span: Span,
    /// The id that it gives itself.
    pub id: Option<Span>,
    /// What it is about.
    pub kind: Kind,
    /// The name of a round, of a named metric, or the pair of a rate.
    pub name: Option<Span>,
    /// Its own date or period.
    pub when: Option<(When, Option<When>)>,
    /// Where the date stands.
    pub when_span: Option<Span>,
    /// The side that pays, holds, lends, guarantees or speaks; see [`Kind`].
    pub from: Side,
    /// The side that receives or is spoken of.
    pub to: Side,
    /// The company whose shares are sold, the obligor of a guarantee, the seller of a stake.
    pub third: Side,
    /// How far the deal is.
    pub stage: Stage,
    /// Where the stage stands.
    pub stage_span: Option<Span>,
    /// What kind of number it is.
    pub nature: Nature,
    /// Who vouches, where the claim says so itself.
    pub basis: Option<Basis>,
    /// How binding it is said to be.
    pub binding: Option<Binding>,
    /// Its quantities; the header's first.
    pub quantities: Vec<(Slot, Quantity)>,
    /// Its times.
    pub times: Vec<(TimeKey, Time)>,
    /// Its texts, as written.
    pub texts: Vec<(TextKey, Span)>,
    /// Its references to other claims.
    pub links: Vec<Link>,
    /// What must happen first.
    pub conditions: Vec<Condition>,
    /// Its schedule.
    pub dues: Vec<Due>,
    /// Its citations.
    pub citations: Vec<Citation>,
    /// The name of its thread, where `deal:` gives one.
    pub thread: Option<Span>,
    /// The deal that it belongs to.
    pub deal: DealId,
}

impl Claim {
    /// The quantity in a slot.
    pub fn quantity(&self, slot: Slot) -> Option<&Quantity> {
        self.quantities.iter().find(|(given, _)| *given == slot).map(|(_, quantity)| quantity)
    }

    /// The time under a key.
    pub fn time(&self, key: TimeKey) -> Option<&Time> {
        self.times.iter().find(|(given, _)| *given == key).map(|(_, time)| time)
    }

    /// The text under a key, as written.
    pub fn text(&self, key: TextKey) -> Option<Span> {
        self.texts.iter().find(|(given, _)| *given == key).map(|(_, span)| *span)
    }

    /// The targets of a relation.
    pub fn targets(&self, relation: Relation) -> impl Iterator<Item = &Target> {
        self.links.iter().filter(move |link| link.relation == relation).map(|link| &link.target)
    }

    /// Whether a condition is still to be met.
    pub fn has_unmet_condition(&self) -> bool {
        self.conditions.iter().any(|condition| condition.met.is_none())
    }
}
