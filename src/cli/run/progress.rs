//! How far a run has come, for whoever watches the terminal. Off a terminal it says nothing.

use std::fmt::Write;
use std::time::Duration;

use indicatif::{ProgressDrawTarget, ProgressState, ProgressStyle};

use super::order::Order;
use crate::cli::arguments::Format;
use crate::cli::terminal;
use crate::cli::words::counted;
use crate::experiment::{Progress, Stopping};

const TO_A_NUMBER: &str = "{bar:24} {human_pos} of {human_len} replications, {rate} a second, {eta} left";
const TO_A_PRECISION: &str = "{spinner} {human_pos} replications, {rate} a second, until the count is precise enough";

/// The line that shows how far a run has come.
pub struct ProgressBar {
    bar: indicatif::ProgressBar,
    is_watched: bool,
}

impl ProgressBar {
    pub fn new(order: &Order) -> Self {
        // Whoever reads the output of a program wants no bar beside it.
        let is_watched =
            terminal::messages_are_watched() && (order.format == Format::Text || terminal::output_is_watched());
        let target = if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let template = match order.experiment.stopping {
            Stopping::Replications(_) => TO_A_NUMBER,
            Stopping::Precision { .. } => TO_A_PRECISION,
        };
        // The templates are constants, and right.
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style.with_key("rate", |state: &ProgressState, text: &mut dyn Write| {
            let _ = write!(text, "{:.0}", state.per_sec());
        });
        let replications = order.replications();
        let bar = indicatif::ProgressBar::with_draw_target(Some(replications.end - replications.start), target);
        bar.set_style(style);
        Self { bar, is_watched }
    }

    /// So many replications were done before, by a run that was interrupted.
    pub fn begins(&self, done: u64) {
        self.bar.set_position(done);
        self.bar.reset_eta();
    }

    /// Replications were done.
    pub fn moves(&self, progress: Progress) {
        self.bar.set_position(progress.done);
    }

    /// The replications are done; charts and files remain.
    pub fn writes(&self) {
        let style = ProgressStyle::with_template("{spinner} drawing the charts");
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
        self.bar.enable_steady_tick(Duration::from_millis(100));
    }

    /// All is done.
    pub fn ends(self, replications: u64, options: usize) {
        let elapsed = self.bar.elapsed();
        self.bar.finish_and_clear();
        if self.is_watched {
            let replications = counted(usize::try_from(replications).unwrap_or(usize::MAX), "replication");
            let options = counted(options, "option");
            terminal::tell(&format!("{replications} of {options} in {:.1} seconds\n\n", elapsed.as_secs_f64()));
        }
    }
}

impl Drop for ProgressBar {
    /// A run that fails leaves no half-drawn line on the terminal.
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
