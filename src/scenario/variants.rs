//! Elements of a list that say by their one key what they are: steps of a pathway, effects of a scheme.

use super::desk::{did_you_mean, listed, spoken};
use super::problems::Problem;
use super::reader::{EVIDENCE_KEYS, Reader, wrong_kind};
use super::tree::{Entry, Node, Table};

/// The names of such elements in paths, unique in their list: the id each states, or else its kind, with `-2` for the second.
pub(super) fn names(nodes: &[Node]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let stated: Vec<Option<&str>> = nodes.iter().map(|node| node.table().and_then(stated_id)).collect();
    for (node, stated_id) in nodes.iter().zip(&stated) {
        let kind = node.table().and_then(|table| kinds(table).next()).map_or("unknown", |entry| entry.key.as_str());
        let is_taken =
            |name: &str, names: &[String]| names.iter().any(|taken| taken == name) || stated.contains(&Some(name));
        let name = match stated_id {
            Some(id) => (*id).to_owned(),
            None if !is_taken(kind, &names) => kind.to_owned(),
            None => {
                (2..).map(|number| format!("{kind}-{number}")).find(|name| !is_taken(name, &names)).unwrap_or_default()
            }
        };
        names.push(name);
    }
    names
}

fn stated_id(table: &Table) -> Option<&str> {
    kinds(table).next()?.node.table()?.text("id")
}

fn kinds(table: &Table) -> impl Iterator<Item = &Entry> {
    table.entries.iter().filter(|entry| !EVIDENCE_KEYS.contains(&entry.key.as_str()))
}

impl<'d> Reader<'d> {
    /// The elements of a list of variants, each with the kind it is of and the reader of what is said about it.
    pub(crate) fn variants<K: Copy>(
        &self,
        key: &'static str,
        what: &str,
        valid: &[(&'static str, K)],
    ) -> Vec<(&'static str, K, Reader<'d>)> {
        let names = names(self.table.list(key));
        let elements = self.tables(key, |_, position| names.get(position).cloned().unwrap_or_default());
        elements.into_iter().filter_map(|element| element.variant(what, valid)).collect()
    }

    fn variant<K: Copy>(&self, what: &str, valid: &[(&'static str, K)]) -> Option<(&'static str, K, Reader<'d>)> {
        let names = || valid.iter().map(|(name, _)| *name);
        let mut kinds = kinds(self.table);
        let (Some(entry), None) = (kinds.next(), kinds.next()) else {
            let problem = Problem::error(self.at, format!("{what} needs exactly one kind"));
            let label =
                if self.table.entries.is_empty() { "no kind is given" } else { "several in one pair of braces" };
            let help = format!("write {{ kind = {{ … }} }}, the kind one of {}", spoken(names()));
            self.desk.report(problem.label(label).help(help));
            return None;
        };
        let Some((name, kind)) = valid.iter().find(|(name, _)| *name == entry.key) else {
            let problem = Problem::error(entry.key_at, format!("{what} cannot be `{}`", entry.key));
            let list = format!("the kinds are {}", listed(names()));
            let near = did_you_mean(&entry.key, names());
            self.desk.report(problem.label("unknown kind").help(list).help_if(near));
            return None;
        };
        let Some(table) = entry.node.table() else {
            self.desk.report(wrong_kind(&self.path, entry.node.at, &entry.node, "a table, as { key = value }"));
            return None;
        };
        let path = self.path.clone();
        let reader = Reader::new(self.desk, table, entry.key_at, entry.node.order, path, &self.backing);
        Some((*name, *kind, reader))
    }
}
