//! A scenario whose texts are read, and which can be checked with many values.

use sha2::{Digest, Sha256};

use super::desk::{Desk, Override, shown_at};
use super::extends::{self, Merged};
use super::reader::wrong_kind;
use super::tree::Table;
use super::{Place, Problem, Problems, Scenario, Severity, Source, system};

/// A scenario that is read but not yet checked: its text and those it extends as one tree.
///
/// Reading takes most of the time of loading a scenario. Whoever wants it with many values reads it once.
#[derive(Clone, Debug)]
pub struct Draft {
    id: String,
    merged: Merged,
}

impl Draft {
    /// Reads a scenario; the arguments are those of [`super::load`]. What is wrong with the texts is said by [`Draft::check`].
    pub fn read(name: &str, id: &str, text: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Self {
        Self { id: id.to_owned(), merged: extends::merged(name, text, read) }
    }

    /// The texts as one tree.
    pub(super) fn merged(&self) -> &Merged {
        &self.merged
    }

    /// Checks the scenario with other values for some of its quantities, as [`super::load_with`] does.
    ///
    /// # Errors
    ///
    /// As for [`super::load_with`].
    pub fn check(&self, values: &[(String, f64)]) -> Result<Scenario, Problems> {
        let mut sources = self.merged.sources.clone();
        let mut problems = self.merged.problems.clone();
        // What is given for this run comes later, and counts.
        let mut overrides = stated(&self.merged.root, &mut problems);
        overrides.extend(as_text(values, &mut sources));
        let has_syntax_errors = self.merged.has_syntax_errors;
        let desk = Desk::new(sources, problems, overrides);
        let mut scenario = system::scenario(&desk, &self.merged.root, &self.id, !has_syntax_errors);
        let (sources, mut problems, assumptions) = desk.close();
        // What cannot be read may be what seems to be missing.
        problems.retain(|problem| !(has_syntax_errors && problem.is_absence));
        scenario.hash = hash(&sources);
        scenario.assumptions = assumptions;
        if let Some(planning) = &scenario.planning {
            scenario.assumptions.retain(|assumption| !planning.has_alone(&assumption.path));
        }
        let is_refused = problems.iter().any(|problem| problem.severity == Severity::Error);
        if is_refused {
            // What looks unused or doubtful may only be the shadow of an error.
            problems.retain(|problem| problem.severity == Severity::Error);
            return Err(Problems::new(sources, problems));
        }
        scenario.warnings = Problems::new(sources, problems);
        Ok(scenario)
    }
}

/// The values that the scenario itself states under `[values]`, in place of those that stand elsewhere in it.
fn stated(root: &Table, problems: &mut Vec<Problem>) -> Vec<Override> {
    let Some(table) = root.get("values").and_then(|entry| entry.node.table()) else { return Vec::new() };
    let mut overrides = Vec::new();
    for entry in &table.entries {
        let Some(value) = entry.node.number() else {
            let wanted = "a number: the path stands between quotation marks, \"service.care.places\" = 5";
            let path = format!("values.{}", entry.key);
            problems.push(wrong_kind(&path, shown_at(entry), &entry.node, wanted));
            continue;
        };
        let (path_at, value_at) = (entry.key_at, entry.node.at);
        overrides.push(Override { path: entry.key.clone(), value, path_at, value_at, is_used: false });
    }
    overrides
}

/// The values as a text of their own, so that problems with them can be shown like any other.
fn as_text(values: &[(String, f64)], sources: &mut Vec<Source>) -> Vec<Override> {
    if values.is_empty() {
        return Vec::new();
    }
    let source = sources.len();
    let mut text = String::new();
    let mut list = Vec::new();
    for (path, value) in values {
        let start = text.len();
        text.push_str(&format!("{path} = {value}"));
        let path_at = Place { source, start, end: start + path.len() };
        let value_at = Place { source, start: start + path.len() + " = ".len(), end: text.len() };
        text.push('\n');
        list.push(Override { path: path.clone(), value: *value, path_at, value_at, is_used: false });
    }
    sources.push(Source { name: "values given for this run".to_owned(), text });
    list
}

/// SHA-256 over the texts, each preceded by its length so that none can run into the next.
fn hash(sources: &[Source]) -> String {
    let mut sha = Sha256::new();
    for source in sources {
        sha.update((source.text.len() as u64).to_le_bytes());
        sha.update(source.text.as_bytes());
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
