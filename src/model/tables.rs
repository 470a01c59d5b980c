//! Tables of what a simulation comes to: everything about a count, an outcome or a heading stands in one row.
//!
//! A table is a list of groups. A group has rows that repeat for each part of one kind: the four counts of the first hospital, then
//! those of the second. Names, files and lookups all walk the table, so that its order is the only one.

use std::fmt::Debug;
use std::mem::discriminant;

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

/// Where a name stands in a table.
pub(super) struct Found {
    pub position: usize,
    /// What it is called in files, and in words.
    pub id: String,
    pub words: String,
}

/// Looks a name up; `None` when it is of a part that the care system does not have.
pub(super) fn find<Name: PartialEq, Read>(table: Table<Name, Read>, name: Name, system: &CareSystem) -> Option<Found> {
    let kind = discriminant(&name);
    let mut before = 0;
    for Group { each, rows } in table {
        let parts = (each.count)(system);
        if let Some(at) = rows.iter().position(|row| discriminant(&(row.name)(system, 0)) == kind) {
            let part = (0..parts).find(|&part| (rows[at].name)(system, part) == name)?;
            let (id, title) = (each.named)(system, part);
            return Some(Found {
                position: before + part * rows.len() + at,
                id: rows[at].id.replace('*', &id),
                words: rows[at].words.replace('*', &title),
            });
        }
        before += parts * rows.len();
    }
    None
}

/// Looks up a name that the care system is known to have.
pub(super) fn found<Name: PartialEq + Copy + Debug, Read>(
    table: Table<Name, Read>,
    name: Name,
    system: &CareSystem,
) -> Found {
    find(table, name, system).unwrap_or_else(|| panic!("the care system has no {name:?}"))
}
