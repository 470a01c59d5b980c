//! The verification cases: that they agree, and that they would notice if something were wrong. The whole of them is run by
//! `dtoc verify`; here each is run with few replications, once as it is and once with a defect.

use dtoc::experiment::study::unwatched;
use dtoc::experiment::verification::{Comparison, Turn, compare};
use dtoc::model::Model;
use dtoc::scenario::{Scenario, Verification, load_with, verification_cases};

/// Loads a case inside the program with other values.
fn loaded(id: &str, values: &[(String, f64)]) -> Scenario {
    let case = verification_cases().iter().find(|case| case.id == id).expect("a case inside the program");
    let alone = |name: &str| Err(format!("{name} is not inside the program"));
    load_with(id, id, case.text, &alone, values).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

/// The comparisons of a case that is simulated alone, with a seed and so many replications.
fn simulated(
    model: &Model,
    case: &Verification,
    (seed, replications): (u64, u64),
    threads: Option<usize>,
) -> Vec<Comparison> {
    let turn = Turn { seed, replications, part: 0, before: 0, of: replications };
    unwatched(threads, |sitting| compare(model, case, &turn, sitting)).expect("nobody interrupts it")
}

/// The comparisons of one case of a scenario, on a system with these values changed as well.
fn compared(id: &str, case: &str, replications: u64, defect: &[(&str, f64)]) -> (Verification, Vec<Comparison>) {
    let scenario = loaded(id, &[]);
    let case = scenario.verifications.iter().find(|other| other.id == case).expect("a case of this scenario").clone();
    let defect = defect.iter().map(|(path, value)| ((*path).to_owned(), *value));
    let values: Vec<(String, f64)> = case.values.iter().cloned().chain(defect).collect();
    let model = Model::new(loaded(id, &values).system);
    let comparisons = simulated(&model, &case, (1, replications), None);
    (case, comparisons)
}

#[track_caller]
fn assert_agrees(id: &str, case: &str, replications: u64) {
    let (case, comparisons) = compared(id, case, replications, &[]);
    for (expected, comparison) in case.expected.iter().zip(comparisons) {
        assert!(comparison.agrees, "{id} {}: {expected:?} {comparison:?}", case.id);
    }
}

/// The defect is noticed, and by this number of the case.
#[track_caller]
fn assert_noticed(id: &str, case: &str, replications: u64, number: usize, defect: &[(&str, f64)]) {
    let (case, comparisons) = compared(id, case, replications, defect);
    assert!(!comparisons[number].agrees, "{:?} {:?}", case.expected[number], comparisons[number]);
}

#[test]
fn every_case_loads_without_a_warning_and_says_where_its_numbers_come_from() {
    let mut numbers = 0;
    for case in verification_cases() {
        let scenario = loaded(case.id, &[]);
        assert!(scenario.warnings.is_empty(), "{}", scenario.warnings.render(false));
        assert!(!scenario.verifications.is_empty() && !scenario.description.is_empty(), "{}", case.id);
        for verification in &scenario.verifications {
            loaded(case.id, &verification.values);
            assert!(verification.expected.iter().all(|expected| !expected.source.is_empty()), "{}", case.id);
            numbers += verification.expected.len();
        }
    }
    assert!(numbers >= 70, "{numbers}");
}

#[test]
fn a_queue_follows_the_formula_of_erlang() {
    assert_agrees("community-queue", "92-places", 20);
}

#[test]
fn a_blocked_ward_follows_its_markov_chain() {
    assert_agrees("blocked-ward", "4-beds-2-places", 10);
}

#[test]
fn occupancy_without_limits_is_poisson_whatever_the_stay() {
    assert_agrees("stroke-unit", "as-published", 12);
}

#[test]
fn nodes_with_a_queue_at_the_start_agree_with_an_independent_simulation() {
    for node in ["pathway-node-p2", "pathway-node-p3"] {
        assert_agrees(node, "no-queue", 250);
        assert_agrees(node, "queue", 250);
    }
}

#[test]
fn a_pathway_with_blocking_and_delays_agrees_with_an_independent_simulation() {
    assert_agrees("stroke-pathway", "independent", 60);
}

#[test]
fn a_stay_of_half_its_length_is_noticed() {
    assert_noticed(
        "blocked-ward",
        "4-beds-2-places",
        10,
        0,
        &[("patient_group.patients.treatment.exponential.mean_days", 1.0)],
    );
    assert_noticed("community-queue", "92-places", 10, 0, &[("service.community.stay.exponential.mean_days", 14.0)]);
}

#[test]
fn a_forgotten_transfer_delay_is_noticed() {
    let none = [("pathway.delay-of-2-days.steps.delay.probability", 0.0)];
    assert_noticed("stroke-pathway", "independent", 60, 2, &none);
}

#[test]
fn one_place_that_is_never_given_back_is_noticed() {
    assert_noticed("community-queue", "92-places", 10, 0, &[("service.community.places", 91.0)]);
    assert_noticed("blocked-ward", "40-beds-24-places", 10, 3, &[("service.intermediate-care.places", 23.0)]);
}

#[test]
fn a_few_arrivals_too_many_are_noticed() {
    assert_noticed("stroke-unit", "as-published", 40, 0, &[("patient_group.other.admissions_per_day", 0.34)]);
}

#[test]
fn the_same_seed_gives_the_same_comparisons_on_any_number_of_threads() {
    let scenario = loaded("stroke-pathway", &[]);
    let model = Model::new(scenario.system);
    let case = &scenario.verifications[0];
    let on = |threads| simulated(&model, case, (7, 9), Some(threads));
    assert_eq!(on(1), on(2));
    assert_eq!(on(1), on(7));
}
