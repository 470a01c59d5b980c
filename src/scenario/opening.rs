//! The opening census: who is there on the first morning.

use super::problems::Problem;
use super::quantities::Rule;
use super::reader::Reader;
use super::references::{Names, named_by, no_such, position};
use super::tree::Table;
use crate::model::parameters::{
    CareSystem, Need, Opening, OpeningService, OpeningTreatment, OpeningWaiting, Referral, Remaining, Setting,
    UNLIMITED, Whereabouts,
};

const PATIENTS: Rule = Rule::count("a number of patients");

/// Reads `[opening]`. The rest of the care system has been read by then.
pub(super) fn opening(root: &Reader<'_>, names: &Names, system: &CareSystem) -> Opening {
    let Some(reader) = root.inner("opening") else { return Opening::default() };
    if system.period.warm_up_days > 0 {
        let problem = Problem::error(reader.at, "a scenario starts either with a warm-up or with an opening census");
        reader.desk.report(problem.label("`period.warm_up_days` is given too").help("take out one of the two"));
    }
    let mut opening = Opening {
        in_treatment: groups_of(&reader, "in_treatment", names, system)
            .map(|(group, patients, remaining)| OpeningTreatment { group, patients, remaining })
            .collect(),
        waiting: waiting(&reader, names, system),
        in_service: in_service(&reader, names, system),
        waiting_list: groups_of(&reader, "waiting_list", names, system)
            .map(|(group, patients, _)| (group, patients))
            .collect(),
    };
    check_beds(&reader, &mut opening, system);
    check_places(&reader, &mut opening, system);
    reader.finish();
    opening
}

/// A list of groups with numbers of patients, and what is left of their treatment; groups without a hospital have neither
/// treatment nor waiting list.
fn groups_of<'d>(
    reader: &Reader<'d>,
    key: &'static str,
    names: &'d Names,
    system: &'d CareSystem,
) -> impl Iterator<Item = (usize, u32, Remaining)> {
    let entry = move |inner: Reader<'d>| {
        let group = inner.needed_reference("group", "patient_group", &names.groups);
        let patients = inner.needed_count("patients", &PATIENTS);
        let referral = group.and_then(|group| system.groups.get(group)).map(|group| group.referral);
        let is_wrong = match key {
            "waiting_list" => referral.is_some_and(|referral| referral != Referral::Elective),
            _ => referral == Some(Referral::Community),
        };
        if is_wrong {
            let headline = format!("`{}` has patients of a group that cannot be there", inner.path);
            let label =
                if key == "waiting_list" { "not an elective group" } else { "a community group has no treatment" };
            inner.desk.report(Problem::error(inner.place_of("group"), headline).label(label));
        }
        let remaining = if key == "in_treatment" { remaining(&inner) } else { Remaining::Residual };
        inner.finish();
        Some((group?, patients?, remaining))
    };
    reader.tables(key, named_by("group")).into_iter().filter_map(entry).collect::<Vec<_>>().into_iter()
}

fn waiting(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Vec<OpeningWaiting> {
    let name = |table: &Table, _| {
        let part = |key| table.text(key).unwrap_or("unnamed");
        format!("{}-{}", part("group"), part("pathway"))
    };
    let inner = reader.tables("waiting", name);
    inner.into_iter().filter_map(|inner| waiting_entry(inner, names, system)).collect()
}

fn waiting_entry(reader: Reader<'_>, names: &Names, system: &CareSystem) -> Option<OpeningWaiting> {
    let group = reader.needed_reference("group", "patient_group", &names.groups);
    let pathway = reader.needed_reference("pathway", "pathway", &names.pathways);
    let patients = reader.needed_count("patients", &PATIENTS);
    let at = whereabouts(&reader, names, group.and_then(|group| system.groups.get(group)?.hospital));
    let steps = pathway.and_then(|pathway| system.pathways.get(pathway)).map_or(&[][..], |pathway| &pathway.steps);
    let step_names: Vec<String> = steps.iter().map(|step| step.id.clone()).collect();
    let stated = match pathway {
        Some(_) => reader.reference("step", "step", &step_names),
        None => reader.text("step").and(None),
    };
    if pathway.is_some() && steps.is_empty() {
        let headline = format!("`{}` waits on a pathway that has no steps", reader.path);
        reader.desk.report(Problem::absence(reader.place_of("pathway"), headline).label("nobody waits on it"));
    }
    let place = steps.iter().position(|step| matches!(step.need, Need::Place { .. }));
    reader.finish();
    let step = stated.or(place).unwrap_or(0);
    Some(OpeningWaiting { group: group?, at: at?, pathway: pathway?, step, patients: patients? })
}

/// Where patients wait: a hospital, a service, at home; the hospital of their group where nothing is said.
fn whereabouts(reader: &Reader<'_>, names: &Names, hospital: Option<usize>) -> Option<Whereabouts> {
    let Some(name) = reader.text("at") else { return Some(hospital.map_or(Whereabouts::Home, Whereabouts::Hospital)) };
    if name == "home" {
        return Some(Whereabouts::Home);
    }
    let hospital = position(&names.hospitals, name).map(Whereabouts::Hospital);
    let found = hospital.or(position(&names.services, name).map(Whereabouts::Service));
    if found.is_none() {
        let home = "home".to_owned();
        let all: Vec<String> =
            [home].into_iter().chain(names.hospitals.iter().chain(&names.services).cloned()).collect();
        let problem = no_such("hospital or service", name, reader.place_of("at"), &all);
        reader.desk.report(problem.label("`home`, or the id of a hospital or service"));
    }
    found
}

fn in_service(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Vec<OpeningService> {
    let with = |wanted: &dyn Fn(Referral) -> bool| system.groups.iter().position(|group| wanted(group.referral));
    let usual_group = with(&|referral| referral == Referral::Emergency)
        .or_else(|| with(&|referral| referral == Referral::Elective))
        .unwrap_or(0);
    let entry = |inner: Reader<'_>| {
        let service = inner.needed_reference("service", "service", &names.services);
        let patients = inner.needed_count("patients", &PATIENTS);
        let group = inner.reference("group", "patient_group", &names.groups).unwrap_or(usual_group);
        let remaining = remaining(&inner);
        inner.finish();
        Some(OpeningService { service: service?, group, patients: patients?, remaining })
    };
    reader.tables("in_service", named_by("service")).into_iter().filter_map(entry).collect()
}

/// What is left of the stays in progress.
fn remaining(reader: &Reader<'_>) -> Remaining {
    let words =
        [("residual", Remaining::Residual), ("uniform-part", Remaining::UniformPart), ("whole", Remaining::Whole)];
    reader.word("remaining", &words).unwrap_or_default()
}

/// What a problem with a census that has no room is called.
pub(super) const NO_ROOM: &str = "more than there is room for";

/// An entry of the census, by its position in its list.
#[derive(Clone, Copy)]
enum Entry {
    Treated(usize),
    Served(usize),
    Waiting(usize),
}

impl Entry {
    fn patients(self, opening: &mut Opening) -> &mut u32 {
        match self {
            Self::Treated(at) => &mut opening.in_treatment[at].patients,
            Self::Served(at) => &mut opening.in_service[at].patients,
            Self::Waiting(at) => &mut opening.waiting[at].patients,
        }
    }
}

/// Nobody can be in a bed that does not exist.
fn check_beds(reader: &Reader<'_>, opening: &mut Opening, system: &CareSystem) {
    for (position, hospital) in system.hospitals.iter().enumerate().filter(|(_, hospital)| hospital.beds != UNLIMITED) {
        let is_here = |group: usize| system.groups.get(group).is_some_and(|group| group.hospital == Some(position));
        let is_in_its_beds = |service: usize| {
            system.services.get(service).is_some_and(|service| service.setting == Setting::HospitalBeds(position))
        };
        let treated = opening.in_treatment.iter().enumerate().filter(|(_, entry)| is_here(entry.group));
        let served = opening.in_service.iter().enumerate().filter(|(_, entry)| is_in_its_beds(entry.service));
        let waiting = opening.waiting.iter().enumerate().filter(|(_, entry)| match entry.at {
            Whereabouts::Hospital(hospital) => hospital == position,
            Whereabouts::Service(service) => is_in_its_beds(service),
            Whereabouts::Home => false,
        });
        let mut here: Vec<Entry> = treated.map(|(at, _)| Entry::Treated(at)).collect();
        here.extend(served.map(|(at, _)| Entry::Served(at)));
        here.extend(waiting.map(|(at, _)| Entry::Waiting(at)));
        fit(reader, opening, here, hospital.beds, &format!("beds of `{}`", hospital.id));
    }
}

fn check_places(reader: &Reader<'_>, opening: &mut Opening, system: &CareSystem) {
    for (position, service) in system.services.iter().enumerate() {
        let Setting::Places(places) = service.setting else { continue };
        let served = opening.in_service.iter().enumerate().filter(|(_, entry)| entry.service == position);
        let waiting = opening.waiting.iter().enumerate();
        let waiting = waiting.filter(|(_, entry)| entry.at == Whereabouts::Service(position));
        let mut here: Vec<Entry> = served.map(|(at, _)| Entry::Served(at)).collect();
        here.extend(waiting.map(|(at, _)| Entry::Waiting(at)));
        if places != UNLIMITED {
            fit(reader, opening, here, places, &format!("places of `{}`", service.id));
        }
    }
}

/// Refuses a census of more patients than there is room for. With values from outside the census, which was counted with the
/// stated ones, is brought down to the room there is instead, with a warning: who waits stays, and of the others the most
/// numerous give way.
fn fit(reader: &Reader<'_>, opening: &mut Opening, mut here: Vec<Entry>, room: u32, what: &str) {
    let patients: u64 = here.iter().map(|entry| u64::from(*entry.patients(opening))).sum();
    let mut excess = patients.saturating_sub(u64::from(room));
    if excess == 0 {
        return;
    }
    let headline = format!("the opening census has {patients} patients in the {room} {what}");
    if !reader.desk.has_values_from_outside() {
        let help = "count those in treatment, those waiting there and those in a service in its beds";
        reader.desk.report(Problem::error(reader.at, headline).label(NO_ROOM).help(help));
        return;
    }
    let label = format!("{excess} fewer are there");
    reader.desk.report(Problem::warning(reader.at, headline).label(NO_ROOM).help(label));
    here.sort_by_key(|entry| (matches!(entry, Entry::Waiting(_)), u32::MAX - *entry.patients(opening)));
    for entry in here {
        let patients = entry.patients(opening);
        let gone = u32::try_from(excess).unwrap_or(u32::MAX).min(*patients);
        *patients -= gone;
        excess -= u64::from(gone);
    }
}
