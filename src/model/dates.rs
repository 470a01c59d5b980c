//! Civil dates, and the day numbers the simulation runs on.
//!
//! The simulation clock counts seconds from midnight at the start of its first day (the first day of warm-up where there is
//! one). Dates come in at the edges only: a [`Timeline`] translates between the two.

use jiff::ToSpan;
pub use jiff::civil::Date;

use crate::random::CalendarDay;

/// Seconds in a day.
pub const DAY: u32 = 86_400;

/// The days of a simulation: which civil date each day number is.
#[derive(Clone, Debug)]
pub struct Timeline {
    first: Date,
    days: Vec<CalendarDay>,
}

impl Timeline {
    /// The timeline of `days` consecutive days from `first`.
    pub fn new(first: Date, days: u32) -> Self {
        let mut date = first;
        let mut list = Vec::with_capacity(days as usize);
        for _ in 0..days {
            list.push(CalendarDay { month: date.month() as u8, weekday: weekday(date) });
            date = date.tomorrow().unwrap_or(date);
        }
        Self { first, days: list }
    }

    /// Month and weekday of every day, in order.
    pub fn days(&self) -> &[CalendarDay] {
        &self.days
    }

    /// The civil date of day number `day`.
    pub fn date(&self, day: u32) -> Date {
        self.first.saturating_add(i64::from(day).days())
    }

    /// The day number of a date; negative before the first day.
    pub fn day_of(&self, date: Date) -> i64 {
        days_between(self.first, date)
    }
}

/// Whole days from `from` to `to`; negative when `to` is the earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((jiff::Unit::Day, to)).map_or(0, |span| i64::from(span.get_days()))
}

/// The day `days` after `date` (before, when negative).
pub fn plus_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.days())
}

/// The weekday of a date: 0 is Monday, 6 is Sunday.
pub fn weekday(date: Date) -> u8 {
    date.weekday().to_monday_zero_offset() as u8
}

/// The day of the calendar, or `None` where there is none such (30 February).
pub fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
