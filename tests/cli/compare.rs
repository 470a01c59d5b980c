//! `dtoc compare`: what it writes and says, and what it refuses.

use super::{TINY, assert_fails, dtoc, folder, names, said, told};

#[test]
fn a_comparison_says_which_is_best_and_writes_its_folder() {
    let folder = folder();
    let words = ["compare", "tiny.toml", "--cap", "200", "--indifference", "0.5"];
    let output = dtoc(folder.path(), &words);
    assert!(output.status.success(), "{}", told(&output));
    let text = said(&output);
    assert!(text.contains("“More places”") && text.contains("Against “As it is”"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(text.contains("output/tiny-compare/report.html"), "{text}");
    let written = folder.path().join("output/tiny-compare");
    assert_eq!(names(&written), ["charts", "compare.csv", "report.html", "summary.json"]);
    assert_eq!(names(&written.join("charts")), ["frontier.png", "frontier.svg"]);
    let rows = std::fs::read_to_string(written.join("compare.csv")).unwrap();
    assert!(rows.starts_with("option,measure,value,lower,upper,level,replications\n"), "{rows}");
    for measure in ["target_met", "delayed_days_avoided", "cost.total.difference", "electives_cancelled.difference"] {
        assert!(rows.contains(&format!("more-places,{measure},")), "{measure}: {rows}");
    }
    let report = std::fs::read_to_string(written.join("report.html")).unwrap();
    assert!(report.contains("Options appraisal") && report.contains("<svg"));
    // Again with the other reference, in the place of the first: the folder is known as one of dtoc.
    let again = dtoc(folder.path(), &[&words[..], &["--reference", "more-places"]].concat());
    assert!(again.status.success(), "{}", told(&again));
    assert!(said(&again).contains("Differences to “More places”"), "{}", said(&again));
    let summary = std::fs::read_to_string(written.join("summary.json")).unwrap();
    assert!(summary.contains("\"reference\": \"more-places\""), "{summary}");
}

#[test]
fn what_cannot_be_compared_is_refused_before_anything_runs() {
    let folder = folder();
    let folder = folder.path();
    assert_fails(
        folder,
        &["compare", "tiny.toml", "--reference", "as-it-was"],
        1,
        &["the scenario `tiny` has no option `as-it-was`", "did you mean `as-it-is`?"],
    );
    let (lonely, _) = TINY.split_once("[[option]]\nid = \"more-places\"").unwrap();
    std::fs::write(folder.join("lonely.toml"), lonely).unwrap();
    let output = dtoc(folder, &["compare", "lonely.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("the scenario `lonely` has one option: nothing to compare"), "{}", told(&output));
    let wrong =
        |words: &[&str], says: &str| assert_fails(folder, &[&["compare", "tiny.toml"], words].concat(), 2, &[says]);
    wrong(&["--indifference", "0"], "write a number above 0");
    wrong(&["--indifference", "nan"], "write a number above 0");
    wrong(&["--confidence", "1"], "write a probability from 0.5 to below 1");
    wrong(&["--confidence", "95"], "write a probability from 0.5 to below 1");
    wrong(&["--cap", "1"], "write a whole number from 2 to 100000");
    wrong(&["--by", "cost"], "delayed, delayed-days");
    assert_eq!(names(folder), ["lonely.toml", "tiny.toml"]);
}
