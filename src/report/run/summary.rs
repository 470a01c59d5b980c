//! `summary.json`: everything a script needs to quote an experiment. Keys are stable and sorted; a number that does not exist
//! is `null`. Intervals (`lower`, `upper`) are at the 95 % level.

use super::answer::answer;
use super::findings::{Findings, OptionFindings};
use super::ignorance::{Ignorance, Split};
use super::verdict::verdict;
use crate::experiment::{OptionResults, Stopping};
use crate::model::Outcome;
use crate::report::money::{self, CostPerDay};
use crate::report::share::Share;
use crate::report::told::keys;
use crate::statistics::{Estimate, Tally};
use serde_json::{Map, Value, json};

/// What a program needs to know of a run.
pub fn summary(findings: &Findings, ignorance: Option<&Ignorance>) -> Map<String, Value> {
    let results = findings.results;
    let answer = answer(findings, ignorance);
    let options: Map<String, Value> =
        answer.options.into_iter().map(|option| (option.id, option.sentence.into())).collect();
    let mut summary = keys(json!({
        "stamp": { "replications": results.replications, "stopping": stopping(&results.stopping) },
        "period": {
            "first_day": results.dates.first().map(ToString::to_string),
            "last_day": results.dates.last().map(ToString::to_string),
            "days": results.dates.len(),
        },
        "target": findings.target.map(|target| json!({
            "delayed_patients": target.delayed_patients,
            "by": target.by.to_string(),
        })),
        "reference": findings.reference().map(|reference| &reference.results.id),
        "answer": { "headline": answer.headline, "details": answer.details, "options": options },
        "verdict": compared(findings),
        "options": findings.options.iter().map(|option| one(findings, option)).collect::<Vec<_>>(),
    }));
    if let Some(ignorance) = ignorance {
        summary.insert("ignorance".into(), not_known(findings, ignorance));
    }
    summary
}

fn stopping(stopping: &Stopping) -> Value {
    match stopping {
        Stopping::Replications(number) => json!({ "replications": number }),
        Stopping::Precision { half_width, cap, reached } => {
            json!({ "half_width": number(*half_width), "cap": cap, "reached": reached })
        }
    }
}

fn compared(findings: &Findings) -> Value {
    let id = |at: usize| findings.options.get(at).map(|option| option.results.id.clone());
    verdict(findings).map_or(Value::Null, |verdict| {
        json!({
            "lowest": id(verdict.lowest),
            "cannot_be_told_from": verdict.tied.iter().map(|&at| id(at)).collect::<Vec<_>>(),
            "replications_needed": verdict.replications_needed,
        })
    })
}

fn one(findings: &Findings, option: &OptionFindings) -> Value {
    let system = &findings.scenario.system;
    let schemes = system.options.get(option.results.option).map_or(&[][..], |option| &option.schemes);
    json!({
        "id": option.results.id,
        "title": option.results.title,
        "is_reference": option.is_reference,
        "schemes": schemes.iter().filter_map(|&at| system.schemes.get(at)).map(|s| &s.id).collect::<Vec<_>>(),
        "delayed_on_target_day": option.count.map(|count| json!({
            "median": number(count.median),
            "p25": number(count.lower_quartile),
            "p75": number(count.upper_quartile),
            "mean": number(count.mean.mean),
            "lower": number(count.mean.lower),
            "upper": number(count.mean.upper),
        })),
        "at_target": option.at_target.as_ref().map(share),
        "ever_at_target_by_then": option.ever_by_then.as_ref().map(share),
        "at_target_28_days": option.held.as_ref().map(share),
        "delayed_days_avoided": option.days_avoided.as_ref().map(interval),
        "pairing_gain": option.pairing_gain.map(number),
        "scheme_spend": option.scheme_spend.map(number),
        "extra_cost": option.extra_cost.as_ref().map(interval),
        "cost_per_delayed_day_avoided": cost_per_day(&option.cost_per_day),
        "freed_bed_days": freed_days(findings, option),
        "outcomes": tallies(findings, option.results, &option.results.outcomes),
        "differences": if option.is_reference {
            Value::Null
        } else {
            tallies(findings, option.results, &option.results.differences)
        },
        "day_target_first_met": first_met(findings, option),
    })
}

/// A number rounded to what a reader can use; `null` when it is not finite.
fn number(value: f64) -> Value {
    let rounded = (value * 1_000.0).round() / 1_000.0;
    if rounded.is_finite() { json!(rounded + 0.0) } else { Value::Null }
}

fn interval(estimate: &Estimate) -> Value {
    json!({ "mean": number(estimate.mean), "lower": number(estimate.lower), "upper": number(estimate.upper) })
}

fn share(share: &Share) -> Value {
    json!({
        "replications": share.trials,
        "successes": share.successes,
        "share": number(share.value()),
        "lower": number(share.estimate.lower),
        "upper": number(share.estimate.upper),
    })
}

fn cost_per_day(cost: &CostPerDay) -> Value {
    match cost {
        CostPerDay::Reference => Value::Null,
        CostPerDay::NoDaysAvoided => json!({ "status": "no_days_avoided" }),
        CostPerDay::CannotBeTold => json!({ "status": "cannot_be_told" }),
        CostPerDay::Saves => json!({ "status": "costs_less" }),
        CostPerDay::Pounds(each) => {
            let mut known = interval(each);
            known["status"] = "known".into();
            known
        }
    }
}

fn freed_days(findings: &Findings, option: &OptionFindings) -> Value {
    let (Some(days), Some(cost)) = (option.days_avoided, option.extra_cost) else { return Value::Null };
    let conventions: Map<String, Value> = money::freed_days(&findings.scenario.system.prices, days, cost)
        .into_iter()
        .map(|freed| {
            let value = json!({
                "price": number(freed.price),
                "value": interval(&freed.value),
                "net_cost": interval(&freed.net_cost),
            });
            (freed.convention.id().to_owned(), value)
        })
        .collect();
    conventions.into()
}

/// Every outcome by its name in `replications.csv`.
fn tallies(findings: &Findings, option: &OptionResults, tallies: &[Tally]) -> Value {
    debug_assert!(option.outcomes.len() >= tallies.len());
    let names = findings.results.outcomes.iter().map(|outcome: &Outcome| outcome.id(&findings.scenario.system));
    let entries = names.zip(tallies).filter(|(_, tally)| !tally.is_empty()).map(|(name, tally)| {
        let mut entry = interval(&tally.estimate());
        entry["smallest"] = number(tally.smallest());
        entry["largest"] = number(tally.largest());
        entry["replications"] = json!(tally.observations());
        (name, entry)
    });
    entries.collect::<Map<String, Value>>().into()
}

/// The date by which half of the replications that ever reach the target have reached it.
fn first_met(findings: &Findings, option: &OptionFindings) -> Value {
    let days = &option.results.day_target_first_met;
    if days.is_empty() {
        return Value::Null;
    }
    let date = |probability: f64| findings.day_first_met(option, probability).map(|date| date.to_string());
    json!({ "replications": days.observations(), "median": date(0.5), "p25": date(0.25), "p75": date(0.75) })
}

/// How spreads split, and what was drawn.
fn not_known(findings: &Findings, ignorance: &Ignorance) -> Value {
    let (refused, attempts) = ignorance.drawn.refused();
    let split = |split: &Split| {
        let mut entry: Map<String, Value> =
            Split::PARTS.into_iter().map(|(name, part)| (name.to_owned(), interval(&part(split)))).collect();
        entry.insert("option".into(), findings.id(split.asked.option).into());
        entry.insert("quantity".into(), split.name(&findings.scenario.system).into());
        Value::Object(entry)
    };
    let shares = findings.results.options.iter().zip(&ignorance.shares_of_lowest);
    let lowest: Map<String, Value> = shares.map(|(option, share)| (option.id.clone(), interval(share))).collect();
    let correlations: Map<String, Value> = ignorance
        .drawings
        .iter()
        .map(|drawing| (drawing.known.path().to_owned(), interval(&drawing.correlation)))
        .collect();
    json!({
        "assumptions_drawn": ignorance.drawn.known.len(),
        "draws": ignorance.drawn.rows.len(),
        "attempts": attempts,
        "refused": refused,
        "opening_census_cut": ignorance.drawn.cut_censuses(),
        "splits": ignorance.splits.iter().map(split).collect::<Vec<_>>(),
        "share_of_draws_with_the_lowest_count": lowest,
        "rank_correlations": {
            "option": findings.id(ignorance.lowest),
            "with": "delayed_on_target_day",
            "of": correlations,
        },
    })
}
