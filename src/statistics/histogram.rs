//! Exact distributions of whole numbers.
use super::Estimate;

/// How often each whole number was counted. Takes as much memory as its range, whatever the number of observations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// The number that the first entry of `counts` stands for.
    first: u32,
    counts: Vec<u32>,
    observations: u64,
}

impl Histogram {
    pub fn new() -> Self {
        Self::default()
    }
    pub fn record(&mut self, _value: u32) {
        todo!()
    }
    pub fn record_many(&mut self, _value: u32, _times: u32) {
        todo!()
    }
    pub fn merge(&mut self, _other: &Self) {
        todo!()
    }
    pub fn observations(&self) -> u64 {
        self.observations
    }
    pub fn is_empty(&self) -> bool {
        self.observations == 0
    }
    pub fn mean(&self) -> f64 {
        todo!()
    }
    pub fn variance(&self) -> f64 {
        todo!()
    }
    pub fn standard_deviation(&self) -> f64 {
        todo!()
    }
    pub fn smallest(&self) -> Option<u32> {
        todo!()
    }
    pub fn largest(&self) -> Option<u32> {
        todo!()
    }
    /// R type 7 quantile.
    pub fn quantile(&self, _probability: f64) -> f64 {
        todo!()
    }
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }
    /// How many observations are at or under `value`.
    pub fn at_most(&self, _value: u32) -> u64 {
        todo!()
    }
    /// Share at or under with its Wilson 95 % interval.
    pub fn share_at_most(&self, _value: u32) -> Estimate {
        todo!()
    }
    /// The mean with its Student 95 % interval.
    pub fn estimate(&self) -> Estimate {
        todo!()
    }
    /// Each value counted, with its count, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.counts.iter().enumerate().filter(|(_, c)| **c > 0).map(|(at, c)| (self.first + at as u32, *c))
    }
}
