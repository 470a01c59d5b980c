//! Statistics of values pooled over replications, with intervals that know which values belong together.

use super::{Estimate, Tally};

/// What the values of one replication add up to. The values within a replication may depend on one another (the counts of one
/// winter, the waits of its patients); replications do not.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sums {
    /// How many values there are.
    pub values: f64,
    /// Their sum.
    pub total: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Sums {
    /// Adds a value.
    #[inline]
    pub(crate) fn record(&mut self, value: f64) {
        self.values += 1.0;
        self.total += value;
        self.squares += value * value;
    }
}

/// The mean of all values, with a confidence interval at `level` from the spread between replications.
///
/// Replications may have different numbers of values, so this is a ratio of two means; its variance is that of the ratio
/// estimator (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 6.5). The mean is NaN when there is no value.
#[must_use]
pub(crate) fn pooled_mean(replications: &[Sums], level: f64) -> Estimate {
    let values: Tally = replications.iter().map(|sums| sums.values).collect();
    let total: Tally = replications.iter().map(|sums| sums.total).collect();
    let mean = total.mean() / values.mean();
    let off = |sums: &Sums| (sums.total - mean * sums.values) / values.mean();
    around(mean, replications.iter().map(off), level)
}

/// The standard deviation of all values, with a confidence interval at `level` by the delta method.
#[must_use]
pub(crate) fn pooled_deviation(replications: &[Sums], level: f64) -> Estimate {
    let values: Tally = replications.iter().map(|sums| sums.values).collect();
    let mean = pooled_mean(replications, level).mean;
    // The sum of squares about the mean.
    let about = |sums: &Sums| sums.squares - 2.0 * mean * sums.total + mean * mean * sums.values;
    let abouts: Tally = replications.iter().map(about).collect();
    let variance = abouts.mean() / values.mean();
    if variance.is_nan() {
        return Estimate::student(f64::NAN, f64::NAN, 0, level);
    }
    let variance = variance.max(0.0);
    let deviation = variance.sqrt();
    if deviation == 0.0 {
        return around(0.0, replications.iter().map(|_| 0.0), level);
    }
    let off = |sums: &Sums| (about(sums) - variance * sums.values) / (2.0 * deviation * values.mean());
    around(deviation, replications.iter().map(off), level)
}

/// The share of values for which something holds (each value 1 or 0), with a confidence interval at `level` that stays within 0 to 1.
///
/// Where only a few replications have seen the event, or its contrary, their spread says little about it. The interval is then
/// widened to what the number of such replications allows (Wilson's interval), times the largest share that one of them has seen
/// (all values, where none has).
#[must_use]
pub(crate) fn pooled_share(replications: &[Sums], level: f64) -> Estimate {
    let usual = pooled_mean(replications, level);
    let shares = || replications.iter().filter(|sums| sums.values > 0.0).map(|sums| sums.total / sums.values);
    let above = if_rare(shares(), level);
    let below = if_rare(shares().map(|share| 1.0 - share), level).map(|(low, high)| (1.0 - high, 1.0 - low));
    let (mut lower, mut upper) = (usual.lower, usual.upper);
    for (low, high) in above.into_iter().chain(below) {
        (lower, upper) = (lower.min(low), upper.max(high));
    }
    Estimate { lower: lower.max(0.0), upper: upper.min(1.0), ..usual }
}

/// Fewer replications than this with an event make it rare.
const FEW: u64 = 20;

/// Bounds of a share that few replications see above nothing; none where enough do.
fn if_rare(shares: impl Iterator<Item = f64>, level: f64) -> Option<(f64, f64)> {
    let (mut seen, mut number) = (0, 0);
    let (mut smallest, mut largest) = (f64::INFINITY, 0.0_f64);
    for share in shares {
        number += 1;
        if share > 0.0 {
            seen += 1;
            (smallest, largest) = (share.min(smallest), share.max(largest));
        }
    }
    let replications = super::wilson(seen, number, level);
    match seen {
        FEW.. => None,
        0 => Some((0.0, replications.upper)),
        _ => Some((replications.lower * smallest, replications.upper * largest)),
    }
}

/// An estimate whose error is the mean of these independent parts. Rare events make their distribution lopsided, and the usual
/// interval then ends too low; here the skewness is taken out before the deviate of Student is applied.
///
/// Source: P. Hall, "On the removal of skewness by transformation", Journal of the Royal Statistical Society B 54 (1992), 221-228.
fn around(value: f64, parts: impl Iterator<Item = f64>, level: f64) -> Estimate {
    let parts: Vec<f64> = parts.collect();
    let tally: Tally = parts.iter().copied().collect();
    let usual = Estimate::student(value, tally.variance(), tally.observations(), level);
    let (number, deviation) = (parts.len() as f64, tally.standard_deviation());
    let cube = |x: f64| x * x * x;
    let cubes: f64 = parts.iter().map(|part| cube((part - tally.mean()) / deviation)).sum();
    let skewness = cubes / number;
    if !(usual.half_width().is_finite() && skewness.abs() > 1e-6) {
        return usual;
    }
    let standardised = usual.half_width() / deviation;
    let untransformed = |w: f64| 3.0 / skewness * (libm::cbrt(1.0 + skewness * (w - skewness / (6.0 * number))) - 1.0);
    Estimate {
        lower: value - deviation * untransformed(standardised),
        upper: value - deviation * untransformed(-standardised),
        ..usual
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(values: &[f64]) -> Sums {
        let mut sums = Sums::default();
        values.iter().for_each(|&value| sums.record(value));
        sums
    }

    #[test]
    fn replications_of_one_value_give_the_usual_interval() {
        let values = [3.0, 4.5, 1.0, 7.25, 2.0];
        let tally: Tally = values.into_iter().collect();
        let pooled = pooled_mean(&values.map(|value| sums(&[value])), 0.9);
        let usual = tally.estimate_at(0.9);
        assert!((pooled.mean - usual.mean).abs() < 1e-12);
        // The correction for skewness moves both ends the same way, by less than the interval is wide.
        let moved = [pooled.lower - usual.lower, pooled.upper - usual.upper];
        assert!(moved.iter().all(|&end| end > 0.0 && end < usual.half_width()), "{moved:?}");
    }

    #[test]
    fn longer_replications_weigh_more() {
        let pooled = pooled_mean(&[sums(&[1.0, 1.0, 1.0]), sums(&[5.0])], 0.95);
        assert!((pooled.mean - 2.0).abs() < 1e-12);
    }

    #[test]
    fn the_deviation_is_that_of_all_values_about_their_common_mean() {
        let pooled = pooled_deviation(&[sums(&[2.0, 4.0, 4.0, 4.0]), sums(&[5.0, 5.0, 7.0, 9.0])], 0.95);
        assert!((pooled.mean - 2.0).abs() < 1e-12, "{pooled:?}");
        assert!(pooled.contains(2.0) && pooled.half_width() > 0.0);
    }

    #[test]
    fn the_interval_of_the_deviation_covers_it_about_as_often_as_it_says() {
        // Replications of ten uniforms that share a level: all values are uniform on 0 to 2 in the mean, with this deviation.
        let truth = (1.0_f64 / 12.0 + 1.0 / 12.0).sqrt();
        let mut state = 7_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let mut experiment = || {
            let mut replication = || {
                let level = uniform();
                let mut sums = Sums::default();
                (0..10).for_each(|_| sums.record(level + uniform()));
                sums
            };
            let replications: Vec<Sums> = (0..60).map(|_| replication()).collect();
            pooled_deviation(&replications, 0.95).contains(truth)
        };
        let covered = (0..1000).filter(|_| experiment()).count() as f64 / 1000.0;
        assert!((covered - 0.95).abs() < 0.025, "{covered}");
    }

    #[test]
    fn intervals_of_rare_events_cover_about_as_often_as_they_say() {
        // Most replications see nothing, a few see much: squares of cubes of uniforms, mean 1 / 10.
        let mut state = 11_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let (mut corrected, mut usual) = (0, 0);
        for _ in 0..2000 {
            let replications: Vec<Sums> = (0..40).map(|_| sums(&[uniform().powi(9)])).collect();
            corrected += usize::from(pooled_mean(&replications, 0.99).contains(0.1));
            let tally: Tally = replications.iter().map(|sums| sums.total).collect();
            usual += usize::from(tally.estimate_at(0.99).contains(0.1));
        }
        assert!(corrected > usual && (1960..=1999).contains(&corrected), "{corrected} {usual}");
    }

    #[test]
    fn no_value_says_nothing_and_one_value_has_no_spread() {
        assert!(pooled_mean(&[], 0.95).mean.is_nan());
        assert!(pooled_mean(&[Sums::default(), Sums::default()], 0.95).mean.is_nan());
        assert_eq!(pooled_deviation(&[sums(&[3.0]), sums(&[3.0])], 0.95).mean, 0.0);
        assert!(pooled_deviation(&[Sums::default(), Sums::default()], 0.95).mean.is_nan());
    }

    #[test]
    fn an_event_that_nobody_saw_may_be_rare_and_one_that_all_saw_may_be_usual() {
        let replications = |share: f64| vec![Sums { values: 1000.0, total: 1000.0 * share, squares: 0.0 }; 50];
        let never = pooled_share(&replications(0.0), 0.99);
        assert!(never.lower == 0.0 && never.contains(0.001) && !never.contains(0.2), "{never:?}");
        let always = pooled_share(&replications(1.0), 0.99);
        assert!(always.upper == 1.0 && always.contains(0.999) && !always.contains(0.8), "{always:?}");
        // One replication of fifty saw it half of the time.
        let mut once = replications(0.0);
        once[7].total = 500.0;
        let once = pooled_share(&once, 0.99);
        assert!(once.contains(0.01) && once.contains(0.05) && !once.contains(0.12), "{once:?}");
        // What many have seen needs no widening.
        let half = pooled_share(&replications(0.5), 0.99);
        assert_eq!((half.lower, half.upper), (0.5, 0.5));
    }
}
