//! `dtoc init`: a first scenario to fill in.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::sources;
use super::style::NAME;
use super::terminal;
use super::words::{quoted, reason};

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc init
  dtoc init north-district.toml";

/// The words after `dtoc init`.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// File to write; one that exists is never overwritten
    #[arg(value_name = "FILE", default_value = "my-scenario.toml")]
    pub file: PathBuf,
}

/// The embedded scenario that people begin with.
const FIRST: &str = "first-scenario";

/// Writes the first scenario to a new file, and says how to go on.
pub fn init(arguments: &InitArguments) -> Result<(), Failure> {
    let mut file = arguments.file.clone();
    // Without an ending, `dtoc run NAME` could mean a scenario inside the program.
    if file.extension().is_none() && !file.is_dir() {
        file.set_extension("toml");
    }
    let text = sources::embedded(FIRST).map(|known| known.text);
    let text = text.ok_or_else(|| Failure::cannot("this program was built without its first scenario"))?;
    write_new(&file, text)?;
    let name = quoted(&file);
    terminal::print(&format!(
        "Wrote {}, a scenario that runs as it is. Change its numbers to yours. Next:\n\n  {NAME}dtoc check {name}{NAME:#}\n  \
         {NAME}dtoc run {name}{NAME:#}\n",
        file.display()
    ))
}

/// Writes a file that must not exist yet.
fn write_new(file: &Path, text: &str) -> Result<(), Failure> {
    let opened = OpenOptions::new().write(true).create_new(true).open(file);
    let written = opened.and_then(|mut opened| {
        opened.write_all(text.as_bytes()).inspect_err(|_| {
            // The file is ours, and half of it helps nobody.
            let _ = std::fs::remove_file(file);
        })
    });
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Failure::cannot(format!("`{}` exists, and is left as it is", file.display()))
            .help("give another name: `dtoc init my-second-scenario.toml`"),
        ErrorKind::NotFound => {
            Failure::cannot(format!("`{}` could not be written: there is no such folder", file.display()))
                .help("make the folder first")
        }
        _ => Failure::cannot(format!("`{}` could not be written: {}", file.display(), reason(&error)))
            .help("give a file in a folder that you may write to: `dtoc init PATH`"),
    })
}
