//! The waves: points, an emulator of what they gave, draws from the posterior under it, and points again.

use super::sampler::{self, Drawn, Edge};
use super::{Plan, Posterior, Quantity, Simulator, Trial, Unfitted, Wave, deviation, values};
use crate::experiment::design::latin_hypercube;
use crate::random::Key;
use crate::scenario::{Bound, Observation};
use crate::statistics::{Emulator, Likelihood, covariance, root};

/// Families of draws.
const DESIGN: u64 = u64::MAX - 1;
const CHAINS: u64 = u64::MAX - 2;
/// What the likelihood is raised to for the points of the next wave: they scatter twice as far as the posterior.
const WEAKENED: f64 = 0.25;
/// Points drawn at most for each that is wanted.
const TRIES: u64 = 50;

/// Fits the quantities to the observations.
///
/// # Errors
///
/// [`Unfitted`] says why there is no posterior.
pub fn fit(
    quantities: &[Quantity],
    observations: &[Observation],
    plan: &Plan,
    simulator: &mut dyn Simulator,
) -> Result<Posterior, Unfitted> {
    let mut search = Search { quantities, observations, plan, key: Key::root(plan.seed), runs: Vec::new(), next: 0 };
    let (mut waves, mut drawn) = (Vec::new(), None);
    for number in 0..plan.waves.max(1) {
        let (points, refused) = search.design(number, drawn.as_ref(), &*simulator)?;
        search.run(&points, simulator)?;
        let near = search.near(number, &points);
        let likelihood = search.likelihood(&near).ok_or(Unfitted::TooFewRuns)?;
        let is_last = number + 1 >= plan.waves;
        let found = search.draw(number, &likelihood, if is_last { 1.0 } else { WEAKENED }, &near);
        waves.push(Wave {
            points: points.len() as u64,
            refused,
            fitted: near.len() as u64,
            agreement: found.agreement,
            volume: search.volume(&found),
        });
        drawn = Some((found, likelihood));
    }
    let Some((found, likelihood)) = drawn else { return Err(Unfitted::TooFewRuns) };
    search.posterior(&found, &likelihood, waves, &*simulator)
}

/// A point and what was simulated there. Coordinates are shares of the way from low to high.
struct Run {
    point: Vec<f64>,
    row: Vec<f64>,
}

struct Search<'s> {
    quantities: &'s [Quantity],
    observations: &'s [Observation],
    plan: &'s Plan,
    key: Key,
    runs: Vec<Run>,
    /// The next replication.
    next: u64,
}

/// Where the terms of an emulator are taken: from -1 to 1.
fn centred(point: &[f64]) -> Vec<f64> {
    point.iter().map(|share| 2.0 * share - 1.0).collect()
}

impl Search<'_> {
    fn size(&self) -> usize {
        self.quantities.len()
    }

    fn at(&self, point: &[f64]) -> Vec<f64> {
        self.quantities.iter().zip(point).map(|(quantity, share)| quantity.at(*share)).collect()
    }

    /// The points of a wave, and how many were refused: spread over the ranges at first, later drawn from the wave before.
    fn design(
        &self,
        number: u64,
        before: Option<&(Drawn, Likelihood)>,
        simulator: &dyn Simulator,
    ) -> Result<(Vec<Vec<f64>>, u64), Unfitted> {
        let key = self.key.child(DESIGN).child(number);
        let wanted = self.plan.points as usize;
        let spread = match before {
            None => latin_hypercube(&vec![(0.0, 1.0); self.size()], wanted, key.bits(0)),
            Some(_) => Vec::new(),
        };
        let candidate = |try_number: u64| -> Vec<f64> {
            match before {
                None if (try_number as usize) < spread.len() => spread[try_number as usize].clone(),
                None => (0..self.size()).map(|at| key.child(try_number).uniform(at as u64)).collect(),
                Some((drawn, _)) => {
                    let at = (key.uniform(try_number) * drawn.states.len() as f64) as usize;
                    drawn.states[at][..self.size()].to_vec()
                }
            }
        };
        let (mut points, mut refused) = (Vec::with_capacity(wanted), 0);
        for try_number in 0..self.plan.points.saturating_mul(TRIES) {
            if points.len() == wanted {
                break;
            }
            let point = candidate(try_number);
            if simulator.allows(&values(self.quantities, &self.at(&point))) {
                points.push(point);
            } else {
                refused += 1;
            }
        }
        if points.len() < wanted {
            return Err(Unfitted::Refused { tried: self.plan.points.saturating_mul(TRIES) });
        }
        Ok((points, refused))
    }

    fn run(&mut self, points: &[Vec<f64>], simulator: &mut dyn Simulator) -> Result<(), Unfitted> {
        let trial = |(number, point): (usize, &Vec<f64>)| Trial {
            values: values(self.quantities, &self.at(point)),
            replication: self.next + number as u64,
        };
        let trials: Vec<Trial> = points.iter().enumerate().map(trial).collect();
        let rows = simulator.simulate(&trials)?;
        self.next += points.len() as u64;
        let numbers = self.observations.len();
        let run = |(point, mut row): (&Vec<f64>, Vec<f64>)| {
            row.truncate(numbers);
            Run { point: point.clone(), row }
        };
        self.runs.extend(points.iter().zip(rows).map(run));
        Ok(())
    }

    /// The runs of the wave, and earlier ones that lie among its points.
    fn near(&self, number: u64, points: &[Vec<f64>]) -> Vec<usize> {
        let first = self.runs.len() - points.len();
        if number == 0 {
            return (0..self.runs.len()).collect();
        }
        let size = self.size();
        let means: Vec<f64> =
            (0..size).map(|at| points.iter().map(|point| point[at]).sum::<f64>() / points.len() as f64).collect();
        let Some(root) = root(&covariance(points, &means)) else { return (first..self.runs.len()).collect() };
        // The squared distance of a Gaussian point has this mean and twice this variance.
        let farthest = size as f64 + 2.0 * (2.0 * size as f64).sqrt();
        let is_near = |at: &usize| *at >= first || distance(&root, &self.runs[*at].point, &means) <= farthest;
        (0..self.runs.len()).filter(is_near).collect()
    }

    fn likelihood(&self, near: &[usize]) -> Option<Likelihood> {
        let points: Vec<Vec<f64>> = near.iter().map(|&at| centred(&self.runs[at].point)).collect();
        let rows: Vec<Vec<f64>> = near.iter().map(|&at| self.runs[at].row.clone()).collect();
        let errors: Vec<f64> = self.observations.iter().map(|one| one.error).collect();
        Some(Emulator::fit(&points, &rows)?.likelihood(&errors))
    }

    /// Observed numbers where bounds are exceeded by so much.
    fn observed(&self, beyond: &[f64]) -> Vec<f64> {
        let mut beyond = beyond.iter();
        let number = |one: &Observation| match one.bound {
            Bound::Exact => one.value,
            Bound::AtLeast => one.value + beyond.next().copied().unwrap_or(0.0),
            Bound::AtMost => one.value - beyond.next().copied().unwrap_or(0.0),
        };
        self.observations.iter().map(number).collect()
    }

    /// By how much the means at a point lie beyond the bounds.
    fn beyond(&self, likelihood: &Likelihood, point: &[f64]) -> Vec<f64> {
        let means = likelihood.emulator().means(&centred(point));
        let pairs = self.observations.iter().zip(means);
        pairs
            .filter_map(|(one, mean)| match one.bound {
                Bound::Exact => None,
                Bound::AtLeast => Some((mean - one.value).max(one.error)),
                Bound::AtMost => Some((one.value - mean).max(one.error)),
            })
            .collect()
    }

    /// The logarithm of the density of a state, but for a constant, under a likelihood raised to a power.
    fn log_density(&self, likelihood: &Likelihood, power: f64, state: &[f64]) -> f64 {
        let (point, beyond) = state.split_at(self.size());
        let prior: f64 = self.quantities.iter().zip(point).map(|(one, share)| one.log_density(*share)).sum();
        prior + power * likelihood.log_density(&centred(point), &self.observed(beyond))
    }

    /// Draws from the posterior under a likelihood raised to a power.
    fn draw(&self, number: u64, likelihood: &Likelihood, power: f64, near: &[usize]) -> Drawn {
        let size = self.size();
        let scatter = likelihood.emulator().scatter();
        let bounds: Vec<usize> =
            (0..self.observations.len()).filter(|&at| self.observations[at].bound != Bound::Exact).collect();
        let density = |state: &[f64]| self.log_density(likelihood, power, state);
        let edges: Vec<Edge> =
            std::iter::repeat_n(Edge::Both, size).chain(bounds.iter().map(|_| Edge::Lower)).collect();
        let scale: Vec<f64> = std::iter::repeat_n(0.15, size)
            .chain(bounds.iter().map(|&at| scatter[at] + self.observations[at].error))
            .collect();
        let mut starts: Vec<(f64, Vec<f64>)> = near
            .iter()
            .map(|&at| {
                let point = &self.runs[at].point;
                let state: Vec<f64> = point.iter().copied().chain(self.beyond(likelihood, point)).collect();
                (density(&state), state)
            })
            .collect();
        starts.sort_by(|one, other| other.0.total_cmp(&one.0));
        // Starts among the better points, not the best alone, so that chains which agree have come from different places.
        let step = (starts.len() / 40).max(1);
        let starts: Vec<Vec<f64>> = starts.into_iter().step_by(step).map(|(_, state)| state).take(8).collect();
        sampler::draw(self.key.child(CHAINS).child(number), &edges, &starts, &scale, &density)
    }

    fn volume(&self, drawn: &Drawn) -> f64 {
        let ratio = |at: usize| {
            let column: Vec<f64> = drawn.states.iter().map(|state| state[at]).collect();
            let quantity = &self.quantities[at];
            deviation(&column) * (quantity.high - quantity.low) / quantity.deviation()
        };
        (0..self.size()).map(ratio).product()
    }

    fn posterior(
        &self,
        drawn: &Drawn,
        likelihood: &Likelihood,
        waves: Vec<Wave>,
        simulator: &dyn Simulator,
    ) -> Result<Posterior, Unfitted> {
        let wanted = self.plan.draws as usize;
        let all = drawn.states.len();
        // Every so many states, each once: those of the chains come in the order they were drawn. What is refused makes room.
        let stride = (all / wanted.max(1)).max(1);
        let order = (0..stride).flat_map(|from| (from..all).step_by(stride));
        let (mut draws, mut densities, mut refused) = (Vec::with_capacity(wanted), Vec::new(), 0);
        for at in order {
            if draws.len() == wanted {
                break;
            }
            let draw = self.at(&drawn.states[at][..self.size()]);
            if simulator.allows(&values(self.quantities, &draw)) {
                draws.push(draw);
                densities.push(self.log_density(likelihood, 1.0, &drawn.states[at]));
            } else {
                refused += 1;
            }
        }
        if draws.len() < 2 {
            return Err(Unfitted::Refused { tried: all as u64 });
        }
        Ok(Posterior {
            quantities: self.quantities.to_vec(),
            observations: self.observations.to_vec(),
            likeliest: (0..draws.len()).max_by(|&one, &other| densities[one].total_cmp(&densities[other])).unwrap_or(0),
            draws,
            waves,
            chance: likelihood.emulator().scatter(),
            refused,
            seed: self.plan.seed,
        })
    }
}

/// The squared distance of a point from the means in units of a scatter, given by its root.
fn distance(root: &[Vec<f64>], point: &[f64], means: &[f64]) -> f64 {
    let mut solved: Vec<f64> = Vec::with_capacity(means.len());
    for (at, row) in root.iter().enumerate() {
        let known: f64 = row[..at].iter().zip(&solved).map(|(entry, value)| entry * value).sum();
        solved.push((point[at] - means[at] - known) / row[at]);
    }
    solved.iter().map(|value| value * value).sum()
}
