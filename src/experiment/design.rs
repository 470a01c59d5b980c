//! At which values of the quantities of a scenario to simulate it.

use serde::Serialize;

use crate::random::Key;

/// How the points of a sweep were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Design {
    /// The values of one quantity, in order.
    Values,
    /// Every combination of the values of several quantities.
    Grid,
    /// Points spread over the ranges of the quantities: [`latin_hypercube`].
    LatinHypercube,
}

/// The family of draws of a Latin hypercube, apart from those of replications.
const HYPERCUBE: u64 = u64::MAX;

/// How many values [`steps`] gives; none where the step is nothing, leads away from `to`, or a number is not finite.
pub fn count_of_steps(from: f64, to: f64, step: f64) -> Option<u64> {
    let steps = (to - from) / step;
    // A last step that is short by rounding alone is a step.
    let is_sound = steps.is_finite() && steps >= 0.0 && step != 0.0;
    is_sound.then(|| ((steps + 1e-9).floor() as u64).saturating_add(1))
}

/// `from`, `from + step` … as far as `to`; empty where [`count_of_steps`] is none.
///
/// ```
/// use dtoc::experiment::design::steps;
///
/// assert_eq!(steps(0.1, 0.5, 0.1), [0.1, 0.2, 0.3, 0.4, 0.5]);
/// assert_eq!(steps(3.0, 0.0, -2.0), [3.0, 1.0]);
/// ```
pub fn steps(from: f64, to: f64, step: f64) -> Vec<f64> {
    let count = count_of_steps(from, to, step).unwrap_or(0);
    (0..count).map(|at| tidy(from + at as f64 * step)).collect()
}

/// Every combination of the values of these axes; those of the last axis follow one another.
pub fn grid(axes: &[Vec<f64>]) -> Vec<Vec<f64>> {
    axes.iter().fold(vec![Vec::new()], |points, axis| {
        let with = |point: &Vec<f64>, value: f64| point.iter().copied().chain([value]).collect();
        points.iter().flat_map(|point| axis.iter().map(move |&value| with(point, value))).collect()
    })
}

/// A Latin hypercube: of `samples` equal parts of each range, each holds exactly one point. The same seed gives the same points.
///
/// Source: M. D. McKay, R. J. Beckman and W. J. Conover, "A comparison of three methods for selecting values of input variables
/// in the analysis of output from a computer code", Technometrics 21 (1979), 239-245.
pub fn latin_hypercube(ranges: &[(f64, f64)], samples: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut points = vec![Vec::with_capacity(ranges.len()); samples];
    for (axis, &(from, to)) in ranges.iter().enumerate() {
        let key = Key::root(seed).child(HYPERCUBE).child(axis as u64);
        let (order, within) = (key.child(0), key.child(1));
        let mut parts: Vec<usize> = (0..samples).collect();
        for last in (1..samples).rev() {
            // The product is below last + 1: a uniform draw is below 1.
            parts.swap(last, (order.uniform(last as u64) * (last + 1) as f64) as usize);
        }
        for (at, (point, part)) in points.iter_mut().zip(parts).enumerate() {
            let share = (part as f64 + within.uniform(at as u64)) / samples as f64;
            point.push(tidy(from + share * (to - from)));
        }
    }
    points
}

/// The number without what rounding in binary adds to a decimal number.
fn tidy(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn steps_end_at_or_before_the_end() {
        assert_eq!(steps(80.0, 140.0, 10.0), [80.0, 90.0, 100.0, 110.0, 120.0, 130.0, 140.0]);
        assert_eq!(steps(0.0, 1.0, 0.3), [0.0, 0.3, 0.6, 0.9]);
        assert_eq!(steps(0.0, 0.3, 0.1).len(), 4);
        for (from, to, step) in [(1.0, 2.0, -1.0), (2.0, 1.0, 1.0), (1.0, 2.0, 0.0), (1.0, f64::NAN, 1.0)] {
            assert_eq!(count_of_steps(from, to, step), None, "{from} {to} {step}");
            assert!(steps(from, to, step).is_empty());
        }
        assert_eq!(count_of_steps(0.0, 1e300, 1e-300), None, "more than can be counted");
    }

    #[test]
    fn a_grid_has_every_combination_once_the_last_axis_fastest() {
        let points = grid(&[vec![1.0, 2.0], vec![5.0, 6.0, 7.0]]);
        assert_eq!(points, [[1.0, 5.0], [1.0, 6.0], [1.0, 7.0], [2.0, 5.0], [2.0, 6.0], [2.0, 7.0]]);
    }

    #[test]
    fn a_hypercube_depends_on_its_seed_alone() {
        let ranges = [(0.0, 1.0), (5.0, 9.0)];
        assert_eq!(latin_hypercube(&ranges, 30, 7), latin_hypercube(&ranges, 30, 7));
        assert_ne!(latin_hypercube(&ranges, 30, 7), latin_hypercube(&ranges, 30, 8));
        let points = latin_hypercube(&ranges, 1_000, 7);
        let product: f64 = points.iter().map(|point| (point[0] - 0.5) * (point[1] - 7.0)).sum::<f64>() / 1_000.0;
        // The axes have nothing to do with one another: within 4 standard errors of a product of uniform numbers.
        assert!(product.abs() < 4.0 * (1.0 / 12.0 * 16.0 / 12.0 / 1_000.0_f64).sqrt(), "{product}");
    }

    proptest! {
        #[test]
        fn each_part_of_each_range_holds_one_point_of_a_hypercube(samples in 1..200_usize, seed: u64) {
            let ranges = [(0.0, 1.0), (-3.0, 5.0), (10.0, 2.0)];
            let points = latin_hypercube(&ranges, samples, seed);
            prop_assert_eq!(points.len(), samples);
            for (axis, (from, to)) in ranges.into_iter().enumerate() {
                let part = |point: &Vec<f64>| ((point[axis] - from) / (to - from) * samples as f64).floor() as usize;
                let mut parts: Vec<usize> = points.iter().map(part).collect();
                parts.sort_unstable();
                prop_assert_eq!(parts, (0..samples).collect::<Vec<_>>());
            }
        }
    }
}
