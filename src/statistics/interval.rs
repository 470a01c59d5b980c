//! Intervals.

/// A number and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub mean: f64,
    /// Ends of the confidence interval; infinite when it cannot be told (fewer than two observations).
    pub lower: f64,
    pub upper: f64,
    /// Confidence level, 0.95 unless asked otherwise.
    pub level: f64,
    /// Number of observations behind it.
    pub replications: u64,
}

impl Estimate {
    pub fn half_width(&self) -> f64 {
        (self.upper - self.lower) / 2.0
    }
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// Wilson score interval of a share.
pub fn wilson(_successes: u64, _trials: u64, _level: f64) -> Estimate {
    todo!()
}
