//! In which round of fictitious defaults each party fails, for many scenarios.

use super::{Outcomes, ScenarioError, Scenarios};
use crate::clearing::Model;
use crate::ranks::waves_of_defaults;

impl Scenarios<'_> {
    /// The wave of each party's default in each scenario, as [`waves_of`](crate::ranks::waves_of)
    /// tells it of one: `assets` are those of [`Scenarios::run`], `outcomes` what it answered.
    ///
    /// Time: for each scenario in which anybody fails, O(debts) and for each wave what is touched by
    /// those who fail in it, on every core.
    ///
    /// # Errors
    ///
    /// As [`Scenarios::run`]; [`ScenarioError::Length`] too where there are not as many outcomes as
    /// scenarios.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::{Model, Scenarios, Web};
    ///
    /// let web = Web::builder(3)
    ///     .external_liabilities(vec![0.0, 0.0, 1.0])
    ///     .debt(0, 1, 4.0)
    ///     .debt(1, 2, 4.0)
    ///     .build()?;
    /// let model = Model::new(&web);
    /// let scenarios = Scenarios::new(&model);
    /// let assets = [4.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    /// let waves = scenarios.waves(&assets, &scenarios.run(&assets)?)?;
    /// assert_eq!(waves, [[None, None, None], [Some(0), Some(1), None]]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn waves(
        &self,
        assets: &[f64],
        outcomes: &Outcomes,
    ) -> Result<Vec<Vec<Option<u32>>>, ScenarioError> {
        self.check(assets, outcomes.first)?;
        let parties = self.model.web.parties();
        let given = assets.len().checked_div(parties).unwrap_or(0);
        if given != outcomes.len() {
            let scenario = outcomes.first + given.min(outcomes.len());
            return Err(ScenarioError::Length { scenario, given: 0, parties });
        }
        let places: Vec<usize> = (0..given).collect();
        let of = |&place: &usize| {
            let external_assets = &assets[place * parties..(place + 1) * parties];
            let model = Model { external_assets, ..self.model.clone() };
            let default: Vec<bool> =
                outcomes.get(place).map_or_else(Vec::new, |outcome| outcome.default().collect());
            waves_of_defaults(&model, &default)
        };
        Ok(self.in_groups(&places, 1, || (), |(), places| places.iter().map(of).collect()))
    }
}
