//! What happens elsewhere when delays fall: planned admissions that are cancelled, and hours that others wait for a bed.
//!
//! An option that shuts the front door shortens the list of those who wait at the back. The accounts do not show it: a cancelled
//! operation is put off, not paid for, so such an option looks cheap. It is said wherever such an option is recommended.

use super::findings::{Findings, OptionFindings};
use super::money::CostPerDay;
use super::numbers;
use crate::experiment::{OptionResults, Results};
use crate::model::Outcome;
use crate::statistics::Estimate;

/// A rise against the reference is worth a sentence above this share of the reference's own number.
const WORTH_SAYING: f64 = 0.05;
/// No more options than this are named.
const MOST_NAMED: usize = 3;

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
    fn in_words(&self, reference: &str) -> String {
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

/// A sentence for the option with the lowest count and for each that costs less than the reference, where they displace others;
/// the worst first.
pub fn sentences(findings: &Findings) -> Vec<String> {
    let (Some(lowest), Some(reference)) = (findings.lowest(), findings.reference()) else { return Vec::new() };
    let is_named = |option: &&OptionFindings| {
        option.results.id == lowest.results.id || matches!(option.cost_per_day, CostPerDay::Saves)
    };
    let mut named: Vec<(&OptionFindings, Displaced)> =
        findings.options.iter().filter(is_named).filter_map(|option| Some((option, option.displaced?))).collect();
    named.sort_by(|(_, a), (_, b)| b.rise.total_cmp(&a.rise));
    let quoted = reference.quoted();
    named
        .into_iter()
        .take(MOST_NAMED)
        .map(|(option, displaced)| format!("But {} {}.", option.quoted(), displaced.in_words(&quoted)))
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::report::pages_fixture::Fixture;
    use crate::scenario::Scenario;

    /// Two options, the second of which makes an outcome rise by so much in every replication.
    pub fn rising(outcome: Outcome, by: f64) -> (Scenario, Results) {
        let (scenario, mut results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
        let at = results.outcome(outcome).unwrap();
        results.options[1].differences[at] = (0..200).map(|n| by * (1.0 + f64::from(n % 2) * 0.1)).collect();
        (scenario, results)
    }

    #[test]
    fn cancelled_admissions_are_said_of_the_lowest_option() {
        let (scenario, results) = rising(Outcome::ElectivesCancelled, 1_000.0);
        let said = sentences(&Findings::new(&scenario, &results));
        let expected = "But “Pilot as bought” cancels 1,050 (95 % interval 1,043 to 1,057) more planned admissions than “Do nothing”.";
        assert_eq!(said, [expected]);
    }

    #[test]
    fn hours_of_waiting_are_said_alone_or_with_them() {
        let (scenario, mut results) = rising(Outcome::HoursWaitingForAdmission, 2e6);
        let alone = sentences(&Findings::new(&scenario, &results));
        assert!(alone[0].contains("adds 2,100,000 (95 % interval") && !alone[0].contains("cancels"), "{alone:?}");
        let (from, to) = (Outcome::HoursWaitingForAdmission, Outcome::ElectivesCancelled);
        let (from, to) = (results.outcome(from).unwrap(), results.outcome(to).unwrap());
        results.options[1].differences[to] = results.options[1].differences[from];
        let both = sentences(&Findings::new(&scenario, &results));
        assert!(both[0].contains("than “Do nothing” and adds"), "{both:?}");
    }

    #[test]
    fn a_small_or_uncertain_rise_is_not_said() {
        let (scenario, mut results) = rising(Outcome::ElectivesCancelled, 3.0);
        assert_eq!(sentences(&Findings::new(&scenario, &results)), Vec::<String>::new());
        let at = results.outcome(Outcome::ElectivesCancelled).unwrap();
        results.options[1].differences[at] = [-900.0, 2_000.0].into_iter().collect();
        assert_eq!(sentences(&Findings::new(&scenario, &results)), Vec::<String>::new());
    }

    #[test]
    fn an_option_that_avoids_no_delayed_days_displaces_nothing() {
        let (scenario, mut results) = rising(Outcome::ElectivesCancelled, 1_000.0);
        let at = results.outcome(Outcome::DelayedDays).unwrap();
        results.options[1].differences[at] = (0..200).map(|_| 5.0).collect();
        assert_eq!(Findings::new(&scenario, &results).options[1].displaced, None);
    }
}
