//! A tornado: for each assumption a bar from what comes out with it at its low to what comes out at its high.

use super::axis::{Bottom, Edge, Values};
use super::canvas::{Heading, Pen, Style, Swatch};
use super::chart::Chart;
use super::dated::{AIMED, NAMED};
use super::palette::{BANDS, INK, LABEL, MUTED, NAVY, SMALLEST, WHITE};
use super::plot::Plot;
use super::rows::Rows;
use super::scene::{Anchor, Colour};
use super::words::Unit;
use crate::statistics::Estimate;

/// The result with an assumption at one end of its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Tip {
    /// The value of the assumption, in words.
    pub value: String,
    pub result: Estimate,
}

/// One assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub title: String,
    pub low: Tip,
    pub high: Tip,
    /// Whether the two are apart beyond chance.
    pub is_told: bool,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    pub heading: Heading,
    /// The largest first.
    pub bars: Vec<Bar>,
    /// The result with all values as stated.
    pub stated: f64,
    /// A value that decides, and what it is called.
    pub mark: Option<(f64, String)>,
    /// What the scale is.
    pub scale: String,
}

/// The colours of the low and of the high of an assumption.
const LOW: Colour = BANDS[2];
const HIGH: Colour = NAVY;

/// The stated value, and the intervals.
const STATED: Pen = Pen::solid(INK, 2.5);

/// Width of the column of titles.
const TITLES: f64 = 620.0;
/// Room beside the bars for the values of the assumptions.
const VALUES: f64 = 110.0;
/// Least and largest height of a row.
const ROW: (f64, f64) = (57.0, 74.0);

impl Tornado {
    /// Draws as many bars as there is room for.
    pub fn chart(self, name: &str) -> Chart {
        let key = [
            (Swatch::Area(LOW), "Assumption at its low".to_owned()),
            (Swatch::Area(HIGH), "At its high".to_owned()),
            (Swatch::Line(STATED), "95% interval".to_owned()),
        ];
        let around = [TITLES + VALUES, 30.0, VALUES, 96.0];
        let frame = Rows::new(&self.heading, &key, around, self.bars.len(), ROW);
        let shown = self.bars.iter().take(frame.shown);
        let ends = shown.clone().flat_map(|bar| [&bar.low.result, &bar.high.result]);
        let reached = ends.flat_map(|result| [result.lower, result.mean, result.upper]);
        let marked = self.mark.iter().map(|(value, _)| *value);
        let scale = Values::holding(reached.chain([self.stated]).chain(marked), 8.0, 1.0);
        let plot = Plot::new(&frame.canvas, frame.bounds, scale.range.clone(), 0.0..1.0);
        let edges = vec![Edge::Bottom(2.0)];
        let axis = Bottom { caption: self.scale.clone(), overhang: 2.0 * VALUES, edges, ..Bottom::default() };
        axis.draw(&plot, &scale, Unit::Count);
        self.head(&plot);
        for (at, bar) in shown.enumerate() {
            let title = Style::new(SMALLEST, if bar.is_told { INK } else { MUTED });
            frame.title(at, &bar.title, title, (TITLES - 30.0, 2));
            bar.draw(&plot, self.stated, (frame.middle(at), frame.height * 0.29));
        }
        let (top, x) = (frame.bounds[1], plot.across(self.stated));
        plot.canvas.line(&[(x, top - 6.0), (x, top + frame.height * frame.shown as f64)], STATED);
        Chart::new(name, None, self.heading, &frame.canvas)
    }

    /// Names the stated value and the one that decides above the bars.
    fn head(&self, plot: &Plot) {
        let (top, stated) = (plot.bounds[1], plot.across(self.stated));
        let as_stated = Style::new(LABEL, INK).bold().anchored(Anchor::Middle);
        plot.canvas.write("As stated", (stated, top - 14.0), as_stated);
        let Some((value, words)) = &self.mark else { return };
        plot.upright(*value, AIMED);
        let x = plot.across(*value);
        // Beside the words over the stated value, where the two are near.
        let clear = as_stated.width("As stated") / 2.0 + 20.0;
        let (anchor, at) =
            if x < stated { (Anchor::End, x.min(stated - clear)) } else { (Anchor::Start, x.max(stated + clear)) };
        plot.canvas.write(words, (at, top - 14.0), NAMED.anchored(anchor));
    }
}

impl Bar {
    fn draw(&self, plot: &Plot, stated: f64, (y, half): (f64, f64)) {
        let (low, high) = (plot.across(self.low.result.mean), plot.across(self.high.result.mean));
        let middle = plot.across(stated);
        // Of two on one side the longer is drawn first.
        let mut tips = [(low, LOW), (high, HIGH)];
        tips.sort_by(|one, other| (other.0 - middle).abs().total_cmp(&(one.0 - middle).abs()));
        for (x, colour) in tips {
            plot.canvas.rectangle([x.min(middle), y - half, x.max(middle), y + half], colour);
        }
        let reached = [self.low.interval(plot, y), self.high.interval(plot, y)];
        let from = [low, high, reached[0].0, reached[1].0].into_iter().fold(middle, f64::min);
        let to = [low, high, reached[0].1, reached[1].1].into_iter().fold(middle, f64::max);
        let (left, right) = if low <= high { (&self.low, &self.high) } else { (&self.high, &self.low) };
        let style = Style::new(SMALLEST, MUTED).with_halo();
        plot.canvas.write_level(&left.value, (from - 12.0, y), style.anchored(Anchor::End));
        plot.canvas.write_level(&right.value, (to + 12.0, y), style);
    }
}

impl Tip {
    /// Draws the interval of the result, with a white rim and bars across the ends of a long one; where it ends in pixels.
    fn interval(&self, plot: &Plot, y: f64) -> (f64, f64) {
        let Estimate { mean, lower, upper, .. } = self.result;
        let ends = if self.result.half_width().is_finite() { (lower, upper) } else { (mean, mean) };
        let (from, to) = (plot.across(ends.0), plot.across(ends.1));
        for pen in [Pen::solid(WHITE, 6.0), STATED] {
            plot.canvas.line(&[(from, y), (to, y)], pen);
            for end in [from, to].into_iter().filter(|_| to - from > 12.0) {
                plot.canvas.line(&[(end, y - 6.0), (end, y + 6.0)], pen);
            }
        }
        (from, to)
    }
}
