//! Rows of ranges: for each thing nested bands with a median, and marks on them.

use super::canvas::{Heading, MARGIN, Pen, Style, Swatch};
use super::chart::Chart;
use super::palette::{BANDS, BLOCKED, INK, LABEL, MUTED, NAVY, RULE, SMALLEST, TARGET};
use super::rows::Rows;
use super::scene::{Anchor, Colour};

/// Width of the column of titles, and of the column of figures.
const TITLES: f64 = 620.0;
const FIGURES: f64 = 400.0;
/// The least height of a row.
const LEAST_ROW: f64 = 30.0;
/// The mark of a stated value.
const TICK: Pen = Pen { colour: TARGET, width: 4.0, dash: &[] };

/// One row; positions run from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranged {
    pub title: String,
    /// Lower and upper end of each band, the widest first.
    pub bands: Vec<(f64, f64)>,
    pub median: f64,
    /// What was observed.
    pub dot: Option<f64>,
    /// What was stated.
    pub tick: Option<f64>,
    /// What is written on the right.
    pub figure: String,
    /// What the left and the right end of the row stand for.
    pub ends: Option<(String, String)>,
    /// Whether the row stands out.
    pub is_odd: bool,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    pub heading: Heading,
    /// What the bands are called, the widest first.
    pub names: Vec<String>,
    pub tick: Option<String>,
    pub dot: Option<String>,
    pub rows: Vec<Ranged>,
}

impl Ranges {
    /// Draws the rows, as many as there is room for.
    pub fn chart(self, name: &str, option: Option<usize>) -> Chart {
        let colours = &BANDS[BANDS.len() - self.names.len().min(BANDS.len())..];
        let around = [TITLES + 30.0, 0.0, FIGURES, 0.0];
        let mut frame = Rows::new(&self.heading, &self.key(colours), around, self.rows.len(), (LEAST_ROW, 74.0));
        let (bottom, left_over) = (frame.bounds[3], self.rows.len() - frame.shown);
        if left_over > 0 {
            frame.height = (bottom - frame.bounds[1] - LEAST_ROW) / frame.shown as f64;
        }
        for (at, row) in self.rows.iter().take(frame.shown).enumerate() {
            row.draw(&frame, at, colours);
        }
        if left_over > 0 {
            let words = format!("and {left_over} more in the report");
            frame.canvas.write(&words, (MARGIN, bottom - 4.0), Style::new(SMALLEST, MUTED));
        }
        Chart::new(name, option, self.heading, &frame.canvas)
    }

    fn key(&self, colours: &[Colour]) -> Vec<(Swatch, String)> {
        let mut key = vec![(Swatch::Line(Pen::solid(NAVY, 4.5)), "Median".to_owned())];
        key.extend(colours.iter().zip(&self.names).rev().map(|(colour, name)| (Swatch::Area(*colour), name.clone())));
        key.extend(self.dot.iter().map(|name| (Swatch::Dot(INK), name.clone())));
        key.extend(self.tick.iter().map(|name| (Swatch::Line(TICK), name.clone())));
        if self.rows.iter().any(|row| row.is_odd) {
            key.push((Swatch::Dot(BLOCKED), "Outside the 80% range".to_owned()));
        }
        key
    }
}

impl Ranged {
    fn draw(&self, frame: &Rows, at: usize, colours: &[Colour]) {
        let ([left, _, right, _], y, canvas) = (frame.bounds, frame.middle(at), &frame.canvas);
        let x = |share: f64| left + share.clamp(0.0, 1.0) * (right - left);
        let half = (frame.height * 0.32).min(16.0);
        let most_lines = if frame.height >= 56.0 { 2 } else { 1 };
        frame.title(at, &self.title, Style::new(SMALLEST, INK), (TITLES, most_lines));
        canvas.rectangle([left, y - half, right, y + half], RULE);
        for ((from, to), colour) in self.bands.iter().zip(colours) {
            canvas.rectangle([x(*from), y - half, x(*to), y + half], *colour);
        }
        canvas.line(&[(x(self.median), y - half), (x(self.median), y + half)], Pen::solid(NAVY, 4.5));
        if let Some(tick) = self.tick {
            canvas.line(&[(x(tick), y - half - 5.0), (x(tick), y + half + 5.0)], TICK);
        }
        let colour = if self.is_odd { BLOCKED } else { INK };
        if let Some(dot) = self.dot {
            canvas.dot((x(dot), y), 8.0, colour);
        }
        if let Some((low, high)) = self.ends.as_ref().filter(|_| frame.height >= 40.0) {
            let style = Style::new(SMALLEST, MUTED).with_halo();
            canvas.write_level(low, (left + 8.0, y), style);
            canvas.write_level(high, (right - 8.0, y), style.anchored(Anchor::End));
        }
        let style = Style::new(LABEL, colour);
        let style = if self.is_odd { style.bold() } else { style };
        canvas.write_level(&style.shorten(&self.figure, FIGURES - 24.0), (right + 24.0, y), style);
    }
}
