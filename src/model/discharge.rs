//! From discharge ready to leaving: the steps of a pathway, the hazards of waiting, and the transfer.

use super::monitor::{Happening, Monitor};
use super::parameters::{AttributableTo, Need, Step, WhenFull, Whereabouts};
use super::patient::{Counted, Holding, Patient, Stage};
use super::population::{sampled, seconds};
use super::purpose::{Purpose, purpose};
use super::simulation::Simulation;
use super::state::{Event, Line, Slot};
use crate::engine::Time;

impl<'m, M: Monitor> Simulation<'m, M> {
    /// Treatment is over: the patient is ready, unless they die.
    pub(super) fn treatment_ends(&mut self, slot: Slot) {
        let patient = &self.patients[slot];
        let group = &self.model.system.groups[patient.group.index()];
        if group.died_in_treatment > 0.0
            && patient.phase == 0
            && self.uniform(slot, Purpose::DiesInTreatment, 0) < group.died_in_treatment
        {
            self.tell(slot, Happening::Dies { waiting: false });
            self.release_place(slot);
            self.leave_system(slot);
        } else {
            self.becomes_ready(slot);
        }
    }

    /// The patient is ready for what comes next, wherever they are.
    pub(super) fn becomes_ready(&mut self, slot: Slot) {
        let at = Self::whereabouts(&self.patients[slot]);
        self.tell(slot, Happening::Ready { at });
        let patient = &mut self.patients[slot];
        patient.waiting_since = self.now;
        patient.ready_since_before = false;
        if self.model.system.pathways[patient.pathway.index()].steps.is_empty() {
            patient.step = 0;
            patient.hazard_at = Time::MAX;
            self.await_transfer(slot);
        } else {
            self.draw_hazard(slot);
            self.next_step(slot, 0);
        }
    }

    /// When the first hazard of waiting will strike. Only patients in hospital beds who need something are exposed.
    pub(super) fn draw_hazard(&mut self, slot: Slot) {
        let patient = &self.patients[slot];
        let group = patient.group.index();
        let exposed = self.is_in_hospital(patient) && self.model.system.pathways[patient.pathway.index()].number > 0;
        self.patients[slot].hazard_at = match &self.model.hazards[group] {
            Some(time) if exposed => self.now.after(seconds(time.sample(self.bits(slot, Purpose::HazardTime, 0)))),
            _ => Time::MAX,
        };
    }

    /// Begins the first step from position `from` on that the patient needs; the transfer when there is none.
    pub(super) fn next_step(&mut self, slot: Slot, from: usize) {
        let pathway = &self.model.system.pathways[self.patients[slot].pathway.index()];
        let needed = (from..pathway.steps.len()).find(|&number| {
            let probability = pathway.steps[number].probability;
            probability >= 1.0 || self.uniform(slot, Purpose::StepNeeded, number as u32) < probability
        });
        let Some(number) = needed else {
            if from == 0 {
                // Nothing is needed after all; a wait for the transfer counts under the last step of the pathway.
                self.patients[slot].step = pathway.steps.len().saturating_sub(1) as u8;
            }
            self.await_transfer(slot);
            return;
        };
        self.patients[slot].step = number as u8;
        self.tell(slot, Happening::StepBegins { step: number });
        self.count_as_waiting(slot);
        if self.take_any_place(slot) {
            return;
        }
        if let Need::Place { service } = self.step_of(slot).need
            && self.is_turned_away(slot)
        {
            self.totals.turned_away += 1;
            self.tell(slot, Happening::TurnedAway { from: Whereabouts::Service(service) });
            self.leave_system(slot);
        } else {
            self.begin_step(slot, None);
        }
    }

    /// Whether the patient, at home, goes elsewhere rather than wait there for a place.
    fn is_turned_away(&self, slot: Slot) -> bool {
        let patient = &self.patients[slot];
        !patient.at().is_some() && self.model.system.groups[patient.group.index()].when_full == WhenFull::TurnAway
    }

    /// The step a patient is at. Whoever is ready is at one, unless their pathway has none.
    pub(super) fn step_of(&self, slot: Slot) -> &'m Step {
        let Patient { pathway, step, .. } = self.patients[slot];
        &self.model.system.pathways[pathway.index()].steps[step as usize]
    }

    /// Begins the patient's step. `residual` holds the part still to run (0 to 1) of a duration that is in progress on the first
    /// morning.
    pub(super) fn begin_step(&mut self, slot: Slot, residual: Option<u64>) {
        let Patient { pathway, step: number, .. } = self.patients[slot];
        let step = self.step_of(slot);
        match &step.need {
            Need::Assessment { team, .. } => {
                if self.teams[*team].seize() {
                    self.begin_assessment(slot, residual);
                } else {
                    self.wait_in_line(slot, Stage::WaitingForTeam, self.lines.of_team(*team));
                }
            }
            Need::Panel { panel } => self.wait_in_line(slot, Stage::WaitingForPanel, self.lines.of_panel(*panel)),
            Need::Delay { duration } => {
                let bits = self.bits(slot, Purpose::StepDuration, u32::from(number));
                let days = residual.map_or_else(|| duration.sample(bits), |position| duration.residual(bits, position));
                let factor = self.step_factors[pathway.index()][number as usize];
                self.patients[slot].stage = Stage::InDelay;
                self.schedule_unless_hazard(slot, self.now.after(seconds(days * factor)), Event::StepEnds);
            }
            Need::Place { .. } => {
                self.patients[slot].stage = Stage::WaitingForPlace;
                self.schedule_hazard(slot);
                self.join_lines_for_places(slot);
                return;
            }
        }
        if !step.alternatives.is_empty() {
            self.join_lines_for_places(slot);
        }
    }

    /// The patient stands in line until called, or until a hazard strikes.
    pub(super) fn wait_in_line(&mut self, slot: Slot, stage: Stage, line: Line) {
        self.patients[slot].stage = stage;
        self.lines.join(line, slot.ticket(0));
        self.schedule_hazard(slot);
    }

    /// A worker of the team, already seized, begins to assess the patient.
    fn begin_assessment(&mut self, slot: Slot, residual: Option<u64>) {
        let Patient { pathway, step, .. } = self.patients[slot];
        let Need::Assessment { team, duration } =
            &self.model.system.pathways[pathway.index()].steps[step as usize].need
        else {
            return;
        };
        let bits = self.bits(slot, Purpose::StepDuration, u32::from(step));
        let days = residual.map_or_else(|| duration.sample(bits), |position| duration.residual(bits, position));
        let times = &self.working_times[*team];
        let work = days * self.step_factors[pathway.index()][step as usize] * f64::from(times.day_length);
        let finished = times.finish(self.now, work as u32);
        self.patients[slot].stage = Stage::BeingAssessed;
        self.schedule_unless_hazard(slot, finished, Event::StepEnds);
    }

    /// The step that held the patient is done.
    pub(super) fn step_ends(&mut self, slot: Slot) {
        let step = self.patients[slot].step as usize;
        self.tell(slot, Happening::StepEnds { step });
        if self.patients[slot].stage == Stage::BeingAssessed {
            self.release_worker(slot);
        }
        if !self.step_of(slot).alternatives.is_empty() {
            self.leave_lines_for_places(slot);
        }
        self.next_step(slot, step + 1);
    }

    /// The worker who assesses the patient is free for the next in line.
    fn release_worker(&mut self, slot: Slot) {
        let Patient { pathway, step, .. } = self.patients[slot];
        if let Need::Assessment { team, .. } = self.model.system.pathways[pathway.index()].steps[step as usize].need {
            self.teams[team].release();
            self.call_next_for_team(team);
        }
    }

    /// Free workers of a team take the next patients in line.
    pub(super) fn call_next_for_team(&mut self, team: usize) {
        let line = self.lines.of_team(team);
        while self.lines.length(line) > 0 && self.teams[team].seize() {
            if let Some(ticket) = self.lines.take_first(line) {
                self.begin_assessment(ticket.slot(), None);
            }
        }
    }

    /// A panel decides as many cases as it can at one sitting.
    pub(super) fn panel_sits(&mut self, panel: usize) {
        let line = self.lines.of_panel(panel);
        // Those who come back to the same panel in a later step wait for its next sitting.
        let cases = self.lines.length(line).min(self.model.system.panels[panel].cases_per_sitting);
        for _ in 0..cases {
            if let Some(ticket) = self.lines.take_first(line) {
                self.step_ends(ticket.slot());
            }
        }
    }

    /// All steps are done: the patient leaves at the next permitted time.
    #[inline(always)]
    pub(super) fn await_transfer(&mut self, slot: Slot) {
        let patient = &self.patients[slot];
        let times = &self.transfer_times[patient.pathway.index()];
        // From home there is no transport to wait for.
        let at = if times.any_time || !patient.at().is_some() {
            self.now
        } else {
            times.next(
                self.now,
                |day| self.uniform(slot, Purpose::TransferPermitted, day),
                || self.uniform(slot, Purpose::TransferHour, 0),
            )
        };
        if at == self.now && !patient.reserved.is_some() {
            // Whoever goes home at once needs no entry in the calendar. Whoever goes to a place has one all the same: it may free a
            // place for another, and so on, and a chain of such moves is better a loop than a recursion.
            self.transfer(slot);
            return;
        }
        self.patients[slot].stage = Stage::AwaitingTransfer;
        if matches!(self.patients[slot].counted(), Counted::Not | Counted::InTreatment) {
            self.count_as_waiting(slot);
        }
        self.schedule_unless_hazard(slot, at, Event::Transfer);
    }

    /// The patient leaves where they are for the place that is kept for them, or for home.
    #[inline(always)]
    pub(super) fn transfer(&mut self, slot: Slot) {
        let patient = &mut self.patients[slot];
        patient.hazard_at = Time::MAX;
        patient.phase = patient.phase.saturating_add(1);
        let Patient { reserved, waiting_since: ready_at, ready_since_before, .. } = *patient;
        let at = patient.at();
        let from_bed_of_group = at.is_some() && at.service().is_none();
        if self.is_in_hospital(&self.patients[slot]) && !ready_since_before {
            self.tell(slot, Happening::LeavesHospital { hospital: at.facility(), ready_at });
        }
        self.release_place(slot);
        if reserved.is_some() {
            self.start_service(slot, reserved);
        } else {
            self.goes_home(slot, from_bed_of_group);
        }
    }

    /// The patient goes home without further care; some come back.
    pub(super) fn goes_home(&mut self, slot: Slot, may_come_back: bool) {
        self.totals.discharges += 1;
        self.tell(slot, Happening::Home);
        let group = &self.model.system.groups[self.patients[slot].group.index()];
        if let Some(readmission) = &group.readmission
            && may_come_back
            && self.uniform(slot, Purpose::Readmitted, 0) < readmission.probability
        {
            let patient = &mut self.patients[slot];
            patient.stage = Stage::AtHome;
            let address = purpose(Purpose::ReadmittedAfter, patient.phase, 0);
            let after = sampled(&readmission.after, patient.key, address);
            self.schedule(slot, self.now.after(after), Event::ComesBack);
        } else {
            self.leave_system(slot);
        }
    }

    /// A waiting patient dies or becomes unwell again.
    pub(super) fn hazard_strikes(&mut self, slot: Slot) {
        self.stop_waiting(slot);
        let rates = &self.model.system.groups[self.patients[slot].group.index()].while_waiting;
        let death = rates.death_per_day / (rates.death_per_day + rates.loss_of_readiness_per_day);
        if self.uniform(slot, Purpose::HazardKind, 0) < death {
            self.totals.deaths_while_waiting += 1;
            self.tell(slot, Happening::Dies { waiting: true });
            self.release_place(slot);
            self.leave_system(slot);
        } else {
            self.totals.lost_readiness += 1;
            self.tell(slot, Happening::LosesReadiness);
            let patient = &mut self.patients[slot];
            patient.phase = patient.phase.saturating_add(1);
            let treatment =
                sampled(&rates.renewed_treatment, patient.key, purpose(Purpose::Treatment, patient.phase, 0));
            self.treat(slot, treatment);
        }
    }

    /// The patient leaves every line, lets go of the worker who assesses them and of the place kept for them.
    #[inline]
    pub(super) fn stop_waiting(&mut self, slot: Slot) {
        match self.patients[slot].stage {
            Stage::BeingAssessed => self.release_worker(slot),
            Stage::WaitingForTeam | Stage::WaitingForPanel => {
                self.lines.leave(slot.ticket(0));
            }
            Stage::WaitingForAdmission
            | Stage::OnWaitingList
            | Stage::InTreatment
            | Stage::InService
            | Stage::InDelay
            | Stage::WaitingForPlace
            | Stage::AwaitingTransfer
            | Stage::AtHome
            | Stage::Gone => {}
        }
        if self.patients[slot].stage != Stage::AwaitingTransfer {
            self.leave_lines_for_places(slot);
        }
        let reserved = std::mem::replace(&mut self.patients[slot].reserved, Holding::NONE);
        if reserved.is_some() {
            self.release_pool(reserved);
        }
    }

    /// Counts a ready patient by where they are and what they wait for.
    pub(super) fn count_as_waiting(&mut self, slot: Slot) {
        let patient = &self.patients[slot];
        let pathway = &self.model.system.pathways[patient.pathway.index()];
        let counted = if !patient.at().is_some() {
            Counted::Not
        } else if !self.is_in_hospital(patient) {
            Counted::BlockedOutside
        } else if pathway.number == 0 || pathway.steps.is_empty() {
            Counted::AwaitingDischarge
        } else {
            let step = &pathway.steps[patient.step as usize];
            Counted::Delayed(step.reason, self.attribution(slot, step.attribution))
        };
        self.count(slot, counted);
    }

    /// Who a delay is attributable to: certain, or drawn by its shares.
    #[inline]
    fn attribution(&self, slot: Slot, shares: [f64; 3]) -> AttributableTo {
        if let Some(certain) = shares.iter().position(|&share| share >= 1.0) {
            return AttributableTo::ALL[certain];
        }
        let uniform = self.uniform(slot, Purpose::Attribution, u32::from(self.patients[slot].step));
        let [nhs, social_care, _] = shares;
        AttributableTo::ALL[usize::from(uniform >= nhs) + usize::from(uniform >= nhs + social_care)]
    }
}
