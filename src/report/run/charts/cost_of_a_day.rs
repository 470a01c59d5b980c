//! What a delayed day avoided costs: a point and an interval for each option.

use super::story::{Story, name, number, shortened};
use crate::model::Outcome;
use crate::report::charts::{
    Bottom, CAPITAL, Chart, Heading, INK, LABEL, MUTED, NAVY, Pen, Plot, RULE, Rows, SMALLEST, Style, Swatch, Unit,
    Values, words,
};
use crate::report::clauses;
use crate::report::money::{CostPerDay, cost_per_day, negated};
use crate::report::numbers::{self, Figure};
use crate::statistics::{Estimate, Tally};

/// One option.
struct Row {
    title: String,
    cost: CostPerDay,
    /// The two differences in words, below the cost.
    note: String,
}

/// Width of the column of titles, and of the column of costs in words.
const TITLES: f64 = 400.0;
const COSTS: f64 = 500.0;

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
    let told: Vec<String> = rows
        .iter()
        .map(|row| format!("{}: {} ({})", row.title, clauses::cost_of_a_day(&row.cost).mean, row.note))
        .collect();
    let heading = Heading {
        title,
        subtitle: format!("All costs of the option less those of {reference}, divided by the delayed days it avoids"),
        footnote: story.footnote(
            "95% intervals are cautious: all ratios of the two paired differences while both lie in their intervals. \
             “Cannot be told”: it is not certain that any day is avoided.",
        ),
        told: format!("Cost of one delayed day avoided, against {reference}. {}.", told.join("; ")),
    };
    Some(draw(heading, &rows))
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
    let each = clauses::cost_of_a_day(&first.cost).mean;
    if rivals > 0 {
        let rivals = words::plural(rivals as f64, "other option", "other options");
        format!("{best} avoids delayed days for about {each} each; {rivals} may be as cheap")
    } else {
        format!("{best} avoids delayed days most cheaply: {each} each")
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

/// The cost in words and its interval, where there is one, rounded as in the tables.
fn words_and_range(cost: &CostPerDay) -> String {
    match clauses::cost_of_a_day(cost) {
        Figure { mean, range: Some(range) } => format!("{mean} ({range})"),
        Figure { mean, range: None } => mean,
    }
}

/// Draws a row for each option; as many as there is room for.
fn draw(heading: Heading, rows: &[Row]) -> Chart {
    let key = [
        (Swatch::Dot(NAVY), "Best estimate".to_owned()),
        (Swatch::Line(Pen::solid(NAVY, 5.0)), "95% interval".to_owned()),
    ];
    let frame = Rows::new(&heading, &key, [TITLES + 40.0, 0.0, COSTS + 40.0, 96.0], rows.len(), (62.0, 130.0));
    let scale = scale(rows);
    let plot = Plot::new(&frame.canvas, frame.bounds, scale.range.clone(), 0.0..1.0);
    let caption = "Cost of one delayed day avoided".to_owned();
    Bottom { caption, has_strong_zero: true, ..Bottom::default() }.draw(&plot, &scale, Unit::Pounds);
    for (at, row) in rows.iter().take(frame.shown).enumerate() {
        frame.title(at, &row.title, Style::new(LABEL, INK).bold(), (TITLES, 2));
        match row.cost {
            CostPerDay::Pounds(each) => interval(&plot, &scale, &each, frame.middle(at)),
            CostPerDay::Saves | CostPerDay::CannotBeTold | CostPerDay::NoDaysAvoided | CostPerDay::Reference => {
                let ([left, _, right, _], y) = (plot.bounds, frame.middle(at));
                plot.canvas.line(&[(left, y), (right, y)], Pen { colour: RULE, width: 2.0, dash: &[3.0, 7.0] });
            }
        }
        beside(&plot, row, frame.middle(at));
    }
    Chart::new("cost-per-day-avoided", None, heading, &frame.canvas)
}

/// A scale that holds every estimate and what fits of the intervals: one wide interval must not squeeze all others.
fn scale(rows: &[Row]) -> Values {
    let known: Vec<[f64; 3]> = rows
        .iter()
        .filter_map(|row| match row.cost {
            CostPerDay::Pounds(each) => Some([each.mean, each.lower, each.upper]),
            _ => None,
        })
        .collect();
    let farthest = known.iter().map(|[ratio, ..]| ratio.abs()).fold(0.0, f64::max);
    let bound = farthest * 2.5;
    Values::holding(known.into_iter().flatten().map(|value| value.clamp(-bound, bound)), 5.0, 1.0)
}

/// Draws an estimate with its interval. What goes on beyond the scale ends in an arrow, else in a bar across.
fn interval(plot: &Plot, scale: &Values, each: &Estimate, y: f64) {
    let (low, high) = (scale.range.start, scale.range.end);
    let at = |value: f64| plot.across(value.clamp(low, high));
    let (from, to) = (at(each.lower), at(each.upper));
    plot.canvas.line(&[(from, y), (to, y)], Pen::solid(NAVY, 5.0));
    for (x, value, out) in [(from, each.lower, -1.0), (to, each.upper, 1.0)] {
        if !(low..=high).contains(&value) {
            plot.canvas.area(&[(x, y - 10.0), (x + 16.0 * out, y), (x, y + 10.0)], NAVY);
        } else if to - from > 28.0 {
            plot.canvas.line(&[(x, y - 9.0), (x, y + 9.0)], Pen::solid(NAVY, 3.0));
        }
    }
    plot.canvas.dot((at(each.mean), y), 10.0, NAVY);
}

/// Writes the cost and what it is made of beside the plot.
fn beside(plot: &Plot, row: &Row, y: f64) {
    let is_told = matches!(row.cost, CostPerDay::Pounds(_) | CostPerDay::Saves);
    let style = if is_told { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
    let (x, note) = (plot.bounds[2] + 40.0, Style::new(SMALLEST, MUTED));
    plot.canvas.write(&style.shorten(&words_and_range(&row.cost), COSTS), (x, y - 5.0), style);
    plot.canvas.write(&note.shorten(&row.note, COSTS), (x, y + CAPITAL * note.size + 8.0), note);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cost_stands_beside_its_interval_where_it_has_one() {
        let each = Estimate { mean: 225.3, lower: 184.2, upper: 279.6, level: 0.95, replications: 100 };
        assert_eq!(words_and_range(&CostPerDay::Pounds(each)), "£230 (£180 to £280)");
        assert_eq!(words_and_range(&CostPerDay::CannotBeTold), "cannot be told");
    }
}
