//! `sweep.csv` and `summary.json` of a sweep.

use serde_json::{Value, json};

use super::{number, pounds, table};
use crate::experiment::sweep::AtPoint;
use crate::report::Stamp;
use crate::report::numbers::fixed;
use crate::report::sweep::{Point, Swept, at_or_under, headline};
use crate::statistics::Estimate;

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// The columns after those of the quantities.
const COLUMNS: [&str; 23] = [
    "option",
    "replications",
    "delayed_median",
    "delayed_p05",
    "delayed_p25",
    "delayed_p75",
    "delayed_p95",
    "delayed_mean",
    "delayed_mean_lower",
    "delayed_mean_upper",
    "target",
    "target_met",
    "target_met_lower",
    "target_met_upper",
    "delayed_days",
    "delayed_days_lower",
    "delayed_days_upper",
    "total_cost",
    "total_cost_lower",
    "total_cost_upper",
    "difference_to_first_point",
    "difference_lower",
    "difference_upper",
];

/// One row for each point and option; a column for each quantity, named by its path.
pub fn csv(swept: &Swept) -> Vec<u8> {
    let mut header = vec!["point"];
    header.extend(swept.varied.iter().map(|varied| varied.path.as_str()));
    header.extend(COLUMNS);
    let rows = swept.points.iter().enumerate().flat_map(|(at, point)| {
        point.options.iter().enumerate().map(move |(option, found)| row(swept, (at, point), (option, found)))
    });
    table(&header, rows)
}

fn row(swept: &Swept, (at, point): (usize, &Point), (option, found): (usize, &AtPoint)) -> Vec<String> {
    let mut row = vec![(at + 1).to_string()];
    row.extend(point.values.iter().map(f64::to_string));
    row.push(swept.option_id(option).to_owned());
    row.push(swept.replications.to_string());
    row.extend([0.5, 0.05, 0.25, 0.75, 0.95].map(|probability| number(found.delayed.quantile(probability))));
    let with_ends = |estimate: &Estimate, write: &dyn Fn(f64) -> String| {
        [write(estimate.mean), write(estimate.lower), write(estimate.upper)]
    };
    row.extend(with_ends(&found.mean_delayed(), &number));
    row.push(point.target.map_or_else(String::new, |target| target.delayed_patients.to_string()));
    let probability = found.probability();
    row.extend(probability.map_or_else(Default::default, |share| with_ends(&share, &|value| fixed(value, 6))));
    row.extend(with_ends(&found.mean_delayed_days(), &number));
    row.extend(with_ends(&found.total_cost.estimate(), &pounds));
    row.extend(with_ends(&found.against_first.estimate(), &number));
    row
}

/// What a program needs to know of a sweep.
pub fn json(swept: &Swept, stamp: &Stamp) -> String {
    let varied = swept.varied.iter().map(|varied| {
        let assumption = varied.assumption.as_ref();
        json!({
            "path": varied.path,
            "stated": assumption.map(|assumption| assumption.value.clone()),
            "low": assumption.and_then(|assumption| assumption.low),
            "high": assumption.and_then(|assumption| assumption.high),
            "source": assumption.and_then(|assumption| assumption.source.clone()),
        })
    });
    let points = swept.points.iter().map(|point| {
        let options = (0..point.options.len()).map(|option| found(swept, point, option));
        json!({ "values": point.values, "options": options.collect::<Vec<_>>() })
    });
    let findings = (0..swept.options.len())
        .map(|option| json!({ "option": swept.option_id(option), "headline": headline(swept, option) }));
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": swept.seed },
        "scenario": { "id": swept.scenario.id, "title": swept.scenario.title, "hash": swept.scenario.hash },
        "replications": swept.replications,
        "day": swept.day().to_string(),
        "findings": findings.collect::<Vec<_>>(),
        "varied": varied.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn found(swept: &Swept, point: &Point, option: usize) -> Value {
    let found = &point.options[option];
    let estimate =
        |estimate: Estimate| json!({ "mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper });
    json!({
        "option": swept.option_id(option),
        "delayed": {
            "median": found.delayed.median(),
            "p05": found.delayed.quantile(0.05),
            "p25": found.delayed.quantile(0.25),
            "p75": found.delayed.quantile(0.75),
            "p95": found.delayed.quantile(0.95),
            "mean": estimate(found.mean_delayed()),
        },
        "target": point.target.map(|target| target.delayed_patients),
        "target_met": found.probability().map(estimate),
        "median_is_at_or_under_target": point.target.map(|_| at_or_under(point, option)),
        "delayed_days": estimate(found.mean_delayed_days()),
        "total_cost": estimate(found.total_cost.estimate()),
        "difference_to_first_point": estimate(found.against_first.estimate()),
    })
}
