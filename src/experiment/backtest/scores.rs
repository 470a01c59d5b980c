//! Forecasts scored against what happened, and forecasters compared.

use serde::Serialize;

use super::naive::Naive;
use super::series::Month;
use crate::statistics::{Ensemble, Estimate, Tally, mean_difference_of_scores, wilson};
use std::collections::BTreeMap;

/// Probabilities of the central ranges that are scored.
pub const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

/// Who forecasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// The continuous ranked probability score, where it is known what happened. What is simulated is a sample of a forecast, and has
    /// the score of what it is a sample of, the fair one; a naive forecast is all there is of it.
    pub fn score(&self) -> Option<f64> {
        let observed = self.observed?;
        Some(match self.forecaster {
            Forecaster::Model | Forecaster::Simulation => self.ensemble.fair_crps(observed),
            Forecaster::Naive(_) => self.ensemble.crps(observed),
        })
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
    /// Distance of the median from what happened.
    pub error: Estimate,
    /// Continuous ranked probability score.
    pub crps: Estimate,
    /// For each of [`LEVELS`]: how many forecasts had what happened in their range, as a share.
    pub coverage: [Estimate; 3],
}

/// The score of a forecaster over these of its forecasts that it is known the outcome of; `None` where there is none. `overlap` says
/// with how many later origins the window of one overlaps, at most.
pub fn score<'f>(
    forecaster: Forecaster,
    forecasts: impl Iterator<Item = &'f Forecast>,
    overlap: usize,
) -> Option<Score> {
    let (mut errors, mut scores, mut covered) = (Vec::new(), Vec::new(), [0_u64; 3]);
    for forecast in forecasts.filter(|forecast| forecast.forecaster == forecaster) {
        let (Some(observed), Some(error), Some(score)) = (forecast.observed, forecast.error(), forecast.score()) else {
            continue;
        };
        errors.push((forecast.origin, error));
        scores.push((forecast.origin, score));
        for (covered, level) in covered.iter_mut().zip(LEVELS) {
            *covered += u64::from(forecast.ensemble.covers(level, observed));
        }
    }
    let forecasts = errors.len() as u64;
    (forecasts > 0).then(|| Score {
        forecaster,
        forecasts,
        error: not_negative(over_origins(&errors, overlap)),
        crps: not_negative(over_origins(&scores, overlap)),
        coverage: covered.map(|covered| wilson(covered, forecasts, 0.95)),
    })
}

/// With few origins an interval may reach below what a distance can be.
fn not_negative(estimate: Estimate) -> Estimate {
    Estimate { lower: estimate.lower.max(0.0), ..estimate }
}

/// The mean of numbers, each with its origin, and an interval that takes every origin for one observation: forecasts from one origin
/// fail together. Origins with more numbers count for more.
///
/// Source: the ratio estimator of cluster sampling, linearised (W. G. Cochran, Sampling Techniques, 1977, chapter 9A): each origin
/// stands for the mean and what its numbers add to it.
fn over_origins(numbers: &[(usize, f64)], overlap: usize) -> Estimate {
    let mean = numbers.iter().map(|(_, number)| number).sum::<f64>() / numbers.len() as f64;
    let mut of_origin: BTreeMap<usize, f64> = BTreeMap::new();
    for (origin, number) in numbers {
        *of_origin.entry(*origin).or_default() += number - mean;
    }
    let share = of_origin.len() as f64 / numbers.len() as f64;
    let each: Vec<f64> = of_origin.values().map(|more| mean + more * share).collect();
    mean_difference_of_scores(&each, overlap)
}

/// The model against another forecaster, on the forecasts that both made.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    pub other: Forecaster,
    /// Origins with forecasts of both.
    pub origins: usize,
    /// Score of the model less that of the other; below 0 where the model is better.
    pub difference: Estimate,
    /// Mean score of the model over the forecasts that both made.
    pub of_model: f64,
    /// That of the other over the same.
    pub of_other: f64,
    /// Share of the other's score that the model saves: 0.2 is a fifth.
    pub skill: Estimate,
}

/// The model against another. `overlap` says with how many later origins the window of one overlaps, at most.
pub fn against(other: Forecaster, forecasts: &[Forecast], origins: usize, overlap: usize) -> Option<Against> {
    let mut pairs: Vec<(usize, f64, f64)> = Vec::new();
    for origin in 0..origins {
        let here = |who: Forecaster| forecasts.iter().filter(move |one| one.origin == origin && one.forecaster == who);
        for model in here(Forecaster::Model) {
            let Some(rival) = here(other).find(|rival| rival.month == model.month) else { continue };
            if let (Some(score), Some(other_score)) = (model.score(), rival.score()) {
                pairs.push((origin, score, other_score));
            }
        }
    }
    let mean = |of: &dyn Fn(&(usize, f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / pairs.len() as f64;
    let (of_model, of_other) = (mean(&|pair| pair.1), mean(&|pair| pair.2));
    // Against a forecaster that is never wrong, or on no forecast at all, there is no share to save.
    if pairs.is_empty() || of_other <= 0.0 {
        return None;
    }
    let estimate = |of: &dyn Fn(&(usize, f64, f64)) -> f64| {
        over_origins(&pairs.iter().map(|pair| (pair.0, of(pair))).collect::<Vec<_>>(), overlap)
    };
    // A ratio of means scatters as what is left over of it does, over the mean below (Cochran, section 6.3).
    let ratio = of_model / of_other;
    let saved = estimate(&|pair| (ratio * pair.2 - pair.1) / of_other);
    let by = 1.0 - ratio - saved.mean;
    let mut with_one: Vec<usize> = pairs.iter().map(|pair| pair.0).collect();
    with_one.dedup();
    Some(Against {
        other,
        origins: with_one.len(),
        difference: estimate(&|pair| pair.1 - pair.2),
        of_model,
        of_other,
        skill: Estimate { mean: 1.0 - ratio, lower: saved.lower + by, upper: saved.upper + by, ..saved },
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
        let found = score(Forecaster::Model, forecasts.iter(), 0).unwrap();
        assert_eq!((found.forecasts, found.error.mean), (2, 15.0));
        assert_eq!(found.coverage.map(|share| share.mean), [0.5, 1.0, 1.0]);
        assert!(score(Forecaster::Simulation, forecasts.iter(), 0).is_none());
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
        // Two members that are a sample: the mean distance less half of the distance of the two, 1 - 1. Two that are all there is:
        // less a quarter of it, 3 - 1/2 and 5 - 1/2.
        assert_eq!((found.origins, found.difference.mean, found.skill.mean), (2, -3.5, 1.0));
        // What the other says nothing of counts for neither.
        assert_eq!((found.of_model, found.of_other), (0.0, 3.5));
        assert!(found.difference.contains(0.0), "two origins tell little");
        assert!(against(Forecaster::Simulation, &forecasts, 2, 0).is_none());
    }

    #[test]
    fn a_share_that_is_saved_everywhere_is_sure() {
        let last = Forecaster::Naive(Naive::LastValue);
        let month = |origin: usize, ahead: i32, miss: f64| {
            let model = forecast(Forecaster::Model, origin, ahead, &[10.0 + miss, 10.0 + miss], 10.0);
            [model, forecast(last, origin, ahead, &[10.0 + 2.0 * miss], 10.0)]
        };
        let even: Vec<Forecast> = [month(0, 1, 1.0), month(0, 2, 4.0), month(1, 1, 2.0)].concat();
        let found = against(last, &even, 2, 0).unwrap();
        assert_eq!((found.skill.mean, found.skill.half_width()), (0.5, 0.0));
        // Not so where it saves more from one origin than from the other.
        let lost = [forecast(Forecaster::Model, 2, 1, &[19.0, 19.0], 10.0), forecast(last, 2, 1, &[12.0], 10.0)];
        let found = against(last, &[even.as_slice(), &lost].concat(), 3, 0).unwrap();
        assert!((found.skill.mean - (1.0 - 16.0 / 16.0)).abs() < 1e-12 && found.skill.half_width() > 0.1, "{found:?}");
        // A forecaster that is never wrong leaves nothing to save.
        assert!(against(last, &month(0, 1, 0.0), 1, 0).is_none());
    }

    #[test]
    fn numbers_of_equal_origins_have_the_interval_of_the_means_of_origins() {
        let numbers = [(0, 1.0), (0, 3.0), (1, 4.0), (1, 6.0), (4, 2.0), (4, 8.0)];
        let (found, means) = (over_origins(&numbers, 0), mean_difference_of_scores(&[2.0, 5.0, 5.0], 0));
        assert!((found.mean - 4.0).abs() < 1e-12 && (found.half_width() - means.half_width()).abs() < 1e-9);
        // An origin with a single number counts for less than one with three.
        let uneven = over_origins(&[(0, 1.0), (0, 1.0), (0, 1.0), (1, 5.0)], 0);
        assert_eq!(uneven.mean, 2.0);
        // The two stand for 2 - 3 / 2 and 2 + 3 / 2: their standard error is 1.5, Student's deviate 12.706.
        assert!((uneven.half_width() - 12.706 * 1.5).abs() < 0.001, "{uneven:?}");
        assert!(over_origins(&[(3, 1.0)], 0).half_width().is_infinite());
    }

    #[test]
    fn several_comparisons_at_once_need_more() {
        let difference = |scores: &[f64]| Against {
            other: Forecaster::Simulation,
            origins: scores.len(),
            difference: mean_difference_of_scores(scores, 0),
            of_model: 1.0,
            of_other: 2.0,
            skill: Estimate { mean: 0.5, ..mean_difference_of_scores(scores, 0) },
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
