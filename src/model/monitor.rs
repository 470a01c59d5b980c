//! The seam through which a simulation is watched.

use super::parameters::Whereabouts;
use crate::engine::Time;

/// Who something happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// Position in `CareSystem::groups`.
    pub group: usize,
    /// Number in the group, from 0 in order of arrival; numbers of the opening census count separately.
    pub number: u32,
    /// True for someone who was there on the first morning.
    pub of_opening_census: bool,
    /// Position in `CareSystem::pathways`.
    pub pathway: usize,
}

/// What happens to a patient. Positions refer to the lists of `CareSystem`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// Comes to the door of the hospital, or is referred at home.
    Arrives,
    /// Finds no bed and waits for one.
    WaitsForAdmission {
        hospital: usize,
    },
    /// Finds no bed, or referred at home no place, and is not seen again.
    TurnedAway {
        from: Whereabouts,
    },
    /// A planned admission is cancelled back to the waiting list.
    Cancelled {
        hospital: usize,
    },
    /// Cared for by a scheme instead of being admitted.
    Diverted {
        scheme: usize,
    },
    Admitted {
        hospital: usize,
    },
    /// Medically fit: treatment, or the stay in a service, is over.
    Ready {
        at: Whereabouts,
    },
    /// A step begins to hold the patient.
    StepBegins {
        step: usize,
    },
    StepEnds {
        step: usize,
    },
    /// A place is kept for the patient until the transfer.
    PlaceReserved {
        service: usize,
    },
    /// The place that was kept is gone, for the scheme that opened it has ended; the patient waits for another.
    PlaceLost {
        service: usize,
    },
    /// Leaves a hospital bed, having been ready since `ready_at`.
    LeavesHospital {
        hospital: usize,
        ready_at: Time,
    },
    /// Begins a stay in a service, in a place that a scheme opened if one is named.
    StartsService {
        service: usize,
        scheme: Option<usize>,
    },
    LeavesService {
        service: usize,
    },
    /// Goes home without further care and leaves the system (a readmission may follow).
    Home,
    /// `waiting` is true for a death after readiness and before leaving.
    Dies {
        waiting: bool,
    },
    /// Becomes unwell again while waiting; treatment begins anew.
    LosesReadiness,
    /// Comes back to hospital.
    Readmitted,
}

/// Watches a simulation. Every method does nothing unless said otherwise, and costs nothing then.
pub trait Monitor {
    /// A run of an option begins. Day numbers and times count from the first day of the simulation, warm-up included.
    fn begins(&mut self, _option: usize) {}

    /// Something happens to a patient.
    #[inline(always)]
    fn happens(&mut self, _at: Time, _who: Who, _what: Happening) {}

    /// Midnight at the end of counted day `day` (0 is the first day of the period): the counts, in the order of
    /// [`Measure::all`](super::Measure::all).
    fn midnight(&mut self, _day: u32, _census: &[u32]) {}

    /// Midnight at the end of every day, warm-up included: `count` counts the events that are coming, on whose number the speed of
    /// the calendar depends.
    fn pending(&mut self, _count: impl FnOnce() -> usize) {}

    /// The run is over: what it added up to.
    fn ends(&mut self, _totals: &Totals) {}
}

/// Watches nothing: for timing the model alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Monitor for Unwatched {}

/// What a run added up to over the period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    pub admissions: u32,
    /// Left alive, from hospital or a service, to home without further care.
    pub discharges: u32,
    pub deaths_while_waiting: u32,
    pub lost_readiness: u32,
    pub readmissions: u32,
    pub electives_cancelled: u32,
    pub turned_away: u32,
    pub diverted: u32,
    /// Seconds spent waiting for admission, added over patients.
    pub seconds_waiting_for_admission: i64,
    /// Pounds, in the order of [`CostHeading::all`](super::CostHeading::all).
    pub costs: Vec<f64>,
    /// Pounds spent by each scheme.
    pub spent: Vec<f64>,
    /// Starts in the places of each scheme.
    pub moved: Vec<u32>,
    /// Events handled: what speed is measured in.
    pub events: u64,
}
