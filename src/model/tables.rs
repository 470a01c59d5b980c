//! Tables of what a simulation comes to: everything about a count, an outcome or a heading stands in one row.
//!
//! A table is a list of groups. A group has rows that repeat for each part of one kind: the four counts of the first hospital, then
//! those of the second. Names, files and lookups all walk the table, so that its order is the only one.

use std::mem::{Discriminant, discriminant};

use super::parameters::CareSystem;

/// Parts of a care system, of which some rows of a table have one each.
#[derive(Clone, Copy)]
pub(super) struct Each {
    /// Number of these parts.
    pub count: fn(&CareSystem) -> usize,
    /// The id of the part at a position, and what it is called in a sentence.
    pub named: fn(&CareSystem, usize) -> (String, String),
}

/// The system itself.
pub(super) const SYSTEM: Each = Each { count: |_| 1, named: |_, _| Default::default() };

/// The target, where there is one.
pub(super) const TARGET: Each =
    Each { count: |system| usize::from(system.target.is_some()), named: |_, _| Default::default() };

macro_rules! each_of {
    ($parts:ident) => {
        Each {
            count: |system| system.$parts.len(),
            named: |system, at| (system.$parts[at].id.clone(), system.$parts[at].title.clone()),
        }
    };
}

pub(super) const HOSPITALS: Each = each_of!(hospitals);
pub(super) const SERVICES: Each = each_of!(services);
pub(super) const WORKFORCES: Each = each_of!(workforces);
pub(super) const SCHEMES: Each = each_of!(schemes);

/// Everything about one kind of name. In texts `*` stands for the part.
pub(super) struct Row<Name, Read> {
    /// The name for the part at a position.
    pub name: fn(&CareSystem, usize) -> Name,
    /// What it is called in files.
    pub id: &'static str,
    /// What it is called in a sentence or table.
    pub words: &'static str,
    /// How its number is read.
    pub read: Read,
}

/// Rows that take turns for each part of a kind.
pub(super) struct Group<Name: 'static, Read: 'static> {
    pub each: Each,
    pub rows: &'static [Row<Name, Read>],
}

/// A row of a table: name, id, words, reading.
pub(super) const fn row<Name, Read: Copy>(
    name: fn(&CareSystem, usize) -> Name,
    id: &'static str,
    words: &'static str,
    read: Read,
) -> Row<Name, Read> {
    Row { name, id, words, read }
}

/// A group of a table.
pub(super) const fn group<Name, Read>(each: Each, rows: &'static [Row<Name, Read>]) -> Group<Name, Read> {
    Group { each, rows }
}

/// Groups, in the order of files.
pub(super) type Table<Name, Read> = &'static [Group<Name, Read>];

/// Every row with the position of its part, in order.
pub(super) fn walk<Name, Read>(
    table: Table<Name, Read>,
    system: &CareSystem,
) -> impl Iterator<Item = (&'static Row<Name, Read>, usize)> {
    let parts = table.iter().flat_map(|group| (0..(group.each.count)(system)).map(move |part| (group.rows, part)));
    parts.flat_map(|(rows, part)| rows.iter().map(move |row| (row, part)))
}

/// Every name, in order.
pub(super) fn names<Name, Read>(table: Table<Name, Read>, system: &CareSystem) -> Vec<Name> {
    walk(table, system).map(|(row, part)| (row.name)(system, part)).collect()
}

/// Number of names.
pub(super) fn length<Name, Read>(table: Table<Name, Read>, system: &CareSystem) -> usize {
    table.iter().map(|group| (group.each.count)(system) * group.rows.len()).sum()
}

/// The name at a position, which the table has.
pub(super) fn name_at<Name, Read>(table: Table<Name, Read>, system: &CareSystem, at: usize) -> Name {
    let mut left = at;
    for Group { each, rows } in table {
        let length = (each.count)(system) * rows.len();
        if left < length {
            return (rows[left % rows.len()].name)(system, left / rows.len());
        }
        left -= length;
    }
    panic!("there is nothing at position {at} of the table")
}

/// A name that stands in a table.
pub(super) trait Tabled: Copy + 'static {
    type Read: 'static;
    const TABLE: Table<Self, Self::Read>;

    /// The position of the part it is of.
    fn part(self, system: &CareSystem) -> usize;

    /// Where it stands; `None` for a part that the system does not have.
    fn position(self, system: &CareSystem) -> Option<usize> {
        let (kind, part) = (discriminant(&self), self.part(system));
        let mut before = 0;
        for &Group { each, rows } in Self::TABLE {
            let parts = (each.count)(system);
            if let Some(row) = rows.iter().position(|row| is_of(row, kind, system)) {
                return (part < parts).then_some(before + part * rows.len() + row);
            }
            before += parts * rows.len();
        }
        None
    }

    /// What it is called in files, and in words.
    fn id_and_words(self, system: &CareSystem) -> (String, String) {
        let (kind, part) = (discriminant(&self), self.part(system));
        let rows = Self::TABLE.iter().flat_map(|group| group.rows.iter().map(|row| (group.each, row)));
        let mut of_kind = rows.filter(|(_, row)| is_of(row, kind, system));
        let Some((each, row)) = of_kind.next() else { panic!("a kind without a row in its table") };
        let (id, title) = (each.named)(system, part);
        (row.id.replace('*', &id), row.words.replace('*', &title))
    }
}

/// Whether a row is that of a kind.
fn is_of<Name, Read>(row: &Row<Name, Read>, kind: Discriminant<Name>, system: &CareSystem) -> bool {
    discriminant(&(row.name)(system, 0)) == kind
}
