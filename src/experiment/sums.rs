//! What replications of one option add up to: counts, which are exact, and tallies, whose last digit depends on the order of
//! merging. Both can be written down and read again, bit for bit.

use serde::{Deserialize, Serialize};

use crate::model::{AttributableTo, DelayReason};
use crate::statistics::{Histogram, Tally};

/// How many there are of everything that is added up.
pub(super) struct Shape {
    pub measures: usize,
    pub days: usize,
    pub outcomes: usize,
    pub options: usize,
    pub months: usize,
    pub pathways: usize,
}

/// Everything that is counted of one option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// `daily[measure][day]`.
    pub(super) daily: Vec<Vec<Histogram>>,
    pub(super) delayed_on_target_day: Histogram,
    pub(super) day_target_first_met: Histogram,
    pub(super) months: Vec<MonthCounts>,
    /// Midnights from ready to leaving hospital, for each pathway.
    pub(super) waits: Vec<Histogram>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MonthCounts {
    pub delayed_days: Histogram,
    pub snapshot: Histogram,
}

/// Everything that is averaged of one option.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tallies {
    pub(super) outcomes: Vec<Tally>,
    pub(super) differences: Vec<Tally>,
    pub(super) delayed_against: Vec<Tally>,
    pub(super) months: Vec<MonthTallies>,
    /// One for each pathway.
    pub(super) waits: Vec<WaitTallies>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct MonthTallies {
    pub acute: Tally,
    pub community: Tally,
    pub by_reason: [Tally; DelayReason::ALL.len()],
    pub by_attribution: [Tally; AttributableTo::ALL.len()],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct WaitTallies {
    pub mean_days: Tally,
    pub left_same_day: Tally,
}

impl Counts {
    pub(super) fn new(shape: &Shape) -> Self {
        Self {
            daily: vec![vec![Histogram::new(); shape.days]; shape.measures],
            delayed_on_target_day: Histogram::new(),
            day_target_first_met: Histogram::new(),
            months: vec![MonthCounts::default(); shape.months],
            waits: vec![Histogram::new(); shape.pathways],
        }
    }

    /// Whether both are of the same system.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let days = |counts: &Self| counts.daily.iter().map(Vec::len).collect::<Vec<_>>();
        days(self) == days(other) && self.months.len() == other.months.len() && self.waits.len() == other.waits.len()
    }

    /// Adds what was counted elsewhere, of the same system.
    pub(super) fn merge(&mut self, other: &Self) {
        let daily = self.daily.iter_mut().flatten().zip(other.daily.iter().flatten());
        daily.for_each(|(here, there)| here.merge(there));
        self.delayed_on_target_day.merge(&other.delayed_on_target_day);
        self.day_target_first_met.merge(&other.day_target_first_met);
        for (here, there) in self.months.iter_mut().zip(&other.months) {
            here.delayed_days.merge(&there.delayed_days);
            here.snapshot.merge(&there.snapshot);
        }
        self.waits.iter_mut().zip(&other.waits).for_each(|(here, there)| here.merge(there));
    }
}

impl Tallies {
    pub(super) fn new(shape: &Shape) -> Self {
        Self {
            outcomes: vec![Tally::new(); shape.outcomes],
            differences: vec![Tally::new(); shape.outcomes],
            delayed_against: vec![Tally::new(); shape.options],
            months: vec![MonthTallies::default(); shape.months],
            waits: vec![WaitTallies::default(); shape.pathways],
        }
    }

    /// Every tally, in a fixed order.
    fn all(&self) -> impl Iterator<Item = &Tally> {
        let outcomes = self.outcomes.iter().chain(&self.differences).chain(&self.delayed_against);
        let months = self.months.iter().flat_map(|month| {
            [&month.acute, &month.community].into_iter().chain(&month.by_reason).chain(&month.by_attribution)
        });
        let waits = self.waits.iter().flat_map(|waits| [&waits.mean_days, &waits.left_same_day]);
        outcomes.chain(months).chain(waits)
    }

    /// Every tally, in the same order.
    fn all_mut(&mut self) -> impl Iterator<Item = &mut Tally> {
        let outcomes = self.outcomes.iter_mut().chain(&mut self.differences).chain(&mut self.delayed_against);
        let months = self.months.iter_mut().flat_map(|month| {
            let MonthTallies { acute, community, by_reason, by_attribution } = month;
            [acute, community].into_iter().chain(by_reason).chain(by_attribution)
        });
        let waits = self.waits.iter_mut().flat_map(|waits| [&mut waits.mean_days, &mut waits.left_same_day]);
        outcomes.chain(months).chain(waits)
    }

    /// Back to nothing.
    pub(super) fn clear(&mut self) {
        self.all_mut().for_each(|tally| *tally = Tally::new());
    }

    /// Whether both are of the same system, and the other of one block.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let lengths = |tallies: &Self| {
            let outcomes = (tallies.outcomes.len(), tallies.differences.len(), tallies.delayed_against.len());
            (outcomes, tallies.months.len(), tallies.waits.len())
        };
        lengths(self) == lengths(other) && other.all().all(|tally| tally.observations() <= super::BLOCK)
    }

    /// Adds the tallies of the block that comes next, of the same system.
    pub(super) fn merge(&mut self, block: &Self) {
        self.all_mut().zip(block.all()).for_each(|(here, there)| here.merge(there));
    }
}
