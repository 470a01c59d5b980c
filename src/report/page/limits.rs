//! What the report cannot say, and how to make it again.

use super::elements::prose;
use crate::report::numbers::{date, whole};
use crate::report::{Findings, Stamp};
use maud::{Markup, html};

/// What a board should not read out of the numbers.
pub fn section(findings: &Findings) -> Markup {
    html! {
        ul {
            li {
                "The model is not the care system. It holds what the scenario says and nothing else: no change of policy, no outbreak, \
                 no snow, unless written there."
            }
            li {
                "The intervals say how well the simulation has pinned down its own averages. They do not cover doubt about the \
                 assumptions: those marked as assumptions may be wrong by as much as their low to high range, or more."
            }
            li {
                "The middle half and the 95 % range say how far single futures may lie apart if every assumption is right. Real futures \
                 lie further apart."
            }
            li { (prose(&comparing(findings))) }
            li { "Money is at the prices of the scenario, undiscounted. A bed day that is freed is not cash until a ward is closed." }
            li { "Staff, families and providers do not change their behaviour when money moves, except where a scheme says so." }
            li { "Fewer delayed transfers is not the same as better care: deaths, readmissions and waits elsewhere are in summary.json." }
        }
    }
}

fn comparing(findings: &Findings) -> String {
    let replications = whole(findings.results.replications as f64);
    let day = findings.day.map_or_else(String::new, |day| format!(" on {}", date(day)));
    format!(
        "With {replications} replications, an event as rare as 3 in {replications} may not have shown itself at all, and options that \
         are close in their count{day} may not be told apart."
    )
}

/// Version, seed, hash and command.
pub fn stamp(findings: &Findings, stamp: &Stamp) -> Markup {
    let scenario = findings.scenario;
    let rows = [
        ("Scenario", scenario.id.clone()),
        ("Scenario hash (SHA-256)", scenario.hash.clone()),
        ("Program", format!("dtoc {}", stamp.version)),
        ("Seed", findings.results.seed.to_string()),
        ("Replications of each option", whole(findings.results.replications as f64)),
        ("Command", stamp.command.clone()),
    ];
    html! {
        table.stamp {
            caption { "The same file, version and command give this report again, byte for byte" }
            tbody {
                @for (name, value) in &rows { tr { th scope="row" { (name) } td { code { (value) } } } }
            }
        }
        h3 { "Files beside this report" }
        dl.files {
            dt { code { "daily.csv" } } dd { "every count of every option on every day, as a distribution" }
            dt { code { "monthly.csv" } } dd { "the official monthly statistics" }
            dt { code { "money.csv" } } dd { "pounds by heading, and differences" }
            dt { code { "time_to_discharge.csv" } } dd { "days from ready to leave to leaving" }
            dt { code { "replications.csv" } } dd { "every outcome of every replication, where asked for" }
            dt { code { "assumptions.csv" } } dd { "the assumptions log" }
            dt { code { "summary.json" } } dd { "the answer, for programs" }
        }
    }
}
