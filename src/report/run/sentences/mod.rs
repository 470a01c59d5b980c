//! The sentences of the answer.

pub mod compared;
pub mod displaced;
pub mod headline;
pub mod ignorance;
pub mod price;
