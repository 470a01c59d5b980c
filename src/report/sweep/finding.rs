//! The finding of a sweep in sentences.

use super::answer::{Swept, Varied};
use crate::experiment::design::Design;
use crate::experiment::sweep::Point;
use crate::report::clauses;
use crate::report::letters::uncapitalised;
use crate::report::numbers::{self, value_in_words};
use crate::statistics::Estimate;

/// The finding for an option, as a sentence without its full stop.
pub fn headline(swept: &Swept, option: usize) -> String {
    let found = match swept.design {
        Design::Values => over_values(swept, option),
        Design::Grid | Design::LatinHypercube => over_points(swept, option),
    };
    let target = target_clause(swept, option).map_or_else(String::new, |clause| format!("; {clause}"));
    found + &target
}

/// The same with what stands behind it, as sentences.
pub fn finding(swept: &Swept, option: usize) -> Vec<String> {
    let headline = uncapitalised(&headline(swept, option));
    let mut sentences = vec![format!("Under {}, {headline}.", clauses::quoted(swept.option_title(option)))];
    let last = swept.points.last().filter(|_| swept.design == Design::Values && swept.points.len() > 1);
    if let Some(last) = last {
        let difference = numbers::difference(&last.options[option].against_first.estimate(), 0.1);
        sentences.push(format!("From the first value to the last the mean changes by {}.", difference.in_full()));
    }
    if swept.design != Design::Values {
        sentences.extend(where_the_ends_are(swept, option));
    }
    sentences.extend(best_chance(swept, option));
    sentences
}

fn day(swept: &Swept) -> String {
    numbers::date(swept.day())
}

fn count(median: f64) -> String {
    // A median of whole numbers is whole, or half way between two.
    numbers::decimal(median, usize::from(median.fract() != 0.0))
}

/// What happens from the first value of the quantity to the last.
fn over_values(swept: &Swept, option: usize) -> String {
    let (Some(first), Some(last)) = (swept.points.first(), swept.points.last()) else { return String::new() };
    let what = swept.varied.first().map_or_else(String::new, |varied| varied.in_words(&swept.scenario.system));
    let ends = |point: &Point| value_in_words(point.values.first().copied().unwrap_or(f64::NAN));
    if swept.points.len() == 1 {
        return format!(
            "{} delayed on {} (median) with {} {what}",
            count(first.median(option)),
            day(swept),
            ends(first)
        );
    }
    let (from, to) = (first.median(option), last.median(option));
    let goes = format!("with {what} going from {} to {}", ends(first), ends(last));
    let change = last.options[option].against_first.estimate();
    let moves = match (change.lower > 0.0, change.upper < 0.0) {
        (true, _) if to > from => format!("rises from {} to {}", count(from), count(to)),
        (_, true) if to < from => format!("falls from {} to {}", count(from), count(to)),
        _ => format!("hardly moves, from {} to {},", count(from), count(to)),
    };
    format!("The median delayed on {} {moves} {goes}{}", day(swept), turn(swept, option))
}

/// A lowest or highest value between the ends, where its interval lies beyond those of both ends.
fn turn(swept: &Swept, option: usize) -> String {
    let mean = |point: &Point| point.options[option].mean_delayed();
    let [first, inner @ .., last] = swept.points else { return String::new() };
    let (first, last) = (mean(first), mean(last));
    let lowest = inner.iter().min_by(|a, b| mean(a).mean.total_cmp(&mean(b).mean));
    let highest = inner.iter().max_by(|a, b| mean(a).mean.total_cmp(&mean(b).mean));
    let said = |word: &str, point: &Point| {
        format!(", and is {word} ({}) at {}", count(point.median(option)), value_in_words(point.values[0]))
    };
    match (lowest, highest) {
        (Some(lowest), _) if mean(lowest).upper < first.lower.min(last.lower) => said("lowest", lowest),
        (_, Some(highest)) if mean(highest).lower > first.upper.max(last.upper) => said("highest", highest),
        _ => String::new(),
    }
}

/// The points with the lowest and the highest median, the first of several.
fn ends<'a>(swept: &Swept<'a>, option: usize) -> Option<(&'a Point, &'a Point)> {
    let by_median = |a: &&Point, b: &&Point| a.median(option).total_cmp(&b.median(option));
    Some((swept.points.iter().min_by(by_median)?, swept.points.iter().rev().max_by(by_median)?))
}

/// The lowest and the highest median.
fn over_points(swept: &Swept, option: usize) -> String {
    let Some((lowest, highest)) = ends(swept, option) else { return String::new() };
    let (low, high) = (count(lowest.median(option)), count(highest.median(option)));
    if low == high {
        return format!("The median delayed on {} is {low} throughout", day(swept));
    }
    format!("The median delayed on {} lies between {low} and {high}", day(swept))
}

/// Where the lowest and the highest median are.
fn where_the_ends_are(swept: &Swept, option: usize) -> Option<String> {
    let (lowest, highest) = ends(swept, option)?;
    let (low, high) = (lowest.median(option), highest.median(option));
    let said = || format!("It is lowest with {}, and highest with {}.", at(swept, lowest), at(swept, highest));
    (low < high).then(said)
}

/// A point in words: `places of Reablement = 120 and beds of Hospital = 40`.
pub fn at(swept: &Swept, point: &Point) -> String {
    let named = swept.varied.iter().zip(&point.values);
    let one = |(varied, value): (&Varied, &f64)| {
        format!("{} = {}", varied.in_words(&swept.scenario.system), value_in_words(*value))
    };
    numbers::listed(&named.map(one).collect::<Vec<_>>())
}

/// At which points the median meets the target.
fn target_clause(swept: &Swept, option: usize) -> Option<String> {
    swept.points.first()?.target?;
    let all = swept.points.len();
    let met: Vec<bool> = swept.points.iter().map(|point| point.is_at_or_under(option)).collect();
    let how_many = met.iter().filter(|met| **met).count();
    let target = swept.target().map_or_else(|| "the target".to_owned(), |target| target.to_string());
    let places = if swept.design == Design::Values { "values" } else { "combinations" };
    let clause = match how_many {
        0 if all == 1 => format!("{target} is not reached"),
        0 => format!("none of the {} {places} reaches {target}", numbers::whole(all as f64)),
        n if n == all => format!("{target} is reached throughout"),
        n if swept.design == Design::Values => {
            let value = |at: usize| value_in_words(swept.points[at].values[0]);
            let (first, last) = (met.iter().position(|met| *met)?, met.iter().rposition(|met| *met)?);
            match (first, last) {
                (from, to) if to - from + 1 != n => format!("{target} is reached at {n} of the {all} values"),
                (from, to) if to + 1 == all => format!("{target} is reached from {} on", value(from)),
                (0, to) => format!("{target} is reached up to {}", value(to)),
                (from, to) => format!("{target} is reached from {} to {}", value(from), value(to)),
            }
        }
        n => format!(
            "{target} is reached at {} of the {} {places}",
            numbers::whole(n as f64),
            numbers::whole(all as f64)
        ),
    };
    Some(clause)
}

/// Where the chance of the target is best, with its interval.
fn best_chance(swept: &Swept, option: usize) -> Option<String> {
    let chance = |point: &Point| point.options[option].probability();
    let known = swept.points.iter().filter_map(|point| Some((point, chance(point)?)));
    let (point, best): (&Point, Estimate) =
        known.reduce(|best, other| if other.1.mean > best.1.mean { other } else { best })?;
    let target = swept.target().map_or_else(|| "the target".to_owned(), |target| format!("{target} or fewer"));
    let interval = clauses::interval_in_a_hundred(&best);
    if best.mean == 0.0 {
        let each = numbers::whole(swept.replications as f64);
        return Some(format!("No replication of any point is at {target} ({interval} from {each} replications)."));
    }
    let share = numbers::percent(best.mean);
    Some(format!("The chance of {target} is best with {}: {share} ({interval}).", at(swept, point)))
}
