//! What the files that make things happen share: events, counts, posts and schemes as they stand.

use super::parameters::{AttributableTo, DelayReason, MOST_ALTERNATIVES, Workforce};
use crate::engine::Time;
use crate::random::Key;

/// What can happen next to whoever holds the slot: a patient, a post or a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    TreatmentEnds,
    StepEnds,
    Transfer,
    StayEnds,
    HazardStrikes,
    ComesBack,
    RebookedAdmission,
    PanelSits,
    PostVacated,
    RecruitmentEnds,
    InductionEnds,
}

/// Tickets of each patient: one for each place they may wait for at once.
pub(super) const TICKETS: u32 = 1 + MOST_ALTERNATIVES as u32;

/// Counts kept up to date by every event, so that a census is a copy.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// By hospital.
    pub delayed: Vec<u32>,
    pub in_treatment: Vec<u32>,
    pub by_reason: [u32; DelayReason::ALL.len()],
    pub by_attribution: [u32; AttributableTo::ALL.len()],
    pub blocked_outside: u32,
    pub awaiting_discharge: u32,
    pub waiting_list: u32,
    /// By service.
    pub occupied: Vec<u32>,
    pub blocked: Vec<u32>,
    pub queue: Vec<u32>,
}

/// What a scheme is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct SchemeState {
    pub in_option: bool,
    /// True once the budget is spent and new starts have stopped.
    pub stopped: bool,
    pub spent: f64,
    pub moved: u32,
}

/// A share of a group's admissions that a scheme cares for today.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Diversion {
    pub scheme: u8,
    pub group: u8,
    pub share: f64,
    pub left_today: u32,
    pub cost_each: f64,
}

/// What a post is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PostState {
    /// Not funded.
    Closed,
    /// Vacant, and not advertised because recruitment is frozen.
    Frozen,
    /// Vacant and advertised.
    Advertised,
    /// Filled by someone who is learning the job.
    InInduction,
    /// Filled by someone who delivers.
    Productive,
}

/// One whole-time-equivalent post.
#[derive(Clone, Copy, Debug)]
pub(super) struct Post {
    pub workforce: u8,
    /// The scheme that funds it; `None` for those of the establishment.
    pub scheme: Option<u8>,
    /// Position among the posts of the same pool and scheme: the first are funded first.
    pub rank: u32,
    pub state: PostState,
    pub key: Key,
    /// Number of draws made for it.
    pub draws: u32,
    /// When the person in it leaves.
    pub leaves_at: Time,
}

/// A pool as it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct WorkforceState {
    pub frozen: bool,
    /// Posts of the establishment that may be filled today.
    pub established: u32,
    /// Posts that are not closed, and those among them that schemes fund.
    pub funded: u32,
    pub funded_by_schemes: u32,
    pub in_post: u32,
    pub productive: u32,
}

impl WorkforceState {
    /// Posts that are funded and empty.
    pub fn vacancies(&self) -> u32 {
        self.funded.saturating_sub(self.in_post)
    }

    /// Contact hours that the people at work and their agency cover deliver in a week.
    pub fn contact_hours_per_week(&self, pool: &Workforce) -> f64 {
        let covered = f64::from(self.vacancies()) * pool.agency.cover;
        (f64::from(self.productive) + covered) * (1.0 - pool.sickness) * pool.contact_hours_per_week
    }
}

/// Posts funded and pools frozen on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Funding {
    /// By workforce, posts of its establishment.
    pub established: Vec<u32>,
    /// Scheme, workforce, posts.
    pub of_schemes: Vec<(usize, usize, u32)>,
    /// By workforce.
    pub frozen: Vec<bool>,
}
