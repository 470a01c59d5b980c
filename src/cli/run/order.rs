//! What a run was asked for, with nothing left to look up.

use std::path::PathBuf;

use crate::cli::arguments::{Format, MOST_REPLICATIONS_FOR_PRECISION, RunArguments};
use crate::cli::failure::{Failure, listed};
use crate::cli::init::quoted;
use crate::cli::sources;
use crate::experiment::{Experiment, Stopping};
use crate::model::CareSystem;
use crate::report::Stamp;
use crate::scenario::Scenario;
use crate::scenario::did_you_mean;

/// A run, ready to begin.
pub struct Order {
    pub scenario: Scenario,
    /// The scenario as it was named.
    pub typed: PathBuf,
    pub experiment: Experiment,
    /// The reference option, where it was not asked for and is run all the same.
    pub reference_added: Option<String>,
    pub destination: PathBuf,
    pub format: Format,
    pub stamp: Stamp,
}

impl Order {
    /// What the words mean.
    pub fn new(arguments: &RunArguments) -> Result<Self, Failure> {
        let scenario = sources::checked(&arguments.scenario)?;
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
            reference_added: is_added.then(|| reference.clone()),
            destination: arguments.out.clone().unwrap_or_else(|| PathBuf::from("output").join(&scenario.id)),
            format: arguments.format,
            stamp: Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) },
            scenario,
        })
    }
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
    command + &format!(" --seed {}", arguments.seed)
}
