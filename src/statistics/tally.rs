//! Means and variances of observations.
use super::Estimate;

/// Count, mean and variance of observations, in constant memory (Welford). NaN observations are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    observations: u64,
    mean: f64,
    squares: f64,
    smallest: f64,
    largest: f64,
}

impl Tally {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn record(&mut self, _value: f64) {
        todo!()
    }
    pub fn observations(&self) -> u64 {
        self.observations
    }
    pub fn is_empty(&self) -> bool {
        self.observations == 0
    }
    pub fn mean(&self) -> f64 {
        self.mean
    }
    pub fn total(&self) -> f64 {
        self.mean * self.observations as f64
    }
    pub fn variance(&self) -> f64 {
        todo!()
    }
    pub fn standard_deviation(&self) -> f64 {
        todo!()
    }
    pub fn smallest(&self) -> f64 {
        self.smallest
    }
    pub fn largest(&self) -> f64 {
        self.largest
    }
    /// The mean with its Student interval at the 95 % level.
    pub fn estimate(&self) -> Estimate {
        self.estimate_at(0.95)
    }
    pub fn estimate_at(&self, _level: f64) -> Estimate {
        todo!()
    }
    /// For a tally of zeros and ones: the share with its Wilson 95 % interval.
    pub fn share(&self) -> Estimate {
        todo!()
    }
}
