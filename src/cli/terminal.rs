//! Writing to the two streams: what was asked for to standard output, everything else to standard error.

use std::io::{ErrorKind, IsTerminal, Write};

use super::failure::Failure;
use super::words::reason;

/// Columns assumed where nothing says how wide the terminal is.
const USUAL_WIDTH: u16 = 100;

/// Writes what was asked for.
///
/// # Errors
///
/// When standard output takes no more: [`Failure::NobodyReads`] after `| head`.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|error| output_refused(&error))
}

/// The failure of a write to standard output.
pub fn output_refused(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::BrokenPipe => Failure::NobodyReads,
        _ => Failure::cannot(format!("standard output could not be written: {}", reason(error))),
    }
}

/// Tells the user something beside what was asked for. Nothing can be done when even that fails.
pub fn tell(text: &str) {
    let mut messages = anstream::stderr().lock();
    let _ = messages.write_all(text.as_bytes()).and_then(|()| messages.flush());
}

/// True when someone watches standard error.
pub fn messages_are_watched() -> bool {
    std::io::stderr().is_terminal()
}

/// True when someone watches standard output.
pub fn output_is_watched() -> bool {
    std::io::stdout().is_terminal()
}

/// Columns for tables: `COLUMNS` where it is set, else those of the terminal.
pub fn width() -> u16 {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let columns = stated.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0));
    columns.filter(|&columns| columns >= 40).unwrap_or(USUAL_WIDTH)
}
