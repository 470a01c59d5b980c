//! The folder with what a run found: made beside its place, and moved there when it is complete.
//!
//! The folder in the making has the name of its place and `.unfinished`. A run that is interrupted leaves it there, to be gone on
//! with; a run that fails before there is anything to go on from takes it away again.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::TempDir;

use super::failure::Failure;
use super::parts::PARTIAL;
use super::terminal;
use super::words::reason;
use crate::report::plan::option_file;

/// Parts of `summary.json` by which an earlier output is known.
const MARKS: [&str; 3] = ["\"format\"", "\"scenario\"", "\"replications\""];
/// Endings of the files of an output.
const ENDINGS: [&str; 4] = ["html", "csv", "json", "dtoc"];
/// The scenario that a calibration writes.
const CALIBRATED: &str = "calibrated.toml";
/// Held by the run that makes the folder. The system lets go of it however that run ends.
const LOCK: &str = ".dtoc-lock";

/// A folder in the making. Dropped before it is put in place, it leaves nothing behind, unless something in it is to be kept.
pub struct OutputFolder {
    destination: PathBuf,
    /// Where the folder is while it is made.
    making: PathBuf,
    lock: Mutex<Option<File>>,
    /// Folders above the destination that had to be made, outermost first.
    made: Vec<PathBuf>,
    /// What becomes of it when it is dropped.
    ending: Mutex<Ending>,
}

/// What becomes of a folder in the making.
enum Ending {
    /// It is taken away.
    Away,
    /// It stays where it is, with what these words say.
    Kept(String),
    /// It is as it was found, or is in its place.
    Left,
}

impl OutputFolder {
    /// Takes the folder beside `destination` for this run. An interrupted run may have left something in it.
    ///
    /// # Errors
    ///
    /// When something is there that dtoc has not written, when another run is writing there, or when nothing can be written there.
    pub fn prepare(destination: &Path) -> Result<Self, Failure> {
        refuse_unless_replaceable(destination)?;
        let place = real(destination);
        let mut folder = Self {
            destination: destination.to_owned(),
            making: with_ending(&place),
            lock: Mutex::new(None),
            made: Vec::new(),
            ending: Mutex::new(Ending::Left),
        };
        folder.make_parents(&parent(&place))?;
        refuse_unless_replaceable(&folder.making)?;
        let failed = |error: std::io::Error| Failure::writing(destination, &error);
        if !folder.making.exists() {
            fs::create_dir(&folder.making).map_err(failed)?;
        }
        let lock = File::create(folder.making.join(LOCK)).map_err(failed)?;
        if let Err(TryLockError::WouldBlock) = lock.try_lock() {
            // Where a file system has no locks, the run goes without.
            return Err(Failure::cannot(format!("another run is writing to `{}`", destination.display()))
                .help("wait for it to end, or give another folder with --out"));
        }
        folder.lock = Mutex::new(Some(lock));
        folder.ends(Ending::Away);
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
        &self.making
    }

    /// The same, as messages call it.
    pub fn unfinished(&self) -> PathBuf {
        with_ending(&self.destination)
    }

    /// Empties the folder of what an earlier run left, but for these files.
    pub fn clear(&self, but: &[&str]) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(&self.unfinished(), &error);
        for entry in fs::read_dir(&self.making).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name == LOCK || but.contains(&&*name) {
                continue;
            }
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(failed)?;
        }
        Ok(())
    }

    /// Takes these files from the output that stands in place, where none is here and all are there: the run that wrote it was
    /// interrupted at its very end, or has ended. True when they were taken.
    pub fn take_back(&self, files: &[&str]) -> Result<bool, Failure> {
        let here = files.iter().any(|file| self.making.join(file).exists());
        if here || !files.iter().all(|file| self.destination.join(file).exists()) {
            return Ok(false);
        }
        for file in files {
            let copied = fs::copy(self.destination.join(file), self.making.join(file));
            copied.map_err(|error| Failure::writing(&self.unfinished(), &error))?;
        }
        Ok(true)
    }

    /// Keeps the folder where it is from now on; `what` says what is in it.
    pub fn keep(&self, what: String) {
        self.ends(Ending::Kept(what));
    }

    /// What is kept, where something is.
    pub fn kept(&self) -> Option<String> {
        match &*self.ending.lock().unwrap_or_else(std::sync::PoisonError::into_inner) {
            Ending::Kept(what) => Some(what.clone()),
            Ending::Away | Ending::Left => None,
        }
    }

    /// The failure of a command whose folder may hold something to go on from.
    pub fn paused(&self, failure: Failure) -> Failure {
        match (failure, self.kept()) {
            (Failure::Stopped, Some(kept)) => Failure::Paused { kept },
            (failure @ Failure::Cannot { .. }, Some(kept)) => {
                terminal::tell(&format!("{kept}; with --resume the same command goes on from there\n"));
                failure
            }
            (failure, _) => failure,
        }
    }

    /// Leaves the folder as it is.
    pub fn leave(&self) {
        self.ends(Ending::Left);
    }

    fn ends(&self, ending: Ending) {
        *self.ending.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = ending;
    }

    /// Writes a file; `path` is relative to the folder.
    pub fn write(&self, path: &str, contents: &[u8]) -> Result<(), Failure> {
        let file = self.path().join(path);
        let made = file.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&file, contents))
            .map_err(|error| Failure::writing(&self.destination.join(path), &error))
    }

    /// Moves the folder to its place, removes the earlier output that stood there, and then files that only served the making.
    pub fn put_in_place(&self, served: &[&str]) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::writing(&self.destination, &error);
        // Something else may have been put there during the run.
        refuse_unless_replaceable(&self.destination)?;
        let place = real(&self.destination);
        drop(self.lock.lock().map(|mut lock| lock.take()));
        fs::remove_file(self.making.join(LOCK)).map_err(failed)?;
        if place.exists() {
            let earlier = beside(&parent(&place), ".dtoc-earlier-").map_err(failed)?;
            let away = earlier.path().join("output");
            fs::rename(&place, &away).map_err(failed)?;
            if let Err(error) = fs::rename(&self.making, &place) {
                let _ = fs::rename(&away, &place);
                return Err(failed(error));
            }
        } else {
            fs::rename(&self.making, &place).map_err(failed)?;
        }
        self.leave();
        for file in served {
            fs::remove_file(place.join(file)).or_else(ignore_missing).map_err(failed)?;
        }
        Ok(())
    }
}

fn ignore_missing(error: std::io::Error) -> std::io::Result<()> {
    if error.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if matches!(self.ending.get_mut(), Ok(Ending::Away)) {
            let _ = fs::remove_dir_all(&self.making);
        }
        for folder in self.made.iter().rev() {
            // Only when it is empty: someone may have used it.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The name of a place and `.unfinished`.
fn with_ending(place: &Path) -> PathBuf {
    let mut name = place.file_name().map_or_else(OsString::new, OsString::from);
    name.push(".unfinished");
    place.with_file_name(name)
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
    let is_output = MARKS.iter().all(|mark| summary.contains(mark));
    if !is_output && !folder.join(PARTIAL).exists() && !folder.join(LOCK).exists() {
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
    name == "charts"
        || [option_file::NAME, CALIBRATED].contains(&&*name)
        || path.is_file() && (name.starts_with('.') || ENDINGS.contains(&&*ending))
}
