//! Levels that change in time.

/// A level that changes at whole times, averaged over the time it holds: patients in a queue, beds occupied.
///
/// Sums are taken of the distance from the level at the start of the window, so whole levels are averaged exactly and
/// others lose no digits far from zero. Time that runs backwards is a mistake of the caller: such a change takes
/// effect at the latest time seen.
///
/// ```
/// use dtoc::statistics::TimeWeighted;
///
/// let mut queue = TimeWeighted::new(0, 0.0);
/// queue.set(10, 3.0);
/// queue.add(15, -1.0);
/// assert_eq!(queue.average(20), (10.0 * 0.0 + 5.0 * 3.0 + 5.0 * 2.0) / 20.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeWeighted {
    /// Beginning of the window, and the level then.
    start: u64,
    origin: f64,
    /// Latest change, and the level since.
    latest: u64,
    level: f64,
    /// Integrals, up to the latest change, of the distance from `origin` and of its square.
    integral: f64,
    squares: f64,
    /// Extremes of the levels that held for some time, up to the latest change.
    smallest: f64,
    largest: f64,
}

impl TimeWeighted {
    /// A level from a time on.
    #[must_use]
    pub fn new(start: u64, level: f64) -> Self {
        Self {
            start,
            origin: level,
            latest: start,
            level,
            integral: 0.0,
            squares: 0.0,
            smallest: f64::INFINITY,
            largest: f64::NEG_INFINITY,
        }
    }

    /// The level becomes `level` at `time`.
    #[inline]
    pub fn set(&mut self, time: u64, level: f64) {
        debug_assert!(time >= self.latest, "time {time} comes before {}", self.latest);
        *self = self.held_until(time);
        self.level = level;
    }

    /// The level changes by `amount` at `time`.
    #[inline]
    pub fn add(&mut self, time: u64, amount: f64) {
        self.set(time, self.level + amount);
    }

    /// Begins a new window at `time`, keeping the level: what was before (a warm-up) is forgotten.
    pub fn restart(&mut self, time: u64) {
        debug_assert!(time >= self.latest, "time {time} comes before {}", self.latest);
        *self = Self::new(time.max(self.latest), self.level);
    }

    /// The level now.
    #[must_use]
    pub fn level(&self) -> f64 {
        self.level
    }

    /// The average over the window up to `until`; NaN when no time has passed.
    #[must_use]
    pub fn average(&self, until: u64) -> f64 {
        let held = self.held_until(until);
        held.origin + held.integral / held.duration()
    }

    /// The variance of the level over the window up to `until`; NaN when no time has passed.
    #[must_use]
    pub fn variance(&self, until: u64) -> f64 {
        let held = self.held_until(until);
        let distance = held.integral / held.duration();
        let variance = held.squares / held.duration() - distance * distance;
        // Rounding may take it under 0; a NaN stays one.
        if variance < 0.0 { 0.0 } else { variance }
    }

    /// The smallest level that held for any time in the window up to `until`; NaN when no time has passed.
    #[must_use]
    pub fn smallest(&self, until: u64) -> f64 {
        let held = self.held_until(until);
        if held.duration() > 0.0 { held.smallest } else { f64::NAN }
    }

    /// The largest level that held for any time in the window up to `until`; NaN when no time has passed.
    #[must_use]
    pub fn largest(&self, until: u64) -> f64 {
        let held = self.held_until(until);
        if held.duration() > 0.0 { held.largest } else { f64::NAN }
    }

    /// Length of the window up to the latest change.
    fn duration(&self) -> f64 {
        (self.latest - self.start) as f64
    }

    /// The same with the level held up to `time`.
    fn held_until(&self, time: u64) -> Self {
        let mut held = *self;
        let duration = time.saturating_sub(self.latest);
        if duration > 0 {
            let distance = self.level - self.origin;
            held.latest = time;
            held.integral += distance * duration as f64;
            held.squares += distance * distance * duration as f64;
            held.smallest = held.smallest.min(self.level);
            held.largest = held.largest.max(self.level);
        }
        held
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn averages_are_those_of_the_level_second_by_second(
            changes in prop::collection::vec((0_u64..20, -5_i32..6), 0..30),
            start in 0_u64..1000,
            level in -1_000_000_i32..1_000_000,
        ) {
            let mut weighted = TimeWeighted::new(start, f64::from(level));
            let (mut time, mut now, mut seconds) = (start, level, Vec::new());
            for (gap, amount) in changes {
                seconds.extend(std::iter::repeat_n(f64::from(now), gap as usize));
                time += gap;
                now += amount;
                weighted.add(time, f64::from(amount));
            }
            seconds.extend([f64::from(now); 3]);
            let count = seconds.len() as f64;
            let mean = seconds.iter().sum::<f64>() / count;
            let variance = seconds.iter().map(|second| (second - mean).powi(2)).sum::<f64>() / count;
            prop_assert!((weighted.average(time + 3) - mean).abs() < 1e-8);
            prop_assert!((weighted.variance(time + 3) - variance).abs() < 1e-8);
            prop_assert_eq!(weighted.smallest(time + 3), seconds.iter().copied().fold(f64::INFINITY, f64::min));
            prop_assert_eq!(weighted.largest(time + 3), seconds.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        }
    }

    #[test]
    fn a_new_window_forgets_what_was_before() {
        let mut weighted = TimeWeighted::new(0, 100.0);
        weighted.set(50, 2.0);
        weighted.restart(60);
        weighted.set(70, 4.0);
        assert_eq!((weighted.level(), weighted.average(80), weighted.variance(80)), (4.0, 3.0, 1.0));
        assert_eq!((weighted.smallest(80), weighted.largest(80)), (2.0, 4.0));
    }

    #[test]
    fn a_level_that_held_for_no_time_leaves_no_trace() {
        let mut weighted = TimeWeighted::new(0, 1.0);
        weighted.set(5, 99.0);
        weighted.set(5, 2.0);
        assert_eq!((weighted.largest(10), weighted.average(10)), (2.0, 1.5));
    }

    #[test]
    fn an_empty_window_has_no_average() {
        let weighted = TimeWeighted::new(7, 3.0);
        assert!(weighted.average(7).is_nan() && weighted.variance(7).is_nan());
        assert!(weighted.smallest(7).is_nan() && weighted.largest(3).is_nan());
    }

    #[test]
    fn asking_changes_nothing() {
        let mut weighted = TimeWeighted::new(0, 1.0);
        weighted.set(10, 2.0);
        let before = weighted;
        let _ = (weighted.average(1000), weighted.largest(1000));
        assert_eq!(weighted, before);
    }
}
