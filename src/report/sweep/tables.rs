//! The tables of points, and of the quantities that were varied.

use super::answer::{Swept, Varied};
use crate::experiment::sweep::AtPoint;
use crate::experiment::sweep::Point;
use crate::report::document::Block;
use crate::report::document::table::{Cell, Columns, Table};
use crate::report::document::words::{Words, code};
use crate::report::evidence;
use crate::report::letters::capitalised;
use crate::report::numbers::{self, NOTHING, value_in_words};

/// Most rows printed; the page and the file have all.
const MOST_ROWS: usize = 40;

/// A point, and what was found there for an option.
type Found<'a> = (&'a Point, &'a AtPoint);

fn columns<'a>(swept: &'a Swept<'a>) -> Columns<'a, Found<'a>> {
    let quantile = |found: &AtPoint, probability| numbers::whole(found.delayed.quantile(probability));
    let middle =
        move |found: &AtPoint, [from, to]: [f64; 2]| numbers::range(&quantile(found, from), &quantile(found, to));
    let at_target = swept.target().map_or("At target".into(), |target| format!("At {target} or fewer"));
    let has_target = swept.points.iter().any(|point| point.target.is_some());
    let has_cost = swept.points.iter().flat_map(|point| &point.options).any(|found| found.total_cost.mean() != 0.0);
    Columns::default()
        .each(0..swept.varied.len(), |columns, at| {
            columns.number(name(swept, at), move |(point, _): &Found| point.values.get(at).copied().map(value_in_words))
        })
        .number("Median", move |(_, found)| Cell::with_below(quantile(found, 0.5), middle(found, [0.25, 0.75])))
        .number("90 in 100 lie in", move |(_, found)| middle(found, [0.05, 0.95]))
        .given_up(1)
        .number("Mean", |(_, found)| numbers::figure(&found.mean_delayed(), 0.1))
        .given_up(5)
        .when(has_target, |columns| {
            columns.number(at_target, |(_, found)| found.probability().map(|share| Cell::percentage(&share)))
        })
        .number("Delayed days", |(_, found)| numbers::figure(&found.mean_delayed_days(), 1.0))
        .given_up(2)
        .when(has_cost, |columns| {
            columns.number("Total cost", |(_, found)| numbers::money_figure(&found.total_cost.estimate())).given_up(3)
        })
        .when(swept.points.len() > 1, |columns| {
            let against_first = |(_, found): &Found| numbers::difference(&found.against_first.estimate(), 0.1);
            columns.number("Against first", against_first).given_up(4)
        })
}

/// What was found for an option at these points.
fn found<'a>(points: Vec<&'a Point>, option: usize) -> impl Iterator<Item = Found<'a>> {
    points.into_iter().filter_map(move |point| Some((point, point.options.get(option)?)))
}

/// What the numbers are, in a sentence or two.
fn explained(swept: &Swept) -> String {
    let first = if swept.points.len() > 1 { ", compared with the first point in pairs of the same people" } else { "" };
    format!(
        "Delayed on {}. Below each median: the middle half of the simulated counts; below every other number its 95 % interval; \
         {} replications{first}.",
        numbers::date(swept.day()),
        numbers::whole(swept.replications as f64)
    )
}

/// Every point for every option, each folded but for the one that matters most.
pub fn points(swept: &Swept) -> Vec<Block> {
    let one = |option: usize| {
        let title = swept.option_title(option);
        let table = columns(swept)
            .table(format!("{title}. {}", explained(swept)), found(swept.points.iter().collect(), option))
            .long();
        Block::fold(option == swept.lead(), title, vec![table.into()])
    };
    legend(swept).into_iter().chain((0..swept.options.len()).map(one)).collect()
}

/// What a terminal shows: the points of every option where there is room, else of the option that matters most.
pub fn printed(swept: &Swept) -> Vec<Block> {
    let has_room = swept.points.len() * swept.options.len() <= MOST_ROWS;
    let shown = if has_room { 0..swept.options.len() } else { swept.lead()..swept.lead() + 1 };
    let tables = shown.map(|option| {
        let table = columns(swept).table("", found(lowest(swept, option), option));
        table.titled(swept.option_title(option)).into()
    });
    let mut rest = String::new();
    if swept.points.len() > MOST_ROWS {
        let all = numbers::whole(swept.points.len() as f64);
        rest.push_str(&format!("Shown: the {MOST_ROWS} points with the lowest medians of {all}. "));
    }
    if !has_room && swept.options.len() > 1 {
        rest.push_str("The other options are in the report. ");
    }
    legend(swept).into_iter().chain(tables).chain([Block::note(rest + &explained(swept))]).collect()
}

/// The points that are printed: where there are too many, those with the lowest medians.
fn lowest<'a>(swept: &Swept<'a>, option: usize) -> Vec<&'a Point> {
    let mut points: Vec<&Point> = swept.points.iter().collect();
    if points.len() > MOST_ROWS {
        points.sort_by(|a, b| a.median(option).total_cmp(&b.median(option)));
        points.truncate(MOST_ROWS);
    }
    points
}

/// What the letters over the columns of values stand for, where there are several quantities.
fn legend(swept: &Swept) -> Option<Block> {
    let named = swept.varied.iter().enumerate().map(|(at, varied)| {
        let words = varied.in_words(&swept.scenario.system);
        Words::from(format!("{}: {words} (", name(swept, at))).code(&varied.path).plain(")")
    });
    (swept.varied.len() > 1).then(|| Block::List(named.collect()))
}

/// The head of the column of a quantity.
fn name(swept: &Swept, at: usize) -> String {
    match swept.varied.as_slice() {
        [only] => only.path.rsplit('.').next().unwrap_or_default().replace(['_', '-'], " "),
        _ => u8::try_from(at).ok().filter(|at| *at < 26).map_or(format!("#{at}"), |at| char::from(b'A' + at).into()),
    }
}

/// The assumptions behind the quantities.
pub fn varied(swept: &Swept) -> Table {
    type Quantity<'a> = (usize, &'a Varied);
    Columns::<Quantity>::default()
        .name("Quantity", |(_, varied)| {
            Cell::with_below(capitalised(&varied.in_words(&swept.scenario.system)), code(&varied.path))
        })
        .number("Stated value", |(_, varied)| varied.assumption.as_ref().map(|assumption| assumption.value.as_str()))
        .text("Low to high", |(_, varied)| own_range(varied))
        .text("Simulated", |(at, _)| simulated(swept, *at))
        .text("Evidence", |(_, varied)| {
            varied.assumption.as_ref().map_or("not in the file", |a| evidence::word(a.evidence))
        })
        .text("Source and note", |(_, varied)| source(varied))
        .table(
            "What the scenario says about each quantity, and the values it was given here.",
            swept.varied.iter().enumerate(),
        )
        .long()
}

fn own_range(varied: &Varied) -> String {
    let word = |end: Option<f64>| end.map_or_else(|| NOTHING.to_owned(), value_in_words);
    match varied.assumption.as_ref().map(|assumption| (assumption.low, assumption.high)) {
        None | Some((None, None)) => "none stated".into(),
        Some((low, high)) => format!("{} to {}", word(low), word(high)),
    }
}

fn simulated(swept: &Swept, at: usize) -> String {
    match swept.values(at).as_slice() {
        [] => NOTHING.into(),
        [only] => value_in_words(*only),
        all @ [first, .., last] => {
            format!("{} values, {} to {}", all.len(), value_in_words(*first), value_in_words(*last))
        }
    }
}

fn source(varied: &Varied) -> String {
    let Some(assumption) = &varied.assumption else { return "the scenario says nothing about it".into() };
    let source = assumption.source.as_deref().unwrap_or("stated without a source");
    match &assumption.note {
        Some(note) => format!("{source}. {note}"),
        None => source.into(),
    }
}
