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

/// The points still open, and what was decided about others.
struct Field {
    all: Vec<Point>,
    open: Vec<Point>,
    decided: Vec<(Point, Verdict)>,
    /// How many of the decided have ruled out what they can.
    heard: usize,
    /// Points that clearly cost more than a feasible one, whatever else they are.
    costlier: Vec<Point>,
}

impl Field {
    fn ruled<'q, T: Trials>(&self, book: &Book<'q, T>, from: usize, dear: &[Point]) -> Ruled<'q> {
        let of = |wanted: Verdict| {
            let points = self.decided[from..].iter().filter(move |(_, verdict)| *verdict == wanted);
            points.map(|(point, _)| point.clone())
        };
        Ruled {
            question: book.question,
            short: of(Verdict::Short).collect(),
            dear: of(Verdict::Dear).chain(dear.iter().cloned()).collect(),
            feasible: of(Verdict::Feasible).collect(),
            is_monotone: book.is_monotone,
            is_dearer: book.is_dearer,
        }
    }

    /// Takes out what the latest decisions rule out.
    fn thin<T: Trials>(&mut self, book: &Book<'_, T>) {
        let new: Vec<Point> = self.newly_costlier(book);
        let ruled = self.ruled(book, self.heard, &new);
        self.open.retain(|point| !ruled.is_out(point));
        self.heard = self.decided.len();
        self.costlier.extend(new);
    }

    /// Points that fall short and clearly cost more than the cheapest feasible one: all with more of anything cost more too.
    fn newly_costlier<T: Trials>(&self, book: &Book<'_, T>) -> Vec<Point> {
        let feasible = self.decided.iter().filter(|(_, verdict)| *verdict == Verdict::Feasible).map(|(point, _)| point);
        let best = feasible.min_by(|one, other| book.total(one).total_cmp(&book.total(other)));
        let Some(best) = best.filter(|_| book.is_dearer) else { return Vec::new() };
        let points = self.decided.iter().filter(|(_, verdict)| *verdict == Verdict::Short).map(|(point, _)| point);
        points
            .filter(|point| !self.costlier.contains(point))
            .filter(|point| book.extra(point, best).estimate_at(0.99).lower > 0.0)
            .cloned()
            .collect()
    }

    /// What was ruled out by structure that does not hold comes back, but for the points decided themselves.
    fn forget(&mut self) {
        self.open.clone_from(&self.all);
        self.heard = 0;
        self.costlier.clear();
    }
}

fn cheapest_of<T: Trials>(book: &mut Book<'_, T>, points: Vec<Point>) -> Result<Option<Found>, T::Error> {
    let question = book.question;
    let all: Vec<Point> = points.into_iter().filter(|point| !book.is_too_dear(point)).collect();
    let mut field = Field { open: all.clone(), all, decided: Vec::new(), heard: 0, costlier: Vec::new() };
    let mut next = Some(question.most()).filter(|most| field.open.contains(most));
    loop {
        field.thin(book);
        let is_complete = field.open.is_empty();
        let point = next.take().or_else(|| field.ruled(book, 0, &[]).next(&field.open));
        let Some(point) = point.filter(|_| field.decided.len() < question.most_points) else {
            let feasible = field.ruled(book, 0, &[]).feasible;
            book.nothing_is_left = is_complete && feasible.is_empty();
            return best_of(book, feasible, is_complete);
        };
        let structure = (book.is_monotone, book.is_dearer);
        let verdict = book.verdict(&point)?;
        field.decided.push((point, verdict));
        if structure != (book.is_monotone, book.is_dearer) {
            field.forget();
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
