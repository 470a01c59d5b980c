//! A scenario simulated with many values of some of its quantities.

mod points;
mod vary;

use serde::{Deserialize, Serialize};

use super::design::Design;
use super::evaluations::{Evaluations, Unevaluated, Values, Want, Watch};
use super::from_zero;
use super::study::{Complaint, Complaints, Identity, Sitting, Study, Subject, Unfinished};
use crate::model::parameters::Target;
use crate::model::{Model, Outcome, Recorder};
use crate::scenario::{Draft, Problems};
use crate::statistics::{Estimate, Histogram, Tally};

/// Replications that are asked for at a time, of one point or of several: enough for many threads, and few enough for memory.
const AT_A_TIME: u64 = 512;

/// What a sweep is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Quantities by their paths, and their values: `PATH=FROM..TO:STEP`, `PATH=FROM..TO` or `PATH`.
    pub vary: Vec<String>,
    /// Ids of options; none for all.
    pub options: Vec<String>,
    /// Points spread over the ranges, in place of every combination.
    pub samples: Option<u64>,
    pub replications: u64,
    pub seed: u64,
}

/// A scenario to be simulated at many points.
pub struct Sweep {
    seed: u64,
    replications: u64,
    design: Design,
    varied: Vec<String>,
    options: Vec<usize>,
    points: Vec<points::Checked>,
    warnings: Vec<Problems>,
    draft: Draft,
    hash: String,
}

/// What a sweep found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Swept {
    pub design: Design,
    /// The paths of the quantities that were varied.
    pub varied: Vec<String>,
    /// Positions in `CareSystem::options`.
    pub options: Vec<usize>,
    pub points: Vec<Point>,
    pub replications: u64,
    pub seed: u64,
}

/// The values of the varied quantities at one point, and what the options came to there.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// In the order of [`Swept::varied`]; as they were used, whole where the scenario wants whole numbers.
    pub values: Vec<f64>,
    pub target: Option<Target>,
    /// In the order of [`Swept::options`].
    pub options: Vec<AtPoint>,
}

impl Point {
    /// The median count of an option, by its place.
    pub fn median(&self, option: usize) -> f64 {
        self.options[option].delayed.median()
    }

    /// Whether half of the replications or more are at or under the target, for an option by its place.
    pub fn is_at_or_under(&self, option: usize) -> bool {
        self.target.is_some_and(|target| self.median(option) <= f64::from(target.delayed_patients))
    }
}

impl Study for Sweep {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Swept;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        points::checked(subject, asked)
    }

    fn identity(&self) -> Identity {
        Identity { hash: self.hash.clone(), seed: self.seed, kind: "sweep".into() }
    }

    fn warnings(&self) -> &[Problems] {
        &self.warnings
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Swept, Unfinished> {
        let loading = |values: &[(String, f64)]| self.draft.check(values).map(|scenario| scenario.system);
        let of = self.replications.saturating_mul((self.points.len() * self.options.len()) as u64);
        let mut evaluations = Evaluations::new(self.seed, sitting.threads, &loading, &read_off)?.expected(0, of);
        evaluations.remember(sitting.earlier(0));
        let values = |point: &points::Checked| self.varied.iter().cloned().zip(point.values.iter().copied()).collect();
        let values: Vec<Values> = self.points.iter().map(values).collect();
        let found = at_points(&values, &self.options, self.replications, &mut evaluations, &mut sitting.watch)
            .map_err(|why| why.complained(|_| Complaint::new("the scenario cannot be run with some of the values")))?;
        let point = |(point, options): (&points::Checked, _)| Point {
            values: point.values.clone(),
            target: point.target,
            options,
        };
        Ok(Swept {
            design: self.design,
            varied: self.varied.clone(),
            options: self.options.clone(),
            points: self.points.iter().zip(found).map(point).collect(),
            replications: self.replications,
            seed: self.seed,
        })
    }
}

/// What one option came to at one point.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct AtPoint {
    /// Delayed patients on the target day; on the last day where there is no target.
    pub delayed: Histogram,
    /// For each replication 1 when the target was met on its day, else 0; nothing where there is no target.
    pub target_met: Tally,
    /// Sum of the midnight counts of the period.
    pub delayed_days: Tally,
    /// Pounds under all headings.
    pub total_cost: Tally,
    /// The count less that at the first point in the same replication; 0 at the first point.
    pub against_first: Tally,
}

impl AtPoint {
    /// The mean count on the target day, with its 95 % interval: Student's, cut off at 0.
    pub fn mean_delayed(&self) -> Estimate {
        from_zero(self.delayed.estimate())
    }

    /// The mean of the delayed days, with its 95 % interval: Student's, cut off at 0.
    pub fn mean_delayed_days(&self) -> Estimate {
        from_zero(self.delayed_days.estimate())
    }

    /// The probability that the target is met on its day, with its Wilson 95 % interval; `None` without a target.
    pub fn probability(&self) -> Option<Estimate> {
        (!self.target_met.is_empty()).then(|| self.target_met.share())
    }
}

/// The outcomes that are kept of one run.
const KEPT: [Outcome; 4] = [Outcome::DelayedOnTargetDay, Outcome::TargetMet, Outcome::DelayedDays, Outcome::TotalCost];

/// The outcomes that are kept; NaN for what the scenario does not have.
pub fn read_off(model: &Model, _option: usize, recorder: &Recorder) -> Vec<f64> {
    super::kept(&KEPT, model, recorder)
}

/// Simulates the options at every point: for each point, for each option, what it came to.
///
/// The same people come at every point, so that points can be compared in pairs. The evaluations read rows as [`read_off`] does.
///
/// # Errors
///
/// When the watch stops it, or the scenario is refused at a point.
pub fn at_points(
    points: &[Values],
    options: &[usize],
    replications: u64,
    evaluations: &mut Evaluations,
    watch: &mut Watch,
) -> Result<Vec<Vec<AtPoint>>, Unevaluated> {
    // The counts at the first point: for each option those of the replications.
    let mut first: Vec<Vec<f64>> = Vec::new();
    let mut found = Vec::with_capacity(points.len());
    let want = |values: &Values, option: usize| Want { values: values.clone(), option, replications: 0..replications };
    for lot in points.chunks((AT_A_TIME / replications.max(1)).max(1) as usize) {
        let wants: Vec<Want> =
            lot.iter().flat_map(|values| options.iter().map(move |&option| want(values, option))).collect();
        evaluations.fetch(&wants, watch)?;
        for wants in wants.chunks(options.len()) {
            let rows: Vec<Vec<Vec<f64>>> = wants.iter().map(|want| evaluations.take(want)).collect();
            if first.is_empty() {
                first = rows.iter().map(|rows| rows.iter().map(|row| row[0]).collect()).collect();
            }
            found.push(rows.iter().zip(&first).map(|(rows, first)| AtPoint::of(rows, first)).collect());
        }
    }
    Ok(found)
}

impl AtPoint {
    /// What these rows come to, beside the counts at the first point.
    fn of(rows: &[Vec<f64>], first: &[f64]) -> Self {
        let mut kept = Self::default();
        for (row, first) in rows.iter().zip(first) {
            if let [delayed, met, days, cost] = row.as_slice() {
                kept.delayed.record(*delayed as u32);
                kept.target_met.record(*met);
                kept.delayed_days.record(*days);
                kept.total_cost.record(*cost);
                kept.against_first.record(delayed - first);
            }
        }
        kept
    }
}
