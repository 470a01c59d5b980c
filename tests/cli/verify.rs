//! `dtoc verify`: cases of one's own, and what is said when a number differs or nothing is known.

use super::{assert_fails, dtoc, folder, names, said, told};

/// A case about the tiny scenario: its only hospital always has its beds.
pub fn case(beds: f64) -> String {
    let text = include_str!("tiny.toml");
    format!(
        "{text}\n[[verification]]\nid = \"beds\"\nreplications = 3\nexpected = [{{ measure = \"hospital.acute.open_beds\", mean = {beds}, source = \"counted\" }}]\n"
    )
}

#[test]
fn a_case_that_agrees_is_written_down_and_one_that_differs_ends_with_exit_code_1() {
    let folder = folder();
    let beds = dtoc::scenario::load("tiny", "tiny", include_str!("tiny.toml"), &|_| Err(String::new()));
    let beds = f64::from(beds.unwrap().system.hospitals[0].beds);
    std::fs::write(folder.path().join("right.toml"), case(beds)).unwrap();
    std::fs::write(folder.path().join("wrong.toml"), case(beds + 1.0)).unwrap();
    let right = dtoc(folder.path(), &["verify", "right.toml"]);
    assert!(right.status.success(), "{}", told(&right));
    assert!(said(&right).contains("The number known from elsewhere is reproduced."), "{}", said(&right));
    let written = folder.path().join("output/verification");
    assert_eq!(names(&written), ["charts", "report.html", "summary.json", "verification.csv"]);
    assert_eq!(names(&written.join("charts")), ["verification.png", "verification.svg"]);
    let rows = std::fs::read_to_string(written.join("verification.csv")).unwrap();
    assert!(rows.contains("right,beds,hospital.acute.open_beds,mean") && rows.contains(",true,counted"), "{rows}");

    let wrong = dtoc(folder.path(), &["verify", "right.toml", "wrong.toml", "--out", "elsewhere"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said(&wrong).contains("DIFFERS"), "{}", said(&wrong));
    assert!(
        told(&wrong).contains("error: One of 2 numbers known from elsewhere is not reproduced"),
        "{}",
        told(&wrong)
    );
    assert!(std::fs::read_to_string(folder.path().join("elsewhere/report.html")).unwrap().contains("DIFFERS"));
}

#[test]
fn what_cannot_be_verified_is_refused_before_anything_runs() {
    let folder = folder();
    let folder = folder.path();
    assert_fails(folder, &["verify", "tiny.toml"], 1, &["`tiny.toml` has no [[verification]]", "nothing was run"]);
    assert_fails(
        folder,
        &["verify", "comunity-queue"],
        1,
        &["no case `comunity-queue`", "did you mean `community-queue`?"],
    );
    assert_fails(folder, &["verify", "nothing.toml"], 1, &["there is no file `nothing.toml`"]);
    let text = case(1.0).replace("replications = 3", "values = { \"hospital.acute.bedds\" = 3 }");
    std::fs::write(folder.join("bad.toml"), text).unwrap();
    let output = dtoc(folder, &["verify", "bad.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(told(&output).contains("did you mean `hospital.acute.beds`?"), "{}", told(&output));
    let checked = dtoc(folder, &["check", "bad.toml"]);
    assert_eq!(checked.status.code(), Some(1));
    assert!(told(&checked).contains("With the values of the case `beds` of `bad.toml`:"), "{}", told(&checked));
    assert_eq!(names(folder), ["bad.toml", "tiny.toml"]);
}

#[test]
fn a_number_of_which_there_are_no_values_does_not_agree() {
    let folder = folder();
    let text = case(1.0)
        .replace("hospital.acute.open_beds\", mean = 1", "delayed\", share = 0.5, above = 0, among_at_most = -1");
    std::fs::write(folder.path().join("none.toml"), text).unwrap();
    let none = dtoc(folder.path(), &["verify", "none.toml"]);
    assert_eq!(none.status.code(), Some(1), "{}", told(&none));
    assert!(said(&none).contains("NO VALUES"), "{}", said(&none));
}
