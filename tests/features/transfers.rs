//! Transfers: patients leave at permitted times only.

use dtoc::model::{Happening, Measure};

use crate::support::{
    BACK_HOME, DAY, HOSPITAL, HOUR, Run, World, assert_mean, assert_share, at, emergencies, nobody, run_text, waiting,
};

const WORKING_HOURS: &str = "[transfers]\nfrom_hour = 10\nto_hour = 18\n";

/// Patients whose last step is done on Saturday morning.
fn ready_to_go_on_saturday(patients: u32, transfers: &str) -> World {
    World::of_days(21)
        .with(transfers)
        .with(HOSPITAL)
        .with(nobody("care"))
        .with(waiting(patients, "care", "panel"))
        .with("[[panel]]\nid = \"panel\"\nsits_on = [\"sat\"]\nat_hour = 8\nsits_on_bank_holidays = true\n")
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ panel = { panel = \"panel\" } }]\n")
}

fn leave_on(run: &Run, day: u32) -> usize {
    run.count_home(|at| at / DAY == day)
}

impl Run {
    fn count_home(&self, when: impl Fn(u32) -> bool) -> usize {
        self.times(|what| *what == Happening::Home).into_iter().filter(|&at| when(at)).count()
    }
}

#[test]
fn patients_leave_during_the_permitted_hours_only() {
    let run = ready_to_go_on_saturday(400, WORKING_HOURS).run();
    assert_eq!(leave_on(&run, 5), 400);
    assert_eq!(run.count_home(|at| (10..18).contains(&(at % DAY / HOUR))), 400);
    let hours: Vec<f64> =
        run.times(|what| *what == Happening::Home).iter().map(|at| f64::from(at % DAY) / 3600.0).collect();
    assert_mean(&hours, 14.0);
    let any_time = ready_to_go_on_saturday(400, "").run();
    assert_eq!(any_time.count_home(|time| time == at(5, 8)), 400);
}

#[test]
fn fewer_patients_leave_on_days_with_a_lower_factor() {
    let factors = "by_weekday = [1, 1, 1, 1, 1, 0.4, 0.25]\n";
    let run = ready_to_go_on_saturday(1_000, &(WORKING_HOURS.to_owned() + factors)).run();
    let (saturday, sunday) = (leave_on(&run, 5), leave_on(&run, 6));
    assert_share(saturday, 1_000, 0.4);
    assert_share(sunday, 1_000 - saturday, 0.25);
    assert_eq!(leave_on(&run, 7), 1_000 - saturday - sunday);
}

#[test]
fn on_a_bank_holiday_the_lower_factor_counts() {
    let world = |factors: &str| {
        let transfers = format!("{WORKING_HOURS}{factors}\n");
        ready_to_go_on_saturday(600, &transfers).top("bank_holidays = [2026-01-10]").run()
    };
    assert_share(leave_on(&world("on_bank_holidays = 0.3"), 5), 600, 0.3);
    assert_eq!(leave_on(&world("on_bank_holidays = 0"), 5), 0);
    let lower_already = world("on_bank_holidays = 0.9\nby_weekday = [1, 1, 1, 1, 1, 0.4, 1]");
    assert_share(leave_on(&lower_already, 5), 600, 0.4);
}

#[test]
fn a_patient_whose_place_is_kept_stays_delayed_until_the_transfer() {
    let place = "[[service]]\nid = \"care\"\nplaces = 1\nstay = { constant = { days = 3 } }\nafterwards = { home = 1 }\nreason = \"E\"\n";
    let steps = "{ panel = { panel = \"panel\" } }, { place = { service = \"care\" } }";
    let run = ready_to_go_on_saturday(1, "[transfers]\nby_weekday = [1, 1, 1, 1, 1, 0, 0]\n")
        .with(place)
        .text()
        .replace("{ panel = { panel = \"panel\" } }", steps);
    let run = run_text(&run);
    assert_eq!(run.times(|what| matches!(what, Happening::PlaceReserved { .. })), [at(5, 8)]);
    let starts = run.times(|what| matches!(what, Happening::StartsService { .. }));
    assert_eq!(starts.iter().map(|at| at / DAY).collect::<Vec<_>>(), [7]);
    assert_eq!(run.daily(Measure::Delayed)[..8], [1, 1, 1, 1, 1, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Occupied(0))[..8], [0, 0, 0, 0, 0, 0, 0, 1]);
}

#[test]
fn a_pathway_may_have_transfer_times_of_its_own() {
    let own = BACK_HOME.to_owned() + "transfers = { from_hour = 6, to_hour = 7 }\n";
    let run = World::of_days(28).with(WORKING_HOURS).with(HOSPITAL).with(own).with(emergencies(5.0)).run();
    let leave = run.count_home(|_| true);
    assert!(leave > 50);
    assert_eq!(run.count_home(|at| at % DAY / HOUR == 6), leave);
}

#[test]
fn patients_on_pathway_0_who_wait_for_transport_are_not_delayed_but_shown() {
    let mornings = "[transfers]\nfrom_hour = 6\nto_hour = 7\n";
    let run = World::of_days(28).with(mornings).with(HOSPITAL).with(BACK_HOME).with(emergencies(20.0)).run();
    assert!(run.daily(Measure::Delayed).iter().all(|&delayed| delayed == 0));
    let awaiting = run.daily(Measure::AwaitingDischarge);
    // Those who became ready after seven in the morning: some 17 of the 20 a day.
    let days: Vec<f64> = awaiting[3..].iter().map(|&count| f64::from(count)).collect();
    assert_mean(&days, 20.0 * 17.0 / 24.0);
}
