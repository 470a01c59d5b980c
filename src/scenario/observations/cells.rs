//! The cells of a CSV file, each with the place where it stands.

use crate::scenario::Place;

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub text: String,
    pub place: Place,
}

/// The rows of a file that hold something.
pub(crate) struct Records {
    pub rows: Vec<Vec<Cell>>,
}

impl Records {
    /// Splits a text: cells are parted by commas, and may stand between quotation marks, in which two stand for one.
    pub(crate) fn of(text: &str) -> Self {
        let mut rows = vec![Vec::new()];
        let mut rest = text.strip_prefix('\u{feff}').map_or(0, |without| text.len() - without.len());
        while rest < text.len() {
            let (cell, next) = cell(text, rest);
            let ends_row = text[next..].starts_with(['\n', '\r']);
            if let Some(row) = rows.last_mut() {
                row.push(cell);
            }
            rest = next;
            if ends_row {
                rest += if text[rest..].starts_with("\r\n") { 2 } else { 1 };
                rows.push(Vec::new());
            } else if rest < text.len() {
                rest += 1;
            }
        }
        rows.retain(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
        Self { rows }
    }
}

/// The cell that begins here, and where it ends.
fn cell(text: &str, start: usize) -> (Cell, usize) {
    let is_end = |letter: char| matches!(letter, ',' | '\n' | '\r');
    let here = &text[start..];
    if let Some(inside) = here.strip_prefix('"') {
        let mut letters = inside.char_indices().peekable();
        let (mut words, mut end) = (String::new(), text.len());
        while let Some((at, letter)) = letters.next() {
            if letter != '"' {
                words.push(letter);
            } else if letters.peek().is_some_and(|(_, next)| *next == '"') {
                words.push('"');
                letters.next();
            } else {
                end = start + 1 + at + 1;
                break;
            }
        }
        let next = text[end..].find(is_end).map_or(text.len(), |at| end + at);
        return (Cell { text: words, place: Place { source: 0, start, end } }, next);
    }
    let next = here.find(is_end).map_or(text.len(), |at| start + at);
    let written = &text[start..next];
    let before = written.len() - written.trim_start().len();
    let words = written.trim();
    let place = Place { source: 0, start: start + before, end: start + before + words.len() };
    (Cell { text: words.to_owned(), place }, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<Vec<String>> {
        Records::of(text).rows.into_iter().map(|row| row.into_iter().map(|cell| cell.text).collect()).collect()
    }

    #[test]
    fn cells_may_stand_between_quotation_marks() {
        assert_eq!(texts("\u{feff}a,\"b, \"\"c\"\"\"\r\n1, 2 \n\n"), [vec!["a", "b, \"c\""], vec!["1", "2"]]);
        assert_eq!(texts("a,\n\"unfinished"), [vec!["a", ""], vec!["unfinished"]]);
        assert!(texts("").is_empty());
    }

    #[test]
    fn a_cell_knows_where_it_stands() {
        let text = "measure,value\ndelayed, 12\n";
        let cell = &Records::of(text).rows[1][1];
        assert_eq!(&text[cell.place.start..cell.place.end], "12");
    }
}
