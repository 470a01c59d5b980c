//! `dtoc calibrate`: the quantities of a scenario fitted to what was really counted.

use std::path::PathBuf;

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{Conducting, Prior, ThisScenario, observed};
use super::number::{above_zero, draws, points, waves};
use crate::experiment::calibration::{Asked, Calibration};
use crate::experiment::study::Study;
use crate::report::Told;
use crate::report::calibration::{Calibrated, revised};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc calibrate my-scenario.toml --option as-it-is --observed counts.csv
  dtoc calibrate my-scenario.toml --option as-it-is --observed official.csv --scale 0.88 --from 2015-04 --to 2016-03
  dtoc calibrate my-scenario.toml --option as-it-is --observed counts.csv --fit service.home-care.places

A file of observations has the columns measure,period,date,value,error,qualifier,source: a measure is a column of daily.csv
(delayed, delayed.acute, delayed.reason.E, scheme.pilot-beds.moved …), a period is day, week or month, and the error is the
standard deviation of the counting error. The official monthly statistics are read as they are published. The page
scenarios/calibration.md goes through it step by step.";

/// The words after `dtoc calibrate`.
#[derive(Debug, Args)]
pub struct CalibrateArguments {
    #[command(flatten)]
    pub about: ThisScenario,
    /// The option that the observations belong to: what was really done
    #[arg(long, value_name = "ID")]
    pub option: String,
    /// CSV file with what was really counted: dated values of measures with their errors, or the official monthly statistics
    #[arg(long, value_name = "FILE")]
    pub observed: PathBuf,
    /// A quantity to fit, by its path; it needs a `low` and a `high`. Repeat for several [default: up to 12 of those that change
    /// the observed numbers most]
    #[arg(long, value_name = "PATH")]
    pub fit: Vec<String>,
    /// How probability is spread between low and high before anything is observed
    #[arg(long, value_enum, value_name = "SHAPE", default_value_t = Prior::Uniform)]
    pub prior: Prior,
    /// Of the official statistics: the count of the scenario as a share of the official one [default: 1]
    #[arg(long, value_name = "FACTOR", value_parser = above_zero, allow_negative_numbers = true)]
    pub scale: Option<f64>,
    /// Of the official statistics: standard deviation of the error of each value, as a share of it; one patient at least
    /// [default: 0.05]
    #[arg(long, value_name = "SHARE", value_parser = above_zero, allow_negative_numbers = true)]
    pub error: Option<f64>,
    /// Of the official statistics: a measure to fit to; repeat for several [default: delayed]
    #[arg(long = "measure", value_name = "NAME")]
    pub measures: Vec<String>,
    /// Take observations from this month on, such as 2015-04
    #[arg(long, value_name = "MONTH")]
    pub from: Option<String>,
    /// Take observations up to this month, such as 2016-03
    #[arg(long, value_name = "MONTH")]
    pub to: Option<String>,
    /// Waves of points, each nearer to what is likely than the one before
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = waves, allow_negative_numbers = true)]
    pub waves: u64,
    /// Points of a wave, each simulated once
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = points, allow_negative_numbers = true)]
    pub points: u64,
    /// Draws from what is known of the quantities afterwards
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = draws, allow_negative_numbers = true)]
    pub draws: u64,
    #[command(flatten)]
    pub conducting: Conducting,
}

impl Asking for CalibrateArguments {
    type Study = Calibration;
    const NAME: &'static str = "calibrate";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            option: self.option.clone(),
            observed: observed(&self.observed)?,
            fit: self.fit.clone(),
            prior: self.prior.shape(),
            scale: self.scale,
            error: self.error,
            measures: self.measures.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            waves: self.waves,
            points: self.points,
            draws: self.draws,
            seed: self.conducting.seed,
        })
    }

    fn command(&self, _study: &Calibration, line: CommandLine) -> CommandLine {
        line.value("--option", &self.option)
            .value("--observed", self.observed.display())
            .values("--fit", &self.fit)
            .values("--measure", &self.measures)
            .values("--from", &self.from)
            .values("--to", &self.to)
            .values("--scale", self.scale)
            .values("--error", self.error)
            .values("--prior", (self.prior == Prior::Pert).then_some("pert"))
            .value("--waves", self.waves)
            .value("--points", self.points)
            .value("--draws", self.draws)
    }

    fn told<'a>(&self, Found { subject, study, found, extended }: Found<'a, Calibration>) -> Box<dyn Told + 'a> {
        Box::new(Calibrated {
            scenario: subject.scenario.clone(),
            option: study.option,
            posterior: found.posterior.clone(),
            predicted: found.predicted.clone(),
            daily: found.daily.clone(),
            influences: found.influences.clone(),
            notes: study.notes().to_vec(),
            observed: study.file.clone(),
            revised: revised(&subject.scenario, &found.posterior, &subject.draft, &extended),
        })
    }
}
