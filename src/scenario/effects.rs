//! What a scheme changes: one kind of effect after another.

use super::problems::Problem;
use super::quantities::Rule;
use super::reader::Reader;
use super::references::Names;
use super::services::{CONTRACTS, people_for};
use crate::model::parameters::{CareSystem, Change, Contract, Need, Referral, Setting, UNLIMITED};

/// Reads the change that an effect makes; `None` when what it changes cannot be told.
pub(super) type Read = fn(&Reader<'_>, &Names, &CareSystem) -> Option<Change>;

/// The kinds of effect.
pub(super) const KINDS: [(&str, Read); 13] = [
    ("open_places", |reader, names, system| places(reader, names, system, 1)),
    ("close_places", |reader, names, system| places(reader, names, system, -1)),
    ("open_beds", |reader, names, system| beds(reader, names, system, 1)),
    ("close_beds", |reader, names, system| beds(reader, names, system, -1)),
    ("buy_care_hours", care_hours),
    ("fund_posts", |reader, names, _| posts(reader, names, 1)),
    ("cut_posts", |reader, names, _| posts(reader, names, -1)),
    ("add_team_capacity", team_capacity),
    ("shorten_step", shorten_step),
    ("work_weekends", |reader, names, _| work_weekends(reader, names)),
    ("divert_admissions", divert_admissions),
    ("freeze_recruitment", |reader, names, _| freeze_recruitment(reader, names)),
    ("change_admissions", |reader, names, _| change_admissions(reader, names)),
];

const PLACES: Rule = Rule::count("a number of places");
const BEDS: Rule = Rule::count("a number of beds");
const POSTS: Rule = Rule::count("a number of posts");
const A_WEEK: &str = "pounds a week";

/// A service whose own places can be opened and closed.
fn service_with_places(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Option<usize> {
    let position = reader.needed_reference("service", "service", &names.services)?;
    let (label, help) = match system.services.get(position)?.setting {
        Setting::HospitalBeds(_) => {
            ("its places are the beds of a hospital", "open or close beds of that hospital instead")
        }
        Setting::Places(UNLIMITED) => ("its places are unlimited", "give the service a number of places"),
        Setting::Places(_) => return Some(position),
    };
    let headline = format!("`{}` cannot change the places of this service", reader.path);
    reader.desk.report(Problem::error(reader.place_of("service"), headline).label(label).help(help));
    Some(position)
}

fn places(reader: &Reader<'_>, names: &Names, system: &CareSystem, sign: i32) -> Option<Change> {
    let service = service_with_places(reader, names, system);
    let places = reader.needed_count("places", &PLACES);
    let (contract, cost) = terms(reader, service, system);
    let cost = reader.number("cost_per_place_week", &Rule::pounds("pounds for a place for a week")).unwrap_or(cost);
    Some(Change::Places { service: service?, places: sign * places? as i32, contract, cost_per_place_week: cost })
}

/// The contract an effect states and the price of the service; what is not stated is the service's own.
fn terms(reader: &Reader<'_>, service: Option<usize>, system: &CareSystem) -> (Contract, f64) {
    let own = service.and_then(|service| system.services.get(service));
    let (contract, cost) = own.map_or((Contract::Spot, 0.0), |own| (own.contract, own.cost_per_place_week));
    (reader.word("contract", &CONTRACTS).unwrap_or(contract), cost)
}

fn care_hours(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Option<Change> {
    let service = service_with_places(reader, names, system);
    let hours = reader.needed_number("hours_per_week", &Rule::amount("hours a week"));
    let (contract, cost) = terms(reader, service, system);
    let per_hour = reader.number("cost_per_hour", &Rule::pounds("pounds for an hour of care"));
    let own = system.services.get(service?)?;
    let Some(hours_per_person) = own.hours_per_place_week else {
        let headline = format!("`{}` buys hours of a service that is not measured in hours", reader.path);
        let problem = Problem::error(reader.place_of("service"), headline).label("has no `hours_per_person_week`");
        reader.desk.report(problem.help("give the service `hours_per_person_week`, or use `open_places`"));
        return None;
    };
    Some(Change::Places {
        service: service?,
        places: people_for(hours?, hours_per_person) as i32,
        contract,
        cost_per_place_week: per_hour.map_or(cost, |cost| cost * hours_per_person),
    })
}

fn beds(reader: &Reader<'_>, names: &Names, system: &CareSystem, sign: i32) -> Option<Change> {
    let hospital = reader.needed_reference("hospital", "hospital", &names.hospitals);
    let beds = reader.needed_count("beds", &BEDS);
    // A negative cost is a saving, whichever way the number of beds goes.
    let key = if sign > 0 { "cost_per_bed_day" } else { "saving_per_bed_day" };
    let cost_per_bed_day = f64::from(sign) * reader.pounds(key, "pounds for a bed for a day");
    if system.hospitals.get(hospital?).is_some_and(|hospital| hospital.beds == UNLIMITED) {
        let headline = format!("`{}` cannot change the beds of this hospital", reader.path);
        reader.desk.report(Problem::error(reader.place_of("hospital"), headline).label("its beds are unlimited"));
    }
    Some(Change::Beds { hospital: hospital?, beds: sign * beds? as i32, cost_per_bed_day })
}

fn posts(reader: &Reader<'_>, names: &Names, sign: i32) -> Option<Change> {
    let workforce = reader.needed_reference("workforce", "workforce", &names.workforces);
    let posts = reader.needed_count("posts", &POSTS);
    Some(Change::Posts { workforce: workforce?, posts: sign * posts? as i32 })
}

fn team_capacity(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Option<Change> {
    let team = reader.needed_reference("team", "team", &names.teams);
    let cases = reader.needed_count("cases", &Rule::count("cases in progress at once"));
    let cost_per_week = reader.pounds("cost_per_week", A_WEEK);
    if system.teams.get(team?).is_some_and(|team| team.cases_at_once == UNLIMITED) {
        let headline = format!("`{}` cannot add to this team", reader.path);
        let problem = Problem::error(reader.place_of("team"), headline).label("its cases are unlimited");
        reader.desk.report(problem.help("give the team `cases_at_once`"));
    }
    Some(Change::TeamCases { team: team?, cases: cases? as i32, cost_per_week })
}

fn shorten_step(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Option<Change> {
    let pathway = reader.needed_reference("pathway", "pathway", &names.pathways);
    let factor = reader.needed_number("factor", &Rule::share("what the duration is multiplied by"));
    let cost_per_week = reader.pounds("cost_per_week", A_WEEK);
    let steps = pathway.and_then(|pathway| system.pathways.get(pathway)).map_or(&[][..], |pathway| &pathway.steps);
    let step_names: Vec<String> = steps.iter().map(|step| step.id.clone()).collect();
    let step = match pathway {
        Some(_) => reader.needed_reference("step", "step", &step_names),
        None => reader.text("step").and(None),
    };
    if step.is_some_and(|step| matches!(steps[step].need, Need::Panel { .. } | Need::Place { .. })) {
        let headline = format!("`{}` shortens a step that has no duration", reader.path);
        let problem = Problem::error(reader.place_of("step"), headline).label("waits for a panel or a place");
        reader.desk.report(problem.help("assessments and delays have a duration; for a place open more places"));
    }
    Some(Change::ShortenStep { pathway: pathway?, step: step?, factor: factor?, cost_per_week })
}

fn work_weekends(reader: &Reader<'_>, names: &Names) -> Option<Change> {
    let given: Vec<&str> = ["team", "panel", "pathway"].into_iter().filter(|key| reader.has(key)).collect();
    if given.len() != 1 {
        let problem =
            Problem::error(reader.at, format!("`{}` needs exactly one of those who work weekends", reader.path));
        reader.desk.report(problem.label("either `team`, `panel` or `pathway`"));
    }
    let team = reader.reference("team", "team", &names.teams);
    let panel = reader.reference("panel", "panel", &names.panels);
    let pathway = reader.reference("pathway", "pathway", &names.pathways);
    let days = reader.weekdays("days").unwrap_or([false, false, false, false, false, true, true]);
    let bank_holidays = reader.flag("bank_holidays").unwrap_or(false);
    let cost_per_week = reader.pounds("cost_per_week", A_WEEK);
    let probability = if reader.has("pathway") {
        reader.share("probability", "the probability of leaving on such a day", 1.0)
    } else {
        reader.refuse(
            "probability",
            &format!("`{}` has no patients who leave", reader.path),
            "only a pathway takes a probability",
        );
        1.0
    };
    match (team, panel, pathway) {
        (Some(team), _, _) => Some(Change::TeamWeekends { team, days, bank_holidays, cost_per_week }),
        (None, Some(panel), _) => Some(Change::PanelWeekends { panel, days, bank_holidays, cost_per_week }),
        (None, None, pathway) => Some(Change::TransferWeekends {
            pathway: pathway?,
            by_weekday: days.map(|works| if works { probability } else { 0.0 }),
            on_bank_holidays: if bank_holidays { probability } else { 0.0 },
            cost_per_week,
        }),
    }
}

fn divert_admissions(reader: &Reader<'_>, names: &Names, system: &CareSystem) -> Option<Change> {
    let group = reader.needed_reference("group", "patient_group", &names.groups);
    let share = reader.needed_number("share", &Rule::share("a share of admissions"));
    let most_per_day = reader.count("most_per_day", &Rule::capacity("patients a day")).unwrap_or(UNLIMITED);
    let cost_per_patient = reader.pounds("cost_per_patient", "pounds for each patient diverted");
    let cost_per_week = reader.pounds("cost_per_week", A_WEEK);
    if system.groups.get(group?).is_some_and(|group| group.referral == Referral::Community) {
        let headline = format!("`{}` diverts patients who are not admitted", reader.path);
        reader.desk.report(Problem::error(reader.place_of("group"), headline).label("a community group"));
    }
    Some(Change::Divert { group: group?, share: share?, most_per_day, cost_per_patient, cost_per_week })
}

fn freeze_recruitment(reader: &Reader<'_>, names: &Names) -> Option<Change> {
    let workforce = reader.needed_reference("workforce", "workforce", &names.workforces)?;
    Some(Change::FreezeRecruitment { workforce })
}

fn change_admissions(reader: &Reader<'_>, names: &Names) -> Option<Change> {
    let group = reader.needed_reference("group", "patient_group", &names.groups);
    let factor = reader.number("factor", &Rule::between("what admissions are multiplied by", 0.0, 10.0)).unwrap_or(1.0);
    let growth = Rule::between("a yearly growth", -0.9, 10.0);
    let growth_per_year = reader.number("growth_per_year", &growth).unwrap_or(0.0);
    if !reader.has("factor") && !reader.has("growth_per_year") {
        let problem = Problem::error(reader.at, format!("`{}` changes nothing", reader.path));
        reader.desk.report(problem.label("add `factor` or `growth_per_year`"));
    }
    let cost_per_week = reader.pounds("cost_per_week", A_WEEK);
    Some(Change::Admissions { group: group?, factor, growth_per_year, cost_per_week })
}
