//! The forecast of the model: simulated futures, and the discrepancy carried on from the months that are known.

use serde::Serialize;

use super::discrepancy::{Discrepancy, Scaled, shares};
use super::series::{Month, Series};
use crate::random::Key;
use crate::statistics::Ensemble;

/// Futures of the discrepancy, over all draws of the quantities.
const FUTURES: usize = 2_000;

/// What one draw of the fitted quantities gives: for each simulated month its mean over chance, and single replications.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    pub mean: Series,
    pub replications: Vec<Series>,
}

impl Draw {
    /// Of the replications of a draw.
    pub fn of(replications: Vec<Series>) -> Self {
        let count = replications.len() as f64;
        let months = replications.first().into_iter().flat_map(Series::iter).map(|(month, _)| month);
        let mean =
            months.map(|month| (month, replications.iter().filter_map(|one| one.get(month)).sum::<f64>() / count));
        Self { mean: mean.collect(), replications }
    }
}

/// What the draws leave unexplained, averaged over them with their weights.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Unexplained {
    /// Share of a difference that is left after a month.
    pub persistence: f64,
    /// Of the difference in any month.
    pub standard_deviation: f64,
    /// In the last month that is known.
    pub last: f64,
    /// As many draws of equal weight would tell as much: one over the sum of the squared weights.
    pub effective_draws: f64,
}

/// Forecasts for some months.
#[derive(Clone, Debug)]
pub struct Forecasts {
    /// For each month: simulation and discrepancy together.
    pub model: Vec<Option<Ensemble>>,
    /// For each month: what the simulation alone says, patients' chance included.
    pub simulation: Vec<Option<Ensemble>>,
    pub unexplained: Option<Unexplained>,
}

/// Forecasts the months from the draws and what is `known` at the origin.
///
/// For each draw the differences between the known months and its mean are taken, and carried on as [`Discrepancy`] has it. The
/// chance of patients is part of them, so it is not added again. Draws whose differences are the likelier have the more futures: the
/// fit before takes chance alone for what moves the count, and leaves draws that lie far from it for years. A count is never negative.
pub fn forecasts(draws: &[Draw], known: &Series, months: &[Month], key: Key) -> Forecasts {
    let explained: Vec<Explained> =
        (0..).zip(draws).filter_map(|(number, draw)| explained(number, draw, known)).collect();
    let weights = shares(&explained.iter().map(|one| one.discrepancy.evidence()).collect::<Vec<Scaled>>());
    let mut members: Vec<Vec<f64>> = vec![Vec::new(); months.len()];
    for (one, futures) in explained.iter().zip(resampled(&weights)) {
        for future in 0..futures {
            let path = one.discrepancy.path(months, key.child(one.number).child(future));
            for ((month, members), difference) in months.iter().zip(&mut members).zip(path) {
                members.extend(one.draw.mean.get(*month).map(|mean| (mean + difference).max(0.0)));
            }
        }
    }
    let simulated = |month: &Month| {
        let values = draws.iter().flat_map(|draw| &draw.replications).filter_map(|one| one.get(*month));
        Ensemble::new(values.collect())
    };
    Forecasts {
        model: members.into_iter().map(Ensemble::new).collect(),
        simulation: months.iter().map(simulated).collect(),
        unexplained: unexplained(&explained, &weights),
    }
}

/// A draw and what it leaves unexplained.
struct Explained<'d> {
    number: u64,
    draw: &'d Draw,
    differences: Series,
    discrepancy: Discrepancy,
}

fn explained<'d>(number: u64, draw: &'d Draw, known: &Series) -> Option<Explained<'d>> {
    let difference = |(month, value): (Month, f64)| Some((month, value - draw.mean.get(month)?));
    let differences: Series = known.iter().filter_map(difference).collect();
    let discrepancy = Discrepancy::of(&differences)?;
    Some(Explained { number, draw, differences, discrepancy })
}

/// How many of the futures each draw has: as its weight says, but for less than one.
///
/// Source: systematic resampling; G. Kitagawa, "Monte Carlo filter and smoother for non-Gaussian nonlinear state space models", Journal
/// of Computational and Graphical Statistics 5 (1996), 1-25.
fn resampled(weights: &[f64]) -> Vec<u64> {
    let (mut sum, mut taken) = (0.0, 0);
    let share = |weight: &f64| {
        sum += weight * FUTURES as f64;
        let upto = ((sum + 0.5).floor().max(0.0) as u64).max(taken);
        let futures = upto - taken;
        taken = upto;
        futures
    };
    weights.iter().map(share).collect()
}

fn unexplained(explained: &[Explained], weights: &[f64]) -> Option<Unexplained> {
    let mean =
        |of: &dyn Fn(&Explained) -> f64| explained.iter().zip(weights).map(|(one, weight)| weight * of(one)).sum();
    (!explained.is_empty()).then(|| Unexplained {
        persistence: mean(&|one| one.discrepancy.mean_persistence()),
        standard_deviation: mean(&|one| one.discrepancy.standard_deviation(one.differences.len())),
        last: mean(&|one| one.differences.last().map_or(f64::NAN, |(_, difference)| difference)),
        effective_draws: 1.0 / weights.iter().map(|weight| weight * weight).sum::<f64>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dates::date;

    fn month(number: i32) -> Month {
        Month::of(date(2012, 1, 1).unwrap()).plus(number)
    }

    fn series(months: i32, value: impl Fn(i32) -> f64) -> Series {
        (0..months).map(|at| (month(at), value(at))).collect()
    }

    #[test]
    fn a_forecast_begins_where_the_count_is_and_returns_to_what_the_model_expects() {
        // The model expects 100 throughout; what is observed wanders about it slowly, and ends 20 above.
        let draws = vec![Draw::of(vec![series(60, |_| 98.0), series(60, |_| 102.0)]); 20];
        let known = series(36, |at| 100.0 + 20.0 * (f64::from(35 - at) / 6.0).cos());
        let months: Vec<Month> = [36, 59].map(month).into();
        let found = forecasts(&draws, &known, &months, Key::root(1));
        let median = |at: usize| found.model[at].as_ref().unwrap().median();
        assert!((median(0) - 120.0).abs() < 4.0, "{}", median(0));
        assert!((median(1) - 100.0).abs() < 16.0 && median(1) < median(0) - 5.0, "{}", median(1));
        assert_eq!(found.simulation[0].as_ref().unwrap().central(0.95), (98.0, 102.0));
        let unexplained = found.unexplained.unwrap();
        assert!(unexplained.persistence > 0.8 && (unexplained.last - 20.0).abs() < 1e-9, "{unexplained:?}");
    }

    #[test]
    fn draws_that_explain_the_past_have_the_futures() {
        let far = Draw::of(vec![series(60, |_| 160.0)]);
        let near = Draw::of(vec![series(60, |_| 100.0)]);
        let known = series(36, |at| 100.0 + f64::from(at * 7 % 11) - 5.0);
        let found = forecasts(&[far, near], &known, &[month(40)], Key::root(1));
        let forecast = found.model[0].as_ref().unwrap();
        assert!(
            (forecast.median() - 100.0).abs() < 2.0 && forecast.members().len() == FUTURES,
            "{}",
            forecast.median()
        );
        assert!(found.unexplained.unwrap().effective_draws < 1.01);
        assert_eq!(resampled(&[0.25, 0.5, 0.0, 0.25]), [500, 1_000, 0, 500]);
        assert_eq!(resampled(&[1.0 / 3.0; 3]).iter().sum::<u64>(), FUTURES as u64);
    }

    #[test]
    fn what_the_model_foresees_moves_the_forecast() {
        let draws = vec![Draw::of(vec![series(60, |at| if at < 36 { 100.0 } else { 60.0 })]); 5];
        let known = series(36, |at| 100.0 + f64::from(at % 5));
        let found = forecasts(&draws, &known, &[month(37)], Key::root(1));
        let median = found.model[0].as_ref().unwrap().median();
        assert!((median - 62.0).abs() < 4.0, "{median}");
    }

    #[test]
    fn without_a_past_there_is_no_forecast_but_what_is_simulated() {
        let draws = [Draw::of(vec![series(60, |_| 98.0)])];
        let found = forecasts(&draws, &Series::default(), &[month(3)], Key::root(1));
        assert!(found.model[0].is_none() && found.simulation[0].is_some() && found.unexplained.is_none());
    }
}
