//! The tables of scores, for the terminal and the page.

use super::{Tested, title};
use crate::experiment::backtest::scores::Forecaster;
use crate::report::numbers::{self, NOTHING};
use crate::report::tables::{Cell, wrapped};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// Space after a column.
const GAP: u16 = 2;

/// The heads of the table of scores; a terminal that is too narrow goes without the [`GIVEN_UP`] ones.
pub const SCORES: [&str; 8] =
    ["Forecast", "Number", "Misses by", "CRPS", "Model less this", "In 50 %", "In 80 %", "In 95 %"];
/// Columns that a narrow terminal goes without, the first to go first.
const GIVEN_UP: [&str; 3] = ["Number", "In 50 %", "In 80 %"];

/// What the column of that name is.
const NUMBER: &str = "Number: forecasts scored. ";

/// What the numbers are, in sentences.
pub fn explained(tested: &Tested) -> String {
    let overlap = match tested.overlap() {
        0 => String::new(),
        _ => ", and allows for windows that overlap".to_owned(),
    };
    format!(
        "{NUMBER}Misses by: distance of the median from what happened, in patients. CRPS: the continuous ranked probability score, less is \
         better. Model less this: the difference in CRPS. Below each its 95 % interval, which takes each of the {} for one observation{overlap}. \
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
            numbers::figure(&score.error, 0.1).into(),
            numbers::figure(&score.crps, 0.01).into(),
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
            Some(score) => numbers::decimal(score.crps.mean, 1),
            None => NOTHING.into(),
        };
        let cells = tested.aheads().into_iter().map(cell);
        Some(
            std::iter::once(title(forecaster).to_owned()).chain(cells).map(|main| Cell { main, below: None }).collect(),
        )
    };
    Forecaster::ALL.into_iter().filter_map(row).collect()
}

/// Heads of the table of scores by origin.
pub fn heads_from(tested: &Tested) -> Vec<String> {
    let days = tested.found.origins.iter().map(|origin| numbers::short_date(origin.until));
    std::iter::once("CRPS, known up to".to_owned()).chain(days).collect()
}

/// A row for each forecaster: its score from each origin.
pub fn scores_from(tested: &Tested) -> Vec<Vec<Cell>> {
    let row = |forecaster: Forecaster| {
        tested.score(forecaster)?;
        let cell = |origin: usize| match tested.score_from(forecaster, origin) {
            Some(score) => numbers::decimal(score.crps.mean, 1),
            None => NOTHING.into(),
        };
        let cells = (0..tested.found.origins.len()).map(cell);
        Some(
            std::iter::once(title(forecaster).to_owned()).chain(cells).map(|main| Cell { main, below: None }).collect(),
        )
    };
    Forecaster::ALL.into_iter().filter_map(row).collect()
}

/// The tables for a terminal of so many columns.
pub fn text(tested: &Tested, columns: usize) -> String {
    let (mut heads, mut rows) = (SCORES.map(str::to_owned).to_vec(), scores(tested));
    for unwanted in GIVEN_UP {
        let wide: usize = widths(&heads, &rows).into_iter().map(|width| usize::from(width + GAP)).sum();
        if wide > columns
            && let Some(at) = heads.iter().position(|head| head == unwanted)
        {
            heads.remove(at);
            rows.iter_mut().for_each(|row| {
                row.remove(at);
            });
        }
    }
    let mut text = one(&heads, &rows);
    if tested.aheads().len() > 1 {
        text.push('\n');
        text.push_str(&one(&heads_ahead(tested), &scores_ahead(tested)));
    }
    let by_origin = (heads_from(tested), scores_from(tested));
    let wide: usize = widths(&by_origin.0, &by_origin.1).into_iter().map(|width| usize::from(width + GAP)).sum();
    if tested.found.origins.len() > 1 && wide <= columns {
        text.push('\n');
        text.push_str(&one(&by_origin.0, &by_origin.1));
    }
    let explained = explained(tested);
    let explained = match heads.iter().any(|head| head == SCORES[1]) {
        true => explained.as_str(),
        false => explained.strip_prefix(NUMBER).unwrap_or(&explained),
    };
    text + "\n" + &wrapped(explained, columns) + "\n"
}

/// The lines of a cell.
fn lines(cell: &Cell) -> Vec<String> {
    std::iter::once(cell.main.clone()).chain(cell.below.clone()).collect()
}

/// The widest line of each column.
fn widths(heads: &[String], rows: &[Vec<Cell>]) -> Vec<u16> {
    let width = |at: usize| {
        let words = rows.iter().flat_map(|row| lines(&row[at])).chain([heads[at].clone()]);
        words.map(|line| line.chars().count()).max().unwrap_or(0) as u16
    };
    (0..heads.len()).map(width).collect()
}

fn one(heads: &[String], rows: &[Vec<Cell>]) -> String {
    let mut table = Table::new();
    let light = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heads.to_vec());
    for row in rows {
        table.add_row(row.iter().map(|cell| lines(cell).join("\n")));
    }
    for ((at, column), width) in table.column_iter_mut().enumerate().zip(widths(heads, rows)) {
        // The line between columns, drawn as a space, is the rest of the gap.
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width + GAP - 1)));
        column.set_padding((0, GAP - 1));
        if at > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}
