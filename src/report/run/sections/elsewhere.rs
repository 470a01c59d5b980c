//! What happens elsewhere: who is put off, turned away or left waiting outside the count while delays fall.

use crate::model::{Measure, Outcome};
use crate::report::document::table::{Columns, Table};
use crate::report::document::{Block, Section};
use crate::report::money::times;
use crate::report::numbers::{self, Figure};
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::shapes::{difference, folded, mean};
use crate::statistics::{Histogram, Tally};

/// The outcomes of the table.
const OUTCOMES: [Outcome; 9] = [
    Outcome::ElectivesCancelled,
    Outcome::HoursWaitingForAdmission,
    Outcome::Diverted,
    Outcome::TurnedAway,
    Outcome::Admissions,
    Outcome::Readmissions,
    Outcome::LostReadiness,
    Outcome::DeathsWhileWaiting,
    Outcome::BlockedDaysOutsideHospital,
];

const WHY: &str = "A count of delayed patients can fall because fewer are let in. What an option does to those who are put off, turned away \
    or left waiting for a bed stands here, over the whole period. None of it is in the accounts but the price of readmissions. Rows that \
    are nothing under every option are left out.";

/// One row: what it is, the number, and the difference to the reference.
struct Row {
    title: String,
    number: Option<Figure>,
    difference: Option<Figure>,
}

/// A table for each option; none when nothing of it was recorded.
pub fn section(findings: &Findings) -> Option<Section> {
    if findings.options.iter().all(|option| rows(findings, option).is_empty()) {
        return None;
    }
    let lowest = findings.lowest().map(|option| &option.results.id);
    let said = std::iter::once(WHY).chain(findings.no_interval()).map(Block::paragraph);
    let tables = folded(
        findings,
        |option| Some(&option.results.id) == lowest,
        |option| {
            let note = operations(findings, option).map(Block::note);
            std::iter::once(table(findings, option).into()).chain(note).collect()
        },
    );
    Some(Section::new("elsewhere", "What happens elsewhere", said.chain(tables).collect()))
}

fn table(findings: &Findings, option: &OptionFindings) -> Table {
    let reference = findings.reference().filter(|_| findings.options.len() > 1).map(OptionFindings::quoted);
    Columns::<Row>::default()
        .name("What happens", |row| row.title.clone())
        .number("Mean", |row| row.number.clone())
        .each(reference, |columns, reference| {
            columns.number(format!("Against {reference}"), |row| row.difference.clone())
        })
        .table(
            format!("What happens elsewhere with {}; 95 % intervals below the means", option.quoted()),
            rows(findings, option),
        )
}

/// The planned operations that the extra cost would pay for.
fn operations(findings: &Findings, option: &OptionFindings) -> Option<String> {
    let price = findings.scenario.system.prices.elective_operation;
    let cost = option.extra_cost.filter(|cost| cost.mean > 0.0 && price > 0.0)?;
    let number = numbers::figure(&times(cost, 1.0 / price), 1.0);
    Some(format!(
        "The same money, the extra cost of this option, would pay for {} planned operations at {} each.",
        number.in_full(),
        numbers::money(price)
    ))
}

fn rows(findings: &Findings, option: &OptionFindings) -> Vec<Row> {
    let mut rows: Vec<Row> = OUTCOMES.iter().filter_map(|&outcome| outcome_row(findings, option, outcome)).collect();
    rows.extend(daily_row(findings, option, Measure::WaitingList, "On the waiting list, mean of the days".into()));
    rows.extend(last_day_row(findings, option));
    for (at, hospital) in findings.scenario.system.hospitals.iter().enumerate() {
        let title = format!("Waiting for a bed of {}, mean of the midnights", hospital.title);
        rows.extend(daily_row(findings, option, Measure::WaitingForAdmission(at), title));
    }
    rows
}

fn outcome_row(findings: &Findings, option: &OptionFindings, outcome: Outcome) -> Option<Row> {
    let results = findings.results;
    let something = |tally: &Tally| !tally.is_empty() && (tally.smallest() != 0.0 || tally.largest() != 0.0);
    if !results.options.iter().any(|option| option.outcome(results, outcome).is_some_and(something)) {
        return None;
    }
    let against = option.results.difference(results, outcome).filter(|_| !option.is_reference);
    Some(Row {
        title: outcome.words(&findings.scenario.system),
        number: Some(mean(option.results.outcome(results, outcome), 1.0)?),
        difference: difference(against, 1.0),
    })
}

/// The mean over the period of the daily means: no interval, since the days of a replication are not independent.
fn daily_row(findings: &Findings, option: &OptionFindings, measure: Measure, title: String) -> Option<Row> {
    let results = findings.results;
    let over_period = |option: &OptionFindings| mean_of(option.results.daily(results, measure)?);
    findings.options.iter().filter_map(over_period).find(|&mean| mean > 0.0)?;
    let mean = over_period(option)?;
    let before = findings.reference().filter(|_| !option.is_reference).and_then(over_period);
    Some(Row { title, number: Some(alone(mean)), difference: before.map(|before| signed(mean - before)) })
}

fn mean_of(days: &[Histogram]) -> Option<f64> {
    let means: Vec<f64> = days.iter().filter(|day| !day.is_empty()).map(Histogram::mean).collect();
    (!means.is_empty()).then(|| means.iter().sum::<f64>() / means.len() as f64)
}

fn last_day_row(findings: &Findings, option: &OptionFindings) -> Option<Row> {
    let last = |option: &OptionFindings| {
        let day = option.results.daily(findings.results, Measure::WaitingList)?.last()?;
        (!day.is_empty()).then(|| day.estimate())
    };
    findings.options.iter().filter_map(last).find(|estimate| estimate.mean > 0.0)?;
    let estimate = last(option)?;
    let before = findings.reference().filter(|_| !option.is_reference).and_then(last);
    Some(Row {
        title: "On the waiting list on the last day".into(),
        number: Some(numbers::figure(&estimate, 0.1)),
        difference: before.map(|before| signed(estimate.mean - before.mean)),
    })
}

/// A number without an interval, to one decimal.
fn alone(value: f64) -> Figure {
    Figure::alone(numbers::decimal(value, usize::from(value.abs() < 100.0)))
}

fn signed(value: f64) -> Figure {
    let mut figure = alone(value);
    if value > 0.0 && figure.mean.contains(|c: char| ('1'..='9').contains(&c)) {
        figure.mean.insert(0, '+');
    }
    figure
}
