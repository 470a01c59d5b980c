//! Which of several is the lowest, and how often.

use super::{Estimate, Tally};

/// For each of several values that are taken together, again and again, the share of times that it is the lowest, with a 95 %
/// interval: Wilson's, or Student's cut off at 0 and 1 where equals shared a time among them. Every row holds as many values.
pub(crate) fn shares_of_lowest(rows: impl Iterator<Item = Vec<f64>>) -> Vec<Estimate> {
    let mut tallies: Vec<Tally> = Vec::new();
    let mut is_shared = false;
    for row in rows {
        tallies.resize(row.len(), Tally::new());
        let least = row.iter().copied().fold(f64::INFINITY, f64::min);
        let ties = row.iter().filter(|&&value| value == least).count();
        is_shared |= ties > 1;
        for (tally, &value) in tallies.iter_mut().zip(&row) {
            tally.record(if value == least { 1.0 / ties.max(1) as f64 } else { 0.0 });
        }
    }
    let share = |tally: &Tally| {
        if !is_shared {
            return tally.share();
        }
        let estimate = tally.estimate();
        Estimate { lower: estimate.lower.max(0.0), upper: estimate.upper.min(1.0), ..estimate }
    };
    tallies.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_that_is_always_the_lowest_is_still_not_certain() {
        let shares = shares_of_lowest((0..100).map(|at| vec![1.0, 2.0 + f64::from(at)]));
        assert_eq!((shares[0].mean, shares[1].mean), (1.0, 0.0));
        assert!(shares[0].lower < 0.97 && shares[1].upper > 0.03, "{shares:?}");
    }

    #[test]
    fn equals_share_a_time_among_them() {
        let shares = shares_of_lowest([vec![1.0, 1.0, 3.0], vec![4.0, 5.0, 6.0]].into_iter());
        assert_eq!(shares.iter().map(|share| share.mean).collect::<Vec<_>>(), [0.75, 0.25, 0.0]);
        assert!(shares_of_lowest(std::iter::empty()).is_empty());
    }
}
