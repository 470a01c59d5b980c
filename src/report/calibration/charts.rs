//! The charts of a calibration: the fan of what the fitted scenario predicts, the quantities before and after, and every observation
//! beside its prediction.

use super::answer::{Calibrated, NOT_NARROWED, span};
use super::finding::headline;
use crate::experiment::calibration::Predicted;
use crate::model::Measure;
use crate::report::charts::{
    Aim, Chart, DailyFan, Days, FAN_PROBABILITIES, Heading, Observed, Ranged, Ranges, SchemeBar, words,
};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};
use crate::scenario::{Bound, Span};

/// Every chart of a calibration.
pub fn charts(calibrated: &Calibrated) -> Vec<Chart> {
    vec![predictions(calibrated), quantities(calibrated), observations(calibrated)]
}

/// `1,000 draws, seed 1.`
fn made(calibrated: &Calibrated) -> String {
    format!(
        "{} draws of {} fitted quantities, each simulated once; seed {}. Scenario: {}, option: {}.",
        words::count(calibrated.posterior.draws.len() as f64),
        calibrated.posterior.quantities.len(),
        calibrated.posterior.seed,
        calibrated.scenario.title,
        calibrated.option_title()
    )
}

fn predictions(calibrated: &Calibrated) -> Chart {
    let system = &calibrated.scenario.system;
    let days = Days { first: system.period.start, count: system.period.days as usize };
    let of_delayed = || calibrated.predicted.iter().filter(|one| one.observation.measure == Measure::Delayed);
    let on_days: Vec<_> = of_delayed()
        .filter_map(|one| match one.observation.span {
            Span::Day(date) => Some((date, one.observation.value, value_in_words(one.observation.value))),
            _ => None,
        })
        .collect();
    let monthly: Vec<_> = of_delayed()
        .filter_map(|one| match one.observation.span {
            Span::Month(date) => Some((date, one.observation.value)),
            _ => None,
        })
        .collect();
    let title = headline(calibrated).trim_end_matches('.').replace(" %", "%");
    let bars = system.options[calibrated.option].schemes.iter().map(|&scheme| {
        let scheme = &system.schemes[scheme];
        SchemeBar { title: scheme.title.clone(), starts: scheme.starts, ends: scheme.ends }
    });
    let told: Vec<String> = of_delayed()
        .map(|one| format!("{} in {}", value_in_words(one.observation.value), span(&one.observation)))
        .collect();
    let heading = Heading {
        title,
        subtitle: format!(
            "Patients ready to leave but still in a hospital bed at midnight, under “{}” as fitted, and as really counted",
            calibrated.option_title()
        ),
        footnote: format!("On each day, 50, 80 and 95 of 100 runs lie within the shaded ranges. {}", made(calibrated)),
        told: format!(
            "Fan chart of delayed patients by day as the fitted scenario predicts them. Observed: {}.",
            told.join(", ")
        ),
    };
    let observed = Observed { title: "Observed".into(), belongs: true, points: on_days, days };
    let fan = DailyFan {
        days,
        quantiles: calibrated.quantiles(FAN_PROBABILITIES),
        chance_alone: None,
        target: system.target.map(|target| Aim { count: f64::from(target.delayed_patients), by: target.by }),
        observed: Some(observed).filter(|observed| !observed.points.is_empty()),
        monthly,
        schemes: bars.collect(),
    };
    fan.panel().chart("calibrated-fan", Some(calibrated.option), heading)
}

fn quantities(calibrated: &Calibrated) -> Chart {
    let posterior = &calibrated.posterior;
    let rows: Vec<Ranged> = posterior
        .quantities
        .iter()
        .enumerate()
        .map(|(at, quantity)| {
            let share = |value: f64| (value - quantity.low) / (quantity.high - quantity.low);
            let (low, high) = calibrated.interval(at);
            Ranged {
                title: calibrated.words(quantity),
                bands: vec![
                    (share(low), share(high)),
                    (share(posterior.quantile(at, 0.25)), share(posterior.quantile(at, 0.75))),
                ],
                median: share(posterior.quantile(at, 0.5)),
                dot: None,
                tick: Some(share(quantity.stated)),
                figure: format!(
                    "{} ({} to {})",
                    calibrated.value(at, posterior.quantile(at, 0.5)),
                    calibrated.value(at, low),
                    calibrated.value(at, high)
                ),
                ends: Some((value_in_words(quantity.low), value_in_words(quantity.high))),
                is_odd: false,
            }
        })
        .collect();
    let vague = (0..rows.len()).filter(|&at| posterior.narrowed(at) >= NOT_NARROWED).count();
    let title = match (rows.len() - vague, rows.len()) {
        (0, _) => "The observations tell nothing of any fitted quantity alone".to_owned(),
        (known, all) if known == all => format!("The observations narrow every one of the {all} fitted quantities"),
        (known, all) => format!("The observations narrow {known} of {all} fitted quantities"),
    };
    let told: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.title, row.figure)).collect();
    let ranges = Ranges {
        heading: Heading {
            title,
            subtitle: "Each row is the range of a quantity before, from low to high; in it what is known after. Right: median and 90% interval".into(),
            footnote: made(calibrated),
            told: format!("{}.", told.join("; ")),
        },
        names: vec!["90% interval".into(), "50% interval".into()],
        tick: Some("Stated before".into()),
        dot: None,
        rows,
    };
    ranges.chart("calibrated-quantities", Some(calibrated.option))
}

fn observations(calibrated: &Calibrated) -> Chart {
    let row = |predicted: &Predicted| {
        let value = predicted.observation.value;
        let (lower, upper) = predicted.range(0.95);
        // Each row has a scale of its own: the 95 % range, widened to hold what was observed.
        let (from, to) = (lower.min(value), upper.max(value));
        let width = (to - from).max(1e-9);
        let (from, width) = (from - 0.04 * width, 1.08 * width);
        let share = |number: f64| (number - from) / width;
        let band = |of: f64| {
            let (lower, upper) = predicted.range(of);
            (share(lower), share(upper))
        };
        let bound = match predicted.observation.bound {
            Bound::Exact => "",
            Bound::AtLeast => "at least ",
            Bound::AtMost => "at most ",
        };
        let (low, high) = predicted.range(0.8);
        Ranged {
            title: capitalised(&calibrated.observation(&predicted.observation)),
            bands: vec![band(0.95), band(0.8), band(0.5)],
            median: share(predicted.quantile(0.5)),
            dot: Some(share(value)),
            tick: None,
            figure: format!(
                "{bound}{}; {} to {}",
                value_in_words((value * 10.0).round() / 10.0),
                numbers::whole(low),
                numbers::whole(high)
            ),
            ends: None,
            is_odd: !predicted.holds(0.8),
        }
    };
    let rows: Vec<Ranged> = calibrated.predicted.iter().map(row).collect();
    let title = format!(
        "{} of {} observations lie in the 80% range of what the fitted scenario predicts",
        calibrated.held(0.8),
        calibrated.predicted.len()
    );
    let told: Vec<String> = rows.iter().map(|row| format!("{}: {}", row.title, row.figure)).collect();
    let ranges = Ranges {
        heading: Heading {
            title,
            subtitle: "Each row has its own scale. Right: the observed number and the 80% range of its prediction"
                .into(),
            footnote: format!(
                "Predictions hold chance, the uncertainty of the quantities and the errors of counting. {}",
                made(calibrated)
            ),
            told: format!("{}.", told.join("; ")),
        },
        names: vec!["95% range".into(), "80% range".into(), "50% range".into()],
        tick: None,
        dot: Some("Observed".into()),
        rows,
    };
    ranges.chart("calibrated-observations", Some(calibrated.option))
}
