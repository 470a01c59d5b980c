//! The cheapest feasible point: every answer rules out as many other points as the structure allows.

use super::book::Book;
use super::{Found, Point, Question, Trials, Verdict};

/// Largest grid of which every point is kept in view.
const MOST_KEPT: u64 = 200_000;
/// Points looked at when the next one is chosen.
const CHOICES: usize = 96;
/// Points on which the worth of a choice is measured.
const MEASURED: usize = 1_500;

/// What is known to follow for points not simulated.
struct Ruled<'q> {
    question: &'q Question,
    short: Vec<Point>,
    dear: Vec<Point>,
    feasible: Vec<Point>,
    is_monotone: bool,
    is_dearer: bool,
}

fn is_below(one: &[u32], other: &[u32]) -> bool {
    one.iter().zip(other).all(|(one, other)| one <= other)
}

impl Ruled<'_> {
    /// Whether a point that falls short rules out another: it has no more of anything.
    fn by_short(&self, short: &[u32], point: &[u32]) -> bool {
        if self.is_monotone { is_below(point, short) } else { point == short }
    }

    fn by_dear(&self, dear: &[u32], point: &[u32]) -> bool {
        if self.is_dearer { is_below(dear, point) } else { point == dear }
    }

    /// Whether a feasible point rules out another as no cheaper.
    fn by_feasible(&self, feasible: &[u32], point: &[u32]) -> bool {
        let price = |point: &[u32]| self.question.price(point);
        match () {
            () if self.question.prices.are_all => price(point) >= price(feasible),
            () if self.is_dearer => is_below(feasible, point),
            () => point == feasible,
        }
    }

    fn is_out(&self, point: &[u32]) -> bool {
        self.short.iter().any(|short| self.by_short(short, point))
            || self.dear.iter().any(|dear| self.by_dear(dear, point))
            || self.feasible.iter().any(|feasible| self.by_feasible(feasible, point))
    }

    /// The point that rules out most, whatever it turns out to be; of equals the cheapest.
    fn next(&self, open: &[Point]) -> Option<Point> {
        let measured: Vec<&Point> = open.iter().step_by(open.len().div_ceil(MEASURED).max(1)).collect();
        let worth = |choice: &Point| {
            let counts = |rules: &dyn Fn(&Point) -> bool| measured.iter().filter(|point| rules(point)).count();
            let short = counts(&|point| self.by_short(choice, point));
            let feasible = counts(&|point| self.by_feasible(choice, point));
            (short.min(feasible), short + feasible)
        };
        let mut best: Option<((usize, usize), &Point)> = None;
        for choice in open.iter().step_by(open.len().div_ceil(CHOICES).max(1)) {
            let worth = worth(choice);
            let is_better = best.is_none_or(|(most, at)| {
                worth > most || worth == most && self.question.price(choice) < self.question.price(at)
            });
            if is_better {
                best = Some((worth, choice));
            }
        }
        best.map(|(_, point)| point.clone())
    }
}

/// Every point of a grid, the last lever fastest.
pub fn all_points(levels: &[u32]) -> Vec<Point> {
    levels.iter().fold(vec![Vec::new()], |points, &levels| {
        let longer =
            |point: Point| (0..levels).map(move |level| point.iter().copied().chain([level]).collect::<Point>());
        points.into_iter().flat_map(longer).collect()
    })
}

/// Grids too large to be kept in view are seen through a coarser one, of every second, fourth … level, and finer around the best.
fn seen(question: &Question, around: Option<&Point>) -> (Vec<Point>, bool) {
    if question.grid() <= MOST_KEPT {
        return (all_points(&question.levels), true);
    }
    let mut stride = 1;
    let count = |stride: u32| {
        question.levels.iter().fold(1_u64, |count, levels| count.saturating_mul(u64::from((levels - 1) / stride + 2)))
    };
    while count(stride) > MOST_KEPT && stride < 1 << 20 {
        stride *= 2;
    }
    let axis = |lever: usize| -> Vec<u32> {
        let most = question.levels[lever] - 1;
        let mut levels: Vec<u32> = (0..=most).step_by(stride as usize).chain([most]).collect();
        if let Some(around) = around {
            levels = (around[lever].saturating_sub(4)..=(around[lever] + 4).min(most)).collect();
        }
        levels.dedup();
        levels
    };
    let axes: Vec<Vec<u32>> = (0..question.levels.len()).map(axis).collect();
    let counts: Vec<u32> = axes.iter().map(|axis| axis.len() as u32).collect();
    let points = all_points(&counts);
    let at = |point: Point| point.iter().zip(&axes).map(|(&at, axis)| axis[at as usize]).collect();
    (points.into_iter().map(at).collect(), false)
}

/// The cheapest feasible point of those the search has a view of, if one is feasible.
pub fn cheapest<T: Trials>(book: &mut Book<'_, T>) -> Result<Option<Found>, T::Error> {
    let (points, is_whole) = seen(book.question, None);
    let found = cheapest_of(book, points)?;
    match found {
        Some(found) if !is_whole => {
            let (points, _) = seen(book.question, Some(&found.best));
            let finer = cheapest_of(book, points)?.unwrap_or(found);
            Ok(Some(Found { is_complete: false, ..finer }))
        }
        found => {
            // The most of everything speaks for points that are not in view too.
            let most = book.question.most();
            let none_can = book.is_monotone && book.verdict(&most)? == Verdict::Short;
            book.nothing_is_left = book.nothing_is_left && is_whole || none_can;
            Ok(found)
        }
    }
}

fn cheapest_of<T: Trials>(book: &mut Book<'_, T>, points: Vec<Point>) -> Result<Option<Found>, T::Error> {
    let question = book.question;
    let mut open: Vec<Point> = points.into_iter().filter(|point| !book.is_too_dear(point)).collect();
    let mut decided: Vec<(Point, Verdict)> = Vec::new();
    let mut next = Some(question.most()).filter(|most| open.contains(most));
    loop {
        let (is_monotone, is_dearer) = (book.is_monotone, book.is_dearer);
        let of =
            |wanted: Verdict| decided.iter().filter(move |(_, verdict)| *verdict == wanted).map(|(p, _)| p.clone());
        let ruled = Ruled {
            question,
            short: of(Verdict::Short).collect(),
            dear: of(Verdict::Dear).collect(),
            feasible: of(Verdict::Feasible).collect(),
            is_monotone,
            is_dearer,
        };
        let left: Vec<Point> = open.iter().filter(|point| !ruled.is_out(point)).cloned().collect();
        // Without monotone structure what it ruled out comes back, so the open points are only thinned while it holds.
        if is_monotone && is_dearer {
            open.clone_from(&left);
        }
        if left.is_empty() || decided.len() >= question.most_points {
            let is_complete = left.is_empty();
            book.nothing_is_left = is_complete && ruled.feasible.is_empty();
            return best_of(book, ruled.feasible, is_complete);
        }
        let Some(point) = next.take().filter(|point| left.contains(point)).or_else(|| ruled.next(&left)) else {
            return best_of(book, ruled.feasible, false);
        };
        let verdict = book.verdict(&point)?;
        decided.push((point, verdict));
        if is_monotone && !book.is_monotone || is_dearer && !book.is_dearer {
            let (points, _) = seen(question, None);
            open = points.into_iter().filter(|point| !book.is_too_dear(point)).collect();
        }
    }
}

/// The cheapest of the feasible points.
fn best_of<T: Trials>(
    book: &mut Book<'_, T>,
    feasible: Vec<Point>,
    is_complete: bool,
) -> Result<Option<Found>, T::Error> {
    if feasible.is_empty() {
        return Ok(None);
    }
    if book.question.prices.are_all {
        let price = |point: &Point| book.question.price(point);
        let best = feasible.iter().min_by(|one, other| price(one).total_cmp(&price(other))).cloned();
        let best = best.unwrap_or_else(|| book.question.least());
        let alike = feasible.iter().filter(|point| **point != best && price(point) == price(&best)).cloned().collect();
        return Ok(Some(Found { best, alike, is_complete }));
    }
    let (best, alike) = book.screened(feasible, |book, point| book.total(point), Book::extra)?;
    Ok(Some(Found { best, alike, is_complete }))
}
