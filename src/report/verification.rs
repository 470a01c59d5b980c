//! What `dtoc verify` found: simulated numbers beside those that are known from elsewhere.

mod charts;
mod page;
mod table;

use super::numbers;
use super::{ChartFigure, File, Stamp, tables};
use crate::experiment::verification::Comparison;
use crate::model::dates::plus_days;
use crate::scenario::{Condition, Expected, Scenario, Statistic, Verification};
use crate::statistics::Estimate;

/// A case that was simulated.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The scenario, with the values of the case.
    pub scenario: Scenario,
    pub case: Verification,
    /// Replications simulated.
    pub replications: u64,
    /// In the order of the expected numbers of the case.
    pub comparisons: Vec<Comparison>,
}

impl Verified {
    /// The expected numbers with what was simulated.
    pub fn rows(&self) -> impl Iterator<Item = (&Expected, &Comparison)> {
        self.case.expected.iter().zip(&self.comparisons)
    }

    /// What an expected number is, in words: `mean on 31 March 2023`.
    pub fn statistic(&self, expected: &Expected) -> String {
        let day = |day: usize| plus_days(self.scenario.system.period.start, day as i64);
        let on = expected.on.map_or_else(String::new, |at| format!(" on {}", numbers::date(day(at))));
        let statistic = match expected.statistic {
            Statistic::Mean => "mean".to_owned(),
            Statistic::StandardDeviation => "standard deviation".to_owned(),
            Statistic::Share { of, among_at_most } => {
                let condition = match of {
                    Condition::Above(bound) => format!("above {bound}"),
                    Condition::AtMost(bound) => format!("at most {bound}"),
                    Condition::EqualTo(bound) => format!("equal to {bound}"),
                };
                let among = among_at_most.map_or_else(String::new, |bound| format!(", of those at most {bound}"));
                format!("share {condition}{among}")
            }
        };
        statistic + &on
    }
}

/// How many numbers there are, and how many agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub numbers: usize,
    pub agree: usize,
}

/// Counts the numbers of these cases.
pub fn count<'v>(cases: impl IntoIterator<Item = &'v Verified>) -> Count {
    let mut count = Count { numbers: 0, agree: 0 };
    for comparison in cases.into_iter().flat_map(|case| &case.comparisons) {
        count.numbers += 1;
        count.agree += usize::from(comparison.agrees);
    }
    count
}

/// The finding, as a sentence without its full stop.
pub fn headline(cases: &[Verified]) -> String {
    let Count { numbers, agree } = count(cases);
    match (numbers, numbers - agree) {
        (1, 0) => "The number known from elsewhere is reproduced".to_owned(),
        (_, 0) => format!("All {numbers} numbers known from elsewhere are reproduced"),
        (1, _) => "The number known from elsewhere is not reproduced".to_owned(),
        (_, 1) => format!("One of {numbers} numbers known from elsewhere is not reproduced"),
        (_, differ) => format!("{differ} of {numbers} numbers known from elsewhere are not reproduced"),
    }
}

/// Cases of one scenario file that follow one another.
fn by_scenario(cases: &[Verified]) -> impl Iterator<Item = &[Verified]> {
    cases.chunk_by(|one, other| one.scenario.id == other.scenario.id)
}

/// An expected value to at most six digits, with the half-width of its interval to two.
fn expected_in_words(expected: &Expected) -> String {
    let value = significant(expected.value, 6);
    if expected.half_width > 0.0 { format!("{value} ± {}", significant(expected.half_width, 2)) } else { value }
}

/// A number with at most so many significant digits, and none that say nothing.
fn significant(value: f64, digits: i32) -> String {
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    numbers::fixed(value, (digits - 1 - magnitude).clamp(0, 12) as usize)
}

/// A simulated number, and its interval as `32.1 to 34.8`, to the digits that this supports.
fn simulated_in_words(simulated: &Estimate) -> (String, String) {
    let half_width = simulated.half_width();
    if !half_width.is_finite() || !simulated.mean.is_finite() {
        return (numbers::NOTHING.into(), numbers::NOTHING.into());
    }
    // Two significant figures of the half-width.
    let digits = if half_width > 0.0 { (1.0 - half_width.log10().floor()).clamp(0.0, 9.0) as usize } else { 4 };
    let write = |value: f64| numbers::decimal(value, digits);
    (write(simulated.mean), format!("{} to {}", write(simulated.lower), write(simulated.upper)))
}

fn verdict(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison { agrees: true, .. } => "agrees",
        Comparison { simulated, .. } if simulated.mean.is_nan() => "NO VALUES",
        _ => "DIFFERS",
    }
}

/// What the intervals of a case are, in a sentence.
fn interval_explained(case: &Verified) -> String {
    format!(
        "{} replications; {} with a confidence of {} %.",
        numbers::whole(case.replications as f64),
        if case.comparisons.len() == 1 { "the interval holds" } else { "all intervals hold at once" },
        numbers::fixed(case.case.confidence * 100.0, 3),
    )
}

/// Where the numbers of a case come from: one sentence, or several where they differ.
fn sources(case: &Verified) -> String {
    let mut sources: Vec<&str> = Vec::new();
    for expected in &case.case.expected {
        if !sources.contains(&expected.source.as_str()) && !expected.source.is_empty() {
            sources.push(&expected.source);
        }
    }
    if sources.is_empty() { "no source is stated".into() } else { sources.join("; ") }
}

/// What standard output gets.
pub fn summary_text(cases: &[Verified], folder: &str, width: u16) -> String {
    let columns = usize::from(width.max(60));
    let mut text = String::new();
    for cases in by_scenario(cases) {
        text.push_str(&table::text(cases, columns));
        text.push('\n');
    }
    text.push_str(&format!("{}.\n\n", tables::wrapped(&headline(cases), columns)));
    let folder = folder.trim_end_matches('/');
    text + &format!(
        "The full report: {folder}/report.html\nFor Excel, R or Python: {folder}/verification.csv\nChart for slides: {folder}/charts/verification.png\n"
    )
}

/// Every file of the folder.
pub fn files(cases: &[Verified], seed: u64, stamp: &Stamp) -> Vec<File> {
    let chart = charts::chart(cases);
    let figure = ChartFigure {
        name: chart.name.clone(),
        title: chart.title().to_owned(),
        alternative_text: chart.alternative_text().to_owned(),
        svg: chart.svg(),
    };
    vec![
        File::new("report.html", page::html(cases, &figure, seed, stamp)),
        File::new("verification.csv", super::data::verification::csv(cases)),
        File::new("summary.json", super::data::verification::json(cases, seed, stamp)),
        File::new(&format!("charts/{}.svg", chart.name), chart.svg()),
        File::new(&format!("charts/{}.png", chart.name), chart.png()),
    ]
}
