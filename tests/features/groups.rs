//! Patient groups: when they come, and how they are referred.

use dtoc::model::parameters::Whereabouts;
use dtoc::model::{Happening, Measure, Outcome};

use crate::support::{BACK_HOME, DAY, HOSPITAL, HOUR, World, assert_share, emergencies};

fn arrives(what: &Happening) -> bool {
    matches!(what, Happening::Arrives)
}

/// The moments at which patients come who have these profiles.
fn arrivals(days: u32, per_day: f64, profile: &str) -> Vec<u32> {
    let group = format!("{}{profile}", emergencies(per_day));
    World::of_days(days).with(HOSPITAL).with(BACK_HOME).with(group).run().times(arrives)
}

#[test]
fn as_many_patients_come_as_the_rate_says() {
    let come = arrivals(364, 20.0, "").len() as f64;
    let expected: f64 = 20.0 * 364.0;
    assert!((come - expected).abs() < 4.0 * expected.sqrt(), "{come}");
}

#[test]
fn months_with_twice_the_weight_bring_twice_the_patients() {
    // From 5 January: 27 days of January and 28 of February.
    let come = arrivals(55, 100.0, "by_month = [2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
    let january = come.iter().filter(|&&at| at < 27 * DAY).count();
    assert_share(january, come.len(), 54.0 / (54.0 + 28.0));
    // The weights are relative: they do not change the average of a year.
    let expected = 100.0 * (54.0 + 28.0) * 365.0 / (365.0 + 31.0);
    assert!((come.len() as f64 - expected).abs() < 4.0 * expected.sqrt(), "{} of {expected}", come.len());
}

#[test]
fn nobody_comes_on_weekdays_of_no_weight_and_the_others_bring_all() {
    let come = arrivals(28, 50.0, "by_weekday = [3, 1, 1, 1, 1, 0, 0]");
    assert!(come.iter().all(|at| at / DAY % 7 < 5));
    let mondays = come.iter().filter(|&&at| (at / DAY).is_multiple_of(7)).count();
    assert_share(mondays, come.len(), 3.0 / 7.0);
    let expected: f64 = 50.0 * 28.0;
    assert!((come.len() as f64 - expected).abs() < 4.0 * expected.sqrt(), "{}", come.len());
}

#[test]
fn seven_numbers_of_admissions_are_those_of_the_days_of_the_week() {
    let group = emergencies(0.0).replace("admissions_per_day = 0", "admissions_per_day = [9, 0, 0, 0, 0, 3, 0]");
    let come = World::of_days(700).with(HOSPITAL).with(BACK_HOME).with(group).run().times(arrives);
    let on = |weekday: u32| come.iter().filter(|&at| at / DAY % 7 == weekday).count();
    assert_eq!(on(0) + on(5), come.len());
    for (weekday, expected) in [(0, 900.0), (5, 300.0_f64)] {
        assert!((on(weekday) as f64 - expected).abs() < 4.0 * expected.sqrt(), "{}", on(weekday));
    }
}

#[test]
fn whoever_is_referred_at_home_and_finds_no_place_goes_elsewhere_where_that_is_said() {
    let group = emergencies(6.0)
        .replace("hospital = \"acute\"", "referral = \"community\"\nwhen_full = \"turn-away\"")
        .replace("admissions_per_day", "referrals_per_day")
        .replace("treatment = { constant = { days = 2 } }\n", "")
        .replace("back-home", "care");
    let run = World::of_days(200)
        .with(HOSPITAL)
        .with(group)
        .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
        .with("[[service]]\nid = \"care\"\nplaces = 4\nstay = { constant = { days = 1 } }\nafterwards = { home = 1 }\nreason = \"E\"\n")
        .run();
    let away = run.count(|what| matches!(what, Happening::TurnedAway { from: Whereabouts::Service(0) }));
    let started = run.count(|what| matches!(what, Happening::StartsService { .. }));
    assert_eq!(run.count(arrives), away + started);
    assert_eq!(run.outcome(Outcome::TurnedAway), away as f64);
    assert_eq!(run.daily(Measure::Queue(0)), [0; 200]);
    // The loss formula of Erlang for a load of 6 on 4 places.
    assert_share(away, away + started, 54.0 / 115.0);
}

#[test]
fn nobody_comes_at_hours_of_no_weight() {
    let come = arrivals(28, 50.0, "by_hour = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 3, 0, 0, 0, 0, 0, 0, 0]");
    let hour = |at: &u32| at % DAY / HOUR;
    assert!(come.iter().all(|at| (9..17).contains(&hour(at))));
    assert_share(come.iter().filter(|at| hour(at) == 16).count(), come.len(), 0.3);
}

#[test]
fn admissions_that_double_each_year_are_twice_as_many_in_the_second() {
    let come = arrivals(730, 10.0, "growth_per_year = 1.0");
    let second = come.iter().filter(|&&at| at >= 365 * DAY).count();
    assert_share(second, come.len(), 2.0 / 3.0);
}

#[test]
fn emergency_patients_are_admitted_when_they_come_and_ready_when_treated() {
    let run = World::of_days(28).with(HOSPITAL).with(BACK_HOME).with(emergencies(5.0)).run();
    let admitted = |what: &Happening| matches!(what, Happening::Admitted { hospital: 0 });
    let ready = |what: &Happening| matches!(what, Happening::Ready { at: Whereabouts::Hospital(0) });
    assert!(run.between(arrives, admitted).iter().all(|&seconds| seconds == 0));
    let treated = run.between(admitted, ready);
    assert!(treated.len() > 50 && treated.iter().all(|&seconds| seconds == 2 * DAY));
}

#[test]
fn community_referrals_go_straight_to_their_pathway_and_never_to_a_hospital() {
    let world = World::of_days(28).with(HOSPITAL).with(BACK_HOME).with(emergencies(0.0)).with(
        "
[[patient_group]]
id = \"at-home\"
referral = \"community\"
referrals_per_day = 5
pathways = { care = 1 }
[[pathway]]
id = \"care\"
number = 1
steps = [{ place = { service = \"care\", reason = \"E\" } }]
[[service]]
id = \"care\"
places = \"unlimited\"
stay = { constant = { days = 3 } }
afterwards = { home = 1 }",
    );
    let run = world.run();
    let starts = |what: &Happening| matches!(what, Happening::StartsService { service: 0, scheme: None });
    let at_home = |what: &Happening| matches!(what, Happening::Ready { at: Whereabouts::Home });
    assert!(run.count(arrives) > 100);
    assert_eq!(run.count(at_home), run.count(arrives));
    assert!(run.between(arrives, starts).iter().all(|&seconds| seconds < 60));
    assert_eq!(run.count(|what| matches!(what, Happening::Admitted { .. })), 0);
    assert!(run.daily(Measure::OccupiedBeds(0)).iter().all(|&beds| beds == 0));
}

#[test]
fn pathways_are_taken_by_their_shares_and_some_die_in_treatment() {
    let group = emergencies(50.0)
        .replace("back-home = 1", "back-home = 0.7, other-way = 0.3")
        .replace("constant = { days = 2 }", "constant = { days = 1 }");
    let other = BACK_HOME.replace("back-home", "other-way");
    let world = World::of_days(56).with(HOSPITAL).with(BACK_HOME).with(other);
    let run = world.with(group + "died_in_treatment = 0.1\n").run();
    let come = run.all(arrives);
    assert_share(come.iter().filter(|seen| seen.who.pathway == 1).count(), come.len(), 0.3);
    let deaths = run.count(|what| matches!(what, Happening::Dies { waiting: false }));
    let ready = run.count(|what| matches!(what, Happening::Ready { .. }));
    assert_share(deaths, deaths + ready, 0.1);
}

#[test]
fn patients_are_declared_ready_by_the_factors_of_the_weekdays() {
    let group = emergencies(30.0) + "ready_by_weekday = [1, 1, 1, 1, 1, 0.4, 0]\n";
    let world = World::of_days(140).top("bank_holidays = [2026-01-21]").with(HOSPITAL).with(BACK_HOME).with(group);
    let run = world.run();
    let ready = |what: &Happening| matches!(what, Happening::Ready { .. });
    let days: Vec<u32> = run.times(ready).iter().map(|at| at / DAY).collect();
    assert!(days.iter().all(|day| day % 7 != 6), "nobody on a Sunday");
    assert!(!days.contains(&16), "nor on a bank holiday");
    // Treatment takes two days. Those who were admitted on a Thursday may be ready on Saturday, else on Monday.
    let mut of_thursday = Vec::new();
    for life in run.lives().values() {
        let admitted = life.iter().find(|seen| matches!(seen.what, Happening::Admitted { .. })).map(|seen| seen.at);
        let ready = life.iter().find(|seen| ready(&seen.what)).map(|seen| seen.at);
        if let (Some(admitted), Some(ready)) = (admitted, ready)
            && admitted / DAY % 7 == 3
        {
            of_thursday.push((ready - admitted) / DAY);
        }
    }
    let on_saturday = of_thursday.iter().filter(|&&days| days == 2).count();
    assert_share(on_saturday, of_thursday.len(), 0.4);
    assert_eq!(of_thursday.iter().filter(|&&days| days == 4).count(), of_thursday.len() - on_saturday);
}
