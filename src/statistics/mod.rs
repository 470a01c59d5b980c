//! Means, intervals, quantiles and comparisons.
//!
//! * [`Tally`] summarises observations, [`TimeWeighted`] a level that changes in time, [`Histogram`] whole numbers
//!   exactly.
//! * [`Paired`] compares two options replication by replication.
//! * [`Sums`] are those of one replication; [`pooled_mean`], [`pooled_share`] and [`pooled_deviation`] are of all values.
//! * [`Selection`] finds the option with the smallest mean, dropping those that fall behind.
//! * [`Twins`] split a spread between two causes; [`rank_correlation`] says what rises and falls together.
//! * [`controlled`] is a mean sharpened by a companion that is known better.
//! * [`ElementaryEffects`] say which of many quantities matter, and whether they act together; a [`Crossing`] is the value of a
//!   quantity at which an uncertain result changes its sign.
//! * [`Estimate`] is a number and how well it is known; [`wilson`] makes one of a share.
//! * [`mser_5`] finds where a warm-up ends.
//!
//! A statistic that no observation can tell is NaN, never zero: the mean of nothing is not nothing.

mod components;
mod controlled;
mod crossing;
mod elementary_effects;
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
pub use controlled::controlled;
pub use crossing::{Crossing, Probe, Search, Sign};
pub use elementary_effects::ElementaryEffects;
pub use histogram::Histogram;
pub use interval::{Estimate, wilson};
pub use paired::Paired;
pub use pooled::{Sums, pooled_deviation, pooled_mean, pooled_share};
pub use ranks::rank_correlation;
pub use selection::Selection;
pub use tally::Tally;
pub use time_weighted::TimeWeighted;
pub use warm_up::mser_5;
