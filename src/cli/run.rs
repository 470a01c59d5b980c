//! `dtoc run`: replications of the options of a scenario, and the folder with what they found.

pub(super) mod destination;
pub(super) mod interruption;
mod order;
mod progress;
mod rows;
mod writing;

use std::sync::atomic::{AtomicBool, Ordering};

use super::arguments::{Format, RunArguments};
use super::failure::Failure;
use super::init::quoted;
use super::terminal;
use crate::experiment::{Interrupted, Listeners, Results};
use crate::model::Model;
use crate::report;
use destination::OutputFolder;
use order::Order;
pub use order::option_position;
use progress::ProgressBar;
use rows::Rows;

/// Runs a scenario, writes the folder, and prints the answer.
pub fn run(arguments: &RunArguments) -> Result<(), Failure> {
    let order = Order::new(arguments)?;
    interruption::watch();
    let folder = OutputFolder::prepare(&order.destination)?;
    let bar = ProgressBar::new(&order);
    let results = simulate(&order, &folder, &bar)?;
    bar.writes();
    writing::write(&order, &results, &folder)?;
    folder.put_in_place()?;
    bar.ends(&results);
    terminal::print(&said(&order, &results))
}

fn simulate(order: &Order, folder: &OutputFolder, bar: &ProgressBar) -> Result<Results, Failure> {
    let model = Model::new(order.scenario.system.clone());
    let mut rows = Rows::new(order, folder)?;
    let has_failed = AtomicBool::new(false);
    let ran = order.experiment.run(
        &model,
        &mut Listeners {
            row: &mut |option, replication, outcomes| {
                has_failed.fetch_or(!rows.write(option, replication, outcomes), Ordering::Relaxed);
            },
            progress: &|progress| {
                bar.moves(progress);
                !interruption::is_wanted() && !has_failed.load(Ordering::Relaxed)
            },
        },
    );
    rows.finish()?;
    ran.map_err(|interrupted| match interrupted {
        Interrupted::Stopped => Failure::Stopped,
        Interrupted::NoThreads(_) => Failure::cannot(interrupted.to_string()).help("give fewer with --threads"),
    })
}

/// What standard output gets.
fn said(order: &Order, results: &Results) -> String {
    if order.format == Format::Json {
        return report::summary_json(&order.scenario, results, &order.stamp);
    }
    let folder = order.destination.display().to_string();
    let mut text = report::summary_text(&order.scenario, results, Some(&folder), terminal::width());
    text.push_str(&format!("Charts for slides: {}/charts/*.png\n", folder.trim_end_matches('/')));
    if let Some(id) = &order.reference_added {
        text.push_str(&format!("\nThe option `{id}` was run too: the others are compared with it.\n"));
    }
    text.push_str(&format!("\nTo see what happens to each patient:\n  {}\n", trace_command(order)));
    text
}

/// A command that follows the last option through the first replication.
fn trace_command(order: &Order) -> String {
    let option = order.experiment.options.last().map_or("", |&option| &order.scenario.system.options[option].id);
    let seed = if order.experiment.seed == 1 { String::new() } else { format!(" --seed {}", order.experiment.seed) };
    format!("dtoc trace {} --option {option}{seed} | head", quoted(&order.typed))
}
