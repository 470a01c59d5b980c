//! A scenario that builds on another: its file states only what differs.
//!
//! Top-level tables merge key by key. Entries of `[[…]]` lists merge by id: one with a known id overrides the keys it states,
//! a new one is added at the end, and `remove = true` takes one out, as it does a top-level table. Every other value is replaced whole. Each value keeps the
//! place where it was written, so that messages point into the right file.

use super::desk::did_you_mean;
use super::embedded::{embedded, verification_cases};
use super::problems::{Place, Problem, Source};
use super::reader::wrong_kind;
use super::tree::{self, Entry, Node, Table, Value};
use std::path::{Component, Path, PathBuf};

/// Longest chain of files that extend one another: a chain without end must end somewhere.
const LONGEST_CHAIN: usize = 16;

/// A scenario and all that it extends, merged.
#[derive(Clone, Debug)]
pub(super) struct Merged {
    pub root: Table,
    pub sources: Vec<Source>,
    pub problems: Vec<Problem>,
    /// Some text could not be read as TOML: what seems to be missing may be there.
    pub has_syntax_errors: bool,
}

/// Reads a scenario and those it extends, which `read` finds by name unless they are embedded. A file names another as seen from its
/// own folder; `read` is given the way from that of the first.
pub(super) fn merged(name: &str, text: &str, read: &dyn Fn(&str) -> Result<String, String>) -> Merged {
    let mut merged =
        Merged { root: Table::default(), sources: Vec::new(), problems: Vec::new(), has_syntax_errors: false };
    let mut layers = Vec::new();
    let mut next = Some(Source { name: name.to_owned(), text: text.to_owned() });
    while let Some(source) = next.take() {
        let position = merged.sources.len();
        let before = merged.problems.len();
        let table = tree::parse(position, &source.text, &mut merged.problems);
        merged.has_syntax_errors |= merged.problems.len() > before;
        merged.sources.push(source);
        report_duplicate_ids(&table, &mut merged.problems);
        next = extended(&table, &mut merged, read);
        layers.push(table);
    }
    let mut layers = layers.into_iter().rev();
    merged.root = layers.next().unwrap_or_default();
    for layer in layers {
        merge_root(&mut merged.root, layer, &mut merged.problems);
    }
    tree::number_in_order(&mut merged.root);
    merged
}

/// The scenario that a table extends, if it names one.
fn extended(table: &Table, merged: &mut Merged, read: &dyn Fn(&str) -> Result<String, String>) -> Option<Source> {
    let entry = table.get("extends")?;
    let at = entry.node.at;
    let Some(name) = entry.node.text() else {
        let wanted = "the name of a scenario, between double quotes";
        merged.problems.push(wrong_kind("extends", at, &entry.node, wanted));
        return None;
    };
    let known = embedded().iter().chain(verification_cases()).find(|known| known.id == name);
    let name = match known {
        Some(_) => name,
        None => &beside(merged.sources.get(1..).and_then(<[Source]>::last), name),
    };
    let is_same = |source: &Source| source.name == *name || source.name.strip_suffix(".toml") == Some(name);
    if merged.sources.iter().any(is_same) || merged.sources.len() >= LONGEST_CHAIN {
        let chain: Vec<&str> = merged.sources.iter().map(|source| source.name.as_str()).chain([name]).collect();
        let problem = Problem::error(at, format!("`{name}` cannot be extended: it comes back to itself"));
        merged.problems.push(problem.label("a circle").note(chain.join(" extends ")));
        return None;
    }
    if let Some(known) = known {
        return Some(Source { name: name.to_owned(), text: known.text.to_owned() });
    }
    match read(name) {
        Ok(text) => Some(Source { name: name.to_owned(), text }),
        Err(reason) => {
            let problem = Problem::error(at, format!("`{name}` cannot be extended")).label(reason);
            let near = did_you_mean(name, embedded().iter().map(|known| known.id));
            let help = "give the id of an embedded scenario or the path of a file".to_owned();
            merged.problems.push(problem.help_if(near.or(Some(help))));
            None
        }
    }
}

/// The name of a file as the first file would name it, whose name is written in one that the first extends.
fn beside(extended: Option<&Source>, name: &str) -> String {
    let folder = extended.and_then(|source| Path::new(&source.name).parent());
    let Some(folder) = folder else { return name.to_owned() };
    let mut way = PathBuf::new();
    for part in folder.join(name).components() {
        // A folder and the way out of it again are no way at all.
        if part == Component::ParentDir && matches!(way.components().next_back(), Some(Component::Normal(_))) {
            way.pop();
        } else if part != Component::CurDir {
            way.push(part);
        }
    }
    way.to_string_lossy().replace('\\', "/")
}

/// The id of an element of a list.
fn id_of(node: &Node) -> Option<(&str, Place)> {
    let table = node.table()?;
    Some((table.text("id")?, table.get("id")?.node.at))
}

fn report_duplicate_ids(root: &Table, problems: &mut Vec<Problem>) {
    for entry in &root.entries {
        let Value::List(nodes) = &entry.node.value else { continue };
        let ids: Vec<(&str, Place)> = nodes.iter().filter_map(id_of).collect();
        for (position, (id, at)) in ids.iter().enumerate() {
            if ids[..position].iter().any(|(other, _)| other == id) {
                let problem = Problem::error(*at, format!("two [[{}]] have the id `{id}`", entry.key));
                problems.push(problem.label("used before").help("every id is used once among its kind"));
            }
        }
    }
}

fn merge_root(base: &mut Table, layer: Table, problems: &mut Vec<Problem>) {
    for mut entry in layer.entries {
        if take_removal(&mut entry.node, problems) {
            base.entries.retain(|below| below.key != entry.key);
            continue;
        }
        let Some(below) = base.entries.iter_mut().find(|below| below.key == entry.key) else {
            base.entries.push(without_removals(entry, problems));
            continue;
        };
        match (&mut below.node.value, entry.node.value) {
            (Value::Table(old), Value::Table(new)) => {
                merge_keys(old, new);
                below.key_at = entry.key_at;
            }
            (Value::List(old), Value::List(new)) if new.iter().any(|node| id_of(node).is_some()) => {
                merge_lists(&entry.key, old, new, problems);
            }
            (_, value) => *below = Entry { node: Node { value, ..entry.node }, ..entry },
        }
    }
}

/// Takes over the keys of `layer`, each value whole.
fn merge_keys(base: &mut Table, layer: Table) {
    for entry in layer.entries {
        match base.entries.iter_mut().find(|below| below.key == entry.key) {
            Some(below) => *below = entry,
            None => base.entries.push(entry),
        }
    }
}

fn merge_lists(key: &str, base: &mut Vec<Node>, layer: Vec<Node>, problems: &mut Vec<Problem>) {
    let known: Vec<String> = base.iter().filter_map(|node| id_of(node).map(|(id, _)| id.to_owned())).collect();
    for mut node in layer {
        let is_removal = take_removal(&mut node, problems);
        let id = id_of(&node).map(|(id, at)| (id.to_owned(), at));
        let position = id
            .as_ref()
            .and_then(|(id, _)| base.iter().position(|below| id_of(below).is_some_and(|(other, _)| other == id)));
        match (position, node.value) {
            (Some(position), _) if is_removal => {
                base.remove(position);
            }
            (Some(position), Value::Table(table)) => {
                if let Value::Table(below) = &mut base[position].value {
                    merge_keys(below, table);
                }
                base[position].at = node.at;
            }
            (None, _) if is_removal => {
                if let Some((id, at)) = id {
                    let problem = Problem::error(at, format!("there is no {key} `{id}` to remove"))
                        .label("not in the scenario it extends");
                    problems.push(problem.help_if(did_you_mean(&id, known.iter().map(String::as_str))));
                }
            }
            (_, value) => base.push(Node { value, ..node }),
        }
    }
}

/// Takes `remove` out of a list's element or a table; true when it says so.
fn take_removal(node: &mut Node, problems: &mut Vec<Problem>) -> bool {
    let Value::Table(table) = &mut node.value else { return false };
    let Some(position) = table.entries.iter().position(|entry| entry.key == "remove") else { return false };
    let entry = table.entries.remove(position);
    let Value::Boolean(answer) = entry.node.value else {
        problems.push(wrong_kind("remove", entry.node.at, &entry.node, "`true`"));
        return false;
    };
    answer
}

/// A list that the extended scenario does not have: nothing in it can be removed.
fn without_removals(mut entry: Entry, problems: &mut Vec<Problem>) -> Entry {
    if let Value::List(nodes) = &mut entry.node.value {
        let nodes_read = std::mem::take(nodes);
        merge_lists(&entry.key, nodes, nodes_read, problems);
    }
    entry
}
