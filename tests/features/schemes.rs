//! Schemes: dates, ramps, budgets, contracts, and what becomes of people at the end.

use dtoc::model::{Happening, Measure, Outcome};

use crate::support::{DAY, HOSPITAL, Run, World, assert_near, nobody, run_text, waiting};

/// Patients who wait in hospital for one of so many places, with a stay that never ends.
fn for_care(days: u32, patients: u32, places: u32) -> World {
    World::of_days(days)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with(format!(
            "[[service]]\nid = \"care\"\nplaces = {places}\nstay = {{ constant = {{ days = 1000 }} }}\nafterwards = {{ home = 1 }}\nreason = \"E\"\ncost_per_place_week = 700\n"
        ))
        .with(waiting(patients, "care", "place"))
}

fn opens(days: u32, patients: u32, keys: &str, effect: &str) -> Run {
    let world = for_care(days, patients, 2).scheme("more", keys, effect);
    world.option("with", "\"more\"").option("without", "").run()
}

const TEN: &str = "{ open_places = { service = \"care\", places = 10 } }";
const DATES: &str = "starts = 2026-01-07\nends = 2026-01-09\n";

#[test]
fn a_scheme_is_in_force_from_its_first_day_to_its_last() {
    let run = opens(7, 0, DATES, TEN);
    assert_eq!(run.daily(Measure::Open(0)), [2, 2, 12, 12, 12, 2, 2]);
    let without = for_care(7, 0, 2).scheme("more", DATES, TEN).option("with", "\"more\"").option("without", "");
    assert_eq!(without.run_option(1).daily(Measure::Open(0)), [2; 7]);
}

#[test]
fn an_effect_may_have_dates_of_its_own_within_the_scheme() {
    let keys = "ends = 2026-01-10\n";
    let effects = "{ open_places = { service = \"care\", places = 10, until = 2026-01-06 } }, { open_places = { service = \"care\", places = 4, from = 2026-01-08 } }";
    assert_eq!(opens(7, 0, keys, effects).daily(Measure::Open(0)), [12, 12, 2, 6, 6, 6, 2]);
}

#[test]
fn a_scheme_grows_evenly_over_its_ramp() {
    let run = opens(8, 0, "starts = 2026-01-06\nramp_days = 5\n", TEN);
    assert_eq!(run.daily(Measure::Open(0)), [2, 4, 6, 8, 10, 12, 12, 12]);
    let own = "{ open_places = { service = \"care\", places = 10, ramp_days = 2 } }";
    assert_eq!(opens(3, 0, "ramp_days = 5\n", own).daily(Measure::Open(0)), [7, 12, 12]);
}

#[test]
fn when_its_budget_is_spent_a_scheme_takes_no_new_people_but_keeps_those_it_has() {
    // Three start on each day, the first two in the service's own places; each of the others costs 100 pounds a day.
    let world = for_care(8, 20, 2).scheme("more", "budget = 1200\n", TEN).option("with", "\"more\"");
    let run = run_text(&world.text().replace("places = 2\n", "places = 2\nstarts_per_day = 3\n"));
    assert_eq!(run.daily(Measure::Open(0)), [12, 12, 12, 2, 2, 2, 2, 2]);
    assert_eq!(run.daily(Measure::Occupied(0)), [3, 6, 9, 9, 9, 9, 9, 9]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 100.0 + 400.0 + 700.0 + 5.0 * 700.0);
}

#[test]
fn the_budget_of_a_block_contract_runs_out_sooner() {
    let block = "{ open_places = { service = \"care\", places = 10, contract = \"block\" } }";
    let run = opens(8, 0, "budget = 3000\n", block);
    assert_eq!(run.daily(Measure::Open(0)), [12, 12, 12, 2, 2, 2, 2, 2]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 3_000.0);
    assert_eq!(run.daily(Measure::Spent(0)), [1, 2, 3, 3, 3, 3, 3, 3]);
}

#[test]
fn a_scheme_may_overspend_instead() {
    let block = "{ open_places = { service = \"care\", places = 10, contract = \"block\" } }";
    let run = opens(8, 0, "budget = 3000\nwhen_spent = \"overspend\"\n", block);
    assert_eq!(run.daily(Measure::Open(0)), [12; 8]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 8_000.0);
}

#[test]
fn a_block_contract_is_paid_whether_used_or_not_and_a_spot_contract_when_used() {
    let contract =
        |kind: &str| format!("{{ open_places = {{ service = \"care\", places = 10, contract = \"{kind}\" }} }}");
    // Two of five patients are in the service's own places.
    let spend = |kind: &str| opens(4, 5, "", &contract(kind)).outcome(Outcome::SchemeSpend(0));
    assert_near(spend("spot"), 4.0 * 3.0 * 100.0);
    assert_near(spend("block"), 4.0 * 10.0 * 100.0);
    let dearer =
        "{ open_places = { service = \"care\", places = 10, contract = \"spot\", cost_per_place_week = 1400 } }";
    assert_near(opens(4, 5, "", dearer).outcome(Outcome::SchemeSpend(0)), 4.0 * 3.0 * 200.0);
}

#[test]
fn setting_up_is_paid_on_the_first_day() {
    let run = opens(5, 0, "starts = 2026-01-07\nset_up_cost = 7000\n", TEN);
    assert_eq!(run.daily(Measure::Spent(0)), [0, 0, 7, 7, 7]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 7_000.0);
}

#[test]
fn people_stay_in_the_places_of_a_scheme_that_has_ended_and_are_paid_for() {
    let run = opens(7, 5, DATES, TEN);
    assert_eq!(run.daily(Measure::Occupied(0)), [2, 2, 5, 5, 5, 5, 5]);
    assert_eq!(run.daily(Measure::Moved(0)), [0, 0, 3, 3, 3, 3, 3]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 5.0 * 3.0 * 100.0);
    assert_eq!(run.outcome(Outcome::Readmissions), 0.0);
}

#[test]
fn people_may_have_to_leave_when_a_scheme_ends() {
    // Their stays end: they go home, for that is what follows a stay here.
    let run = opens(7, 5, &(DATES.to_owned() + "when_ended = \"people-leave\"\n"), TEN);
    assert_eq!(run.daily(Measure::Occupied(0)), [2, 2, 5, 5, 5, 2, 2]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 3.0 * 3.0 * 100.0);
    assert_eq!(run.times(|what| *what == Happening::Home), [5 * DAY; 3]);
}

#[test]
fn nobody_arrives_after_the_end_in_a_place_that_was_kept_for_them() {
    // Transfers are made on Mondays only: three places are kept from Wednesday on, and are gone before Monday.
    let run = for_care(9, 5, 2)
        .with("[transfers]\nby_weekday = [1, 0, 0, 0, 0, 0, 0]\n")
        .scheme("more", &(DATES.to_owned() + "when_ended = \"people-leave\"\n"), TEN)
        .option("with", "\"more\"")
        .run();
    assert_eq!(run.count(|what| matches!(what, Happening::PlaceReserved { .. })), 5);
    assert_eq!(run.count(|what| matches!(what, Happening::StartsService { scheme: Some(_), .. })), 0);
    assert_eq!(run.daily(Measure::Delayed)[8], 3, "they still wait");
    assert_eq!(run.daily(Measure::Queue(0))[5..], [3; 4]);
}

#[test]
fn people_who_must_leave_and_have_nowhere_to_go_are_taken_back_to_hospital() {
    let world = for_care(9, 5, 2)
        .with("[[service]]\nid = \"next\"\nplaces = 0\nstay = { constant = { days = 1 } }\nafterwards = { home = 1 }\nreason = \"D(ii)\"\n")
        .scheme("more", &(DATES.to_owned() + "when_ended = \"people-leave\"\n"), TEN)
        .option("with", "\"more\"");
    let text = world.text().replacen("afterwards = { home = 1 }", "afterwards = { next = 1 }", 1);
    let run = run_text(&text);
    assert_eq!(run.daily(Measure::Occupied(0))[..7], [2, 2, 5, 5, 5, 2, 2]);
    assert_eq!(run.count(|what| *what == Happening::Readmitted), 3);
    let reason = Measure::DelayedBecause(dtoc::model::DelayReason::NursingHome);
    assert_eq!(run.daily(reason)[4..7], [0, 3, 3], "they wait in hospital again, for the next service");
    assert_eq!(run.daily(Measure::OccupiedBeds(0))[4..7], [0, 3, 3]);
}

#[test]
fn an_option_is_a_set_of_schemes() {
    let world = for_care(2, 0, 2).scheme("ten", "", TEN).scheme("four", "", &TEN.replace("10", "4"));
    let world = world.option("none", "").option("ten", "\"ten\"").option("four", "\"four\"");
    let world = world.option("both", "\"ten\", \"four\"");
    let open = [0, 1, 2, 3].map(|option| world.run_option(option).daily(Measure::Open(0))[0]);
    assert_eq!(open, [2, 12, 6, 16]);
}

#[test]
fn own_places_are_used_before_those_of_schemes_and_each_move_is_counted_once() {
    let world =
        for_care(3, 7, 2).scheme("ten", "", &TEN.replace("10", "3")).scheme("four", "", &TEN.replace("10", "4"));
    let run = world.option("both", "\"ten\", \"four\"").run();
    assert_eq!((run.outcome(Outcome::Moved(0)), run.outcome(Outcome::Moved(1))), (3.0, 2.0));
    assert_eq!(run.count(|what| matches!(what, Happening::StartsService { scheme: None, .. })), 2);
}

#[test]
fn people_taken_back_to_a_full_hospital_wait_for_a_bed_and_nothing_else_happens_to_them() {
    let others = nobody("care").replace("adults", "others").replace("per_day = 0", "per_day = 20");
    let world = for_care(20, 5, 2)
        .with(others.replace("days = 2", "days = 1000"))
        .with(
            "[[pathway]]\nid = \"next\"\nnumber = 1\nsteps = [{ choice = { delay = { constant = { days = 3 } } } }]\n",
        )
        .scheme("more", &(DATES.to_owned() + "when_ended = \"people-leave\"\n"), TEN)
        .option("with", "\"more\"");
    let text = world.text().replacen("afterwards = { home = 1 }", "afterwards = { next = 1 }", 1);
    let run = run_text(&text.replacen("\"unlimited\"", "5", 1));
    let lives = run.lives();
    let taken_back = || lives.values().filter(|life| life.iter().any(|seen| seen.what == Happening::Readmitted));
    assert_eq!(taken_back().count(), 3);
    for life in taken_back() {
        assert_eq!(life.last().map(|seen| seen.what), Some(Happening::WaitsForAdmission { hospital: 0 }));
    }
}

#[test]
fn people_taken_back_who_have_become_unwell_are_treated_in_hospital() {
    let hazards =
        "while_waiting = { loss_of_readiness_per_day = 10, renewed_treatment = { constant = { days = 30 } } }";
    let group = nobody("care").replace("days = 2", "days = 9") + hazards;
    let run = World::of_days(9)
        .with(HOSPITAL)
        .with("[[hospital]]\nid = \"ward\"\nkind = \"community\"\nbeds = 0\n")
        .with(group)
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"rehab\" } }]\n")
        .with("[[service]]\nid = \"rehab\"\nhospital = \"ward\"\nstay = { constant = { days = 1 } }\nafterwards = { full = 1 }\nreason = \"C\"\n")
        .with("[[service]]\nid = \"full\"\nplaces = 0\nstay = { constant = { days = 1 } }\nafterwards = { home = 1 }\nreason = \"E\"\n")
        .with(waiting(5, "care", "place"))
        .scheme("ward", "ends = 2026-01-08\nwhen_ended = \"people-leave\"", "{ open_beds = { hospital = \"ward\", beds = 5 } }")
        .option("with", "\"ward\"")
        .run();
    assert_eq!(run.daily(Measure::InTreatment(1)), [5, 5, 5, 5, 0, 0, 0, 0, 0]);
    assert_eq!(run.daily(Measure::InTreatment(0)), [0, 0, 0, 0, 5, 5, 5, 5, 5]);
    assert_eq!(run.daily(Measure::OccupiedBeds(1))[4], 0);
}

#[test]
fn a_scheme_far_down_the_list_is_told_apart_from_those_above() {
    let one = |at: u32| format!("{{ open_places = {{ service = \"care\", places = {} }} }}", 1 + u32::from(at == 599));
    let others = |world: World, at: u32| world.scheme(&format!("scheme-{at}"), "", &one(at));
    let world = (0..600).fold(for_care(3, 20, 2), others);
    let run = world.option("two", "\"scheme-86\", \"scheme-599\"").run();
    assert_eq!(run.daily(Measure::Open(0)), [5; 3]);
    assert_eq!(run.daily(Measure::Moved(599)), [2; 3]);
    assert_eq!(run.daily(Measure::Moved(86)), [1; 3]);
    assert_eq!(run.daily(Measure::Moved(599 - 256)), [0; 3]);
}
