//! What happens elsewhere when delays fall: planned admissions that are cancelled, and hours that others wait for a bed.
//!
//! An option that shuts the front door shortens the list of those who wait at the back. The accounts do not show it: a cancelled
//! operation is put off, not paid for, so such an option looks cheap. It is said wherever such an option is recommended.

use crate::experiment::{OptionResults, Results};
use crate::model::Outcome;
use crate::report::numbers;
use crate::statistics::Estimate;

/// A rise against the reference is worth a sentence above this share of the reference's own number.
const WORTH_SAYING: f64 = 0.05;

/// What an option that avoids delayed days makes worse, beyond its interval and by more than a twentieth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Displaced {
    /// More cancelled planned admissions, repeats counted.
    pub cancelled: Option<Estimate>,
    /// More hours of waiting for a hospital bed.
    pub hours: Option<Estimate>,
    /// The greater of the two rises, as a share of the reference's number.
    pub rise: f64,
}

impl Displaced {
    /// What the option displaces; `None` where it does not clearly avoid delayed days or makes neither clearly worse.
    pub fn of(results: &Results, option: &OptionResults, days_avoided: Option<Estimate>) -> Option<Self> {
        days_avoided.filter(|days| numbers::is_known(days) && days.lower > 0.0)?;
        let cancelled = rise(results, option, Outcome::ElectivesCancelled);
        let hours = rise(results, option, Outcome::HoursWaitingForAdmission);
        let greater = [cancelled, hours].into_iter().flatten().map(|(_, rise)| rise).reduce(f64::max)?;
        Some(Self { cancelled: cancelled.map(|c| c.0), hours: hours.map(|h| h.0), rise: greater })
    }

    /// The rise in words, for the end of a sentence about the option.
    pub fn in_words(&self, reference: &str) -> String {
        let write = |estimate: &Estimate| numbers::figure(estimate, 1.0).in_full();
        match (&self.cancelled, &self.hours) {
            (Some(cancelled), Some(hours)) => format!(
                "cancels {} more planned admissions than {reference} and adds {} hours of waiting for a bed",
                write(cancelled),
                write(hours)
            ),
            (Some(cancelled), None) => format!("cancels {} more planned admissions than {reference}", write(cancelled)),
            (None, hours) => format!(
                "adds {} hours of waiting for a bed to those with {reference}",
                hours.as_ref().map_or_else(String::new, write)
            ),
        }
    }
}

/// The paired rise of an outcome and its share of the reference's mean, where it is clear and worth saying.
fn rise(results: &Results, option: &OptionResults, outcome: Outcome) -> Option<(Estimate, f64)> {
    let rise = option.difference(results, outcome).filter(|tally| !tally.is_empty())?.estimate();
    let before = results.reference().outcome(results, outcome)?.mean();
    let share = if before > 0.0 { rise.mean / before } else { f64::INFINITY };
    (numbers::is_known(&rise) && rise.lower > 0.0 && share > WORTH_SAYING).then_some((rise, share))
}
