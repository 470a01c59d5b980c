//! `dtoc compare`: which option is best, and how sure that is.

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{AnyScenario, Comparing, Conducting, Unknown};
use super::number::{above_zero, cap, confidence};
use crate::experiment::comparison::{Asked, Comparison};
use crate::report::{Told, comparison as report};

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
    #[command(flatten)]
    pub about: AnyScenario,
    #[command(flatten)]
    pub comparing: Comparing,
    /// A difference under this does not matter [default: 2 patients, or 200 delayed days]
    #[arg(long, value_name = "X", value_parser = above_zero, allow_negative_numbers = true)]
    pub indifference: Option<f64>,
    /// How sure to be that the option selected is the best, and that the intervals hold for all options at once
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = confidence, allow_negative_numbers = true)]
    pub confidence: f64,
    /// Replications at most of each option
    #[arg(long, value_name = "N", default_value_t = 4_000, value_parser = cap, allow_negative_numbers = true)]
    pub cap: u64,
    #[command(flatten)]
    pub unknown: Unknown,
    #[command(flatten)]
    pub conducting: Conducting,
}

impl Asking for CompareArguments {
    type Study = Comparison;
    const NAME: &'static str = "compare";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            reference: self.comparing.reference.clone(),
            criterion: self.comparing.by.criterion(),
            indifference: self.indifference,
            confidence: self.confidence,
            cap: self.cap,
            seed: self.conducting.seed,
            uncertain: self.unknown.asked()?,
        })
    }

    fn command(&self, study: &Comparison, line: CommandLine) -> CommandLine {
        line.value("--reference", study.reference())
            .choice("--by", &self.comparing.by)
            .value("--indifference", study.contest.indifference)
            .value("--confidence", self.confidence)
            .value("--cap", self.cap)
            .unknown(&self.unknown)
    }

    fn told<'a>(&self, Found { subject, found, .. }: Found<'a, Comparison>) -> Box<dyn Told + 'a> {
        Box::new(report::Comparison::new(&subject.scenario, found))
    }
}
