//! Exposures of a web: book values with everything paid in full.

use super::{Exposures, check_sizes};
use crate::components::components;
use crate::fixed_point::{Aim, Clamped, Method, bracket, greatest};
use crate::rounding::{UNIT, relative};
use crate::sparse::Csr;
use crate::web::{Web, WebErrors};

impl Exposures {
    /// The exposures of a web: buffers are equity if all debts are paid in full, and a stake is
    /// exposed by what it is worth then.
    ///
    /// Amounts are read back from shares, off by a rounding each; so who lands exactly on its
    /// buffer is told as undecided. [`Exposures::builder`] takes amounts as they are.
    /// O(parties + debts) without stakes; with them, one clearing more.
    ///
    /// # Errors
    ///
    /// [`WebErrors`] if circles of stakes are worth more than any number.
    ///
    /// # Example
    ///
    /// ```
    /// use counterflow_clearing::{Exposures, Web};
    ///
    /// // Party 0 owns half of party 1, which is owed 4 by party 2.
    /// let web = Web::builder(3)
    ///     .external_assets(vec![1.0, 2.0, 9.0])
    ///     .debt(2, 1, 4.0).stake(0, 1, 0.5)
    ///     .build()?;
    /// let exposures = Exposures::from_web(&web)?;
    /// assert_eq!(exposures.buffers(), [4.0, 6.0, 5.0]);
    /// assert_eq!(exposures.claims().row(0), (&[1][..], &[3.0][..]));
    /// # Ok::<(), counterflow_clearing::WebErrors>(())
    /// ```
    pub fn from_web(web: &Web) -> Result<Exposures, WebErrors> {
        let (equity, slack) = equity(web);
        check_sizes(equity.iter().copied())?;
        let entries = web.receives.entries().map(|(holder, claim, part)| {
            let (owner, cap) = (web.owner[claim as usize], web.cap[claim as usize]);
            let worth = if cap.is_finite() { cap } else { equity[owner as usize].max(0.0) };
            (holder, owner, part * worth)
        });
        let entries = entries.filter(|&(holder, owner, worth)| holder != owner && worth > 0.0);
        let claims = Csr::from_entries(web.parties(), web.parties(), entries);
        Ok(Exposures::new(claims, equity, slack, 8.0 * UNIT))
    }
}

/// Equity of each party if all debts are paid in full, and by how much that may be off.
fn equity(web: &Web) -> (Vec<f64>, Vec<f64>) {
    let mut base = Vec::with_capacity(web.parties());
    let mut slack = Vec::with_capacity(web.parties());
    for party in 0..web.parties() {
        let (claims, parts) = web.receives.row(party);
        let debts = claims.iter().zip(parts).map(|(&claim, part)| (web.cap[claim as usize], part));
        let due = debts.filter(|(cap, _)| cap.is_finite()).map(|(cap, part)| cap * part);
        let has = web.external_assets[party] + due.sum::<f64>();
        base.push(has - web.due[party]);
        slack.push(relative(claims.len()) * (has + web.due[party]));
    }
    if !web.has_equity.contains(&true) {
        return (base, slack);
    }
    let stakes =
        web.receives.entries().filter(|&(_, claim, _)| web.cap[claim as usize].is_infinite());
    let stakes = stakes.map(|(holder, claim, part)| (holder, web.owner[claim as usize], part));
    worth(&Csr::from_entries(web.parties(), web.parties(), stakes), &base, &slack)
}

/// The values `V = base + S max(0, V)` of parties that own one another, and by how much they may
/// be off.
fn worth(stakes: &Csr, base: &[f64], slack: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let parties = base.len();
    let numbers: Vec<u32> = (0..=parties as u32).collect();
    let components = components(stakes, |owned| owned);
    let system = Clamped {
        matrix: stakes,
        claims: &numbers,
        owner: &numbers[..parties],
        floor: &vec![0.0; parties],
        cap: &vec![f64::INFINITY; parties],
        base,
        gain: None,
        slack: Some(slack),
        components: &components,
    };
    let scale = base.iter().fold(0.0, |scale: f64, base| scale.max(base.abs()));
    let aim = Aim { method: Method::Auto, error: 1e-15 * scale };
    let mut point = greatest(&system, aim, system.top());
    let found = bracket(&system, &mut point);
    let ends = found.low.iter().zip(&found.high).zip(&found.value);
    let slack = ends.map(|((low, high), value)| (high - value).max(value - low)).collect();
    (found.value, slack)
}
