//! What can be typed after `dtoc plan`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::number::{above_zero, cap, probability, seed, threads, zero_or_more};
use crate::scenario;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc plan                                        the Oxfordshire pilot: what reaches its target?
  dtoc plan --budget 2_000_000                     the same for £2m: if nothing does, the lowest count it buys
  dtoc plan my-scenario.toml --probability 0.9
  dtoc plan my-scenario.toml --goal mean --at-most 40 --over-period
  dtoc plan my-scenario.toml --goal cost --delayed-day-price 346

What can be bought is said by the [[lever]] tables of the scenario, and what they act in by its table [plan]. The folder
has a file plan.toml with the mix as an option, for `dtoc run`.";

/// The words after `dtoc plan`.
#[derive(Debug, Args)]
pub struct PlanArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// The option that the levers act in [default: what `[plan]` of the scenario says]
    #[arg(long, value_name = "ID")]
    pub option: Option<String>,
    /// What the mix must achieve
    #[arg(long, value_enum, value_name = "GOAL", default_value_t = GoalWord::Probability)]
    pub goal: GoalWord,
    /// With the goal `probability`: how likely the target must be met (with --over-period: on which share of days) [default: 0.8]
    #[arg(long, value_name = "P", value_parser = probability, allow_negative_numbers = true)]
    pub probability: Option<f64>,
    /// So many delayed patients or fewer [default: the target of the scenario]
    #[arg(long, value_name = "N", value_parser = zero_or_more, allow_negative_numbers = true)]
    pub at_most: Option<f64>,
    /// With the goal `cost`: pounds for a delayed day [default: the full average price of a bed day in the scenario]
    #[arg(long, value_name = "POUNDS", value_parser = above_zero, allow_negative_numbers = true)]
    pub delayed_day_price: Option<f64>,
    /// Count every midnight of the period on average, in place of that of the target day (the last day, where there is no target)
    #[arg(long)]
    pub over_period: bool,
    /// Pounds that a mix may cost on average
    #[arg(long, value_name = "POUNDS", value_parser = zero_or_more, allow_negative_numbers = true)]
    pub budget: Option<f64>,
    /// How many times to simulate every mix at first; twice as many follow where that does not decide
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = cap, allow_negative_numbers = true)]
    pub replications: u64,
    /// Replications at most of each mix, and fresh ones of the plan [default: 1024, or --replications where that is more]
    #[arg(long, value_name = "N", value_parser = cap, allow_negative_numbers = true)]
    pub cap: Option<u64>,
    /// Draw the assumptions that have `low` and `high` anew for every replication, so that the plan holds with what is not known
    /// too; a quantity that a lever sets keeps the value of the lever
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the chart, the data and the option; an earlier one of dtoc is replaced [default: output/SCENARIO-plan]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on with a search that was interrupted; begins from the start where there is none
    #[arg(long)]
    pub resume: bool,
}

/// What a mix must achieve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GoalWord {
    /// The target is met on its day with at least this probability, for the least money
    Probability,
    /// The mean number of delayed patients is at or under the target, for the least money
    Mean,
    /// Nothing but the least money, with a price for each delayed day
    Cost,
}
