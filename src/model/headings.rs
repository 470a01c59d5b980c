//! The headings of the accounts.

use serde::Serialize;

use super::parameters::CareSystem;
use super::tables::{self, Each, Row, SCHEMES, SERVICES, SYSTEM, Table, WORKFORCES, group, row};

/// A heading of the accounts. Each pound is counted under exactly one. Hospital bed days are not among them: what a freed bed day is
/// worth depends on the convention, and the report sets each of three beside these costs. Nor are cancelled operations: they are
/// put off, and the report counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum CostHeading {
    /// Places and starts of a service (position in `CareSystem::services`), other than places that schemes opened.
    Service(usize),
    /// Pay of the filled posts of a pool's establishment, and its agency cover at the ordinary price.
    Workforce(usize),
    /// What agency cover costs above the ordinary price.
    AgencyPremium(usize),
    /// Everything a scheme pays for.
    Scheme(usize),
    Readmissions,
}

/// Pounds as a run spends them.
#[derive(Clone, Debug, Default)]
pub(super) struct Accounts {
    /// By service.
    pub services: Vec<f64>,
    /// By workforce.
    pub pay: Vec<f64>,
    pub agency_premium: Vec<f64>,
    /// By scheme.
    pub schemes: Vec<f64>,
    pub readmissions: f64,
}

/// How many pounds stand under a heading.
type Read = fn(&Accounts, usize) -> f64;

type Rows = &'static [Row<CostHeading, Read>];

const OF_SERVICES: Rows =
    &[row(|_, at| CostHeading::Service(at), "service.*", "*", |accounts, at| accounts.services[at])];

const OF_WORKFORCES: Rows = &[
    row(|_, at| CostHeading::Workforce(at), "workforce.*", "Pay: *", |accounts, at| accounts.pay[at]),
    row(
        |_, at| CostHeading::AgencyPremium(at),
        "agency_premium.*",
        "Agency premium: *",
        |accounts, at| accounts.agency_premium[at],
    ),
];

const OF_SCHEMES: Rows =
    &[row(|_, at| CostHeading::Scheme(at), "scheme.*", "Scheme: *", |accounts, at| accounts.schemes[at])];

const OF_READMISSIONS: Rows =
    &[row(|_, _| CostHeading::Readmissions, "readmissions", "Readmissions", |accounts, _| accounts.readmissions)];

const TABLE: Table<CostHeading, Read> = &[
    group(SERVICES, OF_SERVICES),
    group(WORKFORCES, OF_WORKFORCES),
    group(SCHEMES, OF_SCHEMES),
    group(SYSTEM, OF_READMISSIONS),
];

/// The headings themselves, for tables that have a row for each.
pub(super) const HEADINGS: Each = Each {
    count: |system| tables::length(TABLE, system),
    named: |system, at| {
        let heading = heading_at(system, at);
        (heading.id(system), heading.title(system))
    },
};

/// The heading at a position of [`CostHeading::all`].
pub(super) fn heading_at(system: &CareSystem, at: usize) -> CostHeading {
    tables::name_at(TABLE, system, at)
}

impl CostHeading {
    /// Every heading of a care system.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        tables::names(TABLE, system)
    }

    /// The name in files: `service.reablement`, `workforce.care-workers` …
    pub fn id(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).id
    }

    /// The heading in words, for tables.
    pub fn title(self, system: &CareSystem) -> String {
        tables::found(TABLE, self, system).words
    }
}

impl Accounts {
    /// Accounts of a care system in which nothing is spent.
    pub(crate) fn new(system: &CareSystem) -> Self {
        let nothing = |parts: usize| vec![0.0; parts];
        Self {
            services: nothing(system.services.len()),
            pay: nothing(system.workforces.len()),
            agency_premium: nothing(system.workforces.len()),
            schemes: nothing(system.schemes.len()),
            readmissions: 0.0,
        }
    }

    /// Pounds by heading, in the order of [`CostHeading::all`].
    pub(crate) fn by_heading(&self, system: &CareSystem) -> Vec<f64> {
        tables::walk(TABLE, system).map(|(row, part)| (row.read)(self, part)).collect()
    }
}
