//! What a run was asked for, with nothing left to look up.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::cli::arguments::{Format, MOST_REPLICATIONS_FOR_PRECISION, RunArguments};
use crate::cli::failure::Failure;
use crate::cli::parts::{Extent, FORMAT, Header};
use crate::cli::sources::{self, Text};
use crate::cli::uncertain::{self, Uncertain};
use crate::cli::words::{grouped, listed, quoted};
use crate::experiment::ignorance::Ignorance;
use crate::experiment::{Experiment, Models, Shard, Stopping};
use crate::model::{CareSystem, Model};
use crate::report::Stamp;
use crate::scenario::Scenario;
use crate::scenario::did_you_mean;

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
    pub fn new(arguments: &RunArguments) -> Result<Self, Failure> {
        refuse_to_split(arguments)?;
        let mut text = Text::find(&arguments.scenario)?;
        let scenario = sources::checked_text(&mut text)?;
        let uncertain = Uncertain::asked(arguments.uncertain, arguments.posterior.as_deref())?;
        let order = Self::of(scenario, text, uncertain, arguments)?;
        if let Some((_, ignorance)) = &order.uncertain {
            uncertain::rehearse(ignorance, &order.scenario)?;
        }
        Ok(order)
    }

    /// The same for a scenario that was read and checked already.
    pub fn of(
        scenario: Scenario,
        mut text: Text,
        uncertain: Option<Uncertain>,
        arguments: &RunArguments,
    ) -> Result<Self, Failure> {
        let draws = |asked: Uncertain| {
            let ignorance = asked.ignorance(arguments.seed, &mut text, &scenario)?;
            Ok::<_, Failure>((asked, ignorance))
        };
        let uncertain = uncertain.map(draws).transpose()?;
        let options = options(&scenario, &arguments.options)?;
        let stopping = match arguments.precision {
            Some(half_width) => {
                Stopping::Precision { half_width, cap: MOST_REPLICATIONS_FOR_PRECISION, reached: false }
            }
            None => Stopping::Replications(arguments.replications),
        };
        let reference = &scenario.system.options[scenario.system.reference].id;
        let is_added = !arguments.options.is_empty() && !arguments.options.contains(reference);
        Ok(Self {
            typed: arguments.scenario.clone(),
            experiment: Experiment { seed: arguments.seed, stopping, options, threads: arguments.threads },
            uncertain,
            reference_added: is_added.then(|| reference.clone()),
            asked: arguments.options.clone(),
            shard: arguments.shard,
            resumes: arguments.resume,
            checkpoint_every: arguments.checkpoint_every,
            destination: arguments.out.clone().unwrap_or_else(|| usual_place(&scenario.id, arguments.shard)),
            format: arguments.format,
            stamp: Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) },
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
fn refuse_to_split(arguments: &RunArguments) -> Result<(), Failure> {
    if arguments.shard.is_none() {
        return Ok(());
    }
    if arguments.precision.is_some() {
        return Err(Failure::cannot(
            "a run that stops by --precision cannot be split with --shard: when to stop is decided from all replications so far",
        )
        .help("give a number of replications: --replications N"));
    }
    if arguments.format == Format::Json {
        return Err(Failure::cannot("a shard has no summary to print with --format json")
            .help("`dtoc merge DIR… --format json` prints that of all parts"));
    }
    Ok(())
}

/// The folder to write to when none is given.
fn usual_place(id: &str, shard: Option<Shard>) -> PathBuf {
    let part = shard.map_or(String::new(), |Shard { number, of }| format!(".shard-{number}-of-{of}"));
    PathBuf::from("output").join(format!("{id}{part}"))
}

/// The position of an option by its id.
pub fn option_position(scenario: &Scenario, id: &str) -> Result<usize, Failure> {
    let options = &scenario.system.options;
    options.iter().position(|option| option.id == id).ok_or_else(|| {
        let ids = || options.iter().map(|option| option.id.as_str());
        let known = format!("its options are {}", listed(ids()));
        Failure::cannot(format!("the scenario `{}` has no option `{id}`", scenario.id))
            .help(did_you_mean(id, ids()).map_or(known.clone(), |near| format!("{near} ({known})")))
    })
}

/// All options, or the reference and those asked for, each once.
fn options(scenario: &Scenario, ids: &[String]) -> Result<Vec<usize>, Failure> {
    let system: &CareSystem = &scenario.system;
    if ids.is_empty() {
        return Ok((0..system.options.len()).collect());
    }
    let mut options = vec![system.reference];
    for id in ids {
        let position = option_position(scenario, id)?;
        if !options.contains(&position) {
            options.push(position);
        }
    }
    Ok(options)
}

/// The command that gives these results again. What changes no number (threads, the folder) is left out, so that it does not
/// change the files either.
fn command(arguments: &RunArguments) -> String {
    let mut command = format!("dtoc run {}", quoted(&arguments.scenario));
    for id in &arguments.options {
        command.push_str(&format!(" --option {id}"));
    }
    match arguments.precision {
        Some(half_width) => command.push_str(&format!(" --precision {half_width}")),
        None => command.push_str(&format!(" --replications {}", arguments.replications)),
    }
    command
        + &uncertain::command(arguments.uncertain, arguments.posterior.as_deref())
        + &format!(" --seed {}", arguments.seed)
}
