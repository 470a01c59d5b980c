//! Smooth shapes: distributions of positive amounts whose quantiles cost too much to compute on every draw.

use super::incomplete_gamma::UnitGamma;
use super::normal;

/// A smooth distribution apart from its scale.
#[derive(Clone, Copy, Debug)]
pub(super) enum Curve {
    /// Mean 1.
    Exponential,
    /// Median 1.
    LogNormal { sigma: f64 },
    /// Scale 1; `power` is one over the shape.
    Weibull { power: f64 },
    /// A gamma amount with scale 1, raised to `power` (1 for a plain gamma; Stacy's generalised gamma otherwise,
    /// which is what a length-biased Weibull is).
    Gamma { gamma: UnitGamma, power: f64 },
}

impl Curve {
    pub(super) fn gamma(shape: f64, power: f64) -> Self {
        Self::Gamma { gamma: UnitGamma::new(shape), power }
    }

    /// The amount with these probabilities at or under it and over it. Both are given because the smaller one cannot be
    /// recovered from the larger.
    pub(super) fn quantile(&self, lower: f64, upper: f64) -> f64 {
        match self {
            Self::Exponential => exponential(lower, upper),
            Self::LogNormal { sigma } => {
                let deviate = if lower <= upper { normal::quantile(lower) } else { -normal::quantile(upper) };
                libm::exp(sigma * deviate)
            }
            Self::Weibull { power } => libm::pow(exponential(lower, upper), *power),
            Self::Gamma { gamma, power } => raised(gamma.quantile(lower, upper), *power),
        }
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        match self {
            Self::Exponential => -libm::expm1(-x),
            Self::LogNormal { sigma } => normal::cdf(libm::log(x) / sigma),
            Self::Weibull { power } => -libm::expm1(-libm::pow(x, 1.0 / power)),
            Self::Gamma { gamma, power } => gamma.probabilities(raised(x, 1.0 / power)).0,
        }
    }

    pub(super) fn mean(&self) -> f64 {
        match self {
            Self::Exponential => 1.0,
            Self::LogNormal { sigma } => libm::exp(0.5 * sigma * sigma),
            Self::Weibull { power } => libm::tgamma(1.0 + power),
            Self::Gamma { gamma, power } if *power == 1.0 => gamma.shape(),
            Self::Gamma { gamma, power } => gamma.moment(*power),
        }
    }

    pub(super) fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        match self {
            Self::Exponential => 1.0,
            Self::LogNormal { sigma } => mean * libm::expm1(sigma * sigma).sqrt(),
            Self::Weibull { power } => (libm::tgamma(1.0 + 2.0 * power) - mean * mean).max(0.0).sqrt(),
            Self::Gamma { gamma, power } if *power == 1.0 => gamma.shape().sqrt(),
            Self::Gamma { gamma, power } => (gamma.moment(2.0 * power) - mean * mean).max(0.0).sqrt(),
        }
    }

    /// The same curve weighted by the amount, and the factor to multiply it by.
    pub(super) fn length_biased(&self) -> (Self, f64) {
        match self {
            Self::Exponential => (Self::gamma(2.0, 1.0), 1.0),
            Self::LogNormal { sigma } => (*self, libm::exp(sigma * sigma)),
            Self::Weibull { power } => (Self::gamma(1.0 + power, *power), 1.0),
            Self::Gamma { gamma, power } => (Self::gamma(gamma.shape() + power, *power), 1.0),
        }
    }
}

fn exponential(lower: f64, upper: f64) -> f64 {
    if lower <= upper { -libm::log1p(-lower) } else { -libm::log(upper) }
}

/// A power that leaves its argument alone when there is none, which is the usual case.
fn raised(x: f64, power: f64) -> f64 {
    if power == 1.0 { x } else { libm::pow(x, power) }
}
