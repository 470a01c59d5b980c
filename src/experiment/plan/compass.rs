//! The least total cost, without any constraint but the budget: every point of a small grid; of a large one a coarse part, and then
//! ever finer around the best (compass search: T. G. Kolda, R. M. Lewis and V. Torczon, SIAM Review 45 (2003), 385-482).

use super::book::Book;
use super::elimination::all_points;
use super::{Found, Point, Question, Trials};

/// Largest grid of which every point is simulated.
const MOST_ENUMERATED: u64 = 48;
/// Moves of the compass at most.
const MOST_MOVES: usize = 60;

/// The point with the least total cost.
pub fn cheapest<T: Trials>(book: &mut Book<'_, T>) -> Result<Found, T::Error> {
    let question = book.question;
    let first = question.stages()[0];
    let is_whole = question.grid() <= MOST_ENUMERATED;
    if is_whole {
        without_the_hopeless(book, all_points(&question.levels), first)?;
    } else {
        by_compass(book, first)?;
    }
    let known: Vec<Point> = book.points().into_iter().filter(|point| book.is_within(point)).collect();
    let known = if known.is_empty() { vec![question.least()] } else { known };
    let (best, alike) = book.screened(known, |book, point| book.total(point), Book::extra)?;
    Ok(Found { best, alike, is_complete: is_whole })
}

/// Simulates every point, from the cheapest on, but for those whose price alone is above the total cost of one that is known:
/// delayed days only add to it.
fn without_the_hopeless<T: Trials>(
    book: &mut Book<'_, T>,
    mut points: Vec<Point>,
    replications: u64,
) -> Result<(), T::Error> {
    let question = book.question;
    points.sort_by(|one, other| question.price(one).total_cmp(&question.price(other)));
    for point in points {
        let least = book.points().iter().map(|known| book.total(known)).fold(f64::INFINITY, f64::min);
        let is_hopeless = question.prices.are_all && question.price(&point) > least || book.is_too_dear(&point);
        if !is_hopeless {
            book.know(&[point], replications)?;
        }
    }
    Ok(())
}

fn by_compass<T: Trials>(book: &mut Book<'_, T>, replications: u64) -> Result<(), T::Error> {
    let question = book.question;
    let mut stride: Vec<u32> = question.levels.iter().map(|levels| ((levels - 1) / 4).max(1)).collect();
    let mut best = middle(question);
    book.know(std::slice::from_ref(&best), replications)?;
    for _ in 0..MOST_MOVES {
        let around: Vec<Point> =
            neighbours(question, &best, &stride).into_iter().filter(|point| !book.is_too_dear(point)).collect();
        book.know(&around, replications)?;
        let total = |point: &Point| if book.is_within(point) { book.total(point) } else { f64::INFINITY };
        let lowest = around.iter().min_by(|one, other| total(one).total_cmp(&total(other)));
        match lowest {
            Some(point) if total(point) < total(&best) => best = point.clone(),
            _ if stride.iter().all(|stride| *stride == 1) => break,
            _ => stride.iter_mut().for_each(|stride| *stride = (*stride / 2).max(1)),
        }
    }
    Ok(())
}

fn middle(question: &Question) -> Point {
    question.levels.iter().map(|levels| (levels - 1) / 2).collect()
}

/// A stride up and down along each lever.
pub fn neighbours(question: &Question, point: &Point, stride: &[u32]) -> Vec<Point> {
    let mut around = Vec::new();
    for lever in 0..point.len() {
        let most = question.levels[lever] - 1;
        for level in [point[lever].saturating_sub(stride[lever]), (point[lever] + stride[lever]).min(most)] {
            let mut other = point.clone();
            other[lever] = level;
            if other != *point {
                around.push(other);
            }
        }
    }
    around
}
