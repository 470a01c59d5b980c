//! Tests of the loader: what is read, what is refused, and in which words.

mod census;
mod evidence;
mod extending;
mod first_scenario;
mod fuzz;
mod levers;
mod readme;
mod refused_numbers;
mod refused_parts;
mod refused_schemes;
mod refused_writing;
mod verification;
mod whole_schema;

use super::{Problems, Scenario, load_with};

/// The text that most tests start from: a copy of the first scenario, so that its lines stay where they are.
const BASE: &str = include_str!("base.toml");

/// Loads a text that extends nothing outside the program.
fn loaded(text: &str) -> Result<Scenario, Problems> {
    loaded_with(text, &[])
}

fn loaded_with(text: &str, overrides: &[(String, f64)]) -> Result<Scenario, Problems> {
    load_with("my.toml", "my", text, &|name| Err(format!("no file `{name}`")), overrides)
}

/// A problem in one line: place, underlined text, headline, rule, help.
fn said(problems: &Problems, problem: &super::Problem) -> String {
    let text = &problems.sources()[problem.place.source].text;
    let before = &text[..problem.place.start];
    let (line, above) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |at| at + 1));
    let column = before[above..].chars().count() + 1;
    let help = problem.help.as_ref().map(|help| format!(" | help: {help}")).unwrap_or_default();
    let underlined = text[problem.place.start..problem.place.end].lines().next().unwrap_or_default();
    format!("{line}:{column} {underlined:?} {} | {}{help}", problem.headline, problem.label)
}

/// A change to the base text that makes it doubtful or wrong, and what is said about it.
struct Bad {
    case: &'static str,
    /// The words that are replaced; when empty, `by` is added at the end.
    replace: &'static str,
    by: &'static str,
    /// More words for the end.
    append: &'static str,
    /// Every problem, in the form of [`said`].
    says: &'static [&'static str],
}

/// Asserts that each of these is answered in its words, no more and no fewer.
fn check(cases: &[Bad]) {
    for bad in cases {
        assert!(BASE.contains(bad.replace), "{}: the base text has changed", bad.case);
        let text = match bad.replace {
            "" => format!("{BASE}\n{}", bad.by),
            words => BASE.replacen(words, bad.by, 1),
        };
        let text = if bad.append.is_empty() { text } else { format!("{text}\n{}", bad.append) };
        let problems = match loaded(&text) {
            Ok(scenario) => scenario.warnings,
            Err(problems) => problems,
        };
        let says: Vec<String> = problems.iter().map(|problem| said(&problems, problem)).collect();
        assert_eq!(says, bad.says, "{}", bad.case);
    }
}
