//! What the files that make things happen share: events, slots, lines, counts, posts and schemes as they stand.

use super::parameters::{AttributableTo, DelayReason, MOST_ALTERNATIVES, MOST_PARTS, Workforce};
use crate::engine::{Time, WaitingLines};
use crate::random::Key;

/// A position in one of the lists of a care system, in as few bytes as the largest of them needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position(u16);

/// Hospitals and services are facilities, and pathways onward from services are pathways, in one list each.
const _: () = assert!(2 * MOST_PARTS < u16::MAX as usize, "a position can say every place in a list");

impl Position {
    /// No position.
    pub(crate) const NONE: Self = Self(u16::MAX);

    /// The position in a list. Whoever checks a care system sees to it that no list is longer than positions can say.
    #[inline]
    pub(crate) fn of(position: usize) -> Self {
        assert!(position < usize::from(u16::MAX), "position {position} is beyond every list");
        Self(position as u16)
    }

    #[inline]
    pub(crate) fn index(self) -> usize {
        usize::from(self.0)
    }

    #[inline]
    pub(crate) fn is_some(self) -> bool {
        self != Self::NONE
    }
}

/// The slot of a post: its position among all posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PostSlot(pub u32);

impl PostSlot {
    #[inline]
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The slot of a patient in the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(pub u32);

impl Slot {
    /// The ticket with which the patient waits for the `number`-th alternative to what they need (0 for what they need).
    #[inline]
    pub(crate) fn ticket(self, number: u32) -> Ticket {
        Ticket(self.0 * TICKETS + number)
    }
}

/// Tickets of each patient: one for each place they may wait for at once.
pub(super) const TICKETS: u32 = 1 + MOST_ALTERNATIVES as u32;

/// What a patient stands in a line with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket(u32);

impl Ticket {
    /// The patient who holds it.
    #[inline]
    pub(crate) fn slot(self) -> Slot {
        Slot(self.0 / TICKETS)
    }

    /// Which of their tickets it is.
    #[inline]
    pub(crate) fn number(self) -> u32 {
        self.0 % TICKETS
    }
}

/// Lines of a facility: one for admissions, then one for each rank of those who wait for a place.
pub(super) const RANKS: u32 = 9;

/// The line of those who wait for admission.
pub(super) const ADMISSIONS: u32 = 0;

/// A waiting line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line(u32);

/// All waiting lines: those of each facility by rank, then one for each team, then one for each panel.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    lines: WaitingLines,
    facilities: u32,
    teams: u32,
}

impl Lines {
    pub(crate) fn new(facilities: usize, teams: usize, panels: usize) -> Self {
        let (facilities, teams, panels) = (facilities as u32, teams as u32, panels as u32);
        Self { lines: WaitingLines::new(facilities * RANKS + teams + panels, 0), facilities, teams }
    }

    /// The line of those who wait for a facility with a rank.
    #[inline]
    pub(crate) fn of_facility(facility: usize, rank: u32) -> Line {
        Line(facility as u32 * RANKS + rank)
    }

    #[inline]
    pub(crate) fn of_team(&self, team: usize) -> Line {
        Line(self.facilities * RANKS + team as u32)
    }

    #[inline]
    pub(crate) fn of_panel(&self, panel: usize) -> Line {
        Line(self.facilities * RANKS + self.teams + panel as u32)
    }

    pub(crate) fn clear(&mut self) {
        self.lines.clear();
    }

    #[inline]
    pub(crate) fn length(&self, line: Line) -> u32 {
        self.lines.length(line.0)
    }

    #[inline]
    pub(crate) fn first(&self, line: Line) -> Option<Ticket> {
        self.lines.first(line.0).map(Ticket)
    }

    #[inline]
    pub(crate) fn take_first(&mut self, line: Line) -> Option<Ticket> {
        self.lines.take_first(line.0).map(Ticket)
    }

    #[inline]
    pub(crate) fn join(&mut self, line: Line, ticket: Ticket) {
        self.lines.join(line.0, ticket.0);
    }

    /// Takes a ticket out of the line it stands in, if any, and says whether it did.
    #[inline]
    pub(crate) fn leave(&mut self, ticket: Ticket) -> bool {
        self.lines.leave(ticket.0)
    }
}

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
    pub scheme: Position,
    pub group: Position,
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
    pub workforce: Position,
    /// The scheme that funds it; `None` for those of the establishment.
    pub scheme: Option<Position>,
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
    pub(crate) fn vacancies(&self) -> u32 {
        self.funded.saturating_sub(self.in_post)
    }

    /// Contact hours that the people at work and their agency cover deliver in a week.
    pub(crate) fn contact_hours_per_week(&self, pool: &Workforce) -> f64 {
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
