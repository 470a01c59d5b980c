//! What `dtoc sweep` found: delayed patients and cost over the values of some quantities of a scenario.
//!
//! ```text
//! answer    the points, and what was found there
//! finding   the finding of an option in sentences
//! tables    the points, and the quantities that were varied
//! charts    a band over one quantity, maps over two
//! fields    the files for programs
//! ```

mod answer;
mod charts;
mod fields;
mod finding;
mod tables;

use super::document::{Block, Document, Section};
pub use super::numbers::value_in_words;
use super::sheets::Sheets;
use super::{Told, numbers};
use crate::scenario::Scenario;
use serde_json::{Map, Value};

pub use answer::{Swept, Varied};

impl Told for Swept<'_> {
    fn scenario(&self) -> Option<&Scenario> {
        Some(self.scenario)
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn document(&self) -> Document {
        let lead = self.lead();
        let mut sentences = finding::finding(self, lead).into_iter();
        let others = (0..self.options.len()).filter(|&option| option != lead);
        let said = |option| Block::paragraph(finding::finding(self, option).join(" "));
        let charts = charts::charts(self).into_iter().map(Block::from);
        Document {
            kind: "Sweep: what does the count do while quantities change?".into(),
            title: self.scenario.title.clone(),
            headline: sentences.next().unwrap_or_default(),
            sentences: sentences.collect(),
            basis: vec![basis(self)],
            sections: vec![
                Section::new("options", "The other options", others.map(said).collect()),
                Section::new("charts", "Charts", charts.collect()),
                Section::new("varied", "What was varied", vec![tables::varied(self).into()]),
                Section::new("points", "Every point", tables::points(self)),
            ],
            printed: tables::printed(self),
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::data(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        fields::summary(self)
    }
}

/// What was simulated.
fn basis(swept: &Swept) -> String {
    format!(
        "{}, each simulated {} times under {}. The same people come at every point, so the difference between two points is what the \
         quantities change, not the luck of the draw. All else is as the scenario states it.",
        numbers::count_of(swept.points.len(), "point"),
        numbers::whole(swept.replications as f64),
        numbers::count_of(swept.options.len(), "option"),
    )
}
