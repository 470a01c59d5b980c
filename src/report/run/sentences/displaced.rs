//! Who is put off or left waiting elsewhere while delays fall, in sentences.

use crate::report::money::CostPerDay;
use crate::report::run::displaced::Displaced;
use crate::report::run::findings::{Findings, OptionFindings};

/// No more options than this are named.
const MOST_NAMED: usize = 3;

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
mod tests {
    use super::*;
    use crate::model::Outcome;
    use crate::report::pages_fixture::rising;

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
