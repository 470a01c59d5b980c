//! Who is served first when a place falls free.

use dtoc::model::Happening;

use crate::support::{DAY, HOSPITAL, World, assert_share, nobody};

/// The order in which patients of three kinds start who have waited for a service with one place since the first morning: two at
/// home of priority 2, then two in hospital of priority 3, then two in hospital of priority 1.
fn order(queue: &str) -> Vec<usize> {
    let pathway = |id: &str, priority: u32| {
        format!(
            "[[pathway]]\nid = \"{id}\"\nnumber = 1\npriority = {priority}\nsteps = [{{ place = {{ service = \"care\" }} }}]\n"
        )
    };
    let run = World::of_days(20)
        .with(HOSPITAL)
        .with(nobody("at-home"))
        .with(pathway("at-home", 2))
        .with(pathway("later", 3))
        .with(pathway("urgent", 1))
        .with(format!(
            "[[service]]\nid = \"care\"\nplaces = 1\nqueue = \"{queue}\"\nstay = {{ constant = {{ days = 1 }} }}\nafterwards = {{ home = 1 }}\nreason = \"E\"\n"
        ))
        .with(
            "[opening]
waiting = [{ group = \"adults\", pathway = \"at-home\", at = \"home\", patients = 2 },
           { group = \"adults\", pathway = \"later\", patients = 2 },
           { group = \"adults\", pathway = \"urgent\", patients = 2 }]",
        )
        .run();
    let starts = run.all(|what| matches!(what, Happening::StartsService { .. }));
    assert!(starts.iter().enumerate().all(|(day, seen)| seen.at / DAY == day as u32));
    starts.iter().map(|seen| seen.who.pathway).collect()
}

const AT_HOME: usize = 0;
const LATER: usize = 1;
const URGENT: usize = 2;

#[test]
fn whoever_has_waited_longest_is_served_first() {
    assert_eq!(order("longest-wait-first"), [AT_HOME, AT_HOME, LATER, LATER, URGENT, URGENT]);
}

#[test]
fn patients_in_hospital_may_be_served_first() {
    assert_eq!(order("hospital-first"), [LATER, LATER, URGENT, URGENT, AT_HOME, AT_HOME]);
}

#[test]
fn patients_may_be_served_by_the_priority_of_their_pathway() {
    assert_eq!(order("pathway-priority"), [URGENT, URGENT, AT_HOME, AT_HOME, LATER, LATER]);
}

#[test]
fn community_referrals_compete_for_the_same_places() {
    let world = |referrals: f64| {
        World::of_days(400)
            .with(HOSPITAL)
            .with(nobody("care").replace("per_day = 0", "per_day = 1"))
            .with(format!(
                "[[patient_group]]\nid = \"referred\"\nreferral = \"community\"\nreferrals_per_day = {referrals}\npathways = {{ care = 1 }}\n"
            ))
            .with("[[pathway]]\nid = \"care\"\nnumber = 1\nsteps = [{ place = { service = \"care\" } }]\n")
            .with("[[service]]\nid = \"care\"\nplaces = 10\nstay = { constant = { days = 8 } }\nafterwards = { home = 1 }\nreason = \"E\"\n")
            .run()
    };
    let (without, with) = (world(0.0), world(1.0));
    let started_from_hospital = |run: &crate::support::Run| {
        let starts = run.all(|what| matches!(what, Happening::StartsService { .. }));
        (starts.iter().filter(|seen| seen.who.group == 0).count(), starts.len())
    };
    let (_, all) = started_from_hospital(&without);
    let (from_hospital, together) = started_from_hospital(&with);
    assert!(together > all, "the places are busier");
    assert_share(from_hospital, together, 0.5);
    assert!(with.mean(dtoc::model::Measure::Delayed) > 10.0 * without.mean(dtoc::model::Measure::Delayed));
}
