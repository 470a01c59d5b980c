//! What would be observed if the quantities are as the posterior has them: with chance, and with the errors of counting.

use serde::Serialize;

use super::{Posterior, Simulator, Trial, quantile};
use crate::experiment::evaluations::Unevaluated;
use crate::random::Key;
use crate::scenario::{Bound, Observation};

/// The family of draws of the errors of counting.
const ERRORS: u64 = u64::MAX - 3;
/// Replications of predictions begin here, so that they share no chances with the points that were fitted.
pub const FIRST_PREDICTION: u64 = 1 << 32;

/// The distribution of one number that may be observed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Predicted {
    pub observation: Observation,
    /// What may be observed, in increasing order: one number for each draw.
    pub values: Vec<f64>,
}

impl Predicted {
    /// The number that is exceeded with probability `1 - probability`.
    pub fn quantile(&self, probability: f64) -> f64 {
        quantile(&self.values, probability)
    }

    /// The middle range that holds this share of what may be observed.
    pub fn range(&self, share: f64) -> (f64, f64) {
        (self.quantile((1.0 - share) / 2.0), self.quantile((1.0 + share) / 2.0))
    }

    /// Whether what was observed lies in that range; a bound does where the range reaches to its right side.
    pub fn holds(&self, share: f64) -> bool {
        let (lower, upper) = self.range(share);
        let value = self.observation.value;
        match self.observation.bound {
            Bound::Exact => lower <= value && value <= upper,
            Bound::AtLeast => upper >= value,
            Bound::AtMost => lower <= value,
        }
    }

    /// Which share of what may be observed lies under what was: the probability integral transform, ties counted half.
    pub fn rank(&self) -> f64 {
        let value = self.observation.value;
        let below = self.values.partition_point(|one| *one < value);
        let at_most = self.values.partition_point(|one| *one <= value);
        (below + at_most) as f64 / 2.0 / self.values.len() as f64
    }
}

/// Simulates every draw of a posterior once, with chances of its own: a row for each, as the simulator gives them.
///
/// The simulator may be another than that of the fit: one that also reads off later days.
///
/// # Errors
///
/// As for [`Simulator::simulate`].
pub fn predict(posterior: &Posterior, simulator: &mut dyn Simulator) -> Result<Vec<Vec<f64>>, Unevaluated> {
    let trial = |draw: usize| Trial { values: posterior.values(draw), replication: FIRST_PREDICTION + draw as u64 };
    simulator.simulate(&(0..posterior.draws.len()).map(trial).collect::<Vec<_>>())
}

/// The distributions of these observations, from rows whose first numbers are theirs: with the errors of counting added, which a
/// count under 0 cannot have.
pub fn predicted(observations: &[Observation], rows: &[Vec<f64>], seed: u64) -> Vec<Predicted> {
    let key = Key::root(seed).child(ERRORS);
    let one = |(at, observation): (usize, &Observation)| {
        let error = |row: usize| observation.error * key.child(at as u64).normal(row as u64);
        let mut values: Vec<f64> =
            rows.iter().enumerate().map(|(row, found)| (found[at] + error(row)).max(0.0)).collect();
        values.sort_by(f64::total_cmp);
        Predicted { observation: observation.clone(), values }
    };
    observations.iter().enumerate().map(one).collect()
}
