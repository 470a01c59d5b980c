//! A command, written back from what was parsed: what a report says has to be typed to get its results again.
//!
//! What changes no number (threads, the folder, going on) is left out, so that it does not change the files either.

use std::fmt::Display;
use std::path::Path;

use clap::ValueEnum;

use super::flags::Unknown;
use super::words::quoted;

/// A command with some of its words.
pub struct CommandLine(String);

impl CommandLine {
    /// Begins a command.
    pub fn new(name: &str) -> Self {
        Self(format!("dtoc {name}"))
    }

    /// Adds a word.
    pub fn word(mut self, word: impl AsRef<Path>) -> Self {
        self.0.push(' ');
        self.0.push_str(&quoted(word.as_ref()));
        self
    }

    /// Adds a flag, where it was given.
    pub fn flag(self, name: &str, is_given: bool) -> Self {
        if is_given { self.word(name) } else { self }
    }

    /// Adds a flag with each of its values.
    pub fn values(self, name: &str, values: impl IntoIterator<Item: Display>) -> Self {
        values.into_iter().fold(self, |line, value| line.word(name).word(value.to_string()))
    }

    /// Adds a flag with its value.
    pub fn value(self, name: &str, value: impl Display) -> Self {
        self.values(name, [value])
    }

    /// Adds a flag with a choice among several.
    pub fn choice(self, name: &str, choice: &impl ValueEnum) -> Self {
        self.values(name, choice.to_possible_value().map(|value| value.get_name().to_owned()))
    }

    /// Adds what is drawn.
    pub fn unknown(self, unknown: &Unknown) -> Self {
        let line = self.flag("--uncertain", unknown.uncertain);
        line.values("--posterior", unknown.posterior.as_ref().map(|path| path.display()))
    }

    /// The whole, whose last word is the seed.
    pub fn seed(self, seed: u64) -> String {
        self.value("--seed", seed).0
    }
}
