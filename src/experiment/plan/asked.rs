//! What a plan is asked, and the check of it: the levers, the option they act in, and the goal.

use serde::{Deserialize, Serialize};

use super::Goal;
use super::simulated::{Order, Planned, When};
use crate::experiment::evaluations::{Evaluations, Values};
use crate::experiment::ignorance::{Ignorance, Remembered, Uncertain};
use crate::experiment::study::{Complaint, Complaints, Identity, Sitting, Study, Subject, Unfinished, option_position};
use crate::experiment::words::counted;
use crate::model::{CareSystem, Model, Recorder};
use crate::scenario::{Draft, Lever, Planning, Problems, Scenario};

/// The probability asked for where nothing is said.
pub const PROBABILITY: f64 = 0.8;

/// Replications of a point at most, where nothing is said.
const CAP: u64 = 1_024;

/// What a plan is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The id of the option that the levers act in; `None` for what `[plan]` of the scenario says.
    pub option: Option<String>,
    pub goal: Wish,
    /// How likely the target must be met; [`PROBABILITY`] where nothing is said.
    pub probability: Option<f64>,
    /// So many delayed patients or fewer; `None` for the target of the scenario.
    pub at_most: Option<f64>,
    /// Pounds for a delayed day; `None` for the price of the scenario.
    pub delayed_day_price: Option<f64>,
    /// Whether every midnight of the period counts, and not one.
    pub over_period: bool,
    /// Pounds that a mix may cost on average.
    pub budget: Option<f64>,
    /// Replications of a point to begin with.
    pub replications: u64,
    /// Replications of a point at most.
    pub cap: Option<u64>,
    pub seed: u64,
    /// What is drawn for every replication; `None` where every assumption keeps its stated value.
    pub uncertain: Option<Uncertain>,
}

/// What a mix must achieve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// The target is met with a probability, for the least money.
    Probability,
    /// The mean count is at or under the target, for the least money.
    Mean,
    /// Nothing but the least money, with a price for each delayed day.
    Cost,
}

/// A plan to look for.
pub struct Search {
    /// The scenario with the care system that is planned in.
    pub scenario: Scenario,
    pub order: Order,
    /// The option is one that only plans have.
    pub is_new_option: bool,
    pub ignorance: Option<Ignorance>,
    pub seed: u64,
    draft: Draft,
    uses_planning: bool,
    /// What the runs depend on beside the order.
    drawn: String,
}

impl Study for Search {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Planned;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        let scenario = &subject.scenario;
        if scenario.levers.is_empty() {
            let what = format!("the scenario `{}` has no levers: nothing to plan", scenario.id);
            let help =
                "add [[lever]] tables; README.md in the folder of the scenarios says how, `oxfordshire-pilot` has some";
            return Err(Complaint::new(what).help(help).into());
        }
        let mut wrong = Complaints::default();
        let acted_in = wrong.part(acted_in(scenario, asked));
        if let Some(Planning { system, option, .. }) = &acted_in {
            wrong.part(act_in(system, *option, &scenario.levers));
        }
        let system = acted_in.as_ref().map_or(&scenario.system, |planning| &planning.system);
        let goal = wrong.part(goal(system, asked));
        let cap = asked.cap.unwrap_or(CAP.max(asked.replications));
        if cap < asked.replications {
            let what = format!("--cap {cap} is less than --replications {}", asked.replications);
            wrong.push(Complaint::new(what).help("give a --cap that is at least as many"));
        }
        let (Some(planning), Some((at_most, goal)), true) = (acted_in, goal, wrong.is_empty()) else {
            return Err(wrong);
        };
        let order = Order {
            levers: scenario.levers.clone(),
            option: planning.option,
            when: if asked.over_period { When::OverThePeriod } else { When::OnTheDate },
            at_most,
            goal,
            budget: asked.budget,
            first_stage: asked.replications,
            cap,
        };
        let drawn = asked.uncertain.as_ref();
        let search = Self {
            order,
            is_new_option: planning.system.options.len() > scenario.system.options.len(),
            ignorance: None,
            seed: asked.seed,
            draft: subject.draft.clone(),
            uses_planning: asked.option.is_none() && scenario.planning.is_some(),
            drawn: drawn.map_or(String::new(), |drawn| format!(", assumptions {}", drawn.in_words())),
            scenario: Scenario { system: planning.system, ..scenario.clone() },
        };
        search.check_ends()?;
        let ignorance = drawn.map(|drawn| drawn.rehearsed(asked.seed, subject)).transpose()?;
        Ok(Self { ignorance, ..search })
    }

    fn identity(&self) -> Identity {
        let kind = self.order.kind(&self.scenario.system) + &self.drawn;
        Identity { hash: self.scenario.hash.clone(), seed: self.seed, kind }
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Planned, Unfinished> {
        let system = &self.scenario.system;
        let loading = |values: &[(String, f64)]| self.system_with(values);
        let read = self.order.reading(system);
        let reading = |_: &Model, _: usize, recorder: &Recorder| read(recorder);
        let draws = self.ignorance.as_ref().map(Remembered::new);
        let draws = draws.as_ref().map(|draws| |replication| draws.values(replication));
        let mut evaluations = Evaluations::new(self.seed, sitting.threads, &loading, &reading)?;
        if let Some(draws) = &draws {
            evaluations = evaluations.with_draws(draws);
        }
        evaluations.remember(sitting.earlier(0));
        let planned = self.order.plan(system, &mut evaluations, &mut sitting.watch);
        planned.map_err(|why| why.complained(refused))
    }
}

impl Search {
    /// The care system with these values.
    fn system_with(&self, values: &[(String, f64)]) -> Result<CareSystem, Problems> {
        let scenario = self.draft.check(values)?;
        Ok(match scenario.planning {
            Some(planning) if self.uses_planning => planning.system,
            _ => scenario.system,
        })
    }

    /// Checks the scenario with every lever at either end, alone and together.
    fn check_ends(&self) -> Result<(), Complaint> {
        let levers = &self.order.levers;
        let least = vec![0; levers.len()];
        let most: Vec<u32> = levers.iter().map(|lever| lever.levels() - 1).collect();
        let alone = |lever: usize| {
            let at = |other: usize| if other == lever { most[other] } else { least[other] };
            (0..levers.len()).map(at).collect()
        };
        let points: Vec<Vec<u32>> = (0..levers.len()).map(alone).collect();
        for point in [least.clone(), most.clone()].iter().chain(&points) {
            let values: Values = self.order.values(point);
            if let Err(problems) = self.system_with(&values) {
                return Err(Complaint { values, ..refused(&problems).problems([problems]) });
            }
        }
        Ok(())
    }
}

/// The complaint of a point that the scenario refuses.
fn refused(problems: &Problems) -> Complaint {
    let count = counted(problems.errors(), "problem");
    Complaint::new(format!("the scenario has {count} with the levers set like this"))
        .help("change `least` or `most` of a lever")
}

/// The care system and the option that the levers act in: as asked, as `[plan]` says, or the only option there is.
fn acted_in(scenario: &Scenario, asked: &Asked) -> Result<Planning, Complaint> {
    let in_option = |option| Planning { option, system: scenario.system.clone(), apart: Vec::new() };
    if let Some(id) = &asked.option {
        return option_position(scenario, id).map(in_option);
    }
    match &scenario.planning {
        Some(planning) => Ok(planning.clone()),
        None if scenario.system.options.len() == 1 => Ok(in_option(0)),
        None => Err(Complaint::new(format!("the scenario `{}` does not say what its levers act in", scenario.id))
            .help("give --option ID, or add to the scenario: [plan] and below it option = \"…\" or schemes = [\"…\"]")),
    }
}

/// A lever that sets a number of a scheme does nothing in an option without that scheme.
fn act_in(system: &CareSystem, option: usize, levers: &[Lever]) -> Result<(), Complaint> {
    let has = |id: &str| system.options[option].schemes.iter().any(|&at| system.schemes[at].id == id);
    for lever in levers {
        let scheme = lever.quantity.strip_prefix("scheme.").and_then(|rest| rest.split('.').next());
        if let Some(scheme) = scheme.filter(|scheme| !has(scheme)) {
            let option = &system.options[option].id;
            let what = format!(
                "the lever `{}` sets a number of the scheme `{scheme}`, which the option `{option}` does not have",
                lever.id
            );
            return Err(Complaint::new(what).help("plan with an option that has it, or give it to this one"));
        }
    }
    Ok(())
}

/// How many delayed patients are meant, and the goal.
fn goal(system: &CareSystem, asked: &Asked) -> Result<(f64, Goal), Complaint> {
    let belongs = |word: &str, to: &str| {
        let complaint = Complaint::new(format!("{word} has no meaning with this goal"));
        Err(complaint.help(format!("it belongs to --goal {to}")))
    };
    if asked.probability.is_some() && asked.goal != Wish::Probability {
        return belongs("--probability", "probability");
    }
    if asked.delayed_day_price.is_some() && asked.goal != Wish::Cost {
        return belongs("--delayed-day-price", "cost");
    }
    if asked.at_most.is_some() && asked.goal == Wish::Cost {
        return belongs("--at-most", "probability or mean");
    }
    let target = system.target.map(|target| f64::from(target.delayed_patients));
    let at_most = || {
        let complaint = || Complaint::new("the scenario has no target").help("give --at-most N, or add a [target]");
        asked.at_most.or(target).ok_or_else(complaint)
    };
    match asked.goal {
        Wish::Probability => Ok((at_most()?, Goal::AtLeast(asked.probability.unwrap_or(PROBABILITY)))),
        Wish::Mean => at_most().map(|at_most| (at_most, Goal::AtMost(at_most))),
        Wish::Cost => {
            let stated = Some(system.prices.bed_day_full_average).filter(|price| *price > 0.0);
            let complaint = || {
                Complaint::new("the scenario has no price for a delayed day")
                    .help("give --delayed-day-price POUNDS, or `bed_day_full_average` under [prices]")
            };
            let price = asked.delayed_day_price.or(stated).ok_or_else(complaint)?;
            Ok((target.unwrap_or(0.0), Goal::Cheapest(price)))
        }
    }
}
