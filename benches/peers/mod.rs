//! dtoc's side of the comparison with peers: one program by itself, printing what each replication found. What it costs is measured
//! from outside, start and end included.

use crate::on_engine::{QueueOnEngine, TandemOnEngine};
use crate::on_model::TandemOnModel;
use crate::scenarios;
use crate::systems::{Census, Queue, Tandem};
use std::ops::Range;

/// Customers of a replication of a queue.
const CUSTOMERS: u32 = 20_000;

/// Days counted of a tandem.
const DAYS: f64 = 365.0;

/// Runs a program for some replications. Prints a line for each: the mean wait in mean services, or beds occupied and blocked.
pub fn run(program: &str, replications: Range<u64>) {
    match program {
        "mm1" => queue(1, replications),
        "mm80" => queue(80, replications),
        "tandem-engine" => {
            let (tandem, mut on_engine) = (Tandem::new(1), TandemOnEngine::new());
            replications.for_each(|seed| print(on_engine.run(&tandem, seed)));
        }
        "tandem-model" => {
            let model = scenarios::model("tandem");
            let mut on_model = TandemOnModel::new(&model);
            replications.for_each(|seed| print(on_model.run(seed)));
        }
        _ => panic!("no program is called {program}: mm1, mm80, tandem-engine, tandem-model"),
    }
}

fn queue(servers: u32, replications: Range<u64>) {
    let (queue, mut on_engine) = (Queue::markov(servers, CUSTOMERS), QueueOnEngine::new());
    for seed in replications {
        let waited = on_engine.run(&queue, seed) as f64;
        println!("{}", waited / f64::from(CUSTOMERS) / queue.service.mean());
    }
}

fn print(census: Census) {
    println!("{} {}", census.occupied as f64 / DAYS, census.blocked as f64 / DAYS);
}
