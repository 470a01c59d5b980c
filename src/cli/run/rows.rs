//! `replications.csv`, written while the replications run, so that memory does not grow with their number.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use super::destination::OutputFolder;
use super::order::Order;
use crate::cli::failure::Failure;
use crate::model::Outcome;
use crate::report::replications;

const NAME: &str = "replications.csv";

/// The file as it grows.
pub struct Rows {
    writer: BufWriter<File>,
    /// What messages call the file.
    path: PathBuf,
    /// The id of each option, in the order of the results.
    options: Vec<String>,
    failure: Option<std::io::Error>,
}

impl Rows {
    /// Begins the file with its header.
    pub fn new(order: &Order, folder: &OutputFolder) -> Result<Self, Failure> {
        let system = &order.scenario.system;
        let path = folder.destination().join(NAME);
        let header = replications::header(system, &Outcome::all(system));
        let writer = File::create(folder.path().join(NAME)).map(BufWriter::new);
        let writer = writer.and_then(|mut writer| writer.write_all(header.as_bytes()).map(|()| writer));
        let writer = writer.map_err(|error| Failure::writing(&path, &error))?;
        let options = order.experiment.options.iter().map(|&option| system.options[option].id.clone()).collect();
        Ok(Self { writer, path, options, failure: None })
    }

    /// Adds a replication of an option, which the experiment counts from 0 and people from 1. False when it could not be
    /// written; [`Rows::finish`] says why.
    pub fn write(&mut self, option: usize, replication: u64, outcomes: &[f64]) -> bool {
        let row = replications::row(&self.options[option], replication + 1, outcomes);
        if self.failure.is_none() {
            self.failure = self.writer.write_all(row.as_bytes()).err();
        }
        self.failure.is_none()
    }

    /// Ends the file.
    pub fn finish(mut self) -> Result<(), Failure> {
        let ended = match self.failure.take() {
            Some(error) => Err(error),
            None => self.writer.flush(),
        };
        ended.map_err(|error| Failure::writing(&self.path, &error))
    }
}
