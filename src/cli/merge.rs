//! `dtoc merge`: the shards of a run, put together.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::flags::{AnyScenario, Chosen, Conducting, Unknown, Writing};
use super::folder::OutputFolder;
use super::interruption;
use super::parts::{Appended, Header, Partial, ROWS, Unreadable};
use super::run::{self, Order, Printing, Rows, RunArguments};
use super::sources;
use super::terminal;
use super::words::{counted, grouped};
use crate::experiment::SoFar;
use crate::model::Model;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc run --shard 1/2 --out parts/1
  dtoc run --shard 2/2 --out parts/2
  dtoc merge parts/1 parts/2
  dtoc merge output/oxfordshire-pilot.shard-*-of-8

What comes out is what one run writes and prints, byte for byte. Nothing is simulated, and the scenario file is not needed.";

/// The words after `dtoc merge`.
#[derive(Debug, Args)]
pub struct MergeArguments {
    /// The folders of all shards of one run, in any order
    #[arg(value_name = "DIR", required = true)]
    pub folders: Vec<PathBuf>,
    #[command(flatten)]
    pub writing: Writing,
    #[command(flatten)]
    pub printing: Printing,
}

/// Most missing parts that are listed one by one.
const MOST_LISTED: usize = 12;

/// Puts the shards together, writes the folder, and prints the answer: all as one run would have done.
pub fn merge(words: &MergeArguments) -> Result<(), Failure> {
    let parts = parts(&words.folders)?;
    let order = order(words, &parts[0])?;
    interruption::watch();
    let folder = OutputFolder::prepare(&order.destination)?;
    folder.clear(&[])?;
    let bar = run::progress_bar(&order);
    let model = Model::new(order.scenario.system.clone());
    let mut so_far = SoFar::new(&order.experiment, order.models(&model));
    let failed = |error: std::io::Error| Failure::writing(&order.destination.join(ROWS), &error);
    let file = Appended::begin(&folder.path().join(ROWS)).map_err(failed)?;
    let mut rows = Rows::begin(&order, file).map_err(failed)?;
    for part in &parts {
        interruption::checkpoint()?;
        part.add_to(&mut so_far).map_err(|why| unreadable(part.folder(), &why))?;
        let copied = part.rows(|piece| rows.copy(piece)).map_err(|why| unreadable(part.folder(), &why))?;
        copied.map_err(failed)?;
    }
    rows.finish().map_err(failed)?;
    run::finish(&order, &so_far.results(&order.experiment, order.models(&model)), &folder, bar)
}

/// The run that the parts are of, as it would have been ordered.
fn order(words: &MergeArguments, part: &Partial) -> Result<Order, Failure> {
    let header = &part.header;
    let mut text = header.scenario.clone();
    let scenario = sources::checked_text(&mut text)?;
    if scenario.hash != header.hash {
        let what = format!("`{}` is damaged: its scenario is not the one that was run", part.folder().display());
        return Err(Failure::cannot(what));
    }
    let uncertain = header.uncertain.as_ref();
    let sample = uncertain.and_then(|uncertain| uncertain.posterior.as_ref());
    let run = RunArguments {
        about: AnyScenario { scenario: PathBuf::from(&text.name) },
        chosen: Chosen { options: header.asked.clone() },
        replications: header.replications,
        precision: None,
        unknown: Unknown {
            uncertain: uncertain.is_some_and(|uncertain| uncertain.ranges),
            posterior: sample.map(|sample| PathBuf::from(&sample.name)),
        },
        conducting: Conducting { seed: header.seed, writing: words.writing.clone(), resume: false },
        printing: words.printing,
        shard: None,
        checkpoint_every: 0,
    };
    Order::of(scenario, text, header.uncertain.clone(), &run)
}

/// The parts in order, when they are all parts of one run, each once and finished.
fn parts(folders: &[PathBuf]) -> Result<Vec<Partial>, Failure> {
    let mut parts = Vec::new();
    let mut problems = Vec::new();
    for folder in folders {
        match Partial::open(folder) {
            Ok(part) => parts.push(part),
            Err(why) => problems.push(unreadable(folder, &why)),
        }
    }
    problems.extend(parts.iter().filter_map(not_a_finished_shard));
    parts.retain(|part| part.header.shard.is_some());
    if let Some(first) = parts.first() {
        problems.extend(parts.iter().flat_map(|part| differences(part, first)));
        problems.extend(other_version(first));
        problems.extend(not_each_once(&parts));
    }
    let number = problems.len();
    let Some(last) = problems.pop() else {
        parts.sort_by_key(|part| part.header.shard);
        return Ok(parts);
    };
    if number == 1 {
        return Err(last);
    }
    for problem in problems.iter().chain([&last]) {
        terminal::tell(&(problem.message() + "\n"));
    }
    Err(Failure::cannot(format!("{} with the parts; nothing was merged", counted(number, "problem"))))
}

fn unreadable(folder: &Path, why: &Unreadable) -> Failure {
    let failure = Failure::cannot(format!("`{}` {why}", folder.display()));
    match why {
        Unreadable::Missing => failure.help("give the folders that `dtoc run --shard K/N` wrote"),
        Unreadable::Because(_) => failure.help("copy it again, or run this part again"),
    }
}

fn not_a_finished_shard(part: &Partial) -> Option<Failure> {
    let name = part.folder().display();
    let Header { shard, first, next, .. } = part.header;
    if shard.is_none() {
        let failure = Failure::cannot(format!("`{name}` is a whole run that was interrupted, not a part of one"));
        return Some(failure.help("go on with it: give its command again with --resume"));
    }
    if part.is_finished() {
        return None;
    }
    let (done, all) = (next.saturating_sub(first), part.header.end().saturating_sub(first));
    let failure = Failure::cannot(format!("`{name}` has {} of its {} replications", grouped(done), grouped(all)));
    Some(failure.help("finish it: give its command again with --resume"))
}

fn differences(part: &Partial, first: &Partial) -> Vec<Failure> {
    let (here, there) = (part.folder().display(), first.folder().display());
    let differences = part.header.differences(&first.header).into_iter();
    let say = |difference: super::parts::Difference| {
        let what = difference.what;
        format!("`{here}` is of another run than `{there}`: {what} `{}`, not `{}`", difference.here, difference.there)
    };
    differences.map(|difference| Failure::cannot(say(difference))).collect()
}

fn other_version(first: &Partial) -> Option<Failure> {
    let (written, now) = (&first.header.version, env!("CARGO_PKG_VERSION"));
    let failure = || Failure::cannot(format!("the parts were written by dtoc {written}, and this is dtoc {now}"));
    (written != now).then(|| failure().help("merge with the version that ran them"))
}

/// Parts that are missing, or there more than once.
fn not_each_once(parts: &[Partial]) -> Vec<Failure> {
    let of = parts.iter().find_map(|part| part.header.shard).map_or(1, |(_, of)| of);
    let mut by_number: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for part in parts {
        if let Some((number, _)) = part.header.shard.filter(|&(_, others)| others == of) {
            by_number.entry(number).or_default().push(format!("`{}`", part.folder().display()));
        }
    }
    let mut problems: Vec<Failure> = Vec::new();
    for (number, folders) in by_number.iter().filter(|(_, folders)| folders.len() > 1) {
        problems
            .push(Failure::cannot(format!("part {number} of {of} is there more than once: {}", folders.join(", "))));
    }
    let missing = of.saturating_sub(by_number.len() as u64);
    if missing > 0 {
        let numbers = (1..=of).filter(|number| !by_number.contains_key(number)).take(MOST_LISTED);
        let listed = numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", ");
        let more = if missing > MOST_LISTED as u64 { ", …" } else { "" };
        let noun = if missing == 1 { "part is" } else { "parts are" };
        let failure =
            Failure::cannot(format!("{} {noun} missing of {}: {listed}{more}", grouped(missing), grouped(of)));
        problems.push(failure.help("give the folders of all parts"));
    }
    problems
}
