//! What is measured: the census, the official statistics, times to discharge, and the target.

use dtoc::model::dates::date;
use dtoc::model::{CareSystem, CostHeading, Happening, Measure, Monitor, Outcome, Recorder, Totals};
use dtoc::scenario::{embedded, load};

use crate::support::{
    BACK_HOME, DAILY_PANEL, DAY, HOSPITAL, World, assert_near, at, emergencies, nobody, run, waiting,
};

/// So many patients wait for a panel that decides on one of them each day at ten.
fn one_a_day(days: u32, patients: u32) -> World {
    let panel = DAILY_PANEL.to_owned() + "cases_per_sitting = 1\n";
    let world = World::of_days(days).with(HOSPITAL).with(nobody("care")).with(panel);
    world
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ panel = { panel = \"panel\" } }]\n")
        .with(waiting(patients, "care", "panel"))
}

#[test]
fn the_census_is_taken_at_the_midnight_that_ends_the_day() {
    let run = one_a_day(6, 5).run();
    assert_eq!(run.daily(Measure::Delayed), [4, 3, 2, 1, 0, 0]);
    assert_near(run.outcome(Outcome::DelayedDays), 10.0);
    assert_near(run.outcome(Outcome::MeanDelayed), 10.0 / 6.0);
    assert_eq!((run.outcome(Outcome::HighestDelayed), run.outcome(Outcome::DelayedOnLastDay)), (4.0, 0.0));
    assert_eq!(run.outcome(Outcome::Discharges), 5.0);
}

#[test]
fn months_add_up_their_midnights_and_take_the_last_thursday() {
    // From Monday 5 January to 5 March 2026: a hundred patients and one fewer each day.
    let results = one_a_day(60, 100).experiment(2);
    let months = &results.options[0].monthly;
    assert_eq!(months.len(), 3);
    let sum = |days: std::ops::Range<u32>| days.map(|day| f64::from(99 - day)).sum::<f64>();
    let expected = [(27, false, sum(0..27)), (28, true, sum(27..55)), (5, false, sum(55..60))];
    for (month, (days, whole, delayed_days)) in months.iter().zip(expected) {
        assert_eq!((month.days, month.whole), (days, whole));
        assert_near(month.delayed_days.mean(), delayed_days);
        assert_near(month.delayed_days_acute.mean(), delayed_days);
        assert_near(month.delayed_days_community.mean(), 0.0);
        let by_reason: f64 = month.delayed_days_by_reason.iter().map(|tally| tally.mean()).sum();
        let by_attribution: f64 = month.delayed_days_by_attribution.iter().map(|tally| tally.mean()).sum();
        assert_near(by_reason, delayed_days);
        assert_near(by_attribution, delayed_days);
        assert_near(month.delayed_days_by_reason[1].mean(), delayed_days);
    }
    let snapshot = |month: usize| months[month].snapshot.as_ref().map(|(day, count)| (Some(*day), count.mean()));
    assert_eq!(snapshot(0), Some((date(2026, 1, 29), 75.0)));
    assert_eq!(snapshot(1), Some((date(2026, 2, 26), 47.0)));
    assert_eq!(snapshot(2), None, "the last Thursday of March lies after the end");
}

#[test]
fn times_to_discharge_run_from_readiness_to_leaving_the_bed() {
    let mornings = "[transfers]\nfrom_hour = 6\nto_hour = 7\n";
    let run = World::of_days(100).with(mornings).with(HOSPITAL).with(BACK_HOME).with(emergencies(10.0)).run();
    let leaves = run.all(|what| matches!(what, Happening::LeavesHospital { .. }));
    let ready = |what: &Happening| match what {
        Happening::LeavesHospital { ready_at, .. } => ready_at.seconds(),
        _ => 0,
    };
    let waits = &run.recorder.waits()[0];
    let seconds: u64 = leaves.iter().map(|seen| u64::from(seen.at - ready(&seen.what))).sum();
    assert_eq!((waits.patients() as usize, waits.seconds), (leaves.len(), seconds));
    let same_day = leaves.iter().filter(|seen| seen.at / DAY == ready(&seen.what) / DAY).count();
    assert_eq!(waits.midnights.len(), 2, "on the day or on the next");
    assert_eq!(waits.midnights[0] as usize, same_day);
    assert!(same_day * 3 < leaves.len());
    let results =
        World::of_days(100).with(mornings).with(HOSPITAL).with(BACK_HOME).with(emergencies(10.0)).experiment(1);
    let times = &results.options[0].time_to_discharge[0];
    assert_eq!(times.days.observations() as usize, leaves.len());
    assert_near(times.left_same_day.mean(), same_day as f64 / leaves.len() as f64);
    assert_near(times.mean_days.mean(), seconds as f64 / 86_400.0 / leaves.len() as f64);
}

#[test]
fn patients_of_the_opening_census_have_no_time_to_discharge() {
    let run = one_a_day(6, 5).run();
    assert_eq!(run.recorder.waits()[0].patients(), 0);
    assert_eq!(run.times(|what| *what == Happening::Home)[0], at(0, 10));
}

/// The outcomes of a run in which so many were delayed at each midnight, with a target of 30 on 16 February, day 42.
fn judged(delayed: &[u32], outcome: Outcome) -> f64 {
    let world = one_a_day(delayed.len() as u32, 5).with("[target]\ndelayed_patients = 30\nby = 2026-02-16\n");
    let system = world.load().system;
    let mut recorder = Recorder::new(&system);
    recorder.begins(0);
    for (day, &count) in delayed.iter().enumerate() {
        let mut census = vec![0; Measure::all(&system).len()];
        census[0] = count;
        recorder.midnight(day as u32, &census);
    }
    recorder.ends(&Totals { costs: vec![0.0; CostHeading::all(&system).len()], ..Totals::default() });
    outcome.column(&system).of(&recorder.outcomes())
}

/// Eighty days above the target but for some.
fn but_for(days: std::ops::Range<usize>, count: u32) -> Vec<u32> {
    let mut delayed = vec![40; 80];
    delayed[days].fill(count);
    delayed
}

#[test]
fn the_target_is_met_on_its_day_or_not() {
    assert_eq!(judged(&but_for(42..43, 30), Outcome::TargetMet), 1.0);
    assert_eq!(judged(&but_for(42..43, 31), Outcome::TargetMet), 0.0);
    assert_eq!(judged(&but_for(41..42, 3), Outcome::TargetMet), 0.0);
    assert_eq!(judged(&but_for(43..80, 3), Outcome::TargetMet), 0.0);
    assert_eq!(judged(&but_for(42..43, 12), Outcome::DelayedOnTargetDay), 12.0);
}

#[test]
fn the_target_may_ever_have_been_met_by_its_day() {
    assert_eq!(judged(&but_for(5..6, 30), Outcome::TargetEverMet), 1.0);
    assert_eq!(judged(&but_for(42..43, 30), Outcome::TargetEverMet), 1.0);
    assert_eq!(judged(&but_for(43..80, 30), Outcome::TargetEverMet), 0.0);
}

#[test]
fn the_target_is_held_for_28_days_in_a_row_or_not() {
    assert_eq!(judged(&but_for(10..38, 30), Outcome::TargetHeld28Days), 1.0);
    assert_eq!(judged(&but_for(10..37, 30), Outcome::TargetHeld28Days), 0.0);
    assert_eq!(judged(&but_for(52..80, 30), Outcome::TargetHeld28Days), 1.0, "at any time in the period");
    let mut broken = but_for(10..45, 30);
    broken[30] = 31;
    assert_eq!(judged(&broken, Outcome::TargetHeld28Days), 0.0);
}

#[test]
fn the_day_the_target_is_first_met_counts_from_one_and_may_never_come() {
    assert_eq!(judged(&but_for(0..1, 30), Outcome::DayTargetFirstMet), 1.0);
    assert_eq!(judged(&but_for(50..60, 30), Outcome::DayTargetFirstMet), 51.0);
    assert!(judged(&[40; 80], Outcome::DayTargetFirstMet).is_nan());
}

#[test]
fn the_shortfall_is_what_lies_above_the_target_on_its_day() {
    assert_eq!(judged(&[40; 80], Outcome::Shortfall), 10.0);
    assert_eq!(judged(&but_for(42..43, 12), Outcome::Shortfall), 0.0);
}

#[test]
fn experiments_tell_how_often_and_when_the_target_was_met() {
    let world = one_a_day(60, 70).with("[target]\ndelayed_patients = 30\nby = 2026-02-16\n");
    let results = world.experiment(3);
    let mean = |outcome| results.options[0].outcome(&results, outcome).expect("an outcome").mean();
    assert_eq!(mean(Outcome::TargetMet), 1.0);
    assert_eq!(mean(Outcome::DayTargetFirstMet), 40.0);
    assert_eq!(results.options[0].day_target_first_met.median(), 40.0);
    assert_eq!(results.options[0].delayed_on_target_day.mean(), 27.0);
    let counts = results.options[0].daily(&results, Measure::Delayed).expect("a measure");
    assert_eq!(counts.iter().map(|count| count.mean()).collect::<Vec<_>>()[..3], [69.0, 68.0, 67.0]);
}

#[test]
fn counts_beside_the_official_one_come_from_the_same_midnight() {
    let model = one_a_day(10, 9).model();
    let run = run(&model, 0, 7, 3);
    assert_eq!(run.daily(Measure::OccupiedBeds(0)), run.daily(Measure::Delayed));
    assert_eq!(run.daily(Measure::InTreatment(0)), [0; 10]);
    assert_eq!(run.daily(Measure::AwaitingDischarge), [0; 10]);
}

/// A system with some of everything.
fn pilot() -> CareSystem {
    let known = embedded().iter().find(|known| known.id == "oxfordshire-pilot").expect("a scenario inside the program");
    load(known.id, known.id, known.text, &|name| Err(name.into())).expect("it loads").system
}

#[test]
fn every_name_is_found_where_it_stands() {
    let system = pilot();
    for (at, measure) in Measure::all(&system).into_iter().enumerate() {
        assert_eq!(measure.find(&system).map(|column| column.position()), Some(at), "{measure:?}");
    }
    for (at, outcome) in Outcome::all(&system).into_iter().enumerate() {
        assert_eq!(outcome.find(&system).map(|column| column.position()), Some(at), "{outcome:?}");
    }
}

#[test]
fn no_two_names_have_the_same_id_or_the_same_words() {
    let system = pilot();
    let (measures, outcomes) = (Measure::all(&system), Outcome::all(&system));
    for mut texts in [
        measures.iter().map(|measure| measure.id(&system)).collect::<Vec<_>>(),
        measures.iter().map(|measure| measure.words(&system)).collect(),
        outcomes.iter().map(|outcome| outcome.id(&system)).collect(),
        outcomes.iter().map(|outcome| outcome.words(&system)).collect(),
    ] {
        let names = texts.len();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), names);
    }
}

#[test]
fn what_a_system_does_not_have_is_not_found() {
    let mut system = pilot();
    system.target = None;
    assert_eq!(Outcome::TargetMet.find(&system), None);
    assert_eq!(Outcome::DelayedDays.find(&system).map(|column| column.position()), Some(4));
    for absent in [Measure::Occupied(system.services.len()), Measure::Spent(system.schemes.len())] {
        assert_eq!(absent.find(&system), None, "{absent:?}");
    }
}
