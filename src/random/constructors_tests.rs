//! Ways of stating a distribution, and refusals.

use super::{Distribution, DistributionError};
use proptest::prelude::*;

type Checked = Result<Distribution, DistributionError>;

fn close(found: f64, expected: f64) -> bool {
    (found / expected - 1.0).abs() < 1e-9
}

#[test]
fn a_log_normal_has_the_mean_and_median_asked_for() {
    let distribution = Distribution::log_normal_mean_median(14.0, 9.5).unwrap();
    assert!(close(distribution.mean(), 14.0) && close(distribution.quantile(0.5), 9.5));
}

#[test]
fn a_log_normal_has_the_mean_and_deviation_asked_for() {
    let distribution = Distribution::log_normal_mean_sd(6.0, 7.0).unwrap();
    assert!(close(distribution.mean(), 6.0) && close(distribution.standard_deviation(), 7.0));
}

#[test]
fn a_log_normal_has_the_sigma_asked_for() {
    let by_mean = Distribution::log_normal_mean_sigma(42.0, 0.6).unwrap();
    assert!(close(by_mean.mean(), 42.0) && close(by_mean.quantile(0.5), 42.0 * (-0.18_f64).exp()));
    let by_median = Distribution::log_normal_median_sigma(42.0, 0.6).unwrap();
    assert!(close(by_median.quantile(0.5), 42.0) && close(by_median.mean(), 42.0 * 0.18_f64.exp()));
}

#[test]
fn shapes_have_the_quantiles_asked_for() {
    for make in [Distribution::log_normal_quantiles, Distribution::weibull_quantiles] {
        let distribution = make((0.5, 9.0), (0.9, 30.0)).unwrap();
        assert!(close(distribution.quantile(0.5), 9.0) && close(distribution.quantile(0.9), 30.0));
    }
}

#[test]
fn a_gamma_has_the_mean_and_deviation_asked_for() {
    let distribution = Distribution::gamma_mean_sd(10.0, 4.0).unwrap();
    assert!(close(distribution.mean(), 10.0) && close(distribution.standard_deviation(), 4.0));
    let distribution = Distribution::gamma(3.0, 2.0).unwrap();
    assert!(close(distribution.mean(), 6.0) && close(distribution.standard_deviation(), 12.0_f64.sqrt()));
}

#[test]
fn a_weibull_has_the_mean_asked_for() {
    let distribution = Distribution::weibull_mean_shape(10.0, 0.7).unwrap();
    assert!(close(distribution.mean(), 10.0));
    // A Weibull with shape 2 is a Rayleigh distribution, whose median is scale * sqrt(ln 2).
    let rayleigh = Distribution::weibull(2.0, 5.0).unwrap();
    assert!(close(rayleigh.quantile(0.5), 5.0 * std::f64::consts::LN_2.sqrt()));
    assert!(close(rayleigh.mean(), 2.5 * std::f64::consts::PI.sqrt()));
}

#[test]
fn no_spread_makes_a_constant_where_that_is_plain() {
    for distribution in [
        Distribution::uniform(3.0, 3.0),
        Distribution::triangular(3.0, 3.0, 3.0),
        Distribution::empirical(&[3.0, 3.0, 8.0], &[1.0, 1.0, 0.0]),
    ] {
        assert_eq!(distribution.unwrap().description(), "constant 3");
    }
    assert_eq!(Distribution::constant(0.0).unwrap().description(), "constant 0");
    assert_eq!(Distribution::constant(-0.0).unwrap().sample(0).to_bits(), 0);
}

#[test]
fn refusals_name_the_number_and_the_rule() {
    let said = |refused: Checked| refused.unwrap_err().to_string();
    assert_eq!(
        said(Distribution::log_normal_mean_median(5.0, 8.0)),
        "the mean (5) must be greater than the median (8): a log-normal is skewed to the right"
    );
    assert_eq!(
        said(Distribution::log_normal_mean_median(8.0, 8.0)),
        "the mean (8) equals the median, which leaves no spread: write a constant of 8 instead"
    );
    assert_eq!(
        said(Distribution::exponential(0.0)),
        "the mean (0) must be greater than 0: write a constant of 0 instead"
    );
    assert_eq!(said(Distribution::exponential(-3.0)), "the mean (-3) must be greater than 0");
    assert_eq!(said(Distribution::constant(f64::NAN)), "the value (NaN) must be a finite number");
    assert_eq!(said(Distribution::triangular(5.0, 4.0, 9.0)), "low (5) must not be greater than mode (4)");
    assert_eq!(said(Distribution::uniform(5.0, 4.0)), "low (5) must not be greater than high (4)");
    assert_eq!(said(Distribution::empirical(&[], &[])), "a table needs at least one value");
    assert_eq!(
        said(Distribution::empirical_intervals(&[0.0, 2.0, 2.0], &[1.0, 1.0])),
        "edges must increase: 2 does not come before 2"
    );
    assert_eq!(
        said(Distribution::log_normal_quantiles((0.5, 9.0), (0.9, 8.0))),
        "the value at the higher probability (8) must be greater than the one at the lower (9)"
    );
    assert_eq!(
        said(Distribution::gamma_mean_sd(30.0, 0.1)),
        "the shape of a gamma (90000) must be at most 10000: for so little spread write a constant"
    );
}

#[test]
fn impossible_numbers_are_refused() {
    let refused: Vec<Checked> = vec![
        Distribution::constant(-1.0),
        Distribution::constant(f64::INFINITY),
        Distribution::exponential(f64::NAN),
        Distribution::exponential(1e-320),
        Distribution::log_normal(f64::NAN, 1.0),
        Distribution::log_normal(1.0, 0.0),
        Distribution::log_normal(1.0, 4.5),
        Distribution::log_normal(800.0, 1.0),
        Distribution::log_normal(-800.0, 1.0),
        Distribution::log_normal_mean_sd(5.0, 0.0),
        Distribution::log_normal_mean_sd(5.0, 1e10),
        Distribution::log_normal_mean_sd(-5.0, 1.0),
        Distribution::log_normal_mean_sigma(5.0, f64::NAN),
        Distribution::log_normal_median_sigma(0.0, 1.0),
        Distribution::log_normal_quantiles((0.0, 1.0), (0.5, 2.0)),
        Distribution::log_normal_quantiles((0.5, 1.0), (1.0, 2.0)),
        Distribution::log_normal_quantiles((0.5, 1.0), (0.5, 2.0)),
        Distribution::log_normal_quantiles((f64::NAN, 1.0), (0.5, 2.0)),
        Distribution::weibull_quantiles((0.5, 0.0), (0.9, 2.0)),
        Distribution::weibull_quantiles((0.5, 1.0), (0.500_000_1, 2.0)),
        Distribution::gamma(0.0, 1.0),
        Distribution::gamma(0.001, 1.0),
        Distribution::gamma(1.0, -1.0),
        Distribution::gamma_mean_sd(1.0, f64::INFINITY),
        Distribution::gamma_mean_sd(1.0, 0.0),
        Distribution::weibull(0.01, 1.0),
        Distribution::weibull_mean_shape(1.0, -2.0),
        Distribution::weibull_mean_shape(0.0, 2.0),
        Distribution::triangular(-1.0, 2.0, 3.0),
        Distribution::triangular(1.0, 4.0, 3.0),
        Distribution::uniform(0.0, f64::INFINITY),
        Distribution::empirical(&[1.0], &[1.0, 2.0]),
        Distribution::empirical(&[-1.0], &[1.0]),
        Distribution::empirical(&[1.0, 2.0], &[0.0, 0.0]),
        Distribution::empirical(&[1.0, 2.0], &[1.0, -1.0]),
        Distribution::empirical(&[1.0, 2.0], &[f64::MAX, f64::MAX]),
        Distribution::empirical_intervals(&[], &[]),
        Distribution::empirical_intervals(&[1.0], &[]),
        Distribution::empirical_intervals(&[1.0, 2.0], &[1.0, 1.0]),
        Distribution::empirical_intervals(&[1.0, 2.0], &[f64::NAN]),
        Distribution::empirical_intervals(&[2.0, 1.0], &[1.0]),
    ];
    for (at, refusal) in refused.into_iter().enumerate() {
        assert!(refusal.is_err(), "case {at}: {refusal:?}");
    }
}

/// Numbers a planner might write, and others.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..50.0, 1 => any::<f64>(), 1 => Just(0.0), 1 => 1e-12..1e-3, 1 => 1e3..1e9]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn what_is_not_refused_can_be_sampled(a in number(), b in number(), c in number(), d in number()) {
        let made: Vec<Checked> = vec![
            Distribution::exponential(a),
            Distribution::log_normal(a, b),
            Distribution::log_normal_mean_median(a, b),
            Distribution::log_normal_mean_sd(a, b),
            Distribution::log_normal_quantiles((0.25, a), (0.75, b)),
            Distribution::gamma_mean_sd(a, b),
            Distribution::weibull(a, b),
            Distribution::weibull_quantiles((0.1, a), (0.9, b)),
            Distribution::triangular(a, b, c),
            Distribution::uniform(a, b),
            Distribution::empirical(&[a, b], &[c, d]),
            Distribution::empirical_intervals(&[a, b, c], &[d, a]),
        ];
        for distribution in made.into_iter().flatten() {
            let samples = [0, 1 << 40, 1 << 63, u64::MAX - (1 << 40), u64::MAX].map(|bits| distribution.sample(bits));
            prop_assert!(samples.iter().all(|sample| sample.is_finite() && *sample >= 0.0), "{distribution:?}");
            prop_assert!(samples.is_sorted(), "{distribution:?}: {samples:?}");
            prop_assert!(distribution.mean() >= 0.0 && distribution.standard_deviation() >= 0.0, "{distribution:?}");
            let residual = distribution.residual(u64::MAX / 3, u64::MAX / 3);
            prop_assert!(residual.is_finite() && residual >= 0.0, "{distribution:?}: {residual}");
        }
    }
}
