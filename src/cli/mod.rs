//! The command line: arguments, files, the terminal, progress and exit codes.
//!
//! What was typed becomes what it means in two stages. The words of a command (`command`) are turned into what is asked, which
//! the study itself checks; then it is conducted, with nothing left to look up, in the one way in which all studies are
//! (`conduct`). This is the only layer that touches files, the environment, signals and the terminal.
//!
//! ```text
//! command       the commands, each with its words, its help and what is done
//! flags         the words that several commands share
//! number        the numbers that can be typed
//!
//! compare …     a file for each study: its words, what they ask for, and how the answer is told
//! run           replications of the options of a scenario, with checkpoints and parts of its own
//! merge         the shards of a run, put together
//! check, init, trace, scenarios
//!
//! conduct       find, check, prepare, go on, conduct, write, put in place, print: for every study
//! command_line  the command, written back for the report
//! memory        what a study has simulated, on disk, to go on from
//! parts         part of a run on disk: what a shard found, or a run that was interrupted
//! folder        the output folder, made beside its place
//! writing       the files of a report, written and painted
//! progress      how far a study has come
//! interruption  Ctrl-C
//!
//! sources       finds and reads scenarios by name or path
//! extended      how a file in an output folder names the scenario that it extends
//! refusal       what is wrong with what was asked, shown
//! failure       why a command ended without doing what was asked, and the exit code for it
//! terminal      writing to the two streams
//! style, words  colours and words of messages
//! ```

mod backtest;
mod calibrate;
mod check;
mod command;
mod command_line;
mod compare;
mod conduct;
mod extended;
mod failure;
mod flags;
mod folder;
mod init;
mod interruption;
mod memory;
mod merge;
mod number;
mod parts;
mod plan;
mod progress;
mod refusal;
mod run;
mod scenarios;
mod sensitivity;
mod sources;
mod style;
mod sweep;
mod terminal;
mod trace;
mod verify;
mod words;
mod writing;

pub use command::{Arguments, Command};
use conduct::conduct;
pub use failure::Failure;

use std::process::ExitCode;

use clap::Parser;

/// The command that was typed. Where it is not understood, this says why and ends the process with exit code 2.
pub fn command_typed() -> Command {
    Arguments::parse().command
}

/// Does what a command says.
///
/// # Errors
///
/// A [`Failure`], to be reported to the user.
pub fn carry_out(command: Command) -> Result<(), Failure> {
    match command {
        Command::Run(words) => run::run(&words),
        Command::Compare(words) => conduct(&words.about.scenario, &words, &words.conducting),
        Command::Merge(words) => merge::merge(&words),
        Command::Check(words) => check::check(&words),
        Command::Init(words) => init::init(&words),
        Command::Trace(words) => trace::trace(&words),
        Command::Scenarios(words) => scenarios::scenarios(&words),
        Command::Verify(words) => verify::verify(&words),
        Command::Sweep(words) => conduct(&words.about.scenario, &words, &words.conducting),
        Command::Plan(words) => conduct(&words.about.scenario, &words, &words.conducting),
        Command::Sensitivity(words) => conduct(&words.about.scenario, &words, &words.conducting),
        Command::Backtest(words) => conduct(&words.about.scenario, &words, &words.conducting),
        Command::Calibrate(words) => conduct(&words.about.scenario, &words, &words.conducting),
    }
}

/// Tells the user why a command failed, and gives the exit code that says it to programs.
pub fn report(failure: &Failure) -> ExitCode {
    terminal::tell(&failure.message());
    failure.exit_code()
}
