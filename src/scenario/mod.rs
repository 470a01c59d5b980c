//! A scenario: a care system and its options, as a planner writes it, checked, with the evidence behind every number.

//!
//! A scenario is read in three steps. Its text, and those it extends, become one tree of values that know their place
//! ([`Draft`], `tree`, `extends`). A reader for each part asks the tree for the keys it knows, checks every value, enters each
//! number in the log of assumptions and collects what is wrong (`reader`, `quantities`, `distributions`, `hospitals` …). What
//! comes out is a [`CareSystem`] without names or optional parts, or else all [`Problems`] at once.
//!
//! This layer opens no file and prints nothing: whoever calls it passes texts in and shows what comes out.

mod calendar;
mod desk;
mod distributions;
mod draft;
mod effects;
mod embedded;
mod extends;
mod hospitals;
mod levers;
mod observations;
mod opening;
mod pathways;
mod problems;
mod quantities;
mod reader;
mod references;
mod revision;
mod schemes;
mod services;
mod syntax;
mod system;
#[cfg(test)]
mod tests;
mod tree;
mod variants;
mod verification;
mod workforce;

pub(crate) use desk::{did_you_mean, nearest};
pub(crate) use distributions::is_kind_of_distribution;
pub use draft::Draft;
pub(crate) use embedded::DEFAULT;
pub use embedded::{Embedded, embedded, verification_cases};
pub use levers::{Lever, Planning};
pub use observations::{Bound, Observation, Observations, Official, Span, Taking, observations};
pub use problems::{Place, Problem, Problems, Severity, Source};
pub use revision::Revision;
pub(crate) use revision::{shares, shares_making_room};
pub use verification::{Condition, Expected, Gauge, Statistic, Verification};

use serde::Serialize;

use crate::model::{CareSystem, Date};

/// A checked scenario: what the model runs on, and what the report says about where it came from.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Short name: the file name without its ending; names the output folder.
    pub id: String,
    pub title: String,
    /// A paragraph for the reader of the report; may be empty.
    pub description: String,
    pub system: CareSystem,
    /// Every annotated or bare quantity of the file, in file order.
    pub assumptions: Vec<Assumption>,
    /// What really happened, to set beside the simulation.
    pub observed: Vec<ObservedSeries>,
    /// For each option of the system: a sentence or two on what it is; may be empty.
    pub option_descriptions: Vec<String>,
    /// The option that history followed, where one did: the one that observed points belong to.
    pub historical_option: Option<usize>,
    /// Known differences between the model and history, in words, for the report.
    pub caveats: Vec<String>,
    /// What a simulation of it must reproduce: empty unless it is a verification case.
    pub verifications: Vec<Verification>,
    /// What a plan may set, for `dtoc plan`.
    pub levers: Vec<Lever>,
    /// What they act in, where the scenario says so.
    pub planning: Option<Planning>,
    /// SHA-256 over the checked content (the file and those it extends), in hexadecimal.
    pub hash: String,
    /// What is probably not meant, though it can be run.
    pub warnings: Problems,
}

impl Scenario {
    /// Whether there was less room than patients in the opening census, which was brought down to it. That happens with values
    /// from outside only (see [`load_with`]).
    pub fn has_cut_census(&self) -> bool {
        self.warnings.iter().any(|warning| warning.label == opening::NO_ROOM)
    }
}

/// Reads and checks a scenario.
///
/// `name` is what messages call the text (`my.toml`), `id` the short name of the scenario. `read` finds a text that the
/// scenario extends, by the name written there; embedded scenarios are found without it.
///
/// # Errors
///
/// Everything that is wrong with the scenario.
pub fn load(
    name: &str,
    id: &str,
    text: &str,
    read: &dyn Fn(&str) -> Result<String, String>,
) -> Result<Scenario, Problems> {
    load_with(name, id, text, read, &[])
}

/// Reads and checks a scenario with other values for some of its quantities, each named by its path in the log of assumptions
/// (`service.reablement.places`).
///
/// A value for a whole number is rounded. Where one share of a table of shares is given, the others make room in proportion.
/// Where there is less room with these values than patients in the opening census, those in treatment and in services give way,
/// with a warning: the census was counted with the stated values.
///
/// # Errors
///
/// As for [`load`]; also a path that leads to no quantity.
pub fn load_with(
    name: &str,
    id: &str,
    text: &str,
    read: &dyn Fn(&str) -> Result<String, String>,
    overrides: &[(String, f64)],
) -> Result<Scenario, Problems> {
    Draft::read(name, id, text, read).check(overrides)
}

/// One number of the scenario and the evidence for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Assumption {
    /// Where it stands: `service.reablement.places`.
    pub path: String,
    /// The value as written: a number, a date or a list.
    pub value: String,
    /// The value as a number, where it is a single finite one, in whatever form it is written: `10_000`, `0x20`.
    pub number: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// `None` is shown as "stated without a source".
    pub source: Option<String>,
    pub note: Option<String>,
    pub evidence: Evidence,
    /// The path of the table of shares, which sum to 1, that it is one of.
    pub share_of: Option<String>,
}

impl Assumption {
    /// Whether somebody chooses it, as a target is chosen: there is nothing to know about it.
    pub fn is_chosen(&self) -> bool {
        self.path.starts_with("target.")
    }
}

/// How much a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Evidence {
    /// Published or recorded.
    Sourced,
    /// Worked out from sourced numbers.
    Derived,
    /// A reasoned estimate.
    Assumed,
    /// Nothing is said.
    Unstated,
}

/// Dated values of one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedSeries {
    /// The daily measure it belongs to, by its name in `daily.csv`: `delayed`, `scheme.pilot-beds.moved` …; or
    /// `delayed.monthly_average`, the official average of a month, dated its first day.
    pub measure: String,
    pub title: String,
    pub points: Vec<ObservedPoint>,
}

/// One observed value.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservedPoint {
    pub date: Date,
    pub value: f64,
    /// In words, such as `more than` or `about`; empty for an exact count.
    pub qualifier: String,
    pub source: String,
}
