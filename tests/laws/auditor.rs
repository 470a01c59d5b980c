//! A monitor that keeps its own books from the events alone, and compares them with every census.

use std::collections::BTreeMap;

use dtoc::engine::Time;
use dtoc::model::parameters::{Change, Need, QueueDiscipline, Setting, UNLIMITED, Whereabouts};
use dtoc::model::{
    AttributableTo, CareSystem, DelayReason, Happening, HospitalKind, Measure, Model, Monitor, Totals, Who,
};

use crate::laws::accounts::Accounts;
use crate::laws::moments::Moments;
use crate::laws::patient::{Doing, Patient, PatientKey, is_possible};
use crate::laws::sojourns::Sojourns;
use crate::support::DAY;

/// How someone waits: the least is served first.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
struct Waiting {
    rank: u8,
    since: u32,
}

/// The books.
pub struct Auditor<'m> {
    system: &'m CareSystem,
    measures: Vec<Measure>,
    /// Those in the system, and those who have left it (for good or not).
    patients: BTreeMap<PatientKey, Patient>,
    outside: BTreeMap<PatientKey, Patient>,
    /// Those in the system at this midnight.
    present: Vec<Patient>,
    /// How many arrived, and how many were there on the first morning.
    arrivals: usize,
    opened: usize,
    now: Time,
    option: usize,
    totals: Totals,
    /// Starts in the places of each scheme.
    moved: Vec<u32>,
    reserved_today: Vec<u32>,
    moments: Moments,
    passed_over: Vec<(PatientKey, Waiting)>,
    sojourns: Sojourns,
    /// Sums of the censuses, measure by measure.
    counted: Vec<u64>,
    pub accounts: Accounts<'m>,
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
            moved: Vec::new(),
            reserved_today: vec![0; system.services.len()],
            moments: Moments::default(),
            passed_over: Vec::new(),
            sojourns: Sojourns::default(),
            counted: Vec::new(),
            accounts: Accounts::new(system),
            midnights: 0,
        }
    }

    /// Seconds of warm-up.
    fn warm_up(&self) -> u32 {
        self.system.period.warm_up_days * DAY
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
                let key = (group, true, numbers[group]);
                let patient = Patient {
                    doing,
                    at,
                    pathway,
                    step,
                    step_runs: true,
                    reserved: None,
                    ready_at: None,
                    waits_since: 0,
                    step_since: 0,
                };
                self.stands(key, &patient);
                self.accounts.open(key, at);
                assert!(self.patients.insert(key, patient).is_none());
                numbers[group] += 1;
                self.opened += 1;
            }
        }
        self.moments.begin();
    }

    /// What a patient holds, what they wait for and how they are counted, from now on.
    fn stands(&mut self, key: PatientKey, patient: &Patient) {
        let (held, in_line) = (self.facilities_held(patient), self.line_of(patient));
        self.moments.add(held, in_line);
        let counts = self.counts_of(patient);
        self.sojourns.set(key, self.now.seconds(), &counts);
    }

    /// The facilities that a patient is in and has a place kept in.
    fn facilities_held(&self, patient: &Patient) -> [Option<usize>; 2] {
        let kept = patient.reserved.and_then(|service| self.facility_of(Whereabouts::Service(service)));
        [self.facility_of(patient.at), kept]
    }

    /// The facility whose line a patient stands in.
    fn line_of(&self, patient: &Patient) -> Option<usize> {
        match patient.doing {
            Doing::WaitingForAdmission(hospital) => Some(hospital),
            _ => {
                let waits_for = |&service: &usize| self.queues_for(patient, service);
                let service = (0..self.system.services.len()).find(waits_for)?;
                match self.system.services[service].setting {
                    Setting::Places(_) => Some(self.system.hospitals.len() + service),
                    Setting::HospitalBeds(_) => None,
                }
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

    /// The columns of a census under which a patient is counted, apart from attributions and the lines of alternatives.
    fn counts_of(&self, patient: &Patient) -> Vec<usize> {
        let mut counts = Vec::new();
        let hospital = self.hospital_of(patient.at);
        let is_ready = patient.doing == Doing::Ready;
        match patient.doing {
            Doing::WaitingForAdmission(hospital) => counts.push(Measure::WaitingForAdmission(hospital)),
            Doing::OnWaitingList => counts.push(Measure::WaitingList),
            Doing::InTreatment | Doing::InService => counts.extend(hospital.map(Measure::InTreatment)),
            _ => {}
        }
        if self.is_delayed(patient) {
            let kind = hospital.map(|hospital| self.system.hospitals[hospital].kind).expect("a hospital");
            let reason = self.system.pathways[patient.pathway].steps[patient.step].reason;
            counts.extend([Measure::Delayed, Measure::DelayedIn(kind), Measure::DelayedBecause(reason)]);
        } else if is_ready && hospital.is_some() {
            counts.push(Measure::AwaitingDischarge);
        } else if is_ready && matches!(patient.at, Whereabouts::Service(_)) {
            counts.push(Measure::BlockedOutsideHospital);
        }
        counts.extend(hospital.map(Measure::OccupiedBeds));
        if let Whereabouts::Service(service) = patient.at {
            counts.push(Measure::Occupied(service));
            counts.extend(is_ready.then_some(Measure::Blocked(service)));
        }
        let waits_for = |&service: &usize| self.queues_for(patient, service) && !self.is_alternative(service);
        counts.extend((0..self.system.services.len()).filter(waits_for).map(Measure::Queue));
        counts.into_iter().map(|measure| self.column(measure)).collect()
    }

    /// Whether patients alone decide a count, and events tell all of it.
    fn is_told(&self, measure: Measure) -> bool {
        match measure {
            Measure::Queue(service) => !self.is_alternative(service),
            Measure::DelayedAttributableTo(_)
            | Measure::OpenBeds(_)
            | Measure::Open(_)
            | Measure::Staffed(_)
            | Measure::InPost(_)
            | Measure::Vacancies(_)
            | Measure::Spent(_)
            | Measure::Moved(_) => false,
            _ => true,
        }
    }

    fn column(&self, measure: Measure) -> usize {
        self.measures.iter().position(|&other| other == measure).expect("a measure of the system")
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
        census[self.column(measure)]
    }

    fn parts_add_up(&self, census: &[u32]) {
        let sum = |measures: &[Measure]| measures.iter().map(|&measure| self.of(census, measure)).sum::<u32>();
        let delayed = self.of(census, Measure::Delayed);
        assert_eq!(sum(&DelayReason::ALL.map(Measure::DelayedBecause)), delayed, "by reason");
        assert_eq!(sum(&AttributableTo::ALL.map(Measure::DelayedAttributableTo)), delayed, "by attribution");
        assert_eq!(sum(&[HospitalKind::Acute, HospitalKind::Community].map(Measure::DelayedIn)), delayed, "by kind");
        for to in AttributableTo::ALL {
            let share = |p: &Patient| self.system.pathways[p.pathway].steps[p.step].attribution[to as usize];
            let least = self.count(|p| self.is_delayed(p) && share(p) >= 1.0);
            let most = self.count(|p| self.is_delayed(p) && share(p) > 0.0);
            let found = self.of(census, Measure::DelayedAttributableTo(to));
            assert!((least..=most).contains(&found), "{to:?}: {found} of {least} to {most}");
        }
    }

    /// At no moment of the day were more places taken than there are, and at none did anybody wait beside a free one.
    fn every_moment_was_right(&self, census: &[u32]) {
        let hospitals = self.system.hospitals.len();
        for facility in 0..hospitals + self.system.services.len() {
            let (places, is_limited) = match facility.checked_sub(hospitals) {
                None => (self.of(census, Measure::OpenBeds(facility)), false),
                Some(service) => {
                    let parameters = &self.system.services[service];
                    if matches!(parameters.setting, Setting::HospitalBeds(_)) {
                        continue;
                    }
                    (self.of(census, Measure::Staffed(service)), parameters.starts_per_day != UNLIMITED)
                }
            };
            let (most, rose_to) = (places.max(self.with_those_of_schemes(facility)), self.moments.risen_to(facility));
            assert!(rose_to <= most, "{rose_to} places were taken of {places} in facility {facility}");
            let fewest = self.moments.fewest_beside_a_line(facility);
            assert!(
                fewest >= places || is_limited,
                "somebody waited while {fewest} of {places} were held in {facility}"
            );
        }
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

    fn starts_are_few_enough(&mut self) {
        for (service, starts) in self.reserved_today.iter_mut().enumerate() {
            let service = &self.system.services[service];
            if matches!(service.setting, Setting::Places(_)) && service.starts_per_day != UNLIMITED {
                assert!(*starts <= service.starts_per_day, "{starts} starts in {}", service.id);
            }
            *starts = 0;
        }
    }

    /// A day has ended, and another begins: nothing of it is kept. Days of warm-up have no census.
    fn begin_day(&mut self, ended: u32, day: u32) {
        let warm_up = self.system.period.warm_up_days;
        if day >= warm_up && ended < warm_up {
            self.totals = Totals::default();
        }
        self.reserved_today.fill(0);
        self.moments.new_day();
    }

    /// Little's law, exactly: those counted at all midnights are the midnights of all stays.
    fn counts_are_stays(&self, totals: &Totals) {
        for (column, &measure) in self.measures.iter().enumerate().filter(|(_, measure)| self.is_told(**measure)) {
            assert_eq!(self.counted[column], self.sojourns.midnights(column), "{measure:?}");
        }
        // Nobody is let in before the first day is counted, so that the time waited is that of the period.
        if self.warm_up() == 0 {
            let waited = (0..self.system.hospitals.len())
                .map(|hospital| self.sojourns.seconds(self.column(Measure::WaitingForAdmission(hospital))));
            assert_eq!(totals.seconds_waiting_for_admission, waited.sum::<u64>() as i64);
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
                ready_at: None,
                waits_since: 0,
                step_since: 0,
            };
            assert!(!self.outside.contains_key(&key), "{who:?} arrives twice");
            assert!(self.patients.insert(key, patient).is_none(), "{who:?} arrives twice");
            self.arrivals += 1;
            return;
        }
        let known = self.patients.remove(&key).or_else(|| self.outside.remove(&key));
        let mut patient = known.unwrap_or_else(|| panic!("{who:?} never arrived: {what:?}"));
        assert!(is_possible(&patient, what), "{who:?} {patient:?} {what:?}");
        self.passed_over.extend(self.who_is_passed_over(&patient, who, what));
        self.moments.remove(self.facilities_held(&patient), self.line_of(&patient));
        patient.pathway = who.pathway;
        self.follow(&mut patient, who, what);
        self.stands(key, &patient);
        self.accounts.happens(self.now.seconds() / DAY, key, what);
        let is_outside = matches!(patient.doing, Doing::Gone | Doing::AtHome);
        let list = if is_outside { &mut self.outside } else { &mut self.patients };
        list.insert(key, patient);
    }

    /// Those who should have been given a bed or place, or been decided on, before the patient who is: for they have waited longer
    /// in the line, or come first by the discipline of the queue.
    fn who_is_passed_over(&self, patient: &Patient, who: Who, what: Happening) -> Vec<(PatientKey, Waiting)> {
        let all = || self.patients.iter().filter_map(|(&key, other)| Some((key, self.waiting(other, what)?)));
        let mine = match what {
            Happening::Admitted { hospital } if patient.doing != Doing::WaitingForAdmission(hospital) => {
                Waiting { rank: 0, since: self.now.seconds() }
            }
            Happening::Admitted { .. } => Waiting { rank: 0, since: patient.waits_since },
            Happening::PlaceReserved { service } => {
                Waiting { rank: self.rank(patient, who.pathway, service), since: patient.step_since }
            }
            // A place that is kept at the same moment ends the step too.
            Happening::StepEnds { .. } if patient.reserved.is_none() => Waiting { rank: 0, since: patient.step_since },
            _ => return Vec::new(),
        };
        if let Happening::StepEnds { step } = what {
            let panel = self.panel(patient, step);
            let same = |key: &PatientKey| {
                let other = &self.patients[key];
                self.panel(other, other.step) == panel
            };
            return match panel {
                None => Vec::new(),
                Some(_) => all().filter(|(key, other)| *other < mine && same(key)).collect(),
            };
        }
        all().filter(|(_, other)| *other < mine).collect()
    }

    /// How someone waits in the line that an event is about, if they do.
    fn waiting(&self, patient: &Patient, what: Happening) -> Option<Waiting> {
        match what {
            Happening::Admitted { hospital } => (patient.doing == Doing::WaitingForAdmission(hospital))
                .then_some(Waiting { rank: 0, since: patient.waits_since }),
            Happening::PlaceReserved { service } => self
                .queues_for(patient, service)
                .then(|| Waiting { rank: self.rank(patient, patient.pathway, service), since: patient.step_since }),
            _ => (patient.doing == Doing::Ready && patient.step_runs)
                .then_some(Waiting { rank: 0, since: patient.step_since }),
        }
    }

    fn panel(&self, patient: &Patient, step: usize) -> Option<usize> {
        match self.system.pathways[patient.pathway].steps[step].need {
            Need::Panel { panel } => Some(panel),
            _ => None,
        }
    }

    /// Once everything of a second has happened, nobody still waits who was passed over in it.
    fn nobody_is_passed_over(&mut self) {
        for (key, waiting) in std::mem::take(&mut self.passed_over) {
            if let Some(patient) = self.patients.get(&key) {
                let still = match patient.doing {
                    Doing::WaitingForAdmission(_) => patient.waits_since == waiting.since,
                    Doing::Ready => patient.step_runs && patient.step_since == waiting.since,
                    _ => false,
                };
                assert!(!still, "{key:?} is passed over at {:?}: {patient:?}", self.now);
            }
        }
    }

    /// Where someone stands in the queue of a service, apart from how long they have waited: the lowest is served first.
    fn rank(&self, patient: &Patient, pathway: usize, service: usize) -> u8 {
        match self.system.services[service].queue {
            QueueDiscipline::LongestWaitFirst => 0,
            QueueDiscipline::HospitalFirst => u8::from(self.hospital_of(patient.at).is_none()),
            QueueDiscipline::PathwayPriority => self.system.pathways[pathway].priority,
        }
    }

    fn follow(&mut self, patient: &mut Patient, who: Who, what: Happening) {
        match what {
            Happening::Arrives => {}
            Happening::LeavesHospital { hospital, ready_at } => {
                assert_eq!(self.hospital_of(patient.at), Some(hospital), "{who:?}");
                assert_eq!(patient.ready_at, Some(ready_at.seconds()), "{who:?}");
            }
            Happening::TurnedAway { .. } => {
                self.totals.turned_away += 1;
                patient.doing = Doing::Gone;
            }
            Happening::Diverted { .. } => {
                self.totals.diverted += 1;
                patient.doing = Doing::Gone;
            }
            Happening::WaitsForAdmission { hospital } => {
                (patient.doing, patient.waits_since) = (Doing::WaitingForAdmission(hospital), self.now.seconds());
            }
            Happening::Cancelled { .. } => {
                self.totals.electives_cancelled += 1;
                patient.doing = Doing::OnWaitingList;
            }
            Happening::Admitted { hospital } => {
                self.totals.admissions += 1;
                if let Doing::WaitingForAdmission(_) = patient.doing {
                    let waited = self.now.seconds() - patient.waits_since;
                    self.totals.seconds_waiting_for_admission += i64::from(waited);
                }
                (patient.doing, patient.at) = (Doing::InTreatment, Whereabouts::Hospital(hospital));
            }
            Happening::Ready { at } => {
                assert_eq!(at, patient.at, "{who:?}");
                // Whoever needs no step at all waits for the transfer under the last.
                let last = self.system.pathways[who.pathway].steps.len().saturating_sub(1);
                (patient.doing, patient.step, patient.step_runs) = (Doing::Ready, last, false);
                patient.ready_at = Some(self.now.seconds());
            }
            Happening::StepBegins { step } => {
                (patient.step, patient.step_runs, patient.step_since) = (step, true, self.now.seconds());
            }
            Happening::StepEnds { .. } => patient.step_runs = false,
            Happening::PlaceReserved { service } => {
                self.reserved_today[service] += 1;
                patient.reserved = Some(service);
            }
            Happening::PlaceLost { .. } => (patient.reserved, patient.step_runs) = (None, false),
            Happening::StartsService { service, scheme } => {
                if let Some(scheme) = scheme {
                    assert!(self.system.options[self.option].schemes.contains(&scheme), "a scheme of the option");
                    self.moved[scheme] += 1;
                }
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
        self.totals = Totals::default();
        self.moved = vec![0; self.system.schemes.len()];
        self.reserved_today.fill(0);
        self.now = Time::ZERO;
        self.midnights = 0;
        self.counted = vec![0; self.measures.len()];
        self.passed_over.clear();
        self.moments = Moments::new(self.system.hospitals.len() + self.system.services.len());
        self.sojourns = Sojourns::new(self.measures.len(), self.warm_up());
        self.accounts.begin(option);
        self.open();
    }

    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        assert!(at >= self.now, "time goes on");
        if at > self.now {
            self.moments.pass();
            self.nobody_is_passed_over();
            if at.seconds() / DAY > self.now.seconds() / DAY {
                self.begin_day(self.now.seconds() / DAY, at.seconds() / DAY);
            }
        }
        self.now = at;
        self.changes(who, what);
    }

    fn midnight(&mut self, day: u32, census: &[u32]) {
        let end = self.warm_up() + (day + 1) * DAY;
        assert!(self.now.seconds() <= end);
        self.moments.pass();
        self.nobody_is_passed_over();
        self.present = self.patients.values().copied().collect();
        let mut expected = vec![0; census.len()];
        for patient in &self.present {
            self.counts_of(patient).into_iter().for_each(|column| expected[column] += 1);
        }
        for (column, &measure) in self.measures.iter().enumerate() {
            self.counted[column] += u64::from(census[column]);
            match measure {
                Measure::Moved(scheme) => assert_eq!(census[column], self.moved[scheme], "moved by {scheme}"),
                _ if self.is_told(measure) => {
                    assert_eq!(census[column], expected[column], "{measure:?} at the end of day {day}");
                }
                _ => {}
            }
        }
        self.accounts.midnight(census);
        self.parts_add_up(census);
        self.every_moment_was_right(census);
        self.starts_are_few_enough();
        self.midnights += 1;
    }

    fn ends(&mut self, totals: &Totals) {
        let end = (self.system.period.warm_up_days + self.system.period.days) * DAY;
        let still_wait = self.patients.values().filter(|p| matches!(p.doing, Doing::WaitingForAdmission(_)));
        self.totals.seconds_waiting_for_admission += still_wait.map(|p| i64::from(end - p.waits_since)).sum::<i64>();
        assert_eq!(totals.seconds_waiting_for_admission, self.totals.seconds_waiting_for_admission);
        self.sojourns.end(end);
        self.counts_are_stays(totals);
        assert_eq!(totals.moved, self.moved);
        self.accounts.settle(totals);
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
