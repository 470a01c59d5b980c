//! Schemes, options, opening censuses and extended scenarios that are refused, and in which words.

use super::{Bad, check};

#[test]
fn schemes_that_cannot_work_are_refused() {
    check(&[
        Bad {
            case: "an effect of an unknown kind",
            replace: "open_places",
            by: "open_place",
            append: "",
            says: &[
                r#"100:14 "open_place" an effect cannot be `open_place` | unknown kind | help: did you mean `open_places`?"#,
            ],
        },
        Bad {
            case: "an effect on a service that does not exist",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ close_places = { service = "care", places = 3 } }]"#,
            append: "",
            says: &[
                r#"100:41 "\"care\"" there is no service `care` | no service has this id | help: there are `home-care` and `intermediate-care`"#,
            ],
        },
        Bad {
            case: "hours bought of a service without hours",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ buy_care_hours = { service = "intermediate-care", hours_per_week = 300 } }]"#,
            append: "",
            says: &[
                r#"100:43 "\"intermediate-care\"" `scheme.more-beds.effects.buy_care_hours` buys hours of a service that is not measured in hours | has no `hours_per_person_week` | help: give the service `hours_per_person_week`, or use `open_places`"#,
            ],
        },
        Bad {
            case: "a step shortened that does not exist",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ shorten_step = { pathway = "rehabilitation-bed", step = "asessment", factor = 0.5 } }]"#,
            append: "",
            says: &[
                r#"100:70 "\"asessment\"" there is no step `asessment` | no step has this id | help: did you mean `assessment`?"#,
            ],
        },
        Bad {
            case: "a step shortened that has no duration",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ shorten_step = { pathway = "rehabilitation-bed", step = "place", factor = 0.5 } }]"#,
            append: "",
            says: &[
                r#"100:70 "\"place\"" `scheme.more-beds.effects.shorten_step` shortens a step that has no duration | waits for a panel or a place | help: assessments and delays have a duration; for a place open more places"#,
            ],
        },
        Bad {
            case: "weekends of nobody",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ work_weekends = { days = ["sat"] } }]"#,
            append: "",
            says: &[
                r#"100:14 "work_weekends" `scheme.more-beds.effects.work_weekends` needs exactly one of those who work weekends | either `team`, `panel` or `pathway`"#,
            ],
        },
        Bad {
            case: "admissions changed by nothing",
            replace: r#"effects = [{ open_places = { service = "intermediate-care", places = 30, ramp_days = 21 } }]"#,
            by: r#"effects = [{ change_admissions = { group = "complex" } }]"#,
            append: "",
            says: &[
                r#"100:14 "change_admissions" `scheme.more-beds.effects.change_admissions` changes nothing | add `factor` or `growth_per_year`"#,
            ],
        },
        Bad {
            case: "a negative budget",
            replace: "budget = 1_500_000",
            by: "budget = -1",
            append: "",
            says: &[r#"98:10 "-1" `scheme.more-beds.budget` must not be negative | pounds, 0 or more"#],
        },
        Bad {
            case: "when spent in other words",
            replace: r#""stop-new-starts""#,
            by: r#""stop""#,
            append: "",
            says: &[
                r#"99:14 "\"stop\"" `scheme.more-beds.when_spent` cannot be `stop` | one of `stop-new-starts` or `overspend`"#,
            ],
        },
        Bad {
            case: "no options",
            replace: r#"[[option]]
id = "as-it-is"
title = "Leave everything as it is"
schemes = []

[[option]]
id = "more-beds"
title = "Open 30 more beds"
schemes = ["more-beds"]
"#,
            by: "",
            append: "",
            says: &[
                r#"5:1 "title" a scenario needs at least one [[option]] | add an [[option]] | help: an option without schemes leaves everything as it is: id = "as-it-is", schemes = []"#,
            ],
        },
    ]);
}

#[test]
fn an_opening_census_that_cannot_be_is_refused() {
    check(&[
        Bad {
            case: "an opening census after a warm-up",
            replace: "",
            by: r#"[opening]
in_treatment = [{ group = "complex", patients = 280 }]
"#,
            append: "",
            says: &[
                r#"112:2 "opening" a scenario starts either with a warm-up or with an opening census | `period.warm_up_days` is given too | help: take out one of the two"#,
            ],
        },
        Bad {
            case: "more patients than beds",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
in_treatment = [{ group = "complex", patients = 400 }]
waiting = [{ group = "complex", pathway = "home-with-support", patients = 81 }]
"#,
            says: &[
                r#"111:2 "opening" the opening census has 481 patients in the 480 beds of `acute` | more than there is room for | help: count those in treatment, those waiting there and those in a service in its beds"#,
            ],
        },
        Bad {
            case: "more people than places",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
in_service = [{ service = "intermediate-care", patients = 91 }]
"#,
            says: &[
                r#"111:2 "opening" the opening census has 91 patients in the 90 places of `intermediate-care` | more than there is room for | help: count those in treatment, those waiting there and those in a service in its beds"#,
            ],
        },
        Bad {
            case: "patients waiting at a step that does not exist",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
waiting = [{ group = "complex", pathway = "home-with-support", step = "plce", patients = 8 }]
"#,
            says: &[r#"112:71 "\"plce\"" there is no step `plce` | no step has this id | help: did you mean `place`?"#],
        },
        Bad {
            case: "patients waiting on a pathway without steps",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
waiting = [{ group = "complex", pathway = "home-as-before", patients = 8 }]
"#,
            says: &[
                r#"112:43 "\"home-as-before\"" `opening.waiting.complex-home-as-before` waits on a pathway that has no steps | nobody waits on it"#,
            ],
        },
        Bad {
            case: "patients waiting nowhere",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
waiting = [{ group = "complex", pathway = "home-with-support", at = "acut", patients = 8 }]
"#,
            says: &[
                r#"112:69 "\"acut\"" there is no hospital or service `acut` | `home`, or the id of a hospital or service | help: did you mean `acute`?"#,
            ],
        },
        Bad {
            case: "an emergency group on the waiting list",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: r#"[opening]
waiting_list = [{ group = "complex", patients = 8 }]
"#,
            says: &[
                r#"112:27 "\"complex\"" `opening.waiting_list.complex` has patients of a group that cannot be there | not an elective group"#,
            ],
        },
    ]);
}

#[test]
fn a_scenario_that_cannot_be_extended_is_refused() {
    check(&[
        Bad {
            case: "a scenario that extends nothing there is",
            replace: "adult_population = 530_000",
            by: r#"extends = "first-scenari""#,
            append: "",
            says: &[
                r#"9:11 "\"first-scenari\"" `first-scenari` cannot be extended | no file `first-scenari` | help: did you mean `first-scenario`?"#,
            ],
        },
        Bad {
            case: "a scenario that extends a number",
            replace: "adult_population = 530_000",
            by: "extends = 3",
            append: "",
            says: &[
                r#"9:11 "3" `extends` cannot be a number | expected the name of a scenario, between double quotes"#,
            ],
        },
        Bad {
            case: "a scenario that extends itself",
            replace: "adult_population = 530_000",
            by: r#"extends = "my.toml""#,
            append: "",
            says: &[r#"9:11 "\"my.toml\"" `my.toml` cannot be extended: it comes back to itself | a circle"#],
        },
    ]);
}

#[test]
fn what_is_probably_not_meant_is_warned_of() {
    check(&[
        Bad {
            case: "a scheme outside the period",
            replace: "starts = 2026-02-01
ends = 2026-12-31",
            by: "starts = 2027-02-01
ends = 2027-12-31",
            append: "",
            says: &[
                r#"97:8 "2027-12-31" `scheme.more-beds` lies outside the period and changes nothing | the period is 2026-01-01 to 2026-12-31"#,
            ],
        },
        Bad {
            case: "a pathway that nobody is on",
            replace: r#"id = "home-as-before"
number = 0
"#,
            by: r#"id = "home-as-before"
number = 0

[[pathway]]
id = "spare"
number = 0
"#,
            append: "",
            says: &[r#"50:1 "[[pathway]]" `pathway.spare` is not used | nobody is on it"#],
        },
        Bad {
            case: "a scheme in no option",
            replace: r#"schemes = ["more-beds"]"#,
            by: "schemes = []",
            append: "",
            says: &[r#"93:1 "[[scheme]]" `scheme.more-beds` is not used | no option has it"#],
        },
        Bad {
            case: "an empty beginning",
            replace: "warm_up_days = 180 # simulated from an empty system before the first day, and not counted
",
            by: "",
            append: "",
            says: &[
                r#"11:2 "period" the simulation starts with empty beds and services | neither a warm-up nor an opening census | help: add `warm_up_days`, or an [opening] census of who is there on the first morning"#,
            ],
        },
    ]);
}
