//! Exact distributions of whole numbers.

use super::{Estimate, wilson};
use serde::{Deserialize, Serialize};

/// How often each whole number was counted. Takes as much memory as its range, whatever the number of observations.
///
/// ```
/// use dtoc::statistics::Histogram;
///
/// let delayed: Histogram = [31, 28, 28, 40].into_iter().collect();
/// assert_eq!((delayed.mean(), delayed.median()), (31.75, 29.5));
/// assert_eq!(delayed.at_most(30), 2);
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Histogram {
    /// The number that the first entry of `counts` stands for.
    first: u32,
    /// May begin and end with zeros: room to grow into.
    counts: Vec<u32>,
    observations: u64,
}

impl Histogram {
    /// No observations yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one observation.
    #[inline]
    pub fn record(&mut self, value: u32) {
        self.record_many(value, 1);
    }

    /// Adds the same observation `times` times. One value is counted up to 4,294,967,295 times; what is beyond is
    /// left out.
    #[inline]
    pub fn record_many(&mut self, value: u32, times: u32) {
        if times == 0 {
            return;
        }
        let at = value.wrapping_sub(self.first) as usize;
        let at = if at < self.counts.len() { at } else { self.make_room(value) };
        let count = &mut self.counts[at];
        let added = times.min(u32::MAX - *count);
        *count += added;
        self.observations += u64::from(added);
    }

    /// Extends the range to a value, and gives its place. Growth on the lower side is by at least the present length,
    /// so that a falling series does not move all counts at every step; `Vec` sees to the upper side.
    #[cold]
    fn make_room(&mut self, value: u32) -> usize {
        if self.counts.is_empty() {
            self.first = value;
        } else if value < self.first {
            let room = (self.counts.len() as u32).max(8).min(self.first).max(self.first - value);
            self.counts.splice(0..0, std::iter::repeat_n(0, room as usize));
            self.first -= room;
        }
        let at = (value - self.first) as usize;
        if at >= self.counts.len() {
            self.counts.resize(at + 1, 0);
        }
        at
    }

    /// Adds the observations of another histogram: the same as recording them all here, in any order.
    pub fn merge(&mut self, other: &Self) {
        if let (Some(smallest), Some(largest)) = (other.smallest(), other.largest()) {
            // Both ends first, so that there is one growth on either side.
            for end in [smallest, largest] {
                if (end.wrapping_sub(self.first) as usize) >= self.counts.len() {
                    self.make_room(end);
                }
            }
        }
        other.iter().for_each(|(value, count)| self.record_many(value, count));
    }

    /// How many observations were recorded.
    #[must_use]
    pub fn observations(&self) -> u64 {
        self.observations
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.observations == 0
    }

    /// The mean, exact but for one rounding; NaN without observations.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.is_empty() {
            return f64::NAN;
        }
        let (sum, _) = self.sums(0);
        sum as f64 / self.observations as f64
    }

    /// The sample variance (divided by one less than the number of observations), from exact sums; NaN with fewer
    /// than two.
    #[must_use]
    pub fn variance(&self) -> f64 {
        if self.observations < 2 {
            return f64::NAN;
        }
        let count = u128::from(self.observations);
        let (sum, squares) = self.sums(self.smallest().unwrap_or(0));
        let freedom = (self.observations - 1) as f64;
        match (count.checked_mul(squares), sum.checked_mul(sum)) {
            (Some(all), Some(square)) => (all - square) as f64 / self.observations as f64 / freedom,
            // Too many and too large for 128 bits.
            _ => (squares as f64 - sum as f64 / self.observations as f64 * sum as f64).max(0.0) / freedom,
        }
    }

    /// Sum and sum of squares of the distances above `origin`, which must not be over the smallest observation.
    fn sums(&self, origin: u32) -> (u128, u128) {
        self.iter().fold((0, 0), |(sum, squares), (value, count)| {
            let distance = u128::from(value - origin);
            let many = distance * u128::from(count);
            (sum + many, squares + distance * many)
        })
    }

    /// The sample standard deviation; NaN with fewer than two observations.
    #[must_use]
    pub fn standard_deviation(&self) -> f64 {
        self.variance().sqrt()
    }

    /// The smallest observation.
    #[must_use]
    pub fn smallest(&self) -> Option<u32> {
        self.counts.iter().position(|count| *count > 0).map(|at| self.first + at as u32)
    }

    /// The largest observation.
    #[must_use]
    pub fn largest(&self) -> Option<u32> {
        self.counts.iter().rposition(|count| *count > 0).map(|at| self.first + at as u32)
    }

    /// The quantile by R's type 7 (linear between the order statistics, the default of R, NumPy and Excel); NaN without
    /// observations. Probabilities under 0 and over 1 give the ends.
    ///
    /// Source: R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50
    /// (1996), 361-365, definition 7.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> f64 {
        if self.is_empty() || probability.is_nan() {
            return f64::NAN;
        }
        let last = self.observations - 1;
        let position = last as f64 * probability.clamp(0.0, 1.0);
        let below = (position as u64).min(last);
        let (low, high) = self.two_from(below);
        low + (position - below as f64).clamp(0.0, 1.0) * (high - low)
    }

    /// The observations with these ranks, counted from 0: `rank` and the next, or `rank` twice if it is the last.
    fn two_from(&self, rank: u64) -> (f64, f64) {
        let mut up_to = 0;
        let mut low = None;
        let mut value_at_end = f64::NAN;
        for (value, count) in self.iter() {
            up_to += u64::from(count);
            value_at_end = f64::from(value);
            if low.is_none() && up_to > rank {
                low = Some(value_at_end);
            }
            if let Some(low) = low
                && up_to > rank + 1
            {
                return (low, value_at_end);
            }
        }
        (low.unwrap_or(value_at_end), value_at_end)
    }

    /// The median, by R's type 7; NaN without observations.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// How many observations are at or under `value`.
    #[must_use]
    pub fn at_most(&self, value: u32) -> u64 {
        if value < self.first {
            return 0;
        }
        let end = ((value - self.first) as usize).saturating_add(1).min(self.counts.len());
        self.counts[..end].iter().map(|count| u64::from(*count)).sum()
    }

    /// Share at or under with its Wilson 95 % interval.
    #[must_use]
    pub fn share_at_most(&self, value: u32) -> Estimate {
        wilson(self.at_most(value), self.observations, 0.95)
    }

    /// The mean with its Student 95 % interval.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        Estimate::student(self.mean(), self.variance(), self.observations, 0.95)
    }

    /// Each value counted, with its count, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.counts.iter().enumerate().filter(|(_, c)| **c > 0).map(|(at, c)| (self.first + at as u32, *c))
    }
}

/// Equal when the same values were counted equally often, whatever room there is beside them.
impl PartialEq for Histogram {
    fn eq(&self, other: &Self) -> bool {
        self.observations == other.observations && self.iter().eq(other.iter())
    }
}

impl Eq for Histogram {}

/// A histogram as it is written: the smallest value counted, and the counts from there to the largest.
#[derive(Serialize, Deserialize)]
struct Written(u32, Vec<u32>);

impl From<Histogram> for Written {
    fn from(histogram: Histogram) -> Self {
        let (Some(smallest), Some(largest)) = (histogram.smallest(), histogram.largest()) else {
            return Self(0, Vec::new());
        };
        let at = |value: u32| (value - histogram.first) as usize;
        Self(smallest, histogram.counts[at(smallest)..=at(largest)].to_vec())
    }
}

impl TryFrom<Written> for Histogram {
    type Error = &'static str;

    fn try_from(Written(first, counts): Written) -> Result<Self, Self::Error> {
        let largest = u64::from(first) + counts.len().saturating_sub(1) as u64;
        if largest > u64::from(u32::MAX) {
            return Err("a histogram goes beyond the largest number");
        }
        let observations = counts.iter().map(|&count| u64::from(count)).sum();
        Ok(Self { first, counts, observations })
    }
}

impl Extend<u32> for Histogram {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.record(value));
    }
}

impl FromIterator<u32> for Histogram {
    fn from_iter<I: IntoIterator<Item = u32>>(values: I) -> Self {
        let mut histogram = Self::new();
        histogram.extend(values);
        histogram
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// R's type 7 on sorted values, by its definition.
    fn type_7(sorted: &[u32], probability: f64) -> f64 {
        let position = (sorted.len() - 1) as f64 * probability;
        let (low, high) = (sorted[position.floor() as usize], sorted[position.ceil() as usize]);
        f64::from(low) + (position - position.floor()) * f64::from(high - low)
    }

    proptest! {
        #[test]
        fn a_histogram_says_what_the_sorted_values_say(
            mut values in prop::collection::vec(prop_oneof![0_u32..50, 3_000_u32..3_100, 20_000_u32..20_010], 1..200),
            probability in 0.0_f64..=1.0,
            limit in 0_u32..4_000,
        ) {
            let histogram: Histogram = values.iter().copied().collect();
            values.sort_unstable();
            let count = values.len() as f64;
            let mean = values.iter().map(|value| f64::from(*value)).sum::<f64>() / count;
            let squares: f64 = values.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum();
            prop_assert_eq!(histogram.observations(), values.len() as u64);
            prop_assert!((histogram.mean() - mean).abs() < 1e-9);
            if values.len() > 1 {
                prop_assert!((histogram.variance() - squares / (count - 1.0)).abs() <= 1e-9 * (1.0 + squares));
            }
            prop_assert!((histogram.quantile(probability) - type_7(&values, probability)).abs() < 1e-9);
            prop_assert_eq!(histogram.at_most(limit), values.iter().filter(|value| **value <= limit).count() as u64);
            prop_assert_eq!(histogram.smallest(), values.first().copied());
            prop_assert_eq!(histogram.largest(), values.last().copied());
            let again: Vec<u32> = histogram.iter().flat_map(|(v, n)| std::iter::repeat_n(v, n as usize)).collect();
            prop_assert_eq!(again, values);
        }

        #[test]
        fn merging_is_recording_all_in_any_order(
            one in prop::collection::vec(0_u32..500, 0..50),
            other in prop::collection::vec(200_u32..900, 0..50),
        ) {
            let (first, second): (Histogram, Histogram) =
                (one.iter().copied().collect(), other.iter().copied().collect());
            let all: Histogram = other.into_iter().chain(one).collect();
            let mut merged = first.clone();
            merged.merge(&second);
            let mut reversed = second;
            reversed.merge(&first);
            prop_assert_eq!(&merged, &all);
            prop_assert_eq!(&reversed, &all);
        }
    }

    proptest! {
        #[test]
        fn what_was_written_reads_as_it_was(values in prop::collection::vec(0_u32..500, 0..50)) {
            let histogram: Histogram = values.into_iter().collect();
            let text = serde_json::to_string(&histogram).unwrap();
            let read: Histogram = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read.observations(), histogram.observations());
            prop_assert_eq!(&read, &histogram);
        }
    }

    #[test]
    fn a_histogram_is_written_without_room_and_never_read_beyond_the_largest_number() {
        let falling: Histogram = [12, 11, 9].into_iter().collect();
        assert_eq!(serde_json::to_string(&falling).unwrap(), "[9,[1,0,1,1]]");
        assert_eq!(serde_json::to_string(&Histogram::new()).unwrap(), "[0,[]]");
        assert!(serde_json::from_str::<Histogram>("[4294967295,[1]]").is_ok());
        assert!(serde_json::from_str::<Histogram>("[4294967295,[1,1]]").is_err());
    }

    #[test]
    fn quantiles_agree_with_r() {
        // R: quantile(c(1, 2, 4, 7, 11, 16), c(0, 0.1, 0.25, 0.5, 0.9, 1)).
        let histogram: Histogram = [16, 1, 11, 2, 7, 4].into_iter().collect();
        for (probability, expected) in [(0.0, 1.0), (0.1, 1.5), (0.25, 2.5), (0.5, 5.5), (0.9, 13.5), (1.0, 16.0)] {
            assert!((histogram.quantile(probability) - expected).abs() < 1e-12, "{probability}");
        }
        assert_eq!((histogram.quantile(-1.0), histogram.quantile(2.0)), (1.0, 16.0));
    }

    #[test]
    fn nothing_is_known_without_observations() {
        let nothing = Histogram::new();
        assert!(nothing.is_empty() && nothing.mean().is_nan() && nothing.median().is_nan());
        assert!(nothing.variance().is_nan() && nothing.estimate().contains(5.0));
        assert_eq!((nothing.smallest(), nothing.largest(), nothing.at_most(u32::MAX)), (None, None, 0));
        assert!(nothing.share_at_most(3).mean.is_nan());
    }

    #[test]
    fn intervals_are_students_and_wilsons() {
        let histogram: Histogram = [28, 31, 35, 29, 40, 22].into_iter().collect();
        let tally: super::super::Tally = [28.0, 31.0, 35.0, 29.0, 40.0, 22.0].into_iter().collect();
        assert!((histogram.estimate().lower - tally.estimate().lower).abs() < 1e-12);
        assert!((histogram.estimate().upper - tally.estimate().upper).abs() < 1e-12);
        assert_eq!(histogram.share_at_most(30), wilson(3, 6, 0.95));
    }

    #[test]
    fn a_falling_series_grows_seldom() {
        let mut histogram = Histogram::new();
        let mut lengths = std::collections::BTreeSet::new();
        for value in (0..10_000).rev() {
            histogram.record(value);
            lengths.insert(histogram.counts.len());
        }
        assert!(lengths.len() < 20, "{}", lengths.len());
        assert_eq!((histogram.smallest(), histogram.largest()), (Some(0), Some(9_999)));
        assert!(histogram.counts.len() <= 20_000);
    }

    #[test]
    fn equal_contents_are_equal_however_they_grew() {
        let up: Histogram = (0..100).collect();
        let down: Histogram = (0..100).rev().collect();
        assert_eq!(up, down);
        assert_ne!(up, (0..101).collect());
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let mut histogram = Histogram::new();
        histogram.record_many(u32::MAX, u32::MAX);
        histogram.record_many(u32::MAX, 5);
        histogram.record_many(u32::MAX - 1, u32::MAX);
        histogram.record_many(7, 0);
        assert_eq!(histogram.observations(), 2 * u64::from(u32::MAX));
        assert_eq!(histogram.mean(), f64::from(u32::MAX) - 0.5);
        assert!((histogram.variance() - 0.25).abs() < 1e-9);
        assert_eq!((histogram.quantile(0.0), histogram.quantile(1.0)), (4_294_967_294.0, 4_294_967_295.0));
        assert_eq!(histogram.at_most(u32::MAX), histogram.observations());
    }
}
