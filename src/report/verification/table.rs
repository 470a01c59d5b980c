//! The tables for the terminal.

use super::{Verified, expected_in_words, interval_explained, simulated_in_words, sources, verdict};
use crate::experiment::verification::Comparison;
use crate::report::tables::wrapped;
use crate::scenario::Expected;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};

/// The cases of one scenario: its title, where the numbers come from, and a table for each case.
pub fn text(cases: &[Verified], columns: usize) -> String {
    let Some(first) = cases.first() else { return String::new() };
    let mut text = format!("{}\n", wrapped(&format!("{} ({})", first.scenario.title, first.scenario.id), columns));
    let mut said = String::new();
    for case in cases {
        let sources = sources(case);
        if sources != said {
            text.push_str(&format!("{}\n", wrapped(&format!("Expected: {sources}."), columns)));
            said = sources;
        }
        text.push_str(&format!(
            "\n{}\n\n",
            wrapped(&format!("{}. {}", case.case.title, interval_explained(case)), columns)
        ));
        text.push_str(&table(case, columns));
    }
    text
}

fn table(case: &Verified, columns: usize) -> String {
    let mut table = Table::new();
    let light = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic).set_width(columns as u16);
    let head = ["Number", "Expected", "Simulated", "Interval", "Verdict"].map(str::to_owned);
    let rows: Vec<[String; 5]> = case.rows().map(|(expected, comparison)| row(case, expected, comparison)).collect();
    // Only the words of the first column are broken.
    let width =
        |at: usize| rows.iter().chain([&head]).map(|row| row[at].chars().count()).max().unwrap_or(0) as u16 + GAP;
    let widths = [0, width(1), width(2), width(3), width(4)];
    table.set_header(head.clone());
    table.add_rows(rows.clone());
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, GAP));
        if at > 0 {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(widths[at])));
        }
        if (1..4).contains(&at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}

fn row(case: &Verified, expected: &Expected, comparison: &Comparison) -> [String; 5] {
    let number = format!("{}: {}", expected.measures.join(" + "), case.statistic(expected));
    let (simulated, interval) = simulated_in_words(&comparison.simulated);
    [number, expected_in_words(expected), simulated, interval, verdict(comparison).to_owned()]
}

/// Space after a column.
const GAP: u16 = 2;
