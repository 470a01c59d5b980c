//! Two stations in tandem with blocking.

use super::just_before;
use crate::systems::{Census, DAY, Draws, Tandem};
use dtoc::engine::{Calendar, Resource, Time, WaitingLines};

#[derive(Clone, Copy)]
enum Event {
    TreatmentEnds,
    StayEnds,
}

/// The lines: at the door, and in an acute bed.
const FOR_ACUTE: u32 = 0;
const FOR_INTERMEDIATE: u32 = 1;

/// A tandem on the engine. It keeps its memory from run to run.
pub struct TandemOnEngine {
    calendar: Calendar<Event>,
    lines: WaitingLines,
    acute: Resource,
    intermediate: Resource,
    treatments: Draws,
    stays: Draws,
    /// Whether the patient in each slot needs an intermediate bed.
    transferred: Vec<bool>,
    free_slots: Vec<u32>,
}

impl TandemOnEngine {
    pub fn new() -> Self {
        Self {
            calendar: Calendar::new(0, Time::ZERO),
            lines: WaitingLines::new(2, 0),
            acute: Resource::new(0),
            intermediate: Resource::new(0),
            treatments: Draws::new(0, 0),
            stays: Draws::new(0, 0),
            transferred: Vec::new(),
            free_slots: Vec::new(),
        }
    }

    /// One replication.
    pub fn run(&mut self, tandem: &Tandem, seed: u64) -> Census {
        self.begin(tandem, seed);
        let (mut gaps, mut needs) = (Draws::new(seed, 0), Draws::new(seed, 1));
        let mut census = Census::default();
        let mut arrives = Time::ZERO.after(gaps.seconds(&tandem.gap));
        for day in 0..tandem.warm_up_days + tandem.counted_days {
            let midnight = Time::from_seconds((day + 1) * DAY);
            loop {
                while let Some((now, patient, event)) = self.calendar.next(just_before(arrives.min(midnight))) {
                    census.events += 1;
                    match event {
                        Event::TreatmentEnds => self.treatment_ends(tandem, patient, now),
                        Event::StayEnds => self.stay_ends(tandem, patient, now),
                    }
                }
                if arrives >= midnight {
                    break;
                }
                census.events += 1;
                self.arrives(tandem, needs.happens(tandem.transferred), arrives);
                arrives = arrives.after(gaps.seconds(&tandem.gap));
            }
            if day >= tandem.warm_up_days {
                census.occupied += u64::from(self.acute.held());
                census.blocked += u64::from(self.lines.length(FOR_INTERMEDIATE));
            }
        }
        census
    }

    fn begin(&mut self, tandem: &Tandem, seed: u64) {
        self.calendar.clear(Time::from_seconds((tandem.warm_up_days + tandem.counted_days) * DAY));
        self.lines.clear();
        self.acute = Resource::new(tandem.acute_beds);
        self.intermediate = Resource::new(tandem.intermediate_beds);
        (self.treatments, self.stays) = (Draws::new(seed, 2), Draws::new(seed, 3));
        self.transferred.clear();
        self.free_slots.clear();
    }

    fn arrives(&mut self, tandem: &Tandem, transferred: bool, now: Time) {
        let patient = self.free_slots.pop().unwrap_or_else(|| {
            self.transferred.push(false);
            self.transferred.len() as u32 - 1
        });
        self.transferred[patient as usize] = transferred;
        if self.acute.seize() {
            self.treat(tandem, patient, now);
        } else {
            self.lines.join(FOR_ACUTE, patient);
        }
    }

    fn treat(&mut self, tandem: &Tandem, patient: u32, now: Time) {
        self.calendar.schedule(patient, now.after(self.treatments.seconds(&tandem.treatment)), Event::TreatmentEnds);
    }

    fn treatment_ends(&mut self, tandem: &Tandem, patient: u32, now: Time) {
        if !self.transferred[patient as usize] {
            self.free_slots.push(patient);
            self.leave_acute_bed(tandem, now);
        } else if self.intermediate.seize() {
            self.transfer(tandem, patient, now);
        } else {
            self.lines.join(FOR_INTERMEDIATE, patient);
        }
    }

    fn transfer(&mut self, tandem: &Tandem, patient: u32, now: Time) {
        self.calendar.schedule(patient, now.after(self.stays.seconds(&tandem.stay)), Event::StayEnds);
        self.leave_acute_bed(tandem, now);
    }

    fn leave_acute_bed(&mut self, tandem: &Tandem, now: Time) {
        self.acute.release();
        if let Some(next) = self.lines.take_first(FOR_ACUTE) {
            self.acute.seize();
            self.treat(tandem, next, now);
        }
    }

    fn stay_ends(&mut self, tandem: &Tandem, patient: u32, now: Time) {
        self.free_slots.push(patient);
        self.intermediate.release();
        if let Some(next) = self.lines.take_first(FOR_INTERMEDIATE) {
            self.intermediate.seize();
            self.transfer(tandem, next, now);
        }
    }
}
