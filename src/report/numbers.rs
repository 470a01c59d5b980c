//! Numbers in words and figures: thousands separators, pounds, shares, dates, ranges, and how many digits are honest.
//!
//! A mean is never written with more digits than its 95 % interval supports: the rounding step is one significant figure of
//! the half-width (two where the half-width begins with 1 or 2), so that 41.237 known to 1.4 reads 41.2 and known to 35 reads 40.

use super::findings::Share;
use crate::model::Date;
use crate::statistics::Estimate;

/// What is written where a number does not exist.
pub const NOTHING: &str = "–";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole number with thousands separators: `12,345`.
pub fn whole(value: f64) -> String {
    decimal(value, 0)
}

/// A number with so many decimals and thousands separators; [`NOTHING`] when it is not a finite number.
pub fn decimal(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return NOTHING.into();
    }
    let digits = format!("{:.decimals$}", value.abs());
    let (integer, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(i, f)| (i, Some(f)));
    let mut text = String::with_capacity(digits.len() + 4);
    if value < 0.0 && digits.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    for (at, digit) in integer.chars().enumerate() {
        if at > 0 && (integer.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A number for a data file: at most so many decimals, no trailing zeros, a full stop, no separators; empty when not finite.
pub fn fixed(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.into() }
}

/// The step to which a number known to this half-width is rounded; `None` when the half-width is nothing or not known.
fn step(half_width: f64) -> Option<f64> {
    if !half_width.is_finite() || half_width <= 0.0 {
        return None;
    }
    let power = 10f64.powf(half_width.log10().floor());
    Some(if half_width / power < 3.0 { power / 10.0 } else { power })
}

/// True when both ends of the interval are known.
pub fn is_known(estimate: &Estimate) -> bool {
    estimate.mean.is_finite() && estimate.lower.is_finite() && estimate.upper.is_finite()
}

/// A mean and its interval, rounded alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub mean: String,
    /// `4,120 to 4,500`; `None` when the interval cannot be told.
    pub range: Option<String>,
}

impl Figure {
    /// `4,310 (95 % interval 4,120 to 4,500)`.
    pub fn in_full(&self) -> String {
        match &self.range {
            Some(range) => format!("{} (95 % interval {range})", self.mean),
            None => format!("{} (interval not known)", self.mean),
        }
    }

    fn nothing() -> Self {
        Self { mean: NOTHING.into(), range: None }
    }
}

/// A count of patients, days or events, to a step no finer than `finest`.
pub fn figure(estimate: &Estimate, finest: f64) -> Figure {
    if !estimate.mean.is_finite() {
        return Figure::nothing();
    }
    let exact = if estimate.mean.fract() == 0.0 { 1.0 } else { 0.1 };
    let step = step(estimate.half_width()).unwrap_or(exact).max(finest);
    let write = |value: f64| decimal((value / step).round() * step, usize::from(step < 1.0));
    let range = is_known(estimate).then(|| range(&write(estimate.lower), &write(estimate.upper)));
    Figure { mean: write(estimate.mean), range }
}

/// The same for a difference: the mean carries its sign.
pub fn difference(estimate: &Estimate, finest: f64) -> Figure {
    signed(figure(estimate, finest), estimate)
}

/// An amount of money with its interval, rounded alike.
pub fn money_figure(estimate: &Estimate) -> Figure {
    if !estimate.mean.is_finite() {
        return Figure::nothing();
    }
    let step = step(estimate.half_width()).unwrap_or(1.0);
    let range = is_known(estimate).then(|| range(&money_to(estimate.lower, step), &money_to(estimate.upper, step)));
    Figure { mean: money_to(estimate.mean, step), range }
}

/// The same for a difference: the mean carries its sign, `+£1.96m` or `−£340k`.
pub fn money_difference(estimate: &Estimate) -> Figure {
    signed(money_figure(estimate), estimate)
}

/// A plus sign before what is above nothing; a minus sign is there already.
fn signed(mut figure: Figure, estimate: &Estimate) -> Figure {
    if estimate.mean > 0.0 && figure.mean.contains(|c: char| ('1'..='9').contains(&c)) {
        figure.mean.insert(0, '+');
    }
    figure
}

/// `118 to 141`, or one number where both ends read the same.
pub fn range(lower: &str, upper: &str) -> String {
    if lower == upper { lower.into() } else { format!("{lower} to {upper}") }
}

/// Pounds: `£1.96m`, `£340k`, `£8,430`, `−£12k`.
pub fn money(pounds: f64) -> String {
    money_to(pounds, 1.0)
}

/// Pounds to a rounding step. Millions keep two decimals at most and thousands none: no board reads further.
fn money_to(pounds: f64, step: f64) -> String {
    if !pounds.is_finite() {
        return NOTHING.into();
    }
    let step = step.max(1.0);
    let rounded = (pounds / step).round() * step;
    let (text, unit) = match rounded.abs() {
        size if size >= 999_500.0 => {
            let decimals = if step >= 1e6 { 0 } else { 1 + usize::from(step < 1e5) };
            (decimal(size / 1e6, decimals), "m")
        }
        size if size >= 10_000.0 => (decimal(size / 1e3, 0), "k"),
        size => (decimal(size, 0), ""),
    };
    let sign = if rounded < 0.0 { "−" } else { "" };
    format!("{sign}£{text}{unit}")
}

/// A share as a percentage: `12 %`, with a decimal under 10 %.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    let decimals = usize::from(value.abs() < 9.95 && value.fract() != 0.0);
    if value.is_finite() { format!("{} %", decimal(value, decimals)) } else { NOTHING.into() }
}

/// A share of replications in words, with what they are: `3 in 100 winters`, `none of 1,000 winters`, `all 1,000 winters`,
/// `7 of 20 winters`, `fewer than 1 in 100 winters (3 of 1,000)`. With no noun the number alone.
///
/// Some is never written as none, nor most as all. Under 100 replications the plain fraction is given.
pub fn in_a_hundred(share: &Share, noun: &str) -> String {
    let (some, all) = (whole(share.successes as f64), whole(share.trials as f64));
    let (value, noun) = (share.value(), if noun.is_empty() { String::new() } else { format!(" {noun}") });
    match share.successes {
        0 => format!("none of {all}{noun}"),
        n if n >= share.trials => format!("all {all}{noun}"),
        _ if share.trials < 100 => format!("{some} of {all}{noun}"),
        _ if value < 0.01 => format!("fewer than 1 in 100{noun} ({some} of {all})"),
        _ if value > 0.99 => format!("more than 99 in 100{noun} ({some} of {all})"),
        _ => format!("{} in 100{noun}", whole(value * 100.0)),
    }
}

/// The same for a table cell: `3 in 100`, `none`, `all`, `7 of 20`, `under 1 in 100`.
pub fn in_a_hundred_short(share: &Share) -> String {
    let value = share.value();
    match share.successes {
        0 => "none".into(),
        n if n >= share.trials => "all".into(),
        n if share.trials < 100 => format!("{n} of {}", share.trials),
        _ if value < 0.01 => "under 1 in 100".into(),
        _ if value > 0.99 => "over 99 in 100".into(),
        _ => format!("{} in 100", whole(value * 100.0)),
    }
}

/// The interval of a share: `2 to 4` in 100.
pub fn hundredths(estimate: &Estimate) -> String {
    let end = |value: f64| match value {
        v if v > 0.0 && v < 0.01 => "under 1".into(),
        v if v > 0.99 && v < 1.0 => "over 99".into(),
        v => whole(v * 100.0),
    };
    range(&end(estimate.lower), &end(estimate.upper))
}

/// `24 March 2016`.
pub fn date(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// `24 Mar 2016`.
pub fn short_date(date: Date) -> String {
    format!("{} {} {}", date.day(), &month_name(date)[..3], date.year())
}

/// `March 2016`.
pub fn month(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}

/// `March`.
fn month_name(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month().unsigned_abs()).wrapping_sub(1)).copied().unwrap_or("Month")
}

/// `one option`, `2 options`: a number with its noun, the plural made with an s.
pub fn count_of(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("one {noun}"),
        n => format!("{} {noun}s", whole(n as f64)),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
