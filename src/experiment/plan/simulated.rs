//! The search for a plan in a simulated care system.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Serialize;

use super::{Answer, Evaluated, Goal, Point, Prices, Question, Trial, Trials, search};
use crate::experiment::evaluations::{Evaluations, Unevaluated, Want, Watch};
use crate::model::dates::days_between;
use crate::model::{CareSystem, CensusColumn, DelayReason, Measure, Outcome, OutcomeColumn, Recorder};
use crate::scenario::Lever;
use crate::statistics::{Estimate, Tally};

/// Which midnights count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum When {
    /// That of the target day; of the last day, where there is no target.
    OnTheDate,
    /// All of the period, on average.
    OverThePeriod,
}

/// Where patients wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Waiting {
    /// Delayed in hospital for this reason.
    Because(DelayReason),
    /// For a place in this service (position in `CareSystem::services`), wherever they are.
    ForService(usize),
}

/// What is planned.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Order {
    pub levers: Vec<Lever>,
    /// Position in `CareSystem::options` of the option that the levers act in.
    pub option: usize,
    pub when: When,
    /// So many delayed patients or fewer.
    pub at_most: f64,
    pub goal: Goal,
    /// Pounds that a plan may cost on average.
    pub budget: Option<f64>,
    /// Replications of a point to begin with.
    pub first_stage: u64,
    /// Replications of a point at most, and fresh ones of the plan.
    pub cap: u64,
}

/// Points simulated at most before a search contents itself with what it has.
const MOST_POINTS: usize = 200;

/// Probability that the decisions of a search by halving are all right.
const CONFIDENCE: f64 = 0.95;

/// The columns of a row before those of who waits where.
const BEFORE_WAITING: usize = 5;

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Planned {
    pub order: Order,
    pub answer: Answer,
    /// Who waits where at the best point, in its fresh replications.
    pub waiting: Vec<(Waiting, Estimate)>,
    /// Pounds that the schemes of the option spend at the best point, in its fresh replications.
    pub spent: Estimate,
    /// The same at every point evaluated, in their order.
    pub spent_at: Vec<Estimate>,
    /// Runs that the search asked for, those that an interrupted one had made included.
    pub runs: u64,
}

impl Order {
    /// What the search is asked.
    pub fn question(&self) -> Question {
        let price = |lever: &Lever| lever.unit_price.unwrap_or(0.0);
        Question {
            levels: self.levers.iter().map(Lever::levels).collect(),
            goal: self.goal,
            budget: self.budget,
            prices: Prices {
                least: self.levers.iter().map(|lever| price(lever) * lever.least).sum(),
                level: self.levers.iter().map(|lever| price(lever) * lever.step).collect(),
                are_all: self.has_all_prices(),
            },
            first_stage: self.first_stage,
            cap: self.cap,
            fresh: self.cap,
            steps: (self.cap / 4).max(self.first_stage),
            confidence: CONFIDENCE,
            most_points: MOST_POINTS,
        }
    }

    /// Whether every lever has a stated price, so that the accounts do not count.
    pub fn has_all_prices(&self) -> bool {
        self.levers.iter().all(|lever| lever.unit_price.is_some())
    }

    /// What the levers set at a point: paths and values.
    pub fn values(&self, point: &[u32]) -> Vec<(String, f64)> {
        self.levers.iter().zip(point).flat_map(|(lever, &level)| lever.values(level)).collect()
    }

    /// Everything that decides what the rows of its runs hold, in words: rows of another kind are of no use to it.
    pub fn kind(&self, system: &CareSystem) -> String {
        let when = match self.when {
            When::OnTheDate => "on the date",
            When::OverThePeriod => "over the period",
        };
        let measure = if self.counts() { "count".into() } else { format!("at most {}", self.at_most) };
        let accounts = if self.has_all_prices() { "prices" } else { "accounts" };
        format!("plan {} {measure} {when} {accounts}", system.options[self.option].id)
    }

    /// Whether the measure is a count, and not a share.
    fn counts(&self) -> bool {
        !matches!(self.goal, Goal::AtLeast(_))
    }

    /// Who can wait where.
    fn waiting(&self, system: &CareSystem) -> Vec<Waiting> {
        let services = (0..system.services.len()).map(Waiting::ForService);
        DelayReason::ALL.into_iter().map(Waiting::Because).chain(services).collect()
    }

    /// What reads the row of a run.
    pub fn reading<'s>(&'s self, system: &'s CareSystem) -> impl Fn(&Recorder) -> Vec<f64> + Sync + use<'s> {
        let columns: Vec<CensusColumn> = self
            .waiting(system)
            .into_iter()
            .map(|waiting| match waiting {
                Waiting::Because(reason) => Measure::DelayedBecause(reason).column(system),
                Waiting::ForService(service) => Measure::Queue(service).column(system),
            })
            .collect();
        let last = system.period.days as usize - 1;
        let date = system.target.map_or(last, |target| days_between(system.period.start, target.by) as usize);
        let days = match self.when {
            When::OnTheDate => date.min(last)..date.min(last) + 1,
            When::OverThePeriod => 0..last + 1,
        };
        let pounds = Outcome::TotalCost.column(system);
        let schemes: Vec<OutcomeColumn> = (0..system.schemes.len())
            .filter(|scheme| system.options[self.option].schemes.contains(scheme))
            .map(|scheme| Outcome::SchemeSpend(scheme).column(system))
            .collect();
        move |recorder| self.row(recorder, last, &days, &columns, (pounds, &schemes))
    }

    fn row(
        &self,
        recorder: &Recorder,
        last: usize,
        days: &Range<usize>,
        columns: &[CensusColumn],
        (pounds, schemes): (OutcomeColumn, &[OutcomeColumn]),
    ) -> Vec<f64> {
        let counts: Vec<f64> = recorder.delayed().take(last + 1).map(f64::from).collect();
        let mean = |of: &dyn Fn(usize) -> f64| days.clone().map(of).sum::<f64>() / days.len() as f64;
        let delayed = mean(&|day| counts[day]);
        let share = || mean(&|day| f64::from(u8::from(counts[day] <= self.at_most)));
        let all: f64 = counts.iter().sum();
        let outcomes = recorder.outcomes();
        let accounts = if self.has_all_prices() { 0.0 } else { pounds.of(&outcomes) };
        let spent: f64 = schemes.iter().map(|place| place.of(&outcomes)).sum();
        let mut row = vec![if self.counts() { delayed } else { share() }, delayed, all, accounts, spent];
        row.extend(columns.iter().map(|&column| mean(&|day| f64::from(column.of(recorder.census(day))))));
        row
    }

    /// Looks for the plan. The evaluations read rows as [`Order::reading`] does.
    ///
    /// # Errors
    ///
    /// When the watch stops it, or the scenario is refused at a point.
    pub fn plan(
        &self,
        system: &CareSystem,
        evaluations: &mut Evaluations<'_>,
        watch: &mut Watch<'_>,
    ) -> Result<Planned, Unevaluated> {
        let mut simulated = Simulated { order: self, evaluations, watch, asked: BTreeMap::new() };
        let answer = search(&self.question(), &mut simulated)?;
        let rows = simulated.rows(&answer.best, answer.fresh_from..answer.fresh_from + answer.fresh.replications);
        let column = |rows: &[Vec<f64>], at: usize| rows.iter().map(|row| row[at]).collect::<Tally>().estimate();
        let waiting = self.waiting(system).into_iter().enumerate();
        let spent_at = |evaluated: &Evaluated| {
            column(&simulated.rows(&evaluated.point, 0..evaluated.replications), BEFORE_WAITING - 1)
        };
        Ok(Planned {
            order: self.clone(),
            waiting: waiting.map(|(at, waiting)| (waiting, column(&rows, BEFORE_WAITING + at))).collect(),
            spent: column(&rows, BEFORE_WAITING - 1),
            spent_at: answer.evaluated.iter().map(spent_at).collect(),
            runs: simulated.asked.values().map(|replications| replications.len() as u64).sum(),
            answer,
        })
    }
}

/// Trials that are simulated.
struct Simulated<'o, 'e, 'a, 'w> {
    order: &'o Order,
    evaluations: &'e mut Evaluations<'a>,
    watch: &'e mut Watch<'w>,
    /// The replications asked for at each point, whether they were known before or not.
    asked: BTreeMap<Point, BTreeSet<u64>>,
}

impl Simulated<'_, '_, '_, '_> {
    fn want(&self, point: &Point, replications: Range<u64>) -> Want {
        Want { values: self.order.values(point), option: self.order.option, replications }
    }

    fn rows(&self, point: &Point, replications: Range<u64>) -> Vec<Vec<f64>> {
        self.evaluations.rows(&self.want(point, replications)).map(<[f64]>::to_vec).collect()
    }
}

impl Trials for Simulated<'_, '_, '_, '_> {
    type Error = Unevaluated;

    fn fetch(&mut self, wants: &[(Point, Range<u64>)]) -> Result<(), Unevaluated> {
        for (point, replications) in wants {
            self.asked.entry(point.clone()).or_default().extend(replications.clone());
        }
        let wants: Vec<Want> = wants.iter().map(|(point, range)| self.want(point, range.clone())).collect();
        self.evaluations.fetch(&wants, self.watch)
    }

    fn trials(&self, point: &Point, replications: Range<u64>) -> Vec<Trial> {
        let want = self.want(point, replications);
        let rows = self.evaluations.rows(&want);
        rows.map(|row| Trial { measure: row[0], delayed: row[1], days: row[2], accounts: row[3] }).collect()
    }
}
