//! `dtoc check`: whether scenario files are sound.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::refusal::show;
use super::sources::Text;
use super::terminal;
use super::words::counted;
use crate::scenario::{Evidence, Scenario};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc check my-scenario.toml
  dtoc check scenarios/*.toml";

/// The words after `dtoc check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Scenario files, or names of scenarios inside the program
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// Checks every file, sound or not, and says what was found.
pub fn check(arguments: &CheckArguments) -> Result<(), Failure> {
    if let [only] = arguments.files.as_slice() {
        return check_one(only);
    }
    let mut refused = 0;
    for file in &arguments.files {
        match check_one(file) {
            Err(failure @ Failure::Cannot { .. }) => {
                terminal::tell(&(failure.message() + "\n"));
                refused += 1;
            }
            otherwise => otherwise?,
        }
    }
    if refused == 0 {
        return Ok(());
    }
    Err(Failure::cannot(format!("{refused} of {} have problems", counted(arguments.files.len(), "file"))))
}

fn check_one(file: &Path) -> Result<(), Failure> {
    let mut text = Text::find(file)?;
    match text.load_with_cases() {
        Ok((scenario, _)) => {
            show(&scenario.warnings);
            terminal::print(&format!("{}: {}\n", text.name, sound(&scenario)))
        }
        Err(problems) => {
            show(&problems);
            Err(Failure::cannot(format!("`{}` has {}", text.name, counted(problems.errors(), "problem"))))
        }
    }
}

/// What a sound scenario consists of, on one line.
fn sound(scenario: &Scenario) -> String {
    let system = &scenario.system;
    let is_open = |assumption: &&crate::scenario::Assumption| {
        assumption.evidence == Evidence::Assumed && assumption.low.is_none() && assumption.high.is_none()
    };
    let open = scenario.assumptions.iter().filter(is_open).count();
    let warnings = match scenario.warnings.len() {
        0 => String::new(),
        number => format!("; {}", counted(number, "warning")),
    };
    format!(
        "sound – {}, {}, {} from {}; {} quantities, {open} of them assumptions without a range{warnings}",
        counted(system.options.len(), "option"),
        counted(system.services.len(), "service"),
        counted(system.period.days as usize, "day"),
        system.period.start.strftime("%-d %B %Y"),
        scenario.assumptions.len(),
    )
}
