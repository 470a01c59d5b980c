use super::Key;

/// Month (1 to 12) and weekday (0 = Monday) of a simulated day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    pub month: u8,
    pub weekday: u8,
}

/// A rate of arrivals with profiles: `per_day` is the average; profiles are relative and normalised to mean 1 here.
#[derive(Clone, Debug, PartialEq)]
pub struct ArrivalRate {}

/// Why a rate cannot be.
#[derive(Clone, Debug, PartialEq)]
pub struct RateError(pub String);
impl std::fmt::Display for RateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::error::Error for RateError {}

impl ArrivalRate {
    /// `by_month` January first, `by_weekday` Monday first, `by_hour` midnight first.
    pub fn new(
        _per_day: f64,
        _by_month: [f64; 12],
        _by_weekday: [f64; 7],
        _by_hour: [f64; 24],
        _growth_per_year: f64,
    ) -> Result<Self, RateError> {
        todo!()
    }
    pub fn constant(_per_day: f64) -> Result<Self, RateError> {
        todo!()
    }
    pub fn per_day(&self) -> f64 {
        todo!()
    }
    /// The intensity over these days; `envelope` multiplies each day's rate (1.0 for none). Growth counts from day `growth_from`.
    pub fn intensity(&self, _days: &[CalendarDay], _growth_from: u32, _envelope: &[f64]) -> Intensity {
        todo!()
    }
}

/// A piecewise-constant intensity (hour by hour), integrated.
#[derive(Clone, Debug)]
pub struct Intensity {}

impl Intensity {
    /// Expected number of arrivals in all.
    pub fn total(&self) -> f64 {
        todo!()
    }
    /// Expected number of arrivals on one day.
    pub fn on_day(&self, _day: usize) -> f64 {
        todo!()
    }
    /// The arrival times in seconds from the first day's midnight, in order: a non-homogeneous Poisson process by time change. The
    /// gap before the n-th arrival is drawn from `key.child(n)`, with purpose `purpose`.
    pub fn arrivals(&self, _key: Key, _purpose: u64) -> impl Iterator<Item = u32> + '_ {
        std::iter::from_fn(|| -> Option<u32> { todo!() })
    }
}
