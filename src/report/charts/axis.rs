//! Scales of values and of dates: where the ticks stand and how they are written.

use std::ops::Range;

use crate::model::Date;
use crate::model::dates::{days_between, plus_days};

use super::canvas::{Canvas, Pen, Style};
use super::font::Weight;
use super::palette::{AXIS, INK, LABEL, MUTED, RULE};
use super::plot::Plot;
use super::scene::Anchor;

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

/// Draws the horizontal rules and writes the ticks left of the plot. Call before the data (`below`) for lines, or after as
/// well to see the rules through areas.
pub fn rules(canvas: &Canvas, plot: &Plot, values: &Values, words: impl Fn(f64) -> String) {
    let [left, _, right, _] = plot.bounds;
    for &tick in &values.ticks {
        let y = plot.at((0.0, tick)).1;
        canvas.line(&[(left, y), (right, y)], Pen::solid(RULE, 1.5));
        canvas.write_level(&words(tick), (left - 14.0, y), Style::new(LABEL, MUTED).anchored(Anchor::End));
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
pub fn dates(canvas: &Canvas, plot: &Plot, days: &Days) {
    let [left, _, right, bottom] = plot.bounds;
    canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, 2.0));
    if days.count <= NUMBERED_DAYS {
        numbered_days(canvas, plot, days);
        let months = days.spans(|date| (date.year(), date.month()));
        row(canvas, plot, (&months, 70.0), Weight::Bold, &["%B %Y", "%b %Y", "%b"]);
    } else {
        let months = days.spans(|date| (date.year(), date.month()));
        let years = days.spans(Date::year);
        let month = (right - left) * 30.4 / days.count as f64;
        let every = [1, 3, 6].into_iter().find(|&every| month * f64::from(every) >= 58.0);
        let shown = |date: Date| every.is_some_and(|every| (date.month() - 1) % every == 0);
        for &(date, from, _) in months.iter().skip(1).filter(|_| month >= 6.0) {
            let long = shown(date) && every != Some(1);
            tick(canvas, plot, from, if long { 36.0 } else { 9.0 });
        }
        let named: Vec<_> = months.iter().copied().filter(|(date, ..)| shown(*date)).collect();
        row(canvas, plot, (&named, 36.0), Weight::Regular, if every == Some(1) { &["%b"] } else { &["~%b"] });
        for &(_, from, _) in years.iter().skip(1) {
            tick(canvas, plot, from, 76.0);
        }
        row(canvas, plot, (&years, 70.0), Weight::Bold, &["%Y"]);
    }
}

fn tick(canvas: &Canvas, plot: &Plot, day: usize, length: f64) {
    let ([left, _, right, bottom], x) = (plot.bounds, plot.at((day as f64, 0.0)).0);
    if length > 0.0 && x > left && x < right {
        canvas.line(&[(x, bottom), (x, bottom + length)], Pen::solid(AXIS, 1.5));
    }
}

/// Writes a name in the middle of each span, in the longest of the formats that fits into it; a format that begins with `~`
/// stands at the start of its span and may reach beyond it.
fn row(canvas: &Canvas, plot: &Plot, (spans, down): (&[(Date, usize, usize)], f64), weight: Weight, formats: &[&str]) {
    let [left, _, right, bottom] = plot.bounds;
    let (colour, mut free) = (if weight == Weight::Bold { INK } else { MUTED }, left - 20.0);
    let style = Style { weight, ..Style::new(LABEL, colour) };
    for &(date, from, to) in spans {
        let from = plot.at((from as f64, 0.0)).0.max(left);
        let to = plot.at((to as f64, 0.0)).0.min(right);
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
            canvas.write(&name, (start, bottom + down), style);
            free = start + width;
        }
    }
}

/// Numbers of days, as many as there is room for.
fn numbered_days(canvas: &Canvas, plot: &Plot, days: &Days) {
    let [left, _, right, bottom] = plot.bounds;
    let day = (right - left) / days.count as f64;
    let every = [1, 2, 7, 14].into_iter().find(|&every| day * every as f64 >= 40.0).unwrap_or(28);
    for at in (0..days.count).step_by(every) {
        let x = plot.at((Days::position(at), 0.0)).0;
        let number = plus_days(days.first, at as i64).day().to_string();
        canvas.line(&[(x, bottom), (x, bottom + 9.0)], Pen::solid(AXIS, 1.5));
        canvas.write(&number, (x, bottom + 36.0), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
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
