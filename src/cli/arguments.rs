//! What can be typed: the commands, their options, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::experiment::Shard;
use crate::scenario;

/// Most replications of a run that stops by precision.
pub const MOST_REPLICATIONS_FOR_PRECISION: u64 = 100_000;

/// Most replications of a comparison, which keeps the outcomes of all of them in memory.
const MOST_REPLICATIONS_OF_A_COMPARISON: u64 = 100_000;

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
    /// Draw the assumptions that have `low` and `high` anew for every replication, and say how much of the spread is chance and
    /// how much is not knowing
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
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
    /// Draw the assumptions that have `low` and `high` anew for every replication, so that the best option is best
    /// with what is not known too
    #[arg(long)]
    pub uncertain: bool,
    /// Draw assumptions from the rows of this sample (CSV: their paths above their values, and weights in a first column `weight`
    /// where there are any), such as a calibration writes; those not in it keep their values, or are drawn with --uncertain
    #[arg(long, value_name = "FILE")]
    pub posterior: Option<PathBuf>,
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

/// A whole number; thousands may be set apart as in scenario files: `10_000`.
fn whole(text: &str) -> Option<u64> {
    text.replace('_', "").parse().ok()
}

fn one_or_more(text: &str) -> Result<u64, String> {
    whole(text).filter(|&number| number > 0).ok_or_else(|| "write a whole number, 1 or more".into())
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
