//! The Kolmogorov-Smirnov test of samples against a continuous cumulative probability.

/// Largest distance between the shares of the samples and a cumulative probability.
pub fn distance(mut samples: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    samples.sort_by(f64::total_cmp);
    let count = samples.len() as f64;
    let at_one = |(at, &x): (usize, &f64)| {
        let expected = cdf(x);
        (expected - at as f64 / count).abs().max(((at + 1) as f64 / count - expected).abs())
    };
    samples.iter().enumerate().map(at_one).fold(0.0, f64::max)
}

/// Probability that so many samples lie further off than this: Kolmogorov's limit with Stephens' correction for their number.
///
/// Source: M. A. Stephens, "Use of the Kolmogorov-Smirnov, Cramer-Von Mises and related statistics without extensive tables",
/// Journal of the Royal Statistical Society B 32 (1970), 115-122.
pub fn significance(distance: f64, count: usize) -> f64 {
    let root = (count as f64).sqrt();
    let x = distance * (root + 0.12 + 0.11 / root);
    if x < 0.2 {
        // The series needs ever more terms, and its sum is 1 to a dozen digits.
        return 1.0;
    }
    let term = |k: i32| f64::from(1 - 2 * ((k - 1) % 2)) * (-2.0 * f64::from(k * k) * x * x).exp();
    (2.0 * (1..=100).map(term).sum::<f64>()).clamp(0.0, 1.0)
}

/// Asserts that samples follow a cumulative probability: once in ten thousand times they would lie further off by chance.
#[track_caller]
pub fn assert_follows(samples: Vec<f64>, cdf: impl Fn(f64) -> f64, what: &str) {
    let count = samples.len();
    let off = distance(samples, cdf);
    let significance = significance(off, count);
    assert!(significance > 1e-4, "{what}: {off} off, as happens to one in {:.0}", 1.0 / significance);
}

/// A square matrix.
type Matrix = Vec<Vec<f64>>;

fn product(one: &Matrix, other: &Matrix) -> Matrix {
    let row = |row: &Vec<f64>| {
        let mut sums = vec![0.0; row.len()];
        for (factor, line) in row.iter().zip(other) {
            sums.iter_mut().zip(line).for_each(|(sum, value)| *sum += factor * value);
        }
        sums
    };
    one.iter().map(row).collect()
}

/// The exact probability that `count` samples lie less than `distance` off.
///
/// Source: G. Marsaglia, W. W. Tsang and J. Wang, "Evaluating Kolmogorov's distribution", Journal of Statistical Software 8/18
/// (2003).
fn exact(count: usize, distance: f64) -> f64 {
    let reach = count as f64 * distance;
    let k = reach.ceil();
    let (size, h) = (2 * k as usize - 1, k - reach);
    let mut factorials = vec![1.0; size + 2];
    for n in 1..factorials.len() {
        factorials[n] = factorials[n - 1] * n as f64;
    }
    let mut step: Matrix = (0..size).map(|i| (0..size).map(|j| if i + 1 >= j { 1.0 } else { 0.0 }).collect()).collect();
    let powers: Vec<f64> = (0..size).map(|i| h.powi(i as i32 + 1)).collect();
    step.iter_mut().zip(&powers).for_each(|(row, power)| row[0] -= power);
    step[size - 1].iter_mut().zip(powers.iter().rev()).for_each(|(value, power)| *value -= power);
    step[size - 1][0] += (2.0 * h - 1.0).max(0.0).powi(size as i32);
    for (i, row) in step.iter_mut().enumerate() {
        for (j, value) in row.iter_mut().enumerate() {
            *value /= factorials[(i + 1).saturating_sub(j)];
        }
    }
    // The power of the matrix and the factorial of the count together, so that neither overflows.
    let mut power: Matrix = (0..size).map(|i| (0..size).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    let (mut squared, mut left) = (step, count);
    let mut scales = (0_i32, 0_i32);
    let rescale = |matrix: &mut Matrix, scale: &mut i32| {
        if matrix[size / 2][size / 2] > 1e140 {
            matrix.iter_mut().flatten().for_each(|value| *value *= 1e-140);
            *scale += 140;
        }
    };
    while left > 0 {
        if left % 2 == 1 {
            power = product(&power, &squared);
            scales.0 += scales.1;
            rescale(&mut power, &mut scales.0);
        }
        left /= 2;
        if left > 0 {
            squared = product(&squared, &squared);
            scales.1 *= 2;
            rescale(&mut squared, &mut scales.1);
        }
    }
    let mut probability = power[k as usize - 1][k as usize - 1];
    for n in 1..=count {
        probability *= n as f64 / count as f64;
        if probability < 1e-140 {
            probability *= 1e140;
            scales.0 -= 140;
        }
    }
    probability * 10.0_f64.powi(scales.0)
}

#[test]
fn the_exact_law_is_the_published_one() {
    // Marsaglia, Tsang and Wang, section 3; Miller (1956), critical values at 5 % and 1 %.
    assert!((exact(10, 0.274) - 0.628_479_615_456_504).abs() < 1e-12, "{}", exact(10, 0.274));
    for (count, critical, level) in
        [(10, 0.40925, 0.05), (20, 0.29408, 0.05), (100, 0.13403, 0.05), (20, 0.35241, 0.01)]
    {
        let beyond = 1.0 - exact(count, critical);
        assert!((beyond / level - 1.0).abs() < 1e-3, "{count}: {beyond}");
    }
}

#[test]
fn significances_are_those_of_the_exact_law() {
    for (count, distance) in [(100, 0.13403), (400, 0.0675), (1000, 0.0614), (1500, 0.05)] {
        let (found, exact) = (significance(distance, count), 1.0 - exact(count, distance));
        assert!((found / exact - 1.0).abs() < 0.05, "{count}: {found} {exact}");
    }
}

#[test]
fn samples_of_something_a_little_different_are_told_apart() {
    let uniforms = |n: usize| (0..n).map(|at| (at as f64 + 0.5) / n as f64).collect::<Vec<_>>();
    assert!(significance(distance(uniforms(20_000), |x| x), 20_000) > 0.999);
    assert!(significance(distance(uniforms(20_000), |x| x.powf(1.06)), 20_000) < 1e-4);
}
