//! `dtoc verify`: whether simulations reproduce numbers that are known from elsewhere.

use std::path::{Path, PathBuf};

use indicatif::ProgressBar;

use super::arguments::VerifyArguments;
use super::failure::Failure;
use super::folder::OutputFolder;
use super::interruption;
use super::sources::{Text, errors, show};
use super::terminal;
use super::words::{counted, quoted};
use crate::experiment::Progress;
use crate::experiment::verification::compare;
use crate::model::Model;
use crate::report::verification::{self, Verifications, Verified};
use crate::report::{Report, Stamp};
use crate::scenario::{self, Scenario, Verification};

/// Of how many replications `--quick` leaves one.
const QUICK: u64 = 5;

/// Fewest replications of a quick verification.
const FEWEST: u64 = 20;

/// A case, ready to be simulated: the scenario with the values of the case.
struct Case {
    scenario: Scenario,
    verification: Verification,
    replications: u64,
}

/// Simulates every case, writes the folder and says what agrees.
pub fn verify(arguments: &VerifyArguments) -> Result<(), Failure> {
    let cases = cases(arguments)?;
    let destination = arguments.out.clone().unwrap_or_else(|| Path::new("output").join("verification"));
    interruption::watch();
    let folder = OutputFolder::prepare(&destination)?;
    folder.clear(&[])?;
    let bar = terminal::bar(cases.iter().map(|case| case.replications).sum(), terminal::TO_A_NUMBER);
    let mut verified = Vec::new();
    for case in cases {
        verified.push(simulate(case, arguments, &bar)?);
    }
    let elapsed = bar.elapsed();
    bar.finish_and_clear();
    let stamp = Stamp { version: env!("CARGO_PKG_VERSION").into(), command: command(arguments) };
    let told = Verifications { cases: &verified, seed: arguments.seed };
    let report = Report::new(&told, &stamp);
    for file in &report.files {
        folder.write(&file.path, &file.bytes())?;
    }
    folder.put_in_place(&[])?;
    if terminal::messages_are_watched() {
        terminal::tell(&format!("{} in {:.1} seconds\n\n", counted(verified.len(), "case"), elapsed.as_secs_f64()));
    }
    terminal::print(&report.text(Some(&destination.display().to_string()), terminal::width()))?;
    let count = verification::count(&verified);
    if count.agree == count.numbers {
        return Ok(());
    }
    Err(Failure::cannot(verification::headline(&verified)).help("the report shows which, and by how much"))
}

/// The cases that were named, or all inside the program. Everything is checked before anything is simulated.
fn cases(arguments: &VerifyArguments) -> Result<Vec<Case>, Failure> {
    let all: Vec<PathBuf> = scenario::verification_cases().iter().map(|case| PathBuf::from(case.id)).collect();
    let typed = if arguments.cases.is_empty() { &all } else { &arguments.cases };
    let mut cases = Vec::new();
    let mut refused = Vec::new();
    for path in typed {
        let mut text = Text::find_case(path)?;
        match cases_of(&mut text, arguments.quick) {
            Ok(found) => cases.extend(found),
            Err(problems) => {
                show(&problems);
                refused.push(format!("`{}` has {}", text.name, counted(errors(&problems), "problem")));
                continue;
            }
        }
        if cases.last().is_none_or(|case: &Case| case.scenario.id != text.id) {
            refused.push(format!("`{}` has no [[verification]]: it says nothing that could be verified", text.name));
        }
    }
    match refused.as_slice() {
        [] => Ok(cases),
        _ => Err(Failure::cannot(format!("{}; nothing was run", refused.join("; ")))
            .help("README.md in the folder of the scenarios says how a case is written")),
    }
}

/// The cases of a scenario, each with its values in place.
fn cases_of(text: &mut Text, quick: bool) -> Result<Vec<Case>, scenario::Problems> {
    let (plain, scenarios) = text.load_with_cases()?;
    show(&plain.warnings);
    let case = |(scenario, verification): (Scenario, &Verification)| {
        let replications = verification.replications;
        let replications = if quick { (replications / QUICK).max(FEWEST.min(replications)) } else { replications };
        Case { scenario, verification: verification.clone(), replications }
    };
    Ok(scenarios.into_iter().zip(&plain.verifications).map(case).collect())
}

fn simulate(case: Case, arguments: &VerifyArguments, bar: &ProgressBar) -> Result<Verified, Failure> {
    let Case { scenario, verification, replications } = case;
    let model = Model::new(scenario.system.clone());
    let before = bar.position();
    let progress = |progress: Progress| {
        bar.set_position(before + progress.done);
        !interruption::is_wanted()
    };
    let compared = compare(&model, &verification, arguments.seed, replications, arguments.threads, &progress);
    let comparisons = compared?;
    bar.set_position(before + replications);
    Ok(Verified { scenario, case: verification, replications, comparisons })
}

/// The command that gives these results again.
fn command(arguments: &VerifyArguments) -> String {
    let mut command = "dtoc verify".to_owned();
    for case in &arguments.cases {
        command.push_str(&format!(" {}", quoted(case)));
    }
    if arguments.quick {
        command.push_str(" --quick");
    }
    command + &format!(" --seed {}", arguments.seed)
}
