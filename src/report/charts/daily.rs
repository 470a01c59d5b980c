//! What the charts of delayed patients, money and people over the days of a period have in common.

use super::axis::Days;
use super::canvas::{Pen, Style};
use super::dated::{Aim, Monthly, NAMED, Observed, Target};
use super::fan::{FAN_ENDS, FAN_PLACE, FAN_RANGES, Fan};
use super::marks::{Band, Line};
use super::palette::{LABEL, NAVY};
use super::plot::Datum;
use super::scene::Colour;
use super::schemes::{SchemeBar, Schemes};
use super::sheet::{Across, Panel, Scale};
use super::words::Unit;
use crate::model::Date;

/// The ends of the range of chance alone.
const CHANCE: Pen = Pen { colour: NAVY, width: 2.5, dash: &[9.0, 6.0] };

/// How many patients are delayed day by day, with the ranges the replications fall into.
#[derive(Clone, Debug, PartialEq)]
pub struct DailyFan {
    pub days: Days,
    /// For each of [`super::fan::FAN_PROBABILITIES`], the quantile on each day.
    pub quantiles: [Vec<f64>; 7],
    /// The 95 % range of chance alone on each day, its lower and upper end, where the other ranges hold more than chance.
    pub chance_alone: Option<[Vec<f64>; 2]>,
    pub target: Option<Aim>,
    pub observed: Option<Observed>,
    /// The first day of each month whose average was really counted, and that average.
    pub monthly: Vec<(Date, f64)>,
    pub schemes: Vec<SchemeBar>,
}

impl DailyFan {
    /// The panel it is drawn on.
    pub fn panel(self) -> Panel {
        let days = self.days;
        let mut panel = Panel::new(Across::Days(days), Scale::of(Unit::Count));
        (panel.labels, panel.grid) = ((260.0, 1), Some(1.0));
        panel.add(Schemes { bars: self.schemes, days });
        let mut names = FAN_RANGES;
        if let Some(ends) = &self.chance_alone {
            names = ["50%", "80%", "95% range of chance and not knowing"];
            let line = |end: &[f64]| Line { points: days.points(end), pen: CHANCE };
            let lower = panel.add(line(&ends[0])).end(FAN_PLACE + 1, "Chance, lower", Style::new(LABEL, NAVY));
            lower.key(FAN_PLACE + 4, "95% range of chance alone");
            panel.add(line(&ends[1])).end(FAN_PLACE + 1, "Chance, upper", Style::new(LABEL, NAVY));
        }
        let lines = self.quantiles.map(|line| days.points(&line));
        Fan { lines: &lines, names: Some(("Median", &names)), ends: &FAN_ENDS }.add(&mut panel);
        add_target(&mut panel, self.target, days);
        panel.add_over(Monthly { averages: self.monthly, days }).key(FAN_PLACE + 6, "Observed, monthly average");
        add_observed(&mut panel, self.observed);
        panel
    }
}

/// Adds the target, where there is one.
pub fn add_target(panel: &mut Panel, target: Option<Aim>, days: Days) {
    if let Some(aim) = target {
        panel.add(Target { aim, days }).end(0, "Target", NAMED);
    }
}

/// Adds what was observed, where something was.
pub fn add_observed(panel: &mut Panel, observed: Option<Observed>) {
    if let Some(observed) = observed {
        let title = observed.title.clone();
        panel.add_over(observed).key(FAN_PLACE + 5, title);
    }
}

/// The line of an option or a scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    pub title: String,
    /// One for each day.
    pub values: Vec<f64>,
    /// The ends of an interval around each value; drawn as a light band.
    pub interval: Option<(Vec<f64>, Vec<f64>)>,
    pub pen: Pen,
    /// Named in bold.
    pub strong: bool,
}

/// Adds lines, each named at its end, the first one on top.
pub fn add_series(panel: &mut Panel, series: &[Series], days: Days) {
    for (at, series) in series.iter().enumerate().rev() {
        if let Some((lower, upper)) = &series.interval {
            panel.add_under(Band::between(&days.points(lower), &days.points(upper), tint(series.pen.colour)));
        }
        let style = Style::new(LABEL, series.pen.colour);
        let style = if series.strong { style.bold() } else { style };
        let points: Vec<Datum> = days.points(&series.values);
        panel.add(Line { points, pen: series.pen }).end(1 + at, &series.title, style);
    }
}

/// A light tint of a colour, for the band around its line.
fn tint(colour: Colour) -> Colour {
    let mix = |part: u8| (f64::from(part) * 0.18 + 255.0 * 0.82).round() as u8;
    plotters::style::RGBColor(mix(colour.0), mix(colour.1), mix(colour.2))
}
