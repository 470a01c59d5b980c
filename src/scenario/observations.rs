//! What really happened, from a file: dated values of named measures, each with the error of its counting.
//!
//! Two shapes are read, and told apart by their first line. The long one has a row for each value; the official one is the table of
//! monthly statistics as it is published, a row for each month and a column for each breakdown, in delayed days. Everything that
//! is wrong is found at once, with line and column.

mod cells;
mod long;
mod official;

use std::ops::Range;

use serde::Serialize;

use super::{Place, Problem, Problems, Source};
use crate::model::dates::{days_between, plus_days};
use crate::model::{CareSystem, Date, Measure};
use cells::{Cell, Records};

pub use official::Official;

/// The days that a value is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Span {
    /// The count at the midnight that ends this day.
    Day(Date),
    /// The average of seven such counts from this day.
    Week(Date),
    /// The average of the counts of the calendar month that begins on this day.
    Month(Date),
}

impl Span {
    /// The first day.
    pub fn first(self) -> Date {
        match self {
            Self::Day(date) | Self::Week(date) | Self::Month(date) => date,
        }
    }

    /// The last day.
    pub fn last(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Week(date) => plus_days(date, 6),
            Self::Month(date) => date.last_of_month(),
        }
    }

    /// The days in the period of a care system, counted from 0; `None` unless all of them lie in it.
    pub fn days(self, system: &CareSystem) -> Option<Range<usize>> {
        let number = |date| usize::try_from(days_between(system.period.start, date)).ok();
        let days = number(self.first())?..number(self.last())? + 1;
        (days.end <= system.period.days as usize).then_some(days)
    }
}

/// What a value says about the number that was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Bound {
    /// It was this number, but for the error.
    Exact,
    /// It was this or more.
    AtLeast,
    /// It was this or less.
    AtMost,
}

/// One observed value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Observation {
    pub measure: Measure,
    /// The measure as files call it: `delayed.acute`.
    pub name: String,
    pub span: Span,
    pub value: f64,
    /// Standard deviation of the error of counting; above 0.
    pub error: f64,
    pub bound: Bound,
    pub source: String,
}

/// What was read from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Observations {
    /// In the order of the file.
    pub list: Vec<Observation>,
    /// What was left out and why, in sentences.
    pub notes: Vec<String>,
}

/// What to take from a file of observations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taking {
    /// From this day on.
    pub from: Option<Date>,
    /// Up to this day.
    pub to: Option<Date>,
    /// How the official table is read.
    pub official: Official,
}

/// Reads observations of a care system. `name` is what messages call the file.
///
/// # Errors
///
/// Everything that is wrong with the file.
pub fn observations(name: &str, text: &str, system: &CareSystem, taking: &Taking) -> Result<Observations, Problems> {
    let source = Source { name: name.to_owned(), text: text.to_owned() };
    let mut desk = ObservationDesk { system, problems: Vec::new() };
    let records = Records::of(text);
    let mut list = match records.rows.first() {
        None => {
            desk.report(Problem::error(Place::default(), "there is nothing in the file").label("no row"));
            Vec::new()
        }
        Some(header) if official::is_header(header) => official::rows(&mut desk, &records, &taking.official),
        Some(_) => long::rows(&mut desk, &records),
    };
    if !desk.problems.is_empty() {
        return Err(Problems::new(vec![source], desk.problems));
    }
    let mut notes = Vec::new();
    let all = list.len();
    list.retain(|one| {
        taking.from.is_none_or(|from| from <= one.span.first()) && taking.to.is_none_or(|to| one.span.last() <= to)
    });
    note(&mut notes, all - list.len(), "outside the dates asked for");
    let all = list.len();
    list.retain(|one| one.span.days(system).is_some());
    note(&mut notes, all - list.len(), "not wholly inside the period of the scenario");
    Ok(Observations { list, notes })
}

fn note(notes: &mut Vec<String>, left_out: usize, why: &str) {
    match left_out {
        0 => {}
        1 => notes.push(format!("one observation is {why}, and left out")),
        many => notes.push(format!("{many} observations are {why}, and left out")),
    }
}

/// Where a file of observations is checked.
struct ObservationDesk<'s> {
    system: &'s CareSystem,
    problems: Vec<Problem>,
}

impl ObservationDesk<'_> {
    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The number of a cell.
    fn number(&mut self, cell: &Cell, what: &str) -> Option<f64> {
        let number = cell.text.trim().replace([',', '_'], "").parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.report(Problem::error(cell.place, format!("`{}` is not a number", cell.text)).label(what));
        }
        number
    }

    /// A number that is not negative.
    fn amount(&mut self, cell: &Cell, what: &str) -> Option<f64> {
        let number = self.number(cell, what)?;
        if number < 0.0 {
            self.report(Problem::error(cell.place, format!("{what} must not be negative")).label("0 or more"));
            return None;
        }
        Some(number)
    }

    /// The measure of a name, and the name as it is used.
    fn measure(&mut self, cell: &Cell) -> Option<(Measure, String)> {
        let all = Measure::all(self.system);
        let name = cell.text.trim();
        let wanted = name.strip_suffix(".monthly_average").unwrap_or(name);
        let ids: Vec<String> = all.iter().map(|measure| measure.id(self.system)).collect();
        if let Some(at) = ids.iter().position(|id| id == wanted) {
            return Some((all[at], ids[at].clone()));
        }
        let near = super::did_you_mean(wanted, ids.iter().map(String::as_str));
        let problem = Problem::error(cell.place, format!("there is no measure `{name}`"))
            .label("not a column of daily.csv in this scenario")
            .help("such as `delayed`, `delayed.acute`, `delayed.reason.E`, `waiting_list`");
        self.report(problem.help_if(near));
        None
    }
}

/// The date of a text: a day (`2015-12-18`), or a month (`2015-12`) by its first day.
fn date(text: &str) -> Option<(Date, bool)> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let number = |part: &str| part.parse::<i32>().ok();
    let (year, month, day, is_month) = match parts.as_slice() {
        [year, month] => (number(year)?, number(month)?, 1, true),
        [year, month, day] => (number(year)?, number(month)?, number(day)?, false),
        _ => return None,
    };
    let date = crate::model::dates::date(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((date, is_month))
}
