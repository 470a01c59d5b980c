//! Numbers in words and figures: thousands separators, pounds, shares, dates, ranges, and how many digits are honest.
//!
//! A mean is never written with more digits than its 95 % interval supports: the rounding step is one significant figure of
//! the half-width (two where the half-width begins with 1 or 2), so that 41.237 known to 1.4 reads 41.2 and known to 35 reads 40.

use super::share::Share;
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

/// A value of a quantity in words: at most six significant figures.
pub fn value_in_words(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return whole(value);
    }
    let decimals = (5.0 - value.abs().log10().floor()).clamp(0.0, 12.0) as usize;
    let text = decimal(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
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

    /// Words, or a number that has no interval.
    pub fn alone(mean: impl Into<String>) -> Self {
        Self { mean: mean.into(), range: None }
    }

    fn nothing() -> Self {
        Self::alone(NOTHING)
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

/// A share in per cent, without the sign.
pub fn percentage(share: &Estimate) -> Figure {
    let [mean, lower, upper] = [share.mean, share.lower, share.upper].map(|value| whole(value * 100.0));
    Figure { mean, range: is_known(share).then(|| range(&lower, &upper)) }
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
    format!("{} {}", date.day(), short_month(date))
}

/// `Mar 2016`.
pub fn short_month(date: Date) -> String {
    format!("{} {}", &month_name(date)[..3], date.year())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::wilson;

    fn estimate(mean: f64, half_width: f64) -> Estimate {
        Estimate { mean, lower: mean - half_width, upper: mean + half_width, level: 0.95, replications: 100 }
    }

    fn share(successes: u64, trials: u64) -> Share {
        Share { successes, trials, estimate: wilson(successes, trials, 0.95) }
    }

    #[test]
    fn thousands_are_separated_and_the_sign_stays_in_front() {
        assert_eq!(whole(0.0), "0");
        assert_eq!(whole(999.6), "1,000");
        assert_eq!(whole(-1_234_567.0), "−1,234,567");
        assert_eq!(decimal(1_234.56, 1), "1,234.6");
        assert_eq!(whole(-0.2), "0");
        assert_eq!(whole(f64::NAN), NOTHING);
    }

    #[test]
    fn no_more_digits_are_written_than_the_interval_supports() {
        assert_eq!(figure(&estimate(41.237, 1.4), 0.1).in_full(), "41.2 (95 % interval 39.8 to 42.6)");
        assert_eq!(figure(&estimate(41.237, 3.5), 0.1).in_full(), "41 (95 % interval 38 to 45)");
        assert_eq!(figure(&estimate(41.237, 35.0), 0.1).in_full(), "40 (95 % interval 10 to 80)");
        assert_eq!(figure(&estimate(4_312.0, 190.0), 1.0).in_full(), "4,310 (95 % interval 4,120 to 4,500)");
        assert_eq!(figure(&estimate(7.0, 0.0), 0.1).in_full(), "7 (95 % interval 7)");
    }

    #[test]
    fn an_interval_that_is_not_known_is_not_written() {
        assert_eq!(figure(&estimate(41.2, f64::INFINITY), 0.1).in_full(), "41.2 (interval not known)");
        assert_eq!(figure(&estimate(f64::NAN, 1.0), 0.1).mean, NOTHING);
        assert_eq!(money_figure(&estimate(f64::NAN, 1.0)).range, None);
    }

    #[test]
    fn pounds_are_written_in_millions_thousands_or_alone() {
        assert_eq!(money(1_958_000.0), "£1.96m");
        assert_eq!(money(340_400.0), "£340k");
        assert_eq!(money(8_430.4), "£8,430");
        assert_eq!(money(-12_000.0), "−£12k");
        assert_eq!(money(0.0), "£0");
        assert_eq!(money(999_700.0), "£1.00m");
        assert_eq!(
            money_difference(&estimate(1_958_000.0, 60_000.0)).in_full(),
            "+£1.96m (95 % interval £1.90m to £2.02m)"
        );
        assert_eq!(money_difference(&estimate(-340_000.0, 0.0)).mean, "−£340k");
        assert_eq!(money_difference(&estimate(0.0, 0.0)).mean, "£0");
    }

    #[test]
    fn some_is_never_none_and_most_is_never_all() {
        assert_eq!(in_a_hundred(&share(30, 1_000), "winters"), "3 in 100 winters");
        assert_eq!(in_a_hundred(&share(0, 1_000), "winters"), "none of 1,000 winters");
        assert_eq!(in_a_hundred(&share(3, 1_000), "winters"), "fewer than 1 in 100 winters (3 of 1,000)");
        assert_eq!(in_a_hundred(&share(997, 1_000), ""), "more than 99 in 100 (997 of 1,000)");
        assert_eq!(in_a_hundred(&share(1_000, 1_000), "winters"), "all 1,000 winters");
        assert_eq!(in_a_hundred(&share(7, 20), "winters"), "7 of 20 winters");
        let short = [0, 3, 30, 997, 1_000].map(|successes| in_a_hundred_short(&share(successes, 1_000)));
        assert_eq!(short, ["none", "under 1 in 100", "3 in 100", "over 99 in 100", "all"]);
    }

    #[test]
    fn the_ends_of_an_interval_of_a_share_are_hundredths() {
        assert_eq!(hundredths(&share(30, 1_000).estimate), "2 to 4");
        assert_eq!(hundredths(&share(0, 1_000).estimate), "0 to under 1");
        assert_eq!(hundredths(&share(3, 1_000).estimate), "under 1");
        assert_eq!(hundredths(&share(1_000, 1_000).estimate), "over 99 to 100");
    }

    #[test]
    fn files_hold_plain_numbers_without_trailing_noughts() {
        assert_eq!(fixed(0.1 + 0.2, 3), "0.3");
        assert_eq!(fixed(1_200.0, 3), "1200");
        assert_eq!(fixed(-0.0001, 3), "0");
        assert_eq!(fixed(f64::NAN, 3), "");
        assert_eq!(fixed(f64::INFINITY, 3), "");
        assert_eq!(fixed(1_200.0, 0), "1200");
    }

    #[test]
    fn a_value_keeps_six_figures_and_no_noughts_that_say_nothing() {
        let words = [0.0, 0.1 + 0.2, 12.5, 1_234_567.0, 0.000_123_456_7].map(value_in_words);
        assert_eq!(words, ["0", "0.3", "12.5", "1,234,567", "0.000123457"]);
    }

    #[test]
    fn dates_shares_and_lists_are_in_words() {
        let day = crate::report::pages_fixture::date(2016, 3, 24);
        assert_eq!(
            (date(day), short_date(day), month(day)),
            ("24 March 2016".into(), "24 Mar 2016".into(), "March 2016".into())
        );
        assert_eq!((percent(0.123), percent(0.025), percent(1.0)), ("12 %".into(), "2.5 %".into(), "100 %".into()));
        assert_eq!(listed(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(
            (count_of(0, "day"), count_of(1, "day"), count_of(2, "day")),
            ("no days".into(), "one day".into(), "2 days".into())
        );
    }
}
