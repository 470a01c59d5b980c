//! What is known of a number from its lowest, its likeliest and its highest value.

use super::distribution::DistributionError;
use super::incomplete_beta::Beta;

/// How much the likeliest value weighs against the two ends.
const LAMBDA: f64 = 4.0;

/// The PERT distribution: a beta distribution between two ends, whose mean is (low + 4 mode + high) / 6.
///
/// Unlike [`super::Distribution`] it may hold negative numbers, and is drawn seldom.
///
/// Source: D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar, "Application of a technique for research and development
/// program evaluation", Operations Research 7 (1959), 646-669; D. Vose, Risk Analysis: A Quantitative Guide (3rd edition 2008),
/// with his lambda at 4, as there.
///
/// ```
/// use dtoc::random::Pert;
///
/// let turnover = Pert::new(0.26, 0.35, 0.50)?;
/// assert!((turnover.mean() - 0.36).abs() < 1e-12);
/// assert_eq!((turnover.quantile(0.0), turnover.quantile(1.0)), (0.26, 0.50));
/// # Ok::<(), dtoc::random::DistributionError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pert {
    low: f64,
    mode: f64,
    high: f64,
    beta: Beta,
}

impl Pert {
    /// By the two ends and the likeliest value, which may be one of them. All three equal are always that number.
    ///
    /// # Errors
    /// When a number is not finite, or the three are not in order.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        let width = high - low;
        if !(width.is_finite() && mode.is_finite()) {
            return Err(DistributionError(format!(
                "the range {low} to {high} around {mode} is not one of finite numbers"
            )));
        }
        if !(low <= mode && mode <= high) {
            return Err(DistributionError(format!("{mode} must not be outside {low} to {high}")));
        }
        let position = if width == 0.0 { 0.5 } else { (mode - low) / width };
        let beta = Beta::new(1.0 + LAMBDA * position, 1.0 + LAMBDA * (1.0 - position));
        Ok(Self { low, mode, high, beta })
    }

    /// The number that is not exceeded with this probability.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        match probability {
            _ if self.low == self.high => self.low,
            ..=0.0 => self.low,
            1.0.. => self.high,
            _ => (self.low + (self.high - self.low) * self.beta.quantile(probability)).clamp(self.low, self.high),
        }
    }

    /// The probability of a number at or under `x`.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        if self.low == self.high {
            return f64::from(u8::from(x >= self.low));
        }
        self.beta.cdf((x - self.low) / (self.high - self.low))
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.low + LAMBDA * self.mode + self.high) / (LAMBDA + 2.0)
    }

    /// The standard deviation.
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        ((mean - self.low) * (self.high - mean) / (LAMBDA + 3.0)).max(0.0).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_value_may_be_an_end() {
        for (low, mode, high) in [(2.0, 2.0, 8.0), (2.0, 8.0, 8.0), (-3.0, 0.0, 5.0)] {
            let pert = Pert::new(low, mode, high).unwrap();
            let (parts, width) = (20_000, high - low);
            let middles = (0..parts).map(|part| pert.quantile((f64::from(part) + 0.5) / f64::from(parts)));
            let (sum, squares) = middles.fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x));
            let mean = sum / f64::from(parts);
            assert!((mean - pert.mean()).abs() < 1e-5 * width, "{low} {mode} {high}: {mean}");
            let deviation = (squares / f64::from(parts) - mean * mean).sqrt();
            assert!((deviation / pert.standard_deviation() - 1.0).abs() < 1e-3, "{low} {mode} {high}: {deviation}");
        }
    }

    #[test]
    fn a_range_of_one_number_is_that_number() {
        let pert = Pert::new(7.0, 7.0, 7.0).unwrap();
        assert_eq!([0.0, 0.3, 1.0].map(|p| pert.quantile(p)), [7.0; 3]);
        assert_eq!((pert.cdf(6.9), pert.cdf(7.0), pert.standard_deviation()), (0.0, 1.0, 0.0));
    }

    #[test]
    fn numbers_out_of_order_are_refused() {
        for (low, mode, high) in [(3.0, 2.0, 4.0), (3.0, 5.0, 4.0), (f64::NAN, 1.0, 2.0), (0.0, f64::INFINITY, 1.0)] {
            assert!(Pert::new(low, mode, high).is_err(), "{low} {mode} {high}");
        }
        assert!(Pert::new(0.0, f64::NAN, 1.0).is_err() && Pert::new(-1e308, 0.0, 1e308).is_err());
    }
}
