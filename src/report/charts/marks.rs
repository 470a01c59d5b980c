//! The plainest marks: lines, areas, dots.

use super::canvas::{MARGIN, Pen, Style, Swatch};
use super::palette::{INK, LABEL, MUTED, SMALLEST};
use super::plot::{Datum, Plot};
use super::scene::{Anchor, Colour};
use super::sheet::Mark;

/// A line through points, with gaps where there is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub points: Vec<Datum>,
    pub pen: Pen,
}

impl Mark for Line {
    fn reach(&self) -> Vec<Datum> {
        self.points.clone()
    }

    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Line(self.pen))
    }

    fn end(&self) -> Option<f64> {
        self.points.last().map(|point| point.1)
    }

    fn draw(&self, plot: &Plot) {
        plot.line(&self.points, self.pen);
    }
}

/// The area between two lines over the same positions.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// Position, lower and upper end.
    pub points: Vec<(f64, f64, f64)>,
    pub colour: Colour,
    /// The line that is drawn in it, shown with it in the key.
    pub line: Option<Pen>,
}

impl Band {
    /// The area between two lines.
    pub fn between(lower: &[Datum], upper: &[Datum], colour: Colour) -> Self {
        let points = lower.iter().zip(upper).map(|(low, high)| (low.0, low.1, high.1)).collect();
        Self { points, colour, line: None }
    }

    /// The same around a line that is drawn so.
    pub fn around(self, line: Pen) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl Mark for Band {
    fn reach(&self) -> Vec<Datum> {
        self.points.iter().flat_map(|&(x, lower, upper)| [(x, lower), (x, upper)]).collect()
    }

    fn swatch(&self) -> Option<Swatch> {
        Some(self.line.map_or(Swatch::Area(self.colour), |pen| Swatch::Band(self.colour, pen)))
    }

    fn end(&self) -> Option<f64> {
        self.points.last().map(|point| point.2)
    }

    fn draw(&self, plot: &Plot) {
        plot.band(&self.points, self.colour);
    }
}

/// A level line from edge to edge, such as a budget.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    pub value: f64,
    pub pen: Pen,
}

impl Mark for Level {
    fn reach(&self) -> Vec<Datum> {
        vec![(f64::NAN, self.value)]
    }

    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Line(self.pen))
    }

    fn end(&self) -> Option<f64> {
        Some(self.value)
    }

    fn draw(&self, plot: &Plot) {
        plot.level(self.value, self.pen);
    }
}

/// Dots of one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Dots {
    pub points: Vec<Datum>,
    pub radius: f64,
    pub colour: Colour,
}

impl Mark for Dots {
    fn reach(&self) -> Vec<Datum> {
        self.points.clone()
    }

    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Dot(self.colour))
    }

    fn draw(&self, plot: &Plot) {
        for point in &self.points {
            plot.canvas.dot(plot.at(*point), self.radius, self.colour);
        }
    }
}

/// The value that the scenario states, named above an upright line where it lies among the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    pub value: f64,
    pub words: String,
}

impl Mark for Stated {
    fn draw(&self, plot: &Plot) {
        if !plot.holds((self.value, 0.0)) {
            return;
        }
        let ([left, top, right, bottom], x) = (plot.bounds, plot.across(self.value));
        plot.canvas.line(&[(x, top - 8.0), (x, bottom)], Pen { colour: INK, width: 2.0, dash: &[3.0, 5.0] });
        let style = Style::new(LABEL, INK).with_halo();
        let half = style.width(&self.words) / 2.0;
        let at = x.clamp(left + half, (right - half).max(left + half));
        plot.canvas.write(&self.words, (at, top - 14.0), style.anchored(Anchor::Middle));
    }
}

/// What the values upwards are, written above the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption(pub String);

impl Mark for Caption {
    fn draw(&self, plot: &Plot) {
        plot.canvas.write(&self.0, (MARGIN, plot.bounds[1] - 18.0), Style::new(SMALLEST, MUTED));
    }
}
