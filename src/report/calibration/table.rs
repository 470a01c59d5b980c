//! The tables of a calibration for the terminal.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use super::Calibrated;
use super::finding::observed;
use crate::report::letters::capitalised;
use crate::report::numbers;
use crate::report::sweep::value_in_words;

/// The fitted quantities.
pub fn quantities(calibrated: &Calibrated, columns: usize) -> String {
    let posterior = &calibrated.posterior;
    let rows = posterior.quantities.iter().enumerate().map(|(at, quantity)| {
        let (low, high) = calibrated.interval(at);
        vec![
            calibrated.words(quantity),
            format!("{} to {}", value_in_words(quantity.low), value_in_words(quantity.high)),
            calibrated.value(at, posterior.quantile(at, 0.5)),
            format!("{} to {}", calibrated.value(at, low), calibrated.value(at, high)),
            numbers::percent((posterior.narrowed(at) * 100.0).round() / 100.0),
        ]
    });
    table(&["Quantity", "Range before", "Median", "90 % interval", "Spread left"], rows, columns)
}

/// The observations and what the fitted scenario predicts for them.
pub fn observations(calibrated: &Calibrated, columns: usize) -> String {
    let rows = calibrated.predicted.iter().map(|predicted| {
        let (lower, upper) = predicted.range(0.8);
        vec![
            capitalised(&calibrated.observation(&predicted.observation)),
            observed(predicted),
            numbers::whole(predicted.quantile(0.5)),
            format!("{} to {}", numbers::whole(lower), numbers::whole(upper)),
            if predicted.holds(0.8) { "inside" } else { "outside" }.to_owned(),
        ]
    });
    table(&["Observation", "Observed", "Predicted median", "80 % range", "Observed is"], rows, columns)
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>, columns: usize) -> String {
    let mut table = Table::new();
    let light = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(columns).unwrap_or(u16::MAX));
    table.set_header(head.iter().copied());
    rows.for_each(|row| {
        table.add_row(row);
    });
    for at in 1..head.len() {
        if let Some(column) = table.column_mut(at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    format!("{}\n", table.trim_fmt())
}
