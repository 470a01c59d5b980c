//! What can be typed after `dtoc scenarios`.

use clap::Args;

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
