//! How long one replication of each scenario takes: drawing everyone who comes, and simulating one option.
//!
//! `cargo bench --bench replication` prints medians; items are patients drawn and events simulated. Read them as ratios to one
//! another, since the machine's speed cancels out.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "nothing is measured when something is not as expected")]

mod scenarios;

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use dtoc::model::{Population, Recorder, Simulation};

fn main() {
    divan::main();
}

/// Drawing everyone who comes in one replication.
#[divan::bench(args = scenarios::names())]
fn draw(bencher: Bencher, scenario: &str) {
    let model = scenarios::model(scenario);
    let mut population = Population::new();
    model.draw(1, 0, &mut population);
    let patients = ItemsCount::new(population.len());
    bencher.counter(patients).bench_local(|| model.draw(1, black_box(0), &mut population));
}

/// Simulating them under the last option, which has most schemes.
#[divan::bench(args = scenarios::names())]
fn simulate(bencher: Bencher, scenario: &str) {
    let model = scenarios::model(scenario);
    let mut population = Population::new();
    model.draw(1, 0, &mut population);
    let mut simulation = Simulation::new(&model, Recorder::new(model.system()));
    let option = model.system().options.len() - 1;
    simulation.run(option, &population);
    let events = ItemsCount::new(simulation.monitor().totals().events);
    bencher.counter(events).bench_local(|| simulation.run(black_box(option), &population));
}
