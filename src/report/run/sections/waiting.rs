//! Time from discharge ready to discharge, by pathway.

use crate::experiment::TimeToDischarge;
use crate::model::parameters::Pathway;
use crate::report::document::table::{Columns, Table};
use crate::report::document::words::Words;
use crate::report::document::{Block, Section};
use crate::report::numbers;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::shapes::{folded, mean};

const WHO_IS_COUNTED: &str = "From the moment a patient is ready to leave until they leave the hospital bed. Patients who were already \
    waiting on the first day are left out: their wait began before it. Nor are those in it who are still waiting at the end, who died \
    while waiting, or who fell ill again and lost their readiness.";

/// A table for each option; none without pathways.
pub fn section(findings: &Findings) -> Option<Section> {
    let pathways = &findings.scenario.system.pathways;
    if pathways.is_empty() || findings.options.iter().all(|option| option.results.time_to_discharge.is_empty()) {
        return None;
    }
    let tables = folded(findings, |option| option.is_reference, |option| vec![table(option, pathways).into()]);
    let blocks = std::iter::once(Block::paragraph(WHO_IS_COUNTED)).chain(tables).collect();
    Some(Section::new("waiting", "Time to discharge", blocks))
}

fn table(option: &OptionFindings, pathways: &[Pathway]) -> Table {
    let quantile = |time: &TimeToDischarge, probability: f64| {
        (!time.days.is_empty()).then(|| numbers::whole(time.days.quantile(probability)))
    };
    Columns::<(&TimeToDischarge, &Pathway)>::default()
        .name("Pathway", |(_, pathway)| Words::from(&pathway.title).tag(format!("pathway {}", pathway.number)))
        .number("Mean days", |(time, _)| mean(Some(&time.mean_days), 0.1))
        .number("Median nights", |(time, _)| quantile(time, 0.5))
        .number("90th percentile, nights", |(time, _)| quantile(time, 0.9))
        .number("Left the same day", |(time, _)| {
            (!time.left_same_day.is_empty()).then(|| numbers::percent(time.left_same_day.mean()))
        })
        .table(
            format!("Time from ready to leave to leaving, {}; 95 % intervals below the means", option.quoted()),
            option.results.time_to_discharge.iter().zip(pathways),
        )
}
