//! `verification.csv` and `summary.json` of a verification.

use serde::Serialize;
use serde_json::{Value, json};

use crate::report::Stamp;
use crate::report::verification::{Verified, count};

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

/// One number; the fields are the columns of the file.
#[derive(Serialize)]
struct Row<'a> {
    scenario: &'a str,
    case: &'a str,
    measure: String,
    statistic: String,
    expected: f64,
    expected_half_width: f64,
    simulated: f64,
    lower: f64,
    upper: f64,
    /// Confidence of this interval alone.
    level: f64,
    replications: u64,
    agrees: bool,
    source: &'a str,
}

/// One row for each number.
pub fn csv(cases: &[Verified]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for case in cases {
        for (expected, comparison) in case.rows() {
            // Writing to memory cannot fail.
            let _ = writer.serialize(Row {
                scenario: &case.scenario.id,
                case: &case.case.id,
                measure: expected.measures.join(" + "),
                statistic: case.statistic(expected),
                expected: expected.value,
                expected_half_width: expected.half_width,
                simulated: comparison.simulated.mean,
                lower: comparison.simulated.lower,
                upper: comparison.simulated.upper,
                level: comparison.simulated.level,
                replications: case.replications,
                agrees: comparison.agrees,
                source: &expected.source,
            });
        }
    }
    writer.into_inner().unwrap_or_default()
}

/// What a program needs to know of a verification.
pub fn json(cases: &[Verified], seed: u64, stamp: &Stamp) -> String {
    let all = count(cases);
    let one = |case: &Verified| -> Value {
        let own = count([case]);
        json!({
            "scenario": case.scenario.id,
            "hash": case.scenario.hash,
            "case": case.case.id,
            "replications": case.replications,
            "numbers": own.numbers,
            "agree": own.agree,
        })
    };
    let document = json!({
        "format": FORMAT,
        "stamp": { "version": stamp.version, "command": stamp.command, "seed": seed },
        "numbers": all.numbers,
        "agree": all.agree,
        "cases": cases.iter().map(one).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
