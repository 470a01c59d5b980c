//! `dtoc verify`: whether simulations reproduce numbers that are known from elsewhere.

use std::path::PathBuf;

use clap::Args;

use super::command_line::CommandLine;
use super::conduct::{Errand, stamp};
use super::failure::Failure;
use super::flags::Conducting;
use super::refusal;
use super::sources::Text;
use crate::experiment::study::Study;
use crate::experiment::verification::{Asked, Case, Cases, Compared};
use crate::report::verification::{self, Verifications, Verified};
use crate::scenario;

/// The end of its help.
pub const AFTER_HELP: &str = "\
Examples:
  dtoc verify                            every case inside the program: a minute or two
  dtoc verify --quick                    the same with fewer replications, and wider intervals
  dtoc verify community-queue            one case; `dtoc scenarios` lists them
  dtoc verify my-case.toml               a scenario of your own with [[verification]] tables

The exit code is 1 when a number differs.";

/// The words after `dtoc verify`.
#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// Names of cases inside the program, or scenario files with `[[verification]]` tables [default: every case inside]
    #[arg(value_name = "CASE")]
    pub cases: Vec<PathBuf>,
    /// Simulate a fifth of the replications
    #[arg(long)]
    pub quick: bool,
    #[command(flatten)]
    pub conducting: Conducting,
}

/// Simulates every case that is named, or all inside the program, and says what agrees.
pub fn verify(words: &VerifyArguments) -> Result<(), Failure> {
    let all: Vec<PathBuf> = scenario::verification_cases().iter().map(|case| PathBuf::from(case.id)).collect();
    let named = if words.cases.is_empty() { &all } else { &words.cases };
    let read = |path: &PathBuf| Text::find_case(path).map(|mut text| (text.name.clone(), text.draft()));
    let subjects = named.iter().map(read).collect::<Result<Vec<_>, Failure>>()?;
    let conducting = &words.conducting;
    let asked = Asked { is_quick: words.quick, seed: conducting.seed };
    let study = Cases::question(&subjects, &asked).map_err(refusal::refused)?;
    let line = words.cases.iter().fold(CommandLine::new("verify"), CommandLine::word);
    let line = line.flag("--quick", words.quick).seed(conducting.seed);
    let errand = Errand { conducting, place: conducting.writing.place("verification"), stamp: stamp(line) };
    let (found, conducted) = errand.conduct(&study)?;
    let cases: Vec<Verified> = study.cases.iter().zip(found).map(told).collect();
    let verified = Verifications { cases, seed: study.seed };
    conducted.write(&verified, &errand)?;
    let count = verification::count(&verified.cases);
    if count.agree == count.numbers {
        return Ok(());
    }
    Err(Failure::cannot(verification::headline(&verified.cases)).help("the report shows which, and by how much"))
}

fn told((case, found): (&Case, Compared)) -> Verified {
    Verified {
        scenario: case.scenario.clone(),
        case: case.verification.clone(),
        replications: found.replications,
        comparisons: found.comparisons,
    }
}
