//! The log of assumptions, and values given in place of those in the file.

use super::super::{Assumption, Evidence, Scenario};
use super::{BASE, loaded, loaded_with, said};
use crate::model::parameters::{Change, Setting};

fn assumption<'s>(scenario: &'s Scenario, path: &str) -> &'s Assumption {
    let found = scenario.assumptions.iter().find(|assumption| assumption.path == path);
    found.unwrap_or_else(|| panic!("no `{path}` among {:#?}", scenario.assumptions))
}

fn base() -> Scenario {
    loaded(BASE).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

#[test]
fn every_number_is_in_the_log_in_the_order_of_the_file() {
    let scenario = base();
    let paths: Vec<&str> = scenario.assumptions.iter().map(|assumption| assumption.path.as_str()).collect();
    let expected = [
        "adult_population",
        "period.start",
        "period.end",
        "period.warm_up_days",
        "target.delayed_patients",
        "target.by",
        "transfers.from_hour",
        "transfers.to_hour",
        "transfers.by_weekday",
        "transfers.on_bank_holidays",
        "hospital.acute.beds",
        "patient_group.complex.admissions_per_day",
        "patient_group.complex.by_month",
        "patient_group.complex.treatment.log_normal.median_days",
        "patient_group.complex.treatment.log_normal.mean_days",
        "patient_group.complex.while_waiting.death_per_day",
        "patient_group.complex.while_waiting.loss_of_readiness_per_day",
        "patient_group.complex.while_waiting.renewed_treatment.exponential.mean_days",
        "patient_group.complex.readmission.probability",
        "patient_group.complex.readmission.after.exponential.mean_days",
        "patient_group.complex.pathways.home-as-before",
        "patient_group.complex.pathways.home-with-support",
        "patient_group.complex.pathways.rehabilitation-bed",
        "pathway.home-as-before.number",
    ];
    assert_eq!(paths[..expected.len()], expected);
    assert!(paths.contains(&"pathway.rehabilitation-bed.steps.choice.delay.exponential.mean_days"));
    assert!(paths.contains(&"scheme.more-beds.effects.open_places.places"));
}

#[test]
fn a_number_is_logged_as_written_with_its_evidence() {
    let scenario = base();
    let beds = assumption(&scenario, "hospital.acute.beds");
    assert_eq!((beds.value.as_str(), beds.low, beds.high), ("480", Some(450.0), Some(510.0)));
    assert_eq!(beds.note.as_deref(), Some("those that patients with complex needs may use"));
    assert_eq!(beds.evidence, Evidence::Assumed, "a range without a source is an estimate");
    assert_eq!(assumption(&scenario, "adult_population").value, "530_000");
    assert_eq!(assumption(&scenario, "adult_population").evidence, Evidence::Unstated);
    assert_eq!(assumption(&scenario, "period.start").value, "2026-01-01");
    assert_eq!(assumption(&scenario, "transfers.by_weekday").value, "[1, 1, 1, 1, 1, 0.4, 0.25]");
}

#[test]
fn the_words_of_a_source_say_how_much_a_number_rests_on() {
    let scenario = base();
    let evidence = |path: &str| assumption(&scenario, path).evidence;
    assert_eq!(evidence("patient_group.complex.admissions_per_day"), Evidence::Derived);
    assert_eq!(evidence("service.home-care.hours_per_person_week"), Evidence::Assumed);
    assert_eq!(evidence("service.home-care.cost_per_hour"), Evidence::Sourced);
    let stated = BASE.replacen("high = 510,", "high = 510, source = \"assumed\", evidence = \"sourced\",", 1);
    let scenario = loaded(&stated).expect("it loads");
    assert_eq!(assumption(&scenario, "hospital.acute.beds").evidence, Evidence::Sourced);
}

#[test]
fn a_table_speaks_for_the_numbers_inside_it() {
    let text = BASE.replacen("places = 90\n", "places = 90\nsource = \"contract of 2025\"\n", 1);
    let scenario = loaded(&text).expect("it loads");
    let source = |path: &str| assumption(&scenario, path).source.clone().unwrap_or_default();
    assert_eq!(source("service.intermediate-care.places"), "contract of 2025");
    assert_eq!(source("service.intermediate-care.stay.log_normal.sigma"), "derived: about seven weeks a stay");
    assert_eq!(source("service.intermediate-care.afterwards.home"), "assumed");
    // Low and high belong to one number, whoever speaks for it.
    let mean = assumption(&scenario, "service.intermediate-care.stay.log_normal.mean_days");
    assert_eq!((mean.low, mean.high), (Some(34.0), Some(55.0)));
    assert_eq!(assumption(&scenario, "service.intermediate-care.stay.log_normal.sigma").low, None);
}

#[test]
fn a_value_can_be_given_in_place_of_the_one_in_the_file() {
    let overrides = [
        ("service.intermediate-care.places".to_owned(), 119.6),
        ("patient_group.complex.treatment.log_normal.mean_days".to_owned(), 12.0),
        ("scheme.more-beds.effects.open_places.places".to_owned(), 45.0),
        ("service.home-care.cost_per_start".to_owned(), 100.0),
    ];
    let scenario = loaded_with(BASE, &overrides).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert_eq!(scenario.system.services[1].setting, Setting::Places(120), "whole numbers are rounded");
    assert_eq!(scenario.system.groups[0].treatment.description(), "log-normal with mean 12 and median 9.5");
    assert!(matches!(scenario.system.schemes[0].effects[0].change, Change::Places { places: 45, .. }));
    assert_eq!(scenario.system.services[0].cost_per_start, 100.0, "a key that the file leaves out");
    assert_eq!(assumption(&scenario, "service.intermediate-care.places").value, "120", "as it is used");
    assert_ne!(scenario.hash, base().hash);
}

#[test]
fn a_value_given_for_the_run_may_lie_outside_the_range_of_the_file() {
    let scenario = loaded_with(BASE, &[("hospital.acute.beds".to_owned(), 700.0)]).expect("it loads");
    assert_eq!(scenario.system.hospitals[0].beds, 700);
}

#[test]
fn a_share_given_for_the_run_makes_the_others_give_way_in_proportion() {
    let path = "patient_group.complex.pathways.rehabilitation-bed".to_owned();
    let scenario = loaded_with(BASE, &[(path, 0.34)]).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    let shares: Vec<f64> = scenario.system.groups[0].pathways.iter().map(|(_, share)| *share).collect();
    assert!((shares[0] - 0.28 * 0.75).abs() < 1e-12 && (shares[1] - 0.60 * 0.75).abs() < 1e-12, "{shares:?}");
    assert_eq!(shares[2], 0.34);
}

#[test]
fn a_value_for_nothing_is_refused_with_the_nearest_path() {
    let problems = loaded_with(BASE, &[("service.intermediate-care.place".to_owned(), 3.0)]).expect_err("no such path");
    let says: Vec<String> = problems.iter().map(|problem| said(&problems, problem)).collect();
    assert_eq!(
        says,
        [
            r#"1:1 "service.intermediate-care.place" there is no quantity `service.intermediate-care.place` | not the path of a number in this scenario | help: did you mean `service.intermediate-care.places`?"#
        ]
    );
}

#[test]
fn a_value_that_cannot_be_is_refused_where_it_was_given() {
    let overrides = [("hospital.acute.beds".to_owned(), 500.0), ("service.intermediate-care.places".to_owned(), -3.0)];
    let problems = loaded_with(BASE, &overrides).expect_err("negative places");
    let says: Vec<String> = problems.iter().map(|problem| said(&problems, problem)).collect();
    assert_eq!(
        says,
        [
            r#"2:36 "-3" `service.intermediate-care.places` must not be negative | a number of places, 0 or more, or "unlimited""#
        ]
    );
    assert!(problems.render(false).contains("--> values given for this run:2:36"));
}
