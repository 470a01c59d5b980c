//! What a simulation of the scenario must reproduce: `[[verification]]`.

use super::desk::did_you_mean;
use super::problems::{Place, Problem};
use super::quantities::Rule;
use super::reader::Reader;
use super::references::{Names, named_by, title_of};
use crate::model::dates::days_between;
use crate::model::parameters::{Setting, UNLIMITED};
use crate::model::{CareSystem, Measure, Outcome};

/// Numbers known from elsewhere, and the values of the scenario's quantities for which they hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    pub id: String,
    pub title: String,
    /// Position of the option that is simulated.
    pub option: usize,
    /// Other values for quantities of the scenario, by their paths.
    pub values: Vec<(String, f64)>,
    pub replications: u64,
    /// Probability that a right program has every expected value inside its interval.
    pub confidence: f64,
    pub expected: Vec<Expected>,
}

/// A number that is known from elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// What is measured; several are added.
    pub gauges: Vec<Gauge>,
    /// The names of the measures, as written.
    pub measures: Vec<String>,
    pub statistic: Statistic,
    /// The only day that counts (0 is the first of the period), at the midnight that ends it; `None` for all.
    pub on: Option<usize>,
    pub value: f64,
    /// Half the width of the interval of `value`, where that was simulated or rounded itself; 0 for an exact one.
    pub half_width: f64,
    /// Where it comes from.
    pub source: String,
}

/// Where the values of an expected number are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gauge {
    /// A count at every midnight.
    Daily(Measure),
    /// A number that sums up a replication.
    Outcome(Outcome),
    /// Days from ready to leaving the hospital bed, of every patient who left (on one pathway).
    DaysToDischarge(Option<usize>),
}

/// What is made of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    Mean,
    StandardDeviation,
    /// The share of values for which a condition holds, among those that are at most a bound (all, without one).
    Share {
        of: Condition,
        among_at_most: Option<f64>,
    },
}

/// A condition on a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Condition {
    Above(f64),
    AtMost(f64),
    EqualTo(f64),
}

impl Condition {
    /// Whether it holds for a value.
    pub fn holds(self, value: f64) -> bool {
        match self {
            Self::Above(bound) => value > bound,
            Self::AtMost(bound) => value <= bound,
            Self::EqualTo(bound) => value == bound,
        }
    }
}

/// How many times a case is simulated where nothing is said.
const REPLICATIONS: u32 = 200;

/// The confidence where nothing is said.
const CONFIDENCE: f64 = 0.99;

const ANY: Rule = Rule::between("a number", -1e12, 1e12);

/// Reads the `[[verification]]` tables. The rest of the care system has been read by then.
pub(super) fn verifications(root: &Reader<'_>, names: &Names, system: &CareSystem) -> Vec<Verification> {
    let known = known_gauges(system);
    let readers = root.tables("verification", named_by("id"));
    readers.into_iter().map(|reader| verification(reader, names, system, &known)).collect()
}

fn verification(reader: Reader<'_>, names: &Names, system: &CareSystem, known: &[(String, Gauge)]) -> Verification {
    let id = reader.id().map_or_else(|| reader.path.rsplit('.').next().unwrap_or_default().to_owned(), str::to_owned);
    let title = reader.text("title").map_or_else(|| title_of(&id), str::to_owned);
    let replications =
        reader.plain_number("replications", &Rule::between("a number of replications", 2.0, 1e6).whole());
    let below_one = Rule::between("a probability", 0.5, 0.999_999);
    let confidence = reader.plain_number("confidence", &below_one).unwrap_or(CONFIDENCE);
    let option = reader.reference("option", "option", &names.options).unwrap_or(system.reference);
    let values = values(&reader);
    reader.require("expected", "a list of what is known, as [{ measure = \"delayed\", mean = 31.9 }]");
    let expected = reader.tables("expected", |_, position| (position + 1).to_string());
    if expected.is_empty() && reader.is_list("expected") {
        let problem = Problem::error(reader.place_of("expected"), format!("`{}` expects nothing", reader.path));
        reader.desk.report(problem.label("at least one number"));
    }
    let expected = expected.into_iter().filter_map(|inner| expectation(inner, system, known)).collect();
    reader.finish();
    let replications = replications.map_or(u64::from(REPLICATIONS), |number| number as u64);
    Verification { id, title, option, values, replications, confidence, expected }
}

/// The values for which the expected numbers hold, by path.
fn values(reader: &Reader<'_>) -> Vec<(String, f64)> {
    let Some(inner) = reader.inner("values") else { return Vec::new() };
    let mut values = Vec::new();
    for entry in &inner.table.entries {
        match entry.node.number() {
            Some(value) => values.push((entry.key.clone(), value)),
            None => inner
                .wrong_kind(entry, "a number: the path stands between quotation marks, \"service.care.places\" = 5"),
        }
    }
    values
}

fn expectation(reader: Reader<'_>, system: &CareSystem, known: &[(String, Gauge)]) -> Option<Expected> {
    let measures = measures(&reader);
    let gauges = gauges(&reader, &measures, system, known);
    let statistic = statistic(&reader);
    let on = reader.plain_date("on").and_then(|date| {
        let day = days_between(system.period.start, date);
        let is_inside = (0..i64::from(system.period.days)).contains(&day);
        if !is_inside {
            let problem = Problem::error(reader.place_of("on"), format!("{date} lies outside the period"));
            reader.desk.report(problem.label("a day of the period"));
        }
        is_inside.then_some(day as usize)
    });
    if on.is_some() && gauges.iter().any(|gauge| !matches!(gauge, Gauge::Daily(_))) {
        let problem = Problem::error(reader.place_of("on"), "only daily counts have a value on a day");
        reader.desk.report(problem.label("take this out, or measure a daily count"));
    }
    let positive = Rule::between("half the width of an interval", 0.0, 1e12);
    let half_width = reader.plain_number("half_width", &positive).unwrap_or(0.0);
    let source = reader.backing.source.clone().unwrap_or_default();
    reader.finish();
    let (statistic, value) = statistic?;
    let measures = measures.into_iter().map(|(name, _)| name.to_owned()).collect();
    (!gauges.is_empty()).then_some(Expected { gauges, measures, statistic, on, value, half_width, source })
}

/// The names under `measure`: one, or a list to be added.
fn measures<'d>(reader: &Reader<'d>) -> Vec<(&'d str, Place)> {
    reader.require("measure", "what is measured, such as \"delayed\", or a list of daily counts to be added");
    if reader.is_list("measure") {
        let measures = reader.texts("measure");
        if measures.is_empty() {
            let problem = Problem::error(reader.place_of("measure"), format!("`{}` measures nothing", reader.path));
            reader.desk.report(problem.label("the name of at least one measure"));
        }
        return measures;
    }
    reader.text("measure").map(|name| (name, reader.place_of("measure"))).into_iter().collect()
}

fn gauges(
    reader: &Reader<'_>,
    measures: &[(&str, Place)],
    system: &CareSystem,
    known: &[(String, Gauge)],
) -> Vec<Gauge> {
    let mut gauges = Vec::new();
    for (name, at) in measures {
        match known.iter().find(|(other, _)| other == name) {
            Some((_, gauge)) if is_unlimited(*gauge, system) => {
                let problem = Problem::error(*at, format!("`{name}` has no number: it is unlimited"));
                reader.desk.report(problem.label("not measured"));
            }
            Some((_, gauge)) => gauges.push(*gauge),
            None => {
                let near = did_you_mean(name, known.iter().map(|(name, _)| name.as_str()));
                let help = "measures are the columns of daily.csv and replications.csv, `days_to_discharge` and \
                            `days_to_discharge.<pathway>`";
                let problem = Problem::absence(*at, format!("there is no measure `{name}`"));
                reader.desk.report(problem.label("not measured").help(help).help_if(near));
            }
        }
    }
    let kind = std::mem::discriminant::<Gauge>;
    let is_mixed = gauges.iter().any(|gauge| kind(gauge) != kind(&gauges[0]));
    if gauges.len() > 1 && (is_mixed || matches!(gauges[0], Gauge::DaysToDischarge(_))) {
        let problem = Problem::error(reader.place_of("measure"), "these measures cannot be added");
        reader.desk.report(problem.label("daily counts only, or columns of replications.csv only"));
    }
    gauges
}

/// Whether a gauge counts beds or places of which there is no end.
fn is_unlimited(gauge: Gauge, system: &CareSystem) -> bool {
    match gauge {
        Gauge::Daily(Measure::OpenBeds(hospital)) => system.hospitals[hospital].beds == UNLIMITED,
        Gauge::Daily(Measure::Open(service) | Measure::Staffed(service)) => {
            system.services[service].setting == Setting::Places(UNLIMITED)
        }
        Gauge::Daily(_) | Gauge::Outcome(_) | Gauge::DaysToDischarge(_) => false,
    }
}

/// The statistic and the value it is expected to have: exactly one of three keys.
fn statistic(reader: &Reader<'_>) -> Option<(Statistic, f64)> {
    let mean = reader.plain_number("mean", &ANY);
    let deviation = reader.plain_number("standard_deviation", &Rule::between("a standard deviation", 0.0, 1e12));
    let share = reader.plain_number("share", &Rule::share("a share of the values"));
    one_of(reader, &["mean", "standard_deviation", "share"], "what is expected");
    let conditions = [
        reader.plain_number("above", &ANY).map(Condition::Above),
        reader.plain_number("at_most", &ANY).map(Condition::AtMost),
        reader.plain_number("equal_to", &ANY).map(Condition::EqualTo),
    ];
    let among_at_most = reader.plain_number("among_at_most", &ANY);
    if reader.has("share") {
        one_of(reader, &["above", "at_most", "equal_to"], "of which values it is the share");
    } else {
        for key in ["above", "at_most", "equal_to", "among_at_most"] {
            reader.refuse(key, &format!("`{}` has a condition but no share", reader.path), "write share = …");
        }
    }
    let of_all = mean.map(|mean| (Statistic::Mean, mean));
    let deviation = deviation.map(|deviation| (Statistic::StandardDeviation, deviation));
    let condition = conditions.into_iter().flatten().next();
    let share = share.zip(condition).map(|(share, of)| (Statistic::Share { of, among_at_most }, share));
    of_all.or(deviation).or(share)
}

/// Exactly one of the keys must be there.
pub(super) fn one_of(reader: &Reader<'_>, keys: &[&str], what: &str) {
    let given: Vec<&str> = keys.iter().copied().filter(|key| reader.has(key)).collect();
    let list = super::desk::spoken(keys.iter().copied());
    match given.as_slice() {
        [_] => {}
        [] => {
            let problem = Problem::absence(reader.at, format!("`{}` does not say {what}", reader.path));
            reader.desk.report(problem.label(format!("add {list}")));
        }
        [_, second, ..] => {
            let problem = Problem::error(reader.place_of(second), format!("`{}` says twice {what}", reader.path));
            reader.desk.report(problem.label(format!("only one of {list}")));
        }
    }
}

/// Everything that can be measured, by name.
fn known_gauges(system: &CareSystem) -> Vec<(String, Gauge)> {
    let daily = Measure::all(system).into_iter().map(|measure| (measure.id(system), Gauge::Daily(measure)));
    let outcomes = Outcome::all(system).into_iter().map(|outcome| (outcome.id(system), Gauge::Outcome(outcome)));
    let by_pathway = system.pathways.iter().enumerate();
    let by_pathway =
        by_pathway.map(|(at, pathway)| (format!("days_to_discharge.{}", pathway.id), Gauge::DaysToDischarge(Some(at))));
    let all = std::iter::once(("days_to_discharge".to_owned(), Gauge::DaysToDischarge(None)));
    daily.chain(outcomes).chain(all).chain(by_pathway).collect()
}
