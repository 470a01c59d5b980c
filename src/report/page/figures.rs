//! The charts, drawn elsewhere and set into the page.

use crate::report::ChartFigure;
use maud::{Markup, PreEscaped, html};

/// Every chart with its caption; none without charts.
pub fn section(figures: &[ChartFigure]) -> Option<Markup> {
    (!figures.is_empty()).then(|| {
        html! {
            @for (at, figure) in figures.iter().enumerate() {
                figure id=(format!("chart-{}", figure.name)) {
                    div.chart role="img" aria-label=(figure.alternative_text) { (PreEscaped(element(&figure.svg))) }
                    figcaption { b { "Chart " (at + 1) "." } " " (figure.title) }
                }
            }
        }
    })
}

/// The `<svg>` element alone: a declaration or doctype in the middle of a page is an error.
fn element(svg: &str) -> &str {
    svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default()
}
