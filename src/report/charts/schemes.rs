//! The strip above a plot that shows when each scheme of an option runs.

use super::axis::Days;
use super::canvas::{Pen, Style};
use super::palette::{SCHEME, SCHEME_INK, SMALLEST};
use super::plot::Plot;
use super::sheet::Mark;
use crate::model::Date;
use crate::model::dates::days_between;

/// When a scheme runs.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemeBar {
    pub title: String,
    pub starts: Date,
    /// Last day, included.
    pub ends: Date,
}

/// Most rows of bars; what is left over is named in a line below them.
const MOST_ROWS: usize = 4;
const ROW: f64 = 38.0;

/// The schemes that run in these days, as bars above a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Schemes {
    pub bars: Vec<SchemeBar>,
    pub days: Days,
}

impl Mark for Schemes {
    fn above(&self, edges: (f64, f64)) -> f64 {
        Strip::new(&self.bars, &self.days, edges).height()
    }

    fn draw(&self, plot: &Plot) {
        let [left, top, right, _] = plot.bounds;
        let strip = Strip::new(&self.bars, &self.days, (left, right));
        strip.draw(plot, top - strip.height());
        strip.draw_edges(plot);
    }
}

/// Bars laid out in rows.
struct Strip {
    /// Row, left, right, where the words start, and the words.
    bars: Vec<(usize, f64, f64, f64, String)>,
    rows: usize,
    left_over: usize,
}

impl Strip {
    /// Lays out the bars between the pixels `left` and `right`: each in the first row where it and its words find room.
    fn new(bars: &[SchemeBar], days: &Days, (left, right): (f64, f64)) -> Self {
        let style = Style::new(SMALLEST, SCHEME_INK);
        let mut strip = Self { bars: Vec::new(), rows: 0, left_over: 0 };
        let mut ends: Vec<f64> = Vec::new();
        for bar in bars {
            let Some((from, to)) = pixels(bar, days, (left, right)) else { continue };
            let (words, start) = words_beside(&bar.title, (from, to), (left, right));
            let width = style.width(&words);
            let row = ends.iter().position(|&end| end + 16.0 <= from.min(start)).unwrap_or(ends.len());
            if row == MOST_ROWS {
                strip.left_over += 1;
                continue;
            }
            ends.resize(ends.len().max(row + 1), left - 20.0);
            ends[row] = to.max(start + width);
            strip.bars.push((row, from, to, start, words));
        }
        strip.rows = ends.len();
        strip
    }

    /// Pixels it takes.
    fn height(&self) -> f64 {
        match (self.rows, self.left_over) {
            (0, _) => 0.0,
            (rows, 0) => rows as f64 * ROW + 14.0,
            (rows, _) => (rows + 1) as f64 * ROW + 14.0,
        }
    }

    /// Draws the strip from `top` down, with its edges continued as thin lines through the plot below.
    fn draw(&self, plot: &Plot, top: f64) {
        let canvas = &plot.canvas;
        let style = Style::new(SMALLEST, SCHEME_INK);
        for (row, from, to, start, words) in &self.bars {
            let y = top + *row as f64 * ROW;
            canvas.rectangle([*from, y, *to, y + ROW - 7.0], SCHEME);
            canvas.rectangle([*from, y, from + 3.0, y + ROW - 7.0], SCHEME_INK);
            let style = if *start >= *from && start + style.width(words) <= *to { style } else { style.with_halo() };
            canvas.write_level(words, (*start, y + (ROW - 7.0) / 2.0), style);
        }
        if self.left_over > 0 {
            let more = if self.left_over == 1 { "scheme" } else { "schemes" };
            let y = top + self.rows as f64 * ROW + (ROW - 7.0) / 2.0;
            canvas.write_level(&format!("and {} more {more}", self.left_over), (plot.bounds[0], y), style);
        }
    }

    /// Draws the first and last day of each scheme as thin lines down the plot.
    fn draw_edges(&self, plot: &Plot) {
        let [left, top, right, bottom] = plot.bounds;
        let pen = Pen { colour: SCHEME_INK, width: 1.0, dash: &[2.0, 6.0] };
        for &(_, from, to, ..) in &self.bars {
            for x in [from, to].into_iter().filter(|&x| x > left + 2.0 && x < right - 2.0) {
                plot.canvas.line(&[(x, top), (x, bottom)], pen);
            }
        }
    }
}

/// The words of a bar and where they start: inside it, else to its right, else to its left; cut where none has room for all.
fn words_beside(title: &str, (from, to): (f64, f64), (left, right): (f64, f64)) -> (String, f64) {
    let style = Style::new(SMALLEST, SCHEME_INK);
    let rooms = [to - from - 24.0, right - to - 10.0, from - 10.0 - left];
    let width = style.width(title);
    let widest = rooms[1..].iter().fold(rooms[0], |a, &b| a.max(b));
    let place = rooms.iter().position(|&room| width <= room).or(rooms.iter().position(|&room| room >= widest));
    let words = style.shorten(title, widest.max(0.0));
    let start = match place {
        Some(1) => to + 10.0,
        Some(2) => from - 10.0 - style.width(&words),
        _ => from + 12.0,
    };
    (words, start)
}

/// Left and right end of a bar, or nothing when it lies outside the days shown.
fn pixels(bar: &SchemeBar, days: &Days, (left, right): (f64, f64)) -> Option<(f64, f64)> {
    let from = days_between(days.first, bar.starts).max(0);
    let to = (days_between(days.first, bar.ends) + 1).min(days.count as i64);
    if from >= to {
        return None;
    }
    let range = days.range();
    let x = |day: f64| left + (right - left) * ((day - range.start) / (range.end - range.start)).clamp(0.0, 1.0);
    let (from, to) = (x(from as f64), x(to as f64));
    Some((from, to.max(from + 4.0)))
}
