//! Whether assumptions act together: elementary effects of all of them along random trajectories.

use serde::Serialize;

use super::super::evaluations::{Unevaluated, Values};
use super::ranges::{Ranged, together};
use super::trajectory::Trajectory;
use super::{Asker, Check, Contest, Examined};
use crate::random::Key;
use crate::statistics::ElementaryEffects;

/// Addresses of trajectories and of resamples below the seed, where no replication is.
const TRAJECTORIES: u64 = u64::MAX - 1;
const RESAMPLES: u64 = u64::MAX - 2;

/// Resamples behind an interval.
const BOOTSTRAP: u64 = 2_000;

/// Replications of each trajectory: two tell chance from all else.
pub const REPLICATIONS: u64 = 2;

/// Trajectories drawn in place of one that the scenario refuses, before the ranges are halved about the stated values.
const ATTEMPTS: u64 = 100;
/// How often they are halved, at most.
const HALVINGS: u32 = 4;

/// What the elementary effects of one assumption say.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Screened {
    /// On the count of the preferred option on the target day.
    pub count: ElementaryEffects,
    /// On the runner-up less the preferred option, by the criterion.
    pub lead: Option<ElementaryEffects>,
}

/// What the screening found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Screening {
    pub trajectories: usize,
    pub replications: u64,
    /// Trajectories that were drawn anew because the scenario refuses one of their points.
    pub refused: u64,
    /// The part of the ranges, about the stated values, that was screened: 1 for all of it.
    pub reach: f64,
    /// In the order of the assumptions.
    pub assumptions: Vec<Screened>,
}

/// Screens the assumptions; `None` where there are none, too few trajectories, or none that the scenario accepts.
pub(super) fn screen(
    asker: &mut Asker,
    contest: &Contest,
    assumptions: &[Examined],
    check: Check,
) -> Result<Option<Screening>, Unevaluated> {
    let question = asker.question;
    let ranged: Vec<&Ranged> = assumptions.iter().map(|one| &one.ranged).collect();
    if ranged.is_empty() || question.trajectories < 2 {
        return Ok(None);
    }
    let Some(drawn) = Drawn::accepted(&ranged, question.trajectories as u64, question.seed, check) else {
        return Ok(None);
    };
    let options: Vec<usize> = [Some(contest.preferred), contest.runner_up].into_iter().flatten().collect();
    let wanted = drawn.ways.iter().zip(0..).flat_map(|(way, number)| {
        let replications = replications_of(number);
        way.points
            .iter()
            .flat_map(|point| options.iter().map(|&option| (point.clone(), option)))
            .map(move |(point, option)| (point, option, replications.clone()))
    });
    asker.ask(wanted.collect::<Vec<_>>())?;
    let key = Key::root(question.seed).child(RESAMPLES);
    let number = drawn.ways.len();
    let resample = |draw: u64| -> Vec<usize> {
        let key = key.child(draw);
        (0..number as u64).map(|at| (key.uniform(at) * number as f64) as usize).collect()
    };
    let resamples: Vec<Vec<usize>> = (0..BOOTSTRAP).map(resample).collect();
    let counts = |values: &Values, replications| asker.values(values, contest.preferred, 0, replications);
    let effects = |value: &dyn Fn(&Values, std::ops::Range<u64>) -> Vec<f64>| {
        let mut effects: Vec<Vec<Vec<f64>>> = vec![Vec::new(); ranged.len()];
        for (way, number) in drawn.ways.iter().zip(0..) {
            let found: Vec<Vec<f64>> = way.points.iter().map(|point| value(point, replications_of(number))).collect();
            for (pair, &(assumption, step)) in found.windows(2).zip(&way.changes) {
                let effect = |(before, after): (&f64, &f64)| (after - before) / step;
                effects[assumption].push(pair[0].iter().zip(&pair[1]).map(effect).collect());
            }
        }
        effects.iter().map(|effects| ElementaryEffects::of(effects, &resamples)).collect::<Vec<_>>()
    };
    let count = effects(&counts);
    let lead = contest.runner_up.map(|runner_up| {
        effects(&|values, replications| {
            let place = question.place();
            let preferred = asker.values(values, contest.preferred, place, replications.clone());
            let other = asker.values(values, runner_up, place, replications);
            other.iter().zip(preferred).map(|(other, preferred)| other - preferred).collect()
        })
    });
    let screened =
        count.into_iter().enumerate().map(|(at, count)| Screened { count, lead: lead.as_ref().map(|lead| lead[at]) });
    Ok(Some(Screening {
        trajectories: number,
        replications: REPLICATIONS,
        refused: drawn.refused,
        reach: drawn.reach,
        assumptions: screened.collect(),
    }))
}

/// Each trajectory has its own replications, so that chance evens out over trajectories; along one they are the same.
fn replications_of(trajectory: u64) -> std::ops::Range<u64> {
    trajectory * REPLICATIONS..(trajectory + 1) * REPLICATIONS
}

/// A trajectory through the values of the assumptions.
struct Way {
    points: Vec<Values>,
    /// For each step the assumption that is changed, and by what share of its range.
    changes: Vec<(usize, f64)>,
}

impl Way {
    fn new(ranged: &[&Ranged], trajectory: &Trajectory, reach: f64) -> Self {
        let points = points(ranged, trajectory, reach);
        let change = |(pair, (at, step)): (&[Values], (usize, f64))| {
            // Whole numbers do not move by just so much. Where they do not move at all there is no effect to divide.
            let (by, width) = (pair[1][at].1 - pair[0][at].1, reach * ranged[at].width());
            (at, if ranged[at].is_whole && by != 0.0 && width > 0.0 { by / width } else { step })
        };
        let changes = points.windows(2).zip(trajectory.changes()).map(change).collect();
        Self { points, changes }
    }
}

/// Trajectories that the scenario accepts.
struct Drawn {
    ways: Vec<Way>,
    refused: u64,
    reach: f64,
}

impl Drawn {
    /// So many; in place of one that is refused another is drawn, and where that is of no use the ranges are halved.
    fn accepted(ranged: &[&Ranged], number: u64, seed: u64, check: Check) -> Option<Self> {
        let key = Key::root(seed).child(TRAJECTORIES);
        let mut refused = 0;
        'reaches: for halvings in 0..=HALVINGS {
            let reach = 0.5_f64.powi(halvings as i32);
            let mut ways = Vec::new();
            for at in 0..number {
                let mut attempts = (0..ATTEMPTS).map(|attempt| {
                    let trajectory = Trajectory::drawn(ranged.len(), key.child(at).child(attempt));
                    Way::new(ranged, &trajectory, reach)
                });
                let is_accepted = |way: &Way| {
                    let accepts = way.points.iter().all(|point| check(point).is_ok());
                    refused += u64::from(!accepts);
                    accepts
                };
                let Some(way) = attempts.find(is_accepted) else { continue 'reaches };
                ways.push(way);
            }
            return Some(Self { ways, refused, reach });
        }
        None
    }
}

/// The values at the points of a trajectory.
fn points(ranged: &[&Ranged], trajectory: &Trajectory, reach: f64) -> Vec<Values> {
    let at = |shares: Vec<f64>| {
        let value = |(ranged, share): (&&Ranged, f64)| {
            let value = ranged.low.value + share * ranged.width();
            ranged.stated + reach * (value - ranged.stated)
        };
        let given: Vec<(&Ranged, f64)> =
            ranged.iter().zip(shares).map(|(one, share)| (*one, value((one, share)))).collect();
        together(&given)
    };
    trajectory.points().into_iter().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ranges::{Bound, tests::ranged};
    use super::*;

    #[test]
    fn whole_numbers_move_by_what_they_really_do() {
        let end = |value: f64| Bound { value, refused: None };
        let between = |low: f64, high: f64| Ranged {
            low: end(low),
            high: end(high),
            is_whole: true,
            ..ranged("service.care.places", 10.0)
        };
        for draw in 0..20 {
            let trajectory = Trajectory::drawn(1, Key::root(1).child(draw));
            // Of 10 to 12 the levels are 10, 10.67, 11.33 and 12: a step of two levels moves by one place, half of the range.
            let way = Way::new(&[&between(10.0, 12.0)], &trajectory, 1.0);
            assert_eq!(way.changes.iter().map(|(_, step)| step.abs()).collect::<Vec<_>>(), [0.5]);
            let still = Way::new(&[&between(10.0, 10.0)], &trajectory, 1.0);
            assert!(still.changes.iter().all(|(_, step)| step.is_finite() && *step != 0.0));
        }
    }
}
