//! Hospitals, patients, pathways, services, workforce, schemes and money: the simulated care system.
//!
//! A [`CareSystem`] holds checked parameters. [`Model::new`] prepares one for simulation, [`Model::draw`] draws everyone who comes
//! in a replication, and a [`Simulation`] runs them through one option and tells a [`Monitor`] what happens.
//!
//! ```text
//!            arrives                      ready                        place reserved
//!  home ───────────────▶ hospital bed ───────────▶ steps of the pathway ───────────────▶ transfer ──▶ service, home
//!              │  ▲       (treatment)      ▲   │     A  assessment by a team               (permitted
//!   waits for  │  │                        │   │     B  panel                               times)
//!   admission ─┘  └─ readmitted            └───┤     .. delays
//!                                loses         │     C  place in a service
//!                              readiness       └─▶ dies
//! ```
//!
//! A patient who is ready and still in a bed of a hospital is a delayed transfer of care, with the reason of the step they wait
//! for. The stay in a service ends in the same way: ready again, perhaps with the steps of an onward pathway before them, and
//! holding the place until the last is done (blocking after service).

mod admission;
pub mod dates;
mod day;
mod discharge;
mod headings;
mod measures;
mod monitor;
mod opening;
mod outcomes;
pub mod parameters;
mod patient;
mod places;
mod population;
mod purpose;
mod recorder;
mod schemes;
mod services;
mod simulation;
mod staffing;
mod state;
mod tables;
mod working_time;

pub use dates::Date;
pub use headings::CostHeading;
pub use measures::{CensusColumn, Measure};
pub use monitor::{Happening, Monitor, Totals, Unwatched, Who};
pub use outcomes::{Outcome, OutcomeColumn};
pub use parameters::{AttributableTo, CareSystem, DelayReason, HospitalKind};
pub use population::Population;
pub use recorder::{PathwayWaits, Recorder};
pub use simulation::Simulation;

use crate::engine::Time;
use crate::random::{Distribution, Intensity};
use dates::{DAY, Timeline};
use schemes::SchemeDays;
use state::Position;

/// A care system prepared for simulation: everything that is the same in every replication.
#[derive(Clone, Debug)]
pub struct Model {
    system: CareSystem,
    timeline: Timeline,
    /// Days simulated, warm-up included.
    days: u32,
    /// For each day whether it is a bank holiday.
    bank_holidays: Vec<bool>,
    /// For each facility its own places, before any scheme.
    own_places: Vec<i64>,
    /// For each scheme its days.
    scheme_days: Vec<SchemeDays>,
    /// Arrivals of each group, at the most that any option has.
    intensities: Vec<Intensity>,
    /// For each group and day the factor in `intensities`; empty where no option changes admissions.
    envelopes: Vec<Vec<f64>>,
    /// True when, as long as no effect of a scheme is in force, a morning is like the one before: no posts, no admissions that
    /// change.
    is_steady: bool,
    /// For each group the time to the first of the hazards of waiting, in days; `None` without hazards.
    hazards: Vec<Option<Distribution>>,
    /// For each group and day the probability that a patient whose treatment is over is declared ready; empty where that is always
    /// 1.
    declared_ready: Vec<Vec<f64>>,
    /// For each pool the days someone stays in post; `None` where nobody leaves.
    stays_in_post: Vec<Option<Distribution>>,
}

impl Model {
    /// Prepares a checked care system.
    pub fn new(system: CareSystem) -> Self {
        let warm_up = system.period.warm_up_days;
        let days = warm_up + system.period.days;
        let first = dates::plus_days(system.period.start, -i64::from(warm_up));
        let timeline = Timeline::new(first, days);
        let mut bank_holidays = vec![false; days as usize];
        for &date in &system.bank_holidays {
            if let Some(day) = usize::try_from(timeline.day_of(date)).ok().and_then(|day| bank_holidays.get_mut(day)) {
                *day = true;
            }
        }
        let scheme_days: Vec<SchemeDays> =
            system.schemes.iter().map(|scheme| SchemeDays::new(scheme, &timeline)).collect();
        let envelopes = population::envelopes(&system, days, &scheme_days);
        let intensities = system
            .groups
            .iter()
            .zip(&envelopes)
            .map(|(group, envelope)| group.arrivals.intensity(timeline.days(), warm_up, envelope))
            .collect();
        let hazards = system
            .groups
            .iter()
            .map(|group| {
                let hazards = &group.while_waiting;
                // A rate of nothing has no mean time; there is then no hazard to draw.
                Distribution::exponential(1.0 / (hazards.death_per_day + hazards.loss_of_readiness_per_day)).ok()
            })
            .collect();
        let declared_ready = system
            .groups
            .iter()
            .map(|group| {
                let by_weekday = &group.ready_by_weekday;
                let probability = |(day, &holiday): (usize, &bool)| {
                    let usual = by_weekday[timeline.days()[day].weekday as usize];
                    if holiday { usual.min(by_weekday[6]) } else { usual }
                };
                let by_day: Vec<f64> = bank_holidays.iter().enumerate().map(probability).collect();
                if by_day.iter().all(|&probability| probability >= 1.0) { Vec::new() } else { by_day }
            })
            .collect();
        let own_places = places::facilities(&system).into_iter().map(|facility| i64::from(facility.open())).collect();
        let stays_in_post = system
            .workforces
            .iter()
            .map(|pool| Distribution::exponential(365.0 / pool.turnover_per_year).ok())
            .collect();
        Self {
            is_steady: system.workforces.is_empty() && envelopes.iter().all(Vec::is_empty),
            system,
            timeline,
            days,
            bank_holidays,
            own_places,
            scheme_days,
            intensities,
            envelopes,
            hazards,
            declared_ready,
            stays_in_post,
        }
    }

    /// The moment when a patient of a group whose treatment ends `at` is declared ready: then, or so many whole days later.
    /// `uniform` is that patient's draw for a day.
    #[inline]
    fn declared_ready(&self, group: Position, mut at: Time, uniform: impl Fn(u32) -> f64) -> Time {
        let days = &self.declared_ready[group.index()];
        loop {
            let day = at.seconds() / DAY;
            match days.get(day as usize) {
                Some(&probability) if probability < 1.0 && uniform(day) >= probability => at = at.after(DAY),
                _ => return at,
            }
        }
    }

    /// The care system.
    pub fn system(&self) -> &CareSystem {
        &self.system
    }

    /// The days simulated, warm-up included.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }
}
