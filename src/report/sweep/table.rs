//! The table of points, for the terminal and the page.

use super::{Swept, value_in_words};
use crate::experiment::sweep::AtPoint;
use crate::report::numbers::{self, NOTHING};
use crate::report::tables::{Cell, wrapped};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// Most rows printed; the page and the file have all.
const MOST_ROWS: usize = 40;
/// Space between two columns.
const GAP: usize = 2;

/// A column of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Median,
    NinetyPerCent,
    Mean,
    AtTarget,
    Days,
    Cost,
    AgainstFirst,
}

impl Column {
    /// Those that a terminal goes without when it is too narrow, the first to go first.
    const GIVEN_UP: [Self; 5] = [Self::NinetyPerCent, Self::Days, Self::Cost, Self::AgainstFirst, Self::Mean];

    /// The columns that say something.
    pub fn of(swept: &Swept) -> Vec<Self> {
        let has_target = swept.points.iter().any(|point| point.target.is_some());
        let all =
            [Self::Median, Self::NinetyPerCent, Self::Mean, Self::AtTarget, Self::Days, Self::Cost, Self::AgainstFirst];
        let has_cost = swept.points.iter().any(|point| point.options.iter().any(|o| o.total_cost.mean() != 0.0));
        let says = |column: &Self| match column {
            Self::AtTarget => has_target,
            Self::Cost => has_cost,
            Self::AgainstFirst => swept.points.len() > 1,
            _ => true,
        };
        all.into_iter().filter(says).collect()
    }

    /// The head.
    pub fn title(self, swept: &Swept) -> String {
        match self {
            Self::Median => "Median".into(),
            Self::NinetyPerCent => "90 in 100 lie in".into(),
            Self::Mean => "Mean".into(),
            Self::AtTarget => swept.target().map_or("At target".into(), |target| format!("At {target} or fewer")),
            Self::Days => "Delayed days".into(),
            Self::Cost => "Total cost".into(),
            Self::AgainstFirst => "Against first".into(),
        }
    }

    /// The cell of an option at a point.
    pub fn cell(self, found: &AtPoint) -> Cell {
        let quantile = |probability| numbers::whole(found.delayed.quantile(probability));
        match self {
            Self::Median => Cell { main: quantile(0.5), below: Some(numbers::range(&quantile(0.25), &quantile(0.75))) },
            Self::NinetyPerCent => Cell { main: numbers::range(&quantile(0.05), &quantile(0.95)), below: None },
            Self::Mean => numbers::figure(&found.mean_delayed(), 0.1).into(),
            Self::AtTarget => found.probability().map_or(Cell { main: NOTHING.into(), below: None }, |share| Cell {
                main: numbers::percent(share.mean),
                below: Some(format!("{} %", numbers::hundredths(&share))),
            }),
            Self::Days => numbers::figure(&found.mean_delayed_days(), 1.0).into(),
            Self::Cost => numbers::money_figure(&found.total_cost.estimate()).into(),
            Self::AgainstFirst => numbers::difference(&found.against_first.estimate(), 0.1).into(),
        }
    }
}

/// What the numbers are, in a sentence or two.
pub fn explained(swept: &Swept) -> String {
    let first = if swept.points.len() > 1 { ", compared with the first point in pairs of the same people" } else { "" };
    format!(
        "Delayed on {}. Below each median: the middle half of the simulated counts; below every other number its 95 % interval; \
         {} replications{first}.",
        numbers::date(swept.day()),
        numbers::whole(swept.replications as f64)
    )
}

/// The tables for a terminal of so many columns: of every option where there is room, else of the option that matters most.
pub fn text(swept: &Swept, columns: usize) -> String {
    let mut text = legend(swept, columns);
    let all = swept.points.len() * swept.options.len() <= MOST_ROWS;
    let shown: Vec<usize> = if all { (0..swept.options.len()).collect() } else { vec![swept.lead()] };
    for &option in &shown {
        text.push_str(&format!("{}\n\n", wrapped(swept.option_title(option), columns)));
        text.push_str(&one(swept, option, columns));
        text.push('\n');
    }
    let mut rest = String::new();
    if swept.points.len() > MOST_ROWS {
        rest.push_str(&format!(
            "Shown: the {MOST_ROWS} points with the lowest medians of {}. ",
            numbers::whole(swept.points.len() as f64)
        ));
    }
    if !all && swept.options.len() > 1 {
        rest.push_str("The other options are in the report. ");
    }
    text + &wrapped(&(rest + &explained(swept)), columns) + "\n"
}

/// What the letters over the columns of values stand for, where there are several quantities.
fn legend(swept: &Swept, columns: usize) -> String {
    if swept.varied.len() == 1 {
        return String::new();
    }
    let named = swept.varied.iter().enumerate();
    let lines: Vec<String> = named
        .map(|(at, varied)| {
            let words = varied.in_words(&swept.scenario.system);
            wrapped(&format!("{}: {words} ({})", name(swept, at), varied.path), columns)
        })
        .collect();
    lines.join("\n") + "\n\n"
}

/// The head of the column of a quantity.
pub fn name(swept: &Swept, at: usize) -> String {
    match swept.varied.as_slice() {
        [only] => only.path.rsplit('.').next().unwrap_or_default().replace(['_', '-'], " "),
        _ => u8::try_from(at).ok().filter(|at| *at < 26).map_or(format!("#{at}"), |at| char::from(b'A' + at).into()),
    }
}

fn one(swept: &Swept, option: usize, width: usize) -> String {
    let mut points: Vec<usize> = (0..swept.points.len()).collect();
    if points.len() > MOST_ROWS {
        let median = |at: usize| swept.points[at].options[option].delayed.median();
        points.sort_by(|&a, &b| median(a).total_cmp(&median(b)));
        points.truncate(MOST_ROWS);
    }
    let values = swept.varied.len();
    let mut columns: Vec<Option<Column>> = vec![None; values];
    columns.extend(Column::of(swept).into_iter().map(Some));
    let cell = |point: usize, at: usize, columns: &[Option<Column>]| match columns[at] {
        None => Cell { main: value_in_words(swept.points[point].values[at]), below: None },
        Some(column) => column.cell(&swept.points[point].options[option]),
    };
    let title = |at: usize, columns: &[Option<Column>]| columns[at].map_or_else(|| name(swept, at), |c| c.title(swept));
    let wide = |at: usize, columns: &[Option<Column>]| {
        let lines = points.iter().flat_map(|&point| {
            let cell = cell(point, at, columns);
            std::iter::once(cell.main).chain(cell.below)
        });
        let title = title(at, columns);
        let words = title.split_whitespace().map(str::to_owned);
        lines.chain(words).map(|line| line.chars().count()).max().unwrap_or(0) + GAP
    };
    for unwanted in Column::GIVEN_UP {
        let all: usize = (0..columns.len()).map(|at| wide(at, &columns)).sum();
        if all > width {
            columns.retain(|column| *column != Some(unwanted));
        }
    }
    let mut table = Table::new();
    let light = TableStyle::new()
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .row_separator(LineStyle::none().fill(' ').junction(' '));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header((0..columns.len()).map(|at| title(at, &columns)));
    for &point in &points {
        table.add_row((0..columns.len()).map(|at| {
            let cell = cell(point, at, &columns);
            std::iter::once(cell.main).chain(cell.below).collect::<Vec<_>>().join("\n")
        }));
    }
    let widths: Vec<usize> = (0..columns.len()).map(|at| wide(at, &columns)).collect();
    for ((at, column), width) in table.column_iter_mut().enumerate().zip(widths) {
        // The rest of the gap is the line between columns, drawn as a space.
        column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width as u16 - 1)));
        column.set_padding(if at == 0 { (0, 0) } else { (GAP as u16 - 1, 0) });
        column.set_cell_alignment(CellAlignment::Right);
    }
    format!("{}\n", table.trim_fmt())
}
