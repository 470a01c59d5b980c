//! What can be typed after `dtoc init`.

use std::path::PathBuf;

use clap::Args;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc init
  dtoc init north-district.toml";

/// The words after `dtoc init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// File to write; one that exists is never overwritten
    #[arg(value_name = "FILE", default_value = "my-scenario.toml")]
    pub file: PathBuf,
}
