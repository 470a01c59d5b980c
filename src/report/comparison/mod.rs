//! What `dtoc compare` found: every option against the reference and against the best of the others, and which one is best.
//!
//! ```text
//! answer    what was found for each option
//! finding   the verdict in sentences
//! tables    the options, and the accounts of one
//! charts    cost against delayed days avoided
//! method    how options are compared, in words
//! fields    the files for programs
//! ```

mod answer;
pub(super) mod charts;
mod fields;
mod finding;
mod method;
mod tables;

use super::document::{Block, Document, Section};
use super::money::CostPerDay;
use super::sheets::Sheets;
use super::{Told, numbers};
use crate::scenario::Scenario;
use serde_json::{Map, Value};

pub use answer::{Comparison, Pair, Row};
pub use finding::{Verdict, verdict};

impl Told for Comparison<'_> {
    fn scenario(&self) -> Option<&Scenario> {
        Some(self.scenario)
    }

    fn seed(&self) -> u64 {
        self.compared.seed
    }

    fn document(&self) -> Document {
        let verdict = verdict(self);
        let (best, against_reference) = (tables::best(self), tables::against_reference(self));
        let printed = vec![best.clone().into(), against_reference.clone().into()];
        let description = self.scenario.description.trim();
        Document {
            kind: "Options appraisal: which option is best, and how sure is that?".into(),
            title: self.scenario.title.clone(),
            headline: verdict.headline,
            sentences: verdict.details,
            basis: (!description.is_empty()).then(|| description.to_owned()).into_iter().collect(),
            sections: vec![
                Section::new("best", "Which is best", vec![best.into()]),
                Section::new("frontier", "Cost against delayed days avoided", vec![charts::chart(self).into()]),
                Section::new(
                    "reference",
                    format!("Against {}", self.reference().quoted()),
                    vec![against_reference.into()],
                ),
                Section::new("money", "Money by heading", money(self)),
                Section::new("method", "Method", method::method(self)),
            ],
            printed,
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::data(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        fields::summary(self)
    }
}

/// The accounts of every option, each folded under what it costs in all.
fn money(comparison: &Comparison) -> Vec<Block> {
    let note =
        "Hospital bed days and cancelled operations are not in the accounts. Headings that cost nothing are left out.";
    let in_all = |row: &Row| match (&row.cost_per_day, row.cost.difference) {
        (CostPerDay::Reference, _) | (_, None) => format!("{}: the reference", row.title()),
        (_, Some(cost)) => format!("{}: {} in all", row.title(), numbers::money_difference(&cost).mean),
    };
    let one = |row: &Row| Block::fold(false, in_all(row), vec![tables::money(comparison, row).into()]);
    comparison.rows.iter().map(one).chain([Block::note(note)]).collect()
}
