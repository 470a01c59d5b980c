//! Words that messages share: names, numbers and reasons as a terminal has them.

use std::path::Path;

pub use crate::experiment::words::{counted, grouped, listed};

/// What the operating system says, without its number: `No such file or directory (os error 2)` is for programmers.
pub fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// A path or a word as it can be typed in a shell.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:,+=@%".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Enough of a hash to tell scenarios apart.
pub fn short(hash: &str) -> String {
    format!("with the hash {}…", hash.chars().take(12).collect::<String>())
}
