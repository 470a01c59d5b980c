//! Services: care after hospital.

use super::problems::Problem;
use super::quantities::Rule;
use super::reader::Reader;
use super::references::{Names, no_such, position};
use crate::model::parameters::{
    Afterwards, Contract, DelayReason, QueueDiscipline, Service, Setting, Staffing, UNLIMITED,
};

const PLACES: Rule = Rule::capacity("a number of places");
const HOURS_A_WEEK: Rule = Rule::between("hours a week", 0.0, 10_000_000.0);
pub(super) const HOURS_EACH: Rule = Rule::between("hours a week", 0.0, 10_000.0).above_zero();
pub(super) const CONTRACTS: [(&str, Contract); 2] = [("block", Contract::Block), ("spot", Contract::Spot)];

/// Places where the number cannot be read: more than any other part of the scenario can find too few.
pub(super) const STAND_IN: u32 = 1_000_000;

/// What other parts of a scenario need to know of a service.
#[derive(Debug, Default)]
pub(super) struct ServiceFacts {
    pub title: String,
    /// The usual reason for waiting for a place.
    pub reason: Option<DelayReason>,
}

/// The services that another goes on to without naming a pathway: each gets a pathway of its own, after all written ones.
#[derive(Debug, Default)]
pub(super) struct OnwardServices {
    pub services: Vec<usize>,
}

impl OnwardServices {
    /// The position of the pathway to a service.
    fn pathway_to(&mut self, service: usize, names: &Names) -> usize {
        let known = self.services.iter().position(|other| *other == service);
        names.pathways.len()
            + known.unwrap_or_else(|| {
                self.services.push(service);
                self.services.len() - 1
            })
    }
}

/// Reads a `[[service]]`.
pub(super) fn service(reader: Reader<'_>, names: &Names, onward: &mut OnwardServices) -> (Service, ServiceFacts) {
    let (id, title) = reader.id_and_title();
    let hours_per_person = reader.number("hours_per_person_week", &HOURS_EACH);
    let setting = setting(&reader, names, hours_per_person);
    let stay = reader.needed_distribution("stay");
    let afterwards = afterwards(&reader, names, onward);
    let queue = [
        ("longest-wait-first", QueueDiscipline::LongestWaitFirst),
        ("hospital-first", QueueDiscipline::HospitalFirst),
        ("pathway-priority", QueueDiscipline::PathwayPriority),
    ];
    let service = Service {
        id,
        title: title.clone(),
        setting,
        staffing: reader.staffing("hours_per_place_week", hours_per_person, names),
        stay,
        afterwards,
        queue: reader.word("queue", &queue).unwrap_or(QueueDiscipline::LongestWaitFirst),
        starts_per_day: reader.count("starts_per_day", &Rule::capacity("new starts a day")).unwrap_or(UNLIMITED),
        contract: reader.word("contract", &CONTRACTS).unwrap_or(Contract::Spot),
        cost_per_place_week: cost_per_place_week(&reader, hours_per_person),
        cost_per_start: reader.pounds("cost_per_start", "pounds for each start"),
        hours_per_place_week: hours_per_person,
    };
    // A reason that cannot be read has been reported: whoever needs it finds one.
    let unreadable = reader.has("reason").then_some(DelayReason::FurtherNhsCare);
    let facts = ServiceFacts { title, reason: reader.delay_reason("reason").or(unreadable) };
    reader.finish();
    (service, facts)
}

/// Where the places are: its own, the beds of a hospital, or care hours.
fn setting(reader: &Reader<'_>, names: &Names, hours_per_person: Option<f64>) -> Setting {
    let given: Vec<&str> = ["places", "hospital", "hours_per_week"].into_iter().filter(|key| reader.has(key)).collect();
    if given.len() > 1 {
        let problem =
            Problem::error(reader.place_of(given[1]), format!("`{}` says twice where its places are", reader.path));
        reader.desk.report(problem.label(format!("either `{}` or `{}`", given[0], given[1])));
    }
    if given.is_empty() {
        let problem = Problem::absence(reader.at, format!("`{}` has no places", reader.path));
        reader.desk.report(problem.label(
            "add `places`, or `hospital` where it uses a hospital's beds, or `hours_per_week` where it is measured in care hours",
        ));
    }
    let hours = reader.number("hours_per_week", &HOURS_A_WEEK);
    if reader.has("hours_per_week") {
        reader.require("hours_per_person_week", "the hours a week that one person needs");
    }
    let hospital = reader.reference("hospital", "hospital", &names.hospitals);
    let places = reader.count("places", &PLACES);
    match (hospital, hours, hours_per_person) {
        (Some(hospital), _, _) => Setting::HospitalBeds(hospital),
        (None, Some(hours), Some(each)) => Setting::Places(people_for(hours, each)),
        _ => Setting::Places(places.unwrap_or(STAND_IN)),
    }
}

/// How many people these hours care for.
pub(super) fn people_for(hours: f64, hours_per_person: f64) -> u32 {
    // A hair above, so that 90 hours at 9 hours each are 10 people whatever the last bit says.
    ((hours / hours_per_person) * (1.0 + 1e-12)).floor().min(1_000_000.0) as u32
}

impl Reader<'_> {
    /// Who staffs a service or team, and the hours that each place or case needs.
    pub(crate) fn staffing(
        &self,
        hours_key: &'static str,
        usual_hours: Option<f64>,
        names: &Names,
    ) -> Option<Staffing> {
        let workforce = self.reference("staffed_by", "workforce", &names.workforces);
        let hours = self.number(hours_key, &HOURS_EACH);
        if !self.has("staffed_by") {
            let help = "hours count only where a workforce delivers them: add `staffed_by`";
            self.refuse(hours_key, &format!("`{}` has `{hours_key}` but nobody to staff it", self.path), help);
            return None;
        }
        if usual_hours.is_none() {
            self.require(hours_key, &HOURS_EACH.in_words());
        }
        Some(Staffing { workforce: workforce?, hours_per_week_each: hours.or(usual_hours)? })
    }
}

/// What follows a stay: home, death, readmission, a pathway, or a service.
fn afterwards(reader: &Reader<'_>, names: &Names, onward: &mut OnwardServices) -> Vec<(Afterwards, f64)> {
    let shares = reader.shares("afterwards", "a share of those who leave");
    reader.require("afterwards", "what follows the stay, as { home = 0.9, died = 0.1 }");
    let mut afterwards = Vec::new();
    for share in shares {
        let next = match share.name {
            "home" => Some(Afterwards::Home),
            "died" => Some(Afterwards::Died),
            "readmitted" => Some(Afterwards::Readmitted),
            name => match (position(&names.pathways, name), position(&names.services, name)) {
                (Some(pathway), _) => Some(Afterwards::Onward(pathway)),
                (None, Some(service)) => Some(Afterwards::Onward(onward.pathway_to(service, names))),
                (None, None) => None,
            },
        };
        match next {
            Some(next) => afterwards.push((next, share.share)),
            None => {
                let words = ["home", "died", "readmitted"].into_iter().map(str::to_owned);
                let all: Vec<String> = words.chain(names.pathways.iter().chain(&names.services).cloned()).collect();
                let problem = no_such("pathway or service", share.name, share.at, &all);
                reader.desk.report(problem.label("`home`, `died`, `readmitted`, or the id of a pathway or service"));
            }
        }
    }
    afterwards
}

/// The price of a place, which may be said by the hour.
fn cost_per_place_week(reader: &Reader<'_>, hours_per_person: Option<f64>) -> f64 {
    let per_week = reader.number("cost_per_place_week", &Rule::pounds("pounds for a place for a week"));
    let per_hour = reader.number("cost_per_hour", &Rule::pounds("pounds for an hour of care"));
    if reader.has("cost_per_hour") {
        if reader.has("cost_per_place_week") {
            let problem = Problem::error(reader.place_of("cost_per_hour"), format!("`{}` has two prices", reader.path));
            reader.desk.report(problem.label("either `cost_per_place_week` or `cost_per_hour`"));
        }
        reader.require("hours_per_person_week", "the hours a week that `cost_per_hour` is paid for");
    }
    per_week.or(per_hour.zip(hours_per_person).map(|(cost, hours)| cost * hours)).unwrap_or(0.0)
}
