//! `dtoc run`: what it prints and writes, what it replaces, and what an interrupted run leaves behind.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::{assert_fails, dtoc, folder, names, said, told};

/// One run that several tests look at.
struct Ran {
    output: Output,
    folder: TempDir,
}

fn ran() -> &'static Ran {
    static RAN: OnceLock<Ran> = OnceLock::new();
    RAN.get_or_init(|| {
        let folder = folder();
        let words = ["run", "tiny.toml", "--replications", "6", "--option", "more-places"];
        Ran { output: dtoc(folder.path(), &words), folder }
    })
}

fn results() -> PathBuf {
    ran().folder.path().join("output/tiny")
}

#[test]
fn a_run_prints_the_answer_first_and_where_the_files_are() {
    let output = &ran().output;
    assert_eq!(output.status.code(), Some(0), "{}", told(output));
    let text = said(output);
    assert!(text.starts_with("Tiny\n"), "{text}");
    assert!(text.contains("output/tiny/report.html"), "{text}");
    assert!(text.contains("The option `as-it-is` was run too"), "{text}");
}

#[test]
fn off_a_terminal_a_run_is_quiet_and_plain() {
    let output = &ran().output;
    assert_eq!(told(output), "");
    assert!(!said(output).contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_run_writes_the_report_the_data_and_the_charts() {
    let files = names(&results());
    for file in ["charts", "daily.csv", "money.csv", "monthly.csv", "replications.csv", "report.html", "summary.json"] {
        assert!(files.iter().any(|name| name == file), "{file} is missing from {files:?}");
    }
    let charts = names(&results().join("charts"));
    let drawn = |ending: &str| charts.iter().filter_map(|name| name.strip_suffix(ending)).collect::<Vec<_>>();
    assert!(!drawn(".svg").is_empty());
    assert_eq!(drawn(".svg"), drawn(".png"));
    assert_eq!(names(ran().folder.path()), ["output", "tiny.toml"]);
    assert_eq!(names(&ran().folder.path().join("output")), ["tiny"], "nothing temporary is left");
}

#[test]
fn the_reference_option_is_run_too_and_comes_first_and_replications_count_from_one() {
    let rows = std::fs::read_to_string(results().join("replications.csv")).unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    assert!(rows[0].starts_with("option,replication,"));
    assert!(rows[1].starts_with("as-it-is,1,"));
    assert!(rows[2].starts_with("more-places,1,"));
    assert!(rows[12].starts_with("more-places,6,"));
    assert_eq!(rows.len(), 1 + 2 * 6);
}

#[test]
fn the_results_say_which_command_gives_them_again() {
    let summary: serde_json::Value =
        serde_json::from_slice(&std::fs::read(results().join("summary.json")).unwrap()).unwrap();
    let command = &summary["stamp"]["command"];
    assert_eq!(*command, "dtoc run tiny.toml --option more-places --replications 6 --seed 1");
}

#[cfg(unix)]
#[test]
fn the_results_can_be_read_by_whoever_may_read_ordinary_folders() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode();
    assert_eq!(mode(&results()), mode(&ran().folder.path().join("output")));
}

#[test]
fn json_is_printed_alone_and_the_same_on_any_number_of_threads() {
    let folder = folder();
    let run = |threads: &str| {
        let words =
            ["run", "tiny.toml", "--replications", "4", "--format", "json", "--threads", threads, "--out", threads];
        let output = dtoc(folder.path(), &words);
        assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
        let printed = said(&output);
        serde_json::from_str::<serde_json::Value>(&printed).unwrap();
        assert_eq!(printed, std::fs::read_to_string(folder.path().join(threads).join("summary.json")).unwrap());
    };
    run("1");
    run("2");
    let files = names(&folder.path().join("1"));
    assert_eq!(files, names(&folder.path().join("2")));
    for file in files.iter().filter(|name| *name != "charts") {
        let read = |threads: &str| std::fs::read(folder.path().join(threads).join(file)).unwrap();
        assert!(read("1") == read("2"), "{file} differs");
    }
}

#[test]
fn an_earlier_output_is_replaced() {
    let folder = folder();
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    std::fs::copy(results().join("summary.json"), out.join("summary.json")).unwrap();
    std::fs::write(out.join("old.csv"), "of an earlier version").unwrap();
    let words = ["run", "tiny.toml", "--replications", "2", "--seed", "2", "--out", "out"];
    assert_eq!(dtoc(folder.path(), &words).status.code(), Some(0));
    assert!(!out.join("old.csv").exists() && out.join("report.html").exists());
    assert_eq!(names(folder.path()), ["out", "tiny.toml"]);
    for mine in ["thoughts.docx", ".git"] {
        std::fs::create_dir(out.join(mine)).unwrap();
        let says = [&format!("`out/{mine}` is not of dtoc, and would be lost"), "help: give another folder with --out"];
        assert_fails(folder.path(), &words, 1, &says);
        std::fs::remove_dir(out.join(mine)).unwrap();
    }
    assert!(out.join("report.html").exists());
}

#[test]
fn a_folder_of_something_else_is_never_replaced() {
    let folder = folder();
    for (name, contents) in [("photo.jpg", "a photo"), ("summary.json", "{ \"mine\": 1 }")] {
        let out = folder.path().join(name.replace('.', "-"));
        std::fs::create_dir(&out).unwrap();
        std::fs::write(out.join(name), contents).unwrap();
        let words = ["run", "tiny.toml", "--out", out.to_str().unwrap()];
        assert_fails(folder.path(), &words, 1, &["holds other files than results of dtoc", "help: "]);
        assert_eq!(names(&out), [name]);
    }
    assert_fails(folder.path(), &["run", "tiny.toml", "--out", "tiny.toml"], 1, &["is a file, not a folder"]);
    assert_fails(folder.path(), &["run", "tiny.toml", "--out", "."], 1, &["the folder you are in"]);
    assert_fails(folder.path(), &["run", "tiny.toml", "--out", "/"], 1, &["cannot be a folder of results"]);
    assert_fails(
        folder.path(),
        &["run", "tiny.toml", "--out", "tiny.toml/x"],
        1,
        &["`tiny.toml", "could not be written"],
    );
}

#[cfg(unix)]
fn interrupt(folder: &Path, words: &[&str], when: impl Fn() -> bool) -> Output {
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("dtoc"))
        .current_dir(folder)
        .args(words)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    for _ in 0..2_000 {
        if when() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert!(when());
    let sent = std::process::Command::new("sh").args(["-c", &format!("kill -INT {}", child.id())]).status().unwrap();
    assert!(sent.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    child.wait_with_output().unwrap()
}

#[cfg(unix)]
#[test]
fn after_ctrl_c_no_results_are_left_and_what_was_simulated_is_kept() {
    let folder = folder();
    let words = ["run", "tiny.toml", "--replications", "100000000", "--out", "new/folder/out"];
    let place = folder.path().join("new/folder/out.unfinished");
    // Rows are written once a block is done.
    let rows = || place.join("replications.csv").metadata().map_or(0, |file| file.len());
    let output = interrupt(folder.path(), &words, || rows() > 10_000);
    let told = told(&output);
    assert!(told.starts_with("stopped; there are no results yet, but "), "{told}");
    assert!(told.contains(" of 100,000,000 replications are kept in `new/folder/out.unfinished`\nhelp: "), "{told}");
    assert_eq!(said(&output), "");
    assert_eq!(names(&folder.path().join("new/folder")), ["out.unfinished"]);
}

#[cfg(unix)]
#[test]
fn after_ctrl_c_in_the_first_block_nothing_is_left() {
    let folder = folder();
    // So many patients that a block takes long.
    let text = super::TINY.replace("admissions_per_day = 4", "admissions_per_day = 5000");
    std::fs::write(folder.path().join("tiny.toml"), text.replace("beds = 40", "beds = 50000")).unwrap();
    let words = ["run", "tiny.toml", "--out", "new/folder/out"];
    let place = folder.path().join("new/folder/out.unfinished");
    let output = interrupt(folder.path(), &words, || place.join("replications.csv").exists());
    assert_eq!(told(&output), "stopped; nothing was written\n");
    assert_eq!(said(&output), "");
    assert_eq!(names(folder.path()), ["tiny.toml"]);
}
