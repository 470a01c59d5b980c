//! The scenarios that come with the program load without a word and run.

use dtoc::experiment::{Experiment, Listeners, Stopping};
use dtoc::model::{Model, Outcome};
use dtoc::scenario::{Scenario, embedded, load};

/// Every scenario of the program, by its id.
fn scenarios() -> impl Iterator<Item = Scenario> {
    embedded().iter().map(|embedded| {
        let file = format!("{}.toml", embedded.id);
        let alone = |name: &str| Err(format!("{name} is not embedded"));
        load(&file, embedded.id, embedded.text, &alone).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
    })
}

#[test]
fn every_embedded_scenario_loads_without_a_warning_and_says_where_its_numbers_come_from() {
    let mut loaded = 0;
    for scenario in scenarios() {
        assert!(scenario.warnings.is_empty(), "{}", scenario.warnings.render(false));
        assert!(!scenario.title.is_empty() && !scenario.description.is_empty(), "{}", scenario.id);
        assert!(scenario.assumptions.len() > 20, "{}", scenario.id);
        assert_eq!(scenario.option_descriptions.len(), scenario.system.options.len(), "{}", scenario.id);
        loaded += 1;
    }
    assert!(loaded >= 2);
}

#[test]
fn every_option_of_every_embedded_scenario_runs_and_every_outcome_is_a_number() {
    for scenario in scenarios() {
        let model = Model::new(scenario.system);
        let names = Outcome::all(model.system());
        let may_never_be = |outcome: Outcome| outcome == Outcome::DayTargetFirstMet;
        let mut rows = 0;
        let mut check = |option: usize, replication: u64, outcomes: &[f64]| {
            rows += 1;
            for (&outcome, value) in names.iter().zip(outcomes) {
                let is_right = value.is_finite() || (value.is_nan() && may_never_be(outcome));
                assert!(is_right, "{}: {outcome:?} is {value} ({option}, {replication})", scenario.id);
            }
        };
        let options: Vec<usize> = (0..model.system().options.len()).collect();
        let number = options.len();
        let experiment = Experiment { seed: 1, stopping: Stopping::Replications(2), options, threads: Some(2) };
        let results = experiment
            .run(&model, &mut Listeners { row: &mut check, progress: &|_| true })
            .expect("nobody interrupts it");
        assert_eq!(rows, 2 * number);
        assert_eq!(results.options.len(), number);
        assert_eq!(results.dates.len(), model.system().period.days as usize);
        for option in &results.options {
            let delayed = option.outcome(&results, Outcome::MeanDelayed).expect("an outcome of all systems");
            assert!(delayed.mean() > 0.0, "{}: nobody is ever delayed with {}", scenario.id, option.id);
        }
    }
}
