//! dtoc predicts delayed transfers of care.
pub mod cli;
pub mod engine;
pub mod experiment;
pub mod model;
pub mod random;
pub mod report;
pub mod scenario;
pub mod statistics;
