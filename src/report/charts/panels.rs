//! Small multiples: the same plot for each option or workforce, side by side, on one scale.

use super::axis::{self, Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::labels::{Column, Label};
use super::marks::BELOW;
use super::palette::{INK, LABEL, MUTED, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::{Colour, Scene};
use super::words;

/// Most panels on one chart: more could not be read from the back of a room.
pub const MOST: usize = 6;

/// What is drawn in a panel, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    /// The area between two lines.
    Band {
        lower: Vec<f64>,
        upper: Vec<f64>,
        colour: Colour,
    },
    Line {
        values: Vec<f64>,
        pen: Pen,
    },
}

/// One plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    pub title: String,
    /// A line below the title; may be empty.
    pub note: String,
    pub layers: Vec<Layer>,
    /// What is written at the right edge.
    pub labels: Vec<Label>,
}

/// The data of small multiples.
#[derive(Clone, Debug, PartialEq)]
pub struct Panels {
    pub heading: Heading,
    pub days: Days,
    pub key: Vec<(Swatch, String)>,
    /// At most [`MOST`]; the others are not drawn.
    pub panels: Vec<Panel>,
    /// True when all panels have the same scale.
    pub one_scale: bool,
    pub description: String,
}

/// Draws the panels in rows: up to three side by side.
pub fn draw(panels: &Panels) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&panels.heading, &panels.key);
    let shown = &panels.panels[..panels.panels.len().min(MOST)];
    let (columns, rows) = match shown.len() {
        0..=3 => (shown.len().max(1), 1),
        4 => (2, 2),
        _ => (3, 2),
    };
    let all = shown.iter().flat_map(values);
    let wanted = if rows == 1 { 6.0 } else { 4.0 };
    let shared = panels.one_scale.then(|| Values::holding(all, wanted, 1.0));
    let (between, width) = (44.0, RIGHT - MARGIN);
    let width = (width - between * (columns as f64 - 1.0)) / columns as f64;
    let apart = 18.0;
    let height = (bottom - top + apart) / rows as f64;
    for (at, panel) in shown.iter().enumerate() {
        let left = MARGIN + (width + between) * (at % columns) as f64;
        let top = top + height * (at / columns) as f64;
        let scale = shared.clone().unwrap_or_else(|| Values::holding(values(panel), wanted, 1.0));
        draw_panel(&canvas, panel, &panels.days, [left, top, left + width, top + height - apart], &scale);
    }
    canvas.into_scene(&panels.heading.title, panels.description.clone())
}

/// Every value of a panel.
fn values(panel: &Panel) -> impl Iterator<Item = f64> + '_ {
    panel.layers.iter().flat_map(|layer| match layer {
        Layer::Band { lower, upper, .. } => lower.iter().chain(upper).copied(),
        Layer::Line { values, .. } => values.iter().chain(&[]).copied(),
    })
}

fn draw_panel(canvas: &Canvas, panel: &Panel, days: &Days, [left, top, right, bottom]: [f64; 4], scale: &Values) {
    let mut y = top + 18.0;
    let title = Style::new(LABEL, INK).bold();
    canvas.write(&title.shorten(&panel.title, right - left), (left, y), title);
    let note = Style::new(SMALLEST, MUTED);
    for line in note.wrap(&panel.note, right - left, 2) {
        y += note.leading() + 2.0;
        canvas.write(&line, (left, y), note);
    }
    let column = Column::new(panel.labels.clone(), 230.0, 3);
    let from = left + scale.width(words::count) + 14.0;
    let bounds = [from, y + 26.0, right - column.width(), bottom - BELOW];
    let plot = Plot::new(canvas, bounds, days.range(), scale.range.clone());
    axis::rules(canvas, &plot, scale, words::count);
    let mut areas = true;
    for layer in &panel.layers {
        match layer {
            Layer::Band { lower, upper, colour } => {
                let (lower, upper) = (days.points(lower), days.points(upper));
                let band: Vec<_> = lower.iter().zip(&upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
                plot.band(&band, *colour);
            }
            Layer::Line { values, pen } => {
                if std::mem::take(&mut areas) {
                    faint_rules(canvas, &plot, scale);
                }
                plot.line(&days.points(values), *pen);
            }
        }
    }
    axis::dates(canvas, &plot, days);
    column.write(canvas, bounds[2], (bounds[1] - 14.0, bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
}

/// The rules once more, thinner, over the areas.
fn faint_rules(canvas: &Canvas, plot: &Plot, scale: &Values) {
    for &tick in &scale.ticks {
        let y = plot.at((0.0, tick)).1;
        canvas.line(&[(plot.bounds[0], y), (plot.bounds[2], y)], Pen::solid(RULE, 0.8));
    }
}
