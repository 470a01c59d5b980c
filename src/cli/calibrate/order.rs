//! What is to be fitted to what, with nothing left to look up.

use super::chosen;
use crate::cli::arguments::{CalibrateArguments, Prior};
use crate::cli::failure::Failure;
use crate::cli::run::option_position;
use crate::cli::sources;
use crate::cli::terminal;
use crate::cli::words::counted;
use crate::experiment::calibration::{Influence, Plan, Quantity, Shape};
use crate::model::Date;
use crate::scenario::{self, Assumption, Observation, Official, Scenario, Taking, did_you_mean};

/// Quantities fitted at most where none are named.
const MOST: usize = 12;
/// The least distance between the observed numbers at low and high, in standard deviations, of a quantity that is fitted unnamed.
const VISIBLE: f64 = 0.5;

/// A calibration with nothing left to look up.
pub struct Order {
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub observations: Vec<Observation>,
    /// The file of observations as it was typed.
    pub file: String,
    /// What was left out of it, in sentences.
    pub notes: Vec<String>,
    /// Those named, or all that have a range.
    pub quantities: Vec<Quantity>,
    /// Whether they were named.
    pub is_chosen: bool,
    pub assumptions: Vec<Assumption>,
    pub plan: Plan,
}

impl Order {
    /// What the rows of its runs depend on, in words.
    pub fn kind(&self, scenario: &Scenario) -> String {
        let what: String = self.observations.iter().map(|one| format!("{} {:?};", one.name, one.span)).collect();
        let mark = crc32fast::hash(what.as_bytes());
        let option = &scenario.system.options[self.option].id;
        format!("calibration of {option} to {} ({mark:08x})", counted(self.observations.len(), "observation"))
    }
}

/// Finds everything that is wrong with the command line and with the file of observations.
pub fn checked(scenario: &Scenario, arguments: &CalibrateArguments) -> Result<Order, Failure> {
    let mut wrong: Vec<Failure> = Vec::new();
    let option = option_position(scenario, &arguments.option).map_err(|failure| wrong.push(failure)).ok();
    let shape = match arguments.prior {
        Prior::Uniform => Shape::Uniform,
        Prior::Pert => Shape::Pert,
    };
    let all: Vec<Quantity> = scenario.assumptions.iter().filter_map(|one| Quantity::of(one, shape)).collect();
    for (at, path) in arguments.fit.iter().enumerate() {
        if arguments.fit[..at].contains(path) {
            wrong.push(Failure::cannot(format!("`{path}` is fitted twice")).help("give each path once"));
        } else if all.iter().all(|quantity| quantity.path != *path) {
            wrong.push(no_range(scenario, &all, path));
        }
    }
    if all.is_empty() && arguments.fit.is_empty() {
        wrong.push(
            Failure::cannot(format!("no quantity of the scenario `{}` has a `low` and a `high`", scenario.id))
                .help("give ranges to those that are not known: beds = { value = 150, low = 120, high = 180 }"),
        );
    }
    let taking = taking(arguments, &mut wrong);
    let file = arguments.observed.display().to_string();
    let found = sources::observed(&arguments.observed).and_then(|text| {
        scenario::observations(&file, &text, &scenario.system, &taking).map_err(|problems| {
            sources::show(&problems);
            Failure::cannot(format!("`{file}` has {}; nothing was run", counted(sources::errors(&problems), "problem")))
        })
    });
    let found = found.map_err(|failure| wrong.push(failure)).ok();
    if let Some(found) = &found
        && found.list.is_empty()
    {
        let failure = Failure::cannot(format!("no observation of `{file}` is left to fit to"));
        wrong.push(match found.notes.first() {
            Some(note) => failure.help(note.clone()),
            None => failure,
        });
    }
    match (wrong.len(), option, found) {
        (0, Some(option), Some(found)) => {
            let is_chosen = !arguments.fit.is_empty();
            let quantities = if is_chosen {
                chosen(&all, &arguments.fit).cloned().collect()
            } else {
                // A target is chosen; there is nothing to know about it.
                all.into_iter().filter(|quantity| !quantity.path.starts_with("target.")).collect()
            };
            found.notes.iter().for_each(|note| terminal::tell(&format!("{note}\n")));
            Ok(Order {
                option,
                observations: found.list,
                file,
                notes: found.notes,
                quantities,
                is_chosen,
                assumptions: scenario.assumptions.clone(),
                plan: Plan {
                    seed: arguments.seed,
                    waves: arguments.waves,
                    points: arguments.points,
                    draws: arguments.draws,
                },
            })
        }
        (1, ..) => Err(wrong.remove(0)),
        (several, ..) => {
            wrong.iter().for_each(|failure| terminal::tell(&failure.message()));
            Err(Failure::cannot(format!("the command has {}; nothing was run", counted(several, "problem"))))
        }
    }
}

fn no_range(scenario: &Scenario, all: &[Quantity], path: &str) -> Failure {
    if let Some(assumption) = scenario.assumptions.iter().find(|assumption| assumption.path == path) {
        if assumption.is_chosen() {
            return Failure::cannot(format!("`{path}` is chosen, and not fitted"));
        }
        return Failure::cannot(format!(
            "the scenario states no range for `{path}`, so there is no prior to begin from"
        ))
        .help(format!("write it as {{ value = {}, low = …, high = … }}", assumption.value));
    }
    let near = did_you_mean(path, all.iter().map(|quantity| quantity.path.as_str()));
    Failure::cannot(format!("there is no quantity `{path}` with a range"))
        .help(near.unwrap_or_else(|| "assumptions.csv of `dtoc run` lists the paths of all quantities".into()))
}

fn taking(arguments: &CalibrateArguments, wrong: &mut Vec<Failure>) -> Taking {
    let usual = Official::default();
    let mut month = |name: &str, text: &Option<String>| -> Option<Date> {
        let text = text.as_ref()?;
        let parts = text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
        let first = parts.and_then(|(year, month)| crate::model::dates::date(year, month, 1));
        if first.is_none() {
            wrong.push(Failure::cannot(format!("`{text}` is not a month")).help(format!("write it as {name} 2015-12")));
        }
        first
    };
    Taking {
        from: month("--from", &arguments.from),
        to: month("--to", &arguments.to).map(|first| first.last_of_month()),
        official: Official {
            scale: arguments.scale.unwrap_or(usual.scale),
            error: arguments.error.unwrap_or(usual.error),
            measures: if arguments.measures.is_empty() { usual.measures } else { arguments.measures.clone() },
        },
    }
}

/// The quantities that are fitted where none are named: those that change the observed numbers visibly, most first.
///
/// Of a table of shares one at least is left free, to make room for the others.
pub fn selected(influences: &[Influence], assumptions: &[Assumption]) -> Result<Vec<Quantity>, Failure> {
    let mut selected: Vec<Quantity> = Vec::new();
    for influence in influences.iter().filter(|influence| influence.distance >= VISIBLE) {
        let table = influence.quantity.path.rsplit_once('.').map_or("", |(table, _)| table);
        let shares = scenario::shares(assumptions, table);
        let taken = selected.iter().filter(|one| shares.iter().any(|(path, _)| *path == one.path)).count();
        let leaves_room = shares.is_empty() || taken + 1 < shares.len();
        if leaves_room && selected.len() < MOST {
            selected.push(influence.quantity.clone());
        }
    }
    if selected.is_empty() {
        return Err(Failure::cannot("no quantity with a range changes the observed numbers visibly")
            .help("give wider ranges, or name the quantities with --fit"));
    }
    Ok(selected)
}
