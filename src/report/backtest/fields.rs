//! The tables of a back-test for spreadsheets and programs, and the values in its summary.

use super::answer::{Tested, title};
use crate::experiment::backtest::Origin;
use crate::experiment::backtest::scores::{Against, Forecast, LEVELS, Score};
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::report::told::interval;
use serde_json::{Value, json};

/// One row for each origin, month and forecaster.
pub fn forecasts(tested: &Tested, sheets: &mut dyn Sheets) {
    let origin = |forecast: &Forecast| &tested.found.origins[forecast.origin];
    Fields::<&Forecast>::default()
        .field("origin", |forecast| origin(forecast).until)
        .field("last_month_known", |forecast| origin(forecast).last.to_string())
        .field("month", |forecast| forecast.month.to_string())
        .field("months_ahead", |forecast| forecast.ahead.to_string())
        .field("forecaster", |forecast| forecast.forecaster.id())
        .quantiles("", |forecast, probability| forecast.ensemble.quantile(probability))
        .field("mean", |forecast| Datum::number(forecast.ensemble.mean()))
        .field("observed", |forecast| forecast.observed.map(Datum::number))
        .field("absolute_error", |forecast| forecast.error().map(Datum::number))
        .field("crps", |forecast| forecast.score().map(Datum::number))
        .fields(["in_50", "in_80", "in_95"], |forecast| {
            let covers = |observed| LEVELS.map(|level| u64::from(forecast.ensemble.covers(level, observed)).into());
            forecast.observed.map_or_else(Vec::new, |observed| covers(observed).to_vec())
        })
        .field("share_under_observed", |forecast| {
            forecast.observed.map(|observed| Datum::share(forecast.ensemble.share_under(observed)))
        })
        .write(sheets, "forecasts", "every forecast, and what happened", &tested.found.forecasts);
}

/// A row of the table of scores: the origin and the months ahead that it is about, and the scores.
type Scored = (String, String, Score, Option<Against>);

/// One row for each forecaster over everything, and one for each number of months ahead and each origin.
pub fn scores(tested: &Tested, sheets: &mut dyn Sheets) {
    let mut rows: Vec<Scored> = Vec::new();
    let all = || "all".to_owned();
    for (score, against) in tested.scores() {
        let forecaster = score.forecaster;
        rows.push((all(), all(), score, against));
        for ahead in tested.aheads() {
            let score = tested.score_ahead(forecaster, ahead);
            rows.extend(score.map(|score| (all(), ahead.to_string(), score, None)));
        }
        for (at, origin) in tested.found.origins.iter().enumerate() {
            let score = tested.score_from(forecaster, at);
            rows.extend(score.map(|score| (origin.until.to_string(), all(), score, None)));
        }
    }
    let covered = |at: usize| move |(_, _, score, _): &Scored| Some(score.coverage[at]);
    Fields::<Scored>::default()
        .field("forecaster", |(_, _, score, _)| score.forecaster.id())
        .field("origin", |(origin, ..)| origin.clone())
        .field("months_ahead", |(_, ahead, ..)| ahead.clone())
        .field("forecasts", |(_, _, score, _)| score.forecasts)
        .interval("mean_absolute_error", Datum::number, |(_, _, score, _)| Some(score.error))
        .interval("crps", Datum::number, |(_, _, score, _)| Some(score.crps))
        .interval("in_50", Datum::share, covered(0))
        .interval("in_80", Datum::share, covered(1))
        .interval("in_95", Datum::share, covered(2))
        .interval("model_less_this", Datum::number, |(.., against)| Some(against.as_ref()?.difference))
        .interval("skill_of_model", Datum::number, |(.., against)| Some(against.as_ref()?.skill))
        .write(sheets, "scores", "the scores of every forecaster, by origin and by months ahead", rows);
}

/// One row for each origin and fitted quantity.
pub fn fitted(tested: &Tested, sheets: &mut dyn Sheets) {
    let quantities = |origin: &Origin| origin.posterior.quantities.len();
    let origins = tested.found.origins.iter();
    let rows = origins.flat_map(|origin| (0..quantities(origin)).map(move |at| (origin, at)));
    let quantile = |probability: f64| {
        move |(origin, at): &(&Origin, usize)| Datum::share(origin.posterior.quantile(*at, probability))
    };
    Fields::<(&Origin, usize)>::default()
        .field("origin", |(origin, _)| origin.until)
        .field("quantity", |(origin, at)| &origin.posterior.quantities[*at].path)
        .field("low", |(origin, at)| Datum::Exact(origin.posterior.quantities[*at].low))
        .field("stated", |(origin, at)| Datum::Exact(origin.posterior.quantities[*at].stated))
        .field("high", |(origin, at)| Datum::Exact(origin.posterior.quantities[*at].high))
        .field("p05", quantile(0.05))
        .field("median", quantile(0.5))
        .field("p95", quantile(0.95))
        .field("deviation_against_prior", |(origin, at)| Datum::number(origin.posterior.narrowed(*at)))
        .write(sheets, "fitted", "what was fitted at each origin", rows);
}

/// An origin in the summary.
pub fn origin(origin: &Origin) -> Value {
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

/// The scores of a forecaster in the summary.
pub fn scored((score, against): &(Score, Option<Against>)) -> Value {
    json!({
        "forecaster": score.forecaster.id(),
        "title": title(score.forecaster),
        "forecasts": score.forecasts,
        "mean_absolute_error": interval(&score.error),
        "crps": interval(&score.crps),
        "in_50": interval(&score.coverage[0]),
        "in_80": interval(&score.coverage[1]),
        "in_95": interval(&score.coverage[2]),
        "model_less_this": against.as_ref().map(|against| interval(&against.difference)),
        "skill_of_model": against.as_ref().map(|against| interval(&against.skill)),
    })
}
