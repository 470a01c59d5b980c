//! Means and variances of observations.

use super::{Estimate, wilson};
use serde::{Deserialize, Serialize};

/// Count, mean and variance of observations, in constant memory. NaN observations are left out.
///
/// Source: B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4
/// (1962), 419-420: no cancellation however far the observations lie from zero.
///
/// ```
/// use dtoc::statistics::Tally;
///
/// let tally: Tally = [2.0, 4.0, 6.0].into_iter().collect();
/// assert_eq!((tally.mean(), tally.standard_deviation()), (4.0, 2.0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    observations: u64,
    mean: f64,
    squares: f64,
    smallest: f64,
    largest: f64,
}

impl Tally {
    /// No observations yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one observation, unless it is NaN.
    #[inline]
    pub fn record(&mut self, value: f64) {
        if value.is_nan() {
            return;
        }
        if self.observations == 0 {
            *self = Self { observations: 1, mean: value, squares: 0.0, smallest: value, largest: value };
            return;
        }
        self.observations += 1;
        let before = value - self.mean;
        self.mean += before / self.observations as f64;
        self.squares += before * (value - self.mean);
        self.smallest = self.smallest.min(value);
        self.largest = self.largest.max(value);
    }

    /// Adds the observations of another tally (Chan, Golub and LeVeque 1983). The result depends on the order of
    /// merging in the last digit, so merge in a fixed order.
    pub fn merge(&mut self, other: &Self) {
        if other.is_empty() {
            return;
        }
        if self.is_empty() {
            *self = *other;
            return;
        }
        let (here, there) = (self.observations as f64, other.observations as f64);
        let apart = other.mean - self.mean;
        self.observations += other.observations;
        self.mean += apart * there / (here + there);
        self.squares += other.squares + apart * apart * here * there / (here + there);
        self.smallest = self.smallest.min(other.smallest);
        self.largest = self.largest.max(other.largest);
    }

    /// How many observations were recorded.
    #[must_use]
    pub fn observations(&self) -> u64 {
        self.observations
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observations == 0
    }

    /// The mean; NaN without observations.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.or_nan(self.mean)
    }

    /// The sum of the observations; 0 without any.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.mean * self.observations as f64
    }

    /// The sample variance (divided by one less than the number of observations); NaN with fewer than two.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.observations < 2 { f64::NAN } else { self.squares / (self.observations - 1) as f64 }
    }

    /// The sample standard deviation; NaN with fewer than two observations.
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        self.variance().sqrt()
    }

    /// The smallest observation; NaN without any.
    #[must_use]
    pub fn smallest(&self) -> f64 {
        self.or_nan(self.smallest)
    }

    /// The largest observation; NaN without any.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.or_nan(self.largest)
    }

    /// The mean with its Student interval at the 95 % level.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        self.estimate_at(0.95)
    }

    /// The mean with its Student interval.
    #[must_use]
    pub fn estimate_at(&self, level: f64) -> Estimate {
        Estimate::student(self.mean(), self.variance(), self.observations, level)
    }

    /// For a tally of zeros and ones: the share of ones with its Wilson 95 % interval.
    #[must_use]
    pub fn share(&self) -> Estimate {
        // A negative or enormous total becomes 0 or the largest number; both are no tally of zeros and ones.
        wilson(self.total().round() as u64, self.observations, 0.95)
    }

    fn or_nan(&self, value: f64) -> f64 {
        if self.is_empty() { f64::NAN } else { value }
    }
}

impl Extend<f64> for Tally {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.record(value));
    }
}

impl FromIterator<f64> for Tally {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut tally = Self::new();
        tally.extend(values);
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_observations() {
        let tally: Tally = [3.0, -1.0, 4.0, 1.0, 5.0].into_iter().collect();
        assert_eq!((tally.observations(), tally.smallest(), tally.largest()), (5, -1.0, 5.0));
        assert!((tally.mean() - 2.4).abs() < 1e-15);
        assert!((tally.total() - 12.0).abs() < 1e-14);
        assert!((tally.variance() - 5.8).abs() < 1e-14);
    }

    #[test]
    fn digits_survive_far_from_zero() {
        let tally: Tally = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0].into_iter().collect();
        assert_eq!((tally.mean(), tally.variance()), (1e9 + 10.0, 30.0));
    }

    #[test]
    fn not_a_number_is_left_out() {
        let tally: Tally = [f64::NAN, 1.0, f64::NAN, 3.0].into_iter().collect();
        assert_eq!((tally.observations(), tally.mean()), (2, 2.0));
    }

    #[test]
    fn nothing_is_known_without_observations() {
        let tally = Tally::new();
        assert!(tally.is_empty() && tally.mean().is_nan() && tally.smallest().is_nan() && tally.largest().is_nan());
        assert_eq!(tally.total(), 0.0);
        assert!(tally.estimate().contains(1e300) && tally.share().mean.is_nan());
    }

    #[test]
    fn one_observation_has_a_mean_without_an_interval() {
        let estimate = [7.0].into_iter().collect::<Tally>().estimate();
        assert_eq!((estimate.mean, estimate.lower, estimate.upper), (7.0, f64::NEG_INFINITY, f64::INFINITY));
    }

    #[test]
    fn the_interval_of_the_mean_is_students() {
        // Student's sleep data, second drug (R: t.test(extra ~ 1, data = sleep, subset = group == 2)).
        let tally: Tally = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4].into_iter().collect();
        let estimate = tally.estimate();
        assert!((estimate.lower - 0.897_677_5).abs() < 1e-6, "{estimate:?}");
        assert!((estimate.upper - 3.762_322_5).abs() < 1e-6, "{estimate:?}");
        let narrower = tally.estimate_at(0.5);
        assert!(narrower.half_width() < estimate.half_width() && narrower.level == 0.5);
    }

    #[test]
    fn equal_observations_leave_no_doubt() {
        let estimate = [4.0; 9].into_iter().collect::<Tally>().estimate();
        assert_eq!((estimate.lower, estimate.upper), (4.0, 4.0));
    }

    #[test]
    fn merging_equals_recording_all() {
        let values: Vec<f64> = (0..100).map(|n| f64::from(n * n % 37) - 5.0).collect();
        for cut in [0, 1, 50, 100] {
            let mut merged: Tally = values[..cut].iter().copied().collect();
            merged.merge(&values[cut..].iter().copied().collect());
            let all: Tally = values.iter().copied().collect();
            assert_eq!(merged.observations(), all.observations());
            assert!((merged.mean() - all.mean()).abs() < 1e-12);
            assert!((merged.variance() - all.variance()).abs() < 1e-10);
            assert_eq!((merged.smallest(), merged.largest()), (all.smallest(), all.largest()));
        }
    }

    #[test]
    fn a_share_has_a_wilson_interval() {
        let tally: Tally = (0..263).map(|n| f64::from(u8::from(n % 263 < 81))).collect();
        assert_eq!(tally.share(), wilson(81, 263, 0.95));
    }
}
