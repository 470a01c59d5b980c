//! The numbers that sum up a run.

use serde::Serialize;

use super::headings::{CostHeading, HEADINGS, heading_at};
use super::monitor::Totals;
use super::parameters::CareSystem;
use super::tables::{self, Row, SCHEMES, SYSTEM, TARGET, Table, group, row};

/// Days in a row at or under the target that count as holding it.
const HELD_DAYS: usize = 28;

/// A number that sums up one replication of one option: a column of `replications.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Outcome {
    /// Delayed patients at the midnight that ends the target day (the last day, where there is no target).
    DelayedOnTargetDay,
    /// 1 when the count was at or under the target on its day, else 0. With no target: absent.
    TargetMet,
    /// 1 when it ever was at or under the target up to its day.
    TargetEverMet,
    /// 1 when it stayed there for 28 days in a row at any time in the period.
    TargetHeld28Days,
    /// Day number in the period (1 = first day) when the target was first reached; empty (NaN) when never.
    DayTargetFirstMet,
    /// Patients above the target on its day; 0 when at or under.
    Shortfall,
    /// Mean of the midnight counts of the period.
    MeanDelayed,
    HighestDelayed,
    DelayedOnLastDay,
    /// Sum of the midnight counts of the period.
    DelayedDays,
    /// OutcomeColumn days of people whose stay is over and who wait outside hospital.
    BlockedDaysOutsideHospital,
    Admissions,
    Discharges,
    DeathsWhileWaiting,
    LostReadiness,
    Readmissions,
    ElectivesCancelled,
    TurnedAway,
    /// Hours that emergency patients waited for a bed, summed.
    HoursWaitingForAdmission,
    Diverted,
    /// People moved into the places of a scheme (position in `CareSystem::schemes`).
    Moved(usize),
    /// Pounds under one heading.
    Cost(CostHeading),
    /// Pounds under all headings.
    TotalCost,
    /// Pounds spent by a scheme.
    SchemeSpend(usize),
}

/// Where an outcome stands among those of every replication of a care system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeColumn(usize);

impl OutcomeColumn {
    /// The outcome among those of a replication.
    #[inline]
    pub fn of(self, outcomes: &[f64]) -> f64 {
        outcomes[self.0]
    }

    /// The position in [`Outcome::all`].
    #[inline]
    pub fn position(self) -> usize {
        self.0
    }
}

/// A run that is over.
pub(super) struct Run<'r> {
    /// Delayed patients at each midnight.
    pub delayed: &'r [u32],
    /// Delayed patients that meet the target; 0 without one.
    pub limit: u32,
    /// The day of the target, or the last.
    pub target_day: usize,
    pub blocked_days: f64,
    pub totals: &'r Totals,
}

impl Run<'_> {
    fn on_target_day(&self) -> u32 {
        self.delayed[self.target_day]
    }

    fn is_ever_met(&self) -> bool {
        self.delayed[..=self.target_day].iter().any(|&count| count <= self.limit)
    }

    /// Whether the count stayed at or under the limit for 28 days in a row.
    fn is_held(&self) -> bool {
        self.delayed.split(|&count| count > self.limit).any(|days| days.len() >= HELD_DAYS)
    }

    /// The day number on which the count is first at or under the limit; NaN when it never is.
    fn first_met(&self) -> f64 {
        self.delayed.iter().position(|&count| count <= self.limit).map_or(f64::NAN, |day| day as f64 + 1.0)
    }
}

fn answer(is_so: bool) -> f64 {
    f64::from(u8::from(is_so))
}

fn sum(counts: &[u32]) -> f64 {
    counts.iter().map(|&count| u64::from(count)).sum::<u64>() as f64
}

/// How an outcome is read of a run.
pub(super) type Read = fn(&Run<'_>, usize) -> f64;

type Rows = &'static [Row<Outcome, Read>];

const ON_TARGET_DAY: Rows = &[row(
    |_, _| Outcome::DelayedOnTargetDay,
    "delayed_on_target_day",
    "Delayed patients on the target day, or the last",
    |run, _| f64::from(run.on_target_day()),
)];

const OF_TARGET: Rows = &[
    row(
        |_, _| Outcome::TargetMet,
        "target_met",
        "Whether the target is met on its day",
        |run, _| answer(run.on_target_day() <= run.limit),
    ),
    row(
        |_, _| Outcome::TargetEverMet,
        "target_ever_met",
        "Whether the target is met on any day up to its own",
        |run, _| answer(run.is_ever_met()),
    ),
    row(
        |_, _| Outcome::TargetHeld28Days,
        "target_held_28_days",
        "Whether the target is held for 28 days in a row",
        |run, _| answer(run.is_held()),
    ),
    row(
        |_, _| Outcome::DayTargetFirstMet,
        "day_target_first_met",
        "Day on which the target is first met",
        |run, _| run.first_met(),
    ),
    row(
        |_, _| Outcome::Shortfall,
        "shortfall",
        "Patients above the target on its day",
        |run, _| f64::from(run.on_target_day().saturating_sub(run.limit)),
    ),
];

const OF_PERIOD: Rows = &[
    row(
        |_, _| Outcome::MeanDelayed,
        "mean_delayed",
        "Delayed patients, mean of the days",
        |run, _| sum(run.delayed) / run.delayed.len() as f64,
    ),
    row(
        |_, _| Outcome::HighestDelayed,
        "highest_delayed",
        "Delayed patients, highest of the days",
        |run, _| f64::from(run.delayed.iter().copied().max().unwrap_or(0)),
    ),
    row(
        |_, _| Outcome::DelayedOnLastDay,
        "delayed_on_last_day",
        "Delayed patients on the last day",
        |run, _| f64::from(run.delayed[run.delayed.len() - 1]),
    ),
    row(|_, _| Outcome::DelayedDays, "delayed_days", "Delayed days", |run, _| sum(run.delayed)),
    row(
        |_, _| Outcome::BlockedDaysOutsideHospital,
        "blocked_days_outside_hospital",
        "Days that people who could move on stayed in places outside hospital",
        |run, _| run.blocked_days,
    ),
    row(|_, _| Outcome::Admissions, "admissions", "Admissions", |run, _| run.totals.admissions.into()),
    row(
        |_, _| Outcome::Discharges,
        "discharges",
        "Patients who went home without further care",
        |run, _| run.totals.discharges.into(),
    ),
    row(
        |_, _| Outcome::DeathsWhileWaiting,
        "deaths_while_waiting",
        "Deaths while waiting",
        |run, _| run.totals.deaths_while_waiting.into(),
    ),
    row(
        |_, _| Outcome::LostReadiness,
        "lost_readiness",
        "Patients who fell ill again while waiting",
        |run, _| run.totals.lost_readiness.into(),
    ),
    row(|_, _| Outcome::Readmissions, "readmissions", "Readmissions", |run, _| run.totals.readmissions.into()),
    row(
        |_, _| Outcome::ElectivesCancelled,
        "electives_cancelled",
        "Cancelled planned admissions, repeats counted",
        |run, _| run.totals.electives_cancelled.into(),
    ),
    row(|_, _| Outcome::TurnedAway, "turned_away", "Patients turned away", |run, _| run.totals.turned_away.into()),
    row(
        |_, _| Outcome::HoursWaitingForAdmission,
        "hours_waiting_for_admission",
        "Hours of waiting for a hospital bed",
        |run, _| run.totals.seconds_waiting_for_admission as f64 / 3600.0,
    ),
    row(
        |_, _| Outcome::Diverted,
        "diverted",
        "Patients diverted to another hospital",
        |run, _| run.totals.diverted.into(),
    ),
];

const MOVED: Rows = &[row(|_, at| Outcome::Moved(at), "moved.*", "Moved by *", |run, at| run.totals.moved[at].into())];

const COSTS: Rows =
    &[row(|system, at| Outcome::Cost(heading_at(system, at)), "cost.*", "Cost: *", |run, at| run.totals.costs[at])];

const TOTAL_COST: Rows =
    &[row(|_, _| Outcome::TotalCost, "cost.total", "Total cost", |run, _| run.totals.costs.iter().sum())];

const SPENT: Rows = &[row(|_, at| Outcome::SchemeSpend(at), "spend.*", "Spent by *", |run, at| run.totals.spent[at])];

const TABLE: Table<Outcome, Read> = &[
    group(SYSTEM, ON_TARGET_DAY),
    group(TARGET, OF_TARGET),
    group(SYSTEM, OF_PERIOD),
    group(SCHEMES, MOVED),
    group(HEADINGS, COSTS),
    group(SYSTEM, TOTAL_COST),
    group(SCHEMES, SPENT),
];

impl Outcome {
    /// Every outcome of a care system, in the order of the columns of `replications.csv`.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        tables::names(TABLE, system)
    }

    /// How every outcome of a care system is read, and of which part, in the order of [`Outcome::all`].
    pub(super) fn readings(system: &CareSystem) -> Vec<(Read, usize)> {
        tables::walk(TABLE, system).map(|(row, part)| (row.read, part)).collect()
    }

    /// Where the outcome stands among those of a replication; `None` when the care system does not have it: it has no target, say.
    pub fn find(self, system: &CareSystem) -> Option<OutcomeColumn> {
        tables::find(TABLE, self, system).map(|found| OutcomeColumn(found.position))
    }

    /// Where an outcome stands that the care system is known to have.
    ///
    /// # Panics
    ///
    /// When the care system does not have it: another outcome would be worse than none.
    pub fn column(self, system: &CareSystem) -> OutcomeColumn {
        OutcomeColumn(tables::found(TABLE, self, system).position)
    }

    /// The name in files: `delayed_on_target_day`, `cost.service.reablement` …
    pub fn id(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).id
    }

    /// The outcome in words, as a row of a table begins.
    pub fn words(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).words
    }
}
