//! The charts, drawn elsewhere and set into the page: first those of the whole scenario, then, folded, those of each option.

use super::elements::folded;
use crate::report::ChartFigure;
use crate::report::Findings;
use crate::report::findings::OptionFindings;
use maud::{Markup, PreEscaped, html};

/// Every chart with its caption; none without charts. Those of the lowest option and of the one that history followed are
/// unfolded.
pub fn section(findings: &Findings, figures: &[ChartFigure]) -> Option<Markup> {
    if figures.is_empty() {
        return None;
    }
    let of = |option: Option<usize>| figures.iter().filter(move |figure| figure.option == option);
    let lowest = findings.lowest().map(|option| option.results.option);
    Some(html! {
        @for figure in of(None) { (one(figure)) }
        @for option in &findings.options {
            @let own: Vec<&ChartFigure> = of(Some(option.results.option)).collect();
            @if !own.is_empty() {
                (folded(is_unfolded(findings, option, lowest), option.title(), &html! { @for figure in own { (one(figure)) } }))
            }
        }
    })
}

fn is_unfolded(findings: &Findings, option: &OptionFindings, lowest: Option<usize>) -> bool {
    let option = Some(option.results.option);
    findings.options.len() == 1 || option == lowest || option == findings.scenario.historical_option
}

/// One chart. Its title is drawn in it, so that the caption need not repeat it to those who see it.
pub fn one(figure: &ChartFigure) -> Markup {
    let words = format!("{}. {}", figure.title, figure.alternative_text);
    html! {
        figure id=(format!("chart-{}", figure.name)) {
            div.chart role="img" aria-label=(words) { (PreEscaped(element(&figure.svg))) }
            figcaption { "For slides: " code { "charts/" (figure.name) ".png" } }
        }
    }
}

/// The `<svg>` element alone: a declaration or doctype in the middle of a page is an error.
fn element(svg: &str) -> &str {
    svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default()
}
