//! Replications, options under common random numbers, and what they found.
pub mod results;
pub use results::{Month, OptionResults, Results, Stopping, TimeToDischarge};
