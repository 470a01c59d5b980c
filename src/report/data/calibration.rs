//! The files of a calibration: draws of the quantities, observations beside predictions, daily counts, and a summary.

use serde_json::json;

use super::{number, table};
use crate::model::dates::plus_days;
use crate::report::Stamp;
use crate::report::calibration::{Calibrated, findings, headline};
use crate::report::numbers::fixed;
use crate::scenario::{Bound, Span};

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// One draw a row, a column for each quantity, named by its path: what `dtoc run --posterior` takes.
pub fn posterior(calibrated: &Calibrated) -> Vec<u8> {
    let posterior = &calibrated.posterior;
    let header: Vec<&str> = posterior.quantities.iter().map(|quantity| quantity.path.as_str()).collect();
    table(&header, posterior.draws.iter().map(|draw| draw.iter().map(f64::to_string)))
}

/// One observation a row, with the quantiles of what is predicted for it.
pub fn observations(calibrated: &Calibrated) -> Vec<u8> {
    const PROBABILITIES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
    let header = [
        "measure",
        "period",
        "date",
        "value",
        "error",
        "qualifier",
        "source",
        "predicted_p025",
        "predicted_p10",
        "predicted_p25",
        "predicted_median",
        "predicted_p75",
        "predicted_p90",
        "predicted_p975",
        "share_of_predictions_below",
        "in_80_percent",
    ];
    let rows = calibrated.predicted.iter().map(|predicted| {
        let observation = &predicted.observation;
        let period = match observation.span {
            Span::Day(_) => "day",
            Span::Week(_) => "week",
            Span::Month(_) => "month",
        };
        let qualifier = match observation.bound {
            Bound::Exact => "",
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
        };
        let mut row = vec![
            observation.name.clone(),
            period.to_owned(),
            observation.span.first().to_string(),
            number(observation.value),
            number(observation.error),
            qualifier.to_owned(),
            observation.source.clone(),
        ];
        row.extend(PROBABILITIES.map(|probability| number(predicted.quantile(probability))));
        row.push(fixed(predicted.rank(), 4));
        row.push(if predicted.holds(0.8) { "yes" } else { "no" }.to_owned());
        row
    });
    table(&header, rows)
}

/// Delayed patients by day, as the fitted scenario predicts them.
pub fn daily(calibrated: &Calibrated) -> Vec<u8> {
    let probabilities = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
    let quantiles = calibrated.quantiles(probabilities);
    let header = [
        "date",
        "delayed_p025",
        "delayed_p10",
        "delayed_p25",
        "delayed_median",
        "delayed_p75",
        "delayed_p90",
        "delayed_p975",
    ];
    let start = calibrated.scenario.system.period.start;
    let rows = (0..quantiles[0].len()).map(|day| {
        let date = plus_days(start, day as i64).to_string();
        std::iter::once(date).chain(quantiles.iter().map(move |line| number(line[day]))).collect::<Vec<_>>()
    });
    table(&header, rows)
}

/// What a program needs to know of a calibration.
pub fn json(calibrated: &Calibrated, stamp: &Stamp) -> String {
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
    let waves = posterior.waves.iter().map(|wave| {
        json!({
            "points": wave.points,
            "refused": wave.refused,
            "fitted": wave.fitted,
            "agreement": wave.agreement,
            "volume": wave.volume,
        })
    });
    let option = &calibrated.scenario.system.options[calibrated.option];
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": posterior.seed },
        "scenario": {
            "id": calibrated.scenario.id, "title": calibrated.scenario.title, "hash": calibrated.scenario.hash,
        },
        "option": option.id,
        "replications": posterior.waves.iter().map(|wave| wave.points).sum::<u64>() + posterior.draws.len() as u64,
        "headline": headline(calibrated),
        "findings": findings(calibrated),
        "observations": calibrated.predicted.len(),
        "in_50_percent": calibrated.held(0.5),
        "in_80_percent": calibrated.held(0.8),
        "in_95_percent": calibrated.held(0.95),
        "quantities": quantities.collect::<Vec<_>>(),
        "waves": waves.collect::<Vec<_>>(),
        "fitted_scenario_is_accepted": calibrated.revised.is_accepted,
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
