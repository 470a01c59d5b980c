//! What the official statistics make of a month.

use crate::experiment::Month;

/// Delayed days divided by the days of the month that were simulated: the official average per day.
pub fn average_per_day(month: &Month) -> Option<f64> {
    (month.days > 0 && !month.delayed_days.is_empty()).then(|| month.delayed_days.mean() / f64::from(month.days))
}

/// The official rate: average delayed per day for each 100,000 people aged 18 and over.
pub fn per_100_000(average: f64, adults: f64) -> f64 {
    average / adults * 100_000.0
}
