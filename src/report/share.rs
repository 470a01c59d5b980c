//! Of how many replications something is true.

use crate::statistics::{Estimate, Tally};

/// How many replications did something, of how many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub successes: u64,
    pub trials: u64,
    /// The share with its Wilson 95 % interval.
    pub estimate: Estimate,
}

impl Share {
    /// The share of a tally of zeros and ones; `None` when nothing was recorded.
    pub fn of(tally: &Tally) -> Option<Self> {
        let trials = tally.observations();
        (trials > 0).then(|| Self {
            successes: (tally.total().round().max(0.0) as u64).min(trials),
            trials,
            estimate: tally.share(),
        })
    }

    /// The share as a number from 0 to 1.
    pub fn value(&self) -> f64 {
        self.successes as f64 / self.trials.max(1) as f64
    }
}
