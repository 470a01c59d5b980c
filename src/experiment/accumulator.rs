//! Adding up replications of one option.

use std::ops::Range;

use super::Record;
use super::results::{Month, OptionResults, TimeToDischarge};
use super::sums::{Counts, MonthCounts, MonthTallies, Shape, Tallies};
use crate::model::dates::{days_between, plus_days, weekday};
use crate::model::{
    AttributableTo, CareSystem, CensusColumn, Date, DelayReason, HospitalKind, Measure, Outcome, OutcomeColumn,
};

/// The results of one option so far.
///
/// Counts are exact: they are added in any order. Means depend in their last digit on the order of adding, so a result is defined
/// block by block: each block of replications is tallied by itself, and the tallies of the blocks are merged in order. Blocks that
/// were simulated elsewhere then give the same bytes.
pub(super) struct Accumulator {
    option: usize,
    measures: usize,
    target_day: usize,
    /// Where [`Outcome::DayTargetFirstMet`] stands, where there is a target.
    first_met: Option<OutcomeColumn>,
    months: Vec<CalendarMonth>,
    columns: Columns,
    counts: Counts,
    /// Of all blocks so far.
    tallies: Tallies,
    /// Of the last block.
    block: Tallies,
}

/// Where the measures that months are made of stand in a census.
struct Columns {
    delayed: CensusColumn,
    acute: CensusColumn,
    community: CensusColumn,
    reasons: [CensusColumn; DelayReason::ALL.len()],
    attributions: [CensusColumn; AttributableTo::ALL.len()],
}

/// A month of the calendar, and where its days stand in the period.
struct CalendarMonth {
    first: Date,
    whole: bool,
    days: Range<usize>,
    /// The last Thursday, where it lies in the period.
    snapshot: Option<(usize, Date)>,
}

impl Accumulator {
    pub fn new(system: &CareSystem, option: usize, options: usize) -> Self {
        let measures = Measure::all(system);
        let outcomes = Outcome::all(system);
        let days = system.period.days as usize;
        let at = |measure: Measure| measure.column(system);
        let target_day = system.target.map_or(days - 1, |target| {
            usize::try_from(days_between(system.period.start, target.by)).unwrap_or(0).min(days - 1)
        });
        let months = months(system);
        let shape = Shape {
            measures: measures.len(),
            days,
            outcomes: outcomes.len(),
            options,
            months: months.len(),
            pathways: system.pathways.len(),
        };
        Self {
            option,
            measures: measures.len(),
            target_day,
            first_met: Outcome::DayTargetFirstMet.find(system),
            months,
            columns: Columns {
                delayed: at(Measure::Delayed),
                acute: at(Measure::DelayedIn(HospitalKind::Acute)),
                community: at(Measure::DelayedIn(HospitalKind::Community)),
                reasons: DelayReason::ALL.map(|reason| at(Measure::DelayedBecause(reason))),
                attributions: AttributableTo::ALL.map(|to| at(Measure::DelayedAttributableTo(to))),
            },
            counts: Counts::new(&shape),
            tallies: Tallies::new(&shape),
            block: Tallies::new(&shape),
        }
    }

    /// Adds a block of replications, each with the records of all options of the experiment, of which this one and the reference
    /// stand at these positions.
    pub fn add_block(&mut self, block: &[Vec<Record>], this: usize, reference: usize) {
        self.block.clear();
        for records in block {
            self.add(records, this, reference);
        }
        self.tallies.merge(&self.block);
    }

    fn add(&mut self, records: &[Record], this: usize, reference: usize) {
        let (record, reference) = (&records[this], &records[reference]);
        for (day, census) in record.daily.chunks_exact(self.measures).enumerate() {
            for (histograms, &count) in self.counts.daily.iter_mut().zip(census) {
                histograms[day].record(count);
            }
        }
        for (at, (&outcome, &other)) in record.outcomes.iter().zip(&reference.outcomes).enumerate() {
            self.block.outcomes[at].record(outcome);
            self.block.differences[at].record(outcome - other);
        }
        let at_target = self.target_day * self.measures + self.columns.delayed.position();
        self.counts.delayed_on_target_day.record(record.daily[at_target]);
        for (tally, other) in self.block.delayed_against.iter_mut().zip(records) {
            tally.record(f64::from(record.daily[at_target]) - f64::from(other.daily[at_target]));
        }
        if let Some(day) = self.first_met.map(|column| column.of(&record.outcomes)).filter(|day| !day.is_nan()) {
            self.counts.day_target_first_met.record(day as u32);
        }
        self.add_months(record);
        let waits = self.counts.waits.iter_mut().zip(&mut self.block.waits);
        for ((days, tallies), record) in waits.zip(&record.waits) {
            let patients = record.patients();
            if patients == 0 {
                continue;
            }
            for (midnights, &patients) in record.midnights.iter().enumerate() {
                days.record_many(midnights as u32, patients);
            }
            tallies.mean_days.record(record.seconds as f64 / 86_400.0 / f64::from(patients));
            tallies.left_same_day.record(f64::from(record.midnights[0]) / f64::from(patients));
        }
    }

    fn add_months(&mut self, record: &Record) {
        let Self { months, columns, measures, counts, block, .. } = self;
        for (month, (counts, tallies)) in months.iter().zip(counts.months.iter_mut().zip(&mut block.months)) {
            let days = month.days.clone();
            let total = |column: CensusColumn| {
                days.clone().map(|day| record.daily[day * *measures + column.position()]).sum::<u32>()
            };
            counts.delayed_days.record(total(columns.delayed));
            tallies.acute.record(total(columns.acute).into());
            tallies.community.record(total(columns.community).into());
            for (tally, &column) in tallies.by_reason.iter_mut().zip(&columns.reasons) {
                tally.record(total(column).into());
            }
            for (tally, &column) in tallies.by_attribution.iter_mut().zip(&columns.attributions) {
                tally.record(total(column).into());
            }
            if let Some((day, _)) = month.snapshot {
                counts.snapshot.record(record.daily[day * *measures + columns.delayed.position()]);
            }
        }
    }

    /// What was counted so far.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The tallies of the last block.
    pub fn last_block(&self) -> &Tallies {
        &self.block
    }

    /// Adds what was counted elsewhere; false, and nothing added, when it is not of this system.
    pub fn add_counts(&mut self, counts: &Counts) -> bool {
        let fits = self.counts.is_like(counts);
        if fits {
            self.counts.merge(counts);
        }
        fits
    }

    /// Adds the tallies of the next block, which was simulated elsewhere; false, and nothing added, when they are not of this
    /// system.
    pub fn add_tallies(&mut self, block: &Tallies) -> bool {
        let fits = self.tallies.is_like(block);
        if fits {
            self.tallies.merge(block);
        }
        fits
    }

    /// Half-width of the 95 % interval of the mean count on the target day.
    pub fn half_width_on_target_day(&self) -> f64 {
        self.counts.delayed_on_target_day.estimate().half_width()
    }

    pub fn finish(self, system: &CareSystem) -> OptionResults {
        let option = &system.options[self.option];
        let (counts, tallies) = (self.counts, self.tallies);
        let months = self.months.into_iter().zip(counts.months).zip(tallies.months);
        let waits = counts.waits.into_iter().zip(tallies.waits);
        OptionResults {
            option: self.option,
            id: option.id.clone(),
            title: option.title.clone(),
            daily: counts.daily,
            outcomes: tallies.outcomes,
            delayed_on_target_day: counts.delayed_on_target_day,
            day_target_first_met: counts.day_target_first_met,
            differences: tallies.differences,
            delayed_against: tallies.delayed_against,
            monthly: months.map(|((month, counts), tallies)| month.finish(counts, tallies)).collect(),
            time_to_discharge: waits
                .map(|(days, tallies)| TimeToDischarge {
                    days,
                    mean_days: tallies.mean_days,
                    left_same_day: tallies.left_same_day,
                })
                .collect(),
        }
    }
}

impl CalendarMonth {
    fn finish(self, counts: MonthCounts, tallies: MonthTallies) -> Month {
        Month {
            first: self.first,
            days: self.days.len() as u32,
            whole: self.whole,
            delayed_days: counts.delayed_days,
            delayed_days_acute: tallies.acute,
            delayed_days_community: tallies.community,
            delayed_days_by_reason: tallies.by_reason,
            delayed_days_by_attribution: tallies.by_attribution,
            snapshot: self.snapshot.map(|(_, date)| (date, counts.snapshot)),
        }
    }
}

/// The calendar months that the period touches.
fn months(system: &CareSystem) -> Vec<CalendarMonth> {
    let period = &system.period;
    let date = |day: u32| plus_days(period.start, day.into());
    let mut months: Vec<CalendarMonth> = Vec::new();
    for day in 0..period.days {
        let at = day as usize;
        let today = date(day);
        match months.last_mut().filter(|month| same_month(month.first, today)) {
            Some(month) => month.days.end = at + 1,
            None => months.push(CalendarMonth { first: today, whole: false, days: at..at + 1, snapshot: None }),
        }
        if let Some(month) = months.last_mut() {
            let tomorrow = plus_days(today, 1);
            month.whole = month.first.day() == 1 && !same_month(today, tomorrow);
            // The last Thursday has no other in the seven days after it.
            if weekday(today) == 3 && !same_month(today, plus_days(today, 7)) {
                month.snapshot = Some((at, today));
            }
        }
    }
    months
}

fn same_month(one: Date, other: Date) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}
