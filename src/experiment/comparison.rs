//! Options compared until the best is known: replications of those still in contention, block by block.
//!
//! The procedure KN ([`Selection`]) decides after every replication who is clearly behind. Such an option is not simulated any
//! further, and keeps the replications it has. The reference is simulated to the end, so that every difference to it is paired.
//!
//! The procedure stops as soon as it can promise its selection, which is often before the intervals that hold for all options at
//! once tell the selected option from its nearest rivals. Those rivals are then replicated further beside it, until these intervals
//! reach no further than the indifference: a rule on their width alone, which leaves them their confidence (Y. S. Chow and
//! H. Robbins, Annals of Mathematical Statistics 36 (1965), 457-462).
//!
//! The outcomes of all replications are kept, some kilobytes for each, because differences between any two options and the chance
//! of being best need them side by side.

mod compared;

pub use compared::{Compared, Contender, Ending};

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::evaluations::{Evaluations, Unevaluated, Values, Want, Watch};
use super::ignorance::{Ignorance, Remembered, Uncertain};
use super::study::{Complaint, Complaints, Identity, Sitting, Study, Subject, Unfinished, option_position};
use super::words::counted;
use super::{BLOCK, Models};
use crate::model::{Model, Outcome, Recorder};
use crate::statistics::Selection;

/// Replications of every option before any is dropped: from them the procedure takes its variances.
pub const FIRST_STAGE: u64 = 128;

/// What the best option has least of, on average.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Criterion {
    /// Delayed patients at the midnight that ends the target day (the last day, where there is no target).
    Delayed,
    /// Delayed days of the whole period.
    DelayedDays,
}

impl Criterion {
    /// The outcome of a replication that is averaged.
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Delayed => Outcome::DelayedOnTargetDay,
            Self::DelayedDays => Outcome::DelayedDays,
        }
    }

    /// A difference that changes no decision, where nothing else is asked for: patients, or delayed days.
    pub fn usual_indifference(self) -> f64 {
        match self {
            Self::Delayed => 2.0,
            Self::DelayedDays => 200.0,
        }
    }
}

/// What a comparison is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// The id of the option that the others are compared with; `None` for the reference of the scenario.
    pub reference: Option<String>,
    pub criterion: Criterion,
    /// A difference under this does not matter; `None` for [`Criterion::usual_indifference`].
    pub indifference: Option<f64>,
    pub confidence: f64,
    pub cap: u64,
    pub seed: u64,
    /// What is drawn for every replication; `None` where every assumption keeps its stated value.
    pub uncertain: Option<Uncertain>,
}

impl Default for Asked {
    fn default() -> Self {
        Self {
            reference: None,
            criterion: Criterion::Delayed,
            indifference: None,
            confidence: 0.95,
            cap: 4_000,
            seed: 1,
            uncertain: None,
        }
    }
}

/// A comparison of all options of a scenario.
pub struct Comparison {
    pub contest: Contest,
    model: Model,
    ignorance: Option<Ignorance>,
    identity: Identity,
}

impl Comparison {
    /// The id of the option that the others are compared with.
    pub fn reference(&self) -> &str {
        let options = &self.model.system().options;
        self.contest.options.get(self.contest.reference).map_or("", |&option| &options[option].id)
    }
}

impl Study for Comparison {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Compared;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        let scenario = &subject.scenario;
        let options = scenario.system.options.len();
        if options < 2 {
            let what = format!("the scenario `{}` has one option: nothing to compare", scenario.id);
            let help = "add another [[option]]; README.md in the folder of the scenarios says how";
            return Err(Complaint::new(what).help(help).into());
        }
        let reference = match &asked.reference {
            Some(id) => option_position(scenario, id)?,
            None => scenario.system.reference,
        };
        let contest = Contest {
            seed: asked.seed,
            options: (0..options).collect(),
            reference,
            criterion: asked.criterion,
            indifference: asked.indifference.unwrap_or(asked.criterion.usual_indifference()),
            confidence: asked.confidence,
            cap: asked.cap,
        };
        let rehearsed = |uncertain: &Uncertain| uncertain.rehearsed(asked.seed, subject);
        let ignorance = asked.uncertain.as_ref().map(rehearsed).transpose()?;
        let drawn =
            asked.uncertain.as_ref().map_or(String::new(), |drawn| format!(", assumptions {}", drawn.in_words()));
        let identity = Identity { hash: scenario.hash.clone(), seed: asked.seed, kind: format!("compare{drawn}") };
        Ok(Self { contest, model: Model::new(scenario.system.clone()), ignorance, identity })
    }

    fn identity(&self) -> Identity {
        self.identity.clone()
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Compared, Unfinished> {
        self.contest.run(Models { stated: &self.model, ignorance: self.ignorance.as_ref() }, sitting)
    }
}

/// Which options to compare, and when to stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Contest {
    pub seed: u64,
    /// Positions in `CareSystem::options`, in the order of the results; at least two.
    pub options: Vec<usize>,
    /// Position in `options` of the one that the others are compared with.
    pub reference: usize,
    pub criterion: Criterion,
    /// A difference under this does not matter (patients, or delayed days).
    pub indifference: f64,
    /// Probability of selecting the best when it is better than every other by the indifference or more; also that of the
    /// intervals which hold for all options at once.
    pub confidence: f64,
    /// Replications at most; at least 2.
    pub cap: u64,
}

impl Contest {
    /// Replicates until one option is left in contention and its lead is known to within the indifference, all that are left are
    /// alike in every replication, or the cap is reached.
    ///
    /// The same seed gives the same results on any number of threads, and after any interruption.
    ///
    /// # Errors
    ///
    /// [`Unfinished::Interrupted`] when the watch stops it, the system gives no threads, or no draw can be made.
    pub fn run<'m>(&self, models: impl Into<Models<'m>>, sitting: &mut Sitting) -> Result<Compared, Unfinished> {
        let models = models.into();
        let loading = |values: &[(String, f64)]| match models.ignorance {
            Some(ignorance) => ignorance.system(values),
            None => Ok(models.stated.system().clone()),
        };
        let reading = |_: &Model, _: usize, recorder: &Recorder| recorder.outcomes();
        let draws = models.ignorance.map(Remembered::new);
        let draws = draws.as_ref().map(|draws| |replication| draws.values(replication));
        let most = self.cap.saturating_mul(self.options.len() as u64);
        let mut evaluations = Evaluations::new(self.seed, sitting.threads, &loading, &reading)?.expected(0, most);
        if let Some(draws) = &draws {
            evaluations = evaluations.with_draws(draws);
        }
        evaluations.remember(sitting.earlier(0));
        let mut arena = Arena { contest: self, evaluations, watch: &mut sitting.watch };
        let compared = arena.compared(models);
        compared.map_err(|why| why.complained(|_| Complaint::new("the scenario is refused with what was drawn")))
    }

    /// These options and the reference, in order.
    fn with_reference(&self, options: &[usize]) -> Vec<usize> {
        (0..self.options.len()).filter(|at| *at == self.reference || options.contains(at)).collect()
    }
}

/// Where a contest is held: replications of its options, none of them simulated twice.
struct Arena<'c, 'e, 'w> {
    contest: &'c Contest,
    evaluations: Evaluations<'e>,
    watch: &'c mut Watch<'w>,
}

impl Arena<'_, '_, '_> {
    fn compared(&mut self, models: Models) -> Result<Compared, Unevaluated> {
        let contest = self.contest;
        let mut compared = Compared::new(contest, models);
        let first_stage = FIRST_STAGE.min(contest.cap);
        let mut selection =
            Selection::new(contest.options.len(), contest.confidence, contest.indifference, first_stage);
        let mut next = 0;
        while next < contest.cap && selection.selected().is_none() {
            let contention = selection.in_contention();
            if next >= first_stage && compared.are_alike(contention) {
                break;
            }
            let running = contest.with_reference(contention);
            let end = (next + BLOCK).min(contest.cap);
            let block = self.replicate(&running, next..end, contention.len())?;
            for outcomes in &block {
                selection.record(&compared.record(&running, outcomes));
            }
            next = end;
        }
        compared.finish(&selection);
        self.look_closer(&mut compared)?;
        Ok(compared)
    }

    /// Replicates the selected option and the rivals that are not told from it until their differences are known to within the
    /// indifference.
    fn look_closer(&mut self, compared: &mut Compared) -> Result<(), Unevaluated> {
        let contest = self.contest;
        let Ending::Selected(selected) = compared.ending else { return Ok(()) };
        let mut rivals: Vec<usize> = (0..contest.options.len())
            .filter(|&at| at != selected && compared.apart(at, selected).lower <= 0.0)
            .collect();
        let mut next = compared.replications();
        for &rival in &rivals {
            // What it missed after it was dropped.
            let missed = compared.options[rival].replications()..next;
            for outcomes in &self.replicate(&[rival], missed, 1 + rivals.len())? {
                compared.record(&[rival], outcomes);
            }
        }
        loop {
            let is_wide = |&at: &usize| compared.apart(at, selected).half_width() > contest.indifference;
            // One that is known well enough drops out, and stays out.
            rivals.retain(is_wide);
            if rivals.is_empty() || next >= contest.cap {
                return Ok(());
            }
            let together: Vec<usize> = rivals.iter().copied().chain([selected]).collect();
            let running = contest.with_reference(&together);
            let end = (next + BLOCK).min(contest.cap);
            for outcomes in &self.replicate(&running, next..end, together.len())? {
                compared.record(&running, outcomes);
            }
            next = end;
        }
    }

    /// The outcomes of these options in each of these replications. `left` are in contention.
    fn replicate(
        &mut self,
        running: &[usize],
        replications: Range<u64>,
        left: usize,
    ) -> Result<Vec<Vec<Vec<f64>>>, Unevaluated> {
        (self.watch.stage)(&format!("{} left", counted(left, "option")));
        let want = |&at: &usize| Want {
            values: Values::new(),
            option: self.contest.options[at],
            replications: replications.clone(),
        };
        let wants: Vec<Want> = running.iter().map(want).collect();
        self.evaluations.fetch(&wants, self.watch)?;
        // What is compared keeps the outcomes itself.
        let mut rows: Vec<_> = wants.iter().map(|want| self.evaluations.take(want).into_iter()).collect();
        Ok(replications.map(|_| rows.iter_mut().filter_map(Iterator::next).collect()).collect())
    }
}
