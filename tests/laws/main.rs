//! Laws that every care system obeys, whatever its numbers: nobody is lost or doubled, nothing holds more than it can, every count
//! agrees with what happened, and theory's two oldest results hold.

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod auditor;
mod calendar;
mod conservation;
mod moments;
mod patient;
mod queueing;
mod sojourns;
mod systems;
