//! Runs of a scenario at many points, none of them simulated twice.
//!
//! A search asks for what it wants to know and decides what to ask next from what it finds. It keeps no state but what was found:
//! a search that is told what was simulated before ([`Evaluations::remember`]) goes through the same questions, has their answers
//! at once, and goes on where it was interrupted, to the same end.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use serde::{Deserialize, Serialize};

use super::replicator::Replicator;
use super::threads::{self, Threads};
use super::{Interrupted, Progress};
use crate::model::{CareSystem, Model, Population, Recorder, Simulation};
use crate::scenario::Problems;

/// Models that are prepared at a time, and in memory together: one for each point, or for each replication where there are draws.
/// What was found is handed on after each such lot.
const LOT: usize = 64;
/// Replications of a lot at most, over all its points.
const RUNS_OF_LOT: usize = 512;

/// Values for quantities of a scenario, each by its path in the log of assumptions; in any order, no path twice.
pub type Values = Vec<(String, f64)>;

/// What is read off a run (of the option at this position): a row of numbers.
pub type Reading<'a> = &'a (dyn Fn(&Model, usize, &Recorder) -> Vec<f64> + Sync);

/// The care system with these values.
pub type Loading<'a> = &'a (dyn Fn(&[(String, f64)]) -> Result<CareSystem, Problems> + Sync);

/// Runs that a search wants to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Want {
    pub values: Values,
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub replications: Range<u64>,
}

/// One run, and what was read off it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluation {
    pub values: Values,
    pub option: usize,
    pub replication: u64,
    pub row: Vec<f64>,
}

/// Why a search ended without what it wanted.
#[derive(Clone, Debug, PartialEq)]
pub enum Unevaluated {
    Interrupted(Interrupted),
    /// The scenario is refused with these values.
    Refused {
        values: Values,
        problems: Problems,
    },
}

impl From<Interrupted> for Unevaluated {
    fn from(interrupted: Interrupted) -> Self {
        Self::Interrupted(interrupted)
    }
}

/// Values as a key: ordered by path, numbers by their bits.
type Point = Vec<(String, u64)>;

/// What was simulated so far, and how to simulate more.
pub struct Evaluations<'a> {
    seed: u64,
    threads: Threads,
    loading: Loading<'a>,
    reading: Reading<'a>,
    draws: Option<&'a (dyn Fn(u64) -> Values + Sync)>,
    found: BTreeMap<(Point, usize), BTreeMap<u64, Vec<f64>>>,
    simulated: u64,
}

/// Runs of one replication at one point: the same people under each option.
struct Job {
    point: Point,
    replication: u64,
    options: Vec<usize>,
}

/// Those who listen to a search.
pub struct Watch<'a> {
    /// Told how many runs of those just asked for are done; the search stops when it answers false.
    pub progress: &'a (dyn Fn(Progress) -> bool + Sync),
    /// Given what was newly found, in order; the search stops when it answers false.
    pub found: &'a mut dyn FnMut(&[Evaluation]) -> bool,
}

impl<'a> Evaluations<'a> {
    /// Nothing simulated yet. The same people come at every point; threads are one for each processor where nothing is said.
    ///
    /// # Errors
    ///
    /// [`Interrupted::NoThreads`] when the system gives no threads.
    pub fn new(
        seed: u64,
        threads: Option<usize>,
        loading: Loading<'a>,
        reading: Reading<'a>,
    ) -> Result<Self, Interrupted> {
        let threads = Threads::new(threads)?;
        Ok(Self { seed, threads, loading, reading, draws: None, found: BTreeMap::new(), simulated: 0 })
    }

    /// The same, with values added in each replication, whatever the point: what is not known is drawn anew for every replication,
    /// and alike at all points. A path that the point gives a value keeps the value of the point.
    #[must_use]
    pub fn with_draws(self, draws: &'a (dyn Fn(u64) -> Values + Sync)) -> Self {
        Self { draws: Some(draws), ..self }
    }

    /// Takes what was simulated before as if it were simulated now.
    pub fn remember(&mut self, earlier: impl IntoIterator<Item = Evaluation>) {
        for Evaluation { values, option, replication, row } in earlier {
            self.found.entry((key(&values), option)).or_default().insert(replication, row);
        }
    }

    /// Runs simulated by this search itself, without those it remembers.
    pub fn simulated(&self) -> u64 {
        self.simulated
    }

    /// Simulates what of this is not known yet.
    ///
    /// # Errors
    ///
    /// [`Unevaluated::Interrupted`] when the watch stops it, [`Unevaluated::Refused`] when the scenario is refused with some of the
    /// values. What was found by then stays known.
    pub fn fetch(&mut self, wants: &[Want], watch: &mut Watch) -> Result<(), Unevaluated> {
        let jobs = self.missing(wants);
        let of = jobs.iter().map(|job| job.options.len() as u64).sum();
        let mut done = 0;
        for lot in self.lots(&jobs) {
            let goes_on = |more: u64| (watch.progress)(Progress { done: done + more, of });
            let found = self.threads.install(|| self.simulate(lot, &goes_on))?;
            done += found.len() as u64;
            self.simulated += found.len() as u64;
            let is_kept = (watch.found)(&found);
            self.remember(found);
            if !is_kept {
                return Err(Interrupted::Stopped.into());
            }
        }
        Ok(())
    }

    /// The rows of what was fetched, one for each replication.
    pub fn rows(&self, want: &Want) -> impl Iterator<Item = &[f64]> {
        let runs = self.found.get(&(key(&want.values), want.option));
        runs.into_iter().flat_map(|runs| runs.range(want.replications.clone())).map(|(_, row)| row.as_slice())
    }

    /// The runs that are not known, those at one point together.
    fn missing(&self, wants: &[Want]) -> Vec<Job> {
        let mut missing: BTreeMap<(Point, u64), Vec<usize>> = BTreeMap::new();
        for want in wants {
            let point = key(&want.values);
            let known = self.found.get(&(point.clone(), want.option));
            for replication in want.replications.clone() {
                if known.is_none_or(|known| !known.contains_key(&replication)) {
                    let options = missing.entry((point.clone(), replication)).or_default();
                    if !options.contains(&want.option) {
                        options.push(want.option);
                    }
                }
            }
        }
        missing.into_iter().map(|((point, replication), options)| Job { point, replication, options }).collect()
    }

    /// Simulates a lot of jobs, in parallel and in order.
    fn simulate(&self, jobs: &[Job], goes_on: &(dyn Fn(u64) -> bool + Sync)) -> Result<Vec<Evaluation>, Unevaluated> {
        let groups: Vec<&[Job]> = jobs.chunk_by(|one, other| self.is_same_model(one, other)).collect();
        let models: Vec<Result<Model, Unevaluated>> = threads::map(&groups, |group| self.model(&group[0]));
        let models = models.into_iter().collect::<Result<Vec<Model>, Unevaluated>>()?;
        let of_model = |model| Replicator::new(model, self.seed, || Recorder::new(model.system()));
        let replicators: Vec<Replicator<Recorder>> = models.iter().map(of_model).collect();
        let all = groups.iter().zip(&models).zip(&replicators);
        let all: Vec<_> = all
            .flat_map(|((group, model), replicator)| group.iter().map(move |job| (job, model, replicator)))
            .collect();
        let done = AtomicU64::new(0);
        let found: Option<Vec<Vec<Evaluation>>> = threads::map(&all, |(job, model, replicator)| {
            if !goes_on(done.load(Ordering::Relaxed)) {
                return None;
            }
            let each = |simulation: &mut Simulation<_>, people: &Population| {
                let run = |&option: &usize| {
                    simulation.run(option, people);
                    Evaluation {
                        values: values(&job.point),
                        option,
                        replication: job.replication,
                        row: (self.reading)(model, option, simulation.monitor()),
                    }
                };
                job.options.iter().map(run).collect()
            };
            let found = replicator.replicate_one(job.replication, &each);
            done.fetch_add(job.options.len() as u64, Ordering::Relaxed);
            Some(found)
        });
        Ok(found.ok_or(Interrupted::Stopped)?.concat())
    }

    fn is_same_model(&self, one: &Job, other: &Job) -> bool {
        one.point == other.point && (self.draws.is_none() || one.replication == other.replication)
    }

    /// The jobs in lots of so many models and replications as are prepared and simulated at a time.
    fn lots<'j>(&self, jobs: &'j [Job]) -> Vec<&'j [Job]> {
        let mut lots = Vec::new();
        let mut rest = jobs;
        while !rest.is_empty() {
            let mut models = 0;
            let has_room = |at: &usize| {
                models += usize::from(*at == 0 || !self.is_same_model(&rest[at - 1], &rest[*at]));
                models <= LOT && *at < RUNS_OF_LOT
            };
            let length = (0..rest.len()).take_while(has_room).count();
            let (lot, left) = rest.split_at(length);
            lots.push(lot);
            rest = left;
        }
        lots
    }

    fn model(&self, job: &Job) -> Result<Model, Unevaluated> {
        let mut values = values(&job.point);
        if let Some(draws) = self.draws {
            let drawn = draws(job.replication);
            values.extend(drawn.into_iter().filter(|(path, _)| job.point.iter().all(|(given, _)| given != path)));
        }
        match (self.loading)(&values) {
            Ok(system) => Ok(Model::new(system)),
            Err(problems) => Err(Unevaluated::Refused { values, problems }),
        }
    }
}

fn key(values: &[(String, f64)]) -> Point {
    // 0.0 and -0.0 are one value with two patterns of bits.
    let mut point: Point = values.iter().map(|(path, value)| (path.clone(), (value + 0.0).to_bits())).collect();
    point.sort_unstable();
    point
}

fn values(point: &[(String, u64)]) -> Values {
    point.iter().map(|(path, bits)| (path.clone(), f64::from_bits(*bits))).collect()
}
