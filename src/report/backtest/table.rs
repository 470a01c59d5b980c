//! The tables of scores, for the terminal and the page.

use super::{Tested, title};
use crate::experiment::backtest::scores::Forecaster;
use crate::report::numbers::{self, NOTHING};
use crate::report::tables::{Cell, wrapped};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// Space after a column.
const GAP: u16 = 2;

/// The heads of the table of scores.
pub const SCORES: [&str; 7] = ["Forecast", "Forecasts", "Misses by", "CRPS", "Model less this", "In 50 %", "In 80 %"];
/// The last head, which does not fit into the list above on a page of 100 columns otherwise.
pub const LAST: &str = "In 95 %";

/// What the numbers are, in sentences.
pub fn explained(tested: &Tested) -> String {
    let overlap = match tested.overlap() {
        0 => String::new(),
        _ => ", and allows for windows that overlap".to_owned(),
    };
    format!(
        "Misses by: distance of the median from what happened, in patients. CRPS: the continuous ranked probability score, less is \
         better. Model less this: the difference in CRPS with its 95 % interval, which takes each of the {} for one observation{overlap}. \
         In 50, 80, 95 %: how often that range held what happened; below it the 95 % interval, as if all forecasts were independent, \
         which they are not.",
        numbers::count_of(tested.found.origins.len(), "origin")
    )
}

/// A row for each forecaster, the cells in the order of the heads.
pub fn scores(tested: &Tested) -> Vec<Vec<Cell>> {
    let plain = |main: String| Cell { main, below: None };
    let row = |forecaster: Forecaster| {
        let score = tested.score(forecaster)?;
        let against = match forecaster {
            Forecaster::Model => None,
            other => tested.against(other),
        };
        let difference = against
            .map_or_else(|| plain(NOTHING.into()), |against| Cell::from(numbers::difference(&against.difference, 0.1)));
        let covered = score.coverage.map(|share| Cell {
            main: numbers::percent(share.mean),
            below: Some(format!("{} %", numbers::hundredths(&share))),
        });
        let mut cells = vec![
            plain(title(forecaster).into()),
            plain(numbers::whole(score.forecasts as f64)),
            plain(numbers::decimal(score.error.mean(), 1)),
            plain(numbers::decimal(score.crps.mean(), 2)),
            difference,
        ];
        cells.extend(covered);
        Some(cells)
    };
    Forecaster::ALL.into_iter().filter_map(row).collect()
}

/// Heads of the table of scores by months ahead.
pub fn heads_ahead(tested: &Tested) -> Vec<String> {
    let months =
        tested.aheads().into_iter().map(|ahead| if ahead == 1 { "1 month".into() } else { format!("{ahead}") });
    std::iter::once("CRPS, months ahead".to_owned()).chain(months).collect()
}

/// A row for each forecaster: its score so many months ahead.
pub fn scores_ahead(tested: &Tested) -> Vec<Vec<Cell>> {
    let row = |forecaster: Forecaster| {
        tested.score(forecaster)?;
        let cell = |ahead: i32| match tested.score_ahead(forecaster, ahead) {
            Some(score) => numbers::decimal(score.crps.mean(), 1),
            None => NOTHING.into(),
        };
        let cells = tested.aheads().into_iter().map(cell);
        Some(
            std::iter::once(title(forecaster).to_owned()).chain(cells).map(|main| Cell { main, below: None }).collect(),
        )
    };
    Forecaster::ALL.into_iter().filter_map(row).collect()
}

/// The tables for a terminal of so many columns.
pub fn text(tested: &Tested, columns: usize) -> String {
    let heads: Vec<String> = SCORES.into_iter().chain([LAST]).map(str::to_owned).collect();
    let mut text = one(&heads, &scores(tested));
    if tested.aheads().len() > 1 {
        text.push('\n');
        text.push_str(&one(&heads_ahead(tested), &scores_ahead(tested)));
    }
    text + "\n" + &wrapped(&explained(tested), columns) + "\n"
}

fn one(heads: &[String], rows: &[Vec<Cell>]) -> String {
    let mut table = Table::new();
    let light = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heads.to_vec());
    let lines = |cell: &Cell| std::iter::once(cell.main.clone()).chain(cell.below.clone()).collect::<Vec<_>>();
    let width = |at: usize| {
        let words = rows.iter().flat_map(|row| lines(&row[at])).chain([heads[at].clone()]);
        words.map(|line| line.chars().count()).max().unwrap_or(0) as u16
    };
    let widths: Vec<u16> = (0..heads.len()).map(width).collect();
    for row in rows {
        table.add_row(row.iter().map(|cell| lines(cell).join("\n")));
    }
    for ((at, column), width) in table.column_iter_mut().enumerate().zip(widths) {
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + GAP)));
        column.set_padding((0, GAP));
        if at > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}
