//! `dtoc plan`: the cheapest mix of levers that meets the target, or the best that a sum can buy.

use clap::{Args, ValueEnum};

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{AnyScenario, Conducting, Unknown};
use super::number::{above_zero, cap, probability, zero_or_more};
use crate::experiment::plan::{Asked, Goal, Search, Wish};
use crate::report::Told;
use crate::report::plan::Plan;

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
    #[command(flatten)]
    pub about: AnyScenario,
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
    #[command(flatten)]
    pub unknown: Unknown,
    #[command(flatten)]
    pub conducting: Conducting,
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

impl Asking for PlanArguments {
    type Study = Search;
    const NAME: &'static str = "plan";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            option: self.option.clone(),
            goal: match self.goal {
                GoalWord::Probability => Wish::Probability,
                GoalWord::Mean => Wish::Mean,
                GoalWord::Cost => Wish::Cost,
            },
            probability: self.probability,
            at_most: self.at_most,
            delayed_day_price: self.delayed_day_price,
            over_period: self.over_period,
            budget: self.budget,
            replications: self.replications,
            cap: self.cap,
            seed: self.conducting.seed,
            uncertain: self.unknown.asked()?,
        })
    }

    fn command(&self, study: &Search, line: CommandLine) -> CommandLine {
        let order = &study.order;
        let line = line.values("--option", &self.option);
        let line = match order.goal {
            Goal::AtLeast(asked) => line.value("--probability", asked).value("--at-most", order.at_most),
            Goal::AtMost(asked) => line.value("--goal", "mean").value("--at-most", asked),
            Goal::Cheapest(price) => line.value("--goal", "cost").value("--delayed-day-price", price),
        };
        line.flag("--over-period", self.over_period)
            .values("--budget", self.budget)
            .unknown(&self.unknown)
            .value("--replications", order.first_stage)
            .value("--cap", order.cap)
    }

    fn told<'a>(&self, Found { study, found, extended, .. }: Found<'a, Search>) -> Box<dyn Told + 'a> {
        Box::new(Plan {
            scenario: study.scenario.clone(),
            planned: found.clone(),
            drawn: study.ignorance.as_ref().map_or(0, |ignorance| ignorance.paths().count()),
            seed: study.seed,
            is_new_option: study.is_new_option,
            extends: extended,
        })
    }
}
