//! `dtoc calibrate`: what is written, what is refused before anything runs, and that neither threads nor an interruption change it.

use std::path::Path;

use super::{assert_fails, dtoc, folder, names, said, told};

/// The tiny scenario with ranges to fit.
pub fn ranged(folder: &Path) {
    let text = super::TINY
        .replace("admissions_per_day = 4", "admissions_per_day = { value = 4, low = 2, high = 7 }")
        .replace("places = 20", "places = { value = 20, low = 10, high = 30, source = \"assumed\" }")
        .replace("beds = 40", "beds = { value = 40, low = 39, high = 41 }");
    std::fs::write(folder.join("tiny.toml"), text).unwrap();
    let observed = "measure,period,date,value,error,qualifier,source\n\
                    delayed,day,2026-01-05,6,1,,\"ward list, by hand\"\n\
                    delayed,week,2026-01-12,9.5,1,about,\n\
                    service.care.occupied,day,2026-01-20,20,1,,\n\
                    hospital.acute.in_treatment,day,2026-01-20,18,2,at least,\n\
                    delayed,month,2026-01,8,1,,\n";
    std::fs::write(folder.join("observed.csv"), observed).unwrap();
}

pub const WORDS: [&str; 12] = [
    "calibrate",
    "tiny.toml",
    "--option",
    "as-it-is",
    "--observed",
    "observed.csv",
    "--waves",
    "2",
    "--points",
    "60",
    "--draws",
    "80",
];

/// Everything that a folder holds, by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = names(folder).into_iter().filter(|name| name != "charts");
    let charts = names(&folder.join("charts")).into_iter().map(|name| format!("charts/{name}"));
    files.chain(charts).map(|name| (name.clone(), std::fs::read(folder.join(name)).unwrap())).collect()
}

#[test]
fn a_calibration_writes_a_scenario_that_runs_and_the_same_bytes_on_any_number_of_threads() {
    let folder = folder();
    let here = folder.path();
    ranged(here);
    let one = dtoc(here, &[&WORDS[..], &["--threads", "1", "--out", "one"]].concat());
    assert!(one.status.success(), "{}", told(&one));
    assert!(told(&one).contains("one observation is not wholly inside the period of the scenario, and left out"));
    let text = said(&one).replace('\n', " ");
    assert!(text.contains("the 80 % range of the predictions holds "), "{text}");
    assert!(text.contains("Places of Care") && text.contains("2 to 7"), "{text}");
    assert_eq!(
        names(&here.join("one")),
        ["calibrated.toml", "charts", "daily.csv", "observations.csv", "posterior.csv", "report.html", "summary.json"]
    );
    let two = dtoc(here, &[&WORDS[..], &["--threads", "2", "--out", "two"]].concat());
    assert!(two.status.success(), "{}", told(&two));
    assert_eq!(said(&two).replace("two/", "one/"), said(&one));
    for ((name, first), (_, second)) in contents(&here.join("one")).iter().zip(contents(&here.join("two"))) {
        assert!(*first == second, "{name} differs");
    }

    let posterior = std::fs::read_to_string(here.join("one/posterior.csv")).unwrap();
    let header = posterior.lines().next().unwrap();
    assert!(
        header.contains("service.care.places") && header.contains("patient_group.older.admissions_per_day"),
        "{header}"
    );
    assert_eq!(posterior.lines().count(), 81);
    let fitted = std::fs::read_to_string(here.join("one/calibrated.toml")).unwrap();
    assert!(fitted.starts_with("extends = \"../tiny.toml\"\ntitle = \"Tiny (calibrated)\"\n"), "{fitted}");
    assert!(
        fitted.contains("derived: the likeliest of what fits 4 observations, by dtoc calibrate, seed 1"),
        "{fitted}"
    );
    let run = dtoc(here, &["run", "one/calibrated.toml", "--replications", "3", "--out", "run"]);
    assert!(run.status.success(), "{}", told(&run));
    let page = std::fs::read_to_string(here.join("one/report.html")).unwrap();
    assert!(page.contains("ward list, by hand") && page.contains("hospital.acute.beds"), "{page}");

    let again = dtoc(here, &[&WORDS[..], &["--out", "one"]].concat());
    assert!(again.status.success(), "an earlier output is replaced: {}", told(&again));
}

#[test]
fn named_quantities_are_fitted_and_no_others() {
    let folder = folder();
    ranged(folder.path());
    let output = dtoc(folder.path(), &[&WORDS[..], &["--fit", "service.care.places", "--prior", "pert"]].concat());
    assert!(output.status.success(), "{}", told(&output));
    let posterior = std::fs::read_to_string(folder.path().join("output/tiny-calibrate/posterior.csv")).unwrap();
    assert_eq!(posterior.lines().next(), Some("service.care.places"));
}

#[test]
fn the_official_statistics_are_read_as_they_are_published() {
    let folder = folder();
    let here = folder.path();
    ranged(here);
    let longer = std::fs::read_to_string(here.join("tiny.toml")).unwrap().replace("2026-01-21", "2026-02-28");
    std::fs::write(here.join("longer.toml"), longer).unwrap();
    std::fs::write(
        here.join("official.csv"),
        "month,days_in_month,delayed_days_total,delayed_days_acute,C_further_nonacute_NHS\n2025-12,31,300,300,\n2026-01,31,310,310,155\n\
         2026-02,28,252,252,140\n",
    )
    .unwrap();
    let words = [
        "calibrate",
        "longer.toml",
        "--option",
        "as-it-is",
        "--observed",
        "official.csv",
        "--waves",
        "1",
        "--points",
        "60",
    ];
    let more =
        ["--draws", "60", "--scale", "0.5", "--error", "0.2", "--measure", "delayed", "--measure", "delayed.reason.C"];
    let output = dtoc(here, &[&words[..], &more, &["--to", "2026-01", "--fit", "service.care.places"]].concat());
    assert!(output.status.success(), "{}", told(&output));
    let rows = std::fs::read_to_string(here.join("output/longer-calibrate/observations.csv")).unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[1].starts_with("delayed,month,2026-01-01,5,1,,"), "{rows:?}");
    assert!(rows[2].starts_with("delayed.reason.C,month,2026-01-01,2.5,1,,"), "{rows:?}");
    let refused = [&words[..], &["--measure", "waiting_list"]].concat();
    assert_fails_with_problems(
        here,
        &refused,
        &["the official table has no column for `waiting_list`", "1 problem; nothing was run"],
    );
}

/// The command is refused, and shows all of these words.
#[track_caller]
fn assert_fails_with_problems(folder: &Path, words: &[&str], says: &[&str]) {
    let output = dtoc(folder, words);
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    for part in says {
        assert!(told(&output).contains(part), "{words:?} should say {part:?}: {}", told(&output));
    }
    assert_eq!(said(&output), "");
}

#[test]
fn everything_that_is_wrong_with_a_file_of_observations_is_shown_at_once() {
    let folder = folder();
    let here = folder.path();
    ranged(here);
    let observed = "measure,period,date,value,error,qualifier\n\
                    delayd,day,2026-01-05,6,1,\n\
                    delayed,fortnight,2026-01-12,9,1,\n\
                    delayed,day,2026-02-30,9,1,\n\
                    delayed,day,2026-01-12,nine,1,\n\
                    delayed,day,2026-01-12,9,0,\n\
                    delayed,day,2026-01-12,9,1,roughly\n\
                    delayed,week,2026-01,9,1,\n\
                    delayed\n";
    std::fs::write(here.join("wrong.csv"), observed).unwrap();
    let words = ["calibrate", "tiny.toml", "--option", "as-it-is", "--observed", "wrong.csv"];
    let says = [
        "there is no measure `delayd`",
        "did you mean `delayed`?",
        "wrong.csv:2:1",
        "a period cannot be `fortnight`",
        "`2026-02-30` is not a date",
        "wrong.csv:4:13",
        "`nine` is not a number",
        "the error must be more than 0",
        "a qualifier cannot be `roughly`",
        "a week begins on a day",
        "the row is too short",
        "`wrong.csv` has 8 problems; nothing was run",
    ];
    assert_fails_with_problems(here, &words, &says);
    assert!(!here.join("output").exists());
    std::fs::write(here.join("headless.csv"), "measure,date,valu\ndelayed,2026-01-05,6\n").unwrap();
    let words = ["calibrate", "tiny.toml", "--option", "as-it-is", "--observed", "headless.csv"];
    assert_fails_with_problems(here, &words, &["there is no column `valu`", "did you mean `value`?"]);
    std::fs::write(here.join("errorless.csv"), "measure,date,value\ndelayed,2026-01-05,6\n").unwrap();
    let words = ["calibrate", "tiny.toml", "--option", "as-it-is", "--observed", "errorless.csv"];
    assert_fails_with_problems(here, &words, &["the column `error` is missing", "0.5 for an exact count"]);
}

#[test]
fn what_cannot_be_fitted_is_refused_before_anything_runs() {
    let folder = folder();
    let here = folder.path();
    ranged(here);
    let base = ["calibrate", "tiny.toml", "--observed", "observed.csv", "--option"];
    assert_fails(
        here,
        &[&base[..], &["as-it-was"]].concat(),
        1,
        &["no option `as-it-was`", "did you mean `as-it-is`?"],
    );
    let fit = |path| [&base[..], &["as-it-is", "--fit", path]].concat();
    assert_fails(
        here,
        &fit("service.care.place"),
        1,
        &["no quantity `service.care.place`", "did you mean `service.care.places`?"],
    );
    assert_fails(
        here,
        &fit("patient_group.older.treatment.exponential.mean_days"),
        1,
        &["states no range", "low = …, high = …"],
    );
    let nowhere = ["calibrate", "tiny.toml", "--option", "as-it-is", "--observed", "none.csv"];
    assert_fails(here, &nowhere, 1, &["there is no file `none.csv`", "--observed FILE"]);
    let late = [&base[..], &["as-it-is", "--from", "2027-01"]].concat();
    assert_fails(
        here,
        &late,
        1,
        &["no observation of `observed.csv` is left to fit to", "outside the dates asked for"],
    );
    std::fs::write(here.join("plain.toml"), super::TINY).unwrap();
    let plain = ["calibrate", "plain.toml", "--option", "as-it-is", "--observed", "observed.csv"];
    assert_fails(here, &plain, 1, &["no quantity of the scenario `plain` has a `low` and a `high`"]);
    let two = [&base[..], &["as-it-was", "--fit", "x"]].concat();
    assert_fails_with_problems(here, &two, &["no option `as-it-was`", "no quantity `x`", "the command has 2 problems"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_calibration_goes_on_and_ends_with_the_same_bytes() {
    let folder = folder();
    let here = folder.path();
    ranged(here);
    let whole = dtoc(here, &[&WORDS[..], &["--out", "whole"]].concat());
    assert!(whole.status.success(), "{}", told(&whole));
    let words = [&WORDS[..], &["--out", "part", "--resume"]].concat();
    let program = assert_cmd::cargo::cargo_bin("dtoc");
    let mut child = std::process::Command::new(program)
        .args(&words)
        .current_dir(here)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let kept = here.join("part.unfinished/evaluations.dtoc");
    while child.try_wait().unwrap().is_none() && !std::fs::metadata(&kept).is_ok_and(|file| file.len() > 2_000) {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    // As after a power cut: wherever it had come to by then.
    let _ = child.kill();
    child.wait().unwrap();
    let resumed = dtoc(here, &words);
    assert!(resumed.status.success(), "{}", told(&resumed));
    assert_eq!(said(&resumed).replace("part/", "whole/"), said(&whole));
    assert!(contents(&here.join("part")) == contents(&here.join("whole")));
}
