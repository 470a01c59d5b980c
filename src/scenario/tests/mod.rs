//! Tests of the loader: what is read, what is refused, and in which words.

mod first_scenario;

use super::{Problems, Scenario, load_with};

/// The text of the scenario that most tests start from.
const FIRST: &str = include_str!("../../../scenarios/first-scenario.toml");

/// Loads a text that extends nothing outside the program.
fn loaded(text: &str) -> Result<Scenario, Problems> {
    loaded_with(text, &[])
}

fn loaded_with(text: &str, overrides: &[(String, f64)]) -> Result<Scenario, Problems> {
    load_with("my.toml", "my", text, &|name| Err(format!("no file `{name}`")), overrides)
}
