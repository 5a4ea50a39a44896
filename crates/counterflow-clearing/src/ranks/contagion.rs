//! Every party fails in turn: whom that hurts, and how much.

use super::rails::Rails;
use super::sequence::Sequence;
use crate::clearing::{CostError, Model, check_amounts};

/// One blow for each party, one at a time: it loses its outside assets, or a part of them.
///
/// # Example
///
/// The star of Glasserman and Young (2015), figure 1: the center takes all others with it.
///
/// ```
/// use counterflow_clearing::{Model, Web, ranks::Contagion};
///
/// let web = Web::builder(5)
///     .external_assets(vec![150.0, 50.0, 50.0, 50.0, 50.0])
///     .external_liabilities(vec![100.0, 55.0, 55.0, 55.0, 55.0])
///     .debt(0, 1, 10.0).debt(0, 2, 10.0).debt(0, 3, 10.0).debt(0, 4, 10.0)
///     .build()?;
/// let model = Model::new(&web);
/// let harm = Contagion::new(&model).run();
/// assert_eq!(harm.blows[0].defaults, 4);
/// assert_eq!(harm.blows[0].caused, 40.0);
/// assert_eq!(harm.most_harmful()[0], 0);
/// // Of five blows, each creditor of the center is hurt by one: 10 over the four others.
/// assert_eq!(harm.suffered[1], 2.5);
/// # Ok::<(), counterflow_clearing::WebErrors>(())
/// ```
#[derive(Clone, Debug)]
pub struct Contagion<'a> {
    model: &'a Model<'a>,
    losses: &'a [f64],
    rails: bool,
}

/// What comes of the blow to one party.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Blow {
    /// What it lost of its outside assets.
    pub loss: f64,
    /// What all others have less in sum, which their creditors and owners lose; what is passed on
    /// counts anew with everybody who has it less.
    pub caused: f64,
    /// What those outside of the web lose, as creditors and owners of anybody in it: the loss and
    /// what defaults cost.
    pub outsiders: f64,
    /// How many others fail that stood before.
    pub defaults: usize,
    /// Whether the party itself fails and stood before.
    pub fails: bool,
}

/// Who hurts others, and who is hurt.
#[derive(Clone, Debug, PartialEq)]
pub struct Harm {
    /// What comes of the blow to each party.
    pub blows: Vec<Blow>,
    /// What each party has less on average over the blows to all others.
    pub suffered: Vec<f64>,
    /// How many blows were not run because rails showed that nobody else is touched.
    pub spared: usize,
}

impl Harm {
    /// The parties, those first that cause the most loss to others; of equals the lower number.
    pub fn most_harmful(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.blows.len() as u32).collect();
        let caused = |party: u32| self.blows[party as usize].caused;
        order.sort_by(|&a, &b| caused(b).total_cmp(&caused(a)).then(a.cmp(&b)));
        order
    }
}

impl<'a> Contagion<'a> {
    /// Each party loses all that it has outside.
    pub fn new(model: &'a Model<'a>) -> Contagion<'a> {
        Contagion { model, losses: model.external_assets, rails: true }
    }

    /// Each party loses this much of what it has outside, and no more than that.
    ///
    /// # Errors
    ///
    /// [`CostError::Length`] if there is not one number for each party, [`CostError::Number`] if
    /// one is negative or no number.
    pub fn with_losses(self, losses: &'a [f64]) -> Result<Contagion<'a>, CostError> {
        check_amounts("losses", losses, self.model.web.parties())?;
        Ok(Contagion { losses, ..self })
    }

    /// Runs every blow, also those that cannot spread. For checks: the answer is the same.
    pub fn without_rails(self) -> Contagion<'a> {
        Contagion { rails: false, ..self }
    }

    /// Runs all blows. One run of defaults, and for each blow what it touches.
    pub fn run(&self) -> Harm {
        let parties = self.model.web.parties();
        let mut base = Sequence::new(self.model);
        base.run_all(|_, _| {});
        let rails = if self.rails { Rails::of(&base) } else { None };
        let mut harm =
            Harm { blows: Vec::with_capacity(parties), suffered: vec![0.0; parties], spared: 0 };
        let mut sequence = base.clone();
        for party in 0..parties {
            let loss = self.losses[party].min(self.model.external_assets[party]);
            let blow = match &rails {
                Some(rails) if rails.is_absorbed(party, loss) => {
                    harm.spared += 1;
                    Blow { loss, outsiders: loss, ..Blow::default() }
                }
                _ => one_blow(&mut sequence, &base, party, loss, &mut harm.suffered),
            };
            harm.blows.push(blow);
        }
        let others = parties.saturating_sub(1).max(1) as f64;
        harm.suffered.iter_mut().for_each(|sum| *sum /= others);
        harm
    }
}

/// Runs one blow, and makes all as it was before.
fn one_blow(
    sequence: &mut Sequence,
    base: &Sequence,
    party: usize,
    loss: f64,
    suffered: &mut [f64],
) -> Blow {
    sequence.assets[party] -= loss;
    let touched = sequence.run(&[party as u32], |_, _| {});
    let mut blow = Blow { loss, ..Blow::default() };
    for &other in &touched {
        let other = other as usize;
        let newly = sequence.failed[other] && !base.failed[other];
        blow.outsiders += base.outside_of(other) - sequence.outside_of(other);
        if other == party {
            blow.fails = newly;
            continue;
        }
        // Nobody has more after a blow, but for a rounding.
        let fall = (base.value[other] - sequence.value[other]).max(0.0);
        blow.caused += fall;
        blow.defaults += usize::from(newly);
        suffered[other] += fall;
    }
    if touched.len() == 1 && !sequence.failed[party] {
        // It bears the loss alone, to the last digit.
        blow.outsiders = loss;
    }
    sequence.restore(&touched, base);
    blow
}
