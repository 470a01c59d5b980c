//! Places in services: asking, being given one, staying, moving on.

use super::monitor::{Happening, Monitor};
use super::parameters::{Afterwards, Alternative, WhenEnded};
use super::patient::{Counted, Holding, Patient, Stage};
use super::places;
use super::population::{pick, seconds};
use super::purpose::Purpose;
use super::simulation::Simulation;
use super::state::{ADMISSIONS, Event, Lines, Position, Slot, TICKETS, Ticket};
use crate::random::Distribution;

impl<'m, M: Monitor> Simulation<'m, M> {
    /// Whether an alternative, the `number`-th of the patient's step counted from 1, is suitable for them.
    fn is_suitable(&self, slot: Slot, number: u32, alternative: &Alternative) -> bool {
        let which = u32::from(self.patients[slot].step) * TICKETS + number;
        alternative.suitable >= 1.0 || self.uniform(slot, Purpose::Suitable, which) < alternative.suitable
    }

    /// Takes a free place for the patient in a service they may go to, if there is one, and says so.
    #[inline(always)]
    pub(super) fn take_any_place(&mut self, slot: Slot) -> bool {
        let step = self.step_of(slot);
        if let Some(service) = step.need.place()
            && self.take_place(slot, service)
        {
            return true;
        }
        (1..).zip(&step.alternatives).any(|(number, alternative)| {
            let facility = &self.facilities[self.facility_of[alternative.service]];
            facility.free() > 0
                && self.is_suitable(slot, number, alternative)
                && self.take_place(slot, alternative.service)
        })
    }

    /// Takes a free place in a service for the patient, and says whether there was one. In the morning a place may be free that has
    /// not been offered yet to those in line; it is theirs.
    fn take_place(&mut self, slot: Slot, service: usize) -> bool {
        let facility = self.facility_of[service];
        if self.facilities[facility].free() == 0 {
            return false;
        }
        let rank = self.rank_for(slot, service);
        if (0..=rank).any(|rank| self.lines.length(Lines::of_facility(facility, rank)) > 0) {
            return false;
        }
        let Some(pool) = self.facilities[facility].seize_for_start() else { return false };
        self.place_granted(slot, Holding::place(facility, pool, service));
        true
    }

    /// The rank of the line in which the patient waits for a service.
    fn rank_for(&self, slot: Slot, service: usize) -> u32 {
        let patient = &self.patients[slot];
        let in_hospital = self.is_in_hospital(patient);
        let priority = self.model.system.pathways[patient.pathway.index()].priority;
        places::rank(self.model.system.services[service].queue, in_hospital, priority)
    }

    /// The patient stands in line for every service they may go to: the one they need, if they need one, and each suitable
    /// alternative.
    pub(super) fn join_lines_for_places(&mut self, slot: Slot) {
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
    fn join_line_for_place(&mut self, slot: Slot, number: u32, service: usize) {
        let rank = self.rank_for(slot, service);
        self.lines.join(Lines::of_facility(self.facility_of[service], rank), slot.ticket(number));
        self.counts.queue[service] += 1;
    }

    /// The patient leaves every line for a place.
    pub(super) fn leave_lines_for_places(&mut self, slot: Slot) {
        let step = self.step_of(slot);
        if let Some(service) = step.need.place() {
            self.leave_line_for_place(slot, 0, service);
        }
        for (number, alternative) in (1..).zip(&step.alternatives) {
            self.leave_line_for_place(slot, number, alternative.service);
        }
    }

    #[inline(always)]
    fn leave_line_for_place(&mut self, slot: Slot, number: u32, service: usize) {
        if self.lines.leave(slot.ticket(number)) {
            self.counts.queue[service] -= 1;
        }
    }

    /// The service that a patient waits for with a ticket.
    fn service_of_ticket(&self, ticket: Ticket) -> Option<usize> {
        let step = self.step_of(ticket.slot());
        match ticket.number() {
            0 => step.need.place(),
            number => step.alternatives.get(number as usize - 1).map(|alternative| alternative.service),
        }
    }

    /// A place, already seized, is kept for the patient. The one they need ends the step; an alternative ends the pathway.
    fn place_granted(&mut self, slot: Slot, place: Holding) {
        let Some(service) = place.service() else { return };
        self.tell(slot, Happening::PlaceReserved { service });
        // Whoever waits for a second place gives up the first.
        let before = std::mem::replace(&mut self.patients[slot].reserved, place);
        if before.is_some() {
            self.release_pool(before);
        }
        let step = self.patients[slot].step as usize;
        self.tell(slot, Happening::StepEnds { step });
        if self.step_of(slot).need.place() == Some(service) {
            self.next_step(slot, step + 1);
        } else {
            self.await_transfer(slot);
        }
    }

    /// Offers the free places of a facility to those in line, until there is no more of either.
    #[inline(never)]
    pub(super) fn offer(&mut self, facility: usize) {
        let admissions = Lines::of_facility(facility, ADMISSIONS);
        loop {
            while let Some(ticket) = self.lines.first(admissions) {
                let Some(pool) = self.facilities[facility].seize() else { return };
                self.lines.take_first(admissions);
                self.admit(ticket.slot(), Holding::bed(facility, pool));
            }
            let mut for_places = 1..self.facilities[facility].ranks;
            let first = |rank| self.lines.first(Lines::of_facility(facility, rank));
            let Some(ticket) = for_places.find_map(first) else { return };
            let Some(pool) = self.facilities[facility].seize_for_start() else { return };
            let service = self.service_of_ticket(ticket);
            self.stop_waiting(ticket.slot());
            if let Some(service) = service {
                self.place_granted(ticket.slot(), Holding::place(facility, pool, service));
            }
        }
    }

    /// The patient begins a stay in the place that was kept for them.
    pub(super) fn start_service(&mut self, slot: Slot, place: Holding) {
        let Some(service) = place.service() else { return };
        let parameters = &self.model.system.services[service];
        let days = self.stay_in(slot, service).sample(self.bits(slot, Purpose::Stay, service as u32));
        let scheme = self.facilities[place.facility()].pools[place.pool()].scheme.map(Position::index);
        if let Some(scheme) = scheme {
            self.schemes[scheme].moved += 1;
            self.schemes[scheme].spent += parameters.cost_per_start;
        } else {
            self.accounts.services[service] += parameters.cost_per_start;
        }
        self.tell(slot, Happening::StartsService { service, scheme });
        self.occupy(slot, place);
        self.schedule(slot, self.now.after(seconds(days)), Event::StayEnds);
    }

    /// How long the patient stays in a service: as the step says that led there, else as long as everyone.
    fn stay_in(&self, slot: Slot, service: usize) -> &'m Distribution {
        let steps = &self.model.system.pathways[self.patients[slot].pathway.index()].steps;
        let own = steps.iter().find(|step| step.stay.is_some() && step.need.place() == Some(service));
        own.and_then(|step| step.stay.as_ref()).unwrap_or(&self.model.system.services[service].stay)
    }

    /// The patient is in a place of a service from now on.
    #[inline(always)]
    pub(super) fn occupy(&mut self, slot: Slot, place: Holding) {
        let in_hospital = self.facilities[place.facility()].is_hospital;
        self.enter(slot, place, if in_hospital { Counted::InTreatment } else { Counted::Not });
        let patient = &mut self.patients[slot];
        patient.reserved = Holding::NONE;
        patient.stage = Stage::InService;
    }

    /// The stay is over: home, onward, back to hospital, or death.
    pub(super) fn stay_ends(&mut self, slot: Slot) {
        let Some(service) = self.patients[slot].at().service() else { return };
        let uniform = self.uniform(slot, Purpose::Afterwards, service as u32);
        let afterwards = pick(&self.model.system.services[service].afterwards, uniform);
        self.tell(slot, Happening::LeavesService { service });
        let patient = &mut self.patients[slot];
        patient.phase = patient.phase.saturating_add(1);
        match afterwards {
            Afterwards::Onward(pathway) => {
                patient.pathway = Position::of(pathway);
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
    pub(super) fn release_place(&mut self, slot: Slot) {
        let at = self.leave(slot);
        if at.is_some() {
            self.release_pool(at);
        }
    }

    /// A place that was held is free, and offered to the next in line.
    pub(super) fn release_pool(&mut self, place: Holding) {
        self.facilities[place.facility()].pools[place.pool()].places.release();
        self.offer(place.facility());
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

    fn people_on_their_way_to(&self, scheme: usize) -> Vec<Slot> {
        let is_kept_for = |slot: &Slot| self.is_of_scheme(self.patients[*slot].reserved, scheme);
        self.patients.slots().filter(is_kept_for).collect()
    }

    /// The place kept for the patient is gone: they wait for another, from the step that gave it to them.
    fn turn_back(&mut self, slot: Slot) {
        self.cancel(slot);
        let Patient { pathway, step, reserved, .. } = self.patients[slot];
        self.stop_waiting(slot);
        if let Some(service) = reserved.service() {
            self.tell(slot, Happening::PlaceLost { service });
        }
        let steps = &self.model.system.pathways[pathway.index()].steps[..=step as usize];
        let asked = steps.iter().rposition(|step| step.need.place().is_some()).unwrap_or(step as usize);
        self.next_step(slot, asked);
    }

    fn people_in_places_of(&self, scheme: usize) -> Vec<Slot> {
        self.patients.slots().filter(|&slot| self.is_in_place_of(slot, scheme)).collect()
    }

    fn is_in_place_of(&self, slot: Slot, scheme: usize) -> bool {
        self.is_of_scheme(self.patients[slot].at(), scheme)
    }

    /// Whether a scheme opened this place of a service.
    fn is_of_scheme(&self, place: Holding, scheme: usize) -> bool {
        place.service().is_some()
            && self.facilities[place.facility()].pools[place.pool()].scheme == Some(Position::of(scheme))
    }

    /// Ends the patient's stay in a place of the scheme; if they are still there, they go back to hospital and are ready as soon as
    /// they have a bed, unless they had become unwell: then they are treated there.
    fn take_back(&mut self, slot: Slot, scheme: usize) {
        self.cancel(slot);
        if self.patients[slot].stage == Stage::InService {
            self.stay_ends(slot);
        }
        if self.patients.is_present(slot) && self.is_in_place_of(slot, scheme) {
            // The end of their stay may have begun a step or a transfer, which is off now.
            self.cancel(slot);
            self.stop_waiting(slot);
            let is_treated = self.patients[slot].stage == Stage::InTreatment;
            self.release_place(slot);
            self.totals.readmissions += 1;
            self.tell(slot, Happening::Readmitted);
            self.patients[slot].needs_only_a_bed = !is_treated;
            self.seek_admission(slot);
        }
    }
}
