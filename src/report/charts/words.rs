//! Numbers, dates and shares as a board reads them.

use crate::model::Date;

/// What the numbers of a scale are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Count,
    Share,
    Pounds,
}

impl Unit {
    /// A value in words.
    pub fn words(self, value: f64) -> String {
        match self {
            Self::Count => count(value),
            Self::Share => per_cent(value),
            Self::Pounds => pounds(value),
        }
    }

    /// The least step between two ticks.
    pub fn least_step(self) -> f64 {
        if self == Self::Share { 0.2 } else { 1.0 }
    }
}

/// A whole number with commas between thousands.
pub fn count(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let digits = format!("{:.0}", value.abs().round());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && out != "0" { format!("−{out}") } else { out }
}

/// Pounds: to the pound under 10,000, in thousands under a million, else in millions with two decimals.
pub fn pounds(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 { "−" } else { "" };
    if !value.is_finite() {
        "–".to_owned()
    } else if size < 9_999.5 {
        if count(size) == "0" { "£0".to_owned() } else { format!("{sign}£{}", count(size)) }
    } else if size < 999_500.0 {
        format!("{sign}£{}k", count(size / 1e3))
    } else if size < 999.5e6 {
        format!("{sign}£{}m", trimmed(format!("{:.2}", size / 1e6)))
    } else {
        format!("{sign}£{}m", count(size / 1e6))
    }
}

/// Without zeros at the end of the decimals.
fn trimmed(number: String) -> String {
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share in per cent: whole, with one decimal near the ends, and never rounded to "0%" or "100%" when it is not.
pub fn per_cent(share: f64) -> String {
    match share * 100.0 {
        value if !value.is_finite() => "–".to_owned(),
        value if value <= 0.0 => "0%".to_owned(),
        value if value < 0.1 => "under 0.1%".to_owned(),
        value if value < 0.95 => format!("{value:.1}%"),
        value if value >= 100.0 => "100%".to_owned(),
        value if value > 99.9 => "over 99.9%".to_owned(),
        value if value > 99.0 => format!("{value:.1}%"),
        value => format!("{value:.0}%"),
    }
}

/// A date such as `24 Mar`.
pub fn short_date(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// How many of all, as the beginning of a sentence about them: "none of 1,000", "3 in 100", "all 1,000".
pub fn how_many(successes: u64, trials: u64) -> String {
    let share = successes as f64 / trials.max(1) as f64;
    match successes {
        0 => format!("none of {}", count(trials as f64)),
        all if all >= trials => format!("all {}", count(trials as f64)),
        some if trials < 100 => format!("{some} of {trials}"),
        _ if (0.0095..0.9905).contains(&share) => format!("{:.0} in 100", (share * 100.0).clamp(1.0, 99.0)),
        _ if trials >= 1000 && (0.000_95..0.999_05).contains(&share) => {
            format!("{:.0} in 1,000", (share * 1000.0).clamp(1.0, 999.0))
        }
        some => format!("{} of {}", count(some as f64), count(trials as f64)),
    }
}

/// "reaches" for one, "reach" for any other number, after [`how_many`].
pub fn verb_for(how_many: &str, plural: &str, singular: &str) -> String {
    if how_many.starts_with("1 ") { singular } else { plural }.to_owned()
}

/// "1 place", "2 places".
pub fn plural(number: f64, one: &str, more: &str) -> String {
    let number = count(number);
    let word = if number == "1" { one } else { more };
    format!("{number} {word}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas() {
        let found = [0.0, 999.0, 1000.0, 1_234_567.4, -1234.0, -0.2, f64::NAN].map(count);
        assert_eq!(found, ["0", "999", "1,000", "1,234,567", "−1,234", "0", "–"]);
    }

    #[test]
    fn pounds_have_the_unit_a_board_uses() {
        let found = [0.0, 412.4, 9_999.9, 250_000.0, 999_600.0, 1_930_000.0, 2e6, -1500.0, 12e9].map(pounds);
        assert_eq!(found, ["£0", "£412", "£10k", "£250k", "£1m", "£1.93m", "£2m", "−£1,500", "£12,000m"]);
    }

    #[test]
    fn a_share_is_never_rounded_to_certainty() {
        let found = [0.0, 0.0004, 0.004, 0.034, 0.5, 0.995, 0.9999, 1.0].map(per_cent);
        assert_eq!(found, ["0%", "under 0.1%", "0.4%", "3%", "50%", "99.5%", "over 99.9%", "100%"]);
        let found = [(0, 1000), (30, 1000), (3, 10_000), (4, 1000), (996, 1000), (1000, 1000), (2, 20)];
        let found = found.map(|(some, all)| how_many(some, all));
        let expected =
            ["none of 1,000", "3 in 100", "3 of 10,000", "4 in 1,000", "996 in 1,000", "all 1,000", "2 of 20"];
        assert_eq!(found, expected);
    }
}
