//! `--uncertain` and `--posterior`: what is not known, drawn for every replication.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::Failure;
use super::sources::{self, Text};
use super::terminal;
use super::words::{counted, grouped, quoted};
use crate::experiment::ignorance::{Complaint, Ignorance, Posterior};
use crate::scenario::Scenario;

/// Draws that are tried before anything is simulated.
const REHEARSED: u64 = 200;
/// Most complaints about a file that are shown one by one.
const MOST_SHOWN: usize = 20;

/// What a command was asked to draw. It is written down with a part of a run, whole, so that the part can be told from others and
/// be put together with its like where the file is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uncertain {
    /// Assumptions with `low` and `high` are drawn from these.
    ranges: bool,
    posterior: Option<Sample>,
}

/// The text of a posterior sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Sample {
    /// As it was named.
    name: String,
    text: String,
}

impl Uncertain {
    /// What these words ask for; nothing where every assumption keeps its stated value.
    pub fn asked(ranges: bool, posterior: Option<&Path>) -> Result<Option<Self>, Failure> {
        let read = |path: &Path| sources::read_text(path).map(|text| Sample { name: path.display().to_string(), text });
        let posterior = posterior.map(read).transpose()?;
        Ok((ranges || posterior.is_some()).then_some(Self { ranges, posterior }))
    }

    /// How to draw it. Everything that is wrong with a posterior sample is shown.
    pub fn ignorance(&self, seed: u64, text: &mut Text, scenario: &Scenario) -> Result<Ignorance, Failure> {
        let read = |sample: &Sample| {
            Posterior::read(&sample.text, &scenario.assumptions).map_err(|wrong| refused(&sample.name, &wrong))
        };
        let posterior = self.posterior.as_ref().map(read).transpose()?;
        let ignorance = Ignorance::new(seed, text.draft(), &scenario.assumptions, self.ranges, posterior);
        if ignorance.is_empty() {
            return Err(Failure::cannot(format!("no assumption of `{}` has a range to draw it from", scenario.id))
                .help("write `low` and `high` beside its value: { value = 30, low = 20, high = 45 }"));
        }
        Ok(ignorance)
    }

    /// Whether ranges are drawn from, and the file of the posterior sample.
    pub fn words(&self) -> (bool, Option<PathBuf>) {
        (self.ranges, self.posterior.as_ref().map(|sample| PathBuf::from(&sample.name)))
    }

    /// In words, to tell one run from another.
    pub fn in_words(&self) -> String {
        // Where the file stood does not matter.
        let sample = |sample: &Sample| {
            format!("the posterior sample with the checksum {:08x}", crc32fast::hash(sample.text.as_bytes()))
        };
        match (&self.posterior, self.ranges) {
            (None, _) => "drawn from their ranges".into(),
            (Some(posterior), false) => format!("drawn from {}", sample(posterior)),
            (Some(posterior), true) => format!("drawn from {}, the others from their ranges", sample(posterior)),
        }
    }
}

/// The words that ask for it, as they stand in a command.
pub fn command(ranges: bool, posterior: Option<&Path>) -> String {
    let posterior = posterior.map_or(String::new(), |path| format!(" --posterior {}", quoted(path)));
    format!("{}{posterior}", if ranges { " --uncertain" } else { "" })
}

/// Tries the first draws. Ends where the scenario refuses more than half.
pub fn rehearse(ignorance: &Ignorance, scenario: &Scenario) -> Result<(), Failure> {
    let rehearsal = ignorance.rehearse(REHEARSED);
    if !rehearsal.is_hopeless() {
        return Ok(());
    }
    if let Some(problems) = &rehearsal.first {
        sources::show(problems);
    }
    let (refused, draws) = (grouped(rehearsal.refused), grouped(rehearsal.draws));
    Err(Failure::cannot(format!(
        "`{}` refuses {refused} of the first {draws} draws: what is left of the ranges is not what they say",
        scenario.id
    ))
    .help("narrow the ranges so that their values go together; the first draw that was refused is shown above"))
}

fn refused(name: &str, wrong: &[Complaint]) -> Failure {
    let failure = |complaint: &Complaint| {
        let failure = Failure::cannot(format!("`{name}`, line {}: {}", complaint.line, complaint.what));
        complaint.help.iter().fold(failure, |failure, help| failure.help(help))
    };
    if let [only] = wrong {
        return failure(only);
    }
    for complaint in wrong.iter().take(MOST_SHOWN) {
        terminal::tell(&failure(complaint).message());
    }
    let more = wrong.len().saturating_sub(MOST_SHOWN);
    let more = if more > 0 { format!(", {} more than are shown", grouped(more as u64)) } else { String::new() };
    Failure::cannot(format!("`{name}` has {}{more}; nothing was run", counted(wrong.len(), "problem")))
}
