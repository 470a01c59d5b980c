//! Means, intervals, quantiles and comparisons.
//!
//! * [`Tally`] summarises observations, [`Histogram`] whole numbers exactly.
//! * `Sums` are those of one replication; `pooled_mean`, `pooled_share` and `pooled_deviation` are of all values.
//! * [`Selection`] finds the option with the smallest mean, dropping those that fall behind.
//! * [`Twins`] split a spread between two causes; [`rank_correlation`] says what rises and falls together.
//! * `controlled` is a mean sharpened by a companion that is known better.
//! * `ElementaryEffects` say which of many quantities matter, and whether they act together; a [`Crossing`] is the value of a
//!   quantity at which an uncertain result changes its sign.
//! * [`Estimate`] is a number and how well it is known; [`wilson`] makes one of a share.
//! * [`Ensemble`] is a forecast, and scores itself against what happened; `mean_difference_of_scores` compares two forecasters.
//! * `Emulator` stands in for a simulator near the points it was run at, and `Likelihood` says how likely observed numbers are.
//!
//! A statistic that no observation can tell is NaN, never zero: the mean of nothing is not nothing.

mod components;
mod controlled;
mod crossing;
mod elementary_effects;
mod emulator;
mod ensemble;
mod histogram;
mod interval;
mod lowest;
mod pooled;
mod ranks;
mod scoring;
mod selection;
mod tally;

pub use components::Twins;
pub(crate) use controlled::controlled;
pub use crossing::Crossing;
pub(crate) use crossing::{Probe, Search, Sign};
pub(crate) use elementary_effects::ElementaryEffects;
pub(crate) use emulator::{Emulator, Likelihood, covariance, log_beta_density, root};
pub use ensemble::Ensemble;
pub use histogram::Histogram;
pub use interval::{Estimate, wilson};
pub(crate) use lowest::shares_of_lowest;
pub(crate) use pooled::{Sums, pooled_deviation, pooled_mean, pooled_share};
pub use ranks::rank_correlation;
pub(crate) use scoring::mean_difference_of_scores;
pub use selection::Selection;
pub use tally::Tally;
