//! `dtoc run --resume`: a run that was interrupted goes on, and ends with the bytes of one that was not.

use std::path::Path;
use std::process::{Child, Stdio};

use super::shards::assert_same;
use super::{assert_fails, dtoc, folder, names, said, told};

/// Enough blocks to be interrupted between them.
const MANY: &str = "4000";
const RUN: [&str; 7] = ["run", "tiny.toml", "--replications", MANY, "--checkpoint-every", "0", "--resume"];

fn begin(folder: &Path, words: &[&str]) -> Child {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("dtoc"));
    command.current_dir(folder).args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until something is so, or the run has ended.
fn wait_until(child: &mut Child, is_so: impl Fn() -> bool) {
    while !is_so() && child.try_wait().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

/// How many replications are kept in an unfinished folder.
fn kept(folder: &Path) -> u64 {
    let bytes = std::fs::read(folder.join("partial.dtoc")).unwrap_or_default();
    let line = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let header: serde_json::Value = serde_json::from_slice(line).unwrap_or_default();
    header["next"].as_u64().unwrap_or(0)
}

#[test]
fn a_run_killed_at_several_moments_ends_with_the_bytes_of_one_that_was_not() {
    let folder = folder();
    let here = folder.path();
    let one = dtoc(here, &["run", "tiny.toml", "--replications", MANY]);
    assert_eq!(one.status.code(), Some(0), "{}", told(&one));
    std::fs::rename(here.join("output/tiny"), here.join("one")).unwrap();
    let unfinished = here.join("output/tiny.unfinished");
    // At once; while the first block is simulated; between blocks, early and late; while the charts are drawn.
    let moments: [&dyn Fn() -> bool; 6] = [
        &|| true,
        &|| unfinished.join("replications.csv").exists(),
        &|| kept(&unfinished) >= 64,
        &|| kept(&unfinished) >= 1_000,
        &|| kept(&unfinished) >= 3_000,
        &|| unfinished.join("charts").exists(),
    ];
    let mut so_far = 0;
    for (at, is_so) in moments.iter().enumerate() {
        let mut child = begin(here, &RUN);
        wait_until(&mut child, is_so);
        child.kill().unwrap();
        let ended = child.wait().unwrap();
        assert!(!ended.success(), "moment {at}: it ended before it could be killed");
        assert!(kept(&unfinished) >= so_far, "moment {at}: nothing that was kept is lost");
        so_far = kept(&unfinished);
        assert!(!here.join("output/tiny").exists());
    }
    assert_eq!(so_far, 4_000, "only the charts are left");
    let last = dtoc(here, &RUN);
    assert_eq!(told(&last), "goes on after 4,000 of 4,000 replications\n");
    assert_eq!(said(&last), said(&one));
    assert_same(&here.join("one"), &here.join("output/tiny"));
    assert_eq!(names(&here.join("output")), ["tiny"], "nothing is left beside");
}

#[test]
fn an_interrupted_shard_and_a_run_by_precision_go_on_too() {
    let folder = folder();
    let here = folder.path();
    let whole = ["run", "tiny.toml", "--precision", "0.09", "--checkpoint-every", "0", "--out", "precise"];
    let one = dtoc(here, &whole);
    assert_eq!(one.status.code(), Some(0), "{}", told(&one));
    std::fs::rename(here.join("precise"), here.join("one")).unwrap();
    let unfinished = here.join("precise.unfinished");
    let mut child = begin(here, &whole);
    wait_until(&mut child, || kept(&unfinished) >= 128);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it ended before it could be killed");
    let resumed = dtoc(here, &[&whole[..], &["--resume"]].concat());
    assert!(told(&resumed).starts_with("goes on after "), "{}", told(&resumed));
    assert_eq!(said(&resumed), said(&one));
    assert_same(&here.join("one"), &here.join("precise"));

    let shard = ["run", "tiny.toml", "--replications", MANY, "--shard", "2/2", "--checkpoint-every", "0", "--out"];
    assert_eq!(dtoc(here, &[&shard[..], &["all"]].concat()).status.code(), Some(0));
    let mut child = begin(here, &[&shard[..], &["part"]].concat());
    wait_until(&mut child, || kept(&here.join("part.unfinished")) >= 2_048);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it ended before it could be killed");
    assert_fails(here, &["merge", "part.unfinished"], 1, &["of its 2,016 replications", "help: finish it", "--resume"]);
    // A scheduler may also begin a part again that had ended.
    for _ in 0..2 {
        let resumed = dtoc(here, &[&shard[..], &["part", "--resume"]].concat());
        assert!(told(&resumed).starts_with("goes on after "), "{}", told(&resumed));
        for file in names(&here.join("all")) {
            let read = |folder: &str| std::fs::read(here.join(folder).join(&file)).unwrap();
            assert!(read("all") == read("part"), "{file} differs");
        }
    }
}

/// An interrupted run with a hundred blocks or so behind it.
fn interrupted(here: &Path) {
    let mut child = begin(here, &[&RUN[..6], &["--out", "out"]].concat());
    wait_until(&mut child, || kept(&here.join("out.unfinished")) >= 64);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "it ended before it could be killed");
}

#[test]
fn an_interrupted_run_of_something_else_is_not_gone_on_with() {
    let folder = folder();
    let here = folder.path();
    interrupted(here);
    let kept_before = kept(&here.join("out.unfinished"));
    let refused = |words: &[&str], says: &[&str]| {
        let all = [&["run", "tiny.toml", "--resume", "--out", "out"], words].concat();
        assert_fails(here, &all, 1, &[&["holds an interrupted run of something else: ", "help: "], says].concat());
        assert_eq!(kept(&here.join("out.unfinished")), kept_before, "it is left as it is");
    };
    refused(&["--replications", MANY, "--seed", "2"], &["the seed was `1`, and is `2` now"]);
    refused(&["--replications", "9"], &["the rule of stopping was `4,000 replications`, and is `9 replications` now"]);
    refused(&["--precision", "0.5"], &["is `a precision of 0.5 patients` now"]);
    refused(&["--replications", MANY, "--option", "as-it-is"], &["the list of options was `as-it-is, more-places`"]);
    let both = ["the seed was", "; the rule of stopping was"];
    refused(&["--replications", "9", "--seed", "2"], &both);
    std::fs::write(here.join("tiny.toml"), super::TINY.replace("beds = 40", "beds = 41")).unwrap();
    refused(&["--replications", MANY], &["the scenario was `with the hash "]);
    let path = here.join("out.unfinished/replications.csv");
    std::fs::write(&path, "cut").unwrap();
    let words = ["run", "tiny.toml", "--replications", MANY, "--resume", "--out", "out"];
    assert_fails(here, &words, 1, &["`out.unfinished` is not whole: `replications.csv` has 3 of "]);
    assert_eq!(kept(&here.join("out.unfinished")), kept_before, "it is left as it is");
    // A finished part of another run stays, and nothing is left beside it.
    let shard = ["run", "tiny.toml", "--replications", "70", "--shard", "1/1", "--out", "part"];
    assert_eq!(dtoc(here, &shard).status.code(), Some(0));
    assert_fails(here, &[&shard[..], &["--resume", "--seed", "2"]].concat(), 1, &["the seed was `1`, and is `2` now"]);
    assert_eq!(names(here), ["out.unfinished", "part", "tiny.toml"]);
}

#[test]
fn without_resume_a_run_begins_from_the_start_and_says_what_it_drops() {
    let folder = folder();
    let here = folder.path();
    interrupted(here);
    let anew = dtoc(here, &["run", "tiny.toml", "--replications", "5", "--out", "out"]);
    assert_eq!(anew.status.code(), Some(0));
    assert_eq!(
        told(&anew),
        "what an interrupted run left in `out.unfinished` is dropped; --resume would go on from it\n"
    );
    assert_eq!(names(here), ["out", "tiny.toml"]);
    let nothing = dtoc(here, &["run", "tiny.toml", "--replications", "5", "--resume", "--out", "new"]);
    assert_eq!(told(&nothing), "there is nothing to go on from: the run begins from the start\n");
    assert_same(&here.join("out"), &here.join("new"));
}

#[test]
fn two_runs_never_write_to_one_folder_at_a_time() {
    let folder = folder();
    let here = folder.path();
    let mut child = begin(here, &["run", "tiny.toml", "--replications", "100000000", "--out", "out"]);
    wait_until(&mut child, || here.join("out.unfinished/replications.csv").exists());
    assert_fails(here, &["run", "tiny.toml", "--out", "out"], 1, &["another run is writing to `out`", "help: wait"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(dtoc(here, &["run", "tiny.toml", "--replications", "5", "--out", "out"]).status.code(), Some(0));
    // A folder of someone else's that happens to have the name is left alone.
    std::fs::create_dir(here.join("mine.unfinished")).unwrap();
    std::fs::write(here.join("mine.unfinished/novel.txt"), "Chapter 1").unwrap();
    assert_fails(here, &["run", "tiny.toml", "--out", "mine"], 1, &["`", "mine.unfinished` holds other files"]);
    assert_eq!(names(&here.join("mine.unfinished")), ["novel.txt"]);
}

#[test]
fn a_checkpoint_that_is_damaged_is_refused_and_left() {
    let folder = folder();
    let here = folder.path();
    interrupted(here);
    let unfinished = here.join("out.unfinished");
    for file in ["tallies.dtoc", "replications.csv", "partial.dtoc"] {
        let path = unfinished.join(file);
        let bytes = std::fs::read(&path).unwrap();
        // What counts of an appended file is its beginning, and of the other file what comes after the header.
        let at = if file == "partial.dtoc" { bytes.len() - 1 } else { 1_000 };
        std::fs::write(&path, [&bytes[..at], &[bytes[at] ^ 1], &bytes[at + 1..]].concat()).unwrap();
        let words = [&RUN[..], &["--out", "out"]].concat();
        let output = dtoc(here, &words);
        assert_eq!(output.status.code(), Some(1), "{file}: {}", told(&output));
        assert!(told(&output).contains("`out.unfinished` "), "{file}: {}", told(&output));
        assert!(told(&output).contains("without --resume the run begins from the start"), "{file}: {}", told(&output));
        assert!(!told(&output).contains("are kept"), "{file}: {}", told(&output));
        std::fs::write(&path, bytes).unwrap();
    }
    assert_eq!(dtoc(here, &[&RUN[..], &["--out", "out"]].concat()).status.code(), Some(0));
}

/// How many bytes of runs are kept of a study in an unfinished folder.
fn kept_of_study(unfinished: &Path) -> u64 {
    std::fs::metadata(unfinished.join("evaluations.dtoc")).map_or(0, |kept| kept.len())
}

/// Everything that a folder holds, by name.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let inside = |folder: &Path, before: &str| {
        let files = names(folder).into_iter().filter(|name| name != "charts");
        let read = |name: String| (format!("{before}{name}"), std::fs::read(folder.join(&name)).unwrap());
        files.map(read).collect::<Vec<_>>()
    };
    [inside(folder, ""), inside(&folder.join("charts"), "charts/")].concat()
}

#[test]
fn every_study_goes_on_to_the_bytes_of_one_that_was_not_interrupted() {
    let folder = folder();
    let here = folder.path();
    let compare = ["compare", "tiny.toml", "--indifference", "0.001", "--cap", "1500"];
    let vary = "service.care.places=10..30:1";
    let sweep = ["sweep", "tiny.toml", "--vary", vary, "--replications", "120"];
    // Two cases, each of which can be interrupted.
    let case = super::verify::case(40.0).replace("replications = 3", "replications = 1200");
    std::fs::write(here.join("one.toml"), &case).unwrap();
    std::fs::write(here.join("two.toml"), case.replace("id = \"beds\"", "id = \"again\"")).unwrap();
    let verify = ["verify", "one.toml", "two.toml"];
    for words in [&compare[..], &sweep, &verify] {
        let whole = dtoc(here, &[words, &["--out", "out"]].concat());
        assert_eq!(whole.status.code(), Some(0), "{words:?}: {}", told(&whole));
        std::fs::rename(here.join("out"), here.join("whole")).unwrap();
        let mut child = begin(here, &[words, &["--out", "out"]].concat());
        wait_until(&mut child, || kept_of_study(&here.join("out.unfinished")) > 1_000);
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success(), "{words:?}: it ended before it could be killed");
        let resumed = dtoc(here, &[words, &["--out", "out", "--resume", "--threads", "1"]].concat());
        assert!(told(&resumed).contains("goes on after "), "{words:?}: {}", told(&resumed));
        assert_eq!(said(&resumed), said(&whole), "{words:?}");
        assert!(contents(&here.join("out")) == contents(&here.join("whole")), "{words:?}");
        std::fs::remove_dir_all(here.join("out")).unwrap();
        std::fs::remove_dir_all(here.join("whole")).unwrap();
    }
}

/// What a study tells when no file may be longer than so many kilobytes.
#[cfg(target_os = "linux")]
fn told_without_room(here: &Path, kilobytes: u64, words: &[&str]) -> String {
    // The signal is ignored, so that the write fails and not the process.
    let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", kilobytes * 2);
    let mut command = std::process::Command::new("sh");
    command.current_dir(here).args(["-c", &script]).arg(assert_cmd::cargo::cargo_bin("dtoc"));
    let output = command.args(words).args(["--out", "out"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{words:?}: {}", told(&output));
    told(&output)
}

#[cfg(target_os = "linux")]
#[test]
fn a_write_that_fails_is_followed_by_how_to_go_on_in_every_study() {
    let tiny = folder();
    super::calibrate::ranged(tiny.path());
    let levers = super::plan::with_levers();
    let years = super::backtest::folder();
    let backtest = super::backtest::words(&["--until", "2027-09"]);
    let sweep = ["sweep", "tiny.toml", "--vary", "service.care.places=10..30:10", "--replications", "4"];
    std::fs::write(tiny.path().join("case.toml"), super::verify::case(40.0)).unwrap();
    // Room for the first lot of runs, and not for all that is written.
    let studies: [(&Path, u64, &[&str]); 8] = [
        (tiny.path(), 12, &["run", "tiny.toml", "--replications", "70", "--checkpoint-every", "0"]),
        (tiny.path(), 12, &["compare", "tiny.toml", "--cap", "10"]),
        (tiny.path(), 12, &sweep),
        (levers.path(), 12, &["plan", "levers.toml", "--replications", "8", "--cap", "8"]),
        (tiny.path(), 12, &["sensitivity", "tiny.toml", "--replications", "4", "--trajectories", "0"]),
        (tiny.path(), 12, &super::calibrate::WORDS),
        (years.path(), 20, &backtest),
        (tiny.path(), 12, &["verify", "case.toml"]),
    ];
    for (here, kilobytes, words) in studies {
        let message = told_without_room(here, kilobytes, words);
        assert!(message.contains("could not be written: file too large"), "{words:?}: {message}");
        assert!(message.contains("; with --resume the same command goes on from there\n"), "{words:?}: {message}");
        let resumed = dtoc(here, &[words, &["--out", "out", "--resume"]].concat());
        assert!(told(&resumed).contains("goes on after "), "{words:?}: {}", told(&resumed));
        assert_eq!(resumed.status.code(), Some(0), "{words:?}: {}", told(&resumed));
        std::fs::remove_dir_all(here.join("out")).unwrap();
    }
}
