//! Not knowing, drawn: values for the assumptions of a scenario that are not known exactly.
//!
//! A draw is a set of values, one for each such assumption. It is addressed by the seed, its number and the path of the
//! assumption, never by order: draw 17 is the same whatever else is drawn, on whichever thread, in whichever part of a run.
//! Chance has addresses of its own, so that the same draw can meet other chance and the same chance another draw.
//!
//! Where the values come from:
//!
//! * a range (`low` and `high`) is drawn from a PERT distribution whose likeliest value is the stated one ([`Pert`]), each
//!   assumption by itself;
//! * a posterior sample ([`Posterior`]) is drawn from row by row, so that its values keep what they have to do with one another.
//!
//! Where a draw gives every share of a table that must sum to 1, the shares are scaled to do so. Where it gives some of them, the
//! others make room, as [`crate::scenario::load_with`] says.
//!
//! Where a draw leaves less room than there are patients in the opening census, the census is brought down to it
//! ([`Scenario::has_cut_census`]).
//!
//! A scenario may refuse a draw: shares that are more than 1 together, a median above its mean. The draw is then made again from
//! the next address of its number, until it is accepted, so that what is drawn follows the stated distributions, given that the
//! scenario can be so. How often that happened is counted ([`Draw::refused`]), and [`Ignorance::rehearse`] says beforehand how
//! often it would.

mod posterior;
mod uncertain;

pub use posterior::{Complaint, Posterior};
pub use uncertain::Uncertain;

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::Interrupted;
use super::evaluations::Values;
use crate::model::CareSystem;
use crate::random::{Key, Pert};
use crate::scenario::{Assumption, Draft, Problems, Scenario};

/// The family of draws, below the seed where no replication is.
const IGNORANCE: u64 = u64::MAX - 1;
/// Purposes below the key of a draw: a row of the posterior sample, and the assumptions by themselves.
const ROW: u64 = 0;
const RANGES: u64 = 1;
/// Times that a draw is made again at most; a rehearsal finds out long before that this leads nowhere.
const MOST_ATTEMPTS: u64 = 1_000;

/// An assumption that is drawn from its range.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranged {
    pub path: String,
    pub value: f64,
    pub low: f64,
    pub high: f64,
    pert: Pert,
}

/// What is not known about a scenario, and how values for it are drawn.
#[derive(Clone, Debug)]
pub struct Ignorance {
    seed: u64,
    draft: Draft,
    ranged: Vec<Ranged>,
    posterior: Option<Posterior>,
    /// The paths of each table of shares of which all are drawn.
    tables: Vec<Vec<String>>,
}

/// One draw that the scenario accepts.
#[derive(Clone, Debug)]
pub struct Draw {
    /// The values, in the order of [`Ignorance::paths`], as they were drawn; the scenario rounds those of whole numbers.
    pub values: Values,
    /// The scenario with them.
    pub scenario: Scenario,
    /// How many times it was refused before.
    pub refused: u64,
}

impl Draw {
    /// The values as the scenario uses them.
    pub fn used(&self) -> Vec<f64> {
        let logged = |path: &str| self.scenario.assumptions.iter().find(|assumption| assumption.path == path);
        let used = |(path, value): &(String, f64)| logged(path).and_then(|one| one.number).unwrap_or(*value);
        self.values.iter().map(used).collect()
    }
}

/// What the first draws come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Rehearsal {
    pub draws: u64,
    pub refused: u64,
    /// Why the first of those refused was.
    pub first: Option<Problems>,
}

impl Ignorance {
    /// What is not known: the assumptions with both `low` and `high`, where `from_ranges`, and those of the posterior sample,
    /// which come from there where they have a range too. `draft` is that of the scenario.
    pub fn new(
        seed: u64,
        draft: Draft,
        assumptions: &[Assumption],
        from_ranges: bool,
        posterior: Option<Posterior>,
    ) -> Self {
        let sampled =
            |path: &str| posterior.as_ref().is_some_and(|posterior| posterior.paths().iter().any(|p| p == path));
        let ranges = assumptions.iter().filter(|one| from_ranges && !sampled(&one.path));
        let ranged: Vec<Ranged> = ranges.filter_map(ranged).collect();
        let mut ignorance = Self { seed, draft, ranged, posterior, tables: Vec::new() };
        ignorance.tables = ignorance.whole_tables(assumptions);
        ignorance
    }

    /// The tables of shares of which all are drawn.
    fn whole_tables(&self, assumptions: &[Assumption]) -> Vec<Vec<String>> {
        let shares: Vec<(&str, &str)> =
            assumptions.iter().filter_map(|one| Some((one.share_of.as_deref()?, one.path.as_str()))).collect();
        let paths: Vec<&str> = self.paths().collect();
        let tables = shares.chunk_by(|one, other| one.0 == other.0);
        let whole = tables.filter(|table| table.iter().all(|(_, path)| paths.contains(path)));
        whole.map(|table| table.iter().map(|(_, path)| (*path).to_owned()).collect()).collect()
    }

    /// The paths of what is drawn: those of the posterior sample, then those drawn from ranges in the order of the scenario.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let sampled = self.posterior.iter().flat_map(|posterior| posterior.paths()).map(String::as_str);
        sampled.chain(self.ranged.iter().map(|one| one.path.as_str()))
    }

    /// The assumptions that are drawn from their ranges.
    pub fn ranged(&self) -> &[Ranged] {
        &self.ranged
    }

    /// The posterior sample, where there is one.
    pub fn posterior(&self) -> Option<&Posterior> {
        self.posterior.as_ref()
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.paths().next().is_none()
    }

    /// The values of a draw at one attempt, the first of which is 0, whether the scenario accepts them or not.
    pub fn values(&self, draw: u64, attempt: u64) -> Values {
        let key = Key::root(self.seed).child(IGNORANCE).child(draw).child(attempt);
        let mut values = Values::new();
        if let Some(posterior) = &self.posterior {
            let row = posterior.row(key.uniform(ROW));
            values.extend(posterior.paths().iter().cloned().zip(row.iter().copied()));
        }
        let key = key.child(RANGES);
        let drawn = |one: &Ranged| (one.path.clone(), one.pert.quantile(named(key, &one.path).uniform(0)));
        values.extend(self.ranged.iter().map(drawn));
        for table in &self.tables {
            scale_to_one(&mut values, table);
        }
        values
    }

    /// A draw that the scenario accepts, by its number. The same number of the same seed gives the same draw.
    ///
    /// # Errors
    ///
    /// What is wrong with the last of a thousand attempts, where the scenario accepts none.
    pub fn draw(&self, draw: u64) -> Result<Draw, Problems> {
        let mut refused = 0;
        loop {
            let values = self.values(draw, refused);
            match self.draft.check(&values) {
                Ok(scenario) => return Ok(Draw { values, scenario, refused }),
                Err(problems) if refused + 1 >= MOST_ATTEMPTS => return Err(problems),
                Err(_) => refused += 1,
            }
        }
    }

    /// The draw of a replication.
    pub(super) fn accepted(&self, replication: u64) -> Result<Draw, Interrupted> {
        self.draw(replication).map_err(|problems| Interrupted::NoDraw {
            draw: replication + 1,
            why: problems.iter().map(|problem| problem.headline.as_str()).collect::<Vec<_>>().join("; "),
        })
    }

    /// The care system with these values.
    ///
    /// # Errors
    ///
    /// What is wrong with the scenario with them.
    pub fn system(&self, values: &[(String, f64)]) -> Result<CareSystem, Problems> {
        self.draft.check(values).map(|scenario| scenario.system)
    }

    /// Makes the first attempt of so many draws, and says how many the scenario refuses. Where it is more than half, the ranges
    /// say less about what is drawn than the refusals do, and nothing should be made of it.
    pub fn rehearse(&self, draws: u64) -> Rehearsal {
        let mut rehearsal = Rehearsal { draws, refused: 0, first: None };
        for draw in 0..draws {
            if let Err(problems) = self.draft.check(&self.values(draw, 0)) {
                rehearsal.refused += 1;
                rehearsal.first.get_or_insert(problems);
            }
        }
        rehearsal
    }
}

impl Rehearsal {
    /// Whether more than half were refused.
    pub fn is_hopeless(&self) -> bool {
        self.refused * 2 > self.draws
    }
}

/// Draws that are made once, however often they are asked for.
#[derive(Debug)]
pub struct Remembered<'i> {
    ignorance: &'i Ignorance,
    made: Mutex<BTreeMap<u64, Values>>,
}

impl<'i> Remembered<'i> {
    /// Draws of what is not known.
    pub fn new(ignorance: &'i Ignorance) -> Self {
        Self { ignorance, made: Mutex::new(BTreeMap::new()) }
    }

    /// The values of a draw that the scenario accepts.
    ///
    /// # Errors
    ///
    /// [`Interrupted::NoDraw`] where it accepts none.
    pub fn values(&self, draw: u64) -> Result<Values, Interrupted> {
        let known = |made: &BTreeMap<u64, Values>| made.get(&draw).cloned();
        if let Some(values) = self.made.lock().ok().and_then(|made| known(&made)) {
            return Ok(values);
        }
        let values = self.ignorance.accepted(draw)?.values;
        if let Ok(mut made) = self.made.lock() {
            made.insert(draw, values.clone());
        }
        Ok(values)
    }
}

/// An assumption as it is drawn from its range; none where it has no range, or one of a single number.
fn ranged(assumption: &Assumption) -> Option<Ranged> {
    let (low, high, value) = (assumption.low?, assumption.high?, assumption.number?);
    let pert = Pert::new(low, value, high).ok().filter(|_| low < high && !assumption.is_chosen())?;
    Some(Ranged { path: assumption.path.clone(), value, low, high, pert })
}

/// The key of a name: its letters, eight at a time, lead there.
fn named(key: Key, name: &str) -> Key {
    let number = |bytes: &[u8]| bytes.iter().fold(0, |number: u64, &byte| number << 8 | u64::from(byte));
    name.as_bytes().chunks(8).fold(key.child(name.len() as u64), |key, bytes| key.child(number(bytes)))
}

/// Scales the shares of a table so that they sum to 1. Shares that are all nothing stay so, and are refused.
fn scale_to_one(values: &mut Values, table: &[String]) {
    let sum: f64 = values.iter().filter(|(path, _)| table.contains(path)).map(|(_, share)| share).sum();
    // What sums to 1 but for the digits of a file stays as it is.
    if sum > 0.0 && (sum - 1.0).abs() > 1e-7 {
        values.iter_mut().filter(|(path, _)| table.contains(path)).for_each(|(_, share)| *share /= sum);
    }
}

#[cfg(test)]
mod tests;
