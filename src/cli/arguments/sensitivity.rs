//! What can be typed after `dtoc sensitivity`.

use std::path::PathBuf;

use clap::Args;

use super::By;
use super::number::{probability, replications_at_an_end, seed, threads, trajectories};
use crate::scenario;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc sensitivity
  dtoc sensitivity my-scenario.toml --option as-it-is --option more-beds
  dtoc sensitivity --by delayed-days --probability 0.8
  dtoc sensitivity --replications 200 --trajectories 40 --resume

Every assumption that the scenario gives a `low` and a `high` is put at both, all else as stated (tornado). Then all are varied
together along random trajectories (elementary effects of Morris, 1991), and the value of each is searched for at which another
option is best, or the target is met.";

/// The words after `dtoc sensitivity`.
#[derive(Debug, Args)]
pub struct SensitivityArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// Choose among these options only; repeat for several [default: every option]
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// The option that the preferred one is also compared with [default: that of the scenario]
    #[arg(long, value_name = "ID")]
    pub reference: Option<String>,
    /// What the best option has least of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Delayed)]
    pub by: By,
    /// How likely the target must be to count as met
    #[arg(long, value_name = "P", default_value_t = 0.5, value_parser = probability, allow_negative_numbers = true)]
    pub probability: f64,
    /// How many times to simulate the preferred option and its rivals with an assumption at an end of its range
    #[arg(long, value_name = "R", default_value_t = 32, value_parser = replications_at_an_end, allow_negative_numbers = true)]
    pub replications: u64,
    /// Trajectories along which all assumptions are varied together, 10 or more; 0 for none
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = trajectories, allow_negative_numbers = true)]
    pub trajectories: usize,
    /// Start of the random numbers; another seed gives other chances, and other trajectories
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-sensitivity]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on with a search that was interrupted; begins from the start where there is none
    #[arg(long)]
    pub resume: bool,
}
