//! What can be typed: the commands, their options, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::experiment::Shard;
use crate::model::Date;
use crate::model::dates::date;
use crate::scenario;

/// Most replications of a run that stops by precision.
pub const MOST_REPLICATIONS_FOR_PRECISION: u64 = 100_000;

/// Most replications of a comparison, which keeps the outcomes of all of them in memory.
const MOST_REPLICATIONS_OF_A_COMPARISON: u64 = 100_000;

/// Most months of a forecast.
const MOST_MONTHS: u64 = 60;

/// More threads than any one computer has processors.
const MOST_THREADS: u64 = 1_024;

const AFTER_HELP: &str = "\
Examples:
  dtoc run                               the Oxfordshire pilot of winter 2015-16, every option
  dtoc init                              a first scenario of your own, to fill in
  dtoc check my-scenario.toml            is it sound?
  dtoc run my-scenario.toml              what do the options achieve, and what do they cost?
  dtoc compare my-scenario.toml          which of them is best, and how sure is that?

Exit codes:
    0   done
    1   the scenario has problems, or the command cannot be carried out
    2   the command line is not understood
  130   stopped by Ctrl-C; no results were written (`dtoc run --resume` goes on)";

const RUN_AFTER_HELP: &str = "\
Examples:
  dtoc run
  dtoc run my-scenario.toml --out results/first-try
  dtoc run --option pilot-as-bought --option home-care-instead --replications 200
  dtoc run --precision 0.5
  dtoc run --format json | jq .answer.headline
  dtoc run --replications 100000 --resume
  dtoc run my-scenario.toml --shard 3/8 --out parts/3

The same scenario and seed give the same results, whatever the number of threads, and whether or not a run was interrupted
or split into shards.";

const COMPARE_AFTER_HELP: &str = "\
Examples:
  dtoc compare
  dtoc compare my-scenario.toml --reference as-it-is
  dtoc compare --by delayed-days --indifference 500
  dtoc compare --indifference 0.5 --cap 20_000

Options are simulated together until one is clearly best (procedure KN of Kim and Nelson, 2001). Those that fall behind are
dropped on the way, and keep the replications they have; the reference is simulated to the end.";

const CALIBRATE_AFTER_HELP: &str = "\
Examples:
  dtoc calibrate my-scenario.toml --option as-it-is --observed counts.csv
  dtoc calibrate my-scenario.toml --option as-it-is --observed official.csv --scale 0.88 --from 2015-04 --to 2016-03
  dtoc calibrate my-scenario.toml --option as-it-is --observed counts.csv --fit service.home-care.places

A file of observations has the columns measure,period,date,value,error,qualifier,source: a measure is a column of daily.csv
(delayed, delayed.acute, delayed.reason.E, scheme.pilot-beds.moved …), a period is day, week or month, and the error is the
standard deviation of the counting error. The official monthly statistics are read as they are published. The page
scenarios/calibration.md goes through it step by step.";

const MERGE_AFTER_HELP: &str = "\
Examples:
  dtoc run --shard 1/2 --out parts/1
  dtoc run --shard 2/2 --out parts/2
  dtoc merge parts/1 parts/2
  dtoc merge output/oxfordshire-pilot.shard-*-of-8

What comes out is what one run writes and prints, byte for byte. Nothing is simulated, and the scenario file is not needed.";

const CHECK_AFTER_HELP: &str = "\
Examples:
  dtoc check my-scenario.toml
  dtoc check scenarios/*.toml";

const INIT_AFTER_HELP: &str = "\
Examples:
  dtoc init
  dtoc init north-district.toml";

const TRACE_AFTER_HELP: &str = "\
Examples:
  dtoc trace first-scenario --option more-beds | head
  dtoc trace first-scenario --option more-beds --patient complex-1000
  dtoc trace my-scenario.toml --option as-it-is --replication 7 > events.csv

Columns:
  time      when, on the clock of the place: 2015-11-23T08:15:00
  day       day of the period, 1 for the first; 0 and below during a warm-up
  patient   group and number in order of arrival, from 1: complex-1000. With an o before the number for those who were
            there on the first morning: complex-o17. Patient 1000 of a group is the same person under every option
  group     patient group
  event     what happens: arrives, admitted, ready, step-begins, step-ends, place-reserved, leaves-hospital …
  where     hospital or service where it happens, or home
  pathway   discharge pathway of the patient
  step      step of the pathway that begins or ends
  detail    more, in words

Replications are numbered from 1, as in replications.csv.";

const SCENARIOS_AFTER_HELP: &str = "\
Examples:
  dtoc scenarios
  dtoc scenarios --show first-scenario > my-scenario.toml";

const VERIFY_AFTER_HELP: &str = "\
Examples:
  dtoc verify                            every case inside the program: a minute or two
  dtoc verify --quick                    the same with fewer replications, and wider intervals
  dtoc verify community-queue            one case; `dtoc scenarios` lists them
  dtoc verify my-case.toml               a scenario of your own with [[verification]] tables

The exit code is 1 when a number differs.";

const SWEEP_AFTER_HELP: &str = "\
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

const BACKTEST_AFTER_HELP: &str = "\
Examples:
  dtoc backtest oxfordshire-monthly --option no-scheme --observed scenarios/data/oxfordshire-monthly.csv
      --until 2013-09 --until 2014-03 --until 2014-09 --until 2015-03 --horizon-months 6
  dtoc backtest my-scenario.toml --observed counts.csv --until 2025-06-15

At each --until the quantities are fitted to what was observed up to that day, and to nothing later. The months that follow are
then forecast, and scored against what happened, beside three forecasts that need no model: the last month goes on; the same
month of last year; the mean of that month over all years.

FILE is a table with the columns measure,period,date,value,error,qualifier,source (a row for each value; error is the standard
deviation of its counting), or the official table of delayed days with a row for each month.";

/// The command line as it was typed.
#[derive(Debug, Parser)]
#[command(
    name = "dtoc",
    version,
    about = "Predicts delayed transfers of care (bed blocking) under funding options",
    long_about = "Predicts delayed transfers of care (bed blocking) under funding options, by discrete-event simulation of \
                  hospitals, discharge pathways, the services after them and the people who staff them.",
    after_help = AFTER_HELP,
    arg_required_else_help = true,
    subcommand_required = true,
    max_term_width = 100
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a scenario: what each option achieves, how sure that is, and what it costs
    #[command(after_help = RUN_AFTER_HELP)]
    Run(RunArguments),
    /// Compare the options until the best is known, and say what each costs against the reference
    #[command(after_help = COMPARE_AFTER_HELP)]
    Compare(CompareArguments),
    /// Put the shards of a run together, and write what one run would have written
    #[command(after_help = MERGE_AFTER_HELP)]
    Merge(MergeArguments),
    /// Check scenario files, and show everything that is wrong with them
    #[command(after_help = CHECK_AFTER_HELP)]
    Check(CheckArguments),
    /// Write a first scenario, with comments, to fill in
    #[command(after_help = INIT_AFTER_HELP)]
    Init(InitArguments),
    /// Print every event of one replication of one option, as CSV
    #[command(after_help = TRACE_AFTER_HELP)]
    Trace(TraceArguments),
    /// List the scenarios that come with the program
    #[command(after_help = SCENARIOS_AFTER_HELP)]
    Scenarios(ScenariosArguments),
    /// Verify the simulator against numbers known from theory and from published models
    #[command(after_help = VERIFY_AFTER_HELP)]
    Verify(VerifyArguments),
    /// Vary quantities of a scenario: how delayed patients and cost go up and down with them
    #[command(after_help = SWEEP_AFTER_HELP)]
    Sweep(SweepArguments),
    /// Fit quantities of a scenario to what was really counted, with the uncertainty that is left
    #[command(after_help = CALIBRATE_AFTER_HELP)]
    Calibrate(CalibrateArguments),
    /// Forecast from dates in the past with what was known then, and score against what happened
    #[command(after_help = BACKTEST_AFTER_HELP)]
    Backtest(BacktestArguments),
}

/// The words after `dtoc run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// Run this option only; repeat for several. The reference option, which the others are compared with, is always run too
    #[arg(long = "option", value_name = "ID")]
    pub options: Vec<String>,
    /// How many times to simulate every option, each time with other chances
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    /// Instead of a number of replications: go on until the mean delayed count on the target day is known to within X patients
    /// (half the width of its 95 % interval) under every option, for at most 100,000 replications
    #[arg(long, value_name = "X", conflicts_with = "replications", value_parser = patients_above_zero, allow_negative_numbers = true)]
    pub precision: Option<f64>,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// What to print: the answer in words, or summary.json for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
    /// Simulate only the K-th of N parts of the replications; `dtoc merge` puts the parts together [default folder:
    /// output/SCENARIO.shard-K-of-N]
    #[arg(long, value_name = "K/N", value_parser = shard)]
    pub shard: Option<Shard>,
    /// Go on with a run that was interrupted, from its last checkpoint; begins from the start where there is none
    #[arg(long)]
    pub resume: bool,
    /// How often to write down how far the run has come, at most; 0 is after every 64 replications
    #[arg(long, value_name = "SECONDS", default_value_t = 5, value_parser = seconds, allow_negative_numbers = true)]
    pub checkpoint_every: u64,
}

/// The words after `dtoc compare`.
#[derive(Debug, Args)]
pub struct CompareArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO", default_value = scenario::DEFAULT)]
    pub scenario: PathBuf,
    /// The option that the others are compared with [default: that of the scenario]
    #[arg(long, value_name = "ID")]
    pub reference: Option<String>,
    /// What the best option has least of
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Delayed)]
    pub by: By,
    /// A difference under this does not matter [default: 2 patients, or 200 delayed days]
    #[arg(long, value_name = "X", value_parser = above_zero, allow_negative_numbers = true)]
    pub indifference: Option<f64>,
    /// How sure to be that the option selected is the best, and that the intervals hold for all options at once
    #[arg(long, value_name = "P", default_value_t = 0.95, value_parser = confidence, allow_negative_numbers = true)]
    pub confidence: f64,
    /// Replications at most of each option
    #[arg(long, value_name = "N", default_value_t = 4_000, value_parser = cap, allow_negative_numbers = true)]
    pub cap: u64,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the chart and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-compare]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What the best option has least of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Delayed patients on the target day (the last day, where there is no target)
    Delayed,
    /// Delayed days of the whole period
    DelayedDays,
}

/// The words after `dtoc merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The folders of all shards of one run, in any order
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads to paint the charts with [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// What to print: the answer in words, or summary.json for programs
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
}

/// What a run prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The answer in sentences, and a table of the options
    Text,
    /// The contents of summary.json, and nothing else
    Json,
}

/// The words after `dtoc check`.
#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Scenario files, or names of scenarios inside the program
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
}

/// The words after `dtoc init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// File to write; one that exists is never overwritten
    #[arg(value_name = "FILE", default_value = "my-scenario.toml")]
    pub file: PathBuf,
}

/// The words after `dtoc trace`.
#[derive(Debug, Args)]
pub struct TraceArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
    /// The option to follow
    #[arg(long = "option", value_name = "ID")]
    pub option: String,
    /// The replication to follow, counted from 1
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replication: u64,
    /// Follow this patient only, such as complex-1000, or complex-o17 for one of the opening census
    #[arg(long, value_name = "ID")]
    pub patient: Option<String>,
    /// Start of the random numbers, as for `dtoc run`
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
}

/// The words after `dtoc scenarios`.
#[derive(Debug, Args)]
pub struct ScenariosArguments {
    /// Print this scenario as a file
    #[arg(long, value_name = "NAME")]
    pub show: Option<String>,
}

/// The words after `dtoc verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Names of cases inside the program, or scenario files with `[[verification]]` tables [default: every case inside]
    #[arg(value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    /// Simulate a fifth of the replications
    #[arg(long)]
    pub quick: bool,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report and the data; an earlier one of dtoc is replaced [default: output/verification]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

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

/// The words after `dtoc calibrate`.
#[derive(Debug, Args)]
pub struct CalibrateArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
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
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = one_or_more, allow_negative_numbers = true)]
    pub waves: u64,
    /// Points of a wave, each simulated once
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = points, allow_negative_numbers = true)]
    pub points: u64,
    /// Draws from what is known of the quantities afterwards
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = draws, allow_negative_numbers = true)]
    pub draws: u64,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-calibrate]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Go on with a calibration that was interrupted; begins from the start where there is none
    #[arg(long)]
    pub resume: bool,
}

/// How probability is spread between low and high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Prior {
    /// Evenly
    Uniform,
    /// Most about the stated value
    Pert,
}

/// The words after `dtoc backtest`.
#[derive(Debug, Args)]
pub struct BacktestArguments {
    /// Name of a scenario inside the program (see `dtoc scenarios`), or path of a scenario file
    #[arg(value_name = "SCENARIO")]
    pub scenario: PathBuf,
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
    pub horizon_months: u64,
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
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = one_or_more, allow_negative_numbers = true)]
    pub waves: u64,
    /// Points of each wave, each simulated once
    #[arg(long, value_name = "N", default_value_t = 300, value_parser = points, allow_negative_numbers = true)]
    pub points: u64,
    /// Draws from what is known of the quantities afterwards, to forecast from
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = draws, allow_negative_numbers = true)]
    pub draws: u64,
    /// How many times to simulate every draw
    #[arg(long, value_name = "R", default_value_t = 1, value_parser = one_or_more, allow_negative_numbers = true)]
    pub replications: u64,
    /// Start of the random numbers; another seed gives other chances
    #[arg(long, value_name = "S", default_value_t = 1, value_parser = seed, allow_negative_numbers = true)]
    pub seed: u64,
    /// Threads to use [default: one for each processor]
    #[arg(long, value_name = "T", value_parser = threads, allow_negative_numbers = true)]
    pub threads: Option<usize>,
    /// Go on with a back-test that was interrupted
    #[arg(long)]
    pub resume: bool,
    /// Folder for the report, the charts and the data; an earlier one of dtoc is replaced [default: output/SCENARIO-backtest]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

fn points(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (10..=100_000).contains(number));
    number.ok_or_else(|| "write a whole number from 10 to 100,000".into())
}

fn draws(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (10..=2_400).contains(number));
    number.ok_or_else(|| "write a whole number from 10 to 2,400".into())
}

/// A whole number; thousands may be set apart as in scenario files: `10_000`.
fn whole(text: &str) -> Option<u64> {
    text.replace('_', "").parse().ok()
}

fn one_or_more(text: &str) -> Result<u64, String> {
    whole(text).filter(|&number| number > 0).ok_or_else(|| "write a whole number, 1 or more".into())
}

fn months(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (1..=MOST_MONTHS).contains(number));
    number.ok_or_else(|| format!("write a whole number of months from 1 to {MOST_MONTHS}"))
}

/// A day, or a month by its last.
fn last_day(text: &str) -> Result<Date, String> {
    let mut parts = text.split('-').map(|part| part.parse::<u16>().ok());
    let (year, month, day) = (parts.next().flatten(), parts.next().flatten(), parts.next());
    let found = match (year, month, day, parts.next()) {
        (Some(year), Some(month), None, None) => day_of(year, month, 1).map(Date::last_of_month),
        (Some(year), Some(month), Some(Some(day)), None) => day_of(year, month, day),
        _ => None,
    };
    found.ok_or_else(|| "write a day, as 2015-10-31, or a month, as 2015-10".into())
}

fn day_of(year: u16, month: u16, day: u16) -> Option<Date> {
    date(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn seed(text: &str) -> Result<u64, String> {
    whole(text).ok_or_else(|| "write a whole number, 0 or more (and below 2 to the power of 64)".into())
}

fn threads(text: &str) -> Result<usize, String> {
    let number = whole(text).filter(|number| (1..=MOST_THREADS).contains(number));
    let number = number.and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| format!("write a whole number from 1 to {MOST_THREADS}"))
}

fn seconds(text: &str) -> Result<u64, String> {
    whole(text).ok_or_else(|| "write a whole number of seconds, 0 or more".into())
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts = text.split_once('/').and_then(|(number, of)| Some((whole(number)?, whole(of)?)));
    let shard = parts.filter(|&(number, of)| (1..=of).contains(&number)).map(|(number, of)| Shard { number, of });
    shard.ok_or_else(|| "write which part of how many, counted from 1, such as 3/8".into())
}

fn patients_above_zero(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(patients) if patients.is_finite() && patients > 0.0 => Ok(patients),
        _ => Err("write a number of patients above 0, such as 0.5".into()),
    }
}

fn above_zero(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("write a number above 0, such as 2".into()),
    }
}

fn confidence(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(confidence) if (0.5..1.0).contains(&confidence) => Ok(confidence),
        _ => Err("write a probability from 0.5 to below 1, such as 0.95".into()),
    }
}

fn cap(text: &str) -> Result<u64, String> {
    let number = whole(text).filter(|number| (2..=MOST_REPLICATIONS_OF_A_COMPARISON).contains(number));
    number.ok_or_else(|| format!("write a whole number from 2 to {MOST_REPLICATIONS_OF_A_COMPARISON}"))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_sound() {
        super::Arguments::command().debug_assert();
    }
}
