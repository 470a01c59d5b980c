//! Which quantities the observed numbers depend on.

use serde::Serialize;

use super::{Quantity, Simulator, Trial};
use crate::experiment::evaluations::Unevaluated;
use crate::scenario::Observation;

/// Replications by which a quantity is found to change nothing at all.
const FIRST_LOOK: u64 = 2;
/// Replications at low and at high of a quantity that changes something.
pub const CLOSER_LOOK: u64 = 48;

/// How far the observations could tell low from high of a quantity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Influence {
    pub quantity: Quantity,
    /// The distance between the observed numbers at low and at high of this quantity alone, all else as stated, in standard
    /// deviations of chance and counting; 0 where they are the same in every replication.
    pub distance: f64,
    /// Ends that the scenario refuses: the quantity cannot be moved that far alone.
    pub is_refused: bool,
}

/// Moves each quantity from low to high alone, and orders them by what that does to the observed numbers, most first.
///
/// The same people come at low and at high, so the differences are known better than the numbers. What chance adds to the squared
/// distance is taken off again.
///
/// # Errors
///
/// As for [`Simulator::simulate`].
pub fn screen(
    quantities: &[Quantity],
    observations: &[Observation],
    simulator: &mut dyn Simulator,
) -> Result<Vec<Influence>, Unevaluated> {
    let ends = |quantity: &Quantity| {
        [vec![(quantity.path.clone(), quantity.low)], vec![(quantity.path.clone(), quantity.high)]]
    };
    let is_refused = |quantity: &Quantity| ends(quantity).iter().any(|end| !simulator.allows(end));
    let mut influences: Vec<Influence> = quantities
        .iter()
        .map(|quantity| Influence { quantity: quantity.clone(), distance: 0.0, is_refused: is_refused(quantity) })
        .collect();
    let trials = |quantity: &Quantity, replications: u64| {
        ends(quantity)
            .map(|values| (0..replications).map(move |replication| Trial { values: values.clone(), replication }))
    };
    let looked_at: Vec<usize> = (0..influences.len()).filter(|&at| !influences[at].is_refused).collect();
    let of = |at: usize, replications| trials(&quantities[at], replications).into_iter().flatten();
    let first = simulator.simulate(&looked_at.iter().flat_map(|&at| of(at, FIRST_LOOK)).collect::<Vec<_>>())?;
    let differs = |rows: &[Vec<f64>]| rows[..rows.len() / 2] != rows[rows.len() / 2..];
    let per = 2 * FIRST_LOOK as usize;
    let differing = looked_at.iter().zip(first.chunks(per)).filter(|(_, rows)| differs(rows)).map(|(at, _)| *at);
    let closer: Vec<usize> = differing.collect();
    let rows = simulator.simulate(&closer.iter().flat_map(|&at| of(at, CLOSER_LOOK)).collect::<Vec<_>>())?;
    for (&at, rows) in closer.iter().zip(rows.chunks(2 * CLOSER_LOOK as usize)) {
        influences[at].distance = distance(rows, observations);
    }
    influences.sort_by(|one, other| other.distance.total_cmp(&one.distance));
    Ok(influences)
}

/// The distance between the means of the first and the second half of these rows.
fn distance(rows: &[Vec<f64>], observations: &[Observation]) -> f64 {
    let size = observations.len();
    let (low, high) = rows.split_at(rows.len() / 2);
    let mean = |rows: &[Vec<f64>], at: usize| rows.iter().map(|row| row[at]).sum::<f64>() / rows.len() as f64;
    // One number at a time: with few replications the covariances of many are not known. The one that tells most is taken.
    let squared = |at: usize| {
        let (from, to) = (mean(low, at), mean(high, at));
        let differences: Vec<f64> = low.iter().zip(high).map(|(one, other)| other[at] - one[at]).collect();
        let by_chance = super::deviation(&differences) * super::deviation(&differences) / low.len() as f64;
        let scatter = |rows: &[Vec<f64>]| super::deviation(&rows.iter().map(|row| row[at]).collect::<Vec<_>>());
        let (one, other) = (scatter(low), scatter(high));
        let error = observations[at].error;
        ((to - from) * (to - from) - by_chance) / (f64::midpoint(one * one, other * other) + error * error)
    };
    let most = (0..size).map(squared).fold(0.0, f64::max);
    most.max(0.0).sqrt()
}
