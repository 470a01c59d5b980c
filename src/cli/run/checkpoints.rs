//! What a run writes down while it goes on: rows and tallies after every block, and from time to time how far it has come.

use std::time::{Duration, Instant};

use super::order::Order;
use super::rows::Rows;
use crate::cli::failure::Failure;
use crate::cli::folder::OutputFolder;
use crate::cli::parts::{self, Appended, Header, PARTIAL, ROWS, TALLIES};
use crate::experiment::SoFar;

/// The files of a run in progress.
pub struct Checkpoints<'a> {
    order: &'a Order,
    folder: &'a OutputFolder,
    rows: Rows,
    tallies: Appended,
    last: Instant,
    failure: Option<Failure>,
}

impl<'a> Checkpoints<'a> {
    /// Begins the files.
    pub fn begin(order: &'a Order, folder: &'a OutputFolder) -> Result<Self, Failure> {
        let failed = |file: &'static str| {
            move |error: std::io::Error| Failure::writing(&folder.destination().join(file), &error)
        };
        let rows = Appended::begin(&folder.path().join(ROWS)).and_then(|file| Rows::begin(order, file));
        let tallies = Appended::begin(&folder.path().join(TALLIES));
        let (rows, tallies) = (rows.map_err(failed(ROWS))?, tallies.map_err(failed(TALLIES))?);
        Ok(Self { order, folder, rows, tallies, last: now(), failure: None })
    }

    /// Goes on with the files of a run that was interrupted.
    pub fn go_on(order: &'a Order, folder: &'a OutputFolder, rows: Appended, tallies: Appended) -> Self {
        Self { order, folder, rows: Rows::go_on(order, rows), tallies, last: now(), failure: None }
    }

    /// Writes a row. What fails is said by [`Checkpoints::failure`].
    pub fn row(&mut self, option: usize, replication: u64, outcomes: &[f64]) {
        if self.failure.is_none() {
            let written = self.rows.write(option, replication, outcomes);
            self.note(ROWS, written);
        }
    }

    /// Writes the tallies of a block, and how far the run has come when it is time. What fails is said by
    /// [`Checkpoints::failure`].
    pub fn block_ends(&mut self, so_far: &SoFar) {
        if self.failure.is_some() {
            return;
        }
        let written = parts::block(so_far).and_then(|block| self.tallies.append(&block));
        self.note(TALLIES, written);
        if self.failure.is_none() && self.last.elapsed() >= Duration::from_secs(self.order.checkpoint_every) {
            self.write(so_far);
        }
    }

    /// Writes down how far the run has come. What fails is said by [`Checkpoints::failure`].
    pub fn write(&mut self, so_far: &SoFar) {
        let header = self.order.header(so_far.next());
        let written = self.rows.keep().and_then(|rows| {
            let header = Header { rows, tallies: self.tallies.keep()?, ..header };
            parts::write(self.folder.path(), &header, so_far)
        });
        self.note(PARTIAL, written);
        if self.failure.is_none() {
            self.folder.keep(self.order.kept(so_far.next(), &self.folder.unfinished()));
        }
        self.last = now();
    }

    fn note(&mut self, file: &str, written: std::io::Result<()>) {
        let failed = |error| Failure::writing(&self.folder.destination().join(file), &error);
        self.failure = written.err().map(failed);
    }

    /// Why something could not be written.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Ends the files.
    pub fn finish(self) -> Result<(), Failure> {
        let rows = self.rows.finish().map_err(|error| Failure::writing(&self.folder.destination().join(ROWS), &error));
        let tallies = self.tallies.finish();
        rows.and(tallies.map_err(|error| Failure::writing(&self.folder.destination().join(TALLIES), &error)))
    }
}

#[expect(clippy::disallowed_methods, reason = "when a run writes down how far it has come changes no result")]
fn now() -> Instant {
    Instant::now()
}
