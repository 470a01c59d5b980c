//! `dtoc trace`: every event of one replication of one option, as CSV.

mod journal;
mod patients;

use std::io::{BufWriter, Write};

use clap::Args;

use super::failure::Failure;
use super::flags::ThisScenario;
use super::number::{one_or_more, seed};
use super::refusal::refused;
use super::sources;
use super::terminal;
use crate::experiment::study::option_position;
use crate::model::{CareSystem, Model, Population, Simulation};
use journal::Journal;
use patients::PatientId;

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
    #[command(flatten)]
    pub about: ThisScenario,
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

/// Runs one replication of one option and prints what happens.
pub fn trace(arguments: &TraceArguments) -> Result<(), Failure> {
    let scenario = sources::checked(&arguments.about.scenario)?;
    let option = option_position(&scenario, &arguments.option).map_err(|wrong| refused(wrong.into()))?;
    let wanted = arguments.patient.as_deref().map(|id| PatientId::parse(id, &scenario.system)).transpose()?;
    let model = Model::new(scenario.system);
    // People count replications from 1, the model from 0.
    let replication = arguments.replication - 1;
    let watch = |out: &mut dyn Write| {
        let mut simulation = Simulation::new(&model, Journal::new(&model, wanted, out));
        let mut population = Population::new();
        model.draw(arguments.seed, replication, &mut population);
        simulation.run(option, &population);
        simulation.monitor_mut().finish()
    };
    let refused = |error: std::io::Error| terminal::output_refused(&error);
    let Some(wanted) = wanted else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        return watch(&mut out).and_then(|_| out.flush()).map_err(refused);
    };
    // Nothing is printed of a patient who is not there, not even a header.
    let mut text = Vec::new();
    let seen = watch(&mut text).map_err(refused)?;
    if !seen.is_found {
        return Err(absent(arguments, model.system(), wanted, seen.of_the_same_kind));
    }
    std::io::stdout().lock().write_all(&text).map_err(refused)
}

/// The failure when the patient who was asked for does not come.
fn absent(arguments: &TraceArguments, system: &CareSystem, wanted: PatientId, others: u32) -> Failure {
    let kind = if wanted.of_opening_census { "who were there on the first morning" } else { "who come" };
    let group = &system.groups[wanted.group].id;
    let help = match others {
        0 => format!("there are no patients of the group `{group}` {kind}"),
        _ => {
            let last = PatientId { number: others - 1, ..wanted };
            format!(
                "patients of the group `{group}` {kind} have numbers from 1 to {others}: the last is {}",
                last.text(system)
            )
        }
    };
    let (id, replication) = (wanted.text(system), arguments.replication);
    Failure::cannot(format!("nothing happens to a patient `{id}` in replication {replication}")).help(help)
}
