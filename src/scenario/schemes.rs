//! Schemes and their effects.

use super::effects;
use super::problems::Problem;
use super::quantities::Rule;
use super::reader::Reader;
use super::references::Names;
use crate::model::Date;
use crate::model::dates::plus_days;
use crate::model::parameters::{CareSystem, Effect, Scheme, WhenEnded, WhenSpent};

/// Days that a scheme may take to reach its full size.
const RAMP: Rule = Rule { most: 3_650.0, ..Rule::count("a number of days") };

/// The days on which a scheme runs, and how fast it grows.
#[derive(Clone, Copy)]
struct Course {
    starts: Date,
    ends: Date,
    ramp_days: u32,
}

/// Reads a `[[scheme]]`. The rest of the care system has been read by then.
pub(super) fn scheme(reader: Reader<'_>, names: &Names, system: &CareSystem) -> Scheme {
    let (id, title) = reader.id_and_title();
    let course = course(&reader, system);
    let when_spent = [("stop-new-starts", WhenSpent::StopNewStarts), ("overspend", WhenSpent::Overspend)];
    let when_ended = [("people-stay", WhenEnded::PeopleStay), ("people-leave", WhenEnded::PeopleLeave)];
    let scheme = Scheme {
        id,
        title,
        starts: course.starts,
        ends: course.ends,
        budget: reader.number("budget", &Rule::pounds("pounds")),
        when_spent: reader.word("when_spent", &when_spent).unwrap_or(WhenSpent::StopNewStarts),
        when_ended: reader.word("when_ended", &when_ended).unwrap_or(WhenEnded::PeopleStay),
        set_up_cost: reader.pounds("set_up_cost", "pounds"),
        effects: effects_of(&reader, course, names, system),
    };
    reader.require("effects", "what the scheme does, as [{ open_places = { service = \"…\", places = 20 } }]");
    reader.finish();
    scheme
}

fn course(reader: &Reader<'_>, system: &CareSystem) -> Course {
    let first = system.period.start;
    // Without a period to go by, a scheme without an end has none.
    let last = if system.period.days == 0 { Date::MAX } else { plus_days(first, i64::from(system.period.days) - 1) };
    let starts = reader.needed_date("starts");
    let ends = reader.date("ends");
    let at = reader.place_of(if reader.has("ends") { "ends" } else { "starts" });
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        let headline = format!("`{}` ends on {ends}, before it starts on {starts}", reader.path);
        reader.desk.report(Problem::error(at, headline).label("on `starts` or later"));
    } else if system.period.days > 0
        && (starts.is_some_and(|starts| starts > last) || ends.is_some_and(|ends| ends < first))
    {
        let headline = format!("`{}` lies outside the period and changes nothing", reader.path);
        reader.desk.report(Problem::warning(at, headline).label(format!("the period is {first} to {last}")));
    }
    let starts = starts.unwrap_or(first);
    Course { starts, ends: ends.unwrap_or(last.max(starts)), ramp_days: reader.count("ramp_days", &RAMP).unwrap_or(0) }
}

fn effects_of(reader: &Reader<'_>, course: Course, names: &Names, system: &CareSystem) -> Vec<Effect> {
    let mut list = Vec::new();
    for (_, read, inner) in reader.variants("effects", "an effect", &effects::KINDS) {
        inner.id();
        let from = inner.date("from");
        let until = inner.date("until");
        check_dates(&inner, course, from, until);
        let ramp_days = inner.count("ramp_days", &RAMP).unwrap_or(course.ramp_days);
        let change = read(&inner, names, system);
        inner.finish();
        if let Some(change) = change {
            let effect =
                Effect { from: from.unwrap_or(course.starts), until: until.unwrap_or(course.ends), ramp_days, change };
            list.push(effect);
        }
    }
    list
}

fn check_dates(inner: &Reader<'_>, course: Course, from: Option<Date>, until: Option<Date>) {
    let Course { starts, ends, .. } = course;
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let headline = format!("`{}` ends on {until}, before it starts on {from}", inner.path);
        inner.desk.report(Problem::error(inner.place_of("until"), headline).label("on `from` or later"));
        return;
    }
    for (key, date) in [("from", from), ("until", until)] {
        if let Some(date) = date.filter(|date| starts <= ends && !(starts..=ends).contains(date)) {
            let headline = format!("`{}` is not within its scheme: {date}", inner.path_of(key));
            let problem = Problem::error(inner.place_of(key), headline);
            inner.desk.report(problem.label(format!("the scheme runs from {starts} to {ends}")));
        }
    }
}
