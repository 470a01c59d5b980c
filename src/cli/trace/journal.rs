//! The monitor that writes down what happens, a line for each event.

use std::collections::BTreeMap;
use std::io::{Error, Write};

use super::patients::PatientId;
use crate::engine::Time;
use crate::model::dates::{DAY, Timeline};
use crate::model::parameters::Whereabouts;
use crate::model::{CareSystem, Happening, Model, Monitor, Who};

const HEADER: &str = "time,day,patient,group,event,where,pathway,step,detail";

/// Writes events as lines of CSV.
pub struct Journal<'a> {
    system: &'a CareSystem,
    timeline: &'a Timeline,
    /// Whose events are written; `None` for everyone's.
    wanted: Option<PatientId>,
    out: &'a mut dyn Write,
    /// Where everyone is whom something has happened to, and those of the opening census.
    whereabouts: BTreeMap<PatientId, Whereabouts>,
    seen: Seen,
    failure: Option<Error>,
}

/// Who came by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Something happened to the patient who was asked for.
    pub is_found: bool,
    /// The highest number, counted from 1, of those of the same group to whom something happened (of the opening census or not,
    /// as asked).
    pub of_the_same_kind: u32,
}

impl<'a> Journal<'a> {
    pub fn new(model: &'a Model, wanted: Option<PatientId>, out: &'a mut dyn Write) -> Self {
        let system = model.system();
        let failure = writeln!(out, "{HEADER}").err();
        let whereabouts = opening_whereabouts(system);
        Self { system, timeline: model.timeline(), wanted, out, whereabouts, seen: Seen::default(), failure }
    }

    /// Who came by, once the run is over.
    ///
    /// # Errors
    ///
    /// The first one of writing.
    pub fn finish(&mut self) -> Result<Seen, Error> {
        self.failure.take().map_or(Ok(self.seen), Err)
    }

    /// Where an event happens, and where the patient is after it.
    fn places(&self, patient: PatientId, what: Happening) -> (Option<Whereabouts>, Option<Whereabouts>) {
        use Whereabouts::{Home, Hospital, Service};
        let before = self.whereabouts.get(&patient).copied();
        let door = self.system.groups[patient.group].hospital.map_or(Home, Hospital);
        match what {
            Happening::Arrives | Happening::Readmitted => (Some(door), Some(door)),
            Happening::Diverted { .. } => (Some(door), Some(Home)),
            Happening::TurnedAway { from } => (Some(from), Some(Home)),
            Happening::Cancelled { hospital } => (Some(Hospital(hospital)), Some(Home)),
            Happening::WaitsForAdmission { hospital }
            | Happening::Admitted { hospital }
            | Happening::LeavesHospital { hospital, .. } => (Some(Hospital(hospital)), Some(Hospital(hospital))),
            Happening::Ready { at } => (Some(at), Some(at)),
            Happening::StartsService { service, .. } | Happening::LeavesService { service } => {
                (Some(Service(service)), Some(Service(service)))
            }
            Happening::Home => (Some(Home), Some(Home)),
            Happening::StepBegins { .. }
            | Happening::StepEnds { .. }
            | Happening::PlaceReserved { .. }
            | Happening::PlaceLost { .. }
            | Happening::Dies { .. }
            | Happening::LosesReadiness => (before, before),
        }
    }

    fn moment(&self, at: Time) -> String {
        let (day, second) = (at.seconds() / DAY, at.seconds() % DAY);
        let (hour, minute) = (second / 3_600, second / 60 % 60);
        format!("{}T{hour:02}:{minute:02}:{:02}", self.timeline.date(day), second % 60)
    }

    fn place(&self, at: Option<Whereabouts>) -> &str {
        match at {
            Some(Whereabouts::Hospital(hospital)) => &self.system.hospitals[hospital].id,
            Some(Whereabouts::Service(service)) => &self.system.services[service].id,
            Some(Whereabouts::Home) => "home",
            None => "",
        }
    }

    /// The step that an event is about, and what else is to be said of it.
    fn step_and_detail(&self, at: Time, who: Who, what: Happening) -> (&str, String) {
        let steps = &self.system.pathways[who.pathway].steps;
        match what {
            Happening::StepBegins { step } => steps.get(step).map_or(("", String::new()), |step| {
                (step.id.as_str(), format!("delay reason {}: {}", step.reason.code(), step.reason.title()))
            }),
            Happening::StepEnds { step } => (steps.get(step).map_or("", |step| &step.id), String::new()),
            Happening::PlaceReserved { service } | Happening::PlaceLost { service } => {
                ("", format!("in {}", self.system.services[service].id))
            }
            Happening::LeavesHospital { ready_at, .. } => ("", self.since_ready(at, ready_at)),
            Happening::StartsService { scheme: Some(scheme), .. } => {
                ("", format!("a place of the scheme {}", self.system.schemes[scheme].id))
            }
            Happening::Diverted { scheme } => ("", format!("by the scheme {}", self.system.schemes[scheme].id)),
            Happening::Dies { waiting: true } => ("", "while waiting to leave".into()),
            _ => ("", String::new()),
        }
    }

    fn since_ready(&self, at: Time, ready_at: Time) -> String {
        let midnights = at.seconds() / DAY - ready_at.seconds() / DAY;
        let noun = if midnights == 1 { "midnight" } else { "midnights" };
        format!("ready since {}; {midnights} {noun} in the bed since then", self.moment(ready_at))
    }

    fn write(&mut self, at: Time, who: Who, what: Happening, place: Option<Whereabouts>) -> Result<(), Error> {
        let system = self.system;
        let day = i64::from(at.seconds() / DAY) - i64::from(system.period.warm_up_days) + 1;
        let (step, detail) = self.step_and_detail(at, who, what);
        let line = [
            &self.moment(at),
            &day.to_string(),
            &PatientId::from(who).text(system),
            &system.groups[who.group].id,
            word(what),
            self.place(place),
            &system.pathways[who.pathway].id,
            step,
            &detail,
        ]
        .map(cell)
        .join(",");
        writeln!(self.out, "{line}")
    }
}

impl Monitor for Journal<'_> {
    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        let patient = PatientId::from(who);
        let (place, after) = self.places(patient, what);
        if let Some(after) = after {
            self.whereabouts.insert(patient, after);
        }
        if let Some(wanted) = self.wanted {
            if (wanted.group, wanted.of_opening_census) == (patient.group, patient.of_opening_census) {
                self.seen.of_the_same_kind = self.seen.of_the_same_kind.max(patient.number + 1);
            }
            if wanted != patient {
                return;
            }
            self.seen.is_found = true;
        }
        // Once a line could not be written (`| head` has gone), no other is tried.
        if self.failure.is_none() {
            self.failure = self.write(at, who, what, place).err();
        }
    }
}

/// What happens, in a word.
fn word(what: Happening) -> &'static str {
    match what {
        Happening::Arrives => "arrives",
        Happening::WaitsForAdmission { .. } => "waits-for-admission",
        Happening::TurnedAway { .. } => "turned-away",
        Happening::Cancelled { .. } => "cancelled",
        Happening::Diverted { .. } => "diverted",
        Happening::Admitted { .. } => "admitted",
        Happening::Ready { .. } => "ready",
        Happening::StepBegins { .. } => "step-begins",
        Happening::StepEnds { .. } => "step-ends",
        Happening::PlaceReserved { .. } => "place-reserved",
        Happening::PlaceLost { .. } => "place-lost",
        Happening::LeavesHospital { .. } => "leaves-hospital",
        Happening::StartsService { .. } => "starts-service",
        Happening::LeavesService { .. } => "leaves-service",
        Happening::Home => "goes-home",
        Happening::Dies { .. } => "dies",
        Happening::LosesReadiness => "loses-readiness",
        Happening::Readmitted => "readmitted",
    }
}

/// A cell of CSV, between quotes where it needs them.
fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// Where those of the opening census are. They are numbered within their group in the order in which the model places them: in
/// treatment, in services, waiting, on the waiting list.
fn opening_whereabouts(system: &CareSystem) -> BTreeMap<PatientId, Whereabouts> {
    let opening = &system.opening;
    let in_treatment = opening.in_treatment.iter().filter_map(|census| {
        let hospital = system.groups[census.group].hospital?;
        Some((census.group, census.patients, Whereabouts::Hospital(hospital)))
    });
    let in_service =
        opening.in_service.iter().map(|census| (census.group, census.patients, Whereabouts::Service(census.service)));
    let waiting = opening.waiting.iter().map(|census| (census.group, census.patients, census.at));
    let listed = opening.waiting_list.iter().map(|&(group, patients)| (group, patients, Whereabouts::Home));
    let mut numbers = vec![0; system.groups.len()];
    let mut whereabouts = BTreeMap::new();
    for (group, patients, at) in in_treatment.chain(in_service).chain(waiting).chain(listed) {
        for _ in 0..patients {
            whereabouts.insert(PatientId { group, of_opening_census: true, number: numbers[group] }, at);
            numbers[group] += 1;
        }
    }
    whereabouts
}
