//! What `dtoc calibrate` found: which quantities of a scenario fit what was really counted, and what is not known of them even so.

mod answer;
mod charts;
mod fields;
mod finding;
mod method;
mod revised;
mod tables;

use super::document::words::{Words, code};
use super::document::{Block, Document, Section};
use super::numbers;
use super::sheets::Sheets;
use super::told::{File, Told, keys};
use crate::experiment::calibration::Influence;
use crate::scenario::Scenario;
use serde_json::{Map, Value, json};

pub use answer::Calibrated;
pub use revised::{Revised, revised};

impl Told for Calibrated {
    fn scenario(&self) -> Option<&Scenario> {
        Some(&self.scenario)
    }

    fn seed(&self) -> u64 {
        self.posterior.seed
    }

    fn document(&self) -> Document {
        let quantities = tables::quantities(self);
        let observations = tables::observations(self);
        let printed =
            vec![quantities.clone().with_names_alone().into(), observations.clone().with_names_alone().into()];
        let charts = charts::charts(self).into_iter().map(Block::from).collect();
        Document {
            kind: "Calibration".into(),
            title: self.scenario.title.clone(),
            headline: finding::headline(self),
            sentences: finding::details(self),
            basis: vec![basis(self)],
            sections: vec![
                Section::new("charts", "Charts", charts),
                Section::new("quantities", "The fitted quantities", vec![quantities.into()]),
                Section::new("observations", "Observed and predicted", vec![observations.into()]),
                Section::new("together", "What is known only together", vec![together(self)]),
                Section::new("screening", "What was fitted, and what was left out", screening(self)),
                Section::new("method", "Method and limits", method::method(self)),
            ],
            printed,
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        fields::posterior(self, sheets);
        fields::observations(self, sheets);
        fields::daily(self, sheets);
    }

    fn summary(&self) -> Map<String, Value> {
        let posterior = &self.posterior;
        keys(json!({
            "option": self.scenario.system.options[self.option].id,
            "replications": posterior.waves.iter().map(|wave| wave.points).sum::<u64>() + posterior.draws.len() as u64,
            "headline": finding::headline(self),
            "findings": finding::details(self),
            "observations": self.predicted.len(),
            "in_50_percent": self.held(0.5),
            "in_80_percent": self.held(0.8),
            "in_95_percent": self.held(0.95),
            "quantities": fields::quantities(self),
            "waves": posterior.waves.iter().map(fields::wave).collect::<Vec<_>>(),
            "fitted_scenario_is_accepted": self.revised.is_accepted,
        }))
    }

    fn texts(&self) -> Vec<File> {
        vec![File::new(revised::NAME, self.revised.text.as_bytes())]
    }

    fn hints(&self, folder: &str) -> Vec<String> {
        vec![
            format!("The fitted scenario: {folder}/{}", revised::NAME),
            format!("Draws of the fitted quantities: {folder}/posterior.csv"),
        ]
    }
}

fn basis(calibrated: &Calibrated) -> String {
    format!(
        "Fitted under “{}” to the observations of {}. The fitted scenario is {}, the draws of its quantities are in posterior.csv. The \
         fitted scenario is one draw, the likeliest: its forecast can differ from that of all the draws. A forecast with what is not known \
         is “dtoc run SCENARIO --posterior posterior.csv”; with --uncertain each range would be drawn by itself, and a 90 % interval taken \
         for the whole range.",
        calibrated.option_title(),
        calibrated.observed,
        revised::NAME,
    )
}

fn together(calibrated: &Calibrated) -> Block {
    if calibrated.pairs().is_empty() {
        return Block::paragraph(
            "No two quantities trade off noticeably: every correlation in the posterior is below one half.",
        );
    }
    tables::together(calibrated).into()
}

/// What every quantity does to the observed numbers; nothing where the fitted ones were named.
fn screening(calibrated: &Calibrated) -> Vec<Block> {
    if calibrated.influences.is_empty() {
        return Vec::new();
    }
    let (seen, unseen): (Vec<_>, Vec<_>) = calibrated.influences.iter().partition(|influence| influence.distance > 0.0);
    let others = format!("{} that change no observation, or none visibly", numbers::count_of(unseen.len(), "other"));
    let named = |influence: &Influence| {
        let why = if influence.is_refused { " (the scenario refuses an end of its range)" } else { "" };
        code(&influence.quantity.path).plain(why)
    };
    let unseen: Vec<Words> = unseen.into_iter().map(named).collect();
    let fold = (!unseen.is_empty()).then(|| Block::fold(false, others, vec![Block::List(unseen)]));
    std::iter::once(tables::screening(calibrated, seen).into()).chain(fold).collect()
}
