//! Every form in which a scenario may write a time, against the law it is meant to be.

use std::f64::consts::LN_2;

use dtoc::random::{Distribution, Key, Pert};
use statrs::distribution::{Beta, ContinuousCDF, Exp, Gamma, LogNormal, Triangular, Uniform, Weibull};
use statrs::function::gamma::gamma;

use crate::chance::kolmogorov::assert_follows;
use crate::support::{BACK_HOME, HOSPITAL, World, emergencies, loaded};

const DRAWS: u64 = 100_000;

/// A law from elsewhere: its cumulative probability, mean and standard deviation.
struct Known {
    cdf: Box<dyn Fn(f64) -> f64>,
    mean: f64,
    standard_deviation: f64,
}

impl Known {
    fn new<L: ContinuousCDF<f64, f64> + statrs::statistics::Distribution<f64> + 'static>(
        law: Result<L, impl std::fmt::Debug>,
    ) -> Self {
        let law = law.expect("a law");
        let (mean, standard_deviation) = (law.mean().expect("a mean"), law.std_dev().expect("a deviation"));
        Self { cdf: Box::new(move |x| law.cdf(x)), mean, standard_deviation }
    }

    fn log_normal(mu: f64, sigma: f64) -> Self {
        Self::new(LogNormal::new(mu, sigma))
    }

    fn gamma(shape: f64, scale: f64) -> Self {
        Self::new(Gamma::new(shape, 1.0 / scale))
    }

    fn exponential(mean: f64) -> Self {
        Self::new(Exp::new(1.0 / mean))
    }

    fn weibull(shape: f64, scale: f64) -> Self {
        // The deviation of statrs is that of a table of gamma functions all the same; its variance is written out here.
        let moment = |power: f64| scale.powf(power) * gamma(1.0 + power / shape);
        let law = Weibull::new(shape, scale).expect("a law");
        let standard_deviation = (moment(2.0) - moment(1.0).powi(2)).sqrt();
        Self { cdf: Box::new(move |x| law.cdf(x)), mean: moment(1.0), standard_deviation }
    }

    /// Even within each interval, as its weight says.
    fn intervals(edges: &'static [f64], weights: &'static [f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let parts = || edges.windows(2).zip(weights).map(move |(ends, weight)| (ends[0], ends[1], weight / total));
        let mean: f64 = parts().map(|(low, high, share)| share * (low + high) / 2.0).sum();
        let square: f64 = parts().map(|(low, high, share)| share * (low * low + low * high + high * high) / 3.0).sum();
        let below = |x: f64, low: f64, high: f64| ((x - low) / (high - low)).clamp(0.0, 1.0);
        Self {
            cdf: Box::new(move |x| {
                edges.windows(2).zip(weights).map(|(ends, weight)| weight / total * below(x, ends[0], ends[1])).sum()
            }),
            mean,
            standard_deviation: (square - mean * mean).sqrt(),
        }
    }
}

/// Each form as it is written, and the law in days.
fn forms() -> Vec<(&'static str, Known)> {
    // Standard normal deviates of 0.9 and 0.95 (any table).
    let (z90, z95): (f64, f64) = (1.281_551_565_544_600_5, 1.644_853_626_951_472_2);
    let by_mean_sd = |mean: f64, sd: f64| {
        let square = (1.0 + (sd / mean).powi(2)).ln();
        Known::log_normal(mean.ln() - square / 2.0, square.sqrt())
    };
    // Half have left by 4 days, three quarters by 9: the shape is ln(ln 4 / ln 2) / ln(9 / 4).
    let shape = LN_2 / (9.0_f64 / 4.0).ln();
    vec![
        ("exponential = { mean_days = 5 }", Known::exponential(5.0)),
        ("exponential = { mean_hours = 36 }", Known::exponential(1.5)),
        ("gamma = { mean_days = 10, sd_days = 4 }", Known::gamma(6.25, 1.6)),
        ("gamma = { mean_days = 6, sd_days = 9 }", Known::gamma(4.0 / 9.0, 13.5)),
        ("gamma = { shape = 0.5, scale_days = 4 }", Known::gamma(0.5, 4.0)),
        ("gamma = { shape = 3, scale_hours = 12 }", Known::gamma(3.0, 0.5)),
        (
            "log_normal = { mean_days = 14, median_days = 9.5 }",
            Known::log_normal(9.5_f64.ln(), (2.0 * (14.0_f64 / 9.5).ln()).sqrt()),
        ),
        ("log_normal = { mean_days = 28.4, sd_days = 27.2 }", by_mean_sd(28.4, 27.2)),
        ("log_normal = { mean_hours = 48, sd_hours = 12 }", by_mean_sd(2.0, 0.5)),
        ("log_normal = { mean_days = 42, sigma = 0.6 }", Known::log_normal(42.0_f64.ln() - 0.18, 0.6)),
        ("log_normal = { median_days = 9, sigma = 1 }", Known::log_normal(9.0_f64.ln(), 1.0)),
        ("log_normal = { mu = 3.526361, sigma = 0.678150 }", Known::log_normal(3.526_361, 0.678_150)),
        (
            "log_normal = { p10_days = 2, p90_days = 30 }",
            Known::log_normal((2.0_f64.ln() + 30.0_f64.ln()) / 2.0, 15.0_f64.ln() / (2.0 * z90)),
        ),
        ("log_normal = { p50_days = 9, p95_days = 40 }", Known::log_normal(9.0_f64.ln(), (40.0_f64 / 9.0).ln() / z95)),
        ("weibull = { shape = 1.5, scale_days = 6 }", Known::weibull(1.5, 6.0)),
        ("weibull = { mean_days = 10, shape = 0.7 }", Known::weibull(0.7, 10.0 / gamma(1.0 + 1.0 / 0.7))),
        ("weibull = { p50_days = 4, p75_days = 9 }", Known::weibull(shape, 4.0 / LN_2.powf(1.0 / shape))),
        ("triangular = { low_days = 1, mode_days = 3, high_days = 10 }", Known::new(Triangular::new(1.0, 10.0, 3.0))),
        ("uniform = { low_days = 2, high_days = 8 }", Known::new(Uniform::new(2.0, 8.0))),
        ("uniform = { low_hours = 0, high_hours = 36 }", Known::new(Uniform::new(0.0, 1.5))),
        (
            "table = { edges_days = [0, 1, 7, 28], weights = [5, 3, 2] }",
            Known::intervals(&[0.0, 1.0, 7.0, 28.0], &[5.0, 3.0, 2.0]),
        ),
        ("table = { edges_hours = [12, 24, 96], weights = [1, 3] }", Known::intervals(&[0.5, 1.0, 4.0], &[1.0, 3.0])),
    ]
}

/// The distribution that a scenario with this stay holds.
fn written(stay: &str) -> Distribution {
    let text = World::of_days(10)
        .with(HOSPITAL)
        .with(BACK_HOME)
        .with(emergencies(1.0))
        .with(format!("[[service]]\nid = \"care\"\nplaces = 1\nstay = {{ {stay} }}\nafterwards = {{ home = 1 }}\n"))
        .text();
    loaded(&text).system.services.remove(0).stay
}

/// A patient's draw for a purpose.
fn bits(patient: u64, purpose: u64) -> u64 {
    Key::root(3).child(1).child(1).child(0).child(patient).bits(purpose)
}

#[test]
fn samples_of_every_form_follow_its_law() {
    for (stay, known) in forms() {
        let distribution = written(stay);
        let samples = (0..DRAWS).map(|n| distribution.sample(bits(n, 14 << 48))).collect();
        assert_follows(samples, &known.cdf, stay);
    }
}

#[test]
fn the_moments_of_every_form_are_those_of_its_law() {
    for (stay, Known { mean, standard_deviation, .. }) in forms() {
        let distribution = written(stay);
        assert!((distribution.mean() / mean - 1.0).abs() < 1e-9, "{stay}: {}", distribution.mean());
        let found = distribution.standard_deviation();
        assert!((found / standard_deviation - 1.0).abs() < 1e-9, "{stay}: {found} {standard_deviation}");
        // The middles of equal parts of the bits, which leave out but a little of the longest stays.
        let parts = 1 << 18;
        let samples = (0..parts).map(|part: u64| distribution.sample((part << 46) + (1 << 45)));
        let (sum, squares) = samples.fold((0.0, 0.0), |(sum, squares), x| (sum + x, squares + x * x));
        let (average, square) = (sum / parts as f64, squares / parts as f64);
        assert!((average / mean - 1.0).abs() < 2e-4, "{stay}: sampled mean {average}");
        let deviation = (square - average * average).sqrt();
        assert!((deviation / standard_deviation - 1.0).abs() < 5e-3, "{stay}: sampled deviation {deviation}");
    }
}

#[test]
fn cumulative_probabilities_and_quantiles_of_every_form_are_those_of_its_law() {
    for (stay, known) in forms() {
        let distribution = written(stay);
        for step in 1..200 {
            let probability = f64::from(step) / 200.0;
            let x = distribution.quantile(probability);
            assert!(((known.cdf)(x) - probability).abs() < 1e-8, "{stay}: {x} is not the quantile of {probability}");
            assert!((distribution.cdf(x) - (known.cdf)(x)).abs() < 1e-8, "{stay} at {x}");
        }
    }
}

/// A cumulative probability from a density, by the midpoint rule on a grid that is finer near 0.
fn integrated(density: impl Fn(f64) -> f64, end: f64) -> impl Fn(f64) -> f64 {
    const STEPS: usize = 40_000;
    let edge = move |step: usize| end * (step as f64 / STEPS as f64).powi(3);
    let mut sums = vec![0.0; STEPS + 1];
    for step in 0..STEPS {
        let (from, to) = (edge(step), edge(step + 1));
        sums[step + 1] = sums[step] + density(f64::midpoint(from, to)) * (to - from);
    }
    move |x| {
        let place = (x.clamp(0.0, end) / end).cbrt() * STEPS as f64;
        let step = (place as usize).min(STEPS - 1);
        sums[step] + (sums[step + 1] - sums[step]) * ((x - edge(step)) / (edge(step + 1) - edge(step))).clamp(0.0, 1.0)
    }
}

#[test]
fn what_is_left_of_a_stay_in_progress_follows_the_stationary_excess() {
    for (stay, known) in forms() {
        let distribution = written(stay);
        let end = distribution.quantile(1.0 - 1e-12).min(1e5);
        let excess = integrated(|x| (1.0 - (known.cdf)(x)) / known.mean, end);
        let left = (0..DRAWS).map(|n| distribution.residual(bits(n, 14 << 48), bits(n, 19 << 48)));
        assert_follows(left.collect(), excess, stay);
    }
}

#[test]
fn length_biased_stays_of_the_families_stay_in_the_family() {
    let cases = [
        ("exponential = { mean_days = 5 }", Known::gamma(2.0, 5.0)),
        ("gamma = { shape = 0.5, scale_days = 4 }", Known::gamma(1.5, 4.0)),
        ("log_normal = { median_days = 9, sigma = 1 }", Known::log_normal(9.0_f64.ln() + 1.0, 1.0)),
    ];
    for (stay, known) in cases {
        let biased = written(stay).length_biased();
        assert_follows((0..DRAWS).map(|n| biased.sample(bits(n, 0))).collect(), &known.cdf, stay);
    }
}

#[test]
fn listed_values_are_drawn_as_often_as_their_weights_say() {
    let days = written("table = { values_days = [1, 2, 7], weights = [5, 3, 2] }");
    let hours = written("table = { values_hours = [24, 48, 168], weights = [5, 3, 2] }");
    for distribution in [days, hours] {
        let mut counts = [0.0; 3];
        for n in 0..DRAWS {
            let drawn = distribution.sample(bits(n, 1));
            let which = [1.0, 2.0, 7.0].iter().position(|value| *value == drawn);
            counts[which.unwrap_or_else(|| panic!("{drawn} is not in the table"))] += 1.0;
        }
        let expected = [0.5, 0.3, 0.2].map(|share| share * DRAWS as f64);
        let square: f64 = counts.iter().zip(expected).map(|(count, mean)| (count - mean).powi(2) / mean).sum();
        // Chi-square with 2 degrees of freedom: over 18.42 once in ten thousand times.
        assert!(square < 18.42, "{counts:?}");
        assert!((distribution.mean() - 2.5).abs() < 1e-12);
        assert!((distribution.standard_deviation() - 5.25_f64.sqrt()).abs() < 1e-12);
    }
}

#[test]
fn a_constant_is_the_same_for_everybody() {
    for stay in ["constant = { days = 3 }", "constant = { hours = 72 }"] {
        let distribution = written(stay);
        assert!((0..1000).all(|n| distribution.sample(bits(n, 1)) == 3.0));
        // What is left of a constant in progress is even between nothing and all of it.
        let left = (0..DRAWS).map(|n| distribution.residual(bits(n, 1), bits(n, 2))).collect();
        assert_follows(left, |x| (x / 3.0).clamp(0.0, 1.0), stay);
    }
}

#[test]
fn what_is_drawn_between_low_and_high_follows_the_law_of_pert() {
    for (low, mode, high) in [(0.26, 0.35, 0.50), (10.0, 10.0, 16.0), (-4.0, 2.0, 2.0), (0.0, 5.0, 10.0)] {
        let pert = Pert::new(low, mode, high).expect("a range");
        let position = (mode - low) / (high - low);
        let law = Beta::new(1.0 + 4.0 * position, 5.0 - 4.0 * position).expect("a law");
        let samples = (0..DRAWS / 5).map(|n| pert.quantile(Key::root(5).child(n).uniform(0))).collect();
        assert_follows(samples, |x| law.cdf((x - low) / (high - low)), &format!("{low} to {high}, likeliest {mode}"));
    }
}
