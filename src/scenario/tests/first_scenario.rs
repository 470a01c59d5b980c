//! The scenarios that come with the program.

use super::super::{embedded, load};
use crate::model::Measure;
use crate::model::parameters::{Change, Contract, Setting};

#[test]
fn every_embedded_scenario_loads_without_a_warning() {
    for known in embedded() {
        let read = |name: &str| Err(format!("no file `{name}`"));
        let name = format!("{}.toml", known.id);
        let problems = match load(&name, known.id, known.text, &read) {
            Ok(scenario) => scenario.warnings,
            Err(problems) => problems,
        };
        assert!(problems.is_empty(), "{}", problems.render(false));
        assert!(!known.title.is_empty() && !known.summary.is_empty(), "{}", known.id);
    }
}

#[test]
fn the_first_scenario_says_what_its_file_says() {
    let known = embedded().iter().find(|known| known.id == "first-scenario").expect("it is embedded");
    let scenario = load("first-scenario.toml", known.id, known.text, &|name| Err(name.to_owned())).expect("it loads");
    let system = &scenario.system;
    assert_eq!(scenario.id, "first-scenario");
    assert_eq!(scenario.title, "First scenario: 30 more intermediate care beds");
    assert_eq!((system.period.start.to_string(), system.period.days), ("2026-01-01".into(), 365));
    assert_eq!(system.period.warm_up_days, 180);
    assert_eq!(system.hospitals[0].beds, 480);
    assert_eq!(system.target.expect("a target").delayed_patients, 30);
    assert_eq!(system.groups[0].hospital, Some(0));
    assert_eq!(system.groups[0].arrivals.per_day(), 20.0);
    assert_eq!(system.groups[0].treatment.description(), "log-normal with mean 14 and median 9.5");
    assert_eq!(system.groups[0].pathways, [(0, 0.28), (1, 0.60), (2, 0.12)]);
    let steps: Vec<&str> = system.pathways[2].steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps, ["assessment", "choice", "place"]);
    assert_eq!(system.pathways[0].transfers.by_weekday, [1.0, 1.0, 1.0, 1.0, 1.0, 0.4, 0.25]);
    // 7,400 hours a week at 14 hours a person.
    assert_eq!(system.services[0].setting, Setting::Places(528));
    assert_eq!(system.services[0].cost_per_place_week, 19.0 * 14.0);
    let Change::Places { service: 1, places: 30, contract: Contract::Block, cost_per_place_week } =
        system.schemes[0].effects[0].change
    else {
        panic!("{:?}", system.schemes[0].effects)
    };
    assert_eq!(cost_per_place_week, 1000.0);
    assert_eq!(system.schemes[0].effects[0].ramp_days, 21);
    assert_eq!((system.reference, system.options[1].schemes.as_slice()), (0, &[0][..]));
    assert!(Measure::all(system).len() > 20);
    assert_eq!(scenario.hash.len(), 64);
}
