//! Replications, options under common random numbers, and what they found.
//!
//! Replications are computed in any order on any number of threads and added up in one order, so the results are the same bytes
//! whatever the number of threads. Memory does not grow with the number of replications: counts go into histograms, everything else
//! into running means, and the rows of single replications are handed on as they come.
//!
//! They are computed and tallied in blocks. An experiment can be left after any block and gone on with ([`SoFar`]), or split into
//! parts by whole blocks ([`Shard`]); put together again, the blocks give the same bytes as one run.

mod accumulator;
pub mod backtest;
pub mod calibration;
pub mod comparison;
pub mod design;
mod drawn;
pub mod evaluations;
pub mod ignorance;
mod models;
pub mod plan;
mod replicator;
pub mod results;
pub mod sensitivity;
mod shard;
mod so_far;
pub mod study;
mod sums;
pub mod sweep;
mod threads;
pub mod verification;
pub mod words;

pub use drawn::{Asked, Drawn, DrawnCounts, Known, Quantity, Row};
pub use models::Models;
pub use results::{Month, OptionResults, Results, Stopping, TimeToDischarge};
pub use shard::Shard;
pub use so_far::{Misfit, SoFar};
pub use sums::{Counts, Tallies};

use crate::model::{Model, Outcome, PathwayWaits, Population, Recorder, Simulation};
use crate::statistics::Estimate;
use replicator::{Replicator, in_order};
use threads::Threads;

/// Replications computed between two additions. A fixed number: where replications stop, and the last digit of a mean, must not
/// depend on the machine.
const BLOCK: u64 = 64;

/// What to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Experiment {
    pub seed: u64,
    pub stopping: Stopping,
    /// Positions in `CareSystem::options`, in the order of the results; at least one.
    pub options: Vec<usize>,
    /// Threads to use; `None` for one for each processor.
    pub threads: Option<usize>,
}

/// How far an experiment has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Replications done.
    pub done: u64,
    /// Replications to do, at most.
    pub of: u64,
}

/// Why an experiment ended without results.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Interrupted {
    /// The caller said to stop.
    Stopped,
    /// The threads could not be started.
    NoThreads(String),
    /// The scenario accepts no attempt at a draw of what is not known: its number, counted from 1, and what is wrong with the
    /// last.
    NoDraw { draw: u64, why: String },
}

impl std::fmt::Display for Interrupted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Stopped => f.write_str("stopped before the end"),
            Self::NoThreads(reason) => write!(f, "the threads could not be started: {reason}"),
            Self::NoDraw { draw, why } => {
                write!(f, "draw {draw} of what is not known was refused a thousand times, at last because {why}")
            }
        }
    }
}

impl std::error::Error for Interrupted {}

/// What is kept of one run of one option until it is added up.
struct Record {
    daily: Vec<u32>,
    outcomes: Vec<f64>,
    waits: Vec<PathwayWaits>,
}

/// Those who listen to a running experiment. Both are called on one thread, in order.
pub struct Listeners<'a> {
    /// Called for every option and replication with the outcomes, in the order of the results: option (position in
    /// [`Experiment::options`]), replication, outcomes.
    pub row: &'a mut (dyn FnMut(usize, u64, &[f64]) + Send),
    /// Called after every replication or so; the experiment stops when it answers false.
    pub progress: &'a (dyn Fn(Progress) -> bool + Sync),
}

impl Experiment {
    /// Runs the experiment, on one model or on those of draws (see [`Models`]).
    ///
    /// # Errors
    ///
    /// [`Interrupted::Stopped`] when the listener of progress answers false, [`Interrupted::NoThreads`] when the system gives no
    /// threads, [`Interrupted::NoDraw`] when no draw can be made. There are no partial results.
    pub fn run<'m>(&self, models: impl Into<Models<'m>>, listeners: &mut Listeners) -> Result<Results, Interrupted> {
        let models = models.into();
        let mut so_far = SoFar::new(self, models);
        self.go_on(models, &mut so_far, self.stopping.most(), listeners, &mut |_| ())?;
        Ok(so_far.results(self, models))
    }

    /// Goes on from what there is so far to the replication `end` (at most; the rule of stopping holds too), and calls
    /// `block_ends` after every block.
    ///
    /// # Errors
    ///
    /// As for [`Experiment::run`]. What was finished by then is whole blocks, and can be gone on from.
    pub fn go_on<'m>(
        &self,
        models: impl Into<Models<'m>>,
        so_far: &mut SoFar,
        end: u64,
        listeners: &mut Listeners,
        block_ends: &mut (dyn FnMut(&SoFar) + Send),
    ) -> Result<(), Interrupted> {
        let models = models.into();
        Threads::new(self.threads)?.install(|| self.run_blocks(models, so_far, end, listeners, block_ends))
    }

    fn run_blocks(
        &self,
        models: Models,
        so_far: &mut SoFar,
        end: u64,
        listeners: &mut Listeners,
        block_ends: &mut (dyn FnMut(&SoFar) + Send),
    ) -> Result<(), Interrupted> {
        let replicator = Replicator::new(models.stated, self.seed, || Recorder::new(models.stated.system()));
        let (first, most) = (so_far.first(), end.min(self.stopping.most()));
        while so_far.next() < most && !so_far.is_precise(self) {
            let next = so_far.next();
            let end = (next + BLOCK).min(most);
            let goes_on = |done| (listeners.progress)(Progress { done: next - first + done, of: most - first });
            let block: Vec<(Vec<Record>, Option<drawn::Beside>)> = match models.ignorance {
                None => {
                    let each = |simulation: &mut _, people: &_| (self.run_options(simulation, people), None);
                    replicator.replicate(next..end, &goes_on, &each)?
                }
                Some(ignorance) => {
                    let each = |replication| drawn::replicate(self, &replicator, ignorance, replication);
                    in_order(next..end, &goes_on, &each)?
                }
            };
            let (block, beside): (Vec<Vec<Record>>, Vec<Option<drawn::Beside>>) = block.into_iter().unzip();
            for (replication, records) in (next..end).zip(&block) {
                for (option, record) in records.iter().enumerate() {
                    (listeners.row)(option, replication, &record.outcomes);
                }
            }
            so_far.add_records(&block, beside);
            block_ends(so_far);
        }
        Ok(())
    }

    /// One replication of every option: the same people under each.
    fn run_options(&self, simulation: &mut Simulation<Recorder>, people: &Population) -> Vec<Record> {
        let run = |&option: &usize| {
            simulation.run(option, people);
            let recorder = simulation.monitor();
            Record { daily: recorder.daily().to_vec(), outcomes: recorder.outcomes(), waits: recorder.waits().to_vec() }
        };
        self.options.iter().map(run).collect()
    }
}

/// These outcomes of a run; NaN for what the system does not have.
fn kept(outcomes: &[Outcome], model: &Model, recorder: &Recorder) -> Vec<f64> {
    let found = recorder.outcomes();
    outcomes.iter().map(|kept| kept.find(model.system()).map_or(f64::NAN, |column| column.of(&found))).collect()
}

/// The interval of a number that is never negative.
fn from_zero(estimate: Estimate) -> Estimate {
    Estimate { lower: if estimate.lower.is_finite() { estimate.lower.max(0.0) } else { estimate.lower }, ..estimate }
}

impl Stopping {
    /// Replications at most.
    pub fn most(&self) -> u64 {
        match *self {
            Self::Replications(number) => number,
            Self::Precision { cap, .. } => cap,
        }
    }
}
