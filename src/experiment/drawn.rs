//! What draws of what is not known come to, beside what is found with certain numbers.
//!
//! A replication with a draw is simulated three times under each option:
//!
//! 1. with its draw and its chance: that is the replication, which everything else is made of;
//! 2. with its draw and other chance: the two together tell chance from ignorance ([`Twins`]);
//! 3. with the stated values and its chance, for the range of chance alone.
//!
//! The second and the third take place in the first [`MOST`] replications only, so that neither time nor memory goes on what
//! no longer changes.

use serde::{Deserialize, Serialize};

use super::ignorance::{Ignorance, Ranged};
use super::replicator::Replicator;
use super::{BLOCK, Experiment, Interrupted, Record};
use crate::model::{CareSystem, Model, Outcome, Population, Recorder, Simulation};
use crate::statistics::{Estimate, Histogram, Twins, rank_correlation, shares_of_lowest};

/// Replications from which the split is estimated, at most: a share is known to about one in a hundred by then.
pub const MOST: u64 = 10_000;
/// Where the other chance of a replication stands: as far from all replications as can be, so that it does not depend on how many
/// there are.
const OTHER_CHANCE: u64 = 1 << 63;

/// What a spread is split of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// Delayed patients on the target day (the last day, where there is no target).
    Delayed,
    /// Sum of the midnight counts of the period.
    DelayedDays,
    /// Pounds under all headings.
    TotalCost,
}

impl Quantity {
    pub const ALL: [Self; 3] = [Self::Delayed, Self::DelayedDays, Self::TotalCost];

    /// The outcome of a replication.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Delayed => Outcome::DelayedOnTargetDay,
            Self::DelayedDays => Outcome::DelayedDays,
            Self::TotalCost => Outcome::TotalCost,
        }
    }
}

/// One draw and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The values as the scenario used them, in the order of [`Drawn::known`].
    pub values: Vec<f64>,
    /// How many times the draw was refused before.
    pub refused: u64,
    /// Whether the opening census was brought down to the room there is with these values.
    pub has_cut_census: bool,
    /// For each option the quantities in the replication itself, in the order of [`Quantity::ALL`].
    pub first: Vec<[f64; 3]>,
    /// The same of the same draw with other chance.
    pub other: Vec<[f64; 3]>,
}

/// Everything that is counted of draws: for each option and day the delayed patients with the stated values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnCounts {
    stated: Vec<Vec<Histogram>>,
}

/// What a replication with a draw leaves beside its records.
pub(super) struct Beside {
    row: Row,
    /// For each option the delayed patients at each midnight with the stated values.
    stated: Vec<Vec<u32>>,
}

/// Simulates a replication with its draw; what it leaves beside its records, where it is among the first.
pub(super) fn replicate<'m>(
    experiment: &Experiment,
    stated: &Replicator<'m, Recorder>,
    ignorance: &Ignorance,
    replication: u64,
) -> Result<(Vec<Record>, Option<Beside>), Interrupted> {
    let draw = ignorance.accepted(replication)?;
    let (values, refused, has_cut_census) = (draw.used(), draw.refused, draw.scenario.has_cut_census());
    let model = Model::new(draw.scenario.system);
    let mut simulation = Simulation::new(&model, Recorder::new(model.system()));
    let mut people = Population::new();
    model.draw(experiment.seed, replication, &mut people);
    let records = experiment.run_options(&mut simulation, &people);
    if replication >= MOST {
        return Ok((records, None));
    }
    let places = Quantity::ALL.map(|quantity| quantity.outcome().column(model.system()));
    let quantities = |outcomes: &[f64]| places.map(|place| place.of(outcomes));
    let first = records.iter().map(|record| quantities(&record.outcomes)).collect();
    model.draw(experiment.seed, OTHER_CHANCE | replication, &mut people);
    let other = experiment.options.iter().map(|&option| {
        simulation.run(option, &people);
        quantities(&simulation.monitor().outcomes())
    });
    let row = Row { values, refused, has_cut_census, first, other: other.collect() };
    let stated =
        stated.replicate_one(replication, &|simulation: &mut Simulation<'m, Recorder>, people: &Population| {
            experiment.options.iter().map(|&option| delayed(simulation, option, people)).collect()
        });
    Ok((records, Some(Beside { row, stated })))
}

/// Runs an option; the delayed patients at each midnight.
fn delayed(simulation: &mut Simulation<Recorder>, option: usize, people: &Population) -> Vec<u32> {
    simulation.run(option, people);
    simulation.monitor().delayed().collect()
}

/// What draws came to so far.
pub(super) struct SoFar {
    rows: Vec<Row>,
    /// Where the rows of the last block begin.
    last: usize,
    options: usize,
    counts: DrawnCounts,
}

impl SoFar {
    pub fn new(system: &CareSystem, options: usize) -> Self {
        let stated = vec![vec![Histogram::new(); system.period.days as usize]; options];
        Self { rows: Vec::new(), last: 0, options, counts: DrawnCounts { stated } }
    }

    pub fn add_block(&mut self, block: Vec<Option<Beside>>) {
        self.last = self.rows.len();
        for Beside { row, stated } in block.into_iter().flatten() {
            self.rows.push(row);
            for (histograms, counts) in self.counts.stated.iter_mut().zip(stated) {
                histograms.iter_mut().zip(counts).for_each(|(histogram, count)| histogram.record(count));
            }
        }
    }

    pub fn counts(&self) -> &DrawnCounts {
        &self.counts
    }

    pub fn last_block(&self) -> &[Row] {
        &self.rows[self.last..]
    }

    /// Adds what was counted elsewhere; false, and nothing added, when it is not of this system.
    pub fn add_counts(&mut self, counts: &DrawnCounts) -> bool {
        let days = |counts: &DrawnCounts| counts.stated.iter().map(Vec::len).collect::<Vec<_>>();
        let fits = days(&self.counts) == days(counts);
        if fits {
            let here = self.counts.stated.iter_mut().flatten();
            here.zip(counts.stated.iter().flatten()).for_each(|(here, there)| here.merge(there));
        }
        fits
    }

    /// Whether rows are those of one block of this experiment.
    pub fn fits(&self, rows: &[Row]) -> bool {
        let fits = |row: &Row| row.first.len() == self.options && row.other.len() == self.options;
        let alike = |row: &Row| self.rows.first().is_none_or(|first| first.values.len() == row.values.len());
        rows.len() as u64 <= BLOCK && rows.iter().all(|row| fits(row) && alike(row))
    }

    pub fn add_rows(&mut self, rows: Vec<Row>) {
        self.last = self.rows.len();
        self.rows.extend(rows);
    }
}

/// What is known of an assumption that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// It lies between two ends, and is likeliest the value that is stated.
    Range(Ranged),
    /// A sample of values, of which these are the smallest and the largest.
    Sample { path: String, smallest: f64, largest: f64 },
}

impl Known {
    /// The path of the assumption.
    pub fn path(&self) -> &str {
        match self {
            Self::Range(ranged) => &ranged.path,
            Self::Sample { path, .. } => path,
        }
    }
}

/// What the draws of an experiment came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// What is drawn, and from what.
    pub known: Vec<Known>,
    /// Rows of the posterior sample, where there is one.
    pub sample: Option<usize>,
    /// The draws, in order: draw `n` is that of replication `n`. No more than the first 10,000.
    pub rows: Vec<Row>,
    /// `stated[option][day]`: delayed patients with every assumption as it is stated.
    pub stated: Vec<Vec<Histogram>>,
}

/// What a quantity is asked of: an option by its position in the results, or the difference of one to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    pub quantity: Quantity,
    pub option: usize,
    pub less: Option<usize>,
}

impl Drawn {
    pub(super) fn new(so_far: SoFar, ignorance: &Ignorance) -> Self {
        let sample = ignorance.posterior().into_iter().flat_map(|posterior| {
            posterior.paths().iter().enumerate().map(|(column, path)| {
                let (smallest, largest) = posterior.range(column);
                Known::Sample { path: path.clone(), smallest, largest }
            })
        });
        Self {
            known: sample.chain(ignorance.ranged().iter().cloned().map(Known::Range)).collect(),
            sample: ignorance.posterior().map(|posterior| posterior.rows().len()),
            rows: so_far.rows,
            stated: so_far.counts.stated,
        }
    }

    /// Attempts at the draws that the scenario refused, and all attempts.
    pub fn refused(&self) -> (u64, u64) {
        let refused: u64 = self.rows.iter().map(|row| row.refused).sum();
        (refused, refused + self.rows.len() as u64)
    }

    /// Draws with less room than there are patients in the opening census.
    pub fn cut_censuses(&self) -> usize {
        self.rows.iter().filter(|row| row.has_cut_census).count()
    }

    /// For each draw what it came to, and what it came to with other chance.
    fn pairs(&self, asked: Asked) -> impl Iterator<Item = (f64, f64)> {
        let at = asked.quantity as usize;
        let of =
            move |options: &[[f64; 3]]| options[asked.option][at] - asked.less.map_or(0.0, |less| options[less][at]);
        self.rows.iter().map(move |row| (of(&row.first), of(&row.other)))
    }

    /// How the spread of a quantity splits into chance and ignorance.
    pub fn twins(&self, asked: Asked) -> Twins {
        self.pairs(asked).collect()
    }

    /// The rank correlation of each assumption, in the order of [`Drawn::known`], with a quantity: its mean over the two chances
    /// of a draw, which leaves less of chance in it.
    pub fn correlations(&self, asked: Asked) -> Vec<Estimate> {
        let came_to: Vec<f64> = self.pairs(asked).map(|(first, other)| f64::midpoint(first, other)).collect();
        let of = |at: usize| -> Estimate {
            let values = self.rows.iter().map(|row| row.values[at]);
            rank_correlation(&values.zip(came_to.iter().copied()).collect::<Vec<_>>())
        };
        (0..self.known.len()).map(of).collect()
    }

    /// For each option the share of draws in which its delayed count on the target day is the lowest, with a 95 % interval;
    /// options that are equal share a draw.
    pub fn lowest(&self) -> Vec<Estimate> {
        let counts = |row: &Row| row.first.iter().map(|quantities| quantities[Quantity::Delayed as usize]).collect();
        shares_of_lowest(self.rows.iter().map(counts))
    }
}
