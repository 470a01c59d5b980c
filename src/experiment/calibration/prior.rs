//! What is known of a quantity before any observation.

use serde::{Deserialize, Serialize};

use crate::scenario::Assumption;
use crate::statistics::log_beta_density;

/// How probability is spread between low and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// Evenly.
    Uniform,
    /// Most about the stated value, little towards low and high: a beta distribution whose mean is (low + 4 value + high) / 6.
    ///
    /// Source: D. G. Malcolm, J. H. Roseboom, C. E. Clark and W. Fazar, Operations Research 7 (1959), 646-669.
    Pert,
}

/// A quantity that is fitted, with its prior.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// Where it stands in the scenario: `service.reablement.places`.
    pub path: String,
    pub low: f64,
    pub high: f64,
    /// The value that the scenario states.
    pub stated: f64,
    pub shape: Shape,
}

impl Quantity {
    /// The quantity of an assumption with a range; `None` without one, with an empty one, or where it is chosen.
    pub fn of(assumption: &Assumption, shape: Shape) -> Option<Self> {
        let (low, high) = (assumption.low?, assumption.high?);
        let stated = assumption.number?;
        let is_range = low < high && low.is_finite() && high.is_finite() && !assumption.is_chosen();
        is_range.then(|| Self { path: assumption.path.clone(), low, high, stated: stated.clamp(low, high), shape })
    }

    /// The value at a share of the way from low to high.
    pub fn at(&self, share: f64) -> f64 {
        self.low + share * (self.high - self.low)
    }

    /// The two parameters of the prior as a beta distribution between low and high.
    pub fn beta(&self) -> (f64, f64) {
        match self.shape {
            Shape::Uniform => (1.0, 1.0),
            Shape::Pert => {
                let mode = (self.stated - self.low) / (self.high - self.low);
                (1.0 + 4.0 * mode, 5.0 - 4.0 * mode)
            }
        }
    }

    /// The logarithm of the prior's density at a share of the way from low to high, but for a constant.
    pub fn log_density(&self, share: f64) -> f64 {
        log_beta_density(share, self.beta())
    }

    /// The standard deviation of the prior.
    pub fn deviation(&self) -> f64 {
        let (a, b) = self.beta();
        (self.high - self.low) * (a * b / ((a + b) * (a + b) * (a + b + 1.0))).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(shape: Shape) -> Quantity {
        Quantity { path: "x".into(), low: 10.0, high: 30.0, stated: 15.0, shape }
    }

    #[test]
    fn a_uniform_prior_is_flat_and_a_pert_prior_is_highest_at_the_stated_value() {
        let (uniform, pert) = (quantity(Shape::Uniform), quantity(Shape::Pert));
        assert_eq!(uniform.log_density(0.1), uniform.log_density(0.9));
        assert!((uniform.deviation() - 20.0 / 12.0_f64.sqrt()).abs() < 1e-12);
        let density = |share| pert.log_density(share);
        assert!(density(0.25) > density(0.2) && density(0.25) > density(0.3));
        let (a, b) = pert.beta();
        assert!((pert.at(a / (a + b)) - (10.0 + 4.0 * 15.0 + 30.0) / 6.0).abs() < 1e-12);
    }
}
