//! The verdict in words.

use super::answer::{Comparison, Row};
use crate::experiment::comparison::{Criterion, Ending};
use crate::model::Outcome;
use crate::report::money::{self, CostPerDay};
use crate::report::{clauses, numbers};
use crate::statistics::Estimate;

/// Which option is best, or that it cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// One sentence that can stand alone.
    pub headline: String,
    /// What a reader needs next: by how much, the target, the price, who pays in another way, and what else is worth a look.
    pub details: Vec<String>,
    /// Position of the best option, or of the one whose mean is smallest.
    pub best: usize,
    /// Positions of the options that cannot be told apart from it, the nearest first.
    pub near: Vec<usize>,
}

/// Puts what was found into sentences.
pub fn verdict(comparison: &Comparison) -> Verdict {
    let compared = comparison.compared;
    let (best, near) = (compared.best(), compared.near());
    let details = [
        lead(comparison, best, &near),
        others(comparison, &near),
        cheapest(comparison, best, &near),
        target(comparison, best),
        price(comparison, best),
        cancelled(comparison, best),
        frontier(comparison),
        not_knowing(comparison, best),
    ];
    Verdict {
        headline: headline(comparison, best, &near),
        details: details.into_iter().flatten().collect(),
        best,
        near,
    }
}

/// Where what is not known was drawn: that it was, and how often the best option is the lowest all the same.
fn not_knowing(comparison: &Comparison, best: usize) -> Option<String> {
    let drawn = comparison.compared.drawn?;
    let share = comparison.compared.shares_of_lowest().into_iter().nth(best)?;
    let percentage = numbers::percentage(&share);
    let range = percentage.range.map_or_else(String::new, |range| format!(", 95 % interval {range}"));
    Some(format!(
        "Not knowing is in these numbers: every replication has its own draw of {}, the same under every option. In {} of 100 draws that all \
         options were simulated with ({} of them{range}), {} has the fewest {}.",
        numbers::count_of(drawn, "assumption"),
        percentage.mean,
        numbers::whole(share.replications as f64),
        comparison.rows[best].quoted(),
        comparison.criterion()
    ))
}

fn headline(comparison: &Comparison, best: usize, near: &[usize]) -> String {
    let (criterion, replications) = (comparison.criterion(), numbers::whole(comparison.compared.replications() as f64));
    if near.is_empty() {
        return format!(
            "{} is best: with {} confidence no other option has fewer {criterion}. That took {replications} replications.",
            comparison.rows[best].quoted(),
            comparison.confidence(),
        );
    }
    let tied: Vec<String> = std::iter::once(&best).chain(near).map(|&at| comparison.rows[at].quoted()).collect();
    let others = if tied.len() < comparison.rows.len() { ", and no other option has fewer" } else { "" };
    format!(
        "Cannot tell these apart at this precision, after {replications} replications: {} have about equally few {criterion}{others}.",
        numbers::listed(&tied)
    )
}

/// By how much the best leads, or why nothing leads.
fn lead(comparison: &Comparison, best: usize, near: &[usize]) -> Option<String> {
    let compared = comparison.compared;
    let gap = |at: usize| compared.apart(at, best);
    let write = |at: usize| with_interval(comparison, &gap(at));
    let every = format!("intervals that hold for all options at once with {} confidence", comparison.confidence());
    if near.is_empty() {
        let others = (0..comparison.rows.len()).filter(|&at| at != best);
        let next = others.min_by(|&a, &b| gap(a).mean.total_cmp(&gap(b).mean))?;
        let saved = saved(comparison, next, best);
        let cheaper = saved.map_or_else(String::new, |saved| format!(" It costs {saved} less."));
        let next_title = comparison.rows[next].quoted();
        return Some(format!("The next, {next_title}, has {} more ({every}).{cheaper}", write(next)));
    }
    let means: Vec<String> =
        near.iter().map(|&at| format!("{} by {}", comparison.rows[at].quoted(), write(at))).collect();
    let is_open = near.iter().any(|&at| gap(at).lower <= 0.0) && compared.replications() >= compared.cap;
    let why = match compared.ending {
        Ending::Alike(_) => "Not one replication differs between them.".to_owned(),
        _ if is_open => format!(
            "The cap of {} replications was reached before they could be told apart; a higher --cap may do it.",
            numbers::whole(compared.cap as f64)
        ),
        _ => format!(
            "Differences under {} count as none; a smaller --indifference looks closer.",
            comparison.indifference()
        ),
    };
    Some(format!(
        "From {} the mean differs for {} ({every}). {why}",
        comparison.rows[best].quoted(),
        numbers::listed(&means)
    ))
}

/// The options that are clearly behind, where some are not.
fn others(comparison: &Comparison, near: &[usize]) -> Option<String> {
    let behind = comparison.rows.len() - 1 - near.len();
    if near.is_empty() || behind == 0 {
        return None;
    }
    let who = if behind == 1 { "The other option is".into() } else { format!("Each of the {behind} other options is") };
    Some(format!("{who} clearly behind."))
}

/// What one option clearly costs less than another.
fn saved(comparison: &Comparison, cheaper: usize, dearer: usize) -> Option<String> {
    let saved = money::negated(comparison.compared.difference(cheaper, dearer, Outcome::TotalCost).estimate());
    (saved.lower > 0.0).then(|| numbers::money_figure(&saved).in_full())
}

/// Of options that cannot be told apart, the one that costs least.
fn cheapest(comparison: &Comparison, best: usize, near: &[usize]) -> Option<String> {
    let cost = |at: usize| comparison.rows[at].mean_extra_cost();
    let cheapest = near.iter().copied().min_by(|&a, &b| cost(a).total_cmp(&cost(b)))?;
    let (cheapest, dearer) = if cost(cheapest) < cost(best) { (cheapest, best) } else { (best, cheapest) };
    let saved = saved(comparison, cheapest, dearer)?;
    let (cheapest, dearer) = (comparison.rows[cheapest].quoted(), comparison.rows[dearer].quoted());
    Some(format!("Of these {cheapest} costs least: {saved} less than {dearer}."))
}

fn target(comparison: &Comparison, best: usize) -> Option<String> {
    let target = comparison.scenario.system.target?;
    let (patients, date) = (target.delayed_patients, numbers::date(target.by));
    if !comparison.is_target_reached() {
        return Some(format!("No option is down to {patients} delayed patients on {date} in any replication."));
    }
    let row = &comparison.rows[best];
    let share = row.at_target?;
    Some(format!(
        "With {} delayed patients are down to {patients} on {date} in {} ({}).",
        row.quoted(),
        numbers::in_a_hundred(&share, "replications"),
        clauses::interval_in_a_hundred(&share.estimate)
    ))
}

/// What the best option avoids and costs against the reference.
fn price(comparison: &Comparison, best: usize) -> Option<String> {
    let (row, reference) = (&comparison.rows[best], comparison.reference().quoted());
    let Some((days, cost)) = row.days_avoided.zip(row.cost.difference) else {
        return Some(format!("{} is the reference: nothing that was compared with it does better.", row.quoted()));
    };
    let (days, verb) = clauses::without_sign(days, ["avoids", "has"]);
    let more = if verb == "has" { "more " } else { "" };
    let each = match row.cost_per_day {
        CostPerDay::Pounds(each) if each.mean != 0.0 => {
            format!(": {} for each delayed day avoided", numbers::money_figure(&each).in_full())
        }
        CostPerDay::CannotBeTold => clauses::NO_COST_OF_A_DAY.into(),
        CostPerDay::Pounds(_) | CostPerDay::NoDaysAvoided | CostPerDay::Saves | CostPerDay::Reference => String::new(),
    };
    Some(format!(
        "Against {reference}, {} {verb} {} {more}delayed days and costs {}{each}.",
        row.quoted(),
        numbers::figure(&days, 1.0).in_full(),
        clauses::more_or_less(cost)
    ))
}

/// Says so where the best option clearly cancels more planned admissions than the reference, or fewer: the accounts do not.
fn cancelled(comparison: &Comparison, best: usize) -> Option<String> {
    let row = &comparison.rows[best];
    let difference = row.cancelled.difference?;
    let is_clear = difference.lower > 0.0 || difference.upper < 0.0;
    let (difference, word) = clauses::without_sign(difference, ["more", "fewer"]);
    let reference = comparison.reference().quoted();
    let figure = numbers::figure(&difference, 1.0).in_full();
    is_clear.then(|| format!("{} cancels {figure} {word} planned admissions than {reference}.", row.quoted()))
}

fn frontier(comparison: &Comparison) -> Option<String> {
    let frontier: Vec<String> = comparison.frontier().into_iter().map(Row::quoted).collect();
    match frontier.as_slice() {
        [] => None,
        [one] => Some(format!("No other option avoids more delayed days or costs less than {one}.")),
        all => Some(format!(
            "On the frontier, where no other option avoids more delayed days for less money: {}.",
            numbers::listed(all)
        )),
    }
}

/// `1.3 patients (0.9 to 1.7)`.
fn with_interval(comparison: &Comparison, estimate: &Estimate) -> String {
    let figure = numbers::figure(estimate, comparison.finest());
    let unit = match comparison.compared.criterion {
        Criterion::Delayed => "patients",
        Criterion::DelayedDays => "days",
    };
    match figure.range {
        Some(range) => format!("{} {unit} ({range})", figure.mean),
        None => format!("{} {unit}", figure.mean),
    }
}
