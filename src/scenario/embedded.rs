//! The scenarios that come with the program.

use std::sync::LazyLock;

use super::tree::{self, Table};

/// A scenario inside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The name that the command line and `extends` use.
    pub id: &'static str,
    pub title: String,
    /// The first sentence of its description.
    pub summary: String,
    pub text: &'static str,
}

/// The embedded scenario that runs when none is named.
pub(crate) const DEFAULT: &str = "oxfordshire-pilot";

/// The id and text of every embedded scenario: to add one, add a line.
const TEXTS: [(&str, &str); 8] = [
    ("oxfordshire-pilot", include_str!("../../scenarios/oxfordshire-pilot.toml")),
    ("emergency-units", include_str!("../../scenarios/emergency-units.toml")),
    ("transformation", include_str!("../../scenarios/transformation.toml")),
    ("recruitment-freeze", include_str!("../../scenarios/recruitment-freeze.toml")),
    ("neighbourhood-teams", include_str!("../../scenarios/neighbourhood-teams.toml")),
    ("oxfordshire-monthly", include_str!("../../scenarios/oxfordshire-monthly.toml")),
    ("first-scenario", include_str!("../../scenarios/first-scenario.toml")),
    ("county", include_str!("../../scenarios/county.toml")),
];

/// The id and text of every verification case, in the order in which they are run.
const CASES: [(&str, &str); 6] = [
    ("community-queue", include_str!("../../scenarios/verification/community-queue.toml")),
    ("blocked-ward", include_str!("../../scenarios/verification/blocked-ward.toml")),
    ("stroke-unit", include_str!("../../scenarios/verification/stroke-unit.toml")),
    ("pathway-node-p2", include_str!("../../scenarios/verification/pathway-node-p2.toml")),
    ("pathway-node-p3", include_str!("../../scenarios/verification/pathway-node-p3.toml")),
    ("stroke-pathway", include_str!("../../scenarios/verification/stroke-pathway.toml")),
];

/// Every verification case inside the program: a scenario with `[[verification]]` tables.
pub fn verification_cases() -> &'static [Embedded] {
    static SCENARIOS: LazyLock<Vec<Embedded>> = LazyLock::new(|| CASES.map(|(id, text)| describe(id, text)).into());
    &SCENARIOS
}

/// Every embedded scenario, in the order in which they are shown.
pub fn embedded() -> &'static [Embedded] {
    static SCENARIOS: LazyLock<Vec<Embedded>> = LazyLock::new(|| TEXTS.map(|(id, text)| describe(id, text)).into());
    &SCENARIOS
}

fn describe(id: &'static str, text: &'static str) -> Embedded {
    let root: Table = tree::parse(0, text, &mut Vec::new());
    let words = |key| root.text(key).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let description = words("description");
    let summary = description.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
    Embedded { id, title: words("title"), summary, text }
}
