//! How fast steps shrink.

/// Watches steps shrink, and tells from them how far off the limit may still be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    step: f64,
    /// What was left of each of the last two steps in the next.
    ratios: [Option<f64>; 2],
}

impl Pace {
    pub fn new() -> Pace {
        Pace { step: f64::INFINITY, ratios: [None; 2] }
    }

    pub fn note(&mut self, step: f64) {
        if self.step.is_finite() {
            let known = self.step > 0.0;
            self.ratios = [self.ratios[1], known.then_some(step / self.step)];
        }
        self.step = step;
    }

    /// The next step will not be what is left of the last one. Until there are ratios again, those
    /// before hold: a jump takes the slowest direction away, so they promise less than there is.
    pub fn jump(&mut self) {
        self.step = f64::INFINITY;
    }

    /// The larger of the last two ratios, once there are two.
    pub fn ratio(&self) -> Option<f64> {
        Some(self.ratios[0]?.max(self.ratios[1]?))
    }

    /// How far off the last point probably is: what is left of a geometric row of steps.
    pub fn error(&self) -> f64 {
        match self.ratio() {
            _ if self.step == 0.0 => 0.0,
            Some(ratio) if ratio < 1.0 => self.step * ratio / (1.0 - ratio),
            _ => f64::INFINITY,
        }
    }

    /// How many more sweeps it probably takes to be within `error`.
    pub fn sweeps_to(&self, error: f64) -> usize {
        self.ratio().map_or(MANY, |ratio| sweeps_until(self.error(), error, ratio))
    }
}

/// More sweeps than anybody waits for.
const MANY: usize = 100;

/// How many sweeps take an error to a goal if each leaves this part of it; [`MANY`] for more.
/// Counted, not computed from logarithms, which differ from machine to machine.
pub(super) fn sweeps_until(mut error: f64, goal: f64, ratio: f64) -> usize {
    let mut sweeps = 0;
    while error > goal && sweeps < MANY {
        error *= ratio;
        sweeps += 1;
    }
    sweeps
}
