//! Draws addressed by who they are for, distributions, and arrivals.
mod address;
mod arrivals;
mod distribution;
pub use address::{Key, Stream};
pub use arrivals::{ArrivalRate, CalendarDay, Intensity, RateError};
pub use distribution::{Distribution, DistributionError};
