//! The daily counts.

use serde::Serialize;

use super::parameters::{AttributableTo, CareSystem, DelayReason, HospitalKind};
use super::places::Facility;
use super::state::{ADMISSIONS, Counts, Lines, SchemeState, WorkforceState};
use super::tables::{self, Each, HOSPITALS, Row, SCHEMES, SERVICES, SYSTEM, Table, WORKFORCES, group, row};

/// A count taken at every midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Measure {
    /// Delayed transfers of care: discharge ready, on pathway 1 to 3, and in a bed of an acute or community hospital.
    Delayed,
    /// The same by kind of hospital.
    DelayedIn(HospitalKind),
    DelayedBecause(DelayReason),
    DelayedAttributableTo(AttributableTo),
    /// Stay over but still in a place outside hospital: not in the official count, shown beside it.
    BlockedOutsideHospital,
    /// On pathway 0, discharge ready and still in a hospital bed: not in the official count.
    AwaitingDischarge,
    /// In a hospital (position in `CareSystem::hospitals`).
    InTreatment(usize),
    OccupiedBeds(usize),
    OpenBeds(usize),
    WaitingForAdmission(usize),
    /// Electives cancelled and waiting for a new date.
    WaitingList,
    /// In a service (position in `CareSystem::services`): people in its places, blocked ones included.
    Occupied(usize),
    /// People whose stay is over and whose next service has no place.
    Blocked(usize),
    /// Places open: contracted, with those of schemes.
    Open(usize),
    /// Places that the people in work can staff, at most those open.
    Staffed(usize),
    /// People waiting for a place of this service.
    Queue(usize),
    /// Of a workforce (position in `CareSystem::workforces`): people in post, WTE.
    InPost(usize),
    Vacancies(usize),
    /// Of a scheme (position in `CareSystem::schemes`): thousands of pounds spent so far.
    Spent(usize),
    /// People moved into its places so far.
    Moved(usize),
}

/// Where a measure stands in every census of a care system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CensusColumn(usize);

impl CensusColumn {
    /// The count in a census.
    #[inline]
    pub fn of(self, census: &[u32]) -> u32 {
        census[self.0]
    }

    /// The position in [`Measure::all`].
    #[inline]
    pub fn position(self) -> usize {
        self.0
    }
}

/// What there is to count at a midnight.
pub(super) struct Midnight<'s> {
    pub system: &'s CareSystem,
    pub counts: &'s Counts,
    pub facilities: &'s [Facility],
    /// For each service the facility its places are in.
    pub facility_of: &'s [usize],
    pub lines: &'s Lines,
    pub workforces: &'s [WorkforceState],
    pub schemes: &'s [SchemeState],
}

impl Midnight<'_> {
    fn delayed_in(&self, kind: HospitalKind) -> u32 {
        let hospitals = self.counts.delayed.iter().zip(&self.system.hospitals);
        hospitals.filter(|(_, hospital)| hospital.kind == kind).map(|(count, _)| count).sum()
    }

    fn waiting_for_admission(&self, hospital: usize) -> u32 {
        self.lines.length(Lines::of_facility(hospital, ADMISSIONS))
    }

    fn facility_of(&self, service: usize) -> &Facility {
        &self.facilities[self.facility_of[service]]
    }
}

/// How a measure is read at midnight.
pub(super) type Read = fn(&Midnight<'_>, usize) -> u32;

const KINDS_OF_HOSPITAL: Each = Each {
    count: |_| HospitalKind::ALL.len(),
    named: |_, at| {
        let word = HospitalKind::ALL[at].word();
        (word.to_owned(), word.to_owned())
    },
};

const REASONS: Each = Each {
    count: |_| DelayReason::ALL.len(),
    named: |_, at| {
        let code = DelayReason::ALL[at].code();
        (code.to_owned(), code.to_owned())
    },
};

const ATTRIBUTIONS: Each = Each {
    count: |_| AttributableTo::ALL.len(),
    named: |_, at| (AttributableTo::ALL[at].word().to_owned(), AttributableTo::ALL[at].whom().to_owned()),
};

type Rows = &'static [Row<Measure, Read>];

const DELAYED: Rows = &[row(|_, _| Measure::Delayed, "delayed", "delayed", |now, _| now.counts.delayed.iter().sum())];

const BY_KIND_OF_HOSPITAL: Rows = &[row(
    |_, at| Measure::DelayedIn(HospitalKind::ALL[at]),
    "delayed.*",
    "delayed in * hospitals",
    |now, at| now.delayed_in(HospitalKind::ALL[at]),
)];

const BY_REASON: Rows = &[row(
    |_, at| Measure::DelayedBecause(DelayReason::ALL[at]),
    "delayed.reason.*",
    "delayed for reason *",
    |now, at| now.counts.by_reason[at],
)];

const BY_ATTRIBUTION: Rows = &[row(
    |_, at| Measure::DelayedAttributableTo(AttributableTo::ALL[at]),
    "delayed.attributable.*",
    "delayed, attributable to *",
    |now, at| now.counts.by_attribution[at],
)];

const BESIDE: Rows = &[
    row(
        |_, _| Measure::BlockedOutsideHospital,
        "blocked_outside_hospital",
        "blocked outside hospital",
        |now, _| now.counts.blocked_outside,
    ),
    row(
        |_, _| Measure::AwaitingDischarge,
        "awaiting_discharge.pathway_0",
        "awaiting discharge on pathway 0",
        |now, _| now.counts.awaiting_discharge,
    ),
];

const OF_HOSPITALS: Rows = &[
    row(
        |_, at| Measure::InTreatment(at),
        "hospital.*.in_treatment",
        "in treatment in *",
        |now, at| now.counts.in_treatment[at],
    ),
    row(
        |_, at| Measure::OccupiedBeds(at),
        "hospital.*.occupied_beds",
        "occupied beds of *",
        |now, at| now.facilities[at].occupied,
    ),
    row(|_, at| Measure::OpenBeds(at), "hospital.*.open_beds", "open beds of *", |now, at| now.facilities[at].open()),
    row(
        |_, at| Measure::WaitingForAdmission(at),
        "hospital.*.waiting_for_admission",
        "waiting for admission to *",
        |now, at| now.waiting_for_admission(at),
    ),
];

const PUT_OFF: Rows =
    &[row(|_, _| Measure::WaitingList, "waiting_list", "waiting list", |now, _| now.counts.waiting_list)];

const OF_SERVICES: Rows = &[
    row(|_, at| Measure::Occupied(at), "service.*.occupied", "people in *", |now, at| now.counts.occupied[at]),
    row(|_, at| Measure::Blocked(at), "service.*.blocked", "blocked in *", |now, at| now.counts.blocked[at]),
    row(|_, at| Measure::Open(at), "service.*.open", "open places of *", |now, at| now.facility_of(at).open()),
    row(
        |_, at| Measure::Staffed(at),
        "service.*.staffed",
        "staffed places of *",
        |now, at| now.facility_of(at).open_and_staffed(),
    ),
    row(|_, at| Measure::Queue(at), "service.*.queue", "waiting for *", |now, at| now.counts.queue[at]),
];

const OF_WORKFORCES: Rows = &[
    row(|_, at| Measure::InPost(at), "workforce.*.in_post", "* in post", |now, at| now.workforces[at].in_post),
    row(
        |_, at| Measure::Vacancies(at),
        "workforce.*.vacancies",
        "vacancies of *",
        |now, at| now.workforces[at].vacancies(),
    ),
];

const OF_SCHEMES: Rows = &[
    row(
        |_, at| Measure::Spent(at),
        "scheme.*.spent_thousand_pounds",
        "thousand pounds spent by *",
        |now, at| (now.schemes[at].spent.max(0.0) / 1000.0).round() as u32,
    ),
    row(|_, at| Measure::Moved(at), "scheme.*.moved", "moved by *", |now, at| now.schemes[at].moved),
];

const TABLE: Table<Measure, Read> = &[
    group(SYSTEM, DELAYED),
    group(KINDS_OF_HOSPITAL, BY_KIND_OF_HOSPITAL),
    group(REASONS, BY_REASON),
    group(ATTRIBUTIONS, BY_ATTRIBUTION),
    group(SYSTEM, BESIDE),
    group(HOSPITALS, OF_HOSPITALS),
    group(SYSTEM, PUT_OFF),
    group(SERVICES, OF_SERVICES),
    group(WORKFORCES, OF_WORKFORCES),
    group(SCHEMES, OF_SCHEMES),
];

impl Measure {
    /// Every measure of a care system, in the order of every daily table.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        tables::names(TABLE, system)
    }

    /// How every measure of a care system is read, and of which part, in the order of [`Measure::all`].
    pub(super) fn readings(system: &CareSystem) -> Vec<(Read, usize)> {
        tables::walk(TABLE, system).map(|(row, part)| (row.read, part)).collect()
    }

    /// Where the measure stands in a census; `None` when it is of a part that the care system does not have.
    pub fn find(self, system: &CareSystem) -> Option<CensusColumn> {
        tables::find(TABLE, self, system).map(|found| CensusColumn(found.position))
    }

    /// Where a measure stands that the care system is known to have.
    ///
    /// # Panics
    ///
    /// When it is of a part that the care system does not have: the count of another part would be worse than none.
    pub fn column(self, system: &CareSystem) -> CensusColumn {
        CensusColumn(tables::found(TABLE, self, system).position)
    }

    /// The name in files: `delayed`, `delayed.reason.E`, `service.reablement.occupied` …
    pub fn id(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).id
    }

    /// The measure in words, without a capital: `delayed for reason C`, `waiting for Reablement`.
    pub fn words(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).words
    }
}
