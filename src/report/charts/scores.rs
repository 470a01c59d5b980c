//! Scores of forecasters side by side: a bar for each, with how often its ranges held.

use super::axis::Values;
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style};
use super::font::CAPITAL;
use super::palette::{INK, LABEL, MUTED, NAVY, REFERENCE, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::{Anchor, Scene};
use super::words;

/// Width of the column of titles, and of the column of notes.
const TITLES: f64 = 330.0;
const NOTES: f64 = 560.0;

/// One forecaster.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub title: String,
    /// The score, in patients; less is better.
    pub score: f64,
    /// The score in words.
    pub words: String,
    /// How often its ranges held.
    pub note: String,
    /// Drawn strongly.
    pub is_model: bool,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    pub heading: Heading,
    pub rows: Vec<Row>,
    pub description: String,
}

/// Draws a bar for each forecaster.
pub fn draw(scores: &Scores) -> Scene {
    let canvas = Canvas::default();
    let (top, bottom) = canvas.frame(&scores.heading, &[]);
    let scale = Values::holding(scores.rows.iter().map(|row| row.score), 5.0, 0.1);
    let bounds = [MARGIN + TITLES + 30.0, top, RIGHT - NOTES - 40.0, bottom - 96.0];
    let plot = Plot::new(&canvas, bounds, scale.range.clone(), 0.0..1.0);
    for &tick in &scale.ticks {
        let x = plot.at((tick, 0.0)).0;
        canvas.line(&[(x, bounds[1]), (x, bounds[3])], Pen::solid(RULE, 1.5));
        canvas.write(&words::count(tick), (x, bounds[3] + 36.0), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
    }
    let middle = f64::midpoint(bounds[0], bounds[2]);
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write("Score (CRPS) in patients; less is better", (middle, bounds[3] + 74.0), style);
    let height = ((bounds[3] - bounds[1]) / scores.rows.len().max(1) as f64).min(150.0);
    for (at, row) in scores.rows.iter().enumerate() {
        draw_row(&canvas, &plot, row, bounds[1] + height * (at as f64 + 0.5), height);
    }
    canvas.into_scene(&scores.heading.title, scores.description.clone())
}

fn draw_row(canvas: &Canvas, plot: &Plot, row: &Row, y: f64, height: f64) {
    let colour = if row.is_model { NAVY } else { REFERENCE };
    let style = Style::new(LABEL, if row.is_model { NAVY } else { INK });
    let style = if row.is_model { style.bold() } else { style };
    canvas.write_level(&style.shorten(&row.title, TITLES), (MARGIN, y), style);
    let (from, to) = (plot.at((0.0, 0.0)).0, plot.at((row.score, 0.0)).0);
    let half = (height * 0.28).min(30.0);
    canvas.rectangle([from, y - half, to, y + half], colour);
    canvas.write_level(&row.words, (to + 12.0, y), Style::new(LABEL, colour).bold().with_halo());
    let note = Style::new(SMALLEST, MUTED);
    let lines = note.wrap(&row.note, NOTES, 2);
    let first = y - note.leading() * (lines.len() as f64 - 1.0) / 2.0 + CAPITAL * note.size / 2.0;
    for (at, line) in lines.iter().enumerate() {
        canvas.write(line, (RIGHT - NOTES, first + note.leading() * at as f64), note);
    }
}
