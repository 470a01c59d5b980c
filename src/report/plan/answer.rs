//! A plan that was looked for, and the points that were simulated for it.

use crate::experiment::plan::simulated::{Planned, When};
use crate::experiment::plan::{Evaluated, Goal};
use crate::model::Date;
use crate::report::clauses;
use crate::report::numbers::{self, value_in_words};
use crate::scenario::{Lever, Scenario};

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
        clauses::day_asked_about(&self.scenario.system)
    }

    /// The midnights that count, in words: `on 24 March 2016`.
    pub fn when(&self) -> String {
        match self.planned.order.when {
            When::OnTheDate => format!("on {}", numbers::date(self.day())),
            When::OverThePeriod => "over the period".into(),
        }
    }

    /// The value of every lever at a point.
    pub fn values(&self, point: &[u32]) -> Vec<f64> {
        self.levers(point).map(|(lever, level)| lever.value(level)).collect()
    }

    /// Every lever with its level at a point.
    pub fn levers<'a>(&'a self, point: &'a [u32]) -> impl Iterator<Item = (&'a Lever, u32)> {
        self.planned.order.levers.iter().zip(point.iter().copied())
    }

    /// The mix at a point: every lever that is not at zero.
    pub fn mix(&self, point: &[u32]) -> String {
        let values = self.levers(point).map(|(lever, level)| (lever, lever.value(level)));
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
