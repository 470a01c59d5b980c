//! dtoc predicts delayed transfers of care ("bed blocking") under funding options, by discrete-event simulation.
//!
//! Patients who are medically fit stay in hospital because the care they need next has no place for them. dtoc simulates a care
//! system patient by patient: admissions, treatment, the steps of a discharge pathway, services and the people who staff them, and
//! the schemes that money buys. It runs every option of a scenario many times on the same people and reports what they differ in.
//!
//! # The layers
//!
//! A module uses only lines below its own; a test reads the sources and checks it.
//!
//! ```text
//! cli          arguments, files, terminal, progress, exit codes; the only home of files and print
//! report       results -> charts, tables, HTML, CSV, JSON; pure functions of results
//! experiment   replications, options under common random numbers; computing never prints
//! scenario     file shape, checks, messages, options
//! model        hospitals, patients, pathways, services, workforce, schemes, money
//! -- three foundations that never use each other --
//! engine       time, calendar of coming events, resources, waiting lines; knows no hospital
//! random       draws by address, distributions, arrivals
//! statistics   tallies, histograms, intervals, paired differences
//! ```
//!
//! # An example
//!
//! ```
//! use dtoc::experiment::{Experiment, Listeners, Stopping};
//! use dtoc::model::{Measure, Model};
//! use dtoc::scenario;
//!
//! let first = scenario::embedded().iter().find(|embedded| embedded.id == "first-scenario").unwrap();
//! let scenario = scenario::load("first-scenario", first.id, first.text, &|name| Err(name.into())).unwrap();
//! let model = Model::new(scenario.system.clone());
//! let experiment = Experiment { seed: 1, stopping: Stopping::Replications(4), options: vec![0, 1], threads: None };
//! let mut listeners = Listeners { row: &mut |_, _, _| (), progress: &|_| true };
//! let results = experiment.run(&model, &mut listeners).unwrap();
//! for option in &results.options {
//!     let delayed = option.daily(&results, Measure::Delayed).unwrap();
//!     println!("{}: {} delayed on the last day (median)", option.title, delayed.last().unwrap().median());
//! }
//! ```
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | **patient group** | a kind of patient: how often they come, how long they are treated, what they need then |
//! | **discharge ready** | medically fit; nothing but the next care is waited for |
//! | **pathway** 0 to 3 | home as before, home with support, rehabilitation bed, care home: an ordered list of **steps** |
//! | **delayed transfer of care** | discharge ready on pathway 1 to 3 and still in a hospital bed at midnight |
//! | **delay reason**, **attribution** | the official code A to I of the step that is waited for; NHS, social care or both |
//! | **service** | care after hospital, with **places** that count while they are **staffed** |
//! | **blocked** | the stay in a service is over, and the next one has no place |
//! | **team**, **panel** | who assesses; who decides on funding |
//! | **workforce** | a pool of posts, filled and vacated one by one |
//! | **scheme**, **option** | what money buys, with dates, budget and effects; a named set of schemes |
//! | **lever**, **mix** | a quantity that a plan may set; a value for each of them |
//! | **replication** | one run of an option with its own random numbers; the same people under every option |
//! | **reference** | the option that the others are compared with, replication by replication |

#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "some of it only the program and its reports ask for")
)]

#[cfg(feature = "cli")]
pub mod cli;
pub mod engine;
pub mod experiment;
pub mod model;
pub mod random;
#[cfg(feature = "report")]
pub mod report;
pub mod scenario;
pub mod statistics;
