//! No two files of the library use each other, directly or by way of others: a file can be read, and changed, knowing only those
//! that it names.
//!
//! A file uses another when a path in it leads to something that the other defines. A parent that declares a module, or hands on
//! its names with `pub use`, does not use it for that; a name that is handed on counts where it is used. A part of a module may take
//! from the file of the module what all its parts share. What `impl` blocks in several files add to one type is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::sources::{Source, sources};

/// Circles that there still are, each with all its files. The list only ever becomes shorter.
const STANDING: &[&[&str]] = &[];

/// A module by the names that lead to it from the root of the crate.
type Path = Vec<String>;

/// A name that a `use` brings into a module.
struct Import {
    /// Where it comes from, as it is written.
    path: Path,
    name: String,
    /// Whether it is handed on to others.
    is_public: bool,
}

/// What a source file says of others.
struct Module {
    file: String,
    imports: Vec<Import>,
    /// Paths of two names or more, outside `use`.
    paths: Vec<Path>,
    /// Every word outside `use`.
    words: BTreeSet<String>,
}

/// What a path leads to.
enum Found {
    Module(Path),
    /// Something that this file defines.
    In(String),
}

/// The words of code, `::`, and all other signs one by one.
fn tokens(code: &str) -> Vec<&str> {
    let is_of_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            ':' if rest.starts_with("::") => 2,
            _ if is_of_word(first) => rest.find(|c| !is_of_word(c)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Reads what follows `use`, or stands between its braces, from a position on; answers with the position after it.
fn read_use(tokens: &[&str], mut at: usize, before: &[String], imports: &mut Vec<Import>, is_public: bool) -> usize {
    let mut path = before.to_vec();
    let mut renamed = None;
    while let Some(&token) = tokens.get(at) {
        match token {
            "::" => at += 1,
            "{" => {
                while let Some(&("{" | ",")) = tokens.get(at) {
                    at = read_use(tokens, at + 1, &path, imports, is_public);
                }
                return at + 1;
            }
            "as" => {
                renamed = tokens.get(at + 1).map(|&name| name.to_owned());
                at += 2;
            }
            _ if is_word(token) || token == "*" => {
                path.push(token.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    if path.len() > before.len() {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let name = renamed.or_else(|| path.last().cloned()).unwrap_or_default();
        imports.push(Import { path, name, is_public });
    }
    at
}

/// Reads a source file.
fn read(source: &Source) -> Module {
    let tokens = tokens(&source.code);
    let mut module =
        Module { file: source.path.clone(), imports: Vec::new(), paths: Vec::new(), words: BTreeSet::new() };
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at] == "use" && tokens.get(at + 1).is_some_and(|&next| is_word(next)) {
            let is_public = at > 0 && ["pub", ")"].contains(&tokens[at - 1]);
            at = read_use(&tokens, at + 1, &[], &mut module.imports, is_public);
            continue;
        }
        if !is_word(tokens[at]) {
            at += 1;
            continue;
        }
        let mut path = vec![tokens[at].to_owned()];
        while tokens.get(at + 1) == Some(&"::") && tokens.get(at + 2).is_some_and(|&next| is_word(next)) {
            path.push(tokens[at + 2].to_owned());
            at += 2;
        }
        at += 1;
        module.words.insert(path[0].clone());
        if path.len() > 1 {
            module.paths.push(path);
        }
    }
    module
}

/// All modules of the library, by their paths.
fn house(sources: &[Source]) -> BTreeMap<Path, Module> {
    let of_library = sources.iter().filter(|source| source.path != "main.rs");
    let path = |file: &str| -> Path {
        let stem = file.trim_end_matches(".rs");
        let names = stem.split('/').filter(|&name| name != "mod" && name != "lib");
        names.map(str::to_owned).collect()
    };
    of_library.map(|source| (path(&source.path), read(source))).collect()
}

/// Follows what a `use` of a module names; nothing when that is of another package.
fn handed_on(house: &BTreeMap<Path, Module>, module: &Path, import: &Import) -> Option<Found> {
    let is_of_itself = import.path.first() == Some(&import.name);
    let mut below = module.clone();
    below.push(import.name.clone());
    if is_of_itself && !house.contains_key(&below) { None } else { follow(house, module, &import.path) }
}

/// Follows a path that is written in a module; nothing when it leads out of the library or to no name of the module.
fn follow(house: &BTreeMap<Path, Module>, module: &Path, path: &[String]) -> Option<Found> {
    let mut here = module.clone();
    for (at, name) in path.iter().enumerate() {
        let is_last = at + 1 == path.len();
        match name.as_str() {
            "crate" => here.clear(),
            "self" => (),
            "super" => drop(here.pop()),
            name => {
                let mut below = here.clone();
                below.push(name.to_owned());
                let import = house.get(&here)?.imports.iter().find(|import| import.name == name);
                match (import, house.contains_key(&below)) {
                    (None, false) if at == 0 => return None,
                    (None, false) => return Some(Found::In(house[&here].file.clone())),
                    (Some(import), is_module) if !is_module || is_last => match handed_on(house, &here, import) {
                        Some(Found::Module(there)) => here = there,
                        Some(found @ Found::In(_)) => return Some(found),
                        // A macro of a package may have the name of a function of this file.
                        None if at > 0 => return Some(Found::In(house[&here].file.clone())),
                        None => return None,
                    },
                    (Some(_) | None, _) => here = below,
                }
            }
        }
    }
    Some(Found::Module(here))
}

/// For each file the files that it uses, and one name for each.
type Uses<'u> = BTreeMap<&'u str, BTreeMap<String, String>>;

/// Who uses whom.
fn uses(house: &BTreeMap<Path, Module>) -> Uses<'_> {
    let mut all = BTreeMap::new();
    for (path, module) in house {
        let mut used = BTreeMap::new();
        let is_used = |import: &&Import| !import.is_public || module.words.contains(&import.name);
        let imported = module.imports.iter().filter(is_used).map(|import| &import.path);
        for written in imported.chain(&module.paths) {
            let file = match follow(house, path, written) {
                Some(Found::In(file)) => file,
                Some(Found::Module(_)) | None => continue,
            };
            if file != module.file {
                used.insert(file, written.join("::"));
            }
        }
        all.insert(module.file.as_str(), used);
    }
    all
}

/// The files that can be come to from this one.
fn reached<'u>(uses: &'u Uses, from: &'u str) -> BTreeSet<&'u str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![from];
    while let Some(file) = open.pop() {
        for next in uses[file].keys() {
            if seen.insert(next.as_str()) {
                open.push(next);
            }
        }
    }
    seen
}

/// The circles that there are, each with all its files.
fn circles<'u>(uses: &'u Uses) -> BTreeSet<BTreeSet<&'u str>> {
    let from: BTreeMap<&str, BTreeSet<&str>> = uses.keys().map(|&file| (file, reached(uses, file))).collect();
    let circle = |(file, reached): (&&str, &BTreeSet<&'u str>)| {
        reached.iter().copied().filter(|other| from[other].contains(file)).collect::<BTreeSet<&str>>()
    };
    from.iter().map(circle).filter(|circle| !circle.is_empty()).collect()
}

/// The same without what a part of a module takes from the file of the module itself.
fn without_own_module<'u>(uses: &Uses<'u>) -> Uses<'u> {
    let parts = |file: &str| format!("{}/", file.trim_end_matches("/mod.rs").trim_end_matches(".rs"));
    let kept = |(&file, used): (&&'u str, &BTreeMap<String, String>)| {
        let others = used.iter().filter(|(other, _)| !file.starts_with(&parts(other)));
        (file, others.map(|(other, name)| (other.clone(), name.clone())).collect())
    };
    uses.iter().map(kept).collect()
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let sources = sources();
    let house = house(&sources);
    let uses = without_own_module(&uses(&house));
    let found = circles(&uses);
    let standing: BTreeSet<BTreeSet<&str>> = STANDING.iter().map(|files| files.iter().copied().collect()).collect();
    let mut wrong = String::new();
    for circle in found.difference(&standing) {
        writeln!(wrong, "these use each other: {circle:?}").expect("room in a text");
        for file in circle {
            for (other, name) in uses[file].iter().filter(|(other, _)| circle.contains(other.as_str())) {
                writeln!(wrong, "  {file} -> {other}: {name}").expect("room in a text");
            }
        }
    }
    for circle in standing.difference(&found) {
        writeln!(wrong, "this circle is no more, take it off the list: {circle:?}").expect("room in a text");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn names_are_followed_to_the_files_that_define_them() {
    let source = |path: &str, code: &str| Source { path: path.to_owned(), code: code.to_owned() };
    let sources = [
        source("lib.rs", "pub mod post;"),
        source("post/mod.rs", "mod letter; mod stamp; mod weight; pub use letter::{Letter, sent as posted};"),
        source("post/letter.rs", "use super::stamp; pub struct Letter; pub fn sent() { stamp::price() }"),
        source("post/stamp.rs", "use crate::post::weight::{self, GRAM}; pub fn price() { weight::of(GRAM) }"),
        source("post/weight.rs", "pub const GRAM: u32 = 1; pub fn of(_: u32) { super::posted() }"),
    ];
    let house = house(&sources);
    let uses = uses(&house);
    assert_eq!(uses["post/mod.rs"], BTreeMap::new());
    assert_eq!(uses["post/weight.rs"], BTreeMap::from([("post/letter.rs".into(), "super::posted".into())]));
    let circle = BTreeSet::from(["post/letter.rs", "post/stamp.rs", "post/weight.rs"]);
    assert_eq!(circles(&uses), BTreeSet::from([circle]));
}
