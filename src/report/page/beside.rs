//! How the count stands beside those who wait where no official count looks.

use super::elements::{figure, number_head, plain, table, text_head};
use crate::model::{Measure, Outcome};
use crate::report::Findings;
use crate::report::findings::OptionFindings;
use crate::report::numbers::{self, NOTHING};
use crate::statistics::Tally;
use maud::{Markup, html};

/// The official count beside the people who wait outside hospital, and those on pathway 0.
pub fn section(findings: &Findings) -> Option<Markup> {
    let day = findings.day?;
    let at = findings.results.dates.iter().position(|&date| date == day);
    let on_day = |option: &OptionFindings, measure: Measure| {
        let count = option.results.daily(findings.results, measure).and_then(|days| days.get(at?));
        count.filter(|count| !count.is_empty()).map_or(NOTHING.into(), |count| numbers::whole(count.median()))
    };
    let short = numbers::short_date(day);
    let head = [
        text_head("Option"),
        number_head(format!("Delayed in hospital, {short} (counted)")),
        number_head("Blocked outside hospital (not counted)"),
        number_head("Ready, on pathway 0 (not counted)"),
        number_head("Delayed days in the period"),
        number_head("Blocked days outside hospital"),
        number_head("Blocked days against reference"),
    ];
    let rows = html! {
        @for option in &findings.options {
            tr {
                th scope="row" { (option.title()) }
                (plain(on_day(option, Measure::Delayed)))
                (plain(on_day(option, Measure::BlockedOutsideHospital)))
                (plain(on_day(option, Measure::AwaitingDischarge)))
                (days(option.results.outcome(findings.results, Outcome::DelayedDays)))
                (days(option.results.outcome(findings.results, Outcome::BlockedDaysOutsideHospital)))
                (difference(blocked_difference(findings, option)))
            }
        }
    };
    let caption =
        format!("Medians at midnight on {}, and days over the whole period with 95 % intervals", numbers::date(day));
    Some(html! {
        p {
            "Moving a queue is not shortening it. A patient who has left hospital for a bed in a nursing home, and waits there for \
             home care, is in no official count; nor is a patient on pathway 0, who needs nothing but to go. Both are set beside \
             the count here, so that an option that only moves the queue can be seen to do so."
        }
        (table("short", &caption, &head, &rows))
    })
}

fn blocked_difference<'a>(findings: &Findings<'a>, option: &OptionFindings<'a>) -> Option<&'a Tally> {
    option.results.difference(findings.results, Outcome::BlockedDaysOutsideHospital).filter(|_| !option.is_reference)
}

fn days(tally: Option<&Tally>) -> Markup {
    match tally.filter(|tally| !tally.is_empty()) {
        Some(tally) => figure(numbers::figure(&tally.estimate(), 1.0)),
        None => plain(NOTHING),
    }
}

fn difference(tally: Option<&Tally>) -> Markup {
    match tally.filter(|tally| !tally.is_empty()) {
        Some(tally) => figure(numbers::difference(&tally.estimate(), 1.0)),
        None => plain(NOTHING),
    }
}
