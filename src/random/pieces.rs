//! Distributions made of pieces: uniform, triangular, tables of intervals, and these weighted by the amount.

use super::guide::{Guide, LEAST_SHARE};

/// A density that is a polynomial on each of a row of intervals: closed under weighting by the amount, which multiplies
/// each polynomial by a straight line.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    guide: Guide,
}

/// One interval. Coefficients, constant first, are of the position inside the interval, 0 at the lower end and 1 at the
/// upper: powers of the amount itself would lose all digits in a narrow interval far from zero.
#[derive(Clone, Debug)]
struct Piece {
    low: f64,
    width: f64,
    density: Vec<f64>,
}

impl Piece {
    /// Integral of the density from the lower end to `position`.
    fn mass(&self, position: f64) -> f64 {
        let terms = self.density.iter().enumerate().rev();
        terms.fold(0.0, |sum, (degree, coefficient)| sum * position + coefficient / (degree + 1) as f64) * position
    }

    fn density(&self, position: f64) -> f64 {
        self.density.iter().rev().fold(0.0, |sum, coefficient| sum * position + coefficient)
    }

    /// The same piece with its density multiplied by the amount.
    fn weighted(&self) -> Self {
        let mut density = vec![0.0; self.density.len() + 1];
        for (degree, coefficient) in self.density.iter().enumerate() {
            density[degree] += coefficient * self.low;
            density[degree + 1] += coefficient * self.width;
        }
        Self { low: self.low, width: self.width, density }
    }

    /// The position up to which the integral of the density is `mass`.
    fn position(&self, mass: f64) -> f64 {
        let position = match *self.density.as_slice() {
            [level] => mass / level,
            // The root of a quadratic in the form that does not cancel.
            [level, slope] => 2.0 * mass / (level + (level * level + 2.0 * slope * mass).max(0.0).sqrt()),
            _ => self.position_by_iteration(mass),
        };
        // Also catches 0 / 0 at the start of a density that begins at zero.
        if position > 0.0 { position.min(1.0) } else { 0.0 }
    }

    /// Newton's iteration kept inside a bracket, which is halved whenever a step would leave it.
    fn position_by_iteration(&self, mass: f64) -> f64 {
        let (mut below, mut above) = (0.0, 1.0);
        let mut position = 0.5;
        for _ in 0..100 {
            let excess = self.mass(position) - mass;
            *(if excess > 0.0 { &mut above } else { &mut below }) = position;
            let next = position - excess / self.density(position);
            // Newton squares the error, so the step after one this small would change nothing.
            if (next - position).abs() <= 1e-9 * position {
                return next;
            }
            position = if next > below && next < above { next } else { 0.5 * (below + above) };
        }
        position
    }
}

/// A triangular distribution solved by hand, because it is sampled often.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Triangle {
    pub(super) low: f64,
    pub(super) mode: f64,
    pub(super) high: f64,
    /// Probability of an amount under the mode.
    rising: f64,
}

impl Triangle {
    /// Rising from `low` to `mode` and falling to `high`, which must be over `low`.
    pub(super) fn new(low: f64, mode: f64, high: f64) -> Self {
        Self { low, mode, high, rising: (mode - low) / (high - low) }
    }

    #[inline]
    pub(super) fn quantile(&self, probability: f64) -> f64 {
        let Self { low, mode, high, rising } = *self;
        if probability < rising {
            low + (probability * (high - low) * (mode - low)).sqrt()
        } else {
            high - ((1.0 - probability) * (high - low) * (high - mode)).sqrt()
        }
    }
}

impl Pieces {
    fn new(mut pieces: Vec<Piece>) -> Self {
        let total: f64 = pieces.iter().map(|piece| piece.mass(1.0)).sum();
        pieces.retain(|piece| piece.mass(1.0) > total * LEAST_SHARE);
        pieces.iter_mut().flat_map(|piece| &mut piece.density).for_each(|coefficient| *coefficient /= total);
        let guide = Guide::new(pieces.iter().map(|piece| piece.mass(1.0)));
        Self { pieces, guide }
    }

    pub(super) fn triangular(triangle: &Triangle) -> Self {
        let Triangle { low, mode, high, rising } = *triangle;
        let falling = 1.0 - rising;
        Self::new(vec![
            Piece { low, width: mode - low, density: vec![0.0, 2.0 * rising] },
            Piece { low: mode, width: high - mode, density: vec![2.0 * falling, -2.0 * falling] },
        ])
    }

    /// Uniform inside each interval between two edges.
    pub(super) fn intervals(edges: &[f64], weights: &[f64]) -> Self {
        let total: f64 = weights.iter().sum();
        let piece = |(ends, weight): (&[f64], &f64)| Piece {
            low: ends[0],
            width: ends[1] - ends[0],
            density: vec![weight / total],
        };
        Self::new(edges.windows(2).zip(weights).map(piece).collect())
    }

    /// The same weighted by the amount.
    pub(super) fn length_biased(&self) -> Self {
        Self::new(self.pieces.iter().map(Piece::weighted).collect())
    }

    /// How many intervals have any probability.
    pub(super) fn count(&self) -> usize {
        self.pieces.len()
    }

    pub(super) fn quantile(&self, probability: f64) -> f64 {
        let at = self.guide.find(probability);
        let piece = &self.pieces[at];
        piece.low + piece.width * piece.position(probability - self.guide.before(at))
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        let at = self.pieces.partition_point(|piece| piece.low + piece.width <= x);
        let inside = self.pieces.get(at).map_or(0.0, |piece| {
            let position = (x - piece.low) / piece.width;
            piece.mass(position.max(0.0))
        });
        self.guide.before(at) + inside
    }

    pub(super) fn mean(&self) -> f64 {
        self.pieces.iter().map(|piece| piece.weighted().mass(1.0)).sum()
    }

    pub(super) fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        // Squares are taken of the distance from the mean, so that a narrow distribution keeps its digits.
        let centred = |piece: &Piece| Piece { low: piece.low - mean, ..piece.clone() }.weighted().weighted().mass(1.0);
        self.pieces.iter().map(centred).sum::<f64>().max(0.0).sqrt()
    }
}
