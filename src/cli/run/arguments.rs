//! What can be typed after `dtoc run`.

use clap::{Args, ValueEnum};

use crate::cli::flags::{AnyScenario, Chosen, Conducting, Unknown};
use crate::cli::number::{one_or_more, patients_above_zero, seconds, shard};
use crate::experiment::Shard;

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
    #[command(flatten)]
    pub about: AnyScenario,
    #[command(flatten)]
    pub chosen: Chosen,
    /// How many times to simulate every option, each time with other chances
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    /// Instead of a number of replications: go on until the mean delayed count on the target day is known to within X patients
    /// (half the width of its 95 % interval) under every option, for at most 100,000 replications
    #[arg(long, value_name = "X", conflicts_with = "replications", value_parser = patients_above_zero, allow_negative_numbers = true)]
    pub precision: Option<f64>,
    #[command(flatten)]
    pub unknown: Unknown,
    #[command(flatten)]
    pub conducting: Conducting,
    #[command(flatten)]
    pub printing: Printing,
    /// Simulate only the K-th of N parts of the replications; `dtoc merge` puts the parts together [default folder:
    /// output/SCENARIO.shard-K-of-N]
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// How often to write down how far the run has come, at most; 0 is after every 64 replications
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = seconds, allow_negative_numbers = true)]
    pub checkpoint_every: u64,
}

/// What to print.
#[derive(Clone, Copy, Debug, Args)]
pub struct Printing {
    /// What to print: the answer in words, or summary.json for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// What a run prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The answer in sentences, and a table of the options
    Text,
    /// The contents of summary.json, and nothing else
    Json,
}
