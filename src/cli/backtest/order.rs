//! What a back-test was asked for, with nothing left to look up.

use crate::cli::arguments::{BacktestArguments, Prior};
use crate::cli::failure::Failure;
use crate::cli::run::option_position;
use crate::cli::sources;
use crate::cli::terminal;
use crate::cli::words::counted;
use crate::experiment::backtest::Backtest;
use crate::experiment::calibration::{Plan, Quantity, Shape};
use crate::model::CareSystem;
use crate::scenario::{Observation, Official, Scenario, Taking, did_you_mean, observations};

/// Months known that a fit and its discrepancy need, in words.
const SIX: &str = "six months of averages, at least, must be known at an origin";

/// A back-test, ready to begin.
pub struct Order {
    pub scenario: Scenario,
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub backtest: Backtest,
    pub threads: Option<usize>,
    /// What was left out of the files, in sentences.
    pub notes: Vec<String>,
}

impl Order {
    /// What the words mean, or everything that is wrong with them.
    pub fn new(scenario: Scenario, arguments: &BacktestArguments) -> Result<Self, Failure> {
        let mut wrong = Vec::new();
        let system = &scenario.system;
        let option = match &arguments.option {
            None => scenario.historical_option.unwrap_or(system.reference),
            Some(id) => option_position(&scenario, id).unwrap_or_else(|failure| {
                wrong.push(failure);
                system.reference
            }),
        };
        let quantities = quantities(&scenario, arguments, &mut wrong);
        let (observed, notes) = read(system, arguments, &mut wrong);
        let mut until = arguments.until.clone();
        until.sort_unstable();
        until.dedup();
        let backtest = Backtest {
            quantities,
            observations: observed,
            measure: arguments.measure.clone(),
            until,
            horizon: u32::try_from(arguments.horizon_months).unwrap_or(u32::MAX),
            plan: Plan {
                seed: arguments.seed,
                waves: arguments.waves,
                points: arguments.points,
                draws: arguments.draws,
            },
            replications: arguments.replications,
        };
        if wrong.is_empty() {
            check_origins(&backtest, system, &mut wrong);
        }
        refuse(wrong)?;
        Ok(Self { option, backtest, threads: arguments.threads, notes, scenario })
    }

    /// Runs that are simulated, at most.
    pub fn runs(&self) -> u64 {
        let plan = &self.backtest.plan;
        let fit = plan.waves.saturating_mul(plan.points);
        let forecast = plan.draws.saturating_mul(self.backtest.replications);
        fit.saturating_add(forecast).saturating_mul(self.backtest.until.len() as u64)
    }

    /// What the rows of runs depend on, beside the scenario, the seed and the values.
    pub fn kind(&self) -> String {
        let of = |one: &Observation| format!("{} {:?}", one.name, one.span);
        let all: Vec<String> = self.backtest.observations.iter().map(of).collect();
        let days = self.backtest.days_needed(&self.scenario.system);
        format!(
            "backtest of {} over {days} days under option {}: {}",
            self.backtest.measure,
            self.option,
            all.join("; ")
        )
    }
}

/// The quantities to fit: those asked for, else all that state a range.
fn quantities(scenario: &Scenario, arguments: &BacktestArguments, wrong: &mut Vec<Failure>) -> Vec<Quantity> {
    let shape = match arguments.prior {
        Prior::Uniform => Shape::Uniform,
        Prior::Pert => Shape::Pert,
    };
    let all: Vec<Quantity> =
        scenario.assumptions.iter().filter_map(|assumption| Quantity::of(assumption, shape)).collect();
    let is_chosen = |path: &str| scenario.assumptions.iter().any(|one| one.path == path && one.is_chosen());
    if arguments.fit.is_empty() {
        if all.is_empty() {
            let help = "give the quantities that are not known a `low` and a `high`";
            wrong.push(
                Failure::cannot("the scenario states no range for any quantity: there is nothing to fit").help(help),
            );
        }
        return all;
    }
    let mut found: Vec<Quantity> = Vec::new();
    for path in &arguments.fit {
        match all.iter().find(|quantity| quantity.path == *path) {
            Some(quantity) if found.contains(quantity) => {}
            Some(quantity) => found.push(quantity.clone()),
            None if is_chosen(path) => wrong.push(Failure::cannot(format!("`{path}` is chosen, and not fitted"))),
            None => {
                let near = did_you_mean(path, all.iter().map(|quantity| quantity.path.as_str()));
                let help = near.unwrap_or_else(|| "a quantity that is fitted states a `low` and a `high`".into());
                wrong.push(Failure::cannot(format!("there is no quantity `{path}` with a range")).help(help));
            }
        }
    }
    found
}

/// The observations of all files, and what was left out of them.
fn read(
    system: &CareSystem,
    arguments: &BacktestArguments,
    wrong: &mut Vec<Failure>,
) -> (Vec<Observation>, Vec<String>) {
    let official =
        Official { scale: arguments.scale, error: arguments.error, measures: vec![arguments.measure.clone()] };
    let taking = Taking { from: None, to: None, official };
    let (mut list, mut notes) = (Vec::new(), Vec::new());
    for path in &arguments.observed {
        let name = path.display().to_string();
        let text = match sources::observed(path) {
            Ok(text) => text,
            Err(failure) => {
                wrong.push(failure);
                continue;
            }
        };
        match observations(&name, &text, system, &taking) {
            Ok(found) => {
                // What two files say of the same days is one observation, not two: that of the file named first.
                let is_new = |one: &Observation| !list.iter().any(|known: &Observation| is_same(known, one));
                let (new, again): (Vec<_>, Vec<_>) = found.list.into_iter().partition(is_new);
                if !again.is_empty() {
                    let known = counted(again.len(), "observation");
                    notes.push(format!("{name}: {known} of what an earlier file has too, and left out"));
                }
                list.extend(new);
                notes.extend(found.notes.iter().map(|note| format!("{name}: {note}")));
            }
            Err(problems) => {
                sources::show(&problems);
                let count = counted(sources::errors(&problems), "problem");
                wrong.push(Failure::cannot(format!("`{name}` has {count}")));
            }
        }
    }
    (list, notes)
}

/// Whether two observations are of the same measure and days.
fn is_same(one: &Observation, other: &Observation) -> bool {
    one.measure == other.measure && one.span == other.span
}

/// Whether something is known at every origin, and something left to forecast.
fn check_origins(backtest: &Backtest, system: &CareSystem, wrong: &mut Vec<Failure>) {
    let observed = backtest.observed();
    let Some((last, _)) = observed.last() else {
        let what = format!("no file has a monthly average of `{}`", backtest.measure);
        wrong.push(Failure::cannot(what).help("a row for each month, or the official table of delayed days"));
        return;
    };
    for &until in &backtest.until {
        let Some(known) = backtest.last_month(until) else {
            wrong.push(Failure::cannot(format!("too little is known by {until}")).help(SIX));
            continue;
        };
        if backtest.months(known, system).is_empty() {
            let help = "let the period of the scenario end later, or take an earlier origin";
            wrong.push(
                Failure::cannot(format!("the period of the scenario ends before the month after {until}")).help(help),
            );
        } else if known == last {
            let what = format!("nothing is known of what happened after {until}: there is nothing to score");
            wrong.push(Failure::cannot(what).help(format!("the last month in the files is {last}")));
        } else if until > known.plus(1).last_day() {
            let what = format!("the averages of the months from {} to {until} are not in the files", known.plus(1));
            let help = format!(
                "what is known of those days would be fitted to and forecast: end with {known}, or add the months"
            );
            wrong.push(Failure::cannot(what).help(help));
        }
    }
}

/// Ends with everything that is wrong, if something is.
fn refuse(mut wrong: Vec<Failure>) -> Result<(), Failure> {
    match wrong.len() {
        0 => Ok(()),
        1 => Err(wrong.remove(0)),
        several => {
            wrong.iter().for_each(|failure| terminal::tell(&failure.message()));
            Err(Failure::cannot(format!("the command has {}; nothing was run", counted(several, "problem"))))
        }
    }
}
