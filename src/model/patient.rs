//! A patient while they are in the system.

use super::parameters::{AttributableTo, DelayReason};
use super::state::{Position, Slot};
use crate::engine::Time;
use crate::random::Key;

/// A bed or place: which facility, which pool of its places, and for which service it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Holding {
    facility: Position,
    pool: Position,
    /// None for a hospital bed of a patient who was admitted, not transferred to a service there.
    service: Position,
}

impl Holding {
    /// No place: at home.
    pub(crate) const NONE: Self = Self { facility: Position::NONE, pool: Position::NONE, service: Position::NONE };

    /// A bed of a hospital, as one of its own patients.
    #[inline]
    pub(crate) fn bed(hospital: usize, pool: usize) -> Self {
        Self { facility: Position::of(hospital), pool: Position::of(pool), service: Position::NONE }
    }

    /// A place in a service.
    #[inline]
    pub(crate) fn place(facility: usize, pool: usize, service: usize) -> Self {
        Self { facility: Position::of(facility), pool: Position::of(pool), service: Position::of(service) }
    }

    #[inline]
    pub(crate) fn is_some(self) -> bool {
        self.facility.is_some()
    }

    /// Position of the facility; only where there is a place.
    #[inline]
    pub(crate) fn facility(self) -> usize {
        self.facility.index()
    }

    /// Position of the pool among those of the facility; only where there is a place.
    #[inline]
    pub(crate) fn pool(self) -> usize {
        self.pool.index()
    }

    /// The service it is held for.
    #[inline]
    pub(crate) fn service(self) -> Option<usize> {
        self.service.is_some().then(|| self.service.index())
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

/// As what a patient is counted, beside where they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// On the way, waiting at home or in a place outside hospital, the stay not over.
    Not,
    /// Back on the waiting list.
    OnWaitingList,
    /// In a hospital bed, treatment or stay not over.
    InTreatment,
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
    /// Since when they wait: for admission or, once they are ready, to leave.
    pub waiting_since: Time,
    /// When the first hazard of waiting strikes.
    pub hazard_at: Time,
    /// Seconds of the treatment before them where they are drawn already, else 0.
    pub treatment: u32,
    pub group: Position,
    pub pathway: Position,
    pub step: u8,
    /// Counts treatments, waits and stays: part of the address of their draws.
    pub phase: u8,
    pub stage: Stage,
    counted: Counted,
    at: Holding,
    /// The place kept for them.
    pub reserved: Holding,
    pub of_opening_census: bool,
    /// True when they need a bed but no treatment: taken back from a place that closed.
    pub needs_only_a_bed: bool,
    /// True until they have been ready under the eyes of the simulation: opening patients began waiting before it.
    pub ready_since_before: bool,
}

impl Patient {
    pub(crate) fn new(key: Key, group: Position, pathway: Position, number: u32) -> Self {
        Self {
            key,
            number,
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

    /// Where they are.
    #[inline]
    pub(crate) fn at(&self) -> Holding {
        self.at
    }

    /// As what they are counted there.
    #[inline]
    pub(crate) fn counted(&self) -> Counted {
        self.counted
    }

    /// Writes down where they are and as what they are counted; where and what they were before. Only the function that keeps the
    /// counts asks for it.
    #[inline]
    pub(crate) fn put(&mut self, at: Holding, counted: Counted) -> (Holding, Counted) {
        (std::mem::replace(&mut self.at, at), std::mem::replace(&mut self.counted, counted))
    }
}

/// Patients in the system, each in a slot that is used again after they have left.
#[derive(Clone, Debug, Default)]
pub(super) struct Patients {
    slots: Vec<Patient>,
    free: Vec<Slot>,
}

impl Patients {
    pub(crate) fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }

    #[inline]
    pub(crate) fn add(&mut self, patient: Patient) -> Slot {
        if let Some(slot) = self.free.pop() {
            self[slot] = patient;
            return slot;
        }
        self.slots.push(patient);
        Slot(self.slots.len() as u32 - 1)
    }

    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<&Patient> {
        self.slots.get(slot.0 as usize)
    }

    #[inline]
    pub(crate) fn remove(&mut self, slot: Slot) {
        self[slot].stage = Stage::Gone;
        self.free.push(slot);
    }

    /// The slots of everyone in the system.
    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        (0..self.slots.len() as u32).map(Slot).filter(|&slot| self.is_present(slot))
    }

    /// True while someone is in the slot.
    pub(crate) fn is_present(&self, slot: Slot) -> bool {
        self[slot].stage != Stage::Gone
    }
}

impl std::ops::Index<Slot> for Patients {
    type Output = Patient;

    #[inline]
    fn index(&self, slot: Slot) -> &Patient {
        &self.slots[slot.0 as usize]
    }
}

impl std::ops::IndexMut<Slot> for Patients {
    #[inline]
    fn index_mut(&mut self, slot: Slot) -> &mut Patient {
        &mut self.slots[slot.0 as usize]
    }
}
