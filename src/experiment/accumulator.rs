//! Adding up replications of one option.

use super::Record;
use super::results::{Month, OptionResults, TimeToDischarge};
use crate::model::dates::{days_between, plus_days, weekday};
use crate::model::{AttributableTo, CareSystem, Date, DelayReason, Measure, Outcome};
use crate::statistics::{Histogram, Tally};

/// The results of one option so far.
pub(super) struct Accumulator {
    option: usize,
    measures: usize,
    /// `daily[measure][day]`.
    daily: Vec<Vec<Histogram>>,
    outcomes: Vec<Tally>,
    differences: Vec<Tally>,
    delayed_against: Vec<Tally>,
    delayed_on_target_day: Histogram,
    target_day: usize,
    day_target_first_met: Histogram,
    first_met: Option<usize>,
    months: Vec<MonthSoFar>,
    columns: Columns,
    waits: Vec<TimeToDischarge>,
}

/// Where the measures that months are made of stand in a census.
struct Columns {
    delayed: usize,
    acute: usize,
    community: usize,
    reasons: [usize; DelayReason::ALL.len()],
    attributions: [usize; AttributableTo::ALL.len()],
}

struct MonthSoFar {
    month: Month,
    days: std::ops::Range<usize>,
    snapshot_day: Option<usize>,
}

impl Accumulator {
    pub fn new(system: &CareSystem, option: usize) -> Self {
        let measures = Measure::all(system);
        let outcomes = Outcome::all(system);
        let days = system.period.days as usize;
        let at = |measure: Measure| measures.iter().position(|&other| other == measure).unwrap_or(0);
        let target_day = system.target.map_or(days - 1, |target| {
            usize::try_from(days_between(system.period.start, target.by)).unwrap_or(0).min(days - 1)
        });
        Self {
            option,
            measures: measures.len(),
            daily: vec![vec![Histogram::new(); days]; measures.len()],
            outcomes: vec![Tally::new(); outcomes.len()],
            differences: vec![Tally::new(); outcomes.len()],
            delayed_against: Vec::new(),
            delayed_on_target_day: Histogram::new(),
            target_day,
            day_target_first_met: Histogram::new(),
            first_met: outcomes.iter().position(|&outcome| outcome == Outcome::DayTargetFirstMet),
            months: months(system),
            columns: Columns {
                delayed: at(Measure::Delayed),
                acute: at(Measure::DelayedIn(crate::model::HospitalKind::Acute)),
                community: at(Measure::DelayedIn(crate::model::HospitalKind::Community)),
                reasons: DelayReason::ALL.map(|reason| at(Measure::DelayedBecause(reason))),
                attributions: AttributableTo::ALL.map(|to| at(Measure::DelayedAttributableTo(to))),
            },
            waits: vec![
                TimeToDischarge { days: Histogram::new(), mean_days: Tally::new(), left_same_day: Tally::new() };
                system.pathways.len()
            ],
        }
    }

    /// Adds one replication: the records of all options of the experiment, of which this one and the reference stand at these
    /// positions.
    pub fn add(&mut self, records: &[Record], this: usize, reference: usize) {
        let (record, reference) = (&records[this], &records[reference]);
        for (day, census) in record.daily.chunks_exact(self.measures).enumerate() {
            for (histograms, &count) in self.daily.iter_mut().zip(census) {
                histograms[day].record(count);
            }
        }
        for (at, (&outcome, &other)) in record.outcomes.iter().zip(&reference.outcomes).enumerate() {
            self.outcomes[at].record(outcome);
            self.differences[at].record(outcome - other);
        }
        let at_target = self.target_day * self.measures + self.columns.delayed;
        self.delayed_on_target_day.record(record.daily[at_target]);
        self.delayed_against.resize(records.len(), Tally::new());
        for (tally, other) in self.delayed_against.iter_mut().zip(records) {
            tally.record(f64::from(record.daily[at_target]) - f64::from(other.daily[at_target]));
        }
        if let Some(day) = self.first_met.map(|at| record.outcomes[at]).filter(|day| !day.is_nan()) {
            self.day_target_first_met.record(day as u32);
        }
        self.add_months(record);
        for (waits, record) in self.waits.iter_mut().zip(&record.waits) {
            let patients = record.patients();
            if patients == 0 {
                continue;
            }
            for (midnights, &patients) in record.midnights.iter().enumerate() {
                waits.days.record_many(midnights as u32, patients);
            }
            waits.mean_days.record(record.seconds as f64 / 86_400.0 / f64::from(patients));
            waits.left_same_day.record(f64::from(record.midnights[0]) / f64::from(patients));
        }
    }

    fn add_months(&mut self, record: &Record) {
        let Self { months, columns, measures, .. } = self;
        for so_far in months {
            let days = so_far.days.clone();
            let total = |column: usize| days.clone().map(|day| record.daily[day * *measures + column]).sum::<u32>();
            let month = &mut so_far.month;
            month.delayed_days.record(total(columns.delayed));
            month.delayed_days_acute.record(total(columns.acute).into());
            month.delayed_days_community.record(total(columns.community).into());
            for (tally, &column) in month.delayed_days_by_reason.iter_mut().zip(&columns.reasons) {
                tally.record(total(column).into());
            }
            for (tally, &column) in month.delayed_days_by_attribution.iter_mut().zip(&columns.attributions) {
                tally.record(total(column).into());
            }
            if let (Some(day), Some((_, counts))) = (so_far.snapshot_day, &mut month.snapshot) {
                counts.record(record.daily[day * *measures + columns.delayed]);
            }
        }
    }

    /// Half-width of the 95 % interval of the mean count on the target day.
    pub fn half_width_on_target_day(&self) -> f64 {
        self.delayed_on_target_day.estimate().half_width()
    }

    pub fn finish(self, system: &CareSystem) -> OptionResults {
        let option = &system.options[self.option];
        OptionResults {
            option: self.option,
            id: option.id.clone(),
            title: option.title.clone(),
            daily: self.daily,
            outcomes: self.outcomes,
            delayed_on_target_day: self.delayed_on_target_day,
            day_target_first_met: self.day_target_first_met,
            differences: self.differences,
            delayed_against: self.delayed_against,
            monthly: self.months.into_iter().map(|so_far| so_far.month).collect(),
            time_to_discharge: self.waits,
        }
    }
}

/// The calendar months that the period touches.
fn months(system: &CareSystem) -> Vec<MonthSoFar> {
    let period = &system.period;
    let date = |day: u32| plus_days(period.start, day.into());
    let mut months: Vec<MonthSoFar> = Vec::new();
    for day in 0..period.days {
        let at = day as usize;
        let today = date(day);
        match months.last_mut().filter(|so_far| same_month(so_far.month.first, today)) {
            Some(so_far) => so_far.days.end = at + 1,
            None => months.push(MonthSoFar { month: empty_month(today), days: at..at + 1, snapshot_day: None }),
        }
        if let Some(so_far) = months.last_mut() {
            so_far.month.days += 1;
            let tomorrow = plus_days(today, 1);
            so_far.month.whole = so_far.month.first.day() == 1 && !same_month(today, tomorrow);
            // The last Thursday has no other in the seven days after it.
            if weekday(today) == 3 && !same_month(today, plus_days(today, 7)) {
                so_far.snapshot_day = Some(at);
                so_far.month.snapshot = Some((today, Histogram::new()));
            }
        }
    }
    months
}

fn same_month(one: Date, other: Date) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

fn empty_month(first: Date) -> Month {
    Month {
        first,
        days: 0,
        whole: false,
        delayed_days: Histogram::new(),
        delayed_days_acute: Tally::new(),
        delayed_days_community: Tally::new(),
        delayed_days_by_reason: [Tally::new(); DelayReason::ALL.len()],
        delayed_days_by_attribution: [Tally::new(); AttributableTo::ALL.len()],
        snapshot: None,
    }
}
