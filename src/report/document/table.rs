//! Tables: rows of cells under columns, built from a list of columns that each know their head and their cell.

use super::words::Words;
use crate::report::numbers::{self, Figure, NOTHING};
use crate::statistics::Estimate;

/// A table, for the page and for a terminal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Stands over the table where it is not the only one; may be empty.
    pub title: String,
    /// What the numbers are.
    pub caption: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    /// May be parted between its rows where it is printed on paper.
    pub is_long: bool,
    /// Its heads have as many lines as the cells under them leave them on a terminal, rather than two.
    pub has_tall_heads: bool,
    /// Which of the looks of the style sheet it has besides; may be empty.
    pub look: &'static str,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub title: String,
    pub kind: Kind,
    /// A narrow terminal goes without the columns that have a number here, the smallest first.
    pub given_up: Option<u8>,
    /// Stands on the page alone: a terminal goes without it however wide it is.
    pub is_for_the_page: bool,
    /// Ends the caption where the column is shown; may be empty.
    pub note: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What its row is about.
    Name,
    Text,
    Number,
    /// A number with what stands below it set beside it instead, for long tables.
    Wide,
    /// A drawing of what stands in the column before it; a terminal goes without.
    Drawing,
}

/// The cells of a row, one for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub look: Look,
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Look {
    #[default]
    Plain,
    /// The option that the others are compared with.
    Reference,
    /// The sum of the rows above it.
    Total,
}

/// What one cell says: as a rule a number, and below it how well it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    pub main: Words,
    pub below: Option<Words>,
}

impl Cell {
    /// A cell with words and others below them.
    pub fn with_below(main: impl Into<Words>, below: impl Into<Words>) -> Self {
        Self { main: main.into(), below: Some(below.into()) }
    }

    /// A share in per cent, with its interval below.
    pub fn percentage(share: &Estimate) -> Self {
        Self::with_below(numbers::percent(share.mean), format!("{} %", numbers::hundredths(share)))
    }

    /// Its lines, as a terminal shows them.
    pub fn lines(&self) -> Vec<String> {
        std::iter::once(&self.main).chain(&self.below).map(Words::text).collect()
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self { main: words.into(), below: None }
    }
}

impl From<&String> for Cell {
    fn from(words: &String) -> Self {
        words.as_str().into()
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self { main: words.into(), below: None }
    }
}

impl From<Words> for Cell {
    fn from(main: Words) -> Self {
        Self { main, below: None }
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        // Where both ends read alike there is nothing to add.
        let below = figure.range.filter(|range| range.contains(" to ")).map(Words::from);
        Self { main: figure.mean.into(), below }
    }
}

/// What does not exist is a dash.
impl<C: Into<Self>> From<Option<C>> for Cell {
    fn from(cell: Option<C>) -> Self {
        cell.map_or_else(|| NOTHING.into(), Into::into)
    }
}

/// How the cell of a thing is written.
type Written<'a, Thing> = Box<dyn Fn(&Thing) -> Cell + 'a>;

/// The columns of a table of things of one kind: each with its head, and its cell for each thing.
pub struct Columns<'a, Thing> {
    heads: Vec<Head>,
    cells: Vec<Written<'a, Thing>>,
    look: Box<dyn Fn(&Thing) -> Look + 'a>,
}

impl<Thing> Default for Columns<'_, Thing> {
    fn default() -> Self {
        Self { heads: Vec::new(), cells: Vec::new(), look: Box::new(|_| Look::Plain) }
    }
}

impl<'a, Thing> Columns<'a, Thing> {
    fn column<C: Into<Cell>>(mut self, kind: Kind, title: String, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.heads.push(Head { title, kind, given_up: None, is_for_the_page: false, note: String::new() });
        self.cells.push(Box::new(move |thing| cell(thing).into()));
        self
    }

    /// With a column of what the rows are about.
    #[must_use]
    pub fn name<C: Into<Cell>>(self, title: impl Into<String>, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.column(Kind::Name, title.into(), cell)
    }

    /// With a column of words.
    #[must_use]
    pub fn text<C: Into<Cell>>(self, title: impl Into<String>, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.column(Kind::Text, title.into(), cell)
    }

    /// With a column of numbers.
    #[must_use]
    pub fn number<C: Into<Cell>>(self, title: impl Into<String>, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.column(Kind::Number, title.into(), cell)
    }

    /// With a column of numbers that have how well they are known beside them.
    #[must_use]
    pub fn wide<C: Into<Cell>>(self, title: impl Into<String>, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.column(Kind::Wide, title.into(), cell)
    }

    /// With a column of drawings.
    #[must_use]
    pub fn drawing<C: Into<Cell>>(self, title: impl Into<String>, cell: impl Fn(&Thing) -> C + 'a) -> Self {
        self.column(Kind::Drawing, title.into(), cell)
    }

    /// With a column, or some, for each of these.
    #[must_use]
    pub fn each<Item>(self, items: impl IntoIterator<Item = Item>, more: impl Fn(Self, Item) -> Self) -> Self {
        items.into_iter().fold(self, more)
    }

    /// The same, with rows that stand out by what they are about.
    #[must_use]
    pub fn standing_out(self, look: impl Fn(&Thing) -> Look + 'a) -> Self {
        Self { look: Box::new(look), ..self }
    }

    /// The same, with a sentence about the last column, which ends the caption where that column is shown.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        if let Some(head) = self.heads.last_mut() {
            head.note = note.into();
        }
        self
    }

    /// The same, with the last column as one that a narrow terminal goes without: those with the smallest number go first.
    #[must_use]
    pub fn given_up(mut self, order: u8) -> Self {
        if let Some(head) = self.heads.last_mut() {
            head.given_up = Some(order);
        }
        self
    }

    /// The same, with the last column on the page alone.
    #[must_use]
    pub fn on_the_page(mut self) -> Self {
        if let Some(head) = self.heads.last_mut() {
            head.is_for_the_page = true;
        }
        self
    }

    /// With more columns, where they say something.
    #[must_use]
    pub fn when(self, says_something: bool, more: impl FnOnce(Self) -> Self) -> Self {
        if says_something { more(self) } else { self }
    }

    /// The table: a row for each thing.
    pub fn table(&self, caption: impl Into<String>, things: impl IntoIterator<Item = Thing>) -> Table {
        let row =
            |thing| Row { cells: self.cells.iter().map(|cell| cell(&thing)).collect(), look: (self.look)(&thing) };
        let rows = things.into_iter().map(row).collect();
        Table { caption: caption.into(), heads: self.heads.clone(), rows, ..Table::default() }
    }
}

impl Table {
    /// The caption, with the notes of these columns.
    pub fn caption<'h>(&self, shown: impl IntoIterator<Item = &'h Head>) -> String {
        let notes = shown.into_iter().map(|head| &head.note);
        let said = std::iter::once(&self.caption).chain(notes).filter(|said| !said.is_empty());
        said.map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// The same with a title over it.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The same, as one that may be parted between its rows where it is printed on paper.
    #[must_use]
    pub fn long(self) -> Self {
        Self { is_long: true, ..self }
    }

    /// The same with heads of as many lines as the cells under them leave them on a terminal.
    #[must_use]
    pub fn with_tall_heads(self) -> Self {
        Self { has_tall_heads: true, ..self }
    }

    /// The same with a look of the style sheet.
    #[must_use]
    pub fn looking(self, look: &'static str) -> Self {
        Self { look, ..self }
    }

    /// The same without what stands below the cells of its first column.
    #[must_use]
    pub fn with_names_alone(mut self) -> Self {
        self.rows.iter_mut().filter_map(|row| row.cells.first_mut()).for_each(|cell| cell.below = None);
        self
    }
}
