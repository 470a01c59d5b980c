//! Charts of delays by reason: their finding, worded from the results, and their data.

use super::story::{Story, average, name};
use crate::experiment::OptionResults;
use crate::model::{DelayReason, Measure};
use crate::report::charts::{
    Across, Band, Chart, Colour, Heading, INK, LABEL, Line, Panel, Pen, REASONS, Scale, Style, Unit, WHITE, words,
};
use crate::report::letters::uncapitalised;
use crate::report::numbers;

/// One reason.
struct Part {
    title: String,
    /// One for each day.
    values: Vec<f64>,
    colour: Colour,
}

/// Least share of all delays for a reason to be shown by itself.
const LEAST_SHARE: f64 = 0.03;

/// The reasons shown by themselves, largest first, over all options: every chart then has the same order and colours.
pub fn main_reasons(story: &Story) -> Vec<DelayReason> {
    let total = |reason: DelayReason| -> f64 {
        let mean = |option: &OptionResults| story.mean(option, Measure::DelayedBecause(reason));
        story.results.options.iter().filter_map(mean).map(|values| values.iter().sum::<f64>()).sum()
    };
    let mut totals: Vec<(DelayReason, f64)> = DelayReason::ALL.iter().map(|&reason| (reason, total(reason))).collect();
    let all: f64 = totals.iter().map(|(_, total)| total).sum();
    totals.retain(|(_, total)| *total > 0.0 && *total >= LEAST_SHARE * all);
    totals.sort_by(|a, b| b.1.total_cmp(&a.1));
    totals.truncate(REASONS.len() - 1);
    totals.into_iter().map(|(reason, _)| reason).collect()
}

/// The reasons for delay of one option.
pub fn reasons(story: &Story, option: &OptionResults, main: &[DelayReason]) -> Option<Chart> {
    let mean = |reason: DelayReason| story.mean(option, Measure::DelayedBecause(reason));
    let mut parts = Vec::new();
    for (&reason, &colour) in main.iter().zip(&REASONS) {
        parts.push(Part { title: reason.title().to_owned(), values: mean(reason)?, colour });
    }
    let mut rest = vec![0.0; story.days().count];
    for reason in DelayReason::ALL.into_iter().filter(|reason| !main.contains(reason)) {
        for (sum, value) in rest.iter_mut().zip(mean(reason)?) {
            *sum += value;
        }
    }
    if rest.iter().any(|&value| value > 0.0) {
        parts.push(Part { title: "Other reasons".to_owned(), values: rest, colour: REASONS[REASONS.len() - 1] });
    }
    if parts.is_empty() {
        return None;
    }
    let title = finding(option, &parts);
    let all: f64 = parts.iter().map(|part| average(&part.values)).sum();
    let share = |part: &Part| format!("{} {}", part.title, words::per_cent(average(&part.values) / all.max(1e-9)));
    let shares: Vec<String> = parts.iter().map(share).collect();
    let heading = Heading {
        title,
        subtitle: "Delayed patients at midnight by the step they wait for; mean by day, and its value on the last day"
            .into(),
        footnote: story.footnote("Reasons of less than 3% of all delays are pooled."),
        told: format!(
            "Delayed patients by reason, stacked, by day. Shares of the whole period: {}.",
            numbers::listed(&shares)
        ),
    };
    Some(stacked(story, &parts).chart(format!("reasons-{}", option.id), Some(option.option), heading))
}

/// The parts stacked on each other, lowest first, each named at the middle of its height on the last day; the whole above them.
fn stacked(story: &Story, parts: &[Part]) -> Panel {
    let days = story.days();
    let mut panel = Panel::new(Across::Days(days), Scale::of(Unit::Count));
    panel.labels = (320.0, 2);
    let style = Style::new(LABEL, INK);
    let mut edge = vec![0.0; days.count];
    for (at, part) in parts.iter().enumerate() {
        let upper: Vec<f64> = edge.iter().zip(&part.values).map(|(below, value)| below + value.max(0.0)).collect();
        let points = days.points(&edge);
        let entry = panel.add(Band::between(&points, &days.points(&upper), part.colour));
        if let (Some(low), Some(high)) = (edge.last(), upper.last()) {
            entry.end_at(1 + at, (f64::midpoint(*low, *high), high - low), &part.title, style);
            if at + 1 == parts.len() {
                entry.end_at(0, (*high, *high), "All reasons", style.bold());
            }
        }
        panel.add(Line { points, pen: Pen::solid(WHITE, 2.0) });
        edge = upper;
    }
    panel
}

/// The reason that holds most patients of this option.
fn finding(option: &OptionResults, parts: &[Part]) -> String {
    let all: f64 = parts.iter().map(|part| average(&part.values)).sum();
    let largest = parts.iter().max_by(|a, b| average(&a.values).total_cmp(&average(&b.values)));
    match largest {
        Some(largest) if all > 0.0 => {
            let share = words::per_cent(average(&largest.values) / all);
            format!("{}: {} is the largest reason, {share} of delays", name(option), uncapitalised(&largest.title))
        }
        _ => format!("{}: nobody is delayed", name(option)),
    }
}
