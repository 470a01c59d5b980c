//! What was found, in sentences.

use super::answer::{Calibrated, NOT_NARROWED};
use crate::experiment::calibration::{Predicted, Quantity};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};
use crate::report::quantity;
use crate::scenario::Bound;

/// Chains whose potential scale reduction is higher do not agree.
const AGREEING: f64 = 1.1;
/// Pairs that trade off named at most.
const MOST_PAIRS: usize = 4;

/// The finding in one sentence.
pub fn headline(calibrated: &Calibrated) -> String {
    let (held, all) = (calibrated.held(0.8), calibrated.predicted.len());
    let of_all = match (held, all) {
        (held, all) if held == all => format!("all {all} observations"),
        (held, all) => format!("{held} of {all} observations"),
    };
    format!(
        "With {} fitted, the 80 % range of the predictions holds {of_all}.",
        quantity::count(calibrated.posterior.quantities.len())
    )
}

/// The rest of the finding.
pub fn details(calibrated: &Calibrated) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(misses(calibrated));
    sentences.extend(identified(calibrated));
    sentences.extend(edges(calibrated));
    sentences.extend(traded(calibrated));
    sentences.extend(doubts(calibrated));
    sentences.extend(calibrated.notes.iter().map(|note| capitalised(note) + "."));
    sentences
}

/// Which observations lie outside the 80 % range, and on which side.
fn misses(calibrated: &Calibrated) -> Option<String> {
    let one = |predicted: &Predicted| {
        let (lower, upper) = predicted.range(0.8);
        let side = if predicted.observation.value > upper { "above" } else { "below" };
        format!(
            "{} ({}, {side} {} to {})",
            calibrated.observation(&predicted.observation),
            tenth(predicted.observation.value),
            numbers::whole(lower),
            numbers::whole(upper)
        )
    };
    let missed: Vec<String> = calibrated.predicted.iter().filter(|one| !one.holds(0.8)).map(one).collect();
    if missed.is_empty() {
        return None;
    }
    let is_many = missed.len() as f64 > 0.4 * calibrated.predicted.len() as f64;
    let why = if is_many {
        " That is more than chance and counting leave room for: something that happened is not in the scenario."
    } else if missed.len() as f64 > 0.2 * calibrated.predicted.len() as f64 {
        " They were fitted to, so at most one in five is expected to; what the others have in common may be missing in the scenario."
    } else {
        " They were fitted to, so at most one in five is expected to."
    };
    Some(format!("Outside it: {}.{why}", missed.join("; ")))
}

/// How many quantities are known better than before, and which are not.
fn identified(calibrated: &Calibrated) -> Option<String> {
    let posterior = &calibrated.posterior;
    let (vague, known): (Vec<usize>, Vec<usize>) =
        (0..posterior.quantities.len()).partition(|&at| posterior.narrowed(at) >= NOT_NARROWED);
    let names = |list: &[usize]| {
        list.iter().map(|&at| calibrated.name(&posterior.quantities[at])).collect::<Vec<_>>().join("; ")
    };
    match (known.len(), vague.len()) {
        (0, _) => Some(
            "The observations tell nothing about any of these quantities alone: each is as uncertain as before.".into(),
        ),
        (_, 0) => Some("Each of the quantities is known better than before.".into()),
        _ => Some(format!(
            "The observations tell next to nothing about {}: {} as uncertain as before.",
            names(&vague),
            if vague.len() == 1 { "it is" } else { "they are" }
        )),
    }
}

/// Quantities whose posterior leans against an end of the range.
fn edges(calibrated: &Calibrated) -> Option<String> {
    let posterior = &calibrated.posterior;
    let leaning: Vec<String> = (0..posterior.quantities.len())
        .filter_map(|at| {
            let quantity = &posterior.quantities[at];
            let share = (posterior.quantile(at, 0.5) - quantity.low) / (quantity.high - quantity.low);
            let is_narrow = posterior.narrowed(at) < 0.75;
            match share {
                share if share < 0.12 && is_narrow => Some(format!("{} (low)", calibrated.name(quantity))),
                share if share > 0.88 && is_narrow => Some(format!("{} (high)", calibrated.name(quantity))),
                _ => None,
            }
        })
        .collect();
    (!leaning.is_empty()).then(|| {
        format!(
            "Against an end of the range: {}. The range may be too narrow, or the scenario may lack something that this quantity now \
             stands for.",
            leaning.join("; ")
        )
    })
}

/// Pairs of quantities of which only a combination is known.
fn traded(calibrated: &Calibrated) -> Option<String> {
    let told = |(one, other, correlation): (&Quantity, &Quantity, f64)| {
        let how = if correlation > 0.0 { "up together" } else { "one up as the other goes down" };
        let correlation = numbers::decimal(correlation, 2);
        format!("{} and {} ({how}, correlation {correlation})", calibrated.name(one), calibrated.name(other))
    };
    let pairs: Vec<String> = calibrated.pairs().into_iter().take(MOST_PAIRS).map(told).collect();
    (!pairs.is_empty()).then(|| {
        format!("Only together are these known: {}. Take both from the same row of posterior.csv.", pairs.join("; "))
    })
}

/// What speaks against the fit itself.
fn doubts(calibrated: &Calibrated) -> Vec<String> {
    let mut doubts = Vec::new();
    if let Some(wave) = calibrated.posterior.waves.last().filter(|wave| wave.agreement > AGREEING) {
        doubts.push(format!(
            "The chains that draw from the posterior do not agree (scale reduction {}): give more --points, or fit fewer quantities.",
            numbers::decimal(wave.agreement, 2)
        ));
    }
    if !calibrated.revised.is_accepted {
        doubts.push(
            "The likeliest values of these quantities do not go together when they are rounded, and the scenario refuses them: the \
             fitted scenario has to be edited before it runs. The draws in posterior.csv do go together."
                .into(),
        );
    }
    doubts
}

/// A number to one decimal, where it has one.
fn tenth(value: f64) -> String {
    value_in_words((value * 10.0).round() / 10.0)
}

/// What was observed, in words: `220 or more`.
pub fn observed(predicted: &Predicted) -> String {
    let value = tenth(predicted.observation.value);
    match predicted.observation.bound {
        Bound::Exact => value,
        Bound::AtLeast => format!("{value} or more"),
        Bound::AtMost => format!("{value} or fewer"),
    }
}
