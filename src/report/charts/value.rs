//! What a delayed day avoided costs: a point and an interval for each option.

use super::axis::Values;
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::font::CAPITAL;
use super::palette::{AXIS, INK, LABEL, MUTED, NAVY, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::{Anchor, Scene};
use super::words as written;
use crate::report::money::CostPerDay;
use crate::report::numbers::{self, Figure};

/// The cost of a day avoided in words, rounded as in the tables.
pub fn words(cost: &CostPerDay) -> String {
    match cost {
        CostPerDay::Pounds(each) => numbers::money_figure(each).mean,
        CostPerDay::Saves => "costs less".to_owned(),
        CostPerDay::CannotBeTold => "cannot be told".to_owned(),
        CostPerDay::NoDaysAvoided => "no days avoided".to_owned(),
        CostPerDay::Reference => numbers::NOTHING.to_owned(),
    }
}

/// The same with the interval, where there is one.
fn words_and_range(cost: &CostPerDay) -> String {
    let CostPerDay::Pounds(each) = cost else { return words(cost) };
    match numbers::money_figure(each) {
        Figure { mean, range: Some(range) } => format!("{mean} ({range})"),
        Figure { mean, range: None } => mean,
    }
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub title: String,
    pub cost: CostPerDay,
    /// The two differences in words, below the cost.
    pub note: String,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub heading: Heading,
    pub rows: Vec<Row>,
    pub description: String,
}

/// Width of the column of titles, and of the column of costs in words.
const TITLES: f64 = 400.0;
const COSTS: f64 = 500.0;

/// Draws a row for each option; as many as there is room for.
pub fn draw(value: &Value) -> Scene {
    let canvas = Canvas::default();
    let key = [
        (Swatch::Dot(NAVY), "Best estimate".to_owned()),
        (Swatch::Line(Pen::solid(NAVY, 5.0)), "95% interval".to_owned()),
    ];
    let (top, bottom) = canvas.frame(&value.heading, &key);
    let scale = scale(&value.rows);
    let bounds = [MARGIN + TITLES + 40.0, top, RIGHT - COSTS - 40.0, bottom - 96.0];
    let plot = Plot::new(&canvas, bounds, scale.range.clone(), 0.0..1.0);
    rules(&canvas, &plot, &scale);
    let room = (bounds[3] - bounds[1]).max(1.0);
    let shown = value.rows.len().min((room / 62.0) as usize);
    let height = (room / shown.max(1) as f64).min(130.0);
    for (at, row) in value.rows.iter().take(shown).enumerate() {
        draw_row(&canvas, &plot, row, top + height * (at as f64 + 0.5), &scale);
    }
    canvas.into_scene(&value.heading.title, value.description.clone())
}

/// A scale that holds every estimate and what fits of the intervals: one wide interval must not squeeze all others.
fn scale(rows: &[Row]) -> Values {
    let known: Vec<[f64; 3]> = rows
        .iter()
        .filter_map(|row| match row.cost {
            CostPerDay::Pounds(each) => Some([each.mean, each.lower, each.upper]),
            _ => None,
        })
        .collect();
    let farthest = known.iter().map(|[ratio, ..]| ratio.abs()).fold(0.0, f64::max);
    let bound = farthest * 2.5;
    Values::holding(known.into_iter().flatten().map(|value| value.clamp(-bound, bound)), 5.0, 1.0)
}

fn rules(canvas: &Canvas, plot: &Plot, scale: &Values) {
    let [_, top, _, bottom] = plot.bounds;
    let mut free = f64::NEG_INFINITY;
    for &tick in &scale.ticks {
        let x = plot.at((tick, 0.0)).0;
        let (colour, width) = if tick == 0.0 { (AXIS, 2.5) } else { (RULE, 1.5) };
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(colour, width));
        let (words, style) = (written::pounds(tick), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
        let half = style.width(&words) / 2.0;
        if x - half > free + 12.0 {
            canvas.write(&words, (x, bottom + 36.0), style);
            free = x + half;
        }
    }
    let middle = f64::midpoint(plot.bounds[0], plot.bounds[2]);
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write("Cost of one delayed day avoided", (middle, bottom + 74.0), style);
}

fn draw_row(canvas: &Canvas, plot: &Plot, row: &Row, y: f64, scale: &Values) {
    let [left, _, right, _] = plot.bounds;
    let strong = Style::new(LABEL, INK).bold();
    let lines = strong.wrap(&row.title, TITLES, 2);
    let first = y - strong.leading() * (lines.len() as f64 - 1.0) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        canvas.write_level(line, (MARGIN, first + strong.leading() * at as f64), strong);
    }
    let told = matches!(row.cost, CostPerDay::Pounds(_) | CostPerDay::Saves);
    let style = if told { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
    if let CostPerDay::Pounds(each) = row.cost {
        let (lower, upper) = (each.lower, each.upper);
        let at = |value: f64| plot.at((value.clamp(scale.range.start, scale.range.end), 0.0)).0;
        let (from, to) = (at(lower), at(upper));
        canvas.line(&[(from, y), (to, y)], Pen::solid(NAVY, 5.0));
        // What goes on beyond the scale ends in an arrow, else in a bar across.
        let caps = to - from > 28.0;
        for (x, value, out) in [(from, lower, -1.0), (to, upper, 1.0)] {
            if (scale.range.start..=scale.range.end).contains(&value) {
                if !caps {
                    continue;
                }
                canvas.line(&[(x, y - 9.0), (x, y + 9.0)], Pen::solid(NAVY, 3.0));
            } else {
                canvas.area(&[(x, y - 10.0), (x + 16.0 * out, y), (x, y + 10.0)], NAVY);
            }
        }
        canvas.dot((at(each.mean), y), 10.0, NAVY);
    } else {
        canvas.line(&[(left, y), (right, y)], Pen { colour: RULE, width: 2.0, dash: &[3.0, 7.0] });
    }
    let x = right + 40.0;
    let note = Style::new(SMALLEST, MUTED);
    canvas.write(&style.shorten(&words_and_range(&row.cost), COSTS), (x, y - 5.0), style);
    canvas.write(&note.shorten(&row.note, COSTS), (x, y + CAPITAL * note.size + 8.0), note);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Estimate;

    #[test]
    fn costs_are_rounded_as_in_the_tables() {
        let each = Estimate { mean: 225.3, lower: 184.2, upper: 279.6, level: 0.95, replications: 100 };
        let cost = CostPerDay::Pounds(each);
        let cell = crate::report::clauses::cost_of_a_day(&cost);
        assert_eq!((words(&cost), words_and_range(&cost)), ("£230".to_owned(), "£230 (£180 to £280)".to_owned()));
        assert!(format!("{cell:?}").contains("\"£230\"") && format!("{cell:?}").contains("£180 to £280"), "{cell:?}");
        for cost in [CostPerDay::NoDaysAvoided, CostPerDay::CannotBeTold, CostPerDay::Saves] {
            let cell = format!("{:?}", crate::report::clauses::cost_of_a_day(&cost));
            assert!(cell.contains(&words_and_range(&cost)), "{cell}");
        }
    }
}
