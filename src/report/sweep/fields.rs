//! `sweep.csv` and what `summary.json` says of a sweep.

use super::answer::Swept;
use super::finding::headline;
use crate::experiment::sweep::AtPoint;
use crate::experiment::sweep::Point;
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::report::told::{interval, keys};
use serde_json::{Map, Value, json};

/// A point by its number, and what was found there for an option by its place.
type Line<'a> = (usize, &'a Point, usize, &'a AtPoint);

/// The quantiles of the delayed count, by name.
const QUANTILES: [(&str, f64); 5] = [("median", 0.5), ("p05", 0.05), ("p25", 0.25), ("p75", 0.75), ("p95", 0.95)];

/// One row for each point and option; a column for each quantity, named by its path.
pub fn data(swept: &Swept, sheets: &mut dyn Sheets) {
    let lines = swept.points.iter().enumerate().flat_map(|(at, point)| {
        point.options.iter().enumerate().map(move |(option, found)| (at + 1, point, option, found))
    });
    Fields::<Line>::default()
        .field("point", |(at, ..)| *at as u64)
        .fields(swept.varied.iter().map(|varied| &varied.path), |(_, point, ..)| {
            point.values.iter().copied().map(Datum::Exact).collect()
        })
        .field("option", |(.., option, _)| swept.option_id(*option))
        .field("replications", |_| swept.replications)
        .fields(QUANTILES.map(|(name, _)| format!("delayed_{name}")), |(.., found)| {
            QUANTILES.map(|(_, probability)| Datum::number(found.delayed.quantile(probability))).to_vec()
        })
        .interval("delayed_mean", Datum::number, |(.., found)| Some(found.mean_delayed()))
        .field("target", |(_, point, ..)| point.target.map(|target| u64::from(target.delayed_patients)))
        .interval("target_met", Datum::share, |(.., found)| found.probability())
        .interval("delayed_days", Datum::number, |(.., found)| Some(found.mean_delayed_days()))
        .interval("total_cost", Datum::pounds, |(.., found)| Some(found.total_cost.estimate()))
        .estimate(
            ["difference_to_first_point", "difference_lower", "difference_upper"],
            Datum::number,
            |(.., found)| Some(found.against_first.estimate()),
        )
        .write(sheets, "sweep", "every point and option", lines);
}

/// What a program needs to know of a sweep.
pub fn summary(swept: &Swept) -> Map<String, Value> {
    let varied = swept.varied.iter().map(|varied| {
        let assumption = varied.assumption.as_ref();
        json!({
            "path": varied.path,
            "stated": assumption.map(|assumption| &assumption.value),
            "low": assumption.and_then(|assumption| assumption.low),
            "high": assumption.and_then(|assumption| assumption.high),
            "source": assumption.and_then(|assumption| assumption.source.as_ref()),
        })
    });
    let points = swept.points.iter().map(|point| {
        let options = point.options.iter().enumerate().map(|(option, found)| one(swept, point, option, found));
        json!({ "values": point.values, "options": options.collect::<Vec<_>>() })
    });
    let findings = (0..swept.options.len())
        .map(|option| json!({ "option": swept.option_id(option), "headline": headline(swept, option) }));
    keys(json!({
        "replications": swept.replications,
        "day": swept.day().to_string(),
        "findings": findings.collect::<Vec<_>>(),
        "varied": varied.collect::<Vec<_>>(),
        "points": points.collect::<Vec<_>>(),
    }))
}

fn one(swept: &Swept, point: &Point, option: usize, found: &AtPoint) -> Value {
    let quantiles = QUANTILES.map(|(name, probability)| (name.to_owned(), found.delayed.quantile(probability).into()));
    let mut delayed: Map<String, Value> = quantiles.into_iter().collect();
    delayed.insert("mean".into(), interval(&found.mean_delayed()));
    json!({
        "option": swept.option_id(option),
        "delayed": delayed,
        "target": point.target.map(|target| target.delayed_patients),
        "target_met": found.probability().map(|share| interval(&share)),
        "median_is_at_or_under_target": point.target.map(|_| point.is_at_or_under(option)),
        "delayed_days": interval(&found.mean_delayed_days()),
        "total_cost": interval(&found.total_cost.estimate()),
        "difference_to_first_point": interval(&found.against_first.estimate()),
    })
}
