//! Which option is best, and whether that can be said at all.
//!
//! **The rule.** The option with the lowest mean count on the day asked about is set against each other option by itself: the
//! paired difference of the two, replication by replication, has its own interval, and the lowest is called lower than that rival
//! only when the whole of it lies under zero. Because the best is picked after looking at all, the intervals are taken at the
//! level 1 - 0.05 / (options - 1) (Bonferroni), so that all of them hold together in 95 % of experiments. The interval that is
//! printed beside a single difference is the plain 95 % one.
//!
//! A difference that is under two patients, or that only more than 20,000 replications would show, is too small to matter, and no
//! more replications are advised for it.

use super::findings::{Findings, OptionFindings};
use crate::report::money;
use crate::statistics::Estimate;

/// More replications than are worth anyone's time: no advice is given above.
const MOST_REPLICATIONS: f64 = 20_000.0;
/// A difference under this many patients changes no decision.
const PATIENTS_THAT_MATTER: f64 = 2.0;

/// Which option has the lowest count, and which others it cannot be told from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Position of the option with the lowest mean count.
    pub lowest: usize,
    /// Positions of the options that cannot be told apart from it, the nearest first; empty when the lowest is clear.
    pub tied: Vec<usize>,
    /// True when every difference to the tied ones is too small to matter.
    pub too_small: bool,
    /// The replications that would tell them apart if the differences are as they look; `None` when no number would do, or
    /// none is worth it.
    pub replications_needed: Option<u64>,
}

/// Applies the rule; `None` with fewer than two options.
pub fn verdict(findings: &Findings) -> Option<Verdict> {
    let options = &findings.options;
    if options.len() < 2 {
        return None;
    }
    let lowest = findings.lowest()?;
    let lowest = options.iter().position(|option| option.results.id == lowest.results.id)?;
    let level = 1.0 - 0.05 / (options.len() - 1) as f64;
    let rivals = (0..options.len()).filter(|&at| at != lowest);
    let mut tied: Vec<(usize, Estimate)> =
        rivals.map(|at| (at, against(findings, lowest, at, level))).filter(|(_, gap)| !is_under_zero(gap)).collect();
    // The nearest first: the differences are at or under zero, or not known.
    tied.sort_by(|(_, a), (_, b)| b.mean.total_cmp(&a.mean));
    let needed = |gap: &Estimate| needed(gap, findings.results.replications);
    let matters = tied.iter().map(|(_, gap)| gap).filter(|gap| !is_small(gap, needed(gap)));
    let most = matters.clone().map(needed).fold(0.0, f64::max);
    Some(Verdict {
        lowest,
        too_small: !tied.is_empty() && matters.count() == 0,
        tied: tied.into_iter().map(|(at, _)| at).collect(),
        replications_needed: (most > 0.0 && most <= MOST_REPLICATIONS).then(|| rounded_up(most)),
    })
}

/// The paired difference of the count, the lowest option minus a rival; an unknown one where it was not kept.
fn against(findings: &Findings, lowest: usize, rival: usize, level: f64) -> Estimate {
    let (low, other) = (&findings.options[lowest], &findings.options[rival]);
    if let Some(tally) = low.results.delayed_against.get(rival).filter(|tally| !tally.is_empty()) {
        return tally.estimate_at(level);
    }
    match (low.count_difference, other.count_difference) {
        (Some(tally), _) if other.is_reference => tally.estimate_at(level),
        (_, Some(tally)) if low.is_reference => money::negated(tally.estimate_at(level)),
        _ => Estimate { mean: f64::NAN, lower: f64::NEG_INFINITY, upper: f64::INFINITY, level, replications: 0 },
    }
}

/// Written so that an unknown interval (infinite or not a number) is under nothing.
fn is_under_zero(gap: &Estimate) -> bool {
    gap.upper < 0.0
}

/// An unknown difference is not called small.
fn is_small(gap: &Estimate, needed: f64) -> bool {
    gap.half_width().is_finite() && (gap.mean.abs() < PATIENTS_THAT_MATTER || needed > MOST_REPLICATIONS)
}

/// Replications at which the interval would just leave zero out: its half-width shrinks with the square root of the number.
fn needed(gap: &Estimate, replications: u64) -> f64 {
    let half = gap.half_width();
    if gap.mean < 0.0 && half.is_finite() { replications as f64 * (half / gap.mean).powi(2) } else { f64::INFINITY }
}

/// Up to one significant figure: the estimate is no better than that.
fn rounded_up(number: f64) -> u64 {
    let power = 10f64.powf(number.max(1.0).log10().floor());
    ((number / power).ceil() * power) as u64
}

/// The cheapest of the tied options, and what it costs less than the lowest one (or, where it is the lowest, than the next in
/// price), as a mean; the reference costs nothing more than itself. `None` where costs are not known or do not differ.
pub fn cheapest<'a>(tied: &[&'a OptionFindings<'a>]) -> Option<(&'a OptionFindings<'a>, f64)> {
    let cost = |option: &OptionFindings| match option.extra_cost {
        _ if option.is_reference => Some(0.0),
        cost => cost.map(|cost| cost.mean).filter(|mean| mean.is_finite()),
    };
    let mut costs: Vec<(&OptionFindings, f64)> =
        tied.iter().map(|&option| Some((option, cost(option)?))).collect::<Option<_>>()?;
    let (_, first) = *costs.first()?;
    costs.sort_by(|(_, a), (_, b)| a.total_cmp(b));
    let (&(cheapest, least), others) = costs.split_first()?;
    let other = if least < first { first } else { others.first()?.1 };
    (other - least >= 1.0).then_some((cheapest, other - least))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::Fixture;
    use crate::statistics::{Histogram, Tally};

    /// The verdict on options with these counts on the day, replication by replication; the first is the reference.
    fn verdict_of(counts: &[&[u32]]) -> Verdict {
        let replications = counts[0].len() as u32;
        let fixture = Fixture { options: counts.len(), replications, days: 125, ..Fixture::default() };
        let (scenario, mut results) = fixture.build();
        for (option, own) in results.options.iter_mut().zip(counts) {
            option.delayed_on_target_day = own.iter().copied().collect::<Histogram>();
            let minus = |other: &&[u32]| own.iter().zip(*other).map(|(&a, &b)| f64::from(a) - f64::from(b)).collect();
            option.delayed_against = counts.iter().map(minus).collect::<Vec<Tally>>();
        }
        verdict(&Findings::new(&scenario, &results)).unwrap()
    }

    #[test]
    fn a_paired_difference_that_leaves_zero_out_gives_a_clear_lowest() {
        // The options vary far more than their differences do.
        let verdict = verdict_of(&[&[150, 190, 170, 130], &[110, 149, 131, 90], &[113, 151, 134, 93]]);
        assert_eq!(verdict, Verdict { lowest: 1, tied: vec![], too_small: false, replications_needed: None });
    }

    #[test]
    fn a_difference_that_may_be_chance_says_how_many_replications_would_show_it() {
        let verdict = verdict_of(&[&[150, 190, 170, 130], &[110, 145, 131, 90], &[112, 141, 140, 101]]);
        assert_eq!((verdict.lowest, verdict.tied, verdict.too_small), (1, vec![2], false));
        assert!(verdict.replications_needed.is_some_and(|needed| needed > 4 && needed < 200));
    }

    #[test]
    fn under_two_patients_it_is_too_small_to_matter() {
        let verdict = verdict_of(&[&[150, 190, 170, 130], &[110, 145, 131, 90], &[112, 144, 130, 92]]);
        assert_eq!(verdict, Verdict { lowest: 1, tied: vec![2], too_small: true, replications_needed: None });
    }

    #[test]
    fn the_reference_can_be_the_lowest() {
        let verdict = verdict_of(&[&[10, 11, 12, 11], &[30, 31, 32, 31], &[11, 10, 13, 11]]);
        assert_eq!((verdict.lowest, verdict.tied), (0, vec![2]));
    }

    #[test]
    fn equal_options_are_told_apart_by_no_number_of_replications() {
        let verdict = verdict_of(&[&[10, 11, 12], &[10, 11, 12]]);
        assert_eq!(verdict, Verdict { lowest: 0, tied: vec![1], too_small: true, replications_needed: None });
    }

    #[test]
    fn one_replication_tells_nothing_apart() {
        let verdict = verdict_of(&[&[150], &[110], &[130]]);
        let expected = Verdict { lowest: 1, tied: vec![2, 0], too_small: false, replications_needed: None };
        assert_eq!(verdict, expected);
    }

    #[test]
    fn the_cheaper_of_the_tied_is_found_with_what_it_saves() {
        let (scenario, results) = Fixture { options: 2, days: 125, replications: 8, ..Fixture::default() }.build();
        let findings = Findings::new(&scenario, &results);
        let (cheaper, less) = cheapest(&[&findings.options[1], &findings.options[0]]).unwrap();
        assert!(cheaper.is_reference && (1.8e6..2.1e6).contains(&less), "{less}");
    }

    #[test]
    fn a_single_option_has_no_rival() {
        let (scenario, results) = Fixture { options: 1, replications: 4, ..Fixture::default() }.build();
        assert_eq!(verdict(&Findings::new(&scenario, &results)), None);
    }
}
