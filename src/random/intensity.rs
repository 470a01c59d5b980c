//! Arrivals in time.

use super::address::unit;
use super::{Key, Stream};
use rand::Rng;
use rand_distr::{Distribution as _, Exp1};

const HOURS: usize = 24;
const SECONDS: f64 = 3600.0;
/// Days whose seconds can be counted in 32 bits: 136 years.
const MOST_DAYS: usize = (u32::MAX / 86_400) as usize;

/// A piecewise-constant intensity (hour by hour), integrated.
#[derive(Clone, Debug, PartialEq)]
pub struct Intensity {
    hours: Vec<Hour>,
}

/// One hour of the simulated time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Hour {
    /// Arrivals expected from the beginning up to the beginning of this hour, and up to its end.
    from: f64,
    until: f64,
    /// Seconds in which one arrival is expected; infinite in an hour without any.
    seconds_per_arrival: f64,
}

impl Intensity {
    /// From the arrivals expected each day and the factors of the hours, which have mean 1. Days after the first 136
    /// years are left out: their seconds do not fit.
    pub(super) fn new(daily: impl Iterator<Item = f64>, by_hour: &[f64; HOURS]) -> Self {
        let mut until = 0.0;
        let hourly = daily.take(MOST_DAYS).flat_map(|day| by_hour.map(|factor| day * factor / HOURS as f64));
        let hours = hourly.map(|expected| {
            let from = until;
            until += expected;
            Hour { from, until, seconds_per_arrival: SECONDS / expected }
        });
        Self { hours: hours.collect() }
    }

    /// Expected number of arrivals in all.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.until_day(self.hours.len() / HOURS)
    }

    /// Expected number of arrivals on one day; 0 on a day beyond the last.
    #[must_use]
    pub fn on_day(&self, day: usize) -> f64 {
        if day < self.hours.len() / HOURS { self.until_day(day + 1) - self.until_day(day) } else { 0.0 }
    }

    /// Expected number of arrivals before a day.
    fn until_day(&self, day: usize) -> f64 {
        if day == 0 { 0.0 } else { self.hours[day * HOURS - 1].until }
    }

    /// The arrival times in seconds from the first day's midnight, in order: a non-homogeneous Poisson process by time
    /// change (Çinlar 1975, chapter 4, section 7). The gap before the n-th arrival, counted from 0, is drawn from
    /// `key.child(n)` with purpose `purpose`, so a change of the intensity moves arrivals without exchanging them.
    pub fn arrivals(&self, key: Key, purpose: u64) -> impl Iterator<Item = u32> + '_ {
        self.keyed_arrivals(key, purpose).map(|(_, second)| second)
    }

    /// The arrival times, each with `key.child(n)`.
    pub fn keyed_arrivals(&self, key: Key, purpose: u64) -> impl Iterator<Item = (Key, u32)> + '_ {
        let mut expected = 0.0;
        let mut number = 0;
        let mut at = 0;
        std::iter::from_fn(move || {
            let last = self.hours.get(at)?;
            let key = key.child(number);
            expected += unit_gap(key, purpose);
            number += 1;
            // Were all hours like this one, the arrival would come so many of them later. That is often right, and spares the
            // processor a search whose way it would guess wrong.
            let hours_later = 1.0 + (expected - last.until) * last.seconds_per_arrival * (1.0 / SECONDS);
            at = at.saturating_add(hours_later as u32 as usize);
            let mut hour = self.hours.get(at);
            if hour.is_none_or(|hour| expected < hour.from || hour.until <= expected) {
                at = self.hours.partition_point(|hour| hour.until <= expected);
                hour = self.hours.get(at);
            }
            let hour = hour?;
            let second = SECONDS - (hour.until - expected) * hour.seconds_per_arrival;
            Some((key, at as u32 * SECONDS as u32 + second.clamp(0.0, SECONDS - 1.0) as u32))
        })
    }
}

/// An exponential gap with mean 1.
///
/// `Exp1` is a ziggurat; its steps are plain multiplications except in the tail, where it takes the platform's
/// logarithm. A gap that long is drawn again beyond the edge with the logarithm of `libm`: what is left of an
/// exponential amount beyond any point is again exponential.
#[inline]
fn unit_gap(key: Key, purpose: u64) -> f64 {
    const EDGE: f64 = 7.5;
    let mut stream = key.stream(purpose);
    let gap: f64 = Exp1.sample(&mut stream);
    if gap <= EDGE { gap } else { long_gap(EDGE, &mut stream) }
}

#[cold]
fn long_gap(edge: f64, stream: &mut Stream) -> f64 {
    edge - libm::log(unit(stream.next_u64()))
}

#[cfg(test)]
mod tests {
    use super::super::{ArrivalRate, CalendarDay};
    use super::*;

    /// Days of years of 12 months of 28 days: every month has each weekday four times.
    fn days(years: usize) -> Vec<CalendarDay> {
        let day = |at: usize| CalendarDay { month: (at / 28 % 12) as u8 + 1, weekday: (at % 7) as u8 };
        (0..years * 336).map(day).collect()
    }

    fn uneven() -> ArrivalRate {
        let by_month = std::array::from_fn(|month| 1.0 + 0.04 * month as f64);
        let by_hour = std::array::from_fn(|hour| if hour < 6 { 0.0 } else { (hour % 9) as f64 + 0.5 });
        ArrivalRate::new(24.0, by_month, [1.3, 1.1, 1.0, 1.0, 1.2, 0.7, 0.5], by_hour, 0.0).unwrap()
    }

    /// Chi-square of counts against expectation, as a standard normal deviate (Wilson and Hilferty 1931).
    fn deviate(counts: &[f64], expected: &[f64]) -> f64 {
        let square: f64 = counts.iter().zip(expected).map(|(count, mean)| (count - mean) * (count - mean) / mean).sum();
        let freedom = counts.len() as f64;
        let spread = 2.0 / (9.0 * freedom);
        ((square / freedom).cbrt() - (1.0 - spread)) / spread.sqrt()
    }

    #[test]
    fn the_first_arrivals_are_pinned() {
        let intensity = uneven().intensity(&days(1), 0, &[]);
        let first: Vec<u32> = intensity.arrivals(Key::root(1).child(0), 0).take(5).collect();
        assert_eq!(first, [24133, 24666, 25523, 27959, 28411]);
    }

    #[test]
    fn counts_by_month_weekday_and_hour_are_poisson() {
        let days = days(10);
        let rate = uneven();
        let intensity = rate.intensity(&days, 0, &[]);
        let (mut months, mut weekdays, mut hours) = ([0.0; 12], [0.0; 7], [0.0; 24]);
        for second in intensity.arrivals(Key::root(5), 3) {
            let day = days[(second / 86_400) as usize];
            months[usize::from(day.month - 1)] += 1.0;
            weekdays[usize::from(day.weekday)] += 1.0;
            hours[(second / 3600 % 24) as usize] += 1.0;
        }
        let total = intensity.total();
        assert!((total - 24.0 * 3360.0).abs() < 1e-6);
        let share = |factors: &[f64]| factors.iter().map(|f| f * total / factors.len() as f64).collect::<Vec<_>>();
        assert!(deviate(&months, &share(rate.by_month())).abs() < 3.0);
        assert!(deviate(&weekdays, &share(rate.by_weekday())).abs() < 3.0);
        assert!(deviate(&hours[6..], &share(rate.by_hour())[6..]).abs() < 3.0);
        assert_eq!(hours[..6], [0.0; 6]);
    }

    #[test]
    fn counts_of_a_day_have_a_variance_equal_to_their_mean() {
        let intensity = ArrivalRate::constant(5.0).unwrap().intensity(&days(20), 0, &[]);
        let mut counts = vec![0.0_f64; 20 * 336];
        intensity.arrivals(Key::root(2), 0).for_each(|second| counts[(second / 86_400) as usize] += 1.0);
        let days = counts.len() as f64;
        let mean = counts.iter().sum::<f64>() / days;
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / days;
        assert!((mean - 5.0).abs() < 4.0 * (5.0 / days).sqrt());
        // The index of dispersion of n Poisson counts has standard deviation sqrt(2 / n).
        assert!((variance / mean - 1.0).abs() < 4.0 * (2.0 / days).sqrt());
    }

    #[test]
    fn gaps_are_exponential_beyond_the_edge_too() {
        let gaps = |n| unit_gap(Key::root(9).child(n), 0);
        let draws = 400_000;
        let (mut sum, mut beyond) = (0.0, [0.0; 4]);
        for gap in (0..draws).map(gaps) {
            sum += gap;
            for (at, count) in beyond.iter_mut().enumerate() {
                *count += f64::from(u8::from(gap > [1.0, 3.0, 6.5, 8.5][at]));
            }
        }
        let draws = draws as f64;
        assert!((sum / draws - 1.0).abs() < 4.0 / draws.sqrt());
        for (count, edge) in beyond.iter().zip([1.0, 3.0, 6.5, 8.5_f64]) {
            let expected = draws * (-edge).exp();
            assert!((count - expected).abs() < 4.0 * expected.sqrt(), "{edge}: {count} {expected}");
        }
    }

    #[test]
    fn arrivals_are_in_order_and_inside_the_period() {
        for per_day in [0.01, 0.5, 40.0, 50_000.0] {
            let intensity = ArrivalRate::constant(per_day).unwrap().intensity(&days(1)[..30], 0, &[]);
            let seconds: Vec<u32> = intensity.arrivals(Key::root(4), 1).collect();
            assert!(seconds.is_sorted());
            assert!(seconds.iter().all(|second| *second < 30 * 86_400));
        }
    }

    #[test]
    fn no_rate_or_no_days_give_no_arrivals() {
        let none = ArrivalRate::constant(0.0).unwrap();
        let some = ArrivalRate::constant(3.0).unwrap();
        for intensity in [none.intensity(&days(1), 0, &[]), some.intensity(&[], 0, &[])] {
            assert_eq!((intensity.total(), intensity.on_day(0)), (0.0, 0.0));
            let mut arrivals = intensity.arrivals(Key::root(1), 0);
            assert_eq!((arrivals.next(), arrivals.next()), (None, None));
        }
    }

    #[test]
    fn more_intensity_brings_every_arrival_forward() {
        let one = ArrivalRate::constant(10.0).unwrap().intensity(&days(1), 0, &[]);
        let other = ArrivalRate::constant(11.0).unwrap().intensity(&days(1), 0, &[]);
        let pairs = one.arrivals(Key::root(1), 0).zip(other.arrivals(Key::root(1), 0));
        assert!(pairs.into_iter().all(|(later, sooner)| sooner <= later));
    }
}
