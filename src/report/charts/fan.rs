//! The fan: how many patients are delayed day by day, with the ranges the replications fall into.

use super::axis::{self, Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::labels::{Column, Label};
use super::marks::{self, Aim, BELOW, Observed};
use super::palette::{BANDS, LABEL, MUTED, NAVY, RULE, TARGET};
use super::plot::Plot;
use super::scene::Scene;
use super::schemes::{Bar, Strip};
use super::words;
use crate::model::Date;

/// Probabilities of the lines of a fan, lowest first: 95 %, 80 % and 50 % ranges around the median.
pub const PROBABILITIES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// The ends of the range of chance alone.
const CHANCE: Pen = Pen { colour: NAVY, width: 2.5, dash: &[9.0, 6.0] };

/// The data of a fan.
#[derive(Clone, Debug, PartialEq)]
pub struct Fan {
    pub heading: Heading,
    pub days: Days,
    /// For each of [`PROBABILITIES`], the quantile on each day.
    pub quantiles: [Vec<f64>; 7],
    /// The 95 % range of chance alone on each day, its lower and upper end, where the other ranges hold more than chance.
    pub chance_alone: Option<[Vec<f64>; 2]>,
    pub target: Option<Aim>,
    pub observed: Option<Observed>,
    /// The first day of each month whose average was really counted, and that average.
    pub monthly: Vec<(Date, f64)>,
    pub schemes: Vec<Bar>,
    pub description: String,
}

/// Draws the fan.
pub fn draw(fan: &Fan) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&fan.heading, &key(fan));
    let values = Values::holding(everything(fan), 7.0, 1.0);
    let column = Column::new(labels(fan), 260.0, 1);
    let left = MARGIN + values.width(words::count) + 14.0;
    let right = RIGHT - column.width();
    let strip = Strip::new(&fan.schemes, &fan.days, (left, right));
    let bounds = [left, top + strip.height(), right, bottom - BELOW];
    let plot = Plot::new(&canvas, bounds, fan.days.range(), values.range.clone());
    axis::rules(&canvas, &plot, &values, words::count);
    bands(fan, &plot);
    for &tick in &values.ticks {
        let y = plot.at((0.0, tick)).1;
        canvas.line(&[(left, y), (right, y)], Pen::solid(RULE, 1.0));
    }
    strip.draw(&canvas, &plot, top);
    strip.draw_edges(&canvas, &plot);
    for end in fan.chance_alone.iter().flatten() {
        plot.line(&fan.days.points(end), CHANCE);
    }
    plot.line(&fan.days.points(&fan.quantiles[3]), Pen::solid(NAVY, 4.5));
    marks::aim(&canvas, &plot, fan.target, &fan.days);
    axis::dates(&canvas, &plot, &fan.days);
    column.write(&canvas, right, (bounds[1] - 14.0, bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    marks::monthly(&canvas, &plot, &fan.monthly, &fan.days);
    if let Some(observed) = &fan.observed {
        marks::observed(&canvas, &plot, observed, &fan.days);
    }
    canvas.into_scene(&fan.heading.title, fan.description.clone())
}

/// Every value that the scale must hold.
fn everything(fan: &Fan) -> impl Iterator<Item = f64> + '_ {
    let quantiles = fan.quantiles.iter().chain(fan.chance_alone.iter().flatten()).flatten().copied();
    let observed = fan.observed.iter().flat_map(|observed| &observed.points);
    let observed = observed.filter(|(date, ..)| fan.days.position_of(*date).is_some()).map(|point| point.1);
    quantiles.chain(observed).chain(months(fan)).chain(fan.target.map(|aim| aim.count))
}

/// The monthly averages of the months that are shown.
fn months(fan: &Fan) -> impl Iterator<Item = f64> + '_ {
    fan.monthly.iter().filter(|(month, _)| fan.days.month_of(*month).is_some()).map(|&(_, average)| average)
}

fn key(fan: &Fan) -> Vec<(Swatch, String)> {
    let mut key = vec![(Swatch::Line(Pen::solid(NAVY, 4.5)), "Median".to_owned())];
    let names = match fan.chance_alone {
        Some(_) => ["50%", "80%", "95% range of chance and not knowing"],
        None => ["50% range", "80% range", "95% range"],
    };
    for (band, name) in BANDS.iter().rev().zip(names) {
        key.push((Swatch::Area(*band), name.to_owned()));
    }
    if fan.chance_alone.is_some() {
        key.push((Swatch::Line(CHANCE), "95% range of chance alone".to_owned()));
    }
    if let Some(observed) = &fan.observed {
        key.push((observed.swatch(), observed.title.clone()));
    }
    if months(fan).next().is_some() {
        key.push((Swatch::HollowBar, "Observed, monthly average".to_owned()));
    }
    key
}

fn labels(fan: &Fan) -> Vec<Label> {
    let names = ["95% lower", "80% lower", "50% lower", "Median", "50% upper", "80% upper", "95% upper"];
    let mut labels = Vec::new();
    if let Some(aim) = fan.target {
        let (words, figure) = ("Target".to_owned(), words::count(aim.count));
        labels.push(Label { value: aim.count, words, figure, style: Style::new(LABEL, TARGET).bold() });
    }
    for at in (0..7).rev() {
        let Some(&value) = fan.quantiles[at].last() else { continue };
        let style = if at == 3 { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
        labels.push(Label { value, words: names[at].to_owned(), figure: words::count(value), style });
    }
    for (end, name) in fan.chance_alone.iter().flatten().zip(["Chance, lower", "Chance, upper"]) {
        let Some(&value) = end.last() else { continue };
        let style = Style::new(LABEL, NAVY);
        labels.push(Label { value, words: name.to_owned(), figure: words::count(value), style });
    }
    labels
}

fn bands(fan: &Fan, plot: &Plot) {
    for (at, colour) in BANDS.iter().enumerate() {
        let lower = fan.days.points(&fan.quantiles[at]);
        let upper = fan.days.points(&fan.quantiles[6 - at]);
        let band: Vec<_> = lower.iter().zip(&upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
        plot.band(&band, *colour);
    }
}
