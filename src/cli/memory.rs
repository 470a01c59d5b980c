//! What a study has simulated, on disk: so that one that is interrupted goes on from there.
//!
//! ```text
//! evaluations.dtoc   one line of JSON that says which study it is of; then, for each lot of runs, its length and its checksum
//!                    (32 bits each, little end first) and the runs
//! ```
//!
//! A lot that is not whole, or not what was written, is dropped with all that stands after it.

use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::folder::OutputFolder;
use super::terminal;
use super::words::{counted, grouped, short};
use crate::experiment::evaluations::Evaluation;
use crate::experiment::study::Identity;

/// The file; to be named to `OutputFolder::put_in_place` as one that only served the making.
pub const EVALUATIONS: &str = "evaluations.dtoc";

/// Raised when older programs could not read what is written.
const FORMAT: u32 = 1;

/// Which study it is of: another may not go on from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    format: u32,
    /// Version of the program.
    version: String,
    /// Of the scenario and those it extends.
    hash: String,
    seed: u64,
    /// What else the runs depend on, and what is read off them, in words.
    kind: String,
}

impl Header {
    fn new(Identity { hash, seed, kind }: Identity) -> Self {
        Self { format: FORMAT, version: env!("CARGO_PKG_VERSION").into(), hash, seed, kind }
    }
}

/// The file in the folder in the making.
pub struct Memory<'f> {
    folder: &'f OutputFolder,
    file: BufWriter<File>,
    kept: u64,
    failure: Option<Failure>,
}

impl<'f> Memory<'f> {
    /// Begins the file, or goes on with what an interrupted study left in the folder: that is returned too.
    ///
    /// # Errors
    ///
    /// When it cannot be read or written, or is of another study. It is then left as it is.
    pub fn open(
        folder: &'f OutputFolder,
        identity: Identity,
        resumes: bool,
    ) -> Result<(Self, Vec<Evaluation>), Failure> {
        let header = Header::new(identity);
        let path = folder.path().join(EVALUATIONS);
        if resumes && path.exists() {
            let earlier = Earlier::read(&path, folder, &header).inspect_err(|_| folder.leave())?;
            folder.clear(&[EVALUATIONS])?;
            let file = OpenOptions::new().write(true).open(&path);
            let file = file.and_then(|mut file| {
                file.set_len(earlier.bytes)?;
                file.seek(SeekFrom::End(0)).map(|_| file)
            });
            let file = file.map_err(|error| Failure::writing(&path, &error))?;
            let kept = earlier.found.len() as u64;
            terminal::tell(&format!("goes on after {}\n", runs(kept)));
            let mut memory = Self { folder, file: BufWriter::new(file), kept, failure: None };
            memory.says_what_is_kept();
            return Ok((memory, earlier.found));
        }
        if path.exists() {
            let name = folder.unfinished();
            let name = name.display();
            terminal::tell(&format!(
                "what an interrupted study left in `{name}` is dropped; --resume would go on from it\n"
            ));
        } else if resumes {
            terminal::tell("there is nothing to go on from: the study begins from the start\n");
        }
        folder.clear(&[])?;
        let begun = File::create(&path).map(BufWriter::new).and_then(|mut file| {
            serde_json::to_writer(&mut file, &header)?;
            file.write_all(b"\n")?;
            file.flush().map(|()| file)
        });
        let file = begun.map_err(|error| Failure::writing(&path, &error))?;
        Ok((Self { folder, file, kept: 0, failure: None }, Vec::new()))
    }

    /// Keeps what was found, and says whether it could. A failure to write is kept as well, for [`Memory::checkpoint`].
    pub fn keep(&mut self, found: &[Evaluation]) -> bool {
        if self.failure.is_some() || found.is_empty() {
            return self.failure.is_none();
        }
        match framed(found).and_then(|frame| self.file.write_all(&frame).and_then(|()| self.file.flush())) {
            Ok(()) => {
                self.kept += found.len() as u64;
                self.says_what_is_kept();
            }
            Err(error) => {
                self.failure = Some(Failure::writing(&self.folder.destination().join(EVALUATIONS), &error));
            }
        }
        self.failure.is_none()
    }

    /// The failure to write, where there was one.
    pub fn checkpoint(&self) -> Result<(), Failure> {
        self.failure.clone().map_or(Ok(()), Err)
    }

    fn says_what_is_kept(&mut self) {
        let is_are = if self.kept == 1 { "is" } else { "are" };
        let name = self.folder.unfinished();
        self.folder.keep(format!("{} {is_are} kept in `{}`", runs(self.kept), name.display()));
    }
}

fn runs(number: u64) -> String {
    if number == 1 { counted(1, "run") } else { format!("{} runs", grouped(number)) }
}

fn framed(found: &[Evaluation]) -> std::io::Result<Vec<u8>> {
    let lot = postcard::to_stdvec(found).map_err(std::io::Error::other)?;
    let length = u32::try_from(lot.len()).map_err(std::io::Error::other)?;
    Ok([&length.to_le_bytes()[..], &crc32fast::hash(&lot).to_le_bytes(), &lot].concat())
}

/// What an interrupted study left.
struct Earlier {
    found: Vec<Evaluation>,
    /// How much of the file is whole.
    bytes: u64,
}

impl Earlier {
    fn read(path: &Path, folder: &OutputFolder, header: &Header) -> Result<Self, Failure> {
        let name = folder.unfinished();
        let refused = |why: String| {
            Failure::cannot(format!("`{}` {why}", name.display()))
                .help("without --resume the study begins from the start")
        };
        let bytes =
            fs::read(path).map_err(|error| refused(format!("could not be read: {}", super::words::reason(&error))))?;
        let end = bytes.iter().position(|&byte| byte == b'\n').unwrap_or(bytes.len());
        let there: Header = serde_json::from_slice(&bytes[..end])
            .map_err(|_| refused(format!("is damaged: `{EVALUATIONS}` is not what was written")))?;
        if there != *header {
            return Err(refused(format!(
                "holds an interrupted study of something else: {}",
                difference(header, &there)
            )));
        }
        let mut earlier = Self { found: Vec::new(), bytes: end as u64 + 1 };
        let mut rest = bytes.get(end + 1..).unwrap_or_default();
        while let Some((found, length)) = lot(rest) {
            earlier.found.extend(found);
            earlier.bytes += length as u64;
            rest = &rest[length..];
        }
        Ok(earlier)
    }
}

/// The first lot of these bytes and its length, where it is whole.
fn lot(bytes: &[u8]) -> Option<(Vec<Evaluation>, usize)> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let lot = rest.get(..length)?;
    if crc32fast::hash(lot) != u32::from_le_bytes(*checksum) {
        return None;
    }
    postcard::from_bytes(lot).ok().map(|found| (found, 8 + length))
}

/// The first thing in which two studies differ, in words.
fn difference(here: &Header, there: &Header) -> String {
    let pairs = [
        ("version of dtoc", here.version.clone(), there.version.clone()),
        ("scenario", short(&here.hash), short(&there.hash)),
        ("seed", here.seed.to_string(), there.seed.to_string()),
        ("kind of study", here.kind.clone(), there.kind.clone()),
    ];
    let differ = pairs.into_iter().filter(|(_, here, there)| here != there);
    let said: Vec<String> =
        differ.map(|(what, here, there)| format!("the {what} was `{there}`, and is `{here}` now")).collect();
    if said.is_empty() { "it is written in another form".into() } else { said.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(replication: u64) -> Evaluation {
        Evaluation {
            part: 0,
            values: vec![("service.x.places".into(), 3.0)],
            option: 1,
            replication,
            row: vec![0.5, f64::NAN],
        }
    }

    fn study(hash: &str, seed: u64, kind: &str) -> Identity {
        Identity { hash: hash.into(), seed, kind: kind.into() }
    }

    fn replications(found: &[Evaluation]) -> Vec<u64> {
        found.iter().map(|run| run.replication).collect()
    }

    #[test]
    fn a_study_goes_on_from_its_last_whole_lot() {
        let place = tempfile::tempdir().unwrap();
        let (destination, identity) = (place.path().join("out"), study("hash", 1, "plan"));
        {
            let folder = OutputFolder::prepare(&destination).unwrap();
            let (mut memory, earlier) = Memory::open(&folder, identity.clone(), false).unwrap();
            assert!(earlier.is_empty());
            memory.keep(&[run(0), run(1)]);
            memory.keep(&[run(2)]);
        }
        let file = place.path().join("out.unfinished").join(EVALUATIONS);
        let bytes = fs::read(&file).unwrap();
        fs::write(&file, &bytes[..bytes.len() - 1]).unwrap();
        for expected in [vec![0, 1], vec![0, 1, 7]] {
            let folder = OutputFolder::prepare(&destination).unwrap();
            let (mut memory, earlier) = Memory::open(&folder, identity.clone(), true).unwrap();
            assert_eq!(replications(&earlier), expected);
            assert_eq!(earlier[0].row[0], 0.5);
            assert!(earlier[0].row[1].is_nan());
            memory.keep(&[run(7)]);
        }
    }

    #[test]
    fn another_study_does_not_go_on_from_it_and_leaves_it_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        let destination = place.path().join("out");
        {
            let folder = OutputFolder::prepare(&destination).unwrap();
            Memory::open(&folder, study("hash", 1, "plan"), false).unwrap().0.keep(&[run(0)]);
        }
        let file = place.path().join("out.unfinished").join(EVALUATIONS);
        let bytes = fs::read(&file).unwrap();
        for (other, words) in [
            (study("hash", 2, "plan"), "the seed was `1`, and is `2` now"),
            (study("other", 1, "plan"), "the scenario was"),
            (study("hash", 1, "sensitivity"), "the kind of study was `plan`"),
        ] {
            let folder = OutputFolder::prepare(&destination).unwrap();
            let refused = Memory::open(&folder, other, true).err().unwrap();
            assert!(refused.message().contains(words), "{}", refused.message());
            drop(folder);
            assert_eq!(fs::read(&file).unwrap(), bytes);
        }
    }
}
