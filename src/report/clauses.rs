//! Clauses that several answers word alike: what an option is called, the day asked about, intervals, prices and doubt. How a
//! number, a date or a count is written is settled in [`numbers`].

use super::money::{CostPerDay, negated};
use super::numbers::{self, Figure, NOTHING};
use crate::model::dates::plus_days;
use crate::model::{CareSystem, Date};
use crate::statistics::Estimate;

/// What an option is called: its title, or its id where it has none.
pub fn title<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}

/// What something is called, in quotation marks.
pub fn quoted(title: &str) -> String {
    format!("“{title}”")
}

/// The day whose midnight count is meant: that of the target, else the last.
pub fn day_asked_about(system: &CareSystem) -> Date {
    let last = || plus_days(system.period.start, i64::from(system.period.days) - 1);
    system.target.map_or_else(last, |target| target.by)
}

/// ` (95 % interval 4,120 to 4,500)`; nothing where both ends read alike, since they then read like the number itself.
pub fn bracketed(range: Option<String>) -> String {
    let range = range.filter(|range| range.contains(" to "));
    range.map_or_else(String::new, |range| format!(" (95 % interval {range})"))
}

/// The interval of a share: `95 % interval 2 to 4 in 100`.
pub fn interval_in_a_hundred(share: &Estimate) -> String {
    format!("95 % interval {} in 100", numbers::hundredths(share))
}

/// A difference without its sign, and the word that says it instead: the first where it is above nothing, or nothing.
pub fn without_sign(difference: Estimate, [above, below]: [&'static str; 2]) -> (Estimate, &'static str) {
    if difference.mean < 0.0 { (negated(difference), below) } else { (difference, above) }
}

/// What something costs beyond something else: `£1.96m more (95 % interval £1.90m to £2.02m)`, `the same`.
pub fn more_or_less(cost: Estimate) -> String {
    if cost.lower == 0.0 && cost.upper == 0.0 {
        return "the same".into();
    }
    let (cost, word) = without_sign(cost, ["more", "less"]);
    let Figure { mean, range } = numbers::money_figure(&cost);
    let interval = range.map_or_else(|| "interval not known".into(), |range| format!("95 % interval {range}"));
    format!("{mean} {word} ({interval})")
}

/// The end of a sentence about what an option costs, where it may avoid no delayed days.
pub const NO_COST_OF_A_DAY: &str = "; what a delayed day avoided costs cannot be told";

/// The cost of a delayed day avoided, as a cell says it.
pub fn cost_of_a_day(cost: &CostPerDay) -> Figure {
    let words = |words: &str| Figure { mean: words.into(), range: None };
    match cost {
        CostPerDay::Reference => words(NOTHING),
        CostPerDay::NoDaysAvoided => words("no days avoided"),
        CostPerDay::CannotBeTold => words("cannot be told"),
        CostPerDay::Saves => words("costs less"),
        CostPerDay::Pounds(each) => numbers::money_figure(each),
    }
}

/// What the intervals of an answer cover, in a sentence.
pub fn doubt(is_drawn: bool) -> &'static str {
    if is_drawn {
        "What is not known was drawn anew for every replication, so the intervals cover not knowing the assumptions that have been drawn, \
         and no others."
    } else {
        "Intervals say how well the simulation knows its own means; they do not cover doubt about the assumptions."
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::usual;

    fn estimate(mean: f64, half_width: f64) -> Estimate {
        Estimate { mean, lower: mean - half_width, upper: mean + half_width, level: 0.95, replications: 100 }
    }

    #[test]
    fn a_difference_of_costs_is_said_without_its_sign() {
        assert_eq!(more_or_less(estimate(2e6, 6e4)), "£2.00m more (95 % interval £1.94m to £2.06m)");
        assert_eq!(more_or_less(estimate(-2e6, 6e4)), "£2.00m less (95 % interval £1.94m to £2.06m)");
        assert_eq!(more_or_less(estimate(2e6, f64::INFINITY)), "£2.00m more (interval not known)");
        assert_eq!(more_or_less(estimate(0.0, 0.0)), "the same");
    }

    #[test]
    fn an_interval_that_reads_like_its_number_is_not_said() {
        assert_eq!(bracketed(Some("3 to 4".into())), " (95 % interval 3 to 4)");
        assert_eq!((bracketed(Some("3".into())), bracketed(None)), (String::new(), String::new()));
    }

    #[test]
    fn the_day_asked_about_is_that_of_the_target_or_the_last() {
        let mut system = usual().0.system.clone();
        let target = system.target.expect("a target");
        assert_eq!(day_asked_about(&system), target.by);
        system.target = None;
        assert_eq!(day_asked_about(&system), plus_days(system.period.start, i64::from(system.period.days) - 1));
    }

    #[test]
    fn an_option_without_a_title_goes_by_its_id() {
        assert_eq!((title("Pilot", "pilot"), title("", "pilot")), ("Pilot", "pilot"));
    }
}
