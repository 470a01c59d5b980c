//! Everyone who comes during a replication, drawn once and replayed under every option.

use super::Model;
use super::parameters::{CareSystem, Change, Referral};
use super::purpose::{PATIENTS, Purpose, purpose};
use super::schemes::{self, SchemeDays};
use super::state::Position;
use crate::random::{Distribution, Key};

/// One person who comes during a replication, and what is drawn for everybody before it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// Address of all their draws.
    pub key: Key,
    /// Seconds from the beginning.
    pub arrives: u32,
    /// Seconds of treatment.
    pub treatment: u32,
    /// Number in the group, in order of arrival.
    pub number: u32,
    pub group: Position,
    pub pathway: Position,
}

/// Everyone who may come during one replication, in order of arrival.
///
/// Where options differ in how many come, the list holds everyone who comes under the option with most; the others leave out
/// those whose own draw says so. The 1,000th person of a group is therefore the same under every option.
#[derive(Clone, Debug, Default)]
pub struct Population {
    pub(super) replication: Option<Key>,
    pub(super) persons: Vec<Person>,
}

impl Population {
    /// An empty list, to be filled by [`Model::draw`].
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of people on the list.
    pub fn len(&self) -> usize {
        self.persons.len()
    }

    /// True when nobody comes.
    pub fn is_empty(&self) -> bool {
        self.persons.is_empty()
    }
}

/// Seconds of a sampled number of days: at least one minute, so that time goes on.
#[inline]
pub(super) fn seconds(days: f64) -> u32 {
    // A float beyond the range of the integer becomes its largest value.
    ((days * 86_400.0 + 0.5) as u32).max(60)
}

/// The position whose share of the unit interval holds `uniform`.
#[inline]
pub(super) fn pick<T: Copy>(shares: &[(T, f64)], uniform: f64) -> T {
    let (mut left, mut at, mut is_found) = (uniform, 0, false);
    // Looks at all of them, which is quicker than guessing where to stop.
    for &(_, share) in &shares[..shares.len() - 1] {
        is_found |= left < share;
        at += usize::from(!is_found);
        left -= share;
    }
    shares[at].0
}

impl Model {
    /// Draws everyone who comes in replication `replication` of `seed`.
    pub fn draw(&self, seed: u64, replication: u64, population: &mut Population) {
        let key = Key::root(seed).child(replication);
        population.replication = Some(key);
        population.persons.clear();
        for (number, group) in self.system.groups.iter().enumerate() {
            let key = key.child(PATIENTS).child(number as u64);
            let gap = purpose(Purpose::Gap, 0, 0);
            for (person, (key, arrives)) in (0..).zip(self.intensities[number].keyed_arrivals(key, gap)) {
                population.persons.push(Person {
                    key,
                    arrives,
                    treatment: match group.referral {
                        Referral::Community => 0,
                        Referral::Emergency | Referral::Elective => {
                            sampled(&group.treatment, key, purpose(Purpose::Treatment, 0, 0))
                        }
                    },
                    number: person,
                    group: Position::of(number),
                    pathway: Position::of(pick(&group.pathways, key.uniform(purpose(Purpose::Pathway, 0, 0)))),
                });
            }
        }
        // Each group is in order already; at the same second, those of earlier groups come first.
        if self.system.groups.len() > 1 {
            population.persons.sort_by_key(|person| person.arrives);
        }
    }
}

/// Seconds drawn from a distribution of days.
#[inline]
pub(super) fn sampled(days: &Distribution, key: Key, address: u64) -> u32 {
    seconds(days.sample(key.bits(address)))
}

/// For each group and day of the simulation, the largest factor by which any option multiplies admissions; empty where none
/// changes them.
pub(super) fn envelopes(system: &CareSystem, days: u32, scheme_days: &[SchemeDays]) -> Vec<Vec<f64>> {
    let mut envelopes = vec![Vec::new(); system.groups.len()];
    for option in &system.options {
        let mut factors = vec![Vec::new(); system.groups.len()];
        let effects = option
            .schemes
            .iter()
            .flat_map(|&scheme| system.schemes[scheme].effects.iter().zip(scheme_days[scheme].effects.iter().copied()));
        for (effect, span) in effects {
            let Change::Admissions { group, factor, growth_per_year, .. } = effect.change else { continue };
            factors[group].resize(days as usize, 1.0);
            for day in 0..days {
                let active = schemes::size(effect, span, i64::from(day));
                let change = admission_factor(active, factor, growth_per_year, i64::from(day) - span.0);
                factors[group][day as usize] *= change.max(1.0);
            }
        }
        for (envelope, factor) in envelopes.iter_mut().zip(factors) {
            envelope.resize(envelope.len().max(factor.len()), 1.0);
            for (most, factor) in envelope.iter_mut().zip(factor) {
                *most = f64::max(*most, factor);
            }
        }
    }
    envelopes
}

/// The factor on admissions of an effect that is in force with `size` (0 to 1), `days` after it began. Growth is compound by whole
/// years and even within a year.
pub(super) fn admission_factor(size: f64, factor: f64, growth_per_year: f64, days: i64) -> f64 {
    if size <= 0.0 {
        return 1.0;
    }
    let years = days.max(0) / 365;
    let part = (days.max(0) % 365) as f64 / 365.0;
    let whole = (0..years).fold(1.0, |grown, _| grown * (1.0 + growth_per_year));
    (1.0 + size * (factor - 1.0)) * whole * (1.0 + growth_per_year * part)
}
