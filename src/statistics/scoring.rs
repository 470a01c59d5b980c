//! Scores of forecasts, compared between two forecasters.

use super::Estimate;

/// The mean of differences between the scores of two forecasters, in the order of the origins they forecast from, with its 95 %
/// interval. Forecasts whose windows overlap fail together: each shares months with the `overlap` origins after it, and the interval
/// allows for it, with Student's distribution for few origins. It is never narrower than for origins that have nothing in common, and
/// infinite where there are too few of them to tell.
///
/// Source: F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy", Journal of Business & Economic Statistics 13 (1995),
/// 253-263; for few forecasts D. Harvey, S. Leybourne and P. Newbold, "Testing the equality of prediction mean squared errors",
/// International Journal of Forecasting 13 (1997), 281-291, equation 8.
#[must_use]
pub(crate) fn mean_difference_of_scores(differences: &[f64], overlap: usize) -> Estimate {
    let count = differences.len();
    let n = count as f64;
    let mean = differences.iter().sum::<f64>() / n;
    if count < 2 || overlap >= count {
        return Estimate::student(mean, f64::NAN, (count as u64).min(1), 0.95);
    }
    let together = |lag: usize| {
        let pairs = differences.iter().zip(&differences[lag..]);
        pairs.map(|(one, other)| (one - mean) * (other - mean)).sum::<f64>() / n
    };
    let independent = together(0) * n / (n - 1.0);
    let steps = overlap as f64 + 1.0;
    let correction = (n + 1.0 - 2.0 * steps + steps * (steps - 1.0) / n) / n;
    if correction <= 0.0 {
        return Estimate::student(mean, f64::NAN, 1, 0.95);
    }
    let dependent = (together(0) + 2.0 * (1..=overlap).map(together).sum::<f64>()) / correction;
    Estimate::student(mean, dependent.max(independent), count as u64, 0.95)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Tally;

    #[test]
    fn without_overlap_the_interval_is_that_of_the_paired_t_test() {
        let differences = [-1.2, -2.4, -1.3, -1.3, 0.0, -1.0, -1.8, -0.8, -4.6, -1.4];
        let found = mean_difference_of_scores(&differences, 0);
        let paired = differences.into_iter().collect::<Tally>().estimate();
        assert!((found.mean - paired.mean).abs() < 1e-12 && (found.upper - paired.upper).abs() < 1e-9);
    }

    #[test]
    fn origins_that_fail_together_are_worth_fewer() {
        // Three runs of three: as good as three independent origins, and the interval is wider than that of nine.
        let together = [1.0, 1.1, 0.9, -0.5, -0.4, -0.6, 0.2, 0.3, 0.1];
        let (with, without) = (mean_difference_of_scores(&together, 2), mean_difference_of_scores(&together, 0));
        assert!(with.half_width() > 1.4 * without.half_width(), "{with:?} {without:?}");
        assert_eq!(with.mean, without.mean);
        // Origins that alternate would make it narrower, and must not.
        let alternating = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0];
        let plain = mean_difference_of_scores(&alternating, 0);
        assert!((mean_difference_of_scores(&alternating, 1).half_width() - plain.half_width()).abs() < 1e-12);
    }

    #[test]
    fn the_correction_for_few_origins_is_that_of_harvey_and_others() {
        // n = 6, h = 2: (6 + 1 - 4 + 2 / 6) / 6 = 5 / 9.
        let differences = [2.0, 1.5, 1.0, -1.0, -0.5, 0.0];
        let mean = 0.5;
        let gamma = |lag: usize| -> f64 {
            (lag..6).map(|i| (differences[i] - mean) * (differences[i - lag] - mean)).sum::<f64>() / 6.0
        };
        let variance = (gamma(0) + 2.0 * gamma(1)) / (5.0 / 9.0) / 6.0;
        // R: qt(0.975, 5).
        let half_width = 2.570_582 * variance.sqrt();
        assert!((mean_difference_of_scores(&differences, 1).half_width() - half_width).abs() < 1e-5);
    }

    #[test]
    fn too_few_origins_tell_nothing() {
        for (differences, overlap) in [(vec![1.0], 0), (vec![1.0, 2.0], 1), (vec![1.0, 2.0], 4), (vec![], 0)] {
            assert!(mean_difference_of_scores(&differences, overlap).half_width().is_infinite(), "{differences:?}");
        }
        assert_eq!(mean_difference_of_scores(&[1.0], 0).mean, 1.0);
    }
}
