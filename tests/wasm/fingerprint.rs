//! A number that stands for every digit of a small experiment: the same on every computer, and in a browser.
//!
//! `tests/wasm/check` builds this for WebAssembly as well, without the program and its reports, and compares.

use std::fmt::Write;

use dtoc::experiment::{Experiment, Listeners, Stopping};
use dtoc::model::Model;
use dtoc::scenario;

/// Bytes mixed as they are written (FNV-1a, 64 bits).
struct Mixed(u64);

impl Write for Mixed {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

/// What stands for 16 replications of two options of the pilot: each row of outcomes, and everything that they are added up to.
/// Numbers are written with as many digits as tell them from any other.
// The name stays as it is, for whoever calls it from outside.
#[unsafe(no_mangle)]
pub extern "C" fn fingerprint() -> u64 {
    let pilot = scenario::embedded().iter().find(|embedded| embedded.id == "oxfordshire-pilot").expect("the pilot");
    let alone = |name: &str| Err(format!("{name} is not inside the library"));
    let scenario = scenario::load(pilot.id, pilot.id, pilot.text, &alone).expect("a scenario without mistakes");
    let experiment = Experiment { seed: 1, stopping: Stopping::Replications(16), options: vec![0, 1], threads: None };

    let mut mixed = Mixed(0xcbf2_9ce4_8422_2325);
    let mut row = |option: usize, replication: u64, outcomes: &[f64]| {
        write!(mixed, "{option} {replication} {outcomes:?}").expect("room for a number");
    };
    let mut listeners = Listeners { row: &mut row, progress: &|_| true };
    let results = experiment.run(&Model::new(scenario.system), &mut listeners).expect("nobody interrupts it");
    write!(mixed, "{results:?}").expect("room for a number");
    mixed.0
}

fn main() {
    println!("{:016x}", fingerprint());
}
