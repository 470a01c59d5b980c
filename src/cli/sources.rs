//! Finding and reading scenarios: by the name of one inside the program, or from a file.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::refusal::show;
use super::terminal;
use super::words::{counted, listed, reason};

use crate::scenario::{self, Draft, Embedded, Problems, Scenario, Verification};
use crate::scenario::{did_you_mean, nearest};

/// No scenario is longer than this; a device or a disk image can be.
const MOST_BYTES: u64 = 16 << 20;

/// The text of a scenario and what it is called. Once checked it holds the texts that it extends too, so that it can be written
/// down and read again where those files are not.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Text {
    /// As messages call it: the path as typed, or the name of an embedded scenario.
    pub name: String,
    /// Short name: that of the file without its ending.
    pub id: String,
    text: String,
    /// The files that it extends, by their ways from its folder, as far as they were read.
    extended: BTreeMap<String, String>,
    /// Where the files that it extends are looked for; `None` for an embedded scenario.
    #[serde(skip)]
    folder: Option<PathBuf>,
}

/// The scenario inside the program with this name.
pub fn embedded(name: &str) -> Option<&'static Embedded> {
    scenario::embedded().iter().find(|known| known.id == name)
}

/// The verification case inside the program with this name.
pub fn case(name: &str) -> Option<&'static Embedded> {
    scenario::verification_cases().iter().find(|known| known.id == name)
}

impl Text {
    /// The scenario with a name or path as typed. A name inside the program comes before a file of the same name.
    pub fn find(typed: &Path) -> Result<Self, Failure> {
        if let Some(known) = typed.to_str().and_then(embedded) {
            let (name, text) = (known.id.to_owned(), known.text.to_owned());
            return Ok(Self { id: name.clone(), name, text, extended: BTreeMap::new(), folder: None });
        }
        let name = typed.display().to_string();
        let text = match read(typed) {
            Ok(text) => text,
            Err(Unreadable::Missing) => return Err(missing(typed, &name)),
            Err(Unreadable::Because { what, help }) => {
                return Err(Failure::cannot(format!("`{name}` {what}")).help(help));
            }
        };
        let id = typed.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned());
        let folder = typed.parent().map(Path::to_owned);
        Ok(Self { name, id, text, extended: BTreeMap::new(), folder })
    }

    /// The verification case with a name or path as typed; any scenario will do.
    pub fn find_case(typed: &Path) -> Result<Self, Failure> {
        let name = typed.to_str().unwrap_or_default();
        if let Some(known) = case(name) {
            return Ok(Self {
                name: known.id.into(),
                id: known.id.into(),
                text: known.text.into(),
                extended: BTreeMap::new(),
                folder: None,
            });
        }
        let is_name = typed.components().count() == 1 && typed.extension().is_none() && !typed.exists();
        if !is_name || embedded(name).is_some() {
            return Self::find(typed);
        }
        let names = || scenario::verification_cases().iter().map(|case| case.id);
        let near = did_you_mean(name, names()).unwrap_or_else(|| format!("the cases are {}", listed(names())));
        Err(Failure::cannot(format!("there is no case `{name}` inside the program")).help(near))
    }

    /// Checks the scenario.
    pub fn load(&mut self) -> Result<Scenario, Problems> {
        self.load_with(&[])
    }

    /// Checks the scenario with other values for some of its quantities.
    pub fn load_with(&mut self, values: &[(String, f64)]) -> Result<Scenario, Problems> {
        self.draft().check(values)
    }

    /// The scenario read, to be checked with many values.
    pub fn draft(&mut self) -> Draft {
        let extended = RefCell::new(std::mem::take(&mut self.extended));
        let read = |name: &str| {
            if let Some(text) = extended.borrow().get(name) {
                return Ok(text.clone());
            }
            let text = self.beside(name)?;
            extended.borrow_mut().insert(name.to_owned(), text.clone());
            Ok(text)
        };
        let draft = Draft::read(&self.name, &self.id, &self.text, &read);
        self.extended = extended.into_inner();
        draft
    }

    /// Checks the scenario, and once more with the values of each of its verification cases.
    pub fn load_with_cases(&mut self) -> Result<(Scenario, Vec<Scenario>), Problems> {
        let plain = self.load()?;
        let with_values = |case: &Verification| {
            self.load_with(&case.values).inspect_err(|_| {
                terminal::tell(&format!("With the values of the case `{}` of `{}`:\n", case.id, self.name));
            })
        };
        let cases = plain.verifications.iter().map(with_values).collect::<Result<_, _>>()?;
        Ok((plain, cases))
    }

    /// The folder of the file; `None` for a scenario inside the program.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The text of a file that the scenario extends, which stands beside it unless its path says otherwise.
    fn beside(&self, name: &str) -> Result<String, String> {
        let Some(folder) = &self.folder else {
            return Err("not a scenario inside the program".into());
        };
        let path = folder.join(name);
        read(&path).map_err(|unreadable| match unreadable {
            Unreadable::Missing => format!("there is no file `{}`", path.display()),
            Unreadable::Because { what, .. } => format!("`{}` {what}", path.display()),
        })
    }
}

/// A checked scenario, ready to run. Problems are shown as they are found, and warnings too.
pub fn checked(typed: &Path) -> Result<Scenario, Failure> {
    checked_text(&mut Text::find(typed)?)
}

/// The same of a text that was found already.
pub fn checked_text(text: &mut Text) -> Result<Scenario, Failure> {
    match text.load() {
        Ok(scenario) => {
            show(&scenario.warnings);
            Ok(scenario)
        }
        Err(problems) => {
            show(&problems);
            let count = counted(problems.errors(), "problem");
            Err(Failure::cannot(format!("`{}` has {count}; nothing was run", text.name)))
        }
    }
}

/// The text of a file of observations.
pub fn observed(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    read(path).map_err(|unreadable| match unreadable {
        Unreadable::Missing => Failure::cannot(format!("there is no file `{name}`"))
            .help("give the path of a CSV file with what was really counted: --observed FILE"),
        Unreadable::Because { what, .. } => Failure::cannot(format!("`{name}` {what}"))
            .help("give a CSV file in UTF-8; `dtoc calibrate --help` says what is in it"),
    })
}

/// Why a file gives no text.
enum Unreadable {
    Missing,
    /// `what` continues a sentence that begins with the name of the file.
    Because {
        what: String,
        help: String,
    },
}

fn because(what: impl Into<String>, help: &str) -> Unreadable {
    Unreadable::Because { what: what.into(), help: help.into() }
}

/// The text of a file that is no scenario.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    read(path).map_err(|unreadable| match unreadable {
        Unreadable::Missing => Failure::cannot(format!("there is no file `{name}`")),
        // The ways out are those of scenario files.
        Unreadable::Because { what, .. } => Failure::cannot(format!("`{name}` {what}")),
    })
}

fn read(path: &Path) -> Result<String, Unreadable> {
    let refused = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => Unreadable::Missing,
        _ => because(format!("could not be read: {}", reason(&error)), "give a file that you may read"),
    };
    if path.is_dir() {
        return Err(because("is a folder, not a scenario file", "give the path of a file that ends in .toml"));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)).map_err(refused)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(because("is longer than any scenario (16 MB)", "give the path of a file that ends in .toml"));
    }
    let text =
        String::from_utf8(bytes).map_err(|error| not_text(error.as_bytes(), error.utf8_error().valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(because("is empty", "begin with a copy of the first scenario: `dtoc init`"));
    }
    Ok(text)
}

fn not_text(bytes: &[u8], at: usize) -> Unreadable {
    let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
    because(
        format!("is not text in UTF-8: line {line} holds a byte that belongs to no character"),
        "save it as UTF-8; spreadsheets and word processors write other formats",
    )
}

/// The failure for a name that leads nowhere, with the name that was probably meant.
fn missing(typed: &Path, name: &str) -> Failure {
    let files = beside(typed);
    let file_name = typed.file_name().unwrap_or_default().to_string_lossy();
    let meant = |file: &str| format!("did you mean `{}`?", typed.with_file_name(file).display());
    let without_ending =
        files.iter().find(|file| file.strip_suffix(".toml") == Some(&*file_name)).map(|file| meant(file));
    let near = nearest(&file_name, files.iter().map(String::as_str)).map(meant);
    if typed.components().count() > 1 || typed.extension().is_some() {
        let first = "`dtoc init` writes a first scenario, with comments, to fill in";
        return Failure::cannot(format!("there is no file `{name}`"))
            .help(without_ending.or(near).unwrap_or_else(|| first.into()));
    }
    let names = || scenario::embedded().iter().map(|known| known.id);
    let help = without_ending.or_else(|| did_you_mean(name, names())).or(near);
    Failure::cannot(format!("there is no scenario `{name}`, neither inside the program nor as a file"))
        .help(help.unwrap_or_else(|| format!("the scenarios inside the program are {}", listed(names()))))
}

/// The scenario files in the folder of a path.
fn beside(path: &Path) -> Vec<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = folder.read_dir() else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".toml")).take(1_000).collect();
    names.sort();
    names
}
