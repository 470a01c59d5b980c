//! `report.html` of a verification.

use super::{
    Verified, by_scenario, expected_in_words, headline, interval_explained, simulated_in_words, sources, verdict,
};
use crate::report::page::{self, Section};
use crate::report::{ChartFigure, Stamp};
use crate::scenario::Scenario;
use maud::{Markup, html};
use page::elements::{number_head, plain, prose, table, text_head};

/// The page.
pub fn html(cases: &[Verified], figure: &ChartFigure, seed: u64, stamp: &Stamp) -> String {
    let mut sections =
        vec![Section { id: "chart".into(), title: "All numbers at a glance".into(), body: page::figures::one(figure) }];
    for cases in by_scenario(cases) {
        let Some(first) = cases.first() else { continue };
        let body = scenario(&first.scenario, cases);
        sections.push(Section {
            id: first.scenario.id.clone().into(),
            title: first.scenario.title.clone().into(),
            body,
        });
    }
    sections.push(Section { id: "stamp".into(), title: "How to repeat this".into(), body: repeated(seed, stamp) });
    let first_screen = html! {
        header id="answer" {
            p.kind { "Verification: does the simulator reproduce what is known?" }
            h1 { (headline(cases)) }
            p.basis {
                "Each case below is a scenario for which some numbers are known: exactly, from queueing theory, or from an independent \
                 simulation of a published model. The same program that simulates a county simulates the case, from a scenario file, \
                 with everything switched off that the case does not have. A number agrees when it lies inside the interval of the \
                 simulated one, or when its own interval overlaps with that. The intervals are so wide that a right program has all \
                 numbers of a case inside them with the stated confidence, and no wider: how narrow they are shows how small an error would \
                 have been noticed."
            }
            p.basis {
                "That the program computes what a model says does not make the model true: whether the assumptions of a scenario fit \
                 a real county is another question, and its report lists them."
            }
        }
    };
    page::document("Verification of dtoc", &stamp.version, &first_screen, &sections)
}

fn scenario(scenario: &Scenario, cases: &[Verified]) -> Markup {
    html! {
        @if !scenario.description.trim().is_empty() { p { (prose(scenario.description.trim())) } }
        @for (at, case) in cases.iter().enumerate() {
            @if at == 0 || sources(case) != sources(&cases[at - 1]) { p.basis { "Expected: " (prose(&sources(case))) "." } }
            h3 { (case.case.title) }
            (one(case))
        }
    }
}

fn one(case: &Verified) -> Markup {
    let head = [
        text_head("Measure"),
        text_head("Statistic"),
        number_head("Expected"),
        number_head("Simulated"),
        number_head("Interval"),
        text_head("Verdict"),
    ];
    let rows = html! {
        @for (expected, comparison) in case.rows() {
            @let (simulated, interval) = simulated_in_words(&comparison.simulated);
            tr {
                td { code { (expected.measures.join(" + ")) } }
                td { (case.statistic(expected)) }
                (plain(expected_in_words(expected)))
                (plain(simulated))
                (plain(interval))
                td { @if comparison.agrees { (verdict(comparison)) } @else { strong { (verdict(comparison)) } } }
            }
        }
    };
    table("long", &interval_explained(case), &head, &rows)
}

fn repeated(seed: u64, stamp: &Stamp) -> Markup {
    html! {
        p { "Program " code { "dtoc " (stamp.version) } ", seed " code { (seed) } ", command " code { (stamp.command) } "." }
    }
}
