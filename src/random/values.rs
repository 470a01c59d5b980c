//! Tables of values, of which only the values themselves are drawn.

use super::guide::{Guide, LEAST_SHARE};

/// Values in increasing order with their probabilities.
#[derive(Clone, Debug)]
pub(super) struct Values {
    values: Vec<f64>,
    guide: Guide,
}

impl Values {
    /// From pairs of a value and its weight; weights must be finite and at least one positive.
    pub(super) fn new(mut pairs: Vec<(f64, f64)>) -> Self {
        let total: f64 = pairs.iter().map(|pair| pair.1).sum();
        pairs.retain(|(_, weight)| *weight > total * LEAST_SHARE);
        pairs.sort_by(|one, other| one.0.total_cmp(&other.0));
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let guide = Guide::new(pairs.iter().map(|pair| pair.1));
        Self { values: pairs.into_iter().map(|pair| pair.0).collect(), guide }
    }

    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    pub(super) fn quantile(&self, probability: f64) -> f64 {
        self.values[self.guide.find(probability)]
    }

    pub(super) fn cdf(&self, x: f64) -> f64 {
        self.guide.before(self.values.partition_point(|value| *value <= x))
    }

    pub(super) fn mean(&self) -> f64 {
        self.average(|value| value)
    }

    pub(super) fn standard_deviation(&self) -> f64 {
        let mean = self.mean();
        self.average(|value| (value - mean) * (value - mean)).sqrt()
    }

    /// The same values weighted by themselves.
    pub(super) fn length_biased(&self) -> Self {
        let weight = |(at, value): (usize, &f64)| (*value, value * self.guide.share(at));
        Self::new(self.values.iter().enumerate().map(weight).collect())
    }

    fn average(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.values.iter().enumerate().map(|(at, value)| of(*value) * self.guide.share(at)).sum()
    }
}
