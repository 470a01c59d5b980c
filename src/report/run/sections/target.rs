//! How each option stands to the target: on its day, before it, for how long, and by how much it is missed.

use crate::model::Outcome;
use crate::report::document::table::Cell;
use crate::report::document::{Block, Section};
use crate::report::numbers;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::shapes::{by_option, mean, share};

/// A row for each option; none without a target.
pub fn section(findings: &Findings) -> Option<Section> {
    let target = findings.target?;
    let (patients, day) = (target.delayed_patients, numbers::short_date(target.by));
    let table = by_option()
        .number(format!("At {patients} or fewer on {day}"), |option| option.at_target.map(share))
        .number("On any day up to it", |option| option.ever_by_then.map(share))
        .number("28 days in a row, at any time", |option| option.held.map(share))
        .number("First reached (median)", |option| first_reached(findings, option))
        .number(format!("Above the target on {day}, mean"), |option| {
            mean(option.results.outcome(findings.results, Outcome::Shortfall), 0.1)
        })
        .table("Each option and the target; 95 % intervals below the numbers", &findings.options);
    let note = "The day first reached is the median over those that reach the target at all in the period, with their middle half and how \
                many they are: where few do, it says nothing of the rest. The count above the target is nothing where it is at or under it.";
    Some(Section::new("target", "The target", vec![table.into(), Block::note(note)]))
}

/// The median day among the replications that reach the target, with the middle half and how many they are.
fn first_reached(findings: &Findings, option: &OptionFindings) -> Option<Cell> {
    let days = &option.results.day_target_first_met;
    let date = |probability: f64| findings.day_first_met(option, probability).map(numbers::short_date);
    let (Some(median), Some(from), Some(to)) = (date(0.5), date(0.25), date(0.75)) else {
        return option.at_target.map(|_| "never".into());
    };
    let [some, all] = [days.observations(), findings.results.replications].map(|number| numbers::whole(number as f64));
    Some(Cell::with_below(median, format!("{}; {some} of {all}", numbers::range(&from, &to))))
}
