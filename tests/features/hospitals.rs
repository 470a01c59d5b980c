//! Hospitals: beds, and what happens to patients who find none.

use dtoc::model::parameters::Whereabouts;
use dtoc::model::{Happening, HospitalKind, Measure, Outcome};

use crate::support::{BACK_HOME, DAY, World, assert_share, emergencies};

fn hospital(beds: u32, keys: &str) -> String {
    format!("[[hospital]]\nid = \"acute\"\nkind = \"acute\"\nbeds = {beds}\n{keys}\n")
}

/// Elective patients; so many a day.
fn electives(per_day: f64) -> String {
    emergencies(per_day).replace("\"adults\"", "\"planned\"\nreferral = \"elective\"")
}

fn admitted(what: &Happening) -> bool {
    matches!(what, Happening::Admitted { .. })
}

#[test]
fn emergency_patients_who_find_no_bed_wait_in_order_until_one_is_free() {
    let world = World::of_days(200).with(hospital(4, "")).with(BACK_HOME).with(emergencies(1.9));
    let run = world.run();
    let waits = |what: &Happening| matches!(what, Happening::WaitsForAdmission { hospital: 0 });
    assert!(run.count(waits) > 50);
    let order: Vec<u32> = run.all(admitted).iter().map(|seen| seen.who.number).collect();
    assert!(order.is_sorted(), "first come, first admitted");
    assert_eq!(run.daily(Measure::OccupiedBeds(0)).iter().max(), Some(&4));
    assert!(run.daily(Measure::WaitingForAdmission(0)).iter().max() > Some(&2));
    assert_eq!(run.outcome(Outcome::TurnedAway), 0.0);
    // Those who still wait at the end count up to then.
    let end = 200 * DAY;
    let hours: u32 = run
        .lives()
        .values()
        .filter_map(|life| life.iter().find(|seen| waits(&seen.what)).map(|seen| (seen.at, life)))
        .map(|(from, life)| life.iter().find(|seen| admitted(&seen.what)).map_or(end, |seen| seen.at) - from)
        .sum();
    assert!((run.outcome(Outcome::HoursWaitingForAdmission) - f64::from(hours) / 3600.0).abs() < 1e-6);
}

#[test]
fn elective_patients_who_find_no_bed_are_cancelled_and_come_back_later() {
    let group = electives(1.9) + "rebooking = { constant = { days = 9 } }\n";
    let run = World::of_days(200).with(hospital(4, "")).with(BACK_HOME).with(group).run();
    let cancelled = |what: &Happening| matches!(what, Happening::Cancelled { hospital: 0 });
    assert!(run.count(cancelled) > 50);
    assert_eq!(run.outcome(Outcome::ElectivesCancelled), run.count(cancelled) as f64);
    assert_eq!(run.count(|what| matches!(what, Happening::WaitsForAdmission { .. })), 0);
    for life in run.lives().values() {
        for pair in life.windows(2).filter(|pair| cancelled(&pair[0].what)) {
            assert_eq!(pair[1].at - pair[0].at, 9 * DAY, "the next attempt");
        }
    }
    let lives = run.lives();
    let back = lives.values().filter(|life| life.iter().any(|seen| cancelled(&seen.what)));
    assert!(back.filter(|life| life.iter().any(|seen| admitted(&seen.what))).count() > 20);
    // Everyone cancelled in the nine days up to a midnight is on the list then.
    let cancellations = run.times(cancelled);
    for (day, &listed) in run.daily(Measure::WaitingList).iter().enumerate() {
        let midnight = (day as u32 + 1) * DAY;
        let away = cancellations.iter().filter(|&&at| at < midnight && at + 9 * DAY >= midnight).count();
        assert_eq!(listed as usize, away);
    }
}

#[test]
fn a_hospital_may_turn_arrivals_away_as_erlang_says() {
    let treatment = emergencies(1.0).replace("constant = { days = 2 }", "exponential = { mean_days = 2 }");
    let run =
        World::of_days(4_000).with(hospital(3, "when_full = \"turn-away\"")).with(BACK_HOME).with(treatment).run();
    let away = run.count(|what| matches!(what, Happening::TurnedAway { from: Whereabouts::Hospital(0) }));
    let come = run.count(|what| matches!(what, Happening::Arrives));
    // Erlang's loss formula, load 2 on 3 beds: (8 / 6) / (1 + 2 + 2 + 8 / 6).
    let blocked = (8.0 / 6.0) / (5.0 + 8.0 / 6.0);
    let share = away as f64 / come as f64;
    assert!((share - blocked).abs() < 0.03, "{share} of {blocked}");
    assert_eq!(run.outcome(Outcome::TurnedAway), away as f64);
    assert_eq!(run.count(|what| matches!(what, Happening::WaitsForAdmission { .. })), 0);
    assert_eq!(run.count(admitted) + away, come);
}

#[test]
fn elective_patients_leave_the_beds_that_are_kept_for_emergencies() {
    let forever = |group: String| group.replace("days = 2", "days = 1000");
    let world = World::of_days(60).with(hospital(5, "beds_kept_for_emergencies = 2")).with(BACK_HOME);
    let electives_only = world.clone().with(forever(electives(2.0))).run();
    assert_eq!(electives_only.count(admitted), 3);
    let emergencies_only = world.clone().with(forever(emergencies(2.0))).run();
    assert_eq!(emergencies_only.count(admitted), 5);
    let without = World::of_days(60).with(hospital(5, "")).with(BACK_HOME).with(forever(electives(2.0))).run();
    assert_eq!(without.count(admitted), 5);
}

#[test]
fn patients_delayed_in_a_community_hospital_are_counted_apart() {
    let two = "
[[hospital]]
id = \"ward\"
kind = \"community\"
beds = 10
[[patient_group]]
id = \"others\"
hospital = \"ward\"
admissions_per_day = 0
treatment = { constant = { days = 2 } }
pathways = { care = 1 }
[[pathway]]
id = \"care\"
number = 1
steps = [{ place = { service = \"care\", reason = \"E\" } }]
[[service]]
id = \"care\"
places = 0
stay = { constant = { days = 3 } }
afterwards = { home = 1 }
[opening]
waiting = [{ group = \"adults\", pathway = \"care\", patients = 3 }, { group = \"others\", pathway = \"care\", patients = 4 }]
";
    let group = emergencies(0.0).replace("back-home", "care");
    let run = World::of_days(3).with(hospital(20, "")).with(group).with(two).run();
    assert_eq!(run.daily(Measure::Delayed), [7, 7, 7]);
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Acute)), [3, 3, 3]);
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Community)), [4, 4, 4]);
    assert_eq!((run.daily(Measure::OccupiedBeds(0))[2], run.daily(Measure::OccupiedBeds(1))[2]), (3, 4));
    assert_eq!((run.daily(Measure::OpenBeds(0))[2], run.daily(Measure::OpenBeds(1))[2]), (20, 10));
}

#[test]
fn planned_and_unplanned_patients_share_the_beds() {
    let world = World::of_days(300).with(hospital(8, "")).with(BACK_HOME).with(emergencies(2.0)).with(electives(2.0));
    let run = world.run();
    assert_eq!(run.daily(Measure::OccupiedBeds(0)).iter().max(), Some(&8));
    let planned = run.all(|what| matches!(what, Happening::Arrives)).iter().filter(|seen| seen.who.group == 1).count();
    assert_share(planned, run.count(|what| matches!(what, Happening::Arrives)), 0.5);
    let waited = run.all(|what| matches!(what, Happening::WaitsForAdmission { .. }));
    let cancelled = run.all(|what| matches!(what, Happening::Cancelled { .. }));
    assert!(waited.len() > 10 && waited.iter().all(|seen| seen.who.group == 0));
    assert!(cancelled.len() > 10 && cancelled.iter().all(|seen| seen.who.group == 1));
}
