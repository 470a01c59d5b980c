//! Every effect that a scheme can have.

use dtoc::model::{Happening, Measure, Outcome};

use crate::support::{
    BACK_HOME, DAY, HOSPITAL, Run, World, assert_near, assert_share, at, emergencies, nobody, waiting,
};

/// The first day of the schemes here: Wednesday, day 2.
const STARTS: &str = "starts = 2026-01-07";

fn with(world: World, effect: &str) -> Run {
    world.scheme("scheme", STARTS, effect).option("with", "\"scheme\"").run()
}

fn care(places: &str) -> World {
    World::of_days(6)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with(format!(
            "[[service]]\nid = \"care\"\n{places}\nstay = {{ constant = {{ days = 1000 }} }}\nafterwards = {{ home = 1 }}\nreason = \"E\"\ncontract = \"block\"\n"
        ))
}

#[test]
fn places_can_be_opened() {
    let run = with(
        care("places = 5").with(waiting(9, "care", "place")),
        "{ open_places = { service = \"care\", places = 3 } }",
    );
    assert_eq!(run.daily(Measure::Open(0)), [5, 5, 8, 8, 8, 8]);
    assert_eq!(run.daily(Measure::Delayed), [4, 4, 1, 1, 1, 1]);
}

#[test]
fn places_can_be_closed_and_nobody_is_put_out() {
    let world = care("places = 5").with("[opening]\nin_service = [{ service = \"care\", patients = 5 }]\n");
    let run = with(world, "{ close_places = { service = \"care\", places = 3 } }");
    assert_eq!(run.daily(Measure::Open(0)), [5, 5, 2, 2, 2, 2]);
    assert_eq!(run.daily(Measure::Occupied(0))[2], run.daily(Measure::Occupied(0))[1]);
    let run = with(
        care("places = 5").with(waiting(9, "care", "place")),
        "{ close_places = { service = \"care\", places = 9 } }",
    );
    assert_eq!(run.daily(Measure::Open(0)), [5, 5, 0, 0, 0, 0]);
}

/// A full hospital of ten beds that nobody leaves.
fn full_hospital() -> World {
    let hospital = HOSPITAL.replace("\"unlimited\"", "10");
    let group = emergencies(30.0).replace("days = 2", "days = 1000");
    World::of_days(6).with(hospital).with(BACK_HOME).with(group)
}

#[test]
fn beds_can_be_opened() {
    let run = with(full_hospital(), "{ open_beds = { hospital = \"acute\", beds = 5, cost_per_bed_day = 300 } }");
    assert_eq!(run.daily(Measure::OpenBeds(0)), [10, 10, 15, 15, 15, 15]);
    assert_eq!(run.daily(Measure::OccupiedBeds(0)), [10, 10, 15, 15, 15, 15]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 4.0 * 5.0 * 300.0);
}

#[test]
fn beds_can_be_closed_and_money_saved() {
    let run = with(full_hospital(), "{ close_beds = { hospital = \"acute\", beds = 4, saving_per_bed_day = 100 } }");
    assert_eq!(run.daily(Measure::OpenBeds(0)), [10, 10, 6, 6, 6, 6]);
    assert_eq!(run.daily(Measure::OccupiedBeds(0))[5], 10, "nobody is put out");
    assert_near(run.outcome(Outcome::SchemeSpend(0)), -4.0 * 4.0 * 100.0);
}

#[test]
fn care_hours_can_be_bought() {
    let world = care("hours_per_week = 70\nhours_per_person_week = 14\ncost_per_hour = 20");
    let run = with(world, "{ buy_care_hours = { service = \"care\", hours_per_week = 30, cost_per_hour = 25 } }");
    assert_eq!(run.daily(Measure::Open(0)), [5, 5, 7, 7, 7, 7]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 4.0 * 2.0 * 14.0 * 25.0 / 7.0);
}

fn staffed_care(days: u32, keys: &str) -> World {
    let pool = format!(
        "[[workforce]]\nid = \"carers\"\nfunded_posts = 100\nsickness = 0\ninduction_days = 0\ncontact_hours_per_week = 20\nrecruitment = {{ lead = {{ constant = {{ days = 1 }} }} }}\n{keys}\n"
    );
    care("places = 200\nstaffed_by = \"carers\"\nhours_per_place_week = 20").days(days).with(pool)
}

#[test]
fn posts_can_be_funded_and_are_then_recruited_to() {
    let world = staffed_care(6, "turnover_per_year = 0");
    let run = with(world, "{ fund_posts = { workforce = \"carers\", posts = 20 } }");
    assert_eq!(run.daily(Measure::InPost(0)), [100, 100, 100, 120, 120, 120]);
    assert_eq!(run.daily(Measure::Vacancies(0)), [0, 0, 20, 0, 0, 0]);
    assert_eq!(run.daily(Measure::Staffed(0))[5], 120);
}

#[test]
fn posts_can_be_cut_as_people_leave() {
    let world = staffed_care(300, "turnover_per_year = 2");
    let run = with(world, "{ cut_posts = { workforce = \"carers\", posts = 40 } }");
    let people = run.daily(Measure::InPost(0));
    assert!(people[1] > 90 && people[3] > 90, "nobody is dismissed");
    assert!((55..=60).contains(&people[299]), "{}", people[299]);
    assert!(people[200..].iter().all(|&people| people <= 60));
}

#[test]
fn recruitment_can_be_frozen() {
    let world = staffed_care(368, "turnover_per_year = 1");
    let run = with(world.clone(), "{ freeze_recruitment = { workforce = \"carers\" } }");
    let left = run.daily(Measure::InPost(0))[367] as usize;
    assert_share(left, 100, (-1.0_f64).exp());
    let thawed = world.scheme("scheme", "ends = 2026-06-30", "{ freeze_recruitment = { workforce = \"carers\" } }");
    let run = thawed.option("with", "\"scheme\"").run();
    let people = run.daily(Measure::InPost(0));
    assert!(people[176] < 80 && people[185] > 90, "recruitment begins again when the freeze ends");
}

const FRIDAY_PANEL: &str = "[[panel]]\nid = \"panel\"\nsits_on = [\"fri\"]\n";
const ASSESSED: &str = "[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ panel = { panel = \"panel\" } }, { assessment = { team = \"team\", duration = { constant = { days = 1 } } } }]\n";

/// Patients whose assessment can begin on Friday at ten.
fn assessed(patients: u32, team: &str) -> World {
    let world = World::of_days(21).with(HOSPITAL).with(nobody("care")).with(waiting(patients, "care", "panel"));
    world.with(FRIDAY_PANEL).with(ASSESSED).with(format!("[[team]]\nid = \"team\"\n{team}\n"))
}

const DAY_SHIFT: &str = "working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nfrom_hour = 9\nto_hour = 17\n";

fn assessed_at(run: &Run) -> Vec<u32> {
    run.times(|what| *what == Happening::StepEnds { step: 1 })
}

#[test]
fn a_team_can_be_given_capacity() {
    let world = assessed(4, "cases_at_once = 1");
    let run = with(world, "{ add_team_capacity = { team = \"team\", cases = 1, cost_per_week = 70 } }");
    assert_eq!(assessed_at(&run), [at(5, 10), at(5, 10), at(6, 10), at(6, 10)]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 19.0 * 10.0);
}

#[test]
fn a_step_can_be_shortened() {
    let world = assessed(2, "");
    let run = with(world, "{ shorten_step = { pathway = \"care\", step = \"assessment\", factor = 0.5 } }");
    assert_eq!(assessed_at(&run), [at(4, 22); 2]);
    let delay = "[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ panel = { panel = \"panel\" } }, { choice = { delay = { constant = { days = 4 } } } }]\n";
    let world = World::of_days(21).with(HOSPITAL).with(nobody("care")).with(waiting(2, "care", "panel"));
    let run = with(
        world.with(FRIDAY_PANEL).with(delay),
        "{ shorten_step = { pathway = \"care\", step = \"choice\", factor = 0.25, cost_per_week = 7 } }",
    );
    assert_eq!(assessed_at(&run), [at(5, 10); 2]);
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 19.0);
}

#[test]
fn a_team_can_work_weekends() {
    assert_eq!(assessed_at(&assessed(1, DAY_SHIFT).run()), [at(7, 10)]);
    let run = with(assessed(1, DAY_SHIFT), "{ work_weekends = { team = \"team\" } }");
    assert_eq!(assessed_at(&run), [at(5, 10)]);
    let sundays = with(assessed(1, DAY_SHIFT), "{ work_weekends = { team = \"team\", days = [\"sun\"] } }");
    assert_eq!(assessed_at(&sundays), [at(6, 10)]);
}

#[test]
fn a_team_can_work_bank_holidays() {
    let world = || assessed(1, DAY_SHIFT).top("bank_holidays = [2026-01-12]");
    let usual = with(world(), "{ work_weekends = { team = \"team\", days = [] } }");
    assert_eq!(assessed_at(&usual), [at(8, 10)]);
    let run = with(world(), "{ work_weekends = { team = \"team\", days = [], bank_holidays = true } }");
    assert_eq!(assessed_at(&run), [at(7, 10)]);
}

#[test]
fn a_panel_can_sit_at_weekends() {
    let monday = FRIDAY_PANEL.replace("\"fri\"", "\"mon\"").replace("[\"mon\"]", "[\"mon\"]\ncases_per_sitting = 1");
    let world = World::of_days(14).with(HOSPITAL).with(nobody("care")).with(waiting(4, "care", "panel"));
    let world = world.with(monday).with(ASSESSED).with("[[team]]\nid = \"team\"\n");
    let run = with(world, "{ work_weekends = { panel = \"panel\" } }");
    let decided = run.times(|what| *what == Happening::StepEnds { step: 0 });
    assert_eq!(decided, [at(0, 10), at(5, 10), at(6, 10), at(7, 10)]);
}

#[test]
fn a_pathway_can_have_transfers_at_weekends() {
    let world = |patients| {
        let transfers = "[transfers]\nfrom_hour = 10\nto_hour = 18\nby_weekday = [1, 1, 1, 1, 1, 0, 0]\n";
        let pathway = ASSESSED.split(", { assessment").next().unwrap_or_default().to_owned() + "]\n";
        let panel = FRIDAY_PANEL.replace("\"fri\"", "\"fri\", \"sat\"").replace("sits_on", "at_hour = 18\nsits_on");
        let world = World::of_days(14).with(transfers).with(HOSPITAL).with(nobody("care"));
        world.with(waiting(patients, "care", "panel")).with(panel).with(pathway)
    };
    let leave_on =
        |run: &Run, day| run.times(|what| *what == Happening::Home).iter().filter(|&&at| at / DAY == day).count();
    assert_eq!(leave_on(&world(100).run(), 7), 100);
    let run = with(world(500), "{ work_weekends = { pathway = \"care\", days = [\"sat\"], probability = 0.6 } }");
    assert_share(leave_on(&run, 5), 500, 0.6);
    assert_eq!(leave_on(&run, 6), 0);
}

#[test]
fn admissions_can_be_diverted() {
    let world = World::of_days(202).with(HOSPITAL).with(BACK_HOME).with(emergencies(20.0));
    let effect =
        "{ divert_admissions = { group = \"adults\", share = 0.25, cost_per_patient = 50, cost_per_week = 700 } }";
    let run = with(world.clone(), effect);
    let diverted = run.all(|what| *what == Happening::Diverted { scheme: 0 });
    assert!(diverted.iter().all(|seen| seen.day() >= 2));
    let come = run.all(|what| matches!(what, Happening::Arrives)).iter().filter(|seen| seen.day() >= 2).count();
    assert_share(diverted.len(), come, 0.25);
    assert_eq!(run.outcome(Outcome::Diverted), diverted.len() as f64);
    let admitted = run.count(|what| matches!(what, Happening::Admitted { .. }));
    assert_eq!(admitted + diverted.len(), run.count(|what| matches!(what, Happening::Arrives)));
    assert_near(run.outcome(Outcome::SchemeSpend(0)), 50.0 * diverted.len() as f64 + 200.0 * 100.0);
    let capped = with(world, "{ divert_admissions = { group = \"adults\", share = 0.9, most_per_day = 3 } }");
    let days = capped.all(|what| *what == Happening::Diverted { scheme: 0 });
    assert_eq!((2..202).filter(|&day| days.iter().filter(|seen| seen.day() == day).count() > 3).count(), 0);
    assert_eq!(days.len(), 600);
}

#[test]
fn a_second_scheme_is_offered_those_whom_the_first_has_no_room_for_and_no_more_than_its_share() {
    let divert = |share: f64, most: u32| {
        format!("{{ divert_admissions = {{ group = \"adults\", share = {share}, most_per_day = {most} }} }}")
    };
    let world = World::of_days(200).with(HOSPITAL).with(BACK_HOME).with(emergencies(20.0));
    let world = world.scheme("first", "", &divert(0.5, 1)).scheme("second", "", &divert(0.1, 100));
    let run = world.option("both", "\"first\", \"second\"").run();
    let come = run.count(|what| matches!(what, Happening::Arrives));
    let first = run.count(|what| *what == Happening::Diverted { scheme: 0 });
    assert_eq!(first, 200);
    assert_share(run.count(|what| *what == Happening::Diverted { scheme: 1 }), come - first, 0.1);
}

/// Patients of a group with twenty a day who come under an option, day by day.
fn come(effect: &str, days: u32) -> Vec<u32> {
    let world = World::of_days(days).with(HOSPITAL).with(BACK_HOME).with(emergencies(20.0));
    let run = with(world.option("first", ""), effect);
    let run = crate::support::run(&run.model, 1, 1, 0);
    run.all(|what| matches!(what, Happening::Arrives)).iter().map(|seen| seen.day()).collect()
}

#[test]
fn admissions_can_be_changed_by_a_factor() {
    for factor in [0.5, 1.5] {
        let days = come(&format!("{{ change_admissions = {{ group = \"adults\", factor = {factor} }} }}"), 102);
        let (before, after) = days.iter().partition::<Vec<u32>, _>(|&&day| day < 2);
        let expected = 20.0 * 100.0 * factor;
        assert!((after.len() as f64 - expected).abs() < 4.0 * expected.sqrt(), "{} of {expected}", after.len());
        assert!((20..65).contains(&before.len()));
    }
}

#[test]
fn admissions_can_grow_from_the_first_day_of_an_effect() {
    let days = come("{ change_admissions = { group = \"adults\", growth_per_year = 1.0 } }", 367);
    // Twice as many at the end of the year as at its beginning; half as many again on average.
    let half = days.iter().filter(|&&day| day >= 2 + 182).count();
    let all = days.iter().filter(|&&day| day >= 2).count();
    assert_share(half, all, 0.5833);
    let expected: f64 = 20.0 * 365.0 * 1.5;
    assert!((all as f64 - expected).abs() < 4.0 * expected.sqrt(), "{all} of {expected}");
}
