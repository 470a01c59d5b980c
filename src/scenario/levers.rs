//! What can be bought more or less of, for whoever looks for the best mix: `[[lever]]` and `[plan]`.

use serde::Serialize;

use super::desk::did_you_mean;
use super::problems::{Place, Problem};
use super::quantities::{Rule, rounded};
use super::reader::{EVIDENCE_KEYS, Reader};
use super::references::{Names, named_by, position};
use super::tree::Node;
use super::verification::one_of;
use crate::model::CareSystem;
use crate::model::parameters::FundingOption;

/// A quantity of the scenario that a plan sets, in steps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lever {
    pub id: String,
    pub title: String,
    /// The path of the quantity: `scheme.plan-beds.effects.open_places.places`.
    pub quantity: String,
    /// What goes along: the paths of other quantities, each with its value when the lever is at its least and at its most.
    pub along: Vec<(String, [f64; 2])>,
    pub least: f64,
    pub most: f64,
    /// From one value to the next.
    pub step: f64,
    /// Pounds for one unit over the whole period; `None` where the accounts say what it costs.
    pub unit_price: Option<f64>,
}

impl Lever {
    /// How many values it can have.
    #[must_use]
    pub fn levels(&self) -> u32 {
        ((self.most - self.least) / self.step).round() as u32 + 1
    }

    /// The value at a level; level 0 is the least.
    #[must_use]
    pub fn value(&self, level: u32) -> f64 {
        // The last digits that a sum of steps leaves are nobody's wish.
        rounded(self.least + f64::from(level) * self.step)
    }

    /// What it sets at a level: paths and values.
    #[must_use]
    pub fn values(&self, level: u32) -> Vec<(String, f64)> {
        let value = self.value(level);
        let share = f64::from(level) / f64::from(self.levels() - 1).max(1.0);
        let between = |[least, most]: [f64; 2]| rounded(least + share * (most - least));
        let along = self.along.iter().map(|(path, ends)| (path.clone(), between(*ends)));
        std::iter::once((self.quantity.clone(), value)).chain(along).collect()
    }
}

/// Most values of one lever.
const MOST_LEVELS: f64 = 10_001.0;

const ANY: Rule = Rule::between("a number", -1e9, 1e9);

/// What the levers act in.
#[derive(Clone, Debug)]
pub struct Planning {
    /// The care system with everything that a plan may use.
    pub system: CareSystem,
    /// Position in its options of the one that a plan is made of.
    pub option: usize,
    /// The ids of the schemes that only a plan has.
    pub apart: Vec<String>,
}

impl Planning {
    /// Whether the quantity at a path belongs to a scheme that only a plan has: no run rests on it.
    pub(super) fn has_alone(&self, path: &str) -> bool {
        let scheme = path.strip_prefix("scheme.").and_then(|rest| rest.split('.').next());
        scheme.is_some_and(|scheme| self.apart.iter().any(|id| id == scheme))
    }
}

/// The id of the option that `[plan]` makes of its schemes.
const PLAN: &str = "plan";

/// What `[plan]` says.
pub(super) enum Planned {
    /// The levers act in this option.
    Option(usize),
    /// The levers act in an option with these schemes, which no run simulates.
    Schemes(FundingOption),
}

impl Planned {
    /// The schemes that only a plan has.
    pub(crate) fn schemes(&self) -> &[usize] {
        match self {
            Self::Option(_) => &[],
            Self::Schemes(option) => &option.schemes,
        }
    }

    /// What the levers act in. Schemes that only a plan has are taken out of the care system that runs simulate.
    pub(crate) fn set_apart(self, system: &mut CareSystem) -> Planning {
        let option = match self {
            Self::Option(option) => return Planning { system: system.clone(), option, apart: Vec::new() },
            Self::Schemes(option) => option,
        };
        let mut whole = system.clone();
        let is_chosen = |scheme: usize| system.options.iter().any(|option| option.schemes.contains(&scheme));
        let kept: Vec<usize> =
            (0..system.schemes.len()).filter(|&at| is_chosen(at) || !option.schemes.contains(&at)).collect();
        let moved = |old: &usize| kept.iter().position(|at| at == old).unwrap_or(*old);
        for other in &mut system.options {
            other.schemes = other.schemes.iter().map(moved).collect();
        }
        system.schemes = kept.iter().map(|&at| whole.schemes[at].clone()).collect();
        whole.options.push(option);
        let apart = (0..whole.schemes.len()).filter(|at| !kept.contains(at)).map(|at| whole.schemes[at].id.clone());
        Planning { option: whole.options.len() - 1, apart: apart.collect(), system: whole }
    }
}

/// The points about one are more than memory holds with many levers.
const MOST_LEVERS: usize = 6;

/// Reads `[[lever]]`. Every quantity of the care system has been read by then.
pub(super) fn levers(root: &Reader<'_>) -> Vec<Lever> {
    let readers = root.tables("lever", named_by("id"));
    if let Some(reader) = readers.get(MOST_LEVERS) {
        let headline = format!("a scenario has {MOST_LEVERS} levers at most, not {}", readers.len());
        reader.desk.report(Problem::error(reader.at, headline).label("one more than can be searched"));
    }
    let mut taken: Vec<(String, String)> = Vec::new();
    readers.into_iter().filter_map(|reader| lever(reader, &mut taken)).collect()
}

/// Reads `[plan]`.
pub(super) fn planned(root: &Reader<'_>, names: &Names) -> Option<Planned> {
    let reader = root.inner("plan")?;
    let title = reader.text("title").unwrap_or("Plan").to_owned();
    let option = reader.reference("option", "option", &names.options);
    let schemes = reader.references("schemes", "scheme", &names.schemes);
    one_of(&reader, &["option", "schemes"], "what the levers act in");
    if reader.has("schemes") && position(&names.options, PLAN).is_some() {
        let problem = Problem::error(reader.place_of("schemes"), format!("there is an option `{PLAN}` already"));
        reader.desk.report(problem.label("would be another one").help(format!("write option = \"{PLAN}\" here")));
    }
    let is_option = reader.has("option");
    reader.finish();
    match option {
        Some(option) => Some(Planned::Option(option)),
        None if is_option => None,
        None => Some(Planned::Schemes(FundingOption { id: PLAN.into(), title, schemes })),
    }
}

fn lever(reader: Reader<'_>, taken: &mut Vec<(String, String)>) -> Option<Lever> {
    let (id, title) = reader.id_and_title();
    reader.require("quantity", "the path of a number of the scenario, as in assumptions.csv");
    let quantity = reader.text("quantity").unwrap_or_default().to_owned();
    if reader.text("quantity").is_some() {
        check_path(&reader, &quantity, reader.place_of("quantity"), taken);
    }
    let along = along(&reader, taken);
    let bound = |key| {
        reader.require(key, ANY.what);
        reader.plain_number(key, &ANY)
    };
    let (least, most) = (bound("least"), bound("most"));
    let step = reader.plain_number("step", &Rule::between("a step", 0.0, 1e9).above_zero());
    reader.require("step", "how far one value is from the next");
    let unit_price = reader.number("unit_price", &Rule::pounds("pounds for a unit over the whole period"));
    if let (Some(least), Some(most), Some(step)) = (least, most, step) {
        check_range(&reader, least, most, step);
    }
    reader.finish();
    Some(Lever { id, title, quantity, along, least: least?, most: most?, step: step?, unit_price })
}

/// What goes along with the quantity, by path.
fn along(reader: &Reader<'_>, taken: &mut Vec<(String, String)>) -> Vec<(String, [f64; 2])> {
    let Some(inner) = reader.inner("along") else { return Vec::new() };
    let mut along = Vec::new();
    for entry in inner.table.entries.iter().filter(|entry| !EVIDENCE_KEYS.contains(&entry.key.as_str())) {
        let ends: Vec<f64> = entry.node.list().unwrap_or_default().iter().filter_map(Node::number).collect();
        let Ok(ends) = <[f64; 2]>::try_from(ends) else {
            let wanted =
                "its values with the lever at its least and at its most, as \"scheme.more.budget\" = [0, 1_000]";
            inner.wrong_kind(entry, wanted);
            continue;
        };
        check_path(reader, &entry.key, entry.key_at, taken);
        along.push((entry.key.clone(), ends));
    }
    along
}

/// A lever sets single numbers of the scenario, and no two set the same one.
fn check_path(reader: &Reader<'_>, path: &str, at: Place, taken: &mut Vec<(String, String)>) {
    let paths = reader.desk.logged();
    match paths.iter().find(|(known, _)| known == path) {
        None => {
            let near = did_you_mean(path, paths.iter().map(|(known, _)| known.as_str()));
            let help = "assumptions.csv of `dtoc run` lists the paths of all quantities";
            let problem = Problem::absence(at, format!("there is no quantity `{path}`"));
            reader.desk.report(problem.label("not the path of a number in this scenario").help(help).help_if(near));
        }
        Some((_, None)) => {
            let problem = Problem::error(at, format!("`{path}` cannot be a lever"));
            let label = "a date, a list, a distribution or \"unlimited\": only single numbers can";
            reader.desk.report(problem.label(label));
        }
        Some(_) => match taken.iter().find(|(other, _)| other == path) {
            Some((_, lever)) => {
                let problem = Problem::error(at, format!("`{path}` is set twice, by `{lever}` too"));
                reader.desk.report(problem.label("one lever for each quantity"));
            }
            None => taken.push((path.to_owned(), reader.path.clone())),
        },
    }
}

fn check_range(reader: &Reader<'_>, least: f64, most: f64, step: f64) {
    if least >= most {
        let problem = Problem::error(reader.place_of("most"), format!("`{}` has no range", reader.path));
        reader.desk.report(problem.label(format!("more than `least`, which is {least}")));
        return;
    }
    let steps = (most - least) / step;
    if (steps - steps.round()).abs() > 1e-6 * steps.max(1.0) || steps < 0.5 {
        let whole = steps.floor().max(1.0);
        let headline = format!("the steps of `{}` do not lead from {least} to {most}", reader.path);
        let problem = Problem::error(reader.place_of("step"), headline).label("must divide most - least");
        let near = [rounded(least + whole * step), rounded((most - least) / whole)];
        let help = match steps < 1.0 {
            true => format!("write step = {} or less", rounded(most - least)),
            false => format!("write most = {}, or step = {}", near[0], near[1]),
        };
        reader.desk.report(problem.help(help));
    } else if steps + 1.0 > MOST_LEVELS {
        let problem = Problem::error(reader.place_of("step"), format!("`{}` has {} values", reader.path, steps + 1.0));
        reader.desk.report(problem.label(format!("at most {MOST_LEVELS}: give a larger step")));
    }
}
