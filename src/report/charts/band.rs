//! A band: how many patients are delayed over the values of a quantity, with the ranges the replications fall into.

use std::ops::Range;

use super::axis::{self, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::labels::{Column, Label};
use super::palette::{AXIS, BANDS, INK, LABEL, MUTED, NAVY, RULE, TARGET};
use super::plot::Plot;
use super::scene::{Anchor, Scene};
use super::words;

/// Probabilities of the lines of a band, lowest first: the middle 90 % and the middle half around the median.
pub const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// Space below the plot for the values of the quantity and its name.
const BELOW: f64 = 96.0;

/// The data of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub heading: Heading,
    /// The quantity and its unit, written under its values.
    pub quantity: String,
    /// Its values, rising.
    pub values: Vec<f64>,
    /// The same in words.
    pub words: Vec<String>,
    /// For each of [`PROBABILITIES`], the quantile at each value.
    pub quantiles: [Vec<f64>; 5],
    pub target: Option<f64>,
    /// The value that the scenario states, in words too.
    pub stated: Option<(f64, String)>,
    pub description: String,
}

/// Draws the band.
pub fn draw(band: &Band) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&band.heading, &key());
    let everything = band.quantiles.iter().flatten().copied().chain(band.target);
    let scale = Values::holding(everything, 7.0, 1.0);
    let column = Column::new(labels(band), 260.0, 1);
    let left = MARGIN + scale.width(words::count) + 14.0;
    let right = RIGHT - column.width();
    let plot = Plot::new(&canvas, [left, top + 30.0, right, bottom - BELOW], range(band), scale.range.clone());
    axis::rules(&canvas, &plot, &scale, words::count);
    for (at, colour) in BANDS.iter().take(2).enumerate() {
        let (lower, upper) = (points(band, at), points(band, 4 - at));
        let area: Vec<_> = lower.iter().zip(&upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
        plot.band(&area, *colour);
    }
    for &tick in &scale.ticks {
        let y = plot.at((0.0, tick)).1;
        canvas.line(&[(left, y), (right, y)], Pen::solid(RULE, 1.0));
    }
    stated(&canvas, &plot, band);
    plot.line(&points(band, 2), Pen::solid(NAVY, 4.5));
    if band.values.len() <= 40 {
        for (x, median) in band.values.iter().zip(&band.quantiles[2]) {
            canvas.dot(plot.at((*x, *median)), 6.0, NAVY);
        }
    }
    if let Some(target) = band.target {
        let y = plot.at((0.0, target)).1;
        canvas.line(&[(left, y), (right, y)], Pen { colour: TARGET, width: 3.0, dash: &[13.0, 7.0] });
    }
    quantity(&canvas, &plot, band);
    column.write(&canvas, right, (plot.bounds[1] - 14.0, plot.bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    canvas.into_scene(&band.heading.title, band.description.clone())
}

/// From the lowest value to the highest; around a single one.
fn range(band: &Band) -> Range<f64> {
    match band.values.as_slice() {
        [] => 0.0..1.0,
        [only] => only - 1.0..only + 1.0,
        [first, .., last] => *first..*last,
    }
}

/// One line of the band; a single value becomes a level line across the plot.
fn points(band: &Band, at: usize) -> Vec<(f64, f64)> {
    let line = &band.quantiles[at];
    match (band.values.as_slice(), line.as_slice()) {
        ([_], [only]) => vec![(range(band).start, *only), (range(band).end, *only)],
        (values, line) => values.iter().copied().zip(line.iter().copied()).collect(),
    }
}

fn key() -> [(Swatch, String); 3] {
    [
        (Swatch::Line(Pen::solid(NAVY, 4.5)), "Median".to_owned()),
        (Swatch::Area(BANDS[1]), "Middle half".to_owned()),
        (Swatch::Area(BANDS[0]), "90% range".to_owned()),
    ]
}

fn labels(band: &Band) -> Vec<Label> {
    let mut labels = Vec::new();
    if let Some(target) = band.target {
        let (words, figure) = ("Target".to_owned(), words::count(target));
        labels.push(Label { value: target, words, figure, style: Style::new(LABEL, TARGET).bold() });
    }
    let names = ["90% lower", "Half lower", "Median", "Half upper", "90% upper"];
    for at in [2, 4, 3, 1, 0] {
        let Some(&value) = band.quantiles[at].last() else { continue };
        let style = if at == 2 { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
        labels.push(Label { value, words: names[at].to_owned(), figure: words::count(value), style });
    }
    labels
}

/// Marks the value that the scenario states, where it lies among the others.
fn stated(canvas: &Canvas, plot: &Plot, band: &Band) {
    let Some((value, words)) = &band.stated else { return };
    if !plot.holds((*value, 0.0)) {
        return;
    }
    let ([left, top, right, bottom], x) = (plot.bounds, plot.at((*value, 0.0)).0);
    canvas.line(&[(x, top - 8.0), (x, bottom)], Pen { colour: INK, width: 2.0, dash: &[3.0, 5.0] });
    let style = Style::new(LABEL, INK).with_halo();
    let words = format!("Scenario: {words}");
    let half = style.width(&words) / 2.0;
    let at = x.clamp(left + half, (right - half).max(left + half));
    canvas.write(&words, (at, top - 14.0), style.anchored(Anchor::Middle));
}

/// Writes the values under the plot, as many as there is room for, and the name of the quantity.
fn quantity(canvas: &Canvas, plot: &Plot, band: &Band) {
    let [left, _, right, bottom] = plot.bounds;
    canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, 2.0));
    let style = Style::new(LABEL, MUTED).anchored(Anchor::Middle);
    let mut free = f64::NEG_INFINITY;
    for (value, words) in band.values.iter().zip(&band.words) {
        let x = plot.at((*value, 0.0)).0;
        let half = style.width(words) / 2.0;
        canvas.line(&[(x, bottom), (x, bottom + 9.0)], Pen::solid(AXIS, 1.5));
        if x - half > free {
            canvas.write(words, (x, bottom + 38.0), style);
            free = x + half + 16.0;
        }
    }
    let style = Style::new(LABEL, INK).anchored(Anchor::Middle);
    let name = style.shorten(&band.quantity, right - left);
    canvas.write(&name, (f64::midpoint(left, right), bottom + 76.0), style);
}
