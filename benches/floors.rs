//! How far dtoc is from its floor: each system on the engine and through the model, beside the smallest straight-line program for
//! it.
//!
//! ```text
//! cargo bench --bench floors                    every section
//! cargo bench --bench floors -- tandem          one of calendar, queue, tandem, experiment, pending
//! cargo bench --bench floors -- --peer tandem-model 0 100
//!                                               one program by itself from replication 0 on, for benches/peers
//! ```
//!
//! Programs run in turn on one thread, by the time of the processor, and ratios are medians over rounds: so they hold on a busy
//! machine. Only `experiment`, with its threads, needs an idle one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "nothing is measured when something is not as expected")]

mod floor;
mod hold;
mod on_engine;
mod on_model;
mod peers;
mod race;
mod scenarios;
mod systems;

use dtoc::engine::{Calendar, Time};
use dtoc::experiment::{Experiment, Listeners, Stopping};
use dtoc::model::{Monitor, Population, Simulation, Totals};
use dtoc::statistics::Tally;
use floor::Heap;
use hold::Gaps;
use on_engine::{QueueOnEngine, TandemOnEngine};
use on_model::TandemOnModel;
use race::{Times, processor, race, wall};
use std::collections::BinaryHeap;
use systems::{Census, Queue, Tandem};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [peer, program, first, replications] = arguments.as_slice()
        && peer == "--peer"
    {
        let number = |text: &String| text.parse::<u64>().expect("a number");
        return peers::run(program, number(first)..number(first) + number(replications));
    }
    let sections: [(&str, fn()); 5] = [
        ("calendar", calendar),
        ("queue", queues),
        ("tandem", tandems),
        ("experiment", experiment),
        ("pending", pending),
    ];
    for (name, section) in sections {
        if arguments.is_empty() || arguments.iter().any(|argument| name.contains(argument.as_str())) {
            section();
            println!();
        }
    }
}

/// Rounds of each race.
const ROUNDS: u64 = 25;

/// The head of a section, and a row below it: the name of the work, then numbers with so many decimals.
fn head(title: &str, columns: &[&str]) {
    println!("{title:<44}{}", columns.iter().map(|column| format!("{column:>16}")).collect::<String>());
}

fn row(name: &str, cells: &[(f64, usize)]) {
    println!(
        "  {name:<42}{}",
        cells.iter().map(|(number, digits)| format!("{number:>16.digits$}")).collect::<String>()
    );
}

fn calendar() {
    head("calendar: ns to take and schedule an event", &["std heap", "floor", "Calendar", "Calendar/floor"]);
    for gaps in [Gaps::Exponential, Gaps::CareLike] {
        for number in [2, 100, 1_500, 3_000, 20_000] {
            let drawn = gaps.draw(number);
            let (mut standard, mut heap) = (BinaryHeap::new(), Heap::new());
            let mut calendar = Calendar::new(number, Time::MAX);
            hold::fill(&mut standard, number, &drawn);
            hold::fill(&mut heap, number, &drawn);
            hold::fill(&mut calendar, number, &drawn);
            let mut sums = [0; 3];
            let [sum_of_standard, sum_of_heap, sum_of_calendar] = &mut sums;
            let [of_standard, of_heap, of_calendar] = race(
                processor,
                ROUNDS,
                [
                    &mut |_| *sum_of_standard += hold::run(&mut standard, &drawn),
                    &mut |_| *sum_of_heap += hold::run(&mut heap, &drawn),
                    &mut |_| *sum_of_calendar += hold::run(&mut calendar, &drawn),
                ],
            );
            assert!(sums[0] == sums[1] && sums[1] == sums[2], "the same events at the same times: {sums:?}");
            let nanoseconds = |times: &Times| (times.median() * 1e9 / f64::from(hold::EVENTS), 1);
            row(
                &format!("{gaps:?}, {number} pending"),
                &[
                    nanoseconds(&of_standard),
                    nanoseconds(&of_heap),
                    nanoseconds(&of_calendar),
                    (of_calendar.over(&of_heap), 2),
                ],
            );
        }
    }
}

fn queues() {
    head("queue: ns for a customer", &["floor", "engine", "engine/floor"]);
    for servers in [1, 80] {
        let queue = Queue::markov(servers, 300_000);
        let (mut heap, mut on_engine) = (Heap::new(), QueueOnEngine::new());
        let (mut of_floor, mut of_engine) = (0, 0);
        let [floor, engine] = race(
            processor,
            ROUNDS,
            [&mut |seed| of_floor += floor::queue(&queue, seed, &mut heap), &mut |seed| {
                of_engine += on_engine.run(&queue, seed)
            }],
        );
        assert_eq!(of_floor, of_engine, "the same draws give the same waits");
        let nanoseconds = |times: &Times| (times.median() * 1e9 / f64::from(queue.customers), 1);
        row(
            &format!("M/M/{servers}, 90 % busy"),
            &[nanoseconds(&floor), nanoseconds(&engine), (engine.over(&floor), 2)],
        );
    }
}

fn tandems() {
    let columns = ["floor", "engine", "model", "engine/floor", "model/floor"];
    head("tandem: ms for a replication", &columns);
    for (size, scenario) in [(1, "tandem"), (5, "tandem-x5")] {
        let tandem = Tandem::new(size);
        let model = scenarios::model(scenario);
        let (mut heap, mut on_engine) = (Heap::new(), TandemOnEngine::new());
        let mut on_model = TandemOnModel::new(&model);
        let replications = u64::from(20 / size);
        let seeds = |round: u64| round * replications..(round + 1) * replications;
        let (mut of_floor, mut of_engine, mut of_model) = (Vec::new(), Vec::new(), Vec::new());
        let [floor, engine, model] = race(
            processor,
            ROUNDS,
            [
                &mut |round| of_floor.extend(seeds(round).map(|seed| floor::tandem(&tandem, seed, &mut heap))),
                &mut |round| of_engine.extend(seeds(round).map(|seed| on_engine.run(&tandem, seed))),
                &mut |round| of_model.extend(seeds(round).map(|seed| on_model.run(seed))),
            ],
        );
        assert_eq!(of_floor, of_engine, "the same draws give the same census");
        let milliseconds = |times: &Times| (times.median() * 1e3 / replications as f64, 3);
        row(
            &format!("x{size}"),
            &[
                milliseconds(&floor),
                milliseconds(&engine),
                milliseconds(&model),
                (engine.over(&floor), 2),
                (model.over(&floor), 2),
            ],
        );
        let days = f64::from(tandem.counted_days);
        agree("beds occupied", &of_floor, &of_model, |census| census.occupied as f64 / days);
        agree("beds blocked", &of_floor, &of_model, |census| census.blocked as f64 / days);
        let (of_floor, of_model) =
            (tally(&of_floor, |one| one.events as f64), tally(&of_model, |one| one.events as f64));
        row("  events", &[(of_floor.mean(), 0), (of_floor.mean(), 0), (of_model.mean(), 0)]);
    }
}

/// Shows what floor, engine and model found, and insists that they differ by chance only.
fn agree(what: &str, floor: &[Census], model: &[Census], count: impl Fn(&Census) -> f64) {
    let (floor, model) = (tally(floor, &count), tally(model, &count));
    row(&format!("  {what}"), &[(floor.mean(), 1), (floor.mean(), 1), (model.mean(), 1)]);
    let error = |tally: &Tally| tally.variance() / tally.observations() as f64;
    let deviate = (floor.mean() - model.mean()) / (error(&floor) + error(&model)).sqrt();
    assert!(deviate.abs() < 4.0, "{what}: they differ by {deviate:.1} standard errors");
}

fn tally(all: &[Census], count: impl Fn(&Census) -> f64) -> Tally {
    let mut tally = Tally::new();
    all.iter().for_each(|census| tally.record(count(census)));
    tally
}

fn experiment() {
    const REPLICATIONS: u64 = 1_000;
    head("experiment: s for 1,000 replications", &["floor", "1 thread", "2 threads", "1 thread/floor", "1/2 threads"]);
    let (tandem, model) = (Tandem::new(1), scenarios::model("tandem"));
    let mut heap = Heap::new();
    let run = |threads| {
        let stopping = Stopping::Replications(REPLICATIONS);
        let experiment = Experiment { seed: 1, stopping, options: vec![0], threads: Some(threads) };
        let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
        let results = experiment.run(&model, &mut listeners).expect("nobody stops it");
        assert_eq!(results.replications, REPLICATIONS);
    };
    let [floor, one, two] = race(
        wall,
        3,
        [
            &mut |_| {
                (0..REPLICATIONS).for_each(|seed| _ = std::hint::black_box(floor::tandem(&tandem, seed, &mut heap)))
            },
            &mut |_| run(1),
            &mut |_| run(2),
        ],
    );
    row(
        "tandem, with all results",
        &[(floor.median(), 2), (one.median(), 2), (two.median(), 2), (one.over(&floor), 2), (one.over(&two), 2)],
    );
}

/// Counts entries in the calendar at every midnight.
#[derive(Default)]
struct Entries {
    at_midnight: Vec<usize>,
    events: u64,
}

impl Monitor for Entries {
    fn pending(&mut self, count: impl FnOnce() -> usize) {
        self.at_midnight.push(count());
    }

    fn ends(&mut self, totals: &Totals) {
        self.events += totals.events;
    }
}

fn pending() {
    head("pending: entries in the calendar at midnight", &["median", "largest", "events", "patients drawn"]);
    for scenario in scenarios::names() {
        let model = scenarios::model(scenario);
        let mut population = Population::new();
        model.draw(1, 0, &mut population);
        let mut simulation = Simulation::new(&model, Entries::default());
        let options = model.system().options.len();
        (0..options).for_each(|option| simulation.run(option, &population));
        let Entries { at_midnight, events } = simulation.monitor_mut();
        at_midnight.sort_unstable();
        row(
            &format!("{scenario}, options: {options}"),
            &[
                (at_midnight[at_midnight.len() / 2] as f64, 0),
                (at_midnight[at_midnight.len() - 1] as f64, 0),
                (*events as f64 / options as f64, 0),
                (population.len() as f64, 0),
            ],
        );
    }
}
