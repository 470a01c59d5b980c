//! What the report cannot say: what a board should not read out of the numbers.

use crate::report::document::words::Words;
use crate::report::document::{Block, Section};
use crate::report::numbers::{count_of, date, whole};
use crate::report::run::findings::Findings;

const MODEL: &str = "The model is not the care system. It holds what the scenario says and nothing else: no change of policy, no outbreak, \
    no snow, unless written there.";
const MONEY: &str =
    "Money is at the prices of the scenario, undiscounted. A bed day that is freed is not cash until a ward is closed.";
const PEOPLE: &str =
    "Staff, families and providers do not change their behaviour when money moves, except where a scheme says so.";
const CARE: &str = "Fewer delayed transfers is not the same as better care: deaths, readmissions and waits elsewhere are in summary.json.";

/// The limits, in a list.
pub fn section(findings: &Findings) -> Section {
    let [intervals, ranges] = doubt(findings);
    let said = [MODEL.into(), intervals, ranges, comparing(findings), MONEY.into(), PEOPLE.into(), CARE.into()];
    Section::new("limits", "Limits", vec![Block::List(said.map(|text: String| Words::from(text)).into())])
}

/// What intervals and ranges cover, and what not.
fn doubt(findings: &Findings) -> [String; 2] {
    let futures = findings.future().many;
    let Some(drawn) = &findings.results.drawn else {
        return [
            "The intervals say how well the simulation has pinned down its own averages. They do not cover doubt about the assumptions: \
             those marked as assumptions may be wrong by as much as their low to high range, or more."
                .into(),
            format!(
                "The middle half and the 95 % range say how far single {futures} may lie apart if every assumption is right. Real {futures} \
                 lie further apart."
            ),
        ];
    };
    [
        format!(
            "Every replication has its own draw of {}, the same under every option; so averages, intervals and ranges cover not knowing \
             these. Assumptions that are not drawn keep their stated values in every replication, and are as right or wrong as they are.",
            count_of(drawn.known.len(), "assumption")
        ),
        format!(
            "What is drawn stays within its range, and ranges are drawn each by itself: where two assumptions go together, or a range is too \
             narrow, real {futures} lie further apart, or closer together."
        ),
    ]
}

fn comparing(findings: &Findings) -> String {
    let replications = whole(findings.results.replications as f64);
    let day = findings.day.map_or_else(String::new, |day| format!(" on {}", date(day)));
    format!(
        "With {replications} replications, an event as rare as 3 in {replications} may not have shown itself at all, and options that are \
         close in their count{day} may not be told apart."
    )
}
