//! Chance: draws addressed by whom they are for, distributions of amounts, and arrivals.
//!
//! * [`Key`] and [`Stream`]: what is random about a patient is a function of (seed, replication, group, patient,
//!   purpose), never of the order of events, so two options of a scenario meet the same patients.
//! * [`Distribution`]: a length of stay or delay, sampled by inversion from 64 bits, so a common draw gives a common
//!   amount.
//! * [`Pert`]: what is known of a number from its lowest, likeliest and highest value.
//! * [`ArrivalRate`] and `Intensity`: arrivals that vary by month, weekday and hour.
//!
//! Every transcendental function is called from the `libm` package by name: the standard library's are those of the
//! platform, and their last bits differ between platforms.

mod address;
mod arrivals;
mod constructors;
mod curve;
mod distribution;
mod guide;
mod incomplete_beta;
mod incomplete_gamma;
mod intensity;
mod normal;
mod pert;
mod pieces;
mod table;
mod values;

#[cfg(test)]
mod constructors_tests;
#[cfg(test)]
mod distribution_tests;

pub use address::{Key, Stream};
pub use arrivals::{ArrivalRate, CalendarDay, RateError};
pub use distribution::{Distribution, DistributionError};
pub(crate) use intensity::Intensity;
pub use pert::Pert;
