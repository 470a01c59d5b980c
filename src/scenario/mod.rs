//! A scenario: a care system and its options, as a planner writes it, checked, with the evidence behind every number.

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
    /// SHA-256 over the checked content (the file and those it extends), in hexadecimal.
    pub hash: String,
}

/// One number of the scenario and the evidence for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// Where it stands: `service.reablement.places`.
    pub path: String,
    /// The value as written: a number, a date or a list.
    pub value: String,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// `None` is shown as "stated without a source".
    pub source: Option<String>,
    pub note: Option<String>,
    pub evidence: Evidence,
}

/// How much a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// The daily measure it belongs to, by its name in `daily.csv`: `delayed`, `scheme.pilot-beds.moved` …
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
