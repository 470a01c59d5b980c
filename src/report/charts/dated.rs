//! Marks on a scale of days: a target and its date, and what really happened.

use super::axis::Days;
use super::canvas::{Pen, Style, Swatch};
use super::palette::{AXIS, INK, LABEL, MUTED, TARGET, WHITE};
use super::plot::{Datum, Plot};
use super::scene::Anchor;
use super::sheet::Mark;
use super::words;
use crate::model::Date;

/// A count and the date by which it should be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    pub count: f64,
    pub by: Date,
}

/// A target and its date on a scale of days: a dashed line, and a mark on it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    pub aim: Aim,
    pub days: Days,
}

/// How a level that should be reached is drawn.
pub const AIMED: Pen = Pen { colour: TARGET, width: 3.0, dash: &[13.0, 7.0] };
/// The line at the date of a target.
const DATED: Pen = Pen { colour: TARGET, width: 2.0, dash: &[3.0, 5.0] };
/// The words at a target and in its label.
pub const NAMED: Style = Style::new(LABEL, TARGET).bold();

impl Mark for Target {
    fn reach(&self) -> Vec<Datum> {
        vec![(f64::NAN, self.aim.count)]
    }

    fn end(&self) -> Option<f64> {
        Some(self.aim.count)
    }

    fn draw(&self, plot: &Plot) {
        let Aim { count, by } = self.aim;
        plot.level(count, AIMED);
        let Some(position) = self.days.position_of(by) else { return };
        plot.upright(position, DATED);
        let at = (plot.across(position), plot.up(count));
        plot.canvas.dot(at, 8.0, TARGET);
        let words = format!("Target: {} by {}", words::count(count), words::short_date(by));
        write_free(plot, &words, at, NAMED.with_halo(), &BESIDE);
    }
}

/// A date as a line from top to bottom, named at its top.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    pub date: Date,
    pub words: String,
    pub days: Days,
}

impl Mark for Dated {
    fn draw(&self, plot: &Plot) {
        let Some(position) = self.days.position_of(self.date) else { return };
        plot.upright(position, DATED);
        write_free(plot, &self.words, (plot.across(position), plot.bounds[1] + 52.0), NAMED.with_halo(), &BESIDE);
    }
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
fn write_free(plot: &Plot, words: &str, (x, y): (f64, f64), style: Style, places: &[Place]) {
    let ([left, top, right, bottom], canvas) = (plot.bounds, &plot.canvas);
    let free = |&(across, down, lines, anchor): &Place| {
        let (at, style) = ((x + across, y + down + lines * style.size), style.anchored(anchor));
        let [a, b, c, d] = canvas.text(words, at, style).bounds();
        let inside = a >= left - 4.0 && b >= top - 4.0 && c <= right && d <= bottom;
        let free = inside && !canvas.covers_a_text([a - 6.0, b - 3.0, c + 6.0, d + 3.0]);
        free.then_some((at, style, [a, b, c, d]))
    };
    let choices: Vec<_> = places.iter().filter_map(free).collect();
    if let Some(&(at, style, _)) = choices.iter().min_by_key(|(_, _, bounds)| canvas.lines_covered(*bounds)) {
        canvas.write(words, at, style);
    }
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
    pub days: Days,
}

impl Observed {
    /// The points that lie in the days shown, by date.
    fn shown<'a>(&'a self) -> Vec<(Datum, &'a str)> {
        let mut points: Vec<&(Date, f64, String)> = self.points.iter().collect();
        points.sort_by_key(|(date, ..)| *date);
        let shown = |(date, value, words): &'a (Date, f64, String)| {
            Some(((self.days.position_of(*date)?, *value), words.as_str()))
        };
        points.into_iter().filter_map(shown).collect()
    }
}

impl Mark for Observed {
    fn reach(&self) -> Vec<Datum> {
        self.shown().into_iter().map(|(point, _)| point).collect()
    }

    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Dot(if self.belongs { INK } else { AXIS }))
    }

    fn end(&self) -> Option<f64> {
        self.points.last().map(|point| point.1)
    }

    /// Draws the points and writes their values where there is room.
    fn draw(&self, plot: &Plot) {
        let shown: Vec<(Datum, &str)> = self.shown().into_iter().filter(|(point, _)| plot.holds(*point)).collect();
        let (colour, radius) = if self.belongs { (INK, 8.5) } else { (AXIS, 7.0) };
        if self.belongs {
            let line: Vec<Datum> = shown.iter().map(|(point, _)| *point).collect();
            plot.line(&line, Pen::solid(WHITE, 6.0));
            plot.line(&line, Pen::solid(INK, 2.5));
        }
        for (point, _) in &shown {
            plot.canvas.dot(plot.at(*point), radius, colour);
        }
        let style = if self.belongs { Style::new(LABEL, INK).bold() } else { Style::new(LABEL, MUTED) };
        for (at, (point, words)) in shown.iter().enumerate() {
            let neighbours = [at.checked_sub(1), Some(at + 1)].map(|at| at.and_then(|at| shown.get(at)));
            let is_valley = neighbours.iter().flatten().all(|(other, _)| other.1 > point.1);
            let places = if is_valley { &VALLEY } else { &PEAK };
            write_free(plot, words, plot.at(*point), style.with_halo(), places);
        }
    }
}

/// The average of each month that was really counted: a hollow bar over its days, as far as they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Monthly {
    /// The first day of each month, and its average.
    pub averages: Vec<(Date, f64)>,
    pub days: Days,
}

impl Monthly {
    /// First and last position of each month, and its average.
    fn shown(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.averages.iter().filter_map(|&(month, average)| {
            let (from, to) = self.days.month_of(month)?;
            Some((from, to, average))
        })
    }
}

impl Mark for Monthly {
    fn reach(&self) -> Vec<Datum> {
        self.shown().map(|(from, _, average)| (from, average)).collect()
    }

    fn swatch(&self) -> Option<Swatch> {
        self.shown().next().map(|_| Swatch::HollowBar)
    }

    fn draw(&self, plot: &Plot) {
        for (from, to, average) in
            self.shown().filter(|&(from, to, average)| plot.holds((from, average)) && plot.holds((to, average)))
        {
            plot.canvas.hollow_bar(plot.across(from), plot.across(to), plot.up(average));
        }
    }
}
