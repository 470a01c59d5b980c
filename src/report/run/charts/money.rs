//! Charts of money: their finding, worded from the results, and their data.

use super::story::{Story, name};
use crate::experiment::OptionResults;
use crate::model::{Date, Measure};
use crate::report::charts::{
    Across, Chart, Heading, LABEL, Level, MUTED, OPTIONS, Panel, Pen, Scale, Series, Style, Swatch, Unit, add_series,
    words,
};
use crate::report::numbers;

/// Dashes of a budget line, whatever its colour.
const BUDGET: &[f64] = &[3.0, 6.0];

/// What the schemes of one option spend, against their budgets; nothing for an option without schemes or without money.
pub fn spend(story: &Story, option: &OptionResults) -> Option<Chart> {
    let mut series = Vec::new();
    let mut levels = Vec::new();
    let mut notes = Vec::new();
    let (mut spent, mut budgets, mut budgeted) = (0.0, 0.0, 0.0);
    for (place, (at, scheme)) in story.schemes(option).into_iter().enumerate() {
        // The daily measure counts in thousands of pounds.
        let values: Vec<f64> = story.mean(option, Measure::Spent(at))?.iter().map(|spent| spent * 1000.0).collect();
        let last = values.last().copied().unwrap_or(0.0);
        let (colour, dash) = OPTIONS[place % OPTIONS.len()];
        if let Some(budget) = scheme.budget.filter(|budget| budget.is_finite()) {
            let pen = Pen { colour, width: 2.5, dash: BUDGET };
            levels.push((format!("Budget: {}", scheme.title), Level { value: budget, pen }));
            budgets += budget;
            budgeted += last;
            notes.extend(day_spent(story, &values, budget).map(|date| (scheme.title.clone(), date)));
        }
        spent += last;
        let values = from_the_start(values);
        series.push(Series {
            title: scheme.title.clone(),
            values,
            interval: None,
            pen: Pen { colour, width: 4.5, dash },
            strong: true,
        });
    }
    if series.is_empty() || (spent < 0.5 && budgets == 0.0) {
        return None;
    }
    let title = finding(story, option, spent, budgets, budgeted);
    let first = notes.iter().min_by_key(|(_, date)| *date);
    let note =
        first.map(|(scheme, date)| format!("; the first budget, {scheme}, is spent on {}", numbers::date(*date)));
    let ends: Vec<String> = series
        .iter()
        .map(|s| format!("{} {}", s.title, words::pounds(s.values.last().copied().unwrap_or(0.0))))
        .collect();
    let heading = Heading {
        title,
        subtitle: format!("Spent so far by each scheme, mean{}", note.unwrap_or_default()),
        footnote: story.footnote("Lines are means."),
        told: format!("Spent so far by scheme and day. On the last day: {}.", numbers::listed(&ends)),
    };
    let mut panel = Panel::new(Across::Days(story.days()), Scale::of(Unit::Pounds));
    if !levels.is_empty() {
        panel.mention(Swatch::Line(Pen::solid(MUTED, 4.5)), "Spent so far");
        panel.mention(Swatch::Line(Pen { colour: MUTED, width: 2.5, dash: BUDGET }), "Budget");
    }
    for (title, level) in levels {
        panel.add(level).end(series.len() + 1, title, Style::new(LABEL, level.pen.colour));
    }
    add_series(&mut panel, &series, story.days());
    Some(panel.chart(format!("spend-{}", option.id), Some(option.option), heading))
}

/// The values from the last nothing before the first pound on; before, there is no line. All of them where nothing is spent.
fn from_the_start(mut values: Vec<f64>) -> Vec<f64> {
    let start = values.iter().position(|&value| value >= 0.5).unwrap_or(0);
    values.iter_mut().take(start.saturating_sub(1)).for_each(|value| *value = f64::NAN);
    values
}

/// The first day on which the mean is at or over 99 % of the budget.
fn day_spent(story: &Story, values: &[f64], budget: f64) -> Option<Date> {
    let day = values.iter().position(|&value| budget > 0.0 && value >= 0.99 * budget)?;
    story.results.dates.get(day).copied()
}

fn finding(story: &Story, option: &OptionResults, spent: f64, budgets: f64, budgeted: f64) -> String {
    let (name, date) = (name(option), numbers::date(story.days().last()));
    let all = words::pounds(spent);
    if budgets <= 0.0 {
        return format!("{name} spends {all} by {date}; no budget is set");
    }
    let share = words::per_cent(budgeted / budgets);
    let of = words::pounds(budgets);
    if spent - budgeted >= 0.5 {
        format!(
            "{name} spends {all} by {date}: {share} of its {of} of budgets, and {} without one",
            words::pounds(spent - budgeted)
        )
    } else if budgeted > 1.005 * budgets {
        format!("{name} spends {all} by {date}: {} over its {of} budget", words::pounds(budgeted - budgets))
    } else {
        format!("{name} spends {all} by {date}: {share} of its {of} budget")
    }
}
