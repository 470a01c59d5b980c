//! A forecast as a sample of equally likely values, and how well it did.

use serde::Serialize;

/// A forecast of one number: equally likely values, none of them NaN.
///
/// ```
/// use dtoc::statistics::Ensemble;
///
/// let forecast = Ensemble::new(vec![130.0, 150.0, 140.0]).unwrap();
/// assert_eq!(forecast.median(), 140.0);
/// assert!((forecast.crps(140.0) - 20.0 / 9.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ensemble {
    /// From the smallest to the largest.
    members: Vec<f64>,
}

impl Ensemble {
    /// The forecast with these members, in any order; `None` when there is none, or one is not finite.
    #[must_use]
    pub fn new(mut members: Vec<f64>) -> Option<Self> {
        if members.is_empty() || members.iter().any(|member| !member.is_finite()) {
            return None;
        }
        members.sort_by(f64::total_cmp);
        Some(Self { members })
    }

    /// The members, rising.
    #[must_use]
    pub fn members(&self) -> &[f64] {
        &self.members
    }

    /// The mean of the members.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.members.iter().sum::<f64>() / self.members.len() as f64
    }

    /// The value with this probability at or under it. Between members by a straight line, where member `i` of `n` has the
    /// probability `i / (n + 1)`: with that rule one more value of the same kind lies under the quantile exactly as often as it
    /// says. Probabilities beyond the outermost members give those.
    ///
    /// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996),
    /// 361-365, definition 6.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        let count = self.members.len();
        let place = (probability.clamp(0.0, 1.0) * (count as f64 + 1.0) - 1.0).clamp(0.0, count as f64 - 1.0);
        let below = place as usize;
        let above = (below + 1).min(count - 1);
        self.members[below] + (place - below as f64) * (self.members[above] - self.members[below])
    }

    /// The value that lies in the middle.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// The two ends of the central range with this probability: half of the rest lies on either side.
    #[must_use]
    pub fn central(&self, level: f64) -> (f64, f64) {
        let tail = 0.5 * (1.0 - level);
        (self.quantile(tail), self.quantile(1.0 - tail))
    }

    /// Whether the central range with this probability has the value.
    #[must_use]
    pub fn covers(&self, level: f64, observed: f64) -> bool {
        let (lower, upper) = self.central(level);
        lower <= observed && observed <= upper
    }

    /// The share of members under the value, those equal to it counted half: the probability integral transform.
    #[must_use]
    pub fn share_under(&self, observed: f64) -> f64 {
        let under = self.members.partition_point(|member| *member < observed);
        let at_most = self.members.partition_point(|member| *member <= observed);
        0.5 * (under + at_most) as f64 / self.members.len() as f64
    }

    /// The continuous ranked probability score against what was observed, in the unit of the forecast; less is better. It is the
    /// mean absolute error of a forecast that is one value, and is smallest on average for the true distribution.
    ///
    /// Source: T. Gneiting and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", Journal of the American
    /// Statistical Association 102 (2007), 359-378, equation 21: E|X - y| - E|X - X'| / 2, of the distribution that gives each
    /// member the same probability.
    #[must_use]
    pub fn crps(&self, observed: f64) -> f64 {
        let count = self.members.len() as f64;
        self.distance(observed) - self.spread() / (count * count)
    }

    /// The same for what the members are a sample of: the score of a very large sample, on average, whatever the number of members.
    /// NaN of a single member.
    ///
    /// Source: C. A. T. Ferro, "Fair scores for ensemble forecasts", Quarterly Journal of the Royal Meteorological Society 140
    /// (2014), 1917-1923: the sum over pairs is divided by n (n - 1) instead of n^2.
    #[must_use]
    pub fn fair_crps(&self, observed: f64) -> f64 {
        let count = self.members.len() as f64;
        self.distance(observed) - self.spread() / (count * (count - 1.0))
    }

    /// Mean distance of the members from a value.
    fn distance(&self, observed: f64) -> f64 {
        self.members.iter().map(|member| (member - observed).abs()).sum::<f64>() / self.members.len() as f64
    }

    /// Sum of the distances of all pairs of members, each pair once.
    fn spread(&self) -> f64 {
        let count = self.members.len() as f64;
        let weight = |place: usize| 2.0 * (place as f64 + 1.0) - count - 1.0;
        self.members.iter().enumerate().map(|(place, member)| weight(place) * member).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ensemble(members: &[f64]) -> Ensemble {
        Ensemble::new(members.to_vec()).unwrap()
    }

    /// Both sums over all pairs, as the definition has them.
    fn by_definition(members: &[f64], observed: f64, pairs: f64) -> f64 {
        let count = members.len() as f64;
        let distance: f64 = members.iter().map(|x| (x - observed).abs()).sum();
        let spread: f64 = members.iter().flat_map(|x| members.iter().map(move |y| (x - y).abs())).sum();
        distance / count - spread / (2.0 * pairs)
    }

    #[test]
    fn the_score_is_that_of_its_definition() {
        let members = [3.0, -1.0, 4.0, 1.0, 5.0, 9.0, 2.5];
        for observed in [-4.0, 1.0, 2.2, 12.0] {
            let forecast = ensemble(&members);
            assert!((forecast.crps(observed) - by_definition(&members, observed, 49.0)).abs() < 1e-12);
            assert!((forecast.fair_crps(observed) - by_definition(&members, observed, 42.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_score_of_a_single_value_is_its_distance() {
        assert_eq!(ensemble(&[7.0]).crps(4.5), 2.5);
        assert!(ensemble(&[7.0]).fair_crps(4.5).is_nan());
    }

    #[test]
    fn the_score_of_two_values_is_that_of_the_step_function() {
        // The integral of (F - 1{x >= y})^2 with F = 0, 1/2, 1 over 0 and 2: for y = 0.5, 0.5 / 4 + 1.5 / 4.
        assert!((ensemble(&[0.0, 2.0]).crps(0.5) - 0.5).abs() < 1e-15);
        // Outside, the whole square is added: 1 from 2 to 3, and a quarter of 2.
        assert!((ensemble(&[0.0, 2.0]).crps(3.0) - 1.5).abs() < 1e-15);
    }

    #[test]
    fn a_large_sample_scores_as_the_distribution_it_is_from() {
        // Quantiles at (i - 1/2) / n of the logistic distribution; for it the score at y = 0 is 2 ln 2 - 1.
        let count = 20_000;
        let logit = |p: f64| (p / (1.0 - p)).ln();
        let members: Vec<f64> = (0..count).map(|i| logit((f64::from(i) + 0.5) / f64::from(count))).collect();
        let exact = 2.0 * std::f64::consts::LN_2 - 1.0;
        assert!((ensemble(&members).crps(0.0) - exact).abs() < 1e-3, "{}", ensemble(&members).crps(0.0));
    }

    #[test]
    fn the_fair_score_does_not_depend_on_the_number_of_members() {
        // Small samples of sums of twelve uniforms (normal, near enough): the fair score is on average that of the normal
        // distribution, the plain one is larger by the mean distance of a pair over 2 n.
        let mut state = 1_u64;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as f64 / (1_u64 << 31) as f64
        };
        let mut deviate = || (0..12).map(|_| uniform()).sum::<f64>() - 6.0;
        let (mut fair, mut plain) = (0.0, 0.0);
        let rounds = 20_000;
        for _ in 0..rounds {
            let forecast = ensemble(&[deviate(), deviate(), deviate(), deviate()]);
            fair += forecast.fair_crps(0.5) / f64::from(rounds);
            plain += forecast.crps(0.5) / f64::from(rounds);
        }
        // Of the normal distribution z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi), with Phi(0.5) = 0.691462 and phi(0.5) = 0.352065.
        let exact = 0.331_404;
        let pair = 2.0 / std::f64::consts::PI.sqrt();
        assert!((fair - exact).abs() < 0.01, "{fair} {exact}");
        assert!((plain - exact - pair / 8.0).abs() < 0.01, "{plain} {exact}");
    }

    #[test]
    fn quantiles_lie_between_members_by_their_ranks() {
        // R: quantile(c(1, 2, 4, 8), p, type = 6).
        let forecast = ensemble(&[8.0, 1.0, 4.0, 2.0]);
        for (probability, expected) in [(0.2, 1.0), (0.25, 1.25), (0.5, 3.0), (0.75, 7.0), (0.9, 8.0), (0.0, 1.0)] {
            let found = forecast.quantile(probability);
            assert!((found - expected).abs() < 1e-12, "{probability}: {found}");
        }
        assert_eq!(forecast.central(0.5), (1.25, 7.0));
        assert!(forecast.covers(0.5, 7.0) && !forecast.covers(0.5, 7.01));
        assert_eq!((forecast.share_under(4.0), forecast.share_under(0.0)), (0.625, 0.0));
    }

    #[test]
    fn one_more_value_lies_in_the_range_as_often_as_it_says() {
        // Leaving each of 99 evenly spaced values out in turn, the central half of the others has about half of them.
        let values: Vec<f64> = (0..99).map(f64::from).collect();
        let covered = (0..99).filter(|&left_out| {
            let others = values.iter().copied().filter(|value| *value != f64::from(left_out));
            ensemble(&others.collect::<Vec<_>>()).covers(0.5, f64::from(left_out))
        });
        let share = covered.count() as f64 / 99.0;
        assert!((share - 0.5).abs() < 0.02, "{share}");
    }

    #[test]
    fn what_is_no_number_makes_no_forecast() {
        assert_eq!(Ensemble::new(Vec::new()), None);
        assert_eq!(Ensemble::new(vec![1.0, f64::NAN]), None);
        assert_eq!(Ensemble::new(vec![f64::INFINITY]), None);
    }
}
