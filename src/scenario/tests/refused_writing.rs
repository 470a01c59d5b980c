//! Texts, keys and kinds of value that are refused, and in which words.

use super::{Bad, check};

#[test]
fn every_syntax_error_of_a_text_is_found() {
    check(&[
        Bad {
            case: "a value that is not closed",
            replace: r#"title = "District hospital""#,
            by: r#"title = "District hospital"#,
            append: "",
            says: &[
                r#"28:27 "" invalid basic string | expected `"` | help: a text ends on its line, with the double quote it begins with"#,
            ],
        },
        Bad {
            case: "two syntax errors at once",
            replace: r#"kind = "acute"
beds"#,
            by: "kind = acute
beds = = 3
beds_kept_for_emergencies",
            append: "",
            says: &[
                r#"29:8 "acute" string values must be quoted | no quotation marks | help: write texts between double quotes: "…""#,
                r#"30:8 "=" extra `=` | "#,
            ],
        },
        Bad {
            case: "a list that is not closed",
            replace: r#"working_days = ["mon", "tue", "wed", "thu", "fri"]"#,
            by: r#"working_days = ["mon", "tue", "wed", "thu", "fri""#,
            append: "",
            says: &[
                r#"72:1 "" missing comma between array elements | expected `,` | help: the list or text that begins on line 71 may not be closed"#,
            ],
        },
        Bad {
            case: "a key given twice",
            replace: "number = 0
",
            by: "number = 0
number = 1
",
            append: "",
            says: &[r#"49:1 "number" duplicate key | used before | help: each key may be given once in its table"#],
        },
        Bad {
            case: "a key without a value",
            replace: "delayed_patients = 30",
            by: "delayed_patients =",
            append: "",
            says: &[r#"17:19 "" a key without a value | expected a value"#],
        },
        Bad {
            case: "a syntax error beside a wrong value",
            replace: "delayed_patients = 30",
            by: "delayed_patients = -30
by 2026",
            append: "",
            says: &[
                r#"17:20 "-30" `target.delayed_patients` must not be negative | a number of patients, 0 or more"#,
                r#"18:4 "" key with no value | expected `=`"#,
            ],
        },
        Bad {
            case: "a date that the calendar does not have",
            replace: "by = 2026-06-30",
            by: "by = 2026-06-31",
            append: "",
            says: &[r#"18:6 "2026-06-31" invalid date | expected day between 01 and 30"#],
        },
        Bad {
            case: "a list of several lines that is not closed",
            replace: r#"  { place = { service = "home-care" } },
]"#,
            by: r#"  { place = { service = "home-care" } },
"#,
            append: "",
            says: &[
                r#"59:1 "" missing comma between array elements | expected `,` | help: the list or text that begins on line 53 may not be closed"#,
            ],
        },
        Bad {
            case: "a text of several lines that is not closed",
            replace: r#"eleven months?""""#,
            by: "eleven months?",
            append: "",
            says: &[
                r#"6:15 "\"\"\"" a text of several lines does not end | begins here | help: the list or text that begins on line 6 may not be closed"#,
            ],
        },
        Bad {
            case: "a header that is not closed",
            replace: "[[hospital]]",
            by: "[[hospital]",
            append: "",
            says: &[r#"26:12 "" unclosed array table | expected `]`"#],
        },
        Bad {
            case: "a table in a list that is not closed",
            replace: r#"{ place = { service = "home-care" } },"#,
            by: r#"{ place = { service = "home-care" },"#,
            append: "",
            says: &[
                r#"56:1 "" invalid inline table element | expected key | help: the list or text that begins on line 53 may not be closed"#,
            ],
        },
    ]);
}

#[test]
fn unknown_and_missing_keys_are_refused_with_the_nearest_name() {
    check(&[
        Bad {
            case: "a misspelt key of a hospital",
            replace: r#"title = "District hospital""#,
            by: r#"titel = "District hospital""#,
            append: "",
            says: &[r#"28:1 "titel" `hospital.acute` has no key `titel` | unknown key | help: did you mean `title`?"#],
        },
        Bad {
            case: "a misspelt table",
            replace: "[[hospital]]",
            by: "[[hospitals]]",
            append: "",
            says: &[
                r#"26:3 "hospitals" a scenario has no key `hospitals` | unknown key | help: did you mean `hospital`?"#,
                r#"35:12 "\"acute\"" there is no hospital `acute` | no hospital has this id | help: the scenario has no hospital"#,
            ],
        },
        Bad {
            case: "a key that resembles nothing",
            replace: r#"kind = "acute""#,
            by: r#"kind = "acute"
wards = 12"#,
            append: "",
            says: &[
                r#"30:1 "wards" `hospital.acute` has no key `wards` | unknown key | help: the keys are `id`, `title`, `kind`, `beds`, `when_full` and `beds_kept_for_emergencies`"#,
            ],
        },
        Bad {
            case: "a key that is needed and absent",
            replace: r#"kind = "acute"
"#,
            by: "",
            append: "",
            says: &[r#"26:1 "[[hospital]]" `hospital.acute` needs `kind` | add `kind`: `acute` or `community`"#],
        },
        Bad {
            case: "a needed key that is misspelt",
            replace: "delayed_patients = 30",
            by: "delayed_patient = 30",
            append: "",
            says: &[
                r#"17:1 "delayed_patient" `target` has no key `delayed_patient` | unknown key | help: did you mean `delayed_patients`?"#,
            ],
        },
        Bad {
            case: "one bracket where two are needed",
            replace: "[[hospital]]",
            by: "[hospital]",
            append: "",
            says: &[
                r#"26:2 "hospital" `hospital` cannot be a table | expected a list of tables | help: write `[[hospital]]` with two brackets, once for each of them"#,
            ],
        },
        Bad {
            case: "two brackets where one is needed",
            replace: "[target]",
            by: "[[target]]",
            append: "",
            says: &[
                r#"16:1 "[[target]]" `target` cannot be a list | expected a table, as { key = value } | help: write `[target]` with one bracket, once"#,
            ],
        },
        Bad {
            case: "no title",
            replace: r#"title = "First scenario: 30 more intermediate care beds"
"#,
            by: "",
            append: "",
            says: &[r#"5:1 "description" the scenario needs `title` | add `title`: a line that says what it is about"#],
        },
        Bad {
            case: "no period",
            replace: "[period]
start = 2026-01-01
end = 2026-12-31
warm_up_days = 180",
            by: "[transfers_of_the_past]
from_hour = 1",
            append: "",
            says: &[
                r#"5:1 "title" the scenario needs `period` | add `period`: a table with `start` and `end`"#,
                r#"11:2 "transfers_of_the_past" a scenario has no key `transfers_of_the_past` | unknown key | help: the keys are `title`, `description`, `extends`, `caveats`, `period`, `target`, `hospital`, `workforce`, `team`, `panel`, `service`, `transfers`, `pathway`, `patient_group`, `prices`, `bank_holidays`, `adult_population`, `scheme`, `option`, `opening`, `historical_option`, `reference_option`, `observed`, `verification`, `lever`, `plan` and `values`"#,
            ],
        },
        Bad {
            case: "an unknown key beside a value with evidence",
            replace: "value = 480, low",
            by: "value = 480, lowest = 4, low",
            append: "",
            says: &[
                r#"30:23 "lowest" `hospital.acute.beds` has no key `lowest` | unknown key | help: the keys are `value`, `low`, `high`, `source`, `note` and `evidence`"#,
            ],
        },
        Bad {
            case: "a misspelt key inside a step",
            replace: r#"duration = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { place = { service = "home-care""#,
            by: r#"durations = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { place = { service = "home-care""#,
            append: "",
            says: &[
                r#"54:42 "durations" `pathway.home-with-support.steps.assessment` has no key `durations` | unknown key | help: did you mean `duration`?"#,
            ],
        },
    ]);
}

#[test]
fn values_of_the_wrong_kind_are_refused() {
    check(&[
        Bad {
            case: "a text for a number",
            replace: "places = 90",
            by: r#"places = "90""#,
            append: "",
            says: &[
                r#"86:10 "\"90\"" `service.intermediate-care.places` cannot be a text | expected a number of places, 0 or more, or "unlimited" | help: write the number without quotation marks"#,
            ],
        },
        Bad {
            case: "a number for a text",
            replace: r#"title = "District hospital""#,
            by: "title = 7",
            append: "",
            says: &[r#"28:9 "7" `hospital.acute.title` cannot be a number | expected a text between double quotes"#],
        },
        Bad {
            case: "a table without a value for a number",
            replace: "places = 90",
            by: "places = { low = 80, high = 100 }",
            append: "",
            says: &[
                r#"86:1 "places" `service.intermediate-care.places` cannot be a table | expected a number of places | help: write a number of places bare, or with its evidence: { value = …, low = …, high = …, source = "…" }"#,
            ],
        },
        Bad {
            case: "a date between quotation marks",
            replace: "by = 2026-06-30",
            by: r#"by = "2026-06-30""#,
            append: "",
            says: &[
                r#"18:6 "\"2026-06-30\"" `target.by` cannot be a text | expected a date, as 2015-11-23 | help: write the date without quotation marks"#,
            ],
        },
        Bad {
            case: "a time of day for a date",
            replace: "by = 2026-06-30",
            by: "by = 2026-06-30T12:00:00",
            append: "",
            says: &[
                r#"18:6 "2026-06-30T12:00:00" `target.by` is not a date of the calendar | expected a date, as 2015-11-23"#,
            ],
        },
        Bad {
            case: "a number for a distribution",
            replace: r#"stay = { log_normal = { mean_days = 42, sigma = 0.6 }, source = "assumed: up to six weeks of reablement" }"#,
            by: "stay = 42",
            append: "",
            says: &[
                r#"80:8 "42" `service.home-care.stay` cannot be a number | expected a distribution | help: for always the same time write { constant = { days = 42 } }"#,
            ],
        },
        Bad {
            case: "a word that is not one of those allowed",
            replace: r#"kind = "acute""#,
            by: r#"kind = "acut""#,
            append: "",
            says: &[
                r#"29:8 "\"acut\"" `hospital.acute.kind` cannot be `acut` | one of `acute` or `community` | help: did you mean `acute`?"#,
            ],
        },
        Bad {
            case: "a text for a list",
            replace: r#"schemes = ["more-beds"]"#,
            by: r#"schemes = "more-beds""#,
            append: "",
            says: &[
                r#"110:11 "\"more-beds\"" `option.more-beds.schemes` cannot be a text | expected a list of texts, as ["…", "…"]"#,
            ],
        },
        Bad {
            case: "numbers in a list of texts",
            replace: r#"schemes = ["more-beds"]"#,
            by: "schemes = [1]",
            append: "",
            says: &[
                r#"110:12 "1" `option.more-beds.schemes` cannot be a number | expected a text between double quotes"#,
            ],
        },
        Bad {
            case: "a flag that is neither true nor false",
            replace: "from_hour = 9",
            by: r#"works_bank_holidays = "no"
from_hour = 9"#,
            append: "",
            says: &[
                r#"72:23 "\"no\"" `team.social-work.works_bank_holidays` cannot be a text | expected `true` or `false`"#,
            ],
        },
    ]);
}
