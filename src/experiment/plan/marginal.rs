//! The lowest count that money can buy: where a pound takes away most delayed patients, step by step.

use super::book::Book;
use super::{Point, Question, Trials};

/// Steps from the least to the most of a lever, before they are made finer.
const STEPS: u32 = 8;
/// Rounds in which money is moved from lever to lever.
const ROUNDS: usize = 6;
/// Points whose counts are compared closely at the end.
const FINALISTS: usize = 6;

/// The point with the lowest count within the budget, those not told from it, and the way there.
pub fn lowest<T: Trials>(book: &mut Book<'_, T>) -> Result<(Point, Vec<Point>, Vec<Point>), T::Error> {
    let question = book.question;
    let mut jumps: Vec<u32> = question.levels.iter().map(|levels| (levels - 1).div_ceil(STEPS).max(1)).collect();
    let mut path = vec![question.least()];
    let replications = question.stages()[0];
    while path.len() < book.question.most_points {
        match step(book, path.last().unwrap_or(&question.least()), &jumps, replications)? {
            Some(next) => path.push(next),
            None if jumps.iter().all(|jump| *jump == 1) || question.budget.is_none() => break,
            None => jumps.iter_mut().for_each(|jump| *jump = jump.div_ceil(2)),
        }
    }
    if question.budget.is_some() {
        exchange(book, &mut path, replications)?;
    }
    let mut affordable: Vec<Point> = book.points().into_iter().filter(|point| book.is_within(point)).collect();
    affordable.sort_by(|one, other| book.delayed(one).total_cmp(&book.delayed(other)));
    affordable.truncate(FINALISTS);
    let affordable = if affordable.is_empty() { vec![question.least()] } else { affordable };
    let extra = |book: &Book<'_, T>, one: &Point, other: &Point| book.difference(one, other, |trial| trial.delayed);
    let (lowest, alike) = book.screened(affordable.clone(), |book, point| book.delayed(point), extra)?;
    // Of what cannot be told apart by its count, the cheapest; costs are better known by now, and must still be within the budget.
    let alike: Vec<Point> = alike.into_iter().chain([lowest]).filter(|point| book.is_within(point)).collect();
    let total = |point: &Point| book.cost(point, 0.95).mean;
    let cheapest = alike.iter().min_by(|one, other| total(one).total_cmp(&total(other))).cloned();
    let best = cheapest.or_else(|| affordable.into_iter().find(|point| book.is_within(point)));
    let best = best.unwrap_or_else(|| question.least());
    Ok((best.clone(), alike.into_iter().filter(|point| *point != best).collect(), path))
}

/// One lever further, or all of them, where that takes away most delayed patients for a pound.
fn step<T: Trials>(
    book: &mut Book<'_, T>,
    at: &Point,
    jumps: &[u32],
    replications: u64,
) -> Result<Option<Point>, T::Error> {
    let question = book.question;
    let most = question.most();
    let raised = |levers: &[usize]| {
        let mut point = at.clone();
        levers.iter().for_each(|&lever| point[lever] = (point[lever] + jumps[lever]).min(most[lever]));
        point
    };
    let mut choices: Vec<Point> = (0..at.len()).map(|lever| raised(&[lever])).collect();
    // Levers that only work together have no worth alone.
    choices.push(raised(&(0..at.len()).collect::<Vec<_>>()));
    choices.retain(|point| point != at && !book.is_too_dear(point));
    book.know(&choices, replications)?;
    let mut best: Option<(f64, Point)> = None;
    for point in choices {
        let fewer = book.difference(at, &point, |trial| trial.delayed).estimate();
        // Beyond the play of chance; a step that does nothing is no step.
        if fewer.lower <= 0.0 || !book.is_within(&point) {
            continue;
        }
        let more = book.cost(&point, 0.95).mean - book.cost(at, 0.95).mean;
        let worth = if more > 0.0 { fewer.mean / more } else { f64::MAX };
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, point));
        }
    }
    Ok(best.map(|(_, point)| point))
}

/// Moves money from one lever to another as long as that lowers the count.
fn exchange<T: Trials>(book: &mut Book<'_, T>, path: &mut Vec<Point>, replications: u64) -> Result<(), T::Error> {
    let question = book.question;
    let mut jumps: Vec<u32> = question.levels.iter().map(|levels| (levels - 1).div_ceil(2 * STEPS).max(1)).collect();
    for _ in 0..ROUNDS {
        let Some(at) = path.last().cloned() else { return Ok(()) };
        let choices: Vec<Point> =
            exchanged(question, &at, &jumps).into_iter().filter(|point| !book.is_too_dear(point)).collect();
        book.know(&choices, replications)?;
        let better = choices.into_iter().filter(|point| {
            book.is_within(point) && book.difference(&at, point, |trial| trial.delayed).estimate().lower > 0.0
        });
        let best = better.min_by(|one, other| book.delayed(one).total_cmp(&book.delayed(other)));
        match best {
            Some(point) => path.push(point),
            None if jumps.iter().all(|jump| *jump == 1) => return Ok(()),
            None => jumps.iter_mut().for_each(|jump| *jump = jump.div_ceil(2)),
        }
    }
    Ok(())
}

/// More of one lever and less of another.
fn exchanged(question: &Question, at: &Point, jumps: &[u32]) -> Vec<Point> {
    let most = question.most();
    let mut points = Vec::new();
    for up in 0..at.len() {
        for down in (0..at.len()).filter(|&down| down != up) {
            let mut point = at.clone();
            point[up] = (at[up] + jumps[up]).min(most[up]);
            point[down] = at[down].saturating_sub(jumps[down]);
            if point[up] != at[up] && point[down] != at[down] {
                points.push(point);
            }
        }
    }
    points
}
