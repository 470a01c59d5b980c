//! Scales of values and of dates: where the ticks stand and how they are written.

use std::ops::Range;

use crate::model::Date;
use crate::model::dates::{days_between, plus_days};

use super::canvas::{Pen, Style};
use super::font::Weight;
use super::palette::{AXIS, INK, LABEL, MUTED, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::Anchor;
use super::words::Unit;

/// A scale of values: from zero (or a negative number) to a round number, with round ticks.
#[derive(Clone, Debug, PartialEq)]
pub struct Values {
    pub range: Range<f64>,
    pub ticks: Vec<f64>,
}

impl Values {
    /// A scale that holds all the values, with about `wanted` steps of 1, 2 or 5 times a power of ten, none less than
    /// `least_step`. Zero is always on it: a scale that starts elsewhere makes small changes look large.
    pub fn holding(values: impl IntoIterator<Item = f64>, wanted: f64, least_step: f64) -> Self {
        let finite = values.into_iter().filter(|value| value.is_finite());
        let (low, high) = finite.fold((0.0f64, 0.0f64), |(low, high), value| (low.min(value), high.max(value)));
        let high = if high - low < least_step { low + least_step } else { high };
        let raw = ((high - low) / wanted.max(1.0)).max(least_step);
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|k| k * power).find(|&step| step >= raw * 0.999);
        let step = step.unwrap_or(raw);
        let (first, last) = ((low / step).floor(), (high / step - 1e-9).ceil());
        let ticks: Vec<f64> = (0..=(last - first) as usize).map(|at| (first + at as f64) * step).collect();
        Self { range: first * step..last * step, ticks }
    }

    /// Width of the widest tick label.
    pub fn width(&self, words: impl Fn(f64) -> String) -> f64 {
        self.ticks.iter().map(|&tick| Style::new(LABEL, MUTED).width(&words(tick))).fold(0.0, f64::max)
    }
}

/// Draws the horizontal rules and writes the ticks left of the plot.
pub fn rules(plot: &Plot, values: &Values, words: impl Fn(f64) -> String) {
    let style = Style::new(LABEL, MUTED).anchored(Anchor::End);
    for &tick in &values.ticks {
        plot.level(tick, Pen::solid(RULE, 1.5));
        plot.canvas.write_level(&words(tick), (plot.bounds[0] - 14.0, plot.up(tick)), style);
    }
}

/// A stronger line among the rules.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge {
    /// Along the bottom, so wide.
    Bottom(f64),
    /// Along the left side.
    Left(f64),
    /// Where the values from left to right are zero.
    UprightZero,
    /// Where the values upwards are zero.
    LevelZero,
}

/// The axis of values below a plot.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bottom {
    /// What the values are.
    pub caption: String,
    /// Pixels by which the caption may be wider than the plot.
    pub overhang: f64,
    pub edges: Vec<Edge>,
    /// Whether the rule at zero is stronger than the others.
    pub has_strong_zero: bool,
}

impl Bottom {
    /// Draws the upright rules, writes their ticks, as many as there is room for, and the caption.
    pub fn draw(&self, plot: &Plot, values: &Values, unit: Unit) {
        let [left, _, right, bottom] = plot.bounds;
        let style = Style::new(LABEL, MUTED).anchored(Anchor::Middle);
        let mut free = f64::NEG_INFINITY;
        for &tick in &values.ticks {
            let (x, words) = (plot.across(tick), unit.words(tick));
            let is_strong = self.has_strong_zero && tick == 0.0;
            plot.upright(tick, if is_strong { Pen::solid(AXIS, 2.5) } else { Pen::solid(RULE, 1.5) });
            let half = style.width(&words) / 2.0;
            if x - half > free + 12.0 {
                plot.canvas.write(&words, (x, bottom + 36.0), style);
                free = x + half;
            }
        }
        self.edges.iter().for_each(|edge| edge.draw(plot));
        let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
        let caption = style.shorten(&self.caption, right - left + self.overhang);
        plot.canvas.write(&caption, (f64::midpoint(left, right), bottom + 74.0), style);
    }
}

impl Edge {
    fn draw(self, plot: &Plot) {
        let [left, top, right, bottom] = plot.bounds;
        match self {
            Self::Bottom(width) => plot.canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, width)),
            Self::Left(width) => plot.canvas.line(&[(left, top), (left, bottom)], Pen::solid(AXIS, width)),
            Self::UprightZero => plot.upright(0.0, Pen::solid(AXIS, 2.5)),
            Self::LevelZero => plot.level(0.0, Pen::solid(AXIS, 2.5)),
        }
    }
}

/// The values of a quantity of the scenario, below a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What it is called, with its unit.
    pub name: String,
    /// Its values, rising.
    pub values: Vec<f64>,
    /// The same in words.
    pub words: Vec<String>,
}

impl Quantity {
    /// From the lowest value to the highest; around a single one.
    pub fn range(&self) -> Range<f64> {
        match self.values.as_slice() {
            [] => 0.0..1.0,
            [only] => only - 1.0..only + 1.0,
            [first, .., last] => *first..*last,
        }
    }

    /// A point for each value; a single one becomes a level line across the plot.
    pub fn points(&self, line: &[f64]) -> Vec<(f64, f64)> {
        match (self.values.as_slice(), line) {
            ([_], [only]) => vec![(self.range().start, *only), (self.range().end, *only)],
            (values, line) => values.iter().copied().zip(line.iter().copied()).collect(),
        }
    }

    /// Writes the values, as many as there is room for, and the name of the quantity.
    pub fn draw(&self, plot: &Plot) {
        let [left, _, right, bottom] = plot.bounds;
        Edge::Bottom(2.0).draw(plot);
        let style = Style::new(LABEL, MUTED).anchored(Anchor::Middle);
        let mut free = f64::NEG_INFINITY;
        for (value, words) in self.values.iter().zip(&self.words) {
            let (x, half) = (plot.across(*value), style.width(words) / 2.0);
            plot.canvas.line(&[(x, bottom), (x, bottom + 9.0)], Pen::solid(AXIS, 1.5));
            if x - half > free {
                plot.canvas.write(words, (x, bottom + 38.0), style);
                free = x + half + 16.0;
            }
        }
        let style = Style::new(LABEL, INK).anchored(Anchor::Middle);
        let name = style.shorten(&self.name, right - left);
        plot.canvas.write(&name, (f64::midpoint(left, right), bottom + 76.0), style);
    }
}

/// The days of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Days {
    pub first: Date,
    pub count: usize,
}

impl Days {
    /// The horizontal position of a day by its number: the middle of the day.
    pub fn position(day: usize) -> f64 {
        day as f64 + 0.5
    }

    /// The position of a date, or nothing when it lies outside.
    pub fn position_of(&self, date: Date) -> Option<f64> {
        let day = usize::try_from(days_between(self.first, date)).ok()?;
        (day < self.count).then(|| Self::position(day))
    }

    /// The range of positions: from the first day's to the last's, so that lines reach from edge to edge.
    pub fn range(&self) -> Range<f64> {
        if self.count > 1 { 0.5..self.count as f64 - 0.5 } else { 0.0..1.0 }
    }

    /// One point for each value; a single day becomes a level line across the plot.
    pub fn points(&self, values: &[f64]) -> Vec<(f64, f64)> {
        match values {
            [only] => vec![(0.0, *only), (1.0, *only)],
            all => all.iter().enumerate().map(|(day, &value)| (Self::position(day), value)).collect(),
        }
    }

    /// The positions of the first and the last day shown of the month of a date, or nothing when no two are.
    pub fn month_of(&self, date: Date) -> Option<(f64, f64)> {
        let end = self.range().end;
        let day = |date: Date| days_between(self.first, date) as f64 + 0.5;
        let (from, to) = (day(date.first_of_month()).max(0.5), day(date.last_of_month()).min(end));
        (from < to).then_some((from, to))
    }

    /// The last day.
    pub fn last(&self) -> Date {
        plus_days(self.first, self.count as i64 - 1)
    }

    /// Spans of days with the same value of `of` (a month, a year), as day numbers, the last one excluded.
    fn spans<T: PartialEq>(&self, of: impl Fn(Date) -> T) -> Vec<(Date, usize, usize)> {
        let mut spans: Vec<(Date, usize, usize)> = Vec::new();
        for day in 0..self.count {
            let date = plus_days(self.first, day as i64);
            match spans.last_mut() {
                Some(span) if of(span.0) == of(date) => span.2 = day + 1,
                _ => spans.push((date, day, day + 1)),
            }
        }
        spans
    }
}

/// Longest period whose days are numbered one by one; longer ones show months and years.
const NUMBERED_DAYS: usize = 62;

/// Draws the axis of dates below the plot. Two rows are written: days and months, or months and years.
pub fn dates(plot: &Plot, days: &Days) {
    let [left, _, right, _] = plot.bounds;
    Edge::Bottom(2.0).draw(plot);
    if days.count <= NUMBERED_DAYS {
        numbered_days(plot, days);
        let months = days.spans(|date| (date.year(), date.month()));
        row(plot, (&months, 70.0), Weight::Bold, &["%B %Y", "%b %Y", "%b"]);
    } else {
        let months = days.spans(|date| (date.year(), date.month()));
        let years = days.spans(Date::year);
        let month = (right - left) * 30.4 / days.count as f64;
        let every = [1, 3, 6].into_iter().find(|&every| month * f64::from(every) >= 58.0);
        let shown = |date: Date| every.is_some_and(|every| (date.month() - 1) % every == 0);
        for &(date, from, _) in months.iter().skip(1).filter(|_| month >= 6.0) {
            let long = shown(date) && every != Some(1);
            tick(plot, from, if long { 36.0 } else { 9.0 });
        }
        let named: Vec<_> = months.iter().copied().filter(|(date, ..)| shown(*date)).collect();
        row(plot, (&named, 36.0), Weight::Regular, if every == Some(1) { &["%b"] } else { &["~%b"] });
        for &(_, from, _) in years.iter().skip(1) {
            tick(plot, from, 76.0);
        }
        row(plot, (&years, 70.0), Weight::Bold, &["%Y"]);
    }
}

fn tick(plot: &Plot, day: usize, length: f64) {
    let ([left, _, right, bottom], x) = (plot.bounds, plot.across(day as f64));
    if length > 0.0 && x > left && x < right {
        plot.canvas.line(&[(x, bottom), (x, bottom + length)], Pen::solid(AXIS, 1.5));
    }
}

/// Writes a name in the middle of each span, in the longest of the formats that fits into it; a format that begins with `~`
/// stands at the start of its span and may reach beyond it.
fn row(plot: &Plot, (spans, down): (&[(Date, usize, usize)], f64), weight: Weight, formats: &[&str]) {
    let [left, _, right, bottom] = plot.bounds;
    let (colour, mut free) = (if weight == Weight::Bold { INK } else { MUTED }, left - 20.0);
    let style = Style { weight, ..Style::new(LABEL, colour) };
    for &(date, from, to) in spans {
        let from = plot.across(from as f64).max(left);
        let to = plot.across(to as f64).min(right);
        let middle = f64::midpoint(from, to);
        let fits = |format: &&str| {
            let name = date.strftime(format.trim_start_matches('~')).to_string();
            let width = style.width(&name);
            let (start, inside) = if format.starts_with('~') {
                (from + 7.0, from + 7.0 + width <= right)
            } else {
                (middle - width / 2.0, width + 4.0 <= to - from)
            };
            (inside && start > free + 8.0).then_some((name, start, width))
        };
        if let Some((name, start, width)) = formats.iter().find_map(fits) {
            plot.canvas.write(&name, (start, bottom + down), style);
            free = start + width;
        }
    }
}

/// Numbers of days, as many as there is room for.
fn numbered_days(plot: &Plot, days: &Days) {
    let [left, _, right, bottom] = plot.bounds;
    let day = (right - left) / days.count as f64;
    let every = [1, 2, 7, 14].into_iter().find(|&every| day * every as f64 >= 40.0).unwrap_or(28);
    for at in (0..days.count).step_by(every) {
        let x = plot.across(Days::position(at));
        let number = plus_days(days.first, at as i64).day().to_string();
        plot.canvas.line(&[(x, bottom), (x, bottom + 9.0)], Pen::solid(AXIS, 1.5));
        plot.canvas.write(&number, (x, bottom + 36.0), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_hold_their_values_and_are_round() {
        for values in [vec![], vec![0.0], vec![3.0], vec![159.0, 212.0], vec![4e9], vec![-50.0, 120.0], vec![f64::NAN]]
        {
            let scale = Values::holding(values.clone(), 7.0, 1.0);
            assert!(values.iter().all(|v| !v.is_finite() || (scale.range.start <= *v && *v <= scale.range.end)));
            assert!(scale.ticks.len() >= 2 && scale.ticks.len() <= 12, "{scale:?}");
            assert!(scale.ticks.contains(&0.0), "{scale:?}");
        }
        assert_eq!(Values::holding([212.0], 7.0, 1.0).ticks, [0.0, 50.0, 100.0, 150.0, 200.0, 250.0]);
        assert_eq!(Values::holding([1.0], 5.0, 0.2).ticks.len(), 6);
    }

    #[test]
    fn a_date_has_a_position_when_it_is_shown() {
        let days = Days { first: jiff::civil::date(2015, 11, 23), count: 10 };
        assert_eq!(days.position_of(jiff::civil::date(2015, 11, 23)), Some(0.5));
        assert_eq!(days.position_of(jiff::civil::date(2015, 12, 2)), Some(9.5));
        assert_eq!(days.position_of(jiff::civil::date(2015, 12, 3)), None);
        assert_eq!(days.position_of(jiff::civil::date(2015, 11, 22)), None);
        assert_eq!(days.last(), jiff::civil::date(2015, 12, 2));
    }
}
