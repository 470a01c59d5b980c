//! What a run was asked for, with nothing left to look up.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::arguments::{Format, RunArguments};
use crate::cli::command_line::CommandLine;
use crate::cli::conduct::stamp;
use crate::cli::failure::Failure;
use crate::cli::parts::{Extent, FORMAT, Header};
use crate::cli::refusal::refused;
use crate::cli::sources::{self, Text};
use crate::cli::words::grouped;
use crate::experiment::ignorance::{Ignorance, Uncertain};
use crate::experiment::study::{Complaints, Subject, options_asked};
use crate::experiment::{Experiment, Models, Shard, Stopping};
use crate::model::Model;
use crate::report::Stamp;
use crate::scenario::Scenario;

/// Most replications of a run that stops by precision.
const MOST_REPLICATIONS_FOR_PRECISION: u64 = 100_000;

/// A run, ready to begin.
pub struct Order {
    pub scenario: Scenario,
    /// Its text.
    pub text: Text,
    /// The scenario as it was named.
    pub typed: PathBuf,
    pub experiment: Experiment,
    /// What is not known and drawn: as it was asked for, and ready to be drawn; nothing where every assumption is as it is
    /// stated.
    pub uncertain: Option<(Uncertain, Ignorance)>,
    /// The options as they were asked for; none for all.
    pub asked: Vec<String>,
    /// The part of the replications to run; `None` for all of them.
    pub shard: Option<Shard>,
    /// Whether to go on from where an interrupted run left off.
    pub resumes: bool,
    /// Seconds, at least, between two notes of how far the run has come.
    pub checkpoint_every: u64,
    /// The reference option, where it was not asked for and is run all the same.
    pub reference_added: Option<String>,
    pub destination: PathBuf,
    pub format: Format,
    pub stamp: Stamp,
}

impl Order {
    /// What the words mean.
    pub fn new(words: &RunArguments) -> Result<Self, Failure> {
        refuse_to_split(words)?;
        let mut text = Text::find(&words.about.scenario)?;
        let scenario = sources::checked_text(&mut text)?;
        let order = Self::of(scenario, text, words.unknown.asked()?, words)?;
        if let Some((uncertain, _)) = &order.uncertain {
            let subject = Subject { draft: order.text.clone().draft(), scenario: order.scenario.clone() };
            uncertain.rehearsed(order.experiment.seed, &subject).map_err(refused)?;
        }
        Ok(order)
    }

    /// The same for a scenario that was read and checked already.
    pub fn of(
        scenario: Scenario,
        mut text: Text,
        uncertain: Option<Uncertain>,
        words: &RunArguments,
    ) -> Result<Self, Failure> {
        let seed = words.conducting.seed;
        let subject = Subject { draft: text.draft(), scenario };
        let draws = |asked: Uncertain| asked.ignorance(seed, &subject).map(|ignorance| (asked, ignorance));
        let uncertain = uncertain.map(draws).transpose().map_err(refused)?;
        let scenario = subject.scenario;
        let asked = words.chosen.options.clone();
        let options = options(&scenario, &asked).map_err(refused)?;
        let stopping = match words.precision {
            Some(half_width) => {
                Stopping::Precision { half_width, cap: MOST_REPLICATIONS_FOR_PRECISION, reached: false }
            }
            None => Stopping::Replications(words.replications),
        };
        let reference = &scenario.system.options[scenario.system.reference].id;
        let is_added = !asked.is_empty() && !asked.contains(reference);
        let writing = &words.conducting.writing;
        Ok(Self {
            typed: words.about.scenario.clone(),
            experiment: Experiment { seed, stopping, options, threads: writing.threads },
            uncertain,
            reference_added: is_added.then(|| reference.clone()),
            asked,
            shard: words.shard,
            resumes: words.conducting.resume,
            checkpoint_every: words.checkpoint_every,
            destination: writing.place(&usual_place(&scenario.id, words.shard)),
            format: words.printing.format,
            stamp: stamp(command(words)),
            scenario,
            text,
        })
    }

    /// What replications are simulated on; `stated` is the model of the scenario.
    pub fn models<'m>(&'m self, stated: &'m Model) -> Models<'m> {
        Models { stated, ignorance: self.uncertain.as_ref().map(|(_, ignorance)| ignorance) }
    }

    /// The replications to run, counted from 0; with a rule of precision, at most.
    pub fn replications(&self) -> Range<u64> {
        let all = self.experiment.stopping.most();
        self.shard.map_or(0..all, |shard| shard.replications(all))
    }

    /// What a part of it says of itself that has come as far as the replication `next`. The extents are of nothing.
    pub fn header(&self, next: u64) -> Header {
        let nothing = Extent::of(&[]);
        let system = &self.scenario.system;
        Header {
            format: FORMAT,
            version: self.stamp.version.clone(),
            hash: self.scenario.hash.clone(),
            options: self.experiment.options.iter().map(|&option| system.options[option].id.clone()).collect(),
            seed: self.experiment.seed,
            stopping: stopping(&self.experiment.stopping),
            replications: self.experiment.stopping.most(),
            shard: self.shard.map(|shard| (shard.number, shard.of)),
            first: self.replications().start,
            next,
            asked: self.asked.clone(),
            scenario: self.text.clone(),
            uncertain: self.uncertain.as_ref().map(|(asked, _)| asked.clone()),
            rows: nothing,
            tallies: nothing,
            counts: nothing,
        }
    }

    /// How many replications there are before the one that comes next, in words.
    pub fn done(&self, next: u64) -> String {
        let range = self.replications();
        format!("{} of {} replications", grouped(next - range.start), grouped(range.end - range.start))
    }

    /// What is kept of a run that was interrupted, and where.
    pub fn kept(&self, next: u64, folder: &Path) -> String {
        format!("{} are kept in `{}`", self.done(next), folder.display())
    }
}

/// The rule of stopping in words.
fn stopping(stopping: &Stopping) -> String {
    match stopping {
        Stopping::Replications(number) => format!("{} replications", grouped(*number)),
        Stopping::Precision { half_width, .. } => format!("a precision of {half_width} patients"),
    }
}

/// What only a whole run can do.
fn refuse_to_split(words: &RunArguments) -> Result<(), Failure> {
    if words.shard.is_none() {
        return Ok(());
    }
    if words.precision.is_some() {
        return Err(Failure::cannot(
            "a run that stops by --precision cannot be split with --shard: when to stop is decided from all replications so far",
        )
        .help("give a number of replications: --replications N"));
    }
    if words.printing.format == Format::Json {
        return Err(Failure::cannot("a shard has no summary to print with --format json")
            .help("`dtoc merge DIR… --format json` prints that of all parts"));
    }
    Ok(())
}

/// The folder to write to when none is given.
fn usual_place(id: &str, shard: Option<Shard>) -> String {
    let part = shard.map_or(String::new(), |Shard { number, of }| format!(".shard-{number}-of-{of}"));
    format!("{id}{part}")
}

/// All options, or the reference and those asked for, each once.
fn options(scenario: &Scenario, ids: &[String]) -> Result<Vec<usize>, Complaints> {
    let asked = options_asked(scenario, ids)?;
    let reference = scenario.system.reference;
    let others = asked.iter().copied().filter(|&option| option != reference);
    Ok(if ids.is_empty() { asked } else { std::iter::once(reference).chain(others).collect() })
}

/// The command that gives these results again.
fn command(words: &RunArguments) -> String {
    let line = CommandLine::new("run").word(&words.about.scenario).values("--option", &words.chosen.options);
    let line = match words.precision {
        Some(half_width) => line.value("--precision", half_width),
        None => line.value("--replications", words.replications),
    };
    line.unknown(&words.unknown).seed(words.conducting.seed)
}
