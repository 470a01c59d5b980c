//! What can be typed after `dtoc sweep`.

use std::path::PathBuf;

use clap::Args;

use super::number::{one_or_more, seed, threads};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc sweep first-scenario --vary service.intermediate-care.places=80..140:10
  dtoc sweep my-scenario.toml --vary hospital.acute.beds          over its own range, in 10 steps
  dtoc sweep my.toml --vary service.reablement.places=40..80:10 --vary hospital.acute.beds=90..99:3
  dtoc sweep my-scenario.toml --vary A=1..9 --vary B=0..1 --vary C=5..6 --samples 200

Values:
  PATH=FROM..TO:STEP   FROM, FROM + STEP … as far as TO; FROM may be above TO, with a STEP below 0
  PATH=FROM..TO        the same in 10 steps; FROM and TO may be the words low and high: the assumption's own range
  PATH                 the same as PATH=low..high

PATH is that of the assumptions log in report.html and assumptions.csv. Whole numbers are rounded, and no
point is simulated twice. One --vary gives every value, two every combination; more, or --samples, spread
N points over the ranges (a Latin hypercube). There may be 1,000 points at most. A sweep that was stopped
cannot be resumed: it begins from the start.";

/// The words after `dtoc sweep`.
#[derive(Debug, Args)]
pub struct SweepArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// A quantity by its path, and its values: PATH=FROM..TO:STEP; repeat for several
    #[arg(long = "vary", value_name = "PATH=FROM..TO:STEP", required = true)]
    pub vary: Vec<String>,
    /// Simulate this option only; repeat for several [default: every option]
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// Spread so many points over the ranges of the quantities, in place of every combination [default for three quantities and
    /// more: 100]
    #[arg(long, value_name = "N", value_parser = one_or_more, allow_negative_numbers = true)]
    pub samples: Option<u64>,
    /// How many times to simulate every option at every point
    #[arg(long, value_name = "R", default_value_t = 200, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    /// Start of the random numbers; another seed gives other chances, and other points where they are spread
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-sweep]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
