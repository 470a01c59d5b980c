//! A scenario that extends another and states other values for some of its quantities, as a text.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::draft::Draft;
use super::system;
use super::tree::{Entry, Node, Table, Value};

/// What a quantity is to say instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Revision {
    /// Where it stands: `service.reablement.places`.
    pub path: String,
    pub value: f64,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub source: Option<String>,
    pub note: Option<String>,
}

impl Draft {
    /// The text of a scenario that extends this one, by the name given, and says these other things. Keys of a table that holds a
    /// revised quantity are written out whole, since that is how a scenario replaces them. A path that leads to no number is
    /// passed over.
    pub fn revised(&self, name: &str, title: &str, revisions: &[Revision]) -> String {
        let desk = Desk::new(self.merged().sources.clone(), self.merged().problems.clone(), Vec::new());
        system::scenario(&desk, &self.merged().root, "", true);
        let orders = desk.orders();
        let of = |(order, path): (usize, String)| {
            revisions.iter().find(|revision| revision.path == path).map(|revision| (order, revision))
        };
        let revised: BTreeMap<usize, &Revision> = orders.into_iter().filter_map(of).collect();
        let writer = Writer { revised };
        let mut head = format!("extends = {}\ntitle = {}\n", quoted(name), quoted(title));
        let mut tables = String::new();
        for entry in &self.merged().root.entries {
            writer.top_level(entry, &mut head, &mut tables);
        }
        head + &tables
    }
}

/// Writes values, the revised ones as they are to be.
struct Writer<'r> {
    /// By the turn of the number in the tree.
    revised: BTreeMap<usize, &'r Revision>,
}

impl Writer<'_> {
    fn top_level(&self, entry: &Entry, head: &mut String, tables: &mut String) {
        if !self.touches(&entry.node) {
            return;
        }
        let parts = entry.node.list().filter(|nodes| nodes.iter().all(|node| id(node).is_some()));
        if self.revision(&entry.node).is_some() {
            self.line(entry, head);
        } else if let Some(table) = entry.node.table() {
            tables.push_str(&format!("\n[{}]\n", key(&entry.key)));
            self.keys(table, tables);
        } else if let Some(nodes) = parts {
            for node in nodes.iter().filter(|node| self.touches(node)) {
                let id = quoted(id(node).unwrap_or_default());
                tables.push_str(&format!("\n[[{}]]\nid = {id}\n", key(&entry.key)));
                if let Some(table) = node.table() {
                    self.keys(table, tables);
                }
            }
        } else {
            self.line(entry, head);
        }
    }

    /// The keys of a table that hold something revised.
    fn keys(&self, table: &Table, text: &mut String) {
        for entry in table.entries.iter().filter(|entry| self.touches(&entry.node)) {
            self.line(entry, text);
        }
    }

    fn line(&self, entry: &Entry, text: &mut String) {
        // A list of tables is easier to read and to change with an element in each line.
        let is_of_tables = |nodes: &&[Node]| nodes.iter().all(|node| node.table().is_some()) && !nodes.is_empty();
        let lines = |nodes: &[Node]| nodes.iter().map(|node| format!("  {},\n", self.value(node))).collect::<String>();
        let tables = entry.node.list().filter(is_of_tables).map(|nodes| format!("[\n{}]", lines(nodes)));
        let value = tables.unwrap_or_else(|| self.value(&entry.node));
        text.push_str(&format!("{} = {value}\n", key(&entry.key)));
    }

    /// What a number says instead, written bare or with its evidence.
    fn revision(&self, node: &Node) -> Option<&Revision> {
        let number = node.table().and_then(|table| table.get("value")).map_or(node, |entry| &entry.node);
        self.revised.get(&number.order).copied().filter(|_| number.number().is_some())
    }

    fn touches(&self, node: &Node) -> bool {
        let list = node.list().unwrap_or_default();
        let entries = node.table().map_or(&[][..], |table| &table.entries);
        self.revision(node).is_some()
            || list.iter().any(|node| self.touches(node))
            || entries.iter().any(|entry| self.touches(&entry.node))
    }

    fn value(&self, node: &Node) -> String {
        if let Some(revision) = self.revision(node) {
            return with_evidence(revision);
        }
        match &node.value {
            Value::Text(text) => quoted(text),
            Value::Whole(whole) => whole.to_string(),
            Value::Number(number) => toml_number(*number),
            Value::Boolean(answer) => answer.to_string(),
            Value::Date(date) => date.to_string(),
            Value::NoDate => quoted("no date"),
            Value::List(nodes) => {
                format!("[{}]", nodes.iter().map(|node| self.value(node)).collect::<Vec<_>>().join(", "))
            }
            Value::Table(table) => {
                let entries =
                    table.entries.iter().map(|entry| format!("{} = {}", key(&entry.key), self.value(&entry.node)));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn with_evidence(revision: &Revision) -> String {
    let mut parts = vec![format!("value = {}", toml_number(revision.value))];
    parts.extend(revision.low.map(|low| format!("low = {}", toml_number(low))));
    parts.extend(revision.high.map(|high| format!("high = {}", toml_number(high))));
    parts.extend(revision.source.as_ref().map(|source| format!("source = {}", quoted(source))));
    parts.extend(revision.note.as_ref().map(|note| format!("note = {}", quoted(note))));
    format!("{{ {} }}", parts.join(", "))
}

/// A number as TOML has it: whole ones without a point.
fn toml_number(number: f64) -> String {
    match number {
        number if number.fract() == 0.0 && number.abs() < 1e15 => format!("{}", number as i64),
        number => number.to_string(),
    }
}

fn key(key: &str) -> String {
    let is_bare = !key.is_empty() && key.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
    if is_bare { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn id(node: &Node) -> Option<&str> {
    node.table()?.text("id")
}

/// For each of these paths of shares the other paths of its table with their values, so that the table sums to 1 again: what is not
/// revised makes room in proportion, as it does for values given from outside.
pub(crate) fn shares_making_room(assumptions: &[super::Assumption], revised: &[(String, f64)]) -> Vec<(String, f64)> {
    let table_of = |path: &str| path.rsplit_once('.').map(|(table, _)| table.to_owned()).unwrap_or_default();
    let tables: BTreeSet<String> = revised.iter().map(|(path, _)| table_of(path)).collect();
    let mut others = Vec::new();
    for table in &tables {
        let shares = shares(assumptions, table);
        let is_revised = |path: &str| revised.iter().any(|(other, _)| other == path);
        let fixed: f64 = shares
            .iter()
            .filter_map(|(path, _)| revised.iter().find(|(other, _)| other == path))
            .map(|one| one.1)
            .sum();
        let free: f64 = shares.iter().filter(|(path, _)| !is_revised(path)).map(|one| one.1).sum();
        if free > 0.0 && fixed < 1.0 {
            let room = shares.iter().filter(|(path, _)| !is_revised(path));
            others.extend(room.map(|(path, share)| (path.clone(), share * (1.0 - fixed) / free)));
        }
    }
    others
}

/// The shares of a table by their paths; none where it is no table of shares.
pub(crate) fn shares(assumptions: &[super::Assumption], table: &str) -> Vec<(String, f64)> {
    let inside = assumptions.iter().filter(|one| one.share_of.as_deref() == Some(table));
    inside.filter_map(|one| Some((one.path.clone(), one.number?))).collect()
}
