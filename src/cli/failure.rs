//! Why a command ended without doing what was asked.

use std::path::Path;
use std::process::ExitCode;

use super::style::{ERROR, HELP};
use super::words::reason;
use crate::experiment::Interrupted;

/// Exit code of a command that cannot be carried out.
const CANNOT: u8 = 1;
/// Exit code of a command stopped by Ctrl-C: 128 and the number of the signal, as shells have it.
pub const STOPPED: u8 = 130;

/// Why a command ended without doing what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It cannot be carried out.
    Cannot {
        /// What is wrong, in a sentence without a full stop.
        what: String,
        /// What to do about it.
        help: Option<String>,
    },
    /// The user stopped it.
    Stopped,
    /// The user stopped it, and it can be gone on with.
    Paused {
        /// What is kept, such as `640 of 1,000 replications are kept in …`.
        kept: String,
    },
    /// Whoever read the output has gone (`| head`): there is nobody left to tell, and nothing is wrong.
    NobodyReads,
}

impl From<Interrupted> for Failure {
    fn from(interrupted: Interrupted) -> Self {
        match interrupted {
            Interrupted::Stopped => Self::Stopped,
            Interrupted::NoDraw { .. } => {
                Self::cannot(interrupted.to_string()).help("narrow the ranges of the assumptions that it names")
            }
            Interrupted::NoThreads(_) => Self::cannot(interrupted.to_string()).help("give fewer with --threads"),
        }
    }
}

impl Failure {
    /// A command that cannot be carried out, and why.
    pub fn cannot(what: impl Into<String>) -> Self {
        Self::Cannot { what: what.into(), help: None }
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        match self {
            Self::Cannot { what, .. } => Self::Cannot { what, help: Some(help.into()) },
            other => other,
        }
    }

    /// Something that could not be written, in the words of the operating system.
    pub fn writing(path: &Path, error: &std::io::Error) -> Self {
        let failure = Self::cannot(format!("`{}` could not be written: {}", path.display(), reason(error)));
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                failure.help("make room, or give a folder on another disk: --out DIR")
            }
            _ => failure.help("give a folder that you may write to: --out DIR"),
        }
    }

    /// What to tell the user, with line ends and colours; empty where there is nothing to tell.
    pub fn message(&self) -> String {
        match self {
            Self::Cannot { what, help } => {
                let help = help.as_ref().map(|help| format!("{HELP}help:{HELP:#} {help}\n")).unwrap_or_default();
                format!("{ERROR}error:{ERROR:#} {what}\n{help}")
            }
            Self::Stopped => "stopped; nothing was written\n".into(),
            Self::Paused { kept } => format!(
                "stopped; there are no results yet, but {kept}\n{HELP}help:{HELP:#} to go on from there, give the same command \
                 with --resume\n"
            ),
            Self::NobodyReads => String::new(),
        }
    }

    /// The exit code of the process.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Cannot { .. } => ExitCode::from(CANNOT),
            Self::Stopped | Self::Paused { .. } => ExitCode::from(STOPPED),
            Self::NobodyReads => ExitCode::SUCCESS,
        }
    }
}
