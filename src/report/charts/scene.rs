//! What a chart consists of, before it is a picture: areas, lines, circles and texts on a fine grid.
//!
//! plotters places everything on whole pixels. A [`Recorder`] is a plotters back end that calls a sixteenth of a pixel a pixel,
//! and keeps what is drawn instead of painting it. The [`Scene`] it makes is then written as SVG or painted as PNG, so that
//! the two show exactly the same.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::style::RGBColor;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::font::{self, Weight};

/// Grid steps in a pixel.
pub const FINENESS: i32 = 16;
/// Width of every chart in pixels: 16 to 9, a slide.
pub const WIDTH: u32 = 1920;
/// Height of every chart in pixels.
pub const HEIGHT: u32 = 1080;

/// An opaque colour. Nothing in a chart is see-through: stacked see-through tints look different in every viewer.
pub type Colour = RGBColor;

/// A point of the grid.
pub type Point = (i32, i32);

/// Which point of a text stands at its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A text on one line. Positions and sizes in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    pub text: String,
    pub x: f64,
    pub baseline: f64,
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
    pub anchor: Anchor,
    /// A rim around the letters that keeps them readable on lines and areas.
    pub halo: Option<Colour>,
}

impl Text {
    /// Width of the text in pixels.
    pub fn width(&self) -> f64 {
        font::width(&self.text, self.size, self.weight)
    }

    /// Where the first letter starts.
    pub fn left(&self) -> f64 {
        match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - self.width() / 2.0,
            Anchor::End => self.x - self.width(),
        }
    }

    /// Left, top, right and bottom of the letters.
    pub fn bounds(&self) -> [f64; 4] {
        let left = self.left();
        [
            left,
            self.baseline - font::CAPITAL * self.size,
            left + self.width(),
            self.baseline + font::DESCENT * self.size,
        ]
    }
}

/// One thing drawn. Lengths in grid steps, except in texts.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Area { points: Vec<Point>, colour: Colour },
    Line { points: Vec<Point>, colour: Colour, width: u32, dash: Vec<u32> },
    Circle { centre: Point, radius: u32, colour: Colour },
    Text(Text),
}

/// A finished chart: what is drawn, in the order of drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    pub title: String,
    /// The chart in words, for those who cannot see it.
    pub description: String,
    pub items: Vec<Item>,
}

impl Scene {
    /// Every text of the chart.
    #[cfg(test)]
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(text) => Some(text),
            _ => None,
        })
    }
}

/// A plotters back end that keeps what is drawn. Clones share one list, so that several plotting areas draw on one chart.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Rc<RefCell<Vec<Item>>>);

impl Recorder {
    /// Keeps one more item.
    pub fn record(&self, item: Item) {
        self.0.borrow_mut().push(item);
    }

    /// Takes out what was drawn so far.
    pub fn take(&self) -> Vec<Item> {
        self.0.take()
    }

    /// True when a box would cover a text already written.
    pub fn covers_a_text(&self, bounds: [f64; 4]) -> bool {
        self.0.borrow().iter().any(|item| match item {
            Item::Text(text) => overlap(text.bounds(), bounds),
            _ => false,
        })
    }

    /// How many lines have a point in a box. Lines of daily values have points closer than any word is wide.
    pub fn lines_covered(&self, bounds: [f64; 4]) -> usize {
        let steps = bounds.map(|pixels| (pixels * f64::from(FINENESS)) as i32);
        let inside = |&(x, y): &Point| (steps[0]..steps[2]).contains(&x) && (steps[1]..steps[3]).contains(&y);
        let covered = |item: &&Item| match item {
            Item::Line { points, .. } => points.iter().any(inside),
            _ => false,
        };
        self.0.borrow().iter().filter(covered).count()
    }
}

/// True when two boxes (left, top, right, bottom) have an inner point in common.
pub fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

fn opaque(colour: BackendColor) -> Colour {
    RGBColor(colour.rgb.0, colour.rgb.1, colour.rgb.2)
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Texts are not drawn through plotters, which measures letters in whole pixels: see [`super::canvas::Canvas::write`].
impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (WIDTH * FINENESS as u32, HEIGHT * FINENESS as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &colour, true)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let mut points = vec![from, (to.0, from.1), to, (from.0, to.1)];
        if fill {
            self.fill_polygon(points, style)
        } else {
            points.push(from);
            self.draw_path(points, style)
        }
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (colour, width) = (opaque(style.color()), style.stroke_width());
        self.record(Item::Line { points: path.into_iter().collect(), colour, width, dash: Vec::new() });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        self.record(Item::Circle { centre, radius, colour: opaque(style.color()) });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.record(Item::Area { points: path.into_iter().collect(), colour: opaque(style.color()) });
        Ok(())
    }
}
