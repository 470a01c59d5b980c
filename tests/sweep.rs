//! A sweep over the places of a queue that is solved exactly, and what pairs of the same people are worth in it.

use dtoc::experiment::Interrupted;
use dtoc::experiment::evaluations::{Evaluations, Values, Watch};
use dtoc::experiment::sweep::{AtPoint, at_points, read_off};
use dtoc::model::CareSystem;
use dtoc::scenario::{load_with, verification_cases};

const PLACES: [u32; 5] = [88, 90, 92, 95, 100];

fn values(places: u32) -> Values {
    vec![("service.community.places".to_owned(), f64::from(places))]
}

/// The queue of the verification case with these values, counted after its warm-up for a few days.
fn queue(values: &[(String, f64)]) -> CareSystem {
    let case =
        verification_cases().iter().find(|case| case.id == "community-queue").expect("a case inside the program");
    let text = case.text.split("[[verification]]").next().unwrap_or_default().replace("2099-12-31", "2000-01-03");
    let loaded = load_with("queue", "queue", &text, &|name| Err(name.into()), values);
    loaded.unwrap_or_else(|problems| panic!("{}", problems.render(false))).system
}

fn swept(replications: u64, threads: usize) -> Vec<AtPoint> {
    let points: Vec<Values> = PLACES.iter().map(|&places| values(places)).collect();
    let loading = |values: &[(String, f64)]| Ok(queue(values));
    let mut evaluations = Evaluations::new(1, Some(threads), &loading, &read_off).expect("threads");
    let mut watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    let found = at_points(&points, &[0], replications, &mut evaluations, &mut watch).expect("nobody interrupts it");
    found.into_iter().flatten().collect()
}

/// Mean number waiting in a queue with Poisson arrivals and exponential stays, by the formula of Erlang.
///
/// Source: D. Gross and C. M. Harris, Fundamentals of Queueing Theory, section 2.3.
fn waiting(places: u32, load: f64) -> f64 {
    // The probability of loss by its recursion, and from it that of waiting.
    let lost = (1..=places).fold(1.0, |lost, n| load * lost / (f64::from(n) + load * lost));
    let share = load / f64::from(places);
    let waits = lost / (1.0 - share * (1.0 - lost));
    waits * share / (1.0 - share)
}

#[test]
fn the_formula_is_that_of_the_verification_case() {
    for (places, mean) in [(88, 11.8712), (90, 5.7674), (100, 0.3080)] {
        assert!((waiting(places, 84.0) - mean).abs() < 1e-3, "{places}: {}", waiting(places, 84.0));
    }
}

#[test]
fn a_queue_falls_with_its_places_as_the_formula_of_erlang_says() {
    let found = swept(300, 2);
    let means: Vec<f64> = found.iter().map(|at| at.delayed.mean()).collect();
    assert!(means.is_sorted_by(|a, b| a > b), "{means:?}");
    for (places, at) in PLACES.into_iter().zip(&found) {
        // Four standard errors: right programs fail once in 3,000 times 5 places.
        let (expected, estimate) = (waiting(places, 84.0), at.delayed.estimate());
        let distance = (estimate.mean - expected).abs();
        assert!(distance < 2.0 * estimate.half_width(), "{places} places: {estimate:?}, not {expected}");
    }
    let (first, last) = (&found[0], &found[4]);
    assert!(last.against_first.estimate().upper < 0.0);
    assert!((last.against_first.mean() - (last.delayed.mean() - first.delayed.mean())).abs() < 1e-9);
    assert_eq!((first.against_first.mean(), first.against_first.standard_deviation()), (0.0, 0.0));
    assert_eq!(first.probability(), None, "there is no target");
    // Neighbours meet the same people: the difference is known better than from runs of their own.
    let apart = found[0].delayed.variance() + found[1].delayed.variance();
    assert!(found[1].against_first.variance() < apart / 2.0, "{} {apart}", found[1].against_first.variance());
}

#[test]
fn a_sweep_is_the_same_on_any_number_of_threads_and_can_be_stopped() {
    assert_eq!(swept(20, 1), swept(20, 3));
    let loading = |values: &[(String, f64)]| Ok(queue(values));
    let mut evaluations = Evaluations::new(1, Some(2), &loading, &read_off).expect("threads").expected(0, 40);
    let mut watch = Watch { progress: &|progress| progress.done < 25, found: &mut |_| true, stage: &|_| () };
    let stopped = at_points(&[values(100), values(99)], &[0], 20, &mut evaluations, &mut watch);
    assert_eq!(stopped, Err(Interrupted::Stopped.into()));
}
