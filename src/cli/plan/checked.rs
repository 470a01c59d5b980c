//! A plan to look for with nothing left to look up: the levers, the option they act in, and the goal.

use super::goal;
use crate::cli::arguments::{GoalWord, PlanArguments};
use crate::cli::failure::Failure;
use crate::cli::run::option_position;
use crate::cli::sources::{self, Text};
use crate::cli::terminal;
use crate::cli::words::counted;
use crate::experiment::plan::simulated::{Order, When};
use crate::model::CareSystem;
use crate::scenario::{Draft, Lever, Planning, Problems, Scenario};

/// The probability asked for where nothing is said.
pub const PROBABILITY: f64 = 0.8;

/// Replications of a point at most, where nothing is said.
const CAP: u64 = 1_024;

/// What is to be planned.
pub struct Checked {
    /// The scenario with the care system that is planned in.
    pub scenario: Scenario,
    pub order: Order,
    /// The option is one that only plans have.
    pub is_new_option: bool,
    draft: Draft,
    uses_planning: bool,
}

impl Checked {
    /// The care system with these values.
    pub fn system_with(&self, values: &[(String, f64)]) -> Result<CareSystem, Problems> {
        let scenario = self.draft.check(values)?;
        Ok(match scenario.planning {
            Some(planning) if self.uses_planning => planning.system,
            _ => scenario.system,
        })
    }
}

/// Finds everything that is wrong with what was typed, and with the ends of the levers.
pub fn checked(text: &mut Text, scenario: Scenario, arguments: &PlanArguments) -> Result<Checked, Failure> {
    if scenario.levers.is_empty() {
        let what = format!("the scenario `{}` has no levers: nothing to plan", scenario.id);
        return Err(Failure::cannot(what).help(
            "add [[lever]] tables; README.md in the folder of the scenarios says how, `oxfordshire-pilot` has some",
        ));
    }
    let Planning { system, option, .. } = acted_in(&scenario, arguments)?;
    let levers = scenario.levers.clone();
    act_in(&system, option, &levers)?;
    let (at_most, day_price) = asked(&system, arguments)?;
    let first_stage = arguments.replications;
    let cap = arguments.cap.unwrap_or(CAP.max(first_stage));
    if cap < first_stage {
        let what = format!("--cap {cap} is less than --replications {first_stage}");
        return Err(Failure::cannot(what).help("give a --cap that is at least as many"));
    }
    let order = Order {
        levers,
        option,
        when: if arguments.over_period { When::OverThePeriod } else { When::OnTheDate },
        at_most,
        goal: goal(arguments, at_most, day_price),
        budget: arguments.budget,
        first_stage,
        cap,
    };
    let uses_planning = arguments.option.is_none() && scenario.planning.is_some();
    let is_new_option = system.options.len() > scenario.system.options.len();
    let scenario = Scenario { system, ..scenario };
    let checked = Checked { scenario, order, is_new_option, draft: text.draft(), uses_planning };
    check_ends(&checked)?;
    Ok(checked)
}

/// The care system and the option that the levers act in: as typed, as `[plan]` says, or the only option there is.
fn acted_in(scenario: &Scenario, arguments: &PlanArguments) -> Result<Planning, Failure> {
    if let Some(id) = &arguments.option {
        return Ok(Planning {
            option: option_position(scenario, id)?,
            system: scenario.system.clone(),
            apart: Vec::new(),
        });
    }
    match &scenario.planning {
        Some(planning) => Ok(planning.clone()),
        None if scenario.system.options.len() == 1 => {
            Ok(Planning { option: 0, system: scenario.system.clone(), apart: Vec::new() })
        }
        None => Err(Failure::cannot(format!("the scenario `{}` does not say what its levers act in", scenario.id))
            .help("give --option ID, or add to the scenario: [plan] and below it option = \"…\" or schemes = [\"…\"]")),
    }
}

/// A lever that sets a number of a scheme does nothing in an option without that scheme.
fn act_in(system: &CareSystem, option: usize, levers: &[Lever]) -> Result<(), Failure> {
    let has = |id: &str| system.options[option].schemes.iter().any(|&at| system.schemes[at].id == id);
    for lever in levers {
        let scheme = lever.quantity.strip_prefix("scheme.").and_then(|rest| rest.split('.').next());
        if let Some(scheme) = scheme.filter(|scheme| !has(scheme)) {
            let option = &system.options[option].id;
            let what = format!(
                "the lever `{}` sets a number of the scheme `{scheme}`, which the option `{option}` does not have",
                lever.id
            );
            return Err(Failure::cannot(what).help("plan with an option that has it, or give it to this one"));
        }
    }
    Ok(())
}

/// How many delayed patients are meant, and what a delayed day costs.
fn asked(system: &CareSystem, arguments: &PlanArguments) -> Result<(f64, f64), Failure> {
    let belongs = |word: &str, to: &str| {
        Err(Failure::cannot(format!("{word} has no meaning with this goal")).help(format!("it belongs to --goal {to}")))
    };
    if arguments.probability.is_some() && arguments.goal != GoalWord::Probability {
        return belongs("--probability", "probability");
    }
    if arguments.delayed_day_price.is_some() && arguments.goal != GoalWord::Cost {
        return belongs("--delayed-day-price", "cost");
    }
    if arguments.at_most.is_some() && arguments.goal == GoalWord::Cost {
        return belongs("--at-most", "probability or mean");
    }
    let target = system.target.map(|target| f64::from(target.delayed_patients));
    if arguments.goal == GoalWord::Cost {
        let stated = Some(system.prices.bed_day_full_average).filter(|price| *price > 0.0);
        let Some(price) = arguments.delayed_day_price.or(stated) else {
            return Err(Failure::cannot("the scenario has no price for a delayed day")
                .help("give --delayed-day-price POUNDS, or `bed_day_full_average` under [prices]"));
        };
        return Ok((target.unwrap_or(0.0), price));
    }
    match arguments.at_most.or(target) {
        Some(at_most) => Ok((at_most, 0.0)),
        None => Err(Failure::cannot("the scenario has no target").help("give --at-most N, or add a [target]")),
    }
}

/// Checks the scenario with every lever at either end, alone and together.
fn check_ends(checked: &Checked) -> Result<(), Failure> {
    let levers = &checked.order.levers;
    let least = vec![0; levers.len()];
    let most: Vec<u32> = levers.iter().map(|lever| lever.levels() - 1).collect();
    let mut points = vec![least.clone(), most.clone()];
    for lever in 0..levers.len() {
        let mut point = least.clone();
        point[lever] = most[lever];
        points.push(point);
    }
    for point in points {
        let values = checked.order.values(&point);
        if let Err(problems) = checked.system_with(&values) {
            return Err(refused(&values, &problems));
        }
    }
    Ok(())
}

/// The failure of a point that the scenario refuses.
pub fn refused(values: &[(String, f64)], problems: &Problems) -> Failure {
    sources::show(problems);
    let count = counted(sources::errors(problems), "problem");
    let values: Vec<String> = values.iter().take(8).map(|(path, value)| format!("{path} = {value}")).collect();
    terminal::tell(&format!("with {}\n", values.join(", ")));
    Failure::cannot(format!("the scenario has {count} with the levers set like this"))
        .help("change `least` or `most` of a lever")
}
