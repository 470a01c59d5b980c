//! `replications.csv`, a line at a time: it is written while the replications run, so that its length never fills the memory.

use crate::model::{CareSystem, Outcome};
use crate::report::numbers::fixed;

/// Decimals of an outcome: enough for a share of a day in seconds.
const DECIMALS: usize = 6;

/// The header line, with its line end: `option,replication,delayed_on_target_day,…`.
pub fn header(system: &CareSystem, outcomes: &[Outcome]) -> String {
    let names = outcomes.iter().map(|outcome| outcome.id(system));
    line(["option".into(), "replication".into()].into_iter().chain(names))
}

/// One replication of one option, with its line end; a number that does not exist (NaN) is left empty.
pub fn row(option: &str, replication: u64, values: &[f64]) -> String {
    let values = values.iter().map(|&value| fixed(value, DECIMALS));
    line([option.into(), replication.to_string()].into_iter().chain(values))
}

fn line(cells: impl Iterator<Item = String>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing one record to memory cannot fail.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
