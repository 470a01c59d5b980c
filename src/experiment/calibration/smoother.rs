//! The ensemble smoother with multiple data assimilation, the other method that was measured: A. A. Emerick and A. C. Reynolds,
//! Computers and Geosciences 55 (2013), 3-15.
//!
//! An ensemble of points moves towards the observations in a few steps, each by the regression of the quantities on the simulated
//! numbers over the ensemble. It needs fewer runs than the waves, and knows straight lines only.

use super::{Plan, Posterior, Quantity, Simulator, Trial, Unfitted, Wave, values};
use crate::experiment::design::latin_hypercube;
use crate::random::Key;
use crate::scenario::{Bound, Observation};
use crate::statistics::{Emulator, assimilated};

/// The family of draws.
const SMOOTHER: u64 = u64::MAX - 4;

/// Fits the quantities to the observations with `plan.waves` assimilations of an ensemble of `plan.points`. The draws are the
/// ensemble at the end; a point that leaves its range stays at the edge.
///
/// # Errors
///
/// [`Unfitted`] says why there is no posterior.
pub fn smooth(
    quantities: &[Quantity],
    observations: &[Observation],
    plan: &Plan,
    simulator: &mut dyn Simulator,
) -> Result<Posterior, Unfitted> {
    let key = Key::root(plan.seed).child(SMOOTHER);
    let size = quantities.len();
    let at = |point: &[f64]| -> Vec<f64> { quantities.iter().zip(point).map(|(one, share)| one.at(*share)).collect() };
    let mut ensemble = latin_hypercube(&vec![(0.0, 1.0); size], plan.points as usize, key.bits(0));
    ensemble.retain(|point| simulator.allows(&values(quantities, &at(point))));
    if ensemble.len() < 2 {
        return Err(Unfitted::Refused { tried: plan.points });
    }
    let inflation = plan.waves.max(1) as f64;
    let (mut waves, mut chance) = (Vec::new(), Vec::new());
    for step in 0..plan.waves.max(1) {
        let trial = |(number, point): (usize, &Vec<f64>)| Trial {
            values: values(quantities, &at(point)),
            replication: step * plan.points + number as u64,
        };
        let rows = simulator.simulate(&ensemble.iter().enumerate().map(trial).collect::<Vec<_>>())?;
        let rows: Vec<Vec<f64>> = rows.into_iter().map(|row| row[..observations.len()].to_vec()).collect();
        let centred: Vec<Vec<f64>> =
            ensemble.iter().map(|point| point.iter().map(|x| 2.0 * x - 1.0).collect()).collect();
        let emulator = Emulator::fit(&centred, &rows).ok_or(Unfitted::TooFewRuns)?;
        chance = emulator.scatter();
        // Each member is told another version of the observations, scattered as chance and counting scatter them.
        let told = |member: usize| -> Vec<f64> {
            let deviate = |number: usize| key.child(1 + step).child(member as u64).normal(number as u64);
            let number = |(number, one): (usize, &Observation)| {
                let found = rows[member][number];
                let is_beyond = match one.bound {
                    Bound::Exact => false,
                    Bound::AtLeast => found >= one.value,
                    Bound::AtMost => found <= one.value,
                };
                if is_beyond { found } else { one.value + inflation.sqrt() * one.error * deviate(number) }
            };
            observations.iter().enumerate().map(number).collect()
        };
        let observed: Vec<Vec<f64>> = (0..ensemble.len()).map(told).collect();
        let errors: Vec<f64> = observations.iter().map(|one| inflation * one.error * one.error).collect();
        let moved = assimilated(&ensemble, &rows, &observed, &errors).ok_or(Unfitted::TooFewRuns)?;
        ensemble =
            moved.into_iter().map(|point| point.into_iter().map(|share| share.clamp(0.0, 1.0)).collect()).collect();
        waves.push(Wave {
            points: rows.len() as u64,
            refused: 0,
            fitted: rows.len() as u64,
            agreement: 1.0,
            volume: f64::NAN,
        });
        ensemble.retain(|point| simulator.allows(&values(quantities, &at(point))));
    }
    let draws = ensemble.iter().map(|point| at(point)).collect();
    // The smoother takes what it draws to be Gaussian: the likeliest is the one nearest to the middle.
    let share = |at: usize| ensemble.iter().map(|point| point[at]).sum::<f64>() / ensemble.len() as f64;
    let middle: Vec<f64> = (0..quantities.len()).map(share).collect();
    let distance = |point: &[f64]| point.iter().zip(&middle).map(|(one, other)| (one - other) * (one - other)).sum();
    let distances: Vec<f64> = ensemble.iter().map(|point| distance(point)).collect();
    Ok(Posterior {
        quantities: quantities.to_vec(),
        observations: observations.to_vec(),
        draws,
        likeliest: (0..distances.len()).min_by(|&one, &other| distances[one].total_cmp(&distances[other])).unwrap_or(0),
        waves,
        chance,
        refused: 0,
        seed: plan.seed,
    })
}
