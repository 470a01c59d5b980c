//! Intervals.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};
use std::cell::Cell;

use serde::Serialize;

/// A number and how well it is known.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The number itself; NaN when there was no observation.
    pub mean: f64,
    /// Lower end of the confidence interval; minus infinity when it cannot be told (fewer than two observations).
    pub lower: f64,
    /// Upper end of the confidence interval; infinity when it cannot be told.
    pub upper: f64,
    /// Confidence level, 0.95 unless asked otherwise.
    pub level: f64,
    /// Number of observations behind it.
    pub replications: u64,
}

impl Estimate {
    /// A mean known from `replications` observations with this variance, by Student's distribution.
    pub(super) fn student(mean: f64, variance: f64, replications: u64, level: f64) -> Self {
        if replications < 2 {
            return Self { mean, lower: f64::NEG_INFINITY, upper: f64::INFINITY, level, replications };
        }
        let half_width = if variance == 0.0 {
            0.0
        } else {
            student_deviate(level, replications - 1) * (variance / replications as f64).sqrt()
        };
        Self { mean, lower: mean - half_width, upper: mean + half_width, level, replications }
    }

    /// Half the width of the interval.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        (self.upper - self.lower) / 2.0
    }

    /// Whether the interval contains this value.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// Wilson score interval of a share: sensible for few trials and for shares of 0 and 1, where the usual one has no
/// width. The mean is the plain share. Without any trial the mean is NaN and the ends are infinite; a level of 1
/// gives 0 to 1.
///
/// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
/// American Statistical Association 22 (1927), 209-212; recommended by Brown, Cai and DasGupta (2001).
///
/// ```
/// use dtoc::statistics::wilson;
///
/// let share = wilson(0, 10, 0.95);
/// assert_eq!((share.mean, share.lower), (0.0, 0.0));
/// assert!((share.upper - 0.2775).abs() < 1e-4);
/// ```
#[must_use]
pub fn wilson(successes: u64, trials: u64, level: f64) -> Estimate {
    if trials == 0 {
        return Estimate::student(f64::NAN, f64::NAN, 0, level);
    }
    let successes = successes.min(trials);
    let count = trials as f64;
    let share = successes as f64 / count;
    let deviate = normal_deviate(level);
    if !deviate.is_finite() {
        return Estimate { mean: share, lower: 0.0, upper: 1.0, level, replications: trials };
    }
    let square = deviate * deviate / count;
    let centre = (share + square / 2.0) / (1.0 + square);
    let reach = deviate / (1.0 + square) * (share * (1.0 - share) / count + square / (4.0 * count)).sqrt();
    // At the ends rounding must not take the interval off the share itself.
    let lower = if successes == 0 { 0.0 } else { (centre - reach).max(0.0) };
    let upper = if successes == trials { 1.0 } else { (centre + reach).min(1.0) };
    Estimate { mean: share, lower, upper, level, replications: trials }
}

/// Probability outside a two-sided interval, half of it on either side.
fn tail(level: f64) -> f64 {
    0.5 * (1.0 - level.clamp(0.0, 1.0))
}

/// Standard deviations on either side of the mean that a normal interval takes.
pub(super) fn normal_deviate(level: f64) -> f64 {
    let tail = tail(level);
    if tail > 0.0 { -Normal::standard().inverse_cdf(tail) } else { deviate_without_tail(tail) }
}

/// Standard errors on either side of the mean that a Student interval takes.
///
/// With few degrees of freedom the quantile is found by iteration and takes microseconds, and a report asks for the
/// same one thousands of times in a row, so the last answer is kept.
fn student_deviate(level: f64, freedom: u64) -> f64 {
    thread_local! {
        static LAST: Cell<(f64, u64, f64)> = const { Cell::new((f64::NAN, 0, f64::NAN)) };
    }
    let (last_level, last_freedom, last_deviate) = LAST.get();
    if last_level == level && last_freedom == freedom {
        return last_deviate;
    }
    let tail = tail(level);
    let deviate = match StudentsT::new(0.0, 1.0, freedom as f64) {
        _ if freedom >= MANY => expanded(normal_deviate(level), freedom as f64),
        Ok(student) if tail > 0.0 => -student.inverse_cdf(tail),
        _ => deviate_without_tail(tail),
    };
    LAST.set((level, freedom, deviate));
    deviate
}

/// Degrees of freedom from which the expansion is used: the iteration slows down and at some millions does not end.
const MANY: u64 = 200;

/// A quantile of Student's distribution from the normal one, in powers of 1 / freedom.
///
/// Source: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
fn expanded(z: f64, freedom: f64) -> f64 {
    if z.is_infinite() {
        return z;
    }
    let square = z * z;
    let first = z * (square + 1.0) / 4.0;
    let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
    let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
    let fourth = z * ((((79.0 * square + 776.0) * square + 1482.0) * square - 1920.0) * square - 945.0) / 92_160.0;
    z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom
}

/// Certainty takes an infinite interval; a level that is no number gives an interval that is none.
fn deviate_without_tail(tail: f64) -> f64 {
    if tail.is_nan() { f64::NAN } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn student_deviates_agree_with_tables() {
        // NIST/SEMATECH handbook 1.3.6.7.2; R: qt(0.975, 1e6).
        for (level, freedom, expected) in [
            (0.95, 1, 12.706),
            (0.95, 2, 4.303),
            (0.95, 10, 2.228),
            (0.95, 30, 2.042),
            (0.95, 100, 1.984),
            (0.95, 1_000_000, 1.960),
            (0.99, 5, 4.032),
            (0.90, 20, 1.725),
            (0.999, 3, 12.924),
        ] {
            let found = student_deviate(level, freedom);
            assert!((found - expected).abs() < 6e-4, "{level} {freedom}: {found}");
        }
    }

    #[test]
    fn student_deviates_agree_with_closed_forms() {
        // With 1 degree of freedom tan(pi level / 2), with 2 level * sqrt(2 / (1 - level^2)).
        for level in [0.5, 0.8, 0.95, 0.99] {
            let one = (std::f64::consts::FRAC_PI_2 * level).tan();
            let two = level * (2.0 / (1.0 - level * level)).sqrt();
            assert!((student_deviate(level, 1) / one - 1.0).abs() < 1e-8);
            assert!((student_deviate(level, 2) / two - 1.0).abs() < 1e-8);
        }
    }

    #[test]
    fn the_expansion_meets_the_iteration() {
        for level in [0.5, 0.9, 0.95, 0.99, 0.999] {
            for freedom in [200.0, 250.0, 1000.0] {
                let exact = -StudentsT::new(0.0, 1.0, freedom).unwrap().inverse_cdf(tail(level));
                let found = expanded(normal_deviate(level), freedom);
                assert!((found / exact - 1.0).abs() < 1e-8, "{level} {freedom}: {found} {exact}");
            }
        }
    }

    #[test]
    fn deviates_fall_towards_the_normal_one_as_observations_grow() {
        for level in [0.5, 0.8, 0.95, 0.999] {
            let deviates: Vec<f64> = (1..=400).map(|freedom| student_deviate(level, freedom)).collect();
            assert!(deviates.windows(2).all(|pair| pair[0] > pair[1]), "{level}");
            for freedom in [1_u64 << 20, 1 << 40, 1 << 60, u64::MAX] {
                assert!((student_deviate(level, freedom) - normal_deviate(level)).abs() < 1e-5, "{level} {freedom}");
            }
        }
    }

    #[test]
    fn wilson_intervals_agree_with_published_ones() {
        // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
        // table I.
        for (successes, trials, lower, upper) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let found = wilson(successes, trials, 0.95);
            assert!((found.lower - lower).abs() < 6e-5, "{found:?}");
            assert!((found.upper - upper).abs() < 6e-5, "{found:?}");
            assert_eq!(found.replications, trials);
        }
    }

    #[test]
    fn wilson_intervals_mirror() {
        for successes in 0..=17 {
            let (one, other) = (wilson(successes, 17, 0.9), wilson(17 - successes, 17, 0.9));
            assert!((one.lower - (1.0 - other.upper)).abs() < 1e-12);
            assert!(one.contains(one.mean) && one.lower >= 0.0 && one.upper <= 1.0);
        }
    }

    #[test]
    fn no_trial_says_nothing() {
        let nothing = wilson(0, 0, 0.95);
        assert!(nothing.mean.is_nan() && nothing.contains(0.3) && nothing.half_width().is_infinite());
        assert_eq!(nothing.replications, 0);
    }

    #[test]
    fn odd_levels_do_not_panic() {
        assert_eq!((wilson(3, 10, 1.0).lower, wilson(3, 10, 2.0).upper), (0.0, 1.0));
        assert!(wilson(3, 10, 0.0).half_width() < 1e-12);
        assert_eq!((wilson(3, 10, f64::NAN).lower, wilson(3, 10, f64::NAN).upper), (0.0, 1.0));
        assert!(wilson(30, 10, 0.95).upper <= 1.0);
        assert!(Estimate::student(1.0, 1.0, 10, 1.0).half_width().is_infinite());
        assert!(Estimate::student(1.0, 1.0, 10, 0.0).half_width().abs() < 1e-6);
        assert!(Estimate::student(1.0, 1.0, 10, f64::NAN).lower.is_nan());
    }

    #[test]
    fn wilson_covers_the_true_share_about_as_often_as_it_says() {
        // Coverage computed, not simulated: the sum of binomial probabilities of the counts whose interval has the
        // share.
        for (share, trials) in [(0.1, 50_u64), (0.3, 20), (0.5, 100)] {
            let mut probability = (1.0_f64 - share).powi(trials as i32);
            let mut covered = 0.0;
            for successes in 0..=trials {
                if wilson(successes, trials, 0.95).contains(share) {
                    covered += probability;
                }
                probability *= (trials - successes) as f64 / (successes + 1) as f64 * share / (1.0 - share);
            }
            assert!((0.93..0.985).contains(&covered), "{share} of {trials}: {covered}");
        }
    }

    #[test]
    fn student_intervals_cover_the_true_mean_about_as_often_as_they_say() {
        // Sums of twelve uniforms are as good as normal; the generator is that of Numerical Recipes, 7.1.
        let mut state = 1_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let mut deviate = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        let covered = (0..4000).filter(|_| {
            let tally: super::super::Tally = (0..8).map(|_| deviate()).collect();
            tally.estimate().contains(0.0)
        });
        let share = covered.count() as f64 / 4000.0;
        assert!((share - 0.95).abs() < 0.012, "{share}");
    }
}
