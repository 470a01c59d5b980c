//! The points of a sweep: their values, and the scenario with each of them, checked.

use super::vary::{End, Vary, vary};
use super::{Asked, Sweep};
use crate::experiment::design::{self, Design};
use crate::experiment::study::{Complaint, Complaints, Subject, options_asked};
use crate::experiment::words::grouped;
use crate::model::parameters::Target;
use crate::scenario::{Assumption, Problems, Scenario, did_you_mean};

/// Most points of a sweep. Every one is checked before the first is simulated.
const MOST_POINTS: u64 = 1_000;
/// Points of a Latin hypercube, where nothing is said.
const SAMPLES: u64 = 100;
/// Steps of a range without a step.
const STEPS: f64 = 10.0;

/// A quantity with the ends of its range.
struct Ranged {
    vary: Vary,
    from: f64,
    to: f64,
}

/// Finds everything that is wrong with what is asked, then everything that is wrong with any of the points.
pub fn checked(subject: &Subject, asked: &Asked) -> Result<Sweep, Complaints> {
    let scenario = &subject.scenario;
    let mut wrong = Complaints::default();
    let mut ranged: Vec<Ranged> = Vec::new();
    for written in &asked.vary {
        match vary(written).and_then(|vary| with_range(scenario, vary)) {
            Ok(one) if ranged.iter().any(|other| other.vary.path == one.vary.path) => {
                let complaint = Complaint::new(format!("`{}` is varied twice", one.vary.path));
                wrong.push(complaint.help("give each path once"));
            }
            Ok(one) => ranged.push(one),
            Err(one) => wrong.push(one),
        }
    }
    let options = wrong.part(options_asked(scenario, &asked.options)).unwrap_or_default();
    let design = match (asked.samples, asked.vary.len()) {
        (None, 1) => Design::Values,
        (None, 2) => Design::Grid,
        _ => Design::LatinHypercube,
    };
    let points = match design {
        Design::Values | Design::Grid => stepped(&ranged, &mut wrong),
        Design::LatinHypercube => spread(&ranged, asked, &mut wrong),
    };
    if let Some(first) = wrong.0.first_mut() {
        // What is right so far may still lead nowhere.
        let mut shown = Shown::default();
        for one in &ranged {
            if let Err(problems) = subject.draft.check(&[(one.vary.path.clone(), one.from)]) {
                shown.add(&problems);
            }
        }
        first.problems = shown.problems;
    }
    wrong.refuse()?;
    let (points, warnings) = loaded(subject, &ranged, points)?;
    Ok(Sweep {
        seed: asked.seed,
        replications: asked.replications,
        design,
        varied: ranged.into_iter().map(|one| one.vary.path).collect(),
        options,
        points,
        warnings,
        draft: subject.draft.clone(),
        hash: scenario.hash.clone(),
    })
}

/// The range in numbers, from the assumption where it says `low` or `high`.
fn with_range(scenario: &Scenario, vary: Vary) -> Result<Ranged, Complaint> {
    let path = &vary.path;
    let end = |end: End| {
        let (word, bound): (_, fn(&Assumption) -> Option<f64>) = match end {
            End::At(value) => return Ok(value),
            End::Low => ("low", |assumption| assumption.low),
            End::High => ("high", |assumption| assumption.high),
        };
        let Some(assumption) = scenario.assumptions.iter().find(|assumption| assumption.path == *path) else {
            let paths = scenario.assumptions.iter().map(|assumption| assumption.path.as_str());
            let help = did_you_mean(path, paths);
            let all = || "assumptions.csv of `dtoc run` lists the paths of all quantities".to_owned();
            return Err(
                Complaint::new(format!("there is no quantity `{path}` with a range")).help(help.unwrap_or_else(all))
            );
        };
        let help = format!("give its values: --vary {path}=FROM..TO:STEP (the scenario states {})", assumption.value);
        bound(assumption)
            .ok_or_else(|| Complaint::new(format!("the scenario states no `{word}` for `{path}`")).help(help))
    };
    let (from, to) = (end(vary.from)?, end(vary.to)?);
    if from == to {
        let what = format!("the range of `{path}` is empty: {from}..{to}");
        return Err(Complaint::new(what).help("give two different ends; `dtoc run` simulates one value"));
    }
    match vary.step {
        Some(0.0) => {
            Err(Complaint::new(format!("the step of `{path}` is 0")).help("give a step from one value to the next"))
        }
        Some(step) if (to > from) != (step > 0.0) => {
            let what = format!("the step of `{path}` leads away from {to}: {from}..{to}:{step}");
            Err(Complaint::new(what).help(format!("write {path}={from}..{to}:{}", -step)))
        }
        _ => Ok(Ranged { vary, from, to }),
    }
}

/// Every combination of the values in their steps.
fn stepped(ranged: &[Ranged], wrong: &mut Complaints) -> Vec<Vec<f64>> {
    let step = |one: &Ranged| one.vary.step.unwrap_or((one.to - one.from) / STEPS);
    let counts = ranged.iter().map(|one| design::count_of_steps(one.from, one.to, step(one)).unwrap_or(u64::MAX));
    let count = counts.fold(1, u64::saturating_mul);
    if count > MOST_POINTS {
        let many = if count == u64::MAX { "more than can be counted".into() } else { grouped(count) };
        let what = format!("a sweep has {} points at most; these would be {many}", grouped(MOST_POINTS));
        let help = "give larger steps, or spread points over the ranges: --samples N";
        wrong.push(Complaint::new(what).help(help));
        return Vec::new();
    }
    let axes: Vec<Vec<f64>> = ranged.iter().map(|one| design::steps(one.from, one.to, step(one))).collect();
    design::grid(&axes)
}

/// Points spread over the ranges.
fn spread(ranged: &[Ranged], asked: &Asked, wrong: &mut Complaints) -> Vec<Vec<f64>> {
    for one in ranged {
        if let Some(step) = one.vary.step {
            let why = if asked.samples.is_some() { "with --samples" } else { "of three quantities and more" };
            let path = &one.vary.path;
            let what = format!("`{path}` has a step ({step}), but points {why} are spread over the whole range");
            let help = format!("leave the step out: --vary {path}={}..{}", one.from, one.to);
            wrong.push(Complaint::new(what).help(help));
        }
    }
    let samples = asked.samples.unwrap_or(SAMPLES);
    if samples > MOST_POINTS {
        let what = format!("a sweep has {} points at most, not {}", grouped(MOST_POINTS), grouped(samples));
        wrong.push(Complaint::new(what).help(format!("give --samples {MOST_POINTS} or fewer")));
        return Vec::new();
    }
    let ranges: Vec<(f64, f64)> = ranged.iter().map(|one| (one.from, one.to)).collect();
    design::latin_hypercube(&ranges, samples as usize, asked.seed)
}

/// A point that can be simulated.
pub struct Checked {
    /// The values of the quantities, as they are used.
    pub values: Vec<f64>,
    pub target: Option<Target>,
}

/// The points with their values as they are used, of which those that come to the same are one, and warnings about them.
fn loaded(
    subject: &Subject,
    ranged: &[Ranged],
    points: Vec<Vec<f64>>,
) -> Result<(Vec<Checked>, Vec<Problems>), Complaint> {
    let all = points.len();
    let said = subject.scenario.warnings.iter().map(|warning| warning.headline.clone()).collect();
    let mut shown = Shown { said, problems: Vec::new() };
    let mut checked: Vec<Checked> = Vec::new();
    let mut refused = 0;
    for point in points {
        let overrides: Vec<(String, f64)> = ranged.iter().map(|one| one.vary.path.clone()).zip(point).collect();
        match subject.draft.check(&overrides) {
            Ok(scenario) => {
                shown.add(&scenario.warnings);
                let values: Vec<f64> = overrides.iter().map(|(path, value)| used(&scenario, path, *value)).collect();
                if checked.iter().all(|other| other.values != values) {
                    checked.push(Checked { values, target: scenario.system.target });
                }
            }
            Err(problems) => {
                shown.add(&problems);
                refused += 1;
            }
        }
    }
    if refused == 0 {
        return Ok((checked, shown.problems));
    }
    let complaint = if refused < all {
        Complaint::new(format!("{refused} of {all} points cannot be simulated; nothing was run"))
    } else {
        Complaint::new("no point can be simulated; nothing was run")
            .help("assumptions.csv of `dtoc run` lists the paths of all quantities, with their ranges")
    };
    Err(complaint.problems(shown.problems))
}

/// The value that the scenario was read with: whole where it wants a whole number.
fn used(scenario: &Scenario, path: &str, value: f64) -> f64 {
    let logged = scenario.assumptions.iter().find(|assumption| assumption.path == path);
    logged.and_then(|one| one.number).unwrap_or(value)
}

/// Problems, each of which is shown once.
#[derive(Default)]
struct Shown {
    said: Vec<String>,
    problems: Vec<Problems>,
}

impl Shown {
    /// Takes problems, unless each of them was shown at another point.
    fn add(&mut self, problems: &Problems) {
        if problems.iter().any(|problem| !self.said.contains(&problem.headline)) {
            self.said.extend(problems.iter().map(|problem| problem.headline.clone()));
            self.problems.push(problems.clone());
        }
    }
}
