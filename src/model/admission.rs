//! Coming to hospital: arrivals, diversion, beds, cancellations and coming back.

use super::monitor::{Happening, Monitor};
use super::parameters::{Referral, WhenFull, Whereabouts};
use super::patient::{Counted, Holding, Patient, Stage};
use super::population::{Person, sampled};
use super::purpose::{Purpose, purpose};
use super::simulation::Simulation;
use super::state::{ADMISSIONS, Event, Lines, Slot};
use crate::engine::Time;

impl<M: Monitor> Simulation<'_, M> {
    /// Someone on the list of the replication comes, unless this option has fewer of their group.
    pub(super) fn person_arrives(&mut self, person: &Person) {
        let Person { key, treatment, group, pathway, number, .. } = *person;
        let share = self.present[group.index()];
        if share < 1.0 && key.uniform(purpose(Purpose::Present, 0, 0)) >= share {
            return;
        }
        let slot = self.patients.add(Patient::new(key, group, pathway, number));
        self.patients[slot].treatment = treatment;
        self.tell(slot, Happening::Arrives);
        if !self.diversions.is_empty() && self.is_diverted(slot) {
            return;
        }
        match self.model.system.groups[group.index()].referral {
            Referral::Community => self.becomes_ready(slot),
            Referral::Emergency | Referral::Elective => self.seek_admission(slot),
        }
    }

    /// Whether a scheme cares for the patient today instead; if so they are gone.
    fn is_diverted(&mut self, slot: Slot) -> bool {
        let Patient { group, key, .. } = self.patients[slot];
        let mut uniform = key.uniform(purpose(Purpose::Diverted, 0, 0));
        for diversion in &mut self.diversions {
            if diversion.group != group {
                continue;
            }
            if uniform >= diversion.share {
                // The next scheme is offered those whom this one leaves.
                uniform = (uniform - diversion.share) / (1.0 - diversion.share);
            } else if diversion.left_today == 0 {
                // So is it those for whom this one has no room; among them the draw is even again.
                uniform /= diversion.share;
            } else {
                diversion.left_today -= 1;
                let (scheme, cost) = (diversion.scheme.index(), diversion.cost_each);
                self.schemes[scheme].spent += cost;
                self.totals.diverted += 1;
                self.tell(slot, Happening::Diverted { scheme });
                self.leave_system(slot);
                return true;
            }
        }
        false
    }

    /// A patient needs a bed of their group's hospital now.
    #[inline(always)]
    pub(super) fn seek_admission(&mut self, slot: Slot) {
        let Patient { group, phase, .. } = self.patients[slot];
        let group = &self.model.system.groups[group.index()];
        let Some(hospital) = group.hospital else {
            // Someone of a community group who comes back has no hospital in this care system.
            self.leave_system(slot);
            return;
        };
        let line = Lines::of_facility(hospital, ADMISSIONS);
        let parameters = &self.model.system.hospitals[hospital];
        let elective = group.referral == Referral::Elective && phase == 0;
        let facility = &mut self.facilities[hospital];
        let room =
            self.lines.length(line) == 0 && (!elective || facility.free() > parameters.beds_kept_for_emergencies);
        if room && let Some(pool) = facility.seize() {
            self.admit(slot, Holding::bed(hospital, pool));
        } else if parameters.when_full == WhenFull::TurnAway {
            self.totals.turned_away += 1;
            self.tell(slot, Happening::TurnedAway { from: Whereabouts::Hospital(hospital) });
            self.leave_system(slot);
        } else if elective {
            self.cancel_admission(slot, hospital);
        } else {
            self.tell(slot, Happening::WaitsForAdmission { hospital });
            let patient = &mut self.patients[slot];
            patient.stage = Stage::WaitingForAdmission;
            patient.waiting_since = self.now;
            self.lines.join(line, slot.ticket(0));
        }
    }

    /// A planned admission finds no bed: back to the waiting list, with a new date. How often that has happened to the patient is
    /// kept in `step`, which means nothing before admission.
    fn cancel_admission(&mut self, slot: Slot, hospital: usize) {
        self.totals.electives_cancelled += 1;
        self.count(slot, Counted::OnWaitingList);
        self.tell(slot, Happening::Cancelled { hospital });
        self.patients[slot].stage = Stage::OnWaitingList;
        let patient = &mut self.patients[slot];
        let group = &self.model.system.groups[patient.group.index()];
        let again = sampled(&group.rebooking, patient.key, purpose(Purpose::Rebooking, 0, u32::from(patient.step)));
        patient.step = patient.step.saturating_add(1);
        self.schedule(slot, self.now.after(again), Event::RebookedAdmission);
    }

    /// The new date after a cancellation has come.
    pub(super) fn rebooked(&mut self, slot: Slot) {
        self.count(slot, Counted::Not);
        self.seek_admission(slot);
    }

    /// A patient takes the bed that has been seized for them.
    #[inline(always)]
    pub(super) fn admit(&mut self, slot: Slot, bed: Holding) {
        let hospital = bed.facility();
        let patient = &mut self.patients[slot];
        if patient.stage == Stage::WaitingForAdmission {
            self.totals.seconds_waiting_for_admission += i64::from(self.now.since(patient.waiting_since));
        }
        let needs_only_a_bed = std::mem::take(&mut patient.needs_only_a_bed);
        // 0 where it is not drawn yet.
        let drawn = std::mem::take(&mut patient.treatment);
        self.enter(slot, bed, if needs_only_a_bed { Counted::Not } else { Counted::InTreatment });
        self.totals.admissions += 1;
        self.tell(slot, Happening::Admitted { hospital });
        if needs_only_a_bed {
            self.becomes_ready(slot);
        } else if drawn > 0 {
            self.treat(slot, drawn);
        } else {
            let Patient { group, key, phase, .. } = self.patients[slot];
            let treatment = &self.model.system.groups[group.index()].treatment;
            self.treat(slot, sampled(treatment, key, purpose(Purpose::Treatment, phase, 0)));
        }
    }

    /// Treatment begins in the bed the patient is in, and goes on until somebody declares them ready.
    #[inline(always)]
    pub(super) fn treat(&mut self, slot: Slot, seconds: u32) {
        let patient = &mut self.patients[slot];
        patient.stage = Stage::InTreatment;
        patient.hazard_at = Time::MAX;
        let group = patient.group;
        self.count(slot, Counted::InTreatment);
        let ends = self.now.after(seconds);
        let ready = self.model.declared_ready(group, ends, |day| self.uniform(slot, Purpose::DeclaredReady, day));
        self.schedule(slot, ready, Event::TreatmentEnds);
    }

    /// Someone who went home comes back to hospital.
    pub(super) fn comes_back(&mut self, slot: Slot) {
        self.totals.readmissions += 1;
        self.tell(slot, Happening::Readmitted);
        self.seek_admission(slot);
    }
}
