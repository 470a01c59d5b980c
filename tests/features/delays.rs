//! Delays: their reason and attribution at every moment, and what befalls patients who wait.

use dtoc::model::parameters::Whereabouts;
use dtoc::model::{AttributableTo, DelayReason, Happening, Measure, Outcome};

use crate::support::{
    BACK_HOME, DAILY_PANEL, DAY, HOSPITAL, Run, World, assert_mean, assert_share, emergencies, nobody, waiting,
};

fn held(steps: &str) -> World {
    let world = World::of_days(30).with(HOSPITAL).with(nobody("care")).with(DAILY_PANEL);
    world.with(format!("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{steps}]\n"))
}

/// The reasons for delay at a midnight, by code.
fn reasons(run: &Run, day: usize) -> Vec<(&'static str, u32)> {
    let counts = DelayReason::ALL.map(|reason| (reason.code(), run.daily(Measure::DelayedBecause(reason))[day]));
    counts.into_iter().filter(|&(_, count)| count > 0).collect()
}

const FOREVER: &str = "[[service]]\nid = \"full\"\nplaces = 0\nstay = { constant = { days = 1 } }\nafterwards = { home = 1 }\nreason = \"D(ii)\"\n";

#[test]
fn the_reason_is_that_of_the_step_the_patient_waits_for() {
    let delay = |kind: &str| format!("{{ {kind} = {{ delay = {{ constant = {{ days = 1 }} }} }} }}");
    let delays = ["equipment", "choice", "dispute", "housing", "sourcing"].map(delay).join(", ");
    let assessment = "{ assessment = { team = \"team\", duration = { constant = { days = 1 } } } }";
    let other = "{ delay = { delay = { constant = { days = 1 } }, reason = \"D(i)\" } }";
    let steps = format!(
        "{{ panel = {{ panel = \"panel\" }} }}, {assessment}, {delays}, {other}, {{ place = {{ service = \"full\" }} }}"
    );
    let panel = DAILY_PANEL.replace("\"mon\", ", "").replace("\"panel\"", "\"tuesday\"");
    let world = held(&steps.replace("\"panel\"", "\"tuesday\"")).with(panel).with("[[team]]\nid = \"team\"\n");
    let run = world.with(FOREVER).with(waiting(1, "care", "panel")).run();
    let codes = ["B", "A", "F", "G", "H", "I", "E", "D(i)", "D(ii)", "D(ii)"];
    for (day, code) in codes.into_iter().enumerate() {
        assert_eq!(reasons(&run, day), [(code, 1)], "day {day}");
    }
    assert_eq!(run.daily(Measure::Delayed)[..10], [1; 10]);
}

#[test]
fn a_step_may_state_its_own_reason() {
    let run =
        held("{ place = { service = \"full\", reason = \"C\" } }").with(FOREVER).with(waiting(4, "care", "place"));
    assert_eq!(reasons(&run.run(), 5), [("C", 4)]);
}

/// The delayed attributable to each, at the first midnight.
fn attributed(place: &str) -> [usize; 3] {
    let steps = format!("{{ place = {{ service = \"full\", {place} }} }}");
    let run = held(&steps).with(FOREVER).with(waiting(1_000, "care", "place")).run();
    AttributableTo::ALL.map(|to| run.daily(Measure::DelayedAttributableTo(to))[0] as usize)
}

#[test]
fn a_delay_is_attributed_by_what_the_step_says() {
    assert_eq!(attributed("attribution = \"social-care\""), [0, 1_000, 0]);
    assert_eq!(attributed("attribution = \"both\""), [0, 0, 1_000]);
    let shares = attributed("attribution = { nhs = 0.5, social_care = 0.3, both = 0.2 }");
    assert_eq!(shares.iter().sum::<usize>(), 1_000);
    for (share, probability) in shares.into_iter().zip([0.5, 0.3, 0.2]) {
        assert_share(share, 1_000, probability);
    }
}

#[test]
fn a_delay_is_attributed_by_its_reason_where_nothing_is_said() {
    assert_eq!(attributed("reason = \"C\""), [1_000, 0, 0]);
    for (share, probability) in attributed("reason = \"E\"").into_iter().zip([0.2, 0.4, 0.4]) {
        assert_share(share, 1_000, probability);
    }
}

/// A group whose waiting patients are exposed to hazards, and wait for ever.
fn exposed(hazards: &str, patients: u32) -> World {
    let group = nobody("care") + &format!("while_waiting = {{ {hazards} }}\n");
    let world = World::of_days(30).with(HOSPITAL).with(group).with(FOREVER);
    world
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"full\" } }]\n")
        .with(waiting(patients, "care", "place"))
}

#[test]
fn some_patients_die_while_they_wait() {
    let run = exposed("death_per_day = 0.05", 1_000).run();
    let deaths = run.count(|what| matches!(what, Happening::Dies { waiting: true }));
    assert_share(deaths, 1_000, 1.0 - (-1.5_f64).exp());
    assert_eq!(run.outcome(Outcome::DeathsWhileWaiting), deaths as f64);
    assert_eq!(run.daily(Measure::Delayed)[29] as usize, 1_000 - deaths);
    assert_eq!(run.daily(Measure::OccupiedBeds(0))[29] as usize, 1_000 - deaths, "their beds are free");
    assert_eq!(run.daily(Measure::Queue(0))[29] as usize, 1_000 - deaths, "they leave the line");
}

#[test]
fn some_patients_lose_readiness_and_are_treated_again() {
    let renewed = "loss_of_readiness_per_day = 0.1, renewed_treatment = { constant = { days = 5 } }";
    let run = exposed(renewed, 1_000).run();
    let loses = |what: &Happening| *what == Happening::LosesReadiness;
    let ready = |what: &Happening| matches!(what, Happening::Ready { at: Whereabouts::Hospital(0) });
    let first = run.daily(Measure::InTreatment(0))[0];
    assert_share(first as usize, 1_000, 1.0 - (-0.1_f64).exp());
    assert_eq!(run.daily(Measure::Delayed)[0], 1_000 - first, "nobody is delayed who is treated");
    let treated = run.between(loses, ready);
    assert!(treated.len() > 300 && treated.iter().all(|&seconds| seconds == 5 * DAY));
    assert_eq!(run.outcome(Outcome::LostReadiness), run.count(loses) as f64);
    // In the long run five days in treatment to ten of waiting.
    let last = run.daily(Measure::InTreatment(0))[29];
    assert_share(last as usize, 1_000, 1.0 / 3.0);
}

#[test]
fn the_two_hazards_compete() {
    let both =
        "death_per_day = 0.03, loss_of_readiness_per_day = 0.07, renewed_treatment = { constant = { days = 100 } }";
    let run = exposed(both, 2_000).run();
    let deaths = run.count(|what| matches!(what, Happening::Dies { waiting: true }));
    let losses = run.count(|what| *what == Happening::LosesReadiness);
    assert_share(deaths + losses, 2_000, 1.0 - (-3.0_f64).exp());
    assert_share(deaths, deaths + losses, 0.3);
}

#[test]
fn some_of_those_who_go_home_come_back() {
    let group = emergencies(20.0) + "readmission = { probability = 0.2, after = { constant = { days = 12 } } }\n";
    let run = World::of_days(200).with(HOSPITAL).with(BACK_HOME).with(group).run();
    let home = |what: &Happening| *what == Happening::Home;
    let back = |what: &Happening| *what == Happening::Readmitted;
    // Those who went home more than twelve days before the end and have had time to come back.
    let early = run.all(home).iter().filter(|seen| seen.day() < 188).count();
    assert_share(run.count(back), early, 0.2);
    assert!(run.between(home, back).iter().all(|&seconds| seconds == 12 * DAY));
    assert_eq!(run.outcome(Outcome::Readmissions), run.count(back) as f64);
    let admissions = run.count(|what| matches!(what, Happening::Admitted { .. }));
    assert_eq!(admissions, run.count(|what| matches!(what, Happening::Arrives)) + run.count(back));
}

#[test]
fn those_who_lose_readiness_may_lose_it_again_after_other_times() {
    let renewed = "loss_of_readiness_per_day = 0.5, renewed_treatment = { exponential = { mean_days = 2 } }";
    let run = exposed(renewed, 200).run();
    let mut treatments = Vec::new();
    for life in run.lives().values() {
        for pair in life.windows(2).filter(|pair| pair[0].what == Happening::LosesReadiness && pair[0].at < 15 * DAY) {
            treatments.push(f64::from(pair[1].at - pair[0].at) / f64::from(DAY));
        }
    }
    assert_mean(&treatments, 2.0);
    let lives = run.lives();
    let repeated = lives.values().filter(|life| {
        let gaps: Vec<u32> = life
            .windows(2)
            .filter(|pair| pair[0].what == Happening::LosesReadiness)
            .map(|pair| pair[1].at - pair[0].at)
            .collect();
        gaps.len() >= 2 && gaps[0] == gaps[1]
    });
    assert_eq!(repeated.count(), 0, "each treatment is another draw");
}
