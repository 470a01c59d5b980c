//! Services: places, stays, outcomes, and moving on.

use dtoc::model::{Happening, HospitalKind, Measure};

use crate::support::{DAY, HOSPITAL, Run, World, assert_mean, assert_share, nobody, run_text, waiting};

/// A service with a stay of two days; other keys as given.
fn service(id: &str, places: &str, afterwards: &str) -> String {
    format!(
        "[[service]]\nid = \"{id}\"\n{places}\nstay = {{ constant = {{ days = 2 }} }}\nafterwards = {{ {afterwards} }}\nreason = \"C\"\n"
    )
}

/// Patients who wait in hospital for a place in a service called care.
fn for_care(days: u32, patients: u32) -> World {
    World::of_days(days)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with(waiting(patients, "care", "place"))
}

fn starts(run: &Run) -> Vec<u32> {
    run.times(|what| matches!(what, Happening::StartsService { .. })).iter().map(|at| at / DAY).collect()
}

#[test]
fn as_many_are_in_a_service_as_it_has_places() {
    let run = for_care(10, 5).with(service("care", "places = 2", "home = 1")).run();
    assert_eq!(starts(&run), [0, 0, 2, 2, 4]);
    assert_eq!(run.daily(Measure::Occupied(0))[..7], [2, 2, 2, 2, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Delayed)[..5], [3, 3, 1, 1, 0]);
    let stays = run.between(
        |what| matches!(what, Happening::StartsService { .. }),
        |what| matches!(what, Happening::LeavesService { .. }),
    );
    assert_eq!(stays, [2 * DAY; 5]);
}

#[test]
fn weekly_care_hours_are_places_for_as_many_people_as_they_care_for() {
    let hours = "hours_per_week = 45\nhours_per_person_week = 14";
    let run = for_care(10, 5).with(service("care", hours, "home = 1")).run();
    assert_eq!(run.daily(Measure::Open(0))[0], 3);
    assert_eq!(starts(&run), [0, 0, 0, 2, 2]);
}

#[test]
fn no_more_patients_start_on_a_day_than_the_service_takes() {
    let run = for_care(10, 5).with(service("care", "places = 10\nstarts_per_day = 2", "home = 1")).run();
    assert_eq!(starts(&run), [0, 0, 1, 1, 2]);
}

#[test]
fn stays_follow_their_distribution() {
    let stay = "log_normal = { mean_days = 8, sd_days = 6 }";
    let care = service("care", "places = \"unlimited\"", "home = 1").replace("constant = { days = 2 }", stay);
    let run = for_care(300, 2_000).with(care).run();
    let stays = run.between(
        |what| matches!(what, Happening::StartsService { .. }),
        |what| matches!(what, Happening::LeavesService { .. }),
    );
    let days: Vec<f64> = stays.iter().map(|&seconds| f64::from(seconds) / f64::from(DAY)).collect();
    assert!(days.len() > 1_990);
    assert_mean(&days, 8.0);
    assert_mean(&days.iter().map(|days| (days - 8.0).powi(2)).collect::<Vec<_>>(), 36.0);
}

#[test]
fn a_step_may_lead_to_another_stay_than_that_of_the_service() {
    let steps = "[[pathway]]\nid = \"longer\"\nnumber = 2\nsteps = [{ place = { service = \"care\", stay = { constant = { days = 5 } } } }]\n";
    let world = for_care(10, 1).with(steps).with(service("care", "places = 9", "home = 1"));
    let census = "waiting = [{ group = \"adults\", pathway = \"longer\", patients = 2 }, {";
    let text = world.text().replace("waiting = [{", census);
    let stays = run_text(&text).between(
        |what| matches!(what, Happening::StartsService { .. }),
        |what| matches!(what, Happening::LeavesService { .. }),
    );
    assert_eq!(stays, [5 * DAY, 5 * DAY, 2 * DAY]);
}

#[test]
fn what_follows_a_stay_goes_by_its_shares() {
    let shares = "home = 0.4, died = 0.1, readmitted = 0.2, next = 0.3";
    let next = service("next", "places = \"unlimited\"", "home = 1");
    let run = for_care(3, 2_000).with(service("care", "places = \"unlimited\"", shares)).with(next).run();
    assert_share(run.count(|what| *what == Happening::Home), 2_000, 0.4);
    assert_share(run.count(|what| matches!(what, Happening::Dies { waiting: false })), 2_000, 0.1);
    assert_share(run.count(|what| *what == Happening::Readmitted), 2_000, 0.2);
    assert_share(run.count(|what| matches!(what, Happening::StartsService { service: 1, .. })), 2_000, 0.3);
    let back = run.count(|what| matches!(what, Happening::Admitted { hospital: 0 }));
    assert_eq!(back, run.count(|what| *what == Happening::Readmitted), "they are admitted to their hospital");
}

#[test]
fn a_patient_whose_next_service_is_full_blocks_the_place_they_hold() {
    let world = for_care(20, 3).with(service("care", "places = 1", "next = 1"));
    let run = world.with(service("next", "places = 1", "home = 1").replace("days = 2", "days = 5")).run();
    // The first moves on after two days. The second is done after four and blocks until seven, the third until twelve.
    assert_eq!(run.daily(Measure::Blocked(0))[..13], [0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Occupied(0))[..13], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Occupied(1))[..13], [0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    assert_eq!(run.daily(Measure::BlockedOutsideHospital)[4..7], [1, 1, 1], "beside the official count");
    assert_eq!(run.daily(Measure::Delayed)[..8], [2, 2, 1, 1, 1, 1, 1, 0]);
}

#[test]
fn a_patient_who_blocks_a_community_hospital_bed_is_a_delayed_transfer() {
    let ward = "[[hospital]]\nid = \"ward\"\nkind = \"community\"\nbeds = 2\n";
    let care = service("care", "hospital = \"ward\"", "next = 1");
    let run = for_care(10, 3).with(ward).with(care).with(service("next", "places = 0", "home = 1")).run();
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Community))[..5], [0, 0, 2, 2, 2]);
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Acute))[..5], [1, 1, 1, 1, 1]);
    assert_eq!(run.daily(Measure::InTreatment(1))[..4], [2, 2, 0, 0], "rehabilitation is treatment");
    assert_eq!(run.daily(Measure::OccupiedBeds(1))[..5], [2; 5]);
    assert_eq!(run.daily(Measure::BlockedOutsideHospital)[..5], [0; 5]);
    assert_eq!(run.daily(Measure::Blocked(0))[3], 2);
}

#[test]
fn a_hospital_bed_is_shared_by_admissions_and_a_service() {
    let ward = "[[hospital]]\nid = \"ward\"\nkind = \"community\"\nbeds = 3\n";
    let group = nobody("care").replace("adults", "direct").replace("acute", "ward").replace("= 0", "= 4");
    let care = service("care", "hospital = \"ward\"", "home = 1");
    let run = for_care(60, 10).with(ward).with(group.replace("care = 1", "out = 1")).with(care);
    let run = run.with("[[pathway]]\nid = \"out\"\nnumber = 0\n").run();
    assert!(run.daily(Measure::OccupiedBeds(1)).iter().all(|&beds| beds <= 3));
    assert!(run.count(|what| matches!(what, Happening::Admitted { hospital: 1 })) > 20);
    let waits = run.count(|what| matches!(what, Happening::WaitsForAdmission { hospital: 1 }));
    assert!(waits > 20, "{waits}");
}

#[test]
fn no_more_start_on_the_day_on_which_a_scheme_sends_its_people_away() {
    let care = service("care", "places = 3\nstarts_per_day = 2", "home = 1").replace("days = 2", "days = 100");
    let open = "{ open_places = { service = \"care\", places = 4 } }";
    let run = for_care(12, 30).with(care).scheme("more", "ends = 2026-01-08\nwhen_ended = \"people-leave\"", open);
    let run =
        run.scheme("then", "starts = 2026-01-09", &open.replace('4', "9")).option("with", "\"more\", \"then\"").run();
    let starts = starts(&run);
    assert!((0..12).all(|day| starts.iter().filter(|&&other| other == day).count() <= 2), "{starts:?}");
}

#[test]
fn a_service_far_down_the_list_is_told_apart_from_those_above() {
    let others: String = (0..600).map(|at| service(&format!("other-{at}"), "places = 1", "home = 1")).collect();
    let run = for_care(10, 5).with(others).with(service("care", "places = 2", "home = 1")).run();
    assert_eq!(starts(&run), [0, 0, 2, 2, 4]);
    assert_eq!(run.daily(Measure::Occupied(600))[..7], [2, 2, 2, 2, 1, 1, 0]);
    for other in [600 % 256, 600 - 256, 599] {
        assert!(run.daily(Measure::Occupied(other)).iter().all(|&count| count == 0), "{other}");
    }
}
