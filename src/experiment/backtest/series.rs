//! A number for each month, some of them unknown.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::model::Date;
use crate::model::dates::date;

/// A month of the calendar, counted from January of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Month(i32);

impl Month {
    /// The month of a date.
    pub fn of(date: Date) -> Self {
        Self(i32::from(date.year()) * 12 + i32::from(date.month()) - 1)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        date(self.0.div_euclid(12), self.of_year(), 1).unwrap_or_default()
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// 1 for January.
    pub fn of_year(self) -> u8 {
        (self.0.rem_euclid(12) + 1) as u8
    }

    /// The month so many later (earlier, when negative).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months))
    }

    /// How many months later than another it is.
    pub fn since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Month {
    /// `2015-11`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.of_year())
    }
}

/// A number for each month that has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Series(BTreeMap<Month, f64>);

impl Series {
    /// The number of a month, where there is one.
    pub fn get(&self, month: Month) -> Option<f64> {
        self.0.get(&month).copied()
    }

    /// Months and their numbers, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Month, f64)> + '_ {
        self.0.iter().map(|(month, value)| (*month, *value))
    }

    /// The last month with a number.
    pub fn last(&self) -> Option<(Month, f64)> {
        self.iter().next_back()
    }

    /// The months up to one, that one included.
    #[must_use]
    pub fn up_to(&self, last: Month) -> Self {
        self.iter().filter(|(month, _)| *month <= last).collect()
    }

    /// The number of months that have one.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True where no month has a number.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Month, f64)> for Series {
    /// What is no number is left out; of two numbers for one month the later counts.
    fn from_iter<I: IntoIterator<Item = (Month, f64)>>(months: I) -> Self {
        Self(months.into_iter().filter(|(_, value)| value.is_finite()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_over_the_turn_of_the_year() {
        let november = Month::of(date(2015, 11, 23).unwrap());
        assert_eq!(november.to_string(), "2015-11");
        assert_eq!(november.plus(2).to_string(), "2016-01");
        assert_eq!(november.plus(-11).to_string(), "2014-12");
        assert_eq!(november.plus(3).since(november), 3);
        assert_eq!(november.plus(3).last_day(), date(2016, 2, 29).unwrap());
        assert_eq!((november.of_year(), november.plus(2).of_year()), (11, 1));
    }

    #[test]
    fn a_series_knows_what_it_was_told() {
        let first = Month::of(date(2015, 1, 1).unwrap());
        let series: Series = [(first.plus(1), 7.0), (first, 5.0), (first.plus(3), f64::NAN)].into_iter().collect();
        assert_eq!((series.len(), series.last(), series.get(first.plus(3))), (2, Some((first.plus(1), 7.0)), None));
        assert_eq!(series.up_to(first).iter().collect::<Vec<_>>(), [(first, 5.0)]);
    }
}
