//! Whatever is done to a text, loading it answers with a scenario or with problems, and every problem can be shown.

use proptest::prelude::*;

use super::{BASE, Problems, loaded, loaded_with};
use crate::scenario::Severity;

/// One change to a text.
#[derive(Clone, Debug)]
enum Change {
    Delete(usize, usize),
    Insert(usize, String),
    DeleteLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
    Number(usize, String),
}

fn change() -> impl Strategy<Value = Change> {
    let numbers = [
        "-1",
        "0",
        "1e308",
        "nan",
        "inf",
        "-9223372036854775808",
        "99999999999999999999999",
        "0.5",
        "1e-300",
        "0000-01-01",
        "9999-12-31",
        "2026-02-30",
        "0xffff",
        "\"x\"",
        "[]",
        "{}",
        "[[1]]",
        "true",
        "\"unlimited\"",
    ];
    let pieces = [
        "[",
        "]",
        "{",
        "}",
        "=",
        "\"",
        "\"\"\"",
        "'",
        "\n",
        "#",
        ",",
        ".",
        "é",
        "\u{0}",
        "\r",
        "value = 3",
        "[[hospital]]",
    ];
    prop_oneof![
        (any::<usize>(), 0..40_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        (any::<usize>(), prop_oneof![prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), "\\PC{0,6}"])
            .prop_map(|(at, text)| Change::Insert(at, text)),
        any::<usize>().prop_map(Change::DeleteLine),
        any::<usize>().prop_map(Change::DoubleLine),
        (any::<usize>(), any::<usize>()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        (any::<usize>(), prop::sample::select(numbers.to_vec()))
            .prop_map(|(at, number)| Change::Number(at, number.into())),
    ]
}

fn changed(text: &str, change: &Change) -> String {
    let characters: Vec<char> = text.chars().collect();
    let place = |at: usize| at % (characters.len() + 1);
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = |at: usize| at % lines.len().max(1);
    match change {
        Change::Delete(at, length) => {
            let start = place(*at);
            let end = (start + length).min(characters.len());
            characters[..start].iter().chain(&characters[end..]).collect()
        }
        Change::Insert(at, insert) => {
            let (before, after) = characters.split_at(place(*at));
            before.iter().copied().chain(insert.chars()).chain(after.iter().copied()).collect()
        }
        _ if lines.is_empty() => String::new(),
        Change::DeleteLine(at) => {
            lines.remove(line(*at));
            lines.concat()
        }
        Change::DoubleLine(at) => {
            lines.insert(line(*at), lines[line(*at)]);
            lines.concat()
        }
        Change::SwapLines(one, other) => {
            let (one, other) = (line(*one), line(*other));
            lines.swap(one, other);
            lines.concat()
        }
        Change::Number(at, number) => {
            let digits: Vec<usize> = text.match_indices(|c: char| c.is_ascii_digit()).map(|(at, _)| at).collect();
            let Some(start) = digits.get(at % digits.len().max(1)) else { return text.to_owned() };
            let rest = &text[*start..];
            let length = rest.find(|c: char| !(c.is_ascii_digit() || "._".contains(c))).unwrap_or(rest.len());
            format!("{}{number}{}", &text[..*start], &rest[length..])
        }
    }
}

fn can_be_shown(problems: &Problems) {
    for problem in problems.iter() {
        let source = &problems.sources()[problem.place.source];
        assert!(source.text.get(problem.place.start..problem.place.end).is_some(), "{problem:?}");
        assert!(!problem.headline.is_empty());
    }
    assert!(!problems.render(false).is_empty());
    assert!(!problems.render(true).is_empty());
}

fn answers(text: &str) {
    match loaded(text) {
        Ok(scenario) => can_be_shown(&scenario.warnings),
        Err(problems) => {
            assert!(problems.iter().any(|problem| problem.severity == Severity::Error));
            can_be_shown(&problems);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_to_a_text_brings_the_loader_down(
        text in prop::sample::select(vec![BASE, include_str!("whole.toml")]),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let text = changes.iter().fold(text.to_owned(), |text, change| changed(&text, change));
        answers(&text);
    }

    #[test]
    fn no_bytes_bring_the_loader_down(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        answers(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_override_brings_the_loader_down(value in any::<f64>(), at in any::<usize>()) {
        let scenario = loaded(BASE).expect("the base text loads");
        let path = scenario.assumptions[at % scenario.assumptions.len()].path.clone();
        if let Err(problems) = loaded_with(BASE, &[(path, value)]) {
            can_be_shown(&problems);
        }
    }
}

#[test]
fn nesting_without_end_is_refused() {
    answers(&format!("a = {}", "[".repeat(100_000)));
    answers(&"[a.".repeat(10_000));
    answers(&format!("a = {}", "{ a = ".repeat(10_000)));
}
