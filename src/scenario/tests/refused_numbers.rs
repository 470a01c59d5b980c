//! Numbers, distributions and dates that are refused, and in which words.

use super::{Bad, check};

#[test]
fn numbers_that_cannot_be_are_refused() {
    check(&[
        Bad {
            case: "negative beds",
            replace: "value = 480, low = 450",
            by: "value = -480, low = -500",
            append: "",
            says: &[
                r#"30:18 "-480" `hospital.acute.beds` must not be negative | a number of beds, 0 or more, or "unlimited""#,
            ],
        },
        Bad {
            case: "half a bed",
            replace: "places = 90",
            by: "places = 90.5",
            append: "",
            says: &[
                r#"86:10 "90.5" `service.intermediate-care.places` must be a whole number | a number of places, 0 or more, or "unlimited""#,
            ],
        },
        Bad {
            case: "a share above one",
            replace: "on_bank_holidays = 0.25",
            by: "on_bank_holidays = 25",
            append: "",
            says: &[
                r#"24:20 "25" `transfers.on_bank_holidays` must be at most 1 | the probability of leaving on that day, 0 to 1 | help: is 25 meant as per cent? Write 0.25"#,
            ],
        },
        Bad {
            case: "not a number",
            replace: "budget = 1_500_000",
            by: "budget = nan",
            append: "",
            says: &[r#"98:10 "nan" `scheme.more-beds.budget` must be a finite number | pounds, 0 or more"#],
        },
        Bad {
            case: "an infinite number",
            replace: "budget = 1_500_000",
            by: "budget = inf",
            append: "",
            says: &[r#"98:10 "inf" `scheme.more-beds.budget` must be a finite number | pounds, 0 or more"#],
        },
        Bad {
            case: "a number beyond all measure",
            replace: "places = 90",
            by: "places = 9223372036854775807",
            append: "",
            says: &[
                r#"86:10 "9223372036854775807" `service.intermediate-care.places` must be at most 1000000 | a number of places, 0 or more, or "unlimited""#,
            ],
        },
        Bad {
            case: "the most negative number",
            replace: "places = 90",
            by: "places = -9223372036854775808",
            append: "",
            says: &[
                r#"86:10 "-9223372036854775808" `service.intermediate-care.places` must not be negative | a number of places, 0 or more, or "unlimited""#,
            ],
        },
        Bad {
            case: "a value outside its own range",
            replace: "value = 480, low = 450",
            by: "value = 440, low = 450",
            append: "",
            says: &[
                r#"30:18 "440" `hospital.acute.beds` is 440, outside its own range 450 to 510 | low <= value <= high"#,
            ],
        },
        Bad {
            case: "a range of text",
            replace: "value = 480, low = 450",
            by: r#"value = 480, low = "few""#,
            append: "",
            says: &[r#"30:29 "\"few\"" `hospital.acute.beds.low` cannot be a text | expected a finite number"#],
        },
        Bad {
            case: "evidence of an unknown kind",
            replace: r#"note = "those that patients"#,
            by: r#"evidence = "guessed", note = "those that patients"#,
            append: "",
            says: &[
                r#"30:57 "\"guessed\"" `hospital.acute.beds.evidence` cannot be `guessed` | one of `sourced`, `derived` or `assumed`"#,
            ],
        },
        Bad {
            case: "shares that do not sum to one",
            replace: "home-with-support = 0.60,",
            by: "home-with-support = 0.57,",
            append: "",
            says: &[
                r#"41:1 "pathways" the shares of `patient_group.complex.pathways` sum to 0.97, not 1 | 0.03 missing"#,
            ],
        },
        Bad {
            case: "shares that sum to more than one",
            replace: "home = 0.87",
            by: "home = 0.97",
            append: "",
            says: &[
                r#"81:1 "afterwards" the shares of `service.home-care.afterwards` sum to 1.1, not 1 | 0.1 too much"#,
            ],
        },
        Bad {
            case: "shares of nobody",
            replace: "afterwards = { home = 0.87, readmitted = 0.10, died = 0.03 }",
            by: "afterwards = {}",
            append: "",
            says: &[
                r#"81:1 "afterwards" `service.home-care.afterwards` shares out nobody | at least one share | help: write { name = share, … } with shares that sum to 1"#,
            ],
        },
        Bad {
            case: "a profile of the wrong length",
            replace: "[1, 1, 1, 1, 1, 0.4, 0.25]",
            by: "[1, 1, 1, 1, 0.4, 0.25]",
            append: "",
            says: &[r#"23:1 "by_weekday" `transfers.by_weekday` has 6 numbers, not 7 | seven numbers, Monday first"#],
        },
        Bad {
            case: "a negative weight in a profile",
            replace: "[1.04, 1.05,",
            by: "[1.04, -1.05,",
            append: "",
            says: &[
                r#"37:19 "-1.05" `patient_group.complex.by_month` must not be negative | a weight relative to the others, 0 or more"#,
            ],
        },
        Bad {
            case: "a range for a list",
            replace: "by_weekday = { value",
            by: "by_weekday = { low = 0, value",
            append: "",
            says: &[
                r#"23:1 "by_weekday" `transfers.by_weekday` cannot have `low` and `high` | these belong to a single number"#,
            ],
        },
    ]);
}

#[test]
fn distributions_that_cannot_be_are_refused() {
    check(&[
        Bad {
            case: "a distribution that does not exist",
            replace: "log_normal = { median_days = 9.5",
            by: "lognormal = { median_days = 9.5",
            append: "",
            says: &[
                r#"38:15 "lognormal" there is no distribution `lognormal` | one of `constant`, `exponential`, `gamma`, `log_normal`, `weibull`, `triangular`, `uniform` or `table` | help: did you mean `log_normal`?"#,
            ],
        },
        Bad {
            case: "two distributions at once",
            replace: "treatment = { log_normal",
            by: "treatment = { constant = { days = 1 }, log_normal",
            append: "",
            says: &[
                r#"38:1 "treatment" `patient_group.complex.treatment` needs exactly one kind of distribution | several are given | help: one of `constant`, `exponential`, `gamma`, `log_normal`, `weibull`, `triangular`, `uniform` or `table`"#,
            ],
        },
        Bad {
            case: "a negative mean",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ exponential = { mean_days = -12 } }",
            append: "",
            says: &[
                r#"40:74 "-12" `patient_group.complex.readmission.after.exponential.mean_days` must not be negative | a number of days, 0 to 36525"#,
            ],
        },
        Bad {
            case: "a mean of nothing",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ exponential = { mean_days = 0 } }",
            append: "",
            says: &[
                r#"40:46 "exponential" `patient_group.complex.readmission.after.exponential` cannot be this distribution | the mean (0) must be greater than 0: write a constant of 0 instead"#,
            ],
        },
        Bad {
            case: "a mean below the median of a log-normal",
            replace: "median_days = 9.5, mean_days = 14",
            by: "median_days = 9.5, mean_days = 4",
            append: "",
            says: &[
                r#"38:15 "log_normal" `patient_group.complex.treatment.log_normal` cannot be this distribution | the mean (4) must be greater than the median (9.5): a log-normal is skewed to the right"#,
            ],
        },
        Bad {
            case: "a combination that describes nothing",
            replace: "median_days = 9.5, mean_days = 14",
            by: "median_days = 9.5",
            append: "",
            says: &[
                r#"38:15 "log_normal" `patient_group.complex.treatment.log_normal` is not described by these numbers | takes { mean_days, median_days }, { mean_days, sd_days }, { mean_days, sigma }, { median_days, sigma }, { mu, sigma } or two quantiles such as { p10_days, p90_days }"#,
            ],
        },
        Bad {
            case: "an amount without a unit",
            replace: "median_days = 9.5, mean_days = 14",
            by: "median = 9.5, mean_days = 14",
            append: "",
            says: &[
                r#"38:30 "median" `patient_group.complex.treatment.log_normal` has no key `median` | unknown key | help: say the unit: `median_days` or `median_hours`"#,
            ],
        },
        Bad {
            case: "a misspelt parameter",
            replace: "median_days = 9.5, mean_days = 14",
            by: "medain_days = 9.5, mean_days = 14",
            append: "",
            says: &[
                r#"38:30 "medain_days" `patient_group.complex.treatment.log_normal` has no key `medain_days` | unknown key | help: did you mean `median_days`?"#,
            ],
        },
        Bad {
            case: "a triangle upside down",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ triangular = { low_days = 3, mode_days = 2, high_days = 1 } }",
            append: "",
            says: &[
                r#"40:46 "triangular" `patient_group.complex.readmission.after.triangular` cannot be this distribution | low (3) must not be greater than mode (2)"#,
            ],
        },
        Bad {
            case: "a table with more values than weights",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ table = { values_days = [1, 2, 3], weights = [1, 2] } }",
            append: "",
            says: &[
                r#"40:46 "table" `patient_group.complex.readmission.after.table` cannot be this distribution | a table of 3 values needs as many weights, not 2"#,
            ],
        },
        Bad {
            case: "a table without values",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ table = { weights = [1, 2] } }",
            append: "",
            says: &[
                r#"40:46 "table" `patient_group.complex.readmission.after.table` is not described by these numbers | takes { values_days, weights } or { edges_days, weights }"#,
            ],
        },
        Bad {
            case: "two equal quantiles",
            replace: "{ exponential = { mean_days = 12 } }",
            by: "{ log_normal = { p10_days = 5, p90_days = 5 } }",
            append: "",
            says: &[
                r#"40:46 "log_normal" `patient_group.complex.readmission.after.log_normal` cannot be this distribution | the value at the higher probability (5) must be greater than the one at the lower (5)"#,
            ],
        },
    ]);
}

#[test]
fn dates_and_hours_that_cannot_be_are_refused() {
    check(&[
        Bad {
            case: "a period that ends before it starts",
            replace: "end = 2026-12-31
warm",
            by: "end = 2025-12-31
warm",
            append: "",
            says: &[
                r#"13:7 "2025-12-31" the period ends on 2025-12-31, before it starts on 2026-01-01 | on `start` or later"#,
            ],
        },
        Bad {
            case: "a period of a thousand years",
            replace: "start = 2026-01-01",
            by: "start = 0000-01-01",
            append: "",
            says: &[r#"12:9 "0000-01-01" `period.start` is in the year 0 | a year from 1900 to 2200"#],
        },
        Bad {
            case: "a target outside the period",
            replace: "by = 2026-06-30",
            by: "by = 2027-06-30",
            append: "",
            says: &[
                r#"18:6 "2027-06-30" the target is for 2027-06-30, outside the period | the period is 2026-01-01 to 2026-12-31"#,
            ],
        },
        Bad {
            case: "a scheme that ends before it starts",
            replace: "ends = 2026-12-31",
            by: "ends = 2026-01-31",
            append: "",
            says: &[
                r#"97:8 "2026-01-31" `scheme.more-beds` ends on 2026-01-31, before it starts on 2026-02-01 | on `starts` or later"#,
            ],
        },
        Bad {
            case: "an effect outside its scheme",
            replace: "places = 30, ramp_days",
            by: "places = 30, from = 2026-01-01, ramp_days",
            append: "",
            says: &[
                r#"100:81 "2026-01-01" `scheme.more-beds.effects.open_places.from` is not within its scheme: 2026-01-01 | the scheme runs from 2026-02-01 to 2026-12-31"#,
            ],
        },
        Bad {
            case: "an effect that ends before it starts",
            replace: "places = 30, ramp_days",
            by: "places = 30, from = 2026-06-01, until = 2026-05-01, ramp_days",
            append: "",
            says: &[
                r#"100:101 "2026-05-01" `scheme.more-beds.effects.open_places` ends on 2026-05-01, before it starts on 2026-06-01 | on `from` or later"#,
            ],
        },
        Bad {
            case: "a bank holiday that is no day",
            replace: "adult_population = 530_000",
            by: "adult_population = 530_000
bank_holidays = [2026-02-30]",
            append: "",
            says: &[r#"10:18 "2026-02-30" invalid date | expected day between 01 and 28"#],
        },
        Bad {
            case: "an hour after midnight",
            replace: "to_hour = 17",
            by: "to_hour = 25",
            append: "",
            says: &[r#"73:11 "25" `team.social-work.to_hour` must be at most 24 | an hour of the day, 0 to 24"#],
        },
        Bad {
            case: "hours that end before they begin",
            replace: "from_hour = 9
",
            by: "from_hour = 19
",
            append: "",
            says: &[
                r#"73:11 "17" `team.social-work` ends at 17 before it begins at 19 | `from_hour` must be before `to_hour`"#,
            ],
        },
        Bad {
            case: "a weekday that no week has",
            replace: r#""thu", "fri"]"#,
            by: r#""thurs", "fri"]"#,
            append: "",
            says: &[
                r#"71:38 "\"thurs\"" `team.social-work.working_days` cannot have `thurs` | one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun` | help: did you mean `thu`?"#,
            ],
        },
    ]);
}
