//! `dtoc sensitivity`: which assumption matters most, and how wrong it may be before the decision is another.

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{AnyScenario, Chosen, Comparing, Conducting};
use super::number::{probability, replications_at_an_end, trajectories};
use crate::experiment::sensitivity::{Asked, Examination};
use crate::report::Told;
use crate::report::sensitivity::Answered;

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
    #[command(flatten)]
    pub about: AnyScenario,
    #[command(flatten)]
    pub chosen: Chosen,
    #[command(flatten)]
    pub comparing: Comparing,
    /// How likely the target must be to count as met
    #[arg(long, value_name = "P", default_value_t = 0.5, value_parser = probability, allow_negative_numbers = true)]
    pub probability: f64,
    /// How many times to simulate the preferred option and its rivals with an assumption at an end of its range
    #[arg(long, value_name = "R", default_value_t = 32, value_parser = replications_at_an_end, allow_negative_numbers = true)]
    pub replications: u64,
    /// Trajectories along which all assumptions are varied together, 10 or more; 0 for none
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = trajectories, allow_negative_numbers = true)]
    pub trajectories: usize,
    #[command(flatten)]
    pub conducting: Conducting,
}

impl Asking for SensitivityArguments {
    type Study = Examination;
    const NAME: &'static str = "sensitivity";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            options: self.chosen.options.clone(),
            reference: self.comparing.reference.clone(),
            criterion: self.comparing.by.criterion(),
            probability: self.probability,
            replications: self.replications,
            trajectories: self.trajectories,
            seed: self.conducting.seed,
        })
    }

    fn command(&self, study: &Examination, line: CommandLine) -> CommandLine {
        line.values("--option", &self.chosen.options)
            .values("--reference", study.reference())
            .choice("--by", &self.comparing.by)
            .value("--probability", self.probability)
            .value("--replications", self.replications)
            .value("--trajectories", self.trajectories)
    }

    fn told<'a>(&self, Found { subject, found, .. }: Found<'a, Examination>) -> Box<dyn Told + 'a> {
        Box::new(Answered { scenario: &subject.scenario, found })
    }
}
