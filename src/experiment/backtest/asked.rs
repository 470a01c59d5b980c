//! What a back-test is asked, and the check of it.

use serde::{Deserialize, Serialize};

use super::{Backtest, Backtested};
use crate::experiment::calibration::{Plan, Shape, Simulated, quantities, reading};
use crate::experiment::evaluations::{Evaluations, Values};
use crate::experiment::study::{
    Complaint, Complaints, Identity, NamedText, Sitting, Study, Subject, Unfinished, option_position,
};
use crate::experiment::words::counted;
use crate::model::{CareSystem, Date};
use crate::scenario::{Observation, Official, Taking, observations};

/// Months known that a fit and its discrepancy need, in words.
const SIX: &str = "six months of averages, at least, must be known at an origin";

/// What a back-test is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The id of the option that history followed; `None` for that of the scenario.
    pub option: Option<String>,
    /// Tables of observations, before and after the origins.
    pub observed: Vec<NamedText>,
    /// The last day that is known at each origin.
    pub until: Vec<Date>,
    pub horizon_months: u32,
    /// The name of the measure whose monthly averages are forecast.
    pub measure: String,
    /// Of the official statistics: the count of the scenario as a share of the official one.
    pub scale: f64,
    /// Of the official statistics: standard deviation of the error of each value, as a share of it.
    pub error: f64,
    /// The paths of the quantities to fit; none for all that have a range.
    pub fit: Vec<String>,
    pub prior: Shape,
    pub waves: u64,
    pub points: u64,
    pub draws: u64,
    /// Replications of each draw.
    pub replications: u64,
    pub seed: u64,
}

/// A back-test of a scenario.
pub struct History {
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub backtest: Backtest,
    /// What was left out of the tables, in sentences.
    pub left_out: Vec<String>,
    subject: Subject,
}

impl Study for History {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Backtested;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        let scenario = &subject.scenario;
        let system = &scenario.system;
        let mut wrong = Complaints::default();
        let option = match &asked.option {
            None => Some(scenario.historical_option.unwrap_or(system.reference)),
            Some(id) => wrong.part(option_position(scenario, id)),
        };
        let quantities = wrong.part(quantities(scenario, asked.prior, &asked.fit)).unwrap_or_default();
        let (observations, left_out) = wrong.part(observed(system, asked)).unwrap_or_default();
        wrong.clone().refuse()?;
        let mut until = asked.until.clone();
        until.sort_unstable();
        until.dedup();
        let backtest = Backtest {
            quantities,
            observations,
            measure: asked.measure.clone(),
            until,
            horizon: asked.horizon_months,
            plan: Plan { seed: asked.seed, waves: asked.waves, points: asked.points, draws: asked.draws },
            replications: asked.replications,
        };
        check_origins(&backtest, system)?;
        Ok(Self { option: option.unwrap_or(system.reference), backtest, left_out, subject: subject.clone() })
    }

    fn identity(&self) -> Identity {
        let (backtest, scenario) = (&self.backtest, &self.subject.scenario);
        let of = |one: &Observation| format!("{} {:?}", one.name, one.span);
        let all: Vec<String> = backtest.observations.iter().map(of).collect();
        let days = backtest.days_needed(&scenario.system);
        let (measure, option) = (&backtest.measure, self.option);
        let kind = format!("backtest of {measure} over {days} days under option {option}: {}", all.join("; "));
        Identity { hash: scenario.hash.clone(), seed: backtest.plan.seed, kind }
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Backtested, Unfinished> {
        let (backtest, draft, system) = (&self.backtest, &self.subject.draft, &self.subject.scenario.system);
        let days = backtest.days_needed(system);
        let loading = |values: &[(String, f64)]| {
            let mut system = draft.check(values)?.system;
            // What lies after the last month that is forecast needs no simulation.
            system.period.days = days;
            Ok(system)
        };
        let readings = backtest.readings(system);
        let reading = reading(&readings, 0);
        let evaluations = Evaluations::new(backtest.plan.seed, sitting.threads, &loading, &reading)?;
        let mut evaluations = evaluations.expected(0, backtest.runs());
        evaluations.remember(sitting.earlier(0));
        let allowed = |values: &Values| draft.check(values).is_ok();
        let stage = sitting.watch.stage;
        let watch = &mut sitting.watch;
        let mut simulator = Simulated { evaluations: &mut evaluations, option: self.option, allowed: &allowed, watch };
        Ok(backtest.run(system, &mut simulator, stage)?)
    }
}

/// The observations of all tables, and what was left out of them.
fn observed(system: &CareSystem, asked: &Asked) -> Result<(Vec<Observation>, Vec<String>), Complaints> {
    let official = Official { scale: asked.scale, error: asked.error, measures: vec![asked.measure.clone()] };
    let taking = Taking { from: None, to: None, official };
    let mut wrong = Complaints::default();
    let (mut list, mut notes) = (Vec::new(), Vec::new());
    for NamedText { name, text } in &asked.observed {
        match observations(name, text, system, &taking) {
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
                let what = format!("`{name}` has {}", counted(problems.errors(), "problem"));
                wrong.push(Complaint::new(what).problems([problems]));
            }
        }
    }
    wrong.refuse().map(|()| (list, notes))
}

/// Whether two observations are of the same measure and days.
fn is_same(one: &Observation, other: &Observation) -> bool {
    one.measure == other.measure && one.span == other.span
}

/// Whether something is known at every origin, and something left to forecast.
fn check_origins(backtest: &Backtest, system: &CareSystem) -> Result<(), Complaints> {
    let observed = backtest.observed();
    let Some((last, _)) = observed.last() else {
        let what = format!("no file has a monthly average of `{}`", backtest.measure);
        return Err(Complaint::new(what).help("a row for each month, or the official table of delayed days").into());
    };
    let mut wrong = Complaints::default();
    for &until in &backtest.until {
        let Some(known) = backtest.last_month(until) else {
            wrong.push(Complaint::new(format!("too little is known by {until}")).help(SIX));
            continue;
        };
        if backtest.months(known, system).is_empty() {
            let what = format!("the period of the scenario ends before the month after {until}");
            let help = "let the period of the scenario end later, or take an earlier origin";
            wrong.push(Complaint::new(what).help(help));
        } else if known == last {
            let what = format!("nothing is known of what happened after {until}: there is nothing to score");
            wrong.push(Complaint::new(what).help(format!("the last month in the files is {last}")));
        } else if until > known.plus(1).last_day() {
            let what = format!("the averages of the months from {} to {until} are not in the files", known.plus(1));
            let help = format!(
                "what is known of those days would be fitted to and forecast: end with {known}, or add the months"
            );
            wrong.push(Complaint::new(what).help(help));
        }
    }
    wrong.refuse()
}
