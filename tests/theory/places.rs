//! More places never mean more delays on the same people, and an option never differs from itself.

use dtoc::model::parameters::CareSystem;
use dtoc::model::{Measure, Model};
use proptest::prelude::*;

use crate::support::{HOSPITAL, World, run};

/// One stage: people of two groups wait for the places of one service, first come first served.
fn stage(rates: (f64, f64), treatment: &str, stay: &str, places: &[u32]) -> Model {
    let mut world = World::of_days(150).with(HOSPITAL).with(format!(
        "[[patient_group]]
id = \"adults\"
hospital = \"acute\"
admissions_per_day = {}
treatment = {{ {treatment} }}
pathways = {{ care = 1 }}
[[patient_group]]
id = \"others\"
hospital = \"acute\"
admissions_per_day = {}
by_weekday = [3, 2, 1, 1, 1, 0, 0]
treatment = {{ uniform = {{ low_days = 0, high_days = 9 }} }}
pathways = {{ care = 1 }}
[[pathway]]
id = \"care\"
number = 1
steps = [{{ place = {{ service = \"care\" }} }}]
[[service]]
id = \"care\"
places = {}
stay = {{ {stay} }}
afterwards = {{ home = 0.7, died = 0.3 }}
reason = \"E\"",
        rates.0, rates.1, places[0]
    ));
    for (number, more) in places.iter().enumerate() {
        let effect = format!("{{ open_places = {{ service = \"care\", places = {more} }} }}");
        world = world.scheme(&format!("s{number}"), "", &effect);
        world = world.option(&format!("o{number}"), &format!("\"s{number}\""));
    }
    // The last option is the first again.
    world.option("again", "\"s0\"").model()
}

fn stays() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "exponential = { mean_days = 9 }",
        "constant = { days = 8 }",
        "log_normal = { mean_days = 10, sd_days = 14 }",
        "gamma = { mean_days = 7, sd_days = 2 }",
        "table = { values_days = [0, 1, 30], weights = [3, 3, 2] }",
        "weibull = { mean_days = 9, shape = 0.6 }",
        "uniform = { low_days = 0, high_days = 21 }",
    ])
}

/// Days of waiting for the places, in the order of options.
fn delayed(model: &Model, replication: u64) -> Vec<Vec<u32>> {
    let options = 0..CareSystem::clone(model.system()).options.len();
    options.map(|option| run(model, option, 5, replication).daily(Measure::Delayed)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn more_places_never_mean_more_delays_and_the_same_places_the_same(
        rates in (0.2..3.0, 0.0..2.0),
        treatment in stays(),
        stay in stays(),
        first in 0_u32..12,
        steps in prop::collection::vec(1_u32..8, 1..4),
        replication in 0_u64..1000,
    ) {
        let mut places = vec![first];
        for step in steps {
            places.push(places[places.len() - 1] + step);
        }
        let delayed = delayed(&stage(rates, treatment, stay, &places), replication);
        let (again, options) = delayed.split_last().expect("options");
        for pair in options.windows(2) {
            for (day, (fewer_places, more_places)) in pair[0].iter().zip(&pair[1]).enumerate() {
                prop_assert!(more_places <= fewer_places, "day {}: {} and {}", day, fewer_places, more_places);
            }
        }
        prop_assert_eq!(&options[0], again);
    }
}
