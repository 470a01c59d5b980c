//! What a random draw is for.
//!
//! Everything random about a patient is addressed by who they are and what it is for, never by the order of events. A patient's
//! life falls into **phases**: each treatment, wait or stay begins a new one, so that the second stay in a service is another draw
//! than the first.

/// What is drawn. The discriminant is part of the address and so of every result: never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Purpose {
    Gap = 0,
    Treatment = 1,
    Pathway = 2,
    DiesInTreatment = 3,
    Present = 4,
    Diverted = 5,
    StepNeeded = 6,
    StepDuration = 7,
    Attribution = 8,
    HazardTime = 9,
    HazardKind = 10,
    Suitable = 11,
    TransferPermitted = 12,
    TransferHour = 13,
    Stay = 14,
    Afterwards = 15,
    Readmitted = 16,
    ReadmittedAfter = 17,
    Rebooking = 18,
    Residual = 19,
    LeavesAfter = 20,
    RecruitmentLead = 21,
    RecruitmentSucceeds = 22,
    DeclaredReady = 23,
}

/// The address of a draw within one patient (or post): what for, in which phase, and which of several.
#[inline]
pub(super) const fn purpose(what: Purpose, phase: u8, which: u32) -> u64 {
    (what as u64) << 48 | (phase as u64) << 32 | which as u64
}

/// The families of draws of a replication.
pub(super) const PATIENTS: u64 = 1;
pub(super) const OPENING: u64 = 2;
pub(super) const POSTS: u64 = 3;
