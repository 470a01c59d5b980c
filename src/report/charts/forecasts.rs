//! Forecasts over what was observed: a fan from each origin, through the middles of the months.

use super::axis::{self, Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::labels::{Column, Label};
use super::marks::{self, BELOW, Observed};
use super::palette::{AXIS, BANDS, INK, LABEL, MUTED, NAVY, RULE};
use super::plot::Plot;
use super::scene::{Anchor, Scene};
use super::words;
use crate::model::Date;

/// Days of the longest month.
const MONTH: f64 = 31.0;
/// Space above the plot for the name of the origin.
const ABOVE: f64 = 34.0;

/// The forecasts from one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    /// The last day that was known.
    pub origin: Date,
    /// The middle of the last month that was known, and its value.
    pub start: (Date, f64),
    /// The middle of each month, and the quantiles of its forecast: 2.5, 10, 25, 50, 75, 90 and 97.5 %.
    pub months: Vec<(Date, [f64; 7])>,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecasts {
    pub heading: Heading,
    pub days: Days,
    /// They do not overlap.
    pub fans: Vec<Fan>,
    pub observed: Observed,
    pub description: String,
}

/// Draws the fans, and what was observed over them.
pub fn draw(chart: &Forecasts) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&chart.heading, &key(chart));
    let quantiles = chart.fans.iter().flat_map(|fan| &fan.months).flat_map(|(_, quantiles)| *quantiles);
    let scale = Values::holding(quantiles.chain(chart.observed.values(&chart.days)), 7.0, 1.0);
    let column = Column::new(labels(chart), 260.0, 1);
    let left = MARGIN + scale.width(words::count) + 14.0;
    let bounds = [left, top + ABOVE, RIGHT - column.width(), bottom - BELOW];
    let plot = Plot::new(&canvas, bounds, chart.days.range(), scale.range.clone());
    axis::rules(&canvas, &plot, &scale, words::count);
    for fan in &chart.fans {
        bands(chart, &plot, fan);
    }
    for &tick in &scale.ticks {
        let y = plot.at((0.0, tick)).1;
        canvas.line(&[(left, y), (bounds[2], y)], Pen::solid(RULE, 1.0));
    }
    for fan in &chart.fans {
        let medians = fan.months.iter().map(|(date, quantiles)| (*date, quantiles[3]));
        plot.line(&points(chart, std::iter::once(fan.start).chain(medians)), Pen::solid(NAVY, 4.5));
        origin(&canvas, &plot, chart, fan);
    }
    axis::dates(&canvas, &plot, &chart.days);
    column.write(&canvas, bounds[2], (bounds[1] - 14.0, bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    marks::observed(&canvas, &plot, &chart.observed, &chart.days);
    canvas.into_scene(&chart.heading.title, chart.description.clone())
}

/// Where these dates and values lie, as far as the days reach.
fn points(chart: &Forecasts, values: impl Iterator<Item = (Date, f64)>) -> Vec<(f64, f64)> {
    values.filter_map(|(date, value)| Some((chart.days.position_of(date)?, value))).collect()
}

fn bands(chart: &Forecasts, plot: &Plot, fan: &Fan) {
    for (at, colour) in BANDS.iter().enumerate() {
        let line = |at: usize| {
            let quantiles = fan.months.iter().map(move |(date, quantiles)| (*date, quantiles[at]));
            points(chart, std::iter::once(fan.start).chain(quantiles))
        };
        let band: Vec<_> = line(at).into_iter().zip(line(6 - at)).map(|(low, high)| (low.0, low.1, high.1)).collect();
        plot.band(&band, *colour);
    }
}

/// Marks an origin; where it is the only one, says what lies on either side.
fn origin(canvas: &Canvas, plot: &Plot, chart: &Forecasts, fan: &Fan) {
    let Some(position) = chart.days.position_of(fan.origin) else { return };
    let ([left, top, right, bottom], x) = (plot.bounds, plot.at((position, 0.0)).0);
    canvas.line(&[(x, top - 4.0), (x, bottom)], Pen::solid(AXIS, 2.0));
    if chart.fans.len() > 1 {
        return;
    }
    let style = Style::new(LABEL, MUTED);
    let (before, after) = ("Known", format!("Forecast from {}", words::date(fan.origin)));
    if x - style.width(before) - 14.0 > left {
        canvas.write(before, (x - 14.0, top - 12.0), style.anchored(Anchor::End));
    }
    if x + style.width(&after) + 14.0 < right + 200.0 {
        canvas.write(&after, (x + 14.0, top - 12.0), style);
    }
}

fn key(chart: &Forecasts) -> Vec<(Swatch, String)> {
    let mut key = vec![
        (chart.observed.swatch(), chart.observed.title.clone()),
        (Swatch::Line(Pen::solid(NAVY, 4.5)), "Median forecast".to_owned()),
    ];
    for (band, name) in BANDS.iter().rev().zip(["50% range", "80% range", "95% range"]) {
        key.push((Swatch::Area(*band), name.to_owned()));
    }
    if chart.fans.len() > 1 {
        key.push((Swatch::Line(Pen::solid(AXIS, 2.0)), "Origin: nothing later is known".to_owned()));
    }
    key
}

/// The ends of the last fan, where it reaches the right edge.
fn labels(chart: &Forecasts) -> Vec<Label> {
    let names = ["95% lower", "80% lower", "50% lower", "Median", "50% upper", "80% upper", "95% upper"];
    let Some((month, quantiles)) = chart.fans.last().and_then(|fan| fan.months.last()) else { return Vec::new() };
    // A label stands beside the edge, and would be taken for what the fan reaches there.
    let reaches = chart.days.position_of(*month).is_some_and(|position| position + MONTH > chart.days.count as f64);
    if !reaches {
        return Vec::new();
    }
    let mut labels = Vec::new();
    if let Some((_, value, _)) = chart.observed.points.last() {
        let style = Style::new(LABEL, INK).bold();
        labels.push(Label { value: *value, words: "Observed".into(), figure: words::count(*value), style });
    }
    for at in (0..7).rev() {
        let style = if at == 3 { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
        let figure = words::count(quantiles[at]);
        labels.push(Label { value: quantiles[at], words: names[at].to_owned(), figure, style });
    }
    labels
}
