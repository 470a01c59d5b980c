//! What the scenarios that come with the program give, to six digits, and what the report says of it: a change of the model, of a scenario or of a random draw
//! shows here as a difference to be looked at. After a change that is meant, bless the new numbers with
//!
//! ```text
//! INSTA_UPDATE=always cargo test --test all golden
//! ```
//!
//! and read the difference of `tests/snapshots` before committing it.

use std::fmt::Write;

use crate::support::{experiment, loaded};
use dtoc::experiment::comparison::{Contest, Criterion};
use dtoc::experiment::study::unwatched;
use dtoc::experiment::{OptionResults, Results};
use dtoc::model::{Measure, Model, Outcome};
use dtoc::report::comparison::Comparison;
use dtoc::report::run::told::{Ran, Request};
use dtoc::report::{Report, Stamp};

/// Outcomes that every part of the model has a hand in.
const OUTCOMES: [(&str, Outcome); 9] = [
    ("on the target day", Outcome::DelayedOnTargetDay),
    ("mean delayed", Outcome::MeanDelayed),
    ("blocked days outside", Outcome::BlockedDaysOutsideHospital),
    ("admissions", Outcome::Admissions),
    ("deaths while waiting", Outcome::DeathsWhileWaiting),
    ("readmissions", Outcome::Readmissions),
    ("electives cancelled", Outcome::ElectivesCancelled),
    ("hours for admission", Outcome::HoursWaitingForAdmission),
    ("total cost", Outcome::TotalCost),
];

/// The means of four replications.
fn summary(scenario: &str) -> String {
    let results = experiment(&Model::new(loaded(scenario).system), 4);
    let mut text = String::new();
    for option in &results.options {
        writeln!(text, "{}", option.id).expect("room in a text");
        for (name, outcome) in OUTCOMES {
            let mean = option.outcome(&results, outcome).expect("an outcome of every system").mean();
            writeln!(text, "  {name:<22} {}", to_six_digits(mean)).expect("room in a text");
        }
        writeln!(text, "  {:<22} {}", "delayed by month", by_month(&results, option)).expect("room in a text");
    }
    text
}

/// The mean count on the first day and every 30 days after.
fn by_month(results: &Results, option: &OptionResults) -> String {
    let daily = option.daily(results, Measure::Delayed).expect("a measure of every system");
    daily.iter().step_by(30).map(|count| format!("{:.2}", count.mean())).collect::<Vec<_>>().join(" ")
}

fn to_six_digits(value: f64) -> String {
    let whole = value.abs().max(1.0).log10().floor() as usize + 1;
    format!("{value:.*}", 6_usize.saturating_sub(whole))
}

#[test]
fn the_first_scenario_gives_what_it_gave() {
    insta::assert_snapshot!("first-scenario", summary(include_str!("../scenarios/first-scenario.toml")));
}

#[test]
fn the_oxfordshire_scenario_gives_what_it_gave() {
    insta::assert_snapshot!("oxfordshire-pilot", summary(include_str!("../scenarios/oxfordshire-pilot.toml")));
}

/// What a report says: the answer for the terminal, and the first rows of every table for programs.
fn reported(scenario: &str) -> String {
    let scenario = loaded(scenario);
    let results = experiment(&Model::new(scenario.system.clone()), 4);
    let ran = Ran::new(&scenario, &results, Request::default());
    let stamp = Stamp { version: "0.0.0".into(), command: "dtoc run".into() };
    let report = Report::new(&ran, &stamp);
    let mut text = report.text(None, 100);
    for file in report.files.iter().filter(|file| file.path.ends_with(".csv")) {
        let bytes = file.bytes();
        let rows: Vec<&str> = std::str::from_utf8(&bytes).expect("text").lines().take(6).collect();
        writeln!(text, "\n{}\n{}", file.path, rows.join("\n")).expect("room in a text");
    }
    text
}

#[test]
fn the_report_on_the_first_scenario_says_what_it_said() {
    insta::assert_snapshot!("report-on-first-scenario", reported(include_str!("../scenarios/first-scenario.toml")));
}

#[test]
fn the_comparison_of_the_first_scenario_says_what_it_said() {
    let scenario = loaded(include_str!("../scenarios/first-scenario.toml"));
    let contest = Contest {
        seed: 1,
        options: (0..scenario.system.options.len()).collect(),
        reference: scenario.system.reference,
        criterion: Criterion::Delayed,
        indifference: 2.0,
        confidence: 0.95,
        cap: 4_000,
    };
    let model = Model::new(scenario.system.clone());
    let compared = unwatched(None, |sitting| contest.run(&model, sitting)).expect("nobody interrupts it");
    let comparison = Comparison::new(&scenario, &compared);
    let said = Report::new(&comparison, &Stamp::default()).text(None, 100);
    insta::assert_snapshot!("comparison-of-first-scenario", said);
}
