//! Places in services: asking, being given one, staying, moving on.

use super::monitor::{Happening, Monitor};
use super::parameters::{Afterwards, Alternative, WhenEnded};
use super::patient::{Counted, Holding, NO_SERVICE, Patient, Stage};
use super::places::{self, ADMISSIONS, RANKS};
use super::population::{pick, seconds};
use super::purpose::Purpose;
use super::simulation::Simulation;
use super::state::{Event, TICKETS};
use crate::random::Distribution;

impl<'m, M: Monitor> Simulation<'m, M> {
    /// Whether an alternative, the `number`-th of the patient's step counted from 1, is suitable for them.
    fn is_suitable(&self, slot: u32, number: u32, alternative: &Alternative) -> bool {
        let which = u32::from(self.patients[slot].step) * TICKETS + number;
        alternative.suitable >= 1.0 || self.uniform(slot, Purpose::Suitable, which) < alternative.suitable
    }

    /// Takes a free place for the patient in a service they may go to, if there is one, and says so.
    #[inline(always)]
    pub(super) fn take_any_place(&mut self, slot: u32) -> bool {
        let step = self.step_of(slot);
        if let Some(service) = step.need.place()
            && self.take_place(slot, service)
        {
            return true;
        }
        (1..).zip(&step.alternatives).any(|(number, alternative)| {
            let facility = &self.facilities[self.facility_of[alternative.service] as usize];
            facility.free() > 0
                && self.is_suitable(slot, number, alternative)
                && self.take_place(slot, alternative.service)
        })
    }

    /// Takes a free place in a service for the patient, and says whether there was one. In the morning a place may be free that has
    /// not been offered yet to those in line; it is theirs.
    fn take_place(&mut self, slot: u32, service: usize) -> bool {
        let facility = self.facility_of[service];
        if self.facilities[facility as usize].free() == 0 {
            return false;
        }
        let rank = self.rank_for(slot, service);
        if (0..=rank).any(|rank| self.lines.length(u32::from(facility) * RANKS + rank) > 0) {
            return false;
        }
        let Some(pool) = self.facilities[facility as usize].seize_for_start() else { return false };
        self.place_granted(slot, Holding::place(facility, pool, service));
        true
    }

    /// The rank of the line in which the patient waits for a service.
    fn rank_for(&self, slot: u32, service: usize) -> u32 {
        let Patient { pathway, at, .. } = self.patients[slot];
        let in_hospital = at.is_some() && self.facilities[at.facility as usize].is_hospital;
        let priority = self.model.system.pathways[pathway as usize].priority;
        places::rank(self.model.system.services[service].queue, in_hospital, priority)
    }

    /// The patient stands in line for every service they may go to: the one they need, if they need one, and each suitable
    /// alternative.
    pub(super) fn join_lines_for_places(&mut self, slot: u32) {
        let step = self.step_of(slot);
        if let Some(service) = step.need.place() {
            self.join_line_for_place(slot, 0, service);
        }
        for (number, alternative) in (1..).zip(&step.alternatives) {
            if self.is_suitable(slot, number, alternative) {
                self.join_line_for_place(slot, number, alternative.service);
            }
        }
    }

    /// The patient stands in line for a service, with the ticket of the `number`-th alternative (0 for what they need).
    #[inline(always)]
    fn join_line_for_place(&mut self, slot: u32, number: u32, service: usize) {
        let rank = self.rank_for(slot, service);
        self.lines.join(u32::from(self.facility_of[service]) * RANKS + rank, slot * TICKETS + number);
        self.counts.queue[service] += 1;
    }

    /// The patient leaves every line for a place.
    pub(super) fn leave_lines_for_places(&mut self, slot: u32) {
        let step = self.step_of(slot);
        if let Some(service) = step.need.place() {
            self.leave_line_for_place(slot, 0, service);
        }
        for (number, alternative) in (1..).zip(&step.alternatives) {
            self.leave_line_for_place(slot, number, alternative.service);
        }
    }

    #[inline(always)]
    fn leave_line_for_place(&mut self, slot: u32, number: u32, service: usize) {
        if self.lines.leave(slot * TICKETS + number) {
            self.counts.queue[service] -= 1;
        }
    }

    /// The service that a patient waits for with a ticket.
    fn service_of_ticket(&self, ticket: u32) -> Option<usize> {
        let step = self.step_of(ticket / TICKETS);
        match ticket % TICKETS {
            0 => step.need.place(),
            number => step.alternatives.get(number as usize - 1).map(|alternative| alternative.service),
        }
    }

    /// A place, already seized, is kept for the patient. The one they need ends the step; an alternative ends the pathway.
    fn place_granted(&mut self, slot: u32, place: Holding) {
        self.tell(slot, Happening::PlaceReserved { service: place.service as usize });
        // Whoever waits for a second place gives up the first.
        let before = std::mem::replace(&mut self.patients[slot].reserved, place);
        if before.is_some() {
            self.release_pool(before);
        }
        let step = self.patients[slot].step as usize;
        self.tell(slot, Happening::StepEnds { step });
        if self.step_of(slot).need.place() == Some(place.service as usize) {
            self.next_step(slot, step + 1);
        } else {
            self.await_transfer(slot);
        }
    }

    /// Offers the free places of a facility to those in line, until there is no more of either.
    #[inline(never)]
    pub(super) fn offer(&mut self, facility: usize) {
        let admissions = facility as u32 * RANKS + ADMISSIONS;
        loop {
            while let Some(ticket) = self.lines.first(admissions) {
                let Some(pool) = self.facilities[facility].seize() else { return };
                self.lines.take_first(admissions);
                self.admit(ticket / TICKETS, Holding::bed(facility, pool));
            }
            let mut for_places = 1..self.facilities[facility].ranks;
            let Some(ticket) = for_places.find_map(|rank| self.lines.first(admissions + rank)) else { return };
            let Some(pool) = self.facilities[facility].seize_for_start() else { return };
            let service = self.service_of_ticket(ticket);
            self.stop_waiting(ticket / TICKETS);
            if let Some(service) = service {
                self.place_granted(ticket / TICKETS, Holding::place(facility as u8, pool, service));
            }
        }
    }

    /// The patient begins a stay in the place that was kept for them.
    pub(super) fn start_service(&mut self, slot: u32, place: Holding) {
        let service = place.service as usize;
        let parameters = &self.model.system.services[service];
        let days = self.stay_in(slot, service).sample(self.bits(slot, Purpose::Stay, service as u32));
        let scheme = self.facilities[place.facility as usize].pools[place.pool as usize].scheme;
        if let Some(scheme) = scheme {
            self.schemes[scheme as usize].moved += 1;
            self.schemes[scheme as usize].spent += parameters.cost_per_start;
        } else {
            self.accounts.services[service] += parameters.cost_per_start;
        }
        self.tell(slot, Happening::StartsService { service, scheme: scheme.map(usize::from) });
        self.occupy(slot, place);
        self.schedule(slot, self.now.after(seconds(days)), Event::StayEnds);
    }

    /// How long the patient stays in a service: as the step says that led there, else as long as everyone.
    fn stay_in(&self, slot: u32, service: usize) -> &'m Distribution {
        let steps = &self.model.system.pathways[self.patients[slot].pathway as usize].steps;
        let own = steps.iter().find(|step| step.stay.is_some() && step.need.place() == Some(service));
        own.and_then(|step| step.stay.as_ref()).unwrap_or(&self.model.system.services[service].stay)
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
    #[inline(always)]
    pub(super) fn release_place(&mut self, slot: u32) {
        let patient = &mut self.patients[slot];
        let counted = std::mem::replace(&mut patient.counted, Counted::Not);
        let at = std::mem::replace(&mut patient.at, Holding::NONE);
        if counted != Counted::Not {
            self.change_counts(at, counted, -1);
        }
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
            if parameters.when_ended == WhenEnded::PeopleLeave && model.scheme_days[scheme].ends + 1 == i64::from(day) {
                for slot in self.people_on_their_way_to(scheme) {
                    self.turn_back(slot);
                }
                for slot in self.people_in_places_of(scheme) {
                    self.take_back(slot, scheme);
                }
            }
        }
    }

    fn people_on_their_way_to(&self, scheme: usize) -> Vec<u32> {
        let is_kept_for = |slot: &u32| self.is_of_scheme(self.patients[*slot].reserved, scheme);
        self.patients.slots().filter(is_kept_for).collect()
    }

    /// The place kept for the patient is gone: they wait for another, from the step that gave it to them.
    fn turn_back(&mut self, slot: u32) {
        self.calendar.cancel(self.first_patient + slot);
        let Patient { pathway, step, reserved, .. } = self.patients[slot];
        self.stop_waiting(slot);
        self.tell(slot, Happening::PlaceLost { service: reserved.service as usize });
        let steps = &self.model.system.pathways[pathway as usize].steps[..=step as usize];
        let asked = steps.iter().rposition(|step| step.need.place().is_some()).unwrap_or(step as usize);
        self.next_step(slot, asked);
    }

    fn people_in_places_of(&self, scheme: usize) -> Vec<u32> {
        self.patients.slots().filter(|&slot| self.is_in_place_of(slot, scheme)).collect()
    }

    fn is_in_place_of(&self, slot: u32, scheme: usize) -> bool {
        self.is_of_scheme(self.patients[slot].at, scheme)
    }

    /// Whether a scheme opened this place of a service.
    fn is_of_scheme(&self, place: Holding, scheme: usize) -> bool {
        place.is_some()
            && place.service != NO_SERVICE
            && self.facilities[place.facility as usize].pools[place.pool as usize].scheme == Some(scheme as u8)
    }

    /// Ends the patient's stay in a place of the scheme; if they are still there, they go back to hospital and are ready as soon as
    /// they have a bed, unless they had become unwell: then they are treated there.
    fn take_back(&mut self, slot: u32, scheme: usize) {
        self.calendar.cancel(self.first_patient + slot);
        if self.patients[slot].stage == Stage::InService {
            self.stay_ends(slot);
        }
        if self.patients.is_present(slot) && self.is_in_place_of(slot, scheme) {
            // The end of their stay may have begun a step or a transfer, which is off now.
            self.calendar.cancel(self.first_patient + slot);
            self.stop_waiting(slot);
            let is_treated = self.patients[slot].stage == Stage::InTreatment;
            if is_treated {
                let facility = self.patients[slot].at.facility;
                self.counts.in_treatment[facility as usize] -= 1;
            }
            self.release_place(slot);
            self.totals.readmissions += 1;
            self.tell(slot, Happening::Readmitted);
            self.patients[slot].needs_only_a_bed = !is_treated;
            self.seek_admission(slot);
        }
    }
}
