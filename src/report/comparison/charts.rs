//! Cost against delayed days avoided: a point with both intervals for each option, and the frontier.

use super::answer::{Comparison, Row};
use crate::report::charts::axis::{self, Values};
use crate::report::charts::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use crate::report::charts::palette::{AXIS, BANDS, INK, LABEL, MUTED, NAVY, OPTIONS, REFERENCE, RULE, SMALLEST};
use crate::report::charts::plot::Plot;
use crate::report::charts::scene::{Anchor, Colour, overlap};
use crate::report::charts::{Chart, Kind, words};
use crate::report::numbers;
use crate::statistics::Estimate;

/// The line of the frontier.
const FRONTIER: Pen = Pen { colour: BANDS[1], width: 6.0, dash: &[] };
/// Radius of a point.
const POINT: f64 = 10.0;
/// Longest line of a name in pixels.
const NAME: f64 = 330.0;

/// The chart of a comparison.
pub fn chart(comparison: &Comparison) -> Chart {
    let canvas = Canvas::default();
    let heading = heading(comparison);
    let key = [
        (Swatch::Dot(NAVY), "Mean".to_owned()),
        (Swatch::Line(Pen::solid(NAVY, 3.0)), "95% intervals".to_owned()),
        (Swatch::Line(FRONTIER), "Frontier: no other option avoids more delayed days for less money".to_owned()),
    ];
    let (top, bottom) = canvas.frame(&heading, &key);
    let points: Vec<Point> = comparison.rows.iter().enumerate().map(|(at, row)| Point::new(at, row)).collect();
    let days = Values::holding(points.iter().flat_map(|point| ends(&point.days)), 8.0, 1.0);
    let cost = Values::holding(points.iter().flat_map(|point| ends(&point.cost)), 6.0, 1.0);
    let left = MARGIN + 14.0 + cost.width(words::pounds);
    let bounds = [left, top, RIGHT - 40.0, bottom - 96.0];
    // Room around the outermost points, so that no interval ends on the edge.
    let plot = Plot::new(&canvas, bounds, days.range.clone(), cost.range.clone());
    axes(&canvas, &plot, &days, &cost, comparison);
    let mut frontier: Vec<(f64, f64)> =
        points.iter().filter(|point| point.is_on_frontier).map(|point| (point.days.mean, point.cost.mean)).collect();
    frontier.sort_by(|a, b| a.0.total_cmp(&b.0));
    plot.line(&frontier, FRONTIER);
    let mut taken: Vec<[f64; 4]> = frontier.windows(2).flat_map(|ends| along(&plot, ends[0], ends[1])).collect();
    for point in &points {
        taken.extend(point.draw(&canvas, &plot));
    }
    for point in &points {
        let own = point.name(&canvas, &plot, &taken);
        taken.extend(own);
    }
    let told: Vec<String> = comparison.rows.iter().map(in_words).collect();
    let scene = canvas.into_scene(&heading.title, format!("{}. {}.", heading.title, told.join("; ")));
    Chart::new("frontier".into(), Kind::Frontier, None, scene)
}

fn heading(comparison: &Comparison) -> Heading {
    let reference = comparison.reference().quoted();
    let most = comparison.rows.iter().max_by(|a, b| a.mean_days_avoided().total_cmp(&b.mean_days_avoided()));
    let title = match most.filter(|row| row.days_avoided.is_some_and(|days| days.lower > 0.0)) {
        Some(row) => format!("{} avoids most delayed days: {}", row.quoted(), amounts(row)),
        None => format!("No option clearly avoids delayed days against {reference}"),
    };
    let compared = comparison.compared;
    let fewest = compared.options.iter().map(|option| option.replications()).min().unwrap_or(0);
    let (fewest, most) = (words::count(fewest as f64), words::count(compared.replications() as f64));
    let replications = if fewest == most { most } else { format!("{fewest} to {most}") };
    Heading {
        title,
        subtitle: format!(
            "Upwards: extra cost, all headings. To the right: delayed days avoided. Whole period, against {reference}"
        ),
        footnote: format!(
            "Paired differences on the same simulated patients, {replications} replications of each option, seed {}. Hospital bed days \
             and cancelled operations are not in the cost.",
            compared.seed
        ),
    }
}

/// `12,300 for £1.2m more`.
fn amounts(row: &Row) -> String {
    let days = row.days_avoided.map_or_else(|| "0".into(), |days| numbers::figure(&days, 1.0).mean);
    let Some(cost) = row.cost.difference else { return days };
    let size = Estimate { mean: cost.mean.abs(), ..cost };
    let word = if cost.mean < 0.0 { "less" } else { "more" };
    format!("{days} for {} {word}", numbers::money_figure(&size).mean)
}

fn in_words(row: &Row) -> String {
    let is_on = if row.is_on_frontier { ", on the frontier" } else { "" };
    match (row.days_avoided, row.cost.difference) {
        (Some(days), Some(cost)) => format!(
            "{}: {} delayed days avoided, cost {}{is_on}",
            row.title(),
            numbers::figure(&days, 1.0).in_full(),
            numbers::money_difference(&cost).in_full()
        ),
        _ => format!("{}: the reference{is_on}", row.title()),
    }
}

/// Small squares along a line, so that no name is written over it.
fn along(plot: &Plot, from: (f64, f64), to: (f64, f64)) -> Vec<[f64; 4]> {
    let ((x, y), (right, down)) = (plot.at(from), plot.at(to));
    let squares = ((right - x).hypot(down - y) / 8.0).ceil().max(1.0);
    let square = |at: u32| {
        let share = f64::from(at) / squares;
        let (x, y) = (x + (right - x) * share, y + (down - y) * share);
        [x - 4.0, y - 4.0, x + 4.0, y + 4.0]
    };
    (0..=squares as u32).map(square).collect()
}

/// The ends of an interval that are known, and the mean.
fn ends(estimate: &Estimate) -> impl Iterator<Item = f64> {
    [estimate.lower, estimate.mean, estimate.upper].into_iter().filter(|value| value.is_finite())
}

fn axes(canvas: &Canvas, plot: &Plot, days: &Values, cost: &Values, comparison: &Comparison) {
    let [left, top, right, bottom] = plot.bounds;
    axis::rules(canvas, plot, cost, words::pounds);
    let mut free = f64::NEG_INFINITY;
    for &tick in &days.ticks {
        let x = plot.at((tick, 0.0)).0;
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(RULE, 1.5));
        let (words, style) = (words::count(tick), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
        let half = style.width(&words) / 2.0;
        if x - half > free + 12.0 {
            canvas.write(&words, (x, bottom + 36.0), style);
            free = x + half;
        }
    }
    let zero = plot.at((0.0, 0.0));
    canvas.line(&[(zero.0, top), (zero.0, bottom)], Pen::solid(AXIS, 2.5));
    canvas.line(&[(left, zero.1), (right, zero.1)], Pen::solid(AXIS, 2.5));
    let style = Style::new(SMALLEST, MUTED);
    let below = format!("Delayed days avoided against {}, better to the right", comparison.reference().quoted());
    let below = style.shorten(&below, right - left);
    canvas.write(&below, (f64::midpoint(left, right), bottom + 74.0), style.anchored(Anchor::Middle));
}

/// One option as it is drawn.
struct Point {
    title: String,
    colour: Colour,
    days: Estimate,
    cost: Estimate,
    is_on_frontier: bool,
}

impl Point {
    fn new(at: usize, row: &Row) -> Self {
        let nothing = Estimate { mean: 0.0, lower: 0.0, upper: 0.0, level: 0.95, replications: 0 };
        Self {
            title: row.title().to_owned(),
            colour: if row.is_reference { REFERENCE } else { OPTIONS[at % OPTIONS.len()].0 },
            days: row.days_avoided.unwrap_or(nothing),
            cost: row.cost.difference.unwrap_or(nothing),
            is_on_frontier: row.is_on_frontier,
        }
    }

    /// Draws the point and its intervals; the rectangles they take.
    fn draw(&self, canvas: &Canvas, plot: &Plot) -> Vec<[f64; 4]> {
        let (x, y) = plot.at((self.days.mean, self.cost.mean));
        let pen = Pen::solid(self.colour, 3.0);
        let mut taken = Vec::new();
        if self.days.half_width().is_finite() {
            let (from, to) =
                (plot.at((self.days.lower, self.cost.mean)).0, plot.at((self.days.upper, self.cost.mean)).0);
            canvas.line(&[(from, y), (to, y)], pen);
            for end in [from, to].into_iter().filter(|_| to - from > 28.0) {
                canvas.line(&[(end, y - 8.0), (end, y + 8.0)], pen);
            }
            taken.push([from, y - 8.0, to, y + 8.0]);
        }
        if self.cost.half_width().is_finite() {
            let (from, to) =
                (plot.at((self.days.mean, self.cost.upper)).1, plot.at((self.days.mean, self.cost.lower)).1);
            canvas.line(&[(x, from), (x, to)], pen);
            for end in [from, to].into_iter().filter(|_| to - from > 28.0) {
                canvas.line(&[(x - 8.0, end), (x + 8.0, end)], pen);
            }
            taken.push([x - 8.0, from, x + 8.0, to]);
        }
        canvas.dot((x, y), POINT, self.colour);
        taken.push([x - POINT, y - POINT, x + POINT, y + POINT]);
        taken
    }

    /// Writes the name as near to the point as nothing else is, with a line to it where that is not beside it; the rectangles it
    /// takes. Where there is no room at all, there is no name.
    fn name(&self, canvas: &Canvas, plot: &Plot, taken: &[[f64; 4]]) -> Vec<[f64; 4]> {
        let (x, y) = plot.at((self.days.mean, self.cost.mean));
        let style = Style::new(SMALLEST, if self.colour == REFERENCE { INK } else { self.colour }).bold().with_halo();
        let lines = style.wrap_evenly(&self.title, NAME, 2);
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let height = style.leading() * lines.len() as f64;
        let [left, top, right, bottom] = plot.bounds;
        let place = |(across, down, away): (f64, f64, f64)| {
            // The middle of the nearest edge or corner of the name stands `away` from the point.
            let middle = (x + across * (away + width / 2.0), y + down * (away + height / 2.0));
            [middle.0 - width / 2.0, middle.1 - height / 2.0, middle.0 + width / 2.0, middle.1 + height / 2.0]
        };
        let is_free = |&[l, t, r, b]: &[f64; 4]| {
            let inside = l >= left && r <= right + 30.0 && t >= top && b <= bottom;
            inside && !taken.iter().any(|&other| overlap([l - 4.0, t, r + 4.0, b], other))
        };
        const SIDES: [(f64, f64); 8] =
            [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0)];
        const AWAY: [f64; 9] = [16.0, 30.0, 50.0, 75.0, 105.0, 140.0, 190.0, 260.0, 340.0];
        let places = AWAY.iter().flat_map(|&away| SIDES.iter().map(move |&(across, down)| (across, down, away)));
        let Some((found, away)) = places.map(|p| (place(p), p.2)).find(|(rectangle, _)| is_free(rectangle)) else {
            return Vec::new();
        };
        let [l, t, r, b] = found;
        if away > 30.0 {
            let nearest = (x.clamp(l - 4.0, r + 4.0), y.clamp(t, b));
            canvas.line(&[(x, y), nearest], Pen::solid(self.colour, 1.5));
        }
        for (at, line) in lines.iter().enumerate() {
            let middle = t + style.leading() * (at as f64 + 0.5);
            canvas.write_level(line, (f64::midpoint(l, r), middle), style.anchored(Anchor::Middle));
        }
        vec![found]
    }
}
