//! The charts, drawn elsewhere and set into the page.

use crate::report::ChartFigure;
use maud::{Markup, PreEscaped, html};

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
