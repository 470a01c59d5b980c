//! Pathways: steps in order, each of which holds the patient.

use dtoc::model::{Happening, Measure};

use crate::support::{
    BACK_HOME, DAILY_PANEL, DAY, HOSPITAL, Run, World, assert_mean, assert_share, at, emergencies, nobody, waiting,
};

const TEAM: &str = "[[team]]\nid = \"team\"\n";
const DAY_SHIFT: &str = "working_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\nfrom_hour = 9\nto_hour = 17\n";

/// A pathway whose first step is a panel, so that its next begins at a known time.
fn pathway(steps: &str) -> String {
    format!("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{{ panel = {{ panel = \"panel\" }} }}, {steps}]\n")
}

const ASSESSMENT: &str = "{ assessment = { team = \"team\", duration = { constant = { days = 1 } } } }";

/// Patients who wait for a panel on the first morning, and what they need after it.
fn after_the_panel(days: u32, patients: u32, panel: &str, steps: &str) -> World {
    let world = World::of_days(days).with(HOSPITAL).with(nobody("care")).with(waiting(patients, "care", "panel"));
    world.with(panel).with(pathway(steps))
}

fn step_ends(run: &Run, step: usize) -> Vec<u32> {
    run.times(|what| *what == Happening::StepEnds { step })
}

#[test]
fn an_assessment_takes_working_days_of_the_team() {
    let world = after_the_panel(14, 3, DAILY_PANEL, ASSESSMENT);
    let run = world.clone().with(TEAM.to_owned() + DAY_SHIFT).run();
    assert_eq!(step_ends(&run, 0), [at(0, 10); 3]);
    assert_eq!(step_ends(&run, 1), [at(1, 10); 3], "eight hours from ten in the morning");
    let around_the_clock = world.with(TEAM).run();
    assert_eq!(step_ends(&around_the_clock, 1), [at(1, 10); 3], "24 hours from ten in the morning");
}

#[test]
fn a_team_does_not_work_at_the_weekend() {
    let friday = "[[panel]]\nid = \"panel\"\nsits_on = [\"fri\"]\n";
    let world = after_the_panel(14, 1, friday, ASSESSMENT);
    let run = world.clone().with(TEAM.to_owned() + DAY_SHIFT).run();
    assert_eq!(step_ends(&run, 1), [at(7, 10)]);
    assert_eq!(step_ends(&world.with(TEAM).run(), 1), [at(5, 10)]);
}

#[test]
fn a_team_does_not_work_on_bank_holidays_unless_it_says_so() {
    let world = after_the_panel(14, 1, DAILY_PANEL, ASSESSMENT).top("bank_holidays = [2026-01-06]");
    let run = world.clone().with(TEAM.to_owned() + DAY_SHIFT).run();
    assert_eq!(step_ends(&run, 1), [at(2, 10)]);
    let run = world.with(TEAM.to_owned() + DAY_SHIFT + "works_bank_holidays = true\n").run();
    assert_eq!(step_ends(&run, 1), [at(1, 10)]);
}

#[test]
fn a_team_assesses_as_many_at_once_as_it_can_and_the_others_wait() {
    let world = after_the_panel(14, 5, DAILY_PANEL, ASSESSMENT);
    let run = world.with(TEAM.to_owned() + "cases_at_once = 2\n").run();
    assert_eq!(step_ends(&run, 1), [at(1, 10), at(1, 10), at(2, 10), at(2, 10), at(3, 10)]);
}

#[test]
fn a_panel_sits_on_its_weekdays_and_clears_as_many_cases_as_it_can() {
    let panel = "[[panel]]\nid = \"panel\"\nsits_on = [\"tue\", \"thu\"]\nat_hour = 14\ncases_per_sitting = 2\n";
    let run = after_the_panel(21, 5, panel, "{ equipment = { delay = { constant = { days = 1 } } } }").run();
    assert_eq!(step_ends(&run, 0), [at(1, 14), at(1, 14), at(3, 14), at(3, 14), at(8, 14)]);
    assert_eq!(step_ends(&run, 1), [at(2, 14), at(2, 14), at(4, 14), at(4, 14), at(9, 14)]);
}

#[test]
fn a_panel_does_not_sit_on_bank_holidays_unless_it_says_so() {
    let panel = "[[panel]]\nid = \"panel\"\nsits_on = [\"tue\"]\n";
    let steps = "{ equipment = { delay = { constant = { days = 1 } } } }";
    let holiday = "bank_holidays = [2026-01-06]";
    assert_eq!(step_ends(&after_the_panel(21, 1, panel, steps).top(holiday).run(), 0), [at(8, 10)]);
    let panel = panel.to_owned() + "sits_on_bank_holidays = true\n";
    assert_eq!(step_ends(&after_the_panel(21, 1, &panel, steps).top(holiday).run(), 0), [at(1, 10)]);
}

#[test]
fn pure_delays_follow_one_another_and_hold_the_bed() {
    let kinds = ["equipment", "choice", "dispute", "housing"];
    let steps = kinds.map(|kind| format!("{{ {kind} = {{ delay = {{ constant = {{ days = 2 }} }} }} }}")).join(", ");
    let run = after_the_panel(14, 1, DAILY_PANEL, &steps).run();
    for step in 1..=4 {
        assert_eq!(step_ends(&run, step), [at(2 * step as u32, 10)]);
    }
    assert_eq!(run.times(|what| *what == Happening::Home), [at(8, 10)]);
    let beds = run.daily(Measure::OccupiedBeds(0));
    assert_eq!((beds[7], beds[8]), (1, 0));
}

#[test]
fn a_step_is_needed_by_its_share_of_patients() {
    let choice = "{ choice = { probability = 0.3, delay = { exponential = { mean_days = 4 } } } }";
    let run = after_the_panel(120, 1_000, DAILY_PANEL, choice).run();
    let begins = |what: &Happening| *what == Happening::StepBegins { step: 1 };
    assert_share(run.count(begins), 1_000, 0.3);
    assert_eq!(run.count(|what| *what == Happening::Home), 1_000);
    let waits = run.between(begins, |what| *what == Happening::StepEnds { step: 1 });
    let days: Vec<f64> = waits.iter().map(|&seconds| f64::from(seconds) / f64::from(DAY)).collect();
    assert_mean(&days, 4.0);
}

const CARE: &str = "
[[service]]
id = \"care\"
places = 1
stay = { constant = { days = 4 } }
afterwards = { home = 1 }
reason = \"E\"
";

#[test]
fn a_patient_without_a_place_keeps_the_bed_until_there_is_one() {
    let run = after_the_panel(14, 3, DAILY_PANEL, "{ place = { service = \"care\" } }").with(CARE).run();
    let starts = run.times(|what| matches!(what, Happening::StartsService { .. }));
    let close = |times: &[u32], expected: &[u32]| times.iter().zip(expected).all(|(one, other)| one - other < 300);
    assert!(close(&starts, &[at(0, 10), at(4, 10), at(8, 10)]), "{starts:?}");
    assert_eq!(run.daily(Measure::OccupiedBeds(0))[..9], [2, 2, 2, 2, 1, 1, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Queue(0))[..9], [2, 2, 2, 2, 1, 1, 1, 1, 0]);
    assert_eq!(run.daily(Measure::Occupied(0))[..13], [1; 12].iter().chain(&[0]).copied().collect::<Vec<_>>());
}

const OTHER: &str = "
[[service]]
id = \"other\"
places = 1000
stay = { constant = { days = 4 } }
afterwards = { home = 1 }
reason = \"C\"
";

#[test]
fn an_alternative_to_a_place_takes_those_for_whom_it_is_suitable() {
    let place = "{ place = { service = \"care\", alternatives = [{ service = \"other\", suitable = 0.4 }] } }";
    let world = after_the_panel(10, 500, DAILY_PANEL, place).with(CARE.replace("places = 1", "places = 0"));
    let run = world.with(OTHER).run();
    let moved = run.count(|what| matches!(what, Happening::StartsService { service: 1, .. }));
    assert_share(moved, 500, 0.4);
    assert_eq!(run.daily(Measure::Delayed)[0] as usize, 500 - moved);
    assert_eq!(run.daily(Measure::Queue(0))[0] as usize, 500 - moved);
}

#[test]
fn an_alternative_at_an_earlier_step_ends_the_pathway() {
    let assessment = "{ assessment = { team = \"team\", duration = { constant = { days = 5 } }, alternatives = [{ service = \"other\" }] } }";
    let steps = format!("{assessment}, {{ place = {{ service = \"care\" }} }}");
    let world = after_the_panel(14, 3, DAILY_PANEL, &steps).with(CARE).with(TEAM);
    let run = world.with(OTHER.replace("places = 1000", "places = 1")).run();
    let starts =
        |service| run.times(|what| matches!(what, Happening::StartsService { service: s, .. } if *s == service));
    // One leaves at once, the second when the first has left the alternative; the third is assessed by then.
    assert_eq!(starts(1).iter().map(|at| at / DAY).collect::<Vec<_>>(), [0, 4]);
    assert_eq!(starts(0).iter().map(|at| at / DAY).collect::<Vec<_>>(), [5]);
}

#[test]
fn a_worker_is_free_when_the_patient_goes_to_an_alternative_instead() {
    let assessment = "{ assessment = { team = \"team\", duration = { constant = { days = 6 } }, alternatives = [{ service = \"other\" }] } }";
    let world = after_the_panel(60, 3, DAILY_PANEL, assessment).with(TEAM.to_owned() + "cases_at_once = 1\n");
    let other = OTHER.replace("places = 1000", "places = 0").replace("days = 4", "days = 100");
    let open = "{ open_places = { service = \"other\", places = 1 } }";
    let world = world.with(other).scheme("open", "starts = 2026-01-07", open).option("open", "\"open\"");
    let run = world.run();
    // The first, who is being assessed, has the place on the third day; the worker takes the second then.
    assert_eq!(run.times(|what| matches!(what, Happening::StartsService { .. }))[0] / DAY, 2);
    assert_eq!(step_ends(&run, 1), [at(2, 0), at(8, 0), at(14, 0)]);
}

#[test]
fn patients_on_pathway_0_need_nothing_and_are_never_delayed() {
    let run = World::of_days(28).with(HOSPITAL).with(BACK_HOME).with(emergencies(10.0)).run();
    let ready = |what: &Happening| matches!(what, Happening::Ready { .. });
    assert!(run.between(ready, |what| *what == Happening::Home).iter().all(|&seconds| seconds < 60));
    assert!(run.daily(Measure::Delayed).iter().all(|&delayed| delayed == 0));
    assert_eq!(run.count(|what| matches!(what, Happening::StepBegins { .. })), 0);
}

#[test]
fn a_patient_who_needs_two_places_gives_up_the_first_for_the_second() {
    let steps = "{ place = { service = \"care\" } }, { place = { service = \"other\" } }";
    let run = after_the_panel(14, 6, DAILY_PANEL, steps).with(CARE).with(OTHER).run();
    let starts = run.all(|what| matches!(what, Happening::StartsService { .. }));
    assert_eq!(starts.len(), 6, "the first place is free again for the next");
    assert!(starts.iter().all(|seen| matches!(seen.what, Happening::StartsService { service: 1, .. })));
}
