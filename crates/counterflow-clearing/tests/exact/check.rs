//! Compares an answer with the truth: brackets to the last bit.

use std::collections::BTreeMap;
use std::fmt;

use counterflow_clearing::{Clearing, DefaultCosts, End, Method, Model, Uniqueness, Web};

use crate::random::Random;
use crate::ratio::Ratio;
use crate::truth::{Exact, Solution};

/// How wide brackets may be, over the largest amount.
const CLOSE: f64 = 1e-8;
/// How near a party that is called undecided must be to what it owes, over the largest amount.
const KNIFE_EDGE: f64 = 1e-12;

/// What was seen over many webs.
#[derive(Debug, Default)]
pub struct Tally {
    pub webs: usize,
    pub answers: usize,
    /// Webs with more than one solution.
    pub differ: usize,
    /// Answers whose bracket is not proved.
    pub unproved: usize,
    /// Answers in which somebody is undecided.
    pub undecided: usize,
    /// Webs that cannot be built, since parties own one another whole.
    pub refused: usize,
    /// What is wrong, by kind: how often, and the smallest web that shows it.
    pub wrong: BTreeMap<String, (usize, String)>,
}

impl Tally {
    fn note(&mut self, kind: String, told: String) {
        let (count, shortest) = self.wrong.entry(kind).or_default();
        *count += 1;
        if shortest.is_empty() || told.len() < shortest.len() {
            *shortest = told;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally { webs, answers, differ, unproved, undecided, refused, .. } = self;
        write!(
            f,
            "{webs} webs, {differ} with several solutions; {answers} answers, {unproved} without \
             a proof, {undecided} in doubt about somebody; {refused} webs refused"
        )?;
        for (kind, (count, shortest)) in &self.wrong {
            write!(f, "\n\n{count} × {kind}, such as {shortest}")?;
        }
        Ok(())
    }
}

/// Checks both ends by all methods.
pub fn check(random: &Random, tally: &mut Tally) {
    let Ok(web) = random.spec.web() else {
        tally.refused += 1;
        return;
    };
    tally.webs += 1;
    let truth = Exact::new(&random.spec, random.costs.as_ref()).truth();
    tally.differ += usize::from(!truth.differ.is_empty());
    let costs = random
        .costs
        .clone()
        .map(|(alpha, beta)| DefaultCosts::each(alpha, beta).expect("parts from 0 to 1"));
    for method in Method::ALL {
        for end in [End::Greatest, End::Least] {
            let mut model = Model::new(&web).with_method(method);
            if let Some(costs) = &costs {
                model = model.with_default_costs(costs).expect("one pair for each party");
            }
            let answer = model.solve(end);
            let exact = match end {
                End::Greatest => &truth.greatest,
                End::Least => &truth.least,
            };
            let case = Case {
                random,
                web: &web,
                differ: &truth.differ,
                exact,
                end,
                method,
                answer: &answer,
            };
            for (kind, what) in case.wrong() {
                let proved = if answer.certificate.proved { "proved" } else { "unproved" };
                tally.note(format!("{kind} ({proved})"), case.told(&what));
            }
            tally.answers += 1;
            tally.unproved += usize::from(!answer.certificate.proved);
            tally.undecided += usize::from(!answer.certificate.undecided.is_empty());
        }
    }
}

type Wrong = Option<(&'static str, String)>;

struct Case<'a> {
    random: &'a Random,
    web: &'a Web,
    /// Parties that differ between the greatest and the least solution.
    differ: &'a [u32],
    exact: &'a Solution,
    end: End,
    method: Method,
    answer: &'a Clearing,
}

impl Case<'_> {
    fn told(&self, what: &str) -> String {
        let Case { random, end, method, answer, differ, exact, .. } = self;
        let Random { spec, costs, .. } = random;
        let exact: Vec<f64> = exact.paid.iter().map(Ratio::to_f64).collect();
        format!(
            "{what}\n  {spec:?}, costs {costs:?}\n  {end:?} by {method}\n  \
             exact {exact:?}, differ {differ:?}\n  {answer:?}"
        )
    }

    /// All that is wrong with an answer, by kind.
    fn wrong(&self) -> Vec<(&'static str, String)> {
        let each = (0..self.random.spec.parties()).flat_map(|party| {
            let checks = [self.bracket(party), self.width(party), self.closeness(party)];
            checks.into_iter().chain([self.default(party)]).flatten()
        });
        each.chain(self.uniqueness()).collect()
    }

    /// A bracket always holds what is true, and what is answered.
    fn bracket(&self, party: usize) -> Wrong {
        let (lower, upper) = (self.answer.lower[party], self.answer.upper[party]);
        let (exact, paid) = (&self.exact.paid[party], self.answer.paid[party]);
        let what = if !(lower <= paid && paid <= upper && upper.is_finite()) {
            format!("party {party}: {paid:?} is not in {lower:?} to {upper:?}")
        } else if !(exact.is_at_least(lower) && exact.is_at_most(upper)) {
            format!("party {party}: {} is not in {lower:?} to {upper:?}", exact.to_f64())
        } else {
            return None;
        };
        Some(("bracket", what))
    }

    /// Whether an answer must be narrow: sweeps may be given up, amounts of all sizes may make a
    /// system singular that is not, and so may circles. Ranks and stakes may lack a witness.
    fn is_easy(&self) -> bool {
        let newton = matches!(self.method, Method::Auto | Method::ActiveSet);
        let plain = self.web.claims() == self.web.parties();
        let told = plain || self.answer.certificate.proved;
        newton && self.random.ordinary && self.differ.is_empty() && told
    }

    /// Easy answers have narrow brackets.
    fn width(&self, party: usize) -> Wrong {
        let width = self.answer.upper[party] - self.answer.lower[party];
        let doubt = self.answer.certificate.proved
            && !self.answer.certificate.undecided.is_empty()
            && self.random.costs.is_some();
        let wide = width > CLOSE * self.random.spec.scale() && self.is_easy() && !doubt;
        wide.then(|| ("width", format!("party {party}: {width:e}")))
    }

    /// Where brackets are narrow, all the rest is close as well.
    fn closeness(&self, party: usize) -> Wrong {
        let (answer, exact) = (self.answer, self.exact);
        let scale = self.random.spec.scale();
        let widths = answer.upper.iter().zip(&answer.lower).map(|(upper, lower)| upper - lower);
        if !self.is_easy() || widths.fold(0.0, f64::max) > CLOSE * scale {
            return None;
        }
        let on_claims = answer.claims[self.web.debts_of(party)].iter().sum();
        let pairs = [
            ("paid", &exact.paid[party], answer.paid[party]),
            ("value", &exact.value[party], answer.value[party]),
            ("equity", &exact.equity[party], answer.equity[party]),
            ("claims", &exact.paid[party], on_claims),
        ];
        pairs.into_iter().find_map(|(kind, exact, given)| {
            if !given.is_finite() {
                return Some((kind, format!("party {party}: {given}")));
            }
            // Equity that circles through stakes may be many times the largest amount.
            let gap = exact.distance(given, scale.max(exact.to_f64()));
            (gap > CLOSE).then(|| (kind, format!("party {party}: {given:e} is off by {gap:e}")))
        })
    }

    /// Who is in default is known, but for those that are as near to it as can be told.
    fn default(&self, party: usize) -> Wrong {
        if self.answer.certificate.undecided.contains(&(party as u32)) {
            let due = self.exact.due[party].to_f64();
            let gap = self.exact.before_costs[party].distance(due, self.random.spec.scale());
            let far = || ("undecided", format!("party {party} is {gap:e} away"));
            // One party on the edge takes others with it where default costs something.
            let excused = self.random.costs.is_some() && self.answer.certificate.proved;
            return (self.is_easy() && gap > KNIFE_EDGE && !excused).then(far);
        }
        let (truth, given) = (self.exact.default[party], self.answer.default[party]);
        (truth != given).then(|| ("default", format!("party {party}: {given}")))
    }

    /// Who differs is known where nobody is in doubt.
    fn uniqueness(&self) -> Wrong {
        let told = match &self.answer.certificate.uniqueness {
            Uniqueness::Unique => &[][..],
            Uniqueness::Differs(parties) => parties,
            // What is not told is not wrong.
            _ => return None,
        };
        let doubt = !self.answer.certificate.undecided.is_empty();
        // Differences far below the largest amount are none that numbers of 64 bits must tell.
        let fine = !self.random.ordinary;
        (told != self.differ && !doubt && !fine).then(|| ("uniqueness", format!("{told:?}")))
    }
}
