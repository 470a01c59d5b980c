//! Reads the keys of one table: each key is asked for by name, and what nobody asked for is an unknown key.

use std::cell::RefCell;

use super::Evidence;
use super::desk::{Backing, Desk, did_you_mean, listed, nearest, shown_at, spoken};
use super::problems::{Place, Problem};
use super::tree::{Entry, Node, Table, Value};

/// The keys of evidence that any table may carry for the numbers inside it.
pub(super) const EVIDENCE_KEYS: [&str; 3] = ["source", "note", "evidence"];

/// A table being read.
pub(super) struct Reader<'d> {
    pub desk: &'d Desk,
    pub table: &'d Table,
    /// Where messages about the table as a whole point.
    pub at: Place,
    pub order: usize,
    /// The path of the table: `service.reablement`; empty at the top.
    pub path: String,
    /// What the table, or one around it, says about its numbers.
    pub backing: Backing,
    asked: RefCell<Vec<&'static str>>,
    /// Keys that must be there, each with what it takes.
    required: RefCell<Vec<(&'static str, String)>>,
}

impl<'d> Reader<'d> {
    /// The reader of a table at a path. Top-level sources do not exist: `around` is empty there.
    pub(crate) fn new(
        desk: &'d Desk,
        table: &'d Table,
        at: Place,
        order: usize,
        path: String,
        around: &Backing,
    ) -> Self {
        let mut reader = Self {
            desk,
            table,
            at,
            order,
            path,
            backing: Backing::default(),
            asked: RefCell::default(),
            required: RefCell::default(),
        };
        let own = Backing {
            source: reader.text("source").map(str::to_owned),
            note: reader.text("note").map(str::to_owned),
            evidence: reader.evidence(),
            ..Backing::default()
        };
        reader.backing = own.or(around);
        // Evidence is welcome everywhere and would only lengthen the lists of valid keys.
        reader.asked.borrow_mut().clear();
        reader
    }

    /// The reader of a table inside this one.
    pub(crate) fn inside(&self, entry: &'d Entry, table: &'d Table) -> Reader<'d> {
        Reader::new(self.desk, table, entry.key_at, entry.node.order, self.path_of(&entry.key), &self.backing)
    }

    /// The path of a key of this table.
    pub(crate) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The entry of a key, unless it is absent.
    pub(crate) fn entry(&self, key: &'static str) -> Option<&'d Entry> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.get(key)
    }

    /// True when the key is written.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Says that a key must be there, and what it takes. Whether it is, is judged at the end, when all keys are known.
    pub(crate) fn require(&self, key: &'static str, what: &str) {
        self.required.borrow_mut().push((key, what.to_owned()));
    }

    /// Reports a value of the wrong kind.
    pub(crate) fn wrong_kind(&self, entry: &Entry, wanted: &str) {
        self.desk.report(wrong_kind(&self.path_of(&entry.key), shown_at(entry), &entry.node, wanted));
    }

    /// The text of a key.
    pub(crate) fn text(&self, key: &'static str) -> Option<&'d str> {
        let entry = self.entry(key)?;
        if entry.node.text().is_none() {
            self.wrong_kind(entry, "a text between double quotes");
        }
        entry.node.text()
    }

    /// The answer of a yes-or-no key.
    pub(crate) fn flag(&self, key: &'static str) -> Option<bool> {
        let entry = self.entry(key)?;
        if let Value::Boolean(answer) = entry.node.value {
            return Some(answer);
        }
        self.wrong_kind(entry, "`true` or `false`");
        None
    }

    /// The one of these words that a key says.
    pub(crate) fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<T> {
        let written = self.text(key)?;
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == written) {
            return Some(*meaning);
        }
        let valid = || words.iter().map(|(word, _)| *word);
        let problem = Problem::error(self.place_of(key), format!("`{}` cannot be `{written}`", self.path_of(key)))
            .label(format!("one of {}", spoken(valid())));
        self.desk.report(problem.help_if(did_you_mean(written, valid())));
        None
    }

    /// The place of a key's value, or of the table when it is absent.
    pub(crate) fn place_of(&self, key: &str) -> Place {
        self.table.get(key).map_or(self.at, shown_at)
    }

    /// The list of a key.
    pub(crate) fn list(&self, key: &'static str, wanted: &str) -> Option<&'d [Node]> {
        let entry = self.entry(key)?;
        if entry.node.list().is_none() {
            self.wrong_kind(entry, wanted);
        }
        entry.node.list()
    }

    /// The texts of a list.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<(&'d str, Place)> {
        let nodes = self.list(key, "a list of texts, as [\"…\", \"…\"]").unwrap_or_default();
        let text = |node: &'d Node| {
            if node.text().is_none() {
                self.desk.report(wrong_kind(&self.path_of(key), node.at, node, "a text between double quotes"));
            }
            node.text().map(|text| (text, node.at))
        };
        nodes.iter().filter_map(text).collect()
    }

    /// The table of a key.
    pub(crate) fn inner(&self, key: &'static str) -> Option<Reader<'d>> {
        let entry = self.entry(key)?;
        if let Some(table) = entry.node.table() {
            return Some(self.inside(entry, table));
        }
        let problem = wrong_kind(&self.path_of(key), shown_at(entry), &entry.node, "a table, as { key = value }");
        let is_list = entry.node.list().is_some() && self.path.is_empty();
        self.desk.report(problem.help_if(is_list.then(|| format!("write `[{key}]` with one bracket, once"))));
        None
    }

    /// The tables of a list: `[[key]]` or `key = [{ … }]`, each at the path that `name` gives it.
    pub(crate) fn tables(&self, key: &'static str, name: impl Fn(&'d Table, usize) -> String) -> Vec<Reader<'d>> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let Some(nodes) = entry.node.list() else {
            let problem = wrong_kind(&self.path_of(key), entry.key_at, &entry.node, "a list of tables");
            let is_header = entry.node.table().is_some() && self.path.is_empty();
            let help = is_header.then(|| format!("write `[[{key}]]` with two brackets, once for each of them"));
            self.desk.report(problem.help_if(help));
            return Vec::new();
        };
        let mut taken: Vec<String> = Vec::new();
        let reader = |(position, node): (usize, &'d Node)| {
            let Some(table) = node.table() else {
                self.desk.report(wrong_kind(&self.path_of(key), node.at, node, "a table, as { key = value }"));
                return None;
            };
            let name = unique(name(table, position), &taken);
            let path = format!("{}.{name}", self.path_of(key));
            taken.push(name);
            Some(Reader::new(self.desk, table, self.heading(node), node.order, path, &self.backing))
        };
        nodes.iter().enumerate().filter_map(reader).collect()
    }

    /// The first line of a table: its header, or the beginning of an inline table.
    fn heading(&self, node: &Node) -> Place {
        let text = self.desk.sources.get(node.at.source).and_then(|source| source.text.get(node.at.start..node.at.end));
        let length = text.and_then(|text| text.lines().next()).map_or(0, str::len);
        Place { end: node.at.start + length, ..node.at }
    }

    /// Refuses a key that has no meaning here, with the reason.
    pub(crate) fn refuse(&self, key: &'static str, headline: &str, help: &str) {
        if self.table.get(key).is_some() {
            let entry = self.entry(key);
            let at = entry.map_or(self.at, |entry| entry.key_at);
            self.desk.report(Problem::error(at, headline).label("does not belong here").help(help));
        }
    }

    fn evidence(&self) -> Option<Evidence> {
        use Evidence::{Assumed, Derived, Sourced};
        self.word("evidence", &[("sourced", Sourced), ("derived", Derived), ("assumed", Assumed)])
    }

    /// Ends the reading: every key that nobody asked for is an unknown key, and what must be there and is not is missing.
    pub(crate) fn finish(self) {
        let asked = self.asked.borrow();
        let is_known = |key: &str| asked.contains(&key) || EVIDENCE_KEYS.contains(&key);
        let unknown = || self.table.entries.iter().filter(|entry| !is_known(&entry.key));
        for entry in unknown() {
            self.desk.report(unknown_key(&entry.key, entry.key_at, &self.path, asked.iter().copied()));
        }
        let required = self.required.borrow();
        for (key, what) in required.iter().filter(|(key, _)| !self.has(key)) {
            // A misspelt key has been reported, with the right spelling.
            if unknown().any(|entry| nearest(&entry.key, asked.iter().copied()) == Some(key)) {
                continue;
            }
            let whole = if self.path.is_empty() { "the scenario".to_owned() } else { format!("`{}`", self.path) };
            let problem = Problem::absence(self.at, format!("{whole} needs `{key}`"));
            self.desk.report(problem.label(format!("add `{key}`: {what}")));
        }
    }
}

/// A name that is not taken: the name itself, or else with `-2` for the second.
pub(super) fn unique(name: String, taken: &[String]) -> String {
    let is_free = |candidate: &String| !taken.contains(candidate);
    let mut candidates = (2..).map(|number| format!("{name}-{number}"));
    if is_free(&name) { name.clone() } else { candidates.find(is_free).unwrap_or_default() }
}

/// The problem of a key that does not exist.
pub(super) fn unknown_key<'a>(
    key: &str,
    at: Place,
    path: &str,
    valid: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    let whole = if path.is_empty() { "a scenario".to_owned() } else { format!("`{path}`") };
    let names: Vec<&str> = valid.clone().collect();
    let problem = Problem::error(at, format!("{whole} has no key `{key}`")).label("unknown key");
    let list = format!("the keys are {}", listed(names));
    problem.help(list).help_if(did_you_mean(key, valid))
}

/// The problem of a value that is not what its key takes.
pub(super) fn wrong_kind(path: &str, at: Place, node: &Node, wanted: &str) -> Problem {
    let is_no_date = matches!(node.value, Value::NoDate);
    let headline = format!("`{path}` {} {}", if is_no_date { "is" } else { "cannot be" }, node.kind());
    Problem::error(at, headline).label(format!("expected {wanted}"))
}
