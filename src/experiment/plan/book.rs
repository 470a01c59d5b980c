//! What a search knows: the trials of every point it asked for, and what follows from them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Evaluated, FRESH, Goal, Point, Question, Step, Trial, Trials, Verdict, estimate};
use crate::statistics::{Estimate, Tally};

/// The level at which a pair of points speaks against monotone structure: there are many pairs.
const AGAINST: f64 = 0.9999;

/// The level of everything that is shown.
const SHOWN: f64 = 0.95;

/// The trials so far.
pub struct Book<'a, T> {
    pub question: &'a Question,
    trials: &'a mut T,
    known: BTreeMap<Point, Vec<Trial>>,
    verdicts: BTreeMap<Point, (Verdict, bool)>,
    pub refuted: Vec<Point>,
    /// More of a lever never made the measure worse, or raised the count.
    pub is_monotone: bool,
    /// More of a lever never made the plan cheaper.
    pub is_dearer: bool,
    /// No point is feasible, and none is left of which that is not known.
    pub nothing_is_left: bool,
}

impl<'a, T: Trials> Book<'a, T> {
    pub fn new(question: &'a Question, trials: &'a mut T) -> Self {
        Self {
            question,
            trials,
            known: BTreeMap::new(),
            verdicts: BTreeMap::new(),
            refuted: Vec::new(),
            is_monotone: true,
            is_dearer: question.prices.level.iter().all(|price| *price >= 0.0),
            nothing_is_left: false,
        }
    }

    /// Looks at the ends: every lever at its least and at its most, alone and together. They tell most about monotone structure.
    pub fn probe(&mut self) -> Result<(), T::Error> {
        let (least, most) = (self.question.least(), self.question.most());
        let mut points = vec![least.clone(), most.clone()];
        for lever in 0..least.len() {
            let (mut alone, mut without) = (least.clone(), most.clone());
            (alone[lever], without[lever]) = (most[lever], 0);
            points.extend([alone, without]);
        }
        points.sort();
        points.dedup();
        let first = self.question.stages()[0];
        self.know(&points, first)
    }

    /// Knows so many trials of each of these points, and of every lever at its least.
    pub fn know(&mut self, points: &[Point], replications: u64) -> Result<(), T::Error> {
        let mut all: Vec<Point> = points.to_vec();
        if !self.question.prices.are_all {
            all.push(self.question.least());
        }
        all.sort();
        all.dedup();
        all.retain(|point| self.replications(point) < replications);
        let wants: Vec<_> = all.iter().map(|point| (point.clone(), self.replications(point)..replications)).collect();
        self.trials.fetch(&wants)?;
        for point in all {
            let trials = self.trials.trials(&point, 0..replications);
            self.known.insert(point.clone(), trials);
            self.test_structure(&point);
        }
        Ok(())
    }

    /// Trials of a point.
    pub fn replications(&self, point: &Point) -> u64 {
        self.known.get(point).map_or(0, |trials| trials.len() as u64)
    }

    /// Points of which anything is known.
    pub fn points(&self) -> Vec<Point> {
        self.known.keys().cloned().collect()
    }

    fn trials(&self, point: &Point) -> &[Trial] {
        self.known.get(point).map_or(&[], Vec::as_slice)
    }

    /// Paired differences of two points, the first less the second.
    pub fn difference(&self, one: &Point, other: &Point, of: impl Fn(&Trial) -> f64) -> Tally {
        self.trials(one).iter().zip(self.trials(other)).map(|(one, other)| of(one) - of(other)).collect()
    }

    /// Whether the pairs with this point speak against monotone structure.
    fn test_structure(&mut self, point: &Point) {
        let is_below = |one: &Point, other: &Point| one != other && one.iter().zip(other).all(|(a, b)| a <= b);
        let sign = if matches!(self.question.goal, Goal::AtLeast(_)) { 1.0 } else { -1.0 };
        let (mut is_monotone, mut is_dearer) = (self.is_monotone, self.is_dearer);
        for other in self.known.keys() {
            let (below, above) = match () {
                () if is_below(point, other) => (point, other),
                () if is_below(other, point) => (other, point),
                () => continue,
            };
            if is_monotone {
                let better = self.difference(above, below, |trial| sign * trial.measure).estimate_at(AGAINST);
                is_monotone = better.upper >= 0.0;
            }
            if is_dearer && !self.question.prices.are_all {
                let price = self.question.price(above) - self.question.price(below);
                let more = self.difference(above, below, |trial| trial.accounts).estimate_at(AGAINST);
                is_dearer = more.upper + price >= 0.0;
            }
        }
        (self.is_monotone, self.is_dearer) = (is_monotone, is_dearer);
    }

    /// Pounds at a point, replication by replication, against every lever at its least.
    fn costs(&self, point: &Point, day_price: f64) -> Tally {
        self.costs_of(point, self.trials(point), self.trials(&self.question.least()), day_price)
    }

    fn costs_of(&self, point: &Point, here: &[Trial], least: &[Trial], day_price: f64) -> Tally {
        let price = self.question.price(point);
        let least = if self.question.prices.are_all { here } else { least };
        let costs = here.iter().zip(least);
        costs.map(|(here, least)| price + here.accounts - least.accounts + day_price * here.days).collect()
    }

    /// What a plan at this point costs.
    pub fn cost(&self, point: &Point, level: f64) -> Estimate {
        self.costs(point, 0.0).estimate_at(level)
    }

    /// What is minimised, replication by replication: pounds, those for delayed days included where the goal has a price for them.
    pub fn extra(&self, one: &Point, other: &Point) -> Tally {
        let (price, day) = (self.question.price(one) - self.question.price(other), self.question.day_price());
        self.trials(one)
            .iter()
            .zip(self.trials(other))
            .map(|(one, other)| price + one.accounts - other.accounts + day * (one.days - other.days))
            .collect()
    }

    /// The mean number of delayed patients.
    pub fn delayed(&self, point: &Point) -> f64 {
        self.trials(point).iter().map(|trial| trial.delayed).collect::<Tally>().mean()
    }

    /// The mean of what is minimised.
    pub fn total(&self, point: &Point) -> f64 {
        self.costs(point, self.question.day_price()).mean()
    }

    fn measure(&self, point: &Point, level: f64) -> Estimate {
        estimate(self.trials(point).iter().map(|trial| trial.measure), level)
    }

    /// Decides about a point, with as few replications as that takes.
    pub fn verdict(&mut self, point: &Point) -> Result<Verdict, T::Error> {
        if let Some((verdict, _)) = self.verdicts.get(point) {
            return Ok(*verdict);
        }
        let level = self.question.level(self.question.decisions());
        let stages = self.question.stages();
        for (at, &replications) in stages.iter().enumerate() {
            self.know(std::slice::from_ref(point), replications)?;
            let is_last = at + 1 == stages.len();
            let (meets, affords) = (self.meets(point, level), self.affords(point, level));
            let by_mean = |(answer, is_sure): (bool, bool)| (is_sure || is_last).then_some(answer);
            let verdict = match (by_mean(meets), by_mean(affords)) {
                // A point that is both rules out more as one that falls short.
                (Some(false), _) => Verdict::Short,
                (_, Some(false)) => Verdict::Dear,
                (Some(true), Some(true)) => Verdict::Feasible,
                _ => continue,
            };
            let is_sure = match verdict {
                Verdict::Dear => affords.1,
                Verdict::Short => meets.1,
                Verdict::Feasible => meets.1 && affords.1,
            };
            self.verdicts.insert(point.clone(), (verdict, !is_sure));
            return Ok(verdict);
        }
        Ok(Verdict::Short)
    }

    /// Whether a point meets the goal by its mean, and whether its interval says so too.
    fn meets(&self, point: &Point, level: f64) -> (bool, bool) {
        let measure = self.measure(point, level);
        match self.question.goal {
            Goal::AtLeast(bound) => (measure.mean >= bound, measure.lower >= bound || measure.upper < bound),
            Goal::AtMost(bound) => (measure.mean <= bound, measure.upper <= bound || measure.lower > bound),
            Goal::Cheapest(_) => (true, true),
        }
    }

    /// Whether a point costs no more than the budget by its mean, and whether its interval says so too.
    fn affords(&self, point: &Point, level: f64) -> (bool, bool) {
        let Some(budget) = self.question.budget else { return (true, true) };
        let cost = self.cost(point, level);
        (cost.mean <= budget, cost.upper <= budget || cost.lower > budget)
    }

    /// Whether the mean cost is within the budget, and fresh replications have not said otherwise.
    pub fn is_within(&self, point: &Point) -> bool {
        let is_dear = || matches!(self.verdicts.get(point), Some((Verdict::Dear, _)));
        self.affords(point, SHOWN).0 && !(self.refuted.contains(point) && is_dear())
    }

    /// Whether a point is known to be refused without simulating it: its stated price alone is above the budget.
    pub fn is_too_dear(&self, point: &[u32]) -> bool {
        self.question.prices.are_all && self.question.budget.is_some_and(|budget| self.question.price(point) > budget)
    }

    /// Takes back that a point is feasible. The next plan gets other fresh replications: these have now decided something.
    pub fn refute(&mut self, point: &Point, verdict: Verdict) {
        self.verdicts.insert(point.clone(), (verdict, true));
        self.refuted.push(point.clone());
    }

    /// The best of these points, and those that cannot be told from it: paired differences in stages, the beaten left behind.
    /// `extra` is how much worse one point is than another, replication by replication.
    pub fn screened(
        &mut self,
        mut candidates: Vec<Point>,
        mean: impl Fn(&Self, &Point) -> f64,
        extra: impl Fn(&Self, &Point, &Point) -> Tally,
    ) -> Result<(Point, Vec<Point>), T::Error> {
        candidates.sort();
        candidates.dedup();
        let level = self.question.level(candidates.len() as f64 - 1.0);
        let mut best = candidates.first().cloned().unwrap_or_else(|| self.question.least());
        for replications in self.question.stages() {
            self.know(&candidates, replications)?;
            let lowest = candidates.iter().min_by(|one, other| mean(self, one).total_cmp(&mean(self, other)));
            best = lowest.cloned().unwrap_or(best);
            // A point may be known from an earlier question with more replications than this stage.
            let is_beaten = |point: &Point| extra(self, point, &best).estimate_at(level).lower > 0.0;
            let left = candidates.iter().filter(|point| **point == best || !is_beaten(point)).cloned().collect();
            candidates = left;
            if candidates.len() < 2 {
                break;
            }
        }
        candidates.retain(|point| *point != best);
        Ok((best, candidates))
    }

    /// What one step of each lever does at a point: upwards, or the last one where there is no more.
    pub fn steps(&mut self, point: &Point) -> Result<Vec<Step>, T::Error> {
        let most = self.question.most();
        let pairs: Vec<(usize, Point, Point)> = (0..point.len())
            .filter(|&lever| most[lever] > 0)
            .map(|lever| {
                let mut other = point.clone();
                let is_up = point[lever] < most[lever];
                other[lever] = if is_up { point[lever] + 1 } else { point[lever] - 1 };
                if is_up { (lever, point.clone(), other) } else { (lever, other, point.clone()) }
            })
            .collect();
        let points: Vec<Point> = pairs.iter().flat_map(|(_, from, to)| [from.clone(), to.clone()]).collect();
        self.know(&points, self.question.steps)?;
        Ok(pairs.into_iter().map(|(lever, from, to)| self.step(lever, from, to)).collect())
    }

    fn step(&self, lever: usize, from: Point, to: Point) -> Step {
        let price = self.question.price(&to) - self.question.price(&from);
        let more: Tally = {
            let pairs = self.trials(&to).iter().zip(self.trials(&from));
            pairs.map(|(to, from)| price + to.accounts - from.accounts).collect()
        };
        let fewer = self.difference(&from, &to, |trial| trial.delayed);
        // A ratio of means: its variance by linearisation, that is of `fewer - ratio * more` (Taylor; W. G. Cochran, Sampling
        // Techniques, 1977, section 6.3). Only where the cost is clearly above zero.
        let per_100_000 = (more.estimate_at(SHOWN).lower > 0.0).then(|| {
            let ratio = fewer.mean() / more.mean();
            let pairs = self.trials(&from).iter().zip(self.trials(&to));
            let rest: Tally = pairs
                .map(|(from, to)| from.delayed - to.delayed - ratio * (price + to.accounts - from.accounts))
                .collect();
            let half_width = rest.estimate_at(SHOWN).half_width() / more.mean();
            let scaled = |value: f64| value * 100_000.0;
            Estimate {
                mean: scaled(ratio),
                lower: scaled(ratio - half_width),
                upper: scaled(ratio + half_width),
                level: SHOWN,
                replications: fewer.observations(),
            }
        });
        Step { lever, from, to, fewer: fewer.estimate_at(SHOWN), more: more.estimate_at(SHOWN), per_100_000 }
    }

    /// The replications that have decided nothing so far.
    pub fn fresh_range(&self) -> Range<u64> {
        let from = FRESH + self.refuted.len() as u64 * self.question.fresh;
        from..from + self.question.fresh
    }

    /// What a point achieves and costs in fresh replications.
    pub fn fresh(&mut self, point: &Point) -> Result<Evaluated, T::Error> {
        let range = self.fresh_range();
        let least = self.question.least();
        let mut wants = vec![(point.clone(), range.clone())];
        if !self.question.prices.are_all && *point != least {
            wants.push((least.clone(), range.clone()));
        }
        self.trials.fetch(&wants)?;
        let here = self.trials.trials(point, range.clone());
        let least = self.trials.trials(&least, range);
        Ok(self.evaluation(point, &here, &least))
    }

    fn evaluation(&self, point: &Point, here: &[Trial], least: &[Trial]) -> Evaluated {
        let costs = |day: f64| self.costs_of(point, here, least, day).estimate_at(SHOWN);
        let verdict = self.verdicts.get(point).copied();
        Evaluated {
            point: point.clone(),
            replications: here.len() as u64,
            measure: estimate(here.iter().map(|trial| trial.measure), SHOWN),
            delayed: here.iter().map(|trial| trial.delayed).collect::<Tally>().estimate_at(SHOWN),
            cost: costs(0.0),
            total: costs(self.question.day_price()),
            verdict: verdict.map(|(verdict, _)| verdict),
            is_doubtful: verdict.is_some_and(|(_, is_doubtful)| is_doubtful),
        }
    }

    /// Every point that was simulated.
    pub fn evaluated(&self) -> Vec<Evaluated> {
        let least = self.trials(&self.question.least());
        self.known.iter().map(|(point, here)| self.evaluation(point, here, least)).collect()
    }
}
