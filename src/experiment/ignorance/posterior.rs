//! A posterior sample: sets of values that go together, as a calibration leaves them.

use crate::scenario::{Assumption, did_you_mean};

/// The heading of the column of weights.
const WEIGHT: &str = "weight";
/// What an assumption whose value is no number is refused with.
const NOT_ONE_NUMBER: &str = "it is a date, a list or a distribution: only single numbers can be drawn";

/// A sample of values for some assumptions: rows that were found together, each with a weight.
///
/// As text it is a table of comma-separated values. The first line names an assumption in each column by its path; the first
/// column may be `weight` instead. Every other line is a row of numbers.
///
/// ```text
/// weight,service.home-care.places,workforce.care-workers.turnover_per_year
/// 0.7,210,0.31
/// 0.3,225,0.38
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Posterior {
    paths: Vec<String>,
    rows: Vec<Vec<f64>>,
    /// For each row the weights of all rows up to it, of a sum of 1.
    up_to: Vec<f64>,
}

/// Something that is wrong with a posterior sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, in a sentence without a full stop.
    pub what: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Posterior {
    /// Reads a sample for a scenario with these assumptions.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of its lines.
    pub fn read(text: &str, assumptions: &[Assumption]) -> Result<Self, Vec<Complaint>> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate().map(|(at, line)| (at + 1, line));
        let mut wrong = Vec::new();
        let heading = lines.next().map(|(_, line)| cells(line)).unwrap_or_default();
        let has_weights = heading.first().is_some_and(|first| first == WEIGHT);
        let paths: Vec<String> = heading.iter().skip(usize::from(has_weights)).cloned().collect();
        check_heading(&paths, assumptions, &mut wrong);
        let (mut rows, mut weights) = (Vec::new(), Vec::new());
        for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let Some(mut row) = numbers(line, &cells(text), &heading, &mut wrong) else { continue };
            let weight = if has_weights { row.remove(0) } else { 1.0 };
            if weight < 0.0 {
                wrong.push(Complaint::new(line, format!("the weight {weight} is negative"), "write 0 or more"));
            }
            weights.push(weight);
            rows.push(row);
        }
        let total: f64 = weights.iter().sum();
        if wrong.is_empty() && rows.is_empty() {
            wrong.push(Complaint::new(1, "there are no rows below the heading", "write one draw in each line"));
        } else if wrong.is_empty() && !(total > 0.0 && total.is_finite()) {
            wrong.push(Complaint::new(
                1,
                format!("the weights sum to {total}"),
                "give at least one row a weight above 0",
            ));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let up_to = weights.iter().scan(0.0, |sum, weight| {
            *sum += weight / total;
            Some(*sum)
        });
        Ok(Self { paths, rows, up_to: up_to.collect() })
    }

    /// The paths of its assumptions, in the order of its columns.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// Its rows, each with a value for each path.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// The smallest and the largest value of a column, over the rows that can be drawn.
    pub fn range(&self, column: usize) -> (f64, f64) {
        let starts = [0.0].into_iter().chain(self.up_to.iter().copied());
        let drawn = starts.zip(&self.up_to).zip(&self.rows).filter(|((from, to), _)| from < to);
        drawn
            .map(|(_, row)| row[column])
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    }

    /// The row that a number from 0 to 1 falls on, each with the probability of its weight.
    pub fn row(&self, uniform: f64) -> &[f64] {
        let at = self.up_to.partition_point(|&up_to| up_to <= uniform);
        // The weights of all rows may sum to a little less than 1 by rounding; the last that has any takes the rest.
        let last = self.up_to.partition_point(|&up_to| up_to < self.up_to.last().copied().unwrap_or(0.0));
        &self.rows[at.min(last)]
    }
}

impl Complaint {
    fn new(line: usize, what: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line, what: what.into(), help: Some(help.into()) }
    }
}

/// The cells of a line, without the quotation marks that some programs put around them. Paths and numbers hold no commas.
fn cells(line: &str) -> Vec<String> {
    line.split(',').map(|cell| cell.trim().trim_matches('"').trim().to_owned()).collect()
}

fn check_heading(paths: &[String], assumptions: &[Assumption], wrong: &mut Vec<Complaint>) {
    if paths.iter().all(String::is_empty) {
        wrong.push(Complaint::new(
            1,
            "no assumption is named",
            "write the paths of assumptions, as in assumptions.csv",
        ));
        return;
    }
    for (at, path) in paths.iter().enumerate() {
        let known = assumptions.iter().find(|assumption| assumption.path == *path);
        match known {
            _ if path == WEIGHT => {
                wrong.push(Complaint::new(1, "the weights are not the first column", "make `weight` the first column"));
            }
            _ if paths[..at].contains(path) => {
                wrong.push(Complaint::new(1, format!("`{path}` is there twice"), "leave one of the columns out"));
            }
            Some(known) if known.number.is_none() && known.value != "unlimited" && known.value != "\"unlimited\"" => {
                wrong.push(Complaint::new(1, format!("`{path}` cannot be drawn"), NOT_ONE_NUMBER));
            }
            Some(_) => {}
            None => {
                let help = did_you_mean(path, assumptions.iter().map(|assumption| assumption.path.as_str()));
                let all = || "assumptions.csv of `dtoc run` lists the paths of all assumptions".to_owned();
                let what = format!("the scenario has no assumption `{path}`");
                wrong.push(Complaint::new(1, what, help.unwrap_or_else(all)));
            }
        }
    }
}

/// The numbers of a row; none where something is wrong with it.
fn numbers(line: usize, cells: &[String], heading: &[String], wrong: &mut Vec<Complaint>) -> Option<Vec<f64>> {
    if cells.len() != heading.len() {
        let what = format!("{} cells, where the heading has {}", cells.len(), heading.len());
        wrong.push(Complaint::new(line, what, "write a number for every column"));
        return None;
    }
    let mut row = Vec::with_capacity(cells.len());
    for (cell, column) in cells.iter().zip(heading) {
        match cell.parse::<f64>() {
            Ok(number) if number.is_finite() => row.push(number),
            _ => {
                let what = format!("`{cell}` is not a number (column `{column}`)");
                wrong.push(Complaint::new(line, what, "write it with a full stop and without a unit, such as 0.35"));
            }
        }
    }
    (row.len() == cells.len()).then_some(row)
}
