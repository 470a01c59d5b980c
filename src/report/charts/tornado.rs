//! A tornado: for each assumption a bar from what comes out with it at its low to what comes out at its high.

use super::axis::Values;
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::palette::{AXIS, BANDS, INK, LABEL, MUTED, NAVY, RULE, SMALLEST, TARGET};
use super::plot::Plot;
use super::scene::{Anchor, Colour, Scene};
use super::words;
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
    pub description: String,
}

/// The colours of the low and of the high of an assumption.
const LOW: Colour = BANDS[2];
const HIGH: Colour = NAVY;

/// Width of the column of titles.
const TITLES: f64 = 620.0;
/// Room beside the bars for the values of the assumptions.
const VALUES: f64 = 110.0;
/// Least and largest height of a row.
const ROW: (f64, f64) = (57.0, 74.0);

/// Draws as many bars as there is room for.
pub fn draw(tornado: &Tornado) -> Scene {
    let canvas = Canvas::default();
    let key = [
        (Swatch::Area(LOW), "Assumption at its low".to_owned()),
        (Swatch::Area(HIGH), "At its high".to_owned()),
        (Swatch::Line(Pen::solid(INK, 2.5)), "95% interval".to_owned()),
    ];
    let (top, bottom) = canvas.frame(&tornado.heading, &key);
    let top = top + 30.0;
    let bounds = [MARGIN + TITLES + VALUES, top, RIGHT - VALUES, bottom - 96.0];
    let room = bounds[3] - bounds[1];
    let shown = &tornado.bars[..tornado.bars.len().min((room / ROW.0) as usize)];
    let ends = shown.iter().flat_map(|bar| [&bar.low.result, &bar.high.result]);
    let reached = ends.flat_map(|result| [result.lower, result.mean, result.upper]);
    let marked = tornado.mark.iter().map(|(value, _)| *value);
    let scale = Values::holding(reached.chain([tornado.stated]).chain(marked), 8.0, 1.0);
    let plot = Plot::new(&canvas, bounds, scale.range.clone(), 0.0..1.0);
    axes(&canvas, &plot, &scale, tornado);
    let height = (room / shown.len().max(1) as f64).clamp(ROW.0, ROW.1);
    for (at, bar) in shown.iter().enumerate() {
        row(&canvas, &plot, bar, tornado.stated, (top + height * (at as f64 + 0.5), height));
    }
    let end = top + height * shown.len() as f64;
    let x = plot.at((tornado.stated, 0.0)).0;
    canvas.line(&[(x, top - 6.0), (x, end)], Pen::solid(INK, 2.5));
    canvas.into_scene(&tornado.heading.title, tornado.description.clone())
}

fn axes(canvas: &Canvas, plot: &Plot, scale: &Values, tornado: &Tornado) {
    let [left, top, right, bottom] = plot.bounds;
    let mut free = f64::NEG_INFINITY;
    for &tick in &scale.ticks {
        let x = plot.at((tick, 0.0)).0;
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(RULE, 1.5));
        let (text, style) = (words::count(tick), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
        let half = style.width(&text) / 2.0;
        if x - half > free + 12.0 {
            canvas.write(&text, (x, bottom + 36.0), style);
            free = x + half;
        }
    }
    canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, 2.0));
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write(
        &style.shorten(&tornado.scale, right - left + 2.0 * VALUES),
        (f64::midpoint(left, right), bottom + 74.0),
        style,
    );
    let stated = plot.at((tornado.stated, 0.0)).0;
    let as_stated = Style::new(LABEL, INK).bold().anchored(Anchor::Middle);
    canvas.write("As stated", (stated, top - 14.0), as_stated);
    let Some((value, words)) = &tornado.mark else { return };
    let x = plot.at((*value, 0.0)).0;
    canvas.line(&[(x, top), (x, bottom)], Pen { colour: TARGET, width: 3.0, dash: &[13.0, 7.0] });
    let style = Style::new(LABEL, TARGET).bold();
    let clear = as_stated.width("As stated") / 2.0 + 20.0;
    let anchor = if x < stated { Anchor::End } else { Anchor::Start };
    // Beside the words over the stated value, where the two are near.
    let at = if x < stated { x.min(stated - clear) } else { x.max(stated + clear) };
    canvas.write(words, (at, top - 14.0), style.anchored(anchor));
}

fn row(canvas: &Canvas, plot: &Plot, bar: &Bar, stated: f64, (y, height): (f64, f64)) {
    let title = Style::new(SMALLEST, if bar.is_told { INK } else { MUTED });
    let lines = title.wrap(&bar.title, TITLES - 30.0, 2);
    let first = y - title.leading() * (lines.len() as f64 - 1.0) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        canvas.write_level(line, (MARGIN, first + title.leading() * at as f64), title);
    }
    let (at, half) = (|value: f64| plot.at((value, 0.0)).0, height * 0.29);
    let (low, high) = (at(bar.low.result.mean), at(bar.high.result.mean));
    let middle = at(stated);
    let span = |x: f64| [x.min(middle), y - half, x.max(middle), y + half];
    // Of two on one side the longer is drawn first.
    let mut tips = [(low, LOW), (high, HIGH)];
    tips.sort_by(|one, other| (other.0 - middle).abs().total_cmp(&(one.0 - middle).abs()));
    for (x, colour) in tips {
        canvas.rectangle(span(x), colour);
    }
    let mut reach = [middle, middle];
    for (tip, x) in [(&bar.low, low), (&bar.high, high)] {
        let result = &tip.result;
        let ends = if result.half_width().is_finite() { [at(result.lower), at(result.upper)] } else { [x, x] };
        for (colour, width) in [(super::palette::WHITE, 6.0), (INK, 2.5)] {
            canvas.line(&[(ends[0], y), (ends[1], y)], Pen::solid(colour, width));
            for end in ends.into_iter().filter(|_| ends[1] - ends[0] > 12.0) {
                canvas.line(&[(end, y - 6.0), (end, y + 6.0)], Pen::solid(colour, width));
            }
        }
        reach = [reach[0].min(x).min(ends[0]), reach[1].max(x).max(ends[1])];
    }
    let (left, right) = if low <= high { (&bar.low, &bar.high) } else { (&bar.high, &bar.low) };
    let style = Style::new(SMALLEST, MUTED).with_halo();
    canvas.write_level(&left.value, (reach[0] - 12.0, y), style.anchored(Anchor::End));
    canvas.write_level(&right.value, (reach[1] + 12.0, y), style);
}
