//! The gamma distribution with scale 1: its probabilities (the regularised incomplete gamma function) and quantiles.
//!
//! Source: NIST Digital Library of Mathematical Functions, 8.11.4 (series) and 8.9.2 (continued fraction); the choice
//! between the two, Lentz's evaluation and the first guesses of the inverse follow Press et al., Numerical Recipes (3rd
//! edition 2007), 6.2 and 6.2.1.

use super::normal;

/// A gamma distribution with scale 1, with the logarithm of its gamma function at hand.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitGamma {
    shape: f64,
    ln_gamma: f64,
}

impl UnitGamma {
    pub(super) fn new(shape: f64) -> Self {
        Self { shape, ln_gamma: libm::lgamma(shape) }
    }

    pub(super) fn shape(&self) -> f64 {
        self.shape
    }

    /// Mean of the amount raised to `power`.
    pub(super) fn moment(&self, power: f64) -> f64 {
        libm::exp(libm::lgamma(self.shape + power) - self.ln_gamma)
    }

    /// Probabilities of an amount at or under `x` and over it, the smaller of the two exact in relative terms.
    pub(super) fn probabilities(&self, x: f64) -> (f64, f64) {
        if x <= 0.0 {
            (0.0, 1.0)
        } else if x.is_infinite() {
            (1.0, 0.0)
        } else if x < self.shape + 1.0 {
            let lower = (self.front(x) * self.series(x)).min(1.0);
            (lower, 1.0 - lower)
        } else {
            let upper = (self.front(x) * self.continued_fraction(x)).min(1.0);
            (1.0 - upper, upper)
        }
    }

    /// x^shape e^-x / gamma(shape).
    fn front(&self, x: f64) -> f64 {
        libm::exp(self.shape * libm::log(x) - x - self.ln_gamma)
    }

    fn series(&self, x: f64) -> f64 {
        let mut below = self.shape;
        let mut term = 1.0 / below;
        let mut sum = term;
        while term > sum * 1e-17 {
            below += 1.0;
            term *= x / below;
            sum += term;
        }
        sum
    }

    fn continued_fraction(&self, x: f64) -> f64 {
        const TINY: f64 = 1e-300;
        let mut b = x + 1.0 - self.shape;
        let mut c = 1.0 / TINY;
        let mut d = 1.0 / b;
        let mut fraction = d;
        for i in 1..100_000 {
            let a = -f64::from(i) * (f64::from(i) - self.shape);
            b += 2.0;
            let below = a * d + b;
            d = 1.0 / if below.abs() < TINY { TINY } else { below };
            c = b + a / c;
            if c.abs() < TINY {
                c = TINY;
            }
            fraction *= d * c;
            if (d * c - 1.0).abs() < 2e-16 {
                break;
            }
        }
        fraction
    }

    /// The amount with probability `lower` at or under it and `upper` over it (the two sum to 1; the caller gives both
    /// because the smaller one cannot be recovered from the larger).
    ///
    /// Halley's iteration kept inside a bracket, which is halved whenever a step would leave it.
    pub(super) fn quantile(&self, lower: f64, upper: f64) -> f64 {
        // The leading term of the series in the lower tail: exact to the last bit where the next one vanishes.
        let leading = libm::exp((libm::log(lower) + self.ln_gamma + libm::log(self.shape)) / self.shape);
        if leading < 1e-9 {
            return leading * (1.0 + leading / (self.shape + 1.0));
        }
        let mut x = self.first_guess(lower, upper, leading);
        let (mut below, mut above) = (0.0, f64::INFINITY);
        for _ in 0..200 {
            let (at_most, over) = self.probabilities(x);
            let excess = if lower <= upper { at_most - lower } else { upper - over };
            *(if excess > 0.0 { &mut above } else { &mut below }) = x;
            let step = excess * x / self.front(x);
            let bend = step * ((self.shape - 1.0) / x - 1.0);
            let next = x - step / (1.0 - 0.5 * bend.min(1.0));
            if (next - x).abs() <= 1e-9 * x {
                return next;
            }
            x = if next > below && next < above {
                next
            } else if above.is_finite() {
                0.5 * (below + above)
            } else {
                2.0 * below
            };
        }
        x
    }

    fn first_guess(&self, lower: f64, upper: f64, leading: f64) -> f64 {
        let shape = self.shape;
        if shape > 1.0 {
            let deviate = if lower <= upper { normal::quantile(lower) } else { -normal::quantile(upper) };
            let root = 1.0 - 1.0 / (9.0 * shape) + deviate / (3.0 * shape.sqrt());
            return if root > 0.2 { shape * root * root * root } else { leading };
        }
        let edge = 1.0 - shape * (0.253 + shape * 0.12);
        if lower < edge {
            libm::exp(libm::log(lower / edge) / shape).max(leading)
        } else {
            1.0 - libm::log(upper / (1.0 - edge))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_shapes_agree_with_the_poisson_sum() {
        for shape in 1..=30_u32 {
            for x in [0.01, 0.5, 1.0, 3.0, 10.0, 29.0, 31.0, 80.0] {
                let mut term = libm::exp(-x);
                let mut expected = term;
                for k in 1..shape {
                    term *= x / f64::from(k);
                    expected += term;
                }
                let (_, upper) = UnitGamma::new(f64::from(shape)).probabilities(x);
                assert!((upper - expected).abs() < 1e-13 && (upper / expected - 1.0).abs() < 1e-10, "{shape} {x}");
            }
        }
    }

    #[test]
    fn a_half_is_a_squared_normal_deviate() {
        let gamma = UnitGamma::new(0.5);
        for x in [1e-6, 0.1, 0.5, 1.0, 2.0, 5.0, 20.0_f64] {
            let expected = libm::erf(x.sqrt());
            assert!((gamma.probabilities(x).0 - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn the_quantile_is_the_inverse_of_the_probability() {
        for shape in [0.01, 0.1, 0.5, 0.99, 1.0, 1.01, 2.0, 3.7, 11.0, 150.0, 10_000.0] {
            let gamma = UnitGamma::new(shape);
            for exponent in 1..=60 {
                let tail = 0.5_f64.powi(exponent);
                let low = gamma.quantile(tail, 1.0 - tail);
                if low > 1e-290 {
                    assert!((gamma.probabilities(low).0 / tail - 1.0).abs() < 1e-9, "{shape}, lower {tail}: {low}");
                }
                let high = gamma.quantile(1.0 - tail, tail);
                // Where almost all the probability is at amounts too small for any number, so is the quantile.
                if high > 1e-290 {
                    assert!((gamma.probabilities(high).1 / tail - 1.0).abs() < 1e-9, "{shape}, upper {tail}: {high}");
                }
            }
        }
    }

    #[test]
    fn quantiles_agree_with_chi_square_tables() {
        // Half of chi-square at 0.95 with 1, 2, 10 and 100 degrees of freedom (NIST/SEMATECH handbook 1.3.6.7.4).
        for (freedom, expected) in [(1.0, 3.841), (2.0, 5.991), (10.0, 18.307), (100.0, 124.342)] {
            let found = 2.0 * UnitGamma::new(freedom / 2.0).quantile(0.95, 0.05);
            assert!((found - expected).abs() < 6e-4, "{freedom}: {found}");
        }
    }
}
