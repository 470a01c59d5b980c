//! The monitor that keeps what a report needs of a run: the daily counts, the outcomes, and the times to discharge.

use super::dates::DAY;
use super::measures::{CensusColumn, Measure};
use super::monitor::{Happening, Monitor, Totals, Who};
use super::outcomes::{Outcome, Read, Run};
use super::parameters::CareSystem;
use crate::engine::Time;

/// How long patients of a pathway took from ready to leaving the hospital bed, in one run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathwayWaits {
    /// `midnights[n]`: how many spent `n` midnights in the bed after they were ready.
    pub midnights: Vec<u32>,
    /// Seconds from ready to leaving, added over patients.
    pub seconds: u64,
}

impl PathwayWaits {
    /// Number who left.
    pub fn patients(&self) -> u32 {
        self.midnights.iter().sum()
    }

    /// Records someone who spent more midnights than all before.
    #[cold]
    fn record_most(&mut self, midnights: usize) {
        self.midnights.resize(midnights, 0);
        self.midnights.push(1);
    }
}

/// Records one run.
#[derive(Clone, Debug)]
pub struct Recorder {
    days: usize,
    warm_up_seconds: u32,
    target: Option<(u32, usize)>,
    measures: usize,
    delayed: CensusColumn,
    blocked_outside: CensusColumn,
    /// How each outcome is read, and of which part.
    outcomes: Vec<(Read, usize)>,
    /// `daily[day * measures + measure]`.
    daily: Vec<u32>,
    waits: Vec<PathwayWaits>,
    totals: Totals,
}

impl Recorder {
    /// A recorder for runs of a care system.
    pub fn new(system: &CareSystem) -> Self {
        let days = system.period.days as usize;
        let target = system.target.map(|target| {
            let day = super::dates::days_between(system.period.start, target.by);
            (target.delayed_patients, usize::try_from(day).unwrap_or(0).min(days.saturating_sub(1)))
        });
        Self {
            days,
            warm_up_seconds: system.period.warm_up_days * DAY,
            target,
            measures: Measure::all(system).len(),
            delayed: Measure::Delayed.column(system),
            blocked_outside: Measure::BlockedOutsideHospital.column(system),
            outcomes: Outcome::readings(system),
            daily: Vec::new(),
            waits: vec![PathwayWaits::default(); system.pathways.len()],
            totals: Totals::default(),
        }
    }

    /// The census of a day (0 is the first of the period), in the order of [`Measure::all`].
    pub fn census(&self, day: usize) -> &[u32] {
        &self.daily[day * self.measures..(day + 1) * self.measures]
    }

    /// All censuses, day after day.
    pub fn daily(&self) -> &[u32] {
        &self.daily
    }

    /// For each pathway the times from ready to leaving hospital.
    pub fn waits(&self) -> &[PathwayWaits] {
        &self.waits
    }

    /// What the run added up to.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// The delayed patients at each midnight.
    pub fn delayed(&self) -> impl Iterator<Item = u32> {
        self.of_each_day(self.delayed)
    }

    /// A measure at each midnight.
    fn of_each_day(&self, column: CensusColumn) -> impl Iterator<Item = u32> {
        (0..self.days).map(move |day| column.of(self.census(day)))
    }

    /// The outcomes of the run, in the order of [`Outcome::all`]; NaN where there is none (a target that was never reached).
    pub fn outcomes(&self) -> Vec<f64> {
        let delayed: Vec<u32> = self.delayed().collect();
        let (limit, target_day) = self.target.unwrap_or((0, self.days - 1));
        let blocked_days = self.of_each_day(self.blocked_outside).map(f64::from).sum();
        let run = Run { delayed: &delayed, limit, target_day, blocked_days, totals: &self.totals };
        self.outcomes.iter().map(|(read, part)| read(&run, *part)).collect()
    }
}

impl Monitor for Recorder {
    fn begins(&mut self, _option: usize) {
        self.daily.clear();
        for waits in &mut self.waits {
            waits.midnights.clear();
            waits.seconds = 0;
        }
    }

    #[inline(always)]
    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        if let Happening::LeavesHospital { ready_at, .. } = what
            && at.seconds() >= self.warm_up_seconds
        {
            let midnights = (at.seconds() / DAY - ready_at.seconds() / DAY) as usize;
            let waits = &mut self.waits[who.pathway];
            waits.seconds += u64::from(at.since(ready_at));
            match waits.midnights.get_mut(midnights) {
                Some(patients) => *patients += 1,
                None => waits.record_most(midnights),
            }
        }
    }

    fn midnight(&mut self, _day: u32, census: &[u32]) {
        self.daily.extend_from_slice(census);
    }

    fn ends(&mut self, totals: &Totals) {
        self.totals.clone_from(totals);
    }
}
