//! `compare.csv` and `summary.json` of a comparison.

use serde::Serialize;
use serde_json::{Value, json};

use crate::experiment::comparison::{Criterion, Ending};
use crate::model::Outcome;
use crate::report::Stamp;
use crate::report::comparison::{Comparison, Row, verdict};
use crate::report::findings::Share;
use crate::report::money::CostPerDay;
use crate::statistics::Estimate;

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// One number of one option; the fields are the columns of the file.
#[derive(Serialize)]
struct Line<'a> {
    option: &'a str,
    measure: String,
    value: Option<f64>,
    lower: Option<f64>,
    upper: Option<f64>,
    /// Confidence of the interval: of all options at once for `against_best_of_others`, else of this one alone.
    level: Option<f64>,
    replications: u64,
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// One row for each option and measure. A name that ends in `.difference` is a paired difference to the reference.
pub fn csv(comparison: &Comparison) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &comparison.rows {
        for line in lines(comparison, row) {
            // Writing to memory cannot fail.
            let _ = writer.serialize(line);
        }
    }
    writer.into_inner().unwrap_or_default()
}

fn lines<'a>(comparison: &Comparison<'a>, row: &Row<'a>) -> Vec<Line<'a>> {
    let line = |measure: &str, estimate: &Estimate| Line {
        option: &row.contender.id,
        measure: measure.to_owned(),
        value: finite(estimate.mean),
        lower: finite(estimate.lower),
        upper: finite(estimate.upper),
        level: Some(estimate.level),
        replications: row.contender.replications(),
    };
    let mut lines = Vec::new();
    let mut add = |measure: &str, estimate: Option<Estimate>| {
        lines.extend(estimate.map(|estimate| line(measure, &estimate)));
    };
    let id = |outcome: Outcome| outcome.id(&comparison.scenario.system);
    let criterion = id(comparison.compared.criterion.outcome());
    add("target_met", row.at_target.map(|share: Share| share.estimate));
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
    add(&format!("{criterion}.against_best_of_others"), row.against_best);
    if comparison.compared.drawn.is_some() {
        let at = comparison.rows.iter().position(|other| std::ptr::eq(other, row)).unwrap_or(0);
        lines.extend(
            comparison
                .compared
                .shares_of_lowest()
                .get(at)
                .map(|share| Line { replications: share.replications, ..line("share_of_draws_lowest", share) }),
        );
    }
    lines.push(Line {
        option: &row.contender.id,
        measure: "chance_of_being_best".into(),
        value: Some(row.chance_of_being_best),
        lower: None,
        upper: None,
        level: None,
        replications: row.contender.replications(),
    });
    lines
}

/// What a program needs to know of a comparison.
pub fn json(comparison: &Comparison, stamp: &Stamp) -> String {
    let (scenario, compared) = (comparison.scenario, comparison.compared);
    let verdict = verdict(comparison);
    let id = |at: usize| comparison.rows[at].contender.id.clone();
    let one = |row: &Row| -> Value {
        json!({
            "id": row.contender.id,
            "title": row.title(),
            "replications": row.contender.replications(),
            "dropped_at": row.contender.dropped_at,
            "chance_of_being_best": row.chance_of_being_best,
            "on_frontier": row.is_on_frontier,
            "against_best_of_others": row.against_best.map(|gap| interval(&gap)),
            "delayed_on_target_day": interval(&row.delayed.value),
            "delayed_days_avoided": row.days_avoided.map(|days| interval(&days)),
            "extra_cost": row.cost.difference.map(|cost| interval(&cost)),
            "electives_cancelled_difference": row.cancelled.difference.map(|cancelled| interval(&cancelled)),
        })
    };
    let document = json!({
        "format": FORMAT,
        "scenario": { "id": scenario.id, "title": scenario.title, "hash": scenario.hash },
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": compared.seed },
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
        "options": comparison.rows.iter().map(one).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn interval(estimate: &Estimate) -> Value {
    json!({ "mean": finite(estimate.mean), "lower": finite(estimate.lower), "upper": finite(estimate.upper) })
}
