//! `time_to_discharge.csv`: days from discharge ready to leaving the bed, by option and pathway.

use super::{number, table};
use crate::report::Findings;
use crate::report::numbers::fixed;
use crate::statistics::Tally;

const HEADER: [&str; 12] = [
    "option",
    "pathway",
    "number",
    "patients_all_replications",
    "mean_days",
    "mean_days_lower",
    "mean_days_upper",
    "median_days",
    "p90_days",
    "left_same_day",
    "left_same_day_lower",
    "left_same_day_upper",
];

/// One row for each option and pathway. Quantiles count midnights in the bed; the mean is exact.
pub fn csv(findings: &Findings) -> Vec<u8> {
    let pathways = &findings.scenario.system.pathways;
    let rows = findings.results.options.iter().flat_map(|option| {
        option.time_to_discharge.iter().zip(pathways).map(|(time, pathway)| {
            let mut row = vec![
                option.id.clone(),
                pathway.id.clone(),
                pathway.number.to_string(),
                time.days.observations().to_string(),
            ];
            row.extend(estimate(&time.mean_days, 3, f64::INFINITY));
            row.extend(
                [0.5, 0.9].map(|p| if time.days.is_empty() { String::new() } else { number(time.days.quantile(p)) }),
            );
            row.extend(estimate(&time.left_same_day, 4, 1.0));
            row
        })
    });
    table(&HEADER, rows)
}

/// Mean and 95 % interval, cut off at nothing and at `most`, beyond which the truth cannot lie; empty where nothing was observed.
fn estimate(tally: &Tally, decimals: usize, most: f64) -> [String; 3] {
    if tally.is_empty() {
        return Default::default();
    }
    let estimate = tally.estimate();
    [estimate.mean, estimate.lower, estimate.upper].map(|value| {
        // With one replication there is no interval: its ends are infinite, and left empty.
        fixed(if value.is_finite() { value.clamp(0.0, most) } else { value }, decimals)
    })
}
