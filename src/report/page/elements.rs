//! The few shapes the page is made of: prose, number cells and tables.

use crate::report::numbers::Figure;
use crate::report::tables::Cell;
use maud::{Markup, html};

/// What the answer advises to raise.
const REPLICATIONS: &str = "--replications";

/// Text whose numbers do not part from their units at the end of a line, with the options of the program set as code.
pub fn prose(text: &str) -> Markup {
    let text = text.replace(" %", "\u{a0}%").replace(" in 100", "\u{a0}in\u{a0}100");
    html! {
        @for (at, part) in text.split(REPLICATIONS).enumerate() {
            @if at > 0 { code.typed { (REPLICATIONS) } }
            (part)
        }
    }
}

/// A cell of a table with a number, and below it how well it is known.
pub fn number(cell: &Cell) -> Markup {
    html! {
        td.number {
            (prose(&cell.main))
            @if let Some(below) = &cell.below { span.below { (prose(below)) } }
        }
    }
}

/// The same for a figure.
pub fn figure(figure: Figure) -> Markup {
    number(&figure.into())
}

/// The same for a number alone.
pub fn plain(text: impl Into<String>) -> Markup {
    number(&Cell { main: text.into(), below: None })
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Head {
    pub title: String,
    pub is_number: bool,
}

/// The head of a column of text.
pub fn text_head(title: impl Into<String>) -> Head {
    Head { title: title.into(), is_number: false }
}

/// The head of a column of numbers.
pub fn number_head(title: impl Into<String>) -> Head {
    Head { title: title.into(), is_number: true }
}

/// A table with a caption. `class` is `short` for one that is kept on one printed page, `long` for one that may be parted
/// between its rows.
pub fn table(class: &str, caption: &str, head: &[Head], rows: &Markup) -> Markup {
    html! {
        div.scroll {
            table class=(class) {
                caption { (prose(caption)) }
                thead {
                    tr {
                        @for column in head {
                            th scope="col" class=[column.is_number.then_some("number")] { (prose(&column.title)) }
                        }
                    }
                }
                tbody { (rows) }
            }
        }
    }
}

/// A folded part with a heading.
pub fn folded(open: bool, summary: &str, body: &Markup) -> Markup {
    html! {
        details open[open] {
            summary { (prose(summary)) }
            (body)
        }
    }
}
