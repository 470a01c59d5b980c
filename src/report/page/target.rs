//! How each option stands to the target: on its day, before it, for how long, and by how much it is missed.

use super::elements::{figure, number, number_head, plain, table, text_head};
use crate::model::Outcome;
use crate::report::Findings;
use crate::report::findings::{OptionFindings, Share};
use crate::report::numbers::{self, NOTHING};
use crate::report::tables::Cell;
use maud::{Markup, html};

/// A row for each option; none without a target.
pub fn section(findings: &Findings) -> Option<Markup> {
    let target = findings.target?;
    let (patients, day) = (target.delayed_patients, numbers::short_date(target.by));
    let head = [
        text_head("Option"),
        number_head(format!("At {patients} or fewer on {day}")),
        number_head("On any day up to it"),
        number_head("28 days in a row, at any time"),
        number_head("First reached (median)"),
        number_head(format!("Above the target on {day}, mean")),
    ];
    let rows = html! {
        @for option in &findings.options {
            tr class=[option.is_reference.then_some("reference")] {
                th scope="row" { (option.title()) }
                (number(&share(option.at_target)))
                (number(&share(option.ever_by_then)))
                (number(&share(option.held)))
                (number(&first_reached(findings, option)))
                (shortfall(findings, option))
            }
        }
    };
    Some(html! {
        (table("short", "Each option and the target; 95 % intervals below the numbers", &head, &rows))
        p.note {
            "The day first reached is the median over those that reach the target at all in the period, with their middle half \
             and how many they are: where few do, it says nothing of the rest. The count above the target is nothing where it is \
             at or under it."
        }
    })
}

fn share(share: Option<Share>) -> Cell {
    share.map_or_else(nothing, |share| Cell {
        main: numbers::in_a_hundred_short(&share),
        below: Some(format!("{} in 100", numbers::hundredths(&share.estimate))),
    })
}

fn nothing() -> Cell {
    Cell { main: NOTHING.into(), below: None }
}

/// The median day among the replications that reach the target, with the middle half and how many they are.
fn first_reached(findings: &Findings, option: &OptionFindings) -> Cell {
    let days = &option.results.day_target_first_met;
    // Days are counted from 1.
    let date = |probability: f64| {
        let at = (days.quantile(probability).round() as usize).saturating_sub(1);
        findings.results.dates.get(at).map(|&date| numbers::short_date(date))
    };
    let (false, Some(median), Some(from), Some(to)) = (days.is_empty(), date(0.5), date(0.25), date(0.75)) else {
        return if option.at_target.is_some() { Cell { main: "never".into(), below: None } } else { nothing() };
    };
    let (some, all) = (days.observations() as f64, findings.results.replications as f64);
    Cell {
        main: median,
        below: Some(format!("{}; {} of {}", numbers::range(&from, &to), numbers::whole(some), numbers::whole(all))),
    }
}

fn shortfall(findings: &Findings, option: &OptionFindings) -> Markup {
    match option.results.outcome(findings.results, Outcome::Shortfall).filter(|tally| !tally.is_empty()) {
        Some(tally) => figure(numbers::figure(&tally.estimate(), 0.1)),
        None => plain(NOTHING),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::Fixture;

    fn html_of(target: Option<u32>) -> Option<String> {
        let (scenario, results) = Fixture { target, days: 125, options: 4, ..Fixture::default() }.build();
        section(&Findings::new(&scenario, &results)).map(|html| html.into_string())
    }

    #[test]
    fn there_is_no_table_without_a_target() {
        assert_eq!(html_of(None), None);
    }

    #[test]
    fn the_day_first_reached_says_how_many_reach_it() {
        let html = html_of(Some(95)).unwrap();
        assert!(html.contains("At 95 or fewer on 24 Mar 2016") && html.contains(" of 200"), "{html}");
        assert!(html.contains("2016 to "), "{html}");
    }

    #[test]
    fn a_target_that_is_not_reached_is_never_reached_and_missed_by_a_mean() {
        let html = html_of(Some(0)).unwrap();
        assert_eq!(html.matches(">never<").count(), 4, "{html}");
        assert!(html.contains("none<span class=\"below\">0 to 2"), "{html}");
    }
}
