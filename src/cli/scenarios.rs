//! `dtoc scenarios`: the scenarios that come with the program.

use clap::Args;

use super::failure::Failure;
use super::sources;
use super::style::NAME;
use super::terminal;
use super::words::listed;
use crate::scenario::did_you_mean;
use crate::scenario::{DEFAULT, embedded, verification_cases};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc scenarios
  dtoc scenarios --show first-scenario > my-scenario.toml";

/// The words after `dtoc scenarios`.
#[derive(Debug, Args)]
pub struct ScenariosArguments {
    /// Print this scenario as a file
    #[arg(long, value_name = "NAME")]
    pub show: Option<String>,
}

/// Lists them, or prints one as a file.
pub fn scenarios(arguments: &ScenariosArguments) -> Result<(), Failure> {
    match &arguments.show {
        None => terminal::print(&list()),
        Some(name) => match sources::embedded(name).or_else(|| sources::case(name)) {
            Some(known) => terminal::print(known.text),
            None => {
                let names = || embedded().iter().map(|known| known.id);
                let near = did_you_mean(name, names());
                Err(Failure::cannot(format!("there is no scenario `{name}` inside the program"))
                    .help(near.unwrap_or_else(|| format!("there are {}", listed(names())))))
            }
        },
    }
}

fn list() -> String {
    let mut text = String::new();
    for known in embedded() {
        let default = if known.id == DEFAULT { " (runs when none is named)" } else { "" };
        text.push_str(&format!("{NAME}{}{NAME:#}{default}\n  {}\n", known.id, known.title));
        if !known.summary.is_empty() {
            text.push_str(&format!("  {}\n", known.summary));
        }
        text.push('\n');
    }
    let cases: Vec<&str> = verification_cases().iter().map(|case| case.id).collect();
    text.push_str(&format!("For dtoc verify: {}\n\n", cases.join(", ")));
    text + "Run one:    dtoc run NAME\nCopy one:   dtoc scenarios --show NAME > my-scenario.toml\n"
}
