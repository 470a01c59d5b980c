//! `[[verification]]`: what is read, and what is refused.

use super::super::{Condition, Gauge, Statistic};
use super::{BASE, Bad, check, loaded};
use crate::model::{Measure, Outcome};

const CASE: &str = r#"
[[verification]]
id = "thirty-more"
title = "Thirty more beds"
option = "more-beds"
source = "a sum done by hand"
values = { "service.home-care.hours_per_week" = 8_000, "hospital.acute.beds" = 500 }
replications = 40
confidence = 0.95
expected = [
  { measure = "delayed", mean = 31.5 },
  { measure = ["service.home-care.queue", "service.intermediate-care.queue"], on = 2026-03-01, mean = 9, half_width = 0.5 },
  { measure = "delayed", standard_deviation = 4 },
  { measure = "days_to_discharge.rehabilitation-bed", above = 28, share = 0.25, source = "another sum" },
  { measure = "hospital.acute.occupied_beds", equal_to = 9, among_at_most = 10, share = 0.5 },
  { measure = "turned_away", at_most = 3, share = 1 },
]
"#;

#[test]
fn a_case_says_for_which_values_which_numbers_are_known() {
    let scenario = loaded(&format!("{BASE}{CASE}")).expect("it is sound");
    let [case] = scenario.verifications.as_slice() else { panic!("one case") };
    assert_eq!((case.id.as_str(), case.title.as_str()), ("thirty-more", "Thirty more beds"));
    assert_eq!((case.option, case.replications, case.confidence), (1, 40, 0.95));
    let values = [("service.home-care.hours_per_week".to_owned(), 8_000.0), ("hospital.acute.beds".to_owned(), 500.0)];
    assert_eq!(case.values, values);
    let expected = &case.expected;
    assert_eq!(expected.len(), 6);
    assert_eq!(
        (expected[0].gauges.as_slice(), expected[0].statistic),
        (&[Gauge::Daily(Measure::Delayed)][..], Statistic::Mean)
    );
    assert_eq!(
        (expected[0].value, expected[0].half_width, expected[0].source.as_str()),
        (31.5, 0.0, "a sum done by hand")
    );
    let queues = [Gauge::Daily(Measure::Queue(0)), Gauge::Daily(Measure::Queue(1))];
    assert_eq!((expected[1].gauges.as_slice(), expected[1].on, expected[1].half_width), (&queues[..], Some(59), 0.5));
    assert_eq!(expected[2].statistic, Statistic::StandardDeviation);
    assert_eq!(expected[3].gauges, [Gauge::DaysToDischarge(Some(2))]);
    assert_eq!(expected[3].source, "another sum");
    let share = Statistic::Share { of: Condition::EqualTo(9.0), among_at_most: Some(10.0) };
    assert_eq!((expected[4].statistic, expected[4].value), (share, 0.5));
    assert_eq!(expected[5].gauges, [Gauge::Outcome(Outcome::TurnedAway)]);
    // What is expected is no assumption of the scenario.
    assert!(scenario.assumptions.iter().all(|assumption| !assumption.path.starts_with("verification")));
}

#[test]
fn cases_that_cannot_be_compared_are_refused() {
    let bad = |case, expected: &'static str, says: &'static [&'static str]| Bad {
        case,
        replace: "",
        by: expected,
        append: "",
        says,
    };
    check(&[
        bad(
            "nothing is expected",
            "[[verification]]\nid = \"case\"\n",
            &[
                r#"112:1 "[[verification]]" `verification.case` needs `expected` | add `expected`: a list of what is known, as [{ measure = "delayed", mean = 31.9 }]"#,
            ],
        ),
        bad(
            "an empty list of expectations",
            "[[verification]]\nid = \"case\"\nexpected = []",
            &[r#"114:12 "[]" `verification.case` expects nothing | at least one number"#],
        ),
        bad(
            "a sum of nothing",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = [], mean = 3 }]",
            &[r#"114:25 "[]" `verification.case.expected.1` measures nothing | the name of at least one measure"#],
        ),
        bad(
            "a measure that does not exist",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayd\", mean = 3 }]",
            &[r#"114:25 "\"delayd\"" there is no measure `delayd` | not measured | help: did you mean `delayed`?"#],
        ),
        bad(
            "two statistics at once",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayed\", mean = 3, standard_deviation = 2 }]",
            &[
                r#"114:67 "2" `verification.case.expected.1` says twice what is expected | only one of `mean`, `standard_deviation` or `share`"#,
            ],
        ),
        bad(
            "no statistic",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayed\" }]",
            &[
                r#"114:13 "{ measure = \"delayed\" }" `verification.case.expected.1` does not say what is expected | add `mean`, `standard_deviation` or `share`"#,
            ],
        ),
        bad(
            "a share of unknown values",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayed\", share = 0.2 }]",
            &[
                r#"114:13 "{ measure = \"delayed\", share = 0.2 }" `verification.case.expected.1` does not say of which values it is the share | add `above`, `at_most` or `equal_to`"#,
            ],
        ),
        bad(
            "a condition on a mean",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayed\", mean = 2, above = 3 }]",
            &[
                r#"114:46 "above" `verification.case.expected.1` has a condition but no share | does not belong here | help: write share = …"#,
            ],
        ),
        bad(
            "a day outside the period",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"delayed\", mean = 2, on = 2031-01-01 }]",
            &[r#"114:51 "2031-01-01" 2031-01-01 lies outside the period | a day of the period"#],
        ),
        bad(
            "an outcome on a day",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = \"turned_away\", mean = 2, on = 2026-02-01 }]",
            &[
                r#"114:55 "2026-02-01" only daily counts have a value on a day | take this out, or measure a daily count"#,
            ],
        ),
        bad(
            "times that are added",
            "[[verification]]\nid = \"case\"\nexpected = [{ measure = [\"days_to_discharge\", \"delayed\"], mean = 2 }]",
            &[
                r#"114:25 "[\"days_to_discharge\", \"delayed\"]" these measures cannot be added | daily counts only, or columns of replications.csv only"#,
            ],
        ),
        bad(
            "a value that is no number",
            "[[verification]]\nid = \"case\"\nvalues = { service = { places = 3 } }\nexpected = [{ measure = \"delayed\", mean = 2 }]",
            &[
                r#"114:12 "service" `verification.case.values.service` cannot be a table | expected a number: the path stands between quotation marks, "service.care.places" = 5"#,
            ],
        ),
        bad(
            "one replication",
            "[[verification]]\nid = \"case\"\nreplications = 1\nexpected = [{ measure = \"delayed\", mean = 2 }]",
            &[
                r#"114:16 "1" `verification.case.replications` must be at least 2 | a number of replications: a whole number, 2 to 1000000"#,
            ],
        ),
    ]);
}
