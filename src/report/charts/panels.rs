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
pub const MOST: usize = 8;

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
    /// Written instead when the title takes more than two lines.
    pub short_title: String,
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

/// Draws the panels in one or two rows: up to four side by side.
pub fn draw(panels: &Panels) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&panels.heading, &panels.key);
    let shown = &panels.panels[..panels.panels.len().min(MOST)];
    let (columns, rows) = match shown.len() {
        0..=3 => (shown.len().max(1), 1),
        4 => (2, 2),
        5..=6 => (3, 2),
        _ => (4, 2),
    };
    let all = shown.iter().flat_map(values);
    let wanted = if rows == 1 { 6.0 } else { 4.0 };
    let shared = panels.one_scale.then(|| Values::holding(all, wanted, 1.0));
    let (between, width) = (44.0, RIGHT - MARGIN);
    let width = (width - between * (columns as f64 - 1.0)) / columns as f64;
    let apart = 18.0;
    let height = (bottom - top + apart) / rows as f64;
    let longest = |part: usize| shown.iter().map(|panel| words_above(panel, width)[part].0.len()).max().unwrap_or(0);
    let lines = [longest(0), longest(1)];
    for (at, panel) in shown.iter().enumerate() {
        let left = MARGIN + (width + between) * (at % columns) as f64;
        let top = top + height * (at / columns) as f64;
        let scale = shared.clone().unwrap_or_else(|| Values::holding(values(panel), wanted, 1.0));
        let bottom = top + height - apart;
        let top = head(&canvas, panel, (left, top, width), lines);
        draw_panel(&canvas, panel, &panels.days, [left, top, left + width, bottom], &scale);
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

/// Title and note of a panel, wrapped, with their styles.
fn words_above(panel: &Panel, width: f64) -> [(Vec<String>, Style); 2] {
    let (title, note) = (Style::new(LABEL, INK).bold(), Style::new(SMALLEST, MUTED));
    let full = title.wrap(&panel.title, width, 3);
    let full = if full.len() > 2 { title.wrap(&panel.short_title, width, 2) } else { full };
    [(full, title), (note.wrap(&panel.note, width, 3), note)]
}

/// Writes title and note, leaving as much space as the panel with the longest ones takes, so that all plots of a row are
/// level. Returns the top of the plot.
fn head(canvas: &Canvas, panel: &Panel, (left, top, width): (f64, f64, f64), lines: [usize; 2]) -> f64 {
    let (mut y, mut plot) = (top - 10.0, top + 16.0);
    for ((words, style), lines) in words_above(panel, width).iter().zip(lines) {
        for line in words {
            y += style.leading() + 1.0;
            canvas.write(line, (left, y), *style);
        }
        plot += (style.leading() + 1.0) * lines as f64;
    }
    plot
}

fn draw_panel(canvas: &Canvas, panel: &Panel, days: &Days, [left, top, right, bottom]: [f64; 4], scale: &Values) {
    let column = Column::new(panel.labels.clone(), 230.0, 3);
    let from = left + scale.width(words::count) + 14.0;
    let bounds = [from, top, right - column.width(), bottom - BELOW];
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

#[cfg(test)]
mod tests {
    use super::super::scene::overlap;
    use super::*;

    #[test]
    fn eight_panels_with_long_notes_fit_whole() {
        let panel = |at: usize| Panel {
            title: format!("Option {at}: recruit and retain care workers first, then buy beds for the winter"),
            short_title: format!("Option {at}"),
            note: "100% of staffed places in use from 23 Nov to 24 Mar, 28 blocked on average".into(),
            layers: vec![Layer::Line { values: vec![150.0; 312], pen: Pen::solid(INK, 2.0) }],
            labels: vec![Label {
                value: 150.0,
                words: String::new(),
                figure: "150".into(),
                style: Style::new(LABEL, INK),
            }],
        };
        let scene = draw(&Panels {
            heading: Heading { title: "A finding".into(), ..Heading::default() },
            days: Days { first: jiff::civil::date(2015, 11, 23), count: 312 },
            key: vec![(Swatch::Dot(INK), "Key".into())],
            panels: (0..8).map(panel).collect(),
            one_scale: true,
            description: String::new(),
        });
        let texts: Vec<_> = scene.texts().collect();
        for (at, text) in texts.iter().enumerate() {
            assert!(!text.text.contains('…'), "{text:?}");
            assert!(texts[..at].iter().all(|other| !overlap(text.bounds(), other.bounds())), "{text:?}");
        }
        assert_eq!(
            texts.iter().filter(|text| text.text == "150" && text.weight == Style::new(1.0, INK).bold().weight).count(),
            8
        );
    }
}
