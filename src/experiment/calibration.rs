//! The quantities of a scenario fitted to what was really counted, with the uncertainty that is left.
//!
//! No formula gives how likely a count is under given quantities; there is only the simulation, and it answers by chance. The method
//! is a synthetic likelihood (S. N. Wood, Nature 466 (2010), 1102-1104) with an emulator, in waves as in history matching (I. Vernon,
//! M. Goldstein and R. G. Bower, Bayesian Analysis 5 (2010), 619-669):
//!
//! 1. Points are spread over the ranges of the quantities, and each is simulated once, with chances of its own.
//! 2. Quadratic polynomials are fitted to the observed numbers as the runs gave them: an `statistics::Emulator` of their means, and of their
//!    scatter by chance about them.
//! 3. The observed numbers are then Gaussian about these means, scattered by chance, by what the emulator does not know and by the
//!    errors of counting; Markov chains draw from the posterior of the quantities. A bound (`more than 220`) is a number that is not
//!    known but for its bound, and drawn together with the quantities.
//! 4. The next wave's points are drawn from a posterior whose likelihood is weakened, so that they surround what is likely; the
//!    emulator is fitted anew, near there. After the last wave the posterior is drawn at full strength.
//!
//! A point that the scenario refuses (shares above 1, a median above its mean) has no prior probability: it is drawn again.
//! Points run on replications of their own, one after the other, so the same seed gives the same posterior.

mod asked;
mod predictive;
mod prior;
mod sampler;
mod screening;
mod simulated;
mod waves;

pub(super) use asked::quantities;
pub use asked::{Asked, Calibrated, Calibration};
pub use predictive::{FIRST_PREDICTION, Predicted, predict, predicted};
pub use prior::{Quantity, Shape};
pub use screening::{Influence, screen};
pub use simulated::{Simulated, days_needed, reading};
pub use waves::fit;

use serde::Serialize;

use super::evaluations::{Unevaluated, Values};
use super::study::{Complaint, Unfinished};
use crate::scenario::Observation;

/// One run that is wanted: values for some quantities, and which chances.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    pub values: Values,
    pub replication: u64,
}

/// Whatever gives, for trials, the rows of numbers that can be compared with what was observed.
pub trait Simulator {
    /// A row for each trial, in their order: first a number for each observation, then whatever else is wanted.
    ///
    /// # Errors
    ///
    /// When the simulation was stopped, or refused values that it allows.
    fn simulate(&mut self, trials: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated>;

    /// Whether these values can be simulated.
    fn allows(&self, values: &Values) -> bool;
}

/// How much to simulate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    pub seed: u64,
    /// Waves of points; at least one.
    pub waves: u64,
    /// Points of a wave.
    pub points: u64,
    /// Draws from the posterior.
    pub draws: u64,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, waves: 4, points: 1_000, draws: 1_000 }
    }
}

/// Why there is no posterior.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfitted {
    Unevaluated(Unevaluated),
    /// Nearly every point of the ranges is refused by the scenario.
    Refused {
        /// How many points were tried.
        tried: u64,
    },
    /// The runs do not tell the means of the observed numbers: too few of them.
    TooFewRuns,
}

impl From<Unevaluated> for Unfitted {
    fn from(why: Unevaluated) -> Self {
        Self::Unevaluated(why)
    }
}

impl From<Unfitted> for Unfinished {
    fn from(why: Unfitted) -> Self {
        match why {
            Unfitted::Unevaluated(why) => unevaluated(why),
            Unfitted::Refused { tried } => Complaint::new(format!(
                "the scenario refuses nearly all of {tried} points in the ranges of these quantities"
            ))
            .help("fit fewer shares of one table, or give narrower ranges")
            .into(),
            Unfitted::TooFewRuns => Complaint::new("too few runs to tell what the quantities do")
                .help("give more points to a wave with --points, or fit fewer quantities")
                .into(),
        }
    }
}

/// The end of a fit whose runs were stopped, or refused.
fn unevaluated(why: Unevaluated) -> Unfinished {
    why.complained(|_| Complaint::new("the scenario is refused with some of the values"))
}

/// What one wave did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wave {
    /// Points simulated in it.
    pub points: u64,
    /// Points drawn that the scenario refused.
    pub refused: u64,
    /// Runs that the emulator was fitted to, those of earlier waves nearby included.
    pub fitted: u64,
    /// How far the chains are from agreeing: 1 where they do (the potential scale reduction of Gelman and Rubin, its largest).
    pub agreement: f64,
    /// Share of the prior's volume that the posterior of this wave takes: the product of the ratios of standard deviations.
    pub volume: f64,
}

/// What is known of the quantities when the observations are taken into account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Posterior {
    pub quantities: Vec<Quantity>,
    pub observations: Vec<Observation>,
    /// Values of the quantities, one row for each draw; every one can be simulated.
    pub draws: Vec<Vec<f64>>,
    /// Position in `draws` of the one with the highest density. Where two explanations fit, the medians of the quantities may lie
    /// between them and fit badly; this one belongs to one of them.
    pub likeliest: usize,
    pub waves: Vec<Wave>,
    /// Standard deviation by chance of each observed number, for given quantities.
    pub chance: Vec<f64>,
    /// Draws that the scenario refused, and that were left out.
    pub refused: u64,
    pub seed: u64,
}

impl Posterior {
    /// The values of one draw, by the paths of the quantities.
    pub fn values(&self, draw: usize) -> Values {
        values(&self.quantities, &self.draws[draw])
    }

    /// The value of a quantity that is exceeded with probability `1 - probability`.
    pub fn quantile(&self, quantity: usize, probability: f64) -> f64 {
        quantile(&self.marginal(quantity), probability)
    }

    /// The draws of one quantity, in increasing order.
    pub fn marginal(&self, quantity: usize) -> Vec<f64> {
        let mut values: Vec<f64> = self.draws.iter().map(|draw| draw[quantity]).collect();
        values.sort_by(f64::total_cmp);
        values
    }

    /// The standard deviation of the posterior of a quantity as a share of its prior's: near 1 where the observations say nothing
    /// about it.
    pub fn narrowed(&self, quantity: usize) -> f64 {
        let values = self.marginal(quantity);
        deviation(&values) / self.quantities[quantity].deviation()
    }

    /// The correlation of two quantities in the posterior: near 1 or -1 where only a combination of them is known.
    pub fn correlation(&self, one: usize, other: usize) -> f64 {
        let column = |at: usize| self.draws.iter().map(|draw| draw[at]).collect::<Vec<f64>>();
        correlation(&column(one), &column(other))
    }
}

/// The value below which a share of these lie, between two of them where need be; they are in increasing order. NaN of none.
pub fn quantile(sorted: &[f64], probability: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = probability.clamp(0.0, 1.0) * last as f64;
    let (below, part) = (at.floor() as usize, at.fract());
    let above = (below + 1).min(last);
    sorted[below] + part * (sorted[above] - sorted[below])
}

fn values(quantities: &[Quantity], point: &[f64]) -> Values {
    quantities.iter().map(|quantity| quantity.path.clone()).zip(point.iter().copied()).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn deviation(values: &[f64]) -> f64 {
    let mean = mean(values);
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (squares / (values.len().max(2) - 1) as f64).sqrt()
}

fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let (mean_one, mean_other) = (mean(one), mean(other));
    let products: f64 = one.iter().zip(other).map(|(a, b)| (a - mean_one) * (b - mean_other)).sum();
    let scale = deviation(one) * deviation(other) * (one.len().max(2) - 1) as f64;
    if scale > 0.0 { products / scale } else { 0.0 }
}
