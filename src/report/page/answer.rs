//! The first screen and the table of options.

use super::elements::{self, Head, number_head, prose, table, text_head};
use crate::report::Findings;
use crate::report::answer::answer;
use crate::report::findings::OptionFindings;
use crate::report::numbers;
use crate::report::tables::{self, Column};
use maud::{Markup, html};

/// Title, headline and what a reader needs next.
pub fn first_screen(findings: &Findings) -> Markup {
    let answer = answer(findings);
    let scenario = findings.scenario;
    html! {
        header id="answer" {
            p.kind { "Delayed transfers of care: what the simulation says" }
            h1 { (scenario.title) }
            div.answer {
                p.headline { (prose(&answer.headline)) }
                @for sentence in &answer.details { p { (prose(sentence)) } }
            }
            @if !scenario.description.trim().is_empty() { p.basis { (prose(scenario.description.trim())) } }
            p.basis { (prose(&basis(findings))) }
        }
    }
}

/// What the answer rests on, in a line.
fn basis(findings: &Findings) -> String {
    let results = findings.results;
    let (Some(&first), Some(&last)) = (results.dates.first(), results.dates.last()) else {
        return "No day was simulated.".into();
    };
    let assumed = findings.scenario.assumptions.len();
    let rests = if assumed == 0 {
        String::new()
    } else {
        format!(" The numbers it rests on are listed under Assumptions: {} of them.", numbers::whole(assumed as f64))
    };
    format!(
        "Based on {} simulated {} of {}, {} to {}.{rests}",
        numbers::whole(results.replications as f64),
        findings.futures(),
        if results.options.len() == 1 {
            "one option".into()
        } else {
            format!("each of {} options", results.options.len())
        },
        numbers::date(first),
        numbers::date(last)
    )
}

/// The table of options, and a sentence for each.
pub fn options(findings: &Findings) -> Markup {
    let columns = Column::of(findings);
    let mut head = vec![text_head("Option")];
    for &column in &columns {
        head.push(number_head(column.title(findings)));
        if column == Column::Delayed {
            head.push(Head { title: "Its range".into(), is_number: false });
        }
    }
    let highest = highest(findings);
    let rows = html! {
        @for option in &findings.options {
            tr class=[option.is_reference.then_some("reference")] {
                th scope="row" { (option.title()) }
                @for &column in &columns {
                    (elements::number(&column.cell(option)))
                    @if column == Column::Delayed { td.range { (range_bar(findings, option, highest)) } }
                }
            }
        }
    };
    html! {
        (table("short options", &tables::key(findings, &columns), &head, &rows))
        p.note { (prose(&range_key(findings))) }
        h3 { "Each option in a sentence" }
        (sentences(findings))
    }
}

fn sentences(findings: &Findings) -> Markup {
    let answer = answer(findings);
    html! {
        dl.sentences {
            @for (option, said) in findings.options.iter().zip(&answer.options) {
                dt {
                    (option.title())
                    @if option.is_reference && findings.options.len() > 1 { " " span.tag { "reference" } }
                }
                dd {
                    @if let Some(text) = findings.scenario.option_descriptions.get(option.results.option) {
                        @if !text.is_empty() { p.description { (text) } }
                    }
                    p { (prose(&said.sentence)) }
                }
            }
        }
    }
}

/// The right end of every range bar: the highest count or the target, with some room.
fn highest(findings: &Findings) -> f64 {
    let counts = findings.options.iter().map(|option| &option.results.delayed_on_target_day);
    let highest = counts.filter(|count| !count.is_empty()).map(|count| count.quantile(0.975)).fold(0.0, f64::max);
    highest.max(findings.target.map_or(0.0, |target| f64::from(target.delayed_patients))).max(1.0) * 1.05
}

/// A small drawing of the 95 % range, the middle half and the median, with the target where there is one. The numbers it shows
/// stand in the cell beside it, so it is hidden from screen readers.
fn range_bar(findings: &Findings, option: &OptionFindings, highest: f64) -> Markup {
    let count = &option.results.delayed_on_target_day;
    if count.is_empty() {
        return html! {};
    }
    let at = |value: f64| format!("{:.1}", value / highest * 100.0);
    let width = |from: f64, to: f64| format!("{:.1}", ((to - from) / highest * 100.0).max(0.8));
    let (low, high) = (count.quantile(0.025), count.quantile(0.975));
    let (lower, upper) = (count.quantile(0.25), count.quantile(0.75));
    html! {
        svg.bar viewBox="0 0 100 22" width="100" height="22" aria-hidden="true" {
            line.axis x1="0" y1="0" x2="0" y2="22" {}
            rect.wide x=(at(low)) y="8.5" width=(width(low, high)) height="5" {}
            rect.middle x=(at(lower)) y="5" width=(width(lower, upper)) height="12" {}
            rect.median x=(at(count.median())) y="2" width="2" height="18" {}
            @if let Some(target) = findings.target {
                @let x = at(f64::from(target.delayed_patients));
                line.target x1=(x) y1="0" x2=(x) y2="22" {}
            }
        }
    }
}

fn range_key(findings: &Findings) -> String {
    let target = findings
        .target
        .map_or_else(String::new, |target| format!(" The dashed line is the target, {}.", target.delayed_patients));
    format!(
        "The bars start at 0: pale, where 95 % of the simulated counts lie; dark, the middle half; upright, the median.{target}"
    )
}
