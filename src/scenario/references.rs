//! Names of the parts of a scenario, and the way from a name to a position.

use super::desk::{did_you_mean, listed};
use super::problems::{Place, Problem};
use super::reader::Reader;
use super::tree::{Node, Table};

/// The ids of all parts, by kind, in the order of the file: positions in these lists are positions in the care system.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub hospitals: Vec<String>,
    pub groups: Vec<String>,
    pub pathways: Vec<String>,
    pub teams: Vec<String>,
    pub panels: Vec<String>,
    pub services: Vec<String>,
    pub workforces: Vec<String>,
    pub schemes: Vec<String>,
    pub options: Vec<String>,
}

impl Names {
    /// The names in a file. A part without a name keeps its position, under a name that nobody can write.
    pub(crate) fn of(root: &Table) -> Self {
        let names = |key: &str| {
            let parts = root.list(key).iter().filter_map(Node::table);
            // One bracket where two are needed: reported, and still a part with a name.
            let alone = root.get(key).and_then(|entry| entry.node.table());
            parts.chain(alone).map(|table| table.text("id").unwrap_or_default().to_owned()).collect()
        };
        Self {
            hospitals: names("hospital"),
            groups: names("patient_group"),
            pathways: names("pathway"),
            teams: names("team"),
            panels: names("panel"),
            services: names("service"),
            workforces: names("workforce"),
            schemes: names("scheme"),
            options: names("option"),
        }
    }
}

/// Position of a name; the empty name is nobody's.
pub(super) fn position(names: &[String], name: &str) -> Option<usize> {
    names.iter().position(|known| known == name && !name.is_empty())
}

/// The problem of a name that nothing has.
pub(super) fn no_such(what: &str, name: &str, at: Place, names: &[String]) -> Problem {
    let known = || names.iter().map(String::as_str).filter(|name| !name.is_empty());
    let problem = Problem::absence(at, format!("there is no {what} `{name}`")).label(format!("no {what} has this id"));
    let list = match known().count() {
        0 => format!("the scenario has no {what}"),
        1 => format!("the only {what} is {}", listed(known())),
        _ => format!("there are {}", listed(known())),
    };
    problem.help(list).help_if(did_you_mean(name, known()))
}

impl<'d> Reader<'d> {
    /// The position of the part that a key names.
    pub(crate) fn reference(&self, key: &'static str, what: &str, names: &[String]) -> Option<usize> {
        let name = self.text(key)?;
        let position = position(names, name);
        if position.is_none() {
            self.desk.report(no_such(what, name, self.place_of(key), names));
        }
        position
    }

    /// The position of the part that a key must name.
    pub(crate) fn needed_reference(&self, key: &'static str, what: &str, names: &[String]) -> Option<usize> {
        let position = self.reference(key, what, names);
        self.require(key, &format!("the id of a {what}"));
        position
    }

    /// The positions of the parts that a list names, each once.
    pub(crate) fn references(&self, key: &'static str, what: &str, names: &[String]) -> Vec<usize> {
        let mut positions = Vec::new();
        for (name, at) in self.texts(key) {
            match position(names, name) {
                Some(found) if positions.contains(&found) => {
                    let problem = Problem::error(at, format!("`{}` has the {what} `{name}` twice", self.path));
                    self.desk.report(problem.label(format!("each {what} once")));
                }
                Some(found) => positions.push(found),
                None => self.desk.report(no_such(what, name, at, names)),
            }
        }
        positions
    }

    /// The id of a part: it appears in paths, file names and headings of columns.
    pub(crate) fn id(&self) -> Option<&'d str> {
        let id = self.text("id")?;
        let is_valid = id.chars().all(|character| character.is_ascii_alphanumeric() || "-_".contains(character));
        if id.is_empty() || !is_valid {
            let problem = Problem::error(self.place_of("id"), format!("`{id}` cannot be an id"));
            self.desk.report(problem.label("letters, digits, hyphens and underscores"));
        }
        Some(id)
    }

    /// The id and the title of a part. A title that is not written is made from the id.
    pub(crate) fn id_and_title(&self) -> (String, String) {
        let id = self.id().unwrap_or_default();
        self.require("id", "a short name, unique among its kind");
        let title = self.text("title").map_or_else(|| title_of(id), str::to_owned);
        (id.to_owned(), title)
    }
}

/// "Intermediate care" for `intermediate-care`.
pub(super) fn title_of(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut characters = words.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + characters.as_str()
}

/// The name of each element of a list in paths: the text of a key, or the position where there is none.
pub(super) fn named_by(key: &'static str) -> impl Fn(&Table, usize) -> String {
    move |table, position| table.text(key).map_or_else(|| (position + 1).to_string(), str::to_owned)
}
