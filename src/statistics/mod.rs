//! Means, intervals, quantiles and comparisons.
//!
//! * [`Tally`] summarises observations, [`TimeWeighted`] a level that changes in time, [`Histogram`] whole numbers
//!   exactly.
//! * [`Paired`] compares two options replication by replication.
//! * [`Sums`] are those of one replication; [`pooled_mean`], [`pooled_share`] and [`pooled_deviation`] are of all values.
//! * [`Selection`] finds the option with the smallest mean, dropping those that fall behind.
//! * [`Twins`] split a spread between two causes; [`rank_correlation`] says what rises and falls together.
//! * [`Estimate`] is a number and how well it is known; [`wilson`] makes one of a share.
//! * [`mser_5`] finds where a warm-up ends.
//!
//! A statistic that no observation can tell is NaN, never zero: the mean of nothing is not nothing.

mod components;
mod histogram;
mod interval;
mod paired;
mod pooled;
mod ranks;
mod selection;
mod tally;
mod time_weighted;
mod warm_up;

pub use components::Twins;
pub use histogram::Histogram;
pub use interval::{Estimate, wilson};
pub use paired::Paired;
pub use pooled::{Sums, pooled_deviation, pooled_mean, pooled_share};
pub use ranks::rank_correlation;
pub use selection::Selection;
pub use tally::Tally;
pub use time_weighted::TimeWeighted;
pub use warm_up::mser_5;
