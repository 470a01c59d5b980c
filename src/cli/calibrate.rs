//! `dtoc calibrate`: the quantities of a scenario fitted to what was really counted.

mod order;

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::arguments::CalibrateArguments;
use super::extended;
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::memory::{self, EVALUATIONS, Memory, Search};
use super::sources::{self, Text};
use super::terminal;
use super::words::quoted;
use crate::experiment::calibration::{
    FIRST_PREDICTION, Influence, Posterior, Predicted, Quantity, Simulated, Unfitted, days_needed, fit, predict,
    predicted, reading, screen,
};
use crate::experiment::evaluations::{Evaluation, Evaluations, Unevaluated, Values, Watch};
use crate::experiment::{Interrupted, Progress};
use crate::report::calibration::{self, Calibrated};
use crate::report::{Report, Stamp};
use crate::scenario::{Draft, Scenario};
use order::Order;

/// The line while runs go on.
const RUNS: &str = "{spinner} {human_pos} of {human_len} runs of this step, {eta} left";

/// Fits, writes the folder and says what was found. Everything is checked before anything is simulated.
pub fn calibrate(arguments: &CalibrateArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let order = order::checked(&scenario, arguments)?;
    let usual = || PathBuf::from("output").join(format!("{}-calibrate", scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(usual);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    let draft = text.draft();
    let name = extended::name(&text, &arguments.scenario, folder.destination());
    carry_out(arguments, (&scenario, &name), &draft, order, &folder).map_err(|failure| memory::paused(failure, &folder))
}

/// `extended` is the name by which the fitted scenario extends this one.
fn carry_out(
    arguments: &CalibrateArguments,
    (scenario, extended): (&Scenario, &str),
    draft: &Draft,
    order: Order,
    folder: &OutputFolder,
) -> Result<(), Failure> {
    let search = Search::new(&scenario.hash, arguments.seed, order.kind(scenario));
    let (mut memory, earlier) = Memory::open(folder, &search, arguments.resume)?;
    let bar = terminal::bar(0, RUNS);
    let fitted = fitted(arguments, draft, &order, (&mut memory, &earlier), &bar);
    // What could not be kept has stopped it, and is the reason to tell.
    memory.checkpoint()?;
    let (influences, posterior) = fitted?;
    let predictions = predictions(arguments, scenario, draft, (&order, &posterior), (&mut memory, &earlier), &bar);
    memory.checkpoint()?;
    let (predicted, daily) = predictions?;
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let revised = calibration::revised(scenario, &posterior, draft, extended);
    let calibrated = Calibrated {
        scenario: scenario.clone(),
        option: order.option,
        posterior,
        predicted,
        daily,
        influences,
        notes: order.notes,
        observed: order.file,
        revised,
    };
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) };
    let report = Report::new(&calibrated, &stamp);
    for file in &report.files {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())?;
    }
    drop(memory);
    folder.put_in_place(&[EVALUATIONS])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!("fitted in {:.1} seconds\n\n", elapsed.as_secs_f64()));
    }
    let place = folder.destination().display().to_string();
    terminal::print(&report.text(Some(&place), terminal::width()))
}

/// Screens the quantities where none are named, and fits them.
fn fitted(
    arguments: &CalibrateArguments,
    draft: &Draft,
    order: &Order,
    (memory, earlier): (&mut Memory, &[Evaluation]),
    bar: &ProgressBar,
) -> Result<(Vec<Influence>, Posterior), Failure> {
    let loading = |values: &[(String, f64)]| {
        let mut system = draft.check(values)?.system;
        // What lies after the last observation needs no simulation.
        system.period.days = days_needed(&order.observations, &system);
        Ok(system)
    };
    let reading = reading(&order.observations, 0);
    let mut evaluations = Evaluations::new(arguments.seed, arguments.threads, &loading, &reading)?;
    evaluations.remember(earlier.iter().filter(|one| one.replication < FIRST_PREDICTION).cloned());
    let allowed = |values: &Values| draft.check(values).is_ok();
    let progress = watching(bar);
    let mut simulator = Simulated {
        evaluations: &mut evaluations,
        option: order.option,
        allowed: &allowed,
        watch: Watch { progress: &progress, found: &mut |found| memory.keep(found) },
    };
    let (quantities, influences) = if order.is_chosen {
        (order.quantities.clone(), Vec::new())
    } else {
        let influences = screen(&order.quantities, &order.observations, &mut simulator).map_err(unevaluated)?;
        (order::selected(&influences, &order.assumptions)?, influences)
    };
    let posterior = fit(&quantities, &order.observations, &order.plan, &mut simulator).map_err(unfitted)?;
    Ok((influences, posterior))
}

/// What the fitted scenario predicts for the observations, and the delayed patients of every day of the period.
fn predictions(
    arguments: &CalibrateArguments,
    scenario: &Scenario,
    draft: &Draft,
    (order, posterior): (&Order, &Posterior),
    (memory, earlier): (&mut Memory, &[Evaluation]),
    bar: &ProgressBar,
) -> Result<(Vec<Predicted>, Vec<Vec<f64>>), Failure> {
    let loading = |values: &[(String, f64)]| Ok(draft.check(values)?.system);
    let reading = reading(&order.observations, scenario.system.period.days as usize);
    let mut evaluations = Evaluations::new(arguments.seed, arguments.threads, &loading, &reading)?;
    evaluations.remember(earlier.iter().filter(|one| one.replication >= FIRST_PREDICTION).cloned());
    let progress = watching(bar);
    let mut simulator = Simulated {
        evaluations: &mut evaluations,
        option: order.option,
        allowed: &|_| true,
        watch: Watch { progress: &progress, found: &mut |found| memory.keep(found) },
    };
    let rows = predict(posterior, &mut simulator).map_err(unevaluated)?;
    let predicted = predicted(&order.observations, &rows, arguments.seed);
    let daily = rows.into_iter().map(|row| row[order.observations.len()..].to_vec()).collect();
    Ok((predicted, daily))
}

fn watching(bar: &ProgressBar) -> impl Fn(Progress) -> bool + Sync + '_ {
    |progress| {
        bar.set_length(progress.of);
        bar.set_position(progress.done);
        !interruption::is_wanted()
    }
}

fn unevaluated(why: Unevaluated) -> Failure {
    match why {
        Unevaluated::Interrupted(interrupted) => Interrupted::into(interrupted),
        Unevaluated::Refused { problems, .. } => {
            sources::show(&problems);
            Failure::cannot("the scenario is refused with some of the values")
        }
    }
}

/// Why there is no fit, in words.
pub fn unfitted(why: Unfitted) -> Failure {
    match why {
        Unfitted::Unevaluated(why) => unevaluated(why),
        Unfitted::Refused { tried } => Failure::cannot(format!(
            "the scenario refuses nearly all of {tried} points in the ranges of these quantities"
        ))
        .help("fit fewer shares of one table, or give narrower ranges"),
        Unfitted::TooFewRuns => Failure::cannot("too few runs to tell what the quantities do")
            .help("give more points to a wave with --points, or fit fewer quantities"),
    }
}

/// The command that gives these results again. What changes no number is left out.
fn command(arguments: &CalibrateArguments) -> String {
    let mut command = format!(
        "dtoc calibrate {} --option {} --observed {}",
        quoted(&arguments.scenario),
        arguments.option,
        quoted(&arguments.observed)
    );
    for path in &arguments.fit {
        command.push_str(&format!(" --fit {}", quoted(Path::new(path))));
    }
    for measure in &arguments.measures {
        command.push_str(&format!(" --measure {}", quoted(Path::new(measure))));
    }
    let words = [("--from", &arguments.from), ("--to", &arguments.to)];
    for (name, word) in words.into_iter().filter_map(|(name, word)| Some((name, word.as_ref()?))) {
        command.push_str(&format!(" {name} {word}"));
    }
    let numbers = [("--scale", arguments.scale), ("--error", arguments.error)];
    for (name, number) in numbers.into_iter().filter_map(|(name, number)| Some((name, number?))) {
        command.push_str(&format!(" {name} {number}"));
    }
    if arguments.prior != super::arguments::Prior::Uniform {
        command.push_str(" --prior pert");
    }
    let (waves, points, draws) = (arguments.waves, arguments.points, arguments.draws);
    command + &format!(" --waves {waves} --points {points} --draws {draws} --seed {}", arguments.seed)
}

/// The quantities that are fitted, by their paths in the scenario.
fn chosen<'q>(quantities: &'q [Quantity], paths: &'q [String]) -> impl Iterator<Item = &'q Quantity> {
    paths.iter().filter_map(|path| quantities.iter().find(|quantity| quantity.path == *path))
}
