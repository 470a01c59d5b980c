//! How far an experiment has come, and what it has found by then.

use super::accumulator::Accumulator;
use super::drawn::{self, Beside, Drawn, DrawnCounts};
use super::models::Models;
use super::sums::{Counts, Tallies};
use super::{BLOCK, Experiment, Record, Results, Row, Stopping, threads};
use crate::model::dates::plus_days;
use crate::model::{Measure, Outcome};

/// What an experiment has found so far: whole blocks of replications in a row.
///
/// It is filled by simulating ([`Experiment::go_on`]), by adding what was simulated before or elsewhere ([`SoFar::add_counts`],
/// [`SoFar::add_block`]), or by both.
pub struct SoFar {
    first: u64,
    next: u64,
    most: u64,
    reference: usize,
    accumulators: Vec<Accumulator>,
    /// What draws of what is not known came to, where there are any.
    drawn: Option<drawn::SoFar>,
}

/// Counts or tallies that are not of this experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit;

impl SoFar {
    /// Nothing yet.
    pub fn new<'m>(experiment: &Experiment, models: impl Into<Models<'m>>) -> Self {
        Self::from(experiment, models, 0)
    }

    /// Nothing yet of the replications from `first` on, which must begin a block (see [`super::Shard::replications`]).
    pub fn from<'m>(experiment: &Experiment, models: impl Into<Models<'m>>, first: u64) -> Self {
        let models = models.into();
        let system = models.stated.system();
        let options = experiment.options.iter();
        Self {
            first,
            next: first,
            most: experiment.stopping.most(),
            reference: experiment.options.iter().position(|&option| option == system.reference).unwrap_or(0),
            accumulators: options.map(|&option| Accumulator::new(system, option, experiment.options.len())).collect(),
            drawn: models.ignorance.map(|_| drawn::SoFar::new(system, experiment.options.len())),
        }
    }

    /// The first replication of these, counted from 0.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// The replication that comes next: all from the first to the one before it are here.
    pub fn next(&self) -> u64 {
        self.next
    }

    /// What was counted, for each option; can be written down and added to another by [`SoFar::add_counts`].
    pub fn counts(&self) -> Vec<&Counts> {
        self.accumulators.iter().map(Accumulator::counts).collect()
    }

    /// The tallies of the last block that was simulated, for each option; can be written down and added to another by
    /// [`SoFar::add_block`].
    pub fn last_block(&self) -> Vec<&Tallies> {
        self.accumulators.iter().map(Accumulator::last_block).collect()
    }

    /// What was counted of draws of what is not known; nothing where there are none. Can be added to another by
    /// [`SoFar::add_drawn_counts`].
    pub fn drawn_counts(&self) -> Option<&DrawnCounts> {
        self.drawn.as_ref().map(drawn::SoFar::counts)
    }

    /// The rows of the draws of the last block that was simulated; nothing where there are no draws. Can be added to another by
    /// [`SoFar::add_drawn_rows`].
    pub fn drawn_rows_of_last_block(&self) -> Option<&[Row]> {
        self.drawn.as_ref().map(drawn::SoFar::last_block)
    }

    /// Adds what was counted of draws before or elsewhere.
    ///
    /// # Errors
    ///
    /// When this experiment has no draws, or they are not of it; nothing can be made of it then.
    pub fn add_drawn_counts(&mut self, counts: &DrawnCounts) -> Result<(), Misfit> {
        let fits = self.drawn.as_mut().is_some_and(|drawn| drawn.add_counts(counts));
        if fits { Ok(()) } else { Err(Misfit) }
    }

    /// Adds the rows of the draws of the block that was added last.
    ///
    /// # Errors
    ///
    /// As for [`SoFar::add_drawn_counts`].
    pub fn add_drawn_rows(&mut self, rows: Vec<Row>) -> Result<(), Misfit> {
        self.drawn.as_mut().filter(|drawn| drawn.fits(&rows)).map(|drawn| drawn.add_rows(rows)).ok_or(Misfit)
    }

    /// Adds what was counted before or elsewhere. The tallies of the same replications are added by [`SoFar::add_block`].
    ///
    /// # Errors
    ///
    /// When the counts are not of this experiment; nothing can be made of it then.
    pub fn add_counts(&mut self, counts: &[Counts]) -> Result<(), Misfit> {
        let fits = counts.len() == self.accumulators.len()
            && self.accumulators.iter_mut().zip(counts).all(|(option, counts)| option.add_counts(counts));
        if fits { Ok(()) } else { Err(Misfit) }
    }

    /// Adds the tallies of the next block.
    ///
    /// # Errors
    ///
    /// When they are not of this experiment, or all blocks are there; nothing can be made of it then.
    pub fn add_block(&mut self, block: &[Tallies]) -> Result<(), Misfit> {
        let fits = block.len() == self.accumulators.len()
            && self.next < self.most
            && self.accumulators.iter_mut().zip(block).all(|(option, tallies)| option.add_tallies(tallies));
        if !fits {
            return Err(Misfit);
        }
        self.next = self.most.min(self.next + BLOCK);
        Ok(())
    }

    /// Adds the records of the next block. Each option is added up by one thread, replication after replication.
    pub(super) fn add_records(&mut self, block: &[Vec<Record>], beside: Vec<Option<Beside>>) {
        if let Some(drawn) = &mut self.drawn {
            drawn.add_block(beside);
        }
        let reference = self.reference;
        let options: Vec<_> = self.accumulators.iter_mut().enumerate().collect();
        threads::for_each(options, |(option, accumulator)| accumulator.add_block(block, option, reference));
        self.next += block.len() as u64;
    }

    /// Whether the experiment stops by precision, and has reached it.
    pub(super) fn is_precise(&self, experiment: &Experiment) -> bool {
        match experiment.stopping {
            Stopping::Replications(_) => false,
            Stopping::Precision { half_width, .. } => {
                let is_precise = |option: &Accumulator| option.half_width_on_target_day() <= half_width;
                self.next > 0 && self.accumulators.iter().all(is_precise)
            }
        }
    }

    /// The results, of the replications that there are.
    pub fn results<'m>(self, experiment: &Experiment, models: impl Into<Models<'m>>) -> Results {
        let models = models.into();
        let system = models.stated.system();
        let stopping = match experiment.stopping {
            Stopping::Precision { half_width, cap, .. } => {
                Stopping::Precision { half_width, cap, reached: self.is_precise(experiment) }
            }
            stopping @ Stopping::Replications(_) => stopping,
        };
        Results {
            seed: experiment.seed,
            replications: self.next - self.first,
            stopping,
            dates: (0..system.period.days).map(|day| plus_days(system.period.start, day.into())).collect(),
            measures: Measure::all(system),
            outcomes: Outcome::all(system),
            options: self.accumulators.into_iter().map(|accumulator| accumulator.finish(system)).collect(),
            reference: self.reference,
            drawn: self.drawn.zip(models.ignorance).map(|(drawn, ignorance)| Drawn::new(drawn, ignorance)),
        }
    }
}
