//! Beds and places: pools, lines and who is next.

use super::parameters::{CareSystem, QueueDiscipline, Setting, UNLIMITED};
use super::state::{ADMISSIONS, Position, RANKS};
use crate::engine::Resource;

/// Places of one facility that are paid for by the same hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool {
    /// The scheme that opened them; `None` for the places that were there anyway.
    pub scheme: Option<Position>,
    pub places: Resource,
}

/// Somewhere with places: a hospital, or a service outside hospital.
#[derive(Clone, Debug)]
pub(super) struct Facility {
    /// The first pool is the facility's own.
    pub pools: Vec<Pool>,
    /// Places that the people in work can staff.
    pub staffed: u32,
    /// People in it.
    pub occupied: u32,
    pub starts_today: u32,
    pub most_starts_per_day: u32,
    pub is_hospital: bool,
    /// Lines that anybody stands in, of [`RANKS`].
    pub ranks: u32,
}

impl Facility {
    fn new(places: u32, most_starts_per_day: u32, is_hospital: bool) -> Self {
        Self {
            pools: vec![Pool { scheme: None, places: Resource::new(places) }],
            staffed: UNLIMITED,
            occupied: 0,
            starts_today: 0,
            most_starts_per_day,
            is_hospital,
            ranks: ADMISSIONS + 1,
        }
    }

    /// Places held: by people in them, and kept for people on their way.
    #[inline]
    pub(crate) fn held(&self) -> u32 {
        self.pools.iter().map(|pool| pool.places.held()).sum()
    }

    /// Places open.
    pub(crate) fn open(&self) -> u32 {
        self.pools.iter().fold(0, |open, pool| pool.places.capacity().saturating_add(open))
    }

    /// Places open that the people in work can staff.
    pub(crate) fn open_and_staffed(&self) -> u32 {
        self.open().min(self.staffed)
    }

    /// Places that are free and staffed.
    #[inline]
    pub(crate) fn free(&self) -> u32 {
        let free = self.pools.iter().fold(0, |free, pool| pool.places.free().saturating_add(free));
        match self.staffed {
            UNLIMITED => free,
            staffed => free.min(staffed.saturating_sub(self.held())),
        }
    }

    /// Takes a free and staffed place, the facility's own before those of schemes, and says of which pool.
    #[inline]
    pub(crate) fn seize(&mut self) -> Option<usize> {
        if self.staffed != UNLIMITED && self.held() >= self.staffed {
            return None;
        }
        let (own, of_schemes) = self.pools.split_first_mut()?;
        if own.places.seize() {
            return Some(0);
        }
        of_schemes.iter_mut().position(|pool| pool.places.seize()).map(|pool| pool + 1)
    }

    /// Takes a place for a new start, unless as many as one day allows have been made.
    #[inline]
    pub(crate) fn seize_for_start(&mut self) -> Option<usize> {
        if self.starts_today >= self.most_starts_per_day {
            return None;
        }
        let pool = self.seize()?;
        self.starts_today += 1;
        Some(pool)
    }
}

/// All facilities of a care system: the hospitals, then the services outside hospital.
pub(super) fn facilities(system: &CareSystem) -> Vec<Facility> {
    let mut all: Vec<Facility> =
        system.hospitals.iter().map(|hospital| Facility::new(hospital.beds, UNLIMITED, true)).collect();
    for (service, facility) in system.services.iter().zip(facility_of_services(system)) {
        match service.setting {
            Setting::Places(places) => all.push(Facility::new(places, service.starts_per_day, false)),
            Setting::HospitalBeds(hospital) => {
                let most = &mut all[hospital].most_starts_per_day;
                *most = if *most == UNLIMITED {
                    service.starts_per_day
                } else {
                    most.saturating_add(service.starts_per_day)
                };
            }
        }
        let ranks = &mut all[facility].ranks;
        *ranks = (*ranks).max(last_rank(service.queue) + 1);
    }
    all
}

/// For each service the facility its places are in.
pub(super) fn facility_of_services(system: &CareSystem) -> Vec<usize> {
    let mut next = system.hospitals.len();
    system
        .services
        .iter()
        .map(|service| match service.setting {
            Setting::HospitalBeds(hospital) => hospital,
            Setting::Places(_) => {
                next += 1;
                next - 1
            }
        })
        .collect()
}

/// The line in which someone waits for a service.
#[inline]
pub(super) fn rank(discipline: QueueDiscipline, in_hospital: bool, priority: u8) -> u32 {
    match discipline {
        QueueDiscipline::LongestWaitFirst => 1,
        QueueDiscipline::HospitalFirst => 1 + u32::from(!in_hospital),
        QueueDiscipline::PathwayPriority => u32::from(priority.clamp(1, RANKS as u8 - 1)),
    }
}

/// The last line in which anyone waits for a service.
fn last_rank(discipline: QueueDiscipline) -> u32 {
    rank(discipline, false, u8::MAX)
}
