//! What `dtoc run` found.
//!
//! ```text
//! findings   what was found for each option, gathered once
//! displaced  who is put off or left waiting elsewhere while delays fall
//! verdict    which option is best, and whether that can be said
//! ignorance  how much of a spread is chance, and how much not knowing
//! future     what one replication is called
//! official   what the official statistics make of a month
//! answer     the answer in sentences, which stand in `sentences`
//! shapes     what the sections have in common
//! sections   the page, a file for each of its sections
//! charts     pictures for slides
//! data       the tables for spreadsheets and programs
//! replications   the table that is written row by row while the replications run
//! summary    the answer for programs
//! told       all of it, as one answer
//! ```

pub mod answer;
pub mod charts;
pub mod data;
pub mod displaced;
pub mod findings;
pub mod future;
pub mod ignorance;
pub mod official;
pub mod replications;
mod sections;
pub mod sentences;
mod shapes;
pub mod summary;
pub mod told;
pub mod verdict;

#[cfg(test)]
mod tests;
