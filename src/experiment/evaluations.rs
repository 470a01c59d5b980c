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
use crate::model::{CareSystem, Model, Monitor, Population, Recorder, Simulation};
use crate::scenario::Problems;

/// Models that are prepared at a time, and in memory together: one for each point, or for each replication where there are draws.
/// What was found is handed on after each such lot.
const LOT: usize = 64;
/// Replications of a lot at most, over all its points.
const RUNS_OF_LOT: usize = 512;

/// Values for quantities of a scenario, each by its path in the log of assumptions; in any order, no path twice.
pub type Values = Vec<(String, f64)>;

/// What is read off a run (of the option at this position): a row of numbers.
pub type Reading<'a, M = Recorder> = &'a (dyn Fn(&Model, usize, &M) -> Vec<f64> + Sync);

/// What watches a run.
pub type Watching<'a, M> = &'a (dyn Fn(&Model) -> M + Sync);

/// Values that are drawn for a replication.
pub type Drawing<'a> = &'a (dyn Fn(u64) -> Result<Values, Interrupted> + Sync);

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
    /// Which part of its study it was made for: the runs of another may be of other models, or hold other rows.
    pub part: u32,
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
pub struct Evaluations<'a, M = Recorder> {
    part: u32,
    seed: u64,
    threads: Threads,
    loading: Loading<'a>,
    watching: Watching<'a, M>,
    reading: Reading<'a, M>,
    draws: Option<Drawing<'a>>,
    found: BTreeMap<(Point, usize), BTreeMap<u64, Vec<f64>>>,
    simulated: u64,
    /// Runs asked for, whether they were known before or not.
    asked: u64,
    /// Runs that the study asks for before these, and in all, where that is known beforehand.
    expected: Option<(u64, u64)>,
}

/// Runs of one replication at one point: the same people under each option.
struct Job {
    point: Point,
    replication: u64,
    options: Vec<usize>,
}

/// Those who listen to a search.
pub struct Watch<'a> {
    /// Told how many runs of the study are done, or of those just asked for where nobody knows how many it will ask; the search
    /// stops when it answers false.
    pub progress: &'a (dyn Fn(Progress) -> bool + Sync),
    /// Given what was newly found, in order; the search stops when it answers false.
    pub found: &'a mut dyn FnMut(&[Evaluation]) -> bool,
    /// Told in a few words what is being done.
    pub stage: &'a dyn Fn(&str),
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
        Self::watched(seed, threads, loading, &|model| Recorder::new(model.system()), reading)
    }
}

impl<'a, M: Monitor + Send> Evaluations<'a, M> {
    /// The same, with runs that are watched by another monitor.
    ///
    /// # Errors
    ///
    /// As for [`Evaluations::new`].
    pub fn watched(
        seed: u64,
        threads: Option<usize>,
        loading: Loading<'a>,
        watching: Watching<'a, M>,
        reading: Reading<'a, M>,
    ) -> Result<Self, Interrupted> {
        let threads = Threads::new(threads)?;
        let (found, draws, expected) = (BTreeMap::new(), None, None);
        Ok(Self { part: 0, seed, threads, loading, watching, reading, draws, found, simulated: 0, asked: 0, expected })
    }

    /// The same, with values added in each replication, whatever the point: what is not known is drawn anew for every replication,
    /// and alike at all points. A path that the point gives a value keeps the value of the point.
    #[must_use]
    pub fn with_draws(self, draws: Drawing<'a>) -> Self {
        Self { draws: Some(draws), ..self }
    }

    /// As a part of its study, whose runs are not those of another.
    #[must_use]
    pub fn of_part(self, part: u32) -> Self {
        Self { part, ..self }
    }

    /// For a study of which it is known how many runs it will ask for: before these, and in all.
    #[must_use]
    pub fn expected(self, before: u64, of: u64) -> Self {
        Self { expected: Some((before, of)), ..self }
    }

    /// Takes what was simulated before as if it were simulated now.
    pub fn remember(&mut self, earlier: impl IntoIterator<Item = Evaluation>) {
        for Evaluation { values, option, replication, row, .. } in earlier {
            self.found.entry((key(&values), option)).or_default().insert(replication, row);
        }
    }

    /// The rows of what was fetched, one for each replication, which are not known any longer: so memory does not grow with what
    /// nobody asks for again.
    pub fn take(&mut self, want: &Want) -> Vec<Vec<f64>> {
        let Some(runs) = self.found.get_mut(&(key(&want.values), want.option)) else { return Vec::new() };
        want.replications.clone().filter_map(|replication| runs.remove(&replication)).collect()
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
        let missing: u64 = jobs.iter().map(|job| job.options.len() as u64).sum();
        self.asked +=
            wants.iter().map(|want| want.replications.end.saturating_sub(want.replications.start)).sum::<u64>();
        let (before, of) = match self.expected {
            Some((before, of)) => (before + self.asked.saturating_sub(missing), of),
            None => (0, missing),
        };
        let mut done = before;
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
        let of_model = |model| Replicator::new(model, self.seed, || (self.watching)(model));
        let replicators: Vec<Replicator<M>> = models.iter().map(of_model).collect();
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
                        part: self.part,
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
            let drawn = draws(job.replication)?;
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
