//! Distributions against independent sums: densities integrated numerically, published moments, rand_distr's samplers.

use super::{Distribution, Key};

type Density = Box<dyn Fn(f64) -> f64>;

/// Every shape with its density, written from the textbook and not from the code under test, and its support.
fn shapes() -> Vec<(Distribution, Density, f64, f64)> {
    let tau = std::f64::consts::TAU;
    let log_normal = move |x: f64| (-0.5 * ((x.ln() - 1.5) / 0.8).powi(2)).exp() / (x * 0.8 * tau.sqrt());
    let gamma = |x: f64| x.powf(1.5) * (-x / 2.0).exp() / (1.329_340_388_179_137 * 2.0_f64.powf(2.5));
    let weibull = |x: f64| 1.5 / 6.0 * (x / 6.0_f64).powf(0.5) * (-(x / 6.0_f64).powf(1.5)).exp();
    let triangular = |x: f64| if x < 3.0 { 2.0 * (x - 1.0) / 18.0 } else { 2.0 * (10.0 - x) / 63.0 };
    let intervals = |x: f64| match x {
        x if x < 1.0 => 0.2,
        x if x < 3.0 => 0.25,
        x if x < 6.0 => 0.0,
        _ => 0.075,
    };
    vec![
        (Distribution::exponential(5.0).unwrap(), Box::new(|x: f64| (-x / 5.0).exp() / 5.0), 0.0, 250.0),
        (Distribution::log_normal(1.5, 0.8).unwrap(), Box::new(log_normal), 1e-9, 2000.0),
        (Distribution::gamma(2.5, 2.0).unwrap(), Box::new(gamma), 0.0, 120.0),
        (Distribution::weibull(1.5, 6.0).unwrap(), Box::new(weibull), 0.0, 80.0),
        (Distribution::uniform(2.0, 8.0).unwrap(), Box::new(|_| 1.0 / 6.0), 2.0, 8.0),
        (Distribution::triangular(1.0, 3.0, 10.0).unwrap(), Box::new(triangular), 1.0, 10.0),
        (
            Distribution::empirical_intervals(&[0.0, 1.0, 3.0, 6.0, 10.0], &[2.0, 5.0, 0.0, 3.0]).unwrap(),
            Box::new(intervals),
            0.0,
            10.0,
        ),
    ]
}

/// A density integrated to a table of cumulative probabilities by the midpoint rule on a grid that is finer near the
/// start.
fn cumulative(density: &dyn Fn(f64) -> f64, low: f64, high: f64) -> (Vec<f64>, Vec<f64>) {
    const STEPS: usize = 20_000;
    let edge = |step: usize| low + (high - low) * (step as f64 / STEPS as f64).powi(3);
    let mut sum = 0.0;
    let edges: Vec<f64> = (0..=STEPS).map(edge).collect();
    let sums = std::iter::once(0.0).chain(edges.windows(2).map(|ends| {
        sum += density(0.5 * (ends[0] + ends[1])) * (ends[1] - ends[0]);
        sum
    }));
    (sums.collect(), edges)
}

fn interpolated((sums, edges): &(Vec<f64>, Vec<f64>), x: f64) -> f64 {
    let at = edges.partition_point(|edge| *edge <= x).clamp(1, edges.len() - 1);
    let along = ((x - edges[at - 1]) / (edges[at] - edges[at - 1])).clamp(0.0, 1.0);
    sums[at - 1] + along * (sums[at] - sums[at - 1])
}

/// Largest distance between the distribution of samples and a cumulative probability, times the root of their number:
/// over 1.95 once in a thousand times (Kolmogorov).
fn kolmogorov_smirnov(mut samples: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let count = samples.len() as f64;
    let distance = |(at, x): (usize, &f64)| {
        let expected = cdf(*x);
        (expected - at as f64 / count).abs().max((expected - (at + 1) as f64 / count).abs())
    };
    samples.iter().enumerate().map(distance).fold(0.0, f64::max) * count.sqrt()
}

fn draws(distribution: &Distribution, count: u64) -> Vec<f64> {
    let key = Key::root(11).child(3);
    (0..count).map(|n| distribution.sample(key.child(n).bits(2))).collect()
}

/// Mean of what `sample` gives over equally spaced bits.
fn mean_over_bits(sample: impl Fn(u64) -> f64) -> f64 {
    const STEPS: u64 = 1 << 18;
    (0..STEPS).map(|step| sample((step << 46) + (1 << 45))).sum::<f64>() / STEPS as f64
}

#[test]
fn samples_follow_their_density() {
    for (distribution, density, low, high) in shapes() {
        let table = cumulative(&*density, low, high);
        let distance = kolmogorov_smirnov(draws(&distribution, 20_000), |x| interpolated(&table, x));
        assert!(distance < 1.95, "{distribution:?}: {distance}");
    }
}

#[test]
fn length_biased_samples_follow_the_density_weighted_by_the_amount() {
    for (distribution, density, low, high) in shapes() {
        let mean = distribution.mean();
        let table = cumulative(&|x| x * density(x) / mean, low, high);
        let distance = kolmogorov_smirnov(draws(&distribution.length_biased(), 20_000), |x| interpolated(&table, x));
        assert!(distance < 1.95, "{distribution:?}: {distance}");
    }
}

#[test]
fn twice_length_biased_samples_follow_the_density_weighted_by_the_square() {
    for (distribution, density, low, high) in shapes() {
        let square = distribution.mean() * distribution.length_biased().mean();
        let table = cumulative(&|x| x * x * density(x) / square, low, high);
        let twice = distribution.length_biased().length_biased();
        let distance = kolmogorov_smirnov(draws(&twice, 20_000), |x| interpolated(&table, x));
        assert!(distance < 1.95, "{distribution:?}: {distance}");
    }
}

#[test]
fn residuals_follow_the_stationary_excess() {
    let key = Key::root(4);
    for (distribution, density, low, high) in shapes() {
        let table = cumulative(&*density, low, high);
        let mean = distribution.mean();
        // The density of what is left is the probability of lasting longer, divided by the mean.
        let excess = cumulative(&|x| (1.0 - interpolated(&table, x)) / mean, 0.0, high);
        let samples = (0..20_000).map(|n| distribution.residual(key.child(n).bits(0), key.child(n).bits(1)));
        let distance = kolmogorov_smirnov(samples.collect(), |x| interpolated(&excess, x));
        assert!(distance < 1.95, "{distribution:?}: {distance}");
    }
}

#[test]
fn cumulative_probabilities_agree_with_the_integrated_density() {
    for (distribution, density, low, high) in shapes() {
        let table = cumulative(&*density, low, high);
        for step in 1..200 {
            let x = low + (high - low) * (f64::from(step) / 200.0).powi(2);
            let error = distribution.cdf(x) - interpolated(&table, x);
            assert!(error.abs() < 1e-4, "{distribution:?} at {x}: {error}");
        }
        assert_eq!((distribution.cdf(-1.0), distribution.cdf(f64::INFINITY)), (0.0, 1.0));
    }
}

#[test]
fn moments_agree_with_the_integrated_density() {
    for (distribution, density, low, high) in shapes() {
        let moment = |power: i32| {
            let table = cumulative(&|x| x.powi(power) * density(x), low, high);
            table.0[table.0.len() - 1]
        };
        let (mean, square) = (moment(1), moment(2));
        assert!((distribution.mean() / mean - 1.0).abs() < 1e-4, "{distribution:?}: {mean}");
        let deviation = (square - mean * mean).sqrt();
        assert!((distribution.standard_deviation() / deviation - 1.0).abs() < 3e-4, "{distribution:?}: {deviation}");
        assert!((distribution.length_biased().mean() / (square / mean) - 1.0).abs() < 2e-4, "{distribution:?}");
    }
}

#[test]
fn sampled_means_are_the_means() {
    for (distribution, ..) in shapes() {
        for distribution in [distribution.length_biased(), distribution.scaled(3.0), distribution] {
            let error = mean_over_bits(|bits| distribution.sample(bits)) / distribution.mean() - 1.0;
            assert!(error.abs() < 1e-4, "{distribution:?}: {error}");
        }
    }
}

#[test]
fn the_mean_residual_is_half_the_mean_square_over_the_mean() {
    let values = Distribution::empirical(&[1.0, 4.0, 7.0], &[3.0, 2.0, 1.0]).unwrap();
    let constant = Distribution::constant(6.0).unwrap();
    for distribution in shapes().into_iter().map(|shape| shape.0).chain([values, constant]) {
        let (mean, deviation) = (distribution.mean(), distribution.standard_deviation());
        let expected = (mean * mean + deviation * deviation) / (2.0 * mean);
        let half_way = mean_over_bits(|bits| distribution.residual(bits, 1 << 63));
        assert!((half_way / expected - 1.0).abs() < 1e-4, "{distribution:?}: {half_way} {expected}");
    }
}

#[test]
fn more_bits_give_a_greater_amount() {
    let values = Distribution::empirical(&[9.0, 1.0, 4.0], &[1.0, 2.0, 0.5]).unwrap();
    for distribution in shapes().into_iter().map(|shape| shape.0).chain([values]) {
        for distribution in [distribution.length_biased(), distribution] {
            let ends = [0, 1, 2, u64::MAX - 1, u64::MAX];
            let mut grid: Vec<u64> = (0..100_000).map(|step| step * (u64::MAX / 100_000)).chain(ends).collect();
            grid.extend((0..64).flat_map(|bit| [(1 << bit) - 1, 1 << bit, !(1 << bit), !((1 << bit) - 1)]));
            grid.sort_unstable();
            let amounts: Vec<f64> = grid.iter().map(|bits| distribution.sample(*bits)).collect();
            // In the exact tails bits next to each other may be out of order by the rounding of the last digit.
            assert!(amounts.windows(2).all(|pair| pair[0] <= pair[1] * (1.0 + 1e-12)), "{distribution:?}");
            assert!(amounts.iter().all(|amount| amount.is_finite() && *amount >= 0.0), "{distribution:?}");
        }
    }
}

#[test]
fn quantiles_are_the_inverse_of_cumulative_probabilities() {
    for (distribution, ..) in shapes() {
        for distribution in [distribution.length_biased(), distribution.scaled(0.25), distribution] {
            for step in 1..100 {
                let probability = f64::from(step) / 100.0;
                let error = distribution.cdf(distribution.quantile(probability)) - probability;
                assert!(error.abs() < 1e-12, "{distribution:?} at {probability}: {error}");
            }
        }
    }
}

#[test]
fn quantiles_at_the_ends_are_the_least_and_the_greatest() {
    let ends = |distribution: Distribution| (distribution.quantile(-0.5), distribution.quantile(1.0));
    assert_eq!(ends(Distribution::exponential(2.0).unwrap()), (0.0, f64::INFINITY));
    assert_eq!(ends(Distribution::uniform(1.0, 2.0).unwrap()), (1.0, 2.0));
    assert_eq!(ends(Distribution::triangular(1.0, 1.0, 2.0).unwrap()), (1.0, 2.0));
    assert_eq!(ends(Distribution::empirical(&[3.0, 1.0], &[1.0, 1.0]).unwrap()), (1.0, 3.0));
    assert!(Distribution::exponential(2.0).unwrap().quantile(f64::NAN).is_nan());
}

#[test]
fn scaled_amounts_are_multiplied() {
    for (distribution, ..) in shapes() {
        let scaled = distribution.scaled(2.5);
        for n in 0..200 {
            let (bits, other) = (Key::root(1).bits(n), Key::root(2).bits(n));
            let ratio = scaled.sample(bits) / distribution.sample(bits);
            assert!((ratio - 2.5).abs() < 1e-12);
            let ratio = scaled.residual(bits, other) / distribution.residual(bits, other);
            assert!((ratio - 2.5).abs() < 1e-12);
        }
        assert!((scaled.mean() / distribution.mean() - 2.5).abs() < 1e-12);
        assert!((scaled.standard_deviation() / distribution.standard_deviation() - 2.5).abs() < 1e-12);
    }
    let nothing = Distribution::exponential(3.0).unwrap().scaled(0.0);
    assert_eq!((nothing.sample(u64::MAX), nothing.mean(), nothing.cdf(0.0), nothing.cdf(-0.1)), (0.0, 0.0, 1.0, 0.0));
}

#[test]
fn an_option_with_a_longer_mean_makes_every_stay_longer() {
    let short = Distribution::log_normal_mean_median(14.0, 9.5).unwrap();
    let long = Distribution::log_normal_mean_median(15.4, 10.45).unwrap();
    for n in 0..1000 {
        let bits = Key::root(6).bits(n);
        assert!(long.sample(bits) > short.sample(bits));
    }
}

#[test]
fn values_are_drawn_as_often_as_their_weights_say() {
    let distribution = Distribution::empirical(&[5.0, 2.0, 9.0, 2.0, 7.0], &[3.0, 1.0, 4.0, 2.0, 0.0]).unwrap();
    let samples = draws(&distribution, 50_000);
    for (value, share) in [(2.0, 0.3), (5.0, 0.3), (9.0, 0.4)] {
        let count = samples.iter().filter(|sample| **sample == value).count() as f64;
        assert!((count - share * 50_000.0).abs() < 4.0 * (50_000.0_f64 * share * (1.0 - share)).sqrt());
    }
    assert!(samples.iter().all(|sample| [2.0, 5.0, 9.0].contains(sample)));
    assert!((distribution.mean() - 5.7).abs() < 1e-12);
    assert!((distribution.cdf(5.0) - 0.6).abs() < 1e-12 && distribution.cdf(4.99) < 0.31);
    assert!((distribution.length_biased().cdf(5.0) - 2.1 / 5.7).abs() < 1e-12);
}

#[test]
fn a_constant_is_always_itself() {
    let constant = Distribution::constant(4.0).unwrap();
    assert_eq!((constant.sample(0), constant.sample(u64::MAX), constant.quantile(0.3)), (4.0, 4.0, 4.0));
    assert_eq!((constant.mean(), constant.standard_deviation()), (4.0, 0.0));
    assert_eq!((constant.cdf(3.99), constant.cdf(4.0)), (0.0, 1.0));
    assert_eq!(constant.length_biased().sample(7), 4.0);
    assert!((constant.residual(0, 1 << 63) - 2.0).abs() < 1e-12);
    let zero = Distribution::constant(0.0).unwrap();
    assert_eq!((zero.sample(5), zero.residual(5, 6), zero.length_biased().mean()), (0.0, 0.0, 0.0));
}

#[test]
fn narrow_distributions_far_from_zero_keep_their_digits() {
    let narrow = Distribution::triangular(1000.0, 1000.001, 1000.002).unwrap();
    assert!((narrow.mean() - 1000.001).abs() < 1e-9);
    assert!((narrow.standard_deviation() / (0.001 / 6.0_f64.sqrt()) - 1.0).abs() < 1e-6);
    assert!((narrow.length_biased().cdf(1000.001) - 0.5).abs() < 1e-6);
}

#[test]
fn triangular_samples_are_the_quantiles_of_their_pieces() {
    for (low, mode, high) in [(1.0, 3.0, 10.0), (0.0, 0.0, 2.0), (5.0, 6.0, 6.0)] {
        let triangular = Distribution::triangular(low, mode, high).unwrap();
        for step in 0..1000 {
            let bits = (step << 54) + (1 << 53);
            let probability = (step as f64 + 0.5) / 1024.0;
            assert!((triangular.sample(bits) - triangular.quantile(probability)).abs() < 1e-9, "{triangular:?}");
        }
    }
}

#[test]
fn the_first_samples_are_pinned() {
    let bits = [0.000_01, 0.001, 0.3, 0.99, 0.999_99].map(|share| (share * 2.0_f64.powi(64)) as u64);
    let sampled = |distribution: &Distribution| bits.map(|bits| distribution.sample(bits));
    let shapes = shapes();
    assert_eq!(
        sampled(&shapes[0].0),
        [5.0000250001666676e-5, 0.005002501677660192, 1.7833747683437282, 23.02590902259325, 57.56462732487391]
    );
    assert_eq!(
        sampled(&shapes[1].0),
        [0.1477974335240238, 0.3782552078932131, 2.946092153751765, 28.820369032898576, 135.89909137318793]
    );
    assert_eq!(
        sampled(&shapes[2].0),
        [0.03248439915542487, 0.2102125060350287, 2.999908132746243, 15.086299779879413, 30.856189940445923]
    );
    assert_eq!(
        sampled(&shapes[3].0),
        [0.0027849625833994878, 0.06001998586503007, 3.0176322930759962, 16.607938091077138, 30.592035817563833]
    );
    assert_eq!(
        sampled(&shapes[5].0),
        [1.0134164078649681, 1.1341640786499874, 3.359216913646403, 9.206274606680626, 9.974900199204034]
    );
}

#[test]
fn shapes_describe_themselves() {
    let described = |distribution: Result<Distribution, _>| distribution.unwrap().description();
    assert_eq!(described(Distribution::constant(3.0)), "constant 3");
    assert_eq!(described(Distribution::exponential(9.25)), "exponential with mean 9.25");
    assert_eq!(described(Distribution::log_normal_mean_median(14.0, 9.5)), "log-normal with mean 14 and median 9.5");
    assert_eq!(described(Distribution::gamma_mean_sd(6.0, 3.0)), "gamma with mean 6 and standard deviation 3");
    assert_eq!(
        described(Distribution::weibull_mean_shape(10_000.0, 2.0)),
        "Weibull with mean 10000 and standard deviation 5227"
    );
    assert_eq!(described(Distribution::uniform(0.5, 2.0)), "uniform from 0.5 to 2");
    assert_eq!(described(Distribution::triangular(1.0, 2.0, 9.0)), "triangular from 1 to 9, most often 2");
    assert_eq!(described(Distribution::empirical(&[1.0, 2.0], &[1.0, 3.0])), "table of 2 values with mean 1.75");
    let intervals = Distribution::empirical_intervals(&[0.0, 2.0, 4.0], &[1.0, 1.0]).unwrap();
    assert_eq!(intervals.description(), "table of 2 intervals with mean 2");
    assert_eq!(intervals.scaled(0.5).length_biased().description(), "length-biased from 0 to 2 with mean 1.333");
    let weibull = Distribution::weibull(0.5, 1.0).unwrap().length_biased();
    assert_eq!(weibull.description(), "generalised gamma with mean 12 and standard deviation 14.7");
    assert_eq!(format!("{intervals:?}"), "Distribution(table of 2 intervals with mean 2)");
}

#[test]
fn a_distribution_can_be_shared_between_threads() {
    fn shareable<T: Send + Sync + Clone>(_: &T) {}
    let distribution = Distribution::gamma(2.0, 3.0).unwrap();
    shareable(&distribution);
    let here = distribution.residual(17, 1 << 62);
    let there = std::thread::scope(|scope| scope.spawn(|| distribution.residual(17, 1 << 62)).join().unwrap());
    assert_eq!(here, there);
}
