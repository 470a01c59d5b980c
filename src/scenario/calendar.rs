//! Dates, weekdays, hours of the day, and the times at which patients may leave.

use super::problems::{Place, Problem};
use super::quantities::Rule;
use super::reader::{Reader, wrong_kind};
use super::tree::{Node, Value};
use crate::model::Date;
use crate::model::parameters::{Transfers, WorkingHours};

/// Years that a scenario may be about: any other is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// The words for each weekday, Monday first.
const WEEKDAYS: [[&str; 2]; 7] = [
    ["mon", "monday"],
    ["tue", "tuesday"],
    ["wed", "wednesday"],
    ["thu", "thursday"],
    ["fri", "friday"],
    ["sat", "saturday"],
    ["sun", "sunday"],
];

const AN_HOUR: Rule = Rule::between("an hour of the day", 0.0, 24.0);

impl Reader<'_> {
    /// The date of a key.
    pub(crate) fn date(&self, key: &'static str) -> Option<Date> {
        let entry = self.entry(key)?;
        let path = self.path_of(key);
        let (node, backing) = self.annotated(&path, entry, "a date")?;
        self.refuse_range(&path, entry, &backing);
        let date = self.date_of(&path, node)?;
        self.desk.log(&path, node, &backing);
        Some(date)
    }

    /// The date of a key that is no assumption: not logged, without evidence of its own.
    pub(crate) fn plain_date(&self, key: &'static str) -> Option<Date> {
        self.date_of(&self.path_of(key), &self.entry(key)?.node)
    }

    /// The date of a key that must be there.
    pub(crate) fn needed_date(&self, key: &'static str) -> Option<Date> {
        let date = self.date(key);
        self.require(key, "a date, as 2015-11-23");
        date
    }

    /// The dates of a list.
    pub(crate) fn dates(&self, key: &'static str) -> Vec<Date> {
        let nodes = self.list(key, "a list of dates, as [2015-12-25, 2015-12-28]").unwrap_or_default();
        nodes.iter().filter_map(|node| self.date_of(&self.path_of(key), node)).collect()
    }

    fn date_of(&self, path: &str, node: &Node) -> Option<Date> {
        let Value::Date(date) = node.value else {
            let problem = wrong_kind(path, node.at, node, "a date, as 2015-11-23");
            let is_quoted = node.text().is_some_and(|text| text.len() == 10 && text.matches('-').count() == 2);
            self.desk.report(problem.help_if(is_quoted.then(|| "write the date without quotation marks".to_owned())));
            return None;
        };
        let is_known = YEARS.contains(&date.year());
        if !is_known {
            let problem = Problem::error(node.at, format!("`{path}` is in the year {}", date.year()));
            self.desk.report(problem.label("a year from 1900 to 2200"));
        }
        is_known.then_some(date)
    }

    /// The hour of a key.
    pub(crate) fn hour(&self, key: &'static str) -> Option<f64> {
        self.number(key, &AN_HOUR)
    }

    /// The weekdays that a key lists, Monday first.
    pub(crate) fn weekdays(&self, key: &'static str) -> Option<[bool; 7]> {
        self.entry(key)?;
        let mut days = [false; 7];
        for (word, at) in self.texts(key) {
            match WEEKDAYS.iter().position(|names| names.contains(&word.to_lowercase().as_str())) {
                Some(day) => days[day] = true,
                None => self.report_weekday(key, word, at),
            }
        }
        Some(days)
    }

    fn report_weekday(&self, key: &str, word: &str, at: Place) {
        let problem = Problem::error(at, format!("`{}` cannot have `{word}`", self.path_of(key)))
            .label("one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`");
        let near = super::desk::did_you_mean(word, WEEKDAYS.iter().flatten().copied());
        self.desk.report(problem.help_if(near));
    }

    /// The hours between `from_hour` and `to_hour`; the whole day where nothing is said.
    pub(crate) fn hours(&self) -> (f64, f64) {
        let from = self.hour("from_hour").unwrap_or(0.0);
        let to = self.hour("to_hour").unwrap_or(24.0);
        if from >= to {
            let key = if self.has("to_hour") { "to_hour" } else { "from_hour" };
            let headline = format!("`{}` ends at {to} before it begins at {from}", self.path);
            self.desk
                .report(Problem::error(self.place_of(key), headline).label("`from_hour` must be before `to_hour`"));
        }
        (from, to)
    }

    /// The hours a team works: round the clock where nothing is said.
    pub(crate) fn working_hours(&self) -> WorkingHours {
        let days = self.weekdays("working_days").unwrap_or([true; 7]);
        let (from_hour, to_hour) = self.hours();
        let is_always = days == [true; 7] && from_hour == 0.0 && to_hour == 24.0;
        if days == [false; 7] {
            let problem = Problem::error(self.place_of("working_days"), format!("`{}` never works", self.path));
            self.desk.report(problem.label("at least one day").help("write the days, as [\"mon\", \"tue\", \"wed\"]"));
        }
        let bank_holidays = self.flag("works_bank_holidays").unwrap_or(is_always);
        WorkingHours { days, from_hour, to_hour, bank_holidays }
    }

    /// The times at which patients may leave, of the table at a key.
    pub(crate) fn transfers(&self, key: &'static str) -> Option<Transfers> {
        let inner = self.inner(key)?;
        let (from_hour, to_hour) = inner.hours();
        let probability = Rule::share("the probability of leaving on that day");
        let by_weekday = inner.profile("by_weekday", &probability).unwrap_or([1.0; 7]);
        let on_bank_holidays = inner.share("on_bank_holidays", probability.what, 1.0);
        if by_weekday.iter().all(|probability| *probability == 0.0) {
            let problem = Problem::error(inner.place_of("by_weekday"), format!("`{}` lets nobody leave", inner.path));
            self.desk.report(problem.label("at least one probability above 0"));
        }
        inner.finish();
        Some(Transfers { from_hour, to_hour, by_weekday, on_bank_holidays })
    }
}
