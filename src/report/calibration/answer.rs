//! What was found, and what can be read off it.

use super::revised::{Revised, rounded};
use crate::experiment::calibration::{Influence, Posterior, Predicted, Quantity, quantile};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};
use crate::report::quantity::in_words;
use crate::scenario::{Observation, Scenario, Span};

/// The posterior of a quantity as wide as this share of its prior, or wider, says that the observations tell nothing of it.
pub const NOT_NARROWED: f64 = 0.9;
/// Correlations from this size on are reported as a trade-off.
pub const TRADED: f64 = 0.5;

/// A calibration, ready to be written.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// As it stands in its file.
    pub scenario: Scenario,
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub posterior: Posterior,
    /// What the fitted scenario predicts for each observation.
    pub predicted: Vec<Predicted>,
    /// For each draw the delayed patients of every day of the period.
    pub daily: Vec<Vec<f64>>,
    /// What every quantity with a range does to the observed numbers; empty where the fitted ones were named.
    pub influences: Vec<Influence>,
    /// What was left out of the observations.
    pub notes: Vec<String>,
    /// The file of observations as it was typed.
    pub observed: String,
    /// The scenario with the fitted values.
    pub revised: Revised,
}

impl Calibrated {
    /// What the option is called.
    pub fn option_title(&self) -> &str {
        &self.scenario.system.options[self.option].title
    }

    /// A fitted quantity in words: `places of Reablement`.
    pub fn name(&self, quantity: &Quantity) -> String {
        in_words(&quantity.path, &self.scenario.system)
    }

    /// What was observed in words, and when: `delayed for reason C, Jan 2016`.
    pub fn observation(&self, observation: &Observation) -> String {
        format!("{}, {}", observation.measure.words(&self.scenario.system), span(observation))
    }

    /// A fitted quantity in words, with a capital.
    pub fn words(&self, quantity: &Quantity) -> String {
        capitalised(&self.name(quantity))
    }

    /// How many observations lie in the middle range of this share.
    pub fn held(&self, share: f64) -> usize {
        self.predicted.iter().filter(|one| one.holds(share)).count()
    }

    /// The quantiles of the delayed patients of every day.
    pub fn quantiles(&self, probabilities: [f64; 7]) -> [Vec<f64>; 7] {
        let days = self.daily.first().map_or(0, Vec::len);
        let sorted: Vec<Vec<f64>> = (0..days)
            .map(|day| {
                let mut counts: Vec<f64> = self.daily.iter().map(|row| row[day]).collect();
                counts.sort_by(f64::total_cmp);
                counts
            })
            .collect();
        probabilities.map(|probability| sorted.iter().map(|counts| quantile(counts, probability)).collect())
    }

    /// A number of a quantity, to as many digits as the width of its posterior bears.
    pub fn value(&self, quantity: usize, value: f64) -> String {
        let (low, high) = self.interval(quantity);
        value_in_words(rounded(value, high - low))
    }

    /// The 90 % interval of a quantity.
    pub fn interval(&self, quantity: usize) -> (f64, f64) {
        (self.posterior.quantile(quantity, 0.05), self.posterior.quantile(quantity, 0.95))
    }

    /// The pairs of quantities that trade off, with their correlation, most first.
    pub fn pairs(&self) -> Vec<(&Quantity, &Quantity, f64)> {
        let quantities = self.posterior.quantities.iter().enumerate();
        let all = quantities.flat_map(|(at, other)| {
            self.posterior.quantities[..at].iter().enumerate().map(move |one| (one, (at, other)))
        });
        let correlated =
            |((one_at, one), (other_at, other))| (one, other, self.posterior.correlation(one_at, other_at));
        let mut pairs: Vec<(&Quantity, &Quantity, f64)> = all.map(correlated).collect();
        pairs.retain(|pair| pair.2.abs() >= TRADED);
        pairs.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
        pairs
    }
}

/// The days of an observation in words: `28 Jan 2016`, `week from 4 Jan 2016`, `Jan 2016`.
pub fn span(observation: &Observation) -> String {
    match observation.span {
        Span::Day(date) => numbers::short_date(date),
        Span::Week(date) => format!("week from {}", numbers::short_date(date)),
        Span::Month(date) => numbers::short_month(date),
    }
}
