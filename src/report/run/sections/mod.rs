//! The sections of the page, in their order: each a file that reads its part of the findings.

pub mod assumptions;
pub mod beside;
pub mod charts;
pub mod elsewhere;
pub mod history;
pub mod ignorance;
pub mod limits;
pub mod method;
pub mod money;
pub mod official;
pub mod options;
mod system;
pub mod target;
pub mod waiting;
