//! What a calibration is asked, the check of it, and how it is conducted.

use serde::{Deserialize, Serialize};

use super::{
    Influence, Plan, Posterior, Predicted, Quantity, Shape, Simulated, days_needed, fit, predict, predicted, reading,
    screen,
};
use crate::experiment::evaluations::{Evaluations, Values};
use crate::experiment::study::{
    Complaint, Complaints, Identity, NamedText, Sitting, Study, Subject, Unfinished, option_position,
};
use crate::experiment::words::counted;
use crate::model::{Date, dates};
use crate::scenario::{self, Assumption, Observation, Observations, Official, Scenario, Taking, did_you_mean};

/// Quantities fitted at most where none are named.
const MOST: usize = 12;
/// The least distance between the observed numbers at low and high, in standard deviations, of a quantity that is fitted unnamed.
const VISIBLE: f64 = 0.5;

/// The parts of a calibration: the fit, and the runs that say what it predicts.
const FIT: u32 = 0;
const PREDICTION: u32 = 1;

/// What a calibration is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The id of the option that the observations belong to.
    pub option: String,
    /// A table of observations.
    pub observed: NamedText,
    /// The paths of the quantities to fit; none for those that change the observed numbers most.
    pub fit: Vec<String>,
    pub prior: Shape,
    /// Of the official statistics: the count of the scenario as a share of the official one.
    pub scale: Option<f64>,
    /// Of the official statistics: standard deviation of the error of each value, as a share of it.
    pub error: Option<f64>,
    /// Of the official statistics: the measures to fit to.
    pub measures: Vec<String>,
    /// The first and the last month of the observations to take: `2015-04`.
    pub from: Option<String>,
    pub to: Option<String>,
    pub waves: u64,
    pub points: u64,
    pub draws: u64,
    pub seed: u64,
}

/// Quantities to be fitted to what was observed.
pub struct Calibration {
    /// Position in `CareSystem::options`.
    pub option: usize,
    /// The name of the table of observations.
    pub file: String,
    observations: Vec<Observation>,
    notes: Vec<String>,
    /// Those named, or all that have a range.
    quantities: Vec<Quantity>,
    /// Whether they were named.
    is_chosen: bool,
    plan: Plan,
    subject: Subject,
}

/// What a calibration found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibrated {
    pub posterior: Posterior,
    pub predicted: Vec<Predicted>,
    /// The delayed patients of each day of the period, for each draw.
    pub daily: Vec<Vec<f64>>,
    /// What was tried to find out which quantities to fit; nothing where they were named.
    pub influences: Vec<Influence>,
}

impl Study for Calibration {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Calibrated;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        let scenario = &subject.scenario;
        let mut wrong = Complaints::default();
        let option = wrong.part(option_position(scenario, &asked.option));
        let quantities = wrong.part(quantities(scenario, asked.prior, &asked.fit));
        let taking = wrong.part(taking(asked));
        // What is read is not what was asked where a month is no month, but what is wrong with the file is said all the same.
        let found = wrong.part(observed(scenario, &asked.observed, &taking.unwrap_or_default()));
        wrong.refuse()?;
        let (Some(option), Some(quantities), Some(found)) = (option, quantities, found) else {
            return Err(Complaints::default());
        };
        Ok(Self {
            option,
            file: asked.observed.name.clone(),
            observations: found.list,
            notes: found.notes,
            quantities,
            is_chosen: !asked.fit.is_empty(),
            plan: Plan { seed: asked.seed, waves: asked.waves, points: asked.points, draws: asked.draws },
            subject: subject.clone(),
        })
    }

    fn identity(&self) -> Identity {
        let what: String = self.observations.iter().map(|one| format!("{} {:?};", one.name, one.span)).collect();
        let scenario = &self.subject.scenario;
        let option = &scenario.system.options[self.option].id;
        let observed = counted(self.observations.len(), "observation");
        let kind = format!("calibration of {option} to {observed} ({:08x})", crc32fast::hash(what.as_bytes()));
        Identity { hash: scenario.hash.clone(), seed: self.plan.seed, kind }
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Calibrated, Unfinished> {
        let (influences, posterior) = self.fitted(sitting)?;
        let rows = self.predictions(&posterior, sitting)?;
        let predicted = predicted(&self.observations, &rows, self.plan.seed);
        let daily = rows.into_iter().map(|row| row[self.observations.len()..].to_vec()).collect();
        Ok(Calibrated { posterior, predicted, daily, influences })
    }
}

impl Calibration {
    /// Screens the quantities where none are named, and fits them.
    fn fitted(&self, sitting: &mut Sitting) -> Result<(Vec<Influence>, Posterior), Unfinished> {
        let draft = &self.subject.draft;
        let loading = |values: &[(String, f64)]| {
            let mut system = draft.check(values)?.system;
            // What lies after the last observation needs no simulation.
            system.period.days = days_needed(&self.observations, &system);
            Ok(system)
        };
        let reading = reading(&self.observations, 0);
        let mut evaluations = Evaluations::new(self.plan.seed, sitting.threads, &loading, &reading)?.of_part(FIT);
        evaluations.remember(sitting.earlier(FIT));
        let allowed = |values: &Values| draft.check(values).is_ok();
        let stage = sitting.watch.stage;
        let watch = &mut sitting.watch;
        let mut simulator = Simulated { evaluations: &mut evaluations, option: self.option, allowed: &allowed, watch };
        let (quantities, influences) = if self.is_chosen {
            (self.quantities.clone(), Vec::new())
        } else {
            stage("which quantities matter");
            let influences =
                screen(&self.quantities, &self.observations, &mut simulator).map_err(super::unevaluated)?;
            (selected(&influences, &self.subject.scenario.assumptions)?, influences)
        };
        stage("fit");
        let posterior = fit(&quantities, &self.observations, &self.plan, &mut simulator)?;
        Ok((influences, posterior))
    }

    /// For each draw what the fitted scenario predicts for the observations, and the delayed patients of every day of the period.
    fn predictions(&self, posterior: &Posterior, sitting: &mut Sitting) -> Result<Vec<Vec<f64>>, Unfinished> {
        let loading = |values: &[(String, f64)]| Ok(self.subject.draft.check(values)?.system);
        let reading = reading(&self.observations, self.subject.scenario.system.period.days as usize);
        let evaluations = Evaluations::new(self.plan.seed, sitting.threads, &loading, &reading)?;
        let mut evaluations = evaluations.of_part(PREDICTION);
        evaluations.remember(sitting.earlier(PREDICTION));
        (sitting.watch.stage)("predictions");
        let watch = &mut sitting.watch;
        let mut simulator = Simulated { evaluations: &mut evaluations, option: self.option, allowed: &|_| true, watch };
        predict(posterior, &mut simulator).map_err(super::unevaluated)
    }
}

/// The quantities with these paths, or all that have a range and are not chosen, where none is named.
pub(in crate::experiment) fn quantities(
    scenario: &Scenario,
    prior: Shape,
    paths: &[String],
) -> Result<Vec<Quantity>, Complaints> {
    let all: Vec<Quantity> = scenario.assumptions.iter().filter_map(|one| Quantity::of(one, prior)).collect();
    if all.is_empty() && paths.is_empty() {
        let what = format!("no quantity of the scenario `{}` has a `low` and a `high`", scenario.id);
        let help = "give ranges to those that are not known: beds = { value = 150, low = 120, high = 180 }";
        return Err(Complaint::new(what).help(help).into());
    }
    let mut wrong = Complaints::default();
    let mut named = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        if paths[..at].contains(path) {
            wrong.push(Complaint::new(format!("`{path}` is fitted twice")).help("give each path once"));
        } else if let Some(quantity) = wrong.part(quantity(scenario, &all, path)) {
            named.push(quantity.clone());
        }
    }
    wrong.refuse()?;
    Ok(if paths.is_empty() { all } else { named })
}

/// That of these quantities with this path; a complaint that says why there is none.
fn quantity<'q>(scenario: &Scenario, all: &'q [Quantity], path: &str) -> Result<&'q Quantity, Complaint> {
    if let Some(quantity) = all.iter().find(|quantity| quantity.path == path) {
        return Ok(quantity);
    }
    if let Some(assumption) = scenario.assumptions.iter().find(|assumption| assumption.path == path) {
        if assumption.is_chosen() {
            return Err(Complaint::new(format!("`{path}` is chosen, and not fitted")));
        }
        let what = format!("the scenario states no range for `{path}`, so there is no prior to begin from");
        return Err(
            Complaint::new(what).help(format!("write it as {{ value = {}, low = …, high = … }}", assumption.value))
        );
    }
    let near = did_you_mean(path, all.iter().map(|quantity| quantity.path.as_str()));
    Err(Complaint::new(format!("there is no quantity `{path}` with a range"))
        .help(near.unwrap_or_else(|| "assumptions.csv of `dtoc run` lists the paths of all quantities".into())))
}

/// Which of the observations are taken, and how.
fn taking(asked: &Asked) -> Result<Taking, Complaints> {
    let usual = Official::default();
    let mut wrong = Complaints::default();
    let from = wrong.part(month("--from", asked.from.as_deref()));
    let to = wrong.part(month("--to", asked.to.as_deref()));
    wrong.refuse()?;
    Ok(Taking {
        from: from.flatten(),
        to: to.flatten().map(Date::last_of_month),
        official: Official {
            scale: asked.scale.unwrap_or(usual.scale),
            error: asked.error.unwrap_or(usual.error),
            measures: if asked.measures.is_empty() { usual.measures } else { asked.measures.clone() },
        },
    })
}

/// The first day of a month.
fn month(name: &str, text: Option<&str>) -> Result<Option<Date>, Complaint> {
    let Some(text) = text else { return Ok(None) };
    let parts = text.split_once('-').and_then(|(year, month)| Some((year.parse().ok()?, month.parse().ok()?)));
    let first = parts.and_then(|(year, month)| dates::date(year, month, 1));
    let complaint = || Complaint::new(format!("`{text}` is not a month")).help(format!("write it as {name} 2015-12"));
    first.map(Some).ok_or_else(complaint)
}

/// The observations of a table; at least one.
fn observed(scenario: &Scenario, table: &NamedText, taking: &Taking) -> Result<Observations, Complaint> {
    let name = &table.name;
    let found = scenario::observations(name, &table.text, &scenario.system, taking).map_err(|problems| {
        let what = format!("`{name}` has {}; nothing was run", counted(problems.errors(), "problem"));
        Complaint::new(what).problems([problems])
    })?;
    if found.list.is_empty() {
        let complaint = Complaint::new(format!("no observation of `{name}` is left to fit to"));
        return Err(Complaint { help: found.notes.first().cloned(), ..complaint });
    }
    Ok(found)
}

/// The quantities that are fitted where none are named: those that change the observed numbers visibly, most first.
///
/// Of a table of shares one at least is left free, to make room for the others.
fn selected(influences: &[Influence], assumptions: &[Assumption]) -> Result<Vec<Quantity>, Complaint> {
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
        return Err(Complaint::new("no quantity with a range changes the observed numbers visibly")
            .help("give wider ranges, or name the quantities with --fit"));
    }
    Ok(selected)
}
