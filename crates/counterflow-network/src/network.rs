//! What the claims mean on a date: variables with their readings and traces.

use std::collections::BTreeMap;

use counterflow_claim::{ClaimId, Claims, Date, Measure, PartyId, Unit};

use crate::conflicts::Conflict;
use crate::deals::{Flow, Parts};
use crate::force::LeftOut;
use crate::question::{Comparison, Question};
use crate::{
    Arg, Aside, Assertion, Case, Contradiction, Entailment, Identity, Key, Readings, Said, View,
    force, interval,
};

/// What came of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A range with both ends.
    Ok,
    /// A range without an end on at least one side.
    Unbounded,
    /// No range: something is missing.
    NotComputable,
    /// The claims in force cannot all hold; the readings are those without what is put aside.
    Contradiction,
}

impl State {
    /// The word in `figures --format jsonl`.
    pub fn word(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Unbounded => "unbounded",
            State::NotComputable => "not-computable",
            State::Contradiction => "contradiction",
        }
    }
}

/// How a variable was derived.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The identity.
    pub identity: &'static Identity,
    /// What it was evaluated at.
    pub inputs: Vec<Key>,
}

/// A number of the network.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its unit.
    pub unit: Unit,
    /// Its readings.
    pub readings: Readings,
    /// Whether claims about it contradict one another.
    pub contradicted: bool,
    /// What is missing, in words that say what to look for.
    pub missing: Vec<String>,
    /// The claims that it rests on, in the order of the book.
    pub claims: Vec<ClaimId>,
    /// What each claim says of it.
    pub said: Vec<Said>,
    /// The variables that it is a sum of, for a total.
    pub parts: Option<Parts>,
    /// How it was derived; nothing for one that claims state.
    pub derivation: Option<Derivation>,
    /// The assumptions that it uses, by name.
    pub assumed: Vec<String>,
}

impl Default for Variable {
    /// A number of which nothing is known.
    fn default() -> Variable {
        Variable {
            unit: Unit::of(Measure::Bare),
            readings: Readings::NONE,
            contradicted: false,
            missing: Vec::new(),
            claims: Vec::new(),
            said: Vec::new(),
            parts: None,
            derivation: None,
            assumed: Vec::new(),
        }
    }
}

impl Variable {
    /// The same with its lists in order, each entry once.
    pub(crate) fn tidy(mut self) -> Variable {
        self.claims.sort();
        self.claims.dedup();
        self.missing.sort();
        self.missing.dedup();
        self.assumed.sort();
        self.assumed.dedup();
        self
    }

    /// What came of it.
    pub fn state(&self) -> State {
        if self.contradicted {
            return State::Contradiction;
        }
        match self.readings.range {
            None => State::NotComputable,
            Some(range) if interval::is_empty(range) => State::Contradiction,
            Some(range) if range.low.is_none() || range.high.is_none() => State::Unbounded,
            Some(_) => State::Ok,
        }
    }
}

/// Something that is asked of a network.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// Its unit.
    pub unit: Unit,
}

/// The answer to a question, in one case where it asks of an ambiguous valuation.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The position of the question.
    pub question: usize,
    /// The case.
    pub case: Option<Case>,
    /// The variable that is the answer.
    pub key: Key,
}

/// What the claims of a book mean in one view.
#[derive(Debug)]
pub struct Network<'a> {
    /// The claims.
    pub claims: &'a Claims,
    /// The view.
    pub view: View,
    /// The claims in force, in the order of the book.
    pub in_force: Vec<ClaimId>,
    /// For each claim whether the view sees it, in force or not.
    pub seen: Vec<bool>,
    /// How many claims are not, and why.
    pub left_out: LeftOut,
    /// For each party the one that stands for it under the book's judgements.
    pub folded: Vec<PartyId>,
    /// What is asked of it.
    pub asked: Vec<Asked>,
    /// What is assumed for the questions only.
    pub given: Vec<Comparison>,
    /// The answers to questions, each a variable.
    pub answers: Vec<Answer>,
    /// The checks that the book asks for.
    pub assertions: Vec<Assertion>,
    /// What is put aside, because it cannot hold beside what weighs more.
    pub aside: Aside,
    /// The deals that move or promise money.
    pub flows: Vec<Flow>,
    /// The claims that the book says stand against one another.
    pub conflicts: Vec<Conflict>,
    /// The claims that cannot all hold, as entailment finds.
    pub contradictions: Vec<Contradiction>,
    /// Whether tightening stopped at its bound on work: the ranges hold, and may be wider than
    /// they must.
    pub cut_short: bool,
    /// How the ranges came to be.
    pub entailment: Entailment,
    /// The variables.
    pub variables: BTreeMap<Key, Variable>,
}

impl Network<'_> {
    /// The variable of this key, in its case or in none.
    pub fn get(&self, key: &Key) -> Option<&Variable> {
        self.variables.get(key).or_else(|| {
            key.case?;
            self.variables.get(&key.clone().in_case(None))
        })
    }

    /// All variables of an attribute, in order.
    pub fn of<'n>(
        &'n self,
        attribute: &'static str,
    ) -> impl Iterator<Item = (&'n Key, &'n Variable)> {
        let from = Key::new(attribute, []);
        self.variables.range(from..).take_while(move |(key, _)| key.attribute == attribute)
    }

    /// The variables of an attribute whose arguments begin with these, in order.
    ///
    /// Time is logarithmic in all variables and linear in those found.
    pub fn under<'n>(
        &'n self,
        attribute: &'static str,
        first: &'n [Arg],
    ) -> impl Iterator<Item = (&'n Key, &'n Variable)> {
        let from = Key::new(attribute, first);
        let fits = move |key: &Key| key.attribute == attribute && key.args.starts_with(first);
        self.variables.range(from..).take_while(move |(key, _)| fits(key))
    }

    /// The day by which a claim is ordered among those of its deal: its own, or that of its source.
    pub fn day(&self, claim: ClaimId) -> Option<Date> {
        force::day(self.claims, self.claims.claim(claim))
    }

    /// What stands for a party.
    pub fn fold(&self, party: PartyId) -> PartyId {
        self.folded[party.index()]
    }
}
