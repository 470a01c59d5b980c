//! A scenario file as a tree of values, each with the place where it was written.
//!
//! The tree outlives the parser's own, keeps the order of the file, and can hold values of several files once one scenario
//! extends another.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::problems::{Place, Problem};
use super::syntax;
use crate::model::dates::{self, Date};

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub value: Value,
    pub at: Place,
    /// Its turn in a walk through the whole (merged) tree.
    pub order: usize,
}

/// What can be written in a scenario.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Whole(i128),
    Number(f64),
    Boolean(bool),
    Date(Date),
    /// A date that no calendar has, or a time of day.
    NoDate,
    List(Vec<Node>),
    Table(Table),
}

/// The entries of a table in the order of the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_at: Place,
    pub node: Node,
}

impl Table {
    /// The entry of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The text written for a key, if it is a text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.node.text()
    }

    /// The values listed for a key; none where it is absent or not a list.
    pub(crate) fn list(&self, key: &str) -> &[Node] {
        self.get(key).and_then(|entry| entry.node.list()).unwrap_or_default()
    }
}

impl Node {
    /// The kind of value, as messages say it.
    pub(crate) fn kind(&self) -> &'static str {
        match self.value {
            Value::Text(_) => "a text",
            Value::Whole(_) | Value::Number(_) => "a number",
            Value::Boolean(_) => "true or false",
            Value::Date(_) => "a date",
            Value::NoDate => "not a date of the calendar",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// The text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        if let Value::Text(text) = &self.value { Some(text) } else { None }
    }

    /// The number, if it is one.
    pub(crate) fn number(&self) -> Option<f64> {
        match self.value {
            Value::Whole(whole) => Some(whole as f64),
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Boolean(_) | Value::Date(_) | Value::NoDate | Value::List(_) | Value::Table(_) => {
                None
            }
        }
    }

    /// The list, if it is one.
    pub(crate) fn list(&self) -> Option<&[Node]> {
        if let Value::List(nodes) = &self.value { Some(nodes) } else { None }
    }

    /// The table, if it is one.
    pub(crate) fn table(&self) -> Option<&Table> {
        if let Value::Table(table) = &self.value { Some(table) } else { None }
    }
}

/// Reads a text. Syntax errors are added to `problems`; the readable rest comes back.
pub(super) fn parse(source: usize, text: &str, problems: &mut Vec<Problem>) -> Table {
    let readable = syntax::readable(source, text, problems);
    Translation { source, text }.table(syntax::document(&readable).get_ref())
}

struct Translation<'t> {
    source: usize,
    text: &'t str,
}

impl Translation<'_> {
    fn table(&self, table: &DeTable<'_>) -> Table {
        let mut entries: Vec<Entry> = table
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref().to_string(),
                key_at: Place::within(self.source, self.text, key.span()),
                node: self.node(value),
            })
            .collect();
        entries.sort_by_key(|entry| entry.key_at);
        Table { entries }
    }

    fn list(&self, array: &DeArray<'_>) -> Vec<Node> {
        array.iter().map(|value| self.node(value)).collect()
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let span = value.span();
        let value = match value.get_ref() {
            DeValue::Table(table) => Value::Table(self.table(table)),
            DeValue::Array(array) => Value::List(self.list(array)),
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Boolean(boolean) => Value::Boolean(*boolean),
            DeValue::Integer(integer) => whole(integer.as_str(), integer.radix()),
            DeValue::Float(float) => number(float.as_str()),
            DeValue::Datetime(moment) => date(moment),
        };
        Node { value, at: Place::within(self.source, self.text, span), order: 0 }
    }
}

fn whole(digits: &str, radix: u32) -> Value {
    i128::from_str_radix(digits, radix).map_or_else(|_| number(digits), Value::Whole)
}

fn number(digits: &str) -> Value {
    Value::Number(digits.parse().unwrap_or(f64::NAN))
}

fn date(moment: &toml::value::Datetime) -> Value {
    match (moment.date, moment.time) {
        (Some(date), None) => dates::date(date.year.into(), date.month, date.day).map_or(Value::NoDate, Value::Date),
        _ => Value::NoDate,
    }
}

/// Numbers the values of a tree in the order of a walk through it.
pub(super) fn number_in_order(table: &mut Table) {
    fn walk(node: &mut Node, turn: &mut usize) {
        *turn += 1;
        node.order = *turn;
        match &mut node.value {
            Value::List(nodes) => nodes.iter_mut().for_each(|node| walk(node, turn)),
            Value::Table(table) => table.entries.iter_mut().for_each(|entry| walk(&mut entry.node, turn)),
            Value::Text(_)
            | Value::Whole(_)
            | Value::Number(_)
            | Value::Boolean(_)
            | Value::Date(_)
            | Value::NoDate => {}
        }
    }
    let mut turn = 0;
    table.entries.iter_mut().for_each(|entry| walk(&mut entry.node, &mut turn));
}
