//! Little's law and Erlang's formula.

use dtoc::model::{Happening, Measure, Outcome};

use crate::support::{DAY, HOSPITAL, World};

/// Three patients a day become ready and need one of so many places, with an exponential stay of 28 days.
fn queue(days: u32, warm_up: u32, places: u32) -> World {
    World::of_days(days)
        .warm_up(warm_up)
        .with(HOSPITAL)
        .with(
            "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = 3
treatment = { constant = { days = 0 } }
pathways = { care = 1 }
[[pathway]]
id = \"care\"
number = 1
steps = [{ place = { service = \"care\" } }]",
        )
        .with(format!(
            "[[service]]\nid = \"care\"\nplaces = {places}\nstay = {{ exponential = {{ mean_days = 28 }} }}\nafterwards = {{ home = 1 }}\nreason = \"E\"\n"
        ))
}

#[test]
fn those_who_wait_are_those_who_come_times_how_long_they_wait() {
    let days = 10_000;
    let run = queue(days, 0, 88).run();
    let leaves = run.all(|what| matches!(what, Happening::LeavesHospital { .. }));
    let waited: f64 = leaves
        .iter()
        .map(|seen| match seen.what {
            Happening::LeavesHospital { ready_at, .. } => f64::from(seen.at - ready_at.seconds()) / f64::from(DAY),
            _ => 0.0,
        })
        .sum();
    let (rate, wait) = (leaves.len() as f64 / f64::from(days), waited / leaves.len() as f64);
    let censuses = run.mean(Measure::Delayed);
    let off = (rate * wait / censuses - 1.0).abs();
    assert!(off < 0.02, "{rate} a day who wait {wait} days are {}, counted {censuses}", rate * wait);
    // In the places as well: those who start, times the stay.
    let occupied = run.mean(Measure::Occupied(0));
    let starts = run.count(|what| matches!(what, Happening::StartsService { .. })) as f64 / f64::from(days);
    assert!((occupied / (starts * 28.0) - 1.0).abs() < 0.02, "{occupied} of {}", starts * 28.0);
}

#[test]
fn the_mean_delayed_is_what_erlang_says() {
    let results = queue(18_000, 1_500, 90).experiment(20);
    let mean = results.options[0].outcome(&results, Outcome::MeanDelayed).expect("an outcome").estimate_at(0.999);
    assert!(mean.half_width() < 1.6, "+- {}", mean.half_width());
    assert!(mean.contains(5.7674), "{mean:?}");
}
