//! The cheapest mix of levers that meets a goal: a search over a grid of points.
//!
//! A point gives each lever a level. What a point achieves and costs is known only from replications, the same people coming at
//! every point (common random numbers), so that points are compared in pairs. No point is simulated twice. The search knows nothing
//! of hospitals: it asks [`Trials`], and can be tried on made-up systems whose best point is known.
//!
//! * **Feasible or not** is decided point by point, in stages of twice as many replications, as soon as an interval leaves the bound
//!   of the goal on one side (Bonferroni over stages and points), at the latest at the cap, and then by the mean. Sequential
//!   feasibility checks: S. Andradóttir and S.-H. Kim, "Fully sequential procedures for comparing constrained systems via
//!   simulation", Naval Research Logistics 57 (2010), 403-421; intervals at every stage are used here in place of their indifference
//!   zone.
//! * **Monotone structure** is used while the data bear it out: more of a lever never makes the measure worse, and never makes the
//!   plan cheaper. Then a point that falls short rules out every point below it, one that does not rules out every point above it,
//!   and the next point is the one that rules out most whatever it turns out to be: bisection along one lever, a staircase over two.
//!   Every pair of points in reach is tested; where one speaks against it, the search goes on without.
//! * **Prices** rule out what cannot be cheaper than a feasible point, before it is simulated.
//! * **Feasible points** whose cost is simulated too are screened by paired differences, in stages, until one is left or the cap is
//!   reached (B. L. Nelson, J. Swann, D. Goldsman and W. Song, "Simple procedures for selecting the best simulated system when the
//!   number of alternatives is large", Operations Research 49 (2001), 950-963).
//! * **The winner is confirmed on fresh replications**, which no decision of the search has seen. Where they refute it, the search
//!   goes on without it, and the next winner gets fresh replications of its own; after several there is no plan.
//! * Where **nothing is feasible**, money is laid out where a pound takes away most delayed patients, step by step (marginal
//!   analysis: B. Fox, "Discrete optimization via marginal analysis", Management Science 13 (1966), 210-216), and then moved from
//!   lever to lever as long as that helps.

mod asked;
mod book;
mod compass;
mod elimination;
mod marginal;
pub mod simulated;

use std::ops::Range;

use serde::Serialize;

use crate::statistics::{Estimate, Tally, wilson};
pub use asked::{Asked, PROBABILITY, Search, Wish};
use book::Book;

/// The level of each lever; level 0 is the least.
pub type Point = Vec<u32>;

/// The first of the fresh replications: far above any that a search uses.
pub const FRESH: u64 = 1 << 32;

/// Times that fresh replications may refute a plan before the search gives up.
const REFUTATIONS: usize = 8;

/// What one replication at one point came to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trial {
    /// What the goal is about: 1 when the target was met, else 0, or the share of days at or under it; or a count.
    pub measure: f64,
    /// Delayed patients, on the date or on average over the period.
    pub delayed: f64,
    /// Delayed days of the whole period.
    pub days: f64,
    /// Pounds in the accounts; 0 where all levers have stated prices.
    pub accounts: f64,
}

/// Where replications come from.
pub trait Trials {
    /// Why there are none.
    type Error;

    /// Simulates these replications at these points, where that was not done yet.
    ///
    /// # Errors
    ///
    /// When it cannot be done, or was interrupted.
    fn fetch(&mut self, wants: &[(Point, Range<u64>)]) -> Result<(), Self::Error>;

    /// What was fetched, in order.
    fn trials(&self, point: &Point, replications: Range<u64>) -> Vec<Trial>;
}

/// What a plan must achieve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub enum Goal {
    /// The mean of the measure, a probability or a share of days, is at least this; for the least cost.
    AtLeast(f64),
    /// The mean of the measure, a count, is at most this; for the least cost.
    AtMost(f64),
    /// Nothing but the least cost, a delayed day costing so many pounds.
    Cheapest(f64),
}

/// Stated prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// Pounds of the levers at their least.
    pub least: f64,
    /// Pounds of one level of each lever; 0 where the accounts know it.
    pub level: Vec<f64>,
    /// Every lever has one, and the accounts do not count.
    pub are_all: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// How many levels each lever has.
    pub levels: Vec<u32>,
    pub goal: Goal,
    /// Pounds that a plan may cost on average.
    pub budget: Option<f64>,
    pub prices: Prices,
    /// Replications of a point to begin with; at least 2.
    pub first_stage: u64,
    /// Replications of a point at most.
    pub cap: u64,
    /// Fresh replications of the plan.
    pub fresh: u64,
    /// Replications behind what one step of each lever does, at least.
    pub steps: u64,
    /// Probability that so many decisions about points as a search by halving needs are all right.
    pub confidence: f64,
    /// Points simulated at most before the search contents itself with what it has.
    pub most_points: usize,
}

/// What is decided about a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// Meets the goal within the budget.
    Feasible,
    /// Does not meet the goal.
    Short,
    /// Costs more than the budget.
    Dear,
}

/// A point that was simulated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluated {
    pub point: Point,
    pub replications: u64,
    pub measure: Estimate,
    pub delayed: Estimate,
    /// Pounds: stated prices, and what the accounts say more than with every lever at its least (paired).
    pub cost: Estimate,
    /// The same with the delayed days at their price, where the goal has one.
    pub total: Estimate,
    /// `None` where it was not decided.
    pub verdict: Option<Verdict>,
    /// The verdict rests on the mean alone: at the cap the interval still holds the bound.
    pub is_doubtful: bool,
}

/// One step of a lever: paired differences of the point with it less the point without.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Position among the levers.
    pub lever: usize,
    pub from: Point,
    pub to: Point,
    /// Delayed patients fewer with the upper of the two.
    pub fewer: Estimate,
    /// Pounds more for it.
    pub more: Estimate,
    /// Delayed patients fewer for each £100,000; `None` where it does not clearly cost anything.
    pub per_100_000: Option<Estimate>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The plan, or the best that can be had where nothing meets the goal.
    pub best: Point,
    /// Whether it meets the goal within the budget, as far as the search can tell.
    pub is_plan: bool,
    /// What it achieves and costs in fresh replications.
    pub fresh: Evaluated,
    /// The first of these replications.
    pub fresh_from: u64,
    /// Points that cannot be told from it by cost (by the count, where there is no plan).
    pub alike: Vec<Point>,
    /// Every point that was simulated, in their order.
    pub evaluated: Vec<Evaluated>,
    /// The points on the way of marginal analysis.
    pub path: Vec<Point>,
    /// What one step of each lever does, from every lever at its least.
    pub first_steps: Vec<Step>,
    /// What one step of each lever does at the best point.
    pub steps: Vec<Step>,
    /// More of a lever never made the measure worse.
    pub is_monotone: bool,
    /// Every point that was not simulated is ruled out by one that was.
    pub is_complete: bool,
    /// Plans that fresh replications refuted.
    pub refuted: Vec<Point>,
    /// Points of the grid.
    pub grid: u64,
}

impl Question {
    /// Points of the grid.
    pub fn grid(&self) -> u64 {
        self.levels.iter().fold(1, |grid, &levels| grid.saturating_mul(u64::from(levels)))
    }

    /// Pounds of the stated prices at a point.
    pub fn price(&self, point: &[u32]) -> f64 {
        let levels = point.iter().zip(&self.prices.level);
        self.prices.least + levels.map(|(&level, price)| f64::from(level) * price).sum::<f64>()
    }

    fn least(&self) -> Point {
        vec![0; self.levels.len()]
    }

    fn most(&self) -> Point {
        self.levels.iter().map(|levels| levels - 1).collect()
    }

    /// Pounds that a delayed day costs under the goal.
    fn day_price(&self) -> f64 {
        if let Goal::Cheapest(price) = self.goal { price } else { 0.0 }
    }

    /// The numbers of replications at which decisions are made.
    fn stages(&self) -> Vec<u64> {
        let mut stages = vec![self.first_stage.min(self.cap).max(2)];
        while let Some(&last) = stages.last()
            && last < self.cap
        {
            stages.push(last.saturating_mul(2).min(self.cap));
        }
        stages
    }

    /// The level of the interval of one look at one of so many points.
    fn level(&self, points: f64) -> f64 {
        1.0 - (1.0 - self.confidence) / (self.stages().len() as f64 * points.max(1.0))
    }

    /// Points that the intervals of verdicts allow for: as many as halving the whole grid takes, and two for each lever. A search that
    /// decides about more is a little less sure of all its verdicts together than it was asked to be.
    fn decisions(&self) -> f64 {
        let halvings = u64::BITS - self.grid().saturating_sub(1).leading_zeros();
        f64::from(halvings.max(1)) + 2.0 * self.levels.len() as f64
    }
}

/// The mean of a measure; a Wilson interval where it only ever is 0 or 1.
fn estimate(values: impl Iterator<Item = f64> + Clone, level: f64) -> Estimate {
    let tally: Tally = values.clone().collect();
    if !tally.is_empty() && values.clone().all(|value| value == 0.0 || value == 1.0) {
        return wilson(values.filter(|value| *value == 1.0).count() as u64, tally.observations(), level);
    }
    let found = tally.estimate_at(level);
    if tally.smallest() >= 0.0 && tally.largest() <= 1.0 && found.lower.is_finite() {
        // A mean of shares is a share.
        return Estimate { lower: found.lower.max(0.0), upper: found.upper.min(1.0), ..found };
    }
    found
}

/// Looks for the answer.
///
/// # Errors
///
/// Those of the trials.
pub fn search<T: Trials>(question: &Question, trials: &mut T) -> Result<Answer, T::Error> {
    let mut book = Book::new(question, trials);
    book.probe()?;
    let found = match question.goal {
        Goal::Cheapest(_) => Some(compass::cheapest(&mut book)?),
        _ => confirmed(&mut book)?,
    };
    let is_plan = found.is_some();
    let (best, alike, path, is_complete) = match found {
        Some(found) => (found.best, found.alike, Vec::new(), found.is_complete),
        None => {
            let (best, alike, path) = marginal::lowest(&mut book)?;
            let is_complete = book.nothing_is_left;
            (best, alike, path, is_complete)
        }
    };
    let first_steps = book.steps(&question.least())?;
    let steps = book.steps(&best)?;
    let fresh = book.fresh(&best)?;
    Ok(Answer {
        is_plan,
        fresh,
        fresh_from: book.fresh_range().start,
        alike,
        path,
        first_steps,
        steps,
        is_monotone: book.is_monotone,
        is_complete,
        refuted: book.refuted.clone(),
        grid: question.grid(),
        evaluated: book.evaluated(),
        best,
    })
}

/// A best point, and how much is known about it.
struct Found {
    best: Point,
    alike: Vec<Point>,
    is_complete: bool,
}

/// The cheapest feasible point that fresh replications do not refute; none where they have refuted so many.
fn confirmed<T: Trials>(book: &mut Book<'_, T>) -> Result<Option<Found>, T::Error> {
    for _ in 0..=REFUTATIONS {
        let Some(found) = elimination::cheapest(book)? else { return Ok(None) };
        let fresh = book.fresh(&found.best)?;
        let is_refuted = match book.question.goal {
            Goal::AtLeast(bound) => fresh.measure.upper < bound,
            Goal::AtMost(bound) => fresh.measure.lower > bound,
            Goal::Cheapest(_) => false,
        };
        let is_too_dear = book.question.budget.is_some_and(|budget| fresh.cost.lower > budget);
        match (is_refuted, is_too_dear) {
            (false, false) => return Ok(Some(found)),
            (true, _) => book.refute(&found.best, Verdict::Short),
            (false, true) => book.refute(&found.best, Verdict::Dear),
        }
    }
    Ok(None)
}
