//! What a part of a run says of itself.

use serde::{Deserialize, Serialize};

use super::appended::Extent;
use crate::cli::sources::Text;
use crate::cli::words::short;
use crate::experiment::Shard;
use crate::experiment::ignorance::Uncertain;

/// Raised when older programs could not read what is written.
pub const FORMAT: u32 = 1;

/// The first lines of every header, of whatever format.
#[derive(Debug, Deserialize)]
pub struct Beginning {
    pub format: u32,
    pub version: String,
}

/// Which run it is a part of, which part, and how long the files are that hold it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Header {
    pub format: u32,
    /// Version of the program.
    pub version: String,
    /// Of the scenario and those it extends.
    pub hash: String,
    /// The ids of the options, in the order of the results.
    pub options: Vec<String>,
    pub seed: u64,
    /// The rule of stopping, in words.
    pub stopping: String,
    /// Replications in all, at most.
    pub replications: u64,
    /// Which part of how many; `None` for a whole run.
    pub shard: Option<(u64, u64)>,
    /// The first replication of this part, counted from 0.
    pub first: u64,
    /// The replication that comes next.
    pub next: u64,
    /// The options as they were asked for.
    pub asked: Vec<String>,
    pub scenario: Text,
    /// What is not known and was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncertain: Option<Uncertain>,
    /// `replications.csv`.
    pub rows: Extent,
    /// The tallies of each block.
    pub tallies: Extent,
    /// The counts, after the header.
    pub counts: Extent,
}

/// Something in which two parts are not of one run: what, and how it is here and there.
pub struct Difference {
    pub what: &'static str,
    pub here: String,
    pub there: String,
}

impl Header {
    /// Where they are not of one run. Which part of it they are is left out.
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let parts = |header: &Self| header.shard.map_or("1".to_owned(), |(_, of)| of.to_string());
        let uncertain = |header: &Self| header.uncertain.as_ref().map_or("as stated".to_owned(), Uncertain::in_words);
        let pairs = [
            ("version of dtoc", self.version.clone(), other.version.clone()),
            ("scenario", short(&self.hash), short(&other.hash)),
            ("list of options", self.options.join(", "), other.options.join(", ")),
            ("seed", self.seed.to_string(), other.seed.to_string()),
            ("rule of stopping", self.stopping.clone(), other.stopping.clone()),
            ("way of assumptions", uncertain(self), uncertain(other)),
            ("number of parts", parts(self), parts(other)),
        ];
        let differ = pairs.into_iter().filter(|(_, here, there)| here != there);
        differ.map(|(what, here, there)| Difference { what, here, there }).collect()
    }

    /// The replication after the last of this part.
    pub fn end(&self) -> u64 {
        let shard = self.shard.map(|(number, of)| Shard { number, of });
        shard.map_or(self.replications, |shard| shard.replications(self.replications).end)
    }
}
