//! `--uncertain` and `--posterior`: what they write and say, and what they refuse.

use std::path::Path;

use tempfile::TempDir;

use super::shards::assert_same;
use super::{TINY, assert_fails, dtoc, folder, names, said, told};

/// The tiny scenario with ranges for three of its numbers.
fn ranged() -> TempDir {
    let folder = folder();
    let text = TINY
        .replacen("admissions_per_day = 4", "admissions_per_day = { value = 4, low = 3, high = 6 }", 1)
        .replacen("places = 20", "places = { value = 20, low = 16, high = 24 }", 1)
        .replacen("mean_days = 12", "mean_days = { value = 12, low = 9, high = 15 }", 1);
    std::fs::write(folder.path().join("ranged.toml"), text).unwrap();
    folder
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn an_uncertain_run_splits_its_spread_and_writes_its_draws() {
    let folder = ranged();
    let output = dtoc(folder.path(), &["run", "ranged.toml", "--uncertain", "--replications", "200"]);
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
    let text = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "every simulated winter has its own draw of 3 assumptions from their low to high ranges",
        "Of the spread of the count on 20 January 2026 with “More places”, about ",
        "%) is chance and",
        "not knowing",
        "the count is lowest with “More places” in",
        "admissions per day of Older people (0.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("dtoc trace"), "a trace has the stated values");
    let written = folder.path().join("output/ranged");
    let splits = read(&written, "uncertainty.csv");
    // Two options with three quantities each, and three differences.
    assert_eq!(splits.lines().count(), 1 + 6 + 3, "{splits}");
    assert!(splits.contains("more-places,delayed_on_target_day.difference,"));
    let draws = read(&written, "draws.csv");
    assert!(draws.starts_with("draw,refused_before,patient_group.older.admissions_per_day,"), "{draws}");
    assert_eq!(draws.lines().count(), 201);
    assert_eq!(read(&written, "drawn.csv").lines().count(), 4);
    let report = read(&written, "report.html");
    for part in
        ["What is not known", "95% range of chance alone", "Every replication has its own draw of 3 assumptions"]
    {
        assert!(report.contains(part), "{part}");
    }
    let summary = read(&written, "summary.json");
    assert!(
        summary.contains("\"share_of_ignorance\"")
            && summary.contains("ranged.toml --replications 200 --uncertain --seed 1")
    );
    // Without the flag nothing of this is there.
    let plain = dtoc(folder.path(), &["run", "ranged.toml", "--replications", "20", "--out", "plain"]);
    assert!(plain.status.success());
    assert!(!names(&folder.path().join("plain")).iter().any(|name| name.starts_with("dra") || name.starts_with("unc")));
    assert!(!read(&folder.path().join("plain"), "report.html").contains("What is not known"));
}

#[test]
fn shards_and_a_resumed_run_have_the_draws_of_one_run() {
    let folder = ranged();
    let here = folder.path();
    let sample = "weight,patient_group.older.admissions_per_day\n1,3.5\n2,4.5\n1,5.5\n";
    std::fs::write(here.join("sample.csv"), sample).unwrap();
    let words = ["run", "ranged.toml", "--uncertain", "--posterior", "sample.csv", "--replications", "200"];
    let with = |more: &[&str]| dtoc(here, &[&words[..], more].concat());
    let one = with(&["--out", "all"]);
    assert!(one.status.success(), "{}", told(&one));
    std::fs::rename(here.join("all"), here.join("one")).unwrap();
    for shard in ["1/2", "2/2"] {
        assert!(with(&["--shard", shard, "--threads", "1"]).status.success());
    }
    // Merging needs neither the scenario nor the sample.
    std::fs::rename(here.join("ranged.toml"), here.join("away.toml")).unwrap();
    std::fs::remove_file(here.join("sample.csv")).unwrap();
    let parts = ["output/ranged.shard-1-of-2", "output/ranged.shard-2-of-2"];
    let merged = dtoc(here, &["merge", parts[0], parts[1], "--out", "all"]);
    assert!(merged.status.success(), "{}", told(&merged));
    assert_eq!(said(&merged), said(&one));
    assert_same(&here.join("one"), &here.join("all"));
    // A finished part that is resumed reads its draws back, and comes to the same.
    std::fs::rename(here.join("away.toml"), here.join("ranged.toml")).unwrap();
    std::fs::write(here.join("sample.csv"), sample).unwrap();
    let before = std::fs::read(here.join(parts[0]).join("tallies.dtoc")).unwrap();
    let again = with(&["--shard", "1/2", "--resume"]);
    assert!(again.status.success() && told(&again).contains("goes on after 128 of 128"), "{}", told(&again));
    assert_eq!(std::fs::read(here.join(parts[0]).join("tallies.dtoc")).unwrap(), before);
    // Parts with other draws, or with none, are of another run.
    std::fs::write(here.join("sample.csv"), sample.replace("5.5", "5.6")).unwrap();
    assert!(with(&["--shard", "2/2", "--out", "other"]).status.success());
    assert_fails(here, &["merge", parts[0], "other"], 1, &["way of assumptions", "with the checksum"]);
    let ordinary = ["run", "ranged.toml", "--replications", "200", "--shard", "2/2", "--out", "ordinary"];
    assert!(dtoc(here, &ordinary).status.success());
    assert_fails(here, &["merge", parts[0], "ordinary"], 1, &["way of assumptions `as stated`"]);
}

#[test]
fn what_cannot_be_drawn_is_refused_before_anything_runs() {
    let folder = ranged();
    let here = folder.path();
    assert_fails(
        here,
        &["run", "tiny.toml", "--uncertain"],
        1,
        &["no assumption of `tiny` has a range", "low = 20, high = 45"],
    );
    assert_fails(here, &["run", "ranged.toml", "--posterior", "none.csv"], 1, &["there is no file `none.csv`"]);
    let bad = "weight,service.care.place\n1,20\n-1,many\n1\n";
    std::fs::write(here.join("bad.csv"), bad).unwrap();
    assert_fails(
        here,
        &["run", "ranged.toml", "--posterior", "bad.csv"],
        1,
        &[
            "`bad.csv`, line 1: the scenario has no assumption `service.care.place`",
            "did you mean `service.care.places`?",
            "line 3: `many` is not a number (column `service.care.place`)",
            "line 4: 1 cells, where the heading has 2",
            "the command has 3 problems; nothing was run",
        ],
    );
    let text = read(here, "ranged.toml");
    let torn = text.replacen(
        "exponential = { mean_days = 5 }",
        "log_normal = { median_days = { value = 5, low = 5, high = 20 }, mean_days = { value = 6, low = 5, high = 7 } }",
        1,
    );
    std::fs::write(here.join("torn.toml"), torn).unwrap();
    let output = dtoc(here, &["run", "torn.toml", "--uncertain"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("of the first 200 draws") && told(&output).contains("median"), "{}", told(&output));
    assert!(!here.join("output").exists(), "nothing is written");
}

#[test]
fn a_comparison_says_that_not_knowing_is_in_it() {
    let folder = ranged();
    let words = ["compare", "ranged.toml", "--uncertain", "--cap", "192", "--indifference", "0.5"];
    let output = dtoc(folder.path(), &words);
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("every replication has its own draw of 3 assumptions, the same under every option"),
        "{text}"
    );
    let written = folder.path().join("output/ranged-compare");
    assert!(read(&written, "compare.csv").contains("more-places,share_of_draws_lowest,"));
    assert!(read(&written, "report.html").contains("What is not known was drawn anew for every replication"));
}
