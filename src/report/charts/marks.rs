//! What several charts mark in their plots: the target and its date, and what really happened.

use super::axis::Days;
use super::canvas::{Canvas, Pen, Style, Swatch};
use super::palette::{AXIS, INK, LABEL, MUTED, TARGET, WHITE};
use super::plot::Plot;
use super::scene::Anchor;
use super::words;
use crate::model::Date;

/// Space below a plot for the two rows of the date axis.
pub const BELOW: f64 = 92.0;

/// A count and the date by which it should be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    pub count: f64,
    pub by: Date,
}

/// What really happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// What the points are called in the key.
    pub title: String,
    /// True when they happened under the option shown: they are then joined and drawn strongly.
    pub belongs: bool,
    /// Date, value, and how it is written beside the point.
    pub points: Vec<(Date, f64, String)>,
}

impl Observed {
    /// What stands before its name in a key.
    pub fn swatch(&self) -> Swatch {
        Swatch::Dot(if self.belongs { INK } else { AXIS })
    }

    /// The values of the points that lie in the days shown.
    pub fn values<'a>(&'a self, days: &'a Days) -> impl Iterator<Item = f64> + 'a {
        self.points.iter().filter(|(date, ..)| days.position_of(*date).is_some()).map(|point| point.1)
    }
}

/// Draws the target as a dashed line, and its date as a mark on it.
pub fn aim(canvas: &Canvas, plot: &Plot, target: Option<Aim>, days: &Days) {
    let Some(aim) = target else { return };
    let [left, top, right, bottom] = plot.bounds;
    let y = plot.at((0.0, aim.count)).1;
    canvas.line(&[(left, y), (right, y)], Pen { colour: TARGET, width: 3.0, dash: &[13.0, 7.0] });
    let Some(position) = days.position_of(aim.by) else { return };
    let x = plot.at((position, 0.0)).0;
    canvas.line(&[(x, top), (x, bottom)], Pen { colour: TARGET, width: 2.0, dash: &[3.0, 5.0] });
    canvas.dot((x, y), 8.0, TARGET);
    let style = Style::new(LABEL, TARGET).bold().with_halo();
    let words = format!("Target: {} by {}", words::count(aim.count), words::short_date(aim.by));
    write_free(canvas, plot, &words, (x, y), style, &BESIDE);
}

/// Draws a date as a line from top to bottom, named at its top.
pub fn date(canvas: &Canvas, plot: &Plot, (date, words): (Date, &str), days: &Days) {
    let Some(position) = days.position_of(date) else { return };
    let ([_, top, _, bottom], x) = (plot.bounds, plot.at((position, 0.0)).0);
    canvas.line(&[(x, top), (x, bottom)], Pen { colour: TARGET, width: 2.0, dash: &[3.0, 5.0] });
    let style = Style::new(LABEL, TARGET).bold().with_halo();
    write_free(canvas, plot, words, (x, top + 52.0), style, &BESIDE);
}

/// Where words may stand around a point: to the right and down in pixels and lines, and how they are anchored.
type Place = (f64, f64, f64, Anchor);
const ABOVE: Place = (0.0, -16.0, 0.0, Anchor::Middle);
const UNDER: Place = (0.0, 8.0, 1.0, Anchor::Middle);
const RIGHT_ABOVE: Place = (15.0, -12.0, 0.0, Anchor::Start);
const LEFT_ABOVE: Place = (-15.0, -12.0, 0.0, Anchor::End);
const RIGHT_UNDER: Place = (15.0, 4.0, 1.0, Anchor::Start);
const LEFT_UNDER: Place = (-15.0, 4.0, 1.0, Anchor::End);
/// For a point on a vertical line.
const BESIDE: [Place; 4] = [RIGHT_ABOVE, LEFT_ABOVE, RIGHT_UNDER, LEFT_UNDER];
/// A little farther off, for points among lines.
const HIGH: Place = (0.0, -30.0, 0.0, Anchor::Middle);
const LOW: Place = (0.0, 22.0, 1.0, Anchor::Middle);
const PEAK: [Place; 8] = [ABOVE, RIGHT_ABOVE, LEFT_ABOVE, UNDER, RIGHT_UNDER, LEFT_UNDER, HIGH, LOW];
const VALLEY: [Place; 8] = [UNDER, RIGHT_UNDER, LEFT_UNDER, ABOVE, RIGHT_ABOVE, LEFT_ABOVE, LOW, HIGH];

/// Writes words near a point of the plot, at the first of the places where they lie inside it and cover no other text; if
/// there is a choice, where they cover the fewest lines. When there is no such place they are left out.
fn write_free(canvas: &Canvas, plot: &Plot, words: &str, (x, y): (f64, f64), style: Style, places: &[Place]) {
    let [left, top, right, bottom] = plot.bounds;
    let free = |&(across, down, lines, anchor): &Place| {
        let (at, style) = ((x + across, y + down + lines * style.size), style.anchored(anchor));
        let [a, b, c, d] = canvas.text(words, at, style).bounds();
        let inside = a >= left - 4.0 && b >= top - 4.0 && c <= right && d <= bottom;
        let free = inside && !canvas.recorder.covers_a_text([a - 6.0, b - 3.0, c + 6.0, d + 3.0]);
        free.then_some((at, style, [a, b, c, d]))
    };
    let choices: Vec<_> = places.iter().filter_map(free).collect();
    if let Some(&(at, style, _)) = choices.iter().min_by_key(|(_, _, bounds)| canvas.recorder.lines_covered(*bounds)) {
        canvas.write(words, at, style);
    }
}

/// Draws the average of each month as a hollow bar over its days, as far as they are shown.
pub fn monthly(canvas: &Canvas, plot: &Plot, averages: &[(Date, f64)], days: &Days) {
    for &(month, average) in averages {
        let Some((from, to)) = days.month_of(month) else { continue };
        let ((left, y), (right, _)) = (plot.at((from, average)), plot.at((to, average)));
        if plot.holds((from, average)) && plot.holds((to, average)) {
            canvas.hollow_bar(left, right, y);
        }
    }
}

/// Draws the observed points and writes their values where there is room.
pub fn observed(canvas: &Canvas, plot: &Plot, observed: &Observed, days: &Days) {
    let mut shown: Vec<_> = observed.points.iter().collect();
    shown.sort_by_key(|(date, ..)| *date);
    let position = |(date, value, words): &(Date, f64, String)| {
        days.position_of(*date).map(|x| ((x, *value), words.clone())).filter(|(point, _)| plot.holds(*point))
    };
    let shown: Vec<_> = shown.into_iter().filter_map(position).collect();
    let (colour, radius) = if observed.belongs { (INK, 8.5) } else { (AXIS, 7.0) };
    if observed.belongs {
        let line: Vec<_> = shown.iter().map(|(point, _)| *point).collect();
        plot.line(&line, Pen::solid(WHITE, 6.0));
        plot.line(&line, Pen::solid(INK, 2.5));
    }
    for (point, _) in &shown {
        canvas.dot(plot.at(*point), radius, colour);
    }
    let colour = if observed.belongs { INK } else { MUTED };
    let style = Style::new(LABEL, colour).with_halo();
    let style = if observed.belongs { style.bold() } else { style };
    for (at, (point, words)) in shown.iter().enumerate() {
        let neighbours = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| shown.get(at)));
        let valley = neighbours.iter().flatten().all(|(other, _)| other.1 > point.1);
        write_free(canvas, plot, words, plot.at(*point), style, if valley { &VALLEY } else { &PEAK });
    }
}
