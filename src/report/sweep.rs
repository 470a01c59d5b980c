//! What `dtoc sweep` found: delayed patients and cost over the values of some quantities of a scenario.

mod charts;
mod finding;
mod page;
mod table;

pub use super::numbers::value_in_words;
use super::quantity;
use super::{File, Stamp, tables};
use crate::experiment::design::Design;
use crate::experiment::sweep::AtPoint;
use crate::model::dates::plus_days;
use crate::model::parameters::Target;
use crate::model::{CareSystem, Date};
use crate::scenario::{Assumption, Scenario};

pub use finding::{at_or_under, finding, headline};

/// A quantity that was varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Varied {
    /// Where it stands in the scenario: `service.reablement.places`.
    pub path: String,
    /// What the scenario says about it; `None` where it says nothing.
    pub assumption: Option<Assumption>,
}

impl Varied {
    /// The value that the scenario states, where it is one number.
    pub fn stated(&self) -> Option<f64> {
        let written = self.assumption.as_ref()?.value.replace('_', "");
        written.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// The quantity in words: `places of Reablement`.
    pub fn in_words(&self, system: &CareSystem) -> String {
        quantity::in_words(&self.path, system)
    }
}

/// The values of the varied quantities at one point, and what the options came to there.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// In the order of [`Swept::varied`]; as they were used, whole where the scenario wants whole numbers.
    pub values: Vec<f64>,
    pub target: Option<Target>,
    /// In the order of [`Swept::options`].
    pub options: Vec<AtPoint>,
}

/// A sweep that was simulated.
#[derive(Clone, Debug)]
pub struct Swept {
    /// As it stands in its file.
    pub scenario: Scenario,
    pub design: Design,
    pub varied: Vec<Varied>,
    /// Positions in `CareSystem::options`.
    pub options: Vec<usize>,
    /// In the order they were simulated; at least one.
    pub points: Vec<Point>,
    pub replications: u64,
    pub seed: u64,
}

impl Swept {
    /// The option that the sentences are about, by its place in [`Swept::options`]: the one that history followed, else the last.
    pub fn lead(&self) -> usize {
        let historical = self.scenario.historical_option;
        let of_history = self.options.iter().position(|option| Some(*option) == historical);
        of_history.unwrap_or(self.options.len().saturating_sub(1))
    }

    /// What an option is called, by its place in [`Swept::options`].
    pub fn option_title(&self, at: usize) -> &str {
        &self.scenario.system.options[self.options[at]].title
    }

    /// Its short name.
    pub fn option_id(&self, at: usize) -> &str {
        &self.scenario.system.options[self.options[at]].id
    }

    /// The day whose midnight count is meant: that of the target, else the last.
    pub fn day(&self) -> Date {
        let system = &self.scenario.system;
        let last = || plus_days(system.period.start, i64::from(system.period.days) - 1);
        system.target.map_or_else(last, |target| target.by)
    }

    /// The target where it is the same at every point.
    pub fn target(&self) -> Option<u32> {
        let mut targets = self.points.iter().map(|point| point.target.map(|target| target.delayed_patients));
        let first = targets.next().flatten();
        first.filter(|_| targets.all(|target| target == first))
    }
}

/// What standard output gets.
pub fn summary_text(swept: &Swept, folder: &str, width: u16) -> String {
    let columns = usize::from(width.max(60));
    let mut text = format!("{}\n\n", tables::wrapped(&swept.scenario.title, columns));
    for sentence in finding(swept, swept.lead()) {
        text.push_str(&tables::wrapped(&sentence, columns));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&table::text(swept, columns));
    let folder = folder.trim_end_matches('/');
    text.push_str(&format!("\nThe full report: {folder}/report.html\nFor Excel, R or Python: {folder}/sweep.csv\n"));
    if swept.varied.len() == 1 || swept.design == Design::Grid && swept.varied.len() == 2 {
        text.push_str(&format!("Charts for slides: {folder}/charts/*.png\n"));
    }
    text
}

/// Every file of the folder.
pub fn files(swept: &Swept, stamp: &Stamp) -> Vec<File> {
    let charts = charts::charts(swept);
    let figures = super::charts::figures(&charts);
    let mut files = vec![
        File::new("report.html", page::html(swept, &figures, stamp)),
        File::new("sweep.csv", super::data::sweep::csv(swept)),
        File::new("summary.json", super::data::sweep::json(swept, stamp)),
    ];
    files.extend(super::charts::files(&charts, figures));
    files
}
