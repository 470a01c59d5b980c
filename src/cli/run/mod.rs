//! `dtoc run`: replications of the options of a scenario, and the folder with what they found.

mod arguments;
mod checkpoints;
mod order;
mod resuming;
mod rows;

use std::sync::Mutex;

use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::parts::{self, Partial};
use super::progress::ProgressBar;
use super::terminal;
use crate::cli::words::{counted, grouped, quoted};
use crate::cli::writing;
use crate::experiment::{Experiment, Interrupted, Listeners, Results, Shard, SoFar, Stopping};
use crate::model::Model;
use crate::report::Report;
use crate::report::run::told::{Ran, Request};
use crate::report::told::summary;
pub use arguments::{AFTER_HELP, Format, Printing, RunArguments};
use checkpoints::Checkpoints;
pub use order::Order;
pub use rows::Rows;

/// Runs a scenario, writes the folder, and prints the answer; or runs a shard, writes its folder, and says so.
pub fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let order = Order::new(arguments)?;
    interruption::watch();
    let (folder, earlier) = resuming::folder(&order)?;
    carry_out(&order, &folder, earlier).map_err(|failure| folder.paused(failure))
}

fn carry_out(order: &Order, folder: &OutputFolder, earlier: Option<Partial>) -> Result<(), Failure> {
    let bar = progress_bar(order);
    let model = Model::new(order.scenario.system.clone());
    let so_far = simulate(order, &model, folder, &bar, earlier)?;
    let Some(shard) = order.shard else {
        return finish(order, &so_far.results(&order.experiment, order.models(&model)), folder, bar);
    };
    folder.put_in_place(&[])?;
    bar.ends(&simulated(so_far.next() - so_far.first(), order.experiment.options.len()));
    terminal::print(&said_of_shard(order, shard))
}

/// The line that shows how far a run has come. Whoever reads the output of a program wants no bar beside it.
pub fn progress_bar(order: &Order) -> ProgressBar {
    let bar = ProgressBar::new("replications", order.format == Format::Text || terminal::output_is_watched());
    match order.experiment.stopping {
        Stopping::Replications(_) => bar,
        Stopping::Precision { .. } => bar.goes_on("until the count is precise enough"),
    }
}

/// What was simulated, in words.
fn simulated(replications: u64, options: usize) -> String {
    let replications = counted(usize::try_from(replications).unwrap_or(usize::MAX), "replication");
    format!("{replications} of {}", counted(options, "option"))
}

/// Writes the report, the data and the charts, puts the folder in place, and prints the answer.
pub fn finish(order: &Order, results: &Results, folder: &OutputFolder, bar: ProgressBar) -> Result<(), Failure> {
    bar.writes();
    let request = Request {
        version: order.stamp.version.clone(),
        scenario: Some(quoted(&order.typed)),
        reference_added: order.reference_added.clone(),
    };
    let told = Ran::new(&order.scenario, results, request);
    let report = Report::new(&told, &order.stamp);
    writing::write(&report.files, folder, order.experiment.threads)?;
    folder.put_in_place(&[parts::PARTIAL, parts::TALLIES])?;
    bar.ends(&simulated(results.replications, results.options.len()));
    terminal::print(&match order.format {
        Format::Json => summary(&told, &order.stamp),
        Format::Text => report.text(Some(&order.destination.display().to_string()), terminal::width()),
    })
}

fn simulate(
    order: &Order,
    model: &Model,
    folder: &OutputFolder,
    bar: &ProgressBar,
    earlier: Option<Partial>,
) -> Result<SoFar, Failure> {
    let replications = order.replications();
    let mut so_far = SoFar::from(&order.experiment, order.models(model), replications.start);
    let checkpoints = match earlier {
        Some(earlier) => {
            let read = earlier.add_to(&mut so_far).and_then(|()| earlier.go_on());
            let (rows, tallies) = read.map_err(|why| resuming::refused(folder, &why))?;
            Checkpoints::go_on(order, folder, rows, tallies)
        }
        None => Checkpoints::begin(order, folder)?,
    };
    bar.begins(so_far.next() - so_far.first());
    // Written by one thread at a time: the listeners are called in order.
    let checkpoints = Mutex::new(checkpoints);
    let has_failed = || checkpoints.try_lock().is_ok_and(|checkpoints| checkpoints.failure().is_some());
    let ran = order.experiment.go_on(
        order.models(model),
        &mut so_far,
        replications.end,
        &mut Listeners {
            row: &mut |option, replication, outcomes| {
                if let Ok(mut checkpoints) = checkpoints.lock() {
                    checkpoints.row(option, replication, outcomes);
                }
            },
            progress: &|progress| {
                bar.moves(progress);
                !interruption::is_wanted() && !has_failed()
            },
        },
        &mut |so_far| {
            if let Ok(mut checkpoints) = checkpoints.lock() {
                checkpoints.block_ends(so_far);
            }
        },
    );
    let mut checkpoints = checkpoints.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    // A run that is stopped can be gone on with; a long one even when it is stopped while the charts are drawn.
    let is_stopped = ran == Err(Interrupted::Stopped) && so_far.next() > so_far.first();
    if checkpoints.failure().is_none()
        && (is_stopped || order.shard.is_some() && ran.is_ok() || folder.kept().is_some())
    {
        checkpoints.write(&so_far);
    }
    if let Some(failure) = checkpoints.failure() {
        return Err(failure.clone());
    }
    checkpoints.finish()?;
    ran?;
    Ok(so_far)
}

/// What standard output gets of a shard.
fn said_of_shard(order: &Order, shard: Shard) -> String {
    let Experiment { stopping, .. } = order.experiment;
    let (range, all) = (order.replications(), grouped(stopping.most()));
    let which = match range.end - range.start {
        0 => format!("no replications: all {all} are in the other parts"),
        _ => format!("replications {} to {} of {all}", grouped(range.start + 1), grouped(range.end)),
    };
    let name = format!("shard-{}-of-{}", shard.number, shard.of);
    let place = order.destination.display().to_string();
    let all = match place.strip_suffix(&name) {
        Some(beginning) if quoted(&order.destination) == place => format!("{beginning}shard-*-of-{}", shard.of),
        _ => "DIR…    with the folders of all parts, this one too".into(),
    };
    format!(
        "Part {} of {}: {which}\nWritten to {place}\n\nWhen all {} parts are there:\n  dtoc merge {all}\n",
        shard.number, shard.of, shard.of
    )
}
