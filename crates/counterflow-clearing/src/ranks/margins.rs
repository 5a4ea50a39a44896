//! How far each party is from failing, or from not failing.

use super::sequence::Sequence;
use crate::clearing::{Clearing, Model};
use crate::rounding::UNIT;

/// By how much the outside assets of a party alone must change for it to flip.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin {
    /// The party stands if its outside assets change by this much, and fails if by any less. From
    /// 0 down for who stands now, above 0 for who fails.
    pub change: f64,
    /// The true change is not below this.
    pub lower: f64,
    /// The true change is not above this.
    pub upper: f64,
    /// Whether there is such a change: a party that has enough in the web stands with no outside
    /// assets at all, and does not flip.
    pub flips: bool,
}

/// The margin of each party, all else equal.
///
/// Exact, without a search: where a party just stands, it pays in full and leaves its owners
/// nothing. With that held fast, what all others do does not depend on what it has outside, so one
/// clearing tells what it receives, and the rest it must have itself. Only a party that is owned in
/// the web, in a model with costs of default, may leap from failing to leaving its owners much; it
/// is searched by bisection. All of it is about the greatest solution.
///
/// One run of defaults, one more over those that fail for each party that fails or is owned, and
/// about 40 clearings for each party of the exception.
///
/// # Example
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::margins};
///
/// // Firm 0 lacks 2, and if it had them, firm 1 would have 1 more than it needs.
/// let web = Web::builder(2)
///     .external_assets(vec![2.0, 0.5])
///     .external_liabilities(vec![0.0, 3.5])
///     .debt(0, 1, 4.0)
///     .build()?;
/// let margins = margins(&Model::new(&web));
/// assert_eq!([margins[0].change, margins[1].change], [2.0, 1.0]);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
pub fn margins(model: &Model) -> Vec<Margin> {
    let web = model.web;
    let start = Sequence::new(model);
    let mut end = start.clone();
    end.run_all(|_, _| {});
    let everybody: Vec<u32> = (0..web.parties() as u32).collect();
    let failing: Vec<u32> =
        everybody.iter().copied().filter(|&party| end.failed[party as usize]).collect();
    let mut under_way = start.clone();
    let margin = |party: usize| {
        let owned = web.has_equity[party];
        if !end.failed[party] && !owned {
            return Margin::new(&end, party);
        }
        if owned && model.costs.is_some_and(|costs| !costs.is_free()) {
            return by_search(model, party);
        }
        // Where a party that fails is paid out, nobody fails that did not; where one that is owned
        // leaves its owners nothing, somebody may.
        let candidates = if owned { &everybody } else { &failing };
        let touched = under_way.run_forced(party as u32, candidates);
        let margin = Margin::new(&under_way, party);
        under_way.restore(&touched, &start);
        margin
    };
    (0..web.parties()).map(margin).collect()
}

impl Margin {
    fn new(sequence: &Sequence, party: usize) -> Margin {
        let due = sequence.model.web.due[party];
        let (value, low, high) = sequence.closely(party);
        let change = due - value;
        // A due that is a rounded sum, and the difference itself.
        let exact = sequence.model.web.exact_sums;
        let error = if exact { UNIT * change.abs() } else { 4.0 * UNIT * (due + value) };
        let flips = due > 0.0 && sequence.assets[party] + change >= 0.0;
        Margin { change, lower: due - high - error, upper: due - low + error, flips }
    }
}

/// The margin of a party, by bisection between having nothing and twice what it owes.
fn by_search(model: &Model, party: usize) -> Margin {
    let (due, has) = (model.web.due[party], model.external_assets[party]);
    let assets = |factor: f64| {
        let mut assets = model.external_assets.to_vec();
        assets[party] = factor * due;
        assets
    };
    let scale = Search::run(model, &[party as u32], &assets, 2.0, LEAST_TOLERANCE)[party];
    // With all that it owes, it stands whatever a clearing can tell.
    let [lower, upper] = [scale.fails, scale.stands].map(|factor| factor.min(1.0) * due - has);
    Margin { change: upper, lower, upper, flips: scale.stands > 0.0 && due > 0.0 }
}

/// The factor on everybody's outside assets at which a party flips.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// With this factor the party fails; 0 where it never does.
    pub fails: f64,
    /// With this factor the party stands; without end where it never does.
    pub stands: f64,
}

/// The factor on all outside assets at which each party flips: above 1 for who fails now.
///
/// By bisection, with all parties that are still together sharing each clearing; at either end of
/// an answer the party fails or stands for sure, by the certificate of the clearing there. Ends
/// differ by no more than `tolerance` (1e-12 at least), in parts of the factor where that is above
/// 1; they differ by more only where numbers of 64 bits cannot tell.
///
/// At most one clearing for each party and binary digit of `1 / tolerance`.
///
/// # Example
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::scales};
///
/// let web = Web::builder(2)
///     .external_assets(vec![2.0, 0.5])
///     .external_liabilities(vec![0.0, 3.5])
///     .debt(0, 1, 4.0)
///     .build()?;
/// let scales = scales(&Model::new(&web), 1e-9);
/// // Firm 0 needs twice what it has; firm 1 needs 2 t + t / 2 to be 3.5.
/// assert!((scales[0].stands - 2.0).abs() <= 1e-8 && (scales[1].stands - 1.4).abs() <= 1e-8);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
pub fn scales(model: &Model, tolerance: f64) -> Vec<Scale> {
    let web = model.web;
    let all: Vec<u32> = (0..web.parties() as u32).collect();
    // Who has what it owes pays all of it, and more is of use to nobody but its owners; twice as
    // much is far from the edge.
    let owners = web.has_equity.contains(&true);
    let assets = |factor: f64| {
        let scale = |(amount, &due): (&f64, &f64)| {
            let scaled = factor * amount;
            if owners { scaled } else { scaled.min(2.0 * due) }
        };
        model.external_assets.iter().zip(&web.due).map(scale).collect()
    };
    Search::run(model, &all, &assets, enough(model), tolerance.max(LEAST_TOLERANCE))
}

/// A factor at which everybody stands who has anything outside and can stand by it.
fn enough(model: &Model) -> f64 {
    let needs = model.web.due.iter().zip(model.external_assets);
    let most = needs.filter(|(_, has)| **has > 0.0).map(|(due, has)| 2.0 * due / has);
    let largest = model.external_assets.iter().copied().fold(0.0, f64::max);
    most.fold(1.0, f64::max).min(f64::MAX / 4.0 / largest.max(1.0))
}

/// What no search is finer than, and clearings cannot tell.
const LEAST_TOLERANCE: f64 = 1e-12;

/// Bisection under way.
struct Search<'a> {
    model: &'a Model<'a>,
    /// Everybody's outside assets at each factor.
    assets: &'a dyn Fn(f64) -> Vec<f64>,
    tolerance: f64,
    scales: Vec<Scale>,
}

/// What some parties do at one factor.
struct Split {
    fails: Vec<u32>,
    stands: Vec<u32>,
    unknown: Vec<u32>,
}

/// Where an interval is split, one after another as long as somebody is on the edge there.
const PLACES: [f64; 5] = [0.5, 0.25, 0.75, 0.125, 0.875];

impl Search<'_> {
    /// Where these parties flip between 0 and a factor that is enough for all that can stand.
    fn run(
        model: &Model,
        parties: &[u32],
        assets: &dyn Fn(f64) -> Vec<f64>,
        enough: f64,
        tolerance: f64,
    ) -> Vec<Scale> {
        let unknown = Scale { fails: 0.0, stands: f64::INFINITY };
        let scales = vec![unknown; model.web.parties()];
        let mut search = Search { model, assets, tolerance, scales };
        let bottom = search.split(parties, 0.0);
        for &party in &bottom.stands {
            search.scales[party as usize].stands = 0.0;
        }
        let top = search.split(&[bottom.fails, bottom.unknown].concat(), enough);
        for &party in &top.fails {
            search.scales[party as usize].fails = enough;
        }
        search.halve(0.0, enough, top.stands, 0);
        search.scales
    }

    fn split(&self, parties: &[u32], factor: f64) -> Split {
        let mut split = Split { fails: Vec::new(), stands: Vec::new(), unknown: Vec::new() };
        let clearing = self.cleared(factor);
        for &party in parties {
            let unknown = clearing.certificate.undecided.contains(&party);
            let fails = clearing.default[party as usize];
            let side = match (unknown, fails) {
                (true, _) => &mut split.unknown,
                (_, true) => &mut split.fails,
                _ => &mut split.stands,
            };
            side.push(party);
        }
        split
    }

    fn cleared(&self, factor: f64) -> Clearing {
        let assets = (self.assets)(factor);
        Model { external_assets: &assets, ..self.model.clone() }.clear()
    }

    /// Narrows down where these parties flip, who fail at `low` and stand at `high`.
    fn halve(&mut self, low: f64, high: f64, parties: Vec<u32>, place: usize) {
        let wide = high - low > self.tolerance * high.max(1.0);
        let Some(share) = PLACES.get(place).filter(|_| wide && !parties.is_empty()) else {
            for party in parties {
                self.scales[party as usize] = Scale { fails: low, stands: high };
            }
            return;
        };
        // Between factors of another order the middle is one of orders.
        let middle = if high > 4.0 * low.max(1.0) {
            (0.5 + share) * low.max(1.0).sqrt() * high.sqrt()
        } else {
            low + share * (high - low)
        };
        let split = self.split(&parties, middle);
        self.halve(low, middle, split.stands, 0);
        self.halve(middle, high, split.fails, 0);
        self.halve(low, high, split.unknown, place + 1);
    }
}
