//! Trajectories of elementary effects: from a random point, one quantity changed after the other.

use crate::random::Key;

/// Levels of the grid: 0, 1/3, 2/3 and 1 of each range.
const LEVELS: u64 = 4;

/// Length of a step, as a share of the range: half the levels, so that all levels are met equally often (Morris 1991).
pub const STEP: f64 = LEVELS as f64 / (2.0 * (LEVELS - 1) as f64);

/// A way through the unit cube.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Where it starts: for each quantity a share of its range.
    start: Vec<f64>,
    /// The quantities in the order in which they are changed.
    order: Vec<usize>,
    /// For each quantity its change.
    steps: Vec<f64>,
}

impl Trajectory {
    /// A random one through so many quantities.
    pub fn drawn(quantities: usize, key: Key) -> Self {
        let (levels, directions, turns) = (key.child(0), key.child(1), key.child(2));
        let mut order: Vec<usize> = (0..quantities).collect();
        for last in (1..quantities).rev() {
            order.swap(last, (turns.uniform(last as u64) * (last + 1) as f64) as usize);
        }
        let is_up: Vec<bool> = (0..quantities as u64).map(|at| directions.uniform(at) < 0.5).collect();
        let lower = |at: usize| (levels.uniform(at as u64) * (LEVELS / 2) as f64).floor() / (LEVELS - 1) as f64;
        let start = (0..quantities).map(|at| if is_up[at] { lower(at) } else { lower(at) + STEP }).collect();
        Self { start, order, steps: is_up.into_iter().map(|up| if up { STEP } else { -STEP }).collect() }
    }

    /// The points in order, one more than there are quantities.
    pub fn points(&self) -> Vec<Vec<f64>> {
        let mut point = self.start.clone();
        let mut points = vec![point.clone()];
        for &at in &self.order {
            point[at] = (self.start[at] + self.steps[at]).clamp(0.0, 1.0);
            points.push(point.clone());
        }
        points
    }

    /// For each step the quantity that is changed, and by how much.
    pub fn changes(&self) -> impl Iterator<Item = (usize, f64)> {
        self.order.iter().map(|&at| (at, self.steps[at]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_quantity_is_changed_once_by_a_step_inside_the_cube() {
        for draw in 0..50 {
            let trajectory = Trajectory::drawn(9, Key::root(1).child(draw));
            let points = trajectory.points();
            assert_eq!(points.len(), 10);
            assert!(points.iter().flatten().all(|share| (0.0..=1.0).contains(share)));
            for (pair, (changed, step)) in points.windows(2).zip(trajectory.changes()) {
                for (at, (before, after)) in pair[0].iter().zip(&pair[1]).enumerate() {
                    let expected = if at == changed { step } else { 0.0 };
                    assert!((after - before - expected).abs() < 1e-12);
                }
            }
            let mut order: Vec<usize> = trajectory.changes().map(|(at, _)| at).collect();
            order.sort_unstable();
            assert_eq!(order, (0..9).collect::<Vec<_>>());
        }
    }

    #[test]
    fn all_levels_directions_and_turns_are_met_equally_often() {
        let all: Vec<Trajectory> = (0..4_000).map(|draw| Trajectory::drawn(3, Key::root(2).child(draw))).collect();
        let share = |is: &dyn Fn(&Trajectory) -> bool| all.iter().filter(|one| is(one)).count() as f64 / 4_000.0;
        for level in 0..4 {
            let found = share(&|one| (one.start[1] * 3.0).round() as i32 == level);
            assert!((found - 0.25).abs() < 0.03, "{level}: {found}");
        }
        assert!((share(&|one| one.steps[2] > 0.0) - 0.5).abs() < 0.03);
        for at in 0..3 {
            assert!((share(&|one| one.order[0] == at) - 1.0 / 3.0).abs() < 0.03);
        }
    }

    #[test]
    fn nothing_to_change_is_one_point() {
        assert_eq!(Trajectory::drawn(0, Key::root(1)).points(), [Vec::<f64>::new()]);
    }
}
