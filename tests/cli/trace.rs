//! `dtoc trace`: a line for every event, for people and for programs.

use std::process::Output;

use super::{TINY, assert_fails, dtoc, folder, said, told};

/// The lines of a trace, without the header, cut into cells.
fn events(output: &Output) -> Vec<Vec<String>> {
    assert_eq!((output.status.code(), told(output)), (Some(0), String::new()));
    let text = said(output);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("time,day,patient,group,event,where,pathway,step,detail"));
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn a_trace_has_a_line_of_nine_cells_for_every_event_in_the_order_of_time() {
    let folder = folder();
    let events = events(&dtoc(folder.path(), &["trace", "tiny.toml", "--option", "more-places"]));
    assert!(events.len() > 100);
    assert!(events.iter().all(|cells| cells.len() == 9));
    assert!(events.is_sorted_by_key(|cells| cells[0].clone()));
    let first = &events[0];
    assert!(first[0].starts_with("2025-12-22T") && first[0].len() == 19, "{first:?}");
    assert_eq!(
        first[1..7].iter().map(String::as_str).collect::<Vec<_>>()[..5],
        ["-9", "older-1", "older", "arrives", "acute"]
    );
    for word in ["admitted", "ready", "step-begins", "step-ends", "leaves-hospital", "starts-service", "goes-home"] {
        assert!(events.iter().any(|cells| cells[4] == word), "nobody {word}");
    }
}

#[test]
fn a_trace_follows_one_patient_who_is_the_same_under_every_option() {
    let folder = folder();
    let trace =
        |option| events(&dtoc(folder.path(), &["trace", "tiny.toml", "--option", option, "--patient", "older-9"]));
    let (one, other) = (trace("as-it-is"), trace("more-places"));
    assert!(one.iter().chain(&other).all(|cells| cells[2] == "older-9"));
    assert_eq!(one[0], other[0]);
}

#[test]
fn a_trace_knows_where_those_of_the_opening_census_are() {
    let folder = folder();
    let opening = r#"
[opening]
in_treatment = [{ group = "older", patients = 5 }]
in_service = [{ service = "care", group = "older", patients = 18 }]
waiting = [{ group = "older", at = "acute", pathway = "bed", step = "place", patients = 4 }]
"#;
    std::fs::write(folder.path().join("open.toml"), TINY.replace("warm_up_days = 10", "") + opening).unwrap();
    let output = dtoc(folder.path(), &["trace", "open.toml", "--option", "as-it-is"]);
    let events = events(&output);
    let first_of = |patient: &str| events.iter().find(|cells| cells[2] == patient).map(|cells| cells[5].as_str());
    // In treatment come first, then those in services, then those who wait.
    for (number, at) in [(1, "acute"), (5, "acute"), (6, "care"), (23, "care"), (24, "acute"), (27, "acute")] {
        assert!(first_of(&format!("older-o{number}")).is_none_or(|place| place == at), "{number}");
    }
    assert!(events.iter().all(|cells| !cells[5].is_empty()));
}

#[test]
fn what_a_trace_cannot_find_is_named() {
    let folder = folder();
    let trace = |words: &[&str], says: &[&str]| {
        let all: Vec<&str> = ["trace", "tiny.toml", "--option"].iter().chain(words).copied().collect();
        assert_fails(folder.path(), &all, 1, says);
    };
    trace(&["more-place"], &["has no option `more-place`", "did you mean `more-places`?", "`as-it-is`, `more-places`"]);
    trace(&["as-it-is", "--patient", "olde-3"], &["no patient group `olde`", "did you mean `older-3`?"]);
    trace(&["as-it-is", "--patient", "older-100000"], &["`older-100000` in replication 1", "numbers from 1 to"]);
    trace(&["as-it-is", "--patient", "older-o1"], &["there on the first morning"]);
    trace(&["as-it-is", "--patient", "older-0"], &["names no patient", "older-1"]);
    trace(&["as-it-is", "--patient", "Mrs Smith"], &["names no patient"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_enough_ends_a_trace_quietly() {
    let folder = folder();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dtoc"))
        .current_dir(folder.path())
        .args(["trace", "first-scenario", "--option", "more-beds"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
}
