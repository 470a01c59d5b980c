//! Points on a plane with their intervals, the frontier through them, and their names where there is room.

use super::canvas::{Pen, Style, Swatch};
use super::palette::BANDS;
use super::plot::{Datum, Plot};
use super::scene::{Anchor, Colour};
use super::sheet::Mark;
use crate::statistics::Estimate;

/// A point and the intervals around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spot {
    pub at: Datum,
    /// Lower and upper end from left to right.
    pub across: Option<(f64, f64)>,
    /// Lower and upper end upwards.
    pub up: Option<(f64, f64)>,
    pub colour: Colour,
}

impl Spot {
    /// A point without intervals.
    pub fn at(at: Datum, colour: Colour) -> Self {
        Self { at, across: None, up: None, colour }
    }

    /// The means of two estimates, with the intervals that are known.
    pub fn of(across: &Estimate, up: &Estimate, colour: Colour) -> Self {
        let interval =
            |estimate: &Estimate| estimate.half_width().is_finite().then_some((estimate.lower, estimate.upper));
        Self { at: (across.mean, up.mean), across: interval(across), up: interval(up), colour }
    }
}

/// How spots are drawn; lengths in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Of each point; none without points.
    pub radius: Option<f64>,
    /// Width of the line of an interval.
    pub width: f64,
    /// The shortest interval with bars across its ends, and half the length of these: from left to right, and upwards.
    pub caps: [Option<(f64, f64)>; 2],
    /// How far from an interval no name stands.
    pub clear: f64,
}

/// Points with their intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Spots {
    pub spots: Vec<Spot>,
    pub look: Look,
}

impl Mark for Spots {
    fn reach(&self) -> Vec<Datum> {
        let ends = |spot: &Spot| {
            let across = spot.across.map(|(from, to)| [(from, f64::NAN), (to, f64::NAN)]);
            let up = spot.up.map(|(from, to)| [(f64::NAN, from), (f64::NAN, to)]);
            std::iter::once(spot.at).chain(across.into_iter().chain(up).flatten()).collect::<Vec<_>>()
        };
        self.spots.iter().flat_map(ends).collect()
    }

    /// The line of an interval.
    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Line(Pen::solid(self.spots.first()?.colour, self.look.width)))
    }

    fn draw(&self, plot: &Plot) {
        for spot in &self.spots {
            let (x, y) = plot.at(spot.at);
            if let Some((from, to)) = spot.across {
                let ends = [(plot.across(from), y), (plot.across(to), y)];
                self.interval(plot, ends, self.look.caps[0], spot.colour);
            }
            if let Some((from, to)) = spot.up {
                self.interval(plot, [(x, plot.up(to)), (x, plot.up(from))], self.look.caps[1], spot.colour);
            }
            if let Some(radius) = self.look.radius {
                plot.canvas.dot((x, y), radius, spot.colour);
                plot.take([x - radius, y - radius, x + radius, y + radius]);
            }
        }
    }
}

impl Spots {
    /// Draws an interval from its left or upper end to the other, with bars across the ends of a long one.
    fn interval(&self, plot: &Plot, [from, to]: [(f64, f64); 2], caps: Option<(f64, f64)>, colour: Colour) {
        let pen = Pen::solid(colour, self.look.width);
        plot.canvas.line(&[from, to], pen);
        let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        let (right, down) = if from.1 == to.1 { (0.0, 1.0) } else { (1.0, 0.0) };
        if let Some((_, half)) = caps.filter(|(shortest, _)| length > *shortest) {
            for (x, y) in [from, to] {
                plot.canvas.line(&[(x - half * right, y - half * down), (x + half * right, y + half * down)], pen);
            }
        }
        let (right, down) = (right * self.look.clear, down * self.look.clear);
        plot.take([from.0 - right, from.1 - down, to.0 + right, to.1 + down]);
    }
}

/// The line through the points that nothing beats.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// From left to right.
    pub points: Vec<Datum>,
}

impl Frontier {
    const PEN: Pen = Pen::solid(BANDS[1], 6.0);
}

impl Mark for Frontier {
    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Line(Self::PEN))
    }

    /// Draws the line, and takes small squares along it, so that no name is written over it.
    fn draw(&self, plot: &Plot) {
        plot.line(&self.points, Self::PEN);
        for ends in self.points.windows(2) {
            let [(x, y), (right, down)] = [plot.at(ends[0]), plot.at(ends[1])];
            let squares = ((right - x).hypot(down - y) / 8.0).ceil().max(1.0);
            for at in 0..=squares as u32 {
                let share = f64::from(at) / squares;
                let (x, y) = (x + (right - x) * share, y + (down - y) * share);
                plot.take([x - 4.0, y - 4.0, x + 4.0, y + 4.0]);
            }
        }
    }
}

/// The name of a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub at: Datum,
    pub words: String,
    pub style: Style,
    /// Of the line from the name to a point that is not beside it.
    pub colour: Colour,
}

/// Names, each as near to its point as nothing else is; one for which there is no room at all is not written.
#[derive(Clone, Debug, PartialEq)]
pub struct Names {
    pub names: Vec<Name>,
    /// Longest line in pixels.
    pub room: f64,
    /// Sides of the point on which a name may stand, the best first, to the right and down.
    pub sides: [(f64, f64); 8],
    /// Distances from the point, nearest first.
    pub away: &'static [f64],
    /// From farther off a line leads to the point.
    pub beside: f64,
    /// Pixels by which a name may reach beyond the right edge of the plot.
    pub overhang: f64,
}

impl Mark for Names {
    fn draw(&self, plot: &Plot) {
        self.names.iter().for_each(|name| self.write(plot, name));
    }
}

impl Names {
    fn write(&self, plot: &Plot, name: &Name) {
        let ((x, y), style) = (plot.at(name.at), name.style);
        let lines = style.wrap_evenly(&name.words, self.room, 2);
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let height = style.leading() * lines.len() as f64;
        let [left, top, right, bottom] = plot.bounds;
        let place = |(across, down): (f64, f64), away: f64| {
            // The middle of the nearest edge or corner of the name stands `away` from the point.
            let middle = (x + across * (away + width / 2.0), y + down * (away + height / 2.0));
            [middle.0 - width / 2.0, middle.1 - height / 2.0, middle.0 + width / 2.0, middle.1 + height / 2.0]
        };
        let is_free = |&[l, t, r, b]: &[f64; 4]| {
            let is_inside = l >= left && r <= right + self.overhang && t >= top && b <= bottom;
            is_inside && !plot.is_taken([l - 4.0, t, r + 4.0, b])
        };
        let places = self.away.iter().flat_map(|&away| self.sides.map(|side| (place(side, away), away)));
        let Some((found, away)) = places.into_iter().find(|(place, _)| is_free(place)) else { return };
        let [l, t, r, b] = found;
        if away > self.beside {
            let nearest = (x.clamp(l - 4.0, r + 4.0), y.clamp(t, b));
            plot.canvas.line(&[(x, y), nearest], Pen::solid(name.colour, 1.5));
        }
        let middle = (f64::midpoint(l, r), f64::midpoint(t, b));
        plot.canvas.write_lines(&lines, middle, style.anchored(Anchor::Middle));
        plot.take(found);
    }
}
