//! Charts for slides: each 16 to 9, titled with its finding, as SVG and as PNG.
//!
//! Three layers, each on the one before: a scene is what is drawn, and can be written in both formats; a file for each
//! kind of chart turns a small struct of plain data into a scene; the `from_…` files read that data out of a scenario and its
//! results, and word the finding. Charts are pure functions of their data: the same bytes each time, on every computer.

mod axis;
mod band;
mod canvas;
mod comparison;
mod fan;
mod font;
mod forecasts;
mod from_backtest;
mod from_calibration;
mod from_capacity;
mod from_delays;
mod from_money;
mod from_plan;
mod from_posts;
mod from_reasons;
mod from_sensitivity;
mod from_sweep;
mod heat;
mod labels;
mod lines;
mod marks;
mod palette;
mod panels;
mod plane;
mod plot;
mod ranges;
mod scene;
mod scene_png;
mod scene_svg;
mod schemes;
mod scores;
mod stack;
mod story;
#[cfg(test)]
mod tests;
mod tornado;
mod value;
mod verification;
mod words;

use super::{ChartFigure, File};
use crate::experiment::Results;
use crate::scenario::Scenario;
pub use comparison::comparison;
pub use from_backtest::backtest;
pub use from_calibration::calibration;
pub use from_plan::plan;
pub use from_sensitivity::sensitivity;
pub use from_sweep::sweep;
use scene::Scene;
use story::Story;
pub use verification::verification;

/// What a chart is of; the order of [`all`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Median and ranges of delayed patients under one option.
    Fan,
    /// Median of delayed patients under all options.
    Compared,
    /// Chance of being at or under the target, day by day.
    Chance,
    /// Delayed patients of one option by reason.
    Reasons,
    /// Open, staffed, used and blocked places of one service.
    Places,
    /// People in post of each workforce.
    Posts,
    /// Spending of one option's schemes against their budgets.
    Spend,
    /// Cost of a delayed day avoided.
    CostOfADay,
    /// Cost against delayed days avoided.
    Frontier,
    /// Cost of mixes of levers against what they achieve.
    Plan,
    /// Known numbers against simulated ones.
    Verification,
    /// Delayed patients, or the chance of the target, over values of quantities of the scenario.
    Sweep,
    /// What assumptions change, one at a time and together.
    Sensitivity,
    /// Forecasts from one origin over what happened.
    Forecast,
    /// Scores of forecasters side by side.
    Scores,
    /// What a fitted scenario predicts, and what is known of its quantities.
    Calibration,
}

/// A finished chart. It can be sent to another thread, to be painted there.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What its files are called, without ending: small letters, digits, hyphens; unique among the charts of a report.
    pub name: String,
    pub kind: Kind,
    /// Position in `CareSystem::options` of the option it shows, where it shows one.
    pub option: Option<usize>,
    scene: Scene,
}

/// The charts as the page shows them, each drawn once.
pub fn figures(charts: &[Chart]) -> Vec<ChartFigure> {
    let figure = |chart: &Chart| ChartFigure {
        name: chart.name.clone(),
        title: chart.title().to_owned(),
        alternative_text: chart.alternative_text().to_owned(),
        svg: chart.svg(),
    };
    charts.iter().map(figure).collect()
}

/// The charts as files: each as SVG, taken over from its figure, and as PNG.
pub fn files(charts: &[Chart], figures: Vec<ChartFigure>) -> Vec<File> {
    let both = |(chart, figure): (&Chart, ChartFigure)| {
        let name = &chart.name;
        [File::new(&format!("charts/{name}.svg"), figure.svg), File::new(&format!("charts/{name}.png"), chart.png())]
    };
    charts.iter().zip(figures).flat_map(both).collect()
}

impl Chart {
    fn new(name: String, kind: Kind, option: Option<usize>, scene: Scene) -> Self {
        let letter = |letter: char| match letter.to_ascii_lowercase() {
            letter if letter.is_ascii_alphanumeric() => letter,
            _ => '-',
        };
        Self { name: name.chars().map(letter).collect(), kind, option, scene }
    }

    /// The finding, as a sentence.
    pub fn title(&self) -> &str {
        &self.scene.title
    }

    /// The chart in words, for those who cannot see it.
    pub fn alternative_text(&self) -> &str {
        &self.scene.description
    }

    /// The chart as an SVG document, which may also stand inside an HTML page.
    pub fn svg(&self) -> String {
        scene_svg::svg(&self.scene)
    }

    /// The chart as a PNG of 1920 x 1080 pixels: some 60 ms of work, worth a thread of its own.
    pub fn png(&self) -> Vec<u8> {
        scene_png::png(&self.scene)
    }
}

/// Every chart that the results make sense of, in the order of [`Kind`], options in their own order.
pub fn all(scenario: &Scenario, results: &Results) -> Vec<Chart> {
    let Some(story) = Story::new(scenario, results) else { return Vec::new() };
    let options = || results.options.iter();
    let reasons = from_reasons::main_reasons(&story);
    let mut charts: Vec<Chart> = options().filter_map(|option| from_delays::fan(&story, option)).collect();
    charts.extend(from_delays::compared(&story));
    charts.extend(from_delays::chance(&story));
    charts.extend(options().filter_map(|option| from_reasons::reasons(&story, option, &reasons)));
    charts.extend((0..scenario.system.services.len()).filter_map(|at| from_capacity::places(&story, at)));
    charts.extend(from_posts::posts(&story));
    charts.extend(options().filter_map(|option| from_money::spend(&story, option)));
    charts.extend(from_money::cost_of_a_day(&story));
    name_apart(&mut charts);
    charts
}

/// Numbers charts whose names would be the same.
fn name_apart(charts: &mut [Chart]) {
    for at in 1..charts.len() {
        let (before, rest) = charts.split_at_mut(at);
        let base = rest[0].name.clone();
        let mut number = 2;
        while before.iter().any(|chart| chart.name == rest[0].name) {
            rest[0].name = format!("{base}-{number}");
            number += 1;
        }
    }
}
