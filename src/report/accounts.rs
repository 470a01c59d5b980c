//! Tables of the accounts, a heading to a row.

use super::document::table::{Columns, Look};
use super::money::HeadingCost;
use super::numbers;

/// Rows of headings, the total last.
pub fn by_heading<'a>() -> Columns<'a, &'a HeadingCost> {
    Columns::default()
        .name("Heading", |row: &&HeadingCost| row.title.as_str())
        .standing_out(|row| if row.is_total() { Look::Total } else { Look::Plain })
}

/// The same with what each costs, and its difference to the reference.
pub fn against_reference<'a>() -> Columns<'a, &'a HeadingCost> {
    by_heading()
        .number("Mean cost", |row| numbers::money_figure(&row.cost))
        .number("Difference", |row| row.difference.map(|difference| numbers::money_difference(&difference)))
}
