//! `dtoc backtest`: forecasts made with what was known at some dates, held against what happened.

mod order;

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::arguments::{BacktestArguments, Prior};
use super::calibrate::unfitted;
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::memory::{self, EVALUATIONS, Memory, Search};
use super::sources::{self, Text};
use super::terminal;
use super::words::{counted, quoted};
use crate::experiment::backtest::{Backtested, Stage};
use crate::experiment::calibration::{Simulated, reading};
use crate::experiment::evaluations::{Evaluation, Evaluations, Values, Watch};
use crate::model::CareSystem;
use crate::report::backtest::Tested;
use crate::report::{Report, Stamp};
use crate::scenario::{Draft, Problems};
use order::Order;

/// Fits and forecasts at every origin, writes the folder and says what was found. Everything is checked before anything is simulated.
pub fn backtest(arguments: &BacktestArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let order = Order::new(scenario, arguments)?;
    let usual = || PathBuf::from("output").join(format!("{}-backtest", order.scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(usual);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    let search = Search::new(&order.scenario.hash, arguments.seed, order.kind());
    let (mut memory, earlier) = Memory::open(&folder, &search, arguments.resume)?;
    let bar = terminal::bar(order.runs(), terminal::TO_A_NUMBER);
    let found = simulate(&order, &text.draft(), earlier, &mut memory, &bar);
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let backtested = found.map_err(|failure| memory::paused(failure, &folder))?;
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) };
    let tested = Tested {
        scenario: order.scenario,
        option: order.option,
        plan: order.backtest,
        found: backtested,
        notes: order.notes,
    };
    let report = Report::new(&tested, &stamp);
    for file in &report.files {
        interruption::checkpoint().map_err(|failure| memory::paused(failure, &folder))?;
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[EVALUATIONS])?;
    if terminal::messages_are_watched() {
        let origins = counted(tested.found.origins.len(), "origin");
        terminal::tell(&format!("{origins} in {:.1} seconds\n\n", elapsed.as_secs_f64()));
    }
    terminal::print(&report.text(Some(&destination.display().to_string()), terminal::width()))
}

/// Fits and forecasts, and keeps every run.
fn simulate(
    order: &Order,
    draft: &Draft,
    earlier: Vec<Evaluation>,
    memory: &mut Memory,
    bar: &ProgressBar,
) -> Result<Backtested, Failure> {
    let system = &order.scenario.system;
    let days = order.backtest.days_needed(system);
    let loading = |values: &[(String, f64)]| -> Result<CareSystem, Problems> {
        let mut system = draft.check(values)?.system;
        // What lies after the last month that is forecast needs no simulation.
        system.period.days = days;
        Ok(system)
    };
    let readings = order.backtest.readings(system);
    let reading = reading(&readings, 0);
    let mut evaluations = Evaluations::new(order.backtest.plan.seed, order.threads, &loading, &reading)?;
    bar.inc(earlier.len() as u64);
    evaluations.remember(earlier);
    let progress = |_| !interruption::is_wanted();
    let mut keep = |found: &[Evaluation]| {
        bar.inc(found.len() as u64);
        memory.keep(found)
    };
    let allowed = |values: &Values| draft.check(values).is_ok();
    let watch = Watch { progress: &progress, found: &mut keep };
    let mut simulator = Simulated { evaluations: &mut evaluations, option: order.option, allowed: &allowed, watch };
    let origins = order.backtest.until.len();
    let mut stage = |stage: Stage| match stage {
        Stage::Fitting(at) => bar.set_message(format!("origin {} of {origins}: fit", at + 1)),
        Stage::Forecasting(at) => bar.set_message(format!("origin {} of {origins}: forecast", at + 1)),
    };
    let found = order.backtest.run(system, &mut simulator, &mut stage);
    memory.checkpoint()?;
    found.map_err(unfitted)
}

/// The command that gives these results again. What changes no number is left out.
fn command(arguments: &BacktestArguments) -> String {
    let mut command = format!("dtoc backtest {}", quoted(&arguments.scenario));
    if let Some(id) = &arguments.option {
        command.push_str(&format!(" --option {}", quoted(Path::new(id))));
    }
    for file in &arguments.observed {
        command.push_str(&format!(" --observed {}", quoted(file)));
    }
    for until in &arguments.until {
        command.push_str(&format!(" --until {until}"));
    }
    for path in &arguments.fit {
        command.push_str(&format!(" --fit {}", quoted(Path::new(path))));
    }
    let BacktestArguments { horizon_months, measure, scale, error, .. } = arguments;
    let BacktestArguments { waves, points, draws, replications, seed, .. } = arguments;
    command.push_str(&format!(" --horizon-months {horizon_months}"));
    if measure != "delayed" {
        command.push_str(&format!(" --measure {}", quoted(Path::new(measure))));
    }
    if *scale != 1.0 {
        command.push_str(&format!(" --scale {scale}"));
    }
    if arguments.prior == Prior::Uniform {
        command.push_str(" --prior uniform");
    }
    command.push_str(&format!(" --error {error}"));
    command + &format!(" --waves {waves} --points {points} --draws {draws} --replications {replications} --seed {seed}")
}
