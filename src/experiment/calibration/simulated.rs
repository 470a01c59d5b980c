//! A scenario as a simulator of what was observed.

use super::{Simulator, Trial};
use crate::experiment::Interrupted;
use crate::experiment::evaluations::{Evaluations, Unevaluated, Values, Want, Watch};
use crate::model::{CareSystem, Model, Recorder};
use crate::scenario::Observation;

/// A scenario under one option, through runs that are remembered.
pub struct Simulated<'s, 'e, 'w> {
    pub evaluations: &'s mut Evaluations<'e>,
    /// Position in `CareSystem::options`.
    pub option: usize,
    /// Whether the scenario is accepted with these values.
    pub allowed: &'s dyn Fn(&Values) -> bool,
    pub watch: &'s mut Watch<'w>,
}

impl Simulator for Simulated<'_, '_, '_> {
    fn simulate(&mut self, trials: &[Trial]) -> Result<Vec<Vec<f64>>, Unevaluated> {
        let want = |trial: &Trial| Want {
            values: trial.values.clone(),
            option: self.option,
            replications: trial.replication..trial.replication + 1,
        };
        let wants: Vec<Want> = trials.iter().map(want).collect();
        self.evaluations.fetch(&wants, self.watch)?;
        // What was fetched is there.
        let row = |want: &Want| self.evaluations.rows(want).next().map(<[f64]>::to_vec);
        wants.iter().map(row).collect::<Option<Vec<_>>>().ok_or(Unevaluated::Interrupted(Interrupted::Stopped))
    }

    fn allows(&self, values: &Values) -> bool {
        (self.allowed)(values)
    }
}

/// What is read off a run: the number of each observation, then the delayed patients of so many days.
pub fn reading(observations: &[Observation], days: usize) -> impl Fn(&Model, usize, &Recorder) -> Vec<f64> + Sync {
    let observations = observations.to_vec();
    move |model, _, recorder| {
        let number = |one: &Observation| number(one, model.system(), recorder);
        let daily = recorder.delayed().take(days).map(f64::from);
        observations.iter().map(number).chain(daily).collect()
    }
}

/// The number of an observation in a run; NaN where it lies outside the period or is of nothing that is counted.
fn number(observation: &Observation, system: &CareSystem, recorder: &Recorder) -> f64 {
    let (Some(column), Some(days)) = (observation.measure.find(system), observation.span.days(system)) else {
        return f64::NAN;
    };
    let length = days.len() as f64;
    let counts = days.map(|day| u64::from(column.of(recorder.census(day))));
    counts.sum::<u64>() as f64 / length
}

/// The days that have to be simulated for these observations.
pub fn days_needed(observations: &[Observation], system: &CareSystem) -> u32 {
    let ends = observations.iter().filter_map(|one| one.span.days(system)).map(|days| days.end as u32);
    ends.max().unwrap_or(system.period.days)
}
