//! What the report cannot say, and how to make it again.

use super::elements::prose;
use crate::report::numbers::{count_of, date, whole};
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
            @for text in doubt(findings) { li { (text) } }
            li { (prose(&comparing(findings))) }
            li { "Money is at the prices of the scenario, undiscounted. A bed day that is freed is not cash until a ward is closed." }
            li { "Staff, families and providers do not change their behaviour when money moves, except where a scheme says so." }
            li { "Fewer delayed transfers is not the same as better care: deaths, readmissions and waits elsewhere are in summary.json." }
        }
    }
}

/// What intervals and ranges cover, and what not.
fn doubt(findings: &Findings) -> [String; 2] {
    let Some(drawn) = &findings.results.drawn else {
        return [
            "The intervals say how well the simulation has pinned down its own averages. They do not cover doubt about the assumptions: \
             those marked as assumptions may be wrong by as much as their low to high range, or more."
                .into(),
            "The middle half and the 95 % range say how far single futures may lie apart if every assumption is right. Real futures lie \
             further apart."
                .into(),
        ];
    };
    [
        format!(
            "Every replication has its own draw of {}, the same under every option; so averages, intervals and ranges cover not knowing \
             these. Assumptions that are not drawn keep their stated values in every replication, and are as right or wrong as they are.",
            count_of(drawn.known.len(), "assumption")
        ),
        "What is drawn stays within its range, and ranges are drawn each by itself: where two assumptions go together, or a range is too \
         narrow, real futures lie further apart, or closer together."
            .into(),
    ]
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
            @if findings.results.drawn.is_some() {
                dt { code { "uncertainty.csv" } } dd { "how much of each spread is chance, and how much not knowing" }
                dt { code { "drawn.csv" } } dd { "the assumptions that were drawn, and how the count follows them" }
                dt { code { "draws.csv" } } dd { "the values of every draw" }
            }
            dt { code { "summary.json" } } dd { "the answer, for programs" }
        }
    }
}
