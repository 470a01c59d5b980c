//! The assumptions log: every number of the scenario and the evidence for it.

use crate::report::document::table::{Cell, Columns, Table};
use crate::report::document::words::{Words, code};
use crate::report::document::{Block, Section};
use crate::report::evidence;
use crate::report::letters::capitalised;
use crate::report::numbers::{self, fixed};
use crate::scenario::{Assumption, Evidence, Scenario};

/// Every quantity, grouped by the part of the scenario it belongs to; none without quantities.
pub fn section(scenario: &Scenario) -> Option<Section> {
    if scenario.assumptions.is_empty() && scenario.warnings.is_empty() {
        return None;
    }
    let mut blocks = Vec::new();
    if !scenario.assumptions.is_empty() {
        blocks.push(Block::paragraph(summary(&scenario.assumptions)));
    }
    if !scenario.warnings.is_empty() {
        let doubts = scenario.warnings.iter().map(|warning| Words::from(&warning.headline));
        blocks.push(Block::paragraph("Doubts that reading the scenario raised, which did not stop it from running:"));
        blocks.push(Block::List(doubts.collect()));
    }
    for (group, assumptions) in grouped(&scenario.assumptions) {
        let heading = format!("{} ({})", in_words(group), numbers::whole(assumptions.len() as f64));
        blocks.push(Block::fold(true, heading, vec![log(group, &assumptions).into()]));
    }
    Some(Section::new("assumptions", "Assumptions", blocks))
}

/// How many numbers rest on what.
fn summary(assumptions: &[Assumption]) -> String {
    let count = |evidence: Evidence| assumptions.iter().filter(|a| a.evidence == evidence).count();
    let unsourced = assumptions.iter().filter(|assumption| is_flagged(assumption)).count();
    let kinds = [
        (Evidence::Sourced, "published or recorded"),
        (Evidence::Derived, "worked out from such numbers"),
        (Evidence::Assumed, "assumptions, reasoned estimates and not facts"),
        (Evidence::Unstated, "of no stated kind"),
    ];
    let said: Vec<String> = kinds
        .iter()
        .filter(|(evidence, _)| count(*evidence) > 0)
        .map(|&(evidence, words)| format!("{} {words}", numbers::whole(count(evidence) as f64)))
        .collect();
    let flagged = match unsourced {
        0 => " Each names its source.".to_owned(),
        n => format!(
            " {} stated without a source and marked so.",
            numbers::whole(n as f64) + if n == 1 { " is" } else { " are" }
        ),
    };
    let all = numbers::count_of(assumptions.len(), "number");
    format!("The answer rests on {all}: {}.{flagged}", numbers::listed(&said))
}

fn is_flagged(assumption: &Assumption) -> bool {
    assumption.source.as_deref().is_none_or(|source| source.trim().is_empty())
}

/// Runs of quantities by the first part of their path, in the order of the file; parts that come again are put together.
fn grouped(assumptions: &[Assumption]) -> Vec<(&str, Vec<&Assumption>)> {
    let mut groups: Vec<(&str, Vec<&Assumption>)> = Vec::new();
    for assumption in assumptions {
        let group = assumption.path.split('.').next().unwrap_or_default();
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, members)) => members.push(assumption),
            None => groups.push((group, vec![assumption])),
        }
    }
    groups
}

/// `patient_group` as a heading: `Patient group`.
fn in_words(key: &str) -> String {
    if key.is_empty() { "Other".into() } else { capitalised(&key.replace(['_', '-'], " ")) }
}

fn log(group: &str, assumptions: &[&Assumption]) -> Table {
    let path = |assumption: &Assumption| {
        let within = assumption.path.strip_prefix(group).map_or("", |path| path.trim_start_matches('.'));
        breakable(if within.is_empty() { &assumption.path } else { within })
    };
    Columns::<&Assumption>::default()
        .name("Quantity", |assumption| code(path(assumption)))
        .text("Value", |assumption| &assumption.value)
        .text("Low to high", |assumption| low_to_high(assumption))
        .text("Evidence", |assumption| marked(assumption.evidence))
        .text("Source and note", |assumption| source(assumption))
        .table(format!("{}: values and the evidence for them", in_words(group)), assumptions.iter().copied())
        .long()
        .looking("log")
}

/// A path that may be broken after its dots, with a break of no width.
fn breakable(path: &str) -> String {
    path.replace('.', ".\u{200b}").replace('_', "_\u{200b}")
}

fn low_to_high(assumption: &Assumption) -> Option<String> {
    let end = |value: f64| fixed(value, 4);
    match (assumption.low, assumption.high) {
        (Some(low), Some(high)) => Some(numbers::range(&end(low), &end(high))),
        (Some(low), None) => Some(format!("from {}", end(low))),
        (None, Some(high)) => Some(format!("up to {}", end(high))),
        (None, None) => None,
    }
}

/// How much a number rests on; an assumption is to be looked at.
fn marked(evidence: Evidence) -> Words {
    let word = evidence::word(evidence);
    if evidence == Evidence::Assumed { Words::default().flag(word) } else { word.into() }
}

fn source(assumption: &Assumption) -> Cell {
    let flag = if is_flagged(assumption) { Words::default().flag("stated without a source") } else { Words::default() };
    let main = flag.plain(assumption.source.as_deref().unwrap_or_default());
    Cell { main, below: assumption.note.as_deref().map(Words::from) }
}
