//! A heat map: a number for every combination of the values of two quantities, with the line where the target is just met.

use super::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use super::chart::Chart;
use super::palette::{INK, LABEL, MUTED, SMALLEST, TARGET, WHITE};
use super::plot::Plot;
use super::scene::{Anchor, Colour};
use super::words::Unit;

/// Space below the plot for the values of a quantity and its name.
const BELOW: f64 = 90.0;
/// Space above it for the name of the other.
const ABOVE: f64 = 30.0;

/// One of the two quantities.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatAxis {
    pub title: String,
    /// Its values in words, rising.
    pub words: Vec<String>,
    /// Position of the value that the scenario states, where it is one of them.
    pub stated: Option<usize>,
}

/// The data of a heat map.
#[derive(Clone, Debug)]
pub struct Heat {
    pub heading: Heading,
    pub across: HeatAxis,
    pub up: HeatAxis,
    /// For each value of `across`, for each of `up`.
    pub cells: Vec<Vec<f64>>,
    /// Palest and darkest value.
    pub ends: (f64, f64),
    pub unit: Unit,
    /// How far each cell lies above the target, and what the line between above and under is called.
    pub contour: Option<(Vec<Vec<f64>>, String)>,
}

/// A colour of the scale: 0 is palest, 1 darkest.
fn shade(share: f64) -> Colour {
    const ENDS: [[f64; 3]; 2] = [[233.0, 241.0, 250.0], [0.0, 48.0, 135.0]];
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let part = |at: usize| (ENDS[0][at] + share * (ENDS[1][at] - ENDS[0][at])).round() as u8;
    plotters::style::RGBColor(part(0), part(1), part(2))
}

impl Heat {
    /// Draws the heat map.
    pub fn chart(&self, name: impl Into<String>, option: Option<usize>) -> Chart {
        let canvas = Canvas::default();
        let (top, bottom) = canvas.frame(&self.heading, &key(self));
        let style = Style::new(LABEL, MUTED);
        let widest = self.up.words.iter().map(|words| style.width(words)).fold(0.0, f64::max);
        let bounds = [MARGIN + widest + 16.0, top + ABOVE, RIGHT, bottom - BELOW];
        let (wide, high) = (self.across.words.len() as f64, self.up.words.len() as f64);
        let plot = Plot::new(&canvas, bounds, 0.0..wide, 0.0..high);
        cells(&plot, self);
        axes(&plot, self);
        let line = self.contour.as_ref().map_or_else(Vec::new, |(above, _)| contour(above));
        // A white rim first, under the whole line.
        for pen in [Pen::solid(WHITE, 11.0), Pen::solid(TARGET, 5.5)] {
            for (from, to) in &line {
                canvas.line(&[plot.at(*from), plot.at(*to)], pen);
            }
        }
        numbers(&plot, self, &line);
        Chart::new(name, option, self.heading.clone(), &canvas)
    }
}

fn key(heat: &Heat) -> Vec<(Swatch, String)> {
    let (low, high) = heat.ends;
    let mut key = vec![
        (Swatch::Area(shade(0.0)), heat.unit.words(low)),
        (Swatch::Area(shade(0.5)), heat.unit.words(f64::midpoint(low, high))),
        (Swatch::Area(shade(1.0)), heat.unit.words(high)),
    ];
    if let Some((above, words)) = &heat.contour
        && !contour(above).is_empty()
    {
        key.push((Swatch::Line(Pen::solid(TARGET, 5.5)), words.clone()));
    }
    if heat.across.stated.is_some() && heat.up.stated.is_some() {
        key.push((Swatch::Line(Pen::solid(INK, 4.0)), "Frame: as the scenario states it".into()));
    }
    key
}

fn share(heat: &Heat, value: f64) -> f64 {
    let (low, high) = heat.ends;
    if high > low { (value - low) / (high - low) } else { 0.0 }
}

fn cells(plot: &Plot, heat: &Heat) {
    for (x, column) in heat.cells.iter().enumerate() {
        for (y, &value) in column.iter().enumerate() {
            let colour = if value.is_finite() { shade(share(heat, value)) } else { WHITE };
            plot.canvas.rectangle(cell(plot, x, y), colour);
        }
    }
    if let (Some(x), Some(y)) = (heat.across.stated, heat.up.stated) {
        let [left, top, right, bottom] = cell(plot, x, y);
        let frame = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        plot.canvas.line(&frame, Pen::solid(WHITE, 8.0));
        plot.canvas.line(&frame, Pen::solid(INK, 4.0));
    }
}

/// Left, top, right and bottom of a cell, a little apart from its neighbours.
fn cell(plot: &Plot, x: usize, y: usize) -> [f64; 4] {
    let (left, bottom) = plot.at((x as f64, y as f64));
    let (right, top) = plot.at((x as f64 + 1.0, y as f64 + 1.0));
    [left, top, right - 1.0, bottom - 1.0]
}

/// Writes the value of every cell into it, where all have room for theirs.
fn numbers(plot: &Plot, heat: &Heat, line: &[Segment]) {
    let [left, top, right, bottom] = cell(plot, 0, 0);
    let style = Style::new(SMALLEST, INK).anchored(Anchor::Middle);
    let widest = heat.cells.iter().flatten().map(|&value| style.width(&heat.unit.words(value))).fold(0.0, f64::max);
    if widest + 8.0 > right - left || SMALLEST * 1.2 > bottom - top {
        return;
    }
    for (x, column) in heat.cells.iter().enumerate() {
        for (y, &value) in column.iter().enumerate() {
            let [left, top, right, bottom] = cell(plot, x, y);
            let colour = if share(heat, value) > 0.55 { WHITE } else { INK };
            let middle = (f64::midpoint(left, right), f64::midpoint(top, bottom));
            // A number that the line runs through keeps a rim.
            let near = |&(px, py): &(f64, f64)| (px - x as f64 - 0.5).abs() < 0.3 && (py - y as f64 - 0.5).abs() < 0.3;
            let halo = colour == INK && line.iter().any(|(from, to)| near(from) || near(to));
            plot.canvas.write_level(&heat.unit.words(value), middle, Style { colour, halo, ..style });
        }
    }
}

fn axes(plot: &Plot, heat: &Heat) {
    let [left, top, right, bottom] = plot.bounds;
    let style = Style::new(LABEL, MUTED);
    let mut free = f64::NEG_INFINITY;
    for (at, words) in heat.across.words.iter().enumerate() {
        let (x, half) = (plot.across(at as f64 + 0.5), style.width(words) / 2.0);
        if x - half > free {
            plot.canvas.write(words, (x, bottom + 34.0), style.anchored(Anchor::Middle));
            free = x + half + 14.0;
        }
    }
    let mut free = f64::INFINITY;
    for (at, words) in heat.up.words.iter().enumerate() {
        let y = plot.up(at as f64 + 0.5);
        if y + LABEL / 2.0 < free {
            plot.canvas.write_level(words, (left - 14.0, y), style.anchored(Anchor::End));
            free = y - LABEL / 2.0 - 6.0;
        }
    }
    let name = Style::new(LABEL, INK);
    let room = right - left;
    plot.canvas.write(
        &format!("{} →", name.shorten(&heat.across.title, room - 40.0)),
        (f64::midpoint(left, right), bottom + 72.0),
        name.anchored(Anchor::Middle),
    );
    plot.canvas.write(&format!("↑ {}", name.shorten(&heat.up.title, room - 40.0)), (MARGIN, top - 12.0), name);
}

type Segment = ((f64, f64), (f64, f64));

/// The line along which a surface through the middles of the cells is zero: marching squares, with straight lines in between.
/// From the outermost middles to the edge of the map the surface is level.
fn contour(above: &[Vec<f64>]) -> Vec<Segment> {
    let (wide, high) = (above.len(), above.first().map_or(0, Vec::len));
    let inside = |at: usize, count: usize| at.saturating_sub(1).min(count.saturating_sub(1));
    let value = |x: usize, y: usize| {
        let column = above.get(inside(x, wide));
        column.and_then(|column| column.get(inside(y, high))).copied().unwrap_or(f64::NAN)
    };
    // Nodes are the lower edge, the middles and the upper edge.
    let place = |at: usize, count: usize| (at as f64 - 0.5).clamp(0.0, count as f64);
    let mut segments = Vec::new();
    for x in 0..=wide {
        for y in 0..=high {
            // Corners around the square, and where the surface passes zero between each and the next.
            let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
            let crossings: Vec<(f64, f64)> = (0..4)
                .filter_map(|at| {
                    let (from, to) = (corners[at], corners[(at + 1) % 4]);
                    let (a, b) = (value(from.0, from.1), value(to.0, to.1));
                    let passes = (a > 0.0) != (b > 0.0) && a.is_finite() && b.is_finite();
                    let share = a / (a - b);
                    let between = |from: f64, to: f64| from + share * (to - from);
                    let across = between(place(from.0, wide), place(to.0, wide));
                    passes.then(|| (across, between(place(from.1, high), place(to.1, high))))
                })
                .collect();
            match crossings.as_slice() {
                [from, to] => segments.push((*from, *to)),
                // A saddle: the middle decides which corners belong together.
                [a, b, c, d] => {
                    let middle = corners.iter().map(|&(x, y)| value(x, y)).sum::<f64>() / 4.0;
                    if (middle > 0.0) == (value(x, y) > 0.0) {
                        segments.extend([(*a, *b), (*c, *d)]);
                    } else {
                        segments.extend([(*d, *a), (*b, *c)]);
                    }
                }
                _ => {}
            }
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contour_lies_where_the_surface_is_zero() {
        // A plane falling to the right: zero at x = 1.25 in steps between middles.
        let plane: Vec<Vec<f64>> = (0..4).map(|x| vec![5.0 - 4.0 * f64::from(x); 3]).collect();
        let segments = contour(&plane);
        let heights = segments.iter().flat_map(|(from, to)| [from.1, to.1]);
        assert_eq!(heights.fold((9.0_f64, 0.0_f64), |(low, high), y| (low.min(y), high.max(y))), (0.0, 3.0));
        for (from, to) in segments {
            assert!((from.0 - 1.75).abs() < 1e-12 && (to.0 - 1.75).abs() < 1e-12);
        }
        assert!(contour(&[vec![1.0, 2.0], vec![3.0, 4.0]]).is_empty());
        assert!(contour(&[vec![1.0, f64::NAN], vec![1.0, 4.0]]).is_empty());
        assert!(contour(&[vec![0.0]]).is_empty());
        assert!(contour(&[]).is_empty());
    }

    #[test]
    fn a_saddle_has_two_lines() {
        let segments = contour(&[vec![1.0, -1.0], vec![-1.0, 1.0]]);
        // Two in the middle, and each goes on to both edges it leads to.
        assert_eq!(segments.len(), 2 + 4);
        assert!(segments.iter().all(|(from, to)| from != to));
    }
}
