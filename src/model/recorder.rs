//! The monitor that keeps what a report needs of a run: the daily counts, the outcomes, and the times to discharge.

use super::dates::DAY;
use super::measures::{Measure, Outcome};
use super::monitor::{Happening, Monitor, Totals, Who};
use super::parameters::CareSystem;
use crate::engine::Time;

/// Days in a row at or under the target that count as holding it.
const HELD_DAYS: usize = 28;

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
    /// Position of [`Measure::BlockedOutsideHospital`] in a census.
    blocked_outside: usize,
    outcomes: Vec<Outcome>,
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
        let measures = Measure::all(system);
        let is_blocked = |measure: &Measure| *measure == Measure::BlockedOutsideHospital;
        Self {
            days,
            warm_up_seconds: system.period.warm_up_days * DAY,
            target,
            measures: measures.len(),
            blocked_outside: measures.iter().position(is_blocked).unwrap_or(0),
            outcomes: Outcome::all(system),
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

    /// The outcomes of the run, in the order of [`Outcome::all`]; NaN where there is none (a target that was never reached).
    pub fn outcomes(&self) -> Vec<f64> {
        let delayed: Vec<u32> = (0..self.days).map(|day| self.census(day)[0]).collect();
        let blocked = self.days_blocked_outside();
        self.outcomes.iter().map(|&outcome| self.outcome(outcome, &delayed, blocked)).collect()
    }

    fn days_blocked_outside(&self) -> f64 {
        (0..self.days).map(|day| f64::from(self.census(day)[self.blocked_outside])).sum()
    }

    fn outcome(&self, outcome: Outcome, delayed: &[u32], blocked: f64) -> f64 {
        let totals = &self.totals;
        let (limit, target_day) = self.target.unwrap_or((0, self.days - 1));
        let on_day = delayed[target_day];
        let answer = f64::from;
        match outcome {
            Outcome::DelayedOnTargetDay => f64::from(on_day),
            Outcome::TargetMet => answer(u8::from(on_day <= limit)),
            Outcome::TargetEverMet => answer(u8::from(delayed[..=target_day].iter().any(|&count| count <= limit))),
            Outcome::TargetHeld28Days => answer(u8::from(held(delayed, limit))),
            Outcome::DayTargetFirstMet => {
                delayed.iter().position(|&count| count <= limit).map_or(f64::NAN, |day| day as f64 + 1.0)
            }
            Outcome::Shortfall => f64::from(on_day.saturating_sub(limit)),
            Outcome::MeanDelayed => sum(delayed) / delayed.len() as f64,
            Outcome::HighestDelayed => f64::from(delayed.iter().copied().max().unwrap_or(0)),
            Outcome::DelayedOnLastDay => f64::from(delayed[delayed.len() - 1]),
            Outcome::DelayedDays => sum(delayed),
            Outcome::BlockedDaysOutsideHospital => blocked,
            Outcome::Admissions => f64::from(totals.admissions),
            Outcome::Discharges => f64::from(totals.discharges),
            Outcome::DeathsWhileWaiting => f64::from(totals.deaths_while_waiting),
            Outcome::LostReadiness => f64::from(totals.lost_readiness),
            Outcome::Readmissions => f64::from(totals.readmissions),
            Outcome::ElectivesCancelled => f64::from(totals.electives_cancelled),
            Outcome::TurnedAway => f64::from(totals.turned_away),
            Outcome::HoursWaitingForAdmission => totals.seconds_waiting_for_admission as f64 / 3600.0,
            Outcome::Diverted => f64::from(totals.diverted),
            Outcome::Moved(scheme) => f64::from(totals.moved[scheme]),
            Outcome::Cost(heading) => totals.cost(heading),
            Outcome::TotalCost => totals.costs.iter().sum(),
            Outcome::SchemeSpend(scheme) => totals.spent[scheme],
        }
    }
}

fn sum(counts: &[u32]) -> f64 {
    counts.iter().map(|&count| u64::from(count)).sum::<u64>() as f64
}

/// Whether the count stayed at or under the limit for 28 days in a row.
fn held(delayed: &[u32], limit: u32) -> bool {
    delayed.split(|&count| count > limit).any(|days| days.len() >= HELD_DAYS)
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
