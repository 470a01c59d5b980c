//! Means, intervals, quantiles and comparisons.
//!
//! * [`Tally`] summarises observations, [`TimeWeighted`] a level that changes in time, [`Histogram`] whole numbers
//!   exactly.
//! * [`Paired`] compares two options replication by replication.
//! * [`Sums`] are those of one replication; [`pooled_mean`], [`pooled_share`] and [`pooled_deviation`] are of all values.
//! * [`Selection`] finds the option with the smallest mean, dropping those that fall behind.
//! * [`Estimate`] is a number and how well it is known; [`wilson`] makes one of a share.
//! * [`Ensemble`] is a forecast, and scores itself against what happened; [`crps_of_normal`] is the same in closed form, and
//!   [`mean_difference_of_scores`] compares two forecasters.
//! * [`mser_5`] finds where a warm-up ends.
//! * [`Emulator`] stands in for a simulator near the points it was run at, and [`Likelihood`] says how likely observed numbers are.
//!
//! A statistic that no observation can tell is NaN, never zero: the mean of nothing is not nothing.

mod emulator;
mod ensemble;
mod histogram;
mod interval;
mod paired;
mod pooled;
mod scoring;
mod selection;
mod tally;
mod time_weighted;
mod warm_up;

pub use emulator::{Emulator, Likelihood, assimilated, covariance, log_beta_density, root};
pub use ensemble::Ensemble;
pub use histogram::Histogram;
pub use interval::{Estimate, wilson};
pub use paired::Paired;
pub use pooled::{Sums, pooled_deviation, pooled_mean, pooled_share};
pub use scoring::{crps_of_normal, mean_difference_of_scores};
pub use selection::Selection;
pub use tally::Tally;
pub use time_weighted::TimeWeighted;
pub use warm_up::mser_5;
