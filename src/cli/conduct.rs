//! Conducting a study: find, check, prepare, go on, conduct, write, put in place, print.

use std::path::{Path, PathBuf};

use super::command_line::CommandLine;
use super::extended;
use super::failure::Failure;
use super::flags::Conducting;
use super::folder::OutputFolder;
use super::interruption;
use super::memory::{EVALUATIONS, Memory};
use super::progress::ProgressBar;
use super::refusal;
use super::sources::{self, Text};
use super::terminal;
use super::words::grouped;
use super::writing;
use crate::experiment::evaluations::Watch;
use crate::experiment::study::{Sitting, Study, Subject};
use crate::report::{Report, Stamp, Told};

/// The words of a command that asks for a study of a scenario.
pub trait Asking {
    type Study: Study<Subject = Subject>;

    /// The name of the command, and of its folder after that of the scenario.
    const NAME: &'static str;

    /// What is asked; files that are named are read.
    fn asked(&self) -> Result<<Self::Study as Study>::Asked, Failure>;

    /// Adds the words that have to be typed for the same results, in a fixed order; the scenario and the seed are not among them.
    fn command(&self, study: &Self::Study, line: CommandLine) -> CommandLine;

    /// What was found, as it is told.
    fn told<'a>(&self, found: Found<'a, Self::Study>) -> Box<dyn Told + 'a>;
}

/// What was found, and what it was found about.
pub struct Found<'a, S: Study> {
    pub subject: &'a Subject,
    pub study: &'a S,
    pub found: &'a S::Found,
    /// The name by which a scenario in the folder extends the one that was studied.
    pub extended: String,
}

/// Conducts the study that a command asks for, of the scenario that it names. Everything is checked before anything is simulated.
pub fn conduct<A: Asking>(named: &Path, words: &A, conducting: &Conducting) -> Result<(), Failure> {
    let mut text = Text::find(named)?;
    let scenario = sources::checked_text(&mut text)?;
    let subject = Subject { draft: text.draft(), scenario };
    let study = A::Study::question(&subject, &words.asked()?).map_err(refusal::refused)?;
    let line = words.command(&study, CommandLine::new(A::NAME).word(named));
    let errand = Errand {
        conducting,
        place: conducting.writing.place(&format!("{}-{}", subject.scenario.id, A::NAME)),
        stamp: stamp(line.seed(conducting.seed)),
    };
    let extended = extended::name(&text, named, &errand.place);
    let (found, conducted) = errand.conduct(&study)?;
    let told = words.told(Found { subject: &subject, study: &study, found: &found, extended });
    conducted.write(&*told, &errand)
}

/// What a report says of this program and the command.
pub fn stamp(command: String) -> Stamp {
    Stamp { version: env!("CARGO_PKG_VERSION").into(), command }
}

/// A study to be conducted, and where its report goes.
pub struct Errand<'w> {
    pub conducting: &'w Conducting,
    pub place: PathBuf,
    pub stamp: Stamp,
}

/// A study that was conducted, and is to be written.
pub struct Conducted {
    folder: OutputFolder,
    bar: ProgressBar,
    /// Runs that were simulated for it.
    runs: u64,
}

impl Errand<'_> {
    /// Conducts a study: what is found, and where it goes.
    pub fn conduct<S: Study>(&self, study: &S) -> Result<(S::Found, Conducted), Failure> {
        study.warnings().iter().for_each(refusal::show);
        study.notes().iter().for_each(|note| terminal::tell(&format!("{note}\n")));
        interruption::watch();
        let folder = OutputFolder::prepare(&self.place)?;
        let bar = ProgressBar::new("runs", true);
        match self.simulate(study, &folder, &bar) {
            Ok((found, runs)) => Ok((found, Conducted { folder, bar, runs })),
            Err(failure) => {
                drop(bar);
                Err(folder.paused(failure))
            }
        }
    }

    /// What is found, and how many runs were simulated for it.
    fn simulate<S: Study>(
        &self,
        study: &S,
        folder: &OutputFolder,
        bar: &ProgressBar,
    ) -> Result<(S::Found, u64), Failure> {
        let (mut memory, earlier) = Memory::open(folder, study.identity(), self.conducting.resume)?;
        let mut runs = 0;
        let found = study.conduct(&mut Sitting {
            threads: self.conducting.writing.threads,
            earlier,
            watch: Watch {
                progress: &|progress| {
                    bar.moves(progress);
                    !interruption::is_wanted()
                },
                found: &mut |found| {
                    runs += found.len() as u64;
                    memory.keep(found)
                },
                stage: &|words| bar.stage(words),
            },
        });
        // What could not be kept has stopped it, and is the reason to tell.
        memory.checkpoint()?;
        Ok((found.map_err(refusal::unfinished)?, runs))
    }
}

impl Conducted {
    /// Writes the folder, puts it in place and prints the answer.
    pub fn write(self, told: &dyn Told, errand: &Errand) -> Result<(), Failure> {
        let Self { folder, bar, runs } = self;
        bar.writes();
        let report = Report::new(told, &errand.stamp);
        let written = writing::write(&report.files, &folder, errand.conducting.writing.threads);
        if let Err(failure) = written.and_then(|()| folder.put_in_place(&[EVALUATIONS])) {
            drop(bar);
            return Err(folder.paused(failure));
        }
        bar.ends(&format!("{} runs", grouped(runs)));
        terminal::print(&report.text(Some(&errand.place.display().to_string()), terminal::width()))
    }
}
