//! Part of a run on disk: what a shard found, or how far an interrupted run had come.
//!
//! ```text
//! partial.dtoc       the header, one line of JSON, and the counts; written aside and then renamed
//! tallies.dtoc       the tallies of each block, appended: length (32 bits, little end first), tallies
//! replications.csv   the rows of the replications, appended
//! ```
//!
//! Where what is not known was drawn, what was counted of the draws stands after the counts, and their rows after the tallies of
//! each block.
//!
//! The header says how long the other files are, with their checksums. What stands in them beyond that was written after it, and
//! is dropped: so the three agree whenever the run is interrupted.

mod appended;
mod header;

pub use appended::{Appended, Extent};
pub use header::{Difference, FORMAT, Header};

use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::cli::words::reason;
use crate::experiment::{Counts, DrawnCounts, Row, SoFar, Tallies};
use appended::Confirmed;
use header::Beginning;

/// The header and the counts.
pub const PARTIAL: &str = "partial.dtoc";
/// The tallies of each block.
pub const TALLIES: &str = "tallies.dtoc";
/// The rows of the replications.
pub const ROWS: &str = "replications.csv";
/// All of them, in the order in which they are copied: the header last, which makes a part of them.
pub const FILES: [&str; 3] = [TALLIES, ROWS, PARTIAL];

/// No header is longer: a scenario and those it extends, and some words.
const MOST_BYTES_OF_HEADER: u64 = 256 << 20;

/// A part of a run, its header read.
pub struct Partial {
    folder: PathBuf,
    pub header: Header,
    /// How long the header is.
    header_bytes: u64,
}

/// Why a part of a run cannot be read; the words continue a sentence that begins with the name of its folder.
#[derive(Debug)]
pub enum Unreadable {
    /// There is none.
    Missing,
    Because(String),
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("holds no part of a run"),
            Self::Because(why) => f.write_str(why),
        }
    }
}

impl Partial {
    /// Reads the header, and looks whether the files that it names are long enough.
    pub fn open(folder: &Path) -> Result<Self, Unreadable> {
        let path = folder.join(PARTIAL);
        let file = match File::open(&path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Err(Unreadable::Missing);
            }
            other => other.map_err(|error| refused(PARTIAL, &error))?,
        };
        let mut line = Vec::new();
        let read = BufReader::new(file).take(MOST_BYTES_OF_HEADER).read_until(b'\n', &mut line);
        read.map_err(|error| refused(PARTIAL, &error))?;
        let beginning: Beginning = serde_json::from_slice(&line).map_err(|_| damaged(PARTIAL))?;
        if beginning.format != FORMAT {
            let version = beginning.version;
            return Err(Unreadable::Because(format!(
                "was written by dtoc {version}, in a form that this version cannot read"
            )));
        }
        let header: Header = serde_json::from_slice(&line).map_err(|_| damaged(PARTIAL))?;
        let partial = Self { folder: folder.to_owned(), header, header_bytes: line.len() as u64 };
        partial.refuse_short_files()?;
        Ok(partial)
    }

    fn refuse_short_files(&self) -> Result<(), Unreadable> {
        let header = &self.header;
        let whole = self.header_bytes.saturating_add(header.counts.bytes);
        for (name, bytes) in [(PARTIAL, whole), (TALLIES, header.tallies.bytes), (ROWS, header.rows.bytes)] {
            let length = fs::metadata(self.folder.join(name)).map_err(|error| refused(name, &error))?.len();
            if length < bytes {
                return Err(Unreadable::Because(format!("is not whole: `{name}` has {length} of {bytes} bytes")));
            }
        }
        Ok(())
    }

    /// Whether all its replications are there.
    pub fn is_finished(&self) -> bool {
        self.header.next >= self.header.end()
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Adds what was found in it. Nothing can be made of `so_far` when this fails.
    pub fn add_to(&self, so_far: &mut SoFar) -> Result<(), Unreadable> {
        let (counts, drawn) = self.counts()?;
        so_far.add_counts(&counts).map_err(|_| damaged(PARTIAL))?;
        if let Some(drawn) = drawn {
            so_far.add_drawn_counts(&drawn).map_err(|_| damaged(PARTIAL))?;
        }
        let unreadable = |error: std::io::Error| refused(TALLIES, &error);
        let mut file = Confirmed::open(&self.folder.join(TALLIES), self.header.tallies).map_err(unreadable)?;
        let mut block = Vec::new();
        while file.left() > 0 {
            let mut length = [0; 4];
            file.read_exact(&mut length).map_err(unreadable)?;
            block.clear();
            let length = u64::from(u32::from_le_bytes(length));
            (&mut file).take(length).read_to_end(&mut block).map_err(unreadable)?;
            let (tallies, rest): (Vec<Tallies>, _) = postcard::take_from_bytes(&block).map_err(|_| damaged(TALLIES))?;
            so_far.add_block(&tallies).map_err(|_| damaged(TALLIES))?;
            if self.header.uncertain.is_some() {
                let rows: Vec<Row> = postcard::from_bytes(rest).map_err(|_| damaged(TALLIES))?;
                so_far.add_drawn_rows(rows).map_err(|_| damaged(TALLIES))?;
            } else if !rest.is_empty() {
                return Err(damaged(TALLIES));
            }
        }
        file.confirm().map_err(unreadable)?;
        if so_far.next() == self.header.next { Ok(()) } else { Err(damaged(TALLIES)) }
    }

    /// The rows and the tallies, to be gone on with.
    pub fn go_on(&self) -> Result<(Appended, Appended), Unreadable> {
        let file =
            |name, extent| Appended::go_on(&self.folder.join(name), extent).map_err(|error| refused(name, &error));
        Ok((file(ROWS, self.header.rows)?, file(TALLIES, self.header.tallies)?))
    }

    fn counts(&self) -> Result<(Vec<Counts>, Option<DrawnCounts>), Unreadable> {
        let bytes = fs::read(self.folder.join(PARTIAL)).map_err(|error| refused(PARTIAL, &error))?;
        let bytes = usize::try_from(self.header_bytes).ok().and_then(|header| bytes.get(header..)).unwrap_or_default();
        if Extent::of(bytes) != self.header.counts {
            return Err(damaged(PARTIAL));
        }
        let (counts, rest) = postcard::take_from_bytes(bytes).map_err(|_| damaged(PARTIAL))?;
        let drawn = match self.header.uncertain {
            Some(_) => Some(postcard::from_bytes(rest).map_err(|_| damaged(PARTIAL))?),
            None if rest.is_empty() => None,
            None => return Err(damaged(PARTIAL)),
        };
        Ok((counts, drawn))
    }

    /// The rows of its replications, below their header line, handed on piece by piece.
    pub fn rows(&self, mut take: impl FnMut(&[u8]) -> std::io::Result<()>) -> Result<std::io::Result<()>, Unreadable> {
        let unreadable = |error: std::io::Error| refused(ROWS, &error);
        let mut file = BufReader::new(Confirmed::open(&self.folder.join(ROWS), self.header.rows).map_err(unreadable)?);
        let mut heading = Vec::new();
        file.read_until(b'\n', &mut heading).map_err(unreadable)?;
        loop {
            let piece = file.fill_buf().map_err(unreadable)?;
            let length = piece.len();
            if length == 0 {
                break;
            }
            if let Err(error) = take(piece) {
                return Ok(Err(error));
            }
            file.consume(length);
        }
        file.into_inner().confirm().map_err(unreadable)?;
        Ok(Ok(()))
    }
}

/// Writes the header and the counts of a part beside their place and moves them there, so that there is always one or the other.
pub fn write(folder: &Path, header: &Header, so_far: &SoFar) -> std::io::Result<()> {
    let mut counts = postcard::to_stdvec(&so_far.counts()).map_err(std::io::Error::other)?;
    if let Some(drawn) = so_far.drawn_counts() {
        counts.extend(postcard::to_stdvec(drawn).map_err(std::io::Error::other)?);
    }
    let header = Header { counts: Extent::of(&counts), ..header.clone() };
    let mut line = serde_json::to_vec(&header)?;
    line.push(b'\n');
    let aside = folder.join(".partial.dtoc");
    let mut file = File::create(&aside)?;
    file.write_all(&line)?;
    file.write_all(&counts)?;
    file.sync_all()?;
    fs::rename(aside, folder.join(PARTIAL))
}

/// The tallies of the last block as they are appended.
pub fn block(so_far: &SoFar) -> std::io::Result<Vec<u8>> {
    let mut tallies = postcard::to_stdvec(&so_far.last_block()).map_err(std::io::Error::other)?;
    if let Some(rows) = so_far.drawn_rows_of_last_block() {
        tallies.extend(postcard::to_stdvec(rows).map_err(std::io::Error::other)?);
    }
    let length = u32::try_from(tallies.len()).map_err(std::io::Error::other)?;
    Ok([&length.to_le_bytes()[..], &tallies].concat())
}

fn damaged(file: &str) -> Unreadable {
    Unreadable::Because(format!("is damaged: `{file}` is not what was written"))
}

fn refused(file: &str, error: &std::io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => damaged(file),
        _ => Unreadable::Because(format!("could not be read: `{file}`: {}", reason(error))),
    }
}
