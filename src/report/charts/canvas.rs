//! The sheet a chart is drawn on: lines, areas and words in pixels, and the heading, key and footnote every chart has.

use super::font::{self, Weight};
use super::palette::{INK, LABEL, MUTED, SMALLEST, SUBTITLE, TITLE, WHITE};
use super::scene::{Anchor, Colour, FINENESS, HEIGHT, Item, Point, Text, WIDTH, overlap};
use std::cell::RefCell;
use std::rc::Rc;

/// Empty space at the left and right edge.
pub const MARGIN: f64 = 48.0;
/// The right end of everything drawn.
pub const RIGHT: f64 = WIDTH as f64 - MARGIN;

/// How a line is drawn; lengths in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    pub colour: Colour,
    pub width: f64,
    /// Lengths of dashes and gaps in turn; empty for a line without gaps.
    pub dash: &'static [f64],
}

impl Pen {
    /// A line without gaps.
    pub const fn solid(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: &[] }
    }
}

/// What stands before the words of a key.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    Line(Pen),
    Area(Colour),
    /// A band and the line in it.
    Band(Colour, Pen),
    Dot(Colour),
    /// A bar with a white inside.
    HollowBar,
}

/// The words around a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// The finding, as a sentence.
    pub title: String,
    /// What is shown, and its unit.
    pub subtitle: String,
    /// How many replications, which seed, what the bands mean.
    pub footnote: String,
    /// What the chart shows, in words for those who cannot see it; they are read after the title.
    pub told: String,
}

/// How a text is written: its size, weight, colour and which of its points stands at the position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
    pub anchor: Anchor,
    pub halo: bool,
}

impl Style {
    /// Regular letters from left to right.
    pub const fn new(size: f64, colour: Colour) -> Self {
        Self { size, weight: Weight::Regular, colour, anchor: Anchor::Start, halo: false }
    }

    /// The same in bold letters.
    pub const fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    /// The same with another point at the position.
    pub const fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    /// The same with a white rim.
    pub const fn with_halo(self) -> Self {
        Self { halo: true, ..self }
    }

    /// Width of a text in pixels.
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }

    /// The text, cut to `room` pixels.
    pub fn shorten(&self, text: &str, room: f64) -> String {
        font::shorten(text, self.size, self.weight, room)
    }

    /// The text in at most `most_lines` lines of `room` pixels.
    pub fn wrap(&self, text: &str, room: f64, most_lines: usize) -> Vec<String> {
        font::wrap(text, self.size, self.weight, room, most_lines)
    }

    /// The same in lines of about equal length.
    pub fn wrap_evenly(&self, text: &str, room: f64, most_lines: usize) -> Vec<String> {
        font::wrap_evenly(text, self.size, self.weight, room, most_lines)
    }

    /// The distance from one baseline to the next.
    pub fn leading(&self) -> f64 {
        self.size * 1.24
    }
}

/// A point in pixels as one of the grid.
fn grid((x, y): (f64, f64)) -> Point {
    (steps(x), steps(y))
}

/// Pixels as grid steps. The cast saturates, and makes zero of a NaN.
pub fn steps(pixels: f64) -> i32 {
    (pixels * f64::from(FINENESS)).round() as i32
}

/// A sheet of 1920 x 1080 pixels, which keeps what is drawn in its order. Clones are the same sheet.
#[derive(Clone, Debug, Default)]
pub struct Canvas(Rc<RefCell<Vec<Item>>>);

impl Canvas {
    fn record(&self, item: Item) {
        self.0.borrow_mut().push(item);
    }

    /// Takes out what was drawn so far.
    pub fn take(&self) -> Vec<Item> {
        self.0.take()
    }

    /// True when a box would cover a text already written.
    pub fn covers_a_text(&self, bounds: [f64; 4]) -> bool {
        let covers = |item: &Item| matches!(item, Item::Text(text) if overlap(text.bounds(), bounds));
        self.0.borrow().iter().any(covers)
    }

    /// How many lines have a point in a box. Lines of daily values have points closer than any word is wide.
    pub fn lines_covered(&self, bounds: [f64; 4]) -> usize {
        let [left, top, right, bottom] = bounds.map(|pixels| (pixels * f64::from(FINENESS)) as i32);
        let is_inside = |&(x, y): &Point| (left..right).contains(&x) && (top..bottom).contains(&y);
        let covers = |item: &&Item| matches!(item, Item::Line { points, .. } if points.iter().any(is_inside));
        self.0.borrow().iter().filter(covers).count()
    }

    /// A line through points of the grid.
    pub fn draw_line(&self, points: Vec<Point>, pen: Pen) {
        let length = |pixels: f64| steps(pixels).unsigned_abs();
        let dash = pen.dash.iter().copied().map(length).collect();
        self.record(Item::Line { points, colour: pen.colour, width: length(pen.width), dash });
    }

    /// A filled polygon through points of the grid.
    pub fn draw_area(&self, points: Vec<Point>, colour: Colour) {
        self.record(Item::Area { points, colour });
    }

    /// A line through points given in pixels.
    pub fn line(&self, points: &[(f64, f64)], pen: Pen) {
        self.draw_line(points.iter().copied().map(grid).collect(), pen);
    }

    /// A filled polygon.
    pub fn area(&self, points: &[(f64, f64)], colour: Colour) {
        self.draw_area(points.iter().copied().map(grid).collect(), colour);
    }

    /// A filled rectangle.
    pub fn rectangle(&self, [left, top, right, bottom]: [f64; 4], colour: Colour) {
        self.area(&[(left, top), (right, top), (right, bottom), (left, bottom)], colour);
    }

    /// A disc with a white rim, which keeps it visible on lines and areas.
    pub fn dot(&self, (x, y): (f64, f64), radius: f64, colour: Colour) {
        for (radius, colour) in [(radius + 2.5, WHITE), (radius, colour)] {
            self.record(Item::Circle { centre: grid((x, y)), radius: steps(radius).unsigned_abs(), colour });
        }
    }

    /// A level bar with a white inside and a rim of ink.
    pub fn hollow_bar(&self, left: f64, right: f64, y: f64) {
        self.rectangle([left, y - 5.0, right, y + 5.0], INK);
        self.rectangle([left + 2.0, y - 3.0, right - 2.0, y + 3.0], WHITE);
    }

    /// A text as an item, not yet written: for those who first ask where it would lie.
    pub fn text(&self, text: &str, (x, baseline): (f64, f64), style: Style) -> Text {
        let Style { size, weight, colour, anchor, halo } = style;
        Text { text: text.to_owned(), x, baseline, size, weight, colour, anchor, halo: halo.then_some(WHITE) }
    }

    /// Writes a text on one line, its baseline at `y`.
    pub fn write(&self, text: &str, at: (f64, f64), style: Style) {
        if !text.is_empty() {
            self.record(Item::Text(self.text(text, at, style)));
        }
    }

    /// Writes a text with the middle of its capitals at `y`.
    pub fn write_level(&self, text: &str, (x, y): (f64, f64), style: Style) {
        self.write(text, (x, y + font::CAPITAL * style.size / 2.0), style);
    }

    /// Writes lines with the middle of them all at `y`.
    pub fn write_lines(&self, lines: &[String], (x, y): (f64, f64), style: Style) {
        let first = y - style.leading() * (lines.len() as f64 - 1.0) / 2.0;
        for (at, line) in lines.iter().enumerate() {
            self.write_level(line, (x, first + style.leading() * at as f64), style);
        }
    }

    /// Writes heading, key and footnote. The first and last line of pixels between them are left for the plot.
    pub fn frame(&self, heading: &Heading, key: &[(Swatch, String)]) -> (f64, f64) {
        let room = RIGHT - MARGIN;
        let mut title = Style::new(TITLE, INK).bold();
        let mut lines = title.wrap_evenly(&heading.title, room, 3);
        if lines.len() > 2 {
            title.size = TITLE * 0.85;
            lines = title.wrap_evenly(&heading.title, room, 2);
        }
        let mut y = 24.0;
        for line in &lines {
            y += title.leading().max(46.0);
            self.write(line, (MARGIN, y - 6.0), title);
        }
        let subtitle = Style::new(SUBTITLE, MUTED);
        for line in subtitle.wrap(&heading.subtitle, room, 2) {
            y += 38.0;
            self.write(&line, (MARGIN, y), subtitle);
        }
        if !key.is_empty() {
            y = self.key(key, y + 42.0);
        }
        (y + 34.0, self.footnote(&heading.footnote))
    }

    /// Writes the key from this baseline on, and returns its last baseline.
    fn key(&self, key: &[(Swatch, String)], mut baseline: f64) -> f64 {
        let style = Style::new(LABEL, INK);
        let mut x = MARGIN;
        for (swatch, words) in key {
            let width = if matches!(swatch, Swatch::Dot(_)) { 16.0 } else { 42.0 };
            let words = style.shorten(words, (RIGHT - MARGIN) / 2.0);
            let all = width + 12.0 + style.width(&words);
            if x > MARGIN && x + all > RIGHT {
                x = MARGIN;
                baseline += 36.0;
            }
            self.swatch(*swatch, x, baseline - font::CAPITAL * LABEL / 2.0, width);
            self.write(&words, (x + width + 12.0, baseline), style);
            x += all + 38.0;
        }
        baseline
    }

    fn swatch(&self, swatch: Swatch, x: f64, y: f64, width: f64) {
        let rule = [(x, y), (x + width, y)];
        match swatch {
            Swatch::Line(pen) => self.line(&rule, pen),
            Swatch::Area(colour) => self.rectangle([x, y - 11.0, x + width, y + 11.0], colour),
            Swatch::Band(colour, pen) => {
                self.rectangle([x, y - 11.0, x + width, y + 11.0], colour);
                self.line(&rule, pen);
            }
            Swatch::Dot(colour) => self.dot((x + 7.0, y), 7.0, colour),
            Swatch::HollowBar => self.hollow_bar(x, x + width, y),
        }
    }

    /// Writes the footnote and returns the top of the space it takes.
    fn footnote(&self, footnote: &str) -> f64 {
        let style = Style::new(SMALLEST, MUTED);
        let lines = style.wrap(footnote, RIGHT - MARGIN, 3);
        let mut top = f64::from(HEIGHT) - 30.0;
        for line in lines.iter().rev() {
            self.write(line, (MARGIN, top), style);
            top -= style.leading();
        }
        top - 4.0
    }
}
