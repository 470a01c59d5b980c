//! The numbers that sum up a run.

use serde::Serialize;

use super::headings::{CostHeading, HEADINGS, heading_at};
use super::monitor::Totals;
use super::parameters::CareSystem;
use super::tables::{self, Group, Row, SCHEMES, SYSTEM, TARGET, Table, Tabled};

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

const TABLE: Table<Outcome, Read> = &[
    Group {
        each: SYSTEM,
        rows: &[Row {
            name: |_, _| Outcome::DelayedOnTargetDay,
            id: "delayed_on_target_day",
            words: "Delayed patients on the target day, or the last",
            read: |run, _| f64::from(run.on_target_day()),
        }],
    },
    Group {
        each: TARGET,
        rows: &[
            Row {
                name: |_, _| Outcome::TargetMet,
                id: "target_met",
                words: "Whether the target is met on its day",
                read: |run, _| answer(run.on_target_day() <= run.limit),
            },
            Row {
                name: |_, _| Outcome::TargetEverMet,
                id: "target_ever_met",
                words: "Whether the target is met on any day up to its own",
                read: |run, _| answer(run.is_ever_met()),
            },
            Row {
                name: |_, _| Outcome::TargetHeld28Days,
                id: "target_held_28_days",
                words: "Whether the target is held for 28 days in a row",
                read: |run, _| answer(run.is_held()),
            },
            Row {
                name: |_, _| Outcome::DayTargetFirstMet,
                id: "day_target_first_met",
                words: "Day on which the target is first met",
                read: |run, _| run.first_met(),
            },
            Row {
                name: |_, _| Outcome::Shortfall,
                id: "shortfall",
                words: "Patients above the target on its day",
                read: |run, _| f64::from(run.on_target_day().saturating_sub(run.limit)),
            },
        ],
    },
    Group {
        each: SYSTEM,
        rows: &[
            Row {
                name: |_, _| Outcome::MeanDelayed,
                id: "mean_delayed",
                words: "Delayed patients, mean of the days",
                read: |run, _| sum(run.delayed) / run.delayed.len() as f64,
            },
            Row {
                name: |_, _| Outcome::HighestDelayed,
                id: "highest_delayed",
                words: "Delayed patients, highest of the days",
                read: |run, _| f64::from(run.delayed.iter().copied().max().unwrap_or(0)),
            },
            Row {
                name: |_, _| Outcome::DelayedOnLastDay,
                id: "delayed_on_last_day",
                words: "Delayed patients on the last day",
                read: |run, _| f64::from(run.delayed[run.delayed.len() - 1]),
            },
            Row {
                name: |_, _| Outcome::DelayedDays,
                id: "delayed_days",
                words: "Delayed days",
                read: |run, _| sum(run.delayed),
            },
            Row {
                name: |_, _| Outcome::BlockedDaysOutsideHospital,
                id: "blocked_days_outside_hospital",
                words: "Days that people who could move on stayed in places outside hospital",
                read: |run, _| run.blocked_days,
            },
            Row {
                name: |_, _| Outcome::Admissions,
                id: "admissions",
                words: "Admissions",
                read: |run, _| run.totals.admissions.into(),
            },
            Row {
                name: |_, _| Outcome::Discharges,
                id: "discharges",
                words: "Patients who went home without further care",
                read: |run, _| run.totals.discharges.into(),
            },
            Row {
                name: |_, _| Outcome::DeathsWhileWaiting,
                id: "deaths_while_waiting",
                words: "Deaths while waiting",
                read: |run, _| run.totals.deaths_while_waiting.into(),
            },
            Row {
                name: |_, _| Outcome::LostReadiness,
                id: "lost_readiness",
                words: "Patients who fell ill again while waiting",
                read: |run, _| run.totals.lost_readiness.into(),
            },
            Row {
                name: |_, _| Outcome::Readmissions,
                id: "readmissions",
                words: "Readmissions",
                read: |run, _| run.totals.readmissions.into(),
            },
            Row {
                name: |_, _| Outcome::ElectivesCancelled,
                id: "electives_cancelled",
                words: "Cancelled planned admissions, repeats counted",
                read: |run, _| run.totals.electives_cancelled.into(),
            },
            Row {
                name: |_, _| Outcome::TurnedAway,
                id: "turned_away",
                words: "Patients turned away",
                read: |run, _| run.totals.turned_away.into(),
            },
            Row {
                name: |_, _| Outcome::HoursWaitingForAdmission,
                id: "hours_waiting_for_admission",
                words: "Hours of waiting for a hospital bed",
                read: |run, _| run.totals.seconds_waiting_for_admission as f64 / 3600.0,
            },
            Row {
                name: |_, _| Outcome::Diverted,
                id: "diverted",
                words: "Patients diverted to another hospital",
                read: |run, _| run.totals.diverted.into(),
            },
        ],
    },
    Group {
        each: SCHEMES,
        rows: &[Row {
            name: |_, at| Outcome::Moved(at),
            id: "moved.*",
            words: "Moved by *",
            read: |run, at| run.totals.moved[at].into(),
        }],
    },
    Group {
        each: HEADINGS,
        rows: &[Row {
            name: |system, at| Outcome::Cost(heading_at(system, at)),
            id: "cost.*",
            words: "Cost: *",
            read: |run, at| run.totals.costs[at],
        }],
    },
    Group {
        each: SYSTEM,
        rows: &[Row {
            name: |_, _| Outcome::TotalCost,
            id: "cost.total",
            words: "Total cost",
            read: |run, _| run.totals.costs.iter().sum(),
        }],
    },
    Group {
        each: SCHEMES,
        rows: &[Row {
            name: |_, at| Outcome::SchemeSpend(at),
            id: "spend.*",
            words: "Spent by *",
            read: |run, at| run.totals.spent[at],
        }],
    },
];

impl Tabled for Outcome {
    type Read = Read;
    const TABLE: Table<Self, Read> = TABLE;

    fn part(self, system: &CareSystem) -> usize {
        match self {
            Self::Moved(scheme) | Self::SchemeSpend(scheme) => scheme,
            // No part has the last position there is.
            Self::Cost(heading) => heading.position(system).unwrap_or(usize::MAX),
            Self::DelayedOnTargetDay
            | Self::TargetMet
            | Self::TargetEverMet
            | Self::TargetHeld28Days
            | Self::DayTargetFirstMet
            | Self::Shortfall
            | Self::MeanDelayed
            | Self::HighestDelayed
            | Self::DelayedOnLastDay
            | Self::DelayedDays
            | Self::BlockedDaysOutsideHospital
            | Self::Admissions
            | Self::Discharges
            | Self::DeathsWhileWaiting
            | Self::LostReadiness
            | Self::Readmissions
            | Self::ElectivesCancelled
            | Self::TurnedAway
            | Self::HoursWaitingForAdmission
            | Self::Diverted
            | Self::TotalCost => 0,
        }
    }
}

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
        self.position(system).map(OutcomeColumn)
    }

    /// Where an outcome stands that the care system is known to have.
    ///
    /// # Panics
    ///
    /// When the care system does not have it: another outcome would be worse than none.
    pub fn column(self, system: &CareSystem) -> OutcomeColumn {
        self.find(system).unwrap_or_else(|| panic!("{self:?} is no outcome of the care system"))
    }

    /// The name in files: `delayed_on_target_day`, `cost.service.reablement` …
    pub fn id(self, system: &CareSystem) -> String {
        self.id_and_words(system).0
    }

    /// The outcome in words, as a row of a table begins.
    pub fn words(self, system: &CareSystem) -> String {
        self.id_and_words(system).1
    }
}
