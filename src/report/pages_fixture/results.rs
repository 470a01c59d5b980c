//! The made-up results.

use super::{Fixture, OPTIONS};
use crate::experiment::{Month, OptionResults, Results, Stopping, TimeToDischarge};
use crate::model::dates::{Date, plus_days, weekday};
use crate::model::{CareSystem, Measure, Outcome};
use crate::scenario::Scenario;
use crate::statistics::{Histogram, Tally};

/// Where the counts begin on the first day.
const FIRST: f64 = 159.0;

pub fn results(scenario: &Scenario, fixture: Fixture) -> Results {
    let system = &scenario.system;
    let dates: Vec<Date> = (0..system.period.days).map(|day| plus_days(system.period.start, i64::from(day))).collect();
    let (measures, outcomes) = (Measure::all(system), Outcome::all(system));
    let target_day = scenario
        .system
        .target
        .map_or(dates.len() - 1, |target| dates.iter().position(|&date| date == target.by).unwrap_or_default());
    let runs: Vec<Vec<Run>> = (0..fixture.options)
        .map(|at| (0..fixture.replications).map(|number| run(at, number, &dates)).collect())
        .collect();
    let frame = Frame { system, dates: &dates, measures: &measures, outcomes: &outcomes, target_day };
    let options = (0..fixture.options).map(|at| frame.option(at, &runs)).collect();
    Results {
        seed: 42,
        replications: u64::from(fixture.replications),
        stopping: Stopping::Replications(u64::from(fixture.replications)),
        options,
        reference: 0,
        drawn: None,
        dates: dates.clone(),
        measures,
        outcomes,
    }
}

/// One made-up replication: the delayed count at every midnight.
struct Run {
    option: usize,
    number: u32,
    delayed: Vec<u32>,
}

/// A hash of three numbers as a number between -1 and 1 (SplitMix64's mixer).
fn noise(a: u32, b: u32, c: u32) -> f64 {
    let mut z = (u64::from(a) << 40) ^ (u64::from(b) << 20) ^ u64::from(c);
    z = (z ^ (z >> 30)).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as f64 / u64::MAX as f64 * 2.0 - 1.0
}

fn run(option: usize, number: u32, dates: &[Date]) -> Run {
    let level = OPTIONS[option].3;
    // The same in every option, as common random numbers make it; the rest is the option's own.
    let shared: f64 = (0..4).map(|draw| noise(1, number, draw)).sum::<f64>() * 12.0;
    let own = noise(2 + option as u32, number, 7) * 6.0;
    let count = |day: usize, date: Date| {
        let settled = 1.0 - (-(day as f64) / 35.0).exp();
        let weekend = if weekday(date) >= 5 { 5.0 } else { 0.0 };
        let wave = noise(9, number, day as u32 / 9) * 8.0;
        (FIRST + settled * (level - FIRST + shared + own) + wave + weekend).max(0.0).round() as u32
    };
    Run { option, number, delayed: dates.iter().enumerate().map(|(day, &date)| count(day, date)).collect() }
}

/// What every option is measured against.
struct Frame<'a> {
    system: &'a CareSystem,
    dates: &'a [Date],
    measures: &'a [Measure],
    outcomes: &'a [Outcome],
    target_day: usize,
}

impl Frame<'_> {
    fn option(&self, option: usize, all: &[Vec<Run>]) -> OptionResults {
        let (runs, reference) = (&all[option], &all[0]);
        let tally = |outcome: Outcome, minus: Option<&[Run]>| {
            let mut tally = Tally::new();
            for (at, run) in runs.iter().enumerate() {
                tally.record(self.value(outcome, run) - minus.map_or(0.0, |minus| self.value(outcome, &minus[at])));
            }
            tally
        };
        OptionResults {
            option,
            id: OPTIONS[option].0.into(),
            title: OPTIONS[option].1.into(),
            daily: self.measures.iter().map(|&measure| self.daily(measure, option, runs)).collect(),
            outcomes: self.outcomes.iter().map(|&outcome| tally(outcome, None)).collect(),
            delayed_on_target_day: histogram(runs.iter().map(|run| run.delayed[self.target_day])),
            day_target_first_met: histogram(runs.iter().filter_map(|run| Some(self.first_met(run)? as u32 + 1))),
            delayed_against: all.iter().map(|other| self.against(runs, other)).collect(),
            differences: self.outcomes.iter().map(|&outcome| tally(outcome, Some(reference))).collect(),
            monthly: self.monthly(runs),
            time_to_discharge: self.system.pathways.iter().map(|pathway| time(pathway.number, option)).collect(),
        }
    }

    /// The paired differences of the count on the target day.
    fn against(&self, runs: &[Run], other: &[Run]) -> Tally {
        let count = |run: &Run| f64::from(run.delayed[self.target_day]);
        runs.iter().zip(other).map(|(run, other)| count(run) - count(other)).collect()
    }

    fn first_met(&self, run: &Run) -> Option<usize> {
        let target = self.system.target?.delayed_patients;
        run.delayed.iter().position(|&count| count <= target)
    }

    fn value(&self, outcome: Outcome, run: &Run) -> f64 {
        let days = f64::from(run.delayed.iter().sum::<u32>());
        let target = self.system.target.map_or(0, |target| target.delayed_patients);
        let on_day = run.delayed[self.target_day];
        let met = self.first_met(run);
        let schemes = &self.system.options[run.option].schemes;
        let spend = |scheme: usize| {
            if schemes.contains(&scheme) { 1_950_000.0 + 40_000.0 * noise(3, run.number, 1) } else { 0.0 }
        };
        match outcome {
            Outcome::DelayedOnTargetDay => f64::from(on_day),
            Outcome::TargetMet => f64::from(u8::from(on_day <= target)),
            Outcome::TargetEverMet => f64::from(u8::from(met.is_some_and(|day| day <= self.target_day))),
            Outcome::TargetHeld28Days => 0.0,
            Outcome::DayTargetFirstMet => met.map_or(f64::NAN, |day| day as f64 + 1.0),
            Outcome::Shortfall => f64::from(on_day.saturating_sub(target)),
            Outcome::MeanDelayed => days / run.delayed.len() as f64,
            Outcome::DelayedDays => days,
            Outcome::DelayedOnLastDay => f64::from(run.delayed.last().copied().unwrap_or_default()),
            Outcome::BlockedDaysOutsideHospital => {
                3_000.0 + 900.0 * run.option as f64 + 200.0 * noise(4, run.number, 2)
            }
            Outcome::Moved(scheme) => {
                if schemes.contains(&scheme) {
                    290.0 + 30.0 * noise(5, run.number, 3)
                } else {
                    0.0
                }
            }
            Outcome::Cost(crate::model::CostHeading::Scheme(scheme)) | Outcome::SchemeSpend(scheme) => {
                spend(scheme).round()
            }
            Outcome::Cost(crate::model::CostHeading::Service(_)) => 4_000_000.0 + 20_000.0 * noise(6, run.number, 4),
            Outcome::Cost(_) => 0.0,
            Outcome::TotalCost => self.total(run),
            _ => 100.0 + 10.0 * noise(8, run.number, 5),
        }
    }

    fn total(&self, run: &Run) -> f64 {
        let headings = self.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Cost(_)));
        headings.map(|&outcome| self.value(outcome, run)).sum()
    }

    fn daily(&self, measure: Measure, option: usize, runs: &[Run]) -> Vec<Histogram> {
        let all = runs.len() as u32;
        let schemes = &self.system.options[option].schemes;
        let share =
            |day: usize, share: f64| histogram(runs.iter().map(|run| (f64::from(run.delayed[day]) * share) as u32));
        let days = 0..self.dates.len();
        days.map(|day| match measure {
            Measure::Delayed => share(day, 1.0),
            Measure::DelayedIn(_) => share(day, 0.5),
            Measure::DelayedBecause(_) => share(day, 0.1),
            Measure::BlockedOutsideHospital => spread(12 + 3 * option as u32, all),
            Measure::Moved(scheme) if schemes.contains(&scheme) => spread(day as u32 * 2 + 30, all),
            Measure::Moved(_) | Measure::Spent(_) => spread(0, all),
            _ => spread(20 + day as u32 / 10, all),
        })
        .collect()
    }

    fn monthly(&self, runs: &[Run]) -> Vec<Month> {
        let mut months: Vec<(Date, Vec<usize>)> = Vec::new();
        for (day, &date) in self.dates.iter().enumerate() {
            match months.last_mut() {
                Some((first, days)) if (first.year(), first.month()) == (date.year(), date.month()) => days.push(day),
                _ => months.push((date, vec![day])),
            }
        }
        months.into_iter().map(|(first, days)| self.month(first, &days, runs)).collect()
    }

    fn month(&self, first: Date, days: &[usize], runs: &[Run]) -> Month {
        let sum = |run: &Run| days.iter().map(|&day| run.delayed[day]).sum::<u32>();
        let part = |share: f64| {
            let mut tally = Tally::new();
            runs.iter().for_each(|run| tally.record(f64::from(sum(run)) * share));
            tally
        };
        let thursday = days.iter().rev().find(|&&day| weekday(self.dates[day]) == 3);
        Month {
            first,
            days: days.len() as u32,
            whole: first.day() == 1,
            delayed_days: histogram(runs.iter().map(sum)),
            delayed_days_acute: part(0.8),
            delayed_days_community: part(0.2),
            delayed_days_by_reason: std::array::from_fn(|_| part(0.1)),
            delayed_days_by_attribution: [part(0.58), part(0.21), part(0.21)],
            snapshot: thursday.map(|&day| (self.dates[day], histogram(runs.iter().map(|run| run.delayed[day])))),
        }
    }
}

fn histogram(values: impl Iterator<Item = u32>) -> Histogram {
    let mut histogram = Histogram::new();
    values.for_each(|value| histogram.record(value));
    histogram
}

/// A quarter one lower, half at the value, a quarter one higher.
fn spread(value: u32, times: u32) -> Histogram {
    let mut histogram = Histogram::new();
    histogram.record_many(value.saturating_sub(1), times / 4);
    histogram.record_many(value, times - 2 * (times / 4));
    histogram.record_many(value + 1, times / 4);
    histogram
}

fn time(number: u8, option: usize) -> TimeToDischarge {
    let mut time = TimeToDischarge { days: Histogram::new(), mean_days: Tally::new(), left_same_day: Tally::new() };
    for at in 0..200u32 {
        let mean = f64::from(number) * 4.0 + 1.0 - 0.2 * option as f64;
        time.days.record((mean * (1.0 + noise(7, at, 6)) * 1.2).max(0.0) as u32);
        time.mean_days.record(mean.max(0.2) * (1.0 + 0.1 * noise(7, at, 8)));
        time.left_same_day.record((0.3 - f64::from(number) * 0.07 + 0.01 * noise(7, at, 9)).max(0.0));
    }
    time
}
