//! What can be typed after `dtoc verify`.

use std::path::PathBuf;

use clap::Args;

use super::number::{seed, threads};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc verify                            every case inside the program: a minute or two
  dtoc verify --quick                    the same with fewer replications, and wider intervals
  dtoc verify community-queue            one case; `dtoc scenarios` lists them
  dtoc verify my-case.toml               a scenario of your own with [[verification]] tables

The exit code is 1 when a number differs.";

/// The words after `dtoc verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Names of cases inside the program, or scenario files with `[[verification]]` tables [default: every case inside]
    #[arg(value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    /// Simulate a fifth of the replications
    #[arg(long)]
    pub quick: bool,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report and the data; an earlier one of dtoc is replaced [default: output/verification]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
