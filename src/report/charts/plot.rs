//! A rectangle of the sheet with a horizontal and a vertical scale, on which data are drawn.

use std::cell::RefCell;
use std::ops::Range;

use plotters::coord::CoordTranslate as _;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;

use super::canvas::{Canvas, Pen, steps};
use super::scene::{Colour, FINENESS, Point, overlap};

/// A point in the units of the data.
pub type Datum = (f64, f64);

/// A plotting area.
///
/// plotters moves a value outside the range of an axis to its edge without a word, which makes a false picture. Ranges are
/// therefore chosen from the data, and what should lie outside all the same is left out, so that it shows as a gap.
///
/// plotters turns on `num-traits/std` for the whole program, and with it the functions of the platform in packages that take theirs
/// from there. What is drawn at random and simulated does not: `random` takes each function from `libm` by its name.
pub struct Plot {
    scale: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    x: Range<f64>,
    y: Range<f64>,
    /// Left, top, right and bottom in pixels.
    pub bounds: [f64; 4],
    /// The sheet it lies on.
    pub canvas: Canvas,
    /// Rectangles in pixels that no name may cover.
    taken: RefCell<Vec<[f64; 4]>>,
}

impl Plot {
    /// A plot in the rectangle `bounds` (left, top, right, bottom, in pixels) with these ranges. An empty range is widened.
    pub fn new(canvas: &Canvas, bounds: [f64; 4], x: Range<f64>, y: Range<f64>) -> Self {
        let (x, y) = (widened(x), widened(y));
        let [left, top, right, bottom] = bounds.map(steps);
        // Places in plotters are whole pixels; here one of them is a step of the fine grid.
        let pixels = (left..right.max(left + 1), bottom.max(top + 1)..top);
        let scale = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(x.clone(), y.clone(), pixels);
        Self { scale, x, y, bounds, canvas: canvas.clone(), taken: RefCell::default() }
    }

    /// Where a point lies on the grid.
    fn place(&self, point: Datum) -> Point {
        self.scale.translate(&point)
    }

    /// Where a point lies, in pixels.
    pub fn at(&self, point: Datum) -> (f64, f64) {
        let (x, y) = self.place(point);
        (f64::from(x) / f64::from(FINENESS), f64::from(y) / f64::from(FINENESS))
    }

    /// Where a value lies from left to right.
    pub fn across(&self, value: f64) -> f64 {
        self.at((value, 0.0)).0
    }

    /// Where a value lies from top to bottom.
    pub fn up(&self, value: f64) -> f64 {
        self.at((0.0, value)).1
    }

    /// True when a point lies inside both ranges.
    pub fn holds(&self, (x, y): Datum) -> bool {
        let inside = |value: f64, range: &Range<f64>| value >= range.start && value <= range.end;
        inside(x, &self.x) && inside(y, &self.y)
    }

    /// A level line from edge to edge.
    pub fn level(&self, value: f64, pen: Pen) {
        let ([left, _, right, _], y) = (self.bounds, self.up(value));
        self.canvas.line(&[(left, y), (right, y)], pen);
    }

    /// An upright line from edge to edge.
    pub fn upright(&self, value: f64, pen: Pen) {
        let ([_, top, _, bottom], x) = (self.bounds, self.across(value));
        self.canvas.line(&[(x, top), (x, bottom)], pen);
    }

    /// Keeps names away from a rectangle.
    pub fn take(&self, rectangle: [f64; 4]) {
        self.taken.borrow_mut().push(rectangle);
    }

    /// True when no name may cover the rectangle.
    pub fn is_taken(&self, rectangle: [f64; 4]) -> bool {
        self.taken.borrow().iter().any(|&other| overlap(rectangle, other))
    }

    /// A line through the points, with a gap where one is outside or not a number.
    pub fn line(&self, points: &[Datum], pen: Pen) {
        for points in points.split(|&point| !self.holds(point)).filter(|run| run.len() > 1) {
            self.canvas.draw_line(points.iter().map(|&point| self.place(point)).collect(), pen);
        }
    }

    /// The area between two lines over the same `x`: entries are `(x, lower, upper)`.
    pub fn band(&self, band: &[(f64, f64, f64)], colour: Colour) {
        for run in band.split(|&(x, lower, upper)| !self.holds((x, lower)) || !self.holds((x, upper))) {
            if run.len() > 1 {
                let upper = run.iter().map(|&(x, _, upper)| (x, upper));
                let lower = run.iter().rev().map(|&(x, lower, _)| (x, lower));
                self.canvas.draw_area(upper.chain(lower).map(|point| self.place(point)).collect(), colour);
            }
        }
    }
}

/// The range, or one of length 1 where it is empty or not finite.
fn widened(range: Range<f64>) -> Range<f64> {
    if range.start.is_finite() && range.end.is_finite() && range.end > range.start {
        return range;
    }
    let start = if range.start.is_finite() { range.start } else { 0.0 };
    start..start + start.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::palette::INK;
    use crate::report::charts::scene::Item;

    fn lines(points: &[Datum]) -> Vec<usize> {
        let canvas = Canvas::default();
        Plot::new(&canvas, [100.0, 100.0, 200.0, 200.0], 0.0..10.0, 0.0..10.0).line(points, Pen::solid(INK, 2.0));
        let items = canvas.take();
        items.iter().map(|item| if let Item::Line { points, .. } = item { points.len() } else { 0 }).collect()
    }

    #[test]
    fn what_lies_outside_is_a_gap_and_never_moved_to_the_edge() {
        assert_eq!(lines(&[(0.0, 1.0), (1.0, 2.0), (2.0, 99.0), (3.0, 1.0), (4.0, 10.0)]), [2, 2]);
        assert_eq!(lines(&[(0.0, 1.0), (15.0, 2.0)]), Vec::<usize>::new());
        assert_eq!(lines(&[(0.0, f64::NAN), (1.0, 0.0), (2.0, 1.0)]), [2]);
    }

    #[test]
    fn positions_keep_a_sixteenth_of_a_pixel() {
        let plot = Plot::new(&Canvas::default(), [100.0, 100.0, 200.0, 200.0], 0.0..1000.0, 0.0..1.0);
        let (x, y) = plot.at((5.0, 0.25));
        assert!((x - 100.5).abs() < 0.07 && (y - 175.0).abs() < 0.07, "{x} {y}");
    }

    #[test]
    fn an_empty_range_is_widened() {
        for range in [3.0..3.0, 5.0..1.0, f64::NAN..1.0, 0.0..f64::INFINITY] {
            let range = widened(range);
            assert!(range.end > range.start);
        }
    }
}
