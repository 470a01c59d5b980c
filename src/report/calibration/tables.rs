//! The tables of a calibration.

use super::answer::{Calibrated, NOT_NARROWED};
use super::finding::observed;
use crate::experiment::calibration::{Influence, Predicted, Quantity, Wave};
use crate::report::document::table::{Cell, Columns, Table};
use crate::report::document::words::{Words, code};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};

/// A quantity in words, and where it stands in the scenario.
fn named(calibrated: &Calibrated, quantity: &Quantity) -> Cell {
    Cell::with_below(calibrated.words(quantity), code(&quantity.path))
}

/// The range of a quantity before.
fn low_to_high(quantity: &Quantity) -> String {
    numbers::range(&value_in_words(quantity.low), &value_in_words(quantity.high))
}

/// The fitted quantities, before and after.
pub fn quantities(calibrated: &Calibrated) -> Table {
    let posterior = &calibrated.posterior;
    let likeliest = |at: usize| calibrated.value(at, posterior.draws[posterior.likeliest][at]);
    let interval = |at: usize| {
        let (low, high) = calibrated.interval(at);
        numbers::range(&calibrated.value(at, low), &calibrated.value(at, high))
    };
    Columns::<(usize, &Quantity)>::default()
        .text("Quantity", |(_, quantity)| named(calibrated, quantity))
        .number("Stated before", |(_, quantity)| value_in_words(quantity.stated))
        .on_the_page()
        .number("Low to high before", |(_, quantity)| low_to_high(quantity))
        .number("Likeliest", |(at, _)| likeliest(*at))
        .noted("Likeliest is the draw that fits best of all, with which the fitted scenario is written.")
        .on_the_page()
        .number("Median", |(at, _)| calibrated.value(*at, posterior.quantile(*at, 0.5)))
        .number("90 % interval", |(at, _)| interval(*at))
        .number("Spread left", |(at, _)| numbers::percent((posterior.narrowed(*at) * 100.0).round() / 100.0))
        .text("The observations", |(at, _)| told(posterior.narrowed(*at)))
        .on_the_page()
        .table(
            "Before and after. Spread left is the standard deviation afterwards as a share of that before: at 100 % nothing was learnt.",
            posterior.quantities.iter().enumerate(),
        )
        .long()
}

/// What the observations tell about a quantity.
fn told(narrowed: f64) -> &'static str {
    match narrowed {
        narrowed if narrowed >= NOT_NARROWED => "tell nothing of it",
        narrowed if narrowed >= 0.6 => "tell a little of it",
        _ => "tell much of it",
    }
}

/// The observations beside what the fitted scenario predicts for them.
pub fn observations(calibrated: &Calibrated) -> Table {
    let range = |share: f64| {
        move |(_, predicted): &(usize, &Predicted)| {
            let (lower, upper) = predicted.range(share);
            numbers::range(&numbers::whole(lower), &numbers::whole(upper))
        }
    };
    Columns::<(usize, &Predicted)>::default()
        .text("Observation", |(_, predicted)| {
            let observation = &predicted.observation;
            Cell::with_below(capitalised(&calibrated.observation(observation)), code(&observation.name))
        })
        .number("Observed", |(_, predicted)| observed(predicted))
        .number("Counting error (SD)", |(_, predicted)| numbers::decimal(predicted.observation.error, 1))
        .on_the_page()
        .number("Chance (SD)", |(at, _)| numbers::decimal(calibrated.posterior.chance[*at], 1))
        .on_the_page()
        .number("Predicted median", |(_, predicted)| numbers::whole(predicted.quantile(0.5)))
        .number("50 % range", range(0.5))
        .on_the_page()
        .number("80 % range", range(0.8))
        .number("95 % range", range(0.95))
        .on_the_page()
        .number("Observed less median", |(_, predicted)| {
            numbers::decimal(predicted.observation.value - predicted.quantile(0.5), 1)
        })
        .on_the_page()
        .text("In the 80 % range", |(_, predicted)| match predicted.holds(0.8) {
            true => Words::from("yes"),
            false => Words::default().bold("no"),
        })
        .text("Source", |(_, predicted)| predicted.observation.source.as_str())
        .on_the_page()
        .table(ranges_explained(calibrated), calibrated.predicted.iter().enumerate())
        .long()
}

fn ranges_explained(calibrated: &Calibrated) -> String {
    format!(
        "What was observed beside what the fitted scenario predicts, with chance, the uncertainty of the quantities and the errors of \
         counting. The 50 % range holds {} of {}, the 80 % range {}, the 95 % range {}.",
        calibrated.held(0.5),
        calibrated.predicted.len(),
        calibrated.held(0.8),
        calibrated.held(0.95)
    )
}

/// The pairs of quantities that trade off.
pub fn together(calibrated: &Calibrated) -> Table {
    Columns::<(&Quantity, &Quantity, f64)>::default()
        .text("Quantity", |(one, ..)| calibrated.words(one))
        .text("Quantity", |(_, other, _)| calibrated.words(other))
        .number("Correlation", |(.., correlation)| numbers::decimal(*correlation, 2))
        .text("What is known", |(.., correlation)| match *correlation > 0.0 {
            true => "their difference, rather than either",
            false => "their sum, rather than either",
        })
        .table(
            "Pairs of quantities that trade off: one can be higher where the other is, too, or is lower.",
            calibrated.pairs(),
        )
}

/// Quantities that move the observed numbers, and which of them were fitted.
pub fn screening<'a>(calibrated: &Calibrated, influences: impl IntoIterator<Item = &'a Influence>) -> Table {
    let is_fitted = |path: &str| calibrated.posterior.quantities.iter().any(|quantity| quantity.path == path);
    Columns::<&Influence>::default()
        .text("Quantity", |influence| named(calibrated, &influence.quantity))
        .number("Low to high", |influence| low_to_high(&influence.quantity))
        .number("Distance", |influence| numbers::decimal(influence.distance, 2))
        .text("Fitted", |influence| if is_fitted(&influence.quantity.path) { "yes" } else { "left out" })
        .table(
            "Each quantity moved from low to high alone: how far that moves the observation it moves most, in standard deviations of \
             chance and counting.",
            influences,
        )
        .long()
}

/// The waves of the fit.
pub fn waves(calibrated: &Calibrated) -> Table {
    let whole = |number: u64| numbers::whole(number as f64);
    Columns::<(usize, &Wave)>::default()
        .number("Wave", |(at, _)| (at + 1).to_string())
        .number("Points", |(_, wave)| whole(wave.points))
        .number("Refused", |(_, wave)| whole(wave.refused))
        .number("Runs used", |(_, wave)| whole(wave.fitted))
        .number("Volume left", |(_, wave)| value_in_words((wave.volume * 1e6).round() / 1e6))
        .number("Scale reduction", |(_, wave)| numbers::decimal(wave.agreement, 3))
        .table(
            "The waves. Volume left is the product of the ratios of standard deviations after and before.",
            calibrated.posterior.waves.iter().enumerate(),
        )
}
