//! A study is a value: what is asked, the check of it, how it is conducted, and what is found.
//!
//! What is asked ([`Study::Asked`]) is plain words and numbers, such as a terminal, a web page or a program in another language
//! can make. [`Study::question`] checks it, and says everything that is wrong with it at once. What comes out is conducted on the
//! one memory of runs ([`Evaluations`](super::evaluations::Evaluations)), so that every study can be watched, stopped and gone on
//! with. What is found is one value, which can be written down.
//!
//! ```
//! use dtoc::experiment::comparison::{Asked, Comparison, Criterion};
//! use dtoc::experiment::study::{Study, Subject, conducted};
//! use dtoc::scenario::{self, Draft};
//!
//! let first = scenario::embedded().iter().find(|embedded| embedded.id == "first-scenario").unwrap();
//! let draft = Draft::read("first-scenario", first.id, first.text, &|name| Err(name.into()));
//! let subject = Subject::new(draft).unwrap();
//! let asked = Asked { criterion: Criterion::Delayed, cap: 4, ..Asked::default() };
//! let comparison = Comparison::question(&subject, &asked)?;
//! let compared = conducted(&comparison, None)?;
//! println!("{} is best so far", compared.options[compared.best()].title);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Interrupted;
use super::evaluations::{Evaluation, Unevaluated, Values, Watch};
use super::words::listed;
use crate::scenario::{Draft, Problems, Scenario, did_you_mean};

/// A study of one kind.
pub trait Study: Sized {
    /// What it is about: a scenario, or several.
    type Subject: ?Sized;

    /// What is asked, in plain values that can be written down.
    type Asked: Serialize + DeserializeOwned;

    /// What is found.
    type Found: Serialize;

    /// Checks what is asked, and looks up everything there is to look up.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, each complaint with what to change.
    fn question(subject: &Self::Subject, asked: &Self::Asked) -> Result<Self, Complaints>;

    /// What its runs depend on: runs of another identity are of no use to it.
    fn identity(&self) -> Identity;

    /// Warnings about the scenario at points that are to be simulated.
    fn warnings(&self) -> &[Problems] {
        &[]
    }

    /// What whoever asked should know beforehand, in sentences.
    fn notes(&self) -> &[String] {
        &[]
    }

    /// Conducts the study. The same question gives the same findings on any number of threads, and after any interruption.
    ///
    /// # Errors
    ///
    /// When it was stopped, or cannot be finished.
    fn conduct(&self, sitting: &mut Sitting) -> Result<Self::Found, Unfinished>;
}

/// A scenario, read and checked.
#[derive(Clone, Debug)]
pub struct Subject {
    pub draft: Draft,
    pub scenario: Scenario,
}

impl Subject {
    /// Checks a scenario.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn new(draft: Draft) -> Result<Self, Problems> {
        draft.check(&[]).map(|scenario| Self { draft, scenario })
    }
}

/// A text, with the name by which it is complained of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedText {
    pub name: String,
    pub text: String,
}

/// What the runs of a study depend on, beside the values of quantities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Of the scenario and those it extends.
    pub hash: String,
    pub seed: u64,
    /// The kind of study, and whatever else decides what is read off its runs, in words.
    pub kind: String,
}

/// Something that is wrong with what was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Complaint {
    /// What is wrong, in a sentence without a full stop.
    pub what: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What is wrong with a file, where that is what is complained of.
    pub problems: Vec<Problems>,
    /// The values of quantities with which the scenario has these problems.
    pub values: Values,
}

impl Complaint {
    /// A complaint without help.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }

    /// With what to do about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// With what is wrong with a file.
    #[must_use]
    pub fn problems(self, problems: impl IntoIterator<Item = Problems>) -> Self {
        Self { problems: problems.into_iter().collect(), ..self }
    }
}

/// Everything that is wrong with what was asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Complaints(pub Vec<Complaint>);

impl Complaints {
    /// Takes one more.
    pub fn push(&mut self, complaint: Complaint) {
        self.0.push(complaint);
    }

    /// Takes what is wrong with a part, whose value is then none.
    pub fn part<T>(&mut self, part: Result<T, impl Into<Self>>) -> Option<T> {
        part.map_err(|wrong| self.0.extend(wrong.into().0)).ok()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Ends with them, where there are any.
    ///
    /// # Errors
    ///
    /// These.
    pub fn refuse(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl From<Complaint> for Complaints {
    fn from(complaint: Complaint) -> Self {
        Self(vec![complaint])
    }
}

impl std::fmt::Display for Complaints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let whats: Vec<&str> = self.0.iter().map(|complaint| complaint.what.as_str()).collect();
        f.write_str(&whats.join("; "))
    }
}

impl std::error::Error for Complaints {}

/// The time in which a study is conducted: from the beginning, or from where an earlier sitting was interrupted.
pub struct Sitting<'w> {
    /// Threads to use; `None` for one for each processor.
    pub threads: Option<usize>,
    /// What earlier sittings of the same study found.
    pub earlier: Vec<Evaluation>,
    pub watch: Watch<'w>,
}

impl Sitting<'_> {
    /// What earlier sittings found in a part of the study; it is taken out.
    pub fn earlier(&mut self, part: u32) -> Vec<Evaluation> {
        let (of_part, others) = std::mem::take(&mut self.earlier).into_iter().partition(|one| one.part == part);
        self.earlier = others;
        of_part
    }
}

/// Conducts a study that nobody watches, from the beginning to the end.
///
/// # Errors
///
/// When it cannot be finished.
pub fn conducted<S: Study>(study: &S, threads: Option<usize>) -> Result<S::Found, Unfinished> {
    unwatched(threads, |sitting| study.conduct(sitting))
}

/// What is done in a sitting that nobody watches.
pub fn unwatched<T>(threads: Option<usize>, done: impl FnOnce(&mut Sitting) -> T) -> T {
    let watch = Watch { progress: &|_| true, found: &mut |_| true, stage: &|_| () };
    done(&mut Sitting { threads, earlier: Vec::new(), watch })
}

/// Why a study ended without findings.
#[derive(Clone, Debug, PartialEq)]
pub enum Unfinished {
    Interrupted(Interrupted),
    /// It cannot be finished as it was asked.
    Refused(Complaint),
}

impl From<Interrupted> for Unfinished {
    fn from(interrupted: Interrupted) -> Self {
        Self::Interrupted(interrupted)
    }
}

impl From<Complaint> for Unfinished {
    fn from(complaint: Complaint) -> Self {
        Self::Refused(complaint)
    }
}

impl std::fmt::Display for Unfinished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Interrupted(interrupted) => interrupted.fmt(f),
            Self::Refused(complaint) => f.write_str(&complaint.what),
        }
    }
}

impl std::error::Error for Unfinished {}

impl Unevaluated {
    /// The end of a study; where the scenario was refused with some values, with this complaint.
    pub fn complained(self, complaint: impl FnOnce(&Problems) -> Complaint) -> Unfinished {
        match self {
            Self::Interrupted(interrupted) => Unfinished::Interrupted(interrupted),
            Self::Refused { values, problems } => {
                let complaint = complaint(&problems);
                Unfinished::Refused(Complaint { values, problems: vec![problems], ..complaint })
            }
        }
    }
}

/// The position of an option by its id.
///
/// # Errors
///
/// A complaint that names the options there are.
pub fn option_position(scenario: &Scenario, id: &str) -> Result<usize, Complaint> {
    let options = &scenario.system.options;
    options.iter().position(|option| option.id == id).ok_or_else(|| {
        let ids = || options.iter().map(|option| option.id.as_str());
        let known = format!("its options are {}", listed(ids()));
        Complaint::new(format!("the scenario `{}` has no option `{id}`", scenario.id))
            .help(did_you_mean(id, ids()).map_or(known.clone(), |near| format!("{near} ({known})")))
    })
}

/// The positions of the options asked for, each once, in the order in which they are named; all, where none is.
///
/// # Errors
///
/// A complaint for every one that the scenario does not have.
pub fn options_asked(scenario: &Scenario, ids: &[String]) -> Result<Vec<usize>, Complaints> {
    if ids.is_empty() {
        return Ok((0..scenario.system.options.len()).collect());
    }
    let mut wrong = Complaints::default();
    let mut options = Vec::new();
    for id in ids {
        if let Some(position) = wrong.part(option_position(scenario, id))
            && !options.contains(&position)
        {
            options.push(position);
        }
    }
    wrong.refuse().map(|()| options)
}
