//! What `dtoc backtest` found: how well forecasts from dates in the past met what happened.

mod charts;
mod finding;
mod page;
mod table;

use super::{File, Stamp, tables};
use crate::experiment::backtest::naive::Naive;
use crate::experiment::backtest::scores::{Against, Forecaster, Score, against, overlap, score};
use crate::experiment::backtest::series::Month;
use crate::experiment::backtest::{Backtest, Backtested};
use crate::scenario::Scenario;

pub use finding::{finding, headline};

/// A back-test that was made.
#[derive(Clone, Debug)]
pub struct Tested {
    /// As it stands in its file.
    pub scenario: Scenario,
    /// Position in `CareSystem::options` of the option simulated.
    pub option: usize,
    pub plan: Backtest,
    pub found: Backtested,
    /// What was left out of the files of observations, in sentences.
    pub notes: Vec<String>,
}

impl Tested {
    /// The title of the option simulated.
    pub fn option_title(&self) -> &str {
        &self.scenario.system.options[self.option].title
    }

    /// Its short name.
    pub fn option_id(&self) -> &str {
        &self.scenario.system.options[self.option].id
    }

    /// The score of a forecaster over all its forecasts.
    pub fn score(&self, forecaster: Forecaster) -> Option<Score> {
        score(forecaster, self.found.forecasts.iter(), self.overlap())
    }

    /// The same so many months ahead.
    pub fn score_ahead(&self, forecaster: Forecaster, ahead: i32) -> Option<Score> {
        score(forecaster, self.found.forecasts.iter().filter(|forecast| forecast.ahead == ahead), self.overlap())
    }

    /// The same from one origin.
    pub fn score_from(&self, forecaster: Forecaster, origin: usize) -> Option<Score> {
        score(forecaster, self.found.forecasts.iter().filter(|forecast| forecast.origin == origin), self.overlap())
    }

    /// The model against another forecaster, over all origins.
    pub fn against(&self, other: Forecaster) -> Option<Against> {
        against(other, &self.found.forecasts, self.found.origins.len(), self.overlap())
    }

    /// With how many later origins the window of one overlaps, at most.
    pub fn overlap(&self) -> usize {
        let last: Vec<Month> = self.found.origins.iter().map(|origin| origin.last).collect();
        overlap(&last, i32::try_from(self.plan.horizon).unwrap_or(i32::MAX))
    }

    /// The months ahead that were forecast and can be scored, rising.
    pub fn aheads(&self) -> Vec<i32> {
        let scored = self.found.forecasts.iter().filter(|forecast| forecast.observed.is_some());
        let mut aheads: Vec<i32> = scored.map(|forecast| forecast.ahead).collect();
        aheads.sort_unstable();
        aheads.dedup();
        aheads
    }
}

/// What a forecaster is called.
pub fn title(forecaster: Forecaster) -> &'static str {
    match forecaster {
        Forecaster::Model => "Model",
        Forecaster::Simulation => "Simulation alone",
        Forecaster::Naive(Naive::LastValue) => "Last value",
        Forecaster::Naive(Naive::SameMonthLastYear) => "Same month last year",
        Forecaster::Naive(Naive::SeasonalMean) => "Seasonal mean",
    }
}

/// What standard output gets.
pub fn summary_text(tested: &Tested, folder: &str, width: u16) -> String {
    let columns = usize::from(width.max(60));
    let mut text = format!("{}\n\n", tables::wrapped(&tested.scenario.title, columns));
    for sentence in finding(tested) {
        text.push_str(&tables::wrapped(&sentence, columns));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&table::text(tested, columns));
    for note in &tested.notes {
        text.push_str(&format!("\n{}\n", tables::wrapped(&format!("Note: {note}."), columns)));
    }
    let folder = folder.trim_end_matches('/');
    text.push_str(&format!(
        "\nThe full report: {folder}/report.html\nFor Excel, R or Python: {folder}/*.csv\nCharts for slides: {folder}/charts/*.png\n"
    ));
    text
}

/// Every file of the folder.
pub fn files(tested: &Tested, stamp: &Stamp) -> Vec<File> {
    let charts = charts::charts(tested);
    let figures = super::charts::figures(&charts);
    let mut files = vec![
        File::new("report.html", page::html(tested, &figures, stamp)),
        File::new("forecasts.csv", super::data::backtest::forecasts(tested)),
        File::new("scores.csv", super::data::backtest::scores(tested)),
        File::new("fitted.csv", super::data::backtest::fitted(tested)),
        File::new("summary.json", super::data::backtest::json(tested, stamp)),
    ];
    files.extend(super::charts::files(&charts, figures));
    files
}
