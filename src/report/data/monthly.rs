//! `monthly.csv`: the official statistics of each calendar month, as published, for every option.

use super::{number, table};
use crate::experiment::{Month, OptionResults};
use crate::model::{AttributableTo, DelayReason};
use crate::report::Findings;
use crate::statistics::Tally;

/// One row for each option and month.
pub fn csv(findings: &Findings) -> Vec<u8> {
    let adults = findings.scenario.system.adult_population.filter(|&adults| adults > 0.0);
    let options = findings.results.options.iter();
    let rows = options.flat_map(|option| option.monthly.iter().map(move |month| row(option, month, adults)));
    let header = header();
    table(&header.iter().map(String::as_str).collect::<Vec<_>>(), rows)
}

fn header() -> Vec<String> {
    let mut header: Vec<String> = [
        "option",
        "month",
        "days",
        "whole_month",
        "delayed_days",
        "delayed_days_lower",
        "delayed_days_upper",
        "delayed_days_p10",
        "delayed_days_p90",
        "average_per_day",
        "delayed_days_acute",
        "delayed_days_community",
    ]
    .map(String::from)
    .to_vec();
    header.extend(DelayReason::ALL.map(|reason| format!("delayed_days_reason_{}", reason.code())));
    header.extend(AttributableTo::ALL.map(|to| format!("delayed_days_attributable_{}", to.word())));
    header.extend(["snapshot_date", "snapshot_mean", "snapshot_median", "average_per_100000_adults"].map(String::from));
    header
}

fn row(option: &OptionResults, month: &Month, adults: Option<f64>) -> Vec<String> {
    let days = &month.delayed_days;
    let distribution = if days.is_empty() {
        vec![String::new(); 5]
    } else {
        let mean = days.estimate();
        [mean.mean, mean.lower, mean.upper, days.quantile(0.1), days.quantile(0.9)].map(number).to_vec()
    };
    let mut row = vec![option.id.clone(), month_id(month), month.days.to_string(), month.whole.to_string()];
    row.extend(distribution);
    let average = average_per_day(month);
    row.push(average.map_or_else(String::new, number));
    row.extend([tally(&month.delayed_days_acute), tally(&month.delayed_days_community)]);
    row.extend(month.delayed_days_by_reason.iter().map(tally));
    debug_assert_eq!(AttributableTo::ALL.len(), month.delayed_days_by_attribution.len());
    row.extend(month.delayed_days_by_attribution.iter().map(tally));
    row.extend(match &month.snapshot {
        Some((date, count)) if !count.is_empty() => [date.to_string(), number(count.mean()), number(count.median())],
        _ => Default::default(),
    });
    row.push(average.zip(adults).map_or_else(String::new, |(average, adults)| number(per_100_000(average, adults))));
    row
}

/// `2015-11`.
fn month_id(month: &Month) -> String {
    format!("{:04}-{:02}", month.first.year(), month.first.month())
}

/// Delayed days divided by the days of the month that were simulated: the official average per day.
pub fn average_per_day(month: &Month) -> Option<f64> {
    (month.days > 0 && !month.delayed_days.is_empty()).then(|| month.delayed_days.mean() / f64::from(month.days))
}

/// The official rate: average delayed per day for each 100,000 people aged 18 and over.
pub fn per_100_000(average: f64, adults: f64) -> f64 {
    average / adults * 100_000.0
}

fn tally(tally: &Tally) -> String {
    if tally.is_empty() { String::new() } else { number(tally.mean()) }
}
