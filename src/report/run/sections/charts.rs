//! The charts: first those of the whole scenario, then, folded, those of each option.

use crate::report::charts::Chart;
use crate::report::document::{Block, Section};
use crate::report::run::findings::{Findings, OptionFindings};

/// Every chart; none without charts. Those of the lowest option and of the one that history followed are unfolded.
pub fn section(findings: &Findings, charts: Vec<Chart>) -> Option<Section> {
    if charts.is_empty() {
        return None;
    }
    let of = |option: Option<usize>| -> Vec<Block> {
        charts.iter().filter(|chart| chart.option == option).cloned().map(Block::from).collect()
    };
    let folds = findings.options.iter().filter_map(|option| {
        let own = of(Some(option.results.option));
        (!own.is_empty()).then(|| Block::fold(is_unfolded(findings, option), option.title(), own))
    });
    Some(Section::new("charts", "Charts", of(None).into_iter().chain(folds).collect()))
}

fn is_unfolded(findings: &Findings, option: &OptionFindings) -> bool {
    let lowest = findings.lowest().map(|lowest| lowest.results.option);
    let option = Some(option.results.option);
    findings.options.len() == 1 || option == lowest || option == findings.scenario.historical_option
}
