//! The assumptions log: every number of the scenario and the evidence for it.

use super::elements::{folded, prose, table, text_head};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, fixed};
use crate::scenario::{Assumption, Evidence, Scenario};
use maud::{Markup, html};

/// Every quantity, grouped by the part of the scenario it belongs to; none without quantities.
pub fn section(scenario: &Scenario) -> Option<Markup> {
    if scenario.assumptions.is_empty() && scenario.warnings.is_empty() {
        return None;
    }
    Some(html! {
        @if !scenario.assumptions.is_empty() { p { (summary(&scenario.assumptions)) } }
        @if !scenario.warnings.is_empty() {
            p { "Doubts that reading the scenario raised, which did not stop it from running:" }
            ul.doubts { @for warning in scenario.warnings.iter() { li { (prose(&warning.headline)) } } }
        }
        @for (group, assumptions) in grouped(&scenario.assumptions) {
            @let heading = format!("{} ({})", in_words(group), numbers::whole(assumptions.len() as f64));
            (folded(true, &heading, &log(group, &assumptions)))
        }
    })
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

fn log(group: &str, assumptions: &[&Assumption]) -> Markup {
    let head = ["Quantity", "Value", "Low to high", "Evidence", "Source and note"].map(text_head);
    let rows = html! {
        @for assumption in assumptions {
            @let path = assumption.path.strip_prefix(group).map_or("", |path| path.trim_start_matches('.'));
            tr {
                th scope="row" { code { (breakable(if path.is_empty() { &assumption.path } else { path })) } }
                td.value { (assumption.value) }
                td.value { (low_to_high(assumption)) }
                td { (evidence(assumption.evidence)) }
                td.source {
                    @if is_flagged(assumption) { span.flag { "stated without a source" } }
                    @if let Some(source) = &assumption.source { (prose(source)) }
                    @if let Some(note) = &assumption.note { span.below { (prose(note)) } }
                }
            }
        }
    };
    table("long log", &format!("{}: values and the evidence for them", in_words(group)), &head, &rows)
}

/// A path that may be broken after its dots, with a break of no width.
fn breakable(path: &str) -> String {
    path.replace('.', ".\u{200b}").replace('_', "_\u{200b}")
}

fn low_to_high(assumption: &Assumption) -> String {
    let end = |value: f64| fixed(value, 4);
    match (assumption.low, assumption.high) {
        (Some(low), Some(high)) => numbers::range(&end(low), &end(high)),
        (Some(low), None) => format!("from {}", end(low)),
        (None, Some(high)) => format!("up to {}", end(high)),
        (None, None) => numbers::NOTHING.into(),
    }
}

fn evidence(evidence: Evidence) -> Markup {
    let (class, words) = match evidence {
        Evidence::Sourced => ("sourced", "sourced"),
        Evidence::Derived => ("derived", "derived"),
        Evidence::Assumed => ("assumed", "assumption"),
        Evidence::Unstated => ("unstated", "unstated"),
    };
    html! { span class={ "evidence " (class) } { (words) } }
}
