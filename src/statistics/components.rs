//! How much of a spread comes from one cause, and how much from another.

use super::{Estimate, Tally};

/// Pairs of observations that share one cause and not the other: of the same draw of what is not known, with other chance.
///
/// The two of a pair differ by chance alone, and different pairs by both. So the mean square within pairs estimates the variance
/// of chance, and the covariance of the two what the shared cause adds; together they are the variance of one observation (the
/// law of total variance). This is the analysis of variance of a one-way layout with random effects and two observations in each
/// class (S. R. Searle, G. Casella and C. E. McCulloch, Variance Components, 1992, chapter 3), and the estimator of a first-order
/// Sobol index from two runs that have one input in common (I. M. Sobol, "Sensitivity estimates for nonlinear mathematical
/// models", Mathematical Modelling and Computational Experiments 1 (1993), 407-414).
///
/// ```
/// use dtoc::statistics::Twins;
///
/// let twins: Twins = [(1.0, 1.2), (5.0, 4.8), (3.0, 3.1), (9.0, 8.9), (7.0, 7.2)].into_iter().collect();
/// assert!(twins.share_of_chance().upper < 0.1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Twins {
    pairs: Vec<(f64, f64)>,
}

impl FromIterator<(f64, f64)> for Twins {
    /// Pairs with a number that is not finite are left out.
    fn from_iter<I: IntoIterator<Item = (f64, f64)>>(pairs: I) -> Self {
        Self { pairs: pairs.into_iter().filter(|(one, other)| one.is_finite() && other.is_finite()).collect() }
    }
}

/// Sums over pairs from which every estimate is made.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    pairs: f64,
    /// Of the means of pairs, less a constant.
    means: f64,
    squares: f64,
    /// Squares of the differences within pairs.
    within: f64,
}

impl Sums {
    fn of((one, other): (f64, f64), centre: f64) -> Self {
        let mean = 0.5 * (one + other) - centre;
        Self { pairs: 1.0, means: mean, squares: mean * mean, within: (one - other) * (one - other) }
    }

    fn plus(self, other: Self, sign: f64) -> Self {
        Self {
            pairs: self.pairs + sign * other.pairs,
            means: self.means + sign * other.means,
            squares: self.squares + sign * other.squares,
            within: self.within + sign * other.within,
        }
    }

    /// Variance of chance.
    fn chance(&self) -> f64 {
        0.5 * self.within / self.pairs
    }

    /// Variance of the shared cause; may come out a little below nothing.
    fn shared(&self) -> f64 {
        let variance = (self.squares - self.means * self.means / self.pairs) / (self.pairs - 1.0);
        variance - 0.5 * self.chance()
    }

    fn total(&self) -> f64 {
        self.chance() + self.shared()
    }
}

impl Twins {
    /// How many pairs there are.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// Whether all observations are equal, so that there is no spread to share out.
    #[must_use]
    pub fn are_all_alike(&self) -> bool {
        let first = self.pairs.first().map_or(0.0, |pair| pair.0);
        self.pairs.iter().all(|&(one, other)| one == first && other == first)
    }

    /// The share of the variance that is chance, from 0 to 1, with its 95 % interval.
    #[must_use]
    pub fn share_of_chance(&self) -> Estimate {
        within(self.jackknife(|sums| sums.chance() / sums.total()), 1.0)
    }

    /// The standard deviation of one observation, with its 95 % interval.
    #[must_use]
    pub fn deviation(&self) -> Estimate {
        within(self.jackknife(|sums| sums.total().max(0.0).sqrt()), f64::INFINITY)
    }

    /// The standard deviation of chance alone, with its 95 % interval.
    #[must_use]
    pub fn deviation_of_chance(&self) -> Estimate {
        within(self.jackknife(|sums| sums.chance().max(0.0).sqrt()), f64::INFINITY)
    }

    /// The standard deviation that the shared cause alone would give, with its 95 % interval.
    #[must_use]
    pub fn deviation_of_shared(&self) -> Estimate {
        within(self.jackknife(|sums| sums.shared().max(0.0).sqrt()), f64::INFINITY)
    }

    /// A statistic with an interval from leaving out each pair in turn. Nothing is known from fewer than three pairs.
    ///
    /// Source: J. W. Tukey, "Bias and confidence in not-quite large samples", Annals of Mathematical Statistics 29 (1958), 614;
    /// the estimate itself is not corrected, so that shares of one spread sum to 1.
    fn jackknife(&self, statistic: impl Fn(&Sums) -> f64) -> Estimate {
        let centre = self.pairs.iter().map(|(one, other)| 0.5 * (one + other)).sum::<f64>() / self.pairs.len() as f64;
        let each = |pair: &(f64, f64)| Sums::of(*pair, centre);
        let all = self.pairs.iter().map(each).fold(Sums::default(), |all, one| all.plus(one, 1.0));
        if self.pairs.len() < 3 || self.are_all_alike() {
            return Estimate::student(f64::NAN, f64::NAN, 0, 0.95);
        }
        let (mean, pairs) = (statistic(&all), self.pairs.len() as f64);
        let without: Tally = self.pairs.iter().map(|pair| statistic(&all.plus(each(pair), -1.0))).collect();
        // The variance of a mean of pseudo-values, each of them (n - 1) times as far off as what it is made from.
        let variance = without.variance() * (pairs - 1.0) * (pairs - 1.0);
        Estimate::student(mean, variance, without.observations(), 0.95)
    }
}

/// The estimate and its interval, cut off at 0 and at `most`.
fn within(estimate: Estimate, most: f64) -> Estimate {
    let cut = |value: f64| value.max(0.0).min(most);
    if estimate.mean.is_nan() {
        return estimate;
    }
    Estimate { mean: cut(estimate.mean), lower: cut(estimate.lower), upper: cut(estimate.upper), ..estimate }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers with mean 0 and variance 1 (sums of twelve uniforms), from the generator of Numerical Recipes, 7.1.
    fn deviates(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed;
        move || {
            let mut uniform = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as f64 / (1_u64 << 31) as f64
            };
            (0..12).map(|_| uniform()).sum::<f64>() - 6.0
        }
    }

    fn twins(shared: f64, chance: f64, pairs: usize, seed: u64) -> Twins {
        let mut deviate = deviates(seed);
        let mut pair = || {
            let common = 100.0 + shared * deviate();
            (common + chance * deviate(), common + chance * deviate())
        };
        (0..pairs).map(|_| pair()).collect()
    }

    #[test]
    fn a_known_spread_is_split_as_it_was_made() {
        let found = twins(3.0, 4.0, 20_000, 1);
        assert!((found.share_of_chance().mean - 16.0 / 25.0).abs() < 0.015, "{:?}", found.share_of_chance());
        assert!((found.deviation().mean - 5.0).abs() < 0.08);
        assert!((found.deviation_of_chance().mean - 4.0).abs() < 0.06);
        assert!((found.deviation_of_shared().mean - 3.0).abs() < 0.1);
    }

    #[test]
    fn intervals_cover_the_true_split_about_as_often_as_they_say() {
        let (mut share, mut deviation) = (0, 0);
        for seed in 0..1_000 {
            let found = twins(3.0, 4.0, 200, 1_000 + seed * 7_919);
            share += u32::from(found.share_of_chance().contains(0.64));
            deviation += u32::from(found.deviation().contains(5.0));
        }
        assert!((925..=970).contains(&share) && (925..=970).contains(&deviation), "{share} {deviation}");
    }

    #[test]
    fn one_cause_alone_has_the_whole_share() {
        let chance = twins(0.0, 2.0, 500, 3).share_of_chance();
        assert!(chance.mean > 0.85 && chance.lower > 0.75 && chance.upper <= 1.0, "{chance:?}");
        let shared = twins(2.0, 0.0, 500, 3).share_of_chance();
        assert!(shared.mean == 0.0 && shared.lower == 0.0, "{shared:?}");
    }

    #[test]
    fn nothing_is_said_of_a_few_pairs_or_of_no_spread() {
        for found in [twins(1.0, 1.0, 2, 1), [(4.0, 4.0); 9].into_iter().collect(), Twins::default()] {
            assert!(found.share_of_chance().mean.is_nan() && found.deviation().mean.is_nan());
        }
        let with_gaps: Twins = [(1.0, f64::NAN), (1.0, 2.0), (f64::INFINITY, 1.0)].into_iter().collect();
        assert_eq!(with_gaps.pairs(), 1);
    }
}
