//! What every part of the loader writes to: the problems found, the log of assumptions, and the overrides in force.

use std::cell::RefCell;

use super::problems::{Place, Problem, Source};
use super::tree::{Entry, Node};
use super::{Assumption, Evidence};

/// A value given from outside for the quantity at a path, in place of what the file says.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub path: String,
    pub value: f64,
    /// Where it stands in the source that lists the overrides.
    pub path_at: Place,
    pub value_at: Place,
    pub is_used: bool,
}

/// Collects what reading a scenario brings to light.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub sources: Vec<Source>,
    problems: RefCell<Vec<Problem>>,
    /// Assumptions with their turn in the file.
    assumptions: RefCell<Vec<(usize, Assumption)>>,
    overrides: RefCell<Vec<Override>>,
}

/// What is said about where a number comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Backing {
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub source: Option<String>,
    pub note: Option<String>,
    pub evidence: Option<Evidence>,
}

impl Backing {
    /// The same, with the gaps filled from what the table around it says. Low and high belong to one number alone.
    pub(crate) fn or(self, around: &Self) -> Self {
        let has_own_source = self.source.is_some();
        Self {
            low: self.low,
            high: self.high,
            evidence: self.evidence.or(if has_own_source { None } else { around.evidence }),
            source: self.source.or_else(|| around.source.clone()),
            note: self.note.or_else(|| around.note.clone()),
        }
    }

    /// How much the number rests on: as stated, else judged by the words of the source.
    pub(crate) fn judged(&self) -> Evidence {
        let starts_with =
            |source: &str, word: &str| source.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        match (self.evidence, &self.source) {
            (Some(evidence), _) => evidence,
            (None, Some(source)) if starts_with(source, "assum") => Evidence::Assumed,
            (None, Some(source)) if starts_with(source, "derived") => Evidence::Derived,
            (None, Some(_)) => Evidence::Sourced,
            (None, None) if self.low.is_some() || self.high.is_some() => Evidence::Assumed,
            (None, None) => Evidence::Unstated,
        }
    }
}

impl Desk {
    pub(crate) fn new(sources: Vec<Source>, problems: Vec<Problem>, overrides: Vec<Override>) -> Self {
        Self {
            sources,
            problems: RefCell::new(problems),
            overrides: RefCell::new(overrides),
            assumptions: RefCell::default(),
        }
    }

    /// Notes a problem and carries on.
    pub(crate) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// The words at a place, on one line.
    pub(crate) fn written(&self, at: Place) -> String {
        let text = self.sources.get(at.source).and_then(|source| source.text.get(at.start..at.end)).unwrap_or("");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Enters a quantity in the log of assumptions, as it is written.
    pub(crate) fn log(&self, path: &str, node: &Node, backing: &Backing) {
        self.enter(node.order, path, self.written(node.at), node.number(), backing);
    }

    /// Enters a quantity in the log of assumptions, with a value from outside.
    pub(crate) fn log_value(&self, order: usize, path: &str, value: f64, backing: &Backing) {
        self.enter(order, path, value.to_string(), Some(value), backing);
    }

    fn enter(&self, order: usize, path: &str, value: String, number: Option<f64>, backing: &Backing) {
        let assumption = Assumption {
            path: path.to_owned(),
            value,
            number: number.filter(|number| number.is_finite()),
            low: backing.low,
            high: backing.high,
            source: backing.source.clone(),
            note: backing.note.clone(),
            evidence: backing.judged(),
            share_of: None,
        };
        self.assumptions.borrow_mut().push((order, assumption));
    }

    /// Notes that the quantities at these paths, logged already, are the shares of one table.
    pub(crate) fn are_shares(&self, table: &str, paths: &[String]) {
        let mut assumptions = self.assumptions.borrow_mut();
        let logged = assumptions.iter_mut().rev().take(paths.len());
        logged.filter(|(_, one)| paths.contains(&one.path)).for_each(|(_, one)| one.share_of = Some(table.to_owned()));
    }

    /// The paths of the quantities read so far, each with its value where that is a single number.
    pub(crate) fn logged(&self) -> Vec<(String, Option<f64>)> {
        let assumptions = self.assumptions.borrow();
        assumptions.iter().map(|(_, assumption)| (assumption.path.clone(), assumption.number)).collect()
    }

    /// Whether values were given from outside.
    pub(crate) fn has_values_from_outside(&self) -> bool {
        !self.overrides.borrow().is_empty()
    }

    /// The value that overrides the quantity at a path, and where it was given.
    pub(crate) fn overridden(&self, path: &str) -> Option<(f64, Place)> {
        let mut overrides = self.overrides.borrow_mut();
        // Of two values for one path the later counts, as on a command line.
        let found = overrides.iter_mut().rev().filter(|entry| entry.path == path);
        found.fold(None, |first, entry| {
            entry.is_used = true;
            first.or(Some((entry.value, entry.value_at)))
        })
    }

    /// The quantities logged so far, by their turns in the file.
    pub(crate) fn orders(&self) -> Vec<(usize, String)> {
        self.assumptions.borrow().iter().map(|(order, assumption)| (*order, assumption.path.clone())).collect()
    }

    /// The log in the order of the file, and all problems.
    pub(crate) fn close(self) -> (Vec<Source>, Vec<Problem>, Vec<Assumption>) {
        let mut assumptions = self.assumptions.into_inner();
        assumptions.sort_by_key(|(order, _)| *order);
        let assumptions: Vec<Assumption> = assumptions.into_iter().map(|(_, assumption)| assumption).collect();
        let mut problems = self.problems.into_inner();
        for unused in self.overrides.into_inner().into_iter().filter(|entry| !entry.is_used) {
            let paths = assumptions.iter().map(|assumption| assumption.path.as_str());
            if paths.clone().any(|path| path == unused.path) {
                let headline = format!("`{}` cannot be given another value this way", unused.path);
                let label = "a date, a list or a distribution: only single numbers can";
                problems.push(Problem::error(unused.path_at, headline).label(label));
                continue;
            }
            problems.push(
                Problem::absence(unused.path_at, format!("there is no quantity `{}`", unused.path))
                    .label("not the path of a number in this scenario")
                    .help_if(did_you_mean(&unused.path, paths)),
            );
        }
        (self.sources, problems, assumptions)
    }
}

/// The help that names the nearest of the valid names, when one is near enough to be meant.
pub(crate) fn did_you_mean<'a>(written: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, valid).map(|name| format!("did you mean `{name}`?"))
}

/// The nearest name, at most 1 + a third of its length away (Damerau-Levenshtein).
pub(crate) fn nearest<'a>(written: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = written.to_lowercase();
    // A distance takes time that grows with the square of the length; nobody means a key by a page of text.
    if written.len() > 200 {
        return None;
    }
    let distance = |name: &str| strsim::damerau_levenshtein(&written, &name.to_lowercase());
    let allowed = |name: &str| 1 + name.chars().count() / 3;
    let near =
        valid.into_iter().map(|name| (distance(name), name)).filter(|(distance, name)| *distance <= allowed(name));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Names in a sentence: `a`, `b` and `c`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "and")
}

/// Names in a sentence: `a`, `b` or `c`.
pub(super) fn spoken<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "or")
}

fn joined<'a>(names: impl IntoIterator<Item = &'a str>, last_word: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}

/// The place of a value for a message: an inline table that runs over several lines is shown by its key.
pub(super) fn shown_at(entry: &Entry) -> Place {
    match entry.node.table() {
        Some(_) => entry.key_at,
        None => entry.node.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_far_from_all_is_not_guessed_at() {
        assert_eq!(nearest("more-bed", ["as-it-is", "more-beds"]), Some("more-beds"));
        assert_eq!(nearest("xyz", ["as-it-is", "more-beds"]), None);
    }
}
