//! Means, intervals, quantiles and comparisons.
mod histogram;
mod interval;
mod tally;
pub use histogram::Histogram;
pub use interval::{Estimate, wilson};
pub use tally::Tally;
