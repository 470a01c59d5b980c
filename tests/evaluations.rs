//! A search asks for runs at points of a scenario: they are those of an experiment, and none is simulated twice.

use dtoc::experiment::evaluations::{Evaluation, Evaluations, Unevaluated, Values, Want, Watch};
use dtoc::experiment::sweep::{at_points, read_off};
use dtoc::experiment::{Interrupted, Progress};
use dtoc::model::{CareSystem, Model, Recorder};
use dtoc::scenario::{Draft, Problems};

const PLACES: &str = "service.community.places";

/// A hospital and one service under two options.
const SCENARIO: &str = r#"
title = "Two options"

[period]
start = 2024-01-01
end = 2024-01-31

[[hospital]]
id = "hospital"
kind = "acute"
beds = "unlimited"

[[patient_group]]
id = "patients"
hospital = "hospital"
admissions_per_day = 3
treatment = { constant = { days = 1 } }
pathways = { place = 1 }

[[pathway]]
id = "place"
number = 2
steps = [{ place = { service = "community" } }]

[[service]]
id = "community"
places = 10
stay = { exponential = { mean_days = 6 } }
afterwards = { home = 1 }
reason = "C"

[[scheme]]
id = "more"
starts = 2024-01-10
effects = [{ open_places = { service = "community", places = 8 } }]

[[option]]
id = "as-it-is"
schemes = []

[[option]]
id = "more-places"
schemes = ["more"]
"#;

fn draft() -> Draft {
    Draft::read("two.toml", "two", SCENARIO, &|name| Err(name.into()))
}

fn places(places: f64) -> Values {
    vec![(PLACES.to_owned(), places)]
}

fn want(at: f64, option: usize, replications: u64) -> Want {
    Want { values: places(at), option, replications: 0..replications }
}

/// Delayed patients on each day.
fn delayed(_: &Model, _: usize, recorder: &Recorder) -> Vec<f64> {
    (0..31).map(|day| f64::from(recorder.census(day)[0])).collect()
}

fn rows(evaluations: &Evaluations, want: &Want) -> Vec<Vec<f64>> {
    evaluations.rows(want).map(<[f64]>::to_vec).collect()
}

/// What is found on so many threads, and in what order it is handed on.
fn found(threads: usize, wants: &[Want]) -> (Vec<Vec<Vec<f64>>>, Vec<Evaluation>) {
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(1, Some(threads), &loading, &delayed).expect("threads");
    let mut all = Vec::new();
    let mut keep = |found: &[Evaluation]| {
        all.extend_from_slice(found);
        true
    };
    let mut watch = Watch { progress: &|_| true, found: &mut keep, stage: &|_| () };
    evaluations.fetch(wants, &mut watch).expect("values that the scenario allows");
    (wants.iter().map(|want| rows(&evaluations, want)).collect(), all)
}

#[test]
fn the_runs_are_those_of_a_sweep() {
    let wants = [want(10.0, 0, 20), want(10.0, 1, 20), want(14.0, 0, 20), want(14.0, 1, 20)];
    let (found, _) = found(2, &wants);
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(1, None, &loading, &read_off).expect("threads");
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    let points = [10.0, 14.0].map(places);
    let swept = at_points(&points, &[0, 1], 20, &mut evaluations, &mut watch).expect("nobody interrupts it");
    for (rows, at) in found.iter().zip(swept.iter().flatten()) {
        let mean = rows.iter().map(|row| row[30]).sum::<f64>() / 20.0;
        assert!((mean - at.delayed.mean()).abs() < 1e-9, "{mean} {:?}", at.delayed.mean());
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let wants = [want(12.0, 1, 70), want(9.0, 0, 3), want(12.0, 0, 5)];
    assert_eq!(found(1, &wants), found(3, &wants));
}

#[test]
fn nothing_is_simulated_twice() {
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(1, Some(1), &loading, &delayed).expect("threads");
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    let two_values: Want = Want {
        values: vec![(PLACES.into(), 10.0), ("patient_group.patients.admissions_per_day".into(), 2.0)],
        option: 0,
        replications: 0..4,
    };
    let mut other_order = two_values.clone();
    other_order.values.reverse();
    let steps = [
        (vec![want(10.0, 0, 8)], 8),
        (vec![want(10.0, 0, 12), want(10.0, 0, 5)], 12),
        (vec![want(10.0, 1, 2)], 14),
        (vec![two_values], 18),
        (vec![other_order], 18),
    ];
    for (wants, simulated) in steps {
        evaluations.fetch(&wants, &mut watch).expect("values that the scenario allows");
        assert_eq!(evaluations.simulated(), simulated);
    }
}

#[test]
fn what_is_remembered_is_as_good_as_simulated() {
    let wants = [want(10.0, 0, 6), want(11.0, 1, 6)];
    let (expected, mut earlier) = found(2, &wants);
    earlier.truncate(7);
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(1, None, &loading, &delayed).expect("threads");
    evaluations.remember(earlier);
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    evaluations.fetch(&wants, &mut watch).expect("values that the scenario allows");
    assert_eq!(evaluations.simulated(), 5);
    assert_eq!(wants.map(|want| rows(&evaluations, &want)).to_vec(), expected);
}

#[test]
fn what_is_drawn_in_a_replication_is_added_at_every_point_but_where_the_point_gives_it() {
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let draws = |replication: u64| {
        Ok(vec![
            ("patient_group.patients.admissions_per_day".to_owned(), 1.0 + replication as f64),
            (PLACES.to_owned(), 1_000.0),
        ])
    };
    let mut drawn = Evaluations::new(1, None, &loading, &delayed).expect("threads").with_draws(&draws);
    let mut plain = Evaluations::new(1, None, &loading, &delayed).expect("threads");
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    let point = want(10.0, 0, 3);
    drawn.fetch(std::slice::from_ref(&point), &mut watch).expect("values that the scenario allows");
    for replication in 0..3 {
        let values = [draws(replication).expect("a draw").swap_remove(0), places(10.0).swap_remove(0)];
        let same = Want { values: values.to_vec(), option: 0, replications: replication..replication + 1 };
        plain.fetch(std::slice::from_ref(&same), &mut watch).expect("values that the scenario allows");
        assert_eq!(rows(&drawn, &point)[replication as usize], rows(&plain, &same)[0]);
    }
}

#[test]
fn refused_values_and_interruption_are_said_and_what_was_found_stays() {
    let draft = draft();
    let loading = |values: &[(String, f64)]| -> Result<CareSystem, Problems> {
        draft.check(values).map(|scenario| scenario.system)
    };
    let mut evaluations = Evaluations::new(1, Some(1), &loading, &delayed).expect("threads");
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    let refused = evaluations.fetch(&[want(-1.0, 0, 2)], &mut watch);
    assert!(matches!(refused, Err(Unevaluated::Refused { values, .. }) if values == places(-1.0)));
    let stops = |progress: Progress| progress.done < 600;
    let mut watch = Watch { progress: &stops, found: &mut |_| true, stage: &|_| () };
    let many = want(10.0, 0, 700);
    let stopped = evaluations.fetch(std::slice::from_ref(&many), &mut watch);
    assert_eq!(stopped, Err(Unevaluated::Interrupted(Interrupted::Stopped)));
    assert_eq!(rows(&evaluations, &many).len(), 512, "the lot that was finished");
}

#[test]
fn whoever_cannot_keep_what_was_found_stops_the_search() {
    let draft = draft();
    let loading = |values: &[(String, f64)]| draft.check(values).map(|scenario| scenario.system);
    let mut evaluations = Evaluations::new(1, Some(2), &loading, &delayed).expect("threads");
    let want = Want { values: Vec::new(), option: 0, replications: 0..2_000 };
    let mut lots = 0;
    let mut keep = |_: &[Evaluation]| {
        lots += 1;
        false
    };
    let mut watch = Watch { progress: &|_| true, found: &mut keep, stage: &|_| () };
    let stopped = evaluations.fetch(std::slice::from_ref(&want), &mut watch);
    assert_eq!((stopped, lots), (Err(Unevaluated::Interrupted(Interrupted::Stopped)), 1));
    // What was found by then stays known.
    let known = rows(&evaluations, &want).len();
    assert!(known > 0 && known < 2_000, "{known}");
}
