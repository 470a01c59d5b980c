//! What `dtoc sensitivity` found: which assumption matters most, and how wrong it may be before the decision is another.

mod answer;
mod charts;
mod fields;
mod finding;
mod method;
mod tables;

use super::document::{Block, Document, Section};
use super::numbers;
use super::sheets::Sheets;
use super::told::{Told, interval, keys};
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

pub use answer::Answered;

impl Told for Answered<'_> {
    fn scenario(&self) -> Option<&Scenario> {
        Some(self.scenario)
    }

    fn seed(&self) -> u64 {
        self.found.question.seed
    }

    fn document(&self) -> Document {
        let charts = charts::charts(self).into_iter().map(Block::from).collect();
        let choice = self.found.runner_up.map(|_| tables::choice(self).into());
        let screening = self.found.screening.as_ref();
        let together = screening.map(|screening| tables::together(self, screening).into());
        let ends = "Each assumption at its low and at its high";
        Document {
            kind: "Sensitivity".into(),
            title: self.scenario.title.clone(),
            headline: finding::headline(self),
            sentences: finding::details(self),
            basis: vec![basis(self)],
            sections: vec![
                Section::new("charts", "Charts", charts),
                Section::new("ends", ends, vec![tables::ends(self).into()]),
                Section::new("choice", "What may change the choice", choice.into_iter().collect()),
                Section::new("together", "All assumptions varied at once", together.into_iter().collect()),
                Section::new("method", "Method", method::method(screening)),
            ],
            printed: vec![tables::brief(self).into()],
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::assumptions(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        let found = self.found;
        let options = found.stated.iter().enumerate();
        let options = options.map(|(at, stated)| json!({ "option": self.id(at), "stated": fields::level(stated) }));
        let assumptions = found.assumptions.iter().enumerate();
        let assumptions = assumptions.map(|(at, one)| fields::assumption(self, one, self.screened(at)));
        keys(json!({
            "replications": found.question.replications,
            "trajectories": found.screening.as_ref().map(|screening| screening.trajectories),
            "day": self.day().to_string(),
            "headline": finding::headline(self),
            "details": finding::details(self),
            "options": options.collect::<Vec<_>>(),
            "preferred": self.id(found.preferred),
            "runner_up": found.runner_up.map(|option| self.id(option)),
            "reference": found.question.reference.map(|option| self.id(option)),
            "lead": found.lead.as_ref().map(interval),
            "over_reference": found.over_reference.as_ref().map(interval),
            "favourable": found.favourable.as_ref().map(fields::together),
            "unfavourable": found.unfavourable.as_ref().map(fields::together),
            "assumptions": assumptions.collect::<Vec<_>>(),
        }))
    }
}

fn basis(answered: &Answered) -> String {
    format!(
        "{} assumptions with a range, {} replications at each end. The same people come at every point, so a difference is what the \
         assumption changes, not the luck of the draw. Ranges are those of the scenario.",
        numbers::whole(answered.found.assumptions.len() as f64),
        numbers::whole(answered.found.question.replications as f64),
    )
}
