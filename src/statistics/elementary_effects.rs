//! Which of many quantities a result depends on, and whether they act together: elementary effects.
//!
//! A trajectory changes every quantity once, in random order, from a random point. What the result changes by at such a step,
//! divided by the length of the step (a share of the range), is an elementary effect. Over trajectories their mean size says how
//! much a quantity matters; how much they differ says whether its effect depends on where the others, and it itself, stand.
//!
//! A simulated result has chance in it. Each trajectory is therefore replicated, with the same random numbers along the whole of
//! it: what the replications of one step differ by is chance, and is told apart from what the steps differ by.
//!
//! Sources: M. D. Morris, "Factorial sampling plans for preliminary computational experiments", Technometrics 33 (1991), 161-174;
//! F. Campolongo, J. Cariboni and A. Saltelli, "An effective screening design for sensitivity analysis of large models",
//! Environmental Modelling and Software 22 (2007), 1509-1518 (the mean of sizes, mu*); B. Efron and R. J. Tibshirani, An
//! Introduction to the Bootstrap (1993), chapter 13 (intervals by percentiles, over whole trajectories).

use serde::Serialize;

use super::{Estimate, Tally};

/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// What elementary effects say about one quantity. Effects are in units of the result, over the whole range of the quantity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ElementaryEffects {
    /// Mean of the effects (mu), with its interval: effects of different signs cancel.
    pub mean: Estimate,
    /// Mean of the sizes of the effects (mu*), with its interval. Chance alone makes it larger than nothing.
    pub mean_size: Estimate,
    /// Standard deviation of the effects (sigma), with its interval. Chance is in it.
    pub deviation: Estimate,
    /// Standard deviation that chance alone gives an effect; NaN with one replication of each trajectory.
    pub chance: f64,
    /// Mean of the squared effects with no chance in it, with its interval: products of different replications. NaN with one
    /// replication of each trajectory.
    pub mean_square: Estimate,
    /// Variance of the effects less that of chance, with its interval: how far the effect depends on where everything stands.
    pub interaction: Estimate,
}

impl ElementaryEffects {
    /// From the effects of one quantity: for each trajectory, for each of its replications. `resamples` are lists of as many
    /// positions of trajectories each, drawn with replacement, from which the intervals are made.
    #[must_use]
    pub fn of(effects: &[Vec<f64>], resamples: &[Vec<usize>]) -> Self {
        let steps: Vec<Step> = effects.iter().map(|replications| Step::of(replications)).collect();
        let all: Vec<usize> = (0..steps.len()).collect();
        let found = Moments::of(&steps, &all);
        let again: Vec<Moments> = resamples.iter().map(|resample| Moments::of(&steps, resample)).collect();
        let estimate = |value: fn(&Moments) -> f64| {
            let mut values: Vec<f64> = again.iter().map(value).filter(|value| !value.is_nan()).collect();
            values.sort_by(f64::total_cmp);
            percentiles(value(&found), &values, steps.len() as u64)
        };
        Self {
            mean: estimate(|moments| moments.mean),
            mean_size: estimate(|moments| moments.mean_size),
            deviation: estimate(|moments| moments.variance.sqrt()),
            chance: found.chance.sqrt(),
            mean_square: estimate(|moments| moments.mean_square),
            interaction: estimate(|moments| moments.variance - moments.chance),
        }
    }

    /// The mean size that chance alone would give, if the quantity had no effect at all (effects of chance taken as normal).
    #[must_use]
    pub fn mean_size_by_chance(&self) -> f64 {
        self.chance * std::f64::consts::FRAC_2_PI.sqrt()
    }

    /// Whether the quantity has an effect, beyond chance.
    #[must_use]
    pub fn is_beyond_chance(&self) -> bool {
        self.mean_square.lower > 0.0
    }

    /// Whether its effect depends on where the others, or it itself, stand, beyond chance.
    #[must_use]
    pub fn depends_on_others(&self) -> bool {
        self.is_beyond_chance() && self.interaction.lower > 0.0
    }

    /// Share of the variance of the effects that is chance, from 0 to 1.
    #[must_use]
    pub fn share_of_chance(&self) -> f64 {
        let variance = self.deviation.mean * self.deviation.mean;
        if variance > 0.0 { (self.chance * self.chance / variance).min(1.0) } else { 0.0 }
    }

    /// Standard deviation of the effects without chance.
    #[must_use]
    pub fn deviation_without_chance(&self) -> f64 {
        self.interaction.mean.max(0.0).sqrt()
    }
}

/// One step of one trajectory, over its replications.
struct Step {
    mean: f64,
    /// Variance of that mean by chance.
    chance: f64,
    /// Mean product of two different replications.
    product: f64,
}

impl Step {
    fn of(replications: &[f64]) -> Self {
        let tally: Tally = replications.iter().copied().collect();
        let count = replications.len() as f64;
        let chance = tally.variance() / count;
        // The square of a mean is larger than that of what it estimates by its variance.
        Self { mean: tally.mean(), chance, product: tally.mean() * tally.mean() - chance }
    }
}

/// What is averaged over trajectories.
struct Moments {
    mean: f64,
    mean_size: f64,
    variance: f64,
    chance: f64,
    mean_square: f64,
}

impl Moments {
    fn of(steps: &[Step], chosen: &[usize]) -> Self {
        let over = |value: fn(&Step) -> f64| -> Tally { chosen.iter().map(|&at| value(&steps[at])).collect() };
        let effects = over(|step| step.mean);
        // Without a second replication nothing tells chance, and no tally takes what is not a number.
        Self {
            mean: effects.mean(),
            mean_size: over(|step| step.mean.abs()).mean(),
            variance: effects.variance(),
            chance: over(|step| step.chance).mean(),
            mean_square: over(|step| step.product).mean(),
        }
    }
}

/// The interval between percentiles of what resampling gave; values in order.
fn percentiles(found: f64, values: &[f64], trajectories: u64) -> Estimate {
    let tail = (1.0 - LEVEL) / 2.0;
    let at = |share: f64| values[((share * values.len() as f64) as usize).min(values.len() - 1)];
    let is_known = !values.is_empty() && trajectories >= 2;
    let (lower, upper) = if is_known { (at(tail), at(1.0 - tail)) } else { (f64::NEG_INFINITY, f64::INFINITY) };
    Estimate { mean: found, lower, upper, level: LEVEL, replications: trajectories }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator of Numerical Recipes, 7.1.
    struct Uniform(u64);

    impl Uniform {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as f64 / (1_u64 << 31) as f64
        }

        fn below(&mut self, end: usize) -> usize {
            (self.next() * end as f64) as usize
        }

        /// Sums of twelve uniforms are as good as normal.
        fn normal(&mut self) -> f64 {
            (0..12).map(|_| self.next()).sum::<f64>() - 6.0
        }

        fn resamples(&mut self, trajectories: usize) -> Vec<Vec<usize>> {
            (0..1_000).map(|_| (0..trajectories).map(|_| self.below(trajectories)).collect()).collect()
        }
    }

    /// Elementary effects of every input of a function on a grid of four levels, by trajectories as Morris has them, with normal
    /// noise of this deviation on every value of the function.
    fn screened(
        inputs: usize,
        trajectories: usize,
        noise: f64,
        function: impl Fn(&[f64]) -> f64,
    ) -> Vec<ElementaryEffects> {
        let mut uniform = Uniform(5);
        let mut effects = vec![Vec::new(); inputs];
        for _ in 0..trajectories {
            let lower: Vec<f64> = (0..inputs).map(|_| uniform.below(2) as f64 / 3.0).collect();
            let mut is_up: Vec<bool> = (0..inputs).map(|_| uniform.below(2) == 1).collect();
            let point = |is_up: &[bool]| -> Vec<f64> {
                lower.iter().zip(is_up).map(|(lower, up)| lower + if *up { 2.0 / 3.0 } else { 0.0 }).collect()
            };
            let mut order: Vec<usize> = (0..inputs).collect();
            (1..inputs).rev().for_each(|last| order.swap(last, uniform.below(last + 1)));
            let value = |is_up: &[bool], uniform: &mut Uniform| -> Vec<f64> {
                (0..2).map(|_| function(&point(is_up)) + noise * uniform.normal()).collect()
            };
            let mut before = value(&is_up, &mut uniform);
            for input in order {
                is_up[input] = !is_up[input];
                let after = value(&is_up, &mut uniform);
                let step = if is_up[input] { 2.0 / 3.0 } else { -2.0 / 3.0 };
                effects[input].push(after.iter().zip(&before).map(|(after, before)| (after - before) / step).collect());
                before = after;
            }
        }
        let resamples = uniform.resamples(trajectories);
        effects.iter().map(|effects| ElementaryEffects::of(effects, &resamples)).collect()
    }

    #[test]
    fn a_straight_line_has_its_slopes_and_no_interactions() {
        let found = screened(3, 10, 0.0, |x| 4.0 * x[0] - 2.0 * x[1]);
        for (found, slope) in found.iter().zip([4.0, -2.0, 0.0_f64]) {
            assert!((found.mean.mean - slope).abs() < 1e-12 && (found.mean_size.mean - slope.abs()).abs() < 1e-12);
            assert!(found.deviation.mean < 1e-12 && found.chance < 1e-12, "{found:?}");
        }
        assert!(found[0].is_beyond_chance() && found[1].is_beyond_chance() && !found[2].is_beyond_chance());
    }

    #[test]
    fn the_g_function_of_sobol_is_screened_as_computed() {
        // g is a product of (|4 x - 2| + a) / (1 + a). On the grid 0, 1/3, 2/3, 1 the first part is 2 at the ends and 2/3 inside, so a
        // step of 2/3 changes a factor by 4/3 / (1 + a), either way. Source of g: Saltelli and others, Global Sensitivity Analysis:
        // the Primer (2008), section 3.6.
        const A: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];
        let factor = |x: f64, a: f64| ((4.0 * x - 2.0).abs() + a) / (1.0 + a);
        let found = screened(6, 400, 0.0, |x| x.iter().zip(A).map(|(x, a)| factor(*x, a)).product());
        for (at, found) in found.iter().enumerate() {
            let others = || A.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, a)| *a);
            let own = 2.0 / (1.0 + A[at]);
            let size: f64 = own * others().map(|a| (4.0 / 3.0 + a) / (1.0 + a)).product::<f64>();
            let square = |a: f64| ((2.0 + a).powi(2) + (2.0 / 3.0 + a).powi(2)) / 2.0 / (1.0 + a).powi(2);
            let deviation = (own * own * others().map(square).product::<f64>()).sqrt();
            // Eighteen intervals of 95 %: some may miss, but none by half its half-width.
            let is_near = |found: &Estimate, value: f64| (found.mean - value).abs() < 1.5 * found.half_width();
            assert!(is_near(&found.mean_size, size), "{at}: {:?}, not {size}", found.mean_size);
            assert!(is_near(&found.deviation, deviation), "{at}: {:?}, not {deviation}", found.deviation);
            assert!(is_near(&found.mean, 0.0), "{at}: {:?}", found.mean);
            assert!(found.is_beyond_chance() && found.depends_on_others());
        }
    }

    #[test]
    fn the_function_of_morris_falls_into_his_groups() {
        // Morris (1991), section 4: of twenty inputs the first seven matter and act together, 8 to 10 act in proportion, the rest
        // hardly matter. His remaining coefficients are standard normal; here they are (-1)^i and (-1)^(i + j), as in the R package
        // `sensitivity`.
        let function = |x: &[f64]| {
            let w: Vec<f64> = x
                .iter()
                .enumerate()
                .map(
                    |(at, x)| if [2, 4, 6].contains(&at) { 2.0 * (1.1 * x / (x + 0.1) - 0.5) } else { 2.0 * (x - 0.5) },
                )
                .collect();
            let sign = |n: usize| if n.is_multiple_of(2) { 1.0 } else { -1.0 };
            let mut y: f64 = (0..20).map(|i| w[i] * if i < 10 { 20.0 } else { sign(i + 1) }).sum();
            for j in 1..20 {
                y += (0..j).map(|i| w[i] * w[j] * if j < 6 { -15.0 } else { sign(i + j) }).sum::<f64>();
                for k in 1..j {
                    y += if j < 5 { (0..k).map(|i| -10.0 * w[i] * w[j] * w[k]).sum::<f64>() } else { 0.0 };
                }
            }
            y + 5.0 * w[0] * w[1] * w[2] * w[3]
        };
        let found = screened(20, 60, 0.0, function);
        let size = |at: usize| found[at].mean_size.mean;
        let least = (0..10).map(size).fold(f64::INFINITY, f64::min);
        let most = (10..20).map(size).fold(0.0, f64::max);
        assert!(least > 2.0 * most, "{least} {most}");
        let ratio = |at: usize| found[at].deviation.mean / size(at);
        assert!((7..10).all(|at| ratio(at) < 0.3), "in proportion: {:?}", (7..10).map(ratio).collect::<Vec<_>>());
        assert!((0..6).all(|at| ratio(at) > 0.3), "together: {:?}", (0..6).map(ratio).collect::<Vec<_>>());
    }

    #[test]
    fn chance_is_told_from_interaction() {
        // Two replications of each value with noise of deviation 3: the chance of their mean step is 3 sqrt(2 / 2) / (2 / 3) = 4.5.
        let found = screened(4, 400, 3.0, |x| 10.0 * x[0] + 12.0 * x[1] * x[2]);
        for (at, found) in found.iter().enumerate() {
            assert!((found.chance / 4.5 - 1.0).abs() < 0.1, "{at}: {}", found.chance);
        }
        assert!(found[0].is_beyond_chance() && !found[0].depends_on_others(), "{:?}", found[0]);
        assert!(found[1].depends_on_others() && found[2].depends_on_others());
        assert!(!found[3].is_beyond_chance() && !found[3].depends_on_others(), "{:?}", found[3]);
        assert!((found[3].mean_size.mean / found[3].mean_size_by_chance() - 1.0).abs() < 0.1, "{:?}", found[3]);
        assert!(found[3].share_of_chance() > 0.85);
        // The effect of the second is 12 times the third, whose variance on the grid is 5/36.
        assert!((found[1].deviation_without_chance() / (12.0 * (5.0_f64 / 36.0).sqrt()) - 1.0).abs() < 0.2);
        assert!((found[0].mean_square.mean / 100.0 - 1.0).abs() < 0.1, "{:?}", found[0].mean_square);
    }

    #[test]
    fn one_replication_leaves_chance_untold() {
        let found = ElementaryEffects::of(&[vec![1.0], vec![2.0]], &[vec![0, 1], vec![0, 0]]);
        assert!(found.chance.is_nan() && found.mean_square.mean.is_nan() && !found.is_beyond_chance());
        assert_eq!(found.mean_size.mean, 1.5);
        let nothing = ElementaryEffects::of(&[], &[]);
        assert!(nothing.mean_size.mean.is_nan() && !nothing.is_beyond_chance());
    }
}
