//! What can be typed after `dtoc trace`.

use std::path::PathBuf;

use clap::Args;

use super::number::{one_or_more, seed};

/// The end of its help.
pub const AFTER_HELP: &str = "\
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
