//! The official monthly statistics, as NHS England publishes them, for every option.

use crate::experiment::Month;
use crate::model::{AttributableTo, DelayReason};
use crate::report::document::table::{Columns, Table};
use crate::report::document::{Block, Section};
use crate::report::numbers::{self, decimal};
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::official::{average_per_day, per_100_000};
use crate::report::run::shapes::folded;
use crate::statistics::Tally;

/// Two tables for each option, folded; none where no month was counted.
pub fn section(findings: &Findings) -> Option<Section> {
    if findings.options.iter().all(|option| option.results.monthly.is_empty()) {
        return None;
    }
    let adults = findings.adults();
    let rates = adults.map_or_else(
        || "The adult population is not given, so there is no rate for each 100,000 adults.".into(),
        |adults| format!("Rates are for each 100,000 of {} adults.", numbers::whole(adults)),
    );
    let said = format!(
        "The count as the monthly situation report makes it: delayed days are the midnight counts of the month added up, the average is \
         delayed days divided by days, the snapshot is the count at midnight on the last Thursday. {rates} A month with a star lies only \
         partly in the period. Reasons: {}.",
        reason_names()
    );
    let tables = |option: &OptionFindings| vec![totals(option, adults).into(), reasons(option).into()];
    let blocks = std::iter::once(Block::paragraph(said)).chain(folded(findings, |option| option.is_reference, tables));
    Some(Section::new("official", "Official monthly statistics", blocks.collect()))
}

fn by_month<'a>() -> Columns<'a, &'a Month> {
    Columns::default().name("Month", |month: &&Month| title(month))
}

fn totals(option: &OptionFindings, adults: Option<f64>) -> Table {
    let rate = |month: &Month| Some(decimal(per_100_000(average_per_day(month)?, adults?), 1));
    by_month()
        .wide("Delayed days, 95 % interval", |month| {
            (!month.delayed_days.is_empty()).then(|| numbers::figure(&month.delayed_days.estimate(), 1.0))
        })
        .number("Average a day", |month| average_per_day(month).map(|average| decimal(average, 1)))
        .number("Acute", |month| mean(&month.delayed_days_acute))
        .number("Community", |month| mean(&month.delayed_days_community))
        .each(AttributableTo::ALL.iter().enumerate(), |columns, (at, to)| {
            columns.number(to.title(), move |month| month.delayed_days_by_attribution.get(at).and_then(mean))
        })
        .number("Last Thursday", |month| {
            let snapshot = month.snapshot.as_ref().filter(|(_, count)| !count.is_empty());
            snapshot.map(|(_, count)| numbers::whole(count.median()))
        })
        .when(adults.is_some(), |columns| columns.number("Per 100,000 adults", move |month| rate(month)))
        .table(
            format!("Delayed days by month, {}: means; last Thursday: median", option.quoted()),
            &option.results.monthly,
        )
        .looking("dated")
}

fn reasons(option: &OptionFindings) -> Table {
    by_month()
        .each(DelayReason::ALL.iter().enumerate(), |columns, (at, reason)| {
            columns.number(reason.code(), move |month| month.delayed_days_by_reason.get(at).and_then(mean))
        })
        .table(format!("Mean delayed days by reason, {}", option.quoted()), &option.results.monthly)
        .looking("dated")
}

/// `A completion of assessment, B public funding …`.
fn reason_names() -> String {
    let name = |reason: DelayReason| format!("{} {}", reason.code(), reason.title().to_lowercase());
    DelayReason::ALL.map(name).join(", ").replace("nhs", "NHS")
}

/// The month, with a star where only a part of it was simulated.
fn title(month: &Month) -> String {
    format!("{}{}", numbers::short_month(month.first), if month.whole { "" } else { " *" })
}

fn mean(tally: &Tally) -> Option<String> {
    (!tally.is_empty()).then(|| numbers::whole(tally.mean()))
}
