//! Simulations set beside numbers that are known from elsewhere.

use super::replicator::Replicator;
use super::threads::Threads;
use super::{Interrupted, Progress};
use crate::engine::Time;
use crate::model::{CensusColumn, Happening, Model, Monitor, Population, Recorder, Simulation, Totals, Who};
use crate::scenario::{Expected, Gauge, Statistic, Verification};
use crate::statistics::{Estimate, Sums, pooled_deviation, pooled_mean, pooled_share};

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// What was simulated for one expected number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The simulated number, with an interval so wide that those of all the numbers of its case hold at once with the confidence
    /// that the case asks for (by the inequality of Bonferroni).
    pub simulated: Estimate,
    /// Whether the expected value lies inside the interval; where it has an interval of its own, whether the two overlap. False
    /// where nothing was measured.
    pub agrees: bool,
}

/// Replicates a case and compares each of its expected numbers.
///
/// `model` is that of the scenario with the values of the case. `progress` is told after every replication, and stops the
/// simulation when it answers false. The same seed gives the same comparisons on any number of threads.
///
/// # Errors
///
/// [`Interrupted::Stopped`] when `progress` answers false, [`Interrupted::NoThreads`] when the system gives no threads.
pub fn compare(
    model: &Model,
    case: &Verification,
    seed: u64,
    replications: u64,
    threads: Option<usize>,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Result<Vec<Comparison>, Interrupted> {
    let sums = Threads::new(threads)?.install(|| replicate(model, case, seed, replications, progress))?;
    let level = 1.0 - (1.0 - case.confidence) / case.expected.len().max(1) as f64;
    let compared = case.expected.iter().enumerate().map(|(at, expected)| {
        let of_this: Vec<Sums> = sums.iter().map(|replication| replication[at]).collect();
        let simulated = match expected.statistic {
            Statistic::Mean => pooled_mean(&of_this, level),
            Statistic::StandardDeviation => above_nothing(pooled_deviation(&of_this, level)),
            Statistic::Share { .. } => pooled_share(&of_this, level),
        };
        let (low, high) = (expected.value - expected.half_width, expected.value + expected.half_width);
        let is_inside = simulated.lower <= high && low <= simulated.upper;
        Comparison { simulated, agrees: simulated.mean.is_finite() && is_inside }
    });
    Ok(compared.collect())
}

/// The interval cut off at nothing.
fn above_nothing(estimate: Estimate) -> Estimate {
    Estimate { lower: estimate.lower.max(0.0), ..estimate }
}

/// For each replication, in order, the sums behind each expected number.
fn replicate(
    model: &Model,
    case: &Verification,
    seed: u64,
    replications: u64,
    progress: &(dyn Fn(Progress) -> bool + Sync),
) -> Result<Vec<Vec<Sums>>, Interrupted> {
    let listens = case.expected.iter().flat_map(|expected| &expected.gauges);
    let keeps_times = listens.into_iter().any(|gauge| matches!(gauge, Gauge::DaysToDischarge(_)));
    let replicator = Replicator::new(model, seed, || Watch::new(model, keeps_times));
    let each = |simulation: &mut Simulation<Watch>, people: &Population| {
        simulation.run(case.option, people);
        case.expected.iter().map(|expected| simulation.monitor().sums(model, expected)).collect()
    };
    replicator.replicate(0..replications, &|done| progress(Progress { done, of: replications }), &each)
}

/// Records a run as usual, and the time to discharge of each patient.
struct Watch {
    recorder: Recorder,
    keeps_times: bool,
    warm_up_seconds: u32,
    /// Pathway and days from ready to leaving the hospital bed.
    times: Vec<(usize, f64)>,
}

impl Watch {
    fn new(model: &Model, keeps_times: bool) -> Self {
        let warm_up_seconds = model.system().period.warm_up_days * DAY as u32;
        Self { recorder: Recorder::new(model.system()), keeps_times, warm_up_seconds, times: Vec::new() }
    }

    /// The values that an expected number is about, added up as its statistic needs them.
    fn sums(&self, model: &Model, expected: &Expected) -> Sums {
        let mut sums = Sums::default();
        let mut record = |value: f64| match expected.statistic {
            Statistic::Mean | Statistic::StandardDeviation => sums.record(value),
            Statistic::Share { among_at_most: Some(bound), .. } if value > bound => {}
            Statistic::Share { of, .. } => sums.record(f64::from(u8::from(of.holds(value)))),
        };
        match expected.gauges.first() {
            Some(Gauge::DaysToDischarge(pathway)) => {
                let wanted = self.times.iter().filter(|(other, _)| pathway.is_none_or(|pathway| pathway == *other));
                wanted.for_each(|(_, days)| record(*days));
            }
            Some(Gauge::Outcome(_)) => record(self.outcome(model, expected)),
            Some(Gauge::Daily(_)) => self.daily(model, expected).for_each(record),
            None => {}
        }
        sums
    }

    /// The sum of the outcomes of the run.
    fn outcome(&self, model: &Model, expected: &Expected) -> f64 {
        let outcomes = self.recorder.outcomes();
        let value = |gauge: &Gauge| match gauge {
            Gauge::Outcome(outcome) => Some(outcome.column(model.system()).of(&outcomes)),
            Gauge::Daily(_) | Gauge::DaysToDischarge(_) => None,
        };
        expected.gauges.iter().filter_map(value).sum()
    }

    /// The sum of the counts at each midnight that is asked for.
    fn daily(&self, model: &Model, expected: &Expected) -> impl Iterator<Item = f64> {
        let column = |gauge: &Gauge| match gauge {
            Gauge::Daily(measure) => Some(measure.column(model.system())),
            Gauge::Outcome(_) | Gauge::DaysToDischarge(_) => None,
        };
        let columns: Vec<CensusColumn> = expected.gauges.iter().filter_map(column).collect();
        let days = expected.on.map_or(0..model.system().period.days as usize, |day| day..day + 1);
        days.map(move |day| {
            let census = self.recorder.census(day);
            columns.iter().map(|column| f64::from(column.of(census))).sum()
        })
    }
}

impl Monitor for Watch {
    fn begins(&mut self, option: usize) {
        self.times.clear();
        self.recorder.begins(option);
    }

    #[inline(always)]
    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        if let Happening::LeavesHospital { ready_at, .. } = what
            && self.keeps_times
            && at.seconds() >= self.warm_up_seconds
        {
            self.times.push((who.pathway, f64::from(at.since(ready_at)) / DAY));
        }
        self.recorder.happens(at, who, what);
    }

    fn midnight(&mut self, day: u32, census: &[u32]) {
        self.recorder.midnight(day, census);
    }

    fn ends(&mut self, totals: &Totals) {
        self.recorder.ends(totals);
    }
}
