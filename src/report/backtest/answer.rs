//! What was found, and what can be read off it.

use crate::experiment::backtest::naive::Naive;
use crate::experiment::backtest::scores::{Against, Forecast, Forecaster, Score, against, overlap, score};
use crate::experiment::backtest::series::Month;
use crate::experiment::backtest::{Backtest, Backtested};
use crate::scenario::Scenario;

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

    /// Every forecaster with a score over all its forecasts and, but for the model itself, the model against it.
    pub fn scores(&self) -> Vec<(Score, Option<Against>)> {
        let scored = |forecaster| Some((self.score(forecaster)?, self.against(forecaster)));
        Forecaster::ALL.into_iter().filter_map(scored).collect()
    }

    /// The score of a forecaster over all its forecasts.
    pub fn score(&self, forecaster: Forecaster) -> Option<Score> {
        self.score_of(forecaster, |_| true)
    }

    /// The same so many months ahead.
    pub fn score_ahead(&self, forecaster: Forecaster, ahead: i32) -> Option<Score> {
        self.score_of(forecaster, |forecast| forecast.ahead == ahead)
    }

    /// The same from one origin.
    pub fn score_from(&self, forecaster: Forecaster, origin: usize) -> Option<Score> {
        self.score_of(forecaster, |forecast| forecast.origin == origin)
    }

    fn score_of(&self, forecaster: Forecaster, is_meant: impl Fn(&Forecast) -> bool) -> Option<Score> {
        score(forecaster, self.found.forecasts.iter().filter(|forecast| is_meant(forecast)), self.overlap())
    }

    /// The model against another forecaster, over all origins; none against itself.
    pub fn against(&self, other: Forecaster) -> Option<Against> {
        let compare = || against(other, &self.found.forecasts, self.found.origins.len(), self.overlap());
        (other != Forecaster::Model).then(compare).flatten()
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
