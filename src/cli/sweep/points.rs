//! The points of a sweep: their values, and the scenario with each of them, checked.

use super::vary::{End, Vary, Wrong, vary};
use crate::cli::arguments::SweepArguments;
use crate::cli::failure::Failure;
use crate::cli::run::option_position;
use crate::cli::sources::Text;
use crate::cli::terminal;
use crate::cli::words::{counted, grouped};
use crate::experiment::design::{self, Design};
use crate::model::CareSystem;
use crate::report::sweep::Varied;
use crate::scenario::{Assumption, Draft, Problems, Scenario, did_you_mean};

/// Most points of a sweep. Every one is checked, and kept in memory, before the first is simulated.
const MOST_POINTS: u64 = 1_000;
/// Points of a Latin hypercube, where nothing is said.
const SAMPLES: u64 = 100;
/// Steps of a range without a step.
const STEPS: f64 = 10.0;

/// A sweep with nothing left to look up.
pub struct Checked {
    pub design: Design,
    pub varied: Vec<Varied>,
    /// Positions in `CareSystem::options`.
    pub options: Vec<usize>,
    /// For each point the values of the quantities, as they are used; no two alike.
    pub values: Vec<Vec<f64>>,
    /// For each point the care system with them.
    pub systems: Vec<CareSystem>,
}

/// A quantity with the ends of its range.
struct Ranged {
    vary: Vary,
    from: f64,
    to: f64,
}

/// Finds everything that is wrong with the command line, then everything that is wrong with any of the points.
pub fn checked(text: &mut Text, scenario: &Scenario, arguments: &SweepArguments) -> Result<Checked, Failure> {
    let mut wrong = Vec::new();
    let mut ranged: Vec<Ranged> = Vec::new();
    for typed in &arguments.vary {
        match vary(typed).and_then(|vary| with_range(scenario, vary)) {
            Ok(one) if ranged.iter().any(|other| other.vary.path == one.vary.path) => {
                wrong.push(Wrong::new(format!("`{}` is varied twice", one.vary.path), "give each path once"));
            }
            Ok(one) => ranged.push(one),
            Err(one) => wrong.push(one),
        }
    }
    let mut options = Vec::new();
    for id in &arguments.options {
        match option_position(scenario, id) {
            Ok(position) if !options.contains(&position) => options.push(position),
            Ok(_) => {}
            Err(Failure::Cannot { what, help }) => wrong.push(Wrong { what, help: help.unwrap_or_default() }),
            Err(other) => return Err(other),
        }
    }
    if options.is_empty() {
        options = (0..scenario.system.options.len()).collect();
    }
    let design = match (arguments.samples, arguments.vary.len()) {
        (None, 1) => Design::Values,
        (None, 2) => Design::Grid,
        _ => Design::LatinHypercube,
    };
    let points = match design {
        Design::Values | Design::Grid => stepped(&ranged, &mut wrong),
        Design::LatinHypercube => spread(&ranged, arguments, &mut wrong),
    };
    if !wrong.is_empty() {
        // What is right so far may still lead nowhere.
        let mut said = Vec::new();
        for one in &ranged {
            if let Err(problems) = text.load_with(&[(one.vary.path.clone(), one.from)]) {
                show_the_new(&problems, &mut said);
            }
        }
    }
    refuse(wrong)?;
    let (values, systems) = loaded(&text.draft(), scenario, &ranged, points)?;
    let assumption = |path: &str| -> Option<Assumption> {
        scenario.assumptions.iter().find(|assumption| assumption.path == path).cloned()
    };
    let varied =
        ranged.iter().map(|one| Varied { assumption: assumption(&one.vary.path), path: one.vary.path.clone() });
    Ok(Checked { design, varied: varied.collect(), options, values, systems })
}

/// Ends with everything that is wrong, if something is.
fn refuse(wrong: Vec<Wrong>) -> Result<(), Failure> {
    let failure = |wrong: &Wrong| Failure::cannot(wrong.what.clone()).help(wrong.help.clone());
    match wrong.as_slice() {
        [] => Ok(()),
        [only] => Err(failure(only)),
        several => {
            several.iter().for_each(|wrong| terminal::tell(&failure(wrong).message()));
            Err(Failure::cannot(format!("the command has {}; nothing was run", counted(several.len(), "problem"))))
        }
    }
}

/// The range in numbers, from the assumption where it says `low` or `high`.
fn with_range(scenario: &Scenario, vary: Vary) -> Result<Ranged, Wrong> {
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
            return Err(Wrong::new(format!("there is no quantity `{path}` with a range"), help.unwrap_or_else(all)));
        };
        let help = format!("give its values: --vary {path}=FROM..TO:STEP (the scenario states {})", assumption.value);
        bound(assumption).ok_or_else(|| Wrong::new(format!("the scenario states no `{word}` for `{path}`"), help))
    };
    let (from, to) = (end(vary.from)?, end(vary.to)?);
    if from == to {
        let what = format!("the range of `{path}` is empty: {from}..{to}");
        return Err(Wrong::new(what, "give two different ends; `dtoc run` simulates one value"));
    }
    match vary.step {
        Some(0.0) => Err(Wrong::new(format!("the step of `{path}` is 0"), "give a step from one value to the next")),
        Some(step) if (to > from) != (step > 0.0) => Err(Wrong::new(
            format!("the step of `{path}` leads away from {to}: {from}..{to}:{step}"),
            format!("write {path}={from}..{to}:{}", -step),
        )),
        _ => Ok(Ranged { vary, from, to }),
    }
}

/// Every combination of the values in their steps.
fn stepped(ranged: &[Ranged], wrong: &mut Vec<Wrong>) -> Vec<Vec<f64>> {
    let step = |one: &Ranged| one.vary.step.unwrap_or((one.to - one.from) / STEPS);
    let counts = ranged.iter().map(|one| design::count_of_steps(one.from, one.to, step(one)).unwrap_or(u64::MAX));
    let count = counts.fold(1, u64::saturating_mul);
    if count > MOST_POINTS {
        let many = if count == u64::MAX { "more than can be counted".into() } else { grouped(count) };
        wrong.push(Wrong::new(
            format!("a sweep has {} points at most; these would be {many}", grouped(MOST_POINTS)),
            "give larger steps, or spread points over the ranges: --samples N",
        ));
        return Vec::new();
    }
    let axes: Vec<Vec<f64>> = ranged.iter().map(|one| design::steps(one.from, one.to, step(one))).collect();
    design::grid(&axes)
}

/// Points spread over the ranges.
fn spread(ranged: &[Ranged], arguments: &SweepArguments, wrong: &mut Vec<Wrong>) -> Vec<Vec<f64>> {
    for one in ranged {
        if let Some(step) = one.vary.step {
            let why = if arguments.samples.is_some() { "with --samples" } else { "of three quantities and more" };
            wrong.push(Wrong::new(
                format!("`{}` has a step ({step}), but points {why} are spread over the whole range", one.vary.path),
                format!("leave the step out: --vary {}={}..{}", one.vary.path, one.from, one.to),
            ));
        }
    }
    let samples = arguments.samples.unwrap_or(SAMPLES);
    if samples > MOST_POINTS {
        let what = format!("a sweep has {} points at most, not {}", grouped(MOST_POINTS), grouped(samples));
        wrong.push(Wrong::new(what, format!("give --samples {MOST_POINTS} or fewer")));
        return Vec::new();
    }
    let ranges: Vec<(f64, f64)> = ranged.iter().map(|one| (one.from, one.to)).collect();
    design::latin_hypercube(&ranges, samples as usize, arguments.seed)
}

/// The values of each point as they are used, and the care system with them; points that come to the same are one.
fn loaded(
    draft: &Draft,
    plain: &Scenario,
    ranged: &[Ranged],
    points: Vec<Vec<f64>>,
) -> Result<(Vec<Vec<f64>>, Vec<CareSystem>), Failure> {
    let all = points.len();
    let mut said: Vec<String> = plain.warnings.iter().map(|warning| warning.headline.clone()).collect();
    let (mut values, mut systems) = (Vec::new(), Vec::new());
    let mut refused = 0;
    for point in points {
        let overrides: Vec<(String, f64)> = ranged.iter().map(|one| one.vary.path.clone()).zip(point).collect();
        match draft.check(&overrides) {
            Ok(scenario) => {
                show_the_new(&scenario.warnings, &mut said);
                let used: Vec<f64> = overrides.iter().map(|(path, value)| used(&scenario, path, *value)).collect();
                if !values.contains(&used) {
                    values.push(used);
                    systems.push(scenario.system);
                }
            }
            Err(problems) => {
                show_the_new(&problems, &mut said);
                refused += 1;
            }
        }
    }
    if refused > 0 {
        if refused < all {
            return Err(Failure::cannot(format!("{refused} of {all} points cannot be simulated; nothing was run")));
        }
        return Err(Failure::cannot("no point can be simulated; nothing was run")
            .help("assumptions.csv of `dtoc run` lists the paths of all quantities, with their ranges"));
    }
    Ok((values, systems))
}

/// The value that the scenario was read with: whole where it wants a whole number.
fn used(scenario: &Scenario, path: &str, value: f64) -> f64 {
    let logged = scenario.assumptions.iter().find(|assumption| assumption.path == path);
    logged.and_then(|assumption| assumption.value.parse().ok()).unwrap_or(value)
}

/// Shows problems, unless each of them was shown at another point.
fn show_the_new(problems: &Problems, said: &mut Vec<String>) {
    let is_new = problems.iter().any(|problem| !said.contains(&problem.headline));
    if is_new {
        terminal::tell(&(problems.render(true) + "\n"));
        said.extend(problems.iter().map(|problem| problem.headline.clone()));
    }
}
