//! The commands as people and programs meet them: what they print where, what they write, and how they end.

mod backtest;
mod calibrate;
mod compare;
mod plan;
mod resume;
mod run;
mod sensitivity;
mod shards;
mod sweep;
mod trace;
mod uncertain;
mod verify;

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::TempDir;

/// A scenario small enough for many runs.
const TINY: &str = include_str!("tiny.toml");

/// A folder with the tiny scenario in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("tiny.toml"), TINY).unwrap();
    folder
}

fn dtoc(folder: &Path, words: &[&str]) -> Output {
    Command::cargo_bin("dtoc").unwrap().current_dir(folder).args(words).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = entries.collect();
    names.sort();
    names
}

/// The command fails with this code; the message begins and goes on as said, and nothing else is printed.
#[track_caller]
fn assert_fails(folder: &Path, words: &[&str], code: i32, says: &[&str]) {
    let output = dtoc(folder, words);
    let message = told(&output);
    assert_eq!(output.status.code(), Some(code), "{words:?}: {message}");
    assert!(message.starts_with("error: "), "{words:?}: {message}");
    for part in says {
        assert!(message.contains(part), "{words:?} should say {part:?}: {message}");
    }
    for part in ["panicked", "RUST_BACKTRACE", "os error", "Err(", "\u{1b}["] {
        assert!(!message.contains(part), "{words:?} should not say {part:?}: {message}");
    }
    assert_eq!(said(&output), "", "{words:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() {
    let folder = folder();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let dtoc = || std::process::Command::new(assert_cmd::cargo::cargo_bin("dtoc"));
    let output = dtoc().args(["scenarios"]).stdout(full()).stderr(std::process::Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(told(&output), "error: standard output could not be written: no space left on device\n");
    assert_fails(
        folder.path(),
        &["run", "tiny.toml", "--out", "/proc/none/out"],
        1,
        &["could not be written", "help: "],
    );
    assert_fails(folder.path(), &["init", "/proc/none.toml"], 1, &["could not be written", "help: "]);
}

#[test]
fn check_says_what_sound_files_consist_of_and_names_those_that_are_not() {
    let folder = folder();
    std::fs::write(folder.path().join("bad.toml"), TINY.replace("places = 20", "places = -20")).unwrap();
    let sound = dtoc(folder.path(), &["check", "tiny.toml", "first-scenario"]);
    assert_eq!(sound.status.code(), Some(0));
    let lines = said(&sound);
    assert!(lines.starts_with("tiny.toml: sound – 2 options, 1 service, 21 days from 1 January 2026; "), "{lines}");
    assert!(lines.contains("\nfirst-scenario: sound – "), "{lines}");
    let mixed = dtoc(folder.path(), &["check", "bad.toml", "tiny.toml", "gone.toml"]);
    assert_eq!(mixed.status.code(), Some(1));
    assert!(said(&mixed).starts_with("tiny.toml: sound"), "the sound one is still said to be sound");
    let message = told(&mixed);
    for part in ["must not be negative", "there is no file `gone.toml`", "error: 2 of 3 files have problems\n"] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn colours_need_a_wish_and_no_color_refuses_them() {
    let folder = folder();
    std::fs::write(folder.path().join("bad.toml"), TINY.replace("places = 20", "places = -20")).unwrap();
    let check = |variable: &str, value: &str| {
        let mut command = Command::cargo_bin("dtoc").unwrap();
        told(&command.current_dir(folder.path()).env(variable, value).args(["check", "bad.toml"]).output().unwrap())
    };
    assert!(!check("TERM", "xterm-256color").contains('\u{1b}'), "not a terminal");
    assert!(check("CLICOLOR_FORCE", "1").contains("\u{1b}["), "wished for");
    assert!(!check("NO_COLOR", "1").contains('\u{1b}'), "refused");
}

#[test]
fn init_writes_a_sound_scenario_and_never_overwrites() {
    let folder = folder();
    let output = dtoc(folder.path(), &["init"]);
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
    assert!(said(&output).ends_with("  dtoc check my-scenario.toml\n  dtoc run my-scenario.toml\n"));
    assert_eq!(dtoc(folder.path(), &["check", "my-scenario.toml"]).status.code(), Some(0));
    let shown = dtoc(folder.path(), &["scenarios", "--show", "first-scenario"]);
    assert_eq!(shown.stdout, std::fs::read(folder.path().join("my-scenario.toml")).unwrap());
    std::fs::write(folder.path().join("my-scenario.toml"), "mine").unwrap();
    assert_fails(folder.path(), &["init"], 1, &["`my-scenario.toml` exists, and is left as it is", "help: "]);
    assert_eq!(std::fs::read(folder.path().join("my-scenario.toml")).unwrap(), b"mine");
    assert_fails(folder.path(), &["init", "no/such/file.toml"], 1, &["there is no such folder"]);
    dtoc(folder.path(), &["init", "second one"]);
    assert!(folder.path().join("second one.toml").exists());
}

#[test]
fn scenarios_lists_what_is_inside_the_program() {
    let folder = folder();
    let output = dtoc(folder.path(), &["scenarios"]);
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
    assert!(said(&output).contains("first-scenario\n"));
    let words = ["scenarios", "--show", "first-scenaro"];
    assert_fails(folder.path(), &words, 1, &["`first-scenaro`", "did you mean `first-scenario`?"]);
}

#[test]
fn files_that_are_no_scenario_are_refused_in_words() {
    let folder = folder();
    std::fs::write(folder.path().join("empty.toml"), " \n").unwrap();
    std::fs::write(folder.path().join("latin.toml"), b"title = \"A\"\n# caf\xe9\n").unwrap();
    std::fs::create_dir(folder.path().join("a.toml")).unwrap();
    for command in ["run", "check"] {
        let refused = |file: &str, says: &[&str]| assert_fails(folder.path(), &[command, file], 1, says);
        refused("empty.toml", &["`empty.toml` is empty", "`dtoc init`"]);
        refused("latin.toml", &["is not text in UTF-8: line 2", "help: save it as UTF-8"]);
        refused("a.toml", &["`a.toml` is a folder, not a scenario file"]);
        refused(".", &["is a folder"]);
        refused("tiny.tml", &["there is no file `tiny.tml`", "did you mean `tiny.toml`?"]);
        refused("tiny", &["there is no scenario `tiny`", "did you mean `tiny.toml`?"]);
        refused("first-scenaro", &["there is no scenario `first-scenaro`", "did you mean `first-scenario`?"]);
        refused("something-else-entirely", &["the scenarios inside the program are `"]);
    }
    #[cfg(unix)]
    assert_fails(folder.path(), &["check", "/dev/zero"], 1, &["longer than any scenario"]);
}

#[test]
fn a_scenario_extends_the_file_beside_it() {
    let folder = folder();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::fs::rename(folder.path().join("tiny.toml"), inner.join("tiny.toml")).unwrap();
    std::fs::write(inner.join("mine.toml"), "extends = \"tiny.toml\"\ntitle = \"Mine\"\n").unwrap();
    assert_eq!(dtoc(folder.path(), &["check", "inner/mine.toml"]).status.code(), Some(0));
    std::fs::write(inner.join("mine.toml"), "extends = \"gone.toml\"\ntitle = \"Mine\"\n").unwrap();
    assert_fails(
        folder.path(),
        &["check", "inner/mine.toml"],
        1,
        &["`gone.toml` cannot be extended", "inner/gone.toml"],
    );
}

#[test]
fn wrong_usage_ends_with_code_two_and_says_what_is_right() {
    let folder = folder();
    let wrong = |words: &[&str], says: &[&str]| assert_fails(folder.path(), words, 2, says);
    wrong(&["rum"], &["unrecognized subcommand 'rum'", "'run'"]);
    wrong(&["run", "--replication", "5"], &["'--replications'"]);
    wrong(&["run", "--replications", "0"], &["write a whole number, 1 or more"]);
    wrong(&["run", "--replications", "-5"], &["write a whole number, 1 or more"]);
    wrong(&["run", "--replications", "many"], &["write a whole number, 1 or more"]);
    wrong(&["run", "--precision", "0"], &["write a number of patients above 0"]);
    wrong(&["run", "--precision", "nan"], &["write a number of patients above 0"]);
    wrong(&["run", "--precision", "1", "--replications", "9"], &["cannot be used with"]);
    wrong(&["run", "--threads", "0"], &["write a whole number from 1 to 1024"]);
    wrong(&["run", "--threads", "99999999999999999999"], &["write a whole number from 1 to 1024"]);
    wrong(&["run", "--seed", "-1"], &["write a whole number, 0 or more"]);
    wrong(&["run", "--format", "xml"], &["text, json"]);
    wrong(&["run", "--out", ""], &["a value is required"]);
    wrong(&["trace", "tiny.toml"], &["--option <ID>"]);
    wrong(&["check"], &["<FILE>..."]);
}

#[test]
fn the_help_gives_examples_and_the_exit_codes() {
    let folder = folder();
    let help = said(&dtoc(folder.path(), &["--help"]));
    for part in ["Exit codes:", "    0   done", "  130   stopped by Ctrl-C", "Examples:"] {
        assert!(help.contains(part), "{help}");
    }
    for command in ["run", "compare", "merge", "check", "init", "trace", "scenarios", "sensitivity"] {
        let output = dtoc(folder.path(), &[command, "--help"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(said(&output).contains("Examples:\n  dtoc "), "{command}");
    }
}
