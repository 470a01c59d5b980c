//! Distributions of amounts: how long something takes, or how much of it there is.

use super::address::unit;
use super::curve::Curve;
use super::pieces::{Pieces, Triangle};
use super::table::Table;
use super::values::Values;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// A distribution of non-negative amounts, checked on creation.
///
/// Amounts are sampled by inversion: more bits, more amount. Two options that give a patient the same bits therefore
/// give the same amount, and a longer mean a longer amount for everyone. A clone shares its tables with the original.
///
/// ```
/// use dtoc::random::{Distribution, Key};
///
/// let stay = Distribution::log_normal_mean_median(14.0, 9.5)?;
/// let patient = Key::root(1).child(1_000);
/// let days = stay.sample(patient.bits(0));
/// assert!(days > 0.0);
/// assert_eq!(stay.description(), "log-normal with mean 14 and median 9.5");
/// # Ok::<(), dtoc::random::DistributionError>(())
/// ```
#[derive(Clone)]
pub struct Distribution {
    law: Law,
    /// What amounts of the law are multiplied by.
    scale: f64,
    /// The law weighted by the amount, made when first asked for.
    length_biased: Arc<OnceLock<Distribution>>,
}

/// A distribution apart from its scale.
#[derive(Clone)]
pub(super) enum Law {
    /// Always 1.
    Constant,
    Uniform {
        low: f64,
        width: f64,
    },
    Smooth(Arc<Table>),
    Pieces(Arc<Pieces>, Kind),
    Values(Arc<Values>),
}

impl Law {
    /// The amount for these random bits, before scaling. Apart from [`Distribution::sample`], so that the commonest of laws stays
    /// where it is asked for.
    #[inline(never)]
    fn sample(&self, bits: u64) -> f64 {
        match self {
            Self::Smooth(table) => table.sample(bits),
            Self::Constant => 1.0,
            Self::Uniform { low, width } => low + width * unit(bits),
            Self::Pieces(_, Kind::Triangular(triangle)) => triangle.quantile(unit(bits)),
            Self::Pieces(pieces, _) => pieces.quantile(unit(bits)),
            Self::Values(values) => values.quantile(unit(bits)),
        }
    }
}

/// Where a row of pieces comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Triangular(Triangle),
    Intervals,
    LengthBiased,
}

/// Why a distribution cannot be: a sentence for whoever wrote the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DistributionError(pub String);

impl fmt::Display for DistributionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for DistributionError {}

impl Distribution {
    pub(super) fn new(law: Law, scale: f64) -> Self {
        Self { law, scale, length_biased: Arc::default() }
    }

    /// The amount for these random bits: increasing in `bits` (up to the last digit in the rarest 1 in 4,096), so a
    /// common draw gives a common amount. Differs from the exact [`Distribution::quantile`] by the interpolation of a
    /// table, which leaves the mean true to 1 part in 10,000.
    #[inline]
    #[must_use]
    pub fn sample(&self, bits: u64) -> f64 {
        match &self.law {
            Law::Smooth(table) => self.scale * table.sample(bits),
            other => self.scale * other.sample(bits),
        }
    }

    /// The amount that is not exceeded with this probability, computed exactly and not from a table. A probability of
    /// 0 or less gives the smallest amount, 1 or more the largest (infinite for most shapes).
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        if probability.is_nan() {
            return f64::NAN;
        }
        let probability = probability.clamp(0.0, 1.0);
        self.scale
            * match &self.law {
                Law::Smooth(_) if probability == 0.0 => 0.0,
                Law::Smooth(_) if probability == 1.0 => f64::INFINITY,
                Law::Smooth(table) => table.curve().quantile(probability, 1.0 - probability),
                Law::Constant => 1.0,
                Law::Uniform { low, width } => low + width * probability,
                Law::Pieces(pieces, _) => pieces.quantile(probability),
                Law::Values(values) => values.quantile(probability),
            }
    }

    /// The probability of an amount at or under `x`.
    #[must_use]
    pub fn cdf(&self, x: f64) -> f64 {
        if self.scale == 0.0 {
            return if x >= 0.0 { 1.0 } else { 0.0 };
        }
        let x = x / self.scale;
        match &self.law {
            Law::Smooth(table) => table.curve().cdf(x),
            Law::Constant => f64::from(u8::from(x >= 1.0)),
            Law::Uniform { low, width } => ((x - low) / width).clamp(0.0, 1.0),
            Law::Pieces(pieces, _) => pieces.cdf(x),
            Law::Values(values) => values.cdf(x),
        }
    }

    /// The mean amount.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.scale
            * match &self.law {
                Law::Smooth(table) => table.curve().mean(),
                Law::Constant => 1.0,
                Law::Uniform { low, width } => low + 0.5 * width,
                Law::Pieces(pieces, _) => pieces.mean(),
                Law::Values(values) => values.mean(),
            }
    }

    /// The standard deviation of the amounts.
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        self.scale
            * match &self.law {
                Law::Smooth(table) => table.curve().standard_deviation(),
                Law::Constant => 0.0,
                Law::Uniform { width, .. } => width / 12.0_f64.sqrt(),
                Law::Pieces(pieces, _) => pieces.standard_deviation(),
                Law::Values(values) => values.standard_deviation(),
            }
    }

    /// The same distribution with every amount multiplied by `factor`, which must be 0 or more. Cheap: tables are
    /// shared.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        debug_assert!(factor >= 0.0 && factor.is_finite(), "amounts cannot be multiplied by {factor}");
        let factor = if factor.is_finite() { factor.max(0.0) } else { 0.0 };
        Self { scale: self.scale * factor, ..self.clone() }
    }

    /// The same distribution of amounts seen by an inspector at a random moment, who meets a long one more often than
    /// a short one: weight proportional to the amount. Its mean is E\[X²\] / E\[X\].
    #[must_use]
    pub fn length_biased(&self) -> Self {
        self.unscaled_length_biased().scaled(self.scale)
    }

    /// What is left of an amount in progress at a random moment (the stationary excess): a uniform share of a
    /// length-biased amount, the whole of it from `stay_bits` and the share from `position_bits`. Its mean is E\[X²\]
    /// / (2 E\[X\]).
    #[must_use]
    pub fn residual(&self, stay_bits: u64, position_bits: u64) -> f64 {
        unit(position_bits) * self.scale * self.unscaled_length_biased().sample(stay_bits)
    }

    fn unscaled_length_biased(&self) -> &Self {
        self.length_biased.get_or_init(|| match &self.law {
            Law::Constant => Self::new(Law::Constant, 1.0),
            Law::Uniform { low, width } => {
                let pieces = Pieces::intervals(&[*low, low + width], &[1.0]).length_biased();
                Self::new(Law::Pieces(Arc::new(pieces), Kind::LengthBiased), 1.0)
            }
            Law::Smooth(table) => {
                let (curve, factor) = table.curve().length_biased();
                // A log-normal keeps its shape, and so its table.
                let shared = matches!(curve, Curve::LogNormal { .. });
                let table = if shared { Arc::clone(table) } else { Arc::new(Table::new(curve)) };
                Self::new(Law::Smooth(table), factor)
            }
            Law::Pieces(pieces, _) => Self::new(Law::Pieces(Arc::new(pieces.length_biased()), Kind::LengthBiased), 1.0),
            Law::Values(values) => Self::new(Law::Values(Arc::new(values.length_biased())), 1.0),
        })
    }

    /// In words: "log-normal with mean 14 and median 9.5". Units are those of the amounts.
    #[must_use]
    pub fn description(&self) -> String {
        let scaled = |x: f64| rounded(self.scale * x);
        let mean = rounded(self.mean());
        let spread = rounded(self.standard_deviation());
        match &self.law {
            Law::Constant => format!("constant {mean}"),
            Law::Uniform { low, width } => format!("uniform from {} to {}", scaled(*low), scaled(low + width)),
            Law::Smooth(table) => match table.curve() {
                Curve::Exponential => format!("exponential with mean {mean}"),
                Curve::LogNormal { .. } => format!("log-normal with mean {mean} and median {}", scaled(1.0)),
                Curve::Weibull { .. } => format!("Weibull with mean {mean} and standard deviation {spread}"),
                Curve::Gamma { power: 1.0, .. } => format!("gamma with mean {mean} and standard deviation {spread}"),
                Curve::Gamma { .. } => format!("generalised gamma with mean {mean} and standard deviation {spread}"),
            },
            Law::Pieces(_, Kind::Triangular(Triangle { low, mode, high, .. })) => {
                format!("triangular from {} to {}, most often {}", scaled(*low), scaled(*high), scaled(*mode))
            }
            Law::Pieces(pieces, Kind::Intervals) => {
                format!("table of {} intervals with mean {mean}", pieces.count())
            }
            Law::Pieces(_, Kind::LengthBiased) => {
                format!("length-biased from {} to {} with mean {mean}", scaled(self.low()), scaled(self.high()))
            }
            Law::Values(values) => format!("table of {} values with mean {mean}", values.values().len()),
        }
    }

    /// Smallest and largest amount of the law.
    fn low(&self) -> f64 {
        Self::new(self.law.clone(), 1.0).quantile(0.0)
    }

    fn high(&self) -> f64 {
        Self::new(self.law.clone(), 1.0).quantile(1.0)
    }
}

/// Shows the description: the tables would fill pages.
impl fmt::Debug for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Distribution({})", self.description())
    }
}

/// Four significant digits, or all digits before the point, without needless zeros.
fn rounded(x: f64) -> String {
    if x.abs() >= 1000.0 {
        return format!("{x:.0}");
    }
    format!("{x:.3e}").parse::<f64>().unwrap_or(x).to_string()
}
