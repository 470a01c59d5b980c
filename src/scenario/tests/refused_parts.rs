//! Names and parts of the care system that are refused, and in which words.

use super::{BASE, Bad, check, loaded, said};
use crate::model::parameters::{MOST_PARTS, MOST_STEPS};

#[test]
fn names_of_nothing_are_refused_with_the_nearest_one() {
    check(&[
        Bad {
            case: "a hospital that does not exist",
            replace: r#"hospital = "acute""#,
            by: r#"hospital = "acue""#,
            append: "",
            says: &[
                r#"35:12 "\"acue\"" there is no hospital `acue` | no hospital has this id | help: did you mean `acute`?"#,
            ],
        },
        Bad {
            case: "a pathway that does not exist",
            replace: "home-as-before = 0.28",
            by: "home-as-befor = 0.28",
            append: "",
            says: &[
                r#"41:14 "home-as-befor" there is no pathway `home-as-befor` | no pathway has this id | help: did you mean `home-as-before`?"#,
            ],
        },
        Bad {
            case: "a team that does not exist",
            replace: r#"team = "social-work", duration = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { place = { service = "home-care""#,
            by: r#"team = "therapists", duration = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { place = { service = "home-care""#,
            append: "",
            says: &[
                r#"54:27 "\"therapists\"" there is no team `therapists` | no team has this id | help: the only team is `social-work`"#,
            ],
        },
        Bad {
            case: "a service that does not exist",
            replace: r#"place = { service = "intermediate-care" }"#,
            by: r#"place = { service = "intermediate-cre" }"#,
            append: "",
            says: &[
                r#"64:25 "\"intermediate-cre\"" there is no service `intermediate-cre` | no service has this id | help: did you mean `intermediate-care`?"#,
            ],
        },
        Bad {
            case: "a scheme that does not exist",
            replace: r#"schemes = ["more-beds"]"#,
            by: r#"schemes = ["fewer-beds"]"#,
            append: "",
            says: &[
                r#"110:12 "\"fewer-beds\"" there is no scheme `fewer-beds` | no scheme has this id | help: did you mean `more-beds`?"#,
            ],
        },
        Bad {
            case: "a scheme twice in an option",
            replace: r#"schemes = ["more-beds"]"#,
            by: r#"schemes = ["more-beds", "more-beds"]"#,
            append: "",
            says: &[r#"110:25 "\"more-beds\"" `option.more-beds` has the scheme `more-beds` twice | each scheme once"#],
        },
        Bad {
            case: "what follows a stay does not exist",
            replace: "afterwards = { home = 0.87,",
            by: "afterwards = { hom = 0.87,",
            append: "",
            says: &[
                r#"81:16 "hom" there is no pathway or service `hom` | `home`, `died`, `readmitted`, or the id of a pathway or service | help: did you mean `home`?"#,
            ],
        },
        Bad {
            case: "two parts with one id",
            replace: r#"id = "rehabilitation-bed"
number"#,
            by: r#"id = "home-as-before"
number"#,
            append: "",
            says: &[
                r#"41:63 "rehabilitation-bed" there is no pathway `rehabilitation-bed` | no pathway has this id | help: there are `home-as-before`, `home-with-support` and `home-as-before`"#,
                r#"59:6 "\"home-as-before\"" two [[pathway]] have the id `home-as-before` | used before | help: every id is used once among its kind"#,
            ],
        },
        Bad {
            case: "an id that cannot be an id",
            replace: r#"id = "social-work""#,
            by: r#"id = "social.work""#,
            append: "",
            says: &[
                r#"54:27 "\"social-work\"" there is no team `social-work` | no team has this id | help: did you mean `social.work`?"#,
                r#"62:27 "\"social-work\"" there is no team `social-work` | no team has this id | help: did you mean `social.work`?"#,
                r#"68:6 "\"social.work\"" `social.work` cannot be an id | letters, digits, hyphens and underscores"#,
            ],
        },
        Bad {
            case: "an option to compare with that does not exist",
            replace: "adult_population = 530_000",
            by: r#"adult_population = 530_000
reference_option = "do-nothing""#,
            append: "",
            says: &[
                r#"10:20 "\"do-nothing\"" there is no option `do-nothing` | no option has this id | help: there are `as-it-is` and `more-beds`"#,
            ],
        },
        Bad {
            case: "a historical option that does not exist",
            replace: "adult_population = 530_000",
            by: r#"adult_population = 530_000
historical_option = "as-it-was""#,
            append: "",
            says: &[
                r#"10:21 "\"as-it-was\"" there is no option `as-it-was` | no option has this id | help: did you mean `as-it-is`?"#,
            ],
        },
        Bad {
            case: "an observed measure that does not exist",
            replace: "",
            by: r#"[[observed]]
measure = "delayd"
points = [{ date = 2026-01-01, value = 3 }]
"#,
            append: "",
            says: &[
                r#"113:11 "\"delayd\"" there is no measure `delayd` | not a daily count | help: did you mean `delayed`?"#,
            ],
        },
        Bad {
            case: "a reason that no code says",
            replace: r#"reason = "C""#,
            by: r#"reason = "Z""#,
            append: "",
            says: &[
                r#"91:10 "\"Z\"" there is no reason for delay `Z` | one of `A`, `B`, `C`, `D(i)`, `D(ii)`, `E`, `F`, `G`, `H` or `I`"#,
            ],
        },
        Bad {
            case: "a reason in other letters",
            replace: r#"reason = "C""#,
            by: r#"reason = "d(ii)""#,
            append: "",
            says: &[
                r#"91:10 "\"d(ii)\"" there is no reason for delay `d(ii)` | one of `A`, `B`, `C`, `D(i)`, `D(ii)`, `E`, `F`, `G`, `H` or `I` | help: did you mean `D(ii)`?"#,
            ],
        },
        Bad {
            case: "a place without a reason",
            replace: r#"reason = "C""#,
            by: "",
            append: "",
            says: &[
                r#"64:5 "place" `pathway.rehabilitation-bed.steps.place` needs `reason` | add `reason`: the official reason for the delay, "A" to "I", here or for its service"#,
            ],
        },
        Bad {
            case: "a pathway named like an outcome",
            replace: r#"id = "home-as-before""#,
            by: r#"id = "home""#,
            append: "",
            says: &[
                r#"41:14 "home-as-before" there is no pathway `home-as-before` | no pathway has this id | help: there are `home`, `home-with-support` and `rehabilitation-bed`"#,
                r#"47:6 "\"home\"" a pathway cannot have the id `home` | this word has a meaning of its own in tables of shares"#,
            ],
        },
    ]);
}

#[test]
fn parts_that_contradict_themselves_are_refused() {
    check(&[
        Bad {
            case: "more beds kept than there are",
            replace: "beds = { value = 480,",
            by: "beds_kept_for_emergencies = 500
beds = { value = 480,",
            append: "",
            says: &[
                r#"30:29 "500" `hospital.acute` keeps 500 beds for emergencies, but has 480 | at most the number of beds"#,
            ],
        },
        Bad {
            case: "an emergency group without a hospital",
            replace: r#"hospital = "acute"
"#,
            by: "",
            append: "",
            says: &[
                r#"32:1 "[[patient_group]]" `patient_group.complex` needs `hospital` | add `hospital`: the id of a hospital"#,
            ],
        },
        Bad {
            case: "a community group with a hospital",
            replace: r#"hospital = "acute"
"#,
            by: r#"hospital = "acute"
referral = "community"
"#,
            append: "",
            says: &[
                r#"35:1 "hospital" `patient_group.complex` is a community group and has no hospital | does not belong here | help: patients of a community group are referred at home; for others write referral = "emergency" or "elective""#,
                r#"37:1 "admissions_per_day" `patient_group.complex` has no `admissions_per_day` | does not belong here | help: write `referrals_per_day`: patients of a hospital are admitted, those of a community group are referred"#,
                r#"39:1 "treatment" `patient_group.complex` is a community group and has no treatment | does not belong here | help: a community group goes straight to its pathway"#,
            ],
        },
        Bad {
            case: "a priority out of range",
            replace: "number = 0
",
            by: "number = 0
priority = 9
",
            append: "",
            says: &[
                r#"49:12 "9" `pathway.home-as-before.priority` must be at most 8 | a rank, 1 served first: a whole number, 1 to 8"#,
            ],
        },
        Bad {
            case: "a pathway of number four",
            replace: "number = 0
",
            by: "number = 4
",
            append: "",
            says: &[
                r#"48:10 "4" `pathway.home-as-before.number` must be at most 3 | the national number of the pathway, 0 to 3"#,
            ],
        },
        Bad {
            case: "a pathway without steps",
            replace: "number = 0
",
            by: "number = 1
",
            append: "",
            says: &[
                r#"46:1 "[[pathway]]" `pathway.home-as-before` has no steps | at least one step | help: only patients on pathway 0 leave without waiting for anything"#,
            ],
        },
        Bad {
            case: "a step of an unknown kind",
            replace: "{ choice = {",
            by: "{ choise = {",
            append: "",
            says: &[r#"63:5 "choise" a step cannot be `choise` | unknown kind | help: did you mean `choice`?"#],
        },
        Bad {
            case: "a step of two kinds",
            replace: "{ choice = {",
            by: r#"{ panel = { panel = "x" }, choice = {"#,
            append: "",
            says: &[
                r#"63:3 "{ panel = { panel = \"x\" }, choice = { probability = 0.15, delay = { exponential = { mean_days = 9 } } } }" a step needs exactly one kind | several in one pair of braces | help: write { kind = { … } }, the kind one of `assessment`, `panel`, `equipment`, `choice`, `dispute`, `housing`, `sourcing`, `delay` or `place`"#,
            ],
        },
        Bad {
            case: "two steps with one id",
            replace: r#"{ place = { service = "intermediate-care" } }"#,
            by: r#"{ place = { id = "choice", service = "intermediate-care" } }, { delay = { id = "choice", reason = "G", delay = { constant = { days = 1 } } } }"#,
            append: "",
            says: &[
                r#"64:82 "\"choice\"" `pathway.rehabilitation-bed` has two steps `choice` | an id is used once in a pathway"#,
            ],
        },
        Bad {
            case: "a delay without a reason",
            replace: "{ choice = { probability",
            by: "{ delay = { probability",
            append: "",
            says: &[
                r#"63:5 "delay" `pathway.rehabilitation-bed.steps.delay` needs `reason` | add `reason`: the official reason for the delay, "A" to "I""#,
            ],
        },
        Bad {
            case: "attributions that do not sum to one",
            replace: "{ choice = { probability",
            by: "{ choice = { attribution = { nhs = 0.5, both = 0.4 }, probability",
            append: "",
            says: &[
                r#"63:16 "attribution" the shares of `pathway.rehabilitation-bed.steps.choice.attribution` sum to 0.9, not 1 | `nhs`, `social_care` and `both` share out every delay"#,
            ],
        },
        Bad {
            case: "too many alternatives",
            replace: r#"place = { service = "home-care" }"#,
            by: r#"place = { service = "home-care", alternatives = [{ service = "intermediate-care" }, { service = "home-care" }, { service = "intermediate-care" }, { service = "intermediate-care" }] }"#,
            append: "",
            says: &[
                r#"55:53 "[{ service = \"intermediate-care\" }, { service = \"home-care\" }, { service = \"intermediate-care\" }, { service = \"intermediate-care\" }]" `pathway.home-with-support.steps.place` has 4 alternatives | at most 3"#,
                r#"55:101 "\"home-care\"" `pathway.home-with-support.steps.place` names a service twice | an alternative is another service"#,
                r#"55:128 "\"intermediate-care\"" `pathway.home-with-support.steps.place` names a service twice | an alternative is another service"#,
                r#"55:163 "\"intermediate-care\"" `pathway.home-with-support.steps.place` names a service twice | an alternative is another service"#,
            ],
        },
        Bad {
            case: "a service that says twice where its places are",
            replace: "places = 90",
            by: r#"places = 90
hospital = "acute""#,
            append: "",
            says: &[
                r#"87:12 "\"acute\"" `service.intermediate-care` says twice where its places are | either `places` or `hospital`"#,
                r#"101:40 "\"intermediate-care\"" `scheme.more-beds.effects.open_places` cannot change the places of this service | its places are the beds of a hospital | help: open or close beds of that hospital instead"#,
            ],
        },
        Bad {
            case: "a service without places",
            replace: "places = 90
",
            by: "",
            append: "",
            says: &[
                r#"84:1 "[[service]]" `service.intermediate-care` has no places | add `places`, or `hospital` where it uses a hospital's beds, or `hours_per_week` where it is measured in care hours"#,
            ],
        },
        Bad {
            case: "care hours for nobody",
            replace: r#"hours_per_person_week = { value = 14, low = 7, high = 21, source = "assumed: the first weeks after hospital" }
"#,
            by: "",
            append: "",
            says: &[
                r#"75:1 "[[service]]" `service.home-care` needs `hours_per_person_week` | add `hours_per_person_week`: the hours a week that one person needs"#,
            ],
        },
        Bad {
            case: "hours of staff without a workforce",
            replace: "places = 90
",
            by: "places = 90
hours_per_place_week = 20
",
            append: "",
            says: &[
                r#"87:1 "hours_per_place_week" `service.intermediate-care` has `hours_per_place_week` but nobody to staff it | does not belong here | help: hours count only where a workforce delivers them: add `staffed_by`"#,
            ],
        },
        Bad {
            case: "more people than posts",
            replace: "",
            by: r#"[[workforce]]
id = "carers"
funded_posts = 10
in_post = 12
turnover_per_year = 0.3
"#,
            append: "",
            says: &[r#"115:11 "12" `workforce.carers` has 12 people in 10 funded posts | at most `funded_posts`"#],
        },
        Bad {
            case: "a turnover of six hundred per cent",
            replace: "",
            by: r#"[[workforce]]
id = "carers"
funded_posts = 10
turnover_per_year = 30
"#,
            append: "",
            says: &[
                r#"115:21 "30" `workforce.carers.turnover_per_year` must be at most 5 | leavers a year as a share of those in post, 0 to 5 | help: is 30 meant as per cent? Write 0.3"#,
            ],
        },
        Bad {
            case: "a panel that never sits",
            replace: "",
            by: r#"[[panel]]
id = "funding"
sits_on = []
"#,
            append: "",
            says: &[r#"114:11 "[]" `panel.funding` never sits | at least one weekday"#],
        },
        Bad {
            case: "a loss of readiness without renewed treatment",
            replace: ", renewed_treatment = { exponential = { mean_days = 5 } }",
            by: "",
            append: "",
            says: &[
                r#"39:1 "while_waiting" `patient_group.complex.while_waiting` needs `renewed_treatment` | add `renewed_treatment`: how long those who lose readiness are treated again"#,
            ],
        },
    ]);
}

/// What is said about the base text with so many panels.
fn said_of_panels(panels: usize) -> Vec<String> {
    let panel = |at| format!("[[panel]]\nid = \"panel-{at}\"\nsits_on = [\"mon\"]\n");
    let text = format!("{BASE}\n{}", (0..panels).map(panel).collect::<String>());
    let Err(problems) = loaded(&text) else { return Vec::new() };
    problems.iter().map(|problem| said(&problems, problem)).collect()
}

#[test]
fn no_kind_of_part_has_more_parts_than_can_be_simulated() {
    assert_eq!(said_of_panels(MOST_PARTS), Vec::<String>::new());
    let line = BASE.lines().count() + 2 + 3 * MOST_PARTS;
    assert_eq!(
        said_of_panels(MOST_PARTS + 1),
        [format!(
            "{line}:1 \"[[panel]]\" a scenario has 5000 [[panel]] at most, not 5001 | one more than can be simulated"
        )]
    );
}

/// What is said about the base text with a pathway of so many steps.
fn said_of_steps(steps: usize) -> Vec<String> {
    let step = |at| format!("{{ housing = {{ id = \"step-{at}\", delay = {{ constant = {{ days = 1 }} }} }} }},");
    let steps: String = (0..steps).map(step).collect();
    let text = format!("{BASE}\n[[pathway]]\nid = \"long\"\nnumber = 1\nsteps = [{steps}]\n");
    let Err(problems) = loaded(&text) else { return Vec::new() };
    problems.iter().map(|problem| problem.headline.clone()).collect()
}

#[test]
fn no_pathway_has_more_steps_than_can_be_simulated() {
    assert_eq!(said_of_steps(MOST_STEPS), Vec::<String>::new());
    assert_eq!(said_of_steps(MOST_STEPS + 1), ["`pathway.long` has 250 steps at most, not 251"]);
}
