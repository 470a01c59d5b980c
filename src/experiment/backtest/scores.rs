//! Forecasts scored against what happened, and forecasters compared.

use super::naive::Naive;
use super::series::Month;
use crate::statistics::{Ensemble, Estimate, Tally, mean_difference_of_scores, wilson};

/// Probabilities of the central ranges that are scored.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// Who forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Forecaster {
    /// The fitted simulation, with the discrepancy carried on.
    Model,
    /// The fitted simulation alone.
    Simulation,
    Naive(Naive),
}

impl Forecaster {
    /// All of them, the model first.
    pub const ALL: [Self; 5] = [
        Self::Model,
        Self::Simulation,
        Self::Naive(Naive::LastValue),
        Self::Naive(Naive::SameMonthLastYear),
        Self::Naive(Naive::SeasonalMean),
    ];

    /// The name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Simulation => "simulation-alone",
            Self::Naive(Naive::LastValue) => "last-value",
            Self::Naive(Naive::SameMonthLastYear) => "same-month-last-year",
            Self::Naive(Naive::SeasonalMean) => "seasonal-mean",
        }
    }
}

/// A forecast of one month, made at an origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    pub forecaster: Forecaster,
    /// Position among the origins, which are in order.
    pub origin: usize,
    pub month: Month,
    /// Months after the last one that was known.
    pub ahead: i32,
    pub ensemble: Ensemble,
    /// What happened, where it is known.
    pub observed: Option<f64>,
}

impl Forecast {
    /// The continuous ranked probability score in its fair form, where it is known what happened.
    pub fn score(&self) -> Option<f64> {
        self.observed.map(|observed| self.ensemble.fair_crps(observed))
    }

    /// Distance of the median from what happened.
    pub fn error(&self) -> Option<f64> {
        self.observed.map(|observed| (self.ensemble.median() - observed).abs())
    }
}

/// How well a forecaster did.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub forecaster: Forecaster,
    /// Forecasts that could be scored.
    pub forecasts: u64,
    /// Distances of the medians from what happened.
    pub error: Tally,
    /// Continuous ranked probability scores.
    pub crps: Tally,
    /// For each of [`LEVELS`]: how many forecasts had what happened in their range, as a share.
    pub coverage: [Estimate; 3],
}

/// The score of a forecaster over these of its forecasts that it is known the outcome of; `None` where there is none.
pub fn score<'f>(forecaster: Forecaster, forecasts: impl Iterator<Item = &'f Forecast>) -> Option<Score> {
    let (mut error, mut crps, mut covered) = (Tally::new(), Tally::new(), [0_u64; 3]);
    for forecast in forecasts.filter(|forecast| forecast.forecaster == forecaster) {
        let Some(observed) = forecast.observed else { continue };
        error.record((forecast.ensemble.median() - observed).abs());
        crps.record(forecast.ensemble.fair_crps(observed));
        for (covered, level) in covered.iter_mut().zip(LEVELS) {
            *covered += u64::from(forecast.ensemble.covers(level, observed));
        }
    }
    let forecasts = error.observations();
    let coverage = covered.map(|covered| wilson(covered, forecasts, 0.95));
    (forecasts > 0).then_some(Score { forecaster, forecasts, error, crps, coverage })
}

/// The model against another forecaster, on the forecasts that both made.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    pub other: Forecaster,
    /// Origins with forecasts of both.
    pub origins: usize,
    /// Score of the model less that of the other, averaged over the months of each origin and then over origins; below 0 where the
    /// model is better.
    pub difference: Estimate,
    /// Mean score of the model over the forecasts that both made.
    pub of_model: f64,
    /// That of the other over the same.
    pub of_other: f64,
    /// Share of the other's score that the model saves: 0.2 is a fifth.
    pub skill: f64,
}

/// The model against another. `overlap` says with how many later origins the window of one overlaps, at most.
pub fn against(other: Forecaster, forecasts: &[Forecast], origins: usize, overlap: usize) -> Option<Against> {
    let (mut differences, mut of_model, mut of_other) = (Vec::new(), Tally::new(), Tally::new());
    for origin in 0..origins {
        let mut own = Tally::new();
        let here = |who: Forecaster| forecasts.iter().filter(move |one| one.origin == origin && one.forecaster == who);
        for model in here(Forecaster::Model) {
            let Some(rival) = here(other).find(|rival| rival.month == model.month) else { continue };
            if let (Some(score), Some(other_score)) = (model.score(), rival.score()) {
                own.record(score - other_score);
                of_model.record(score);
                of_other.record(other_score);
            }
        }
        if !own.is_empty() {
            differences.push(own.mean());
        }
    }
    (!differences.is_empty()).then(|| Against {
        other,
        origins: differences.len(),
        difference: mean_difference_of_scores(&differences, overlap),
        of_model: of_model.mean(),
        of_other: of_other.mean(),
        skill: 1.0 - of_model.mean() / of_other.mean(),
    })
}

impl Against {
    /// Whether the model is better by more than chance where `comparisons` are made at once: 19 times in 20 none of them is wrong.
    ///
    /// Source: the inequality of Bonferroni; O. J. Dunn, "Multiple comparisons among means", Journal of the American Statistical
    /// Association 56 (1961), 52-64.
    pub fn is_surely_better(&self, comparisons: usize) -> bool {
        // Any numbers will do: only the ratio of Student's deviates for as many origins is taken from them.
        let any: Tally = (0..self.origins).map(|number| number as f64).collect();
        let level = 1.0 - 0.05 / comparisons.max(1) as f64;
        let wider = any.estimate_at(level).half_width() / any.estimate_at(0.95).half_width();
        self.difference.mean + wider * self.difference.half_width() < 0.0
    }
}

/// With how many later origins the window of one overlaps, at most. Origins by the last month known at each, in order.
pub fn overlap(last_months: &[Month], horizon: i32) -> usize {
    let later =
        |(at, last): (usize, &Month)| last_months[at + 1..].iter().filter(|other| other.since(*last) < horizon).count();
    last_months.iter().enumerate().map(later).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dates::date;

    fn month(number: i32) -> Month {
        Month::of(date(2012, 1, 1).unwrap()).plus(number)
    }

    fn forecast(forecaster: Forecaster, origin: usize, ahead: i32, members: &[f64], observed: f64) -> Forecast {
        let ensemble = Ensemble::new(members.to_vec()).unwrap();
        let month = month(origin as i32 * 6 + ahead);
        Forecast { forecaster, origin, month, ahead, ensemble, observed: Some(observed) }
    }

    #[test]
    fn a_score_sums_up_the_forecasts_of_one_forecaster() {
        let wide: Vec<f64> = (0..=100).map(f64::from).collect();
        let last = Forecaster::Naive(Naive::LastValue);
        let forecasts = [
            forecast(Forecaster::Model, 0, 1, &wide, 50.0),
            forecast(Forecaster::Model, 0, 2, &wide, 80.0),
            forecast(last, 0, 1, &wide, 1_000.0),
            Forecast { observed: None, ..forecast(Forecaster::Model, 0, 3, &wide, 0.0) },
        ];
        let found = score(Forecaster::Model, forecasts.iter()).unwrap();
        assert_eq!((found.forecasts, found.error.mean()), (2, 15.0));
        assert_eq!(found.coverage.map(|share| share.mean), [0.5, 1.0, 1.0]);
        assert!(score(Forecaster::Simulation, forecasts.iter()).is_none());
    }

    #[test]
    fn forecasters_are_compared_on_what_both_forecast() {
        let last = Forecaster::Naive(Naive::LastValue);
        let forecasts = [
            forecast(Forecaster::Model, 0, 1, &[9.0, 11.0], 10.0),
            forecast(last, 0, 1, &[12.0, 14.0], 10.0),
            // Of the second month the other says nothing.
            forecast(Forecaster::Model, 0, 2, &[90.0, 110.0], 10.0),
            forecast(Forecaster::Model, 1, 1, &[9.0, 11.0], 10.0),
            forecast(last, 1, 1, &[14.0, 16.0], 10.0),
        ];
        let found = against(last, &forecasts, 2, 0).unwrap();
        // Fair scores of two members: the mean distance less half of the distance of the two, 1 - 1, 3 - 1 and 5 - 1.
        assert_eq!((found.origins, found.difference.mean, found.skill), (2, -3.0, 1.0));
        // What the other says nothing of counts for neither.
        assert_eq!((found.of_model, found.of_other), (0.0, 3.0));
        assert!(found.difference.contains(0.0), "two origins tell little");
        assert!(against(Forecaster::Simulation, &forecasts, 2, 0).is_none());
    }

    #[test]
    fn several_comparisons_at_once_need_more() {
        let difference = |scores: &[f64]| Against {
            other: Forecaster::Simulation,
            origins: scores.len(),
            difference: mean_difference_of_scores(scores, 0),
            of_model: 1.0,
            of_other: 2.0,
            skill: 0.5,
        };
        // Student's deviates with 4 degrees of freedom: 2.776 for one comparison, 3.961 for three; here the mean is 3.3 errors.
        let error = (2.5_f64 / 5.0).sqrt();
        let five = difference(&[-2.0, -1.0, 0.0, 1.0, 2.0].map(|score| score - 3.3 * error));
        assert!(five.is_surely_better(1) && !five.is_surely_better(3), "{five:?}");
        assert!(!difference(&[-9.0]).is_surely_better(1));
    }

    #[test]
    fn windows_overlap_with_the_origins_inside_them() {
        let every = |months: i32| (0..5).map(|at| month(at * months)).collect::<Vec<_>>();
        assert_eq!([6, 3, 2].map(|months| overlap(&every(months), 6)), [0, 1, 2]);
        assert_eq!(overlap(&[], 6), 0);
    }
}
