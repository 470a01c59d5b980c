//! What the model leaves unexplained: slow swings of the count about the mean of the simulation.
//!
//! Capacity that nobody published, norovirus, a change in counting: the difference between what is observed and the mean of the
//! simulated futures is not drawn anew every month but lasts. It is taken as a first-order autoregression about zero (the discrepancy
//! of Kennedy and O'Hagan 2001, in its simplest form in time), which carries the chance of patients too:
//!
//! ```text
//! d(t) = phi^gap d(t - gap) + a shock of variance v (1 - phi^(2 gap))
//! ```
//!
//! Persistence `phi` and variance `v` are not fixed but drawn from what the past months say of them, so that a short past gives wide
//! forecasts: `phi` evenly between 0 and 1 beforehand, `v` with a density of 1 / v. Then `v` given `phi` is an inverse gamma variable
//! and the rest is a sum over a grid.
//!
//! Source: M. C. Kennedy and A. O'Hagan, "Bayesian calibration of computer models", Journal of the Royal Statistical Society B 63
//! (2001), 425-464; A. Zellner, An Introduction to Bayesian Inference in Econometrics (1971), chapter 7.

use super::series::{Month, Series};
use crate::random::{Distribution, Key};

/// Values of the persistence that are weighed against each other.
const GRID: usize = 100;
/// Months of the past that are needed.
pub const FEWEST_MONTHS: usize = 6;

/// A sum of squares of the usual size: it keeps products near 1, and divides out.
const USUAL: f64 = 10_000.0;

/// Purposes of the draws of one path.
const PERSISTENCE: u64 = 0;
const VARIANCE: u64 = 1;
const FIRST_SHOCK: u64 = 2;

/// What the past says about the discrepancy.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    /// For each value of the grid: the weights up to it, summed; the last is 1.
    cumulated: Vec<f64>,
    /// For each value of the grid: the sum of squares that the variance is drawn from.
    squares: Vec<f64>,
    /// The gamma variable that the sum is divided by.
    precision: Distribution,
    last: (Month, f64),
    evidence: Scaled,
}

/// A positive number that may be too large or too small for a floating-point number: `part * 10^(100 hundreds)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scaled {
    part: f64,
    hundreds: i32,
}

/// Numbers as shares of their sum.
pub fn shares(numbers: &[Scaled]) -> Vec<f64> {
    let most = numbers.iter().map(|number| number.hundreds).max().unwrap_or(0);
    let plain: Vec<f64> = numbers.iter().map(|number| number.below(most)).collect();
    let sum: f64 = plain.iter().sum();
    plain.into_iter().map(|number| number / sum).collect()
}

impl Scaled {
    /// The number over `10^(100 hundreds)`.
    fn below(self, hundreds: i32) -> f64 {
        match hundreds - self.hundreds {
            0 => self.part,
            1 => self.part * 1e-100,
            _ => 0.0,
        }
    }

    fn times(self, factor: f64) -> Self {
        let part = self.part * factor;
        if part > 1e100 {
            Self { part: part * 1e-100, hundreds: self.hundreds + 1 }
        } else if part < 1e-100 && part > 0.0 {
            Self { part: part * 1e100, hundreds: self.hundreds - 1 }
        } else {
            Self { part, hundreds: self.hundreds }
        }
    }
}

impl Discrepancy {
    /// What these differences (observed less the mean of the simulation, month by month) say; `None` where they are too few, or
    /// all of them nothing.
    pub fn of(differences: &Series) -> Option<Self> {
        let last = differences.last()?;
        if differences.len() < FEWEST_MONTHS || differences.iter().all(|(_, value)| value == 0.0) {
            return None;
        }
        let likelihoods: Vec<(Vec<f64>, f64)> = (0..GRID).map(|at| likelihood(differences, persistence(at))).collect();
        // What `v` leaves when it is summed out: the sum of squares to the power of minus half the number of months.
        let weight = |(shares, squares): &(Vec<f64>, f64)| {
            let factors = shares.iter().map(|share| (USUAL / squares / share).sqrt());
            factors.fold(Scaled { part: 1.0, hundreds: 0 }, Scaled::times)
        };
        let weights: Vec<Scaled> = likelihoods.iter().map(weight).collect();
        let hundreds = weights.iter().map(|weight| weight.hundreds).max()?;
        let evidence = Scaled { part: weights.iter().map(|weight| weight.below(hundreds)).sum(), hundreds };
        let mut before = 0.0;
        let cumulate = |share: f64| {
            before += share;
            before
        };
        let cumulated = shares(&weights).into_iter().map(cumulate).collect();
        let squares = likelihoods.into_iter().map(|(_, squares)| squares).collect();
        let precision = Distribution::gamma(differences.len() as f64 / 2.0, 1.0).ok()?;
        Some(Self { cumulated, squares, precision, last, evidence })
    }

    /// How likely the differences are, whatever persistence and variance, but for a constant that is the same for all differences of
    /// as many months: of two models, the one with more of it explains the past better.
    pub fn evidence(&self) -> Scaled {
        self.evidence
    }

    /// One future of the discrepancy: for each of the months, which come after the last that is known, in order.
    pub fn path(&self, months: &[Month], key: Key) -> Vec<f64> {
        let chosen = key.uniform(PERSISTENCE);
        let at = self.cumulated.partition_point(|sum| *sum < chosen).min(GRID - 1);
        let phi = persistence(at);
        // v = (S / 2) / gamma(n / 2, 1).
        let variance = self.squares[at] / 2.0 / self.precision.sample(key.bits(VARIANCE));
        let (mut before, mut level) = self.last;
        let step = |(number, month): (usize, &Month)| {
            let kept = power(phi, month.since(before));
            let shock = key.normal(FIRST_SHOCK + number as u64);
            level = kept * level + (variance * (1.0 - kept * kept)).max(0.0).sqrt() * shock;
            before = *month;
            level
        };
        months.iter().enumerate().map(step).collect()
    }

    /// The persistence from one month to the next: its mean over what the past leaves possible.
    pub fn mean_persistence(&self) -> f64 {
        let weights = std::iter::once(0.0).chain(self.cumulated.iter().copied()).zip(&self.cumulated);
        weights.enumerate().map(|(at, (before, upto))| (upto - before) * persistence(at)).sum()
    }

    /// The standard deviation of the discrepancy over the long run, at the mean of its variance.
    pub fn standard_deviation(&self, months: usize) -> f64 {
        // The mean of an inverse gamma variable with shape n / 2 and scale S / 2 is S / (n - 2).
        let weights = std::iter::once(0.0).chain(self.cumulated.iter().copied()).zip(&self.cumulated);
        let mean = weights.zip(&self.squares).map(|((before, upto), squares)| (upto - before) * squares).sum::<f64>();
        (mean / (months as f64 - 2.0)).sqrt()
    }
}

/// A value of the grid: the middle of its cell between 0 and 1.
fn persistence(at: usize) -> f64 {
    (at as f64 + 0.5) / GRID as f64
}

/// A whole power, by multiplication.
fn power(base: f64, exponent: i32) -> f64 {
    (0..exponent).fold(1.0, |product, _| product * base)
}

/// For each month the share of the variance that is new in it, and the sum of squares of what is new, each over its share.
fn likelihood(differences: &Series, phi: f64) -> (Vec<f64>, f64) {
    let (mut shares, mut squares) = (Vec::with_capacity(differences.len()), 0.0);
    let mut before: Option<(Month, f64)> = None;
    for (month, value) in differences.iter() {
        let kept = before.map_or(0.0, |(then, _)| power(phi, month.since(then)));
        let new = value - before.map_or(0.0, |(_, level)| kept * level);
        let share = 1.0 - kept * kept;
        shares.push(share);
        squares += new * new / share;
        before = Some((month, value));
    }
    (shares, squares)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dates::date;
    use crate::statistics::{Ensemble, Tally};

    fn month(number: i32) -> Month {
        Month::of(date(2000, 1, 1).unwrap()).plus(number)
    }

    /// A past with this persistence and a variance of 100.
    fn past(phi: f64, months: i32, seed: u64) -> Series {
        let key = Key::root(seed);
        let mut level = 10.0 * key.normal(0);
        let step = |number: i32| {
            level = phi * level + 10.0 * (1.0 - phi * phi).sqrt() * key.normal(number as u64 + 1);
            (month(number), level)
        };
        (0..months).map(step).collect()
    }

    #[test]
    fn a_long_past_tells_persistence_and_variance() {
        for (phi, seed) in [(0.2, 1), (0.8, 2)] {
            let found = Discrepancy::of(&past(phi, 1_200, seed)).unwrap();
            assert!((found.mean_persistence() - phi).abs() < 0.06, "{phi}: {}", found.mean_persistence());
            let deviation = found.standard_deviation(1_200);
            assert!((deviation - 10.0).abs() < 1.2, "{phi}: {deviation}");
        }
    }

    #[test]
    fn the_future_begins_near_the_last_month_and_forgets_it() {
        let differences: Series =
            past(0.8, 600, 3).iter().map(|(m, value)| (m, if m == month(599) { 30.0 } else { value })).collect();
        let found = Discrepancy::of(&differences).unwrap();
        let months: Vec<Month> = (600..660).map(month).collect();
        let paths: Vec<Vec<f64>> = (0..4_000).map(|path| found.path(&months, Key::root(9).child(path))).collect();
        let at = |step: usize| paths.iter().map(|path| path[step]).collect::<Tally>();
        let phi = found.mean_persistence();
        assert!((at(0).mean() - 30.0 * phi).abs() < 1.0, "{} {phi}", at(0).mean());
        assert!(at(59).mean().abs() < 1.0, "{}", at(59).mean());
        assert!((at(59).standard_deviation() - found.standard_deviation(600)).abs() < 0.6);
        assert!(at(0).standard_deviation() < 0.75 * at(59).standard_deviation());
    }

    #[test]
    fn ranges_cover_the_future_as_often_as_they_say_even_after_a_short_past() {
        // 400 systems of 24 known months; the 80 % range of the month after next.
        let covered = (0..400).filter(|&seed| {
            let all = past(0.7, 26, 1_000 + seed);
            let found = Discrepancy::of(&all.up_to(month(23))).unwrap();
            let months = [month(24), month(25)];
            let values = (0..400).map(|path| found.path(&months, Key::root(seed).child(path))[1]);
            let forecast = Ensemble::new(values.collect()).unwrap();
            forecast.covers(0.8, all.get(month(25)).unwrap())
        });
        let share = covered.count() as f64 / 400.0;
        // Three standard errors of 0.02.
        assert!((share - 0.8).abs() < 0.06, "{share}");
    }

    #[test]
    fn what_explains_the_past_better_has_more_evidence() {
        let near = past(0.7, 300, 7);
        let off = |by: f64| Discrepancy::of(&near.iter().map(|(m, value)| (m, value + by)).collect()).unwrap();
        let evidence: Vec<Scaled> = [0.0, 15.0, -15.0, 300.0].map(|by| off(by).evidence()).into();
        let shares = shares(&evidence);
        assert!(shares[0] > 0.9 && (shares.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{shares:?}");
        assert!(shares[1] > shares[3] && shares[2] > shares[3], "{shares:?}");
        // With no more than a constant between them, all are alike.
        let doubled = Discrepancy::of(&near).unwrap().evidence();
        assert_eq!(super::shares(&[doubled, doubled]), [0.5, 0.5]);
    }

    #[test]
    fn months_that_are_missing_are_bridged() {
        let whole = past(0.8, 400, 5);
        let gaps: Series = whole.iter().filter(|(m, _)| m.since(month(0)) % 3 != 1).collect();
        let found = Discrepancy::of(&gaps).unwrap();
        assert!((found.mean_persistence() - 0.8).abs() < 0.08, "{}", found.mean_persistence());
        // Forecasts three months ahead need not pass through the months between.
        let months = [month(402)];
        assert_eq!(found.path(&months, Key::root(1)).len(), 1);
    }

    #[test]
    fn too_little_says_nothing() {
        assert!(Discrepancy::of(&past(0.5, 5, 1)).is_none());
        assert!(Discrepancy::of(&(0..20).map(|m| (month(m), 0.0)).collect()).is_none());
        assert!(Discrepancy::of(&Series::default()).is_none());
    }
}
