//! The folder with what a run found: made beside its place, and moved there when it is complete.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::cli::failure::{Failure, reason};

/// Parts of `summary.json` by which an earlier output is known.
const MARKS: [&str; 3] = ["\"format\"", "\"scenario\"", "\"replications\""];
/// Endings of the files of an output.
const ENDINGS: [&str; 3] = ["html", "csv", "json"];

/// A folder in the making. Dropped before it is put in place, it leaves nothing behind.
pub struct OutputFolder {
    destination: PathBuf,
    /// Taken when the folder is put in place.
    making: Option<TempDir>,
    /// Folders above the destination that had to be made, outermost first.
    made: Vec<PathBuf>,
}

impl OutputFolder {
    /// Begins a folder beside `destination`.
    ///
    /// # Errors
    ///
    /// When something is there that dtoc has not written, or nothing can be written there.
    pub fn prepare(destination: &Path) -> Result<Self, Failure> {
        refuse_unless_replaceable(destination)?;
        let mut folder = Self { destination: destination.to_owned(), making: None, made: Vec::new() };
        let parent = parent(&real(destination));
        folder.make_parents(&parent)?;
        folder.making = Some(beside(&parent, ".dtoc-writing-").map_err(|error| Failure::writing(destination, &error))?);
        Ok(folder)
    }

    fn make_parents(&mut self, parent: &Path) -> Result<(), Failure> {
        let missing: Vec<&Path> = parent.ancestors().take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir(folder).map_err(|error| Failure::writing(folder, &error))?;
            self.made.push(folder.to_owned());
        }
        Ok(())
    }

    /// Where the folder will be.
    pub fn destination(&self) -> &Path {
        &self.destination
    }

    /// Where it is while it is made.
    pub fn path(&self) -> &Path {
        self.making.as_ref().map_or(&self.destination, |making| making.path())
    }

    /// Writes a file; `path` is relative to the folder.
    pub fn write(&self, path: &str, contents: &[u8]) -> Result<(), Failure> {
        let file = self.path().join(path);
        let made = file.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&file, contents))
            .map_err(|error| Failure::writing(&self.destination.join(path), &error))
    }

    /// Moves the folder to its place, and removes the earlier output that stood there.
    pub fn put_in_place(mut self) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(&self.destination, &error);
        // Something else may have been put there during the run.
        refuse_unless_replaceable(&self.destination)?;
        let Some(making) = &self.making else { return Ok(()) };
        let place = real(&self.destination);
        if place.exists() {
            let earlier = beside(&parent(&place), ".dtoc-earlier-").map_err(failed)?;
            let away = earlier.path().join("output");
            fs::rename(&place, &away).map_err(failed)?;
            if let Err(error) = fs::rename(making.path(), &place) {
                let _ = fs::rename(&away, &place);
                return Err(failed(error));
            }
        } else {
            fs::rename(making.path(), &place).map_err(failed)?;
        }
        self.made.clear();
        // It is no longer where it was made: nothing is left to clean up.
        let _ = self.making.take().map(TempDir::keep);
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        drop(self.making.take());
        for folder in self.made.iter().rev() {
            // Only when it is empty: someone else may have used it.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// A link is followed, so that what it points to is replaced and not the link.
fn real(destination: &Path) -> PathBuf {
    destination.canonicalize().unwrap_or_else(|_| destination.to_owned())
}

fn parent(place: &Path) -> PathBuf {
    let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// A temporary folder with the rights of an ordinary one.
fn beside(parent: &Path, prefix: &str) -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(parent)
}

/// Only an empty place, or an earlier output with nothing of anyone else in it, may be replaced.
fn refuse_unless_replaceable(destination: &Path) -> Result<(), Failure> {
    let name = destination.display();
    let place = real(destination);
    if place.parent().is_none() || destination.file_name().is_none() && !destination.exists() {
        return Err(refused(format!("`{name}` cannot be a folder of results")));
    }
    if !destination.exists() {
        return Ok(());
    }
    if !destination.is_dir() {
        return Err(refused(format!("`{name}` is a file, not a folder; it is left as it is")));
    }
    if std::env::current_dir().is_ok_and(|current| current.starts_with(place)) {
        return Err(refused(format!("`{name}` is the folder you are in, or holds it")));
    }
    match what_would_be_lost(destination) {
        Ok(None) => Ok(()),
        Ok(Some(what)) => Err(refused(what)),
        Err(error) => Err(refused(format!("`{name}` could not be read: {}", reason(&error)))),
    }
}

fn refused(what: String) -> Failure {
    Failure::cannot(what).help("give another folder with --out, or move it away")
}

/// What a folder holds that is not of dtoc, in a sentence.
fn what_would_be_lost(folder: &Path) -> std::io::Result<Option<String>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut entries = entries.collect::<std::io::Result<Vec<PathBuf>>>()?;
    entries.sort();
    if entries.is_empty() {
        return Ok(None);
    }
    let summary = fs::read_to_string(folder.join("summary.json")).unwrap_or_default();
    if !MARKS.iter().all(|mark| summary.contains(mark)) {
        let name = folder.display();
        return Ok(Some(format!("`{name}` holds other files than results of dtoc; it is left as it is")));
    }
    let other = entries.iter().find(|path| !is_ours(path));
    Ok(other.map(|path| format!("`{}` is not of dtoc, and would be lost", path.display())))
}

/// Whether an entry of an earlier output is of a kind that a run writes, or a hidden file as file browsers leave them everywhere.
fn is_ours(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    name == "charts" || path.is_file() && (name.starts_with('.') || ENDINGS.contains(&&*ending))
}
