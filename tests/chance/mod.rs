//! Chance against theory written down elsewhere: distributions against the cumulative probabilities of `statrs` and closed forms,
//! and draws of neighbouring addresses against independence.

mod distributions;
mod kolmogorov;
mod streams;
