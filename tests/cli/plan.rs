//! `dtoc plan`: what is printed and written, what is refused, and that a search goes on where it was.

use super::{TINY, assert_fails, dtoc, folder, names, said, told};

const LEVERS: &str = r#"
[plan]
option = "more-places"

[[lever]]
id = "places"
title = "Places of care"
quantity = "service.care.places"
least = 14
most = 32
step = 2
unit_price = 5_000

[[lever]]
id = "scheme"
title = "Places of the scheme"
quantity = "scheme.more.effects.open_places.places"
least = 0
most = 10
step = 5
unit_price = 3_000
"#;

/// A folder with the tiny scenario and levers for it.
pub fn with_levers() -> tempfile::TempDir {
    let folder = folder();
    std::fs::write(folder.path().join("levers.toml"), format!("{TINY}{LEVERS}")).unwrap();
    folder
}

const QUICK: [&str; 4] = ["--replications", "16", "--cap", "64"];

fn words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["plan", "levers.toml"][..], &QUICK, more].concat()
}

#[test]
fn the_cheapest_mix_is_printed_and_written_as_an_option_that_runs() {
    let folder = with_levers();
    let output = dtoc(folder.path(), &words(&["--probability", "0.5"]));
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output);
    let sentences = text.replace('\n', " ");
    assert!(
        sentences.contains("The cheapest mix that brings delayed transfers down to 3 by 20 January 2026"),
        "{text}"
    );
    assert!(sentences.contains("64 fresh replications, which the search had not seen"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let written = folder.path().join("output/levers-plan");
    assert_eq!(names(&written), ["charts", "plan.toml", "points.csv", "report.html", "summary.json"]);
    assert_eq!(names(&written.join("charts")), ["frontier.png", "frontier.svg"]);
    let file = std::fs::read_to_string(written.join("plan.toml")).unwrap();
    assert!(file.contains("extends = \"../../levers.toml\"\n"), "{file}");
    assert_eq!(dtoc(folder.path(), &["check", "output/levers-plan/plan.toml"]).status.code(), Some(0));
    let run = dtoc(folder.path(), &["run", "output/levers-plan/plan.toml", "--replications", "4"]);
    assert!(run.status.success(), "{}", told(&run));
    let assumptions = std::fs::read_to_string(folder.path().join("output/plan/assumptions.csv")).unwrap();
    let summary = std::fs::read_to_string(written.join("summary.json")).unwrap();
    let summary: serde_json::Value = serde_json::from_str(&summary).unwrap();
    assert_eq!(summary["is_plan"], true);
    let places = summary["levers"][0]["value"].as_f64().unwrap();
    assert!(assumptions.contains(&format!("service.care.places,{places},")), "{places}: {assumptions}");
    let points = std::fs::read_to_string(written.join("points.csv")).unwrap();
    assert_eq!(points.lines().count(), 1 + summary["points"].as_u64().unwrap() as usize);
    assert_eq!(points.lines().filter(|line| line.ends_with(",true")).count(), 1, "one best point");

    let again = dtoc(folder.path(), &words(&["--probability", "0.5"]));
    assert!(again.status.success(), "an earlier output is replaced: {}", told(&again));
    assert_eq!(said(&again), text);
}

#[test]
fn where_nothing_is_good_enough_the_best_for_the_money_is_said() {
    let folder = with_levers();
    let output = dtoc(folder.path(), &words(&["--probability", "0.999", "--budget", "80_000"]));
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output).replace('\n', " ");
    assert!(text.contains("No mix of the levers for £80k or less brings delayed transfers down to 3"), "{text}");
    assert!(text.contains("The lowest count that can be had for £80k or less is with"), "{text}");
    assert!(text.contains("Those who remain wait most for:"), "{text}");
    let output = dtoc(folder.path(), &words(&["--goal", "cost", "--delayed-day-price", "300"]));
    assert!(said(&output).replace('\n', " ").contains("With £300 for a delayed day, the cheapest mix is"));
    let output = dtoc(folder.path(), &words(&["--goal", "mean", "--at-most", "6", "--over-period"]));
    let text = said(&output).replace('\n', " ");
    assert!(text.contains("keeps the mean number of delayed transfers over the period at 6 or fewer"), "{text}");
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads() {
    let folder = with_levers();
    for threads in ["1", "3"] {
        let output = dtoc(folder.path(), &words(&["--threads", threads, "--out", threads]));
        assert!(output.status.success(), "{}", told(&output));
    }
    for file in ["points.csv", "summary.json", "report.html", "plan.toml", "charts/frontier.png"] {
        let bytes = |threads: &str| std::fs::read(folder.path().join(threads).join(file)).unwrap();
        assert!(bytes("1") == bytes("3"), "{file}");
    }
}

#[cfg(unix)]
#[test]
fn a_search_that_is_stopped_goes_on_with_resume_to_the_same_bytes() {
    let folder = with_levers();
    let long = ["plan", "levers.toml", "--replications", "256", "--cap", "2048"];
    let whole = dtoc(folder.path(), &[&long[..], &["--out", "whole"]].concat());
    assert!(whole.status.success(), "{}", told(&whole));
    let binary = assert_cmd::cargo::cargo_bin("dtoc");
    let mut child = std::process::Command::new(binary)
        .current_dir(folder.path())
        .args(long)
        .args(["--out", "parts"])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let kept = folder.path().join("parts.unfinished/evaluations.dtoc");
    while std::fs::metadata(&kept).map_or(0, |kept| kept.len()) < 20_000 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let _ = child.kill();
    child.wait().unwrap();
    let resumed = dtoc(folder.path(), &[&long[..], &["--out", "parts", "--resume"]].concat());
    assert!(resumed.status.success(), "{}", told(&resumed));
    for file in ["points.csv", "summary.json", "report.html", "plan.toml"] {
        let bytes = |place: &str| std::fs::read(folder.path().join(place).join(file)).unwrap();
        assert!(bytes("whole") == bytes("parts"), "{file}");
    }
    assert_eq!(
        names(&folder.path().join("parts")),
        ["charts", "plan.toml", "points.csv", "report.html", "summary.json"]
    );
}

#[test]
fn what_cannot_be_planned_is_refused_before_anything_runs() {
    let folder = with_levers();
    let folder = folder.path();
    assert_fails(folder, &["plan", "tiny.toml"], 1, &["the scenario `tiny` has no levers", "[[lever]]"]);
    let without = format!("{TINY}{LEVERS}").replace("[plan]\noption = \"more-places\"", "");
    std::fs::write(folder.join("nowhere.toml"), without).unwrap();
    assert_fails(folder, &["plan", "nowhere.toml"], 1, &["does not say what its levers act in", "--option ID"]);
    let missing = ["--option", "more-place"];
    assert_fails(folder, &words(&missing), 1, &["no option `more-place`", "did you mean `more-places`?"]);
    let says = ["the lever `scheme` sets a number of the scheme `more`, which the option `as-it-is` does not have"];
    assert_fails(folder, &words(&["--option", "as-it-is"]), 1, &says);
    let says = ["--probability has no meaning with this goal", "--goal probability"];
    assert_fails(folder, &words(&["--goal", "mean", "--probability", "0.5"]), 1, &says);
    assert_fails(folder, &words(&["--delayed-day-price", "5"]), 1, &["it belongs to --goal cost"]);
    assert_fails(folder, &words(&["--goal", "cost", "--at-most", "5"]), 1, &["--at-most has no meaning"]);
    assert_fails(folder, &words(&["--goal", "cost"]), 1, &["no price for a delayed day", "--delayed-day-price"]);
    let fewer = ["plan", "levers.toml", "--replications", "64", "--cap", "32"];
    assert_fails(folder, &fewer, 1, &["--cap 32 is less than --replications 64"]);
    assert_fails(folder, &words(&["--probability", "80"]), 2, &["above 0 and below 1"]);
    assert_fails(folder, &words(&["--budget", "-1"]), 2, &["write a number, 0 or more"]);
    let negative = format!("{TINY}{LEVERS}").replace("least = 14", "least = -4");
    std::fs::write(folder.join("negative.toml"), negative).unwrap();
    let output = dtoc(folder, &["plan", "negative.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let message = told(&output);
    for part in ["must not be negative", "values given for this run", "with the levers set like this"] {
        assert!(message.contains(part), "{message}");
    }
    let dangling = format!("{TINY}{LEVERS}").replace("service.care.places", "service.care.place");
    std::fs::write(folder.join("dangling.toml"), dangling).unwrap();
    let output = dtoc(folder, &["plan", "dangling.toml"]);
    assert!(told(&output).contains("did you mean `service.care.places`?"), "{}", told(&output));
    assert!(!folder.join("output").exists());
}

#[test]
fn another_file_in_the_folder_is_never_lost() {
    let folder = with_levers();
    assert!(dtoc(folder.path(), &words(&[])).status.success());
    std::fs::write(folder.path().join("output/levers-plan/mine.toml"), "title = \"Mine\"").unwrap();
    assert_fails(folder.path(), &words(&[]), 1, &["mine.toml` is not of dtoc, and would be lost"]);
}
