//! `dtoc trace`: every event of one replication of one option, as CSV.

mod journal;
mod patients;

use std::io::{BufWriter, Write};

use super::arguments::TraceArguments;
use super::failure::Failure;
use super::run::option_position;
use super::sources;
use super::terminal;
use crate::model::{CareSystem, Model, Population, Simulation};
use journal::Journal;
use patients::PatientId;

/// Runs one replication of one option and prints what happens.
pub fn trace(arguments: &TraceArguments) -> Result<(), Failure> {
    let scenario = sources::checked(&arguments.scenario)?;
    let option = option_position(&scenario, &arguments.option)?;
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
