//! A mean from few observations, sharpened by a companion whose mean is known from more.

use super::{Estimate, Tally};

/// The mean of `values`, each observed together with one of `companions` (the same replication under other conditions), given the
/// tally of the companion over more observations, these among them. What the few companions are above or below the mean of the many,
/// the values are expected to be too, in proportion; the interval shrinks the more the two move together.
///
/// Source: double sampling with regression, W. G. Cochran, Sampling Techniques (3rd edition 1977), section 12.6; in simulation
/// S. S. Lavenberg and P. D. Welch, "A perspective on the use of control variables to increase the efficiency of Monte Carlo
/// simulations", Management Science 27 (1981), 322-335.
#[must_use]
pub(crate) fn controlled(values: &[f64], companions: &[f64], many: &Tally, level: f64) -> Estimate {
    let (own, companion): (Tally, Tally) = (values.iter().copied().collect(), companions.iter().copied().collect());
    let products =
        values.iter().zip(companions).map(|(value, other)| (value - own.mean()) * (other - companion.mean()));
    let pairs = own.observations();
    let slope = products.sum::<f64>() / (pairs.max(2) - 1) as f64 / companion.variance();
    // Three pairs tell nothing of a slope, nor does a companion that stands still.
    if pairs < 4 || !slope.is_finite() || many.observations() <= pairs {
        return own.estimate_at(level);
    }
    let mean = own.mean() - slope * (companion.mean() - many.mean());
    let explained = slope * slope * companion.variance();
    let rest = (own.variance() - explained).max(0.0) * (pairs - 1) as f64 / (pairs - 2) as f64;
    // Spread as of one mean of as many observations: that of the rest over these, and of the slope over the many.
    let variance = rest + slope * slope * many.variance() * pairs as f64 / many.observations() as f64;
    Estimate::student(mean, variance, pairs - 1, level)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_companion_that_moves_alike_gives_the_mean_of_the_many() {
        let many: Vec<f64> = (0..100).map(|n| f64::from(n * 37 % 100)).collect();
        let tally: Tally = many.iter().copied().collect();
        let values: Vec<f64> = many[..10].iter().map(|companion| companion * 2.0 + 3.0).collect();
        let found = controlled(&values, &many[..10], &tally, 0.95);
        assert!((found.mean - (tally.mean() * 2.0 + 3.0)).abs() < 1e-9, "{found:?}");
        assert!(found.half_width() < values.iter().copied().collect::<Tally>().estimate().half_width() / 2.0);
    }

    #[test]
    fn without_more_observations_or_a_companion_that_moves_it_is_the_usual_interval() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0];
        let usual = values.into_iter().collect::<Tally>().estimate();
        let still: Tally = [2.0; 20].into_iter().collect();
        assert_eq!(controlled(&values, &[2.0; 5], &still, 0.95), usual);
        let same: Tally = [1.0, 2.0, 3.0, 4.0, 5.0].into_iter().collect();
        assert_eq!(controlled(&values, &[1.0, 2.0, 3.0, 4.0, 5.0], &same, 0.95), usual);
    }

    #[test]
    fn the_interval_covers_the_mean_about_as_often_as_it_says() {
        // Sums of twelve uniforms are as good as normal; the generator is that of Numerical Recipes, 7.1.
        let mut state = 3_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let mut normal = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        let (mut covered, mut width, mut usual) = (0, 0.0, 0.0);
        for _ in 0..2_000 {
            let many: Vec<f64> = (0..100).map(|_| normal()).collect();
            let values: Vec<f64> = many[..25].iter().map(|companion| 5.0 + 0.9 * companion + 0.4 * normal()).collect();
            let found = controlled(&values, &many[..25], &many.iter().copied().collect(), 0.95);
            covered += u32::from(found.contains(5.0));
            width += found.half_width();
            usual += values.iter().copied().collect::<Tally>().estimate().half_width();
        }
        assert!((1_860..1_940).contains(&covered), "{covered} of 2,000");
        assert!(width < 0.65 * usual, "{width} {usual}");
    }
}
