//! Each assumption at its low and at its high, the others as stated.

use std::ops::Range;

use serde::Serialize;

use super::super::evaluations::{Unevaluated, Values};
use super::super::from_zero;
use super::ranges::{Ranged, together as joined};
use super::{Asker, Check, Contest, Examined, Together, level_for_all};
use crate::statistics::{Estimate, Tally, controlled};

/// Level at which an option is so far behind at an end that it is not simulated there any further.
const FAR_BEHIND: f64 = 0.99;

/// Parts of the way from the stated values to the ends that are tried for all assumptions together.
const REACHES: u32 = 16;

/// What an option comes to: means with their 95 % intervals.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Level {
    /// Patients delayed on the target day (the last day, where there is no target).
    pub delayed: Estimate,
    /// Sum of the midnight counts of the period.
    pub delayed_days: Estimate,
    /// Share of replications at the target on its day, with its Wilson interval; `None` without a target.
    pub target_met: Option<Estimate>,
    /// Pounds under all headings.
    pub total_cost: Estimate,
}

impl Level {
    pub(super) fn of(rows: &[&[f64]]) -> Self {
        let tally = |place: usize| -> Tally { rows.iter().map(|row| row[place]).collect() };
        let met = tally(2);
        Self {
            delayed: from_zero(tally(0).estimate()),
            delayed_days: from_zero(tally(1).estimate()),
            target_met: (!met.is_empty()).then(|| met.share()),
            total_cost: tally(3).estimate(),
        }
    }
}

/// By how much the numbers of an option differ between two points, replication by replication.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Change {
    pub delayed: Estimate,
    pub delayed_days: Estimate,
    /// Of the share of replications at the target; `None` without a target.
    pub target_met: Option<Estimate>,
    pub total_cost: Estimate,
}

impl Change {
    fn between(from: &[&[f64]], to: &[&[f64]]) -> Self {
        let tally = |place: usize| -> Tally { from.iter().zip(to).map(|(from, to)| to[place] - from[place]).collect() };
        let met = tally(2);
        Self {
            delayed: tally(0).estimate(),
            delayed_days: tally(1).estimate(),
            target_met: (!met.is_empty()).then(|| met.estimate()),
            total_cost: tally(3).estimate(),
        }
    }
}

/// What was found with an assumption at one end of its range.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct End {
    pub value: f64,
    /// Replications behind the numbers of the preferred option.
    pub replications: u64,
    /// The preferred option; its count, and the leads below, sharpened by what they are as stated, known from more replications.
    pub preferred: Level,
    /// The same, less what it is as stated.
    pub change: Change,
    /// The runner-up less the preferred option by the criterion, here.
    pub lead: Option<Estimate>,
    /// The same, less what it is as stated.
    pub lead_change: Option<Estimate>,
    /// The reference less the preferred option.
    pub over_reference: Option<Estimate>,
    pub over_reference_change: Option<Estimate>,
    /// The option with the smallest mean here.
    pub best: usize,
    /// Options other than the preferred one that are not far behind here.
    pub contenders: Vec<usize>,
}

/// From the low of an assumption to its high.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Swing {
    /// Of the preferred option.
    pub change: Change,
    /// Of the runner-up less the preferred option.
    pub lead: Option<Estimate>,
    /// Of the reference less the preferred option.
    pub over_reference: Option<Estimate>,
    /// Whether the count of the preferred option changes, beyond chance for all assumptions together.
    pub is_count_told: bool,
    /// Whether the lead does.
    pub is_lead_told: bool,
    /// Whether at either end no option has another count on the target day, or other delayed days, than as stated in any of the
    /// first replications: what it changes is then taken to be money alone.
    pub is_money_alone: bool,
}

/// An assumption at its two ends, and what is simulated there.
struct Pair<'r> {
    ranged: &'r Ranged,
    points: [Values; 2],
    replications: Range<u64>,
    is_money_alone: bool,
    /// For each end the options that are simulated there with all replications.
    running: [Vec<usize>; 2],
}

/// Every assumption at both ends, and from the one to the other.
pub(super) fn look(
    asker: &mut Asker,
    contest: &Contest,
    ranged: &[Ranged],
) -> Result<Vec<(End, End, Swing)>, Unevaluated> {
    let (options, first) = (0..asker.question.options.len(), asker.question.at_first());
    let points = |one: &Ranged| [one.at(one.low.value), one.at(one.high.value)];
    let all = ranged.iter().flat_map(points).flat_map(|point| options.clone().map(move |at| (point.clone(), at)));
    asker.ask(all.map(|(point, option)| (point, option, first.clone())))?;
    let pairs: Vec<Pair> = ranged
        .iter()
        .map(|one| {
            let points = points(one);
            let is_money_alone = points.iter().all(|point| is_money_alone(asker, point));
            Pair {
                ranged: one,
                replications: if is_money_alone { first.clone() } else { asker.question.at_end() },
                is_money_alone,
                running: points.each_ref().map(|point| running(asker, contest, point)),
                points,
            }
        })
        .collect();
    let wanted = pairs.iter().flat_map(|pair| {
        pair.points.iter().zip(&pair.running).flat_map(|(point, running)| {
            running.iter().map(|&option| (point.clone(), option, pair.replications.clone()))
        })
    });
    asker.ask(wanted)?;
    let told = level_for_all(ranged.len());
    Ok(pairs.iter().map(|pair| pair.found(asker, contest, told)).collect())
}

/// Whether no option has another count, or other delayed days, than as stated in any of the first replications.
fn is_money_alone(asker: &Asker, point: &Values) -> bool {
    let counts = |point: &[(String, f64)], option: usize| -> Vec<[f64; 2]> {
        asker.rows(point, option, asker.question.at_first()).iter().map(|row| [row[0], row[1]]).collect()
    };
    (0..asker.question.options.len()).all(|option| counts(point, option) == counts(&[], option))
}

/// The options that may be wanted at a point: those whose numbers are wanted everywhere, and those not far behind.
fn running(asker: &Asker, contest: &Contest, point: &Values) -> Vec<usize> {
    let main = contest.main();
    let others = (0..asker.question.options.len()).filter(|option| !main.contains(option));
    let is_near = |option: &usize| {
        asker.behind(point, *option, contest.preferred, asker.question.at_first(), FAR_BEHIND).lower <= 0.0
    };
    main.iter().copied().chain(others.filter(is_near)).collect()
}

impl Pair<'_> {
    fn found(&self, asker: &Asker, contest: &Contest, told: f64) -> (End, End, Swing) {
        let values = [self.ranged.low.value, self.ranged.high.value];
        let end = |at: usize| self.end(asker, contest, at, values[at]);
        (end(0), end(1), self.swing(asker, contest, told))
    }

    fn end(&self, asker: &Asker, contest: &Contest, at: usize, value: f64) -> End {
        let (point, replications) = (&self.points[at], || self.replications.clone());
        let rows = |point: &[(String, f64)]| asker.rows(point, contest.preferred, replications());
        let behind = |option: usize| asker.behind(point, option, contest.preferred, replications(), 0.95);
        let moved = |option: usize| self.moved(asker, contest, option, [&Vec::new(), point]);
        let means = self.running[at].iter().map(|&option| (option, behind(option).mean));
        let best = means.min_by(|one, other| one.1.total_cmp(&other.1)).map_or(contest.preferred, |(option, _)| option);
        End {
            value,
            replications: self.replications.end,
            preferred: Level { delayed: self.count(asker, contest.preferred, point), ..Level::of(&rows(point)) },
            change: Change::between(&rows(&[]), &rows(point)),
            lead: contest.runner_up.map(behind),
            lead_change: contest.runner_up.map(|option| moved(option).estimate()),
            over_reference: contest.compared_with().map(behind),
            over_reference_change: contest.compared_with().map(|option| moved(option).estimate()),
            best,
            contenders: self.running[at].iter().copied().filter(|&option| option != contest.preferred).collect(),
        }
    }

    /// The mean count of an option at a point, sharpened by its count as stated.
    fn count(&self, asker: &Asker, option: usize, point: &[(String, f64)]) -> Estimate {
        let counts = |point: &[(String, f64)], replications| asker.values(point, option, 0, replications);
        let (here, stated) = (counts(point, self.replications.clone()), counts(&[], self.replications.clone()));
        let many: Tally = counts(&[], asker.stated(option)).into_iter().collect();
        let found = from_zero(controlled(&here, &stated, &many, 0.95));
        Estimate { mean: found.mean.max(0.0), ..found }
    }

    fn swing(&self, asker: &Asker, contest: &Contest, told: f64) -> Swing {
        let [low, high] = &self.points;
        let rows = |point: &[(String, f64)]| asker.rows(point, contest.preferred, self.replications.clone());
        let moved = |option: usize| self.moved(asker, contest, option, [low, high]);
        let is_told = |tally: &Tally| !tally.estimate_at(told).contains(0.0);
        let counts: Tally = rows(low).iter().zip(rows(high)).map(|(low, high)| high[0] - low[0]).collect();
        Swing {
            change: Change::between(&rows(low), &rows(high)),
            lead: contest.runner_up.map(|option| moved(option).estimate()),
            over_reference: contest.compared_with().map(|option| moved(option).estimate()),
            is_count_told: is_told(&counts),
            is_lead_told: contest.runner_up.is_some_and(|option| is_told(&moved(option))),
            is_money_alone: self.is_money_alone,
        }
    }

    /// By how much an option less the preferred one differs between two points, replication by replication.
    fn moved(&self, asker: &Asker, contest: &Contest, option: usize, [from, to]: [&Values; 2]) -> Tally {
        let place = asker.question.place();
        let behind = |point: &Values| -> Vec<f64> {
            let values = |option| asker.values(point, option, place, self.replications.clone());
            values(option).iter().zip(values(contest.preferred)).map(|(one, other)| one - other).collect()
        };
        behind(from).iter().zip(behind(to)).map(|(from, to)| to - from).collect()
    }
}

/// Every assumption that moves the count beyond chance at the end where the count is low (`sign` -1) or high (1); where the
/// scenario refuses these values together, as far on the way to them as it accepts. `None` where nothing moves the count.
pub(super) fn together(
    asker: &mut Asker,
    contest: &Contest,
    assumptions: &[Examined],
    sign: f64,
    check: Check,
) -> Result<Option<Together>, Unevaluated> {
    let moving = assumptions.iter().filter(|one| one.swing.is_count_told);
    let ends: Vec<(&Ranged, f64)> = moving
        .map(|one| {
            let is_high = one.swing.change.delayed.mean * sign > 0.0;
            (&one.ranged, if is_high { one.high.value } else { one.low.value })
        })
        .collect();
    let accepted = (1..=REACHES).rev().find_map(|part| {
        let reach = f64::from(part) / f64::from(REACHES);
        let value = |ranged: &Ranged, end: f64| ranged.stated + reach * (end - ranged.stated);
        let values = joined(&ends.iter().map(|&(ranged, end)| (ranged, value(ranged, end))).collect::<Vec<_>>());
        check(&values).is_ok().then_some((reach, values))
    });
    let Some((reach, values)) = accepted.filter(|_| !ends.is_empty()) else { return Ok(None) };
    let both = [Some(contest.preferred), contest.runner_up].into_iter().flatten();
    asker.ask(both.map(|option| (values.clone(), option, asker.question.at_end())).collect::<Vec<_>>())?;
    let replications = asker.question.at_end();
    let behind = |option| asker.difference(&values, option, contest.preferred, replications.clone()).estimate();
    Ok(Some(Together {
        assumptions: ends.len(),
        reach,
        preferred: asker.level(&values, contest.preferred, replications.clone()),
        lead: contest.runner_up.map(behind),
    }))
}
