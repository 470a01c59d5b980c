//! The model against results of queueing and renewal theory that hold exactly, at every moment and not only in the long run.

mod coverage;
mod equilibrium;
mod hazards;
mod infinite_servers;
mod markov;
mod places;
mod staff;
