//! `dtoc backtest`: forecasts made with what was known at some dates, held against what happened.

use std::path::PathBuf;

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Asking, Found};
use super::failure::Failure;
use super::flags::{Conducting, Prior, ThisScenario, observed};
use super::number::{above_zero, draws, last_day, months, one_or_more, points, waves};
use crate::experiment::backtest::{Asked, History};
use crate::model::Date;
use crate::report::Told;
use crate::report::backtest::Tested;

/// Most replications of a draw, all of which are kept in memory.
const MOST_REPLICATIONS: u64 = 1_000;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc backtest oxfordshire-monthly --observed scenarios/data/oxfordshire-monthly.csv --until 2014-09 --until 2015-03
  dtoc backtest my-scenario.toml --observed counts.csv --until 2025-06-15

At each --until the quantities are fitted to what was observed up to that day, and to nothing later. The months that follow are
then forecast, and scored against what happened, beside three forecasts that need no model: the last month goes on; the same
month of last year; the mean of that month over all years.

FILE is a table with the columns measure,period,date,value,error,qualifier,source (a row for each value; error is the standard
deviation of its counting), or the official table of delayed days with a row for each month.";

/// The words after `dtoc backtest`.
#[derive(Debug, Args)]
pub struct BacktestArguments {
    #[command(flatten)]
    pub about: ThisScenario,
    /// The option that history followed [default: that of the scenario]
    #[arg(long, value_name = "ID")]
    pub option: Option<String>,
    /// What was observed, before and after the origins; repeat for several files
    #[arg(long, value_name = "FILE.csv", required = true)]
    pub observed: Vec<PathBuf>,
    /// The last day that is known at an origin (a month is its last day); repeat for several
    #[arg(long, value_name = "DATE", required = true, value_parser = last_day)]
    pub until: Vec<Date>,
    /// How many months to forecast after the last one known
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = months, allow_negative_numbers = true)]
    pub horizon_months: u32,
    /// What is forecast: the monthly average of a column of daily.csv
    #[arg(long, value_name = "MEASURE", default_value = "delayed")]
    pub measure: String,
    /// Of the official statistics: the count of the scenario as a share of the official one
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = above_zero, allow_negative_numbers = true)]
    pub scale: f64,
    /// Of the official statistics: standard deviation of the error of each value, as a share of it; one patient at least
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = above_zero, allow_negative_numbers = true)]
    pub error: f64,
    /// Fit this quantity only, by its path; repeat for several [default: every quantity with a range]
    #[arg(long, value_name = "PATH")]
    pub fit: Vec<String>,
    /// How probability is spread between low and high before anything is observed
    #[arg(long, value_enum, value_name = "SHAPE", default_value_t = Prior::Pert)]
    pub prior: Prior,
    /// Waves of the fit at each origin
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = waves, allow_negative_numbers = true)]
    pub waves: u64,
    /// Points of each wave, each simulated once
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = points, allow_negative_numbers = true)]
    pub points: u64,
    /// Draws from what is known of the quantities afterwards, to forecast from
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = draws, allow_negative_numbers = true)]
    pub draws: u64,
    /// How many times to simulate every draw
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = replications, allow_negative_numbers = true)]
    pub replications: u64,
    #[command(flatten)]
    pub conducting: Conducting,
}

impl Asking for BacktestArguments {
    type Study = History;
    const NAME: &'static str = "backtest";

    fn asked(&self) -> Result<Asked, Failure> {
        Ok(Asked {
            option: self.option.clone(),
            observed: self.observed.iter().map(|path| observed(path)).collect::<Result<_, _>>()?,
            until: self.until.clone(),
            horizon_months: self.horizon_months,
            measure: self.measure.clone(),
            scale: self.scale,
            error: self.error,
            fit: self.fit.clone(),
            prior: self.prior.shape(),
            waves: self.waves,
            points: self.points,
            draws: self.draws,
            replications: self.replications,
            seed: self.conducting.seed,
        })
    }

    fn command(&self, _study: &History, line: CommandLine) -> CommandLine {
        line.values("--option", &self.option)
            .values("--observed", self.observed.iter().map(|path| path.display()))
            .values("--until", &self.until)
            .values("--fit", &self.fit)
            .value("--horizon-months", self.horizon_months)
            .values("--measure", Some(&self.measure).filter(|measure| *measure != "delayed"))
            .values("--scale", Some(self.scale).filter(|scale| *scale != 1.0))
            .values("--prior", (self.prior == Prior::Uniform).then_some("uniform"))
            .value("--error", self.error)
            .value("--waves", self.waves)
            .value("--points", self.points)
            .value("--draws", self.draws)
            .value("--replications", self.replications)
    }

    fn told<'a>(&self, Found { subject, study, found, .. }: Found<'a, History>) -> Box<dyn Told + 'a> {
        Box::new(Tested {
            scenario: subject.scenario.clone(),
            option: study.option,
            plan: study.backtest.clone(),
            found: found.clone(),
            notes: study.left_out.clone(),
        })
    }
}

fn replications(text: &str) -> Result<u64, String> {
    let number = one_or_more(text).ok().filter(|number| *number <= MOST_REPLICATIONS);
    number.ok_or_else(|| "write a whole number from 1 to 1,000".into())
}
