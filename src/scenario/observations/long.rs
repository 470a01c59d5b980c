//! The long shape: `measure,period,date,value,error,qualifier,source`, a row for each value.

use super::cells::{Cell, Records};
use super::{Bound, Observation, ObservationDesk, Span, date};
use crate::scenario::{Problem, did_you_mean};

const COLUMNS: [&str; 7] = ["measure", "period", "date", "value", "error", "qualifier", "source"];
/// The columns that a file must have.
const NEEDED: [&str; 4] = ["measure", "date", "value", "error"];
const PERIODS: [&str; 3] = ["day", "week", "month"];
/// What a qualifier makes of a value.
const QUALIFIERS: [(&str, Bound); 12] = [
    ("", Bound::Exact),
    ("exact", Bound::Exact),
    ("about", Bound::Exact),
    ("more than", Bound::AtLeast),
    ("at least", Bound::AtLeast),
    ("over", Bound::AtLeast),
    ("up to", Bound::AtMost),
    ("at most", Bound::AtMost),
    ("less than", Bound::AtMost),
    ("fewer than", Bound::AtMost),
    ("under", Bound::AtMost),
    ("date", Bound::Exact),
];

/// The observations of a file in the long shape.
pub(crate) fn rows(desk: &mut ObservationDesk, records: &Records) -> Vec<Observation> {
    let Some((header, rows)) = records.rows.split_first() else { return Vec::new() };
    let Some(places) = columns(desk, header) else { return Vec::new() };
    rows.iter().filter_map(|row| one(desk, row, &places)).collect()
}

/// Where each of [`COLUMNS`] stands.
fn columns(desk: &mut ObservationDesk, header: &[Cell]) -> Option<[Option<usize>; 7]> {
    let before = desk.problems.len();
    for cell in header.iter().filter(|cell| !COLUMNS.contains(&cell.text.as_str())) {
        let problem = Problem::error(cell.place, format!("there is no column `{}`", cell.text));
        let all = format!("the columns are {}; of these {} must be there", COLUMNS.join(", "), NEEDED.join(", "));
        desk.report(problem.label("unknown column").help(all).help_if(did_you_mean(&cell.text, COLUMNS)));
    }
    let places = COLUMNS.map(|name| header.iter().position(|cell| cell.text == name));
    if desk.problems.len() == before {
        for name in NEEDED.iter().filter(|name| header.iter().all(|cell| cell.text != **name)) {
            let place = header.first().map(|cell| cell.place).unwrap_or_default();
            let help = match *name {
                "error" => "state the standard deviation of the counting error of each value: 0.5 for an exact count",
                _ => "the first line names the columns: measure,period,date,value,error,qualifier,source",
            };
            desk.report(Problem::error(place, format!("the column `{name}` is missing")).label("header").help(help));
        }
    }
    (desk.problems.len() == before).then_some(places)
}

fn one(desk: &mut ObservationDesk, row: &[Cell], places: &[Option<usize>; 7]) -> Option<Observation> {
    let [measure, period, day, value, error, qualifier, source] = places.map(|at| at.and_then(|at| row.get(at)));
    let (Some(measure), Some(day), Some(value), Some(error)) = (measure, day, value, error) else {
        let place = row.first().map(|cell| cell.place).unwrap_or_default();
        desk.report(Problem::error(place, "the row is too short").label("a cell for each column of the header"));
        return None;
    };
    let found = desk.measure(measure);
    let span = span(desk, period, day, measure.text.ends_with(".monthly_average"));
    let value = desk.amount(value, "a value");
    let error_value = desk.number(error, "the standard deviation of the counting error");
    if error_value.is_some_and(|error| error <= 0.0) {
        let help = "no count is without error: write 0.5 for one that is exact";
        desk.report(
            Problem::error(error.place, "the error must be more than 0").label("a standard deviation").help(help),
        );
    }
    let bound = bound(desk, qualifier);
    let (measure, name) = found?;
    Some(Observation {
        measure,
        name,
        span: span?,
        value: value?,
        error: error_value?,
        bound: bound?,
        source: source.map(|cell| cell.text.trim().to_owned()).unwrap_or_default(),
    })
}

fn span(desk: &mut ObservationDesk, period: Option<&Cell>, day: &Cell, is_average: bool) -> Option<Span> {
    let found = date(&day.text);
    if found.is_none() {
        let problem = Problem::error(day.place, format!("`{}` is not a date", day.text));
        desk.report(problem.label("a day, as 2015-12-18, or a month, as 2015-12"));
    }
    let written = period.map(|cell| cell.text.as_str()).filter(|text| !text.is_empty());
    let word = match (written, found) {
        (Some(word), _) => word,
        (None, Some((_, true))) => "month",
        (None, _) if is_average => "month",
        (None, _) => "day",
    };
    let (date, is_month) = found.unwrap_or_default();
    let span = match word {
        "day" => Span::Day(date),
        "week" => Span::Week(date),
        "month" => Span::Month(date.first_of_month()),
        other => {
            let place = period.map(|cell| cell.place).unwrap_or_default();
            let problem = Problem::error(place, format!("a period cannot be `{other}`"));
            desk.report(problem.label("one of `day`, `week` or `month`").help_if(did_you_mean(other, PERIODS)));
            return None;
        }
    };
    if found.is_some() && is_month && word != "month" {
        desk.report(Problem::error(day.place, format!("a {word} begins on a day")).label("a day, as 2015-12-18"));
        return None;
    }
    found.map(|_| span)
}

fn bound(desk: &mut ObservationDesk, qualifier: Option<&Cell>) -> Option<Bound> {
    let Some(cell) = qualifier else { return Some(Bound::Exact) };
    let found = QUALIFIERS.iter().find(|(word, _)| *word == cell.text.trim());
    if found.is_none() {
        let words = || QUALIFIERS.iter().map(|(word, _)| *word).filter(|word| !word.is_empty() && *word != "date");
        let problem = Problem::error(cell.place, format!("a qualifier cannot be `{}`", cell.text));
        let all = format!("one of {}, or nothing", words().collect::<Vec<_>>().join(", "));
        desk.report(problem.label(all).help_if(did_you_mean(&cell.text, words())));
    }
    found.map(|(_, bound)| *bound)
}
