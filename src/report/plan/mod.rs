//! What `dtoc plan` found: the cheapest mix of levers that meets the goal, or the best that can be had where none does.
//!
//! ```text
//! answer       the plan, and the points that were simulated for it
//! finding      the finding in sentences
//! tables       levers, sums, who waits, quantities and points
//! charts       cost against delayed patients
//! method       how it was searched, in words
//! option_file  the plan as a scenario file
//! fields       the files for programs
//! ```

mod answer;
mod charts;
mod fields;
mod finding;
mod method;
pub mod option_file;
mod tables;

use super::document::{Block, Document, Section};
use super::sheets::Sheets;
use super::{File, Told};
use crate::scenario::Scenario;
use serde_json::{Map, Value};

pub use answer::Plan;

impl Told for Plan {
    fn scenario(&self) -> Option<&Scenario> {
        Some(&self.scenario)
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn document(&self) -> Document {
        let frontier = charts::charts(self).into_iter().map(Block::from).collect();
        let parts = [
            ("levers", "The levers", tables::levers(self)),
            ("sums", "What each sum buys", tables::sums(self)),
            ("waiting", "Where they wait", tables::waiting(self)),
        ];
        let printed = parts.iter().map(|(_, title, table)| table.clone().titled(*title).into()).collect();
        let parts = parts.map(|(id, title, table)| Section::new(id, title, vec![table.into()]));
        let every_point = Block::fold(false, "Every point", vec![tables::points(self).into()]);
        let rest = [
            Section::new("quantities", "What the levers set", vec![tables::quantities(self).into()]),
            Section::new("points", "Every point that was simulated", vec![every_point]),
            Section::new("method", "How it was searched", method::method(self)),
        ];
        let frontier = Section::new("frontier", "Cost against delayed patients", frontier);
        Document {
            kind: "Plan: which mix of levers does what is asked at the least cost?".into(),
            title: self.scenario.title.clone(),
            headline: format!("{}.", finding::headline(self)),
            sentences: finding::details(self),
            sections: std::iter::once(frontier).chain(parts).chain(rest).collect(),
            printed,
            ..Document::default()
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::data(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        fields::summary(self)
    }

    fn texts(&self) -> Vec<File> {
        vec![File::new(option_file::NAME, option_file::text(self))]
    }

    fn hints(&self, folder: &str) -> Vec<String> {
        vec![format!("The mix as an option: dtoc run {folder}/{}", option_file::NAME)]
    }
}
