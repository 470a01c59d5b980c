//! `assumptions.csv`: every number of the scenario and the evidence for it.

use serde::Serialize;

use crate::report::numbers::fixed;
use crate::scenario::{Evidence, Scenario};

/// One quantity; the fields are the columns of the file.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    value: &'a str,
    low: Option<String>,
    high: Option<String>,
    evidence: &'static str,
    source: Option<&'a str>,
    note: Option<&'a str>,
}

/// One row for each quantity, in the order of the scenario file.
pub fn csv(scenario: &Scenario) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for assumption in &scenario.assumptions {
        // Writing to memory cannot fail.
        let _ = writer.serialize(Row {
            path: &assumption.path,
            value: &assumption.value,
            low: assumption.low.map(|low| fixed(low, 6)),
            high: assumption.high.map(|high| fixed(high, 6)),
            evidence: evidence(assumption.evidence),
            source: assumption.source.as_deref(),
            note: assumption.note.as_deref(),
        });
    }
    writer.into_inner().unwrap_or_default()
}

/// The kind of evidence, as files name it.
pub fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Sourced => "sourced",
        Evidence::Derived => "derived",
        Evidence::Assumed => "assumed",
        Evidence::Unstated => "unstated",
    }
}
