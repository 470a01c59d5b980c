//! How long one replication of the default scenario takes, and the calendar alone.
//!
//! `cargo bench` prints medians. Read them as ratios to one another: the machine's speed cancels out.

use divan::{Bencher, black_box};
use dtoc::engine::{Calendar, Time};
use dtoc::model::{Model, Population, Recorder, Simulation};
use dtoc::scenario;

fn main() {
    divan::main();
}

/// The hold model: take the next event and schedule another, with so many pending.
#[divan::bench(args = [2, 100, 3_000])]
fn calendar_take_and_schedule(bencher: Bencher, pending: u32) {
    let mut calendar = Calendar::new(pending, Time::MAX);
    let mut state = 1u64;
    // A linear congruential generator is random enough for gaps of up to a day.
    let mut gap = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 47) as u32
    };
    (0..pending).for_each(|slot| calendar.schedule(slot, Time::from_seconds(gap()), ()));
    bencher.counter(divan::counter::ItemsCount::new(1_000u32)).with_inputs(|| calendar.clone()).bench_local_values(
        |mut calendar| {
            for _ in 0..1_000 {
                if let Some((at, slot, ())) = calendar.next(Time::MAX) {
                    calendar.schedule(slot, at.after(gap()), ());
                }
            }
            calendar
        },
    );
}

/// Drawing everyone who comes in one replication.
#[divan::bench]
fn draw_the_patients_of_a_replication(bencher: Bencher) {
    let model = oxfordshire();
    let mut population = Population::new();
    bencher.bench_local(|| model.draw(1, black_box(0), &mut population));
}

/// Replaying them under one option.
#[divan::bench(args = [0, 1])]
fn simulate_one_option(bencher: Bencher, option: usize) {
    let model = oxfordshire();
    let mut population = Population::new();
    model.draw(1, 0, &mut population);
    let mut simulation = Simulation::new(&model, Recorder::new(model.system()));
    bencher.bench_local(|| simulation.run(black_box(option), &population));
}

fn oxfordshire() -> Model {
    let embedded =
        scenario::embedded().iter().find(|embedded| embedded.id == scenario::DEFAULT).expect("it is embedded");
    let nothing_to_extend = |name: &str| Err(name.to_owned());
    let scenario = scenario::load(embedded.id, embedded.id, embedded.text, &nothing_to_extend).expect("it is sound");
    Model::new(scenario.system)
}
