//! What can be typed after `dtoc compare`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::number::{above_zero, cap, confidence, seed, threads};
use crate::scenario;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc compare
  dtoc compare my-scenario.toml --reference as-it-is
  dtoc compare --by delayed-days --indifference 500
  dtoc compare --indifference 0.5 --cap 20_000

Options are simulated together until one is clearly best (procedure KN of Kim and Nelson, 2001). Those that fall behind are
dropped on the way, and keep the replications they have; the reference is simulated to the end.";

/// The words after `dtoc compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// The option that the others are compared with [default: that of the scenario]
    #[arg(long, value_name = "ID")]
    pub reference: Option<String>,
    /// What the best option has least of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Delayed)]
    pub by: By,
    /// A difference under this does not matter [default: 2 patients, or 200 delayed days]
    #[arg(long, value_name = "X", value_parser = above_zero, allow_negative_numbers = true)]
    pub indifference: Option<f64>,
    /// How sure to be that the option selected is the best, and that the intervals hold for all options at once
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = confidence, allow_negative_numbers = true)]
    pub confidence: f64,
    /// Replications at most of each option
    #[arg(long, value_name = "N", default_value_t = 4_000, value_parser = cap, allow_negative_numbers = true)]
    pub cap: u64,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Draw the assumptions that have `low` and `high` anew for every replication, so that the best option is best
    /// with what is not known too
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
    /// Folder for the report, the chart and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-compare]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What the best option has least of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Delayed patients on the target day (the last day, where there is no target)
    Delayed,
    /// Delayed days of the whole period
    DelayedDays,
}
