//! The tables: what each lever is set to and what a step of it does, what each sum buys, where patients wait, what the levers set,
//! and every point.

use super::answer::Plan;
use crate::experiment::plan::simulated::Waiting;
use crate::experiment::plan::{Evaluated, Step, Verdict};
use crate::report::document::table::{Cell, Columns, Table};
use crate::report::document::words::code;
use crate::report::numbers::{self, NOTHING, value_in_words};
use crate::scenario::Lever;
use crate::statistics::Estimate;

/// Most rows of what each sum buys.
const MOST_SUMS: usize = 14;

/// What each lever is set to, and what one more step of it does.
pub fn levers(plan: &Plan) -> Table {
    let answer = &plan.planned.answer;
    let what = if answer.is_plan { "the plan" } else { "the best mix" };
    let caption = format!(
        "What each lever is set to, and the price of moving it: delayed patients fewer {} for one step from nothing bought, and for \
         the next step at {what} (the last one, where the lever is at its most). Paired differences of the same people, with 95 % \
         intervals. “free”: the step does not clearly cost anything.",
        plan.when()
    );
    let steps = [("First step: fewer", &answer.first_steps, [1, 2]), ("Last step: fewer", &answer.steps, [4, 5])];
    Columns::<(usize, (&Lever, u32))>::default()
        .name("Lever", |(_, (lever, _))| lever.title.as_str())
        .number("Range", |(_, (lever, _))| numbers::range(&value_in_words(lever.least), &value_in_words(lever.most)))
        .given_up(3)
        .number("Set to", |(_, (lever, level))| value_in_words(lever.value(*level)))
        .each(steps, |columns, (title, steps, [first, then])| {
            let step = move |at: usize| steps.iter().find(|step| step.lever == at);
            columns
                .number(title, move |(at, _)| step(*at).map(|step| numbers::figure(&step.fewer, 0.01)))
                .given_up(first)
                .number("per £100k", move |(at, _)| step(*at).map(per_100_000))
                .given_up(then)
        })
        .table(caption, plan.levers(&answer.best).enumerate())
        .long()
}

fn per_100_000(step: &Step) -> Cell {
    let without = if step.fewer.lower > 0.0 { "free" } else { NOTHING };
    step.per_100_000.map_or_else(|| without.into(), |ratio| numbers::figure(&ratio, 0.01).into())
}

/// What each sum buys: the frontier.
pub fn sums(plan: &Plan) -> Table {
    let mut points = plan.frontier();
    if points.len() > MOST_SUMS {
        let last = points.len() - 1;
        points = (0..MOST_SUMS).map(|row| points[row * last / (MOST_SUMS - 1)]).collect();
    }
    let caption = format!(
        "Of all points simulated those that no cheaper one equals: cost on average, and delayed patients {}, with 95 % intervals.",
        plan.when()
    );
    let at_most = format!("At {} or fewer", plan.at_most());
    Columns::<&Evaluated>::default()
        .number("Cost", |evaluated| numbers::money_figure(&evaluated.cost))
        .number("Delayed", |evaluated| numbers::figure(&evaluated.delayed, 0.1))
        .when(plan.has_shares(), |columns| columns.number(at_most, |evaluated| Cell::percentage(&evaluated.measure)))
        .text("Mix", |evaluated| plan.mix(&evaluated.point))
        .table(caption, points.into_iter().filter_map(|at| plan.planned.answer.evaluated.get(at)))
        .long()
}

/// Where those who are still delayed wait, most first.
pub fn waiting(plan: &Plan) -> Table {
    let is_service = |waiting: &Waiting| matches!(waiting, Waiting::ForService(_));
    let mut found: Vec<&(Waiting, Estimate)> =
        plan.planned.waiting.iter().filter(|(_, patients)| patients.mean >= 0.05).collect();
    found.sort_by(|one, other| is_service(&one.0).cmp(&is_service(&other.0)).then(other.1.mean.total_cmp(&one.1.mean)));
    let what = if plan.planned.answer.is_plan { "With the plan" } else { "With the best mix" };
    let caption = format!("{what}, {}: patients on average, with 95 % intervals, in fresh replications.", plan.when());
    Columns::<&(Waiting, Estimate)>::default()
        .text("Who", |(waiting, _)| match waiting {
            Waiting::Because(_) => "Delayed in hospital, reason",
            Waiting::ForService(_) => "For a place, wherever they are",
        })
        .text("Wait for", |(waiting, _)| match waiting {
            Waiting::Because(reason) => format!("{}: {}", reason.code(), reason.title()),
            Waiting::ForService(service) => plan.scenario.system.services[*service].title.clone(),
        })
        .number("Patients", |(_, patients)| numbers::figure(patients, 0.1))
        .table(caption, found)
        .long()
}

/// The quantities behind the levers, with the values the best point gives them.
pub fn quantities(plan: &Plan) -> Table {
    let best = plan.levers(&plan.planned.answer.best);
    // What is said of a lever stands at its first quantity.
    let rows = best.flat_map(|(lever, level)| {
        lever.values(level).into_iter().enumerate().map(move |(at, set)| ((at == 0).then_some(lever), set))
    });
    let once = |words: Option<String>| Cell::from(words.unwrap_or_default());
    Columns::<(Option<&Lever>, (String, f64))>::default()
        .text("Lever", move |(lever, _)| once(lever.map(|lever| lever.title.clone())))
        .text("Quantity", |(_, (path, _))| code(path))
        .number("Value", |(_, (_, value))| value_in_words(*value))
        .text("Price of a unit", move |(lever, _)| once(lever.map(price_of_a_unit)))
        .table("What the file with the option, plan.toml, sets.", rows)
        .long()
}

fn price_of_a_unit(lever: &Lever) -> String {
    lever.unit_price.map_or_else(|| "what the accounts say".to_owned(), numbers::money)
}

/// Every point that was simulated.
pub fn points(plan: &Plan) -> Table {
    Columns::<&Evaluated>::default()
        .each(plan.planned.order.levers.iter().enumerate(), |columns, (at, lever)| {
            columns.number(&lever.title, move |evaluated| {
                evaluated.point.get(at).map(|&level| value_in_words(lever.value(level)))
            })
        })
        .number("Replications", |evaluated| numbers::whole(evaluated.replications as f64))
        .number("Delayed", |evaluated| numbers::figure(&evaluated.delayed, 0.1))
        .when(plan.has_shares(), |columns| {
            columns.number("Share", |evaluated| numbers::percent(evaluated.measure.mean))
        })
        .number("Cost", |evaluated| numbers::money_figure(&evaluated.cost))
        .text("Verdict", |evaluated| verdict(evaluated))
        .table("The same people come at every point. Below a number its 95 % interval.", &plan.planned.answer.evaluated)
        .long()
}

/// A verdict in a word or two.
fn verdict(evaluated: &Evaluated) -> String {
    let words = match evaluated.verdict {
        Some(Verdict::Feasible) => "meets the goal",
        Some(Verdict::Short) => "falls short",
        Some(Verdict::Dear) => "above the budget",
        None => "",
    };
    format!("{words}{}", if evaluated.is_doubtful { " (by the mean)" } else { "" })
}
