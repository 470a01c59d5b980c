//! `sensitivity.csv`, and the values in the summary of a sensitivity analysis.

use super::answer::{Answered, side, switches};
use crate::experiment::sensitivity::{Bound, Change, End, Examined, Level, Screened, Standing, Switch, Together};
use crate::report::numbers;
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::report::told::interval;
use crate::statistics::{ElementaryEffects, Estimate};
use serde_json::{Value, json};

/// An assumption, and what was found with all varied at once.
type Row<'a> = (&'a Examined, Option<&'a Screened>);

/// Columns to which more are added.
type Columns<'a> = Fields<'a, Row<'a>>;

/// One row for each assumption with a range, in the order of the scenario.
pub fn assumptions(answered: &Answered, sheets: &mut dyn Sheets) {
    let assumptions = answered.found.assumptions.iter().enumerate();
    let rows = assumptions.map(|(at, one)| (one, answered.screened(at)));
    let fields = question(answered, Fields::default());
    let fields = swing(fields);
    let fields = standing(answered, fields, "decision", |one| Some(&one.decision));
    let fields = standing(answered, fields, "target", |one| one.target.as_ref());
    let fields = end(answered, fields, "low", |one| &one.low);
    let fields = end(answered, fields, "high", |one| &one.high);
    let fields = effects(fields, "count", |found| Some(&found.count));
    let fields = effects(fields, "lead", |found| found.lead.as_ref());
    fields.write(sheets, "sensitivity", "every number of every assumption, with its interval", rows);
}

/// A value of an assumption.
fn plain(value: f64) -> Datum {
    Datum::Number(value, 12)
}

/// What was varied, and who is compared.
fn question<'a>(answered: &'a Answered, fields: Columns<'a>) -> Columns<'a> {
    let found = answered.found;
    let refused = |bound: &Bound| bound.refused.as_ref().map(|(end, _)| plain(*end));
    fields
        .field("assumption", |(one, _)| one.ranged.path())
        .field("in_words", |(one, _)| answered.quantity(one))
        .field("stated", |(one, _)| plain(one.ranged.stated))
        .field("low", |(one, _)| plain(one.ranged.low.value))
        .field("high", |(one, _)| plain(one.ranged.high.value))
        .field("low_refused", move |(one, _)| refused(&one.ranged.low))
        .field("high_refused", move |(one, _)| refused(&one.ranged.high))
        .field("preferred", |_| answered.id(found.preferred))
        .field("runner_up", |_| found.runner_up.map(|option| answered.id(option)))
        .field("reference", |_| found.question.reference.map(|option| answered.id(option)))
        .field("replications", |(one, _)| one.low.replications)
}

/// What changes from low to high.
fn swing(fields: Columns) -> Columns {
    four(fields, "swing", |one| of_change(&one.swing.change))
        .interval("swing_lead", Datum::number, |(one, _)| one.swing.lead)
        .interval("swing_over_reference", Datum::number, |(one, _)| one.swing.over_reference)
        .field("count_is_told", |(one, _)| one.swing.is_count_told)
        .field("lead_is_told", |(one, _)| one.swing.is_lead_told)
        .field("only_money", |(one, _)| one.swing.is_money_alone)
}

/// The numbers of an option, or their changes, each with its interval.
fn four<'a>(
    fields: Columns<'a>,
    prefix: &str,
    read: impl Fn(&Examined) -> [Option<Estimate>; 4] + Copy + 'a,
) -> Columns<'a> {
    let name = |what: &str| format!("{prefix}_{what}");
    fields
        .interval(&name("delayed"), Datum::number, move |(one, _)| read(one)[0])
        .interval(&name("delayed_days"), Datum::number, move |(one, _)| read(one)[1])
        .interval(&name("target_met"), Datum::share, move |(one, _)| read(one)[2])
        .interval(&name("total_cost"), Datum::pounds, move |(one, _)| read(one)[3])
}

fn of_level(level: &Level) -> [Option<Estimate>; 4] {
    [Some(level.delayed), Some(level.delayed_days), level.target_met, Some(level.total_cost)]
}

fn of_change(change: &Change) -> [Option<Estimate>; 4] {
    [Some(change.delayed), Some(change.delayed_days), change.target_met, Some(change.total_cost)]
}

/// What comes out at an end.
fn end<'a>(answered: &'a Answered, fields: Columns<'a>, prefix: &str, end: fn(&Examined) -> &End) -> Columns<'a> {
    let name = |what: &str| format!("{prefix}_{what}");
    let fields = four(fields, prefix, move |one| of_level(&end(one).preferred));
    four(fields, &name("change"), move |one| of_change(&end(one).change))
        .interval(&name("lead"), Datum::number, move |(one, _)| end(one).lead)
        .interval(&name("lead_change"), Datum::number, move |(one, _)| end(one).lead_change)
        .interval(&name("over_reference"), Datum::number, move |(one, _)| end(one).over_reference)
        .interval(&name("over_reference_change"), Datum::number, move |(one, _)| end(one).over_reference_change)
        .field(name("smallest_mean"), move |(one, _)| answered.id(end(one).best))
}

/// Whether something holds over the range, and where it does not.
fn standing<'a>(
    answered: &'a Answered,
    fields: Columns<'a>,
    prefix: &str,
    standing: fn(&Examined) -> Option<&Standing>,
) -> Columns<'a> {
    let name = |what: &str| format!("{prefix}_{what}");
    let all = move |one: &Examined, of: &dyn Fn(&Switch) -> String| {
        standing(one).map_or(&[][..], switches).iter().map(of).collect::<Vec<_>>().join("; ")
    };
    let value = |value: f64| numbers::fixed(value, 12);
    fields
        .field(prefix, move |(one, _)| {
            standing(one).map(|standing| match standing {
                Standing::Holds => "holds",
                Standing::Switches(_) => "switches",
                Standing::Open => "open",
            })
        })
        .field(name("becomes"), move |(one, _)| all(one, &|switch| answered.becomes(switch).to_owned()))
        .field(name("side"), move |(one, _)| all(one, &|switch| side(switch).to_owned()))
        .field(name("value"), move |(one, _)| all(one, &|switch| value(switch.crossing.value)))
        .field(name("value_lower"), move |(one, _)| all(one, &|switch| value(switch.crossing.lower)))
        .field(name("value_upper"), move |(one, _)| all(one, &|switch| value(switch.crossing.upper)))
}

/// Elementary effects; nothing where there are none.
fn effects<'a>(fields: Columns<'a>, prefix: &str, effects: fn(&Screened) -> Option<&ElementaryEffects>) -> Columns<'a> {
    let name = |what: &str| format!("{prefix}_{what}");
    let found = move |row: &Row<'a>| row.1.and_then(effects);
    fields
        .interval(&name("mu_star"), Datum::number, move |row| Some(found(row)?.mean_size))
        .interval(&name("mu"), Datum::number, move |row| Some(found(row)?.mean))
        .interval(&name("sigma"), Datum::number, move |row| Some(found(row)?.deviation))
        .field(name("sigma_by_chance"), move |row| Some(Datum::number(found(row)?.chance)))
        .field(name("mu_star_by_chance"), move |row| Some(Datum::number(found(row)?.mean_size_by_chance())))
        .field(name("is_beyond_chance"), move |row| Some(found(row)?.is_beyond_chance()))
        .field(name("depends_on_others"), move |row| Some(found(row)?.depends_on_others()))
}

/// What an option comes to, in the summary.
pub fn level(level: &Level) -> Value {
    json!({
        "delayed": interval(&level.delayed),
        "delayed_days": interval(&level.delayed_days),
        "target_met": level.target_met.as_ref().map(interval),
        "total_cost": interval(&level.total_cost),
    })
}

/// All assumptions at their ends at once, in the summary.
pub fn together(together: &Together) -> Value {
    json!({
        "assumptions": together.assumptions,
        "reach": together.reach,
        "preferred": level(&together.preferred),
        "lead": together.lead.as_ref().map(interval),
    })
}

/// An assumption in the summary.
pub fn assumption(answered: &Answered, one: &Examined, screened: Option<&Screened>) -> Value {
    let end = |end: &End| {
        json!({
            "value": end.value,
            "preferred": level(&end.preferred),
            "lead": end.lead.as_ref().map(interval),
            "smallest_mean": answered.id(end.best),
        })
    };
    let effects = |found: &ElementaryEffects| {
        json!({
            "mu_star": interval(&found.mean_size),
            "sigma": interval(&found.deviation),
            "sigma_by_chance": found.chance,
            "is_beyond_chance": found.is_beyond_chance(),
            "depends_on_others": found.depends_on_others(),
        })
    };
    let swing = &one.swing;
    json!({
        "path": one.ranged.path(),
        "stated": one.ranged.stated,
        "low": end(&one.low),
        "high": end(&one.high),
        "swing": {
            "delayed": interval(&swing.change.delayed),
            "lead": swing.lead.as_ref().map(interval),
            "is_told": swing.is_count_told,
        },
        "decision": stood(answered, &one.decision),
        "target": one.target.as_ref().map(|standing| stood(answered, standing)),
        "elementary_effects": screened.map(|screened| json!({
            "count": effects(&screened.count),
            "lead": screened.lead.as_ref().map(effects),
        })),
    })
}

/// Whether something holds over the range: null where it cannot be told.
fn stood(answered: &Answered, standing: &Standing) -> Value {
    let holds = match standing {
        Standing::Holds => Some(true),
        Standing::Open => None,
        Standing::Switches(_) => Some(false),
    };
    let switch = |switch: &Switch| {
        json!({
            "becomes": answered.becomes(switch),
            "side": side(switch),
            "value": switch.crossing.value,
            "lower": switch.crossing.lower,
            "upper": switch.crossing.upper,
        })
    };
    json!({ "holds": holds, "switches": switches(standing).iter().map(switch).collect::<Vec<_>>() })
}
