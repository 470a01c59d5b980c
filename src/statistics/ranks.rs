//! Whether two numbers rise and fall together, whatever their scales.

use super::Estimate;
use super::interval::normal_deviate;

/// Spearman's rank correlation of pairs, from -1 to 1, with its 95 % interval; equal values share their ranks. NaN where one of
/// the two does not vary, or there are fewer than four pairs.
///
/// The interval is that of Fisher's transformation with the standard error of D. G. Bonett and T. A. Wright, "Sample size
/// requirements for estimating Pearson, Kendall and Spearman correlations", Psychometrika 65 (2000), 23-28.
///
/// ```
/// use dtoc::statistics::rank_correlation;
///
/// let squares: Vec<(f64, f64)> = (1..=20).map(|x| (f64::from(x), f64::from(x * x))).collect();
/// assert_eq!(rank_correlation(&squares).mean, 1.0);
/// ```
#[must_use]
pub fn rank_correlation(pairs: &[(f64, f64)]) -> Estimate {
    let first = ranks(pairs.iter().map(|pair| pair.0));
    let second = ranks(pairs.iter().map(|pair| pair.1));
    let number = pairs.len() as f64;
    let middle = (number + 1.0) / 2.0;
    let sum = |one: &[f64], other: &[f64]| -> f64 {
        one.iter().zip(other).map(|(one, other)| (one - middle) * (other - middle)).sum()
    };
    let scale = (sum(&first, &first) * sum(&second, &second)).sqrt();
    if pairs.len() < 4 || scale == 0.0 {
        return Estimate::student(f64::NAN, f64::NAN, 0, 0.95);
    }
    let correlation = (sum(&first, &second) / scale).clamp(-1.0, 1.0);
    let error = ((1.0 + correlation * correlation / 2.0) / (number - 3.0)).sqrt();
    let reach = tanh(normal_deviate(0.95) * error);
    // What atanh, a step on its scale and tanh come to.
    let moved = |by: f64| (correlation + by) / (1.0 + correlation * by);
    Estimate {
        mean: correlation,
        lower: moved(-reach),
        upper: moved(reach),
        level: 0.95,
        replications: pairs.len() as u64,
    }
}

/// The rank of each value, 1 for the smallest; equal values have the mean of their ranks.
fn ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let values: Vec<f64> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&one, &other| values[one].total_cmp(&values[other]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for equal in order.chunk_by(|&one, &other| values[one] == values[other]) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        equal.iter().for_each(|&at| ranks[at] = rank);
        before += equal.len();
    }
    ranks
}

/// The hyperbolic tangent by Lambert's continued fraction: arithmetic alone, so the same to the last digit everywhere.
fn tanh(x: f64) -> f64 {
    let below = (1..40).rev().fold(81.0, |below, step| f64::from(2 * step - 1) + x * x / below);
    x / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tangent_is_that_of_the_platform() {
        for x in [0.0, 1e-6, 0.1, 0.5, 1.0, 2.0, 4.0, -0.7] {
            assert!((tanh(x) - f64::tanh(x)).abs() < 1e-12, "{x}");
        }
    }

    #[test]
    fn ties_share_their_ranks() {
        assert_eq!(ranks([3.0, 1.0, 3.0, 2.0].into_iter()), [3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn a_published_example_is_found() {
        // IQ and hours of television a week: the example of a hundred textbooks, rho = -29/165.
        let iq = [106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0];
        let hours = [7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0];
        let pairs: Vec<(f64, f64)> = iq.into_iter().zip(hours).collect();
        let found = rank_correlation(&pairs);
        assert!((found.mean + 29.0 / 165.0).abs() < 1e-12, "{found:?}");
        // Fisher's transformation with the error above: atanh(-0.17576) -+ 1.95996 x sqrt((1 + 0.17576^2 / 2) / 7).
        let half = 1.959_964 * ((1.0 + found.mean * found.mean / 2.0) / 7.0_f64).sqrt();
        let expected = [found.mean.atanh() - half, found.mean.atanh() + half].map(f64::tanh);
        assert!((found.lower - expected[0]).abs() < 1e-6 && (found.upper - expected[1]).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        for pairs in [vec![(1.0, 2.0); 9], vec![(1.0, 2.0), (2.0, 3.0), (3.0, 4.0)], Vec::new()] {
            assert!(rank_correlation(&pairs).mean.is_nan());
        }
    }

    #[test]
    fn intervals_stay_within_their_scale() {
        let rising: Vec<(f64, f64)> = (0..5).map(|x| (f64::from(x), f64::from(x))).collect();
        let found = rank_correlation(&rising);
        assert!(found.lower >= -1.0 && found.upper <= 1.0 && found.mean == 1.0, "{found:?}");
    }
}
