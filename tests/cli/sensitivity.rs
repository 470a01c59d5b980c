//! `dtoc sensitivity`.

use std::process::Stdio;

use super::{TINY, assert_fails, dtoc, folder, names, said, told};

/// The tiny scenario with ranges.
fn ranged() -> String {
    TINY.replace("places = 20", "places = { value = 20, low = 14, high = 26, source = \"a visit\" }")
        .replace("admissions_per_day = 4", "admissions_per_day = { value = 4, low = 3, high = 5 }")
        .replace(
            "{ well = 0.5, bed = 0.5 }",
            "{ well = { value = 0.5, low = 0.3, high = 0.7 }, bed = { value = 0.5, low = 0.3, high = 0.7 } }",
        )
}

const SMALL: [&str; 4] = ["--replications", "12", "--trajectories", "10"];

#[test]
fn it_says_what_the_answer_hangs_on_and_writes_report_data_and_charts() {
    let folder = folder();
    std::fs::write(folder.path().join("ranged.toml"), ranged()).unwrap();
    let output = dtoc(folder.path(), &[&["sensitivity", "ranged.toml"][..], &SMALL].concat());
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
    let text = said(&output);
    for part in ["Tiny\n", "As the scenario states them all", "4 assumptions", "sensitivity.csv"] {
        assert!(text.contains(part), "{part:?}: {text}");
    }
    let written = folder.path().join("output/ranged-sensitivity");
    assert_eq!(names(&written), ["charts", "report.html", "sensitivity.csv", "summary.json"]);
    let charts = names(&written.join("charts"));
    assert!(
        charts.contains(&"tornado-count.png".into()) && charts.contains(&"elementary-effects.svg".into()),
        "{charts:?}"
    );
    let mut reader = csv::Reader::from_path(written.join("sensitivity.csv")).unwrap();
    let columns = reader.headers().unwrap().len();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.len() == columns));
    let summary: serde_json::Value =
        serde_json::from_slice(&std::fs::read(written.join("summary.json")).unwrap()).unwrap();
    assert_eq!(summary["preferred"], "more-places");
    assert_eq!(summary["assumptions"].as_array().unwrap().len(), 4);
    let page = std::fs::read_to_string(written.join("report.html")).unwrap();
    assert!(page.contains("Places of Care") && page.contains("14, 20, 26"));
    assert!(page.contains("a visit") && page.contains("Morris, Technometrics"), "the sources are there");
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads_and_of_a_search_that_was_interrupted() {
    let folder = folder();
    let here = folder.path();
    std::fs::write(here.join("ranged.toml"), ranged()).unwrap();
    let words = |threads: &'static str, out: &'static str| {
        let first = ["sensitivity", "ranged.toml", "--replications", "40", "--trajectories", "10"];
        [&first[..], &["--threads", threads, "--out", out]].concat()
    };
    for (threads, out) in [("1", "one"), ("2", "two")] {
        assert!(dtoc(here, &words(threads, out)).status.success());
    }
    let kept = || std::fs::metadata(here.join("three.unfinished/evaluations.dtoc")).map_or(0, |file| file.len());
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dtoc"))
        .current_dir(here)
        .args(words("1", "three"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while kept() < 1_000 && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let resumed = dtoc(here, &[&words("2", "three")[..], &["--resume"]].concat());
    assert!(resumed.status.success(), "{}", told(&resumed));
    assert!(told(&resumed).contains("goes on after"), "{}", told(&resumed));
    for file in ["sensitivity.csv", "summary.json", "report.html", "charts/tornado-lead.png"] {
        let bytes = |out: &str| std::fs::read(here.join(out).join(file)).unwrap();
        assert!(bytes("one") == bytes("two"), "threads: {file}");
        assert!(bytes("one") == bytes("three"), "resumed: {file}");
    }
}

#[test]
fn what_cannot_be_examined_is_refused_before_anything_runs() {
    let folder = folder();
    let folder = folder.path();
    let says = ["no assumption of the scenario `tiny` has a range", "help: write how far a number may lie"];
    assert_fails(folder, &["sensitivity", "tiny.toml"], 1, &says);
    std::fs::write(folder.join("ranged.toml"), ranged()).unwrap();
    let refused = |words: &[&str], code: i32, says: &[&str]| {
        assert_fails(folder, &[&["sensitivity", "ranged.toml"][..], words].concat(), code, says);
    };
    refused(&["--option", "as-it-was"], 1, &["no option `as-it-was`"]);
    refused(&["--reference", "as-it-was"], 1, &["no option `as-it-was`"]);
    refused(&["--replications", "1"], 2, &["write a whole number from 2 to 10000"]);
    refused(&["--replications", "10001"], 2, &["write a whole number from 2 to 10000"]);
    refused(&["--trajectories", "9"], 2, &["write a whole number from 10 to 1000, or 0 for none"]);
    refused(&["--probability", "1"], 2, &["write a probability above 0 and below 1"]);
    refused(&["--probability", "half"], 2, &["write a probability above 0 and below 1"]);
    refused(&["--by", "cost"], 2, &["delayed-days"]);
    assert_eq!(names(folder), ["ranged.toml", "tiny.toml"]);
}

#[test]
fn one_option_has_no_rival_and_no_trajectories_no_plane() {
    let folder = folder();
    std::fs::write(folder.path().join("ranged.toml"), ranged()).unwrap();
    let words = ["sensitivity", "ranged.toml", "--option", "as-it-is", "--replications", "12", "--trajectories", "0"];
    let output = dtoc(folder.path(), &words);
    assert!(output.status.success(), "{}", told(&output));
    assert!(!said(&output).contains("Lead"), "{}", said(&output));
    let charts = names(&folder.path().join("output/ranged-sensitivity/charts"));
    assert_eq!(charts, ["tornado-count.png", "tornado-count.svg"]);
}

#[test]
fn the_command_names_a_reference_only_where_one_was_compared_with() {
    let folder = folder();
    std::fs::write(folder.path().join("ranged.toml"), ranged()).unwrap();
    let page = |words: &[&str]| {
        let words =
            [&["sensitivity", "ranged.toml", "--option", "more-places", "--trajectories", "0"][..], words].concat();
        let output = dtoc(folder.path(), &[&words[..], &["--replications", "4"]].concat());
        assert!(output.status.success(), "{}", told(&output));
        std::fs::read_to_string(folder.path().join("output/ranged-sensitivity/report.html")).unwrap()
    };
    assert!(!page(&[]).contains("--reference"));
    assert!(page(&["--reference", "as-it-is"]).contains("--reference as-it-is"));
}
