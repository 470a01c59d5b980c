//! `dtoc sweep`: delayed patients and cost over the values of some quantities of a scenario.

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{Chosen, Conducting, ThisScenario};
use super::number::one_or_more;
use crate::experiment::sweep::{Asked, Sweep};
use crate::report::Told;
use crate::report::sweep::Swept;

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
N points over the ranges (a Latin hypercube). There may be 1,000 points at most.";

/// The words after `dtoc sweep`.
#[derive(Debug, Args)]
pub struct SweepArguments {
    #[command(flatten)]
    pub about: ThisScenario,
    /// A quantity by its path, and its values: PATH=FROM..TO:STEP; repeat for several
    #[arg(long = "vary", value_name = "PATH=FROM..TO:STEP", required = true)]
    pub vary: Vec<String>,
    #[command(flatten)]
    pub chosen: Chosen,
    /// Spread so many points over the ranges of the quantities, in place of every combination [default for three quantities and
    /// more: 100]
    #[arg(long, value_name = "N", value_parser = one_or_more, allow_negative_numbers = true)]
    pub samples: Option<u64>,
    /// How many times to simulate every option at every point
    #[arg(long, value_name = "R", default_value_t = 200, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    #[command(flatten)]
    pub conducting: Conducting,
}

impl Asking for SweepArguments {
    type Study = Sweep;
    const NAME: &'static str = "sweep";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            vary: self.vary.clone(),
            options: self.chosen.options.clone(),
            samples: self.samples,
            replications: self.replications,
            seed: self.conducting.seed,
        })
    }

    fn command(&self, _study: &Sweep, line: CommandLine) -> CommandLine {
        line.values("--vary", &self.vary)
            .values("--option", &self.chosen.options)
            .values("--samples", self.samples)
            .value("--replications", self.replications)
    }

    fn told<'a>(&self, Found { subject, found, .. }: Found<'a, Sweep>) -> Box<dyn Told + 'a> {
        Box::new(Swept::new(&subject.scenario, found))
    }
}
