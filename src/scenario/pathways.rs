//! Pathways and their steps.

use super::desk::{did_you_mean, spoken};
use super::problems::{Place, Problem};
use super::quantities::{Rule, rounded};
use super::reader::Reader;
use super::references::Names;
use super::services::ServiceFacts;
use crate::model::parameters::{
    Alternative, AttributableTo, DelayReason, MOST_ALTERNATIVES, MOST_STEPS, Need, Pathway, Step, Transfers,
};

/// A kind of step: how what it waits for is read, and the usual reason for the delay.
type Kind = (fn(&Reader<'_>, &Names) -> Need, Option<DelayReason>);

/// The kinds of step. The usual reason for the delay of a place is that of its service.
const KINDS: [(&str, Kind); 9] = [
    ("assessment", (assessment, Some(DelayReason::Assessment))),
    ("panel", (panel, Some(DelayReason::PublicFunding))),
    ("equipment", (delay, Some(DelayReason::Equipment))),
    ("choice", (delay, Some(DelayReason::Choice))),
    ("dispute", (delay, Some(DelayReason::Dispute))),
    ("housing", (delay, Some(DelayReason::Housing))),
    ("sourcing", (delay, Some(DelayReason::CarePackage))),
    ("delay", (delay, None)),
    ("place", (place, None)),
];

/// What the pathways of a scenario have in common.
pub(super) struct Surroundings<'n> {
    pub names: &'n Names,
    /// One for each service.
    pub services: &'n [ServiceFacts],
    /// When patients leave on pathways that say nothing about it.
    pub transfers: Transfers,
}

/// Reads a `[[pathway]]`.
pub(super) fn pathway(reader: Reader<'_>, around: &Surroundings<'_>) -> Pathway {
    let (id, title) = reader.id_and_title();
    for reserved in ["home", "died", "readmitted", "source", "note", "evidence"] {
        if id == reserved {
            let problem = Problem::error(reader.place_of("id"), format!("a pathway cannot have the id `{id}`"));
            reader.desk.report(problem.label("this word has a meaning of its own in tables of shares"));
        }
    }
    let number = reader.needed_count("number", &Rule::between("the national number of the pathway", 0.0, 3.0).whole());
    let priority = reader.count("priority", &Rule::between("a rank, 1 served first", 1.0, 8.0).whole()).unwrap_or(1);
    let transfers = reader.transfers("transfers").unwrap_or(around.transfers);
    let steps = steps(&reader, around);
    let has_none = reader.table.list("steps").is_empty();
    if has_none && number.is_some_and(|number| number > 0) {
        let at = if reader.has("steps") { reader.place_of("steps") } else { reader.at };
        let problem = Problem::absence(at, format!("`{}` has no steps", reader.path)).label("at least one step");
        reader.desk.report(problem.help("only patients on pathway 0 leave without waiting for anything"));
    }
    if steps.len() > MOST_STEPS {
        let headline = format!("`{}` has {MOST_STEPS} steps at most, not {}", reader.path, steps.len());
        let problem = Problem::error(reader.place_of("steps"), headline);
        reader.desk.report(problem.label("more than can be simulated"));
    }
    reader.finish();
    Pathway { id, title, number: number.unwrap_or(0) as u8, priority: priority as u8, steps, transfers }
}

fn steps(reader: &Reader<'_>, around: &Surroundings<'_>) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for (name, kind, inner) in reader.variants("steps", "a step", &KINDS) {
        let at = inner.place_of("id");
        let step = step(name, kind, inner, around);
        if steps.iter().any(|other| other.id == step.id) {
            let problem = Problem::error(at, format!("`{}` has two steps `{}`", reader.path, step.id));
            reader.desk.report(problem.label("an id is used once in a pathway"));
        }
        steps.push(step);
    }
    steps
}

fn step(name: &'static str, (need, usual_reason): Kind, reader: Reader<'_>, around: &Surroundings<'_>) -> Step {
    // A step that states no id has the name that its path ends with.
    let name = reader.path.rsplit('.').next().unwrap_or(name);
    let id = reader.id().unwrap_or(name).to_owned();
    let need = need(&reader, around.names);
    let reason = reason(usual_reason, &reader, &need, around);
    let attribution = attribution(&reader).unwrap_or_else(|| usual_attribution(reason));
    let probability = reader.share("probability", "a probability", 1.0);
    let alternatives = alternatives(&reader, &need, around.names);
    let stay = need.place().and_then(|_| reader.distribution("stay"));
    reader.finish();
    Step { id, need, probability, reason, attribution, alternatives, stay }
}

fn assessment(reader: &Reader<'_>, names: &Names) -> Need {
    let team = reader.needed_reference("team", "team", &names.teams).unwrap_or(0);
    Need::Assessment { team, duration: reader.needed_distribution("duration") }
}

fn panel(reader: &Reader<'_>, names: &Names) -> Need {
    Need::Panel { panel: reader.needed_reference("panel", "panel", &names.panels).unwrap_or(0) }
}

fn delay(reader: &Reader<'_>, _: &Names) -> Need {
    Need::Delay { duration: reader.needed_distribution("delay") }
}

fn place(reader: &Reader<'_>, names: &Names) -> Need {
    Need::Place { service: reader.needed_reference("service", "service", &names.services).unwrap_or(0) }
}

fn alternatives(reader: &Reader<'_>, need: &Need, names: &Names) -> Vec<Alternative> {
    let needed = |service: usize| matches!(*need, Need::Place { service: needed } if needed == service);
    let mut alternatives: Vec<Alternative> = Vec::new();
    for inner in reader.tables("alternatives", super::references::named_by("service")) {
        let other = inner.needed_reference("service", "service", &names.services);
        let suitable = inner.share("suitable", "a share of the patients at this step", 1.0);
        if let Some(other) = other {
            if needed(other) || alternatives.iter().any(|known| known.service == other) {
                let problem =
                    Problem::error(inner.place_of("service"), format!("`{}` names a service twice", reader.path));
                reader.desk.report(problem.label("an alternative is another service"));
            }
            alternatives.push(Alternative { service: other, suitable });
        }
        inner.finish();
    }
    if alternatives.len() > MOST_ALTERNATIVES {
        let headline = format!("`{}` has {} alternatives", reader.path, alternatives.len());
        let problem = Problem::error(reader.place_of("alternatives"), headline);
        reader.desk.report(problem.label(format!("at most {MOST_ALTERNATIVES}")));
    }
    alternatives
}

/// The reason a step states, that of its kind, or for a place that of its service.
fn reason(usual: Option<DelayReason>, reader: &Reader<'_>, need: &Need, around: &Surroundings<'_>) -> DelayReason {
    let of_service = |service: usize| around.services.get(service).and_then(|facts| facts.reason);
    let usual = usual.or_else(|| need.place().and_then(of_service));
    let stated = reader.delay_reason("reason");
    if usual.is_none() {
        let is_place = need.place().is_some();
        let service_is_known = !is_place
            || reader.text("service").is_some_and(|name| around.names.services.iter().any(|known| known == name));
        if service_is_known {
            let or_service = if is_place { ", here or for its service" } else { "" };
            reader.require("reason", &format!("the official reason for the delay, \"A\" to \"I\"{or_service}"));
        }
    }
    stated.or(usual).unwrap_or(DelayReason::FurtherNhsCare)
}

impl Reader<'_> {
    /// The reason for delay whose code a key says.
    pub(crate) fn delay_reason(&self, key: &'static str) -> Option<DelayReason> {
        let code = self.text(key)?;
        let found = DelayReason::ALL.into_iter().find(|reason| reason.code() == code);
        if found.is_none() {
            let codes = || DelayReason::ALL.into_iter().map(DelayReason::code);
            let problem = Problem::error(self.place_of(key), format!("there is no reason for delay `{code}`"))
                .label(format!("one of {}", spoken(codes())));
            let list = DelayReason::ALL.map(|reason| format!("{} {}", reason.code(), reason.title()));
            self.desk.report(problem.note(list.join(", ")).help_if(guess_of_reason(code)));
        }
        found
    }
}

/// A code in other letters, or a title.
fn guess_of_reason(written: &str) -> Option<String> {
    let plain = |text: &str| text.to_lowercase().replace(['(', ')', ' '], "");
    let same = DelayReason::ALL.into_iter().find(|reason| plain(reason.code()) == plain(written));
    let titles = DelayReason::ALL.into_iter().find(|reason| did_you_mean(written, [reason.title()]).is_some());
    same.or(titles.filter(|_| written.chars().count() > 2)).map(|reason| format!("did you mean `{}`?", reason.code()))
}

/// To whom a step's delays are attributable, where it is said: one word, or shares.
fn attribution(reader: &Reader<'_>) -> Option<[f64; 3]> {
    let entry = reader.entry("attribution")?;
    if entry.node.table().is_none() {
        let words = [("nhs", [1.0, 0.0, 0.0]), ("social-care", [0.0, 1.0, 0.0]), ("both", [0.0, 0.0, 1.0])];
        return reader.word("attribution", &words);
    }
    let inner = reader.inner("attribution")?;
    let shares = AttributableTo::ALL.map(|to| inner.share(to.word(), "a share of the delays", 0.0));
    check_attribution(&inner, entry.key_at, shares.iter().sum());
    inner.finish();
    Some(shares)
}

fn check_attribution(inner: &Reader<'_>, at: Place, sum: f64) {
    if (sum - 1.0).abs() > 1e-6 {
        let headline = format!("the shares of `{}` sum to {}, not 1", inner.path, rounded(sum));
        inner.desk.report(Problem::error(at, headline).label("`nhs`, `social_care` and `both` share out every delay"));
    }
}

/// The attribution of delays for a reason, where a step says nothing: NHS, social care, both.
///
/// The guidance of 2015 allows C and I for the NHS only, and leaves A, B, D, E, F, G and H to what local partners agree. The
/// splits are assumptions, chosen so that the mix of reasons in Oxfordshire (August to November 2015) comes out near the
/// official 58 % NHS, 21 % social care and 22 % both.
fn usual_attribution(reason: DelayReason) -> [f64; 3] {
    match reason {
        DelayReason::Assessment => [0.4, 0.4, 0.2],
        DelayReason::PublicFunding => [0.3, 0.4, 0.3],
        DelayReason::ResidentialHome => [0.1, 0.7, 0.2],
        DelayReason::NursingHome => [0.25, 0.4, 0.35],
        DelayReason::CarePackage => [0.2, 0.4, 0.4],
        DelayReason::Equipment => [0.4, 0.3, 0.3],
        DelayReason::FurtherNhsCare | DelayReason::Choice | DelayReason::Dispute | DelayReason::Housing => {
            [1.0, 0.0, 0.0]
        }
    }
}

/// The pathway of those who go on to a service after another: one step, a place there.
pub(super) fn onward_pathway(service: usize, around: &Surroundings<'_>) -> Pathway {
    let reason = around.services.get(service).and_then(|facts| facts.reason).unwrap_or(DelayReason::FurtherNhsCare);
    let number = match reason {
        DelayReason::CarePackage => 1,
        DelayReason::ResidentialHome | DelayReason::NursingHome => 3,
        DelayReason::Assessment
        | DelayReason::PublicFunding
        | DelayReason::FurtherNhsCare
        | DelayReason::Equipment
        | DelayReason::Choice
        | DelayReason::Dispute
        | DelayReason::Housing => 2,
    };
    let name = around.names.services.get(service).map_or("", String::as_str);
    let title = around.services.get(service).map_or("", |facts| facts.title.as_str());
    let step = Step {
        id: "place".into(),
        need: Need::Place { service },
        probability: 1.0,
        reason,
        attribution: usual_attribution(reason),
        alternatives: Vec::new(),
        stay: None,
    };
    Pathway {
        id: format!("to-{name}"),
        title: format!("On to {}", lower_first(title)),
        number,
        priority: 1,
        steps: vec![step],
        transfers: around.transfers,
    }
}

/// A title inside a sentence: "Home care" is "home care", "NHS beds" stays.
fn lower_first(title: &str) -> String {
    let mut characters = title.chars();
    match (characters.next(), characters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(characters).collect(),
        _ => title.to_owned(),
    }
}
