//! `points.csv` and what `summary.json` says of a plan.

use super::answer::Plan;
use super::finding::headline;
use crate::experiment::plan::simulated::{Waiting, When};
use crate::experiment::plan::{Evaluated, Goal, Point, Step, Verdict};
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::report::told::{interval, keys};
use crate::statistics::Estimate;
use serde_json::{Map, Value, json};

/// A point by its position, and what its schemes spend.
type Line<'a> = (usize, (&'a Evaluated, &'a Estimate));

/// One row for each point that was simulated; a column for each lever, named by the path of its quantity.
pub fn data(plan: &Plan, sheets: &mut dyn Sheets) {
    let answer = &plan.planned.answer;
    let frontier = plan.frontier();
    let lines = answer.evaluated.iter().zip(&plan.planned.spent_at).enumerate();
    Fields::<Line>::default()
        .fields(plan.planned.order.levers.iter().map(|lever| &lever.quantity), |(_, (evaluated, _))| {
            plan.values(&evaluated.point).into_iter().map(Datum::Exact).collect()
        })
        .field("replications", |(_, (evaluated, _))| evaluated.replications)
        .interval("measure", Datum::share, |(_, (evaluated, _))| Some(evaluated.measure))
        .interval("delayed", Datum::number, |(_, (evaluated, _))| Some(evaluated.delayed))
        .interval("cost", Datum::pounds, |(_, (evaluated, _))| Some(evaluated.cost))
        .estimate(
            ["total_cost_with_delayed_days", "total_lower", "total_upper"],
            Datum::pounds,
            |(_, (evaluated, _))| Some(evaluated.total),
        )
        .estimate(["schemes_spend", "spend_lower", "spend_upper"], Datum::pounds, |(_, (_, spent))| Some(**spent))
        .field("verdict", |(_, (evaluated, _))| evaluated.verdict.map(verdict))
        .field("is_doubtful", |(_, (evaluated, _))| evaluated.is_doubtful)
        .field("is_on_frontier", |(at, _)| frontier.contains(at))
        .field("is_on_path", |(_, (evaluated, _))| answer.path.contains(&evaluated.point))
        .field("is_best", |(_, (evaluated, _))| evaluated.point == answer.best)
        .write(sheets, "points", "every point that was simulated", lines);
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Feasible => "feasible",
        Verdict::Short => "short",
        Verdict::Dear => "dear",
    }
}

/// What a program needs to know of a plan.
pub fn summary(plan: &Plan) -> Map<String, Value> {
    let (order, answer) = (&plan.planned.order, &plan.planned.answer);
    let values = |points: &[Point]| points.iter().map(|point| plan.values(point)).collect::<Vec<_>>();
    let steps = |steps: &[Step]| steps.iter().map(|step| one_step(plan, step)).collect::<Vec<_>>();
    keys(json!({
        "replications": { "first_stage": order.first_stage, "cap": order.cap, "runs": plan.planned.runs },
        "goal": goal(plan),
        "headline": headline(plan),
        "is_plan": answer.is_plan,
        "is_complete": answer.is_complete,
        "is_monotone": answer.is_monotone,
        "grid": answer.grid,
        "points": answer.evaluated.len(),
        "levers": levers(plan),
        "fresh": evaluated(&answer.fresh),
        "schemes_spend": interval(&plan.planned.spent),
        "alike": values(&answer.alike),
        "refuted": values(&answer.refuted),
        "first_steps": steps(&answer.first_steps),
        "last_steps": steps(&answer.steps),
        "waiting": waiting(plan),
        "frontier": frontier(plan),
    }))
}

fn goal(plan: &Plan) -> Value {
    let order = &plan.planned.order;
    let (kind, asked) = match order.goal {
        Goal::AtLeast(asked) => ("probability", asked),
        Goal::AtMost(asked) => ("mean", asked),
        Goal::Cheapest(price) => ("cost", price),
    };
    json!({
        "kind": kind, "asked": asked, "at_most": order.at_most, "budget": order.budget,
        "when": if order.when == When::OnTheDate { "date" } else { "period" },
    })
}

fn levers(plan: &Plan) -> Vec<Value> {
    let levers = plan.levers(&plan.planned.answer.best).map(|(lever, level)| {
        json!({
            "id": lever.id, "title": lever.title, "quantity": lever.quantity,
            "least": lever.least, "most": lever.most, "step": lever.step,
            "unit_price": lever.unit_price, "value": lever.value(level),
        })
    });
    levers.collect()
}

fn waiting(plan: &Plan) -> Vec<Value> {
    let waiting = plan.planned.waiting.iter().map(|(waiting, patients)| match waiting {
        Waiting::Because(reason) => json!({ "reason": reason.code(), "patients": interval(patients) }),
        Waiting::ForService(service) => {
            json!({ "service": plan.scenario.system.services[*service].id, "patients": interval(patients) })
        }
    });
    waiting.collect()
}

fn frontier(plan: &Plan) -> Vec<Value> {
    let found = plan.frontier().into_iter().filter_map(|at| plan.planned.answer.evaluated.get(at));
    found.map(|found| json!({ "values": plan.values(&found.point), "found": evaluated(found) })).collect()
}

fn evaluated(evaluated: &Evaluated) -> Value {
    json!({
        "replications": evaluated.replications,
        "measure": interval(&evaluated.measure),
        "delayed": interval(&evaluated.delayed),
        "cost": interval(&evaluated.cost),
        "total_with_delayed_days": interval(&evaluated.total),
    })
}

fn one_step(plan: &Plan, step: &Step) -> Value {
    json!({
        "lever": plan.planned.order.levers[step.lever].id,
        "from": plan.values(&step.from),
        "to": plan.values(&step.to),
        "fewer_delayed": interval(&step.fewer),
        "extra_cost": interval(&step.more),
        "fewer_per_100_000_pounds": step.per_100_000.as_ref().map(interval),
    })
}
