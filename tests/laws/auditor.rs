//! A monitor that keeps its own books from the events alone, and compares them with every census.

use std::collections::BTreeMap;

use dtoc::engine::Time;
use dtoc::model::parameters::{Change, Need, Setting, UNLIMITED, Whereabouts};
use dtoc::model::{
    AttributableTo, CareSystem, DelayReason, Happening, HospitalKind, Measure, Model, Monitor, Totals, Who,
};

use crate::patient::{Doing, Patient, is_possible};
use crate::support::DAY;

/// The books.
pub struct Auditor<'m> {
    system: &'m CareSystem,
    measures: Vec<Measure>,
    /// Those in the system, and those who have left it (for good or not).
    patients: BTreeMap<(usize, bool, u32), Patient>,
    outside: BTreeMap<(usize, bool, u32), Patient>,
    /// Those in the system at this midnight.
    present: Vec<Patient>,
    /// How many arrived, and how many were there on the first morning.
    arrivals: usize,
    opened: usize,
    now: Time,
    option: usize,
    totals: Totals,
    /// Places held (occupied or kept) by facility at the last midnight.
    held: BTreeMap<usize, u32>,
    reserved_today: Vec<u32>,
    pub midnights: u32,
}

impl<'m> Auditor<'m> {
    pub fn new(model: &'m Model) -> Self {
        let system = model.system();
        Self {
            system,
            measures: Measure::all(system),
            patients: BTreeMap::new(),
            outside: BTreeMap::new(),
            present: Vec::new(),
            arrivals: 0,
            opened: 0,
            now: Time::ZERO,
            option: 0,
            totals: Totals::default(),
            held: BTreeMap::new(),
            reserved_today: vec![0; system.services.len()],
            midnights: 0,
        }
    }

    /// Everyone of the opening census, in the order in which they are numbered.
    fn open(&mut self) {
        let opening = &self.system.opening;
        let mut all = Vec::new();
        for census in &opening.in_treatment {
            let at =
                Whereabouts::Hospital(self.system.groups[census.group].hospital.expect("a group that is admitted"));
            all.push((census.group, census.patients, Doing::InTreatment, at, 0, 0));
        }
        for census in &opening.in_service {
            all.push((census.group, census.patients, Doing::InService, Whereabouts::Service(census.service), 0, 0));
        }
        for census in &opening.waiting {
            all.push((census.group, census.patients, Doing::Ready, census.at, census.pathway, census.step));
        }
        for &(group, patients) in &opening.waiting_list {
            all.push((group, patients, Doing::OnWaitingList, Whereabouts::Home, 0, 0));
        }
        let mut numbers = vec![0; self.system.groups.len()];
        for (group, patients, doing, at, pathway, step) in all {
            for _ in 0..patients {
                let patient = Patient { doing, at, pathway, step, step_runs: true, reserved: None };
                assert!(self.patients.insert((group, true, numbers[group]), patient).is_none());
                numbers[group] += 1;
                self.opened += 1;
            }
        }
    }

    /// The hospital whose bed a place is in, if any.
    fn hospital_of(&self, at: Whereabouts) -> Option<usize> {
        match at {
            Whereabouts::Hospital(hospital) => Some(hospital),
            Whereabouts::Service(service) => match self.system.services[service].setting {
                Setting::HospitalBeds(hospital) => Some(hospital),
                Setting::Places(_) => None,
            },
            Whereabouts::Home => None,
        }
    }

    /// Facilities are numbered hospitals first.
    fn facility_of(&self, at: Whereabouts) -> Option<usize> {
        match (self.hospital_of(at), at) {
            (Some(hospital), _) => Some(hospital),
            (None, Whereabouts::Service(service)) => Some(self.system.hospitals.len() + service),
            _ => None,
        }
    }

    fn count(&self, is_counted: impl Fn(&Patient) -> bool) -> u32 {
        self.present.iter().filter(|patient| is_counted(patient)).count() as u32
    }

    fn is_delayed(&self, patient: &Patient) -> bool {
        let pathway = &self.system.pathways[patient.pathway];
        patient.doing == Doing::Ready
            && self.hospital_of(patient.at).is_some()
            && pathway.number > 0
            && !pathway.steps.is_empty()
    }

    /// What a measure must be; `None` for what events do not tell.
    fn expected(&self, measure: Measure) -> Option<u32> {
        let kind =
            |patient: &Patient| self.hospital_of(patient.at).map(|hospital| self.system.hospitals[hospital].kind);
        let reason = |patient: &Patient| self.system.pathways[patient.pathway].steps[patient.step].reason;
        let is_treated = |patient: &Patient| matches!(patient.doing, Doing::InTreatment | Doing::InService);
        let in_service = |patient: &Patient, service| patient.at == Whereabouts::Service(service);
        Some(match measure {
            Measure::Delayed => self.count(|p| self.is_delayed(p)),
            Measure::DelayedIn(wanted) => self.count(|p| self.is_delayed(p) && kind(p) == Some(wanted)),
            Measure::DelayedBecause(wanted) => self.count(|p| self.is_delayed(p) && reason(p) == wanted),
            Measure::BlockedOutsideHospital => self.count(|p| {
                p.doing == Doing::Ready && matches!(p.at, Whereabouts::Service(_)) && self.hospital_of(p.at).is_none()
            }),
            Measure::AwaitingDischarge => {
                self.count(|p| p.doing == Doing::Ready && self.hospital_of(p.at).is_some() && !self.is_delayed(p))
            }
            Measure::InTreatment(hospital) => self.count(|p| is_treated(p) && self.hospital_of(p.at) == Some(hospital)),
            Measure::OccupiedBeds(hospital) => self.count(|p| self.hospital_of(p.at) == Some(hospital)),
            Measure::WaitingForAdmission(hospital) => self.count(|p| p.doing == Doing::WaitingForAdmission(hospital)),
            Measure::WaitingList => self.count(|p| p.doing == Doing::OnWaitingList),
            Measure::Occupied(service) => self.count(|p| in_service(p, service)),
            Measure::Blocked(service) => self.count(|p| in_service(p, service) && p.doing == Doing::Ready),
            Measure::Queue(service) if !self.is_alternative(service) => self.count(|p| self.queues_for(p, service)),
            _ => return None,
        })
    }

    fn is_alternative(&self, service: usize) -> bool {
        let steps = self.system.pathways.iter().flat_map(|pathway| &pathway.steps);
        steps.flat_map(|step| &step.alternatives).any(|alternative| alternative.service == service)
    }

    fn queues_for(&self, patient: &Patient, service: usize) -> bool {
        let step = self.system.pathways[patient.pathway].steps.get(patient.step);
        patient.doing == Doing::Ready
            && patient.step_runs
            && matches!(step.map(|step| &step.need), Some(Need::Place { service: wanted }) if *wanted == service)
    }

    fn of(&self, census: &[u32], measure: Measure) -> u32 {
        census[self.measures.iter().position(|&other| other == measure).expect("a measure of the system")]
    }

    fn parts_add_up(&self, census: &[u32]) {
        let sum = |measures: &[Measure]| measures.iter().map(|&measure| self.of(census, measure)).sum::<u32>();
        let delayed = self.of(census, Measure::Delayed);
        assert_eq!(sum(&DelayReason::ALL.map(Measure::DelayedBecause)), delayed, "by reason");
        assert_eq!(sum(&AttributableTo::ALL.map(Measure::DelayedAttributableTo)), delayed, "by attribution");
        assert_eq!(sum(&[HospitalKind::Acute, HospitalKind::Community].map(Measure::DelayedIn)), delayed, "by kind");
    }

    /// No more places are held than there are, unless as many were held before there were fewer.
    fn nothing_is_overfull(&mut self, census: &[u32]) {
        let hospitals = self.system.hospitals.len();
        for facility in 0..hospitals + self.system.services.len() {
            let places = if facility < hospitals {
                self.of(census, Measure::OpenBeds(facility))
            } else if matches!(self.system.services[facility - hospitals].setting, Setting::Places(_)) {
                self.of(census, Measure::Staffed(facility - hospitals))
            } else {
                continue;
            };
            let kept = |p: &Patient| p.reserved.and_then(|service| self.facility_of(Whereabouts::Service(service)));
            let held =
                self.count(|p| self.facility_of(p.at) == Some(facility)) + self.count(|p| kept(p) == Some(facility));
            let before = self.held.get(&facility).copied().unwrap_or(0);
            let opening = if self.midnights == 0 { self.opening_at(facility) } else { 0 };
            let most = places.max(before).max(opening).max(self.with_those_of_schemes(facility));
            assert!(held <= most, "{held} places held of {places} in facility {facility}, {before} before");
            self.held.insert(facility, held);
        }
    }

    /// Those who were there on the first morning.
    fn opening_at(&self, facility: usize) -> u32 {
        let opening = &self.system.opening;
        let of_group = |group: usize| self.system.groups[group].hospital.map(Whereabouts::Hospital);
        let treated = opening.in_treatment.iter().map(|census| (of_group(census.group), census.patients));
        let cared_for =
            opening.in_service.iter().map(|census| (Some(Whereabouts::Service(census.service)), census.patients));
        let waiting = opening.waiting.iter().map(|census| (Some(census.at), census.patients));
        let all = treated.chain(cared_for).chain(waiting);
        all.filter(|&(at, _)| at.and_then(|at| self.facility_of(at)) == Some(facility))
            .map(|(_, patients)| patients)
            .sum()
    }

    /// The places that there are with all that the schemes of the option open: people who stay in the places of a scheme that
    /// has ended do not keep others out of the facility's own. 0 where the option opens none here.
    fn with_those_of_schemes(&self, facility: usize) -> u32 {
        let schemes = self.system.options[self.option].schemes.iter().map(|&scheme| &self.system.schemes[scheme]);
        let opened: i32 = schemes
            .flat_map(|scheme| &scheme.effects)
            .map(|effect| match effect.change {
                Change::Beds { hospital, beds, .. } if hospital == facility => beds.max(0),
                Change::Places { service, places, .. }
                    if self.facility_of(Whereabouts::Service(service)) == Some(facility) =>
                {
                    places.max(0)
                }
                _ => 0,
            })
            .sum();
        let own = match facility.checked_sub(self.system.hospitals.len()) {
            None => self.system.hospitals[facility].beds,
            Some(service) => match self.system.services[service].setting {
                Setting::Places(places) => places,
                Setting::HospitalBeds(_) => 0,
            },
        };
        if opened > 0 { own.saturating_add_signed(opened) } else { 0 }
    }

    /// Whoever waits finds every place held that is open and staffed, unless a service takes only so many a day.
    fn nobody_waits_beside_a_free_place(&self, census: &[u32]) {
        let held = |facility: usize| self.held.get(&facility).copied().unwrap_or(0);
        let hospitals = self.system.hospitals.len();
        for hospital in 0..hospitals {
            let (open, line) = (Measure::OpenBeds(hospital), Measure::WaitingForAdmission(hospital));
            let is_full = held(hospital) >= self.of(census, open);
            assert!(is_full || self.of(census, line) == 0, "{hospital} has a bed and a line");
        }
        for (number, service) in self.system.services.iter().enumerate() {
            if matches!(service.setting, Setting::Places(_)) && service.starts_per_day == UNLIMITED {
                let is_full = held(hospitals + number) >= self.of(census, Measure::Staffed(number));
                assert!(
                    is_full || self.of(census, Measure::Queue(number)) == 0,
                    "{} has a place and a line",
                    service.id
                );
            }
        }
    }

    fn starts_are_few_enough(&mut self) {
        for (service, starts) in self.reserved_today.iter_mut().enumerate() {
            let service = &self.system.services[service];
            if matches!(service.setting, Setting::Places(_)) && service.starts_per_day != UNLIMITED {
                assert!(*starts <= service.starts_per_day, "{starts} starts in {}", service.id);
            }
            *starts = 0;
        }
    }

    fn changes(&mut self, who: Who, what: Happening) {
        let key = (who.group, who.of_opening_census, who.number);
        if what == Happening::Arrives {
            let patient = Patient {
                doing: Doing::Arriving,
                at: Whereabouts::Home,
                pathway: who.pathway,
                step: 0,
                step_runs: false,
                reserved: None,
            };
            assert!(!self.outside.contains_key(&key), "{who:?} arrives twice");
            assert!(self.patients.insert(key, patient).is_none(), "{who:?} arrives twice");
            self.arrivals += 1;
            return;
        }
        let known = self.patients.remove(&key).or_else(|| self.outside.remove(&key));
        let mut patient = known.unwrap_or_else(|| panic!("{who:?} never arrived: {what:?}"));
        assert!(is_possible(&patient, what), "{who:?} {patient:?} {what:?}");
        patient.pathway = who.pathway;
        self.follow(&mut patient, who, what);
        let is_outside = matches!(patient.doing, Doing::Gone | Doing::AtHome);
        let list = if is_outside { &mut self.outside } else { &mut self.patients };
        list.insert(key, patient);
    }

    fn follow(&mut self, patient: &mut Patient, who: Who, what: Happening) {
        match what {
            Happening::Arrives | Happening::LeavesHospital { .. } => {}
            Happening::TurnedAway { .. } => {
                self.totals.turned_away += 1;
                patient.doing = Doing::Gone;
            }
            Happening::Diverted { .. } => {
                self.totals.diverted += 1;
                patient.doing = Doing::Gone;
            }
            Happening::WaitsForAdmission { hospital } => patient.doing = Doing::WaitingForAdmission(hospital),
            Happening::Cancelled { .. } => {
                self.totals.electives_cancelled += 1;
                patient.doing = Doing::OnWaitingList;
            }
            Happening::Admitted { hospital } => {
                self.totals.admissions += 1;
                (patient.doing, patient.at) = (Doing::InTreatment, Whereabouts::Hospital(hospital));
            }
            Happening::Ready { at } => {
                assert_eq!(at, patient.at, "{who:?}");
                // Whoever needs no step at all waits for the transfer under the last.
                let last = self.system.pathways[who.pathway].steps.len().saturating_sub(1);
                (patient.doing, patient.step, patient.step_runs) = (Doing::Ready, last, false);
            }
            Happening::StepBegins { step } => (patient.step, patient.step_runs) = (step, true),
            Happening::StepEnds { .. } => patient.step_runs = false,
            Happening::PlaceReserved { service } => {
                self.reserved_today[service] += 1;
                patient.reserved = Some(service);
            }
            Happening::PlaceLost { .. } => (patient.reserved, patient.step_runs) = (None, false),
            Happening::StartsService { service, .. } => {
                assert_eq!(patient.reserved.take(), Some(service), "{who:?}");
                (patient.doing, patient.at) = (Doing::InService, Whereabouts::Service(service));
            }
            Happening::LeavesService { .. } => patient.doing = Doing::StayOver,
            Happening::Home => {
                self.totals.discharges += 1;
                (patient.doing, patient.at) = (Doing::AtHome, Whereabouts::Home);
            }
            Happening::Dies { waiting } => {
                self.totals.deaths_while_waiting += u32::from(waiting);
                (patient.doing, patient.at, patient.reserved) = (Doing::Gone, Whereabouts::Home, None);
            }
            Happening::LosesReadiness => {
                self.totals.lost_readiness += 1;
                (patient.doing, patient.reserved) = (Doing::InTreatment, None);
            }
            Happening::Readmitted => {
                self.totals.readmissions += 1;
                (patient.doing, patient.at, patient.reserved) = (Doing::Arriving, Whereabouts::Home, None);
            }
        }
    }
}

impl Monitor for Auditor<'_> {
    fn begins(&mut self, option: usize) {
        self.option = option;
        self.patients.clear();
        self.outside.clear();
        (self.arrivals, self.opened) = (0, 0);
        self.held.clear();
        self.totals = Totals::default();
        self.now = Time::ZERO;
        self.midnights = 0;
        self.open();
    }

    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        assert!(at >= self.now, "time goes on");
        if let Happening::LeavesHospital { ready_at, .. } = what {
            assert!(ready_at <= at);
        }
        self.now = at;
        self.changes(who, what);
    }

    fn midnight(&mut self, day: u32, census: &[u32]) {
        assert!(self.now.seconds() <= (day + 1) * DAY);
        self.present = self.patients.values().copied().collect();
        for (&measure, &count) in self.measures.iter().zip(census) {
            if let Some(expected) = self.expected(measure) {
                assert_eq!(count, expected, "{measure:?} at the end of day {day}");
            }
        }
        self.parts_add_up(census);
        self.nothing_is_overfull(census);
        self.nobody_waits_beside_a_free_place(census);
        self.starts_are_few_enough();
        self.midnights += 1;
    }

    fn ends(&mut self, totals: &Totals) {
        let counted = |totals: &Totals| {
            [
                totals.admissions,
                totals.discharges,
                totals.deaths_while_waiting,
                totals.lost_readiness,
                totals.readmissions,
                totals.electives_cancelled,
                totals.turned_away,
                totals.diverted,
            ]
        };
        assert_eq!(counted(totals), counted(&self.totals));
        let (inside, outside) = (self.patients.len(), self.outside.len());
        assert_eq!(inside + outside, self.arrivals + self.opened, "patients in are patients out and inside");
        assert!(totals.costs.iter().all(|cost| cost.is_finite()));
    }
}
