//! Finding the entry of a weighted table that a probability falls in.

/// Entries with a smaller share of the weight than this could not be told from none: the sums of the others round to
/// more, and a draw cannot fall in them. They are left out.
pub(super) const LEAST_SHARE: f64 = 1e-15;

/// Cumulative probabilities of the entries of a table with, for equal steps of probability, the entry to start from
/// (Chen and Asau 1974): a look-up costs about the same however long the table, and keeps the order of entries. There
/// are several steps to an entry, so that the first entry tried is nearly always the right one and the processor's
/// branch prediction is too.
#[derive(Clone, Debug)]
pub(super) struct Guide {
    ends: Vec<f64>,
    starts: Vec<u32>,
}

impl Guide {
    /// Weights must be positive and there must be at least one.
    pub(super) fn new(weights: impl Iterator<Item = f64>) -> Self {
        let mut ends: Vec<f64> = weights
            .scan(0.0, |sum, weight| {
                *sum += weight;
                Some(*sum)
            })
            .collect();
        let total = ends.last().copied().unwrap_or(1.0);
        ends.iter_mut().for_each(|end| *end /= total);
        let steps = (ends.len() * 8).next_power_of_two().max(256);
        let start = |step: usize| ends.partition_point(|end| *end <= step as f64 / steps as f64);
        let starts = (0..steps).map(|step| start(step).min(ends.len() - 1) as u32).collect();
        Self { ends, starts }
    }

    /// The first entry that ends beyond `probability`.
    pub(super) fn find(&self, probability: f64) -> usize {
        let last = self.ends.len() - 1;
        let step = ((probability * self.starts.len() as f64) as usize).min(self.starts.len() - 1);
        let mut entry = self.starts[step] as usize;
        while entry < last && self.ends[entry] <= probability {
            entry += 1;
        }
        entry
    }

    /// Probability before entry `entry`.
    pub(super) fn before(&self, entry: usize) -> f64 {
        if entry == 0 { 0.0 } else { self.ends[entry - 1] }
    }

    /// Probability of entry `entry`.
    pub(super) fn share(&self, entry: usize) -> f64 {
        self.ends[entry] - self.before(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_found_is_the_first_that_ends_beyond_the_probability() {
        let weights = [1.0, 5.0, 0.01, 0.01, 3.0, 0.5, 20.0];
        let guide = Guide::new(weights.into_iter());
        for step in 0..=10_000 {
            let probability = f64::from(step) / 10_000.0;
            let expected = guide.ends.iter().position(|end| *end > probability).unwrap_or(weights.len() - 1);
            assert_eq!(guide.find(probability), expected);
        }
        assert!((guide.share(1) - 5.0 / 29.52).abs() < 1e-15);
    }
}
