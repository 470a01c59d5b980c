//! A patient while they are in the system.

use super::parameters::{AttributableTo, DelayReason};
use crate::engine::Time;
use crate::random::Key;

/// Marks a hospital bed of a patient who was admitted, not transferred to a service there.
pub(super) const NO_SERVICE: u8 = u8::MAX;
const NO_FACILITY: u8 = u8::MAX;

/// A bed or place: which facility, which pool of its places, and for which service it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    pub facility: u8,
    pub pool: u8,
    pub service: u8,
}

impl Holding {
    /// No place: at home.
    pub const NONE: Self = Self { facility: NO_FACILITY, pool: 0, service: NO_SERVICE };

    pub fn is_some(self) -> bool {
        self.facility != NO_FACILITY
    }
}

/// What a patient is doing. Everyone in the system is in exactly one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Waiting for a hospital bed.
    WaitingForAdmission,
    /// On the waiting list after a cancellation.
    OnWaitingList,
    InTreatment,
    /// In a service, the stay not over.
    InService,
    /// Ready; in line for a team, or for a panel.
    WaitingForTeam,
    WaitingForPanel,
    /// Ready; being assessed.
    BeingAssessed,
    /// Ready; a pure delay runs.
    InDelay,
    /// Ready; in line for a place.
    WaitingForPlace,
    /// Ready; all steps done.
    AwaitingTransfer,
    /// At home, and coming back.
    AtHome,
    /// Has left the system; the slot is free.
    Gone,
}

/// What the official count makes of a patient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// Not ready, or waiting at home.
    Not,
    /// Ready on pathway 0, in a hospital bed.
    AwaitingDischarge,
    /// Ready, in a place outside hospital.
    BlockedOutside,
    /// A delayed transfer of care.
    Delayed(DelayReason, AttributableTo),
}

/// A patient in the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patient {
    /// Address of all their draws.
    pub key: Key,
    pub number: u32,
    pub ready_at: Time,
    /// Since when they wait for admission.
    pub waiting_since: Time,
    /// When the first hazard of waiting strikes.
    pub hazard_at: Time,
    /// Seconds of the treatment before them where they are drawn already, else 0.
    pub treatment: u32,
    pub group: u8,
    pub pathway: u8,
    pub step: u8,
    /// Counts treatments, waits and stays: part of the address of their draws.
    pub phase: u8,
    pub stage: Stage,
    pub counted: Counted,
    /// Where they are.
    pub at: Holding,
    /// The place kept for them.
    pub reserved: Holding,
    pub of_opening_census: bool,
    /// True when they need a bed but no treatment: taken back from a place that closed.
    pub needs_only_a_bed: bool,
    /// True until they have been ready under the eyes of the simulation: opening patients began waiting before it.
    pub ready_since_before: bool,
}

impl Patient {
    pub fn new(key: Key, group: u8, pathway: u8, number: u32) -> Self {
        Self {
            key,
            number,
            ready_at: Time::ZERO,
            waiting_since: Time::ZERO,
            hazard_at: Time::MAX,
            treatment: 0,
            group,
            pathway,
            step: 0,
            phase: 0,
            stage: Stage::AtHome,
            counted: Counted::Not,
            at: Holding::NONE,
            reserved: Holding::NONE,
            of_opening_census: false,
            needs_only_a_bed: false,
            ready_since_before: false,
        }
    }
}

/// Patients in the system, each in a slot that is used again after they have left.
#[derive(Clone, Debug, Default)]
pub(super) struct Patients {
    slots: Vec<Patient>,
    free: Vec<u32>,
}

impl Patients {
    pub fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }

    #[inline]
    pub fn add(&mut self, patient: Patient) -> u32 {
        if let Some(slot) = self.free.pop() {
            self.slots[slot as usize] = patient;
            return slot;
        }
        self.slots.push(patient);
        self.slots.len() as u32 - 1
    }

    #[inline]
    pub fn get(&self, slot: u32) -> Option<&Patient> {
        self.slots.get(slot as usize)
    }

    #[inline]
    pub fn remove(&mut self, slot: u32) {
        self.slots[slot as usize].stage = Stage::Gone;
        self.free.push(slot);
    }

    /// The slots of everyone in the system.
    pub fn slots(&self) -> impl Iterator<Item = u32> {
        (0..self.slots.len() as u32).filter(|&slot| self.is_present(slot))
    }

    /// True while someone is in the slot.
    pub fn is_present(&self, slot: u32) -> bool {
        self.slots[slot as usize].stage != Stage::Gone
    }
}

impl std::ops::Index<u32> for Patients {
    type Output = Patient;

    #[inline]
    fn index(&self, slot: u32) -> &Patient {
        &self.slots[slot as usize]
    }
}

impl std::ops::IndexMut<u32> for Patients {
    #[inline]
    fn index_mut(&mut self, slot: u32) -> &mut Patient {
        &mut self.slots[slot as usize]
    }
}
