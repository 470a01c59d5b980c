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
use crate::report::{File, Report, Stamp, Told};

/// The words of a command that asks for a study of a scenario.
pub trait Asking {
    type Study: Study<Subject = Subject>;

    /// The name of the command, and of its folder after that of the scenario.
    const NAME: &'static str;

    /// The scenario as it was named.
    fn scenario(&self) -> &Path;

    /// How the study is conducted.
    fn conducting(&self) -> &Conducting;

    /// What is asked; files that are named are read.
    fn asked(&self) -> Result<<Self::Study as Study>::Asked, Failure>;

    /// Adds the words that have to be typed for the same results, in a fixed order; the scenario and the seed are not among them.
    fn command(&self, study: &Self::Study, line: CommandLine) -> CommandLine;

    /// What was found, as it is told.
    fn told<'a>(&self, found: Found<'a, Self::Study>) -> Answer<'a>;
}

/// An answer to be written.
pub enum Answer<'a> {
    Told(Box<dyn Told + 'a>),
    /// Its files, and what a terminal of some width shows of it, written to a folder.
    Written(Vec<File>, Box<dyn Fn(&str, u16) -> String + 'a>),
}

/// What was found, and what it was found about.
pub struct Found<'a, S: Study> {
    pub subject: &'a Subject,
    pub study: &'a S,
    pub found: S::Found,
    pub stamp: &'a Stamp,
    /// The name by which a scenario in the folder extends the one that was studied.
    pub extended: String,
}

/// Conducts the study that a command asks for. Everything is checked before anything is simulated.
pub fn conduct<A: Asking>(words: &A) -> Result<(), Failure> {
    let mut text = Text::find(words.scenario())?;
    let scenario = sources::checked_text(&mut text)?;
    let subject = Subject { draft: text.draft(), scenario };
    let study = A::Study::question(&subject, &words.asked()?).map_err(refusal::refused)?;
    let conducting = words.conducting();
    let line = words.command(&study, CommandLine::new(A::NAME).word(words.scenario()));
    let errand = Errand {
        conducting,
        place: conducting.writing.place(&format!("{}-{}", subject.scenario.id, A::NAME)),
        stamp: stamp(line.seed(conducting.seed)),
    };
    let extended = extended::name(&text, words.scenario(), &errand.place);
    errand.carry_out(&study, |found| {
        words.told(Found { subject: &subject, study: &study, found, stamp: &errand.stamp, extended })
    })
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

impl Errand<'_> {
    /// Conducts a study, writes the folder and prints the answer, which `told` makes of what was found.
    pub fn carry_out<'a, S: Study>(&self, study: &S, told: impl FnOnce(S::Found) -> Answer<'a>) -> Result<(), Failure> {
        study.warnings().iter().for_each(refusal::show);
        study.notes().iter().for_each(|note| terminal::tell(&format!("{note}\n")));
        interruption::watch();
        let folder = OutputFolder::prepare(&self.place)?;
        let carried_out = self.conducted(study, &folder).and_then(|(found, bar, runs)| {
            bar.writes();
            let text = self.written(&told(found), &folder)?;
            folder.put_in_place(&[EVALUATIONS])?;
            bar.ends(&format!("{} runs", grouped(runs)));
            terminal::print(&text)
        });
        carried_out.map_err(|failure| folder.paused(failure))
    }

    /// Writes an answer to the folder; what a terminal shows of it.
    fn written(&self, answer: &Answer, folder: &OutputFolder) -> Result<String, Failure> {
        let threads = self.conducting.writing.threads;
        let place = self.place.display().to_string();
        match answer {
            Answer::Told(told) => {
                let report = Report::new(&**told, &self.stamp);
                writing::write(&report.files, folder, threads)?;
                Ok(report.text(Some(&place), terminal::width()))
            }
            Answer::Written(files, text) => {
                writing::write(files, folder, threads)?;
                Ok(text(&place, terminal::width()))
            }
        }
    }

    /// What is found, and how many runs were simulated for it.
    fn conducted<S: Study>(&self, study: &S, folder: &OutputFolder) -> Result<(S::Found, ProgressBar, u64), Failure> {
        let (mut memory, earlier) = Memory::open(folder, study.identity(), self.conducting.resume)?;
        let bar = ProgressBar::new("runs", true);
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
        Ok((found.map_err(refusal::unfinished)?, bar, runs))
    }
}
