//! A chart is a heading and a panel: two scales, and marks drawn on them. Axes, key and labels at the edge follow from the marks.

use std::ops::Range;

use super::axis::{self, Bottom, Days, Quantity, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::chart::Chart;
use super::labels::{Column, Label};
use super::palette::RULE;
use super::plot::{Datum, Plot};
use super::words::Unit;

/// Something drawn on the scales of a panel.
pub trait Mark {
    /// What the scales must hold; of a point that says nothing about one of them, that number is none.
    fn reach(&self) -> Vec<Datum> {
        Vec::new()
    }

    /// What stands before its words in the key.
    fn swatch(&self) -> Option<Swatch> {
        None
    }

    /// How high it ends at the right edge.
    fn end(&self) -> Option<f64> {
        None
    }

    /// Pixels it takes above the plot, when that lies between these pixels.
    fn above(&self, _edges: (f64, f64)) -> f64 {
        0.0
    }

    fn draw(&self, plot: &Plot);
}

/// When a mark is drawn; those of one layer in the order in which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layer {
    /// Below the rules.
    Under,
    /// On the rules, which are then drawn once more.
    Area,
    Data,
    /// After the axes and the labels.
    Over,
}

/// A mark, with its words.
pub struct Entry {
    mark: Box<dyn Mark>,
    layer: Layer,
    key: Option<(usize, String)>,
    ends: Vec<End>,
}

/// A label at the right edge of the plot.
struct End {
    place: usize,
    value: f64,
    figure: f64,
    words: String,
    style: Style,
}

impl Entry {
    /// Names it in the key; lower places come first, then those added first.
    pub fn key(&mut self, place: usize, words: impl Into<String>) -> &mut Self {
        self.key = Some((place, words.into()));
        self
    }

    /// Names it where it ends, with the value it has there; of labels for which there is no room those of high places are left out.
    pub fn end(&mut self, place: usize, words: impl Into<String>, style: Style) -> &mut Self {
        match self.mark.end() {
            Some(value) => self.end_at(place, (value, value), words, style),
            None => self,
        }
    }

    /// Writes words and a figure at the right edge, at the height of a value.
    pub fn end_at(
        &mut self,
        place: usize,
        (value, figure): (f64, f64),
        words: impl Into<String>,
        style: Style,
    ) -> &mut Self {
        self.ends.push(End { place, value, figure, words: words.into(), style });
        self
    }
}

/// The scale of a panel upwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    pub unit: Unit,
    /// About so many steps.
    pub steps: f64,
    /// Values that it holds besides those of the marks.
    pub holds: Vec<f64>,
}

impl Scale {
    /// A scale of about seven steps.
    pub fn of(unit: Unit) -> Self {
        Self { unit, steps: 7.0, holds: Vec::new() }
    }

    /// With the ticks that hold these values.
    pub fn values(&self, values: impl IntoIterator<Item = f64>) -> Values {
        Values::holding(values.into_iter().chain(self.holds.iter().copied()), self.steps, self.unit.least_step())
    }
}

/// The scale of a panel from left to right.
pub enum Across {
    Days(Days),
    Quantity(Quantity),
    Values(Scale, Bottom),
}

impl Across {
    /// Pixels it takes below the plot.
    fn below(&self) -> f64 {
        match self {
            Self::Days(_) => 92.0,
            Self::Quantity(_) | Self::Values(..) => 96.0,
        }
    }
}

/// Two scales and what is drawn on them.
pub struct Panel {
    pub across: Across,
    pub up: Scale,
    /// Empty pixels above the plot, and to its right.
    pub apart: (f64, f64),
    /// Width of the rules as they are drawn once more, over areas.
    pub grid: Option<f64>,
    /// Widest label at the right edge in pixels, and its most lines.
    pub labels: (f64, usize),
    entries: Vec<Entry>,
    /// What the key names for many marks at once.
    mentioned: Vec<(Swatch, String)>,
}

impl Panel {
    /// A panel without marks.
    pub fn new(across: Across, up: Scale) -> Self {
        Self {
            across,
            up,
            apart: (0.0, 0.0),
            grid: None,
            labels: (300.0, 2),
            entries: Vec::new(),
            mentioned: Vec::new(),
        }
    }

    /// Draws a mark on the rules and on all that was added before.
    pub fn add(&mut self, mark: impl Mark + 'static) -> &mut Entry {
        self.put(mark, Layer::Data)
    }

    /// Draws a mark below the rules.
    pub fn add_under(&mut self, mark: impl Mark + 'static) -> &mut Entry {
        self.put(mark, Layer::Under)
    }

    /// Draws a mark through which the rules are seen.
    pub fn add_area(&mut self, mark: impl Mark + 'static) -> &mut Entry {
        self.put(mark, Layer::Area)
    }

    /// Draws a mark over everything, its words where nothing is written.
    pub fn add_over(&mut self, mark: impl Mark + 'static) -> &mut Entry {
        self.put(mark, Layer::Over)
    }

    /// Names at the beginning of the key what stands for many marks at once.
    pub fn mention(&mut self, swatch: Swatch, words: impl Into<String>) {
        self.mentioned.push((swatch, words.into()));
    }

    fn put(&mut self, mark: impl Mark + 'static, layer: Layer) -> &mut Entry {
        let at = self.entries.len();
        self.entries.push(Entry { mark: Box::new(mark), layer, key: None, ends: Vec::new() });
        &mut self.entries[at]
    }

    /// The chart of this panel.
    pub fn chart(&self, name: impl Into<String>, option: Option<usize>, heading: Heading) -> Chart {
        let canvas = Canvas::default();
        let (top, bottom) = canvas.frame(&heading, &self.key());
        self.draw(&canvas, [MARGIN, top, RIGHT, bottom], &self.values());
        Chart::new(name, option, heading, &canvas)
    }

    /// The key of its marks.
    pub fn key(&self) -> Vec<(Swatch, String)> {
        let named = |entry: &Entry| {
            let (place, words) = entry.key.clone()?;
            Some((place, (entry.mark.swatch()?, words)))
        };
        let mut key: Vec<(usize, (Swatch, String))> = self.entries.iter().filter_map(named).collect();
        key.sort_by_key(|(place, _)| *place);
        self.mentioned.iter().cloned().chain(key.into_iter().map(|(_, key)| key)).collect()
    }

    /// Every point the scales must hold.
    pub fn reach(&self) -> impl Iterator<Item = Datum> {
        self.entries.iter().flat_map(|entry| entry.mark.reach())
    }

    /// The scale upwards that holds all marks.
    pub fn values(&self) -> Values {
        self.up.values(self.reach().map(|(_, up)| up))
    }

    /// The labels at the right edge.
    fn column(&self) -> Column {
        let mut ends: Vec<&End> = self.entries.iter().flat_map(|entry| &entry.ends).collect();
        ends.sort_by_key(|end| end.place);
        let label = |end: &End| Label {
            value: end.value,
            words: end.words.clone(),
            figure: self.up.unit.words(end.figure),
            style: end.style,
        };
        Column::new(ends.into_iter().map(label).collect(), self.labels.0, self.labels.1)
    }

    /// Draws the panel into a rectangle, with this scale upwards.
    pub fn draw(&self, canvas: &Canvas, [left, top, right, bottom]: [f64; 4], up: &Values) {
        let column = self.column();
        let words = |value: f64| self.up.unit.words(value);
        let edges = (left + up.width(words) + 14.0, right - column.width() - self.apart.1);
        let above: f64 = self.entries.iter().map(|entry| entry.mark.above(edges)).sum();
        let bounds = [edges.0, top + self.apart.0 + above, edges.1, bottom - self.across.below()];
        let reached = match &self.across {
            Across::Values(scale, _) => scale.values(self.reach().map(|(across, _)| across)),
            Across::Days(_) | Across::Quantity(_) => Values::holding([], 1.0, 1.0),
        };
        let plot = Plot::new(canvas, bounds, self.range(&reached), up.range.clone());
        self.layer(Layer::Under, &plot);
        axis::rules(&plot, up, words);
        if let Across::Values(scale, bottom) = &self.across {
            bottom.draw(&plot, &reached, scale.unit);
        }
        self.layer(Layer::Area, &plot);
        for &tick in up.ticks.iter().filter(|_| self.grid.is_some()) {
            plot.level(tick, Pen::solid(RULE, self.grid.unwrap_or_default()));
        }
        self.layer(Layer::Data, &plot);
        match &self.across {
            Across::Days(days) => axis::dates(&plot, days),
            Across::Quantity(quantity) => quantity.draw(&plot),
            Across::Values(..) => {}
        }
        column.write(canvas, bounds[2] + self.apart.1, (bounds[1] - 14.0, bounds[3] + 16.0), |value| plot.up(value));
        self.layer(Layer::Over, &plot);
    }

    fn range(&self, reached: &Values) -> Range<f64> {
        match &self.across {
            Across::Days(days) => days.range(),
            Across::Quantity(quantity) => quantity.range(),
            Across::Values(..) => reached.range.clone(),
        }
    }

    fn layer(&self, layer: Layer, plot: &Plot) {
        self.entries.iter().filter(|entry| entry.layer == layer).for_each(|entry| entry.mark.draw(plot));
    }
}
