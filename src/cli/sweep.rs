//! `dtoc sweep`: delayed patients and cost over the values of some quantities of a scenario.

mod points;
mod vary;

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::arguments::SweepArguments;
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::sources::{self, Text};
use super::terminal;
use super::words::{counted, grouped, quoted};
use crate::experiment::Progress;
use crate::experiment::sweep::{AtPoint, Sweep};
use crate::model::CareSystem;
use crate::report::sweep::{Point, Swept};
use crate::report::{Report, Stamp};

/// Simulates every point, writes the folder and says what was found. Everything is checked before anything is simulated.
pub fn sweep(arguments: &SweepArguments) -> Result<(), Failure> {
    let mut text = Text::find(&arguments.scenario)?;
    let scenario = sources::checked_text(&mut text)?;
    let checked = points::checked(&mut text, &scenario, arguments)?;
    let place = || PathBuf::from("output").join(format!("{}-sweep", scenario.id));
    let destination = arguments.out.clone().unwrap_or_else(place);
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    folder.clear(&[])?;
    let order = Sweep {
        seed: arguments.seed,
        replications: arguments.replications,
        options: checked.options.clone(),
        threads: arguments.threads,
    };
    let bar = terminal::bar(order.replications.saturating_mul(checked.systems.len() as u64), terminal::TO_A_NUMBER);
    let found = simulate(&order, &checked.systems, &bar)?;
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let points = checked.values.into_iter().zip(&checked.systems).zip(found);
    let swept = Swept {
        design: checked.design,
        varied: checked.varied,
        options: checked.options,
        points: points.map(|((values, system), options)| Point { values, target: system.target, options }).collect(),
        replications: arguments.replications,
        seed: arguments.seed,
        scenario,
    };
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) };
    let report = Report::new(&swept, &stamp);
    for file in &report.files {
        interruption::checkpoint()?;
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!(
            "{} with {} each in {:.1} seconds\n\n",
            counted(swept.points.len(), "point"),
            if swept.replications == 1 {
                "1 replication".into()
            } else {
                format!("{} replications", grouped(swept.replications))
            },
            elapsed.as_secs_f64()
        ));
    }
    terminal::print(&report.text(Some(&destination.display().to_string()), terminal::width()))
}

fn simulate(order: &Sweep, systems: &[CareSystem], bar: &ProgressBar) -> Result<Vec<Vec<AtPoint>>, Failure> {
    let progress = |progress: Progress| {
        bar.set_position(progress.done);
        !interruption::is_wanted()
    };
    Ok(order.run(systems, &progress)?)
}

/// The command that gives these results again. What changes no number is left out.
fn command(arguments: &SweepArguments) -> String {
    let mut command = format!("dtoc sweep {}", quoted(&arguments.scenario));
    for vary in &arguments.vary {
        command.push_str(&format!(" --vary {}", quoted(Path::new(vary))));
    }
    for id in &arguments.options {
        command.push_str(&format!(" --option {id}"));
    }
    if let Some(samples) = arguments.samples {
        command.push_str(&format!(" --samples {samples}"));
    }
    command + &format!(" --replications {} --seed {}", arguments.replications, arguments.seed)
}
