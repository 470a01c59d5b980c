//! What the schemes of an option do on a day.

use super::dates::Timeline;
use super::parameters::{Effect, Scheme};

/// The days of a simulation on which a scheme begins and ends, and each of its effects: dates looked up once, not every day.
#[derive(Clone, Debug)]
pub(super) struct SchemeDays {
    pub starts: i64,
    pub ends: i64,
    /// For each effect its first and last day.
    pub effects: Vec<(i64, i64)>,
}

impl SchemeDays {
    pub(crate) fn new(scheme: &Scheme, timeline: &Timeline) -> Self {
        let of_effect = |effect: &Effect| (timeline.day_of(effect.from), timeline.day_of(effect.until));
        Self {
            starts: timeline.day_of(scheme.starts),
            ends: timeline.day_of(scheme.ends),
            effects: scheme.effects.iter().map(of_effect).collect(),
        }
    }
}

/// How much of an effect with these days is in force on a day: 0 outside them, growing evenly over the ramp, then 1.
pub(super) fn size(effect: &Effect, (from, until): (i64, i64), day: i64) -> f64 {
    if day < from || day > until {
        return 0.0;
    }
    let ramp = i64::from(effect.ramp_days);
    if day - from + 1 >= ramp { 1.0 } else { (day - from + 1) as f64 / ramp as f64 }
}
