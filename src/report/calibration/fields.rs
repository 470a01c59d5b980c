//! The tables of a calibration for spreadsheets and programs, and the values in its summary.

use super::answer::Calibrated;
use crate::experiment::calibration::{Predicted, Wave};
use crate::model::dates::plus_days;
use crate::report::sheets::{Datum, Fields, QUANTILES, Sheets};
use crate::scenario::{Bound, Span};
use serde_json::{Value, json};

/// One draw a row, a column for each quantity, named by its path: what `dtoc run --posterior` takes.
pub fn posterior(calibrated: &Calibrated, sheets: &mut dyn Sheets) {
    let posterior = &calibrated.posterior;
    Fields::<&Vec<f64>>::default()
        .fields(posterior.quantities.iter().map(|quantity| &quantity.path), |draw| {
            draw.iter().copied().map(Datum::Exact).collect()
        })
        .write(
            sheets,
            "posterior",
            "draws of the fitted quantities, which dtoc run takes with --posterior",
            &posterior.draws,
        );
}

/// One observation a row, with the quantiles of what is predicted for it.
pub fn observations(calibrated: &Calibrated, sheets: &mut dyn Sheets) {
    Fields::<&Predicted>::default()
        .field("measure", |predicted| &predicted.observation.name)
        .field("period", |predicted| match predicted.observation.span {
            Span::Day(_) => "day",
            Span::Week(_) => "week",
            Span::Month(_) => "month",
        })
        .field("date", |predicted| predicted.observation.span.first())
        .field("value", |predicted| Datum::number(predicted.observation.value))
        .field("error", |predicted| Datum::number(predicted.observation.error))
        .field("qualifier", |predicted| match predicted.observation.bound {
            Bound::Exact => "",
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        })
        .field("source", |predicted| &predicted.observation.source)
        .quantiles("predicted_", |predicted, probability| predicted.quantile(probability))
        .field("share_of_predictions_below", |predicted| Datum::Number(predicted.rank(), 4))
        .field("in_80_percent", |predicted| if predicted.holds(0.8) { "yes" } else { "no" })
        .write(sheets, "observations", "what was observed, and what is predicted for it", &calibrated.predicted);
}

/// Delayed patients by day, as the fitted scenario predicts them.
pub fn daily(calibrated: &Calibrated, sheets: &mut dyn Sheets) {
    let quantiles = calibrated.quantiles(QUANTILES.map(|(_, probability)| probability));
    let start = calibrated.scenario.system.period.start;
    Fields::<usize>::default()
        .field("date", |day| plus_days(start, *day as i64))
        .fields(QUANTILES.map(|(name, _)| format!("delayed_{name}")), |day| {
            quantiles.iter().map(|line| Datum::number(line[*day])).collect()
        })
        .write(sheets, "daily", "delayed patients of every day, as predicted", 0..quantiles[0].len());
}

/// The fitted quantities in the summary.
pub fn quantities(calibrated: &Calibrated) -> Vec<Value> {
    let posterior = &calibrated.posterior;
    let quantities = posterior.quantities.iter().enumerate().map(|(at, quantity)| {
        json!({
            "path": quantity.path,
            "stated": quantity.stated,
            "low": quantity.low,
            "high": quantity.high,
            "median": posterior.quantile(at, 0.5),
            "lower": posterior.quantile(at, 0.05),
            "upper": posterior.quantile(at, 0.95),
            "spread_left": posterior.narrowed(at),
        })
    });
    quantities.collect()
}

/// A wave of the fit in the summary.
pub fn wave(wave: &Wave) -> Value {
    json!({
        "points": wave.points,
        "refused": wave.refused,
        "fitted": wave.fitted,
        "agreement": wave.agreement,
        "volume": wave.volume,
    })
}
