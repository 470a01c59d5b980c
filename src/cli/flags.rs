//! The words that several commands share, each described once.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::number::{seed, threads};
use super::sources;
use crate::experiment::calibration::Shape;
use crate::experiment::comparison::Criterion;
use crate::experiment::ignorance::Uncertain;
use crate::experiment::study::NamedText;
use crate::scenario;

/// A scenario, that of the pilot where none is named.
#[derive(Debug, Args)]
pub struct AnyScenario {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
}

/// A scenario that has to be named.
#[derive(Debug, Args)]
pub struct ThisScenario {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
}

/// How a study is conducted.
#[derive(Debug, Args)]
pub struct Conducting {
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    #[command(flatten)]
    pub writing: Writing,
    /// Go on with what was interrupted; begins from the start where there is nothing
    #[arg(long)]
    pub resume: bool,
}

/// Where to write, and on how many threads.
#[derive(Clone, Debug, Args)]
pub struct Writing {
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: one in `output`, with the name
    /// of the scenario and, but for a run, of the command]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

impl Writing {
    /// The folder to write to: as typed, or in `output`.
    pub fn place(&self, usual: &str) -> PathBuf {
        self.out.clone().unwrap_or_else(|| Path::new("output").join(usual))
    }
}

/// A choice among the options of the scenario.
#[derive(Debug, Args)]
pub struct Chosen {
    /// This option only; repeat for several. A run has the reference option too, which the others are compared with [default: every
    /// option]
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
}

/// By what options are compared, and with which.
#[derive(Debug, Args)]
pub struct Comparing {
    /// The option that the others are compared with [default: that of the scenario]
    #[arg(long, value_name = "ID")]
    pub reference: Option<String>,
    /// What the best option has least of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Delayed)]
    pub by: By,
}

/// What the best option has least of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Delayed patients on the target day (the last day, where there is no target)
    Delayed,
    /// Delayed days of the whole period
    DelayedDays,
}

impl By {
    /// The criterion that is meant.
    pub fn criterion(self) -> Criterion {
        match self {
            Self::Delayed => Criterion::Delayed,
            Self::DelayedDays => Criterion::DelayedDays,
        }
    }
}

/// What is not known, and drawn.
#[derive(Debug, Default, Args)]
pub struct Unknown {
    /// Draw the assumptions that have `low` and `high` anew for every replication, so that what is found holds with what is not
    /// known too; a quantity that a lever sets keeps the value of the lever
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
}

impl Unknown {
    /// What these words ask for; nothing where every assumption keeps its stated value.
    pub fn asked(&self) -> Result<Option<Uncertain>, Failure> {
        let read =
            |path: &PathBuf| sources::read_text(path).map(|text| NamedText { name: path.display().to_string(), text });
        let posterior = self.posterior.as_ref().map(read).transpose()?;
        Ok((self.uncertain || posterior.is_some()).then_some(Uncertain { ranges: self.uncertain, posterior }))
    }
}

/// How probability is spread between low and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prior {
    /// Evenly
    Uniform,
    /// Most about the stated value
    Pert,
}

impl Prior {
    /// The distribution that is meant.
    pub fn shape(self) -> Shape {
        match self {
            Self::Uniform => Shape::Uniform,
            Self::Pert => Shape::Pert,
        }
    }
}

/// A table of observations, read.
pub fn observed(path: &Path) -> Result<NamedText, Failure> {
    sources::observed(path).map(|text| NamedText { name: path.display().to_string(), text })
}
