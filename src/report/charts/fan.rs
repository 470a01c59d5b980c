//! A fan: nested ranges around a median, each a band.

use super::canvas::{Pen, Style};
use super::marks::{Band, Line};
use super::palette::{BANDS, LABEL, MUTED, NAVY};
use super::plot::Datum;
use super::sheet::{Entry, Panel};

/// Probabilities of the lines of a usual fan, lowest first: 95 %, 80 % and 50 % ranges around the median.
pub const FAN_PROBABILITIES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];
/// What its bands are called, from the inside out.
pub const FAN_RANGES: [&str; 3] = ["50% range", "80% range", "95% range"];
/// What its lines are called where they end, from the top down.
pub const FAN_ENDS: [(usize, &str); 7] = [
    (6, "95% upper"),
    (5, "80% upper"),
    (4, "50% upper"),
    (3, "Median"),
    (2, "50% lower"),
    (1, "80% lower"),
    (0, "95% lower"),
];

/// The line of a median.
pub const MEDIAN: Pen = Pen::solid(NAVY, 4.5);
/// Place of a fan in a key and among labels: some marks stand before it, others after.
pub const FAN_PLACE: usize = 10;

/// A fan to be added to a panel.
#[derive(Clone, Copy, Debug)]
pub struct Fan<'a> {
    /// A line for each probability, lowest first; the one in the middle is the median.
    pub lines: &'a [Vec<Datum>],
    /// What the median is called in the key, and each band, from the inside out; none for a fan that the key names already.
    pub names: Option<(&'a str, &'a [&'a str])>,
    /// The lines that are named where they end, and their words.
    pub ends: &'a [(usize, &'a str)],
}

impl Fan<'_> {
    /// Adds the bands and the median; the entry of that.
    pub fn add<'p>(&self, panel: &'p mut Panel) -> &'p mut Entry {
        let middle = self.lines.len() / 2;
        for (at, (lower, colour)) in self.lines.iter().take(middle).zip(BANDS).enumerate() {
            let Some(upper) = self.lines.iter().rev().nth(at) else { continue };
            let entry = panel.add_area(Band::between(lower, upper, colour));
            let from_inside = middle - at;
            if let Some(name) = self.names.and_then(|(_, names)| names.get(from_inside - 1)) {
                entry.key(FAN_PLACE + from_inside, *name);
            }
        }
        let points = self.lines.get(middle).cloned().unwrap_or_default();
        let entry = panel.add(Line { points, pen: MEDIAN });
        if let Some((median, _)) = self.names {
            entry.key(FAN_PLACE, median);
        }
        for &(at, words) in self.ends {
            let Some(&(_, value)) = self.lines.get(at).and_then(|line| line.last()) else { continue };
            let style = if at == middle { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
            entry.end_at(FAN_PLACE, (value, value), words, style);
        }
        entry
    }
}
