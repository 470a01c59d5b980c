//! The first morning: an opening census with residual stays, or a warm-up that is discarded.

use dtoc::model::{Happening, HospitalKind, Measure, Outcome};

use crate::support::{BACK_HOME, DAY, HOSPITAL, World, assert_mean, emergencies, nobody, run, waiting};

/// What is left of a stay that is met in the middle has this mean: `E[X^2] / 2 E[X]`.
fn mean_left(mean: f64, deviation: f64) -> f64 {
    (mean * mean + deviation * deviation) / (2.0 * mean)
}

const STAY: &str = "log_normal = { mean_days = 10, sd_days = 8 }";

fn days(times: &[u32]) -> Vec<f64> {
    times.iter().map(|&at| f64::from(at) / f64::from(DAY)).collect()
}

const CARE: &str = "
[[service]]
id = \"care\"
places = 5000
stay = { log_normal = { mean_days = 10, sd_days = 8 } }
afterwards = { home = 1 }
reason = \"E\"
[[pathway]]
id = \"care\"
number = 1
steps = [{ place = { service = \"care\" } }]
";

#[test]
fn people_met_in_a_service_have_the_residual_of_their_stay_before_them() {
    let world = World::of_days(400).with(HOSPITAL).with(nobody("care")).with(CARE);
    let run = world.with("[opening]\nin_service = [{ service = \"care\", patients = 3000 }]\n").run();
    let left = days(&run.times(|what| matches!(what, Happening::LeavesService { .. })));
    assert_eq!(left.len(), 3_000);
    assert_mean(&left, mean_left(10.0, 8.0));
}

#[test]
fn people_met_in_a_service_have_a_uniform_part_of_their_stay_before_them_where_that_is_said() {
    let world = World::of_days(400).with(HOSPITAL).with(nobody("care")).with(CARE);
    let census = "[opening]\nin_service = [{ service = \"care\", patients = 3000, remaining = \"uniform-part\" }]\n";
    let run = world.with(census).run();
    assert_mean(&days(&run.times(|what| matches!(what, Happening::LeavesService { .. }))), 5.0);
}

#[test]
fn people_begin_their_treatment_on_the_first_morning_where_that_is_said() {
    let group = emergencies(0.0).replace("constant = { days = 2 }", STAY);
    let world = World::of_days(400).with(HOSPITAL).with(BACK_HOME).with(group);
    let census = "[opening]\nin_treatment = [{ group = \"adults\", patients = 3000, remaining = \"whole\" }]\n";
    assert_mean(&days(&world.with(census).run().times(|what| matches!(what, Happening::Ready { .. }))), 10.0);
}

#[test]
fn people_met_in_treatment_have_the_residual_of_it_before_them() {
    let group = emergencies(0.0).replace("constant = { days = 2 }", STAY);
    let world = World::of_days(400).with(HOSPITAL).with(BACK_HOME).with(group);
    let run = world.with("[opening]\nin_treatment = [{ group = \"adults\", patients = 3000 }]\n").run();
    assert_mean(&days(&run.times(|what| matches!(what, Happening::Ready { .. }))), mean_left(10.0, 8.0));
}

#[test]
fn people_met_in_a_delay_have_the_residual_of_it_before_them() {
    let delay =
        format!("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{{ choice = {{ delay = {{ {STAY} }} }} }}]\n");
    let world = World::of_days(400).with(HOSPITAL).with(nobody("care")).with(delay);
    let run = world.with(waiting(3_000, "care", "choice")).run();
    assert_mean(&days(&run.times(|what| *what == Happening::Home)), mean_left(10.0, 8.0));
}

#[test]
fn people_who_wait_on_the_first_morning_are_where_the_census_says() {
    let world = World::of_days(3)
        .with(HOSPITAL)
        .with("[[hospital]]\nid = \"ward\"\nkind = \"community\"\nbeds = 50\n")
        .with(nobody("care"))
        .with(emergencies(0.0).replace("adults\"", "planned\"\nreferral = \"elective\"").replace("back-home", "care"))
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"full\" } }]\n")
        .with("[[service]]\nid = \"full\"\nplaces = 0\nstay = { constant = { days = 1 } }\nafterwards = { home = 1 }\nreason = \"E\"\n")
        .with("[[service]]\nid = \"beds\"\nplaces = 30\nstay = { constant = { days = 1 } }\nafterwards = { full = 1 }\nreason = \"C\"\n")
        .with("[[service]]\nid = \"rehab\"\nhospital = \"ward\"\nstay = { constant = { days = 1 } }\nafterwards = { full = 1 }\nreason = \"C\"\n")
        .with(
            "[opening]
waiting = [{ group = \"adults\", pathway = \"care\", patients = 7 },
           { group = \"adults\", pathway = \"care\", at = \"beds\", patients = 5 },
           { group = \"adults\", pathway = \"care\", at = \"rehab\", patients = 4 },
           { group = \"adults\", pathway = \"care\", at = \"home\", patients = 3 }]
waiting_list = [{ group = \"planned\", patients = 100 }]",
        );
    let run = world.run();
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Acute))[0], 7);
    assert_eq!(run.daily(Measure::DelayedIn(HospitalKind::Community)), [4; 3]);
    assert_eq!(run.daily(Measure::BlockedOutsideHospital), [5; 3]);
    assert_eq!(run.daily(Measure::Queue(0))[0], 19);
    assert_eq!((run.daily(Measure::Occupied(1))[0], run.daily(Measure::Occupied(2))[0]), (5, 4));
    let listed = run.daily(Measure::WaitingList);
    let admitted = run.count(|what| matches!(what, Happening::Admitted { .. }));
    assert!((8..40).contains(&admitted), "a date within a fortnight: {admitted}");
    assert_eq!(listed[2] as usize, 100 - admitted);
}

#[test]
fn a_system_that_starts_in_equilibrium_stays_in_it() {
    // Ten a day, ten days each: a hundred people, from the first day on.
    let group = emergencies(10.0).replace("constant = { days = 2 }", STAY);
    let world = World::of_days(60).with(HOSPITAL).with(BACK_HOME).with(group);
    let model = world.with("[opening]\nin_treatment = [{ group = \"adults\", patients = 100 }]\n").model();
    let runs: Vec<Vec<u32>> = (0..100).map(|n| run(&model, 0, 1, n).daily(Measure::InTreatment(0))).collect();
    for day in [0, 2, 5, 10, 20, 40, 59] {
        assert_mean(&runs.iter().map(|run| f64::from(run[day])).collect::<Vec<_>>(), 100.0);
    }
}

#[test]
fn without_warm_up_and_opening_census_a_system_starts_empty() {
    let world = World::of_days(60).with(HOSPITAL).with(BACK_HOME).with(emergencies(10.0).replace("= 2 }", "= 20 }"));
    let run = world.run();
    let beds = run.daily(Measure::OccupiedBeds(0));
    assert!(beds[0] < 30 && (150..250).contains(&beds[40]), "{beds:?}");
}

#[test]
fn a_warm_up_is_simulated_and_discarded() {
    let world = World::of_days(60).with(HOSPITAL).with(BACK_HOME).with(emergencies(10.0).replace("= 2 }", "= 20 }"));
    let run = world.warm_up(50).run();
    let beds = run.daily(Measure::OccupiedBeds(0));
    assert_eq!(beds.len(), 60);
    assert!((150..250).contains(&beds[0]), "{beds:?}");
    let admitted = run.times(|what| matches!(what, Happening::Admitted { .. }));
    let counted = admitted.iter().filter(|&&at| at >= 50 * DAY).count();
    assert!(counted < admitted.len());
    assert_eq!(run.outcome(Outcome::Admissions), counted as f64);
    let left = run.times(|what| matches!(what, Happening::LeavesHospital { .. }));
    let waits = run.recorder.waits()[0].patients() as usize;
    assert_eq!(waits, left.iter().filter(|&&at| at >= 50 * DAY).count());
}

#[test]
fn people_met_in_a_service_come_back_to_hospital_with_the_pathway_that_leads_there() {
    let group = emergencies(0.0).replace("back-home = 1", "back-home = 0.5, care = 0.5");
    let world =
        World::of_days(10).with(HOSPITAL).with(BACK_HOME).with(group).with(CARE.replace("home = 1", "readmitted = 1"));
    let run = world.with("[opening]\nin_service = [{ service = \"care\", patients = 200 }]\n").run();
    let back = run.all(|what| *what == Happening::Readmitted);
    assert!(back.len() > 50 && back.iter().all(|seen| seen.who.pathway == 1));
}
