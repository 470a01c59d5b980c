//! Areas stacked on each other: what a whole consists of, day by day.

use super::axis::{self, Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style};
use super::labels::{Column, Label};
use super::marks::BELOW;
use super::palette::{INK, LABEL, WHITE};
use super::plot::Plot;
use super::scene::{Colour, Scene};
use super::words;

/// One part of the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub title: String,
    /// One for each day.
    pub values: Vec<f64>,
    pub colour: Colour,
}

/// The data of a chart of stacked areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    pub heading: Heading,
    pub days: Days,
    /// Lowest first.
    pub parts: Vec<Part>,
    pub description: String,
}

/// Draws the areas.
pub fn draw(stack: &Stack) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&stack.heading, &[]);
    let edges = edges(stack);
    let values = Values::holding(edges.iter().flatten().copied(), 7.0, 1.0);
    let column = Column::new(labels(stack, &edges), 320.0, 2);
    let left = MARGIN + values.width(words::count) + 14.0;
    let bounds = [left, top, RIGHT - column.width(), bottom - BELOW];
    let plot = Plot::new(&canvas, bounds, stack.days.range(), values.range.clone());
    axis::rules(&canvas, &plot, &values, words::count);
    for (part, pair) in stack.parts.iter().zip(edges.windows(2)) {
        let (lower, upper) = (stack.days.points(&pair[0]), stack.days.points(&pair[1]));
        let band: Vec<_> = lower.iter().zip(&upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
        plot.band(&band, part.colour);
        plot.line(&lower, Pen::solid(WHITE, 2.0));
    }
    axis::dates(&canvas, &plot, &stack.days);
    column.write(&canvas, bounds[2], (top - 14.0, bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    canvas.into_scene(&stack.heading.title, stack.description.clone())
}

/// The lower edge of the first part, and the upper edge of each.
fn edges(stack: &Stack) -> Vec<Vec<f64>> {
    let mut edges = vec![vec![0.0; stack.days.count]];
    for part in &stack.parts {
        let below = edges.last().into_iter().flatten();
        edges.push(below.zip(&part.values).map(|(below, value)| below + value.max(0.0)).collect());
    }
    edges
}

/// Each part is named at the middle of its height on the last day; the whole above them.
fn labels(stack: &Stack, edges: &[Vec<f64>]) -> Vec<Label> {
    let mut labels = Vec::new();
    if let Some(&all) = edges.last().and_then(|edge| edge.last()) {
        let style = Style::new(LABEL, INK).bold();
        labels.push(Label { value: all, words: "All reasons".into(), figure: words::count(all), style });
    }
    for (part, pair) in stack.parts.iter().zip(edges.windows(2)) {
        let (Some(low), Some(high)) = (pair[0].last(), pair[1].last()) else { continue };
        labels.push(Label {
            value: f64::midpoint(*low, *high),
            words: part.title.clone(),
            figure: words::count(high - low),
            style: Style::new(LABEL, INK),
        });
    }
    labels
}
