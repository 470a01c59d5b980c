//! `dtoc sweep`: what is printed and written, and what is refused before anything runs.

use super::{assert_fails, dtoc, folder, names, said, told};

/// The cells of a CSV file without quoted cells, the header first.
fn rows(path: &std::path::Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn one_quantity_gives_a_band_for_each_option_and_a_row_for_each_point_and_option() {
    let folder = folder();
    let words = ["sweep", "tiny.toml", "--vary", "service.care.places=10..25:5", "--replications", "40"];
    let output = dtoc(folder.path(), &words);
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output);
    let sentences = text.replace('\n', " ");
    assert!(sentences.contains("the median delayed on 20 January 2026 falls from "), "{text}");
    assert!(sentences.contains("going from 10 to 25; 3 is reached from "), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let written = folder.path().join("output/tiny-sweep");
    assert_eq!(names(&written), ["charts", "report.html", "summary.json", "sweep.csv"]);
    let charts = ["sweep-as-it-is.png", "sweep-as-it-is.svg", "sweep-more-places.png", "sweep-more-places.svg"];
    assert_eq!(names(&written.join("charts")), charts);
    let rows = rows(&written.join("sweep.csv"));
    assert_eq!(rows.len(), 1 + 4 * 2);
    assert_eq!(rows[0][..4], ["point", "service.care.places", "option", "replications"]);
    let column = |name: &str| rows[0].iter().position(|other| other == name).unwrap();
    let number = |row: &Vec<String>, name: &str| row[column(name)].parse::<f64>().unwrap();
    // The option `more-places` has five places more, for all but the first days.
    assert!(number(&rows[1], "delayed_mean") > number(&rows[7], "delayed_mean"));
    assert_eq!((number(&rows[1], "difference_to_first_point"), number(&rows[1], "service.care.places")), (0.0, 10.0));
    for row in &rows[1..] {
        let quantiles = ["delayed_p05", "delayed_p25", "delayed_median", "delayed_p75", "delayed_p95"];
        assert!(quantiles.map(|name| number(row, name)).is_sorted(), "{row:?}");
        let (lower, upper) = (number(row, "target_met_lower"), number(row, "target_met_upper"));
        assert!(lower <= number(row, "target_met") && number(row, "target_met") <= upper && upper <= 1.0);
    }
    let page = std::fs::read_to_string(written.join("report.html")).unwrap();
    assert!(page.contains("service.care.places") && page.contains("stated without a source"));

    let again = dtoc(folder.path(), &words);
    assert!(again.status.success(), "an earlier output is replaced: {}", told(&again));
    assert_eq!(said(&again), text);
}

#[test]
fn two_quantities_give_a_map_and_more_a_table_of_spread_points() {
    let folder = folder();
    let places = "service.care.places=18..26:4";
    let beds = "hospital.acute.beds=30..50:10";
    let two = ["sweep", "tiny.toml", "--vary", places, "--vary", beds, "--replications", "5", "--option", "as-it-is"];
    let output = dtoc(folder.path(), &two);
    assert!(output.status.success(), "{}", told(&output));
    assert!(said(&output).replace('\n', " ").contains("of the 9 combinations"), "{}", said(&output));
    let written = folder.path().join("output/tiny-sweep");
    let charts = names(&written.join("charts"));
    assert!(
        charts.contains(&"sweep-median-as-it-is.png".into()) && charts.contains(&"sweep-target-as-it-is.svg".into())
    );
    assert_eq!(rows(&written.join("sweep.csv")).len(), 1 + 9);

    let ranges = ["--vary", "service.care.places=10..30", "--vary", "hospital.acute.beds=30..50"];
    let arrivals = ["--vary", "patient_group.older.admissions_per_day=3..5", "--samples", "12", "--replications", "2"];
    let output = dtoc(folder.path(), &[&["sweep", "tiny.toml"][..], &ranges, &arrivals].concat());
    assert!(output.status.success(), "{}", told(&output));
    assert_eq!(names(&written), ["report.html", "summary.json", "sweep.csv"]);
    assert_eq!(rows(&written.join("sweep.csv")).len(), 1 + 12 * 2);
}

#[test]
fn the_same_bytes_come_out_of_any_number_of_threads() {
    let folder = folder();
    for threads in ["1", "3"] {
        let words = ["sweep", "tiny.toml", "--vary", "service.care.places=18..22", "--samples", "6"];
        let rest = ["--replications", "30", "--threads", threads, "--out", threads];
        assert!(dtoc(folder.path(), &[&words[..], &rest].concat()).status.success());
    }
    for file in ["sweep.csv", "summary.json", "report.html", "charts/sweep-as-it-is.png"] {
        let bytes = |threads: &str| std::fs::read(folder.path().join(threads).join(file)).unwrap();
        assert!(bytes("1") == bytes("3"), "{file}");
    }
}

#[test]
fn values_that_round_to_the_same_are_one_point() {
    let folder = folder();
    let words = ["sweep", "tiny.toml", "--vary", "service.care.places=20..22", "--replications", "2"];
    assert!(dtoc(folder.path(), &words).status.success());
    let rows = rows(&folder.path().join("output/tiny-sweep/sweep.csv"));
    let places: Vec<&str> = rows[1..].iter().filter(|row| row[2] == "as-it-is").map(|row| row[1].as_str()).collect();
    assert_eq!(places, ["20", "21", "22"]);
}

#[test]
fn the_own_range_of_an_assumption_is_known() {
    let folder = folder();
    let text = include_str!("tiny.toml")
        .replace("beds = 40", "beds = { value = 40, low = 38, high = 43, source = \"a visit\" }");
    std::fs::write(folder.path().join("ranged.toml"), text).unwrap();
    let words = ["sweep", "ranged.toml", "--vary", "hospital.acute.beds", "--replications", "2"];
    let output = dtoc(folder.path(), &words);
    assert!(output.status.success(), "{}", told(&output));
    let written = folder.path().join("output/ranged-sweep");
    assert_eq!(rows(&written.join("sweep.csv")).len(), 1 + 6 * 2, "38 to 43");
    assert!(std::fs::read_to_string(written.join("report.html")).unwrap().contains("a visit"));
    let svg = std::fs::read_to_string(written.join("charts/sweep-as-it-is.svg")).unwrap();
    assert!(svg.contains("Scenario: 40"));
}

#[test]
fn what_cannot_be_swept_is_refused_before_anything_runs() {
    let folder = folder();
    let folder = folder.path();
    let vary = |typed: &str, says: &[&str]| assert_fails(folder, &["sweep", "tiny.toml", "--vary", typed], 1, says);
    vary("service.care.places=5", &["has no range FROM..TO", "help: write PATH=FROM..TO:STEP"]);
    vary("service.care.places=9..5:1", &["leads away from 5", "service.care.places=9..5:-1"]);
    vary("service.care.places=5..9:0", &["the step of `service.care.places` is 0"]);
    vary("service.care.places=5..5", &["is empty: 5..5"]);
    vary("service.care.places", &["states no `low` for `service.care.places`", "FROM..TO:STEP"]);
    vary("service.care.place", &["there is no quantity `service.care.place`", "did you mean `service.care.places`?"]);
    vary(
        "service.care.place=5..9:1",
        &["there is no quantity", "did you mean `service.care.places`?", "nothing was run"],
    );
    vary("service.care.places=-2..9:1", &["must not be negative", "2 of 12 points cannot be simulated"]);
    vary("service.care.places=0..5000:1", &["1,000 points at most; these would be 5,001"]);
    vary("service.care.places=0..1e300:1e-300", &["1,000 points at most; these would be more than can be counted"]);
    let two = ["--vary", "service.care.places=5..9:1", "--vary", "service.care.places=1..2:1"];
    assert_fails(folder, &[&["sweep", "tiny.toml"][..], &two].concat(), 1, &["is varied twice"]);
    let all = ["--vary", "service.care.places=9", "--vary", "hospital.acute.beds=3..2:1", "--option", "as-it-was"];
    let says = ["has no range", "leads away", "no option `as-it-was`", "the command has 3 problems; nothing was run"];
    assert_fails(folder, &[&["sweep", "tiny.toml"][..], &all].concat(), 1, &says);
    let all = ["--vary", "service.care.place=1..2:1", "--option", "as-it-was"];
    let says = ["did you mean `service.care.places`?", "no option `as-it-was`"];
    assert_fails(folder, &[&["sweep", "tiny.toml"][..], &all].concat(), 1, &says);
    let spread = ["--vary", "service.care.places=5..9:1", "--samples", "2000"];
    let says = ["has a step (1)", "service.care.places=5..9\n", "1,000 points at most, not 2,000"];
    assert_fails(folder, &[&["sweep", "tiny.toml"][..], &spread].concat(), 1, &says);
    assert_fails(folder, &["sweep", "tiny.toml"], 2, &["--vary"]);
    assert_eq!(names(folder), ["tiny.toml"]);
}
