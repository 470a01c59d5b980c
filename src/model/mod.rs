//! Hospitals, patients, pathways, services, workforce, schemes and money.
pub mod dates;
pub mod measures;
pub mod parameters;
pub use dates::Date;
pub use measures::{CostHeading, Measure, Outcome};
pub use parameters::{AttributableTo, CareSystem, DelayReason, HospitalKind};
