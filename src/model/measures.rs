//! The daily counts.

use serde::Serialize;

use super::parameters::{AttributableTo, CareSystem, DelayReason, HospitalKind};
use super::places::Facility;
use super::state::{ADMISSIONS, Counts, Lines, SchemeState, WorkforceState};
use super::tables::{self, Each, Group, HOSPITALS, Row, SCHEMES, SERVICES, SYSTEM, Table, Tabled, WORKFORCES};

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

    /// Counts everything, in the order of [`Measure::all`].
    pub fn count_into(&self, census: &mut Vec<u32>) {
        census.clear();
        census.extend(tables::walk(TABLE, self.system).map(|(row, part)| (row.read)(self, part)));
    }
}

/// How a measure is read at midnight.
type Read = fn(&Midnight<'_>, usize) -> u32;

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

const TABLE: Table<Measure, Read> = &[
    Group {
        each: SYSTEM,
        rows: &[Row {
            name: |_, _| Measure::Delayed,
            id: "delayed",
            words: "delayed",
            read: |midnight, _| midnight.counts.delayed.iter().sum(),
        }],
    },
    Group {
        each: KINDS_OF_HOSPITAL,
        rows: &[Row {
            name: |_, at| Measure::DelayedIn(HospitalKind::ALL[at]),
            id: "delayed.*",
            words: "delayed in * hospitals",
            read: |midnight, at| midnight.delayed_in(HospitalKind::ALL[at]),
        }],
    },
    Group {
        each: REASONS,
        rows: &[Row {
            name: |_, at| Measure::DelayedBecause(DelayReason::ALL[at]),
            id: "delayed.reason.*",
            words: "delayed for reason *",
            read: |midnight, at| midnight.counts.by_reason[at],
        }],
    },
    Group {
        each: ATTRIBUTIONS,
        rows: &[Row {
            name: |_, at| Measure::DelayedAttributableTo(AttributableTo::ALL[at]),
            id: "delayed.attributable.*",
            words: "delayed, attributable to *",
            read: |midnight, at| midnight.counts.by_attribution[at],
        }],
    },
    Group {
        each: SYSTEM,
        rows: &[
            Row {
                name: |_, _| Measure::BlockedOutsideHospital,
                id: "blocked_outside_hospital",
                words: "blocked outside hospital",
                read: |midnight, _| midnight.counts.blocked_outside,
            },
            Row {
                name: |_, _| Measure::AwaitingDischarge,
                id: "awaiting_discharge.pathway_0",
                words: "awaiting discharge on pathway 0",
                read: |midnight, _| midnight.counts.awaiting_discharge,
            },
        ],
    },
    Group {
        each: HOSPITALS,
        rows: &[
            Row {
                name: |_, at| Measure::InTreatment(at),
                id: "hospital.*.in_treatment",
                words: "in treatment in *",
                read: |midnight, at| midnight.counts.in_treatment[at],
            },
            Row {
                name: |_, at| Measure::OccupiedBeds(at),
                id: "hospital.*.occupied_beds",
                words: "occupied beds of *",
                read: |midnight, at| midnight.facilities[at].occupied,
            },
            Row {
                name: |_, at| Measure::OpenBeds(at),
                id: "hospital.*.open_beds",
                words: "open beds of *",
                read: |midnight, at| midnight.facilities[at].open(),
            },
            Row {
                name: |_, at| Measure::WaitingForAdmission(at),
                id: "hospital.*.waiting_for_admission",
                words: "waiting for admission to *",
                read: |midnight, at| midnight.waiting_for_admission(at),
            },
        ],
    },
    Group {
        each: SYSTEM,
        rows: &[Row {
            name: |_, _| Measure::WaitingList,
            id: "waiting_list",
            words: "waiting list",
            read: |midnight, _| midnight.counts.waiting_list,
        }],
    },
    Group {
        each: SERVICES,
        rows: &[
            Row {
                name: |_, at| Measure::Occupied(at),
                id: "service.*.occupied",
                words: "people in *",
                read: |midnight, at| midnight.counts.occupied[at],
            },
            Row {
                name: |_, at| Measure::Blocked(at),
                id: "service.*.blocked",
                words: "blocked in *",
                read: |midnight, at| midnight.counts.blocked[at],
            },
            Row {
                name: |_, at| Measure::Open(at),
                id: "service.*.open",
                words: "open places of *",
                read: |midnight, at| midnight.facility_of(at).open(),
            },
            Row {
                name: |_, at| Measure::Staffed(at),
                id: "service.*.staffed",
                words: "staffed places of *",
                read: |midnight, at| midnight.facility_of(at).open_and_staffed(),
            },
            Row {
                name: |_, at| Measure::Queue(at),
                id: "service.*.queue",
                words: "waiting for *",
                read: |midnight, at| midnight.counts.queue[at],
            },
        ],
    },
    Group {
        each: WORKFORCES,
        rows: &[
            Row {
                name: |_, at| Measure::InPost(at),
                id: "workforce.*.in_post",
                words: "* in post",
                read: |midnight, at| midnight.workforces[at].in_post,
            },
            Row {
                name: |_, at| Measure::Vacancies(at),
                id: "workforce.*.vacancies",
                words: "vacancies of *",
                read: |midnight, at| midnight.workforces[at].vacancies(),
            },
        ],
    },
    Group {
        each: SCHEMES,
        rows: &[
            Row {
                name: |_, at| Measure::Spent(at),
                id: "scheme.*.spent_thousand_pounds",
                words: "thousand pounds spent by *",
                read: |midnight, at| (midnight.schemes[at].spent.max(0.0) / 1000.0).round() as u32,
            },
            Row {
                name: |_, at| Measure::Moved(at),
                id: "scheme.*.moved",
                words: "moved by *",
                read: |midnight, at| midnight.schemes[at].moved,
            },
        ],
    },
];

impl Tabled for Measure {
    type Read = Read;
    const TABLE: Table<Self, Read> = TABLE;

    fn part(self, _: &CareSystem) -> usize {
        match self {
            Self::Delayed | Self::BlockedOutsideHospital | Self::AwaitingDischarge | Self::WaitingList => 0,
            Self::DelayedIn(kind) => kind as usize,
            Self::DelayedBecause(reason) => reason as usize,
            Self::DelayedAttributableTo(to) => to as usize,
            Self::InTreatment(at) | Self::OccupiedBeds(at) | Self::OpenBeds(at) | Self::WaitingForAdmission(at) => at,
            Self::Occupied(at) | Self::Blocked(at) | Self::Open(at) | Self::Staffed(at) | Self::Queue(at) => at,
            Self::InPost(at) | Self::Vacancies(at) | Self::Spent(at) | Self::Moved(at) => at,
        }
    }
}

impl Measure {
    /// Every measure of a care system, in the order of every daily table.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        tables::names(TABLE, system)
    }

    /// Where the measure stands in a census; `None` when it is of a part that the care system does not have.
    pub fn find(self, system: &CareSystem) -> Option<CensusColumn> {
        self.position(system).map(CensusColumn)
    }

    /// Where a measure stands that the care system is known to have.
    ///
    /// # Panics
    ///
    /// When it is of a part that the care system does not have: the count of another part would be worse than none.
    pub fn column(self, system: &CareSystem) -> CensusColumn {
        self.find(system).unwrap_or_else(|| panic!("{self:?} is of a part that the care system does not have"))
    }

    /// The name in files: `delayed`, `delayed.reason.E`, `service.reablement.occupied` …
    pub fn id(self, system: &CareSystem) -> String {
        self.id_and_words(system).0
    }

    /// The measure in words, without a capital: `delayed for reason C`, `waiting for Reablement`.
    pub fn words(self, system: &CareSystem) -> String {
        self.id_and_words(system).1
    }
}
