//! How much a number of a scenario rests on, in a word.

use crate::scenario::Evidence;

/// The word that scenarios and files have for it.
pub fn word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Sourced => "sourced",
        Evidence::Derived => "derived",
        Evidence::Assumed => "assumed",
        Evidence::Unstated => "unstated",
    }
}
