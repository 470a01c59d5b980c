//! What happens elsewhere: who is put off, turned away or left waiting outside the count while delays fall.

use super::elements::{figure, folded, number_head, plain, prose, table, text_head};
use crate::model::{Measure, Outcome};
use crate::report::Findings;
use crate::report::findings::OptionFindings;
use crate::report::numbers::{self, Figure, NOTHING};
use crate::statistics::{Histogram, Tally};
use maud::{Markup, html};

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

/// One row: what it is, the number, and the difference to the reference.
struct Row {
    title: String,
    number: Figure,
    difference: Option<Figure>,
}

/// A table for each option; none when nothing of it was recorded.
pub fn section(findings: &Findings) -> Option<Markup> {
    let tables: Vec<(&OptionFindings, Vec<Row>)> =
        findings.options.iter().map(|option| (option, rows(findings, option))).collect();
    if tables.iter().all(|(_, rows)| rows.is_empty()) {
        return None;
    }
    let lowest = findings.lowest().map(|option| &option.results.id);
    Some(html! {
        p {
            "A count of delayed patients can fall because fewer are let in. What an option does to those who are put off, turned \
             away or left waiting for a bed stands here, over the whole period. None of it is in the accounts but the price of \
             readmissions. Rows that are nothing under every option are left out."
        }
        @if findings.results.replications == 1 { p { (crate::report::tables::ONE_REPLICATION) } }
        @for (option, rows) in &tables {
            (folded(Some(&option.results.id) == lowest, option.title(), &one(findings, option, rows)))
        }
    })
}

fn one(findings: &Findings, option: &OptionFindings, rows: &[Row]) -> Markup {
    let against = findings.reference().filter(|_| findings.options.len() > 1).map(OptionFindings::quoted);
    let mut head = vec![text_head("What happens"), number_head("Mean")];
    head.extend(against.iter().map(|reference| number_head(format!("Against {reference}"))));
    let body = html! {
        @for row in rows {
            tr {
                th scope="row" { (row.title) }
                (figure(row.number.clone()))
                @if against.is_some() {
                    @if let Some(difference) = &row.difference { (figure(difference.clone())) } @else { (plain(NOTHING)) }
                }
            }
        }
    };
    let caption = format!("What happens elsewhere with {}; 95 % intervals below the means", option.quoted());
    html! {
        (table("short", &caption, &head, &body))
        @if let Some(text) = operations(findings, option) { p.note { (prose(&text)) } }
    }
}

/// The planned operations that the extra cost would pay for.
fn operations(findings: &Findings, option: &OptionFindings) -> Option<String> {
    let price = findings.scenario.system.prices.elective_operation;
    let cost = option.extra_cost.filter(|cost| cost.mean > 0.0 && price > 0.0)?;
    let number = numbers::figure(&crate::report::money::times(cost, 1.0 / price), 1.0);
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
    let tally = option.results.outcome(results, outcome).filter(|tally| !tally.is_empty())?;
    let difference = option.results.difference(results, outcome).filter(|d| !option.is_reference && !d.is_empty());
    Some(Row {
        title: outcome.words(&findings.scenario.system),
        number: numbers::figure(&tally.estimate(), 1.0),
        difference: difference.map(|tally| numbers::difference(&tally.estimate(), 1.0)),
    })
}

/// The mean over the period of the daily means: no interval, since the days of a replication are not independent.
fn daily_row(findings: &Findings, option: &OptionFindings, measure: Measure, title: String) -> Option<Row> {
    let results = findings.results;
    let over_period = |option: &OptionFindings| mean_of(option.results.daily(results, measure)?);
    findings.options.iter().filter_map(over_period).find(|&mean| mean > 0.0)?;
    let mean = over_period(option)?;
    let before = findings.reference().filter(|_| !option.is_reference).and_then(over_period);
    Some(Row { title, number: alone(mean), difference: before.map(|before| signed(mean - before)) })
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
        number: numbers::figure(&estimate, 0.1),
        difference: before.map(|before| signed(estimate.mean - before.mean)),
    })
}

/// A number without an interval, to one decimal.
fn alone(value: f64) -> Figure {
    Figure { mean: numbers::decimal(value, usize::from(value.abs() < 100.0)), range: None }
}

fn signed(value: f64) -> Figure {
    let mut figure = alone(value);
    if value > 0.0 && figure.mean.contains(|c: char| ('1'..='9').contains(&c)) {
        figure.mean.insert(0, '+');
    }
    figure
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::displaced::tests::rising;
    use crate::report::pages_fixture::Fixture;

    fn html_of(scenario: &crate::scenario::Scenario, results: &crate::experiment::Results) -> String {
        section(&Findings::new(scenario, results)).unwrap().into_string()
    }

    #[test]
    fn what_is_displaced_stands_beside_the_reference() {
        let (scenario, results) = rising(Outcome::ElectivesCancelled, 1_000.0);
        let html = html_of(&scenario, &results);
        assert!(html.contains("Cancelled planned admissions, repeats counted"));
        assert!(html.contains("+1,050") && html.contains("Against “Do nothing”"));
        assert!(html.contains("planned operations at £3,500 each"));
    }

    #[test]
    fn rows_that_are_nothing_everywhere_are_left_out() {
        let (scenario, mut results) = Fixture { options: 2, days: 125, replications: 8, ..Fixture::default() }.build();
        assert!(html_of(&scenario, &results).contains("Patients turned away"));
        let at = results.outcome(Outcome::TurnedAway).unwrap();
        for option in &mut results.options {
            option.outcomes[at] = (0..8).map(|_| 0.0).collect();
        }
        assert!(!html_of(&scenario, &results).contains("Patients turned away"));
    }
}
