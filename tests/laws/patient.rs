//! A patient as events tell of them.

use dtoc::model::Happening;
use dtoc::model::parameters::Whereabouts;

/// Group, of the opening census, number.
pub type PatientKey = (usize, bool, u32);

/// What a patient is doing, as far as events tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doing {
    /// At the door, or back at it.
    Arriving,
    WaitingForAdmission(usize),
    OnWaitingList,
    InTreatment,
    InService,
    StayOver,
    Ready,
    AtHome,
    Gone,
}

#[derive(Clone, Copy, Debug)]
pub struct Patient {
    pub doing: Doing,
    pub at: Whereabouts,
    pub pathway: usize,
    pub step: usize,
    pub step_runs: bool,
    pub reserved: Option<usize>,
    /// Seconds at which they became ready, if that was seen.
    pub ready_at: Option<u32>,
    /// Seconds at which they began to wait for admission.
    pub waits_since: u32,
    /// Seconds at which the step began that holds them.
    pub step_since: u32,
}

/// Whether something can happen to a patient who does what they do.
pub fn is_possible(patient: &Patient, what: Happening) -> bool {
    let Patient { doing, at, .. } = *patient;
    let is_at_a_door = matches!(doing, Doing::Arriving | Doing::OnWaitingList)
        && at == Whereabouts::Home
        && patient.reserved.is_none();
    let is_ready = doing == Doing::Ready;
    match what {
        Happening::Arrives => false,
        Happening::TurnedAway { .. }
        | Happening::Diverted { .. }
        | Happening::WaitsForAdmission { .. }
        | Happening::Cancelled { .. } => is_at_a_door,
        Happening::Admitted { hospital } => is_at_a_door || doing == Doing::WaitingForAdmission(hospital),
        Happening::Ready { .. } => matches!(doing, Doing::InTreatment | Doing::StayOver | Doing::Arriving),
        Happening::StepBegins { .. } => is_ready && !patient.step_runs,
        Happening::StepEnds { step } => is_ready && patient.step_runs && step == patient.step,
        // A second place takes the stead of the first.
        Happening::PlaceReserved { .. } => is_ready,
        Happening::PlaceLost { service } => is_ready && patient.reserved == Some(service),
        Happening::LeavesHospital { .. } | Happening::StartsService { .. } => is_ready && !patient.step_runs,
        Happening::LeavesService { service } => doing == Doing::InService && at == Whereabouts::Service(service),
        Happening::Home => (is_ready && !patient.step_runs && patient.reserved.is_none()) || doing == Doing::StayOver,
        Happening::Dies { waiting: true } | Happening::LosesReadiness => is_ready && at != Whereabouts::Home,
        Happening::Dies { waiting: false } => matches!(doing, Doing::InTreatment | Doing::StayOver),
        Happening::Readmitted => {
            matches!(doing, Doing::AtHome | Doing::StayOver)
                || (matches!(doing, Doing::Ready | Doing::InTreatment) && matches!(at, Whereabouts::Service(_)))
        }
    }
}
