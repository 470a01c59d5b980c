//! Which option is best, and whether that can be said at all.
//!
//! **The rule.** Every option has an interval for its paired difference to the reference (count on the day asked about, option
//! minus reference, replication by replication); the reference itself is exactly zero. The option with the lowest mean is called
//! the lowest of all only when the whole of its interval lies under the whole of every other option's. This is strict: the
//! standard deviation of a difference of two numbers is at most the sum of their own, so intervals that do not overlap prove a
//! difference whatever the correlation, while intervals that overlap prove nothing either way. Because the best is picked after
//! looking at all, the intervals are taken at the level 1 - 0.05 / (options - 1) (Bonferroni), so that all of them hold together
//! in 95 % of experiments. The interval that is printed beside a single difference is the plain 95 % one.

use super::findings::{Findings, OptionFindings};
use crate::statistics::Estimate;

/// More replications than anyone runs: no advice is given above.
const MOST_REPLICATIONS: f64 = 1_000_000.0;

/// Which option has the lowest count, and which others it cannot be told from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Position of the option with the lowest mean count.
    pub lowest: usize,
    /// Positions of the options that cannot be told apart from it, the nearest first; empty when the lowest is clear.
    pub tied: Vec<usize>,
    /// The replications that would tell them apart if the differences are as they look; `None` when no number would do.
    pub replications_needed: Option<u64>,
}

/// Applies the rule; `None` with fewer than two options.
pub fn verdict(findings: &Findings) -> Option<Verdict> {
    let options = &findings.options;
    if options.len() < 2 {
        return None;
    }
    let level = 1.0 - 0.05 / (options.len() - 1) as f64;
    let mut intervals: Vec<(usize, Estimate)> =
        options.iter().enumerate().filter_map(|(at, option)| Some((at, difference(option, level)?))).collect();
    intervals.sort_by(|(_, a), (_, b)| a.mean.total_cmp(&b.mean));
    let (&(lowest, best), others) = intervals.split_first()?;
    let tied: Vec<_> = others.iter().filter(|(_, other)| !lies_under(&best, other)).collect();
    let needed = tied.iter().map(|(_, other)| needed(&best, other, findings.results.replications));
    let most = needed.fold(0.0, f64::max);
    Some(Verdict {
        lowest,
        tied: tied.iter().map(|&&(at, _)| at).collect(),
        replications_needed: (most > 0.0 && most <= MOST_REPLICATIONS).then(|| rounded_up(most)),
    })
}

/// The paired difference to the reference; exactly zero for the reference.
fn difference(option: &OptionFindings, level: f64) -> Option<Estimate> {
    if option.is_reference {
        return Some(Estimate { mean: 0.0, lower: 0.0, upper: 0.0, level, replications: 0 });
    }
    option.count_difference.map(|tally| tally.estimate_at(level))
}

/// Written so that an unknown interval (infinite or not a number) lies under nothing.
fn lies_under(low: &Estimate, high: &Estimate) -> bool {
    low.upper < high.lower
}

/// Replications at which the two intervals would just part: half-widths shrink with the square root of the number.
fn needed(best: &Estimate, other: &Estimate, replications: u64) -> f64 {
    let gap = other.mean - best.mean;
    let widths = best.half_width() + other.half_width();
    if gap > 0.0 && widths.is_finite() { replications as f64 * (widths / gap).powi(2) } else { f64::INFINITY }
}

/// Up to one significant figure: the estimate is no better than that.
fn rounded_up(number: f64) -> u64 {
    let power = 10f64.powf(number.max(1.0).log10().floor());
    ((number / power).ceil() * power) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::{Fixture, usual};
    use crate::statistics::Tally;

    /// The usual findings with other differences of the count to the reference, one for each option after it.
    fn verdict_of(differences: &[&[f64]]) -> Verdict {
        let (scenario, results) = usual();
        let tallies: Vec<Tally> = differences
            .iter()
            .map(|values| {
                let mut tally = Tally::new();
                values.iter().for_each(|&value| tally.record(value));
                tally
            })
            .collect();
        let mut findings = Findings::new(scenario, results);
        findings.options.truncate(differences.len() + 1);
        for (option, tally) in findings.options.iter_mut().skip(1).zip(&tallies) {
            option.count_difference = Some(tally);
        }
        verdict(&findings).unwrap()
    }

    #[test]
    fn intervals_that_do_not_overlap_give_a_clear_lowest() {
        let verdict = verdict_of(&[&[-40.0, -41.0, -42.0, -41.0], &[-20.0, -21.0, -22.0, -21.0]]);
        assert_eq!(verdict, Verdict { lowest: 1, tied: vec![], replications_needed: None });
    }

    #[test]
    fn intervals_that_overlap_give_none_and_say_how_many_replications_would() {
        let verdict = verdict_of(&[&[-40.0, -45.0, -35.0, -41.0], &[-38.0, -44.0, -33.0, -37.0]]);
        assert_eq!((verdict.lowest, verdict.tied), (1, vec![2]));
        assert!(verdict.replications_needed.unwrap() > 200);
    }

    #[test]
    fn the_reference_can_be_the_lowest() {
        let verdict = verdict_of(&[&[10.0, 11.0, 12.0, 11.0], &[3.0, -2.0, 4.0, -1.0]]);
        assert_eq!((verdict.lowest, verdict.tied), (0, vec![2]));
    }

    #[test]
    fn equal_options_are_told_apart_by_no_number_of_replications() {
        let same = [0.0, 0.0, 0.0];
        assert_eq!(verdict_of(&[&same]), Verdict { lowest: 0, tied: vec![1], replications_needed: None });
    }

    #[test]
    fn one_replication_tells_nothing_apart() {
        let verdict = verdict_of(&[&[-40.0], &[-20.0]]);
        assert_eq!((verdict.lowest, verdict.tied, verdict.replications_needed), (1, vec![2, 0], None));
    }

    #[test]
    fn a_single_option_has_no_rival() {
        let (scenario, results) = Fixture { options: 1, replications: 4, ..Fixture::default() }.build();
        assert_eq!(verdict(&Findings::new(&scenario, &results)), None);
    }
}
