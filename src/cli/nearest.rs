//! The valid name that was probably meant.

/// The valid name nearest to what was written, where one is near enough to be meant: at most 1 + a third of its letters away.
pub fn nearest<'a>(written: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().take(200).collect();
    let near = valid.into_iter().filter_map(|name| {
        let letters: Vec<char> = name.to_lowercase().chars().collect();
        let away = distance(&written, &letters);
        (away <= 1 + letters.len() / 3).then_some((away, name))
    });
    near.min_by_key(|&(away, _)| away).map(|(_, name)| name)
}

/// "did you mean" and the name, where one is near enough.
pub fn did_you_mean<'a>(written: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(written, valid).map(|name| format!("did you mean `{name}`?"))
}

/// Levenshtein's distance: letters to put in, take out or change.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, beside) in other.iter().enumerate() {
            let changed = diagonal + usize::from(letter != beside);
            diagonal = row[column + 1];
            row[column + 1] = changed.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_distance_counts_letters_changed_put_in_and_taken_out() {
        let between =
            |one: &str, other: &str| distance(&one.chars().collect::<Vec<_>>(), &other.chars().collect::<Vec<_>>());
        assert_eq!(between("kitten", "sitting"), 3);
        assert_eq!(between("", "abc"), 3);
        assert_eq!(between("same", "same"), 0);
    }

    #[test]
    fn a_name_far_from_all_is_not_guessed_at() {
        assert_eq!(nearest("more-bed", ["as-it-is", "more-beds"]), Some("more-beds"));
        assert_eq!(nearest("xyz", ["as-it-is", "more-beds"]), None);
    }
}
