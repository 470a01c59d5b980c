//! The source files of the library and the program, as the tests read them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A source file: its path below `src`, and its code without comments and tests.
pub struct Source {
    pub path: String,
    pub code: String,
}

impl Source {
    /// The folder below `src`, or the file there.
    pub fn home(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or_default()
    }

    /// How many `super` lead from the module to the root of the crate.
    pub fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders } else { folders + 1 }
    }
}

fn files_under(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of it").path();
        if path.is_dir() {
            files_under(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every source file, without comments and tests.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    files_under(&root, &mut files);
    files.sort();
    let texts: BTreeMap<String, String> = files
        .iter()
        .map(|file| {
            let below = file.strip_prefix(&root).expect("below the root");
            let path = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            (path, without_comments(&std::fs::read_to_string(file).expect("a text")))
        })
        .collect();
    let of_tests: Vec<String> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_for_tests = |path: &str| of_tests.iter().any(|module| path.starts_with(module.as_str()));
    let kept = texts.into_iter().filter(|(path, _)| !is_for_tests(path));
    kept.map(|(path, text)| Source { path, code: without_tests(&text) }).collect()
}

/// Without lines and ends of lines that are comments.
fn without_comments(text: &str) -> String {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.map(|line| line.split(" // ").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The files of modules that are compiled for tests only, as beginnings of paths.
fn test_modules(path: &str, text: &str) -> Vec<String> {
    let folder = match path.strip_suffix("/mod.rs") {
        Some(folder) => folder.to_owned(),
        None if path.contains('/') => path.trim_end_matches(".rs").to_owned(),
        None => String::new(),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';'));
    let name = |line: &str| line.trim_end_matches(';').rsplit(' ').next().unwrap_or_default().to_owned();
    let modules = declared.filter(|pair| pair[1].contains("mod ")).map(|pair| name(pair[1]));
    modules.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/")]).collect()
}

/// Up to the tests at the end of the file.
fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text).to_owned()
}
