//! The colours of messages.
//!
//! They are written always and taken out again by anstream where they are not wanted: off a terminal, or with `NO_COLOR`.

use anstyle::{AnsiColor, Style};

/// The word `error`.
pub const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word `help`.
pub const HELP: Style = AnsiColor::Cyan.on_default().bold();
/// Names to be found again.
pub const NAME: Style = Style::new().bold();
