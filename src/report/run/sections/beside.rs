//! How the count stands beside those who wait where no official count looks.

use crate::model::{Measure, Outcome};
use crate::report::document::{Block, Section};
use crate::report::numbers;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::shapes::{by_option, difference, mean};

const WHY: &str = "Moving a queue is not shortening it. A patient who has left hospital for a bed in a nursing home, and waits there for \
    home care, is in no official count; nor is a patient on pathway 0, who needs nothing but to go. Both are set beside the count here, \
    so that an option that only moves the queue can be seen to do so.";

/// The official count beside the people who wait outside hospital, and those on pathway 0.
pub fn section(findings: &Findings) -> Option<Section> {
    let (day, results) = (findings.day?, findings.results);
    let at = results.dates.iter().position(|&date| date == day);
    let on_day = |option: &OptionFindings, measure: Measure| {
        let count = option.results.daily(results, measure)?.get(at?)?;
        (!count.is_empty()).then(|| numbers::whole(count.median()))
    };
    let short = numbers::short_date(day);
    let blocked = Outcome::BlockedDaysOutsideHospital;
    let table = by_option()
        .number(format!("Delayed in hospital, {short} (counted)"), |option| on_day(option, Measure::Delayed))
        .number("Blocked outside hospital (not counted)", |option| on_day(option, Measure::BlockedOutsideHospital))
        .number("Ready, on pathway 0 (not counted)", |option| on_day(option, Measure::AwaitingDischarge))
        .number("Delayed days in the period", |option| mean(option.results.outcome(results, Outcome::DelayedDays), 1.0))
        .number("Blocked days outside hospital", |option| mean(option.results.outcome(results, blocked), 1.0))
        .number("Blocked days against reference", |option| {
            difference(option.results.difference(results, blocked).filter(|_| !option.is_reference), 1.0)
        })
        .table(
            format!(
                "Medians at midnight on {}, and days over the whole period with 95 % intervals",
                numbers::date(day)
            ),
            &findings.options,
        );
    Some(Section::new("beside", "Beside the official count", vec![Block::paragraph(WHY), table.into()]))
}
