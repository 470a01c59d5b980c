//! `daily.csv`: every measure of every option on every day, as a distribution over replications.

use super::{number, table};
use crate::report::Findings;

const HEADER: [&str; 11] = ["option", "date", "measure", "mean", "p2.5", "p10", "p25", "p50", "p75", "p90", "p97.5"];

/// The probabilities of the quantile columns.
const QUANTILES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// One row for each option, measure and day; the count is the one at the midnight that ends the day.
pub fn csv(findings: &Findings) -> Vec<u8> {
    let results = findings.results;
    let names: Vec<String> = results.measures.iter().map(|measure| measure.id(&findings.scenario.system)).collect();
    let dates: Vec<String> = results.dates.iter().map(ToString::to_string).collect();
    let rows = results.options.iter().flat_map(|option| {
        option.daily.iter().zip(&names).flat_map(|(days, name)| {
            days.iter().zip(&dates).map(|(day, date)| {
                let mut row = vec![option.id.clone(), date.clone(), name.clone()];
                if day.is_empty() {
                    row.resize(HEADER.len(), String::new());
                } else {
                    row.push(number(day.mean()));
                    row.extend(QUANTILES.map(|probability| number(day.quantile(probability))));
                }
                row
            })
        })
    });
    table(&HEADER, rows)
}
