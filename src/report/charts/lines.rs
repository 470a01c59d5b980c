//! Lines of several options or schemes on one plot, each named at its end.

use super::axis::{self, Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::labels::{Column, Label};
use super::marks::{self, Aim, BELOW, Observed};
use super::palette::{LABEL, TARGET};
use super::plot::Plot;
use super::scene::{Colour, Scene};
use super::words::Unit;
use crate::model::Date;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub title: String,
    /// One for each day.
    pub values: Vec<f64>,
    /// The ends of an interval around each value; drawn as a light band.
    pub interval: Option<(Vec<f64>, Vec<f64>)>,
    pub pen: Pen,
    /// Named in bold.
    pub strong: bool,
}

/// A level line, such as a budget.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    pub title: String,
    pub value: f64,
    pub pen: Pen,
}

/// The data of a chart of lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    pub heading: Heading,
    pub days: Days,
    pub series: Vec<Series>,
    pub levels: Vec<Level>,
    pub target: Option<Aim>,
    /// A date to be marked, and what is written there.
    pub mark: Option<(Date, String)>,
    pub observed: Option<Observed>,
    pub unit: Unit,
    pub key: Vec<(Swatch, String)>,
    pub description: String,
}

/// Draws the lines, the first one on top.
pub fn draw(lines: &Lines) -> Scene {
    let canvas = Canvas::default();
    let mut key = lines.key.clone();
    key.extend(lines.observed.iter().map(|observed| (observed.swatch(), observed.title.clone())));
    let (top, bottom) = canvas.frame(&lines.heading, &key);
    let values = scale(lines);
    let words = |value: f64| lines.unit.words(value);
    let column = Column::new(labels(lines), 300.0, 2);
    let left = MARGIN + values.width(words) + 14.0;
    let bounds = [left, top, RIGHT - column.width(), bottom - BELOW];
    let plot = Plot::new(&canvas, bounds, lines.days.range(), values.range.clone());
    for series in lines.series.iter().rev() {
        if let Some((lower, upper)) = &series.interval {
            let (lower, upper) = (lines.days.points(lower), lines.days.points(upper));
            let band: Vec<_> = lower.iter().zip(&upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
            plot.band(&band, tint(series.pen.colour));
        }
    }
    axis::rules(&canvas, &plot, &values, words);
    for level in &lines.levels {
        let y = plot.at((0.0, level.value)).1;
        canvas.line(&[(left, y), (bounds[2], y)], level.pen);
    }
    for series in lines.series.iter().rev() {
        plot.line(&lines.days.points(&series.values), series.pen);
    }
    marks::aim(&canvas, &plot, lines.target, &lines.days);
    if let Some((date, words)) = &lines.mark {
        marks::date(&canvas, &plot, (*date, words), &lines.days);
    }
    axis::dates(&canvas, &plot, &lines.days);
    column.write(&canvas, bounds[2], (top - 14.0, bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    if let Some(observed) = &lines.observed {
        marks::observed(&canvas, &plot, observed, &lines.days);
    }
    canvas.into_scene(&lines.heading.title, lines.description.clone())
}

/// A light tint of a colour, for the band around its line.
fn tint(colour: Colour) -> Colour {
    let mix = |part: u8| (f64::from(part) * 0.18 + 255.0 * 0.82).round() as u8;
    plotters::style::RGBColor(mix(colour.0), mix(colour.1), mix(colour.2))
}

/// A scale that holds every value; shares always have the whole of 0 to 100 %.
fn scale(lines: &Lines) -> Values {
    if lines.unit == Unit::Share {
        return Values::holding([1.0], 5.0, 0.2);
    }
    let series = lines.series.iter().flat_map(|series| {
        let (lower, upper) = series.interval.as_ref().map_or((&[][..], &[][..]), |(low, high)| (low, high));
        series.values.iter().chain(lower).chain(upper).copied()
    });
    let levels = lines.levels.iter().map(|level| level.value);
    let observed = lines.observed.iter().flat_map(|observed| observed.values(&lines.days));
    let target = lines.target.map(|aim| aim.count);
    Values::holding(series.chain(levels).chain(observed).chain(target), 7.0, lines.unit.least_step())
}

fn labels(lines: &Lines) -> Vec<Label> {
    let mut labels = Vec::new();
    if let Some(aim) = lines.target {
        let style = Style::new(LABEL, TARGET).bold();
        labels.push(Label { value: aim.count, words: "Target".into(), figure: lines.unit.words(aim.count), style });
    }
    for series in &lines.series {
        let Some(&value) = series.values.last() else { continue };
        let style = Style::new(LABEL, series.pen.colour);
        let style = if series.strong { style.bold() } else { style };
        labels.push(Label { value, words: series.title.clone(), figure: lines.unit.words(value), style });
    }
    for level in &lines.levels {
        let (value, words) = (level.value, level.title.clone());
        labels.push(Label {
            value,
            words,
            figure: lines.unit.words(value),
            style: Style::new(LABEL, level.pen.colour),
        });
    }
    labels
}
