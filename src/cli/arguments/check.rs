//! What can be typed after `dtoc check`.

use std::path::PathBuf;

use clap::Args;

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
