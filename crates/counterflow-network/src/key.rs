//! The names of variables: `share(amazon,q1-2026)`.

use counterflow_claim::{Claims, DealId, Nature, PartyId};

use crate::Period;

/// Which of the readings of an ambiguous valuation a variable belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// The valuation is before the new money.
    Pre,
    /// The valuation is after it.
    Post,
}

impl Case {
    /// `pre` or `post`.
    pub fn word(self) -> &'static str {
        match self {
            Case::Pre => "pre",
            Case::Post => "post",
        }
    }
}

/// One argument of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arg {
    /// A party, folded by the book's judgements.
    Party(PartyId),
    /// A deal.
    Deal(DealId),
    /// A period or instant.
    Period(Period),
    /// Money for which no schedule is stated.
    Unscheduled,
    /// What kind of number it is; left out where nothing has to be told apart.
    Nature(Nature),
    /// A question, by its position.
    Question(u32),
}

/// The identity of a variable.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The attribute: see [`ATTRIBUTES`](crate::ATTRIBUTES).
    pub attribute: &'static str,
    /// Its arguments.
    pub args: Vec<Arg>,
    /// The reading of an ambiguous valuation that it belongs to.
    pub case: Option<Case>,
}

impl Key {
    /// A variable that belongs to no case.
    pub fn new(attribute: &'static str, args: impl Into<Vec<Arg>>) -> Key {
        Key { attribute, args: args.into(), case: None }
    }

    /// The same in a case.
    pub fn in_case(self, case: Option<Case>) -> Key {
        Key { case, ..self }
    }

    /// `attribute(argument,argument)`, without the case.
    pub fn id(&self, claims: &Claims) -> String {
        let args: Vec<String> = self.args.iter().map(|arg| arg.name(claims)).collect();
        format!("{}({})", self.attribute, args.join(","))
    }
}

impl Arg {
    /// The name that the book has for it.
    pub fn name(self, claims: &Claims) -> String {
        match self {
            Arg::Party(party) => claims.written(claims.party(party).id).to_string(),
            Arg::Deal(deal) => claims.deal_name(deal),
            Arg::Period(period) => period.to_string(),
            Arg::Unscheduled => "unscheduled".to_string(),
            Arg::Nature(nature) => nature.word().to_string(),
            Arg::Question(at) => (at + 1).to_string(),
        }
    }
}
