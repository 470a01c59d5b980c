//! `forecasts.csv`, `scores.csv`, `fitted.csv` and `summary.json` of a back-test.

use serde_json::{Value, json};

use super::{number, table};
use crate::experiment::backtest::Origin;
use crate::experiment::backtest::scores::{Against, Forecast, Forecaster, LEVELS, Score};
use crate::report::Stamp;
use crate::report::backtest::{Tested, headline, title};
use crate::report::numbers::fixed;
use crate::statistics::Estimate;

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// Probabilities of the quantiles in the file of forecasts.
const QUANTILES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// One row for each origin, month and forecaster.
pub fn forecasts(tested: &Tested) -> Vec<u8> {
    let header = [
        "origin",
        "last_month_known",
        "month",
        "months_ahead",
        "forecaster",
        "p025",
        "p10",
        "p25",
        "median",
        "p75",
        "p90",
        "p975",
        "mean",
        "observed",
        "absolute_error",
        "crps",
        "in_50",
        "in_80",
        "in_95",
        "share_under_observed",
    ];
    table(&header, tested.found.forecasts.iter().map(|forecast| row(tested, forecast)))
}

fn row(tested: &Tested, forecast: &Forecast) -> Vec<String> {
    let origin = &tested.found.origins[forecast.origin];
    let ensemble = &forecast.ensemble;
    let mut row = vec![
        origin.until.to_string(),
        origin.last.to_string(),
        forecast.month.to_string(),
        forecast.ahead.to_string(),
        forecast.forecaster.id().to_owned(),
    ];
    row.extend(QUANTILES.map(|probability| number(ensemble.quantile(probability))));
    row.push(number(ensemble.mean()));
    let Some(observed) = forecast.observed else {
        row.extend(std::iter::repeat_n(String::new(), 7));
        return row;
    };
    row.extend([observed, forecast.error().unwrap_or(f64::NAN), forecast.score().unwrap_or(f64::NAN)].map(number));
    row.extend(LEVELS.map(|level| u8::from(ensemble.covers(level, observed)).to_string()));
    row.push(fixed(ensemble.share_under(observed), 6));
    row
}

/// One row for each forecaster over everything, and one for each number of months ahead and each origin.
pub fn scores(tested: &Tested) -> Vec<u8> {
    let header = [
        "forecaster",
        "origin",
        "months_ahead",
        "forecasts",
        "mean_absolute_error",
        "mean_absolute_error_lower",
        "mean_absolute_error_upper",
        "crps",
        "crps_lower",
        "crps_upper",
        "in_50",
        "in_50_lower",
        "in_50_upper",
        "in_80",
        "in_80_lower",
        "in_80_upper",
        "in_95",
        "in_95_lower",
        "in_95_upper",
        "model_less_this",
        "model_less_this_lower",
        "model_less_this_upper",
        "skill_of_model",
        "skill_of_model_lower",
        "skill_of_model_upper",
    ];
    let mut rows = Vec::new();
    for forecaster in Forecaster::ALL {
        let against = (forecaster != Forecaster::Model).then(|| tested.against(forecaster)).flatten();
        rows.extend(tested.score(forecaster).map(|score| score_row(&score, "all", "all", against.as_ref())));
        for ahead in tested.aheads() {
            let score = tested.score_ahead(forecaster, ahead);
            rows.extend(score.map(|score| score_row(&score, "all", &ahead.to_string(), None)));
        }
        for (at, origin) in tested.found.origins.iter().enumerate() {
            let score = tested.score_from(forecaster, at);
            rows.extend(score.map(|score| score_row(&score, &origin.until.to_string(), "all", None)));
        }
    }
    table(&header, rows)
}

fn score_row(score: &Score, origin: &str, ahead: &str, against: Option<&Against>) -> Vec<String> {
    let mut row =
        vec![score.forecaster.id().to_owned(), origin.to_owned(), ahead.to_owned(), score.forecasts.to_string()];
    row.extend([score.error, score.crps].iter().flat_map(|one| [one.mean, one.lower, one.upper]).map(number));
    row.extend(
        score.coverage.iter().flat_map(|share| [share.mean, share.lower, share.upper]).map(|share| fixed(share, 6)),
    );
    match against {
        Some(Against { difference, skill, .. }) => {
            row.extend([difference, skill].iter().flat_map(|one| [one.mean, one.lower, one.upper]).map(number));
        }
        None => row.extend(std::iter::repeat_n(String::new(), 6)),
    }
    row
}

/// One row for each origin and fitted quantity.
pub fn fitted(tested: &Tested) -> Vec<u8> {
    let header = ["origin", "quantity", "low", "stated", "high", "p05", "median", "p95", "deviation_against_prior"];
    let of_origin = |origin: &Origin| {
        let (until, posterior) = (origin.until.to_string(), &origin.posterior);
        let row = |(at, quantity): (usize, &crate::experiment::calibration::Quantity)| {
            let quantile = |probability| fixed(posterior.quantile(at, probability), 6);
            vec![
                until.clone(),
                quantity.path.clone(),
                quantity.low.to_string(),
                quantity.stated.to_string(),
                quantity.high.to_string(),
                quantile(0.05),
                quantile(0.5),
                quantile(0.95),
                number(posterior.narrowed(at)),
            ]
        };
        posterior.quantities.iter().enumerate().map(row).collect::<Vec<_>>()
    };
    table(&header, tested.found.origins.iter().flat_map(of_origin))
}

/// What a program needs to know of a back-test.
pub fn json(tested: &Tested, stamp: &Stamp) -> String {
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": tested.plan.plan.seed },
        "scenario": { "id": tested.scenario.id, "title": tested.scenario.title, "hash": tested.scenario.hash },
        "option": tested.option_id(),
        "measure": tested.plan.measure,
        "horizon_months": tested.plan.horizon,
        "headline": headline(tested),
        "origins": tested.found.origins.iter().map(origin).collect::<Vec<_>>(),
        "scores": Forecaster::ALL.into_iter().filter_map(|forecaster| scored(tested, forecaster)).collect::<Vec<_>>(),
        "notes": tested.notes,
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn origin(origin: &Origin) -> Value {
    let unexplained = origin.unexplained.map(|unexplained| {
        json!({
            "persistence": unexplained.persistence,
            "standard_deviation": unexplained.standard_deviation,
            "last": unexplained.last,
            "effective_draws": unexplained.effective_draws,
        })
    });
    json!({
        "until": origin.until.to_string(),
        "last_month_known": origin.last.to_string(),
        "observations_fitted": origin.fitted,
        "unexplained": unexplained,
    })
}

fn scored(tested: &Tested, forecaster: Forecaster) -> Option<Value> {
    let score = tested.score(forecaster)?;
    let against = (forecaster != Forecaster::Model).then(|| tested.against(forecaster)).flatten();
    let ends = |estimate: &Estimate| {
        let end = |end: f64| end.is_finite().then_some(end);
        json!({ "mean": estimate.mean, "lower": end(estimate.lower), "upper": end(estimate.upper) })
    };
    Some(json!({
        "forecaster": forecaster.id(),
        "title": title(forecaster),
        "forecasts": score.forecasts,
        "mean_absolute_error": ends(&score.error),
        "crps": ends(&score.crps),
        "in_50": ends(&score.coverage[0]),
        "in_80": ends(&score.coverage[1]),
        "in_95": ends(&score.coverage[2]),
        "model_less_this": against.as_ref().map(|against| ends(&against.difference)),
        "skill_of_model": against.map(|against| ends(&against.skill)),
    }))
}
