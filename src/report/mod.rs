//! What an experiment found, written for people and for programs: pure functions of a scenario and its results.
//!
//! Nothing here reads or writes a file, looks at a clock or prints; whoever calls writes the bytes. The same results always
//! give the same bytes.
//!
//! ```text
//! told       what every answer has in common, and the files and the text that come from it
//! document   an answer as it is read, from which page and terminal come
//! sheets     tables for spreadsheets and programs
//! charts     pictures for slides, as SVG and PNG
//! numbers    how a number, share, date or amount is written, and to how many digits
//! evidence   how much a number of a scenario rests on
//! clauses    what several answers word alike: options, the day asked about, intervals, prices, doubt
//! money      costs, differences, ratios and the value of freed bed days
//! run            what `dtoc run` found
//! comparison     what `dtoc compare` found
//! verification   what `dtoc verify` found
//! sweep          what `dtoc sweep` found
//! plan           what `dtoc plan` found
//! sensitivity    what `dtoc sensitivity` found
//! calibration    what `dtoc calibrate` found
//! backtest       what `dtoc backtest` found
//! ```

pub mod accounts;
pub mod backtest;
pub mod calibration;
pub mod charts;
pub mod clauses;
pub mod comparison;
pub mod document;
pub mod evidence;
pub mod letters;
pub mod money;
pub mod numbers;
pub mod plan;
pub mod quantity;
pub mod run;
pub mod sensitivity;
pub mod share;
pub mod sheets;
pub mod sweep;
pub mod told;
pub mod verification;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod pages_fixture;

pub use told::{Contents, File, Report, Stamp, Told};
