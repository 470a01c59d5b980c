//! What `dtoc backtest` found: how well forecasts from dates in the past met what happened.

mod answer;
mod charts;
mod fields;
mod finding;
mod method;
mod tables;

use super::document::{Block, Document, Section};
use super::sheets::Sheets;
use super::told::{Told, keys};
use crate::experiment::backtest::scores::Forecaster;
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

pub use answer::{Tested, title};
pub use finding::headline;

impl Told for Tested {
    fn scenario(&self) -> Option<&Scenario> {
        Some(&self.scenario)
    }

    fn seed(&self) -> u64 {
        self.plan.plan.seed
    }

    fn document(&self) -> Document {
        let scores = || tables::scores(self).into_iter().map(Block::from);
        let charts = charts::charts(self).into_iter().map(Block::from).collect();
        let notes = self.notes.iter().map(|note| Block::note(format!("Note: {note}.")));
        Document {
            kind: "Back-test".into(),
            title: self.scenario.title.clone(),
            headline: headline(self) + ".",
            sentences: finding::details(self),
            basis: vec![format!(
                "Option simulated: {}. At each origin the quantities are fitted to what was observed by then, and to nothing later.",
                self.option_title()
            )],
            sections: vec![
                Section::new("scores", "Scores", scores().collect()),
                Section::new("charts", "Charts", charts),
                Section::new("forecasts", "Every forecast of the model", vec![tables::forecasts(self).into()]),
                Section::new("origins", "What was fitted at each origin", vec![tables::origins(self).into()]),
                Section::new("method", "Method", method::method(self)),
            ],
            printed: scores().chain(notes).collect(),
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::forecasts(self, sheets);
        fields::scores(self, sheets);
        fields::fitted(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        keys(json!({
            "option": self.scenario.system.options[self.option].id,
            "measure": self.plan.measure,
            "horizon_months": self.plan.horizon,
            "headline": headline(self),
            "origins": self.found.origins.iter().map(fields::origin).collect::<Vec<_>>(),
            "scores": self.scores().iter().map(fields::scored).collect::<Vec<_>>(),
            "notes": self.notes,
        }))
    }

    fn repeated(&self) -> Vec<(&'static str, String)> {
        vec![("Forecasts scored", Forecaster::ALL.map(title).join(", "))]
    }
}
