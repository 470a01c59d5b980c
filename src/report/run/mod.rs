//! What `dtoc run` found.

pub mod charts;
