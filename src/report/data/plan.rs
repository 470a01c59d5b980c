//! `points.csv` and `summary.json` of a plan.

use serde_json::{Value, json};

use super::{number, pounds, table};
use crate::experiment::plan::simulated::{Waiting, When};
use crate::experiment::plan::{Evaluated, Goal, Step, Verdict};
use crate::report::Stamp;
use crate::report::numbers::fixed;
use crate::report::plan::{Plan, headline};
use crate::statistics::Estimate;

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// The columns after those of the levers.
const COLUMNS: [&str; 21] = [
    "replications",
    "measure",
    "measure_lower",
    "measure_upper",
    "delayed",
    "delayed_lower",
    "delayed_upper",
    "cost",
    "cost_lower",
    "cost_upper",
    "total_cost_with_delayed_days",
    "total_lower",
    "total_upper",
    "schemes_spend",
    "spend_lower",
    "spend_upper",
    "verdict",
    "is_doubtful",
    "is_on_frontier",
    "is_on_path",
    "is_best",
];

/// One row for each point that was simulated; a column for each lever, named by the path of its quantity.
pub fn csv(plan: &Plan) -> Vec<u8> {
    let levers = &plan.planned.order.levers;
    let header: Vec<&str> = levers.iter().map(|lever| lever.quantity.as_str()).chain(COLUMNS).collect();
    let frontier = plan.frontier();
    let answer = &plan.planned.answer;
    let rows = answer.evaluated.iter().zip(&plan.planned.spent_at).enumerate().map(|(at, (evaluated, spent))| {
        let mut row: Vec<String> =
            levers.iter().zip(&evaluated.point).map(|(lever, &level)| lever.value(level).to_string()).collect();
        row.push(evaluated.replications.to_string());
        let ends = |estimate: &Estimate, write: &dyn Fn(f64) -> String| {
            [write(estimate.mean), write(estimate.lower), write(estimate.upper)]
        };
        row.extend(ends(&evaluated.measure, &|value| fixed(value, 6)));
        row.extend(ends(&evaluated.delayed, &number));
        row.extend([&evaluated.cost, &evaluated.total, spent].iter().flat_map(|estimate| ends(estimate, &pounds)));
        row.push(verdict(evaluated.verdict).to_owned());
        let flags = [
            evaluated.is_doubtful,
            frontier.contains(&at),
            answer.path.contains(&evaluated.point),
            evaluated.point == answer.best,
        ];
        row.extend(flags.map(|flag| flag.to_string()));
        row
    });
    table(&header, rows)
}

fn verdict(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Feasible) => "feasible",
        Some(Verdict::Short) => "short",
        Some(Verdict::Dear) => "dear",
        None => "",
    }
}

/// What a program needs to know of a plan.
pub fn json(plan: &Plan, stamp: &Stamp) -> String {
    let (order, answer) = (&plan.planned.order, &plan.planned.answer);
    let (goal, asked) = match order.goal {
        Goal::AtLeast(asked) => ("probability", asked),
        Goal::AtMost(asked) => ("mean", asked),
        Goal::Cheapest(price) => ("cost", price),
    };
    let levers = order.levers.iter().zip(&answer.best).map(|(lever, &level)| {
        json!({
            "id": lever.id, "title": lever.title, "quantity": lever.quantity,
            "least": lever.least, "most": lever.most, "step": lever.step,
            "unit_price": lever.unit_price, "value": lever.value(level),
        })
    });
    let waiting = plan.planned.waiting.iter().map(|(waiting, patients)| match waiting {
        Waiting::Because(reason) => json!({ "reason": reason.code(), "patients": estimate(patients) }),
        Waiting::ForService(service) => {
            json!({ "service": plan.scenario.system.services[*service].id, "patients": estimate(patients) })
        }
    });
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": plan.seed },
        "scenario": { "id": plan.scenario.id, "title": plan.scenario.title, "hash": plan.scenario.hash },
        "replications": { "first_stage": order.first_stage, "cap": order.cap, "runs": plan.planned.runs },
        "goal": {
            "kind": goal, "asked": asked, "at_most": order.at_most, "budget": order.budget,
            "when": if order.when == When::OnTheDate { "date" } else { "period" },
        },
        "headline": headline(plan),
        "is_plan": answer.is_plan,
        "is_complete": answer.is_complete,
        "is_monotone": answer.is_monotone,
        "grid": answer.grid,
        "points": answer.evaluated.len(),
        "levers": levers.collect::<Vec<_>>(),
        "fresh": evaluated(&answer.fresh),
        "schemes_spend": estimate(&plan.planned.spent),
        "alike": answer.alike.iter().map(|point| values(plan, point)).collect::<Vec<_>>(),
        "refuted": answer.refuted.iter().map(|point| values(plan, point)).collect::<Vec<_>>(),
        "first_steps": answer.first_steps.iter().map(|step| one_step(plan, step)).collect::<Vec<_>>(),
        "last_steps": answer.steps.iter().map(|step| one_step(plan, step)).collect::<Vec<_>>(),
        "waiting": waiting.collect::<Vec<_>>(),
        "frontier": plan.frontier().into_iter().map(|at| {
            let found = &answer.evaluated[at];
            json!({ "values": values(plan, &found.point), "found": evaluated(found) })
        }).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn values(plan: &Plan, point: &[u32]) -> Vec<f64> {
    plan.planned.order.levers.iter().zip(point).map(|(lever, &level)| lever.value(level)).collect()
}

fn estimate(estimate: &Estimate) -> Value {
    json!({ "mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper })
}

fn evaluated(evaluated: &Evaluated) -> Value {
    json!({
        "replications": evaluated.replications,
        "measure": estimate(&evaluated.measure),
        "delayed": estimate(&evaluated.delayed),
        "cost": estimate(&evaluated.cost),
        "total_with_delayed_days": estimate(&evaluated.total),
    })
}

fn one_step(plan: &Plan, step: &Step) -> Value {
    json!({
        "lever": plan.planned.order.levers[step.lever].id,
        "from": values(plan, &step.from),
        "to": values(plan, &step.to),
        "fewer_delayed": estimate(&step.fewer),
        "extra_cost": estimate(&step.more),
        "fewer_per_100_000_pounds": step.per_100_000.as_ref().map(estimate),
    })
}
