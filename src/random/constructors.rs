//! Making distributions from what a planner knows about them.
//!
//! Each refusal is a sentence that names the number and says what it should be.

use super::curve::Curve;
use super::distribution::{Distribution, DistributionError, Kind, Law};
use super::normal;
use super::pieces::{Pieces, Triangle};
use super::table::Table;
use super::values::Values;
use std::sync::{Arc, LazyLock};

type Checked = Result<Distribution, DistributionError>;

/// Largest sigma: the mean of a log-normal is then 2,980 times its median. Beyond it so much of the mean lies in
/// amounts rarer than any simulation meets that samples do not have the mean asked for.
const LARGEST_SIGMA: f64 = 4.0;
/// Narrower gammas (a standard deviation under 1 % of the mean) are constants to a planner; wider ones are as
/// extreme as the widest log-normal.
const GAMMA_SHAPES: (f64, f64) = (0.01, 10_000.0);
/// The same for Weibull distributions.
const WEIBULL_SHAPES: (f64, f64) = (0.1, 1000.0);
/// Amounts other than 0: so that squares and products of them neither overflow nor vanish.
const AMOUNTS: (f64, f64) = (1e-100, 1e100);

impl Distribution {
    /// Always the same amount, which may be 0.
    ///
    /// # Errors
    /// When the value is negative or not a finite number.
    pub fn constant(value: f64) -> Checked {
        Ok(Self::new(Law::Constant, amount("value", value)?))
    }

    /// Exponential: what has lasted long is no nearer its end.
    ///
    /// # Errors
    /// When the mean is not a finite number greater than 0.
    pub fn exponential(mean: f64) -> Checked {
        let mean = positive("mean", mean)?;
        within_amounts(mean, mean, mean)?;
        Ok(EXPONENTIAL.scaled(mean))
    }

    /// Log-normal, by the mean `mu` and standard deviation `sigma` of the logarithm.
    ///
    /// # Errors
    /// When a number is not finite, or `sigma` is not greater than 0 and at most 4.
    pub fn log_normal(mu: f64, sigma: f64) -> Checked {
        let (mu, sigma) = (finite("mu", mu)?, positive("sigma", sigma)?);
        if sigma > LARGEST_SIGMA {
            return refuse(format!(
                "sigma ({sigma}) must be at most {LARGEST_SIGMA}: the mean would be more than 2,980 times the median"
            ));
        }
        smooth(Curve::LogNormal { sigma }, libm::exp(mu))
    }

    /// Log-normal by mean and median.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the mean is not greater than the median.
    pub fn log_normal_mean_median(mean: f64, median: f64) -> Checked {
        let (mean, median) = (positive("mean", mean)?, positive("median", median)?);
        if mean == median {
            return refuse(format!(
                "the mean ({mean}) equals the median, which leaves no spread: write a constant of {mean} instead"
            ));
        }
        if mean < median {
            return refuse(format!(
                "the mean ({mean}) must be greater than the median ({median}): a log-normal is skewed to the right"
            ));
        }
        let log_median = libm::log(median);
        Self::log_normal(log_median, (2.0 * (libm::log(mean) - log_median)).sqrt())
    }

    /// Log-normal by mean and standard deviation.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the standard deviation is thousands of times the mean.
    pub fn log_normal_mean_sd(mean: f64, standard_deviation: f64) -> Checked {
        let (mean, deviation) = (positive("mean", mean)?, positive("standard deviation", standard_deviation)?);
        let ratio = deviation / mean;
        Self::log_normal_mean_sigma(mean, libm::log1p(ratio * ratio).sqrt())
    }

    /// Log-normal by mean and the standard deviation `sigma` of the logarithm.
    ///
    /// # Errors
    /// When the mean is not finite and greater than 0, or `sigma` is not greater than 0 and at most 4.
    pub fn log_normal_mean_sigma(mean: f64, sigma: f64) -> Checked {
        Self::log_normal(libm::log(positive("mean", mean)?) - 0.5 * sigma * sigma, sigma)
    }

    /// Log-normal by median and the standard deviation `sigma` of the logarithm.
    ///
    /// # Errors
    /// When the median is not finite and greater than 0, or `sigma` is not greater than 0 and at most 4.
    pub fn log_normal_median_sigma(median: f64, sigma: f64) -> Checked {
        Self::log_normal(libm::log(positive("median", median)?), sigma)
    }

    /// Log-normal by two quantiles, each as (probability, value): half leave within 9 days, nine in ten within 30.
    ///
    /// # Errors
    /// When a probability is not between 0 and 1, a value is not finite and greater than 0, or the second of the two
    /// is not the greater one in both.
    pub fn log_normal_quantiles(lower: (f64, f64), upper: (f64, f64)) -> Checked {
        check_quantiles(lower, upper)?;
        let deviates = (normal::quantile(lower.0), normal::quantile(upper.0));
        let logarithms = (libm::log(lower.1), libm::log(upper.1));
        let sigma = (logarithms.1 - logarithms.0) / (deviates.1 - deviates.0);
        Self::log_normal(logarithms.0 - sigma * deviates.0, sigma)
    }

    /// Gamma by shape and scale; the mean is their product.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the shape is outside 0.01 to 10,000.
    pub fn gamma(shape: f64, scale: f64) -> Checked {
        let (shape, scale) = (positive("shape", shape)?, positive("scale", scale)?);
        within("shape of a gamma", shape, GAMMA_SHAPES)?;
        smooth(Curve::gamma(shape, 1.0), scale)
    }

    /// Gamma by mean and standard deviation.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the standard deviation is under 1 % or over 10 times the
    /// mean.
    pub fn gamma_mean_sd(mean: f64, standard_deviation: f64) -> Checked {
        let (mean, deviation) = (positive("mean", mean)?, positive("standard deviation", standard_deviation)?);
        let ratio = mean / deviation;
        Self::gamma(ratio * ratio, deviation / ratio)
    }

    /// Weibull by shape and scale: with a shape over 1 the longer something has lasted the sooner it ends.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the shape is outside 0.1 to 1,000.
    pub fn weibull(shape: f64, scale: f64) -> Checked {
        let (shape, scale) = (positive("shape", shape)?, positive("scale", scale)?);
        within("shape of a Weibull", shape, WEIBULL_SHAPES)?;
        smooth(Curve::Weibull { power: 1.0 / shape }, scale)
    }

    /// Weibull by mean and shape.
    ///
    /// # Errors
    /// When a number is not finite and greater than 0, or the shape is outside 0.1 to 1,000.
    pub fn weibull_mean_shape(mean: f64, shape: f64) -> Checked {
        let (mean, shape) = (positive("mean", mean)?, positive("shape", shape)?);
        within("shape of a Weibull", shape, WEIBULL_SHAPES)?;
        Self::weibull(shape, mean / libm::tgamma(1.0 + 1.0 / shape))
    }

    /// Weibull by two quantiles, each as (probability, value).
    ///
    /// # Errors
    /// As for [`Distribution::log_normal_quantiles`].
    pub fn weibull_quantiles(lower: (f64, f64), upper: (f64, f64)) -> Checked {
        check_quantiles(lower, upper)?;
        let hazards = (-libm::log1p(-lower.0), -libm::log1p(-upper.0));
        let shape = libm::log(hazards.1 / hazards.0) / libm::log(upper.1 / lower.1);
        within("shape of a Weibull", shape, WEIBULL_SHAPES)?;
        Self::weibull(shape, lower.1 / libm::pow(hazards.0, 1.0 / shape))
    }

    /// Triangular: rising from `low` to `mode` and falling to `high`. All three equal make a constant.
    ///
    /// # Errors
    /// When a number is negative or not finite, or the three are not in order.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Checked {
        let (low, high) = (amount("low", low)?, amount("high", high)?);
        let mode = amount("mode", mode)?;
        in_order("low", low, "mode", mode)?;
        in_order("mode", mode, "high", high)?;
        if low == high {
            return Self::constant(low);
        }
        let triangle = Triangle::new(low, mode, high);
        let pieces = Pieces::triangular(&triangle);
        Ok(Self::new(Law::Pieces(Arc::new(pieces), Kind::Triangular(triangle)), 1.0))
    }

    /// Uniform from `low` to `high`. The two equal make a constant.
    ///
    /// # Errors
    /// When a number is negative or not finite, or `high` is under `low`.
    pub fn uniform(low: f64, high: f64) -> Checked {
        let (low, high) = (amount("low", low)?, amount("high", high)?);
        in_order("low", low, "high", high)?;
        if low == high {
            return Self::constant(low);
        }
        Ok(Self::new(Law::Uniform { low, width: high - low }, 1.0))
    }

    /// Values with weights, in any order; the values themselves are drawn, nothing between.
    ///
    /// # Errors
    /// When there are no values, not as many weights as values, a value or weight is negative or not finite, or every
    /// weight is 0.
    pub fn empirical(values: &[f64], weights: &[f64]) -> Checked {
        if values.is_empty() {
            return refuse("a table needs at least one value".into());
        }
        if values.len() != weights.len() {
            return refuse(format!("a table of {} values needs as many weights, not {}", values.len(), weights.len()));
        }
        values.iter().try_for_each(|value| amount("value", *value).map(|_| ()))?;
        check_weights(weights)?;
        let table = Values::new(values.iter().copied().zip(weights.iter().copied()).collect());
        match table.values() {
            [only] => Self::constant(*only),
            _ => Ok(Self::new(Law::Values(Arc::new(table)), 1.0)),
        }
    }

    /// A table of intervals: `edges` has one more entry than `weights`; uniform inside each interval.
    ///
    /// # Errors
    /// When there is no interval, not one more edge than weights, edges do not increase, a number is negative or not
    /// finite, or every weight is 0.
    pub fn empirical_intervals(edges: &[f64], weights: &[f64]) -> Checked {
        if weights.is_empty() {
            return refuse("a table needs at least one interval".into());
        }
        if edges.len() != weights.len() + 1 {
            return refuse(format!(
                "a table of {} intervals needs {} edges, not {}",
                weights.len(),
                weights.len() + 1,
                edges.len()
            ));
        }
        edges.iter().try_for_each(|edge| amount("edge", *edge).map(|_| ()))?;
        if let Some(pair) = edges.windows(2).find(|pair| pair[0] >= pair[1]) {
            return refuse(format!("edges must increase: {} does not come before {}", pair[0], pair[1]));
        }
        check_weights(weights)?;
        Ok(Self::new(Law::Pieces(Arc::new(Pieces::intervals(edges, weights)), Kind::Intervals), 1.0))
    }
}

/// The exponential with mean 1. All others share its tables, so that what is sampled most often stays close to the processor.
static EXPONENTIAL: LazyLock<Distribution> =
    LazyLock::new(|| Distribution::new(Law::Smooth(Arc::new(Table::new(Curve::Exponential))), 1.0));

/// A smooth distribution, if its mean and standard deviation are ordinary numbers.
fn smooth(curve: Curve, scale: f64) -> Checked {
    within_amounts(scale, scale * curve.mean(), scale * curve.standard_deviation())?;
    Ok(Distribution::new(Law::Smooth(Arc::new(Table::new(curve))), scale))
}

fn within_amounts(scale: f64, mean: f64, deviation: f64) -> Result<(), DistributionError> {
    let (least, most) = AMOUNTS;
    if !(scale >= least && mean >= least && scale <= most && mean <= most && deviation <= most) {
        return refuse(format!("the numbers are too extreme: the mean would be {mean:e}, its deviation {deviation:e}"));
    }
    Ok(())
}

fn refuse<T>(message: String) -> Result<T, DistributionError> {
    Err(DistributionError(message))
}

fn finite(name: &str, value: f64) -> Result<f64, DistributionError> {
    if value.is_finite() { Ok(value) } else { refuse(format!("the {name} ({value}) must be a finite number")) }
}

fn not_negative(name: &str, value: f64) -> Result<f64, DistributionError> {
    if finite(name, value)? < 0.0 {
        return refuse(format!("the {name} ({value}) must not be negative"));
    }
    // A negative zero becomes an ordinary one.
    Ok(value.abs())
}

/// An amount that can be drawn as it stands.
fn amount(name: &str, value: f64) -> Result<f64, DistributionError> {
    let amount = not_negative(name, value)?;
    if amount != 0.0 && !(AMOUNTS.0..=AMOUNTS.1).contains(&amount) {
        return refuse(format!("the {name} ({value:e}) is too extreme for an amount"));
    }
    Ok(amount)
}

fn positive(name: &str, value: f64) -> Result<f64, DistributionError> {
    match finite(name, value)? {
        0.0 if name == "mean" => refuse("the mean (0) must be greater than 0: write a constant of 0 instead".into()),
        0.0 if name == "standard deviation" || name == "sigma" => {
            refuse(format!("the {name} (0) must be greater than 0: for no spread write a constant instead"))
        }
        positive if positive > 0.0 => Ok(positive),
        _ => refuse(format!("the {name} ({value}) must be greater than 0")),
    }
}

fn within(name: &str, value: f64, (least, most): (f64, f64)) -> Result<(), DistributionError> {
    if value < least {
        return refuse(format!("the {name} ({value}) must be at least {least}: so wide a spread cannot be sampled"));
    }
    if value > most {
        return refuse(format!("the {name} ({value}) must be at most {most}: for so little spread write a constant"));
    }
    Ok(())
}

fn in_order(first: &str, low: f64, second: &str, high: f64) -> Result<(), DistributionError> {
    if low <= high { Ok(()) } else { refuse(format!("{first} ({low}) must not be greater than {second} ({high})")) }
}

fn check_weights(weights: &[f64]) -> Result<(), DistributionError> {
    weights.iter().try_for_each(|weight| not_negative("weight", *weight).map(|_| ()))?;
    match weights.iter().sum::<f64>() {
        0.0 => refuse("at least one weight must be greater than 0".into()),
        total => finite("sum of the weights", total).map(|_| ()),
    }
}

fn check_quantiles(lower: (f64, f64), upper: (f64, f64)) -> Result<(), DistributionError> {
    for (probability, value) in [lower, upper] {
        if !(probability > 0.0 && probability < 1.0) {
            return refuse(format!("the probability of a quantile ({probability}) must be between 0 and 1"));
        }
        positive("value of a quantile", value)?;
    }
    if lower.0 >= upper.0 {
        return refuse(format!("the first probability ({}) must be under the second ({})", lower.0, upper.0));
    }
    if lower.1 >= upper.1 {
        return refuse(format!(
            "the value at the higher probability ({}) must be greater than the one at the lower ({})",
            upper.1, lower.1
        ));
    }
    Ok(())
}
