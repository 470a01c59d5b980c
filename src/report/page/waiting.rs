//! Time from discharge ready to discharge, by pathway.

use super::elements::{self, figure, folded, number_head, plain, table, text_head};
use crate::experiment::TimeToDischarge;
use crate::report::Findings;
use crate::report::findings::OptionFindings;
use crate::report::numbers::{self, NOTHING};
use maud::{Markup, html};

/// A table for each option, the reference first on the screen; none without pathways.
pub fn section(findings: &Findings) -> Option<Markup> {
    let pathways = &findings.scenario.system.pathways;
    if pathways.is_empty() || findings.options.iter().all(|option| option.results.time_to_discharge.is_empty()) {
        return None;
    }
    Some(html! {
        p {
            "From the moment a patient is ready to leave until they leave the hospital bed. Patients who were already waiting \
             on the first day are left out: their wait began before it. Nor are those in it who are still waiting at the end, who \
             died while waiting, or who fell ill again and lost their readiness."
        }
        @for option in &findings.options {
            (folded(option.is_reference || findings.options.len() == 1, option.title(), &one(findings, option)))
        }
    })
}

fn one(findings: &Findings, option: &OptionFindings) -> Markup {
    let pathways = &findings.scenario.system.pathways;
    let head = [
        text_head("Pathway"),
        number_head("Mean days"),
        number_head("Median nights"),
        number_head("90th percentile, nights"),
        number_head("Left the same day"),
    ];
    let rows = html! {
        @for (time, pathway) in option.results.time_to_discharge.iter().zip(pathways) {
            tr {
                th scope="row" { (pathway.title) " " span.tag { "pathway " (pathway.number) } }
                (row(time))
            }
        }
    };
    let caption = format!("Time from ready to leave to leaving, {}; 95 % intervals below the means", option.quoted());
    table("short", &caption, &head, &rows)
}

fn row(time: &TimeToDischarge) -> Markup {
    let quantile = |probability: f64| {
        if time.days.is_empty() { NOTHING.into() } else { numbers::whole(time.days.quantile(probability)) }
    };
    html! {
        @if time.mean_days.is_empty() { (plain(NOTHING)) } @else { (figure(numbers::figure(&time.mean_days.estimate(), 0.1))) }
        (plain(quantile(0.5)))
        (plain(quantile(0.9)))
        @if time.left_same_day.is_empty() { (plain(NOTHING)) } @else { (elements::plain(numbers::percent(time.left_same_day.mean()))) }
    }
}
