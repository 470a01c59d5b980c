//! `dtoc run --shard` and `dtoc merge`: parts of a run, put together, are the run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{TINY, assert_fails, dtoc, folder, names, said, told};

/// Every file below a folder, by its path.
pub fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for name in names(folder) {
        let path = folder.join(&name);
        if path.is_dir() {
            let inner = contents(&path);
            files.extend(inner.into_iter().map(|(file, bytes)| (Path::new(&name).join(file), bytes)));
        } else {
            files.insert(name.into(), std::fs::read(path).unwrap());
        }
    }
    files
}

/// Both folders hold the same files with the same bytes.
#[track_caller]
pub fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (contents(one), contents(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    assert!(one.len() > 20, "{}", one.len());
    for (file, bytes) in &one {
        assert!(other[file] == *bytes, "{} differs", file.display());
    }
}

fn shard(folder: &Path, shard: &str, out: &str, more: &[&str]) {
    let words = ["run", "tiny.toml", "--replications", "300", "--shard", shard, "--out", out];
    let output = dtoc(folder, &[&words, more].concat());
    assert_eq!((output.status.code(), told(&output)), (Some(0), String::new()));
    assert!(said(&output).starts_with("Part "), "{}", said(&output));
}

#[test]
fn shards_merged_are_the_bytes_of_one_run() {
    let folder = folder();
    let here = folder.path();
    std::fs::write(here.join("mine.toml"), "extends = \"tiny.toml\"\ntitle = \"Mine\"\n").unwrap();
    let one = dtoc(here, &["run", "mine.toml", "--replications", "300", "--option", "more-places", "--out", "all"]);
    for (number, threads) in [("3/3", "2"), ("1/3", "1"), ("2/3", "2")] {
        let words = ["run", "mine.toml", "--replications", "300", "--option", "more-places", "--threads", threads];
        let output = dtoc(here, &[&words[..], &["--shard", number]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    }
    let shards = ["1", "2", "3"].map(|number| format!("output/mine.shard-{number}-of-3"));
    let parts = "partial.dtoc replications.csv tallies.dtoc";
    assert_eq!(names(&here.join(&shards[0])).join(" "), parts);
    std::fs::rename(here.join("all"), here.join("one")).unwrap();
    // The scenario is not needed for merging, nor are the parts given in order.
    std::fs::remove_file(here.join("mine.toml")).unwrap();
    std::fs::remove_file(here.join("tiny.toml")).unwrap();
    let merged = dtoc(here, &["merge", &shards[1], &shards[2], &shards[0], "--out", "all"]);
    assert_eq!((merged.status.code(), told(&merged)), (Some(0), told(&one)));
    assert_eq!(said(&merged), said(&one));
    assert_same(&here.join("one"), &here.join("all"));
}

#[test]
fn more_shards_than_blocks_are_merged_too_and_json_is_that_of_one_run() {
    let folder = folder();
    let here = folder.path();
    let json = ["--replications", "70", "--format", "json", "--out", "all"];
    let one = dtoc(here, &[&["run", "tiny.toml"][..], &json].concat());
    std::fs::rename(here.join("all"), here.join("one")).unwrap();
    for number in 1..=4 {
        let shard = format!("{number}/4");
        let output = dtoc(here, &["run", "tiny.toml", "--replications", "70", "--shard", &shard]);
        assert_eq!(output.status.code(), Some(0));
        let is_empty = said(&output).contains("no replications: all 70 are in the other parts");
        assert_eq!(is_empty, number % 2 == 1, "{}", said(&output));
        assert!(said(&output).contains("dtoc merge output/tiny.shard-*-of-4\n"), "{}", said(&output));
    }
    let shards = [1, 2, 3, 4].map(|number| format!("output/tiny.shard-{number}-of-4"));
    let words: Vec<&str> = ["merge"].into_iter().chain(shards.iter().map(String::as_str)).collect();
    let merged = dtoc(here, &[&words[..], &["--format", "json", "--out", "all"]].concat());
    assert_eq!(told(&merged), "");
    assert_eq!(said(&merged), said(&one));
    assert_same(&here.join("one"), &here.join("all"));
}

#[test]
fn parts_that_do_not_belong_together_are_refused_with_every_reason() {
    let folder = folder();
    let here = folder.path();
    shard(here, "1/3", "one", &[]);
    shard(here, "2/3", "two", &[]);
    shard(here, "3/3", "three", &[]);
    shard(here, "2/3", "seed", &["--seed", "9"]);
    shard(here, "2/3", "option", &["--option", "as-it-is"]);
    std::fs::write(here.join("tiny.toml"), TINY.replace("beds = 40", "beds = 41")).unwrap();
    shard(here, "2/3", "scenario", &[]);
    let refused = |parts: &[&str], says: &[&str]| {
        assert_fails(here, &[&["merge"], parts, &["--out", "merged"]].concat(), 1, says);
        assert!(!here.join("merged").exists() && !here.join("merged.unfinished").exists());
    };
    refused(&["one", "three"], &["error: 1 part is missing of 3: 2\n", "help: "]);
    refused(&["one"], &["2 parts are missing of 3: 2, 3\n"]);
    refused(&["one", "two", "two", "three"], &["part 2 of 3 is there more than once: `two`, `two`\n"]);
    refused(&["one", "seed", "three"], &["`seed` is of another run than `one`: seed `9`, not `1`\n"]);
    refused(&["one", "option", "three"], &["list of options `as-it-is`, not `as-it-is, more-places`"]);
    refused(&["one", "scenario", "three"], &["`scenario` is of another run than `one`: scenario `with the hash "]);
    refused(&["one", "two", "gone"], &["`gone` holds no part of a run\n", "part is missing"]);
    refused(&["one", "tiny.toml"], &["`tiny.toml` holds no part of a run\n"]);
    let all = [
        "seed `9`, not `1`",
        "3: 3\n",
        "`gone` holds no part",
        "error: 3 problems with the parts; nothing was merged\n",
    ];
    refused(&["one", "seed", "gone"], &all);
    let newer = |from: &str, to: &str| {
        let bytes = std::fs::read(here.join("two/partial.dtoc")).unwrap();
        let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).unwrap();
        std::fs::create_dir_all(here.join("newer")).unwrap();
        for file in ["tallies.dtoc", "replications.csv"] {
            std::fs::copy(here.join("two").join(file), here.join("newer").join(file)).unwrap();
        }
        let changed = [&bytes[..at], to.as_bytes(), &bytes[at + from.len()..]].concat();
        std::fs::write(here.join("newer/partial.dtoc"), changed).unwrap();
    };
    newer("\"version\":\"", "\"version\":\"9");
    refused(&["one", "newer", "three"], &["version of dtoc `90.", "not `0."]);
    refused(&["newer"], &["the parts were written by dtoc 90.", "help: merge with the version that ran them"]);
    newer("\"format\":1", "\"format\":2");
    refused(&["one", "newer", "three"], &["`newer` was written by dtoc 0.", "in a form that this version cannot read"]);
}

#[test]
fn damaged_parts_are_refused_and_never_crash() {
    let folder = folder();
    let here = folder.path();
    shard(here, "1/1", "whole", &[]);
    let damaged = here.join("damaged");
    for file in ["partial.dtoc", "tallies.dtoc", "replications.csv"] {
        let bytes = std::fs::read(here.join("whole").join(file)).unwrap();
        let flipped = |at: usize| [&bytes[..at], &[bytes[at] ^ 1], &bytes[at + 1..]].concat();
        let last = bytes.len() - 1;
        let broken = [bytes[..last].to_vec(), bytes[..bytes.len() / 2].to_vec(), Vec::new(), flipped(last), flipped(9)];
        for bytes in broken {
            std::fs::create_dir_all(&damaged).unwrap();
            for other in names(&here.join("whole")) {
                std::fs::copy(here.join("whole").join(&other), damaged.join(&other)).unwrap();
            }
            std::fs::write(damaged.join(file), &bytes).unwrap();
            assert_fails(here, &["merge", "damaged", "--out", "merged"], 1, &["error: `damaged` "]);
            assert!(!here.join("merged").exists() && !here.join("merged.unfinished").exists());
        }
    }
    std::fs::remove_file(damaged.join("tallies.dtoc")).unwrap();
    assert_fails(here, &["merge", "damaged"], 1, &["could not be read: `tallies.dtoc`: no such file or directory"]);
}

#[test]
fn what_cannot_be_split_is_refused() {
    let folder = folder();
    let refused = |words: &[&str], code: i32, says: &[&str]| {
        assert_fails(folder.path(), &[&["run", "tiny.toml", "--shard"], words].concat(), code, says);
    };
    refused(&["1/3", "--precision", "1"], 1, &["cannot be split with --shard", "help: give a number of replications"]);
    refused(&["1/3", "--format", "json"], 1, &["a shard has no summary", "help: `dtoc merge"]);
    for wrong in ["0/3", "4/3", "3", "1/0", "a/b", "-1/3", ""] {
        refused(&[&format!("--shard={wrong}")[8..]], 2, &[]);
    }
}
