//! `money.csv`: pounds by heading for every option, and the paired differences to the reference.

use super::{pounds, table};
use crate::report::Findings;
use crate::report::money::by_heading;

const HEADER: [&str; 8] =
    ["option", "heading", "mean", "lower", "upper", "difference", "difference_lower", "difference_upper"];

/// One row for each option and heading, the total last. Intervals are at the 95 % level.
pub fn csv(findings: &Findings) -> Vec<u8> {
    let rows = findings.results.options.iter().flat_map(|option| {
        by_heading(&findings.scenario.system, findings.results, option).into_iter().map(|heading| {
            let mut row = vec![option.id.clone(), heading.id];
            row.extend([heading.cost.mean, heading.cost.lower, heading.cost.upper].map(pounds));
            row.extend(heading.difference.map_or_else(Default::default, |difference| {
                [difference.mean, difference.lower, difference.upper].map(pounds)
            }));
            row
        })
    });
    table(&HEADER, rows)
}
