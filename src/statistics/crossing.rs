//! Where a simulated result changes its sign as a quantity changes.
//!
//! Bisection, with three answers: at each value the sign is known to be below zero, known to be above, or open, when even the last
//! look leaves zero in the interval. Open values lie around the crossing, and the search closes in on them from both sides. What
//! comes out is an interval between two values with known, opposite signs, so that the crossing of a result without jumps lies in
//! it; every comparison is made at a level so high that all of one search hold together (Bonferroni).
//!
//! Source for the problem: R. Pasupathy and S. Kim, "The stochastic root-finding problem: overview, solutions, and open questions",
//! ACM Transactions on Modeling and Computer Simulation 21 (2011), article 19. The method here is the plain one, for evaluations
//! that are few and dear.

use serde::Serialize;

use super::Estimate;

/// Level of the interval of a crossing.
const LEVEL: f64 = 0.95;
/// Values whose signs are asked for before a search begins: both ends, and one between.
const BEFORE: u32 = 3;

/// How a crossing is searched for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Search {
    /// Width of an interval that is narrow enough.
    pub tolerance: f64,
    /// Only whole numbers are values.
    pub is_whole: bool,
    /// Values to look at between the ends, at most.
    pub steps: u32,
    /// Looks at one value, each with more replications than the one before, until the sign is known; at least one.
    pub looks: u32,
}

/// A value, and what the result is there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Probe {
    pub value: f64,
    pub result: Estimate,
}

/// Which side of zero a result lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Below,
    Above,
    /// The interval holds zero.
    Open,
}

impl Probe {
    /// The sign of the result.
    #[must_use]
    pub(crate) fn sign(&self) -> Sign {
        match self.result {
            result if result.upper < 0.0 => Sign::Below,
            result if result.lower > 0.0 => Sign::Above,
            _ => Sign::Open,
        }
    }

    /// Whether the signs of both are known, and opposite.
    #[must_use]
    pub(crate) fn is_opposite(&self, other: &Self) -> bool {
        matches!((self.sign(), other.sign()), (Sign::Below, Sign::Above) | (Sign::Above, Sign::Below))
    }
}

/// Where a result changes its sign.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Crossing {
    /// By a straight line through what was found in the interval, those better known counting more.
    pub value: f64,
    /// The ends of the interval, which hold with a confidence of 95 %.
    pub lower: f64,
    pub upper: f64,
}

impl Search {
    /// The level of the interval of each result, so that all of one search hold together.
    #[must_use]
    pub(crate) fn level(&self) -> f64 {
        1.0 - (1.0 - LEVEL) / f64::from(self.looks * (self.steps + BEFORE))
    }

    /// Looks at a value until the sign of the result is known, or for the last time. `evaluate` is given the value and the number of
    /// the look, from 0.
    ///
    /// # Errors
    ///
    /// Those of `evaluate`.
    pub(crate) fn look<E>(
        &self,
        value: f64,
        evaluate: &mut dyn FnMut(f64, u32) -> Result<Estimate, E>,
    ) -> Result<Probe, E> {
        let mut probe = Probe { value, result: evaluate(value, 0)? };
        for look in 1..self.looks {
            if probe.sign() != Sign::Open {
                break;
            }
            probe.result = evaluate(value, look)?;
        }
        Ok(probe)
    }

    /// The crossing between two values whose signs are known and opposite; `None` where they are not.
    ///
    /// # Errors
    ///
    /// Those of `evaluate`.
    pub(crate) fn between<E>(
        &self,
        one: Probe,
        other: Probe,
        evaluate: &mut dyn FnMut(f64, u32) -> Result<Estimate, E>,
    ) -> Result<Option<Crossing>, E> {
        if !one.is_opposite(&other) {
            return Ok(None);
        }
        let (mut from, mut to) = if one.value < other.value { (one, other) } else { (other, one) };
        let mut open: Vec<Probe> = Vec::new();
        for _ in 0..self.steps {
            let Some(value) = self.next(&from, &to, &open) else { break };
            let probe = self.look(value, evaluate)?;
            match probe.sign() {
                Sign::Open => open.push(probe),
                sign if sign == from.sign() => from = probe,
                _ => to = probe,
            }
            open.retain(|probe| from.value < probe.value && probe.value < to.value);
        }
        let probes: Vec<Probe> = [from, to].into_iter().chain(open).collect();
        let value = zero_of_line(&probes).unwrap_or(f64::midpoint(from.value, to.value));
        Ok(Some(Crossing { value: value.clamp(from.value, to.value), lower: from.value, upper: to.value }))
    }

    /// Where to look next: in the middle of the widest gap between a known sign and what is open; `None` when all are narrow enough.
    fn next(&self, from: &Probe, to: &Probe, open: &[Probe]) -> Option<f64> {
        let first = open.iter().map(|probe| probe.value).fold(to.value, f64::min);
        let last = open.iter().map(|probe| probe.value).fold(from.value, f64::max);
        let gaps = [(from.value, first), (last, to.value)];
        let (start, end) = if gaps[0].1 - gaps[0].0 >= gaps[1].1 - gaps[1].0 { gaps[0] } else { gaps[1] };
        let narrow = if self.is_whole { self.tolerance.max(1.0) } else { self.tolerance };
        if end - start <= narrow {
            return None;
        }
        let middle = f64::midpoint(start, end);
        Some(if self.is_whole { middle.floor() } else { middle }).filter(|value| start < *value && *value < end)
    }
}

/// Where a straight line through the results is zero, each weighted by the inverse of its variance.
fn zero_of_line(probes: &[Probe]) -> Option<f64> {
    let widest = probes.iter().map(|probe| probe.result.half_width()).fold(0.0, f64::max);
    // A result without spread would have all the weight.
    let error = |probe: &Probe| if widest > 0.0 { probe.result.half_width().max(widest / 10.0) } else { 1.0 };
    let weight = |probe: &Probe| 1.0 / (error(probe) * error(probe));
    let total: f64 = probes.iter().map(weight).sum();
    let mean = |of: &dyn Fn(&Probe) -> f64| probes.iter().map(|probe| weight(probe) * of(probe)).sum::<f64>() / total;
    let (value, result) = (mean(&|probe| probe.value), mean(&|probe| probe.result.mean));
    let spread = mean(&|probe| (probe.value - value) * (probe.value - value));
    let slope = mean(&|probe| (probe.value - value) * (probe.result.mean - result)) / spread;
    let zero = value - result / slope;
    zero.is_finite().then_some(zero)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::Tally;

    const SEARCH: Search = Search { tolerance: 0.05, is_whole: false, steps: 12, looks: 2 };

    fn exact(mean: f64) -> Estimate {
        Estimate { mean, lower: mean, upper: mean, level: 0.95, replications: 1 }
    }

    /// The search for the zero of a function from 0 to 10, its looks counted.
    fn search(search: &Search, of: impl Fn(f64, u32) -> Estimate) -> (Option<Crossing>, u32) {
        let mut looks = 0;
        let mut evaluate = |value: f64, look: u32| -> Result<Estimate, ()> {
            looks += 1;
            Ok(of(value, look))
        };
        let (from, to) = (search.look(0.0, &mut evaluate).unwrap(), search.look(10.0, &mut evaluate).unwrap());
        let found = search.between(from, to, &mut evaluate).unwrap();
        (found, looks)
    }

    #[test]
    fn an_exact_line_is_halved_until_the_interval_is_narrow() {
        for slope in [2.0, -2.0] {
            let (found, looks) = search(&SEARCH, |value, _| exact(slope * (value - 7.3)));
            let found = found.unwrap();
            assert!(found.lower <= 7.3 && 7.3 <= found.upper && found.upper - found.lower <= 0.05, "{found:?}");
            assert!((found.value - 7.3).abs() < 1e-9, "{found:?}");
            assert!(looks <= 2 + 8, "{looks}");
        }
    }

    #[test]
    fn nothing_is_searched_for_where_the_signs_agree_or_are_open() {
        assert_eq!(search(&SEARCH, |value, _| exact(value + 1.0)), (None, 2));
        let open = |_, _| Estimate { lower: -1.0, upper: 1.0, ..exact(0.2) };
        assert_eq!(search(&SEARCH, open), (None, 4), "each end is looked at twice");
    }

    #[test]
    fn a_whole_number_is_found_between_its_neighbours() {
        let whole = Search { is_whole: true, ..SEARCH };
        let (found, _) = search(&whole, |value, _| {
            assert_eq!(value.fract(), 0.0);
            exact(if value >= 4.0 { 1.0 } else { -1.0 })
        });
        let found = found.unwrap();
        assert_eq!((found.lower, found.upper), (3.0, 4.0));
    }

    #[test]
    fn open_values_stay_inside_the_interval() {
        // Known to within 1.5 at the first look and 1.0 at the second: open from 4 to 6.
        let found = |value: f64, look: u32| {
            let reach = if look == 0 { 1.5 } else { 1.0 };
            Estimate { lower: value - 5.0 - reach, upper: value - 5.0 + reach, ..exact(value - 5.0) }
        };
        let (found, _) = search(&SEARCH, found);
        let found = found.unwrap();
        assert!(found.lower <= 4.0 && 6.0 <= found.upper && found.upper - found.lower < 2.2, "{found:?}");
        assert!((found.value - 5.0).abs() < 0.3, "{found:?}");
    }

    #[test]
    fn the_interval_holds_the_crossing_as_often_as_it_says() {
        // Sums of twelve uniforms are as good as normal; the generator is that of Numerical Recipes, 7.1.
        let mut state = 7_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let mut held = 0;
        for _ in 0..300 {
            let mut evaluate = |value: f64, look: u32| -> Result<Estimate, ()> {
                let noise = |uniform: &mut dyn FnMut() -> f64| (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
                let rows = (0..20 << look).map(|_| value - 3.7 + 3.0 * noise(&mut uniform));
                Ok(rows.collect::<Tally>().estimate_at(SEARCH.level()))
            };
            let (from, to) = (SEARCH.look(0.0, &mut evaluate).unwrap(), SEARCH.look(10.0, &mut evaluate).unwrap());
            let found = SEARCH.between(from, to, &mut evaluate).unwrap().unwrap();
            held += u32::from(found.lower <= 3.7 && 3.7 <= found.upper);
            assert!(found.upper - found.lower < 8.0, "{found:?}");
        }
        assert!(held >= 285, "{held} of 300");
    }
}
