//! What one replication is called.

use crate::model::Date;

/// What one replication is called, and several of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Future {
    pub one: &'static str,
    pub many: &'static str,
    /// The same, as what they are.
    pub simulated: &'static str,
}

impl Future {
    const WINTER: Self = Self { one: "winter", many: "winters", simulated: "simulated winters" };
    const FUTURE: Self = Self { one: "future", many: "futures", simulated: "simulated futures" };

    /// A winter when the days up to the one asked about are one, else a future.
    ///
    /// A winter is at most 200 days that end in December to March; anything else would misname a run of years.
    pub fn of(asked_about: Option<Date>, dates: &[Date]) -> Self {
        let days = asked_about.map_or(0, |day| dates.iter().filter(|&&date| date <= day).count());
        let ends_in_winter = asked_about.is_some_and(|day| matches!(day.month(), 12 | 1..=3));
        if ends_in_winter && (1..=200).contains(&days) { Self::WINTER } else { Self::FUTURE }
    }
}
