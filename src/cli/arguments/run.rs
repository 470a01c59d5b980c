//! What can be typed after `dtoc run`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::number::{one_or_more, patients_above_zero, seconds, seed, shard, threads};
use crate::experiment::Shard;
use crate::scenario;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc run
  dtoc run my-scenario.toml --out results/first-try
  dtoc run --option pilot-as-bought --option home-care-instead --replications 200
  dtoc run --precision 0.5
  dtoc run --format json | jq .answer.headline
  dtoc run --replications 100000 --resume
  dtoc run my-scenario.toml --shard 3/8 --out parts/3

The same scenario and seed give the same results, whatever the number of threads, and whether or not a run was interrupted
or split into shards.";

/// The words after `dtoc run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// Run this option only; repeat for several. The reference option, which the others are compared with, is always run too
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// How many times to simulate every option, each time with other chances
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    /// Instead of a number of replications: go on until the mean delayed count on the target day is known to within X patients
    /// (half the width of its 95 % interval) under every option, for at most 100,000 replications
    #[arg(long, value_name = "X", conflicts_with = "replications", value_parser = patients_above_zero, allow_negative_numbers = true)]
    pub precision: Option<f64>,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Draw the assumptions that have `low` and `high` anew for every replication, and say how much of the spread is chance and
    /// how much is not knowing
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to print: the answer in words, or summary.json for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
    /// Simulate only the K-th of N parts of the replications; `dtoc merge` puts the parts together [default folder:
    /// output/SCENARIO.shard-K-of-N]
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Go on with a run that was interrupted, from its last checkpoint; begins from the start where there is none
    #[arg(long)]
    pub resume: bool,
    /// How often to write down how far the run has come, at most; 0 is after every 64 replications
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = seconds, allow_negative_numbers = true)]
    pub checkpoint_every: u64,
}

/// What a run prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The answer in sentences, and a table of the options
    Text,
    /// The contents of summary.json, and nothing else
    Json,
}
