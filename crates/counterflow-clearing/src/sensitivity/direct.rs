//! One input against all outputs.

use super::{Input, Sensitivity, solved};
use crate::fixed_point::Linear;

/// By how much a clearing moves for each unit by which one input grows.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// What each party has.
    pub value: Vec<f64>,
    /// What each party pays on all its debts.
    pub paid: Vec<f64>,
    /// What is left to the owners of each party.
    pub equity: Vec<f64>,
    /// What all parties still owe, in sum.
    pub shortfall: f64,
}

/// What an input changes at once.
struct Source {
    /// What each party has.
    value: Vec<f64>,
    /// The party that owes more, and whether it pays that before what it pays last.
    debtor: Option<(usize, bool)>,
}

impl Sensitivity<'_> {
    /// How all outputs move with one input: one linear system over those who pass a cent on.
    ///
    /// Nothing where a cent goes around for ever: some who fail owe all they owe to one another, so
    /// that payments are not determined or have no derivative. Nothing either where there is no
    /// such party or entry.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::sensitivity::{Input, Sensitivity, Toward};
    /// use counterflow_clearing::{Model, Web};
    ///
    /// let web = Web::builder(2)
    ///     .external_assets(vec![3.0, 1.0])
    ///     .external_liabilities(vec![2.0, 1.0])
    ///     .debt(0, 1, 2.0)
    ///     .build()?;
    /// let sensitivity = Sensitivity::new(&Model::new(&web), Toward::More);
    /// let response = sensitivity.response(Input::Asset(0)).expect("no circle");
    /// assert_eq!(response.paid, [1.0, 0.0]);
    /// assert_eq!(response.equity, [0.0, 0.5]);
    /// assert_eq!(response.shortfall, -1.0);
    /// # Ok::<(), counterflow_clearing::WebErrors>(())
    /// ```
    pub fn response(&self, input: Input) -> Option<Response> {
        let source = self.source(input)?;
        let right: Vec<f64> = self.live.iter().map(|&party| source.value[party as usize]).collect();
        let linear = Linear { matrix: self.matrix(), gain: Some(self.gains()) };
        let z = solved(&linear, &right)?;
        let mut moved = vec![0.0; self.web.claims()];
        for (&party, z) in self.live.iter().zip(z) {
            let claim = self.marginal[party as usize].unwrap_or_default();
            moved[claim as usize] = z;
        }
        Some(self.outputs(&source, &moved))
    }

    fn outputs(&self, source: &Source, moved: &[f64]) -> Response {
        let parties = self.web.parties();
        let mut response = Response {
            value: vec![0.0; parties],
            paid: vec![0.0; parties],
            equity: vec![0.0; parties],
            shortfall: 0.0,
        };
        for party in 0..parties {
            let received = self.beta[party] * self.web.receives.dot(party, moved);
            let owes_more = source.debtor.filter(|&(debtor, _)| debtor == party);
            let due = f64::from(u8::from(owes_more.is_some()));
            let set_aside = f64::from(u8::from(owes_more.is_some_and(|(_, before)| before)));
            // What is set aside for a larger debt was taken from what is paid last, not lost.
            let value = source.value[party] + received + set_aside;
            response.value[party] = value;
            response.paid[party] = if self.above[party] { due } else { value };
            response.equity[party] = if self.above[party] { value - due } else { 0.0 };
            response.shortfall += due - response.paid[party];
        }
        response
    }

    fn source(&self, input: Input) -> Option<Source> {
        let mut source = Source { value: vec![0.0; self.web.parties()], debtor: None };
        match input {
            Input::Asset(party) => {
                let alpha = self.alpha.get(party as usize)?;
                source.value[party as usize] = *alpha;
            }
            Input::ExternalLiability(party) => {
                self.above.get(party as usize)?;
                self.owe_more(self.external_claim(party as usize), None, &mut source);
            }
            Input::Entry(entry) => {
                let (creditor, claim, _) = self.web.receives.entries().nth(entry)?;
                let (creditor, claim) = (creditor as usize, claim as usize);
                if self.web.cap[claim].is_infinite() {
                    source.value[creditor] += self.beta[creditor] * self.x[claim];
                } else {
                    self.owe_more(claim, Some(creditor), &mut source);
                }
            }
        }
        Some(source)
    }

    /// A unit more of a debt, to a party or to outsiders.
    fn owe_more(&self, claim: usize, creditor: Option<usize>, source: &mut Source) {
        let debtor = self.web.owner[claim] as usize;
        let full = self.is_full(claim);
        source.debtor = Some((debtor, full));
        if full {
            source.value[debtor] -= 1.0;
            if let Some(creditor) = creditor {
                source.value[creditor] += self.beta[creditor];
            }
        } else if !self.is_dead(claim) {
            // All get less of what is paid, and one gets more of it.
            let each = self.x[claim] / self.web.cap[claim];
            for (fellow, other, part) in self.web.receives.entries() {
                if other as usize == claim {
                    source.value[fellow as usize] -= self.beta[fellow as usize] * each * part;
                }
            }
            if let Some(creditor) = creditor {
                source.value[creditor] += self.beta[creditor] * each;
            }
        }
    }
}
