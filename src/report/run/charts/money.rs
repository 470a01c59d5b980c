//! Charts of money: their finding, worded from the results, and their data.

use super::story::{Story, name, number, shortened};
use crate::experiment::OptionResults;
use crate::model::{Date, Measure, Outcome};
use crate::report::charts::canvas::{Heading, Pen, Swatch};
use crate::report::charts::lines::{self, Level, Lines, Series};
use crate::report::charts::palette::{MUTED, OPTIONS};
use crate::report::charts::value::{self, Row, Value};
use crate::report::charts::words::{self, Unit};
use crate::report::charts::{Chart, Kind};
use crate::report::money::{CostPerDay, cost_per_day, negated};
use crate::report::numbers;
use crate::statistics::{Estimate, Tally};

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
            levels.push(Level {
                title: format!("Budget: {}", scheme.title),
                value: budget,
                pen: Pen { colour, width: 2.5, dash: BUDGET },
            });
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
    let note = first.map(|(scheme, date)| format!("; the first budget, {scheme}, is spent on {}", words::date(*date)));
    let ends: Vec<String> = series
        .iter()
        .map(|s| format!("{} {}", s.title, words::pounds(s.values.last().copied().unwrap_or(0.0))))
        .collect();
    let description = format!("{title}. Spent so far by scheme and day. On the last day: {}.", words::list(&ends));
    let with_budget = !levels.is_empty();
    let lines = Lines {
        heading: Heading {
            title,
            subtitle: format!("Spent so far by each scheme, mean{}", note.unwrap_or_default()),
            footnote: story.footnote("Lines are means."),
        },
        days: story.days(),
        series,
        levels,
        target: None,
        mark: None,
        observed: None,
        unit: Unit::Pounds,
        key: if with_budget {
            vec![
                (Swatch::Line(Pen::solid(MUTED, 4.5)), "Spent so far".into()),
                (Swatch::Line(Pen { colour: MUTED, width: 2.5, dash: BUDGET }), "Budget".into()),
            ]
        } else {
            Vec::new()
        },
        description,
    };
    Some(Chart::new(format!("spend-{}", option.id), Kind::Spend, Some(option.option), lines::draw(&lines)))
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
    let (name, date) = (name(option), words::date(story.days().last()));
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

/// "£1.2m more spent".
fn difference_in_words(cost: Estimate) -> String {
    let (cost, by) = if cost.mean < 0.0 { (negated(cost), "less") } else { (cost, "more") };
    match numbers::money_figure(&cost).mean {
        nothing if nothing == "£0" => "no more spent".to_owned(),
        pounds => format!("{pounds} {by} spent"),
    }
}

/// "9,800 days avoided".
fn days_in_words(avoided: Estimate) -> String {
    let (days, what) = if avoided.mean < 0.0 { (negated(avoided), "added") } else { (avoided, "avoided") };
    let days = numbers::figure(&days, 1.0).mean;
    format!("{days} {} {what}", if days == "1" { "day" } else { "days" })
}

/// What a delayed day avoided costs under each option; nothing where no cost differs, or there is nothing to compare.
pub fn cost_of_a_day(story: &Story) -> Option<Chart> {
    let mut rows: Vec<Row> = Vec::new();
    let mut any_cost = false;
    for option in story.others() {
        let difference = |outcome| option.difference(story.results, outcome).map(Tally::estimate);
        let (cost, days) = (difference(Outcome::TotalCost)?, difference(Outcome::DelayedDays)?);
        any_cost |= number(cost.mean) != 0.0;
        let note = format!("{}, {}", difference_in_words(cost), days_in_words(negated(days)));
        rows.push(Row { title: option.title.clone(), cost: cost_per_day(story.results, option), note });
    }
    if rows.is_empty() || !any_cost {
        return None;
    }
    let rank = |row: &Row| match row.cost {
        CostPerDay::Saves => (0, 0.0),
        CostPerDay::Pounds(each) => (1, each.mean),
        CostPerDay::CannotBeTold => (2, 0.0),
        CostPerDay::NoDaysAvoided | CostPerDay::Reference => (3, 0.0),
    };
    rows.sort_by(|a, b| rank(a).0.cmp(&rank(b).0).then(rank(a).1.total_cmp(&rank(b).1)));
    let reference = name(story.reference());
    let title = cheapest(&rows, &reference);
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: {} ({})", row.title, value::words(&row.cost), row.note)).collect();
    let description = format!("{title}. Cost of one delayed day avoided, against {reference}. {}.", told.join("; "));
    let chart = Value {
        heading: Heading {
            title,
            subtitle: format!(
                "All costs of the option less those of {reference}, divided by the delayed days it avoids"
            ),
            footnote: story.footnote(
                "95% intervals are cautious: all ratios of the two paired differences while both lie in their intervals. \
                 “Cannot be told”: it is not certain that any day is avoided.",
            ),
        },
        rows,
        description,
    };
    Some(Chart::new("cost-per-day-avoided".into(), Kind::CostOfADay, None, value::draw(&chart)))
}

/// Which option avoids a day most cheaply, said no more firmly than the intervals allow; the rows are in order of their cost.
fn cheapest(rows: &[Row], reference: &str) -> String {
    let known = |row: &Row| match row.cost {
        CostPerDay::Pounds(each) => Some(each),
        _ => None,
    };
    let Some(first) = rows.first() else { return String::new() };
    let best = shortened(&first.title);
    if first.cost == CostPerDay::Saves {
        return format!("{best} avoids delayed days and costs less than {reference}");
    }
    let Some(cheapest) = known(first) else {
        return format!("No option is shown to avoid delayed days against {reference}");
    };
    let rivals = rows.iter().skip(1).filter_map(known).filter(|other| other.lower <= cheapest.upper).count();
    let each = value::words(&first.cost);
    if rivals > 0 {
        let rivals = words::plural(rivals as f64, "other option", "other options");
        format!("{best} avoids delayed days for about {each} each; {rivals} may be as cheap")
    } else {
        format!("{best} avoids delayed days most cheaply: {each} each")
    }
}
