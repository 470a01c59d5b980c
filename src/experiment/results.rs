//! What an experiment found: plain values that the report reads.

use super::drawn::Drawn;
use crate::model::{Date, DelayReason, Measure, Outcome};
use crate::statistics::{Histogram, Tally};

/// The results of one experiment: every option of a scenario (or those asked for), replicated under common random numbers.
#[derive(Clone, Debug)]
pub struct Results {
    pub seed: u64,
    /// Replications of each option.
    pub replications: u64,
    /// How it was decided to stop.
    pub stopping: Stopping,
    /// The date of each day of the period, in order.
    pub dates: Vec<Date>,
    /// The daily measures: the first index of [`OptionResults::daily`].
    pub measures: Vec<Measure>,
    /// The outcomes: the index of [`OptionResults::outcomes`] and [`OptionResults::differences`].
    pub outcomes: Vec<Outcome>,
    pub options: Vec<OptionResults>,
    /// Position in `options` of the one that the others are compared with.
    pub reference: usize,
    /// What is not known, where it was drawn: every replication then has a draw of its own, and everything above holds chance and
    /// ignorance together.
    pub drawn: Option<Drawn>,
}

/// The rule by which replications stopped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stopping {
    /// After a number asked for.
    Replications(u64),
    /// When the half-width of the 95 % interval of the mean count on the target day was at or under this, for every option, or
    /// at `cap` replications.
    Precision { half_width: f64, cap: u64, reached: bool },
}

/// What was found for one option.
#[derive(Clone, Debug)]
pub struct OptionResults {
    /// Position in `CareSystem::options`.
    pub option: usize,
    pub id: String,
    pub title: String,
    /// `daily[measure][day]`: the distribution over replications of the count at the midnight that ends the day.
    pub daily: Vec<Vec<Histogram>>,
    /// One for each outcome, over replications. An outcome that is NaN in a replication (a date never reached) is left out.
    pub outcomes: Vec<Tally>,
    /// Distribution of the delayed count on the target day (or last day).
    pub delayed_on_target_day: Histogram,
    /// Distribution of the day (1 = first) when the target was first reached, over the replications where it was.
    pub day_target_first_met: Histogram,
    /// Paired differences of every outcome: this option minus the reference, replication by replication.
    pub differences: Vec<Tally>,
    /// Paired differences of the delayed count on the target day: this option minus each option of the results, in their order
    /// (exactly 0 against itself). For saying which of two rivals is lower.
    pub delayed_against: Vec<Tally>,
    pub monthly: Vec<Month>,
    /// One for each pathway of the system.
    pub time_to_discharge: Vec<TimeToDischarge>,
}

/// The official statistics of one calendar month (or the part of it in the period).
#[derive(Clone, Debug)]
pub struct Month {
    /// First day of the month that lies in the period.
    pub first: Date,
    /// Days of the month in the period.
    pub days: u32,
    /// True when the whole month lies in the period.
    pub whole: bool,
    /// Sum of the midnight counts.
    pub delayed_days: Histogram,
    pub delayed_days_acute: Tally,
    pub delayed_days_community: Tally,
    /// In the order of [`DelayReason::ALL`].
    pub delayed_days_by_reason: [Tally; DelayReason::ALL.len()],
    /// NHS, social care, both.
    pub delayed_days_by_attribution: [Tally; 3],
    /// The last Thursday of the month, and the count at the midnight that ends it, where it lies in the period.
    pub snapshot: Option<(Date, Histogram)>,
}

/// How long patients of a pathway took from discharge ready to leaving the hospital bed, over all replications. Patients of the
/// opening census, who were ready before the first day, are left out.
#[derive(Clone, Debug)]
pub struct TimeToDischarge {
    /// Midnights spent in the bed after readiness.
    pub days: Histogram,
    /// Exact time in days: one value for each replication, its mean.
    pub mean_days: Tally,
    /// Share who left on the day they became ready: one value for each replication.
    pub left_same_day: Tally,
}

impl Results {
    /// Position of a measure in [`Results::measures`].
    pub fn measure(&self, measure: Measure) -> Option<usize> {
        self.measures.iter().position(|&m| m == measure)
    }

    /// Position of an outcome in [`Results::outcomes`].
    pub fn outcome(&self, outcome: Outcome) -> Option<usize> {
        self.outcomes.iter().position(|&o| o == outcome)
    }

    /// The reference option.
    pub fn reference(&self) -> &OptionResults {
        &self.options[self.reference]
    }
}

impl OptionResults {
    /// The tally of an outcome; `results` is the experiment this option belongs to.
    pub fn outcome(&self, results: &Results, outcome: Outcome) -> Option<&Tally> {
        results.outcome(outcome).map(|at| &self.outcomes[at])
    }

    /// The paired difference of an outcome to the reference.
    pub fn difference(&self, results: &Results, outcome: Outcome) -> Option<&Tally> {
        results.outcome(outcome).map(|at| &self.differences[at])
    }

    /// The distributions of a measure, day by day.
    pub fn daily(&self, results: &Results, measure: Measure) -> Option<&[Histogram]> {
        results.measure(measure).map(|at| self.daily[at].as_slice())
    }
}
