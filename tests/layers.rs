//! The layers drawn at the head of the library: a module uses only lines below it, each third-party package has one home, and
//! printing, files and the environment belong to the command line.

use std::path::Path;

use crate::sources::sources;

/// From the top to the foundations; a layer uses those after it.
const LAYERS: [&str; 5] = ["cli", "report", "experiment", "scenario", "model"];

/// Below all layers; these never use each other.
const FOUNDATIONS: [&str; 3] = ["engine", "random", "statistics"];

/// The only folder that names each package.
const HOMES: [(&str, &[&str]); 7] = [
    ("cli", &["clap", "indicatif", "ctrlc", "tempfile", "anstream", "anstyle", "terminal_size", "postcard"]),
    ("report", &["plotters", "tiny_skia", "ab_glyph", "notosans", "maud", "csv", "comfy_table"]),
    ("experiment", &["rayon"]),
    ("scenario", &["toml", "annotate_snippets", "strsim", "sha2"]),
    ("model", &["jiff"]),
    ("random", &["rand", "rand_distr"]),
    ("statistics", &["statrs", "nalgebra"]),
];

/// What is written down is described where it is kept: a tally in `statistics`, an outcome in `model`, a lever in `scenario`, what a
/// study is asked and finds in `experiment`, a page or a table in `report`, a file in `cli`. So these two have several homes. A
/// checksum tells what is written down from what was damaged, in `cli`, and one text that is asked with from another, in `experiment`.
///
/// Functions that must be the same on every computer come from libm wherever numbers are worked out.
const SHARED: [(&str, &[&str]); 4] = [
    ("crc32fast", &["cli", "experiment"]),
    ("serde", &["cli", "report", "experiment", "scenario", "model", "statistics"]),
    ("serde_json", &["cli", "report"]),
    ("libm", &["random", "statistics"]),
];

/// What only the command line does: everything below it runs in a browser too.
const EFFECTS: [&str; 13] = [
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "dbg!",
    "stdout(",
    "stderr(",
    "std::fs",
    "std::env",
    "std::time",
    "std::thread",
    "std::process",
    "std::net",
];

/// The only file that names rayon.
const HOME_OF_THREADS: &str = "experiment/threads.rs";

/// Whether a word stands in code as a word of its own.
fn names(code: &str, word: &str) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
    code.match_indices(word)
        .any(|(at, _)| !is_part(code[..at].chars().next_back()) && !is_part(code[at + word.len()..].chars().next()))
}

/// The modules at the root of the crate that a piece of code names.
fn used(code: &str) -> Vec<&'static str> {
    let all = LAYERS.iter().chain(&FOUNDATIONS);
    all.copied()
        .filter(|module| names(code, &format!("crate::{module}")) || names(code, &format!("dtoc::{module}")))
        .collect()
}

fn may_use(user: &str, used: &str) -> bool {
    let rank = |module: &str| LAYERS.iter().position(|&layer| layer == module);
    match (rank(user), rank(used)) {
        _ if user == used => true,
        (Some(user), Some(used)) => user < used,
        (Some(_), None) => true,
        (None, _) => false,
    }
}

#[test]
fn every_folder_of_sources_has_its_place() {
    let homes: Vec<String> = sources().iter().map(|source| source.home().to_owned()).collect();
    for home in &homes {
        let is_known = LAYERS.contains(&home.as_str()) || FOUNDATIONS.contains(&home.as_str());
        assert!(is_known || ["lib", "main"].contains(&home.as_str()), "{home} is neither a layer nor a foundation");
    }
    for layer in LAYERS.iter().chain(&FOUNDATIONS) {
        assert!(homes.iter().any(|home| home == layer), "{layer}");
    }
}

#[test]
fn a_module_uses_only_layers_below_it_and_foundations_never_each_other() {
    let mut uses = 0;
    for source in sources().iter().filter(|source| source.path.contains('/')) {
        assert!(!source.code.contains("crate::{"), "{}: name one module of the crate in each use", source.path);
        for module in used(&source.code) {
            assert!(may_use(source.home(), module), "{} uses {module}", source.path);
            uses += 1;
        }
        let to_the_root = "super::".repeat(source.depth());
        assert!(!source.code.contains(&to_the_root), "{} reaches the root by super", source.path);
    }
    assert!(uses > 50, "{uses} uses");
}

#[test]
fn the_layers_are_those_of_the_house() {
    assert!(may_use("cli", "report") && may_use("report", "model") && may_use("model", "engine"));
    assert!(!may_use("model", "scenario") && !may_use("experiment", "report") && !may_use("report", "cli"));
    assert!(!may_use("engine", "random") && !may_use("statistics", "model") && may_use("random", "random"));
}

#[test]
fn each_package_is_named_where_it_belongs_only() {
    let sources = sources();
    let one_home = HOMES.iter().flat_map(|(home, packages)| packages.iter().map(move |package| (package, vec![*home])));
    for (package, homes) in one_home.chain(SHARED.iter().map(|(package, homes)| (package, homes.to_vec()))) {
        let path = format!("{package}::");
        let strangers = sources.iter().filter(|s| !homes.contains(&s.home()) && mentions(&s.code, &path));
        let strangers: Vec<&str> = strangers.map(|source| source.path.as_str()).collect();
        assert!(strangers.is_empty(), "{package} belongs to {homes:?}, but is named in {strangers:?}");
    }
}

/// Whether code names a path that begins with a package, such as `csv::`, and is not the end of another, such as `data::csv::`.
fn mentions(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn each_package_of_the_program_has_a_home() {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a text");
    let dependencies = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next());
    for line in dependencies.unwrap_or_default().lines().filter(|line| line.contains('=')) {
        let package = line.split('=').next().unwrap_or_default().trim().replace('-', "_");
        let is_shared = SHARED.iter().any(|(shared, _)| *shared == package);
        let has_home = HOMES.iter().any(|(_, packages)| packages.contains(&package.as_str()));
        assert!(has_home != is_shared, "{package} has no home, or too many");
    }
}

#[test]
fn only_the_command_line_prints_and_touches_files_the_environment_clocks_threads_and_the_network() {
    for source in sources().iter().filter(|source| source.path.contains('/') && source.home() != "cli") {
        assert!(!source.code.contains("std::{"), "{}: name one module of std in each use", source.path);
        for effect in EFFECTS {
            assert!(!mentions(&source.code, effect), "{} has {effect}", source.path);
        }
    }
}

#[test]
fn threads_have_one_home() {
    let sources = sources();
    let homes = sources.iter().filter(|source| mentions(&source.code, "rayon::")).map(|source| source.path.as_str());
    assert_eq!(homes.collect::<Vec<_>>(), [HOME_OF_THREADS]);
}
