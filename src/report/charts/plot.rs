//! A rectangle of the sheet with a horizontal and a vertical scale, on which data are drawn.

use std::cell::RefCell;
use std::convert::Infallible;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::DrawingArea;
use plotters::element::{Drawable, PointCollection, Polygon};
use plotters_backend::{BackendCoord, DrawingErrorKind};

use super::canvas::{Canvas, Pen};
use super::scene::{Colour, FINENESS, Item, Recorder, overlap};

/// A point in the units of the data.
pub type Datum = (f64, f64);

/// A line with dashes, as one path: plotters' own dashed line makes a path of every dash.
struct Dashed<'a> {
    points: &'a [Datum],
    pen: Pen,
}

impl<'a> PointCollection<'a, Datum> for &'a Dashed<'a> {
    type Point = &'a Datum;
    type IntoIter = std::slice::Iter<'a, Datum>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter()
    }
}

impl Drawable<Recorder> for Dashed<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        points: I,
        recorder: &mut Recorder,
        _size: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        let steps = |pixels: f64| (pixels * f64::from(FINENESS)).round() as u32;
        recorder.record(Item::Line {
            points: points.collect(),
            colour: self.pen.colour,
            width: steps(self.pen.width),
            dash: self.pen.dash.iter().map(|&length| steps(length)).collect(),
        });
        Ok(())
    }
}

/// A plotting area.
///
/// plotters moves a value outside the range of an axis to its edge without a word, which makes a false picture. Ranges are
/// therefore chosen from the data, and what should lie outside all the same is left out, so that it shows as a gap.
pub struct Plot {
    area: DrawingArea<Recorder, Cartesian2d<RangedCoordf64, RangedCoordf64>>,
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
        let steps = |pixels: f64| (pixels * f64::from(FINENESS)).round() as i32;
        let [left, top, right, bottom] = bounds.map(steps);
        let sheet: DrawingArea<Recorder, Shift> = DrawingArea::from(canvas.recorder.clone());
        let scale = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            x.clone(),
            y.clone(),
            (left..right.max(left + 1), bottom.max(top + 1)..top),
        );
        Self { area: sheet.apply_coord_spec(scale), x, y, bounds, canvas: canvas.clone(), taken: RefCell::default() }
    }

    /// Where a point lies, in pixels.
    pub fn at(&self, point: Datum) -> (f64, f64) {
        let (x, y) = self.area.map_coordinate(&point);
        (f64::from(x) / f64::from(FINENESS), f64::from(y) / f64::from(FINENESS))
    }

    /// True when a point lies inside both ranges.
    pub fn holds(&self, (x, y): Datum) -> bool {
        let inside = |value: f64, range: &Range<f64>| value >= range.start && value <= range.end;
        inside(x, &self.x) && inside(y, &self.y)
    }

    /// Where a value lies from left to right.
    pub fn across(&self, value: f64) -> f64 {
        self.at((value, 0.0)).0
    }

    /// Where a value lies from top to bottom.
    pub fn up(&self, value: f64) -> f64 {
        self.at((0.0, value)).1
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
            // A recorder takes everything, so there is no error to pass on.
            let _ = self.area.draw(&Dashed { points, pen });
        }
    }

    /// The area between two lines over the same `x`: entries are `(x, lower, upper)`.
    pub fn band(&self, band: &[(f64, f64, f64)], colour: Colour) {
        for run in band.split(|&(x, lower, upper)| !self.holds((x, lower)) || !self.holds((x, upper))) {
            if run.len() > 1 {
                let upper = run.iter().map(|&(x, _, upper)| (x, upper));
                let lower = run.iter().rev().map(|&(x, lower, _)| (x, lower));
                let _ = self.area.draw(&Polygon::new(upper.chain(lower).collect::<Vec<_>>(), colour));
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

    fn lines(points: &[Datum]) -> Vec<usize> {
        let canvas = Canvas::default();
        Plot::new(&canvas, [100.0, 100.0, 200.0, 200.0], 0.0..10.0, 0.0..10.0).line(points, Pen::solid(INK, 2.0));
        let items = canvas.recorder.take();
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
