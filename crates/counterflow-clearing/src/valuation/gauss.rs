//! A lognormal amount at maturity: odds, options and density, each with a bound on its error.
//!
//! `libm` computes `exp`, `log` and `erfc` to within one unit of the last digit, with the same
//! bytes on every machine. What makes errors grow is the division by a small deviation, so the
//! bounds follow the argument of the distribution function, and not only its value.

use crate::rounding::UNIT;

/// A number and how far it may be from the true one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct About {
    pub value: f64,
    pub error: f64,
}

/// The density of the standard normal distribution.
fn density(x: f64) -> f64 {
    const ROOT: f64 = 0.398_942_280_401_432_7;
    ROOT * libm::exp(-0.5 * x * x)
}

/// The standard normal distribution function of a number that is known to within `slack`.
pub(super) fn normal(x: f64, slack: f64) -> About {
    let value = 0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2);
    let slack = slack + 4.0 * UNIT * x.abs();
    let steepest = density((x.abs() - slack).max(0.0));
    About { value, error: (1.01 * slack * steepest + 8.0 * UNIT * value).min(1.0) }
}

/// An amount `A(T) = A exp(s Z − s²/2)` with standard normal `Z`: its mean is `A`, and `s = σ √T`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lognormal {
    pub mean: f64,
    /// Standard deviation of the logarithm at maturity, positive.
    pub deviation: f64,
}

/// Where a strike is, how far it may be off, and how that looks in standard deviations.
struct Distance {
    /// Logarithm of mean over strike, in deviations.
    centered: f64,
    slack: f64,
}

impl Lognormal {
    /// Nothing where the strike may be nothing.
    fn distance(&self, strike: f64, slack: f64) -> Option<Distance> {
        if strike <= 4.0 * slack || strike <= 0.0 {
            return None;
        }
        let log = libm::log(self.mean / strike);
        let error = 2.0 * slack / strike + 4.0 * UNIT * (1.0 + log.abs());
        let centered = log / self.deviation;
        Some(Distance { centered, slack: error / self.deviation + 4.0 * UNIT * centered.abs() })
    }

    /// The odds that the amount is `strike` or more: `N(ln(A / K) / s − s / 2)`.
    pub fn above(&self, strike: f64, slack: f64) -> About {
        if strike + slack <= 0.0 {
            return About { value: 1.0, error: 0.0 };
        }
        let half = 0.5 * self.deviation;
        match self.distance(strike, slack) {
            Some(d) => normal(d.centered - half, d.slack + 4.0 * UNIT * half),
            // The odds are between one and those of a strike that is surely above.
            None => match self.distance(8.0 * slack, slack) {
                Some(d) => {
                    let least = normal(d.centered - half, d.slack + 4.0 * UNIT * half);
                    About { value: 1.0, error: (1.0 - least.value + least.error).max(0.0) }
                }
                None => About { value: 1.0, error: 1.0 },
            },
        }
    }

    /// What the amount is above `strike`, on average: the price of a call at no interest (Black and
    /// Scholes 1973), `A N(d + s / 2) − K N(d − s / 2)` with `d = ln(A / K) / s`.
    pub fn call(&self, strike: f64, slack: f64) -> About {
        let size = self.mean + strike.abs();
        let arithmetic = slack + 32.0 * UNIT * size * (1.0 + self.deviation);
        let Some(d) = self.distance(strike, slack) else {
            return About { value: self.mean - strike, error: arithmetic + 8.0 * slack };
        };
        let half = 0.5 * self.deviation;
        let value = self.mean * normal(d.centered + half, 0.0).value
            - strike * normal(d.centered - half, 0.0).value;
        // Of an error in `d` only the second order is left, since there the price is steepest.
        let second = self.mean * self.deviation * d.slack * d.slack;
        About { value: value.max(0.0), error: arithmetic + second }
    }

    /// At least the density of the amount anywhere between two strikes.
    pub fn most_dense(&self, low: f64, high: f64) -> f64 {
        // The density has one mode, at A exp(−3 s² / 2).
        let mode = self.mean * libm::exp(-1.5 * self.deviation * self.deviation);
        let strike = mode.max(low).min(high);
        let Some(d) = self.distance(strike, 8.0 * UNIT * (self.mean + strike)) else {
            return if high <= 0.0 { 0.0 } else { f64::INFINITY };
        };
        let x = d.centered - 0.5 * self.deviation;
        let steepest = density((x.abs() - d.slack).max(0.0));
        (1.0 + 1e-9) * steepest / (strike * self.deviation)
    }

    /// The odds that the amount, on its way to maturity, comes down to `barrier` at some time:
    /// `N(−x / s + s / 2) + exp(x) N(−x / s − s / 2)` with `x = ln(A / K)` (Black and Cox 1976).
    pub fn reaches(&self, barrier: f64, slack: f64) -> About {
        if barrier + slack <= 0.0 {
            return About { value: 0.0, error: 0.0 };
        }
        if barrier >= self.mean {
            // The odds fall below one no faster than they can from the least barrier it may be.
            let least = barrier - slack;
            let below = (self.mean - least).max(0.0) * 1.01;
            let steepest = if below > 0.0 { self.steepest_reach(least, self.mean) } else { 0.0 };
            return About { value: 1.0, error: (below * steepest).min(1.0) };
        }
        let Some(d) = self.distance(barrier, slack) else {
            let nearer = self.reaches(8.0 * slack, slack);
            let error = (nearer.value + nearer.error).min(1.0);
            return About { value: 0.0, error: if slack > 0.0 { error } else { 1.0 } };
        };
        let half = 0.5 * self.deviation;
        let off = d.slack + 4.0 * UNIT * half;
        let direct = normal(half - d.centered, off);
        let mirrored = normal(-half - d.centered, off);
        // exp(x) grows with the error of x, which is that of the distance times the deviation.
        let image = self.mean / barrier;
        let relative = 2.0 * d.slack * self.deviation + 8.0 * UNIT;
        let reflected = image * mirrored.value;
        let error =
            direct.error + (image * mirrored.error + reflected * relative) * (1.0 + relative);
        About { value: (direct.value + reflected).min(1.0), error: error.min(1.0) }
    }

    /// At least how fast the odds of [`Lognormal::reaches`] rise with the barrier, anywhere between
    /// two barriers: twice the density, less `exp(x) N(−x / s − s / 2) / K`.
    pub fn steepest_reach(&self, low: f64, high: f64) -> f64 {
        let most = 2.0 * self.most_dense(low, high);
        let Some(d) = self.distance(low, 8.0 * UNIT * (self.mean + low.abs())) else {
            return most;
        };
        let mirrored = normal(-d.centered - 0.5 * self.deviation, 2.0 * d.slack);
        let least = (mirrored.value - mirrored.error).max(0.0) * self.mean / (high * high);
        most - least * (1.0 - 1e-9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_distribution_has_its_tabled_values() {
        // Abramowitz and Stegun 1964, table 26.1.
        for (x, expected) in
            [(0.0, 0.5), (1.0, 0.841_344_746_068_543), (2.0, 0.977_249_868_051_821)]
        {
            let found = normal(x, 0.0);
            assert!((found.value - expected).abs() < 1e-15);
            assert!(((1.0 - normal(-x, 0.0).value) - expected).abs() < 1e-15);
            assert!(found.error < 1e-15);
        }
        assert!((normal(-10.0, 0.0).value / 7.619_853_024_160_527e-24 - 1.0).abs() < 1e-12);
    }

    /// Hull's textbook example of a firm with debt 10: the odds of default are 12.7%.
    #[test]
    fn merton_s_odds_agree_with_a_textbook() {
        let growth = libm::exp(0.05);
        let amount = Lognormal { mean: 12.3954 * growth, deviation: 0.2123 };
        assert!((1.0 - amount.above(10.0, 0.0).value - 0.127).abs() < 1e-4);
    }

    /// By reflection about twice as often: not quite, since the mean of the logarithm falls.
    #[test]
    fn a_barrier_is_reached_more_often_than_it_is_passed_at_maturity() {
        let amount = Lognormal { mean: 100.0, deviation: 0.25 };
        for barrier in [20.0, 60.0, 90.0, 99.0] {
            let ends_below = 1.0 - amount.above(barrier, 0.0).value;
            let reached = amount.reaches(barrier, 0.0).value;
            assert!(ends_below < reached && reached < 2.0 * ends_below + 0.15 * reached);
        }
        let certain = |barrier| amount.reaches(barrier, 0.0);
        assert_eq!(certain(100.0), About { value: 1.0, error: 0.0 });
        assert_eq!(certain(0.0), About { value: 0.0, error: 0.0 });
    }

    #[test]
    fn no_density_is_above_the_bound() {
        let amount = Lognormal { mean: 50.0, deviation: 0.4 };
        for (low, high) in [(10.0, 90.0), (60.0, 61.0), (1.0, 20.0)] {
            let most = amount.most_dense(low, high);
            for k in 0..200 {
                let at = low + (high - low) * f64::from(k) / 200.0;
                let width = (high - low) * 1e-4;
                let odds = amount.above(at, 0.0).value - amount.above(at + width, 0.0).value;
                assert!(odds / width <= most * (1.0 + 1e-6));
            }
        }
    }

    #[test]
    fn no_barrier_gains_odds_faster_than_the_bound() {
        let amount = Lognormal { mean: 50.0, deviation: 0.4 };
        for (low, high) in [(10.0, 49.0), (40.0, 40.01), (1.0, 20.0)] {
            let most = amount.steepest_reach(low, high);
            for k in 0..200 {
                let at = low + (high - low) * f64::from(k) / 200.0;
                let width = (high - low) * 1e-3;
                let odds = amount.reaches(at + width, 0.0).value - amount.reaches(at, 0.0).value;
                assert!(odds / width <= most * (1.0 + 1e-5), "{at} {} {most}", odds / width);
            }
        }
        // Between neighbors the bound is the slope.
        let slope = (amount.reaches(40.01, 0.0).value - amount.reaches(40.0, 0.0).value) / 0.01;
        assert!((amount.steepest_reach(40.0, 40.01) / slope - 1.0).abs() < 1e-2);
    }

    #[test]
    fn errors_grow_as_the_deviation_shrinks() {
        let error = |deviation| Lognormal { mean: 1.0, deviation }.above(1.0, 1e-16).error;
        assert!(error(1e-1) < 1e-14 && error(1e-5) > 1e-12 && error(1e-5) < 1e-9);
    }
}
