//! The beta distribution: its probabilities (the regularised incomplete beta function) and quantiles.
//!
//! Source: NIST Digital Library of Mathematical Functions, 8.17.22 (continued fraction); its evaluation by Lentz's method and the
//! choice of the end from which to evaluate it follow Press et al., Numerical Recipes (3rd edition 2007), 6.4.

/// A beta distribution on 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Beta {
    alpha: f64,
    beta: f64,
    /// Logarithm of what the density is divided by.
    ln_beta: f64,
}

impl Beta {
    /// Both shapes must be greater than 0.
    pub(super) fn new(alpha: f64, beta: f64) -> Self {
        let ln_beta = libm::lgamma(alpha) + libm::lgamma(beta) - libm::lgamma(alpha + beta);
        Self { alpha, beta, ln_beta }
    }

    /// Probability of an amount at or under `x`.
    pub(super) fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if x >= 1.0 {
            return 1.0;
        }
        let Self { alpha, beta, .. } = *self;
        let front = self.density(x) * x * (1.0 - x);
        // The fraction converges fast below the mean, or so; above it the other end does.
        if x < (alpha + 1.0) / (alpha + beta + 2.0) {
            front * continued_fraction(alpha, beta, x) / alpha
        } else {
            1.0 - front * continued_fraction(beta, alpha, 1.0 - x) / beta
        }
    }

    /// Probability density at `x`, which must be inside 0 to 1.
    fn density(&self, x: f64) -> f64 {
        libm::exp((self.alpha - 1.0) * libm::log(x) + (self.beta - 1.0) * libm::log1p(-x) - self.ln_beta)
    }

    /// The amount that is not exceeded with this probability: Newton's iteration kept inside a bracket, which is halved whenever
    /// a step would leave it.
    pub(super) fn quantile(&self, probability: f64) -> f64 {
        let (mut below, mut above) = (0.0, 1.0);
        let mut x = self.alpha / (self.alpha + self.beta);
        for _ in 0..200 {
            let excess = self.cdf(x) - probability;
            *(if excess > 0.0 { &mut above } else { &mut below }) = x;
            let next = x - excess / self.density(x);
            if (next - x).abs() <= 1e-13 * x && next > 0.0 && next < 1.0 {
                return next;
            }
            x = if next > below && next < above { next } else { 0.5 * (below + above) };
            if above - below <= 1e-15 * above {
                break;
            }
        }
        x
    }
}

fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..10_000 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            fraction *= d * c;
        }
        if (d * c - 1.0).abs() < 3e-16 {
            break;
        }
    }
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::ContinuousCDF;

    #[test]
    fn probabilities_agree_with_another_implementation() {
        for (alpha, beta) in [(1.0, 5.0), (5.0, 1.0), (3.0, 3.0), (2.2, 3.8), (0.5, 0.5), (40.0, 7.0)] {
            let (found, other) = (Beta::new(alpha, beta), statrs::distribution::Beta::new(alpha, beta).unwrap());
            for part in 0..=200 {
                let x = f64::from(part) / 200.0;
                assert!((found.cdf(x) - other.cdf(x)).abs() < 1e-12, "{alpha} {beta} {x}");
            }
        }
    }

    #[test]
    fn quantiles_undo_probabilities() {
        for (alpha, beta) in [(1.0, 5.0), (5.0, 1.0), (3.0, 3.0), (1.000_001, 4.999_999)] {
            let found = Beta::new(alpha, beta);
            for probability in [1e-12, 1e-6, 0.01, 0.3, 0.5, 0.9, 0.999, 1.0 - 1e-9] {
                let x = found.quantile(probability);
                assert!((0.0..=1.0).contains(&x));
                assert!((found.cdf(x) - probability).abs() < 1e-12, "{alpha} {beta} {probability}: {x}");
            }
        }
    }
}
