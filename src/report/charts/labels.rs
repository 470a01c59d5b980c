//! Labels at the right edge of a plot: each at the height of its line, pushed apart where they would touch.

use super::canvas::{Canvas, Pen, Style};
use super::palette::AXIS;
use super::scene::Anchor;

/// Space from the plot to the words, for the leader lines.
const LEADER: f64 = 44.0;
/// Space between the words and the value.
const GAP: f64 = 18.0;
/// Empty space between one label and the next.
const APART: f64 = 5.0;

/// What is written beside a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Height of the line's end, in the units of the data.
    pub value: f64,
    pub words: String,
    /// Written in a column at the far right; may be empty.
    pub figure: String,
    pub style: Style,
}

/// The labels of one plot, wrapped and measured.
#[derive(Clone, Debug)]
pub struct Column {
    labels: Vec<(Label, Vec<String>)>,
    words: f64,
    figures: f64,
}

impl Column {
    /// Wraps the words of each label into lines of at most `room` pixels, and so many lines.
    pub fn new(labels: Vec<Label>, room: f64, most_lines: usize) -> Self {
        let wrapped = |label: Label| {
            let lines = label.style.wrap(&label.words, room, most_lines);
            (label, if lines.is_empty() { vec![String::new()] } else { lines })
        };
        let labels: Vec<(Label, Vec<String>)> = labels.into_iter().map(wrapped).collect();
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
        let words = widest(&mut labels.iter().flat_map(|(label, lines)| lines.iter().map(|l| label.style.width(l))));
        let figures = widest(&mut labels.iter().map(|(label, _)| label.style.bold().width(&label.figure)));
        Self { labels, words, figures }
    }

    /// Pixels it takes to the right of the plot.
    pub fn width(&self) -> f64 {
        if self.labels.is_empty() {
            return 0.0;
        }
        LEADER + self.words + if self.figures > 0.0 { GAP + self.figures } else { 0.0 }
    }

    /// Writes the labels right of `x`, between the heights `top` and `bottom`; `height` turns a value into pixels. Labels
    /// for which there is no room at all are left out, the last ones first.
    pub fn write(&self, canvas: &Canvas, x: f64, (top, bottom): (f64, f64), height: impl Fn(f64) -> f64) {
        let mut room = bottom - top;
        let fitting: Vec<&(Label, Vec<String>)> = self
            .labels
            .iter()
            .take_while(|(label, lines)| {
                room -= label.style.leading() * lines.len() as f64 + APART;
                room >= 0.0
            })
            .collect();
        let wanted: Vec<(f64, f64)> = fitting
            .iter()
            .map(|(label, lines)| (height(label.value), label.style.leading() * lines.len() as f64 + APART))
            .collect();
        for ((label, lines), (from, to)) in fitting.iter().zip(wanted.iter().zip(spread(&wanted, top, bottom))) {
            self.write_one(canvas, (label, lines), x, (from.0, to));
        }
    }

    fn write_one(&self, canvas: &Canvas, (label, lines): (&Label, &[String]), x: f64, (from, to): (f64, f64)) {
        let leader = [(x + 3.0, from), (x + 12.0, from), (x + 26.0, to), (x + LEADER - 8.0, to)];
        let colour = if label.style.colour == super::palette::MUTED { AXIS } else { label.style.colour };
        canvas.line(&leader, Pen::solid(colour, 1.5));
        canvas.write_lines(lines, (x + LEADER, to), label.style);
        let end = x + LEADER + self.words + GAP + self.figures;
        canvas.write_level(&label.figure, (end, to), label.style.bold().anchored(Anchor::End));
    }
}

/// Centres for boxes of given wanted centres and heights, in the given order of wishes: none overlap, all lie between `top`
/// and `bottom` if there is room, and they move as little as possible (least squares: pooling of adjacent violators).
fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].0.total_cmp(&wanted[b].0));
    // With the heights of the boxes above taken off, "no overlap" becomes "not decreasing".
    let mut above = 0.0;
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &at in &order {
        let (centre, height) = wanted[at];
        let centre = if centre.is_finite() { centre } else { bottom };
        blocks.push((centre - above - height / 2.0, 1));
        above += height;
        while let [.., (upper, a), (lower, b)] = blocks[..] {
            if upper <= lower {
                break;
            }
            blocks.truncate(blocks.len() - 2);
            blocks.push(((upper * a as f64 + lower * b as f64) / (a + b) as f64, a + b));
        }
    }
    let lowest = (bottom - above).max(top);
    let starts = blocks.iter().flat_map(|&(start, count)| std::iter::repeat_n(start.clamp(top, lowest), count));
    let mut centres = vec![0.0; wanted.len()];
    let mut above = 0.0;
    for (&at, start) in order.iter().zip(starts) {
        centres[at] = start + above + wanted[at].1 / 2.0;
        above += wanted[at].1;
    }
    centres
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_with_room_stay_at_their_lines() {
        assert_eq!(spread(&[(50.0, 20.0), (10.0, 20.0)], 0.0, 100.0), [50.0, 10.0]);
    }

    #[test]
    fn labels_of_equal_lines_stand_around_them() {
        assert_eq!(spread(&[(50.0, 20.0), (50.0, 20.0)], 0.0, 100.0), [40.0, 60.0]);
        assert_eq!(spread(&[(0.0, 20.0), (0.0, 20.0)], 0.0, 100.0), [10.0, 30.0]);
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_stay_inside(centres in prop::collection::vec(-50.0..700.0f64, 0..20)) {
            let wanted: Vec<_> = centres.iter().map(|&centre| (centre, 30.0)).collect();
            let mut found = spread(&wanted, 0.0, 600.0);
            prop_assert!(found.iter().all(|&y| (15.0 - 1e-9..=585.0 + 1e-9).contains(&y)));
            found.sort_by(f64::total_cmp);
            prop_assert!(found.windows(2).all(|pair| pair[1] - pair[0] >= 30.0 - 1e-9));
        }
    }
}
