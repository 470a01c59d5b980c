//! The same tandem through the whole model, from a scenario file.

use crate::systems::Census;
use dtoc::model::{HospitalKind, Measure, Model, Population, Recorder, Simulation};
/// A tandem in the model. It keeps its memory from run to run.
pub struct TandemOnModel<'m> {
    model: &'m Model,
    population: Population,
    simulation: Simulation<'m, Recorder>,
    /// Where the two counts stand in a census.
    occupied: usize,
    blocked: usize,
}

impl<'m> TandemOnModel<'m> {
    pub fn new(model: &'m Model) -> Self {
        let measures = Measure::all(model.system());
        let at = |measure| measures.iter().position(|&other| other == measure).expect("a measure of every system");
        Self {
            model,
            population: Population::new(),
            simulation: Simulation::new(model, Recorder::new(model.system())),
            occupied: at(Measure::OccupiedBeds(0)),
            blocked: at(Measure::DelayedIn(HospitalKind::Acute)),
        }
    }

    /// One replication, from drawing the patients to the record of every day.
    pub fn run(&mut self, seed: u64) -> Census {
        self.model.draw(seed, 0, &mut self.population);
        self.simulation.run(0, &self.population);
        let recorder = self.simulation.monitor();
        let days = self.model.system().period.days as usize;
        let total = |measure: usize| (0..days).map(|day| u64::from(recorder.census(day)[measure])).sum();
        Census { occupied: total(self.occupied), blocked: total(self.blocked), events: recorder.totals().events }
    }
}
