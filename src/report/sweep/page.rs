//! `report.html` of a sweep.

use super::table::{Column, explained, name};
use super::{Swept, Varied, finding, headline, value_in_words};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, NOTHING};
use crate::report::page::{self, Section};
use crate::report::{ChartFigure, Stamp};
use crate::scenario::Evidence;
use maud::{Markup, html};
use page::elements::{folded, number, number_head, plain, prose, table, text_head};

/// The page.
pub fn html(swept: &Swept, figures: &[ChartFigure], stamp: &Stamp) -> String {
    let section = |id: &'static str, title: &'static str, body| Section { id: id.into(), title: title.into(), body };
    let mut sections = Vec::new();
    if !figures.is_empty() {
        let body = html! { @for figure in figures { (page::figures::one(figure)) } };
        sections.push(section("charts", "Charts", body));
    }
    sections.push(section("varied", "What was varied", varied(swept)));
    sections.push(section("points", "Every point", points(swept)));
    sections.push(section("stamp", "How to repeat this", repeated(swept, stamp)));
    let lead = swept.lead();
    let first_screen = html! {
        header id="answer" {
            p.kind { "Sweep: " (swept.scenario.title) }
            h1 { (prose(&headline(swept, lead))) }
            @for option in 0..swept.options.len() {
                p { (prose(&finding(swept, option).join(" "))) }
            }
            p.basis {
                (prose(&format!(
                    "{}, each simulated {} times under {}. The same people come at every point, so the difference between two points is \
                     what the quantities change, not the luck of the draw. All else is as the scenario states it.",
                    numbers::count_of(swept.points.len(), "point"),
                    numbers::whole(swept.replications as f64),
                    numbers::count_of(swept.options.len(), "option"),
                )))
            }
        }
    };
    page::document(&format!("{}: sweep", swept.scenario.title), &stamp.version, &first_screen, &sections)
}

/// The assumptions behind the quantities.
fn varied(swept: &Swept) -> Markup {
    let head = [
        text_head("Quantity"),
        number_head("Stated value"),
        text_head("Low to high"),
        text_head("Simulated"),
        text_head("Evidence"),
        text_head("Source and note"),
    ];
    let rows = html! {
        @for (at, varied) in swept.varied.iter().enumerate() {
            tr {
                td { (quantity(swept, varied)) br; code { (varied.path) } }
                (plain(varied.assumption.as_ref().map_or_else(|| NOTHING.to_owned(), |a| a.value.clone())))
                td { (own_range(varied)) }
                td { (simulated(swept, at)) }
                td { (varied.assumption.as_ref().map_or("not in the file", |a| evidence(a.evidence))) }
                td { (prose(&source(varied))) }
            }
        }
    };
    table("long", "What the scenario says about each quantity, and the values it was given here.", &head, &rows)
}

fn quantity(swept: &Swept, varied: &Varied) -> String {
    capitalised(&varied.in_words(&swept.scenario.system))
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Sourced => "sourced",
        Evidence::Derived => "derived",
        Evidence::Assumed => "assumed",
        Evidence::Unstated => "unstated",
    }
}

fn own_range(varied: &Varied) -> String {
    let ends = varied.assumption.as_ref().map(|assumption| (assumption.low, assumption.high));
    let word = |end: Option<f64>| end.map_or_else(|| NOTHING.to_owned(), value_in_words);
    match ends {
        Some((low, high)) if low.is_some() || high.is_some() => format!("{} to {}", word(low), word(high)),
        _ => "none stated".into(),
    }
}

fn simulated(swept: &Swept, at: usize) -> String {
    let mut values: Vec<f64> = swept.points.iter().map(|point| point.values[at]).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    match values.as_slice() {
        [] => NOTHING.into(),
        [only] => value_in_words(*only),
        [first, .., last] => {
            format!("{} values, {} to {}", values.len(), value_in_words(*first), value_in_words(*last))
        }
    }
}

fn source(varied: &Varied) -> String {
    let Some(assumption) = &varied.assumption else { return "the scenario says nothing about it".into() };
    let source = assumption.source.clone().unwrap_or_else(|| "stated without a source".into());
    match &assumption.note {
        Some(note) => format!("{source}. {note}"),
        None => source,
    }
}

fn points(swept: &Swept) -> Markup {
    let columns = Column::of(swept);
    let head: Vec<_> = (0..swept.varied.len())
        .map(|at| number_head(name(swept, at)))
        .chain(columns.iter().map(|column| number_head(column.title(swept))))
        .collect();
    let one = |option: usize| {
        let rows = html! {
            @for point in &swept.points {
                tr {
                    @for value in &point.values { (plain(value_in_words(*value))) }
                    @for column in &columns { (number(&column.cell(&point.options[option]))) }
                }
            }
        };
        table("long", &format!("{}. {}", swept.option_title(option), explained(swept)), &head, &rows)
    };
    html! {
        @if swept.varied.len() > 1 {
            ul {
                @for (at, varied) in swept.varied.iter().enumerate() {
                    li { (name(swept, at)) ": " (varied.in_words(&swept.scenario.system)) " (" code { (varied.path) } ")" }
                }
            }
        }
        @for option in 0..swept.options.len() {
            (folded(option == swept.lead(), swept.option_title(option), &one(option)))
        }
    }
}

fn repeated(swept: &Swept, stamp: &Stamp) -> Markup {
    html! {
        p { "Program " code { "dtoc " (stamp.version) } ", seed " code { (swept.seed) } ", command " code { (stamp.command) } "." }
        p { "SHA-256 of the scenario: " code { (swept.scenario.hash) } }
    }
}
