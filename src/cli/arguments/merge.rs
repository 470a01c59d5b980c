//! What can be typed after `dtoc merge`.

use std::path::PathBuf;

use clap::Args;

use super::Format;
use super::number::threads;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc run --shard 1/2 --out parts/1
  dtoc run --shard 2/2 --out parts/2
  dtoc merge parts/1 parts/2
  dtoc merge output/oxfordshire-pilot.shard-*-of-8

What comes out is what one run writes and prints, byte for byte. Nothing is simulated, and the scenario file is not needed.";

/// The words after `dtoc merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The folders of all shards of one run, in any order
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads to paint the charts with [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// What to print: the answer in words, or summary.json for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}
