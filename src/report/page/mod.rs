//! `report.html`: the whole report on one page that needs nothing else, for the screen and for A4.

mod answer;
mod assumptions;
mod beside;
pub(super) mod elements;
mod elsewhere;
pub(super) mod figures;
mod history;
mod ignorance;
mod limits;
mod method;
mod money;
mod official;
mod system;
mod target;
#[cfg(test)]
mod tests;
mod waiting;

use std::borrow::Cow;

use super::{ChartFigure, Findings, Stamp};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../document/style.css");

/// Opens what is folded before printing, for browsers whose style sheets cannot.
const OPEN_FOR_PRINT: &str = "addEventListener('beforeprint',function(){document.querySelectorAll('details').forEach(\
                              function(d){d.open=true})});";

/// A part of the page with its place in the contents.
pub(super) struct Section {
    pub id: Cow<'static, str>,
    pub title: Cow<'static, str>,
    pub body: Markup,
}

impl Section {
    /// A section; none where there is nothing to say.
    fn new(id: &'static str, title: &'static str, body: Option<Markup>) -> Option<Self> {
        body.map(|body| Self { id: id.into(), title: title.into(), body })
    }
}

/// The page.
pub fn html(findings: &Findings, stamp: &Stamp, figures: &[ChartFigure]) -> String {
    let sections: Vec<Section> = [
        Section::new("options", "The options compared", Some(answer::options(findings))),
        Section::new("target", "The target", target::section(findings)),
        Section::new("charts", "Charts", figures::section(findings, figures)),
        Section::new("waiting", "Time to discharge", waiting::section(findings)),
        Section::new("official", "Official monthly statistics", official::section(findings)),
        Section::new("money", "Money", money::section(findings)),
        Section::new("elsewhere", "What happens elsewhere", elsewhere::section(findings)),
        Section::new("history", "Where model and history differ", history::section(findings)),
        Section::new("beside", "Beside the official count", beside::section(findings)),
        Section::new("ignorance", "What is not known", ignorance::section(findings)),
        Section::new("assumptions", "Assumptions", assumptions::section(findings.scenario)),
        Section::new("method", "Method", Some(method::section(findings, stamp))),
        Section::new("limits", "Limits", Some(limits::section(findings))),
        Section::new("stamp", "How to repeat this", Some(limits::stamp(findings, stamp))),
    ]
    .into_iter()
    .flatten()
    .collect();
    document(&findings.scenario.title, &stamp.version, &answer::first_screen(findings), &sections)
}

/// A page with contents: the first screen, whose header has the id `answer`, and sections.
pub(super) fn document(title: &str, version: &str, first_screen: &Markup, sections: &[Section]) -> String {
    let document = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(format!("dtoc {version}"));
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#answer" { "Skip to the answer" }
                div.layout {
                    (contents(sections))
                    main {
                        (first_screen)
                        @for section in sections {
                            section id=(section.id) aria-labelledby=(format!("{}-title", section.id)) {
                                h2 id=(format!("{}-title", section.id)) { (section.title) }
                                (section.body)
                            }
                        }
                    }
                }
                script { (PreEscaped(OPEN_FOR_PRINT)) }
            }
        }
    };
    document.into_string()
}

fn contents(sections: &[Section]) -> Markup {
    html! {
        nav aria-label="Contents" {
            ul {
                li { a href="#answer" { "The answer" } }
                @for section in sections {
                    li { a href=(format!("#{}", section.id)) { (section.title) } }
                }
            }
        }
    }
}
