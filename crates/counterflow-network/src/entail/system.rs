//! The variables of a network, what claims say of them, and the rows that tie them, as arrays.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use counterflow_claim::{Bounds, ClaimId, Date, DealId, PartyKind, Slot};
use rustc_hash::FxHashMap;

use super::formula::{Formula, Terms};
use super::legs;
use super::questions::{self, Asking};
use super::shape::{self, Shape};
use super::sums::{self, Sum};
use crate::assertions::all_answers;
use crate::bindings::{Binding, bindings};
use crate::deals::FlowKind;
use crate::expression::Term;
use crate::identity::{Domain, Identity, Role, table};
use crate::question::Question;
use crate::{Arg, Case, Key, Network, Said, Variable, asking, force, interval};

/// Position of a variable.
pub type At = u32;

/// What bounds a variable by itself.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The variable.
    pub at: At,
    /// What it may be.
    pub bounds: Bounds,
    /// The same with room for rounding.
    pub widened: Bounds,
    /// Who says so.
    pub by: By,
}

/// Who states a range.
#[derive(Clone, Debug)]
pub enum By {
    /// A quantity of a claim, with the rates that it took.
    Claim(ClaimId, Slot, Vec<ClaimId>),
    /// What was added up before, from these claims.
    Computed(Vec<ClaimId>),
    /// An assumption of a question, by its position.
    Given(usize),
}

/// A row of the identity table over variables.
#[derive(Clone, Copy, Debug)]
pub struct Tied {
    /// The formula.
    formula: u32,
    /// Where its variables start.
    start: u32,
    /// How many there are.
    count: u32,
    /// The case in which it holds, if not in all.
    pub case: Option<InCase>,
}

/// A case: one of two that cannot both hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InCase {
    /// That of an ambiguous round.
    Round {
        /// The position of the round among those that are ambiguous.
        round: u32,
        /// The case.
        case: Case,
    },
    /// That of a conditional leg.
    Leg {
        /// The position of the leg.
        leg: u32,
        /// Whether its condition is met.
        met: bool,
    },
}

/// The variables, statements and rows.
#[derive(Debug, Default)]
pub struct System {
    /// The variables, by the words of the book and not by their place in it.
    pub keys: Vec<Key>,
    /// What each variable can be whatever is said.
    pub limits: Vec<Bounds>,
    /// What is said of variables.
    pub statements: Vec<Statement>,
    /// The rows.
    pub ties: Vec<Tied>,
    /// The ambiguous rounds.
    pub rounds: Vec<Arg>,
    /// The conditional legs that are looked at in cases, by the claims that tell of them.
    pub legs: Vec<ClaimId>,
    /// Whether there are more of them than are looked at.
    pub more_legs: bool,
    formulas: Vec<Compiled>,
    variables: Vec<At>,
    index: FxHashMap<Key, At>,
    touching: Lists,
    stated: Lists,
    cased: BTreeMap<InCase, Vec<u32>>,
    /// For each row whether it gives a total of which nothing is said: that is computed last.
    late: Vec<bool>,
}

/// A row of the identity table, of the rules on parts, or a question.
#[derive(Debug)]
struct Compiled {
    identity: &'static Identity,
    formula: Formula,
    terms: Terms,
    shape: Shape,
}

impl Compiled {
    fn new(identity: &'static Identity, formula: Formula, terms: Terms) -> Compiled {
        let shape = shape::shape(&formula);
        Compiled { identity, formula, terms, shape }
    }
}

/// Lists by position, in one piece.
#[derive(Debug, Default)]
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Of pairs `(list, item)`, the items of a list in their order.
    fn new(lists: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Lists {
        let mut starts = vec![0_u32; lists + 1];
        for (list, _) in pairs.clone() {
            starts[list as usize + 1] += 1;
        }
        for at in 0..lists {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut items = vec![0_u32; starts[lists] as usize];
        for (list, item) in pairs {
            items[next[list as usize] as usize] = item;
            next[list as usize] += 1;
        }
        Lists { starts, items }
    }

    fn of(&self, list: u32) -> &[u32] {
        let at = list as usize;
        match self.starts.get(at..at + 2) {
            Some([from, to]) => &self.items[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

impl System {
    /// The system of a network. Time is `O(n log n)` in its variables.
    pub fn new(network: &Network) -> System {
        let mut system = System::default();
        let mut order: Vec<(&Key, &Variable)> = network.variables.iter().collect();
        let ranks = Ranks::new(network);
        order.sort_by_cached_key(|(key, _)| ranks.of(key));
        system.keys.reserve(order.len());
        system.index.reserve(order.len());
        for (key, _) in &order {
            system.add_variable((*key).clone());
        }
        system.formulas = table()
            .iter()
            .filter(|row| matches!(row.identity.role, Role::Reads | Role::Ties))
            .map(|row| {
                let (formula, terms) = Formula::new(row);
                Compiled::new(row.identity, formula, terms)
            })
            .collect();
        for (at, (key, variable)) in order.into_iter().enumerate() {
            system.state(network, at as At, key, variable);
        }
        system.tie(network, &ranks);
        legs::tie(&mut system, network);
        for sum in sums::sums(network) {
            system.add_up(&sum);
        }
        system.ask(network);
        system.connect();
        system
    }

    /// Adds a variable that is not there yet.
    pub fn add_variable(&mut self, key: Key) -> At {
        let at = self.keys.len() as At;
        self.limits.push(
            crate::attribute::find(key.attribute)
                .map_or(interval::ALL, |found| found.limits.bounds()),
        );
        self.index.insert(key.clone(), at);
        self.keys.push(key);
        at
    }

    /// The variable of a key, in its case or in none.
    pub fn find(&self, key: &Key) -> Option<At> {
        self.index.get(key).copied().or_else(|| {
            key.case?;
            self.index.get(&key.clone().in_case(None)).copied()
        })
    }

    fn state(&mut self, network: &Network, at: At, key: &Key, variable: &Variable) {
        let mut said: Vec<&Said> = variable.said.iter().collect();
        // The strongest voice first, so that what cannot hold beside it is found.
        if said.len() > 1 {
            said.sort_by_cached_key(|said| Reverse(super::weight(network, said.claim)));
        }
        self.statements.extend(said.into_iter().map(|said| Statement::new(at, said)));
        // What is neither said nor derived was added up, here or elsewhere.
        let computed = variable.said.is_empty() && variable.derivation.is_none();
        let computed = computed && variable.parts.is_none() && !is_assumed(network, key);
        if let Some(bounds) = variable.readings.range.filter(|_| computed) {
            let by = By::Computed(variable.claims.clone());
            self.statements.push(Statement { at, bounds, widened: bounds, by });
        }
    }

    fn tie(&mut self, network: &Network, ranks: &Ranks) {
        let mut by_domain: BTreeMap<Domain, Vec<Binding>> = BTreeMap::new();
        let talk = talk(network);
        for formula in 0..self.formulas.len() {
            let Compiled { identity, terms, .. } = &self.formulas[formula];
            let bound = by_domain
                .entry(identity.over)
                .or_insert_with(|| ranks.sorted(bindings(network, identity.over)));
            let parts = terms.sum.map(|term| Parts::new(network, term, bound, &talk));
            for binding in bound.iter() {
                if !is_talk(&talk, binding) {
                    self.tie_one(network, formula, binding, parts.as_ref(), ranks);
                }
            }
        }
    }

    fn tie_one(
        &mut self,
        network: &Network,
        formula: usize,
        binding: &Binding,
        parts: Option<&Parts>,
        ranks: &Ranks,
    ) {
        let keys = self.formulas[formula].terms.singles.iter().map(|term| binding.key(term));
        let Some(mut ats) = keys.map(|key| self.find(&key)).collect::<Option<Vec<At>>>() else {
            return;
        };
        // A row outside of the ambiguity that it is bound in holds in every case: once is enough.
        let cased = ats.iter().any(|at| self.keys[*at as usize].case.is_some());
        if binding.case == Some(Case::Post) && !cased {
            return;
        }
        let round = binding.arg("r").filter(|_| cased);
        let case = binding.case.zip(round).map(|(case, round)| self.in_case(round, case));
        let Some(parts) = parts else {
            self.push(formula, &ats, case);
            return;
        };
        for group in parts.groups(network, binding, ranks) {
            let singles = ats.len();
            ats.extend(group.iter().filter_map(|key| self.find(key)));
            self.push(formula, &ats, case);
            ats.truncate(singles);
        }
    }

    /// Adds what is asked as variables, and what is assumed of formulas as statements on such.
    fn ask(&mut self, network: &Network) {
        for (asked, answer) in all_answers(network) {
            self.ask_one(network, &asked.question, answer.key.clone(), answer.case);
        }
        for (given, assumed) in network.given.iter().enumerate() {
            let ats = match assumed.left.plain() {
                Some(key) => {
                    let meant = asking::meant(network, key).into_iter();
                    meant.filter_map(|key| self.find(&key)).collect()
                }
                None => {
                    let key = Key::new("assumed", [Arg::Question(given as u32)]);
                    vec![self.ask_one(network, &assumed.left, key, None)]
                }
            };
            let bounds = assumed.bounds;
            let given = |at| Statement { at, bounds, widened: bounds, by: By::Given(given) };
            self.statements.extend(ats.into_iter().map(given));
        }
    }

    fn ask_one(
        &mut self,
        network: &Network,
        question: &Question,
        key: Key,
        case: Option<Case>,
    ) -> At {
        let answer = match self.find(&key) {
            Some(at) => at,
            None => self.add_variable(key),
        };
        let mut asking = Asking::new(self, network, case, answer);
        let formula = asking.formula(question);
        let (ats, in_case) = (asking.ats, asking.in_case);
        self.add_row(&questions::ASKED, formula, &ats, in_case);
        answer
    }

    /// Ties a whole to its parts.
    fn add_up(&mut self, sum: &Sum) {
        let Some(whole) = self.find(&sum.whole) else { return };
        let mut ats = vec![whole];
        ats.extend(sum.parts.iter().filter_map(|part| self.find(part)));
        // Without one of its parts a sum says nothing of what it is at most.
        if ats.len() > sum.parts.len() || sum.at_most {
            let same = |one: &Compiled| std::ptr::eq(one.identity, sum.rule);
            let formula = self.formulas.iter().position(same).unwrap_or_else(|| {
                let formula = Formula::sum(sum.at_most);
                self.formulas.push(Compiled::new(sum.rule, formula, Terms::default()));
                self.formulas.len() - 1
            });
            self.push(formula, &ats, None);
        }
    }

    /// Adds a row of its own formula.
    pub fn add_row(
        &mut self,
        identity: &'static Identity,
        formula: Formula,
        ats: &[At],
        case: Option<InCase>,
    ) {
        self.formulas.push(Compiled::new(identity, formula, Terms::default()));
        self.push(self.formulas.len() - 1, ats, case);
    }

    /// A case of a round, which counts as ambiguous from now on.
    pub fn in_case(&mut self, round: Arg, case: Case) -> InCase {
        let at = self.rounds.iter().position(|known| *known == round);
        let round = at.unwrap_or_else(|| {
            self.rounds.push(round);
            self.rounds.len() - 1
        });
        InCase::Round { round: round as u32, case }
    }

    fn push(&mut self, formula: usize, ats: &[At], case: Option<InCase>) {
        let start = self.variables.len() as u32;
        self.variables.extend(ats);
        let count = ats.len() as u32;
        self.ties.push(Tied { formula: formula as u32, start, count, case });
    }

    /// Makes the lists of what touches which variable.
    fn connect(&mut self) {
        let ties = self.ties.iter().enumerate();
        let touching = ties.flat_map(|(at, tied)| {
            self.variables_of(tied).iter().map(move |variable| (*variable, at as u32))
        });
        self.touching = Lists::new(self.keys.len(), touching);
        for (at, tied) in self.ties.iter().enumerate() {
            if let Some(case) = tied.case {
                self.cased.entry(case).or_default().push(at as u32);
            }
        }
        let stated = self.statements.iter().enumerate();
        let stated = stated.map(|(at, statement)| (statement.at, at as u32));
        self.stated = Lists::new(self.keys.len(), stated);
        let gives_total = |tied: &Tied| {
            let whole = self.variables_of(tied)[0];
            sums::is_total(self.formula_of(tied).0) && self.stated(whole).is_empty()
        };
        self.late = self.ties.iter().map(gives_total).collect();
    }

    /// The variables of a row.
    pub fn variables_of(&self, tied: &Tied) -> &[At] {
        &self.variables[tied.start as usize..(tied.start + tied.count) as usize]
    }

    /// The formula of a row, and the identity that it is.
    pub fn formula_of(&self, tied: &Tied) -> (&'static Identity, &Formula) {
        let Compiled { identity, formula, .. } = &self.formulas[tied.formula as usize];
        (identity, formula)
    }

    /// What a row says in linear terms.
    pub fn shape_of(&self, tied: &Tied) -> &Shape {
        &self.formulas[tied.formula as usize].shape
    }

    /// The rows of a case.
    pub fn rows_in(&self, case: InCase) -> &[u32] {
        self.cased.get(&case).map_or(&[], Vec::as_slice)
    }

    /// Whether a row gives a total of which nothing is said.
    pub fn is_late(&self, row: u32) -> bool {
        self.late[row as usize]
    }

    /// The rows that a variable is in.
    pub fn touching(&self, at: At) -> &[u32] {
        self.touching.of(at)
    }

    /// What is said of a variable.
    pub fn stated(&self, at: At) -> &[u32] {
        self.stated.of(at)
    }
}

impl Statement {
    fn new(at: At, said: &Said) -> Statement {
        let by = By::Claim(said.claim, said.slot, said.rates.clone());
        Statement { at, bounds: said.bounds, widened: said.widened, by }
    }

    /// The claims that it rests on.
    pub fn claims(&self) -> Vec<ClaimId> {
        match &self.by {
            By::Claim(claim, _, rates) => {
                [*claim].into_iter().chain(rates.iter().copied()).collect()
            }
            By::Computed(claims) => claims.clone(),
            By::Given(_) => Vec::new(),
        }
    }
}

/// Whether a variable is there for what is assumed of it.
fn is_assumed(network: &Network, key: &Key) -> bool {
    let plain = network.given.iter().filter_map(|given| given.left.plain());
    plain.into_iter().any(|given| given.attribute == key.attribute && given.args == key.args)
}

/// The places of parties and deals by their names, so that the order of the book does not matter.
struct Ranks {
    parties: Vec<u32>,
    deals: Vec<u32>,
}

/// A key by which variables and bindings are ordered.
type Rank = (&'static str, Vec<(u8, u32, Option<(Date, Date)>)>, Option<Case>);

impl Ranks {
    fn new(network: &Network) -> Ranks {
        let claims = network.claims;
        let parties = claims.parties.iter().map(|party| claims.written(party.id)).collect();
        let first = |deal| force::words(claims, claims.deals[DealId::index(deal)].first);
        let deals = claims.deal_ids().map(|deal| (claims.deal_name(deal), first(deal))).collect();
        Ranks { parties: places(parties), deals: places(deals) }
    }

    fn of(&self, key: &Key) -> Rank {
        let args = key.args.iter().map(|arg| self.of_arg(*arg)).collect();
        (key.attribute, args, key.case)
    }

    fn of_arg(&self, arg: Arg) -> (u8, u32, Option<(Date, Date)>) {
        match arg {
            Arg::Party(party) => (0, self.parties[party.index()], None),
            Arg::Deal(deal) => (1, self.deals[deal.index()], None),
            Arg::Period(period) => (2, 0, period.ends()),
            Arg::Unscheduled => (3, 0, None),
            Arg::Question(at) => (5, at, None),
            Arg::Nature(nature) => (4, nature as u32, None),
        }
    }

    fn sorted(&self, mut bound: Vec<Binding>) -> Vec<Binding> {
        bound.sort_by_cached_key(|binding| {
            let args: Vec<_> = binding.args().map(|arg| self.of_arg(arg)).collect();
            (args, binding.case)
        });
        bound
    }
}

fn places<T: Ord>(names: Vec<T>) -> Vec<u32> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|a, b| names[*a].cmp(&names[*b]));
    let mut places = vec![0; names.len()];
    for (place, at) in order.into_iter().enumerate() {
        places[at] = place as u32;
    }
    places
}

/// What investors only talk of putting into rounds that are bound already.
fn talk(network: &Network) -> BTreeSet<Key> {
    let rounds = network.flows.iter().filter(|flow| flow.kind == FlowKind::Round);
    let bound: BTreeSet<DealId> =
        rounds.filter(|flow| flow.stage.is_bound()).map(|flow| flow.deal).collect();
    let talks = network.flows.iter().filter(|flow| {
        !flow.stage.is_bound() && flow.in_round.is_some_and(|round| bound.contains(&round))
    });
    talks.map(|flow| flow.key.clone()).collect()
}

/// Whether a binding is of an investor and a round of which that is talk: it binds no outcome.
fn is_talk(talk: &BTreeSet<Key>, binding: &Binding) -> bool {
    !talk.is_empty()
        && talk.contains(&Key::new("money", binding.args().take(2).collect::<Vec<Arg>>()))
}

/// The variables that a sum may add up, by the arguments that its domain binds.
struct Parts {
    term: &'static Term,
    by: BTreeMap<Vec<Option<Arg>>, Vec<Key>>,
}

impl Parts {
    fn new(
        network: &Network,
        term: &'static Term,
        bound: &[Binding],
        talk: &BTreeSet<Key>,
    ) -> Parts {
        let mut parts = Parts { term, by: BTreeMap::new() };
        let Some(binding) = bound.first() else { return parts };
        let free: Vec<bool> = term.args.iter().map(|name| binding.arg(name).is_none()).collect();
        let all = network.of(term.attribute).filter(|(key, _)| key.args.len() == free.len());
        for (key, _) in all.filter(|(key, _)| key.case.is_none() && !talk.contains(key)) {
            let args = key.args.iter().zip(&free).map(|(arg, free)| (!free).then_some(*arg));
            parts.by.entry(args.collect()).or_default().push(key.clone());
        }
        parts
    }

    /// The parts that are different things, in groups that may be added up; of two or more.
    fn groups<'p>(
        &'p self,
        network: &Network,
        binding: &'p Binding,
        ranks: &Ranks,
    ) -> Vec<Vec<&'p Key>> {
        if !binding.parts.is_empty() {
            return vec![binding.parts.iter().collect()];
        }
        let args: Vec<Option<Arg>> = self.term.args.iter().map(|name| binding.arg(name)).collect();
        let all = self.by.get(&args).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<&Key> = all.iter().filter(|key| is_named(network, key)).collect();
        all.sort_by_cached_key(|key| ranks.of(key));
        let mut groups: BTreeMap<Option<Date>, Vec<&Key>> = BTreeMap::new();
        for key in all {
            // Stakes change hands: only those of one day are parts of one whole.
            let day = (self.term.attribute == "share").then(|| day_of(network, key)).flatten();
            groups.entry(day).or_default().push(key);
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}

/// The day of which a variable is told.
fn day_of(network: &Network, key: &Key) -> Option<Date> {
    let said = network.variables.get(key).into_iter().flat_map(|variable| &variable.said);
    said.filter_map(|said| network.day(said.claim)).max()
}

/// Whether a part is that of a party which is surely none of the others: not of several, not of one
/// that is unnamed, not of a unit, which may be told with its owner.
fn is_named(network: &Network, key: &Key) -> bool {
    key.args.iter().all(|arg| match arg {
        Arg::Party(party) => !matches!(
            network.claims.party(*party).kind,
            PartyKind::Unnamed | PartyKind::Group | PartyKind::Unit | PartyKind::Topic
        ),
        _ => true,
    })
}
