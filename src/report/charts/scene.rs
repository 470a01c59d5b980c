//! What a chart consists of, before it is a picture: areas, lines, circles and texts on a fine grid.
//!
//! A [`Scene`] is written as SVG or painted as PNG, so that the two show exactly the same.

use plotters::style::RGBColor;

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

/// True when two boxes (left, top, right, bottom) have an inner point in common.
pub fn overlap(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}
