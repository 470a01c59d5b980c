//! Options compared until the best is known: replications of those still in contention, block by block.
//!
//! The procedure KN ([`Selection`]) decides after every replication who is clearly behind. Such an option is not simulated any
//! further, and keeps the replications it has. The reference is simulated to the end, so that every difference to it is paired.
//!
//! The procedure stops as soon as it can promise its selection, which is often before the intervals that hold for all options at
//! once tell the selected option from its nearest rivals. Those rivals are then replicated further beside it, until these intervals
//! reach no further than the indifference: a rule on their width alone, which leaves them their confidence (Y. S. Chow and
//! H. Robbins, Annals of Mathematical Statistics 36 (1965), 457-462).
//!
//! The outcomes of all replications are kept, some kilobytes for each, because differences between any two options and the chance
//! of being best need them side by side.

mod compared;

pub use compared::{Compared, Contender, Ending};

use std::ops::Range;

use super::replicator::{Replicator, in_order};
use super::threads::Threads;
use super::{BLOCK, Interrupted, Models, Progress, drawn};
use crate::model::{Model, Outcome, Population, Recorder, Simulation};
use crate::statistics::Selection;

/// Replications of every option before any is dropped: from them the procedure takes its variances.
pub const FIRST_STAGE: u64 = 128;

/// What the best option has least of, on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Delayed patients at the midnight that ends the target day (the last day, where there is no target).
    Delayed,
    /// Delayed days of the whole period.
    DelayedDays,
}

impl Criterion {
    /// The outcome of a replication that is averaged.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Delayed => Outcome::DelayedOnTargetDay,
            Self::DelayedDays => Outcome::DelayedDays,
        }
    }
}

/// Which options to compare, and when to stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Contest {
    pub seed: u64,
    /// Positions in `CareSystem::options`, in the order of the results; at least two.
    pub options: Vec<usize>,
    /// Position in `options` of the one that the others are compared with.
    pub reference: usize,
    pub criterion: Criterion,
    /// A difference under this does not matter (patients, or delayed days).
    pub indifference: f64,
    /// Probability of selecting the best when it is better than every other by the indifference or more; also that of the
    /// intervals which hold for all options at once.
    pub confidence: f64,
    /// Replications at most; at least 2.
    pub cap: u64,
    /// Threads to use; `None` for one for each processor.
    pub threads: Option<usize>,
}

impl Contest {
    /// Replicates until one option is left in contention and its lead is known to within the indifference, all that are left are
    /// alike in every replication, or the cap is reached.
    ///
    /// `progress` is told how far the contest has come and how many options are in contention, and stops it when it answers false.
    /// The same seed gives the same results on any number of threads.
    ///
    /// # Errors
    ///
    /// [`Interrupted::Stopped`] when `progress` answers false, [`Interrupted::NoThreads`] when the system gives no threads.
    pub fn run<'m>(
        &self,
        models: impl Into<Models<'m>>,
        progress: &(dyn Fn(Progress, usize) -> bool + Sync),
    ) -> Result<Compared, Interrupted> {
        let models = models.into();
        Threads::new(self.threads)?.install(|| self.run_blocks(models, progress))
    }

    fn run_blocks(
        &self,
        models: Models,
        progress: &(dyn Fn(Progress, usize) -> bool + Sync),
    ) -> Result<Compared, Interrupted> {
        let model = models.stated;
        let replicator = Replicator::new(model, self.seed, || Recorder::new(model.system()));
        let source = (models, &replicator);
        let mut compared = Compared::new(self, models);
        let first_stage = FIRST_STAGE.min(self.cap);
        let mut selection = Selection::new(self.options.len(), self.confidence, self.indifference, first_stage);
        let mut next = 0;
        while next < self.cap && selection.selected().is_none() {
            let contention = selection.in_contention();
            if next >= first_stage && compared.are_alike(contention) {
                break;
            }
            let running = self.with_reference(contention);
            let end = (next + BLOCK).min(self.cap);
            let goes_on = |done| progress(Progress { done: next + done, of: self.cap }, contention.len());
            let block = self.replicate(source, &running, next..end, &goes_on)?;
            for outcomes in &block {
                selection.record(&compared.record(&running, outcomes));
            }
            next = end;
        }
        compared.finish(&selection);
        self.look_closer(source, &mut compared, progress)?;
        Ok(compared)
    }

    /// Replicates the selected option and the rivals that are not told from it until their differences are known to within the
    /// indifference.
    fn look_closer(
        &self,
        source: (Models, &Replicator<Recorder>),
        compared: &mut Compared,
        progress: &(dyn Fn(Progress, usize) -> bool + Sync),
    ) -> Result<(), Interrupted> {
        let Ending::Selected(selected) = compared.ending else { return Ok(()) };
        let mut rivals: Vec<usize> =
            (0..self.options.len()).filter(|&at| at != selected && compared.apart(at, selected).lower <= 0.0).collect();
        let mut next = compared.replications();
        for &rival in &rivals {
            // What it missed after it was dropped.
            let missed = compared.options[rival].replications()..next;
            let goes_on = |_| progress(Progress { done: next, of: self.cap }, 1 + rivals.len());
            for outcomes in &self.replicate(source, &[rival], missed, &goes_on)? {
                compared.record(&[rival], outcomes);
            }
        }
        loop {
            let is_wide = |&at: &usize| compared.apart(at, selected).half_width() > self.indifference;
            // One that is known well enough drops out, and stays out.
            rivals.retain(is_wide);
            if rivals.is_empty() || next >= self.cap {
                return Ok(());
            }
            let together: Vec<usize> = rivals.iter().copied().chain([selected]).collect();
            let running = self.with_reference(&together);
            let end = (next + BLOCK).min(self.cap);
            let goes_on = |done| progress(Progress { done: next + done, of: self.cap }, together.len());
            for outcomes in &self.replicate(source, &running, next..end, &goes_on)? {
                compared.record(&running, outcomes);
            }
            next = end;
        }
    }

    /// These options and the reference, in order.
    fn with_reference(&self, options: &[usize]) -> Vec<usize> {
        (0..self.options.len()).filter(|at| *at == self.reference || options.contains(at)).collect()
    }

    /// The outcomes of these options in each of these replications.
    fn replicate(
        &self,
        (models, replicator): (Models, &Replicator<Recorder>),
        running: &[usize],
        replications: Range<u64>,
        goes_on: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Vec<Vec<f64>>>, Interrupted> {
        let Some(ignorance) = models.ignorance else {
            let each = |simulation: &mut _, people: &_| self.run_options(running, simulation, people);
            return replicator.replicate(replications, goes_on, &each);
        };
        in_order(replications, goes_on, &|replication| {
            let model = Model::new(drawn::draw(ignorance, replication)?.scenario.system);
            let mut people = Population::new();
            model.draw(self.seed, replication, &mut people);
            let mut simulation = Simulation::new(&model, Recorder::new(model.system()));
            Ok(self.run_options(running, &mut simulation, &people))
        })
    }

    /// The outcomes of these options in one replication.
    fn run_options(
        &self,
        running: &[usize],
        simulation: &mut Simulation<Recorder>,
        people: &Population,
    ) -> Vec<Vec<f64>> {
        let run = |&at: &usize| {
            simulation.run(self.options[at], people);
            simulation.monitor().outcomes()
        };
        running.iter().map(run).collect()
    }
}
