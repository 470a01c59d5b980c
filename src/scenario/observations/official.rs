//! The official shape: the monthly statistics of delayed transfers as they are published, in delayed days of each month.

use super::cells::{Cell, Records};
use super::{Bound, Observation, ObservationDesk, Span, date};
use crate::model::{AttributableTo, DelayReason, HospitalKind, Measure};
use crate::scenario::{Place, Problem, did_you_mean};

/// The columns of delayed days, and what each counts in the model.
const COLUMNS: [(&str, Measure); 16] = [
    ("delayed_days_total", Measure::Delayed),
    ("delayed_days_acute", Measure::DelayedIn(HospitalKind::Acute)),
    ("delayed_days_nonacute", Measure::DelayedIn(HospitalKind::Community)),
    ("days_NHS", Measure::DelayedAttributableTo(AttributableTo::Nhs)),
    ("days_SocialCare", Measure::DelayedAttributableTo(AttributableTo::SocialCare)),
    ("days_Both", Measure::DelayedAttributableTo(AttributableTo::Both)),
    ("A_assessment", Measure::DelayedBecause(DelayReason::Assessment)),
    ("B_public_funding", Measure::DelayedBecause(DelayReason::PublicFunding)),
    ("C_further_nonacute_NHS", Measure::DelayedBecause(DelayReason::FurtherNhsCare)),
    ("Di_residential_home", Measure::DelayedBecause(DelayReason::ResidentialHome)),
    ("Dii_nursing_home", Measure::DelayedBecause(DelayReason::NursingHome)),
    ("E_care_package_home", Measure::DelayedBecause(DelayReason::CarePackage)),
    ("F_equipment", Measure::DelayedBecause(DelayReason::Equipment)),
    ("G_patient_family_choice", Measure::DelayedBecause(DelayReason::Choice)),
    ("H_disputes", Measure::DelayedBecause(DelayReason::Dispute)),
    ("I_housing", Measure::DelayedBecause(DelayReason::Housing)),
];

/// How the official table is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Official {
    /// The count of the scenario as a share of the official one, which may be of more providers or of residents.
    pub scale: f64,
    /// Standard deviation of the error, as a share of each value; one patient at least.
    pub error: f64,
    /// The measures to take, by their names in daily.csv.
    pub measures: Vec<String>,
}

impl Default for Official {
    /// The total as published, to 5 %.
    fn default() -> Self {
        Self { scale: 1.0, error: 0.05, measures: vec!["delayed".into()] }
    }
}

/// The smallest error of a monthly average, in patients.
const LEAST_ERROR: f64 = 1.0;

/// Whether this is the first line of the official table.
pub(crate) fn is_header(header: &[Cell]) -> bool {
    let has = |name: &str| header.iter().any(|cell| cell.text == name);
    has("month") && has("delayed_days_total")
}

/// The observations of the official table.
pub(crate) fn rows(desk: &mut ObservationDesk, records: &Records, official: &Official) -> Vec<Observation> {
    let Some((header, rows)) = records.rows.split_first() else { return Vec::new() };
    let place_of = |name: &str| header.iter().position(|cell| cell.text == name);
    let mut taken: Vec<(usize, Measure, String)> = Vec::new();
    for wanted in &official.measures {
        let known = COLUMNS.iter().find(|(_, measure)| measure.id(desk.system) == *wanted);
        let found = known.and_then(|(column, measure)| Some((place_of(column)?, *measure, wanted.clone())));
        if found.is_none() {
            let place = header.first().map_or_else(Place::default, |cell| cell.place);
            let problem = Problem::error(place, format!("the official table has no column for `{wanted}`"));
            let names = COLUMNS.map(|(_, measure)| measure.id(desk.system));
            let near = did_you_mean(wanted, names.iter().map(String::as_str));
            let all = format!("it has columns for {}", names.join(", "));
            desk.report(problem.label("header").help(all).help_if(near));
        }
        taken.extend(found);
    }
    let (Some(month), days) = (place_of("month"), place_of("days_in_month")) else { return Vec::new() };
    let mut list = Vec::new();
    for row in rows {
        let Some(cell) = row.get(month) else { continue };
        let Some((first, true)) = date(&cell.text) else {
            let problem = Problem::error(cell.place, format!("`{}` is not a month", cell.text));
            desk.report(problem.label("year and month, as 2015-12"));
            continue;
        };
        let length = f64::from(first.days_in_month().unsigned_abs());
        if let Some(stated) = days.and_then(|at| row.get(at))
            && let Some(number) = desk.amount(stated, "the days in the month")
            && number != length
        {
            let problem = Problem::error(stated.place, format!("{} has {length} days, not {number}", cell.text));
            desk.report(problem.label("days of the calendar month"));
        }
        for (at, measure, name) in &taken {
            // A breakdown that was not published for a month is an empty cell.
            let Some(cell) = row.get(*at).filter(|cell| !cell.text.is_empty()) else { continue };
            let Some(total) = desk.amount(cell, "delayed days") else { continue };
            let value = total / length * official.scale;
            list.push(Observation {
                measure: *measure,
                name: name.clone(),
                span: Span::Month(first),
                value,
                error: (official.error * value).max(LEAST_ERROR),
                bound: Bound::Exact,
                source: "official monthly statistics".into(),
            });
        }
    }
    list
}
