//! What a delayed day avoided costs: a point and an interval for each option.

use super::axis::Values;
use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::font::CAPITAL;
use super::palette::{AXIS, INK, LABEL, MUTED, NAVY, RULE, SMALLEST};
use super::plot::Plot;
use super::scene::{Anchor, Scene};
use super::words;

/// What can be said of the cost of a day avoided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Pounds for each day avoided; negative when money is saved as well.
    Known {
        ratio: f64,
        lower: f64,
        upper: f64,
    },
    /// The interval of the days avoided holds zero.
    CannotBeTold,
    NoneAvoided,
}

impl Verdict {
    /// The cost of a day avoided, from the difference in cost and in days avoided: each a mean and the ends of its interval.
    ///
    /// Fieller's interval of a ratio needs the covariance of the two, which is not kept. The interval given is the range of
    /// the ratio while both differences stay inside their intervals. It is conservative: where these hold jointly with 95 %
    /// (each at 97.5 %, by Bonferroni), so does it.
    pub fn of(cost: [f64; 3], avoided: [f64; 3]) -> Self {
        let ([cost, least_cost, most_cost], [avoided, fewest, most]) = (cost, avoided);
        if most <= 0.0 {
            return Self::NoneAvoided;
        }
        let finite = [cost, least_cost, most_cost, avoided, fewest, most].iter().all(|value| value.is_finite());
        if fewest <= 0.0 || !finite {
            return Self::CannotBeTold;
        }
        let lower = least_cost / if least_cost < 0.0 { fewest } else { most };
        let upper = most_cost / if most_cost < 0.0 { most } else { fewest };
        Self::Known { ratio: cost / avoided, lower, upper }
    }

    /// The verdict in words.
    pub fn words(&self) -> String {
        match self {
            Self::Known { ratio, .. } if *ratio < 0.0 => format!("saves {}", words::pounds(-ratio)),
            Self::Known { ratio, .. } => words::pounds(*ratio),
            Self::CannotBeTold => "cannot be told".to_owned(),
            Self::NoneAvoided => "no days avoided".to_owned(),
        }
    }
}

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub title: String,
    pub verdict: Verdict,
    /// The two differences in words, below the verdict.
    pub note: String,
}

/// The data of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub heading: Heading,
    pub rows: Vec<Row>,
    pub description: String,
}

/// Width of the column of titles, and of the column of verdicts.
const TITLES: f64 = 400.0;
const VERDICTS: f64 = 500.0;

/// Draws a row for each option; as many as there is room for.
pub fn draw(value: &Value) -> Scene {
    let canvas = Canvas::default();
    let key = [
        (Swatch::Dot(NAVY), "Best estimate".to_owned()),
        (Swatch::Line(Pen::solid(NAVY, 5.0)), "95% interval".to_owned()),
    ];
    let (top, bottom) = canvas.frame(&value.heading, &key);
    let scale = scale(&value.rows);
    let bounds = [MARGIN + TITLES + 40.0, top, RIGHT - VERDICTS - 40.0, bottom - 96.0];
    let plot = Plot::new(&canvas, bounds, scale.range.clone(), 0.0..1.0);
    rules(&canvas, &plot, &scale);
    let room = (bounds[3] - bounds[1]).max(1.0);
    let shown = value.rows.len().min((room / 62.0) as usize);
    let height = (room / shown.max(1) as f64).min(130.0);
    for (at, row) in value.rows.iter().take(shown).enumerate() {
        draw_row(&canvas, &plot, row, top + height * (at as f64 + 0.5), &scale);
    }
    canvas.into_scene(&value.heading.title, value.description.clone())
}

/// A scale that holds every estimate and what fits of the intervals: one wide interval must not squeeze all others.
fn scale(rows: &[Row]) -> Values {
    let known: Vec<[f64; 3]> = rows
        .iter()
        .filter_map(|row| match row.verdict {
            Verdict::Known { ratio, lower, upper } => Some([ratio, lower, upper]),
            _ => None,
        })
        .collect();
    let farthest = known.iter().map(|[ratio, ..]| ratio.abs()).fold(0.0, f64::max);
    let bound = farthest * 2.5;
    Values::holding(known.into_iter().flatten().map(|value| value.clamp(-bound, bound)), 5.0, 1.0)
}

fn rules(canvas: &Canvas, plot: &Plot, scale: &Values) {
    let [_, top, _, bottom] = plot.bounds;
    let mut free = f64::NEG_INFINITY;
    for &tick in &scale.ticks {
        let x = plot.at((tick, 0.0)).0;
        let (colour, width) = if tick == 0.0 { (AXIS, 2.5) } else { (RULE, 1.5) };
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(colour, width));
        let (words, style) = (words::pounds(tick), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
        let half = style.width(&words) / 2.0;
        if x - half > free + 12.0 {
            canvas.write(&words, (x, bottom + 36.0), style);
            free = x + half;
        }
    }
    let middle = f64::midpoint(plot.bounds[0], plot.bounds[2]);
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write("Cost of one delayed day avoided", (middle, bottom + 74.0), style);
}

fn draw_row(canvas: &Canvas, plot: &Plot, row: &Row, y: f64, scale: &Values) {
    let [left, _, right, _] = plot.bounds;
    let strong = Style::new(LABEL, INK).bold();
    let lines = strong.wrap(&row.title, TITLES, 2);
    let first = y - strong.leading() * (lines.len() as f64 - 1.0) / 2.0;
    for (at, line) in lines.iter().enumerate() {
        canvas.write_level(line, (MARGIN, first + strong.leading() * at as f64), strong);
    }
    let known = matches!(row.verdict, Verdict::Known { .. });
    let style = if known { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, MUTED) };
    let mut words = row.verdict.words();
    if let Verdict::Known { ratio, lower, upper } = row.verdict {
        words = format!("{words} ({} to {})", words::pounds(lower), words::pounds(upper));
        let at = |value: f64| plot.at((value.clamp(scale.range.start, scale.range.end), 0.0)).0;
        let (from, to) = (at(lower), at(upper));
        canvas.line(&[(from, y), (to, y)], Pen::solid(NAVY, 5.0));
        // What goes on beyond the scale ends in an arrow, else in a bar across.
        let caps = to - from > 28.0;
        for (x, value, out) in [(from, lower, -1.0), (to, upper, 1.0)] {
            if (scale.range.start..=scale.range.end).contains(&value) {
                if !caps {
                    continue;
                }
                canvas.line(&[(x, y - 9.0), (x, y + 9.0)], Pen::solid(NAVY, 3.0));
            } else {
                canvas.area(&[(x, y - 10.0), (x + 16.0 * out, y), (x, y + 10.0)], NAVY);
            }
        }
        canvas.dot((at(ratio), y), 10.0, NAVY);
    } else {
        canvas.line(&[(left, y), (right, y)], Pen { colour: RULE, width: 2.0, dash: &[3.0, 7.0] });
    }
    let x = right + 40.0;
    let note = Style::new(SMALLEST, MUTED);
    canvas.write(&style.shorten(&words, VERDICTS), (x, y - 5.0), style);
    canvas.write(&note.shorten(&row.note, VERDICTS), (x, y + CAPITAL * note.size + 8.0), note);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_the_range_of_the_ratio() {
        let verdict = Verdict::of([100.0, 80.0, 120.0], [10.0, 8.0, 20.0]);
        assert_eq!(verdict, Verdict::Known { ratio: 10.0, lower: 4.0, upper: 15.0 });
        let verdict = Verdict::of([-100.0, -120.0, -80.0], [10.0, 8.0, 20.0]);
        assert_eq!(verdict, Verdict::Known { ratio: -10.0, lower: -15.0, upper: -4.0 });
        let verdict = Verdict::of([0.0, -40.0, 40.0], [10.0, 8.0, 20.0]);
        assert_eq!(verdict, Verdict::Known { ratio: 0.0, lower: -5.0, upper: 5.0 });
    }

    #[test]
    fn days_that_may_be_none_give_no_number() {
        assert_eq!(Verdict::of([100.0, 80.0, 120.0], [10.0, -8.0, 20.0]), Verdict::CannotBeTold);
        assert_eq!(Verdict::of([100.0, 80.0, 120.0], [-10.0, -18.0, -2.0]), Verdict::NoneAvoided);
        assert_eq!(Verdict::of([0.0; 3], [0.0; 3]), Verdict::NoneAvoided);
        let unknown = [5.0, f64::NEG_INFINITY, f64::INFINITY];
        assert_eq!(Verdict::of([100.0, 80.0, 120.0], unknown), Verdict::CannotBeTold);
        assert_eq!(Verdict::of(unknown, [10.0, 8.0, 20.0]), Verdict::CannotBeTold);
    }
}
