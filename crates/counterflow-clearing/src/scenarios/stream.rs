//! Scenarios that come one by one, and leave in blocks.

use super::{Outcomes, ScenarioError, Scenarios};

/// Outcomes block by block: what they take does not grow with the number of scenarios.
///
/// Made by [`Scenarios::blocks`].
#[derive(Clone, Debug)]
pub struct Blocks<'a, I> {
    scenarios: &'a Scenarios<'a>,
    rows: I,
    block: usize,
    seen: usize,
    assets: Vec<f64>,
    failed: bool,
}

impl<'a> Scenarios<'a> {
    /// Solves as many scenarios as there are, `block` of them at a time. At most one block is kept.
    ///
    /// Answers do not depend on how long the blocks are; some hundred scenarios keep all cores busy.
    ///
    /// # Errors
    ///
    /// The iterator tells as [`Scenarios::run`] does of the first scenario that is wrong, and ends
    /// there.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::{Model, Scenarios, Web};
    ///
    /// let web = Web::builder(2)
    ///     .external_liabilities(vec![0.0, 5.0])
    ///     .debt(0, 1, 10.0)
    ///     .build()?;
    /// let model = Model::new(&web);
    /// let scenarios = Scenarios::new(&model);
    /// let mut paid = 0.0;
    /// for outcomes in scenarios.blocks((1..=1000).map(|k| [f64::from(k) / 500.0, 0.0]), 100) {
    ///     paid += outcomes?.iter().flat_map(|outcome| outcome.paid()).sum::<f64>();
    /// }
    /// assert!((paid - 2002.0).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn blocks<I>(&self, rows: I, block: usize) -> Blocks<'_, I::IntoIter>
    where
        I: IntoIterator<Item: AsRef<[f64]>>,
    {
        Blocks {
            scenarios: self,
            rows: rows.into_iter(),
            block: block.max(1),
            seen: 0,
            assets: Vec::new(),
            failed: false,
        }
    }
}

impl<'a, I> Blocks<'a, I>
where
    I: Iterator<Item: AsRef<[f64]>>,
{
    /// Takes in the next scenarios; answers with how many.
    fn gather(&mut self) -> Result<usize, ScenarioError> {
        let parties = self.scenarios.model.web.parties();
        self.assets.clear();
        let mut taken = 0;
        for row in self.rows.by_ref().take(self.block) {
            let (row, scenario) = (row.as_ref(), self.seen + taken);
            if row.len() != parties {
                let given = row.len();
                return Err(ScenarioError::Length { scenario, given, parties });
            }
            self.scenarios.check(row, scenario)?;
            self.assets.extend_from_slice(row);
            taken += 1;
        }
        Ok(taken)
    }
}

impl<'a, I> Iterator for Blocks<'a, I>
where
    I: Iterator<Item: AsRef<[f64]>>,
{
    type Item = Result<Outcomes<'a>, ScenarioError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        match self.gather() {
            Ok(0) => None,
            Ok(taken) => {
                let first = self.seen;
                self.seen += taken;
                Some(Ok(self.scenarios.outcomes(self.scenarios.solve(&self.assets), first)))
            }
            Err(error) => {
                self.failed = true;
                Some(Err(error))
            }
        }
    }
}
