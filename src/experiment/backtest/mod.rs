//! Forecasts made with what was known at a date, held against what happened.

pub mod discrepancy;
pub mod forecast;
pub mod naive;
pub mod scores;
pub mod series;
