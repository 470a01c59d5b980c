//! What `dtoc calibrate` found: which quantities of a scenario fit what was really counted, and what is not known of them even so.

mod charts;
mod finding;
mod page;
mod revised;
mod table;

use super::data;
use super::letters::capitalised;
use super::numbers;
use super::quantity::in_words;
use super::sweep::value_in_words;
use super::{File, Stamp, tables};
use crate::experiment::calibration::{Influence, Posterior, Predicted, Quantity, quantile};
use crate::model::Date;
use crate::model::dates::plus_days;
use crate::scenario::{Observation, Scenario, Span};

pub use finding::{findings, headline};
pub use revised::{Revised, revised};

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

    /// The last day of the period.
    pub fn last_day(&self) -> Date {
        let period = self.scenario.system.period;
        plus_days(period.start, i64::from(period.days) - 1)
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
}

/// A value to two significant figures of the width of its interval.
pub fn rounded(value: f64, width: f64) -> f64 {
    if width <= 0.0 || !width.is_finite() {
        return value;
    }
    // The exponent of the decimal number is the whole part of its logarithm, the same on every computer.
    let exponent: i32 = format!("{width:e}").split_once('e').and_then(|(_, digits)| digits.parse().ok()).unwrap_or(0);
    let decimals = (1 - exponent).clamp(-12, 12);
    // Reading a decimal number gives the nearest there is; multiplying by a power of ten leaves crumbs.
    if decimals >= 0 {
        format!("{value:.*}", decimals as usize).parse().unwrap_or(value)
    } else {
        let step = 10_i64.pow(decimals.unsigned_abs()) as f64;
        (value / step).round() * step
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

/// What standard output gets.
pub fn summary_text(calibrated: &Calibrated, folder: &str, width: u16) -> String {
    let columns = usize::from(width.max(60));
    let mut text = format!("{}\n\n", tables::wrapped(&calibrated.scenario.title, columns));
    text.push_str(&tables::wrapped(&headline(calibrated), columns));
    text.push('\n');
    for sentence in findings(calibrated) {
        text.push_str(&tables::wrapped(&sentence, columns));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&table::quantities(calibrated, columns));
    text.push('\n');
    text.push_str(&table::observations(calibrated, columns));
    let folder = folder.trim_end_matches('/');
    text.push_str(&format!(
        "\nThe full report: {folder}/report.html\nThe fitted scenario: {folder}/{}\nDraws of the fitted quantities: \
         {folder}/posterior.csv\nCharts for slides: {folder}/charts/*.png\n",
        revised::NAME
    ));
    text
}

/// Every file of the folder.
pub fn files(calibrated: &Calibrated, stamp: &Stamp) -> Vec<File> {
    let charts = charts::charts(calibrated);
    let figures = super::charts::figures(&charts);
    let mut files = vec![
        File::new("report.html", page::html(calibrated, &figures, stamp)),
        File::new("posterior.csv", data::calibration::posterior(calibrated)),
        File::new("observations.csv", data::calibration::observations(calibrated)),
        File::new("daily.csv", data::calibration::daily(calibrated)),
        File::new(revised::NAME, calibrated.revised.text.clone()),
        File::new("summary.json", data::calibration::json(calibrated, stamp)),
    ];
    files.extend(super::charts::files(&charts, figures));
    files
}
