//! A scenario simulated with many values of some of its quantities.

use std::ops::Range;

use super::replicator::Replicator;
use super::threads::Threads;
use super::{Interrupted, Progress};
use crate::model::{CareSystem, Model, Outcome, Population, Recorder, Simulation};
use crate::statistics::{Estimate, Histogram, Tally};

/// Replications computed between two additions, a fixed number.
const BLOCK: u64 = 512;

/// What to simulate at every point.
#[derive(Clone, Debug, PartialEq)]
pub struct Sweep {
    /// The same at every point, so that the same people come and the points can be compared in pairs.
    pub seed: u64,
    pub replications: u64,
    /// Positions in `CareSystem::options`, in the order of the results.
    pub options: Vec<usize>,
    /// Threads to use; `None` for one for each processor.
    pub threads: Option<usize>,
}

/// What one option came to at one point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AtPoint {
    /// Delayed patients on the target day; on the last day where there is no target.
    pub delayed: Histogram,
    /// For each replication 1 when the target was met on its day, else 0; nothing where there is no target.
    pub target_met: Tally,
    /// Sum of the midnight counts of the period.
    pub delayed_days: Tally,
    /// Pounds under all headings.
    pub total_cost: Tally,
    /// The count less that at the first point in the same replication; 0 at the first point.
    pub against_first: Tally,
}

impl AtPoint {
    /// The mean count on the target day, with its 95 % interval: Student's, cut off at 0.
    pub fn mean_delayed(&self) -> Estimate {
        from_zero(self.delayed.estimate())
    }

    /// The mean of the delayed days, with its 95 % interval: Student's, cut off at 0.
    pub fn mean_delayed_days(&self) -> Estimate {
        from_zero(self.delayed_days.estimate())
    }

    /// The probability that the target is met on its day, with its Wilson 95 % interval; `None` without a target.
    pub fn probability(&self) -> Option<Estimate> {
        (!self.target_met.is_empty()).then(|| self.target_met.share())
    }
}

/// The interval of a number that is never negative.
fn from_zero(estimate: Estimate) -> Estimate {
    Estimate { lower: if estimate.lower.is_finite() { estimate.lower.max(0.0) } else { estimate.lower }, ..estimate }
}

/// The outcomes that are kept of one run.
const KEPT: [Outcome; 4] = [Outcome::DelayedOnTargetDay, Outcome::TargetMet, Outcome::DelayedDays, Outcome::TotalCost];

impl Sweep {
    /// Simulates the options at every point: for each point, for each option, what it came to.
    ///
    /// The points are the care systems of one scenario with different values. `progress` is told how many replications of all points
    /// are done, and stops the simulation when it answers false. The same seed gives the same results on any number of threads.
    ///
    /// # Errors
    ///
    /// [`Interrupted::Stopped`] when `progress` answers false, [`Interrupted::NoThreads`] when the system gives no threads.
    pub fn run(
        &self,
        points: &[CareSystem],
        progress: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Result<Vec<Vec<AtPoint>>, Interrupted> {
        Threads::new(self.threads)?.install(|| self.run_points(points, progress))
    }

    fn run_points(
        &self,
        points: &[CareSystem],
        progress: &(dyn Fn(Progress) -> bool + Sync),
    ) -> Result<Vec<Vec<AtPoint>>, Interrupted> {
        let of = self.replications.saturating_mul(points.len() as u64);
        // The counts at the first point: for each replication those of the options.
        let mut first: Vec<f64> = Vec::new();
        let mut found = Vec::with_capacity(points.len());
        for (at, system) in points.iter().enumerate() {
            let model = Model::new(system.clone());
            let replicator = Replicator::new(&model, self.seed, || Recorder::new(model.system()));
            let mut options = vec![AtPoint::default(); self.options.len()];
            let mut next = 0;
            while next < self.replications {
                let block = next..next.saturating_add(BLOCK).min(self.replications);
                let before = self.replications.saturating_mul(at as u64).saturating_add(next);
                let goes_on = |done| progress(Progress { done: before + done, of });
                for (replication, outcomes) in
                    block.clone().zip(self.replicate(&model, &replicator, block.clone(), &goes_on)?)
                {
                    for (option, [delayed, met, days, cost]) in outcomes.into_iter().enumerate() {
                        if at == 0 {
                            first.push(delayed);
                        }
                        let place = replication as usize * self.options.len() + option;
                        let kept = &mut options[option];
                        kept.delayed.record(delayed as u32);
                        kept.target_met.record(met);
                        kept.delayed_days.record(days);
                        kept.total_cost.record(cost);
                        kept.against_first.record(delayed - first[place]);
                    }
                }
                next = block.end;
            }
            found.push(options);
        }
        Ok(found)
    }

    /// For each replication, for each option, the outcomes that are kept; NaN for what the scenario does not have.
    fn replicate<'m>(
        &self,
        model: &'m Model,
        replicator: &Replicator<'m, Recorder>,
        replications: Range<u64>,
        goes_on: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Vec<Vec<[f64; 4]>>, Interrupted> {
        let columns = KEPT.map(|kept| kept.find(model.system()));
        let each = |simulation: &mut Simulation<'m, Recorder>, people: &Population| {
            let run = |&option: &usize| {
                simulation.run(option, people);
                let outcomes = simulation.monitor().outcomes();
                columns.map(|column| column.map_or(f64::NAN, |column| column.of(&outcomes)))
            };
            self.options.iter().map(run).collect()
        };
        replicator.replicate(replications, goes_on, &each)
    }
}
