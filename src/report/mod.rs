//! report
pub mod charts;
#[cfg(test)]
pub(crate) mod fixture;
