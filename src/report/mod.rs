//! report
pub mod charts;
