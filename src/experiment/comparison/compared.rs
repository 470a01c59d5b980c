//! What a contest found.

use serde::Serialize;

use super::{Contest, Criterion};
use crate::experiment::Models;
use crate::model::Outcome;
use crate::random::{Distribution, Key};
use crate::statistics::{Estimate, Selection, Tally, shares_of_lowest};

/// Draws of the Bayesian bootstrap: the chance of being best is known to about a hundredth.
const DRAWS: u64 = 2_000;

/// Address of the weights of the bootstrap below the seed, where no replication is.
const BOOTSTRAP: u64 = u64::MAX;

/// How a contest ended; positions in [`Compared::options`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Ending {
    /// One was left.
    Selected(usize),
    /// These were left at the cap.
    AtTheCap(Vec<usize>),
    /// These were left, and no replication has told them apart.
    Alike(Vec<usize>),
}

/// One option, and what was simulated of it.
#[derive(Clone, Debug, Serialize)]
pub struct Contender {
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub id: String,
    pub title: String,
    /// The replication after which it was clearly behind.
    pub dropped_at: Option<u64>,
    /// `outcomes[outcome][replication]`, from the first replication on.
    outcomes: Vec<Vec<f64>>,
}

impl Contender {
    /// Replications of this option.
    pub fn replications(&self) -> u64 {
        self.outcomes.first().map_or(0, |values| values.len() as u64)
    }
}

/// What a contest found.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    pub seed: u64,
    pub criterion: Criterion,
    pub indifference: f64,
    pub confidence: f64,
    pub cap: u64,
    /// The outcomes of a replication, in order.
    pub outcomes: Vec<Outcome>,
    pub options: Vec<Contender>,
    /// Position in `options` of the one that the others are compared with.
    pub reference: usize,
    pub ending: Ending,
    /// How many assumptions were drawn, each replication with a draw of its own; `None` where all keep their stated values.
    pub drawn: Option<usize>,
}

impl Compared {
    pub(super) fn new(contest: &Contest, models: Models) -> Self {
        let system = models.stated.system();
        let outcomes = Outcome::all(system);
        let contender = |&option: &usize| Contender {
            option,
            id: system.options[option].id.clone(),
            title: system.options[option].title.clone(),
            dropped_at: None,
            outcomes: vec![Vec::new(); outcomes.len()],
        };
        Self {
            seed: contest.seed,
            criterion: contest.criterion,
            indifference: contest.indifference,
            confidence: contest.confidence,
            cap: contest.cap,
            options: contest.options.iter().map(contender).collect(),
            reference: contest.reference,
            ending: Ending::AtTheCap(Vec::new()),
            drawn: models.ignorance.map(|ignorance| ignorance.paths().count()),
            outcomes,
        }
    }

    /// Adds a replication of the options at these positions; what it says of the criterion, NaN for options that were not run.
    pub(super) fn record(&mut self, running: &[usize], outcomes: &[Vec<f64>]) -> Vec<f64> {
        let mut said = vec![f64::NAN; self.options.len()];
        let criterion = self.place(self.criterion.outcome());
        for (&at, outcomes) in running.iter().zip(outcomes) {
            for (kept, &outcome) in self.options[at].outcomes.iter_mut().zip(outcomes) {
                kept.push(outcome);
            }
            said[at] = criterion.map_or(f64::NAN, |criterion| outcomes[criterion]);
        }
        said
    }

    /// Whether no replication tells these options apart by the criterion.
    pub(super) fn are_alike(&self, options: &[usize]) -> bool {
        let outcome = self.criterion.outcome();
        options.windows(2).all(|pair| self.values(pair[0], outcome) == self.values(pair[1], outcome))
    }

    /// Writes down what the procedure decided.
    pub(super) fn finish(&mut self, selection: &Selection) {
        for (at, option) in self.options.iter_mut().enumerate() {
            option.dropped_at = selection.dropped_at(at);
        }
        let left = selection.in_contention();
        self.ending = match selection.selected() {
            Some(selected) => Ending::Selected(selected),
            None if self.are_alike(left) => Ending::Alike(left.to_vec()),
            None => Ending::AtTheCap(left.to_vec()),
        };
    }

    /// Replications of the option that has most.
    pub fn replications(&self) -> u64 {
        self.options.iter().map(Contender::replications).max().unwrap_or(0)
    }

    fn place(&self, outcome: Outcome) -> Option<usize> {
        self.outcomes.iter().position(|&other| other == outcome)
    }

    /// An outcome of an option, replication by replication; empty where the system does not have it.
    pub fn values(&self, option: usize, outcome: Outcome) -> &[f64] {
        self.place(outcome).map_or(&[], |at| self.options[option].outcomes[at].as_slice())
    }

    /// An outcome of an option, over its replications.
    pub fn tally(&self, option: usize, outcome: Outcome) -> Tally {
        self.values(option, outcome).iter().copied().collect()
    }

    /// An outcome of one option minus that of another, over the replications that both have.
    pub fn difference(&self, option: usize, other: usize, outcome: Outcome) -> Tally {
        let pairs = self.values(option, outcome).iter().zip(self.values(other, outcome));
        pairs.map(|(one, other)| one - other).collect()
    }

    /// The criterion of one option minus that of another, with an interval so wide that those of all pairs of options hold at once
    /// with the confidence asked for (Bonferroni; it asks nothing of how options depend on one another under common random
    /// numbers).
    pub fn apart(&self, option: usize, other: usize) -> Estimate {
        let pairs = self.options.len() * self.options.len().saturating_sub(1) / 2;
        let level = 1.0 - (1.0 - self.confidence) / pairs.max(1) as f64;
        self.difference(option, other, self.criterion.outcome()).estimate_at(level)
    }

    /// The criterion of an option minus that of the best of the others: multiple comparisons with the best, whose intervals hold
    /// for all options at once. An option whose interval lies under zero is best; one whose interval lies above zero is not. `None`
    /// where there is no other.
    ///
    /// Source: J. C. Hsu, "Constrained simultaneous confidence intervals for multiple comparisons with the best", Annals of
    /// Statistics 12 (1984), 1136-1144; under common random numbers B. L. Nelson and F. J. Matejcik, "Using common random numbers
    /// for indifference-zone selection and multiple comparisons in simulation", Management Science 41 (1995), 1935-1945. Here from
    /// the intervals of all pairs, and not cut off at zero, so that they say by how much the best leads.
    pub fn against_best_of_others(&self, option: usize) -> Option<Estimate> {
        let others = (0..self.options.len()).filter(|&other| other != option);
        let largest = |one: Estimate, other: Estimate| Estimate {
            mean: one.mean.max(other.mean),
            lower: one.lower.max(other.lower),
            upper: one.upper.max(other.upper),
            level: self.confidence,
            replications: one.replications.min(other.replications),
        };
        let apart = others.map(|other| Estimate { level: self.confidence, ..self.apart(option, other) });
        apart.reduce(largest)
    }

    /// For each option the chance that its mean is the smallest, given what was simulated; options that are equal share it.
    ///
    /// By the Bayesian bootstrap: the replications are given random weights (exponential, the same for all options, so that pairs
    /// stay pairs), and the option with the smallest weighted mean difference to the reference is best in that draw. The weights
    /// are addressed by the seed. Source: D. B. Rubin, "The Bayesian bootstrap", Annals of Statistics 9 (1981), 130-134.
    pub fn chances_of_being_best(&self) -> Vec<f64> {
        let outcome = self.criterion.outcome();
        let differences: Vec<Vec<f64>> = (0..self.options.len())
            .map(|at| {
                let pairs = self.values(at, outcome).iter().zip(self.values(self.reference, outcome));
                pairs.map(|(one, other)| one - other).collect()
            })
            .collect();
        let mut chances = vec![0.0; self.options.len()];
        let Ok(weights) = Distribution::exponential(1.0) else { return chances };
        let key = Key::root(self.seed).child(BOOTSTRAP);
        for draw in 0..DRAWS {
            let key = key.child(draw);
            let weights: Vec<f64> = (0..self.replications()).map(|at| weights.sample(key.bits(at))).collect();
            let mean = |differences: &Vec<f64>| {
                let (mut sum, mut weight) = (0.0, 0.0);
                for (difference, own) in differences.iter().zip(&weights) {
                    sum += difference * own;
                    weight += own;
                }
                sum / weight
            };
            let means: Vec<f64> = differences.iter().map(mean).collect();
            let least = means.iter().copied().fold(f64::INFINITY, f64::min);
            let ties = means.iter().filter(|&&mean| mean == least).count().max(1) as f64;
            for (chance, _) in chances.iter_mut().zip(&means).filter(|(_, mean)| **mean == least) {
                *chance += 1.0 / (ties * DRAWS as f64);
            }
        }
        chances
    }

    /// For each option the share of replications in which its value of the criterion is the smallest, of those that all options
    /// have, with a 95 % interval; options that are equal share a replication.
    pub fn shares_of_lowest(&self) -> Vec<Estimate> {
        let outcome = self.criterion.outcome();
        let all: Vec<&[f64]> = (0..self.options.len()).map(|at| self.values(at, outcome)).collect();
        let replications = all.iter().map(|values| values.len()).min().unwrap_or(0);
        let values = |replication: usize| all.iter().map(|values| values[replication]).collect();
        shares_of_lowest((0..replications).map(values))
    }

    /// The option that was selected; where none was, the one of those left whose mean is smallest.
    pub fn best(&self) -> usize {
        match &self.ending {
            Ending::Selected(best) => *best,
            Ending::AtTheCap(left) | Ending::Alike(left) => {
                let mean = |at: &usize| self.tally(*at, self.criterion.outcome()).mean();
                left.iter().copied().min_by(|a, b| mean(a).total_cmp(&mean(b))).unwrap_or(self.reference)
            }
        }
    }

    /// The options that cannot be told apart from the best one, the nearest first: those whose interval (of [`Compared::apart`])
    /// holds zero, and those whose mean is above its by less than the indifference.
    pub fn near(&self) -> Vec<usize> {
        let best = self.best();
        let is_near = |gap: &Estimate| gap.lower <= 0.0 || gap.mean < self.indifference;
        let others = (0..self.options.len()).filter(|&at| at != best).map(|at| (at, self.apart(at, best)));
        let mut near: Vec<(usize, Estimate)> = others.filter(|(_, gap)| is_near(gap)).collect();
        near.sort_by(|(_, a), (_, b)| a.mean.total_cmp(&b.mean));
        near.into_iter().map(|(at, _)| at).collect()
    }
}
