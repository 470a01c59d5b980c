//! The whole of a scenario: from the root of its file to a care system and what the report says about it.

use super::desk::Desk;
use super::hospitals::{hospital, patient_group};
use super::levers::{Planned, levers, planned};
use super::opening::opening;
use super::pathways::{Surroundings, onward_pathway, pathway};
use super::problems::{Place, Problem};
use super::quantities::{MOST_DAYS, Rule};
use super::reader::Reader;
use super::references::{Names, named_by};
use super::schemes::scheme;
use super::services::{OnwardServices, ServiceFacts, service};
use super::tree::Table;
use super::verification::verifications;
use super::workforce::{panel, team, workforce};
use super::{ObservedPoint, ObservedSeries, Scenario};
use crate::model::dates::{days_between, plus_days};
use crate::model::parameters::{Afterwards, FundingOption, MOST_PARTS, Need, Period, Prices, Target, Transfers};
use crate::model::{CareSystem, Date, Measure};

/// The order of tables in messages about keys is the order in which a file is best written.
pub(super) fn scenario(desk: &Desk, root: &Table, id: &str, has_values: bool) -> Scenario {
    let at = beginning(root);
    let reader = Reader::new(desk, root, at, 0, String::new(), &Default::default());
    let title = reader.text("title").unwrap_or(id).to_owned();
    reader.require("title", "a line that says what it is about");
    let description = reader.text("description").unwrap_or_default().trim().to_owned();
    reader.text("extends");
    let caveats = reader.texts("caveats").into_iter().map(|(text, _)| text.to_owned()).collect();
    let names = Names::of(root);
    let mut system = care_system(&reader, &names);
    let option_descriptions = options(&reader, &names, &mut system);
    system.opening = opening(&reader, &names, &system);
    let historical_option = reader.reference("historical_option", "option", &names.options);
    system.reference = reader.reference("reference_option", "option", &names.options).unwrap_or(0);
    let observed = observed(&reader, &system);
    let verifications = verifications(&reader, &names, &system);
    let levers = levers(&reader);
    let planned = planned(&reader, &names);
    // Taken into account before anything was read; here it only is a key that may stand.
    reader.inner("values");
    if has_values {
        warn_of_the_unused(&reader, &system, planned.as_ref());
    }
    reader.finish();
    let planning = planned.map(|planned| planned.set_apart(&mut system));
    Scenario {
        id: id.to_owned(),
        title,
        description,
        system,
        assumptions: Vec::new(),
        observed,
        option_descriptions,
        historical_option,
        caveats,
        verifications,
        levers,
        planning,
        hash: String::new(),
        warnings: Default::default(),
    }
}

/// Where something that is missing at the top would stand: the first key.
fn beginning(root: &Table) -> Place {
    root.entries.iter().map(|entry| entry.key_at).find(|at| at.source == 0).unwrap_or_default()
}

/// Reads the parts of the care system, each after those it needs to know.
fn care_system(reader: &Reader<'_>, names: &Names) -> CareSystem {
    let period = period(reader);
    let tables = |key, what: &str| {
        let list = reader.tables(key, named_by("id"));
        if list.is_empty() && !what.is_empty() && !is_unreadable(reader, key) {
            let problem = Problem::absence(reader.at, format!("a scenario needs at least one [[{key}]]"));
            reader.desk.report(problem.label(format!("add a [[{key}]]")).help(what.to_owned()));
        }
        if let Some(beyond) = list.get(MOST_PARTS) {
            let headline = format!("a scenario has {MOST_PARTS} [[{key}]] at most, not {}", list.len());
            reader.desk.report(Problem::error(beyond.at, headline).label("one more than can be simulated"));
        }
        list
    };
    let target = target(reader, period);
    let hospitals = tables("hospital", "").into_iter().map(hospital).collect();
    let workforces = tables("workforce", "").into_iter().map(workforce).collect();
    let teams = tables("team", "").into_iter().map(|reader| team(reader, names)).collect();
    let panels = tables("panel", "").into_iter().map(panel).collect();
    let mut onward = OnwardServices::default();
    let read_services = tables("service", "").into_iter().map(|reader| service(reader, names, &mut onward));
    let (services, facts): (Vec<_>, Vec<ServiceFacts>) = read_services.unzip();
    let transfers = reader.transfers("transfers").unwrap_or(Transfers::ANY_TIME);
    let around = Surroundings { names, services: &facts, transfers };
    let mut pathways: Vec<_> = tables("pathway", "").into_iter().map(|reader| pathway(reader, &around)).collect();
    pathways.extend(onward.services.iter().map(|service| onward_pathway(*service, &around)));
    let groups = tables("patient_group", "without patients there is nothing to simulate");
    let groups = groups.into_iter().map(|reader| patient_group(reader, names)).collect();
    let mut system = CareSystem {
        period,
        hospitals,
        groups,
        pathways,
        teams,
        panels,
        services,
        workforces,
        schemes: Vec::new(),
        options: Vec::new(),
        reference: 0,
        opening: Default::default(),
        prices: prices(reader),
        bank_holidays: bank_holidays(reader),
        target,
        adult_population: reader
            .number("adult_population", &Rule::between("a number of people", 0.0, 1e10).above_zero()),
    };
    let schemes = tables("scheme", "").into_iter().map(|reader| scheme(reader, names, &system));
    system.schemes = schemes.collect();
    system
}

/// True when something is written for a key that is not a list: that has been reported, and says more.
fn is_unreadable(reader: &Reader<'_>, key: &str) -> bool {
    reader.table.get(key).is_some_and(|entry| entry.node.list().is_none())
}

fn bank_holidays(reader: &Reader<'_>) -> Vec<Date> {
    let mut days = reader.dates("bank_holidays");
    days.sort();
    days.dedup();
    days
}

/// Most days from the first of the warm-up to the last of the period: simulated time is counted in 32 bits of seconds.
const MOST_SIMULATED_DAYS: f64 = 49_700.0;

/// Reads `[period]`. A period that cannot be read has no days.
fn period(root: &Reader<'_>) -> Period {
    let stand_in = Period { start: Date::constant(2000, 1, 1), days: 0, warm_up_days: 0 };
    let Some(reader) = root.inner("period") else {
        root.require("period", "a table with `start` and `end`");
        return stand_in;
    };
    let start = reader.needed_date("start");
    let end = reader.needed_date("end");
    let warm_up_days = reader.count("warm_up_days", &Rule { most: MOST_DAYS, ..Rule::count("a number of days") });
    let at = reader.place_of("end");
    reader.finish();
    let (Some(start), Some(end)) = (start, end) else { return stand_in };
    let days = days_between(start, end) + 1;
    if days < 1 {
        let problem = Problem::error(at, format!("the period ends on {end}, before it starts on {start}"));
        root.desk.report(problem.label("on `start` or later"));
    } else if days as f64 > MOST_DAYS {
        let problem = Problem::error(at, format!("the period has {days} days"));
        root.desk.report(problem.label("at most a hundred years"));
    } else if days as f64 + f64::from(warm_up_days.unwrap_or(0)) > MOST_SIMULATED_DAYS {
        let problem =
            Problem::error(at, format!("the period has {days} days, and its warm-up {}", warm_up_days.unwrap_or(0)));
        root.desk.report(problem.label(format!("at most {MOST_SIMULATED_DAYS} days in all")));
    }
    Period { start, days: days.clamp(0, MOST_DAYS as i64) as u32, warm_up_days: warm_up_days.unwrap_or(0) }
}

fn target(root: &Reader<'_>, period: Period) -> Option<Target> {
    let reader = root.inner("target")?;
    let patients = reader.needed_count("delayed_patients", &Rule::count("a number of patients"));
    let by = reader.needed_date("by");
    let last = plus_days(period.start, i64::from(period.days) - 1);
    if let Some(by) = by.filter(|by| period.days > 0 && !(period.start..=last).contains(by)) {
        let problem = Problem::error(reader.place_of("by"), format!("the target is for {by}, outside the period"));
        reader.desk.report(problem.label(format!("the period is {} to {last}", period.start)));
    }
    reader.finish();
    Some(Target { delayed_patients: patients?, by: by? })
}

fn prices(root: &Reader<'_>) -> Prices {
    let Some(reader) = root.inner("prices") else { return Prices::default() };
    let bed_day = "pounds for a bed day";
    let prices = Prices {
        bed_day_full_average: reader.pounds("bed_day_full_average", bed_day),
        bed_day_semi_variable: reader.pounds("bed_day_semi_variable", bed_day),
        bed_day_cash_released: reader.pounds("bed_day_cash_released", bed_day),
        elective_operation: reader.pounds("elective_operation", "pounds for an operation"),
        readmission: reader.pounds("readmission", "pounds for a readmission"),
    };
    reader.finish();
    prices
}

/// Reads the options into the system; their descriptions come back.
fn options(reader: &Reader<'_>, names: &Names, system: &mut CareSystem) -> Vec<String> {
    let tables = reader.tables("option", named_by("id"));
    if tables.is_empty() && !is_unreadable(reader, "option") {
        let problem =
            Problem::absence(reader.at, "a scenario needs at least one [[option]]").label("add an [[option]]");
        reader.desk.report(
            problem.help("an option without schemes leaves everything as it is: id = \"as-it-is\", schemes = []"),
        );
    }
    let mut descriptions = Vec::new();
    for inner in tables {
        let (id, title) = inner.id_and_title();
        descriptions.push(inner.text("description").unwrap_or_default().trim().to_owned());
        let schemes = inner.references("schemes", "scheme", &names.schemes);
        inner.require("schemes", "the ids of its schemes, or [] for none");
        inner.finish();
        system.options.push(FundingOption { id, title, schemes });
    }
    descriptions
}

/// The one observed measure that is not a daily count: delayed days of a month by its days, dated the first of the month.
const MONTHLY_AVERAGE: &str = "delayed.monthly_average";

/// Reads the `[[observed]]` series.
fn observed(root: &Reader<'_>, system: &CareSystem) -> Vec<ObservedSeries> {
    let mut measures: Vec<String> = Measure::all(system).into_iter().map(|measure| measure.id(system)).collect();
    measures.push(MONTHLY_AVERAGE.into());
    let series = |reader: Reader<'_>| {
        let measure = reader.text("measure").unwrap_or_default().to_owned();
        reader.require("measure", "the name of a daily count, such as \"delayed\"");
        if reader.text("measure").is_some() && !measures.contains(&measure) {
            let problem = Problem::absence(reader.place_of("measure"), format!("there is no measure `{measure}`"));
            let near = super::desk::did_you_mean(&measure, measures.iter().map(String::as_str));
            let help = "the measures are the columns of daily.csv, such as `delayed`, `service.<id>.occupied`, `scheme.<id>.moved`";
            reader.desk.report(problem.label("not a daily count").help(help).help_if(near));
        }
        let title = reader.text("title").unwrap_or("Observed").to_owned();
        reader.require("points", "a list as [{ date = 2015-11-23, value = 159 }]");
        let points = reader.tables("points", |_, position| (position + 1).to_string());
        let points = points.into_iter().filter_map(observed_point).collect();
        reader.finish();
        ObservedSeries { measure, title, points }
    };
    root.tables("observed", named_by("measure")).into_iter().map(series).collect()
}

fn observed_point(reader: Reader<'_>) -> Option<ObservedPoint> {
    // What was observed is no assumption: it is checked, not logged.
    let date = reader.plain_date("date");
    reader.require("date", "a date, as 2015-11-23");
    let value = reader.plain_number("value", &Rule::between("a count", 0.0, 1e12));
    reader.require("value", "the count on that day");
    let qualifier = reader.text("qualifier").unwrap_or_default().to_owned();
    let source = reader.backing.source.clone().unwrap_or_default();
    reader.finish();
    Some(ObservedPoint { date: date?, value: value?, qualifier, source })
}

/// Parts that nothing leads to are probably not what their author meant.
fn warn_of_the_unused(root: &Reader<'_>, system: &CareSystem, planned: Option<&Planned>) {
    let onward = |next: &Afterwards| match next {
        Afterwards::Onward(pathway) => Some(*pathway),
        Afterwards::Home | Afterwards::Died | Afterwards::Readmitted => None,
    };
    let by_group = system.groups.iter().flat_map(|group| group.pathways.iter().map(|(pathway, _)| *pathway));
    let by_service =
        system.services.iter().flat_map(|service| service.afterwards.iter().filter_map(|(next, _)| onward(next)));
    let by_census = system.opening.waiting.iter().map(|entry| entry.pathway);
    let used: Vec<usize> = by_group.chain(by_service).chain(by_census).collect();
    warn(root, "pathway", "nobody is on it", |position| used.contains(&position));
    let steps = || system.pathways.iter().flat_map(|pathway| &pathway.steps);
    let mut wanted: Vec<usize> = system.opening.in_service.iter().map(|entry| entry.service).collect();
    for step in steps() {
        if let Need::Place { service } = step.need {
            wanted.push(service);
        }
        wanted.extend(step.alternatives.iter().map(|alternative| alternative.service));
    }
    warn(root, "service", "no step needs a place in it", |position| wanted.contains(&position));
    let chosen = system.options.iter().flat_map(|option| option.schemes.iter().copied());
    let chosen: Vec<usize> = chosen.chain(planned.map_or(&[][..], Planned::schemes).iter().copied()).collect();
    warn(root, "scheme", "no option has it", |position| chosen.contains(&position));
    if system.period.warm_up_days == 0 && !root.has("opening") && root.has("period") {
        let problem = Problem::warning(root.place_of("period"), "the simulation starts with empty beds and services");
        let help = "add `warm_up_days`, or an [opening] census of who is there on the first morning";
        root.desk.report(problem.label("neither a warm-up nor an opening census").help(help));
    }
}

fn warn(root: &Reader<'_>, key: &'static str, label: &str, is_used: impl Fn(usize) -> bool) {
    for (position, reader) in root.tables(key, named_by("id")).into_iter().enumerate() {
        if !is_used(position) {
            root.desk.report(Problem::warning(reader.at, format!("`{}` is not used", reader.path)).label(label));
        }
    }
}
