//! The tables of options: their columns and cells, shared by the terminal and the page, and the terminal tables themselves.

use super::{Comparison, Row};
use crate::report::numbers::{self, Figure, NOTHING};
use crate::report::tables::{self, Cell, wrapped};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// A column of a table of options, after the title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Replications,
    /// The mean of what the best has least of.
    Criterion,
    /// The same, less that of the best of the others.
    AgainstBest,
    Chance,
    AtTarget,
    /// Delayed patients on the day, against the reference.
    Delayed,
    DaysAvoided,
    Moved,
    Cancelled,
    ExtraCost,
    CostPerDay,
}

impl Column {
    /// The columns of the table that says which is best.
    pub fn of_the_best(comparison: &Comparison) -> Vec<Self> {
        let mut columns = vec![Self::Replications, Self::Criterion, Self::AgainstBest, Self::Chance];
        if comparison.is_target_reached() {
            columns.push(Self::AtTarget);
        }
        columns
    }

    /// The columns of the table that compares with the reference.
    pub fn against_reference(comparison: &Comparison) -> Vec<Self> {
        let mut columns =
            vec![Self::Delayed, Self::DaysAvoided, Self::Moved, Self::ExtraCost, Self::CostPerDay, Self::Cancelled];
        columns.retain(|column| *column != Self::Moved || comparison.rows.iter().any(|row| row.moved.is_some()));
        columns
    }

    /// The head of the column.
    pub fn title(self, comparison: &Comparison) -> String {
        let day = numbers::short_date(comparison.day);
        match self {
            Self::Replications => "Replications".into(),
            Self::Criterion if comparison.finest() < 1.0 => format!("Delayed on {day}"),
            Self::Criterion => "Delayed days".into(),
            Self::AgainstBest => "Against best of others".into(),
            Self::Chance => "Chance of being best".into(),
            Self::AtTarget => {
                let target = comparison.scenario.system.target.map_or(0, |target| target.delayed_patients);
                format!("At {target} or fewer that day")
            }
            Self::Delayed => format!("Delayed on {day}"),
            Self::DaysAvoided => "Delayed days avoided".into(),
            Self::Moved => "Patients moved".into(),
            Self::Cancelled => "Electives cancelled".into(),
            Self::ExtraCost => "Extra cost".into(),
            Self::CostPerDay => "Cost per day avoided".into(),
        }
    }

    /// The cell of one option.
    pub fn cell(self, comparison: &Comparison, row: &Row) -> Cell {
        let reference = || plain("reference");
        match self {
            Self::Replications => Cell {
                main: numbers::whole(row.contender.replications() as f64),
                below: row.contender.dropped_at.map(|at| format!("out at {}", numbers::whole(at as f64))),
            },
            Self::Criterion => numbers::figure(&row.criterion, comparison.finest()).into(),
            Self::AgainstBest => row.against_best.map_or(plain(NOTHING), |gap| {
                let Figure { mean, range } = numbers::difference(&gap, comparison.finest());
                Cell { main: mean, below: range.filter(|range| range.contains(" to ")) }
            }),
            Self::Chance => plain(chance(row.chance_of_being_best)),
            Self::AtTarget => row.at_target.map_or(plain(NOTHING), |share| Cell {
                main: numbers::in_a_hundred_short(&share),
                below: Some(format!("{} in 100", numbers::hundredths(&share.estimate))),
            }),
            Self::Delayed => {
                row.delayed.difference.map_or_else(reference, |delayed| numbers::difference(&delayed, 0.1).into())
            }
            Self::DaysAvoided => row.days_avoided.map_or(plain(NOTHING), |days| numbers::figure(&days, 1.0).into()),
            Self::Moved => {
                let moved = row.moved.and_then(|moved| moved.difference);
                moved.map_or(plain(NOTHING), |moved| numbers::difference(&moved, 1.0).into())
            }
            Self::Cancelled => {
                row.cancelled.difference.map_or(plain(NOTHING), |cancelled| numbers::difference(&cancelled, 1.0).into())
            }
            Self::ExtraCost => {
                row.cost.difference.map_or(plain(NOTHING), |cost| numbers::money_difference(&cost).into())
            }
            Self::CostPerDay => tables::cost_of_a_day(&row.cost_per_day),
        }
    }
}

fn plain(text: impl Into<String>) -> Cell {
    Cell { main: text.into(), below: None }
}

/// A chance from draws: never none nor all.
pub fn chance(chance: f64) -> String {
    match chance {
        chance if chance < 0.01 => "under 1 %".into(),
        chance if chance > 0.99 => "over 99 %".into(),
        chance => format!("{} %", numbers::whole(chance * 100.0)),
    }
}

/// What the first table shows.
pub fn key_of_the_best(comparison: &Comparison) -> String {
    format!(
        "Fewer {} is better. Below each mean its 95 % interval; the intervals against the best of the others hold for all options \
         at once with {} confidence. An option clearly behind is out, and keeps the replications it has; one that these intervals do not tell from the best is \
         replicated further, to within {}.",
        comparison.criterion(),
        comparison.confidence(),
        comparison.indifference()
    )
}

/// What the second table shows.
pub fn key_against_reference(comparison: &Comparison) -> String {
    format!(
        "Differences to {}, replication by replication over the whole period, each with its 95 % interval. Cost is of all headings; \
         cancelled electives are not in it.",
        comparison.reference().quoted()
    )
}

/// Both tables with their keys.
pub fn text(comparison: &Comparison, width: usize) -> String {
    let (best, reference) = (Column::of_the_best(comparison), Column::against_reference(comparison));
    let parts = [
        table(comparison, &best, width),
        wrapped(&key_of_the_best(comparison), width),
        table(comparison, &reference, width),
        wrapped(&key_against_reference(comparison), width),
    ];
    parts.iter().map(|part| format!("\n{part}\n")).collect()
}

/// Space between two columns, and the least a title is given.
const GAP: usize = 2;
const TITLE: usize = 16;

/// The columns that a narrow terminal goes without, the first to go first.
const GIVEN_UP: [Column; 6] =
    [Column::Moved, Column::AtTarget, Column::CostPerDay, Column::Cancelled, Column::Replications, Column::Delayed];

fn table(comparison: &Comparison, columns: &[Column], width: usize) -> String {
    let lines = |column: Column, row: &Row| {
        let cell = column.cell(comparison, row);
        std::iter::once(cell.main).chain(cell.below).collect::<Vec<String>>()
    };
    let longest = |words: &mut dyn Iterator<Item = String>| words.map(|word| word.chars().count()).max().unwrap_or(0);
    let needs = |column: &Column| {
        let mut cells = comparison.rows.iter().flat_map(|row| lines(*column, row));
        let title = column.title(comparison);
        longest(&mut cells).max(longest(&mut title.split(' ').map(str::to_owned))) + GAP
    };
    let mut columns = columns.to_vec();
    for unwanted in GIVEN_UP {
        if columns.iter().map(needs).sum::<usize>() + TITLE > width {
            columns.retain(|column| *column != unwanted);
        }
    }
    let widths: Vec<usize> = columns.iter().map(needs).collect();
    let room = width.saturating_sub(widths.iter().sum()).max(TITLE);
    let title = longest(&mut comparison.rows.iter().map(|row| row.title().to_owned())).min(room).max(TITLE);
    let mut table = Table::new();
    let light = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(std::iter::once("Option".to_owned()).chain(columns.iter().map(|column| column.title(comparison))));
    for row in &comparison.rows {
        let cells = columns.iter().map(|&column| lines(column, row).join("\n"));
        table.add_row(std::iter::once(row.title().to_owned()).chain(cells));
    }
    let widths = std::iter::once(title).chain(widths.into_iter().map(|width| width - 1));
    for ((at, column), width) in table.column_iter_mut().enumerate().zip(widths) {
        // The rest of the gap is the line between columns, drawn as a space.
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width as u16)));
        column.set_padding(if at == 0 { (0, 0) } else { (GAP as u16 - 1, 0) });
        if at > 0 {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}
