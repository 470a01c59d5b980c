//! The charts of `dtoc run`: their findings, worded from the results, and their data.

mod capacity;
mod cost_of_a_day;
mod delays;
mod money;
mod posts;
mod reasons;
mod story;
#[cfg(test)]
mod tests;

use crate::experiment::Results;
use crate::report::charts::{Chart, name_apart};
use crate::scenario::Scenario;
use story::Story;

/// Every chart that the results make sense of: each kind in its turn, options in their own order.
pub fn charts(scenario: &Scenario, results: &Results) -> Vec<Chart> {
    let Some(story) = Story::new(scenario, results) else { return Vec::new() };
    let options = || results.options.iter();
    let main_reasons = reasons::main_reasons(&story);
    let mut charts: Vec<Chart> = options().filter_map(|option| delays::fan(&story, option)).collect();
    charts.extend(delays::compared(&story));
    charts.extend(delays::chance(&story));
    charts.extend(options().filter_map(|option| reasons::reasons(&story, option, &main_reasons)));
    charts.extend((0..scenario.system.services.len()).filter_map(|at| capacity::places(&story, at)));
    charts.extend(posts::posts(&story));
    charts.extend(options().filter_map(|option| money::spend(&story, option)));
    charts.extend(cost_of_a_day::cost_of_a_day(&story));
    name_apart(&mut charts);
    charts
}
