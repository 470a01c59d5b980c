//! One run of one option: the state of the care system and what happens in it.

use super::Model;
use super::dates::DAY;
use super::headings::Accounts;
use super::measures::{Measure, Read};
use super::monitor::{Happening, Monitor, Totals, Who};
use super::parameters::Whereabouts;
use super::patient::{Counted, Holding, Patient, Patients};
use super::places::{self, Facility};
use super::population::{Person, Population};
use super::purpose::{Purpose, purpose};
use super::state::{Counts, Diversion, Event, Funding, Lines, Post, PostSlot, SchemeState, Slot, WorkforceState};
use super::working_time::{TransferTimes, WorkingTime};
use crate::engine::{Calendar, Resource, Time};
use crate::random::Key;

/// One care system, running. It keeps its memory from run to run; every run starts afresh.
pub struct Simulation<'m, M> {
    pub(super) model: &'m Model,
    pub(super) monitor: M,
    pub(super) option: usize,
    pub(super) now: Time,
    /// The day that has begun.
    pub(super) day: u32,
    pub(super) key: Key,
    pub(super) calendar: Calendar<Event>,
    pub(super) lines: Lines,
    pub(super) patients: Patients,
    pub(super) facilities: Vec<Facility>,
    /// For each service the facility its places are in.
    pub(super) facility_of: Vec<usize>,
    pub(super) teams: Vec<Resource>,
    pub(super) working_times: Vec<WorkingTime>,
    pub(super) transfer_times: Vec<TransferTimes>,
    /// For each step of each pathway the factor on its duration today.
    pub(super) step_factors: Vec<Vec<f64>>,
    pub(super) diversions: Vec<Diversion>,
    /// For each group the share of the people on the list who come today.
    pub(super) present: Vec<f64>,
    pub(super) schemes: Vec<SchemeState>,
    pub(super) workforces: Vec<WorkforceState>,
    pub(super) posts: Vec<Post>,
    /// Posts below this one belong to the establishment, the others to schemes.
    pub(super) established_posts: usize,
    /// Whether any effect of a scheme was in force yesterday.
    pub(super) any_effects: bool,
    /// What was funded yesterday, so that posts are looked through only when it changes.
    pub(super) funding: Funding,
    /// Slots of the calendar below this one belong to posts, then panels; patients follow.
    pub(super) first_patient: u32,
    pub(super) counts: Counts,
    pub(super) totals: Totals,
    pub(super) accounts: Accounts,
    /// How each measure is read at midnight, and of which part.
    pub(super) readings: Vec<(Read, usize)>,
    pub(super) census: Vec<u32>,
}

impl<'m, M: Monitor> Simulation<'m, M> {
    /// A simulation of `model`, watched by `monitor`.
    pub fn new(model: &'m Model, monitor: M) -> Self {
        let system = &model.system;
        let facilities = system.hospitals.len() + system.services.len();
        Self {
            model,
            monitor,
            option: 0,
            now: Time::ZERO,
            day: 0,
            key: Key::root(0),
            calendar: Calendar::new(0, Time::ZERO),
            lines: Lines::new(facilities, system.teams.len(), system.panels.len()),
            patients: Patients::default(),
            facilities: Vec::new(),
            facility_of: places::facility_of_services(system),
            teams: Vec::new(),
            working_times: Vec::new(),
            transfer_times: Vec::new(),
            step_factors: Vec::new(),
            diversions: Vec::new(),
            present: Vec::new(),
            schemes: Vec::new(),
            workforces: Vec::new(),
            posts: Vec::new(),
            established_posts: 0,
            any_effects: false,
            funding: Funding::default(),
            first_patient: 0,
            counts: Counts::default(),
            totals: Totals::default(),
            accounts: Accounts::default(),
            readings: Measure::readings(system),
            census: Vec::new(),
        }
    }

    /// The monitor.
    pub fn monitor(&self) -> &M {
        &self.monitor
    }

    /// The monitor, to take what it holds.
    pub fn monitor_mut(&mut self) -> &mut M {
        &mut self.monitor
    }

    /// Runs one option from its first day to its last on people drawn by [`Model::draw`] of the same model.
    pub fn run(&mut self, option: usize, population: &Population) {
        let Some(key) = population.replication else { return };
        self.begin(option, key);
        let mut coming = population.persons.as_slice();
        for day in 0..self.model.days {
            self.begin_day(day);
            let midnight = (day + 1) * DAY - 1;
            while let Some((person, others)) = coming.split_first()
                && person.arrives <= midnight
            {
                // At the same second, whoever comes is dealt with before those who are there already.
                self.go_on_until(person.arrives.saturating_sub(1));
                self.arrives(person);
                coming = others;
            }
            self.go_on_until(midnight);
            self.end_day(day);
        }
        self.finish();
    }

    /// Lets everything happen that is to happen up to a second.
    #[inline(always)]
    fn go_on_until(&mut self, second: u32) {
        while let Some((at, slot, event)) = self.calendar.next(Time::from_seconds(second)) {
            self.happens(at, slot, event);
        }
    }

    fn arrives(&mut self, person: &Person) {
        self.now = Time::from_seconds(person.arrives);
        self.totals.events += 1;
        self.person_arrives(person);
    }

    /// Everything that happens, in one place. The slots of the calendar are those of posts, then panels, then patients.
    fn happens(&mut self, at: Time, slot: u32, event: Event) {
        self.now = at;
        self.totals.events += 1;
        let post = PostSlot(slot);
        let patient = Slot(slot.wrapping_sub(self.first_patient));
        match event {
            Event::TreatmentEnds => self.treatment_ends(patient),
            Event::StepEnds => self.step_ends(patient),
            Event::Transfer => self.transfer(patient),
            Event::StayEnds => self.stay_ends(patient),
            Event::HazardStrikes => self.hazard_strikes(patient),
            Event::ComesBack => self.comes_back(patient),
            Event::RebookedAdmission => self.rebooked(patient),
            Event::PanelSits => self.panel_sits(post.index().wrapping_sub(self.posts.len())),
            Event::PostVacated => self.post_vacated(post),
            Event::RecruitmentEnds => self.recruitment_ends(post),
            Event::InductionEnds => self.induction_ends(post),
        }
    }

    /// Schedules a patient's next event.
    #[inline]
    pub(super) fn schedule(&mut self, slot: Slot, at: Time, event: Event) {
        self.calendar.schedule(self.first_patient + slot.0, at, event);
    }

    /// Forgets a patient's next event.
    #[inline]
    pub(super) fn cancel(&mut self, slot: Slot) {
        self.calendar.cancel(self.first_patient + slot.0);
    }

    /// Schedules the end of a waiting patient's step, or the hazard that strikes before it.
    #[inline]
    pub(super) fn schedule_unless_hazard(&mut self, slot: Slot, at: Time, event: Event) {
        let hazard_at = self.patients[slot].hazard_at;
        if hazard_at <= at {
            self.schedule(slot, hazard_at, Event::HazardStrikes);
        } else {
            self.schedule(slot, at, event);
        }
    }

    /// Schedules the hazard, if there is one, that strikes a patient who waits in line.
    #[inline]
    pub(super) fn schedule_hazard(&mut self, slot: Slot) {
        match self.patients[slot].hazard_at {
            Time::MAX => self.cancel(slot),
            hazard_at => self.schedule(slot, hazard_at, Event::HazardStrikes),
        }
    }

    /// A uniform draw of a patient.
    #[inline]
    pub(super) fn uniform(&self, slot: Slot, what: Purpose, which: u32) -> f64 {
        let patient = &self.patients[slot];
        patient.key.uniform(purpose(what, patient.phase, which))
    }

    /// The random bits of a patient for a duration.
    #[inline]
    pub(super) fn bits(&self, slot: Slot, what: Purpose, which: u32) -> u64 {
        let patient = &self.patients[slot];
        patient.key.bits(purpose(what, patient.phase, which))
    }

    /// Tells the monitor what happens to a patient.
    #[inline(always)]
    pub(super) fn tell(&mut self, slot: Slot, what: Happening) {
        // Nobody is told of a slot that does not exist, so that looking for it costs nothing where the monitor does not listen.
        let Some(patient) = self.patients.get(slot) else { return };
        let who = Who {
            group: patient.group.index(),
            number: patient.number,
            of_opening_census: patient.of_opening_census,
            pathway: patient.pathway.index(),
        };
        self.monitor.happens(self.now, who, what);
    }

    /// The patient, who is nowhere, is here from now on and counted as this. With the next two the one way to move and to be counted.
    #[inline(always)]
    pub(super) fn enter(&mut self, slot: Slot, at: Holding, counted: Counted) {
        let before = self.patients[slot].put(at, counted);
        debug_assert_eq!(before, (Holding::NONE, Counted::Not));
        self.change_occupied(at, 1);
        self.change_counts(at, counted, 1);
    }

    /// The patient is nowhere from now on, and not counted; where they were.
    #[inline(always)]
    pub(super) fn leave(&mut self, slot: Slot) -> Holding {
        let (from, counted) = self.patients[slot].put(Holding::NONE, Counted::Not);
        self.change_occupied(from, -1);
        self.change_counts(from, counted, -1);
        from
    }

    /// The patient is counted as this from now on, where they are.
    #[inline(always)]
    pub(super) fn count(&mut self, slot: Slot, counted: Counted) {
        let at = self.patients[slot].at();
        let (_, before) = self.patients[slot].put(at, counted);
        if before != counted {
            self.change_counts(at, before, -1);
            self.change_counts(at, counted, 1);
        }
    }

    #[inline(always)]
    fn change_occupied(&mut self, at: Holding, by: i32) {
        if at.is_some() {
            add(&mut self.facilities[at.facility()].occupied, by);
        }
        if let Some(service) = at.service() {
            add(&mut self.counts.occupied[service], by);
        }
    }

    /// Most changes are of patients in treatment, and made where they are asked for.
    #[inline(always)]
    fn change_counts(&mut self, at: Holding, counted: Counted, by: i32) {
        match counted {
            Counted::Not => {}
            Counted::InTreatment => add(&mut self.counts.in_treatment[at.facility()], by),
            Counted::OnWaitingList => add(&mut self.counts.waiting_list, by),
            Counted::AwaitingDischarge | Counted::BlockedOutside | Counted::Delayed(..) => {
                self.change_counts_of_the_ready(at, counted, by);
            }
        }
    }

    fn change_counts_of_the_ready(&mut self, at: Holding, counted: Counted, by: i32) {
        let counts = &mut self.counts;
        if let Counted::Delayed(reason, attribution) = counted {
            add(&mut counts.delayed[at.facility()], by);
            add(&mut counts.by_reason[reason as usize], by);
            add(&mut counts.by_attribution[attribution as usize], by);
        } else if counted == Counted::AwaitingDischarge {
            add(&mut counts.awaiting_discharge, by);
        } else {
            add(&mut counts.blocked_outside, by);
        }
        if let Some(service) = at.service() {
            add(&mut counts.blocked[service], by);
        }
    }

    /// Whether a patient is in a hospital bed.
    #[inline]
    pub(super) fn is_in_hospital(&self, patient: &Patient) -> bool {
        patient.at().is_some() && self.facilities[patient.at().facility()].is_hospital
    }

    /// A patient leaves the system.
    pub(super) fn leave_system(&mut self, slot: Slot) {
        self.cancel(slot);
        self.patients.remove(slot);
    }

    /// Where a patient is, in the words of the scenario.
    pub(super) fn whereabouts(patient: &Patient) -> Whereabouts {
        let at = patient.at();
        let hospital = || if at.is_some() { Whereabouts::Hospital(at.facility()) } else { Whereabouts::Home };
        at.service().map_or_else(hospital, Whereabouts::Service)
    }
}

#[inline]
fn add(count: &mut u32, by: i32) {
    *count = count.wrapping_add_signed(by);
}
