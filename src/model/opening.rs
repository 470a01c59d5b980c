//! The opening census: who is there on the first morning.
//!
//! Someone met in the middle of a stay is more likely to be met in a long one: what is left of it follows the stationary-excess
//! distribution, drawn as a uniform part of a length-biased stay, unless the census says otherwise.

use super::monitor::Monitor;
use super::parameters::{Need, OpeningService, Pathway, Remaining, Whereabouts};
use super::patient::{Counted, Holding, Patient, Stage};
use super::population::{pick, seconds};
use super::purpose::{OPENING, Purpose, purpose};
use super::simulation::Simulation;
use super::state::{Event, Position, Slot};
use crate::random::Distribution;

impl<M: Monitor> Simulation<'_, M> {
    /// Puts everyone of the opening census in their place.
    pub(super) fn place_opening_census(&mut self) {
        let opening = &self.model.system.opening;
        let mut number = vec![0; self.model.system.groups.len()];
        for census in &opening.in_treatment {
            for _ in 0..census.patients {
                self.open_in_treatment(census.group, census.remaining, &mut number);
            }
        }
        for census in &opening.in_service {
            for _ in 0..census.patients {
                self.open_in_service(census, &mut number);
            }
        }
        for census in &opening.waiting {
            for _ in 0..census.patients {
                let slot = self.add_opening_patient(census.group, Some(census.pathway), &mut number);
                self.open_waiting(slot, census.at, census.step);
            }
        }
        for &(group, patients) in &opening.waiting_list {
            for _ in 0..patients {
                let slot = self.add_opening_patient(group, None, &mut number);
                self.open_on_waiting_list(slot);
            }
        }
    }

    fn add_opening_patient(&mut self, group: usize, pathway: Option<usize>, number: &mut [u32]) -> Slot {
        let key = self.key.child(OPENING).child(group as u64).child(u64::from(number[group]));
        let pathway = pathway.unwrap_or_else(|| {
            pick(&self.model.system.groups[group].pathways, key.uniform(purpose(Purpose::Pathway, 0, 0)))
        });
        let mut patient = Patient::new(key, Position::of(group), Position::of(pathway), number[group]);
        patient.of_opening_census = true;
        patient.ready_since_before = true;
        number[group] += 1;
        self.patients.add(patient)
    }

    fn open_in_treatment(&mut self, group: usize, remaining: Remaining, number: &mut [u32]) {
        let Some(hospital) = self.model.system.groups[group].hospital else { return };
        let slot = self.add_opening_patient(group, None, number);
        self.put_regardless(slot, Holding::bed(hospital, 0), Counted::Not);
        let treatment = &self.model.system.groups[group].treatment;
        let left = self.left_of(treatment, remaining, slot, self.bits(slot, Purpose::Treatment, 0));
        self.treat(slot, seconds(left));
    }

    /// Days that are left of a stay in progress.
    fn left_of(&self, stay: &Distribution, remaining: Remaining, slot: Slot, stay_bits: u64) -> f64 {
        match remaining {
            Remaining::Residual => stay.residual(stay_bits, self.bits(slot, Purpose::Residual, 0)),
            Remaining::UniformPart => stay.sample(stay_bits) * self.uniform(slot, Purpose::Residual, 0),
            Remaining::Whole => stay.sample(stay_bits),
        }
    }

    fn open_in_service(&mut self, census: &OpeningService, number: &mut [u32]) {
        let OpeningService { group, service, remaining, .. } = *census;
        // Someone who comes back to hospital from here has the pathway that leads here, as everybody who comes later.
        let leads_here = |pathway: &Pathway| pathway.steps.iter().any(|step| step.need.place() == Some(service));
        let pathway = self.model.system.pathways.iter().position(leads_here);
        let slot = self.add_opening_patient(group, pathway, number);
        let facility = self.facility_of[service];
        self.facilities[facility].pools[0].places.seize_regardless();
        self.occupy(slot, Holding::place(facility, 0, service));
        let stay = &self.model.system.services[service].stay;
        let left = self.left_of(stay, remaining, slot, self.bits(slot, Purpose::Stay, service as u32));
        self.schedule(slot, self.now.after(seconds(left)), Event::StayEnds);
    }

    /// The patient has been ready for a while and waits at a step.
    fn open_waiting(&mut self, slot: Slot, at: Whereabouts, step: usize) {
        match at {
            Whereabouts::Hospital(hospital) => {
                self.put_regardless(slot, Holding::bed(hospital, 0), Counted::Not);
            }
            Whereabouts::Service(service) => {
                let place = Holding::place(self.facility_of[service], 0, service);
                self.put_regardless(slot, place, Counted::Not);
            }
            Whereabouts::Home => {}
        }
        self.patients[slot].waiting_since = self.now;
        self.patients[slot].step = step as u8;
        self.draw_hazard(slot);
        let pathway = &self.model.system.pathways[self.patients[slot].pathway.index()];
        self.count_as_waiting(slot);
        match pathway.steps.get(step).map(|step| &step.need) {
            Some(Need::Assessment { .. } | Need::Delay { .. }) => {
                let position = self.bits(slot, Purpose::Residual, 0);
                self.begin_step(slot, Some(position));
            }
            // Places are offered when all who wait are in line.
            Some(Need::Place { .. } | Need::Panel { .. }) => self.begin_step(slot, None),
            None => self.await_transfer(slot),
        }
    }

    fn open_on_waiting_list(&mut self, slot: Slot) {
        self.count(slot, Counted::OnWaitingList);
        let patient = &mut self.patients[slot];
        patient.stage = Stage::OnWaitingList;
        patient.step = 1;
        let group = &self.model.system.groups[patient.group.index()];
        let position = self.bits(slot, Purpose::Residual, 0);
        let left = group.rebooking.residual(self.bits(slot, Purpose::Rebooking, 0), position);
        self.schedule(slot, self.now.after(seconds(left)), Event::RebookedAdmission);
    }

    /// The patient is in a place of the facility's own, even if more are there than it has.
    fn put_regardless(&mut self, slot: Slot, at: Holding, counted: Counted) {
        self.facilities[at.facility()].pools[0].places.seize_regardless();
        self.enter(slot, at, counted);
    }
}
