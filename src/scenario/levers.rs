//! What can be bought more or less of, for whoever looks for the best mix: `[[lever]]` and `[plan]`.

use super::desk::did_you_mean;
use super::problems::{Place, Problem};
use super::quantities::{Rule, rounded};
use super::reader::{EVIDENCE_KEYS, Reader};
use super::references::{Names, named_by};
use super::tree::Value;

/// A quantity of the scenario that a plan sets, in steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    pub id: String,
    pub title: String,
    /// The path of the quantity: `scheme.plan-beds.effects.open_places.places`.
    pub quantity: String,
    /// What goes along: the paths of other quantities, and how much of each belongs to one unit of this one.
    pub along: Vec<(String, f64)>,
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
        let along = self.along.iter().map(|(path, share)| (path.clone(), rounded(value * share)));
        std::iter::once((self.quantity.clone(), value)).chain(along).collect()
    }
}

/// Most values of one lever.
const MOST_LEVELS: f64 = 10_001.0;

const ANY: Rule = Rule::between("a number", -1e9, 1e9);

/// The levers of a scenario, and the position of the option they act in, where it is stated.
pub(super) type Levers = (Vec<Lever>, Option<usize>);

/// Reads `[[lever]]` and `[plan]`. Every quantity of the care system has been read by then.
pub(super) fn levers(root: &Reader<'_>, names: &Names) -> Levers {
    let readers = root.tables("lever", named_by("id"));
    let mut taken: Vec<(String, String)> = Vec::new();
    let levers = readers.into_iter().filter_map(|reader| lever(reader, &mut taken)).collect();
    let option = root.inner("plan").and_then(|reader| {
        let option = reader.reference("option", "option", &names.options);
        reader.finish();
        option
    });
    (levers, option)
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
fn along(reader: &Reader<'_>, taken: &mut Vec<(String, String)>) -> Vec<(String, f64)> {
    let Some(inner) = reader.inner("along") else { return Vec::new() };
    let mut along = Vec::new();
    for entry in inner.table.entries.iter().filter(|entry| !EVIDENCE_KEYS.contains(&entry.key.as_str())) {
        let share = match entry.node.value {
            Value::Whole(whole) => whole as f64,
            Value::Number(number) => number,
            _ => {
                inner.wrong_kind(entry, "so much for one unit: the path stands between quotation marks, \"…\" = 0.05");
                continue;
            }
        };
        check_path(reader, &entry.key, entry.key_at, taken);
        along.push((entry.key.clone(), share));
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
        Some((_, value)) if value.replace('_', "").parse::<f64>().is_err() => {
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
