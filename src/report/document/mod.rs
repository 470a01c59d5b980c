//! An answer as it is read: a headline, sentences, and sections made of blocks. The page and the terminal both come from it.
//!
//! ```text
//! words   a sentence whose parts may stand out
//! table   columns and rows, built from a list of columns
//! html    the page
//! text    what a terminal shows
//! ```

pub mod html;
pub mod table;
pub mod text;
pub mod words;

use super::charts::Chart;
use table::Table;
use words::Words;

/// An answer, ready to be written in any form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What kind of answer it is, in a line.
    pub kind: String,
    /// What was asked about: the title of the scenario, as a rule.
    pub title: String,
    /// The answer in one sentence that can stand alone.
    pub headline: String,
    /// What a reader needs next.
    pub sentences: Vec<String>,
    /// What the answer rests on.
    pub basis: Vec<String>,
    /// A report leaves out those without blocks.
    pub sections: Vec<Section>,
    /// What a terminal shows after the sentences.
    pub printed: Vec<Block>,
}

/// A part of a document with its place in the contents.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Unique in its document: small letters, digits and hyphens.
    pub id: String,
    pub title: String,
    pub blocks: Vec<Block>,
}

impl Section {
    /// A section of these blocks.
    pub fn new(id: impl Into<String>, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { id: id.into(), title: title.into(), blocks }
    }
}

/// What a section is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    Paragraph(Words),
    /// A paragraph in small letters, which explains what stands above it.
    Note(Words),
    Heading(String),
    List(Vec<Words>),
    /// Terms with what is said of each.
    Definitions(Vec<(Words, Vec<Words>)>),
    Table(Table),
    Chart(Chart),
    /// Blocks under a line that shows and hides them.
    Fold {
        is_open: bool,
        summary: Words,
        blocks: Vec<Block>,
    },
    /// Lines to be typed, or to be read as they are.
    Code(String),
}

impl Block {
    /// A paragraph.
    pub fn paragraph(words: impl Into<Words>) -> Self {
        Self::Paragraph(words.into())
    }

    /// A note.
    pub fn note(words: impl Into<Words>) -> Self {
        Self::Note(words.into())
    }

    /// Blocks under a line, open or not.
    pub fn fold(is_open: bool, summary: impl Into<Words>, blocks: Vec<Self>) -> Self {
        Self::Fold { is_open, summary: summary.into(), blocks }
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<Chart> for Block {
    fn from(chart: Chart) -> Self {
        Self::Chart(chart)
    }
}

impl Document {
    /// Every chart, in the order of the page.
    pub fn charts(&self) -> Vec<&Chart> {
        fn collect<'a>(blocks: &'a [Block], charts: &mut Vec<&'a Chart>) {
            for block in blocks {
                match block {
                    Block::Chart(chart) => charts.push(chart),
                    Block::Fold { blocks, .. } => collect(blocks, charts),
                    Block::Paragraph(_)
                    | Block::Note(_)
                    | Block::Heading(_)
                    | Block::List(_)
                    | Block::Definitions(_)
                    | Block::Table(_)
                    | Block::Code(_) => {}
                }
            }
        }
        let mut charts = Vec::new();
        self.sections.iter().for_each(|section| collect(&section.blocks, &mut charts));
        charts
    }
}
