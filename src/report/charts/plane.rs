//! The plane of elementary effects: how much each assumption matters, and how much that depends on the others.

use super::axis::{self, Values};
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::palette::{AXIS, INK, LABEL, MUTED, NAVY, OPTIONS, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::{Anchor, Colour, Scene, overlap};
use super::words;
use crate::statistics::Estimate;

/// One assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// Where there is room for it.
    pub name: String,
    /// Mean size of its effects.
    pub size: Estimate,
    /// Spread of its effects, without chance.
    pub spread: f64,
    pub kind: Kind,
}

/// What is known of an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It matters, and its effect depends on where everything stands.
    Joint,
    /// It matters.
    Alone,
    /// It cannot be told from chance.
    Untold,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plane {
    pub heading: Heading,
    /// Those that matter most first.
    pub spots: Vec<Spot>,
    pub across: String,
    pub up: String,
    pub description: String,
}

/// Names written, at most.
const NAMED: usize = 10;
/// Longest line of a name in pixels.
const NAME: f64 = 380.0;
const JOINT: Colour = OPTIONS[1].0;

fn colour(kind: Kind) -> Colour {
    match kind {
        Kind::Joint => JOINT,
        Kind::Alone => NAVY,
        Kind::Untold => AXIS,
    }
}

/// Draws the plane.
pub fn draw(plane: &Plane) -> Scene {
    let canvas = Canvas::default();
    let key = [
        (Swatch::Dot(JOINT), "Matters, and how much depends on the others".to_owned()),
        (Swatch::Dot(NAVY), "Matters".to_owned()),
        (Swatch::Dot(AXIS), "Not to be told from chance".to_owned()),
        (Swatch::Line(Pen::solid(NAVY, 2.5)), "95% interval".to_owned()),
    ];
    let (top, bottom) = canvas.frame(&plane.heading, &key);
    let top = top + 30.0;
    let across = Values::holding(plane.spots.iter().map(|spot| spot.size.upper), 8.0, 1.0);
    let up = Values::holding(plane.spots.iter().map(|spot| spot.spread), 6.0, 1.0);
    let bounds = [MARGIN + 14.0 + up.width(words::count), top, RIGHT - 40.0, bottom - 96.0];
    let plot = Plot::new(&canvas, bounds, across.range.clone(), up.range.clone());
    axes(&canvas, &plot, (&across, &up), plane);
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for spot in plane.spots.iter().rev() {
        let (x, y) = plot.at((spot.size.mean, spot.spread));
        if spot.kind != Kind::Untold && spot.size.half_width().is_finite() {
            let ends = [spot.size.lower, spot.size.upper].map(|value| plot.at((value, spot.spread)).0);
            canvas.line(&[(ends[0], y), (ends[1], y)], Pen::solid(colour(spot.kind), 2.5));
            taken.push([ends[0], y - 4.0, ends[1], y + 4.0]);
        }
        taken.push([x - 9.0, y - 9.0, x + 9.0, y + 9.0]);
    }
    for spot in plane.spots.iter().rev() {
        canvas.dot(plot.at((spot.size.mean, spot.spread)), 8.0, colour(spot.kind));
    }
    for spot in plane.spots.iter().filter(|spot| spot.kind != Kind::Untold).take(NAMED) {
        taken.extend(name(&canvas, &plot, spot, &taken));
    }
    canvas.into_scene(&plane.heading.title, plane.description.clone())
}

fn axes(canvas: &Canvas, plot: &Plot, (across, up): (&Values, &Values), plane: &Plane) {
    let [left, top, right, bottom] = plot.bounds;
    axis::rules(canvas, plot, up, words::count);
    for &tick in &across.ticks {
        let x = plot.at((tick, 0.0)).0;
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(RULE, 1.5));
        canvas.write(&words::count(tick), (x, bottom + 36.0), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
    }
    canvas.line(&[(left, top), (left, bottom)], Pen::solid(AXIS, 2.0));
    canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, 2.0));
    let style = Style::new(SMALLEST, MUTED);
    canvas.write(
        &style.shorten(&plane.across, right - left),
        (f64::midpoint(left, right), bottom + 74.0),
        style.anchored(Anchor::Middle),
    );
    canvas.write(&plane.up, (MARGIN, top - 18.0), style);
}

/// Writes a name as near to its spot as nothing else is; the rectangle it takes. Where there is no room there is no name.
fn name(canvas: &Canvas, plot: &Plot, spot: &Spot, taken: &[[f64; 4]]) -> Option<[f64; 4]> {
    let (x, y) = plot.at((spot.size.mean, spot.spread));
    let style = Style::new(SMALLEST, if spot.kind == Kind::Untold { INK } else { colour(spot.kind) }).with_halo();
    let lines = style.wrap_evenly(&spot.name, NAME, 2);
    let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
    let height = style.leading() * lines.len() as f64;
    let [left, top, right, bottom] = plot.bounds;
    const SIDES: [(f64, f64); 8] =
        [(0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0), (1.0, 0.0), (-1.0, 0.0)];
    const AWAY: [f64; 4] = [14.0, 26.0, 44.0, 60.0];
    let place = |&(across, down): &(f64, f64), away: f64| {
        let middle = (x + across * (away + width / 2.0), y + down * (away + height / 2.0));
        [middle.0 - width / 2.0, middle.1 - height / 2.0, middle.0 + width / 2.0, middle.1 + height / 2.0]
    };
    let is_free = |&[l, t, r, b]: &[f64; 4]| {
        let inside = l >= left && r <= right + 40.0 && t >= top && b <= bottom;
        inside && !taken.iter().any(|&other| overlap([l - 4.0, t, r + 4.0, b], other))
    };
    let mut places = AWAY.iter().flat_map(|&away| SIDES.iter().map(move |side| (place(side, away), away)));
    let (found, away) = places.find(|(place, _)| is_free(place))?;
    let [l, t, r, b] = found;
    if away > 26.0 {
        let nearest = (x.clamp(l - 4.0, r + 4.0), y.clamp(t, b));
        canvas.line(&[(x, y), nearest], Pen::solid(colour(spot.kind), 1.5));
    }
    for (at, line) in lines.iter().enumerate() {
        let middle = t + style.leading() * (at as f64 + 0.5);
        canvas.write_level(line, (f64::midpoint(l, r), middle), style.anchored(Anchor::Middle));
    }
    Some(found)
}
