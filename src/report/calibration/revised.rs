//! The scenario with the fitted values, as a file that extends the original.

use crate::experiment::calibration::Posterior;
use crate::scenario::{Assumption, Draft, Revision, Scenario, shares_making_room};

/// What the file is called.
pub const NAME: &str = "calibrated.toml";

/// The scenario with the fitted values.
#[derive(Clone, Debug, PartialEq)]
pub struct Revised {
    /// The text of the file.
    pub text: String,
    /// The fitted values, rounded, in the order of the quantities.
    pub values: Vec<f64>,
    /// Whether the scenario accepts these values, which are rounded, together.
    pub is_accepted: bool,
}

/// The scenario of a draft with the likeliest draw of a posterior for its quantities, and as their ranges 90 % intervals, widened to
/// that draw where it lies outside. `name` is that by which the new file extends it.
pub fn revised(scenario: &Scenario, posterior: &Posterior, draft: &Draft, name: &str) -> Revised {
    let at = |quantity: usize, probability: f64| posterior.quantile(quantity, probability);
    let width = |quantity: usize| at(quantity, 0.95) - at(quantity, 0.05);
    let likeliest = posterior.values(posterior.likeliest).into_iter().enumerate();
    let likeliest: Vec<(String, f64)> =
        likeliest.map(|(quantity, (path, value))| (path, rounded(value, width(quantity)))).collect();
    let accepted = draft.check(&likeliest);
    let is_accepted = accepted.is_ok();
    let used = |(path, value): &(String, f64)| {
        // Whole where the scenario wants a whole number.
        let logged = accepted.as_ref().ok().and_then(|one| one.assumptions.iter().find(|other| other.path == *path));
        logged.and_then(|one| one.number).unwrap_or(*value)
    };
    let likeliest: Vec<(String, f64)> = likeliest.iter().map(|one| (one.0.clone(), used(one))).collect();
    let stated = |path: &str| scenario.assumptions.iter().find(|one| one.path == path);
    let fitted = likeliest.iter().enumerate().map(|(quantity, (path, value))| {
        let end = |probability| rounded(at(quantity, probability), width(quantity));
        let is_widened = *value < end(0.05) || *value > end(0.95);
        Revision {
            path: path.clone(),
            value: *value,
            low: Some(end(0.05).min(*value)),
            high: Some(end(0.95).max(*value)),
            source: Some(source(posterior, is_widened)),
            note: stated(path).map(before),
        }
    });
    let others = shares_making_room(&scenario.assumptions, &likeliest);
    let making_room = others.iter().map(|(path, value)| {
        let one = stated(path);
        Revision {
            path: path.clone(),
            value: *value,
            low: one.and_then(|one| one.low).map(|low| low.min(*value)),
            high: one.and_then(|one| one.high).map(|high| high.max(*value)),
            source: Some("derived: makes room for the fitted shares in proportion".into()),
            note: one.map(before),
        }
    });
    let revisions: Vec<Revision> = fitted.chain(making_room).collect();
    let title = format!("{} (calibrated)", scenario.title);
    let text = draft.revised(name, &title, &revisions);
    Revised { text, values: likeliest.into_iter().map(|one| one.1).collect(), is_accepted }
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

/// Where a fitted value comes from; `is_widened` says that it lies outside the 90 % interval, which then holds more than that.
fn source(posterior: &Posterior, is_widened: bool) -> String {
    let observations = posterior.observations.len();
    let range = if is_widened {
        "low and high: its 90 % interval, widened to this value"
    } else {
        "low and high hold 90 % of it"
    };
    format!(
        "derived: the likeliest of what fits {observations} observations, by dtoc calibrate, seed {}; {range}",
        posterior.seed
    )
}

/// What the scenario said before.
fn before(assumption: &Assumption) -> String {
    let range = match (assumption.low, assumption.high) {
        (Some(low), Some(high)) => format!(" ({low} to {high})"),
        _ => String::new(),
    };
    let source = assumption.source.as_ref().map(|source| format!(", {source}")).unwrap_or_default();
    format!("before: {}{range}{source}", assumption.value)
}
