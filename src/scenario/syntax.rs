//! Syntax errors: all of them, not only the first.
//!
//! After an error the parser reads on as best it can, and mostly complains about what it has misunderstood. So the statement
//! with the first error is blanked, in place, and the rest is parsed again, until nothing is left to complain about. What was
//! read of the rest can then be checked like any other text.

use toml::Spanned;
use toml::de::DeTable;

use super::problems::{Place, Problem};

/// Most syntax errors looked for in one text.
const MOST: usize = 50;

/// Reports the syntax errors of a text; the text comes back with the statements they are in blanked.
pub(super) fn readable(source: usize, text: &str, problems: &mut Vec<Problem>) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..MOST {
        let readable = String::from_utf8_lossy(&bytes).into_owned();
        let Err(error) = DeTable::parse(&readable) else { return readable };
        let mut place = Place::within(source, text, error.span().unwrap_or(0..0));
        let lines = lines_of(&readable);
        let line = line_at(&lines, place.start);
        let statement = statement_before(&lines, line, error.message(), place.start);
        if error.message().contains("multi-line") {
            // The end of the file is where the parser notices, not where the mistake is.
            let opens = lines
                .get(statement)
                .and_then(|line| Some(line.start + line.words.find("\"\"\"").or(line.words.find("'''"))?));
            place = opens.map_or(place, |start| Place::within(source, text, start..start + 3));
        }
        let problem = syntax_problem(Problem::error(place, ""), error.message(), place.start == place.end);
        let begun_above = (statement < line)
            .then(|| format!("the list or text that begins on line {} may not be closed", statement + 1));
        problems.push(if problem.help.is_none() { problem.help_if(begun_above) } else { problem });
        if !blank(&mut bytes, &lines, statement, error.message()) {
            break;
        }
    }
    // A text with more errors than anyone wants to read about at once is not read further.
    String::new()
}

/// A line of a text: where it starts, and its words.
struct Line<'t> {
    start: usize,
    words: &'t str,
}

fn lines_of(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let line = |words: &'_ str| {
        let at = start;
        start += words.len();
        (at, words.len())
    };
    let spans: Vec<(usize, usize)> = text.split_inclusive('\n').map(line).collect();
    spans.into_iter().map(|(start, length)| Line { start, words: &text[start..start + length] }).collect()
}

fn line_at(lines: &[Line<'_>], at: usize) -> usize {
    lines.iter().rposition(|line| line.start <= at).unwrap_or(0)
}

/// True for a line with which a statement begins: a header or a key, not indented.
fn begins_a_statement(line: &Line<'_>) -> bool {
    let words = line.words.trim_end();
    let inner = words.trim_start_matches('[');
    let is_header = inner.len() < words.len() && words.split('#').next().unwrap_or_default().trim_end().ends_with(']');
    let starts_with_name = |words: &str| words.starts_with(|first: char| first.is_alphanumeric() || first == '_');
    let is_quoted_key = words.starts_with(['"', '\'']) && words.contains('=');
    (is_header && starts_with_name(inner)) || starts_with_name(words) || is_quoted_key
}

/// True for a key with its equals sign.
fn is_assignment(line: &Line<'_>) -> bool {
    let is_key = |key: &str| key.trim_end().chars().all(|c| c.is_alphanumeric() || "_-.\"'".contains(c));
    line.words.split_once('=').is_some_and(|(key, _)| is_key(key))
}

/// The first line of the statement that an error is in.
fn statement_before(lines: &[Line<'_>], line: usize, message: &str, at: usize) -> usize {
    let begins = |line: &usize| lines.get(*line).is_some_and(begins_a_statement);
    if message.contains("multi-line") {
        // The text runs on to the end of the file: it begins where the last of its quotation marks stand.
        let opens =
            |line: &&Line<'_>| line.start <= at && (line.words.contains("\"\"\"") || line.words.contains("'''"));
        return lines
            .iter()
            .filter(opens)
            .count()
            .checked_sub(1)
            .map_or(0, |_| lines.iter().rposition(|line| opens(&line)).unwrap_or(0));
    }
    let is_at_start = lines.get(line).is_some_and(|line| at == line.start);
    let above = || (0..line).rev().find(|line| begins(line)).unwrap_or(0);
    // A comma missing before the first word of a statement is the end of a list missing above it.
    if is_at_start && begins(&line) && message.contains("missing") {
        return (0..line).rev().find(|above| begins(above) && is_open(&lines[*above..line])).unwrap_or_else(above);
    }
    if begins(&line) { line } else { above() }
}

/// True when more brackets are opened than closed. Brackets inside texts are counted too: it is only a guess where to look.
fn is_open(lines: &[Line<'_>]) -> bool {
    let count = |brackets: [char; 2]| lines.iter().map(|line| line.words.matches(brackets).count()).sum::<usize>();
    count(['[', '{']) > count([']', '}'])
}

/// Blanks a statement, up to the next one; after a header, up to the next header. False when there is nothing to blank.
fn blank(bytes: &mut [u8], lines: &[Line<'_>], statement: usize, message: &str) -> bool {
    let is_header = lines.get(statement).is_some_and(|line| line.words.starts_with('['));
    // The prose of a text may look like a statement, until it comes to the equals sign.
    let is_prose =
        |line: &Line<'_>| message.contains("multi-line") && !line.words.starts_with('[') && !is_assignment(line);
    let ends =
        |line: &Line<'_>| begins_a_statement(line) && !is_prose(line) && (!is_header || line.words.starts_with('['));
    let start = lines.get(statement).map_or(0, |line| line.start);
    let next = lines.iter().skip(statement + 1).find(|line| ends(line));
    let end = next.map_or(bytes.len(), |line| line.start);
    let mut has_blanked = false;
    for byte in &mut bytes[start..end] {
        if !byte.is_ascii_whitespace() {
            *byte = b' ';
            has_blanked = true;
        } else if *byte == b'\r' {
            *byte = b' ';
        }
    }
    has_blanked
}

/// The parser's words, made plainer where planners meet them most.
fn syntax_problem(problem: Problem, message: &str, is_empty: bool) -> Problem {
    let (what, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let label =
        if expected.is_empty() || expected == "nothing" { String::new() } else { format!("expected {expected}") };
    let problem = Problem { headline: what.to_owned(), label, ..problem };
    match what {
        "duplicate key" => problem.label("used before").help("each key may be given once in its table"),
        "string values must be quoted" if is_empty => {
            Problem { headline: "a key without a value".into(), ..problem }.label("expected a value")
        }
        "string values must be quoted" => {
            problem.label("no quotation marks").help("write texts between double quotes: \"…\"")
        }
        _ if what.contains("multi-line") => {
            Problem { headline: "a text of several lines does not end".into(), help: None, ..problem }
                .label("begins here")
        }
        "invalid basic string" => problem.help("a text ends on its line, with the double quote it begins with"),
        _ => problem,
    }
}

/// Parses a text that is readable; where it is not after all, there is nothing in it.
pub(super) fn document(readable: &str) -> Spanned<DeTable<'_>> {
    DeTable::parse(readable).unwrap_or_else(|_| Spanned::new(0..0, DeTable::default()))
}
