//! Markov chains that draw from a density in a box.
//!
//! The adaptive Metropolis algorithm of H. Haario, E. Saksman and J. Tamminen, Bernoulli 7 (2001), 223-242: a random walk whose steps
//! scatter as what was drawn so far does. It adapts in its first part, which is thrown away, and is an ordinary random walk
//! afterwards. A step over an edge of the box is folded back.

use crate::random::Key;
use crate::statistics::{covariance, root};

/// Chains, each from a start of its own.
const CHAINS: usize = 4;
/// Steps of a chain that are thrown away, for each coordinate; and at least.
const BURN_IN: (usize, usize) = (1_000, 4_000);
/// Steps of a chain that count, likewise.
const STEPS: (usize, usize) = (1_500, 6_000);
/// Steps between two adaptations.
const ADAPTED_EVERY: usize = 250;
/// States of a chain that are kept, evenly spread over its steps.
const KEPT: usize = 600;

/// A coordinate: 0 at least, and 1 at most where it has an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// From 0 to 1.
    Both,
    /// From 0 on.
    Lower,
}

/// What the chains drew.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// In the order of the chains.
    pub states: Vec<Vec<f64>>,
    /// The largest potential scale reduction of any coordinate: 1 where the chains agree (A. Gelman and D. B. Rubin, Statistical
    /// Science 7 (1992), 457-472).
    pub agreement: f64,
}

/// Draws from a density that is known but for a constant by its logarithm.
///
/// `starts` are states to begin from, the best first; each chain takes another. `scale` is a first guess of the scatter of each
/// coordinate.
pub fn draw(
    key: Key,
    edges: &[Edge],
    starts: &[Vec<f64>],
    scale: &[f64],
    log_density: &dyn Fn(&[f64]) -> f64,
) -> Drawn {
    let chains: Vec<Vec<Vec<f64>>> = (0..CHAINS)
        .map(|number| {
            let start = starts[number % starts.len()].clone();
            chain(key.child(number as u64), edges, start, scale, log_density)
        })
        .collect();
    let agreement = (0..edges.len()).map(|at| scale_reduction(&chains, at)).fold(1.0, f64::max);
    Drawn { states: chains.concat(), agreement }
}

fn chain(
    key: Key,
    edges: &[Edge],
    start: Vec<f64>,
    scale: &[f64],
    log_density: &dyn Fn(&[f64]) -> f64,
) -> Vec<Vec<f64>> {
    let size = start.len();
    let (burn_in, steps) = ((BURN_IN.0 * size).max(BURN_IN.1), (STEPS.0 * size).max(STEPS.1));
    let every = steps / KEPT;
    let mut root_of_steps: Vec<Vec<f64>> =
        (0..size).map(|row| (0..size).map(|column| if row == column { scale[row] } else { 0.0 }).collect()).collect();
    let mut factor = 1.0 / (size as f64).sqrt();
    let mut state = start;
    let mut density = log_density(&state);
    let mut history: Vec<Vec<f64>> = Vec::new();
    let mut kept = Vec::new();
    let mut accepted = 0;
    for step in 0..burn_in + steps {
        let draws = key.child(step as u64);
        let deviates: Vec<f64> = (0..size).map(|at| draws.normal(at as u64)).collect();
        let move_of =
            |at: usize| factor * (0..=at).map(|column| root_of_steps[at][column] * deviates[column]).sum::<f64>();
        let proposed: Vec<f64> = (0..size).map(|at| folded(state[at] + move_of(at), edges[at])).collect();
        let proposed_density = log_density(&proposed);
        // A uniform number is below the ratio of the densities when an exponential one is above the difference of logarithms.
        if proposed_density - density > -draws.exponential(size as u64) {
            state = proposed;
            density = proposed_density;
            accepted += 1;
        }
        if step < burn_in {
            history.push(state.clone());
            if (step + 1) % ADAPTED_EVERY == 0 {
                let recent = &history[history.len() / 2..];
                let means: Vec<f64> = (0..size)
                    .map(|at| recent.iter().map(|state| state[at]).sum::<f64>() / recent.len() as f64)
                    .collect();
                let mut scatter = covariance(recent, &means);
                for at in 0..size {
                    scatter[at][at] += 1e-6 * scale[at] * scale[at];
                }
                if let Some(found) = root(&scatter) {
                    // 2.38 over the root of the dimensions is best for Gaussian densities; what is accepted corrects it.
                    root_of_steps = found;
                    let share = f64::from(accepted) / ADAPTED_EVERY as f64;
                    let usual = 2.38 / (size as f64).sqrt();
                    factor = match share {
                        share if share < 0.05 => 0.3 * usual,
                        share if share < 0.15 => 0.6 * usual,
                        _ => usual,
                    };
                }
                accepted = 0;
            }
        } else if (step - burn_in).is_multiple_of(every) {
            kept.push(state.clone());
        }
    }
    kept
}

/// A coordinate folded back into its box.
fn folded(value: f64, edge: Edge) -> f64 {
    match edge {
        Edge::Lower => value.abs(),
        Edge::Both => {
            let within = value.rem_euclid(2.0);
            if within > 1.0 { 2.0 - within } else { within }
        }
    }
}

/// The potential scale reduction of a coordinate.
fn scale_reduction(chains: &[Vec<Vec<f64>>], at: usize) -> f64 {
    let length = chains[0].len() as f64;
    let means: Vec<f64> =
        chains.iter().map(|chain| chain.iter().map(|state| state[at]).sum::<f64>() / length).collect();
    let variance = |chain: &Vec<Vec<f64>>, mean: f64| {
        chain.iter().map(|state| (state[at] - mean) * (state[at] - mean)).sum::<f64>() / (length - 1.0)
    };
    let within =
        chains.iter().zip(&means).map(|(chain, mean)| variance(chain, *mean)).sum::<f64>() / chains.len() as f64;
    let mean = super::mean(&means);
    let between = means.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / (chains.len() - 1) as f64;
    match (within > 0.0, between > 0.0) {
        (true, _) => ((length - 1.0) / length + between / within).sqrt(),
        // Chains that never moved, and not from the same place.
        (false, true) => f64::INFINITY,
        (false, false) => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_find_the_mean_and_the_scatter_of_a_gaussian() {
        let target = |state: &[f64]| {
            let (x, y) = ((state[0] - 0.5) / 0.05, (state[1] - 0.4) / 0.1);
            -0.5 * (x * x + y * y - 1.6 * x * y) / 0.36
        };
        let drawn = draw(Key::root(1), &[Edge::Both, Edge::Both], &[vec![0.2, 0.9]], &[0.2, 0.2], &target);
        let column = |at: usize| drawn.states.iter().map(|state| state[at]).collect::<Vec<f64>>();
        let (x, y) = (column(0), column(1));
        assert!((super::super::mean(&x) - 0.5).abs() < 0.005 && (super::super::deviation(&x) - 0.05).abs() < 0.005);
        assert!((super::super::correlation(&x, &y) - 0.8).abs() < 0.04);
        assert!(drawn.agreement < 1.02, "{}", drawn.agreement);
    }

    #[test]
    fn chains_that_are_stuck_in_different_places_do_not_agree() {
        let stuck = |at: f64| vec![vec![at]; 5];
        assert_eq!(scale_reduction(&[stuck(0.25), stuck(0.75)], 0), f64::INFINITY);
        assert_eq!(scale_reduction(&[stuck(0.25), stuck(0.25)], 0), 1.0);
    }

    #[test]
    fn a_flat_density_in_a_box_stays_flat_up_to_the_edges() {
        let drawn = draw(Key::root(2), &[Edge::Both], &[vec![0.5]], &[0.3], &|_| 0.0);
        for tenth in 0..10 {
            let inside = |state: &&Vec<f64>| (state[0] * 10.0).floor() as i32 == tenth;
            let share = drawn.states.iter().filter(inside).count() as f64 / drawn.states.len() as f64;
            assert!((share - 0.1).abs() < 0.03, "{tenth}: {share}");
        }
    }

    #[test]
    fn a_coordinate_without_an_upper_end_is_exponential_where_its_density_is() {
        let drawn = draw(Key::root(3), &[Edge::Lower], &[vec![1.0]], &[1.0], &|state| -state[0]);
        let mean = super::super::mean(&drawn.states.iter().map(|state| state[0]).collect::<Vec<f64>>());
        assert!((mean - 1.0).abs() < 0.1, "{mean}");
    }
}
