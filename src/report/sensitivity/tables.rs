//! The tables of a sensitivity analysis.

use super::answer::{Answered, Place, low_stated_high, place, switches};
use crate::experiment::comparison::Criterion;
use crate::experiment::sensitivity::{Becomes, End, Examined, Screened, Screening, Standing};
use crate::report::document::table::{Cell, Columns, Table};
use crate::report::document::words::code;
use crate::report::numbers::{self, Figure, NOTHING};
use crate::statistics::Estimate;

/// Rows that a terminal shows; the page and the file have all.
const ROWS: usize = 12;

/// An assumption in words, and where it stands in the scenario.
fn named(answered: &Answered, one: &Examined) -> Cell {
    Cell::with_below(answered.capitalised(one), code(one.ranged.path()))
}

/// A difference; in brackets where it is not to be told from nothing.
fn difference(found: &Estimate, finest: f64, is_told: bool) -> Figure {
    let Figure { mean, range } = numbers::difference(found, finest);
    Figure { mean: if is_told { mean } else { format!("({mean})") }, range }
}

/// A count, by day and option.
fn count(answered: &Answered) -> String {
    format!("delayed on {} under {}", numbers::date(answered.day()), answered.preferred())
}

/// Each assumption at its low and at its high.
pub fn ends(answered: &Answered) -> Table {
    let count_at = |end: &End| numbers::figure(&end.preferred.delayed, 0.1);
    let caption = format!(
        "Count: {}. Differences go from low to high, in pairs of the same people; below each number its 95 % interval. In brackets: not \
         to be told from nothing, allowing for {} comparisons at once.",
        count(answered),
        answered.found.assumptions.len()
    );
    Columns::<&Examined>::default()
        .text("Assumption", |one| named(answered, one))
        .text("Low, stated, high", |one| low_stated_high(one))
        .number("Count at low", |one| count_at(&one.low))
        .number("Count at high", |one| count_at(&one.high))
        .number("Difference", |one| match one.swing.is_money_alone {
            true => Cell::from("only money"),
            false => difference(&one.swing.change.delayed, 0.1, one.swing.is_count_told).into(),
        })
        .number("Delayed days", |one| numbers::difference(&one.swing.change.delayed_days, 1.0))
        .number("Total cost", |one| numbers::money_difference(&one.swing.change.total_cost))
        .text("Source", |one| one.ranged.assumption.source.as_deref().unwrap_or("stated without a source"))
        .table(caption, answered.by_count())
        .long()
}

/// What may change the choice.
pub fn choice(answered: &Answered) -> Table {
    let found = answered.found;
    let finest = answered.finest();
    let lead_at = |end: &End| end.lead.map(|lead| numbers::figure(&lead, finest));
    let caption = format!(
        "Lead: how many more {} has than {} ({}); under 0 the other is ahead. Below each number its 95 % interval; in brackets: not to be \
         told from nothing, allowing for {} comparisons at once.",
        found.runner_up.map_or_else(String::new, |option| answered.quoted(option)),
        answered.preferred(),
        answered.criterion(),
        found.assumptions.len()
    );
    Columns::<&Examined>::default()
        .text("Assumption", |one| named(answered, one))
        .number("Lead at low", |one| lead_at(&one.low))
        .number("Lead at high", |one| lead_at(&one.high))
        .number("Difference", |one| Some(difference(one.swing.lead.as_ref()?, finest, one.swing.is_lead_told)))
        .text("Another option is best", |one| decision(answered, one))
        .when(found.over_reference.is_some(), |columns| {
            columns.number("Against the reference, difference", |one| {
                Some(numbers::difference(one.swing.over_reference.as_ref()?, finest))
            })
        })
        .when(answered.target().is_some(), |columns| columns.text("Target", |one| target(answered, one)))
        .table(caption, answered.by_lead())
        .long()
}

/// Where another option is best, in a cell.
fn decision(answered: &Answered, one: &Examined) -> String {
    match &one.decision {
        Standing::Holds => "none in its range".into(),
        Standing::Open => "cannot be told".into(),
        Standing::Switches(_) => switched(answered, one, &one.decision),
    }
}

/// Where the target is met, or missed, in a cell.
fn target(answered: &Answered, one: &Examined) -> String {
    match &one.target {
        None => NOTHING.into(),
        Some(Standing::Holds) if answered.meets_target() == Some(true) => "met".into(),
        Some(Standing::Holds) => "missed".into(),
        Some(Standing::Open) => "cannot be told".into(),
        Some(standing @ Standing::Switches(_)) => switched(answered, one, standing),
    }
}

/// The switching values of an assumption, and what is beyond them.
fn switched(answered: &Answered, one: &Examined, standing: &Standing) -> String {
    let said = switches(standing).iter().map(|switch| {
        let (Place::Whole(place) | Place::Side(place)) = place(one, switch);
        match switch.becomes {
            Becomes::Best(option) => format!("{place}: {}", answered.title(option)),
            Becomes::Met => format!("{place}: met"),
            Becomes::Missed => format!("{place}: missed"),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

/// All assumptions varied at once, those that matter most first.
pub fn together(answered: &Answered, screening: &Screening) -> Table {
    let caption = format!(
        "Elementary effects on the count on {} under {}, scaled to the whole range of each assumption: {} trajectories of {} replications. \
         Below each number its 95 % interval (bootstrap over trajectories).",
        numbers::date(answered.day()),
        answered.preferred(),
        screening.trajectories,
        screening.replications
    );
    Columns::<(&Examined, &Screened)>::default()
        .text("Assumption", |(one, _)| named(answered, one))
        .number("Mean size of effect (mu*)", |(_, found)| numbers::figure(&found.count.mean_size, 0.1))
        .number("By chance alone", |(_, found)| numbers::decimal(found.count.mean_size_by_chance(), 1))
        .number("Spread of effects (sigma)", |(_, found)| numbers::figure(&found.count.deviation, 0.1))
        .number("Of it chance", |(_, found)| numbers::percent(found.count.share_of_chance()))
        .text("What it says", |(_, found)| what_it_says(found))
        .number("On the lead (mu*)", |(_, found)| {
            Some(numbers::figure(&found.lead.as_ref()?.mean_size, answered.finest()))
        })
        .table(caption, answered.by_effect())
        .long()
}

fn what_it_says(screened: &Screened) -> &'static str {
    match (screened.count.is_beyond_chance(), screened.count.depends_on_others()) {
        (false, _) => "not to be told from chance",
        (true, true) => "matters; how much depends on the others, or on where it stands",
        (true, false) => "matters; about as much wherever the others stand",
    }
}

/// What a terminal shows: the assumptions that change the decision, then those that move the count most, then those that move the
/// lead most.
pub fn brief(answered: &Answered) -> Table {
    let count = |end: &End| numbers::figure(&end.preferred.delayed, 0.1).mean;
    let lead =
        |end: &End| end.lead.map_or_else(|| NOTHING.to_owned(), |lead| numbers::figure(&lead, answered.finest()).mean);
    let shown = shown(answered);
    let caption = shown_explained(answered, shown.len());
    Columns::<&Examined>::default()
        .text("Assumption", |one| answered.capitalised(one))
        .number("Low, stated, high", |one| low_stated_high(one))
        .number("Count at low, at high", |one| format!("{}, {}", count(&one.low), count(&one.high)))
        .number("Difference", |one| numbers::difference(&one.swing.change.delayed, 0.1))
        .when(answered.found.runner_up.is_some(), |columns| {
            columns
                .number("Lead at low, at high", |one| format!("{}, {}", lead(&one.low), lead(&one.high)))
                .text("Another is best", |one| decision(answered, one))
        })
        .table(caption, shown)
}

fn shown<'a>(answered: &Answered<'a>) -> Vec<&'a Examined> {
    let switching = answered.switching().into_iter().map(|(one, _)| one);
    let told = answered.by_count().into_iter().filter(|one| one.swing.is_count_told);
    let lead = answered.by_lead().into_iter().filter(|one| one.swing.is_lead_told);
    let mut shown: Vec<&Examined> = Vec::new();
    for one in switching.chain(told).chain(lead) {
        if shown.len() < ROWS && !shown.iter().any(|other| other.ranged.path() == one.ranged.path()) {
            shown.push(one);
        }
    }
    shown
}

fn shown_explained(answered: &Answered, shown: usize) -> String {
    let found = answered.found;
    let by = match found.question.criterion {
        Criterion::Delayed => "that count",
        Criterion::DelayedDays => "delayed days",
    };
    let lead = found.runner_up.map_or_else(String::new, |other| {
        format!(" Lead: how many more {} has than {}, by {by}.", answered.quoted(other), answered.preferred())
    });
    format!(
        "Shown: {shown} of {} assumptions. Count: {}, mean of {} replications (sharpened by the stated values); below the difference from \
         low to high its 95 % interval, from pairs of the same people.{lead}",
        found.assumptions.len(),
        count(answered),
        numbers::whole(found.question.replications as f64)
    )
}
