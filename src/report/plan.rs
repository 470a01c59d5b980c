//! What `dtoc plan` found: the cheapest mix of levers that meets the goal, or the best that can be had where none does.

mod charts;
mod finding;
pub mod option_file;
mod page;
mod table;

use super::data;
use super::numbers;
use super::sweep::value_in_words;
use super::{File, Stamp, tables};
use crate::experiment::plan::simulated::{Planned, When};
use crate::experiment::plan::{Evaluated, Goal};
use crate::model::Date;
use crate::model::dates::plus_days;
use crate::scenario::Scenario;

pub use finding::headline;

/// A plan that was looked for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// As it stands in its file; its care system is the one that was planned in.
    pub scenario: Scenario,
    pub planned: Planned,
    /// How many assumptions are drawn anew for every replication.
    pub drawn: usize,
    pub seed: u64,
    /// The option is made of the schemes that `[plan]` names, and is none of those that runs simulate.
    pub is_new_option: bool,
    /// The scenario as the option file names it: the name of one inside the program, or the way from the output folder to its file.
    pub extends: String,
}

impl Plan {
    /// The day whose midnight count is meant: that of the target, else the last.
    pub fn day(&self) -> Date {
        let system = &self.scenario.system;
        let last = || plus_days(system.period.start, i64::from(system.period.days) - 1);
        system.target.map_or_else(last, |target| target.by)
    }

    /// The midnights that count, in words: `on 24 March 2016`.
    pub fn when(&self) -> String {
        match self.planned.order.when {
            When::OnTheDate => format!("on {}", numbers::date(self.day())),
            When::OverThePeriod => "over the period".into(),
        }
    }

    /// The mix at a point: every lever that is not at zero.
    pub fn mix(&self, point: &[u32]) -> String {
        let levers = self.planned.order.levers.iter().zip(point);
        let values = levers.map(|(lever, &level)| (lever, lever.value(level)));
        let parts: Vec<String> = values
            .filter(|(_, value)| *value != 0.0)
            .map(|(lever, value)| format!("{}: {}", lever.title, value_in_words(value)))
            .collect();
        if parts.is_empty() { "nothing of any lever".into() } else { parts.join("; ") }
    }

    /// The number of delayed patients that is asked for, in words.
    pub fn at_most(&self) -> String {
        value_in_words(self.planned.order.at_most)
    }

    /// What was asked of the measure, where something was.
    pub fn bound(&self) -> Option<f64> {
        match self.planned.order.goal {
            Goal::AtLeast(bound) | Goal::AtMost(bound) => Some(bound),
            Goal::Cheapest(_) => None,
        }
    }

    /// True when the measure is a probability or a share of days.
    pub fn has_shares(&self) -> bool {
        matches!(self.planned.order.goal, Goal::AtLeast(_))
    }

    /// True when pictures and tables are of the share: some point has one above zero.
    pub fn shows_shares(&self) -> bool {
        self.has_shares() && self.planned.answer.evaluated.iter().any(|evaluated| evaluated.measure.mean > 0.0)
    }

    /// How good a point is, the more the better: its share where shares are shown, else its count with a minus.
    fn worth(&self, evaluated: &Evaluated) -> f64 {
        if self.shows_shares() { evaluated.measure.mean } else { -evaluated.delayed.mean }
    }

    /// The points that no other is as good as for less money, by positions among those evaluated, from the cheapest on.
    pub fn frontier(&self) -> Vec<usize> {
        let evaluated = &self.planned.answer.evaluated;
        let mut order: Vec<usize> = (0..evaluated.len()).collect();
        order.sort_by(|&one, &other| {
            let cost = evaluated[one].cost.mean.total_cmp(&evaluated[other].cost.mean);
            cost.then(self.worth(&evaluated[other]).total_cmp(&self.worth(&evaluated[one])))
        });
        let mut best = f64::NEG_INFINITY;
        order.retain(|&at| {
            let is_better = self.worth(&evaluated[at]) > best;
            best = best.max(self.worth(&evaluated[at]));
            is_better
        });
        order
    }

    /// The position of the best point among those evaluated.
    pub fn best(&self) -> Option<usize> {
        let answer = &self.planned.answer;
        answer.evaluated.iter().position(|evaluated| evaluated.point == answer.best)
    }
}

/// What standard output gets.
pub fn summary_text(plan: &Plan, folder: &str, width: u16) -> String {
    let columns = usize::from(width.max(60));
    let mut text = format!("{}\n\n", tables::wrapped(&plan.scenario.title, columns));
    text.push_str(&tables::wrapped(&format!("{}.", headline(plan)), columns));
    text.push('\n');
    for sentence in finding::details(plan) {
        text.push_str(&tables::wrapped(&sentence, columns));
        text.push('\n');
    }
    for part in [table::levers(plan), table::sums(plan), table::waiting(plan)] {
        text.push('\n');
        text.push_str(&part.text(columns));
    }
    let folder = folder.trim_end_matches('/');
    text.push_str(&format!(
        "\nThe full report: {folder}/report.html\nEvery point, for Excel, R or Python: {folder}/points.csv\nThe mix as an option: dtoc \
         run {folder}/{}\n",
        option_file::NAME
    ));
    text
}

/// Every file of the folder.
pub fn files(plan: &Plan, stamp: &Stamp) -> Vec<File> {
    let charts = charts::charts(plan);
    let figures = super::charts::figures(&charts);
    let mut files = vec![
        File::new("report.html", page::html(plan, &figures, stamp)),
        File::new("points.csv", data::plan::csv(plan)),
        File::new("summary.json", data::plan::json(plan, stamp)),
        File::new(option_file::NAME, option_file::text(plan)),
    ];
    files.extend(super::charts::files(&charts, figures));
    files
}
