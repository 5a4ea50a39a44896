//! Whether what is known of a quotient is as tight as it can be: a point that comes as far shows it.

use counterflow_claim::Bounds;

use super::{MISS, Screen, rounded_ends};
use crate::linear::Objective;
use crate::linear::extreme::Form;
use crate::linear::number::Number;
use crate::linear::simplex::Outcome;

impl Screen {
    /// Whether points of the group bring a quotient as far as both of these ends, up to this share
    /// of the larger. That is one optimum an end, where the end itself takes several.
    ///
    /// `false` where that is not seen at once: for what is no quotient, for an end that is missing,
    /// or is open and reached or the other way round, and for a divisor that the ends of its columns let come to zero.
    pub fn reaches(&mut self, objective: &Objective, known: Bounds, share: f64) -> bool {
        let ends = rounded_ends(&known);
        let Some((terms, constant)) = &objective.under else { return false };
        let over = self.form(&objective.over, objective.constant);
        let Some(((over, size), (under, under_size))) = over.zip(self.form(terms, *constant))
        else {
            return false;
        };
        let least = ends[0].abs().max(ends[1].abs()) * share;
        let unit = under_size / size;
        ends.iter().all(|end| end.is_finite())
            && self.is_positive(&under)
            && [false, true].into_iter().all(|up| {
                let end = ends[usize::from(up)] * unit;
                let open = if up { known.high } else { known.low }.is_some_and(|end| end.open);
                let away = self.distance(&over, &under, end, up);
                away.is_some_and(|(away, attained)| away <= least * unit && attained != open)
            })
    }

    /// Whether the ends of its columns keep a form above zero.
    fn is_positive(&self, form: &Form<f64>) -> bool {
        let least = form.terms.iter().try_fold(form.constant, |sum, (k, factor)| {
            self.bound((*k, *factor < 0.0)).map(|bound| sum + factor * bound)
        });
        least.is_some_and(|least| least > 0.0)
    }

    /// How far from an end a quotient stays, at most, on the side that is asked for, and whether a
    /// point of the group is there, and not only points as near to it as one likes.
    fn distance(
        &mut self,
        over: &Form<f64>,
        under: &Form<f64>,
        end: f64,
        up: bool,
    ) -> Option<(f64, bool)> {
        let minus = under.terms.iter().map(|(k, factor)| (*k, -end * factor));
        let gap: Vec<_> = over.terms.iter().copied().chain(minus).collect();
        let k = self.simplex.push_form(&gap);
        let outcome = self.simplex.push(k, up);
        let attained = self.simplex.value(k).step.sign().is_eq();
        self.simplex.pop_form();
        (matches!(outcome, Outcome::Optimal) && self.is_point_of_group()).then_some(())?;
        let ([top, size], [bottom, under_size]) = (self.at_point(over), self.at_point(under));
        // A point may miss rows by rounding.
        let rounding = MISS * (1.0 + size + end.abs() * under_size) / bottom;
        Some(((top / bottom - end).abs() + rounding, attained))
    }

    /// A form at the present point, and the sum of the sizes of its terms.
    fn at_point(&self, form: &Form<f64>) -> [f64; 2] {
        let terms = form.terms.iter().map(|(k, factor)| factor * self.simplex.value(*k).real);
        let constant = form.constant;
        terms.fold([constant, constant.abs()], |[sum, size], term| [sum + term, size + term.abs()])
    }
}
