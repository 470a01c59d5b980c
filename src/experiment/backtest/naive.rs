//! Forecasts that need no model, for a model to be held against.
//!
//! Each is a whole distribution, so that scores and coverage compare fairly: the naive number, and around it the errors that the
//! same rule would have made in the months known at the origin, each with both signs, so that the naive number is the median. The
//! errors are of forecasts as many months ahead, where that matters.

use serde::Serialize;

use super::series::{Month, Series};
use crate::statistics::Ensemble;

/// Past errors that a rule needs before it is trusted with a distribution.
const FEWEST_ERRORS: usize = 6;

/// A rule of thumb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Naive {
    /// The last known month goes on.
    LastValue,
    /// As in the same month of the last year that is known.
    SameMonthLastYear,
    /// The mean of that month over all years that are known.
    SeasonalMean,
}

impl Naive {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LastValue, Self::SameMonthLastYear, Self::SeasonalMean];

    /// The number that the rule gives for a month from what was known up to another.
    pub fn value(self, known: &Series, last: Month, month: Month) -> Option<f64> {
        let years = (1..).map(|year| month.plus(-12 * year));
        let first = known.iter().next()?.0;
        let mut same_months =
            years.take_while(|month| *month >= first).filter(|month| *month <= last).filter_map(|m| known.get(m));
        match self {
            Self::LastValue => known.get(last),
            Self::SameMonthLastYear => same_months.next(),
            Self::SeasonalMean => {
                let all: Vec<f64> = same_months.collect();
                (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64)
            }
        }
    }

    /// The forecast for a month after `last`, the last month that is known at the origin: of what `known` has after it nothing
    /// is used. `None` where too little is known.
    pub fn forecast(self, known: &Series, last: Month, month: Month) -> Option<Ensemble> {
        let value = self.value(known, last, month)?;
        let ahead = month.since(last);
        let known = known.up_to(last);
        let error = |(then, observed): (Month, f64)| Some(observed - self.value(&known, then.plus(-ahead), then)?);
        let errors: Vec<f64> = known.iter().filter_map(error).collect();
        if errors.len() < FEWEST_ERRORS {
            return None;
        }
        Ensemble::new(errors.iter().flat_map(|error| [value + error, value - error]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dates::date;

    fn month(number: i32) -> Month {
        Month::of(date(2012, 1, 1).unwrap()).plus(number)
    }

    fn series(values: impl IntoIterator<Item = f64>) -> Series {
        values.into_iter().enumerate().map(|(at, value)| (month(at as i32), value)).collect()
    }

    #[test]
    fn each_rule_gives_its_number() {
        // January is 10, 20, 30; every other month its own number.
        let known = series((0..30).map(|at| if at % 12 == 0 { f64::from(10 + at / 12 * 10) } else { f64::from(at) }));
        let (last, january) = (month(29), month(36));
        assert_eq!(Naive::LastValue.value(&known, last, january), Some(29.0));
        assert_eq!(Naive::SameMonthLastYear.value(&known, last, january), Some(30.0));
        assert_eq!(Naive::SeasonalMean.value(&known, last, january), Some(20.0));
        // A month more than a year ahead looks to the last such month that is known.
        assert_eq!(Naive::SameMonthLastYear.value(&known, last, month(48)), Some(30.0));
        assert_eq!(Naive::SameMonthLastYear.value(&known, month(11), month(12)), Some(10.0));
        assert_eq!(Naive::SeasonalMean.value(&known, month(5), month(11)), None);
    }

    #[test]
    fn the_spread_is_that_of_past_errors_as_many_months_ahead() {
        // Rising by 1 a month: the last value is wrong by exactly the months ahead, each time.
        let rising = series((0..24).map(f64::from));
        let forecast = Naive::LastValue.forecast(&rising, month(23), month(26)).unwrap();
        assert_eq!(forecast.median(), 23.0);
        assert_eq!(forecast.central(0.95), (20.0, 26.0));
        let last_year = Naive::SameMonthLastYear.forecast(&rising, month(23), month(26)).unwrap();
        assert_eq!((last_year.median(), last_year.central(0.8)), (14.0, (2.0, 26.0)));
    }

    #[test]
    fn nothing_after_the_origin_is_used() {
        let early = series((0..30).map(|at| f64::from(at % 7)));
        let all = series((0..60).map(|at| if at < 30 { f64::from(at % 7) } else { 1_000.0 }));
        for naive in Naive::ALL {
            assert_eq!(
                naive.forecast(&early, month(29), month(33)),
                naive.forecast(&all, month(29), month(33)),
                "{naive:?}"
            );
        }
    }

    #[test]
    fn too_short_a_past_gives_no_forecast() {
        let short = series([1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert!(Naive::LastValue.forecast(&short, month(5), month(6)).is_none());
        assert!(Naive::SeasonalMean.forecast(&series((0..13).map(f64::from)), month(12), month(13)).is_none());
        assert!(Naive::LastValue.forecast(&Series::default(), month(5), month(6)).is_none());
    }
}
