//! Words at the beginning of a line, and inside a sentence.

/// With a capital.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// With a small letter.
pub fn uncapitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(
            (capitalised("stay in NHS beds"), uncapitalised("Équipe B")),
            ("Stay in NHS beds".into(), "équipe B".into())
        );
        assert_eq!((capitalised(""), uncapitalised("")), (String::new(), String::new()));
    }
}
