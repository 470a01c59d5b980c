//! Small multiples: the same panel for each option or workforce, side by side.

use super::axis::{Days, Values};
use super::canvas::{Canvas, Heading, MARGIN, RIGHT, Style};
use super::chart::Chart;
use super::palette::{INK, LABEL, MUTED, SMALLEST};
use super::sheet::{Across, Panel, Scale};
use super::words::Unit;

/// Most panels on one chart: more could not be read from the back of a room.
pub const MOST_PANELS: usize = 8;

/// Space between two panels side by side, and between two rows of them.
const BETWEEN: f64 = 44.0;
const APART: f64 = 18.0;

/// One of the panels, with what is written above it.
pub struct Titled {
    pub title: String,
    /// Written instead when the title takes more than two lines.
    pub short_title: String,
    /// A line below the title; may be empty.
    pub note: String,
    pub panel: Panel,
}

/// The panels of a chart; the key is that of the first.
pub struct Panels {
    pub heading: Heading,
    /// At most [`MOST_PANELS`]; the others are not drawn.
    pub panels: Vec<Titled>,
    /// True when all panels have the same scale.
    pub one_scale: bool,
}

/// A panel of days, as one of several.
pub fn panel_of_days(days: Days) -> Panel {
    let mut panel = Panel::new(Across::Days(days), Scale::of(Unit::Count));
    (panel.labels, panel.grid) = ((230.0, 3), Some(0.8));
    panel
}

impl Panels {
    /// Draws the panels in one or two rows: up to four side by side.
    pub fn chart(mut self, name: impl Into<String>) -> Chart {
        self.panels.truncate(MOST_PANELS);
        let key = self.panels.first().map_or_else(Vec::new, |first| first.panel.key());
        let canvas = Canvas::default();
        let (top, bottom) = canvas.frame(&self.heading, &key);
        let (columns, rows) = match self.panels.len() {
            0..=3 => (self.panels.len().max(1), 1),
            4 => (2, 2),
            5..=6 => (3, 2),
            _ => (4, 2),
        };
        let steps = if rows == 1 { 6.0 } else { 4.0 };
        self.panels.iter_mut().for_each(|titled| titled.panel.up.steps = steps);
        let width = (RIGHT - MARGIN - BETWEEN * (columns as f64 - 1.0)) / columns as f64;
        let height = (bottom - top + APART) / rows as f64;
        let lines = [0, 1].map(|part| self.panels.iter().map(|one| one.words(width)[part].0.len()).max().unwrap_or(0));
        for (at, titled) in self.panels.iter().enumerate() {
            let left = MARGIN + (width + BETWEEN) * (at % columns) as f64;
            let top = top + height * (at / columns) as f64;
            let bottom = top + height - APART;
            let top = titled.head(&canvas, (left, top, width), lines);
            titled.panel.draw(&canvas, [left, top, left + width, bottom], &self.scale(titled));
        }
        Chart::new(name, None, self.heading, &canvas)
    }

    /// The scale of one of the panels.
    fn scale(&self, titled: &Titled) -> Values {
        let panels = self.panels.iter().filter(|_| self.one_scale);
        let all = panels.flat_map(|other| other.panel.reach()).chain(titled.panel.reach());
        titled.panel.up.values(all.map(|(_, up)| up))
    }
}

impl Titled {
    /// Title and note, wrapped, with their styles.
    fn words(&self, width: f64) -> [(Vec<String>, Style); 2] {
        let (title, note) = (Style::new(LABEL, INK).bold(), Style::new(SMALLEST, MUTED));
        let full = title.wrap(&self.title, width, 3);
        let full = if full.len() > 2 { title.wrap(&self.short_title, width, 2) } else { full };
        [(full, title), (note.wrap(&self.note, width, 3), note)]
    }

    /// Writes title and note, leaving as much space as the panel with the longest ones takes, so that all plots of a row are
    /// level. Returns the top of the plot.
    fn head(&self, canvas: &Canvas, (left, top, width): (f64, f64, f64), lines: [usize; 2]) -> f64 {
        let (mut y, mut plot) = (top - 10.0, top + 16.0);
        for ((words, style), lines) in self.words(width).iter().zip(lines) {
            for line in words {
                y += style.leading() + 1.0;
                canvas.write(line, (left, y), *style);
            }
            plot += (style.leading() + 1.0) * lines as f64;
        }
        plot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts::canvas::Pen;
    use crate::report::charts::marks::Line;
    use crate::report::charts::scene::overlap;

    #[test]
    fn eight_panels_with_long_notes_fit_whole() {
        let days = Days { first: jiff::civil::date(2015, 11, 23), count: 312 };
        let titled = |at: usize| {
            let mut panel = panel_of_days(days);
            let line = Line { points: days.points(&[150.0; 312]), pen: Pen::solid(INK, 2.0) };
            panel.add(line).key(0, "Key").end(0, "", Style::new(LABEL, INK));
            Titled {
                title: format!("Option {at}: recruit and retain care workers first, then buy beds for the winter"),
                short_title: format!("Option {at}"),
                note: "100% of staffed places in use from 23 Nov to 24 Mar, 28 blocked on average".into(),
                panel,
            }
        };
        let heading = Heading { title: "A finding".into(), ..Heading::default() };
        let chart = Panels { heading, panels: (0..8).map(titled).collect(), one_scale: true }.chart("panels");
        let texts: Vec<_> = chart.scene.texts().collect();
        for (at, text) in texts.iter().enumerate() {
            assert!(!text.text.contains('…'), "{text:?}");
            assert!(texts[..at].iter().all(|other| !overlap(text.bounds(), other.bounds())), "{text:?}");
        }
        assert_eq!(
            texts.iter().filter(|text| text.text == "150" && text.weight == Style::new(1.0, INK).bold().weight).count(),
            8
        );
    }
}
