//! Whatever the system, the books agree with the events.

use dtoc::model::parameters::{FundingOption, WhenEnded};
use dtoc::model::{Model, Population, Simulation};
use proptest::prelude::*;

use crate::auditor::Auditor;
use crate::support::loaded;
use crate::systems::{Dice, text};

/// Runs options of a system under the eyes of an auditor, each so often.
fn audit(model: &Model, options: &[usize], replications: u64) {
    let mut simulation = Simulation::new(model, Auditor::new(model));
    let mut population = Population::new();
    for replication in 0..replications {
        model.draw(1, replication, &mut population);
        for &option in options {
            simulation.run(option, &population);
            assert_eq!(simulation.monitor().midnights, model.system().period.days);
        }
    }
}

fn systems() -> impl Strategy<Value = String> {
    prop::collection::vec(0.0..1.0, 97).prop_map(|rolls| text(&mut Dice::new(&rolls)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_lost_or_doubled_and_every_census_agrees_with_the_events(text in systems()) {
        audit(&Model::new(loaded(&text).system), &[0, 1], 2);
    }
}

#[test]
fn the_books_of_the_first_scenario_agree_with_its_events() {
    let text = include_str!("../../scenarios/first-scenario.toml").replace("warm_up_days = 180", "warm_up_days = 0");
    audit(&Model::new(loaded(&text).system), &[0, 1], 1);
}

#[test]
fn the_books_of_the_oxfordshire_scenario_agree_with_its_events_when_people_must_leave() {
    let system = loaded(include_str!("../../scenarios/oxfordshire-pilot.toml")).system;
    let must_leave = |option: &FundingOption| {
        option.schemes.iter().any(|&scheme| system.schemes[scheme].when_ended == WhenEnded::PeopleLeave)
    };
    let option = system.options.iter().position(must_leave).unwrap_or(0);
    audit(&Model::new(system), &[option], 1);
}
