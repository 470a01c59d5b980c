//! `daily.csv`: every measure of every option on every day, as a distribution over replications.

use super::{number, table};
use crate::model::parameters::UNLIMITED;
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
                // Places without a limit are no number.
                if day.largest().is_none_or(|largest| largest == UNLIMITED) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::Fixture;

    #[test]
    fn places_without_a_limit_are_left_empty() {
        let (scenario, mut results) = Fixture { options: 1, days: 125, replications: 4, ..Fixture::default() }.build();
        results.options[0].daily[0][0] = [UNLIMITED; 4].into_iter().collect();
        let file = String::from_utf8(csv(&Findings::new(&scenario, &results))).unwrap();
        assert_eq!(file.lines().nth(1), Some("do-nothing,2015-11-23,delayed,,,,,,,,"));
        assert!(!file.contains("4294967295"));
    }
}
