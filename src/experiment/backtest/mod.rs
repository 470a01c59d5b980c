//! Forecasts made with what was known at a date, held against what happened.

pub mod discrepancy;
pub mod naive;
pub mod series;
