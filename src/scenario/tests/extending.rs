//! Scenarios that build on another.

use super::super::{Problems, Scenario, load};
use super::{BASE, said};
use crate::model::parameters::{Setting, WhenFull};

fn extended(text: &str) -> Result<Scenario, Problems> {
    let read = |name: &str| match name {
        "base.toml" => Ok(BASE.to_owned()),
        "round.toml" => Ok("extends = \"about.toml\"\n".to_owned()),
        "about.toml" => Ok("extends = \"round.toml\"\n".to_owned()),
        "far/middle.toml" => Ok("title = \"Middle\"\nextends = \"near.toml\"\n".to_owned()),
        "far/one.toml" => Ok("extends = \"../far/two.toml\"\n".to_owned()),
        "far/two.toml" => Ok("extends = \"one.toml\"\n".to_owned()),
        "far/near.toml" => Ok(BASE.to_owned()),
        "far/pilot.toml" => Ok("title = \"Mine\"\nextends = \"oxfordshire-pilot\"\n".to_owned()),
        _ => Err(format!("no file `{name}`")),
    };
    load("variant.toml", "variant", text, &read)
}

fn says(text: &str) -> Vec<String> {
    let problems = extended(text).expect_err("it is refused");
    let name = |problem: &super::super::Problem| problems.sources()[problem.place.source].name.clone();
    problems.iter().map(|problem| format!("{}:{}", name(problem), said(&problems, problem))).collect()
}

const NO_CHANGE: &str = "title = \"Variant\"\nextends = \"base.toml\"\n";

fn variant(changes: &str) -> Scenario {
    extended(&format!("{NO_CHANGE}{changes}")).unwrap_or_else(|problems| panic!("{}", problems.render(false)))
}

#[test]
fn a_scenario_that_changes_nothing_is_the_one_it_extends() {
    let scenario = variant("");
    assert_eq!(scenario.title, "Variant");
    let base = super::loaded(BASE).expect("it loads");
    assert_eq!(format!("{:?}", scenario.system), format!("{:?}", base.system));
    assert_eq!(scenario.assumptions, base.assumptions);
    assert_ne!(scenario.hash, base.hash);
}

#[test]
fn a_file_is_looked_for_beside_the_one_that_names_it() {
    let scenario = extended("title = \"Variant\"\nextends = \"far/middle.toml\"\n").expect("it loads");
    assert_eq!(format!("{:?}", scenario.system), format!("{:?}", super::loaded(BASE).expect("it loads").system));
    extended("title = \"Variant\"\nextends = \"far/pilot.toml\"\n")
        .expect("a scenario inside the program has no folder");
}

#[test]
fn a_circle_through_a_folder_is_seen_at_once() {
    let said = says("title = \"x\"\nextends = \"far/one.toml\"\n");
    let circle = r#"far/two.toml:1:11 "\"one.toml\"" `far/one.toml` cannot be extended: it comes back to itself"#;
    assert!(said.iter().any(|said| said.starts_with(circle)), "{said:?}");
}

#[test]
fn tables_merge_key_by_key() {
    let scenario = variant("[target]\ndelayed_patients = 20\n");
    let target = scenario.system.target.expect("a target");
    assert_eq!((target.delayed_patients, target.by.to_string()), (20, "2026-06-30".to_owned()));
}

#[test]
fn entries_merge_by_id_and_keep_their_place() {
    let scenario = variant("[[service]]\nid = \"home-care\"\nhours_per_week = 8_400\n");
    assert_eq!(scenario.system.services.len(), 2);
    assert_eq!(scenario.system.services[0].setting, Setting::Places(600));
    assert_eq!(scenario.system.services[0].cost_per_place_week, 266.0);
    let paths: Vec<&str> = scenario.assumptions.iter().map(|assumption| assumption.path.as_str()).collect();
    let base = super::loaded(BASE).expect("it loads");
    assert_eq!(paths, base.assumptions.iter().map(|assumption| assumption.path.as_str()).collect::<Vec<_>>());
}

#[test]
fn values_inside_an_entry_are_replaced_whole() {
    let change = "[[patient_group]]\nid = \"complex\"\ntreatment = { exponential = { mean_days = 10 } }\n\
                  pathways = { home-with-support = 0.9, rehabilitation-bed = 0.1 }\n\
                  [[pathway]]\nid = \"home-as-before\"\nremove = true\n";
    let scenario = variant(change);
    assert_eq!(scenario.system.groups[0].treatment.description(), "exponential with mean 10");
    assert_eq!(scenario.system.groups[0].pathways, [(0, 0.9), (1, 0.1)]);
}

#[test]
fn new_entries_come_after_the_old_ones() {
    let change = "[[hospital]]\nid = \"community\"\nkind = \"community\"\nbeds = 40\nwhen_full = \"turn-away\"\n\
                  [[option]]\nid = \"more-beds-for-ever\"\nschemes = [\"more-beds\"]\n";
    let scenario = variant(change);
    let hospitals = &scenario.system.hospitals;
    assert_eq!((hospitals[1].id.as_str(), hospitals[1].when_full), ("community", WhenFull::TurnAway));
    assert_eq!(scenario.system.options.len(), 3);
}

#[test]
fn entries_can_be_removed() {
    let scenario = variant("[[option]]\nid = \"as-it-is\"\nremove = true\n");
    assert_eq!(scenario.system.options.len(), 1);
    assert_eq!(scenario.system.options[0].id, "more-beds");
}

#[test]
fn an_embedded_scenario_can_be_extended_by_its_id() {
    let text = "title = \"Variant\"\nextends = \"first-scenario\"\n";
    assert_eq!(extended(text).expect("it loads").system.groups.len(), 1);
}

#[test]
fn a_problem_points_into_the_file_where_the_value_was_written() {
    let text = format!(
        "{NO_CHANGE}[[service]]\nid = \"home-care\"\nhours_per_person_week = -1\n[[team]]\nid = \"social-work\"\nremove = true\n"
    );
    assert_eq!(
        says(&text),
        [
            r#"variant.toml:5:25 "-1" `service.home-care.hours_per_person_week` must not be negative | hours a week, more than 0 and at most 10000"#,
            r#"base.toml:54:27 "\"social-work\"" there is no team `social-work` | no team has this id | help: the scenario has no team"#,
            r#"base.toml:62:27 "\"social-work\"" there is no team `social-work` | no team has this id | help: the scenario has no team"#,
        ]
    );
}

#[test]
fn nothing_can_be_removed_that_is_not_there() {
    assert_eq!(
        says(&format!("{NO_CHANGE}[[option]]\nid = \"as-it-was\"\nremove = true\n")),
        [
            r#"variant.toml:4:6 "\"as-it-was\"" there is no option `as-it-was` to remove | not in the scenario it extends | help: did you mean `as-it-is`?"#
        ]
    );
}

#[test]
fn a_circle_of_scenarios_is_refused() {
    let first: Vec<String> =
        says("title = \"x\"\nextends = \"round.toml\"\n").into_iter().filter(|said| said.contains("circle")).collect();
    assert_eq!(
        first,
        [r#"about.toml:1:11 "\"round.toml\"" `round.toml` cannot be extended: it comes back to itself | a circle"#]
    );
}

#[test]
fn an_id_given_twice_in_one_file_is_refused_in_the_extending_file_too() {
    let text = format!("{NO_CHANGE}[[option]]\nid = \"a\"\nschemes = []\n[[option]]\nid = \"a\"\nschemes = []\n");
    assert_eq!(
        says(&text),
        [
            r#"variant.toml:7:6 "\"a\"" two [[option]] have the id `a` | used before | help: every id is used once among its kind"#
        ]
    );
}
