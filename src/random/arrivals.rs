//! How often patients arrive, by month, weekday and hour.

use super::Intensity;
use std::fmt;

/// More arrivals a day than this are taken for a slip of units: it is some fourteen times all A&E
/// attendances in England.
const MOST_PER_DAY: f64 = 1e6;

/// Month (1 to 12) and weekday (0 = Monday) of a simulated day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// 1 for January to 12 for December.
    pub month: u8,
    /// 0 for Monday to 6 for Sunday.
    pub weekday: u8,
}

/// A rate of arrivals with profiles.
///
/// The rate of a day is the average rate multiplied by the factors of its month and weekday and by the growth so far;
/// the hours share it out. Profiles are relative: each is divided by its plain mean, so that only their ratios count.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivalRate {
    per_day: f64,
    by_month: [f64; 12],
    by_weekday: [f64; 7],
    by_hour: [f64; 24],
    growth_per_year: f64,
}

/// Why a rate cannot be: a sentence for whoever wrote the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateError(pub String);

impl fmt::Display for RateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RateError {}

impl ArrivalRate {
    /// `by_month` January first, `by_weekday` Monday first, `by_hour` midnight first. Growth of 0.03 is 3 % a year,
    /// compound.
    ///
    /// # Errors
    /// When a number is not finite, the rate is negative or over a million a day, a factor is negative, all factors
    /// of a profile are 0, or growth is -1 or less or over 10.
    pub fn new(
        per_day: f64,
        by_month: [f64; 12],
        by_weekday: [f64; 7],
        by_hour: [f64; 24],
        growth_per_year: f64,
    ) -> Result<Self, RateError> {
        if !(0.0..=MOST_PER_DAY).contains(&per_day) {
            return Err(RateError(format!("arrivals per day ({per_day}) must be from 0 to {MOST_PER_DAY}")));
        }
        if !(growth_per_year > -1.0 && growth_per_year <= 10.0) {
            return Err(RateError(format!(
                "growth per year ({growth_per_year}) must be greater than -1 (all gone) and at most 10 (elevenfold)"
            )));
        }
        Ok(Self {
            per_day,
            by_month: normalised("by_month", by_month)?,
            by_weekday: normalised("by_weekday", by_weekday)?,
            by_hour: normalised("by_hour", by_hour)?,
            growth_per_year,
        })
    }

    /// The same rate at all times.
    ///
    /// # Errors
    /// When the rate is negative, not finite, or over a million a day.
    pub fn constant(per_day: f64) -> Result<Self, RateError> {
        Self::new(per_day, [1.0; 12], [1.0; 7], [1.0; 24], 0.0)
    }

    /// Average arrivals per day, before growth.
    #[must_use]
    pub fn per_day(&self) -> f64 {
        self.per_day
    }

    /// Factors of the months, January first, with mean 1.
    #[must_use]
    pub fn by_month(&self) -> &[f64; 12] {
        &self.by_month
    }

    /// Factors of the weekdays, Monday first, with mean 1.
    #[must_use]
    pub fn by_weekday(&self) -> &[f64; 7] {
        &self.by_weekday
    }

    /// Factors of the hours, midnight first, with mean 1.
    #[must_use]
    pub fn by_hour(&self) -> &[f64; 24] {
        &self.by_hour
    }

    /// Growth per year, compound: 0.03 is 3 %.
    #[must_use]
    pub fn growth_per_year(&self) -> f64 {
        self.growth_per_year
    }

    /// The intensity over these days; `envelope` multiplies each day's rate (a day it does not reach counts as 1).
    /// Growth counts from day `growth_from`: before it the rate is lower by as much as it is higher after.
    #[must_use]
    pub fn intensity(&self, days: &[CalendarDay], growth_from: u32, envelope: &[f64]) -> Intensity {
        let daily = days.iter().enumerate().map(|(at, day)| {
            let years = (at as f64 - f64::from(growth_from)) / 365.0;
            let factor = envelope.get(at).copied().unwrap_or(1.0).max(0.0);
            self.on(*day) * libm::pow(1.0 + self.growth_per_year, years) * factor
        });
        Intensity::new(daily, &self.by_hour)
    }

    /// Arrivals on such a day, before growth.
    fn on(&self, day: CalendarDay) -> f64 {
        debug_assert!((1..=12).contains(&day.month) && day.weekday < 7, "{day:?} is on no calendar");
        let month = self.by_month.get(usize::from(day.month).wrapping_sub(1)).unwrap_or(&1.0);
        let weekday = self.by_weekday.get(usize::from(day.weekday)).unwrap_or(&1.0);
        self.per_day * month * weekday
    }
}

/// Factors divided by their mean.
fn normalised<const N: usize>(name: &str, mut factors: [f64; N]) -> Result<[f64; N], RateError> {
    if let Some(wrong) = factors.iter().find(|factor| !(factor.is_finite() && **factor >= 0.0)) {
        return Err(RateError(format!("a factor of {name} ({wrong}) must be a number, 0 or more")));
    }
    let mean = factors.iter().sum::<f64>() / N as f64;
    if mean == 0.0 {
        return Err(RateError(format!("at least one factor of {name} must be greater than 0")));
    }
    if !mean.is_finite() {
        return Err(RateError(format!("the factors of {name} are too large")));
    }
    factors.iter_mut().for_each(|factor| *factor /= mean);
    Ok(factors)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn january_mondays(days: usize) -> Vec<CalendarDay> {
        vec![CalendarDay { month: 1, weekday: 0 }; days]
    }

    #[test]
    fn profiles_are_divided_by_their_mean() {
        let mut by_hour = [0.0; 24];
        by_hour[9] = 6.0;
        let rate = ArrivalRate::new(20.0, [2.0; 12], [5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 40.0], by_hour, 0.0).unwrap();
        assert_eq!(rate.by_month(), &[1.0; 12]);
        assert_eq!(rate.by_weekday(), &[0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 4.0]);
        assert_eq!(rate.by_hour()[9], 24.0);
        assert_eq!((rate.per_day(), rate.growth_per_year()), (20.0, 0.0));
    }

    #[test]
    fn growth_is_compound_and_counts_from_its_day() {
        let rate = ArrivalRate::new(10.0, [1.0; 12], [1.0; 7], [1.0; 24], 0.21).unwrap();
        let intensity = rate.intensity(&january_mondays(1096), 365, &[]);
        for (day, expected) in [(365, 10.0), (730, 12.1), (0, 10.0 / 1.21), (1095, 14.641)] {
            assert!((intensity.on_day(day) - expected).abs() < 1e-9, "{day}");
        }
    }

    #[test]
    fn an_envelope_multiplies_its_days() {
        let rate = ArrivalRate::constant(10.0).unwrap();
        let intensity = rate.intensity(&january_mondays(4), 0, &[0.5, 0.0, f64::NAN]);
        for (day, expected) in [5.0, 0.0, 0.0, 10.0, 0.0].into_iter().enumerate() {
            assert!((intensity.on_day(day) - expected).abs() < 1e-9, "{day}");
        }
        assert!((intensity.total() - 15.0).abs() < 1e-9);
    }

    #[test]
    fn months_and_weekdays_have_their_factors() {
        let mut by_month = [1.0; 12];
        by_month[11] = 13.0;
        let rate = ArrivalRate::new(7.0, by_month, [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0], [1.0; 24], 0.0).unwrap();
        let days = [CalendarDay { month: 12, weekday: 6 }, CalendarDay { month: 12, weekday: 5 }];
        let intensity = rate.intensity(&days, 0, &[]);
        assert!((intensity.on_day(0) - 7.0 * 6.5 * 7.0).abs() < 1e-9);
        assert_eq!(intensity.on_day(1), 0.0);
    }

    #[test]
    fn impossible_rates_are_refused_in_words() {
        let refused = |per_day, month: f64, hour: f64, growth| {
            let mut by_month = [1.0; 12];
            by_month[3] = month;
            ArrivalRate::new(per_day, by_month, [1.0; 7], [hour; 24], growth).unwrap_err().to_string()
        };
        assert_eq!(refused(-1.0, 1.0, 1.0, 0.0), "arrivals per day (-1) must be from 0 to 1000000");
        assert_eq!(refused(1.0, -0.5, 1.0, 0.0), "a factor of by_month (-0.5) must be a number, 0 or more");
        assert_eq!(refused(1.0, 1.0, 0.0, 0.0), "at least one factor of by_hour must be greater than 0");
        assert!(refused(f64::NAN, 1.0, 1.0, 0.0).contains("NaN"));
        assert!(refused(f64::INFINITY, 1.0, 1.0, 0.0).contains("inf"));
        assert!(refused(1.0, f64::NAN, 1.0, 0.0).contains("by_month"));
        assert!(refused(1.0, 1.0, f64::MAX, 0.0).contains("too large"));
        assert!(refused(1.0, 1.0, 1.0, -1.0).contains("growth per year (-1)"));
        assert!(refused(1.0, 1.0, 1.0, f64::NAN).contains("growth"));
    }
}
