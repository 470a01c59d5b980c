//! `[[lever]]`, `[plan]` and `[values]`: what is read, and what is refused.

use crate::model::CareSystem;

use super::{BASE, Bad, check, loaded, loaded_with};

const LEVERS: &str = r#"
[[lever]]
id = "beds"
quantity = "scheme.more-beds.effects.open_places.places"
least = 0
most = 60
step = 10

[lever.along]
"scheme.more-beds.budget" = [0, 3_000_000]

[[lever]]
id = "hours"
title = "Hours of home care"
quantity = "service.home-care.hours_per_week"
least = 7_400
most = 8_000
step = 0.3
unit_price = { value = 988, source = "£19 for 52 weeks" }

[plan]
option = "more-beds"
"#;

#[test]
fn a_lever_sets_its_quantity_and_what_goes_along() {
    let scenario = loaded(&format!("{BASE}{LEVERS}")).expect("it is sound");
    let [beds, hours] = scenario.levers.as_slice() else { panic!("two levers") };
    assert_eq!((beds.title.as_str(), beds.levels(), beds.unit_price), ("Beds", 7, None));
    let places = "scheme.more-beds.effects.open_places.places".to_owned();
    assert_eq!(beds.values(2), [(places, 20.0), ("scheme.more-beds.budget".to_owned(), 1_000_000.0)]);
    assert_eq!((hours.title.as_str(), hours.levels(), hours.unit_price), ("Hours of home care", 2_001, Some(988.0)));
    assert_eq!(hours.value(1), 7_400.3);
    assert_eq!(hours.value(2_000), 8_000.0);
    let planning = scenario.planning.expect("it says what is planned in");
    assert_eq!((planning.option, planning.system.options.len()), (1, 2));
    assert!(scenario.assumptions.iter().any(|assumption| assumption.path == "lever.hours.unit_price"));
    assert!(!scenario.assumptions.iter().any(|assumption| assumption.path == "lever.beds.least"));
}

/// The schemes and options of a care system, to be compared.
fn parts(system: &CareSystem) -> String {
    format!("{:?} {:?}", system.schemes, system.options)
}

#[test]
fn schemes_that_only_a_plan_has_are_kept_from_runs() {
    let more = r#"
[[scheme]]
id = "planned"
starts = 2026-02-01
effects = [{ open_places = { service = "intermediate-care", places = 0 } }]

[plan]
schemes = ["planned", "more-beds"]

[[lever]]
id = "beds"
quantity = "scheme.planned.effects.open_places.places"
least = 0
most = 60
step = 10
"#;
    let plain = loaded(BASE).expect("it is sound").system;
    let scenario = loaded(&format!("{BASE}{more}")).expect("it is sound");
    assert!(scenario.warnings.is_empty(), "{}", scenario.warnings.render(false));
    assert_eq!(parts(&scenario.system), parts(&plain));
    assert!(scenario.assumptions.iter().all(|assumption| !assumption.path.starts_with("scheme.planned.")));
    let planning = scenario.planning.expect("it says what is planned in");
    assert_eq!((planning.option, planning.system.schemes.len()), (2, 2));
    assert_eq!(planning.system.options[2].schemes, [1, 0]);
    let set = loaded_with(&format!("{BASE}{more}"), &[("scheme.planned.effects.open_places.places".to_owned(), 30.0)]);
    assert_eq!(parts(&set.expect("it is sound").system), parts(&plain));
}

#[test]
fn levers_that_lead_nowhere_are_refused() {
    let bad = |case, by: &'static str, says: &'static [&'static str]| Bad { case, replace: "", by, append: "", says };
    check(&[
        bad(
            "a path that leads to nothing",
            "[[lever]]\nid = \"beds\"\nquantity = \"service.intermediate-care.place\"\nleast = 0\nmost = 9\nstep = 3\n",
            &[
                r#"114:12 "\"service.intermediate-care.place\"" there is no quantity `service.intermediate-care.place` | not the path of a number in this scenario | help: did you mean `service.intermediate-care.places`?"#,
            ],
        ),
        bad(
            "a range that goes down",
            "[[lever]]\nid = \"days\"\nquantity = \"service.home-care.hours_per_week\"\nleast = 9\nmost = 3\nstep = 3\n",
            &[r#"116:8 "3" `lever.days` has no range | more than `least`, which is 9"#],
        ),
        bad(
            "a step that does not divide",
            "[[lever]]\nid = \"beds\"\nquantity = \"service.intermediate-care.places\"\nleast = 0\nmost = 10\nstep = 3\n",
            &[
                r#"117:8 "3" the steps of `lever.beds` do not lead from 0 to 10 | must divide most - least | help: write most = 9, or step = 3.333333"#,
            ],
        ),
        bad(
            "a step longer than the range",
            "[[lever]]\nid = \"beds\"\nquantity = \"service.intermediate-care.places\"\nleast = 0\nmost = 10\nstep = 30\n",
            &[
                r#"117:8 "30" the steps of `lever.beds` do not lead from 0 to 10 | must divide most - least | help: write step = 10 or less"#,
            ],
        ),
        bad(
            "more values than anyone looks through",
            "[[lever]]\nid = \"beds\"\nquantity = \"service.intermediate-care.places\"\nleast = 0\nmost = 100\nstep = 0.001\n",
            &[r#"117:8 "0.001" `lever.beds` has 100001 values | at most 10001: give a larger step"#],
        ),
        bad(
            "nothing is said",
            "[[lever]]\nid = \"beds\"\n",
            &[
                r#"112:1 "[[lever]]" `lever.beds` needs `quantity` | add `quantity`: the path of a number of the scenario, as in assumptions.csv"#,
                r#"112:1 "[[lever]]" `lever.beds` needs `least` | add `least`: a number"#,
                r#"112:1 "[[lever]]" `lever.beds` needs `most` | add `most`: a number"#,
                r#"112:1 "[[lever]]" `lever.beds` needs `step` | add `step`: how far one value is from the next"#,
            ],
        ),
        bad(
            "no hospital of that name, and no pair of values",
            "[[lever]]\nid = \"a\"\nquantity = \"service.intermediate-care.places\"\nleast = 0\nmost = 9\nstep = 3\n\
             [[lever]]\nid = \"b\"\nquantity = \"hospital.district.beds\"\nleast = 0\nmost = 9\nstep = 3\n\
             along = { \"service.intermediate-care.places\" = 5 }\n",
            &[
                r#"120:12 "\"hospital.district.beds\"" there is no quantity `hospital.district.beds` | not the path of a number in this scenario | help: did you mean `hospital.acute.beds`?"#,
                r#"124:48 "5" `lever.b.along.service.intermediate-care.places` cannot be a number | expected its values with the lever at its least and at its most, as "scheme.more.budget" = [0, 1_000]"#,
            ],
        ),
        bad(
            "along what another lever sets",
            "[[lever]]\nid = \"a\"\nquantity = \"service.intermediate-care.places\"\nleast = 0\nmost = 9\nstep = 3\n\
             along = { \"service.intermediate-care.places\" = [0, 5] }\n",
            &[
                r#"118:11 "\"service.intermediate-care.places\"" `service.intermediate-care.places` is set twice, by `lever.a` too | one lever for each quantity"#,
            ],
        ),
        bad(
            "a path that leads to a date",
            "[[lever]]\nid = \"a\"\nquantity = \"period.start\"\nleast = 0\nmost = 9\nstep = 3\n",
            &[
                r#"114:12 "\"period.start\"" `period.start` cannot be a lever | a date, a list, a distribution or "unlimited": only single numbers can"#,
            ],
        ),
    ]);
}

#[test]
fn a_scenario_that_extends_another_may_leave_its_plan_and_levers_out() {
    let inner = "[[scheme]]\nid = \"plan-beds\"\nremove = true\n";
    let removed = "[plan]\nremove = true\n[[lever]]\nid = \"beds\"\nremove = true\n";
    let text = |more: &str| format!("title = \"Mine\"\nextends = \"oxfordshire-pilot\"\n{more}");
    let scenario = loaded(&text(removed)).expect("it is sound");
    assert!(scenario.planning.is_none());
    assert_eq!(scenario.levers.len(), 3);
    let problems = loaded(&text(inner)).expect_err("the plan has the scheme, and a lever sets it");
    assert_eq!(problems.len(), 2, "{}", problems.render(false));
}

#[test]
fn a_plan_in_nothing_is_refused() {
    let bad = |case, by: &'static str, says: &'static [&'static str]| Bad { case, replace: "", by, append: "", says };
    check(&[
        bad(
            "an option that does not exist",
            "[plan]\noption = \"more-bed\"\n",
            &[
                r#"113:10 "\"more-bed\"" there is no option `more-bed` | no option has this id | help: did you mean `more-beds`?"#,
            ],
        ),
        bad(
            "a scheme that does not exist",
            "[plan]\nschemes = [\"beds\"]\n",
            &[
                r#"113:12 "\"beds\"" there is no scheme `beds` | no scheme has this id | help: the only scheme is `more-beds`"#,
            ],
        ),
        bad(
            "neither",
            "[plan]\n",
            &[r#"112:2 "plan" `plan` does not say what the levers act in | add `option` or `schemes`"#],
        ),
        bad(
            "both",
            "[plan]\noption = \"more-beds\"\nschemes = [\"more-beds\"]\n",
            &[
                r#"114:11 "[\"more-beds\"]" `plan` says twice what the levers act in | only one of `option` or `schemes`"#,
            ],
        ),
    ]);
}

#[test]
fn values_stand_in_for_what_the_scenario_says() {
    let values =
        "[values]\n\"service.intermediate-care.places\" = 77\n\"scheme.more-beds.effects.open_places.places\" = 12\n";
    let scenario = loaded(&format!("{BASE}\n{values}")).expect("it is sound");
    let written =
        |path: &str| scenario.assumptions.iter().find(|assumption| assumption.path == path).map(|a| &*a.value);
    assert_eq!(written("service.intermediate-care.places"), Some("77"));
    assert_eq!(written("scheme.more-beds.effects.open_places.places"), Some("12"));
    let overrides = [("service.intermediate-care.places".to_owned(), 78.0)];
    let scenario = loaded_with(&format!("{BASE}\n{values}"), &overrides).expect("it is sound");
    let places = scenario.assumptions.iter().find(|a| a.path == "service.intermediate-care.places");
    assert_eq!(places.map(|a| &*a.value), Some("78"), "what is given for a run counts more");
    let bad = |case, by: &'static str, says: &'static [&'static str]| Bad { case, replace: "", by, append: "", says };
    check(&[
        bad(
            "a path that leads to nothing",
            "[values]\n\"service.intermediate-care.place\" = 5\n",
            &[
                r#"113:1 "\"service.intermediate-care.place\"" there is no quantity `service.intermediate-care.place` | not the path of a number in this scenario | help: did you mean `service.intermediate-care.places`?"#,
            ],
        ),
        bad(
            "a value that the quantity cannot have",
            "[values]\n\"service.intermediate-care.places\" = -5\n",
            &[
                r#"113:38 "-5" `service.intermediate-care.places` must not be negative | a number of places, 0 or more, or "unlimited""#,
            ],
        ),
        bad(
            "a text",
            "[values]\n\"service.intermediate-care.places\" = \"many\"\n",
            &[
                r#"113:38 "\"many\"" `values.service.intermediate-care.places` cannot be a text | expected a number: the path stands between quotation marks, "service.care.places" = 5"#,
            ],
        ),
    ]);
}

#[test]
fn a_number_is_one_in_every_form_in_which_a_scenario_may_write_it() {
    for (written, number) in [("7_400", 7_400.0), ("7400.5", 7_400.5), ("7.4e3", 7_400.0), ("0x1CE8", 7_400.0)] {
        let base = BASE.replace("hours_per_week = 7_400", &format!("hours_per_week = {written}"));
        let scenario = loaded(&format!("{base}{LEVERS}")).expect("a lever can set it");
        let hours = scenario.assumptions.iter().find(|one| one.path.ends_with("hours_per_week")).expect("it is logged");
        assert_eq!((hours.value.as_str(), hours.number), (written, Some(number)));
    }
    let dates = loaded(BASE).expect("it is sound").assumptions;
    assert!(dates.iter().any(|one| one.path.ends_with(".starts") && one.number.is_none()));
}
