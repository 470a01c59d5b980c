//! How far a study has come, for whoever watches the terminal. Off a terminal it says nothing.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressDrawTarget, ProgressState, ProgressStyle};

use super::terminal;
use crate::experiment::Progress;

/// The line of what goes to a known number.
const TO_A_NUMBER: &str = "{bar:24} {human_pos} of {human_len} {prefix}, {rate} a second, {eta} left  {msg}";
/// The line of what goes on until enough is known.
const UNTIL_KNOWN: &str = "{spinner} {human_pos} {prefix}, {rate} a second, {msg}";
/// The line when all is known.
const WRITES: &str = "{spinner} drawing the charts";

/// The line that shows how far a study has come.
pub struct ProgressBar {
    bar: indicatif::ProgressBar,
    is_watched: bool,
}

impl ProgressBar {
    /// A line that counts what `noun` says, where it is wanted and someone watches.
    pub fn new(noun: &'static str, is_wanted: bool) -> Self {
        let is_watched = is_wanted && terminal::messages_are_watched();
        let target = if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = indicatif::ProgressBar::with_draw_target(None, target).with_prefix(noun);
        bar.set_style(style(TO_A_NUMBER));
        Self { bar, is_watched }
    }

    /// It goes on until something is known, and not to a number.
    pub fn goes_on(self, until: &'static str) -> Self {
        self.bar.set_style(style(UNTIL_KNOWN));
        self.bar.set_message(until);
        self
    }

    /// So many were done before, by one that was interrupted.
    pub fn begins(&self, done: u64) {
        self.bar.set_position(done);
        self.bar.reset_eta();
    }

    /// It has come so far.
    pub fn moves(&self, progress: Progress) {
        self.bar.set_length(progress.of);
        self.bar.set_position(progress.done);
    }

    /// Something else is done from now on.
    pub fn stage(&self, words: &str) {
        self.bar.set_message(words.to_owned());
    }

    /// All is simulated; charts and files remain.
    pub fn writes(&self) {
        self.bar.set_style(style(WRITES));
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// All is done.
    pub fn ends(self, what: &str) {
        let elapsed = self.bar.elapsed();
        self.bar.finish_and_clear();
        if self.is_watched {
            terminal::tell(&format!("{what} in {:.1} seconds\n\n", elapsed.as_secs_f64()));
        }
    }
}

impl Drop for ProgressBar {
    /// A study that fails leaves no half-drawn line on the terminal.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// The templates are constants, and right.
fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
        let _ = write!(text, "{:.0}", state.per_sec());
    })
}
