//! `dtoc plan`: the cheapest mix of levers that meets the target, or the best that a sum can buy.

mod checked;

use std::path::PathBuf;

use indicatif::ProgressBar;

use super::arguments::{GoalWord, PlanArguments};
use super::extended;
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::memory::{EVALUATIONS, Memory, Search, paused};
use super::sources::{self, Text};
use super::terminal;
use super::uncertain::{self, Uncertain};
use super::words::{counted, grouped, quoted};
use crate::experiment::evaluations::{Evaluations, Unevaluated, Values, Watch};
use crate::experiment::ignorance::{Ignorance, Remembered};
use crate::experiment::plan::Goal;
use crate::experiment::plan::simulated::{Planned, When};
use crate::report::plan::Plan;
use crate::report::{Report, Stamp};
use checked::Checked;

/// The line while the search goes on: nobody knows beforehand how much it will ask.
const SEARCHING: &str = "{spinner} {human_pos} runs, {elapsed}";

/// Looks for the plan, writes the folder and says what was found. Everything is checked before anything is simulated.
pub fn plan(arguments: &PlanArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let checked = checked::checked(&mut text, scenario, arguments)?;
    let unknown = unknown(&mut text, &checked, arguments)?;
    let place = || PathBuf::from("output").join(format!("{}-plan", checked.scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(place);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    carry_out(&text, checked, unknown, &folder, arguments).map_err(|failure| paused(failure, &folder))
}

/// What is not known and drawn for every replication, with words that tell it from another.
struct Unknown {
    ignorance: Ignorance,
    words: String,
}

/// What is to be drawn, tried beforehand; nothing where every assumption keeps its stated value.
fn unknown(text: &mut Text, checked: &Checked, arguments: &PlanArguments) -> Result<Option<Unknown>, Failure> {
    let Some(asked) = Uncertain::asked(arguments.uncertain, arguments.posterior.as_deref())? else { return Ok(None) };
    let ignorance = asked.ignorance(arguments.seed, text, &checked.scenario)?;
    uncertain::rehearse(&ignorance, &checked.scenario)?;
    Ok(Some(Unknown { ignorance, words: asked.in_words() }))
}

fn carry_out(
    text: &Text,
    checked: Checked,
    unknown: Option<Unknown>,
    folder: &OutputFolder,
    arguments: &PlanArguments,
) -> Result<(), Failure> {
    let bar = terminal::bar(0, SEARCHING);
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    let planned = search(&checked, unknown.as_ref(), folder, arguments, &bar)?;
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let destination = folder.destination().to_owned();
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(&checked, arguments) };
    let plan = Plan {
        scenario: checked.scenario,
        planned,
        drawn: unknown.map_or(0, |unknown| unknown.ignorance.paths().count()),
        seed: arguments.seed,
        is_new_option: checked.is_new_option,
        extends: extended::name(text, &arguments.scenario, &destination),
    };
    let report = Report::new(&plan, &stamp);
    for file in &report.files {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[EVALUATIONS])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!(
            "{} with {} runs in {:.1} seconds\n\n",
            counted(plan.planned.answer.evaluated.len(), "point"),
            grouped(plan.planned.runs),
            elapsed.as_secs_f64()
        ));
    }
    terminal::print(&report.text(Some(&destination.display().to_string()), terminal::width()))
}

fn search(
    checked: &Checked,
    unknown: Option<&Unknown>,
    folder: &OutputFolder,
    arguments: &PlanArguments,
    bar: &ProgressBar,
) -> Result<Planned, Failure> {
    let (order, system) = (&checked.order, &checked.scenario.system);
    let drawn = unknown.map_or(String::new(), |unknown| format!(", assumptions {}", unknown.words));
    let search = Search::new(&checked.scenario.hash, arguments.seed, order.kind(system) + &drawn);
    let (mut memory, earlier) = Memory::open(folder, &search, arguments.resume)?;
    let loading = |values: &[(String, f64)]| checked.system_with(values);
    let read = order.reading(system);
    let reading = |_: &_, _: usize, recorder: &_| read(recorder);
    let draws = unknown.map(|unknown| Remembered::new(&unknown.ignorance));
    let draws = draws.as_ref().map(|draws| |replication| -> Values { draws.values(replication) });
    let mut evaluations = Evaluations::new(arguments.seed, arguments.threads, &loading, &reading)?;
    if let Some(draws) = &draws {
        evaluations = evaluations.with_draws(draws);
    }
    bar.inc(earlier.len() as u64);
    evaluations.remember(earlier);
    let found = {
        let mut watch = Watch {
            progress: &|_| !interruption::is_wanted(),
            found: &mut |found| {
                bar.inc(found.len() as u64);
                memory.keep(found)
            },
        };
        order.plan(system, &mut evaluations, &mut watch)
    };
    memory.checkpoint()?;
    found.map_err(|unevaluated| match unevaluated {
        Unevaluated::Interrupted(interrupted) => interrupted.into(),
        Unevaluated::Refused { values, problems } => checked::refused(&values, &problems),
    })
}

/// The command that gives these results again. What changes no number is left out.
fn command(checked: &Checked, arguments: &PlanArguments) -> String {
    let order = &checked.order;
    let mut command = format!("dtoc plan {}", quoted(&arguments.scenario));
    if let Some(option) = &arguments.option {
        command.push_str(&format!(" --option {option}"));
    }
    command.push_str(&match order.goal {
        Goal::AtLeast(asked) => format!(" --probability {asked} --at-most {}", order.at_most),
        Goal::AtMost(asked) => format!(" --goal mean --at-most {asked}"),
        Goal::Cheapest(price) => format!(" --goal cost --delayed-day-price {price}"),
    });
    if order.when == When::OverThePeriod {
        command.push_str(" --over-period");
    }
    if let Some(budget) = order.budget {
        command.push_str(&format!(" --budget {budget}"));
    }
    command.push_str(&uncertain::command(arguments.uncertain, arguments.posterior.as_deref()));
    command + &format!(" --replications {} --cap {} --seed {}", order.first_stage, order.cap, arguments.seed)
}

/// What the words of the goal come to; checked elsewhere.
fn goal(arguments: &PlanArguments, at_most: f64, day_price: f64) -> Goal {
    match arguments.goal {
        GoalWord::Probability => Goal::AtLeast(arguments.probability.unwrap_or(checked::PROBABILITY)),
        GoalWord::Mean => Goal::AtMost(at_most),
        GoalWord::Cost => Goal::Cheapest(day_price),
    }
}
