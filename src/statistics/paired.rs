//! Two options compared replication by replication.

use super::{Estimate, Tally};

/// Pairs of observations, one of each option in the same replication, and their differences.
///
/// Under common random numbers the two of a pair rise and fall together, so their difference varies less than either.
///
/// ```
/// use dtoc::statistics::Paired;
///
/// let mut comparison = Paired::new();
/// for (pilot, nothing) in [(40.0, 51.0), (70.0, 83.0), (55.0, 64.0)] {
///     comparison.record(pilot, nothing);
/// }
/// assert_eq!(comparison.difference().mean(), -11.0);
/// assert!(comparison.variance_ratio() > 100.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Paired {
    first: Tally,
    second: Tally,
    difference: Tally,
}

impl Paired {
    /// No pairs yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pair. A pair with a NaN, or whose difference is NaN, is left out whole.
    pub fn record(&mut self, first: f64, second: f64) {
        if (first - second).is_nan() {
            return;
        }
        self.first.record(first);
        self.second.record(second);
        self.difference.record(first - second);
    }

    /// Adds the pairs of another comparison.
    pub fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
        self.difference.merge(&other.difference);
    }

    /// How many pairs were recorded.
    #[must_use]
    pub fn pairs(&self) -> u64 {
        self.difference.observations()
    }

    /// The first of each pair.
    #[must_use]
    pub fn first(&self) -> &Tally {
        &self.first
    }

    /// The second of each pair.
    #[must_use]
    pub fn second(&self) -> &Tally {
        &self.second
    }

    /// First minus second.
    #[must_use]
    pub fn difference(&self) -> &Tally {
        &self.difference
    }

    /// The mean difference with its Student 95 % interval (the paired t interval).
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        self.difference.estimate()
    }

    /// How many times more replications independent runs would need for the same interval: the variance of a
    /// difference of independent observations against that of these pairs. Over 1 when pairing helps; infinite when
    /// all differences are equal and the observations are not; NaN when it cannot be told.
    #[must_use]
    pub fn variance_ratio(&self) -> f64 {
        (self.first.variance() + self.second.variance()) / self.difference.variance()
    }

    /// Correlation of the two of a pair, from -1 to 1; NaN when one of them does not vary.
    #[must_use]
    pub fn correlation(&self) -> f64 {
        let (first, second) = (self.first.variance(), self.second.variance());
        let covariance = 0.5 * (first + second - self.difference.variance());
        (covariance / (first * second).sqrt()).clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paired(pairs: &[(f64, f64)]) -> Paired {
        let mut paired = Paired::new();
        pairs.iter().for_each(|(first, second)| paired.record(*first, *second));
        paired
    }

    #[test]
    fn the_interval_is_that_of_the_paired_t_test() {
        // Student's sleep data (R: t.test(Pair(extra.1, extra.2) ~ 1, data = sleep2)): -1.58, from -2.4598858 to
        // -0.7001142.
        let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let sleep = paired(&first.into_iter().zip(second).collect::<Vec<_>>());
        let estimate = sleep.estimate();
        assert!((estimate.mean + 1.58).abs() < 1e-12);
        assert!((estimate.lower + 2.459_885_8).abs() < 1e-6 && (estimate.upper + 0.700_114_2).abs() < 1e-6);
        // R: cor(extra.1, extra.2) is 0.7951702.
        assert!((sleep.correlation() - 0.795_170_2).abs() < 1e-6, "{}", sleep.correlation());
        assert_eq!(sleep.pairs(), 10);
    }

    #[test]
    fn pairing_what_moves_together_pays() {
        let together = paired(&[(1.0, 2.0), (5.0, 6.1), (9.0, 9.9), (3.0, 4.0)]);
        let against = paired(&[(1.0, 9.9), (5.0, 4.0), (9.0, 2.0), (3.0, 6.1)]);
        assert!(together.variance_ratio() > 100.0 && together.correlation() > 0.99);
        assert!(against.variance_ratio() < 1.0 && against.correlation() < 0.0);
    }

    #[test]
    fn equal_differences_need_no_more_replications() {
        assert!(paired(&[(1.0, 2.0), (5.0, 6.0)]).variance_ratio().is_infinite());
        assert!(paired(&[(1.0, 2.0), (1.0, 2.0)]).variance_ratio().is_nan());
        assert!(paired(&[(1.0, 2.0)]).variance_ratio().is_nan());
    }

    #[test]
    fn a_pair_with_a_missing_half_is_left_out_whole() {
        let pairs = paired(&[(1.0, f64::NAN), (f64::NAN, 1.0), (f64::INFINITY, f64::INFINITY), (3.0, 1.0)]);
        assert_eq!((pairs.first().observations(), pairs.second().observations(), pairs.pairs()), (1, 1, 1));
    }

    #[test]
    fn merging_equals_recording_all() {
        let mut merged = paired(&[(1.0, 2.0), (4.0, 7.0)]);
        merged.merge(&paired(&[(5.0, 5.0), (8.0, 1.0)]));
        let all = paired(&[(1.0, 2.0), (4.0, 7.0), (5.0, 5.0), (8.0, 1.0)]);
        assert!((merged.estimate().lower - all.estimate().lower).abs() < 1e-12);
        assert!((merged.correlation() - all.correlation()).abs() < 1e-12);
    }
}
