//! Every test that sees the library or the program from outside, as one program, so that it is linked once. A file or folder is
//! tested alone by its name: `cargo test --test all golden`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what is not as expected fails the test")]

mod backtest;
mod bad_scenarios;
mod calibration;
mod chance;
mod circles;
mod cli;
mod comparison;
mod evaluations;
mod features;
mod golden;
mod laws;
mod layers;
mod plan;
mod reproducibility;
mod scenarios;
mod schedulers;
mod sensitivity;
mod sources;
mod studies;
mod support;
mod sweep;
mod theory;
mod uncertainty;
mod verification;
