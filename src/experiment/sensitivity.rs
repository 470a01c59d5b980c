//! Which assumption of a scenario matters most, and how wrong it may be before the decision is another.
//!
//! Three questions, of which each is asked of every assumption that has a low and a high value. What does the result come to with
//! the assumption at its low, and at its high, all else as stated ([`End`])? Does its effect depend on where the others stand
//! ([`Screening`])? And at which value is another option best, or the target met ([`Switch`])? Everything is compared in pairs of
//! the same people.
//!
//! A search is a program over [`Evaluations`], and keeps no state of its own.

mod ends;
mod ranges;
mod screening;
mod switching;
mod trajectory;

pub use ends::{Change, End, Level, Swing};
pub use ranges::{Bound, Check, Ranged};
pub use screening::{Screened, Screening};
pub use switching::{Becomes, Standing, Switch};

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::comparison::Criterion;
use super::evaluations::{Evaluations, Unevaluated, Values, Want, Watch};
use super::study::{
    Complaint, Complaints, Identity, Sitting, Study, Subject, Unfinished, option_position, options_asked,
};
use crate::model::{Model, Outcome, Recorder};
use crate::statistics::{Estimate, Tally, controlled};

/// What is kept of a run: the numbers of a row, in order.
const KEPT: [Outcome; 4] = [Outcome::DelayedOnTargetDay, Outcome::DelayedDays, Outcome::TargetMet, Outcome::TotalCost];

/// Replications of every option at every end before those far behind are left out.
const FIRST: u64 = 8;

/// With the values as stated, there are so many times more replications than at an end; and so many where they leave open which
/// option is best: how far it leads as stated is a part of every other comparison.
const STATED: u64 = 4;
const STATED_AT_MOST: u64 = 32;

/// Level at which options are near the preferred one as stated.
const NEAR: f64 = 0.99;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    pub seed: u64,
    /// Positions in `CareSystem::options`; at least one.
    pub options: Vec<usize>,
    /// The option that the preferred one is also compared with, by its position in `options`.
    pub reference: Option<usize>,
    /// What the best option has least of.
    pub criterion: Criterion,
    /// The target counts as met when it is met with this probability.
    pub probability: f64,
    /// Replications of the preferred option and its rivals with an assumption at an end of its range.
    pub replications: u64,
    /// Trajectories of the screening; fewer than two for none.
    pub trajectories: usize,
}

/// What an examination is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Ids of options to choose among; none for all.
    pub options: Vec<String>,
    /// The id of the option that the preferred one is also compared with; `None` for the reference of the scenario.
    pub reference: Option<String>,
    pub criterion: Criterion,
    pub probability: f64,
    pub replications: u64,
    pub trajectories: usize,
    pub seed: u64,
}

/// An examination of the assumptions of a scenario.
pub struct Examination {
    pub question: Question,
    subject: Subject,
}

impl Examination {
    /// The id of the option that the preferred one is also compared with.
    pub fn reference(&self) -> Option<&str> {
        let option = self.question.options.get(self.question.reference?)?;
        Some(&self.subject.scenario.system.options[*option].id)
    }
}

impl Study for Examination {
    type Subject = Subject;
    type Asked = Asked;
    type Found = Sensitivity;

    fn question(subject: &Subject, asked: &Asked) -> Result<Self, Complaints> {
        let scenario = &subject.scenario;
        if !scenario.assumptions.iter().any(|assumption| assumption.low.is_some() && assumption.high.is_some()) {
            let what = format!("no assumption of the scenario `{}` has a range: nothing to vary", scenario.id);
            let help = "write how far a number may lie from its value: { value = 150, low = 120, high = 180 }";
            return Err(Complaint::new(what).help(help).into());
        }
        let mut wrong = Complaints::default();
        let mut options = wrong.part(options_asked(scenario, &asked.options)).unwrap_or_default();
        let reference = match &asked.reference {
            Some(id) => wrong.part(option_position(scenario, id)),
            None => Some(scenario.system.reference).filter(|reference| options.contains(reference)),
        };
        wrong.refuse()?;
        if let Some(reference) = reference.filter(|reference| !options.contains(reference)) {
            options.push(reference);
            options.sort_unstable();
        }
        let question = Question {
            seed: asked.seed,
            reference: reference.and_then(|reference| options.iter().position(|option| *option == reference)),
            options,
            criterion: asked.criterion,
            probability: asked.probability,
            replications: asked.replications,
            trajectories: asked.trajectories,
        };
        Ok(Self { question, subject: subject.clone() })
    }

    fn identity(&self) -> Identity {
        let hash = self.subject.scenario.hash.clone();
        Identity { hash, seed: self.question.seed, kind: "sensitivity".into() }
    }

    fn conduct(&self, sitting: &mut Sitting) -> Result<Sensitivity, Unfinished> {
        let check = |values: &[(String, f64)]| self.subject.draft.check(values);
        let load = |values: &[(String, f64)]| check(values).map(|scenario| scenario.system);
        let mut evaluations = Evaluations::new(self.question.seed, sitting.threads, &load, &read_off)?;
        evaluations.remember(sitting.earlier(0));
        let examined = examine(&self.question, &check, &mut evaluations, &mut sitting.watch);
        let what = || format!("`{}` cannot be run with other values", self.subject.scenario.id);
        examined.map_err(|why| why.complained(|_| Complaint::new(what())))
    }
}

/// What was found for one assumption.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Examined {
    pub ranged: Ranged,
    pub low: End,
    pub high: End,
    /// From low to high.
    pub swing: Swing,
    /// Which option is best over the range.
    pub decision: Standing,
    /// Whether the preferred option meets the target over the range; `None` without a target.
    pub target: Option<Standing>,
}

/// All assumptions that move the count of the preferred option, beyond chance, at once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Together {
    /// How many.
    pub assumptions: usize,
    /// How far on the way from the stated values to the ends, for all alike: 1 where the scenario accepts the ends together.
    pub reach: f64,
    pub preferred: Level,
    /// The runner-up less the preferred option.
    pub lead: Option<Estimate>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Sensitivity {
    pub question: Question,
    /// Each option with all values as stated.
    pub stated: Vec<Level>,
    /// The option with the smallest mean of the criterion, by its position in the question.
    pub preferred: usize,
    /// The next.
    pub runner_up: Option<usize>,
    /// The runner-up less the preferred option, by the criterion, as stated.
    pub lead: Option<Estimate>,
    /// The reference less the preferred option; `None` where they are the same.
    pub over_reference: Option<Estimate>,
    /// In the order of the scenario.
    pub assumptions: Vec<Examined>,
    /// All at the ends where the count is low, and all where it is high.
    pub favourable: Option<Together>,
    pub unfavourable: Option<Together>,
    pub screening: Option<Screening>,
}

impl Sensitivity {
    /// Level of an interval of one assumption, so that those of all hold together with 95 % (Bonferroni).
    pub fn level_for_all(&self) -> f64 {
        level_for_all(self.assumptions.len())
    }
}

fn level_for_all(assumptions: usize) -> f64 {
    1.0 - 0.05 / assumptions.max(1) as f64
}

/// The numbers that are read off a run.
pub fn read_off(model: &Model, _option: usize, recorder: &Recorder) -> Vec<f64> {
    super::kept(&KEPT, model, recorder)
}

/// Asks the question of every assumption of the scenario with a range.
///
/// The same question gives the same results on any number of threads, and after any interruption.
///
/// # Errors
///
/// [`Unevaluated::Interrupted`] when the watch stops it; [`Unevaluated::Refused`] when the scenario as it stands is refused.
pub fn examine(
    question: &Question,
    check: Check,
    evaluations: &mut Evaluations,
    watch: &mut Watch,
) -> Result<Sensitivity, Unevaluated> {
    let refused = |problems| Unevaluated::Refused { values: Vec::new(), problems };
    let scenario = check(&[]).map_err(refused)?;
    let ranged = Ranged::all(&scenario, check);
    let stage = watch.stage;
    stage("the options as stated");
    let mut asker = Asker { question, evaluations, watch, stated: Vec::new() };
    let contest = asker.as_stated()?;
    stage("each assumption at its low and high");
    let looked = ends::look(&mut asker, &contest, &ranged)?;
    stage("where the decision is another");
    let mut assumptions = Vec::with_capacity(ranged.len());
    for (ranged, (low, high, swing)) in ranged.into_iter().zip(looked) {
        let decision = switching::decision(&mut asker, &contest, &ranged, &[&low, &high])?;
        let has_target = scenario.system.target.is_some();
        let target = has_target.then(|| switching::target(&mut asker, &contest, &ranged)).transpose()?;
        assumptions.push(Examined { ranged, low, high, swing, decision, target });
    }
    let favourable = ends::together(&mut asker, &contest, &assumptions, -1.0, check)?;
    let unfavourable = ends::together(&mut asker, &contest, &assumptions, 1.0, check)?;
    stage("all assumptions together");
    let screening = screening::screen(&mut asker, &contest, &assumptions, check)?;
    let as_stated = |option| asker.stated_difference(option, contest.preferred);
    Ok(Sensitivity {
        question: question.clone(),
        stated: (0..question.options.len()).map(|option| asker.level(&[], option, asker.stated(option))).collect(),
        preferred: contest.preferred,
        runner_up: contest.runner_up,
        lead: contest.runner_up.map(|option| as_stated(option).estimate()),
        over_reference: contest.compared_with().map(|option| as_stated(option).estimate()),
        assumptions,
        favourable,
        unfavourable,
        screening,
    })
}

impl Question {
    /// Replications with all values as stated.
    fn as_stated(&self) -> Range<u64> {
        0..self.replications.saturating_mul(STATED)
    }

    /// Replications at an end.
    fn at_end(&self) -> Range<u64> {
        0..self.replications
    }

    /// Replications at an end at first.
    fn at_first(&self) -> Range<u64> {
        0..self.replications.min(FIRST)
    }

    /// Where the criterion stands in a row.
    fn place(&self) -> usize {
        match self.criterion {
            Criterion::Delayed => 0,
            Criterion::DelayedDays => 1,
        }
    }
}

/// Who is compared with whom; positions in [`Question::options`].
struct Contest {
    preferred: usize,
    runner_up: Option<usize>,
    reference: Option<usize>,
}

impl Contest {
    /// The reference, where it is not the preferred option itself.
    fn compared_with(&self) -> Option<usize> {
        self.reference.filter(|reference| *reference != self.preferred)
    }

    /// Those whose numbers are wanted everywhere: the preferred option first.
    fn main(&self) -> Vec<usize> {
        let mut main = vec![self.preferred];
        for option in [self.runner_up, self.reference].into_iter().flatten() {
            if !main.contains(&option) {
                main.push(option);
            }
        }
        main
    }
}

/// Asks for runs, and compares what they found.
struct Asker<'q, 'e, 'w, 'f> {
    question: &'q Question,
    evaluations: &'e mut Evaluations<'f>,
    watch: &'e mut Watch<'w>,
    /// Replications that are wanted of each option with the values as stated. More may be known, of a search with other numbers.
    stated: Vec<u64>,
}

impl Asker<'_, '_, '_, '_> {
    /// Simulates all options as stated, those that may be best more often, and says who is compared with whom.
    fn as_stated(&mut self) -> Result<Contest, Unevaluated> {
        let options = self.question.options.len();
        self.stated = vec![self.question.as_stated().end; options];
        self.ask((0..options).map(|option| (Vec::new(), option, self.question.as_stated())).collect::<Vec<_>>())?;
        let first = self.best_first()[0];
        let is_near = |option: &usize| {
            let behind = self.stated_difference(*option, first);
            *option == first || behind.estimate_at(NEAR).lower <= 0.0
        };
        let near: Vec<usize> = (0..options).filter(is_near).collect();
        if near.len() > 1 {
            let replications = self.question.replications.saturating_mul(STATED_AT_MOST);
            near.iter().for_each(|&option| self.stated[option] = replications);
            self.ask(near.into_iter().map(|option| (Vec::new(), option, 0..replications)).collect::<Vec<_>>())?;
        }
        let order = self.best_first();
        Ok(Contest { preferred: order[0], runner_up: order.get(1).copied(), reference: self.question.reference })
    }

    /// The replications of an option with the values as stated.
    fn stated(&self, option: usize) -> Range<u64> {
        0..self.stated[option]
    }

    /// The criterion of an option less that of another with the values as stated, in as many replications as both have.
    fn stated_difference(&self, option: usize, other: usize) -> Tally {
        self.difference(&[], option, other, 0..self.stated[option].min(self.stated[other]))
    }

    /// Simulates these options (positions in the question) at these points.
    fn ask(&mut self, wanted: impl IntoIterator<Item = (Values, usize, Range<u64>)>) -> Result<(), Unevaluated> {
        let option = |at: usize| self.question.options[at];
        let want = |(values, at, replications)| Want { values, option: option(at), replications };
        let wants: Vec<Want> = wanted.into_iter().map(want).collect();
        self.evaluations.fetch(&wants, self.watch)
    }

    /// The rows of an option at a point, one for each replication.
    fn rows(&self, values: &[(String, f64)], option: usize, replications: Range<u64>) -> Vec<&[f64]> {
        let want = Want { values: values.to_vec(), option: self.question.options[option], replications };
        self.evaluations.rows(&want).collect()
    }

    /// One number of the rows.
    fn values(&self, values: &[(String, f64)], option: usize, place: usize, replications: Range<u64>) -> Vec<f64> {
        self.rows(values, option, replications).into_iter().map(|row| row[place]).collect()
    }

    /// The numbers of an option at a point.
    fn level(&self, values: &[(String, f64)], option: usize, replications: Range<u64>) -> Level {
        Level::of(&self.rows(values, option, replications))
    }

    /// The criterion of an option less that of another at the same point, replication by replication.
    fn difference(&self, values: &[(String, f64)], option: usize, other: usize, replications: Range<u64>) -> Tally {
        self.differences(values, option, other, replications).into_iter().collect()
    }

    fn differences(&self, values: &[(String, f64)], option: usize, other: usize, replications: Range<u64>) -> Vec<f64> {
        let place = self.question.place();
        let one = self.values(values, option, place, replications.clone());
        one.iter().zip(self.values(values, other, place, replications)).map(|(one, other)| one - other).collect()
    }

    /// The mean of the same with an interval of this level, sharpened by what the two differ by as stated, which is known from more
    /// replications.
    fn behind(
        &self,
        values: &[(String, f64)],
        option: usize,
        other: usize,
        replications: Range<u64>,
        level: f64,
    ) -> Estimate {
        let here = self.differences(values, option, other, replications.clone());
        let companions = self.differences(&[], option, other, replications);
        controlled(&here, &companions, &self.stated_difference(option, other), level)
    }

    /// The options by their mean criterion as stated, the smallest first.
    fn best_first(&self) -> Vec<usize> {
        let place = self.question.place();
        let mean =
            |option: usize| self.values(&[], option, place, self.stated(option)).into_iter().collect::<Tally>().mean();
        let mut order: Vec<(usize, f64)> = (0..self.question.options.len()).map(|at| (at, mean(at))).collect();
        order.sort_by(|one, other| one.1.total_cmp(&other.1));
        order.into_iter().map(|(option, _)| option).collect()
    }
}
