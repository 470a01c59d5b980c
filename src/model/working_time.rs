//! Working hours and permitted transfer times, day by day.

use super::Model;
use super::dates::DAY;
use super::parameters::Change;
use crate::engine::Time;

/// When a team works: for each day, the seconds of the day between which it does (equal on a day off).
#[derive(Clone, Debug, Default)]
pub(super) struct WorkingTime {
    /// Seconds worked on a full working day.
    pub day_length: u32,
    pub days: Vec<(u32, u32)>,
}

impl WorkingTime {
    /// The moment when `working_seconds` of work begun at `start` are done; the end of time when that is after the last day.
    pub(crate) fn finish(&self, start: Time, working_seconds: u32) -> Time {
        if self.day_length >= DAY && self.days.is_empty() {
            return start.after(working_seconds);
        }
        let mut left = working_seconds;
        let mut from = start.seconds() % DAY;
        let first = (start.seconds() / DAY) as usize;
        for (day, &(opens, closes)) in self.days.iter().enumerate().skip(first) {
            let begin = opens.max(from);
            from = 0;
            let available = closes.saturating_sub(begin);
            if available >= left && available > 0 {
                return Time::from_seconds(day as u32 * DAY + begin + left);
            }
            left -= available;
        }
        Time::MAX
    }
}

/// When patients of a pathway may leave.
#[derive(Clone, Debug, Default)]
pub(super) struct TransferTimes {
    /// True when they may at any moment.
    pub any_time: bool,
    /// Seconds of the day between which transfers are made.
    pub from: u32,
    pub to: u32,
    /// For each day the probability that a patient who could leave does.
    pub by_day: Vec<f64>,
}

impl TransferTimes {
    /// The next moment from `now` on at which a patient may leave. `permitted(day)` is that patient's uniform draw for a day, and
    /// `hour` the one for the time of day.
    pub(crate) fn next(&self, now: Time, permitted: impl Fn(u32) -> f64, hour: impl FnOnce() -> f64) -> Time {
        if self.any_time {
            return now;
        }
        let mut day = now.seconds() / DAY;
        let mut earliest = (now.seconds() % DAY).max(self.from);
        while let Some(&probability) = self.by_day.get(day as usize) {
            if earliest < self.to && (probability >= 1.0 || permitted(day) < probability) {
                let later = (f64::from(self.to - earliest) * hour()) as u32;
                return Time::from_seconds(day * DAY + earliest + later);
            }
            day += 1;
            earliest = self.from;
        }
        Time::MAX
    }
}

/// A time of day in seconds.
fn seconds_of(hour: f64) -> u32 {
    (hour * 3600.0) as u32
}

impl Model {
    /// When a team works, with the changes that are in force on each day.
    pub(super) fn working_time(&self, team: usize, changes: &[Vec<&Change>]) -> WorkingTime {
        let hours = self.system.teams[team].working_hours;
        let span = (seconds_of(hours.from_hour), seconds_of(hours.to_hour));
        let works = |(day, changes): (usize, &Vec<&Change>)| {
            let (weekday, holiday) = (self.timeline.days()[day].weekday as usize, self.bank_holidays[day]);
            let usual = hours.days[weekday] && (hours.bank_holidays || !holiday);
            let extra = changes.iter().any(|change| {
                matches!(change, Change::TeamWeekends { team: works, days, bank_holidays, .. }
                    if *works == team && if holiday { *bank_holidays } else { days[weekday] })
            });
            if usual || extra { span } else { (0, 0) }
        };
        let always = span == (0, DAY) && hours.days == [true; 7] && hours.bank_holidays;
        let days = if always { Vec::new() } else { changes.iter().enumerate().map(works).collect() };
        WorkingTime { day_length: span.1 - span.0, days }
    }

    /// When patients of a pathway may leave, with the changes that are in force on each day.
    pub(super) fn transfer_times(&self, pathway: usize, changes: &[Vec<&Change>]) -> TransferTimes {
        let transfers = &self.system.pathways[pathway].transfers;
        if transfers.at_any_time() {
            return TransferTimes { any_time: true, ..TransferTimes::default() };
        }
        let probability = |(day, changes): (usize, &Vec<&Change>)| {
            let (weekday, holiday) = (self.timeline.days()[day].weekday as usize, self.bank_holidays[day]);
            let usual = transfers.by_weekday[weekday];
            let usual = if holiday { usual.min(transfers.on_bank_holidays) } else { usual };
            let offered = changes.iter().filter_map(|change| {
                if let Change::TransferWeekends { pathway: of, by_weekday, on_bank_holidays, .. } = change
                    && *of == pathway
                {
                    Some(if holiday { *on_bank_holidays } else { by_weekday[weekday] })
                } else {
                    None
                }
            });
            offered.fold(usual, f64::max)
        };
        TransferTimes {
            any_time: false,
            from: seconds_of(transfers.from_hour),
            to: seconds_of(transfers.to_hour),
            by_day: changes.iter().enumerate().map(probability).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32) -> Time {
        Time::from_seconds(day * DAY + hour * 3600)
    }

    /// Five days from nine to five, then two off, for four weeks.
    fn office() -> WorkingTime {
        let days = (0..28).map(|day| if day % 7 < 5 { (9 * 3600, 17 * 3600) } else { (0, 0) }).collect();
        WorkingTime { day_length: 8 * 3600, days }
    }

    #[test]
    fn work_waits_for_the_morning_and_for_monday() {
        assert_eq!(office().finish(at(0, 10), 2 * 3600), at(0, 12));
        assert_eq!(office().finish(at(0, 16), 2 * 3600), at(1, 10));
        assert_eq!(office().finish(at(4, 16), 2 * 3600), at(7, 10));
        assert_eq!(office().finish(at(5, 3), 8 * 3600), at(7, 17));
        assert_eq!(office().finish(at(27, 3), 3600), Time::MAX);
    }

    #[test]
    fn a_team_that_never_stops_works_through() {
        let always = WorkingTime { day_length: DAY, days: Vec::new() };
        assert_eq!(always.finish(at(3, 5), DAY), at(4, 5));
    }

    #[test]
    fn patients_leave_within_the_hours_and_on_permitted_days() {
        let times =
            TransferTimes { any_time: false, from: 10 * 3600, to: 18 * 3600, by_day: vec![1.0, 0.4, 0.0, 1.0, 1.0] };
        let never = |_| 0.99;
        assert_eq!(times.next(at(0, 3), never, || 0.0), at(0, 10));
        assert_eq!(times.next(at(0, 12), never, || 0.5), at(0, 15));
        assert_eq!(times.next(at(0, 18), never, || 0.0), at(3, 10));
        assert_eq!(times.next(at(0, 18), |_| 0.3, || 0.0), at(1, 10));
        assert_eq!(times.next(at(4, 19), never, || 0.0), Time::MAX);
    }
}
