//! `assumptions.csv`: every number of the scenario and the evidence for it.

use super::table;
use crate::report::numbers::fixed;
use crate::scenario::{Evidence, Scenario};

const HEADER: [&str; 7] = ["path", "value", "low", "high", "evidence", "source", "note"];

/// One row for each quantity, in the order of the scenario file.
pub fn csv(scenario: &Scenario) -> Vec<u8> {
    let rows = scenario.assumptions.iter().map(|assumption| {
        let end = |value: Option<f64>| value.map_or_else(String::new, |value| fixed(value, 6));
        [
            assumption.path.clone(),
            assumption.value.clone(),
            end(assumption.low),
            end(assumption.high),
            evidence(assumption.evidence).into(),
            assumption.source.clone().unwrap_or_default(),
            assumption.note.clone().unwrap_or_default(),
        ]
    });
    table(&HEADER, rows)
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
