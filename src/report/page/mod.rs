//! The page of answers that are not documents.

pub(super) mod elements;
pub(super) mod figures;

use std::borrow::Cow;

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
