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
    let opening = Opening {
        in_treatment: groups_of(&reader, "in_treatment", names, system)
            .map(|(group, patients, remaining)| OpeningTreatment { group, patients, remaining })
            .collect(),
        waiting: waiting(&reader, names, system),
        in_service: in_service(&reader, names, system),
        waiting_list: groups_of(&reader, "waiting_list", names, system)
            .map(|(group, patients, _)| (group, patients))
            .collect(),
    };
    check_beds(&reader, &opening, system);
    check_places(&reader, &opening, system);
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

/// Nobody can be in a bed that does not exist.
fn check_beds(reader: &Reader<'_>, opening: &Opening, system: &CareSystem) {
    for (position, hospital) in system.hospitals.iter().enumerate().filter(|(_, hospital)| hospital.beds != UNLIMITED) {
        let is_here = |group: usize| system.groups.get(group).is_some_and(|group| group.hospital == Some(position));
        let is_in_its_beds = |service: usize| {
            system.services.get(service).is_some_and(|service| service.setting == Setting::HospitalBeds(position))
        };
        let treated = opening.in_treatment.iter().filter(|entry| is_here(entry.group)).map(|entry| entry.patients);
        let waiting = opening.waiting.iter().filter(|entry| match entry.at {
            Whereabouts::Hospital(hospital) => hospital == position,
            Whereabouts::Service(service) => is_in_its_beds(service),
            Whereabouts::Home => false,
        });
        let served =
            opening.in_service.iter().filter(|entry| is_in_its_beds(entry.service)).map(|entry| entry.patients);
        let patients: u64 = treated.chain(waiting.map(|entry| entry.patients)).chain(served).map(u64::from).sum();
        refuse_overfull(reader, patients, hospital.beds, &format!("beds of `{}`", hospital.id));
    }
}

fn check_places(reader: &Reader<'_>, opening: &Opening, system: &CareSystem) {
    for (position, service) in system.services.iter().enumerate() {
        let Setting::Places(places) = service.setting else { continue };
        let served = opening.in_service.iter().filter(|entry| entry.service == position).map(|entry| entry.patients);
        let waiting = opening.waiting.iter().filter(|entry| entry.at == Whereabouts::Service(position));
        let patients: u64 = served.chain(waiting.map(|entry| entry.patients)).map(u64::from).sum();
        if places != UNLIMITED {
            refuse_overfull(reader, patients, places, &format!("places of `{}`", service.id));
        }
    }
}

fn refuse_overfull(reader: &Reader<'_>, patients: u64, room: u32, what: &str) {
    if patients > u64::from(room) {
        let headline = format!("the opening census has {patients} patients in the {room} {what}");
        let problem = Problem::error(reader.at, headline).label("more than there is room for");
        reader
            .desk
            .report(problem.help("count those in treatment, those waiting there and those in a service in its beds"));
    }
}
