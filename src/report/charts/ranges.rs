//! Rows of ranges: for each thing nested bands with a median, and marks on them.

use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::palette::{BANDS, BLOCKED, INK, LABEL, MUTED, NAVY, RULE, SMALLEST, TARGET};
use super::scene::{Anchor, Scene};

/// Width of the column of titles, and of the column of figures.
const TITLES: f64 = 620.0;
const FIGURES: f64 = 400.0;
/// The least height of a row.
const LEAST_ROW: f64 = 30.0;
/// The mark of a stated value.
const TICK: Pen = Pen { colour: TARGET, width: 4.0, dash: &[] };

/// One row; positions run from 0 to 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
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
    pub rows: Vec<Row>,
    pub description: String,
}

/// Draws the rows, as many as there is room for.
pub fn draw(ranges: &Ranges) -> Scene {
    let canvas = Canvas::default();
    let colours = &BANDS[BANDS.len() - ranges.names.len().min(BANDS.len())..];
    let mut key = vec![(Swatch::Line(Pen::solid(NAVY, 4.5)), "Median".to_owned())];
    key.extend(colours.iter().zip(&ranges.names).rev().map(|(colour, name)| (Swatch::Area(*colour), name.clone())));
    key.extend(ranges.dot.iter().map(|name| (Swatch::Dot(INK), name.clone())));
    key.extend(ranges.tick.iter().map(|name| (Swatch::Line(TICK), name.clone())));
    if ranges.rows.iter().any(|row| row.is_odd) {
        key.push((Swatch::Dot(BLOCKED), "Outside the 80% range".to_owned()));
    }
    let (top, bottom) = canvas.frame(&ranges.heading, &key);
    let (left, right) = (MARGIN + TITLES + 30.0, RIGHT - FIGURES);
    let shown = ranges.rows.len().min((((bottom - top) / LEAST_ROW) as usize).max(1));
    let left_over = ranges.rows.len() - shown;
    let room = bottom - top - if left_over > 0 { LEAST_ROW } else { 0.0 };
    let height = (room / shown.max(1) as f64).min(74.0);
    for (at, row) in ranges.rows.iter().take(shown).enumerate() {
        one(&canvas, row, colours, (left, right), (top + height * (at as f64 + 0.5), height));
    }
    if left_over > 0 {
        canvas.write(
            &format!("and {left_over} more in the report"),
            (MARGIN, bottom - 4.0),
            Style::new(SMALLEST, MUTED),
        );
    }
    canvas.into_scene(&ranges.heading.title, ranges.description.clone())
}

fn one(
    canvas: &Canvas,
    row: &Row,
    colours: &[super::scene::Colour],
    (left, right): (f64, f64),
    (y, height): (f64, f64),
) {
    let x = |share: f64| left + share.clamp(0.0, 1.0) * (right - left);
    let half = (height * 0.32).min(16.0);
    let style = Style::new(SMALLEST, INK);
    let lines = style.wrap(&row.title, TITLES, if height >= 56.0 { 2 } else { 1 });
    for (at, line) in lines.iter().enumerate() {
        let down = (at as f64 - (lines.len() as f64 - 1.0) / 2.0) * style.leading();
        canvas.write_level(line, (MARGIN, y + down), style);
    }
    canvas.rectangle([left, y - half, right, y + half], RULE);
    for ((from, to), colour) in row.bands.iter().zip(colours) {
        canvas.rectangle([x(*from), y - half, x(*to), y + half], *colour);
    }
    canvas.line(&[(x(row.median), y - half), (x(row.median), y + half)], Pen::solid(NAVY, 4.5));
    if let Some(tick) = row.tick {
        canvas.line(&[(x(tick), y - half - 5.0), (x(tick), y + half + 5.0)], TICK);
    }
    let colour = if row.is_odd { BLOCKED } else { INK };
    if let Some(dot) = row.dot {
        canvas.dot((x(dot), y), 8.0, colour);
    }
    if let Some((low, high)) = &row.ends
        && height >= 40.0
    {
        let style = Style::new(SMALLEST, MUTED).with_halo();
        canvas.write_level(low, (left + 8.0, y), style);
        canvas.write_level(high, (right - 8.0, y), style.anchored(Anchor::End));
    }
    let style = if row.is_odd { Style::new(LABEL, BLOCKED).bold() } else { Style::new(LABEL, INK) };
    canvas.write_level(&style.shorten(&row.figure, FIGURES - 24.0), (right + 24.0, y), style);
}
