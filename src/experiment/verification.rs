//! Simulations set beside numbers that are known from elsewhere.

use serde::{Deserialize, Serialize};

use super::evaluations::{Evaluations, Values, Want};
use super::study::{Complaint, Complaints, Identity, Sitting, Study, Unfinished};
use super::words::counted;
use crate::engine::Time;
use crate::model::{CareSystem, CensusColumn, Happening, Model, Monitor, Recorder, Totals, Who};
use crate::scenario::{Draft, Expected, Gauge, Problems, Scenario, Statistic, Verification};
use crate::statistics::{Estimate, Sums, pooled_deviation, pooled_mean, pooled_share};

/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// What was simulated for one expected number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The simulated number, with an interval so wide that those of all the numbers of its case hold at once with the confidence
    /// that the case asks for (by the inequality of Bonferroni).
    pub simulated: Estimate,
    /// Whether the expected value lies inside the interval; where it has an interval of its own, whether the two overlap. False
    /// where nothing was measured.
    pub agrees: bool,
}

/// Of how many replications a quick verification leaves one.
const QUICK: u64 = 5;

/// Fewest replications of a quick verification.
const FEWEST: u64 = 20;

/// What a verification is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Whether fewer replications will do.
    pub is_quick: bool,
    pub seed: u64,
}

/// A case, ready to be simulated.
pub struct Case {
    /// With the values of the case.
    pub scenario: Scenario,
    pub verification: Verification,
    pub replications: u64,
}

/// The cases of some scenarios.
pub struct Cases {
    pub seed: u64,
    pub cases: Vec<Case>,
    warnings: Vec<Problems>,
}

/// What was found of one case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    pub scenario: String,
    pub case: String,
    pub replications: u64,
    /// In the order of the expected numbers of the case.
    pub comparisons: Vec<Comparison>,
}

impl Study for Cases {
    /// Scenarios, each with the name by which it is complained of.
    type Subject = [(String, Draft)];
    type Asked = Asked;
    type Found = Vec<Compared>;

    fn question(subjects: &[(String, Draft)], asked: &Asked) -> Result<Self, Complaints> {
        let mut study = Self { seed: asked.seed, cases: Vec::new(), warnings: Vec::new() };
        let mut wrong = Complaints::default();
        for (name, draft) in subjects {
            match study.add(draft, asked.is_quick) {
                Ok(true) => {}
                Ok(false) => {
                    let what = format!(
                        "`{name}` has no [[verification]]: it says nothing that could be verified; nothing was run"
                    );
                    wrong.push(Complaint::new(what).help(HOW_TO_WRITE_ONE));
                }
                Err(problems) => {
                    let what = format!("`{name}` has {}; nothing was run", counted(problems.errors(), "problem"));
                    wrong.push(Complaint::new(what).help(HOW_TO_WRITE_ONE).problems([problems]));
                }
            }
        }
        wrong.refuse().map(|()| study)
    }

    fn identity(&self) -> Identity {
        let hashes: Vec<&str> = self.cases.iter().map(|case| case.scenario.hash.as_str()).collect();
        Identity {
            hash: format!("{:08x}", crc32fast::hash(hashes.concat().as_bytes())),
            seed: self.seed,
            kind: "verify".into(),
        }
    }

    fn warnings(&self) -> &[Problems] {
        &self.warnings
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Vec<Compared>, Unfinished> {
        let of = self.cases.iter().map(|case| case.replications).sum();
        let mut before = 0;
        let mut found = Vec::new();
        for (part, case) in (0..).zip(&self.cases) {
            let model = Model::new(case.scenario.system.clone());
            let turn = Turn { seed: self.seed, replications: case.replications, part, before, of };
            (sitting.watch.stage)(&case.scenario.id);
            found.push(Compared {
                scenario: case.scenario.id.clone(),
                case: case.verification.id.clone(),
                replications: case.replications,
                comparisons: compare(&model, &case.verification, &turn, sitting)?,
            });
            before += case.replications;
        }
        Ok(found)
    }
}

/// What to do about a file that is no case.
const HOW_TO_WRITE_ONE: &str = "README.md in the folder of the scenarios says how a case is written";

impl Cases {
    /// Adds the cases of a scenario, each with its values in place; whether there are any.
    fn add(&mut self, draft: &Draft, is_quick: bool) -> Result<bool, Problems> {
        let plain = draft.check(&[])?;
        for verification in &plain.verifications {
            let scenario = draft.check(&verification.values)?;
            let all = verification.replications;
            let replications = if is_quick { (all / QUICK).max(FEWEST.min(all)) } else { all };
            self.cases.push(Case { scenario, verification: verification.clone(), replications });
        }
        if !plain.warnings.is_empty() {
            self.warnings.push(plain.warnings);
        }
        Ok(!plain.verifications.is_empty())
    }
}

/// Which replications of a case are simulated, and where they stand among those of other cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub seed: u64,
    pub replications: u64,
    /// The number of the case.
    pub part: u32,
    /// Replications of the cases before.
    pub before: u64,
    /// Replications of all cases.
    pub of: u64,
}

/// Replicates a case and compares each of its expected numbers.
///
/// `model` is that of the scenario with the values of the case. The same seed gives the same comparisons on any number of threads.
///
/// # Errors
///
/// [`Unfinished::Interrupted`] when the watch stops it, or the system gives no threads.
pub fn compare(
    model: &Model,
    case: &Verification,
    turn: &Turn,
    sitting: &mut Sitting,
) -> Result<Vec<Comparison>, Unfinished> {
    let sums = replicate(model, case, turn, sitting)?;
    let level = 1.0 - (1.0 - case.confidence) / case.expected.len().max(1) as f64;
    let compared = case.expected.iter().enumerate().map(|(at, expected)| {
        let of_this: Vec<Sums> = sums.iter().map(|replication| replication[at]).collect();
        let simulated = match expected.statistic {
            Statistic::Mean => pooled_mean(&of_this, level),
            Statistic::StandardDeviation => above_nothing(pooled_deviation(&of_this, level)),
            Statistic::Share { .. } => pooled_share(&of_this, level),
        };
        let (low, high) = (expected.value - expected.half_width, expected.value + expected.half_width);
        let is_inside = simulated.lower <= high && low <= simulated.upper;
        Comparison { simulated, agrees: simulated.mean.is_finite() && is_inside }
    });
    Ok(compared.collect())
}

/// The interval cut off at nothing.
fn above_nothing(estimate: Estimate) -> Estimate {
    Estimate { lower: estimate.lower.max(0.0), ..estimate }
}

/// For each replication, in order, the sums behind each expected number.
fn replicate(
    model: &Model,
    case: &Verification,
    turn: &Turn,
    sitting: &mut Sitting,
) -> Result<Vec<Vec<Sums>>, Unfinished> {
    let listens = case.expected.iter().flat_map(|expected| &expected.gauges);
    let keeps_times = listens.into_iter().any(|gauge| matches!(gauge, Gauge::DaysToDischarge(_)));
    let loading = |_: &[(String, f64)]| -> Result<CareSystem, Problems> { Ok(model.system().clone()) };
    let watching = |model: &Model| Witness::new(model, keeps_times);
    let reading = |model: &Model, _: usize, witness: &Witness| {
        let sums = case.expected.iter().map(|expected| witness.sums(model, expected));
        sums.flat_map(|sums| [sums.values, sums.total, sums.squares]).collect()
    };
    let evaluations = Evaluations::watched(turn.seed, sitting.threads, &loading, &watching, &reading)?;
    let mut evaluations = evaluations.of_part(turn.part).expected(turn.before, turn.of);
    evaluations.remember(sitting.earlier(turn.part));
    let want = Want { values: Values::new(), option: case.option, replications: 0..turn.replications };
    let fetched = evaluations.fetch(std::slice::from_ref(&want), &mut sitting.watch);
    fetched.map_err(|why| why.complained(|_| Complaint::new("the case cannot be simulated")))?;
    let sums = |row: &[f64]| {
        let numbers = row.as_chunks::<3>().0;
        numbers.iter().map(|&[values, total, squares]| Sums { values, total, squares }).collect()
    };
    Ok(evaluations.rows(&want).map(sums).collect())
}

/// Records a run as usual, and the time to discharge of each patient.
struct Witness {
    recorder: Recorder,
    keeps_times: bool,
    warm_up_seconds: u32,
    /// Pathway and days from ready to leaving the hospital bed.
    times: Vec<(usize, f64)>,
}

impl Witness {
    fn new(model: &Model, keeps_times: bool) -> Self {
        let warm_up_seconds = model.system().period.warm_up_days * DAY as u32;
        Self { recorder: Recorder::new(model.system()), keeps_times, warm_up_seconds, times: Vec::new() }
    }

    /// The values that an expected number is about, added up as its statistic needs them.
    fn sums(&self, model: &Model, expected: &Expected) -> Sums {
        let mut sums = Sums::default();
        let mut record = |value: f64| match expected.statistic {
            Statistic::Mean | Statistic::StandardDeviation => sums.record(value),
            Statistic::Share { among_at_most: Some(bound), .. } if value > bound => {}
            Statistic::Share { of, .. } => sums.record(f64::from(u8::from(of.holds(value)))),
        };
        match expected.gauges.first() {
            Some(Gauge::DaysToDischarge(pathway)) => {
                let wanted = self.times.iter().filter(|(other, _)| pathway.is_none_or(|pathway| pathway == *other));
                wanted.for_each(|(_, days)| record(*days));
            }
            Some(Gauge::Outcome(_)) => record(self.outcome(model, expected)),
            Some(Gauge::Daily(_)) => self.daily(model, expected).for_each(record),
            None => {}
        }
        sums
    }

    /// The sum of the outcomes of the run.
    fn outcome(&self, model: &Model, expected: &Expected) -> f64 {
        let outcomes = self.recorder.outcomes();
        let value = |gauge: &Gauge| match gauge {
            Gauge::Outcome(outcome) => Some(outcome.column(model.system()).of(&outcomes)),
            Gauge::Daily(_) | Gauge::DaysToDischarge(_) => None,
        };
        expected.gauges.iter().filter_map(value).sum()
    }

    /// The sum of the counts at each midnight that is asked for.
    fn daily(&self, model: &Model, expected: &Expected) -> impl Iterator<Item = f64> {
        let column = |gauge: &Gauge| match gauge {
            Gauge::Daily(measure) => Some(measure.column(model.system())),
            Gauge::Outcome(_) | Gauge::DaysToDischarge(_) => None,
        };
        let columns: Vec<CensusColumn> = expected.gauges.iter().filter_map(column).collect();
        let days = expected.on.map_or(0..model.system().period.days as usize, |day| day..day + 1);
        days.map(move |day| {
            let census = self.recorder.census(day);
            columns.iter().map(|column| f64::from(column.of(census))).sum()
        })
    }
}

impl Monitor for Witness {
    fn begins(&mut self, option: usize) {
        self.times.clear();
        self.recorder.begins(option);
    }

    #[inline(always)]
    fn happens(&mut self, at: Time, who: Who, what: Happening) {
        if let Happening::LeavesHospital { ready_at, .. } = what
            && self.keeps_times
            && at.seconds() >= self.warm_up_seconds
        {
            self.times.push((who.pathway, f64::from(at.since(ready_at)) / DAY));
        }
        self.recorder.happens(at, who, what);
    }

    fn midnight(&mut self, day: u32, census: &[u32]) {
        self.recorder.midnight(day, census);
    }

    fn ends(&mut self, totals: &Totals) {
        self.recorder.ends(totals);
    }
}
