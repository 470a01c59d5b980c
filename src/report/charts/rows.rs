//! A sheet of rows: a title on the left, something drawn in the middle, words on the right.

use super::canvas::{Canvas, Heading, MARGIN, RIGHT, Style, Swatch};

/// The frame of a chart of rows.
#[derive(Clone, Debug)]
pub struct Rows {
    pub canvas: Canvas,
    /// Left, top, right and bottom of what is drawn between titles and words.
    pub bounds: [f64; 4],
    /// How many rows there is room for.
    pub shown: usize,
    /// Height of each.
    pub height: f64,
}

impl Rows {
    /// Writes heading and key, and makes room for so many rows: as many as fit at the least height, none taller than the
    /// largest. Around them stays empty what `around` says: left, above, right, below.
    pub fn new(
        heading: &Heading,
        key: &[(Swatch, String)],
        around: [f64; 4],
        rows: usize,
        (least, largest): (f64, f64),
    ) -> Self {
        let canvas = Canvas::default();
        let (top, bottom) = canvas.frame(heading, key);
        let bounds = [MARGIN + around[0], top + around[1], RIGHT - around[2], bottom - around[3]];
        let room = bounds[3] - bounds[1];
        let shown = rows.min(((room / least) as usize).max(1));
        Self { canvas, bounds, shown, height: (room / shown.max(1) as f64).min(largest) }
    }

    /// The middle of a row.
    pub fn middle(&self, row: usize) -> f64 {
        self.bounds[1] + self.height * (row as f64 + 0.5)
    }

    /// Writes the title of a row into the left margin, in at most so many lines of so many pixels.
    pub fn title(&self, row: usize, title: &str, style: Style, (room, most_lines): (f64, usize)) {
        let lines = style.wrap(title, room, most_lines);
        self.canvas.write_lines(&lines, (MARGIN, self.middle(row)), style);
    }
}
