//! Places in services: asking, being given one, staying, moving on.

use super::monitor::{Happening, Monitor};
use super::parameters::{Afterwards, Need, WhenEnded};
use super::patient::{Counted, Holding, NO_SERVICE, Patient, Stage};
use super::places::{self, ADMISSIONS, RANKS};
use super::population::{pick, seconds};
use super::purpose::Purpose;
use super::simulation::{Event, Simulation, TICKETS};
use crate::engine::Time;

impl<M: Monitor> Simulation<'_, M> {
    /// The services a patient may go to at their step: the one they need, then each suitable alternative, with its ticket.
    fn choices(&self, slot: u32) -> impl Iterator<Item = (u32, usize)> + use<'_, M> {
        let Patient { pathway, step, .. } = self.patients[slot];
        let step_number = u32::from(step) * TICKETS;
        let (service, alternatives) = match &self.model.system.pathways[pathway as usize].steps[step as usize].need {
            Need::Place { service, alternatives } => (Some(*service), alternatives.as_slice()),
            _ => (None, [].as_slice()),
        };
        let suitable = alternatives.iter().zip(1..).filter(move |(alternative, number)| {
            alternative.suitable >= 1.0
                || self.uniform(slot, Purpose::Suitable, step_number + number) < alternative.suitable
        });
        let alternatives = suitable.map(|(alternative, number)| (number, alternative.service));
        service.into_iter().map(|service| (0, service)).chain(alternatives)
    }

    /// The patient asks for a place, and waits for it if there is none.
    pub(super) fn request_place(&mut self, slot: u32) {
        let model = self.model;
        let Patient { pathway, step, .. } = self.patients[slot];
        let Need::Place { service, alternatives } = &model.system.pathways[pathway as usize].steps[step as usize].need
        else {
            return;
        };
        if self.take_place(slot, *service) {
            return;
        }
        if !alternatives.is_empty() {
            let others: Vec<usize> = self.choices(slot).skip(1).map(|(_, service)| service).collect();
            if others.into_iter().any(|service| self.take_place(slot, service)) {
                return;
            }
        }
        self.join_lines_for_places(slot);
    }

    /// Takes a free place in a service for the patient, and says whether there was one.
    fn take_place(&mut self, slot: u32, service: usize) -> bool {
        let facility = self.facility_of[service];
        let Some(pool) = self.facilities[facility as usize].seize_for_start() else { return false };
        self.place_granted(slot, Holding::place(facility, pool, service));
        true
    }

    /// The patient stands in line for the service they need and for every suitable alternative.
    pub(super) fn join_lines_for_places(&mut self, slot: u32) {
        self.patients[slot].stage = Stage::WaitingForPlace;
        let Patient { pathway, at, .. } = self.patients[slot];
        let in_hospital = at.is_some() && self.facilities[at.facility as usize].is_hospital;
        let priority = self.model.system.pathways[pathway as usize].priority;
        let mut joins = [(0, 0, 0); TICKETS as usize];
        let mut number = 0;
        for (ticket, service) in self.choices(slot) {
            let rank = places::rank(self.model.system.services[service].queue, in_hospital, priority);
            joins[number] = (u32::from(self.facility_of[service]) * RANKS + rank, slot * TICKETS + ticket, service);
            number += 1;
        }
        for &(line, ticket, service) in &joins[..number] {
            self.lines.join(line, ticket);
            self.counts.queue[service] += 1;
        }
        self.schedule_unless_hazard(slot, Time::MAX, Event::StepEnds);
    }

    /// The patient leaves every line for a place.
    pub(super) fn leave_lines_for_places(&mut self, slot: u32) {
        let mut leaves = [(0, 0); TICKETS as usize];
        let mut number = 0;
        for (ticket, service) in self.choices(slot) {
            leaves[number] = (slot * TICKETS + ticket, service);
            number += 1;
        }
        for &(ticket, service) in &leaves[..number] {
            self.lines.leave(ticket);
            self.counts.queue[service] -= 1;
        }
    }

    /// A place, already seized, is kept for the patient, who goes on to the steps after it and then to the transfer.
    fn place_granted(&mut self, slot: u32, place: Holding) {
        self.tell(slot, Happening::PlaceReserved { service: place.service as usize });
        self.patients[slot].reserved = place;
        let step = self.patients[slot].step as usize;
        self.tell(slot, Happening::StepEnds { step });
        self.next_step(slot, step + 1);
    }

    /// Offers the free places of a facility to those in line, until there is no more of either.
    pub(super) fn offer(&mut self, facility: usize) {
        let first_line = facility as u32 * RANKS;
        while let Some((rank, ticket)) =
            (0..RANKS).find_map(|rank| self.lines.first(first_line + rank).map(|ticket| (rank, ticket)))
        {
            let slot = ticket / TICKETS;
            if rank == ADMISSIONS {
                let Some(pool) = self.facilities[facility].seize() else { return };
                self.lines.leave(ticket);
                self.admit(slot, Holding::bed(facility, pool), None);
            } else {
                let Some(pool) = self.facilities[facility].seize_for_start() else { return };
                let service = self.choices(slot).find(|&(choice, _)| slot * TICKETS + choice == ticket);
                self.leave_lines_for_places(slot);
                if let Some((_, service)) = service {
                    self.place_granted(slot, Holding::place(facility as u8, pool, service));
                }
            }
        }
    }

    /// The patient begins a stay in the place that was kept for them.
    pub(super) fn start_service(&mut self, slot: u32, place: Holding) {
        let service = place.service as usize;
        let parameters = &self.model.system.services[service];
        let days = parameters.stay.sample(self.bits(slot, Purpose::Stay, service as u32));
        let scheme = self.facilities[place.facility as usize].pools[place.pool as usize].scheme;
        if let Some(scheme) = scheme {
            self.schemes[scheme as usize].moved += 1;
            self.schemes[scheme as usize].spent += parameters.cost_per_start;
        } else {
            self.totals.costs[service] += parameters.cost_per_start;
        }
        self.tell(slot, Happening::StartsService { service, scheme: scheme.map(usize::from) });
        self.occupy(slot, place);
        self.schedule(slot, self.now.after(seconds(days)), Event::StayEnds);
    }

    /// The patient is in a place of a service from now on.
    pub(super) fn occupy(&mut self, slot: u32, place: Holding) {
        let facility = &mut self.facilities[place.facility as usize];
        facility.occupied += 1;
        if facility.is_hospital {
            self.counts.in_treatment[place.facility as usize] += 1;
        }
        self.counts.occupied[place.service as usize] += 1;
        let patient = &mut self.patients[slot];
        patient.at = place;
        patient.reserved = Holding::NONE;
        patient.stage = Stage::InService;
    }

    /// The stay is over: home, onward, back to hospital, or death.
    pub(super) fn stay_ends(&mut self, slot: u32) {
        let at = self.patients[slot].at;
        if self.facilities[at.facility as usize].is_hospital {
            self.counts.in_treatment[at.facility as usize] -= 1;
        }
        let service = at.service as usize;
        let uniform = self.uniform(slot, Purpose::Afterwards, service as u32);
        let afterwards = pick(&self.model.system.services[service].afterwards, uniform);
        self.tell(slot, Happening::LeavesService { service });
        let patient = &mut self.patients[slot];
        patient.phase = patient.phase.saturating_add(1);
        match afterwards {
            Afterwards::Onward(pathway) => {
                patient.pathway = pathway as u8;
                self.becomes_ready(slot);
            }
            Afterwards::Home => {
                self.release_place(slot);
                self.goes_home(slot, false);
            }
            Afterwards::Died => {
                self.tell(slot, Happening::Dies { waiting: false });
                self.release_place(slot);
                self.leave_system(slot);
            }
            Afterwards::Readmitted => {
                self.release_place(slot);
                self.comes_back(slot);
            }
        }
    }

    /// The patient gives up the bed or place they are in, and it is offered to the next in line.
    pub(super) fn release_place(&mut self, slot: u32) {
        self.count(slot, Counted::Not);
        let at = std::mem::replace(&mut self.patients[slot].at, Holding::NONE);
        if !at.is_some() {
            return;
        }
        self.facilities[at.facility as usize].occupied -= 1;
        if at.service != NO_SERVICE {
            self.counts.occupied[at.service as usize] -= 1;
        }
        self.release_pool(at);
    }

    /// A place that was held is free, and offered to the next in line.
    pub(super) fn release_pool(&mut self, place: Holding) {
        let facility = place.facility as usize;
        self.facilities[facility].pools[place.pool as usize].places.release();
        self.offer(facility);
    }

    /// The morning after a scheme's last day, where its people must leave: their stays end, and whoever has nowhere to go is taken
    /// back to hospital.
    pub(super) fn clear_ended_schemes(&mut self, day: u32) {
        let model = self.model;
        for &scheme in &model.system.options[self.option].schemes {
            let parameters = &model.system.schemes[scheme];
            if parameters.when_ended == WhenEnded::PeopleLeave
                && model.timeline.day_of(parameters.ends) + 1 == i64::from(day)
            {
                for slot in self.people_in_places_of(scheme) {
                    self.take_back(slot, scheme);
                }
            }
        }
    }

    fn people_in_places_of(&self, scheme: usize) -> Vec<u32> {
        self.patients.slots().filter(|&slot| self.is_in_place_of(slot, scheme)).collect()
    }

    fn is_in_place_of(&self, slot: u32, scheme: usize) -> bool {
        let at = self.patients[slot].at;
        at.is_some()
            && at.service != NO_SERVICE
            && self.facilities[at.facility as usize].pools[at.pool as usize].scheme == Some(scheme as u8)
    }

    /// Ends the patient's stay in a place of the scheme; if they are still there, they go back to hospital and are ready as soon as
    /// they have a bed.
    fn take_back(&mut self, slot: u32, scheme: usize) {
        if self.patients[slot].stage == Stage::InService {
            self.stay_ends(slot);
        }
        if self.patients.is_present(slot) && self.is_in_place_of(slot, scheme) {
            self.stop_waiting(slot);
            self.release_place(slot);
            self.totals.readmissions += 1;
            self.tell(slot, Happening::Readmitted);
            self.patients[slot].needs_only_a_bed = true;
            self.seek_admission(slot, None);
        }
    }
}
