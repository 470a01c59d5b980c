//! What is measured: the names of the daily counts and of the outcomes of a replication.

use serde::Serialize;

use super::parameters::{AttributableTo, CareSystem, DelayReason, HospitalKind};

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

impl Measure {
    /// Every measure of a care system, in the order of every daily table.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        use HospitalKind::{Acute, Community};
        let mut all = vec![Self::Delayed, Self::DelayedIn(Acute), Self::DelayedIn(Community)];
        all.extend(DelayReason::ALL.map(Self::DelayedBecause));
        all.extend(AttributableTo::ALL.map(Self::DelayedAttributableTo));
        all.extend([Self::BlockedOutsideHospital, Self::AwaitingDischarge]);
        for hospital in 0..system.hospitals.len() {
            all.extend([
                Self::InTreatment(hospital),
                Self::OccupiedBeds(hospital),
                Self::OpenBeds(hospital),
                Self::WaitingForAdmission(hospital),
            ]);
        }
        all.push(Self::WaitingList);
        for service in 0..system.services.len() {
            all.extend([
                Self::Occupied(service),
                Self::Blocked(service),
                Self::Open(service),
                Self::Staffed(service),
                Self::Queue(service),
            ]);
        }
        for workforce in 0..system.workforces.len() {
            all.extend([Self::InPost(workforce), Self::Vacancies(workforce)]);
        }
        for scheme in 0..system.schemes.len() {
            all.extend([Self::Spent(scheme), Self::Moved(scheme)]);
        }
        all
    }

    /// The name in files: `delayed`, `delayed.reason.E`, `service.reablement.occupied` …
    pub fn id(self, system: &CareSystem) -> String {
        let hospital = |h: usize, what: &str| format!("hospital.{}.{what}", system.hospitals[h].id);
        let service = |s: usize, what: &str| format!("service.{}.{what}", system.services[s].id);
        let workforce = |w: usize, what: &str| format!("workforce.{}.{what}", system.workforces[w].id);
        let scheme = |s: usize, what: &str| format!("scheme.{}.{what}", system.schemes[s].id);
        match self {
            Self::Delayed => "delayed".into(),
            Self::DelayedIn(HospitalKind::Acute) => "delayed.acute".into(),
            Self::DelayedIn(HospitalKind::Community) => "delayed.community".into(),
            Self::DelayedBecause(reason) => format!("delayed.reason.{}", reason.code()),
            Self::DelayedAttributableTo(to) => {
                format!("delayed.attributable.{}", ["nhs", "social_care", "both"][to as usize])
            }
            Self::BlockedOutsideHospital => "blocked_outside_hospital".into(),
            Self::AwaitingDischarge => "awaiting_discharge.pathway_0".into(),
            Self::InTreatment(h) => hospital(h, "in_treatment"),
            Self::OccupiedBeds(h) => hospital(h, "occupied_beds"),
            Self::OpenBeds(h) => hospital(h, "open_beds"),
            Self::WaitingForAdmission(h) => hospital(h, "waiting_for_admission"),
            Self::WaitingList => "waiting_list".into(),
            Self::Occupied(s) => service(s, "occupied"),
            Self::Blocked(s) => service(s, "blocked"),
            Self::Open(s) => service(s, "open"),
            Self::Staffed(s) => service(s, "staffed"),
            Self::Queue(s) => service(s, "queue"),
            Self::InPost(w) => workforce(w, "in_post"),
            Self::Vacancies(w) => workforce(w, "vacancies"),
            Self::Spent(s) => scheme(s, "spent_thousand_pounds"),
            Self::Moved(s) => scheme(s, "moved"),
        }
    }
}

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
    /// Place days of people whose stay is over and who wait outside hospital.
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

impl Outcome {
    /// Every outcome of a care system, in the order of the columns of `replications.csv`.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        let mut all = vec![Self::DelayedOnTargetDay];
        if system.target.is_some() {
            all.extend([
                Self::TargetMet,
                Self::TargetEverMet,
                Self::TargetHeld28Days,
                Self::DayTargetFirstMet,
                Self::Shortfall,
            ]);
        }
        all.extend([
            Self::MeanDelayed,
            Self::HighestDelayed,
            Self::DelayedOnLastDay,
            Self::DelayedDays,
            Self::BlockedDaysOutsideHospital,
            Self::Admissions,
            Self::Discharges,
            Self::DeathsWhileWaiting,
            Self::LostReadiness,
            Self::Readmissions,
            Self::ElectivesCancelled,
            Self::TurnedAway,
            Self::HoursWaitingForAdmission,
            Self::Diverted,
        ]);
        all.extend((0..system.schemes.len()).map(Self::Moved));
        all.extend(CostHeading::all(system).into_iter().map(Self::Cost));
        all.push(Self::TotalCost);
        all.extend((0..system.schemes.len()).map(Self::SchemeSpend));
        all
    }

    /// The name in files: `delayed_on_target_day`, `cost.service.reablement` …
    pub fn id(self, system: &CareSystem) -> String {
        match self {
            Self::DelayedOnTargetDay => "delayed_on_target_day".into(),
            Self::TargetMet => "target_met".into(),
            Self::TargetEverMet => "target_ever_met".into(),
            Self::TargetHeld28Days => "target_held_28_days".into(),
            Self::DayTargetFirstMet => "day_target_first_met".into(),
            Self::Shortfall => "shortfall".into(),
            Self::MeanDelayed => "mean_delayed".into(),
            Self::HighestDelayed => "highest_delayed".into(),
            Self::DelayedOnLastDay => "delayed_on_last_day".into(),
            Self::DelayedDays => "delayed_days".into(),
            Self::BlockedDaysOutsideHospital => "blocked_days_outside_hospital".into(),
            Self::Admissions => "admissions".into(),
            Self::Discharges => "discharges".into(),
            Self::DeathsWhileWaiting => "deaths_while_waiting".into(),
            Self::LostReadiness => "lost_readiness".into(),
            Self::Readmissions => "readmissions".into(),
            Self::ElectivesCancelled => "electives_cancelled".into(),
            Self::TurnedAway => "turned_away".into(),
            Self::HoursWaitingForAdmission => "hours_waiting_for_admission".into(),
            Self::Diverted => "diverted".into(),
            Self::Moved(s) => format!("moved.{}", system.schemes[s].id),
            Self::Cost(heading) => format!("cost.{}", heading.id(system)),
            Self::TotalCost => "cost.total".into(),
            Self::SchemeSpend(s) => format!("spend.{}", system.schemes[s].id),
        }
    }
}

impl CostHeading {
    /// Every heading of a care system.
    pub fn all(system: &CareSystem) -> Vec<Self> {
        let mut all: Vec<Self> = (0..system.services.len()).map(Self::Service).collect();
        all.extend((0..system.workforces.len()).flat_map(|w| [Self::Workforce(w), Self::AgencyPremium(w)]));
        all.extend((0..system.schemes.len()).map(Self::Scheme));
        all.push(Self::Readmissions);
        all
    }

    /// The name in files: `service.reablement`, `workforce.care-workers` …
    pub fn id(self, system: &CareSystem) -> String {
        match self {
            Self::Service(s) => format!("service.{}", system.services[s].id),
            Self::Workforce(w) => format!("workforce.{}", system.workforces[w].id),
            Self::AgencyPremium(w) => format!("agency_premium.{}", system.workforces[w].id),
            Self::Scheme(s) => format!("scheme.{}", system.schemes[s].id),
            Self::Readmissions => "readmissions".into(),
        }
    }

    /// The heading in words, for tables.
    pub fn title(self, system: &CareSystem) -> String {
        match self {
            Self::Service(s) => system.services[s].title.clone(),
            Self::Workforce(w) => format!("Pay: {}", system.workforces[w].title),
            Self::AgencyPremium(w) => format!("Agency premium: {}", system.workforces[w].title),
            Self::Scheme(s) => format!("Scheme: {}", system.schemes[s].title),
            Self::Readmissions => "Readmissions".into(),
        }
    }
}
