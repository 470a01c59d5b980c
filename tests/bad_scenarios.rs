//! Scenarios that are refused: `dtoc check` names every problem with its line and column, and ends with exit code 1.
//!
//! Each case is an edit of `bad_scenarios/base.toml`. The marks « and » in the edit say which words the message must point at;
//! they are taken out again before the file is written.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

const BASE: &str = include_str!("bad_scenarios/base.toml");

/// A mistake somebody makes in a scenario file.
struct Mistake {
    name: &'static str,
    /// What stands in the file.
    of: &'static str,
    /// What is written in its place, with marks.
    by: &'static str,
    /// What the message says.
    says: &'static [&'static str],
}

const fn mistake(name: &'static str, of: &'static str, by: &'static str, says: &'static [&'static str]) -> Mistake {
    Mistake { name, of, by, says }
}

const MISTAKES: &[Mistake] = &[
    // Writing.
    mistake("a text that is not closed", r#""District hospital""#, r#""District hospital«"#, &["invalid basic string"]),
    mistake("a text without quotes", r#"kind = "acute""#, "kind = «acute»", &["must be quoted", "help: "]),
    mistake(
        "a list that is not closed",
        "\"fri\"]\nfrom_hour = 9",
        "\"fri\"\n«from_hour = 9",
        &["missing comma", "may not be closed"],
    ),
    mistake("a key given twice", "number = 0", "number = 0\n«number» = 1", &["duplicate key"]),
    mistake("a key without a value", "delayed_patients = 30", "delayed_patients =«", &["a key without a value"]),
    mistake("a header that is not closed", "[[hospital]]", "[[hospital]«", &["unclosed array table"]),
    // Names.
    mistake("a misspelt key", "beds = { value = 480", "«bedds» = { value = 480", &["bedds", "did you mean `beds`?"]),
    mistake("a misspelt part", "[target]", "[«tagret»]", &["tagret", "did you mean `target`?"]),
    mistake(
        "a misspelt hospital",
        r#"hospital = "acute""#,
        r#"hospital = «"acut"»"#,
        &["acut", "did you mean `acute`?"],
    ),
    mistake(
        "a misspelt service",
        r#"place = { service = "home-care" }"#,
        r#"place = { service = «"home-cares"» }"#,
        &["home-cares", "did you mean `home-care`?"],
    ),
    mistake(
        "a misspelt team",
        r#"{ team = "social-work", duration = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { choice"#,
        r#"{ team = «"social-wrk"», duration = { log_normal = { median_days = 1, mean_days = 2 } } } },
  { choice"#,
        &["social-wrk", "did you mean `social-work`?"],
    ),
    mistake(
        "a misspelt scheme",
        r#"schemes = ["more-beds"]"#,
        r#"schemes = [«"more-bed"»]"#,
        &["more-bed", "did you mean `more-beds`?"],
    ),
    mistake(
        "a misspelt pathway",
        "rehabilitation-bed = 0.12",
        "«rehabilitation-beds» = 0.12",
        &["rehabilitation-beds", "did you mean `rehabilitation-bed`?"],
    ),
    mistake(
        "a misspelt outcome of a stay",
        "readmitted = 0.10",
        "«readmited» = 0.10",
        &["readmited", "did you mean `readmitted`?"],
    ),
    mistake("a misspelt step", "{ choice = {", "{ «choise» = {", &["choise", "choice"]),
    mistake(
        "a misspelt effect",
        "{ open_places = {",
        "{ «open_place» = {",
        &["open_place", "did you mean `open_places`?"],
    ),
    mistake(
        "a misspelt distribution",
        "stay = { log_normal = { mean_days = 42",
        "stay = { «lognormal» = { mean_days = 42",
        &["lognormal", "log_normal"],
    ),
    mistake("an unknown kind of hospital", r#"kind = "acute""#, r#"kind = «"acut"»"#, &["acut", "acute"]),
    mistake("an unknown weekday", r#"["mon", "tue""#, r#"["mon", «"tues"»"#, &["tues", "tue"]),
    mistake("an unknown reason for delays", r#"reason = "E""#, r#"reason = «"X"»"#, &["reason"]),
    mistake(
        "two options with one id",
        "id = \"more-beds\"\ntitle = \"Open 30",
        "id = «\"as-it-is\"»\ntitle = \"Open 30",
        &["have the id `as-it-is`"],
    ),
    // Numbers.
    mistake(
        "negative beds",
        "value = 480, low = 450",
        "value = «-480», low = -500",
        &["must not be negative", "a number of beds, 0 or more"],
    ),
    mistake("half a bed", "places = 90", "places = «90.5»", &["must be a whole number"]),
    mistake(
        "per cent for a share",
        "on_bank_holidays = 0.25",
        "on_bank_holidays = «25»",
        &["must be at most 1", "Write 0.25"],
    ),
    mistake("not a number", "budget = 1_500_000", "budget = «nan»", &["must be a finite number"]),
    mistake("text for a number", "places = 90", "places = «\"ninety\"»", &["cannot be a text"]),
    mistake(
        "a value outside its own range",
        "value = 480, low = 450",
        "value = «440», low = 450",
        &["outside its own range 450 to 510"],
    ),
    mistake(
        "shares that do not sum to 1",
        "pathways = { home-as-before = 0.28, home-with-support = 0.60",
        "«pathways» = { home-as-before = 0.28, home-with-support = 0.57",
        &["sum to 0.97, not 1", "0.03 missing"],
    ),
    mistake(
        "a week of six days",
        "by_weekday = { value = [1, 1,",
        "«by_weekday» = { value = [1,",
        &["has 6 numbers, not 7"],
    ),
    mistake(
        "a stay with a negative mean",
        "exponential = { mean_days = 12 }",
        "exponential = { mean_days = «-12» }",
        &["mean_days", "negative"],
    ),
    // Dates.
    mistake("a date the calendar does not have", "by = 2026-06-30", "by = «2026-06-31»", &["invalid date"]),
    mistake("an end before the start", "end = 2026-12-31", "end = «2025-12-31»", &["end"]),
    mistake("a target after the period", "by = 2026-06-30", "by = «2027-06-30»", &["by"]),
    mistake("a scheme that ends before it starts", "ends = 2026-12-31", "ends = «2026-01-15»", &["ends"]),
    mistake("text for a date", "start = 2026-01-01", "start = «\"1 January\"»", &["cannot be a text"]),
];

/// `dtoc check` on a file with this text, in a folder of its own.
fn check(folder: &Path, text: &str) -> Output {
    std::fs::write(folder.join("bad.toml"), text).unwrap();
    Command::cargo_bin("dtoc").unwrap().current_dir(folder).args(["check", "bad.toml"]).output().unwrap()
}

/// The edited file, and the line and column that its message must point at.
fn edited(mistake: &Mistake) -> (String, usize, usize) {
    assert!(BASE.contains(mistake.of), "{}: the base has no `{}`", mistake.name, mistake.of);
    let marked = BASE.replacen(mistake.of, mistake.by, 1);
    let before = marked.split('«').next().unwrap();
    let (line, column) =
        (before.matches('\n').count() + 1, before.chars().rev().take_while(|&c| c != '\n').count() + 1);
    (marked.replace(['«', '»'], ""), line, column)
}

#[test]
fn every_mistake_is_refused_with_its_place_and_a_reason() {
    assert!(MISTAKES.len() >= 30);
    let folder = tempfile::tempdir().unwrap();
    let mut failures = Vec::new();
    for mistake in MISTAKES {
        let (text, line, column) = edited(mistake);
        let output = check(folder.path(), &text);
        let message = String::from_utf8(output.stderr).unwrap();
        let place = format!("--> bad.toml:{line}:{column}\n");
        let is_said = mistake.says.iter().all(|words| message.contains(words));
        let ends_well = message.contains("error: `bad.toml` has ") && !message.contains("panicked");
        if output.status.code() != Some(1)
            || !output.stdout.is_empty()
            || !message.contains(&place)
            || !is_said
            || !ends_well
        {
            failures.push(format!("{}: expected {place} {:?}, got\n{message}", mistake.name, mistake.says));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn all_problems_of_a_file_are_shown_at_once() {
    let text = BASE
        .replacen("places = 90", "places = -90", 1)
        .replacen(r#"kind = "acute""#, r#"kind = "cute""#, 1)
        .replacen("delayed_patients = 30", "delayed_patient = 30", 1)
        .replacen(r#"schemes = ["more-beds"]"#, r#"schemes = ["more-bed"]"#, 1)
        .replacen("home = 0.87", "home = 0.97", 1);
    let folder = tempfile::tempdir().unwrap();
    let message = String::from_utf8(check(folder.path(), &text).stderr).unwrap();
    for words in ["must not be negative", "cute", "delayed_patient", "did you mean `more-beds`?", "sum to 1.1, not 1"] {
        assert!(message.contains(words), "{words} is missing from\n{message}");
    }
}

#[test]
fn a_run_of_a_bad_scenario_shows_the_same_problems_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let checked = check(folder.path(), &BASE.replacen("places = 90", "places = -90", 1));
    let run =
        Command::cargo_bin("dtoc").unwrap().current_dir(folder.path()).args(["run", "bad.toml"]).output().unwrap();
    assert_eq!(run.status.code(), Some(1));
    let problem =
        |output: &Output| String::from_utf8_lossy(&output.stderr).split("\nerror: ").next().unwrap().to_owned();
    assert_eq!(problem(&run).trim(), problem(&checked).trim());
    assert!(String::from_utf8_lossy(&run.stderr).ends_with("`bad.toml` has 1 problem; nothing was run\n"));
    assert!(!folder.path().join("output").exists());
}

#[test]
fn the_base_of_these_cases_is_sound() {
    let folder = tempfile::tempdir().unwrap();
    let output = check(folder.path(), BASE);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with("bad.toml: sound – 2 options, 2 services, 365 days from 1 January 2026")
    );
}
