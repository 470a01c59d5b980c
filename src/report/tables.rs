//! Cells of the tables of answers that are not documents.

use super::clauses;
use super::money::CostPerDay;
use super::numbers::Figure;

pub use super::document::text::wrapped;

/// What one cell says: a number, and below it how well it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub main: String,
    pub below: Option<String>,
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        // Where both ends read alike there is nothing to add.
        let below = figure.range.filter(|range| range.contains(" to "));
        Self { main: figure.mean, below }
    }
}

/// The cost of a delayed day avoided, as a cell says it.
pub fn cost_of_a_day(cost: &CostPerDay) -> Cell {
    clauses::cost_of_a_day(cost).into()
}
