//! `dtoc compare`: which option is best, and how sure that is.

use std::path::PathBuf;

use indicatif::ProgressBar;

use super::arguments::{By, CompareArguments};
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::run::option_position;
use super::sources::{self, Text};
use super::terminal;
use super::uncertain::{self, Uncertain};
use super::words::{counted, quoted};
use crate::experiment::Models;
use crate::experiment::comparison::{Compared, Contest, Criterion};
use crate::experiment::ignorance::Ignorance;
use crate::model::Model;
use crate::report::comparison::Comparison;
use crate::report::{Report, Stamp};
use crate::scenario::Scenario;

/// Patients that change no decision, where nothing else is asked for.
const PATIENTS: f64 = 2.0;
/// Delayed days over the whole period that change no decision, where nothing else is asked for.
const DELAYED_DAYS: f64 = 200.0;

/// The line while replications go on, to a number that need not be reached.
const AT_MOST: &str = "{spinner} {human_pos} replications of at most {human_len}, {msg} left";

/// Replicates the options until the best is known, writes the folder and says which it is.
pub fn compare(arguments: &CompareArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let contest = contest(&scenario, arguments)?;
    let asked = Uncertain::asked(arguments.uncertain, arguments.posterior.as_deref())?;
    let ignorance = asked.map(|asked| asked.ignorance(contest.seed, &mut text, &scenario)).transpose()?;
    if let Some(ignorance) = &ignorance {
        uncertain::rehearse(ignorance, &scenario)?;
    }
    let usual = || PathBuf::from("output").join(format!("{}-compare", scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(usual);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    folder.clear(&[])?;
    let bar = terminal::bar(contest.cap, AT_MOST);
    let compared = simulate(&scenario, ignorance.as_ref(), &contest, &bar)?;
    let elapsed = bar.elapsed();
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(&scenario, &contest, arguments) };
    let comparison = Comparison::new(&scenario, &compared);
    let report = Report::new(&comparison, &stamp);
    for file in &report.files {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!(
            "{} of {} in {:.1} seconds\n\n",
            counted(usize::try_from(compared.replications()).unwrap_or(usize::MAX), "replication"),
            counted(compared.options.len(), "option"),
            elapsed.as_secs_f64()
        ));
    }
    let place = destination.display().to_string();
    terminal::print(&report.text(Some(&place), terminal::width()))
}

/// What is to be compared, with nothing left to look up.
fn contest(scenario: &Scenario, arguments: &CompareArguments) -> Result<Contest, Failure> {
    let options = scenario.system.options.len();
    if options < 2 {
        return Err(Failure::cannot(format!("the scenario `{}` has one option: nothing to compare", scenario.id))
            .help("add another [[option]]; README.md in the folder of the scenarios says how"));
    }
    let reference = match &arguments.reference {
        Some(id) => option_position(scenario, id)?,
        None => scenario.system.reference,
    };
    let (criterion, usual) = match arguments.by {
        By::Delayed => (Criterion::Delayed, PATIENTS),
        By::DelayedDays => (Criterion::DelayedDays, DELAYED_DAYS),
    };
    Ok(Contest {
        seed: arguments.seed,
        options: (0..options).collect(),
        reference,
        criterion,
        indifference: arguments.indifference.unwrap_or(usual),
        confidence: arguments.confidence,
        cap: arguments.cap,
        threads: arguments.threads,
    })
}

fn simulate(
    scenario: &Scenario,
    ignorance: Option<&Ignorance>,
    contest: &Contest,
    bar: &ProgressBar,
) -> Result<Compared, Failure> {
    let model = Model::new(scenario.system.clone());
    let ran = contest.run(Models { stated: &model, ignorance }, &|progress, left| {
        bar.set_position(progress.done);
        bar.set_message(counted(left, "option"));
        !interruption::is_wanted()
    });
    bar.finish_and_clear();
    Ok(ran?)
}

/// The command that gives these results again.
fn command(scenario: &Scenario, contest: &Contest, arguments: &CompareArguments) -> String {
    let reference = &scenario.system.options[contest.reference].id;
    let by = match contest.criterion {
        Criterion::Delayed => "delayed",
        Criterion::DelayedDays => "delayed-days",
    };
    format!(
        "dtoc compare {} --reference {reference} --by {by} --indifference {} --confidence {} --cap {}{} --seed {}",
        quoted(&arguments.scenario),
        contest.indifference,
        contest.confidence,
        contest.cap,
        uncertain::command(arguments.uncertain, arguments.posterior.as_deref()),
        contest.seed
    )
}
