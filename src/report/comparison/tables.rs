//! The tables: which option is best, every option against the reference, and the accounts of one.

use super::answer::{Comparison, Row};
use crate::experiment::comparison::Criterion;
use crate::report::document::table::{Cell, Columns, Look, Table};
use crate::report::money::HeadingCost;
use crate::report::share::Share;
use crate::report::{accounts, clauses, numbers};
use crate::statistics::Estimate;

/// Which option is best.
pub fn best(comparison: &Comparison) -> Table {
    let finest = comparison.finest();
    let counted = match comparison.compared.criterion {
        Criterion::Delayed => format!("Delayed on {}", numbers::short_date(comparison.day)),
        Criterion::DelayedDays => "Delayed days".into(),
    };
    let target = comparison.scenario.system.target.map_or(0, |target| target.delayed_patients);
    let caption = format!(
        "Fewer {} is better. Below each mean its 95 % interval; the intervals against the best of the others hold for all options \
         at once with {} confidence. An option clearly behind is out, and keeps the replications it has; one that these intervals do \
         not tell from the best is replicated further, to within {}.",
        comparison.criterion(),
        comparison.confidence(),
        comparison.indifference()
    );
    options()
        .number("Replications", |row| replications(row))
        .given_up(2)
        .number(counted, |row| numbers::figure(&row.criterion, finest))
        .number("Against best of others", |row| row.against_best.map(|gap| numbers::difference(&gap, finest)))
        .number("Chance of being best", |row| chance(row.chance_of_being_best))
        .when(comparison.is_target_reached(), |columns| {
            columns.number(format!("At {target} or fewer that day"), |row| at_target(row)).given_up(1)
        })
        .table(caption, &comparison.rows)
        .looking("options")
}

/// Every option against the reference.
pub fn against_reference(comparison: &Comparison) -> Table {
    let count = |difference: Option<Estimate>| difference.map(|one| numbers::difference(&one, 1.0));
    let caption = format!(
        "Differences to {}, replication by replication over the whole period, each with its 95 % interval. Cost is of all headings; \
         cancelled electives are not in it.",
        comparison.reference().quoted()
    );
    options()
        .number(format!("Delayed on {}", numbers::short_date(comparison.day)), |row| {
            let reference = || Cell::from("reference");
            row.delayed.difference.map_or_else(reference, |delayed| numbers::difference(&delayed, 0.1).into())
        })
        .given_up(4)
        .number("Delayed days avoided", |row| row.days_avoided.map(|days| numbers::figure(&days, 1.0)))
        .when(comparison.rows.iter().any(|row| row.moved.is_some()), |columns| {
            columns.number("Patients moved", |row| count(row.moved.and_then(|moved| moved.difference))).given_up(1)
        })
        .number("Extra cost", |row| row.cost.difference.map(|cost| numbers::money_difference(&cost)))
        .number("Cost per day avoided", |row| clauses::cost_of_a_day(&row.cost_per_day))
        .given_up(2)
        .number("Electives cancelled", |row| count(row.cancelled.difference))
        .given_up(3)
        .table(caption, &comparison.rows)
        .looking("options")
}

/// A column for the options, the reference standing out.
fn options<'a>() -> Columns<'a, &'a Row<'a>> {
    let look = |row: &&Row| if row.is_reference { Look::Reference } else { Look::Plain };
    Columns::default().name("Option", |row: &&Row| row.title().to_owned()).standing_out(look)
}

fn replications(row: &Row) -> Cell {
    Cell {
        main: numbers::whole(row.contender.replications() as f64).into(),
        below: row.contender.dropped_at.map(|at| format!("out at {}", numbers::whole(at as f64)).into()),
    }
}

fn at_target(row: &Row) -> Option<Cell> {
    let below = |share: &Share| format!("{} in 100", numbers::hundredths(&share.estimate));
    row.at_target.map(|share| Cell::with_below(numbers::in_a_hundred_short(&share), below(&share)))
}

/// Every heading that costs an option anything, and its difference to the reference.
pub fn money(comparison: &Comparison, row: &Row) -> Table {
    let costs = |heading: &&HeadingCost| {
        heading.is_total() || heading.cost.mean != 0.0 || heading.difference.is_some_and(|d| d.mean != 0.0)
    };
    let caption = format!(
        "{}: mean cost over the whole period, and its difference to {}, with 95 % intervals",
        row.quoted(),
        comparison.reference().quoted()
    );
    accounts::against_reference().table(caption, row.headings.iter().filter(costs))
}

/// A chance from draws: never none nor all.
pub fn chance(chance: f64) -> String {
    match chance {
        chance if chance < 0.01 => "under 1 %".into(),
        chance if chance > 0.99 => "over 99 %".into(),
        chance => format!("{} %", numbers::whole(chance * 100.0)),
    }
}
