/// A distribution of non-negative amounts, checked on creation.
#[derive(Clone, Debug)]
pub struct Distribution {}

/// Why a distribution cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct DistributionError(pub String);

impl std::fmt::Display for DistributionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for DistributionError {}

type Checked = Result<Distribution, DistributionError>;

impl Distribution {
    pub fn constant(_value: f64) -> Checked {
        todo!()
    }
    pub fn exponential(_mean: f64) -> Checked {
        todo!()
    }
    /// mu and sigma of the logarithm.
    pub fn log_normal(_mu: f64, _sigma: f64) -> Checked {
        todo!()
    }
    pub fn log_normal_mean_median(_mean: f64, _median: f64) -> Checked {
        todo!()
    }
    pub fn log_normal_mean_sd(_mean: f64, _sd: f64) -> Checked {
        todo!()
    }
    pub fn log_normal_mean_sigma(_mean: f64, _sigma: f64) -> Checked {
        todo!()
    }
    pub fn log_normal_median_sigma(_median: f64, _sigma: f64) -> Checked {
        todo!()
    }
    /// Two quantiles, as (probability, value).
    pub fn log_normal_quantiles(_lower: (f64, f64), _upper: (f64, f64)) -> Checked {
        todo!()
    }
    pub fn gamma(_shape: f64, _scale: f64) -> Checked {
        todo!()
    }
    pub fn gamma_mean_sd(_mean: f64, _sd: f64) -> Checked {
        todo!()
    }
    pub fn weibull(_shape: f64, _scale: f64) -> Checked {
        todo!()
    }
    pub fn weibull_mean_shape(_mean: f64, _shape: f64) -> Checked {
        todo!()
    }
    pub fn weibull_quantiles(_lower: (f64, f64), _upper: (f64, f64)) -> Checked {
        todo!()
    }
    pub fn triangular(_low: f64, _mode: f64, _high: f64) -> Checked {
        todo!()
    }
    pub fn uniform(_low: f64, _high: f64) -> Checked {
        todo!()
    }
    /// Values with weights; the values themselves are drawn, nothing between.
    pub fn empirical(_values: &[f64], _weights: &[f64]) -> Checked {
        todo!()
    }
    /// A table of intervals: `edges` has one more entry than `weights`; uniform inside each interval.
    pub fn empirical_intervals(_edges: &[f64], _weights: &[f64]) -> Checked {
        todo!()
    }
    /// The amount for these random bits: increasing in `bits`, so a common draw gives a common amount.
    pub fn sample(&self, _bits: u64) -> f64 {
        todo!()
    }
    pub fn quantile(&self, _probability: f64) -> f64 {
        todo!()
    }
    pub fn cdf(&self, _x: f64) -> f64 {
        todo!()
    }
    pub fn mean(&self) -> f64 {
        todo!()
    }
    pub fn standard_deviation(&self) -> f64 {
        todo!()
    }
    /// The same distribution of amounts seen by an inspector (weight proportional to the amount).
    pub fn length_biased(&self) -> Distribution {
        todo!()
    }
    /// What is left of an amount in progress at a random moment: stationary excess.
    pub fn residual(&self, _stay_bits: u64, _position_bits: u64) -> f64 {
        todo!()
    }
    /// In words: "log-normal with mean 14 and median 9.5".
    pub fn description(&self) -> String {
        todo!()
    }
}
