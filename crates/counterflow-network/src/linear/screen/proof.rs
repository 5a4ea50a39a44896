//! What a screen has found, proven in fractions.

use super::Screen;
use crate::linear::exact::Exact;
use crate::linear::extreme::Form;
use crate::linear::proven::Fractional;
use crate::linear::{End, Objective, Program, form, told};

impl Screen {
    /// The ends of an objective that [`Screen::extremes`] has just given, proven in fractions: as
    /// [`extremes`](crate::linear::extremes) gives them, but that there is no end is not proven, and that
    /// another set of constraints may prove one.
    ///
    /// `None` where the point that `f64` found is not where the objective ends, which leaves the
    /// question to a search in fractions.
    ///
    /// # Examples
    ///
    /// Of a whole of 3 one part is at most 2:
    ///
    /// ```
    /// use counterflow_claim::{Bound, Bounds, Decimal};
    /// use counterflow_network::linear::{End, Objective, Program, Row, Screen};
    ///
    /// let up_to = |high: i64| Bounds {
    ///     low: Some(Bound::closed(Decimal::ZERO)),
    ///     high: Some(Bound::closed(Decimal::from(high))),
    /// };
    /// let terms = vec![(0, Decimal::ONE), (1, Decimal::ONE)];
    /// let whole = Row { terms, bounds: Bounds::point(Decimal::from(3)) };
    /// let group = Program { columns: vec![up_to(2), up_to(9)], rows: vec![whole] };
    /// let mut screen = Screen::new(&group).unwrap();
    /// let other = Objective::column(1);
    /// let ends = screen.extremes(&other).unwrap();
    /// let [low, _] = screen.proven(&group, &other, ends).unwrap();
    /// assert!(matches!(low, End::At { bound, .. } if bound == Bound::closed(Decimal::ONE)));
    /// ```
    pub fn proven(
        &mut self,
        program: &Program,
        objective: &Objective,
        [low, high]: [f64; 2],
    ) -> Option<[End; 2]> {
        Some([
            self.proven_end(program, objective, low, false)?,
            self.proven_end(program, objective, high, true)?,
        ])
    }

    fn proven_end(
        &mut self,
        program: &Program,
        objective: &Objective,
        end: f64,
        up: bool,
    ) -> Option<End> {
        if end.is_infinite() {
            return Some(End::Unbounded);
        }
        // An end of a column that was met on the way to another has no basis of its own yet.
        if let (Some(column), true) = (objective.only(), self.bases[usize::from(up)].is_empty()) {
            self.end(column, &[(column, 1.0)], up)?;
            self.keep_basis(up);
        }
        let columns = self.units.len();
        let over: Form<Exact> = form(columns, &objective.over, objective.constant)?;
        let under = match &objective.under {
            Some((terms, constant)) => Some(form(columns, terms, *constant)?),
            None => None,
        };
        let fractional = self.fractional.get_or_insert_with(|| Fractional::new(program));
        let basis = &self.bases[usize::from(up)];
        let end = fractional.end(&over, under.as_ref(), basis, up)?;
        Some(told(end, up, columns))
    }
}
