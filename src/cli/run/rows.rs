//! `replications.csv`, written while the replications run, so that memory does not grow with their number.

use std::io::Result;

use super::order::Order;
use crate::cli::parts::{Appended, Extent};
use crate::model::Outcome;
use crate::report::run::replications;

/// The file as it grows.
pub struct Rows {
    file: Appended,
    /// The id of each option, in the order of the results.
    options: Vec<String>,
}

impl Rows {
    /// Begins the file with its header.
    pub fn begin(order: &Order, mut file: Appended) -> Result<Self> {
        let system = &order.scenario.system;
        file.append(replications::header(system, &Outcome::all(system)).as_bytes())?;
        Ok(Self::go_on(order, file))
    }

    /// Goes on with a file that has its header.
    pub fn go_on(order: &Order, file: Appended) -> Self {
        let system = &order.scenario.system;
        let options = order.experiment.options.iter().map(|&option| system.options[option].id.clone()).collect();
        Self { file, options }
    }

    /// Adds a replication of an option, which the experiment counts from 0 and people from 1.
    pub fn write(&mut self, option: usize, replication: u64, outcomes: &[f64]) -> Result<()> {
        let row = replications::row(&self.options[option], replication + 1, outcomes);
        self.file.append(row.as_bytes())
    }

    /// Adds rows that were written elsewhere.
    pub fn copy(&mut self, rows: &[u8]) -> Result<()> {
        self.file.append(rows)
    }

    /// Writes everything to the disk.
    pub fn keep(&mut self) -> Result<Extent> {
        self.file.keep()
    }

    /// Ends the file.
    pub fn finish(self) -> Result<()> {
        self.file.finish()
    }
}
