//! The command line: arguments, files, the terminal, progress and exit codes.
//!
//! What was typed becomes what it means in two stages. [`arguments`] holds the words as clap reads them; each command then turns
//! them into an order with nothing left to look up (the scenario loaded, options as positions, the folder checked) before
//! anything runs. This is the only layer that touches files, the environment, signals and the terminal.
//!
//! ```text
//! arguments   the commands and their options, with their help
//! run         replications of the options of a scenario, and the folder with what they found
//! compare     which option is best, and how sure that is
//! merge       the shards of a run, put together
//! check       whether scenario files are sound
//! init        a first scenario to fill in
//! trace       every event of one replication
//! scenarios   the scenarios inside the program
//! verify      whether simulations reproduce what is known
//! sensitivity which assumption matters most, and how wrong it may be
//! sweep       delayed patients over the values of some quantities
//! plan        the cheapest mix of levers that meets the target
//! backtest    forecasts from dates in the past, held against what happened
//! calibrate   quantities fitted to what was really counted
//! partial     part of a run on disk: what a shard found, or a run that was interrupted
//! uncertain   what is not known, drawn for every replication
//! sources     finds and reads scenarios by name or path
//! extended    how a file in an output folder names the scenario that it extends
//! nearest     the valid name that was probably meant
//! failure     why a command ended without doing what was asked, and the exit code for it
//! terminal    writing to the two streams
//! ```

pub mod arguments;
mod backtest;
mod calibrate;
mod check;
mod compare;
mod extended;
mod failure;
mod folder;
mod init;
mod interruption;
mod memory;
mod merge;
mod parts;
mod plan;
mod run;
mod scenarios;
mod sensitivity;
mod sources;
mod style;
mod sweep;
mod terminal;
mod trace;
mod uncertain;
mod verify;
mod words;
mod writing;

pub use arguments::Command;
pub use failure::Failure;

use std::process::ExitCode;

use clap::Parser;

/// The command that was typed. Where it is not understood, this says why and ends the process with exit code 2.
pub fn command_typed() -> Command {
    arguments::Arguments::parse().command
}

/// Does what a command says.
///
/// # Errors
///
/// A [`Failure`], to be reported to the user.
pub fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Merge(arguments) => merge::merge(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Init(arguments) => init::init(&arguments),
        Command::Trace(arguments) => trace::trace(&arguments),
        Command::Scenarios(arguments) => scenarios::scenarios(&arguments),
        Command::Verify(arguments) => verify::verify(&arguments),
        Command::Sweep(arguments) => sweep::sweep(&arguments),
        Command::Plan(arguments) => plan::plan(&arguments),
        Command::Sensitivity(arguments) => sensitivity::sensitivity(&arguments),
        Command::Backtest(arguments) => backtest::backtest(&arguments),
        Command::Calibrate(arguments) => calibrate::calibrate(&arguments),
    }
}

/// Tells the user why a command failed, and gives the exit code that says it to programs.
pub fn report(failure: &Failure) -> ExitCode {
    terminal::tell(&failure.message());
    failure.exit_code()
}
