//! A document as one page that needs nothing else, for the screen and for A4.

use std::collections::BTreeMap;

use super::table::{Cell, Head, Kind, Look, Row, Table};
use super::words::{Part, Words};
use super::{Block, Document, Section};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");

/// Opens what is folded before printing, for browsers whose style sheets cannot.
const OPEN_FOR_PRINT: &str = "addEventListener('beforeprint',function(){document.querySelectorAll('details').forEach(\
                              function(d){d.open=true})});";

/// What the answer advises to raise: set as something to type wherever it stands.
const REPLICATIONS: &str = "--replications";

/// The page. `drawn` has the SVG of each chart by its name; `version` is that of the program.
pub fn page(document: &Document, version: &str, drawn: &BTreeMap<&str, String>) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content=(format!("dtoc {version}"));
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#answer" { "Skip to the answer" }
                div.layout {
                    (contents(&document.sections))
                    main {
                        (first_screen(document))
                        @for section in &document.sections {
                            section id=(section.id) aria-labelledby=(format!("{}-title", section.id)) {
                                h2 id=(format!("{}-title", section.id)) { (prose(&section.title)) }
                                (blocks(&section.blocks, drawn))
                            }
                        }
                    }
                }
                script { (PreEscaped(OPEN_FOR_PRINT)) }
            }
        }
    };
    page.into_string()
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

/// Title, headline and what a reader needs next.
fn first_screen(document: &Document) -> Markup {
    html! {
        header id="answer" {
            p.kind { (document.kind) }
            h1 { (prose(&document.title)) }
            div.answer {
                p.headline { (prose(&document.headline)) }
                @for sentence in &document.sentences { p { (prose(sentence)) } }
            }
            @for sentence in &document.basis { p.basis { (prose(sentence)) } }
        }
    }
}

fn blocks(blocks: &[Block], drawn: &BTreeMap<&str, String>) -> Markup {
    html! { @for block in blocks { (self::block(block, drawn)) } }
}

fn block(block: &Block, drawn: &BTreeMap<&str, String>) -> Markup {
    html! {
        @match block {
            Block::Paragraph(said) => p { (words(said)) },
            Block::Note(said) => p.note { (words(said)) },
            Block::Heading(title) => h3 { (prose(title)) },
            Block::List(items) => ul { @for item in items { li { (words(item)) } } },
            Block::Definitions(terms) => dl {
                @for (term, said) in terms {
                    dt { (words(term)) }
                    @for said in said { dd { (words(said)) } }
                }
            },
            Block::Table(table) => (self::table(table)),
            Block::Chart(chart) => (figure(&chart.name, chart.title(), chart.alternative_text(), drawn)),
            Block::Fold { is_open, summary, blocks } => details open[*is_open] {
                summary { (words(summary)) }
                (self::blocks(blocks, drawn))
            },
            Block::Code(lines) => pre { code { (lines) } },
        }
    }
}

/// One chart. Its title is drawn in it, so that the caption need not repeat it to those who see it.
fn figure(name: &str, title: &str, alternative_text: &str, drawn: &BTreeMap<&str, String>) -> Markup {
    let svg = drawn.get(name).map_or("", String::as_str);
    html! {
        figure id=(format!("chart-{name}")) {
            div.chart role="img" aria-label=(format!("{title}. {alternative_text}")) { (PreEscaped(element(svg))) }
            figcaption { "For slides: " code { "charts/" (name) ".png" } }
        }
    }
}

/// The `<svg>` element alone: a declaration or doctype in the middle of a page is an error.
fn element(svg: &str) -> &str {
    svg.find("<svg").and_then(|start| svg.get(start..)).unwrap_or_default()
}

/// Text whose numbers do not part from their units at the end of a line, with what is typed set as such.
fn prose(text: &str) -> Markup {
    let text = text.replace(" %", "\u{a0}%").replace(" in 100", "\u{a0}in\u{a0}100");
    html! {
        @for (at, part) in text.split(REPLICATIONS).enumerate() {
            @if at > 0 { code.typed { (REPLICATIONS) } }
            (part)
        }
    }
}

fn words(words: &Words) -> Markup {
    html! {
        @for part in &words.0 {
            @match part {
                Part::Plain(text) => (prose(text)),
                Part::Bold(text) => b { (prose(text)) },
                Part::Code(text) => code { (text) },
                Part::Tag(text) => { " " span.tag { (text) } },
                Part::Flag(text) => { " " span.flag { (prose(text)) } },
                Part::Drawing(svg) => (PreEscaped(svg)),
            }
        }
    }
}

/// A table with its caption; under its title where it has one.
fn table(table: &Table) -> Markup {
    let length = if table.is_long { "long" } else { "short" };
    let class = format!("{length} {}", table.look);
    let caption = table.caption(&table.heads);
    html! {
        @if !table.title.is_empty() { h3 { (prose(&table.title)) } }
        div.scroll {
            table class=(class.trim_end()) {
                @if !caption.is_empty() { caption { (prose(&caption)) } }
                thead { tr { @for head in &table.heads { (self::head(head)) } } }
                tbody { @for row in &table.rows { (self::row(row, &table.heads)) } }
            }
        }
    }
}

fn head(head: &Head) -> Markup {
    let is_number = matches!(head.kind, Kind::Number | Kind::Wide);
    html! {
        th scope="col" class=[is_number.then_some("number")] colspan=[(head.kind == Kind::Wide).then_some("2")] {
            (prose(&head.title))
        }
    }
}

fn row(row: &Row, heads: &[Head]) -> Markup {
    let look = match row.look {
        Look::Plain => None,
        Look::Reference => Some("reference"),
        Look::Total => Some("total"),
    };
    html! {
        tr class=[look] { @for (cell, head) in row.cells.iter().zip(heads) { (self::cell(cell, head.kind)) } }
    }
}

fn cell(cell: &Cell, kind: Kind) -> Markup {
    let below = html! { @if let Some(below) = &cell.below { span.below { (words(below)) } } };
    match kind {
        Kind::Name => html! { th scope="row" { (words(&cell.main)) (below) } },
        Kind::Text => html! { td { (words(&cell.main)) (below) } },
        Kind::Number => html! { td.number { (words(&cell.main)) (below) } },
        Kind::Drawing => html! { td.range { (words(&cell.main)) } },
        Kind::Wide => html! {
            td.number { (words(&cell.main)) }
            td.number.beside { @if let Some(below) = &cell.below { (words(below)) } }
        },
    }
}
