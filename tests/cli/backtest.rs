//! `dtoc backtest`: what is printed and written, and what is refused before anything runs.

use super::{TINY, assert_fails, dtoc, names, said, told};

/// The tiny scenario over two years with a quantity to fit, and what was counted in each month.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let years = TINY
        .replace("end = 2026-01-21\n\n", "end = 2027-12-31\n\n")
        .replace("end = 2026-01-21\nwarm", "end = 2027-12-31\nwarm")
        .replace("admissions_per_day = 4", "admissions_per_day = { value = 4, low = 3, high = 5 }");
    std::fs::write(folder.path().join("years.toml"), years).unwrap();
    let month =
        |number: usize| format!("delayed,{}-{:02},{},1\n", 2026 + number / 12, number % 12 + 1, 5 + number * 7 % 5);
    let months: String = (0..24).map(month).collect();
    std::fs::write(folder.path().join("counts.csv"), format!("measure,date,value,error\n{months}")).unwrap();
    folder
}

/// A back-test small enough for many.
const SMALL: [&str; 8] = ["--waves", "1", "--points", "30", "--draws", "10", "--replications", "2"];

pub fn words<'w>(rest: &[&'w str]) -> Vec<&'w str> {
    [
        &["backtest", "years.toml", "--option", "as-it-is", "--observed", "counts.csv", "--horizon-months", "3"],
        rest,
        &SMALL,
    ]
    .concat()
}

#[test]
fn forecasts_are_scored_beside_naive_ones_and_written() {
    let folder = folder();
    let output = dtoc(folder.path(), &words(&["--until", "2027-09", "--until", "2027-06-15"]));
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output);
    for part in ["Model", "Simulation alone", "Last value", "Same month last year", "Seasonal mean", "from 2 origins"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let written = folder.path().join("output/years-backtest");
    let files = ["charts", "fitted.csv", "forecasts.csv", "report.html", "scores.csv", "summary.json"];
    assert_eq!(names(&written), files);
    let charts = names(&written.join("charts"));
    for chart in ["forecasts.png", "forecast-from-2027-06-15.svg", "forecast-from-2027-09-30.png", "scores.svg"] {
        assert!(charts.contains(&chart.to_owned()), "{charts:?}");
    }
    let table = std::fs::read_to_string(written.join("forecasts.csv")).unwrap();
    let rows: Vec<Vec<&str>> = table.lines().map(|line| line.split(',').collect()).collect();
    let of_model: Vec<&Vec<&str>> = rows.iter().filter(|row| row[4] == "model").collect();
    let months: Vec<&str> = of_model.iter().map(|row| row[2]).collect();
    // In the middle of June the last month known is May.
    assert_eq!(months, ["2027-06", "2027-07", "2027-08", "2027-10", "2027-11", "2027-12"]);
    for row in of_model {
        let quantiles: Vec<f64> = row[5..12].iter().map(|cell| cell.parse().unwrap()).collect();
        assert!(quantiles.is_sorted() && row[13].parse::<f64>().is_ok(), "{row:?}");
    }
    let summary = std::fs::read_to_string(written.join("summary.json")).unwrap();
    assert!(summary.contains("\"effective_draws\"") && summary.contains("\"until\": \"2027-06-15\""), "{summary}");
    let page = std::fs::read_to_string(written.join("report.html")).unwrap();
    assert!(page.contains("Every forecast of the model") && page.contains("dtoc backtest years.toml"));
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads() {
    let folder = folder();
    for threads in ["1", "2"] {
        let output = dtoc(folder.path(), &words(&["--until", "2027-09", "--threads", threads, "--out", threads]));
        assert!(output.status.success(), "{}", told(&output));
    }
    let files = ["forecasts.csv", "scores.csv", "fitted.csv", "summary.json", "report.html", "charts/scores.png"];
    for file in files {
        let bytes = |threads: &str| std::fs::read(folder.path().join(threads).join(file)).unwrap();
        assert!(bytes("1") == bytes("2"), "{file}");
    }
}

#[test]
fn what_is_wrong_is_refused_before_anything_runs() {
    let folder = folder();
    let path = folder.path();
    let early = words(&["--until", "2026-03"]);
    assert_fails(path, &early, 1, &["too little is known by 2026-03-31", "six months"]);
    let late = words(&["--until", "2027-12"]);
    assert_fails(path, &late, 1, &["the period of the scenario ends before the month after 2027-12-31"]);
    let fit = words(&["--until", "2027-06", "--fit", "patient_group.older.admission_per_day"]);
    assert_fails(path, &fit, 1, &["there is no quantity", "did you mean `patient_group.older.admissions_per_day`?"]);
    let counts = std::fs::read_to_string(path.join("counts.csv")).unwrap();
    let is_kept = |line: &&str| !["2027-05", "2027-06"].iter().any(|month| line.contains(month));
    let gap: Vec<&str> = counts.lines().filter(is_kept).collect();
    std::fs::write(path.join("gap.csv"), gap.join("\n") + "\n").unwrap();
    let after_gap = ["backtest", "years.toml", "--observed", "gap.csv", "--until", "2027-06-15"];
    assert_fails(path, &after_gap, 1, &["from 2027-05 to 2027-06-15 are not in the files", "end with 2027-04"]);
    std::fs::write(path.join("days.csv"), "measure,date,value,error\ndelayed,2026-05-01,5,1\n").unwrap();
    let days = ["backtest", "years.toml", "--observed", "days.csv", "--until", "2027-06"];
    assert_fails(path, &days, 1, &["no file has a monthly average of `delayed`"]);
    std::fs::write(path.join("bad.csv"), "measure,date,value,error\nx,2026-05-01,5,1\n").unwrap();
    let several =
        ["backtest", "years.toml", "--option", "non", "--fit", "x", "--observed", "bad.csv", "--until", "2027-06"];
    let output = dtoc(path, &several);
    assert_eq!(output.status.code(), Some(1));
    for part in ["no option `non`", "no quantity `x`", "`bad.csv` has 1 problem", "the command has 3 problems"] {
        assert!(told(&output).contains(part), "{part}: {}", told(&output));
    }
    let missing = ["backtest", "years.toml", "--observed", "no.csv", "--until", "2027-06"];
    assert_fails(path, &missing, 1, &["there is no file `no.csv`", "--observed FILE"]);
    let word = ["backtest", "years.toml", "--observed", "counts.csv", "--until", "soon"];
    assert_fails(path, &word, 2, &["write a day, as 2015-10-31, or a month, as 2015-10"]);
    let day = ["backtest", "years.toml", "--observed", "counts.csv", "--until", "2026-02-30"];
    assert_fails(path, &day, 2, &["write a day"]);
    let none = ["backtest", "years.toml", "--observed", "counts.csv", "--until", "2027-06", "--horizon-months", "0"];
    assert_fails(path, &none, 2, &["write a whole number of months from 1 to 60"]);
    for (option, number, most) in [("--waves", "101", "from 1 to 100"), ("--replications", "1001", "from 1 to 1,000")] {
        let many = ["backtest", "years.toml", "--observed", "counts.csv", "--until", "2027-06", option, number];
        assert_fails(path, &many, 2, &[most]);
    }
    assert!(!path.join("output").exists());
}

#[test]
fn what_two_files_say_of_the_same_month_counts_once() {
    let folder = folder();
    std::fs::write(folder.path().join("more.csv"), "measure,date,value,error\ndelayed,2027-05,900,1\n").unwrap();
    let both = words(&["--observed", "more.csv", "--until", "2027-09", "--out", "both"]);
    let output = dtoc(folder.path(), &both);
    assert!(output.status.success(), "{}", told(&output));
    assert!(said(&output).contains("more.csv: 1 observation of what an earlier file has too"), "{}", said(&output));
    assert!(dtoc(folder.path(), &words(&["--until", "2027-09", "--out", "one"])).status.success());
    let table = |out: &str| std::fs::read(folder.path().join(out).join("forecasts.csv")).unwrap();
    assert!(table("both") == table("one"));
}
