//! `dtoc sensitivity`: which assumption matters most, and how wrong it may be before the decision is another.

use std::path::PathBuf;

use indicatif::ProgressBar;

use super::arguments::{By, SensitivityArguments};
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::memory::{EVALUATIONS, Memory, Search, paused};
use super::run::option_position;
use super::sources::{self, Text};
use super::terminal;
use super::words::{grouped, quoted};
use crate::experiment::Progress;
use crate::experiment::comparison::Criterion;
use crate::experiment::evaluations::{Evaluation, Evaluations, Unevaluated, Watch};
use crate::experiment::sensitivity::{Question, Sensitivity, Stage, examine, read_off};
use crate::report::sensitivity::Answered;
use crate::report::{Report, Stamp};
use crate::scenario::{Draft, Scenario};

/// The line while runs go on. Their number is known for one stage after the other.
const RUNS: &str = "{spinner} {msg}: {human_pos} of {human_len} runs";

/// Examines every assumption with a range, writes the folder and says what was found.
pub fn sensitivity(arguments: &SensitivityArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let question = question(&scenario, arguments)?;
    let usual = || PathBuf::from("output").join(format!("{}-sensitivity", scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(usual);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    let bar = terminal::bar(0, RUNS);
    let draft = text.draft();
    let examined = search(&scenario, &draft, &question, arguments, &folder, &bar);
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let (found, simulated) = examined.map_err(|failure| paused(failure, &folder))?;
    let stamp =
        Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(&scenario, &found.question, arguments) };
    let answered = Answered { scenario: &scenario, found: &found };
    let report = Report::new(&answered, &stamp);
    for file in &report.files {
        interruption::checkpoint().map_err(|failure| paused(failure, &folder))?;
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[EVALUATIONS])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!("{} runs in {:.1} seconds\n\n", grouped(simulated), elapsed.as_secs_f64()));
    }
    terminal::print(&report.text(Some(&destination.display().to_string()), terminal::width()))
}

/// What is to be examined, with nothing left to look up.
fn question(scenario: &Scenario, arguments: &SensitivityArguments) -> Result<Question, Failure> {
    if !scenario.assumptions.iter().any(|assumption| assumption.low.is_some() && assumption.high.is_some()) {
        let what = format!("no assumption of the scenario `{}` has a range: nothing to vary", scenario.id);
        return Err(Failure::cannot(what)
            .help("write how far a number may lie from its value: { value = 150, low = 120, high = 180 }"));
    }
    let mut options = Vec::new();
    for id in &arguments.options {
        let position = option_position(scenario, id)?;
        if !options.contains(&position) {
            options.push(position);
        }
    }
    if options.is_empty() {
        options = (0..scenario.system.options.len()).collect();
    }
    let reference = match &arguments.reference {
        Some(id) => Some(option_position(scenario, id)?),
        None => Some(scenario.system.reference).filter(|reference| options.contains(reference)),
    };
    if let Some(reference) = reference.filter(|reference| !options.contains(reference)) {
        options.push(reference);
        options.sort_unstable();
    }
    Ok(Question {
        seed: arguments.seed,
        reference: reference.and_then(|reference| options.iter().position(|option| *option == reference)),
        options,
        criterion: match arguments.by {
            By::Delayed => Criterion::Delayed,
            By::DelayedDays => Criterion::DelayedDays,
        },
        probability: arguments.probability,
        replications: arguments.replications,
        trajectories: arguments.trajectories,
    })
}

/// What was found, and how many runs that took.
fn search(
    scenario: &Scenario,
    draft: &Draft,
    question: &Question,
    arguments: &SensitivityArguments,
    folder: &OutputFolder,
    bar: &ProgressBar,
) -> Result<(Sensitivity, u64), Failure> {
    let identity = Search::new(&scenario.hash, question.seed, "sensitivity");
    let (mut memory, earlier) = Memory::open(folder, &identity, arguments.resume)?;
    let check = |values: &[(String, f64)]| draft.check(values);
    let load = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(question.seed, arguments.threads, &load, &read_off)?;
    evaluations.remember(earlier);
    let progress = |progress: Progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        !interruption::is_wanted()
    };
    let mut keep = |found: &[Evaluation]| memory.keep(found);
    let mut watch = Watch { progress: &progress, found: &mut keep };
    let stage = |stage: Stage| {
        bar.set_message(match stage {
            Stage::Stated => "the options as stated",
            Stage::Ends => "each assumption at its low and high",
            Stage::Switching => "where the decision is another",
            Stage::Screening => "all assumptions together",
        });
    };
    let found = examine(question, &check, &mut evaluations, &mut watch, &stage);
    memory.checkpoint()?;
    let found = found.map_err(|failure| match failure {
        Unevaluated::Interrupted(interrupted) => interrupted.into(),
        Unevaluated::Refused { problems, .. } => {
            sources::show(&problems);
            Failure::cannot(format!("`{}` cannot be run with other values", scenario.id))
        }
    })?;
    Ok((found, evaluations.simulated()))
}

/// The command that gives these results again. What changes no number is left out.
fn command(scenario: &Scenario, question: &Question, arguments: &SensitivityArguments) -> String {
    let mut command = format!("dtoc sensitivity {}", quoted(&arguments.scenario));
    for id in &arguments.options {
        command.push_str(&format!(" --option {id}"));
    }
    if let Some(reference) = question.reference {
        command.push_str(&format!(" --reference {}", scenario.system.options[question.options[reference]].id));
    }
    let by = match arguments.by {
        By::Delayed => "delayed",
        By::DelayedDays => "delayed-days",
    };
    command
        + &format!(
            " --by {by} --probability {} --replications {} --trajectories {} --seed {}",
            arguments.probability, arguments.replications, arguments.trajectories, arguments.seed
        )
}
