//! The points of a sweep and what was found there.

use crate::experiment::design::Design;
use crate::experiment::sweep::{self, Point};
use crate::model::{CareSystem, Date};
use crate::report::{clauses, quantity};
use crate::scenario::{Assumption, Scenario};

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
        self.assumption.as_ref()?.number
    }

    /// The quantity in words: `places of Reablement`.
    pub fn in_words(&self, system: &CareSystem) -> String {
        quantity::in_words(&self.path, system)
    }
}

/// A sweep that was simulated.
#[derive(Clone, Debug)]
pub struct Swept<'a> {
    /// As it stands in its file.
    pub scenario: &'a Scenario,
    pub design: Design,
    pub varied: Vec<Varied>,
    /// Positions in `CareSystem::options`.
    pub options: &'a [usize],
    /// In the order they were simulated; at least one.
    pub points: &'a [Point],
    pub replications: u64,
    pub seed: u64,
}

impl<'a> Swept<'a> {
    /// What was found about a scenario.
    pub fn new(scenario: &'a Scenario, found: &'a sweep::Swept) -> Self {
        let varied = |path: &String| {
            let assumption = scenario.assumptions.iter().find(|assumption| assumption.path == *path).cloned();
            Varied { path: path.clone(), assumption }
        };
        Self {
            scenario,
            design: found.design,
            varied: found.varied.iter().map(varied).collect(),
            options: &found.options,
            points: &found.points,
            replications: found.replications,
            seed: found.seed,
        }
    }

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
        clauses::day_asked_about(&self.scenario.system)
    }

    /// The target where it is the same at every point.
    pub fn target(&self) -> Option<u32> {
        let mut targets = self.points.iter().map(|point| point.target.map(|target| target.delayed_patients));
        let first = targets.next().flatten();
        first.filter(|_| targets.all(|target| target == first))
    }

    /// The values of a quantity among the points, rising.
    pub fn values(&self, quantity: usize) -> Vec<f64> {
        let mut values: Vec<f64> = self.points.iter().filter_map(|point| point.values.get(quantity).copied()).collect();
        values.sort_by(f64::total_cmp);
        values.dedup();
        values
    }
}
