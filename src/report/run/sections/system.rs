//! The care system in words: who comes, where they go, what money changes.

use crate::model::CareSystem;
use crate::model::parameters::{
    Change, Contract, Effect, FundingOption, Need, Pathway, PatientGroup, QueueDiscipline, Referral, Scheme, Service,
    Setting, Step, UNLIMITED, WhenEnded,
};
use crate::report::document::Block;
use crate::report::document::table::{Columns, Table};
use crate::report::document::words::Words;
use crate::report::numbers::{self, date, decimal, money, percent, whole};

/// A limit, or that there is none.
fn limit(number: u32) -> String {
    if number == UNLIMITED { "unlimited".into() } else { whole(f64::from(number)) }
}

/// The title at a position; the position itself where nothing stands there.
fn at<T>(list: &[T], position: usize, title: impl Fn(&T) -> &str) -> String {
    list.get(position).map_or_else(|| format!("number {}", position + 1), |item| title(item).to_owned())
}

/// The patient groups.
pub fn groups(system: &CareSystem) -> Table {
    let comes = |group: &PatientGroup| {
        let to = group.hospital.map(|position| at(&system.hospitals, position, |hospital| &hospital.title));
        let to = to.map_or_else(String::new, |hospital| format!(", {hospital}"));
        referral(group.referral).to_owned() + &to
    };
    Columns::<&PatientGroup>::default()
        .name("Patient group", |group| &group.title)
        .text("Comes", |group| comes(group))
        .number("A day", |group| decimal(group.arrivals.per_day(), 1))
        .text("Days of treatment", |group| match group.referral {
            Referral::Community => "none".into(),
            Referral::Emergency | Referral::Elective => group.treatment.description(),
        })
        .text("Pathways", |group| mix(system, &group.pathways))
        .table("Entities: patients, by the group they come in", &system.groups)
}

fn referral(referral: Referral) -> &'static str {
    match referral {
        Referral::Emergency => "as an emergency",
        Referral::Elective => "as an elective",
        Referral::Community => "by referral at home",
    }
}

fn mix(system: &CareSystem, shares: &[(usize, f64)]) -> String {
    let said: Vec<String> = shares
        .iter()
        .map(|&(position, share)| format!("{} {}", at(&system.pathways, position, |p| &p.title), percent(share)))
        .collect();
    said.join(", ")
}

/// Every pathway with its steps, in order.
pub fn pathways(system: &CareSystem) -> Block {
    let one = |pathway: &Pathway| {
        let title = Words::from(&pathway.title).tag(format!("pathway {}", pathway.number));
        (title, vec![chain(system, pathway).into()])
    };
    Block::Definitions(system.pathways.iter().map(one).collect())
}

fn chain(system: &CareSystem, pathway: &Pathway) -> String {
    let steps = pathway.steps.iter().map(|step| step_in_words(system, step));
    let mut parts = vec!["ready to leave".to_owned()];
    parts.extend(steps);
    parts.push(if pathway.transfers.at_any_time() {
        "leaves at any moment".into()
    } else {
        let (from, to) = (pathway.transfers.from_hour, pathway.transfers.to_hour);
        format!(
            "leaves between {} and {} hours, less often at weekends where so stated",
            decimal(from, 0),
            decimal(to, 0)
        )
    });
    parts.join(" → ")
}

fn step_in_words(system: &CareSystem, step: &Step) -> String {
    let need = match &step.need {
        Need::Assessment { team, duration } => {
            format!("assessment by {}, working days {}", at(&system.teams, *team, |t| &t.title), duration.description())
        }
        Need::Panel { panel } => format!("decision by {}", at(&system.panels, *panel, |panel| &panel.title)),
        Need::Delay { duration } => format!("{}, days {}", step.id.replace(['-', '_'], " "), duration.description()),
        Need::Place { service } => format!("a place in {}", at(&system.services, *service, |service| &service.title)),
    };
    let instead: String = step
        .alternatives
        .iter()
        .map(|alternative| {
            let title = at(&system.services, alternative.service, |service| &service.title);
            format!(" or, if free first, {title} for {} of patients", percent(alternative.suitable))
        })
        .collect();
    let share = if step.probability < 1.0 { format!("{} need ", percent(step.probability)) } else { String::new() };
    format!("{share}{need}{instead} (reason {})", step.reason.code())
}

/// Something that patients wait for.
struct Resource<'a> {
    title: &'a str,
    size: String,
    time: String,
    first_served: Option<&'static str>,
}

impl<'a> Resource<'a> {
    fn new(title: &'a str, size: String, time: impl Into<String>, first_served: Option<&'static str>) -> Self {
        Self { title, size, time: time.into(), first_served }
    }
}

/// Hospitals, services, teams, panels and workforces.
pub fn resources(system: &CareSystem) -> Table {
    let longest_wait = Some("longest wait");
    let hospitals = system.hospitals.iter().map(|hospital| {
        Resource::new(
            &hospital.title,
            format!("{} beds", limit(hospital.beds)),
            "until the patient leaves",
            longest_wait,
        )
    });
    let services = system.services.iter().map(|service| of_service(system, service));
    let teams = system.teams.iter().map(|team| {
        Resource::new(&team.title, format!("{} cases at once", limit(team.cases_at_once)), "by the step", longest_wait)
    });
    let panels = system.panels.iter().map(|panel| {
        let size = format!("{} cases a sitting", limit(panel.cases_per_sitting));
        Resource::new(&panel.title, size, "to the next sitting", longest_wait)
    });
    let workforces = system.workforces.iter().map(|pool| {
        let size = format!("{} posts, {} filled", pool.funded_posts, pool.in_post);
        let (turnover, lead) = (percent(pool.turnover_per_year), pool.recruitment.lead.description());
        Resource::new(&pool.title, size, format!("{turnover} leave a year; to recruit: {lead}"), None)
    });
    Columns::<Resource>::default()
        .name("Resource", |resource| resource.title)
        .number("Size", |resource| resource.size.clone())
        .text("Time in it", |resource| resource.time.clone())
        .text("Who is served first", |resource| resource.first_served)
        .table(
            "Resources and the queues before them",
            hospitals.chain(services).chain(teams).chain(panels).chain(workforces),
        )
}

fn of_service<'a>(system: &CareSystem, service: &'a Service) -> Resource<'a> {
    let size = match service.setting {
        Setting::Places(places) => format!("{} places", limit(places)),
        Setting::HospitalBeds(position) => format!("beds of {}", at(&system.hospitals, position, |h| &h.title)),
    };
    let first_served = match service.queue {
        QueueDiscipline::LongestWaitFirst => "longest wait",
        QueueDiscipline::HospitalFirst => "hospital patients",
        QueueDiscipline::PathwayPriority => "priority of the pathway",
    };
    Resource::new(&service.title, size, format!("days {}", service.stay.description()), Some(first_served))
}

/// The options and the schemes they are made of.
pub fn options(system: &CareSystem) -> Vec<Block> {
    let option = |option: &FundingOption| {
        let schemes: Vec<String> =
            option.schemes.iter().map(|&scheme| at(&system.schemes, scheme, |scheme| &scheme.title)).collect();
        let schemes = if schemes.is_empty() { "no scheme".into() } else { numbers::listed(&schemes) };
        Words::default().bold(&option.title).plain(format!(": {schemes}."))
    };
    let scheme = |scheme: &Scheme| {
        let dates = format!("{}, {} to {}", scheme.title, date(scheme.starts), date(scheme.ends));
        let effects = scheme.effects.iter().map(|effect| effect_in_words(system, effect).into());
        (dates.into(), effects.chain([afterwards(scheme.when_ended).into()]).collect())
    };
    let mut blocks = vec![Block::List(system.options.iter().map(option).collect())];
    if !system.schemes.is_empty() {
        blocks.push(Block::Definitions(system.schemes.iter().map(scheme).collect()));
    }
    blocks
}

fn afterwards(when_ended: WhenEnded) -> &'static str {
    match when_ended {
        WhenEnded::PeopleStay => {
            "People in its places stay after its last day until they can move on, and are paid for."
        }
        WhenEnded::PeopleLeave => {
            "The stays in its places end with its last day; whoever has nowhere to go is taken back to hospital to wait."
        }
    }
}

fn effect_in_words(system: &CareSystem, effect: &Effect) -> String {
    let ramp = match effect.ramp_days {
        0 => String::new(),
        days => format!(", growing evenly over {}", numbers::count_of(days as usize, "day")),
    };
    format!("{}, {} to {}{ramp}.", change_in_words(system, &effect.change), date(effect.from), date(effect.until))
}

fn change_in_words(system: &CareSystem, change: &Change) -> String {
    let service = |position: usize| at(&system.services, position, |item| &item.title);
    let hospital = |position: usize| at(&system.hospitals, position, |item| &item.title);
    let workforce = |position: usize| at(&system.workforces, position, |item| &item.title);
    let team = |position: usize| at(&system.teams, position, |item| &item.title);
    let panel = |position: usize| at(&system.panels, position, |item| &item.title);
    let pathway = |position: usize| at(&system.pathways, position, |item| &item.title);
    let group = |position: usize| at(&system.groups, position, |item| &item.title);
    match *change {
        Change::Places { service: to, places, contract, cost_per_place_week } => {
            let paid = match contract {
                Contract::Block => "paid whether used or not",
                Contract::Spot => "paid when used",
            };
            format!(
                "{} in {} at {} a place a week, {paid}",
                opened(places, "place"),
                service(to),
                money(cost_per_place_week)
            )
        }
        Change::Beds { hospital: to, beds, cost_per_bed_day } => {
            format!("{} in {} at {} a bed day", opened(beds, "bed"), hospital(to), money(cost_per_bed_day))
        }
        Change::Posts { workforce: to, posts } if posts < 0 => {
            format!("Cuts {} of {}", numbers::count_of(posts.unsigned_abs() as usize, "post"), workforce(to))
        }
        Change::Posts { workforce: to, posts } => {
            format!("Funds {} of {}", numbers::count_of(posts.unsigned_abs() as usize, "post"), workforce(to))
        }
        Change::TeamCases { team: to, cases, cost_per_week } => {
            format!("Lets {} have {cases:+} cases in progress{}", team(to), weekly(cost_per_week))
        }
        Change::ShortenStep { pathway: of, step, factor, cost_per_week } => {
            let steps = system.pathways.get(of).map_or(&[][..], |pathway| &pathway.steps);
            let step = at(steps, step, |step| &step.id);
            format!(
                "The step “{step}” of {} takes {} of its time{}",
                pathway(of),
                percent(factor),
                weekly(cost_per_week)
            )
        }
        Change::TeamWeekends { team: to, cost_per_week, .. } => {
            format!("{} works more days of the week{}", team(to), weekly(cost_per_week))
        }
        Change::PanelWeekends { panel: to, cost_per_week, .. } => {
            format!("{} sits on more days of the week{}", panel(to), weekly(cost_per_week))
        }
        Change::TransferWeekends { pathway: of, cost_per_week, .. } => {
            format!("More patients of {} leave at weekends{}", pathway(of), weekly(cost_per_week))
        }
        Change::Divert { group: of, share, most_per_day, cost_per_patient, cost_per_week } => format!(
            "{} of {} are cared for elsewhere, at most {} a day, at {} a patient{}",
            percent(share),
            group(of),
            limit(most_per_day),
            money(cost_per_patient),
            weekly(cost_per_week)
        ),
        Change::FreezeRecruitment { workforce: to } => format!("Vacancies of {} are not advertised", workforce(to)),
        Change::Admissions { group: of, factor, growth_per_year, cost_per_week } => {
            let growth = if growth_per_year == 0.0 {
                String::new()
            } else {
                format!(", then {} a year", percent(growth_per_year))
            };
            format!(
                "Admissions of {} are {} of what they were{growth}{}",
                group(of),
                percent(factor),
                weekly(cost_per_week)
            )
        }
    }
}

fn opened(number: i32, noun: &str) -> String {
    let verb = if number < 0 { "Closes" } else { "Opens" };
    format!("{verb} {}", numbers::count_of(number.unsigned_abs() as usize, noun))
}

fn weekly(cost: f64) -> String {
    if cost == 0.0 { String::new() } else { format!(", at {} a week", money(cost)) }
}
