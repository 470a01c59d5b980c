//! Files that grow while a run goes on, and are read again up to a noted length.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, BufWriter, ErrorKind, Read, Result, Seek, SeekFrom, Take, Write};
use std::path::Path;

use crc32fast::Hasher;
use serde::{Deserialize, Serialize};

/// How much of a file counts, and the checksum of so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    pub bytes: u64,
    pub crc32: u32,
}

impl Extent {
    /// That of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self { bytes: bytes.len() as u64, crc32: crc32fast::hash(bytes) }
    }
}

/// A file that grows.
pub struct Appended {
    writer: BufWriter<File>,
    bytes: u64,
    hasher: Hasher,
}

impl Appended {
    /// Begins a file, empty.
    pub fn begin(path: &Path) -> Result<Self> {
        Ok(Self { writer: BufWriter::new(File::create(path)?), bytes: 0, hasher: Hasher::new() })
    }

    /// Goes on with a file after its first bytes; what was written beyond them is dropped.
    ///
    /// # Errors
    ///
    /// Also when those bytes are not there, or not what they were.
    pub fn go_on(path: &Path, extent: Extent) -> Result<Self> {
        let mut earlier = Confirmed::open(path, extent)?;
        std::io::copy(&mut earlier, &mut std::io::sink())?;
        earlier.confirm()?;
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.set_len(extent.bytes)?;
        file.seek(SeekFrom::End(0))?;
        let hasher = Hasher::new_with_initial_len(extent.crc32, extent.bytes);
        Ok(Self { writer: BufWriter::new(file), bytes: extent.bytes, hasher })
    }

    pub fn append(&mut self, bytes: &[u8]) -> Result<()> {
        self.writer.write_all(bytes)?;
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Writes everything to the disk, so that not even a power cut takes it away, and says how much there is.
    pub fn keep(&mut self) -> Result<Extent> {
        self.writer.flush()?;
        self.writer.get_ref().sync_data()?;
        Ok(Extent { bytes: self.bytes, crc32: self.hasher.clone().finalize() })
    }

    /// Writes what is left.
    pub fn finish(mut self) -> Result<()> {
        self.writer.flush()
    }
}

/// Reads a file to its noted length, and then says whether it is what was written.
pub struct Confirmed {
    reader: Take<BufReader<File>>,
    hasher: Hasher,
    extent: Extent,
}

impl Confirmed {
    pub fn open(path: &Path, extent: Extent) -> Result<Self> {
        let reader = BufReader::new(File::open(path)?).take(extent.bytes);
        Ok(Self { reader, hasher: Hasher::new(), extent })
    }

    /// How much is still to be read.
    pub fn left(&self) -> u64 {
        self.reader.limit()
    }

    /// To be called at the end.
    ///
    /// # Errors
    ///
    /// When the file is shorter than noted, or holds other bytes.
    pub fn confirm(self) -> Result<()> {
        let is_whole = self.reader.limit() == 0 && self.hasher.finalize() == self.extent.crc32;
        if is_whole { Ok(()) } else { Err(ErrorKind::InvalidData.into()) }
    }
}

impl Read for Confirmed {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = self.reader.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_gone_on_with_after_the_bytes_that_count() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        let mut file = Appended::begin(&path).unwrap();
        file.append(b"one ").unwrap();
        let extent = file.keep().unwrap();
        file.append(b"half a block").unwrap();
        file.finish().unwrap();
        let mut file = Appended::go_on(&path, extent).unwrap();
        file.append(b"two").unwrap();
        assert_eq!(file.keep().unwrap(), Extent::of(b"one two"));
        assert_eq!(std::fs::read(&path).unwrap(), b"one two");
    }

    #[test]
    fn other_or_fewer_bytes_are_not_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        for contents in [&b"one twO"[..], b"one", b""] {
            std::fs::write(&path, contents).unwrap();
            let refused = Appended::go_on(&path, Extent::of(b"one two"));
            assert_eq!(refused.err().map(|error| error.kind()), Some(ErrorKind::InvalidData));
            assert_eq!(std::fs::read(&path).unwrap(), contents, "left as it is");
        }
    }
}
