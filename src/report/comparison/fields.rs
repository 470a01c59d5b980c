//! `compare.csv` and what `summary.json` says of a comparison.

use super::answer::{Comparison, Row};
use super::finding::verdict;
use crate::experiment::comparison::{Criterion, Ending};
use crate::model::Outcome;
use crate::report::money::CostPerDay;
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::report::told::{interval, keys};
use crate::statistics::Estimate;
use serde_json::{Map, Value, json};

/// A number of an option, with its name. One that ends in `.difference` is a paired difference to the reference.
type Line<'a> = (&'a Row<'a>, String, Estimate);

/// One row for each option and measure.
pub fn data(comparison: &Comparison, sheets: &mut dyn Sheets) {
    let lines = comparison.rows.iter().enumerate().flat_map(|(at, row)| {
        lines(comparison, at, row).into_iter().map(move |(measure, estimate)| (row, measure, estimate))
    });
    Fields::<Line>::default()
        .field("option", |(row, ..)| &row.contender.id)
        .field("measure", |(_, measure, _)| measure.clone())
        .estimate(["value", "lower", "upper"], Datum::finite, |(.., estimate)| Some(*estimate))
        // Of all options at once for `against_best_of_others`, else of this interval alone.
        .field("level", |(.., estimate)| Datum::finite(estimate.level))
        .field("replications", |(.., estimate)| estimate.replications)
        .write(sheets, "compare", "every number of every option, with its interval", lines);
}

fn lines(comparison: &Comparison, at: usize, row: &Row) -> Vec<(String, Estimate)> {
    let id = |outcome: Outcome| outcome.id(&comparison.scenario.system);
    let replications = row.contender.replications();
    let mut lines = Vec::new();
    let mut add = |measure: &str, estimate: Option<Estimate>| {
        lines.extend(estimate.map(|estimate| (measure.to_owned(), Estimate { replications, ..estimate })));
    };
    add("target_met", row.at_target.map(|share| share.estimate));
    add("target_met.difference", row.at_target_difference);
    let pairs = [
        (id(Outcome::DelayedOnTargetDay), Some(row.delayed)),
        ("moved".into(), row.moved),
        (id(Outcome::ElectivesCancelled), Some(row.cancelled)),
    ];
    for (name, pair) in pairs {
        add(&name, pair.map(|pair| pair.value));
        add(&format!("{name}.difference"), pair.and_then(|pair| pair.difference));
    }
    add("delayed_days_avoided", row.days_avoided);
    for heading in &row.headings {
        add(&format!("cost.{}", heading.id), Some(heading.cost));
        add(&format!("cost.{}.difference", heading.id), heading.difference);
    }
    if let CostPerDay::Pounds(each) = row.cost_per_day {
        add("cost_per_delayed_day_avoided", Some(each));
    }
    let criterion = id(comparison.compared.criterion.outcome());
    add(&format!("{criterion}.against_best_of_others"), row.against_best);
    // Over the draws that all options were simulated with.
    let lowest = comparison.compared.drawn.and_then(|_| comparison.compared.shares_of_lowest().get(at).copied());
    lines.extend(lowest.map(|share| ("share_of_draws_lowest".into(), share)));
    let (lower, upper, level) = (f64::NAN, f64::NAN, f64::NAN);
    let chance = Estimate { mean: row.chance_of_being_best, lower, upper, level, replications };
    lines.push(("chance_of_being_best".into(), chance));
    lines
}

/// What a program needs to know of a comparison.
pub fn summary(comparison: &Comparison) -> Map<String, Value> {
    let compared = comparison.compared;
    let verdict = verdict(comparison);
    let id = |at: usize| comparison.rows[at].contender.id.clone();
    keys(json!({
        "replications": compared.replications(),
        "reference": id(compared.reference),
        "by": match compared.criterion {
            Criterion::Delayed => "delayed",
            Criterion::DelayedDays => "delayed-days",
        },
        "indifference": compared.indifference,
        "confidence": compared.confidence,
        "cap": compared.cap,
        "ending": match compared.ending {
            Ending::Selected(_) => "selected",
            Ending::AtTheCap(_) => "at the cap",
            Ending::Alike(_) => "alike",
        },
        "verdict": {
            "headline": verdict.headline,
            "details": verdict.details,
            "best": id(verdict.best),
            "cannot_be_told_from": verdict.near.iter().map(|&at| id(at)).collect::<Vec<_>>(),
        },
        "options": comparison.rows.iter().map(option).collect::<Vec<_>>(),
    }))
}

fn option(row: &Row) -> Value {
    let known = |estimate: Option<Estimate>| estimate.map(|estimate| interval(&estimate));
    json!({
        "id": row.contender.id,
        "title": row.title(),
        "replications": row.contender.replications(),
        "dropped_at": row.contender.dropped_at,
        "chance_of_being_best": row.chance_of_being_best,
        "on_frontier": row.is_on_frontier,
        "against_best_of_others": known(row.against_best),
        "delayed_on_target_day": interval(&row.delayed.value),
        "delayed_days_avoided": known(row.days_avoided),
        "extra_cost": known(row.cost.difference),
        "electives_cancelled_difference": known(row.cancelled.difference),
    })
}
