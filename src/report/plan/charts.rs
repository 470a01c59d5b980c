//! The frontier of a plan: what each sum buys, with its intervals, among all points that were simulated.

use super::answer::Plan;
use super::finding::headline;
use crate::experiment::plan::simulated::When;
use crate::experiment::plan::{Evaluated, Goal};
use crate::report::charts::axis::{self, Values};
use crate::report::charts::canvas::{Canvas, Heading, MARGIN, Pen, RIGHT, Style, Swatch};
use crate::report::charts::labels::{Column, Label};
use crate::report::charts::palette::{AXIS, BANDS, INK, LABEL, MUTED, NAVY, RULE, SMALLEST, TARGET};
use crate::report::charts::plot::Plot;
use crate::report::charts::scene::{Anchor, Scene};
use crate::report::charts::{Chart, Kind, words};
use crate::statistics::Estimate;

/// The line of the frontier.
const FRONTIER: Pen = Pen { colour: BANDS[1], width: 6.0, dash: &[] };
const INTERVAL: Pen = Pen { colour: NAVY, width: 3.0, dash: &[] };
const ASKED: Pen = Pen { colour: TARGET, width: 3.0, dash: &[13.0, 7.0] };

/// The chart of a plan; none where only one point was simulated.
pub fn charts(plan: &Plan) -> Vec<Chart> {
    if plan.planned.answer.evaluated.len() < 2 {
        return Vec::new();
    }
    vec![Chart::new("frontier".into(), Kind::Plan, Some(plan.planned.order.option), draw(plan))]
}

/// What is drawn upwards.
fn height(plan: &Plan, evaluated: &Evaluated) -> Estimate {
    if plan.shows_shares() { evaluated.measure } else { evaluated.delayed }
}

fn unit(plan: &Plan) -> fn(f64) -> String {
    if plan.shows_shares() { words::per_cent } else { words::count }
}

/// What was asked, where it can be drawn: a share among shares, a count among counts.
fn asked(plan: &Plan) -> Option<f64> {
    match plan.planned.order.goal {
        Goal::AtLeast(bound) if plan.shows_shares() => Some(bound),
        Goal::AtLeast(_) | Goal::AtMost(_) => Some(plan.planned.order.at_most).filter(|_| !plan.shows_shares()),
        Goal::Cheapest(_) => None,
    }
}

fn draw(plan: &Plan) -> Scene {
    let canvas = Canvas::default();
    let heading = heading(plan);
    let (top, bottom) = canvas.frame(&heading, &key());
    let evaluated = &plan.planned.answer.evaluated;
    let heights = || evaluated.iter().map(|evaluated| height(plan, evaluated));
    let all = heights().flat_map(|estimate| ends(&estimate)).chain(asked(plan));
    let up = Values::holding(all, 7.0, if plan.shows_shares() { 0.2 } else { 1.0 });
    let across = Values::holding(evaluated.iter().flat_map(|evaluated| ends(&evaluated.cost)), 8.0, 1.0);
    let column = Column::new(labels(plan), 300.0, 2);
    let left = MARGIN + up.width(unit(plan)) + 14.0;
    let right = RIGHT - column.width() - 20.0;
    let plot = Plot::new(&canvas, [left, top + 20.0, right, bottom - 96.0], across.range.clone(), up.range.clone());
    axis::rules(&canvas, &plot, &up, unit(plan));
    pounds(&canvas, &plot, &across);
    if let Some(asked) = asked(plan) {
        let y = plot.at((0.0, asked)).1;
        canvas.line(&[(left, y), (right, y)], ASKED);
    }
    let frontier: Vec<&Evaluated> = plan.frontier().into_iter().map(|at| &evaluated[at]).collect();
    for evaluated in evaluated {
        canvas.dot(plot.at((evaluated.cost.mean, height(plan, evaluated).mean)), 4.0, BANDS[1]);
    }
    let line: Vec<(f64, f64)> =
        frontier.iter().map(|evaluated| (evaluated.cost.mean, height(plan, evaluated).mean)).collect();
    plot.line(&line, FRONTIER);
    for evaluated in &frontier {
        cross(&canvas, &plot, &evaluated.cost, &height(plan, evaluated));
    }
    best(&canvas, &plot, plan);
    column
        .write(&canvas, right + 20.0, (plot.bounds[1] - 14.0, plot.bounds[3] + 16.0), |value| plot.at((0.0, value)).1);
    let told = frontier.iter().map(|evaluated| {
        let words = unit(plan);
        format!("{} for {}", words(height(plan, evaluated).mean), words::pounds(evaluated.cost.mean))
    });
    let told = told.collect::<Vec<_>>().join(", ");
    let description = format!("{}. From the cheapest on: {told}.", heading.title);
    canvas.into_scene(&heading.title, description)
}

fn heading(plan: &Plan) -> Heading {
    let what = match plan.shows_shares() {
        true => match plan.planned.order.when {
            When::OnTheDate => format!("Probability of {} delayed or fewer {}", plan.at_most(), plan.when()),
            When::OverThePeriod => format!("Share of days with {} delayed or fewer", plan.at_most()),
        },
        false => format!("Mean number of delayed patients {}", plan.when()),
    };
    let cost =
        if plan.planned.order.has_all_prices() { "at the stated prices" } else { "all headings of the accounts" };
    Heading {
        title: headline(plan),
        subtitle: format!("Upwards: {what}. To the right: cost of the mix, {cost}"),
        footnote: format!(
            "{} mixes, each simulated {} to {} times with the same people, seed {}. Scenario: {}.",
            words::count(plan.planned.answer.evaluated.len() as f64),
            words::count(plan.planned.order.first_stage as f64),
            words::count(plan.planned.order.cap as f64),
            plan.seed,
            plan.scenario.title
        ),
    }
}

fn key() -> [(Swatch, String); 3] {
    [
        (Swatch::Dot(BANDS[1]), "A mix that was simulated".to_owned()),
        (Swatch::Line(FRONTIER), "No cheaper mix is as good".to_owned()),
        (Swatch::Line(INTERVAL), "95% intervals".to_owned()),
    ]
}

/// The best point and what was asked, beside the plot.
fn labels(plan: &Plan) -> Vec<Label> {
    let mut labels = Vec::new();
    let words = unit(plan);
    if let Some(asked) = asked(plan) {
        let name = if plan.shows_shares() { "Asked" } else { "Target" };
        let style = Style::new(LABEL, TARGET).bold();
        labels.push(Label { value: asked, words: name.into(), figure: words(asked), style });
    }
    if let Some(at) = plan.best() {
        let found = height(plan, &plan.planned.answer.evaluated[at]).mean;
        let name = if plan.planned.answer.is_plan { "The plan" } else { "The best" };
        let style = Style::new(LABEL, NAVY).bold();
        labels.push(Label { value: found, words: name.into(), figure: words(found), style });
    }
    labels
}

/// A point with both of its intervals.
fn cross(canvas: &Canvas, plot: &Plot, cost: &Estimate, height: &Estimate) {
    let middle = (cost.mean, height.mean);
    let (x, y) = plot.at(middle);
    if cost.half_width().is_finite() && cost.half_width() > 0.0 {
        let (from, to) = (plot.at((cost.lower, middle.1)).0, plot.at((cost.upper, middle.1)).0);
        canvas.line(&[(from, y), (to, y)], INTERVAL);
    }
    if height.half_width().is_finite() && height.half_width() > 0.0 {
        let (from, to) = (plot.at((middle.0, height.lower)).1, plot.at((middle.0, height.upper)).1);
        canvas.line(&[(x, from), (x, to)], INTERVAL);
        for end in [from, to].into_iter().filter(|_| (to - from).abs() > 20.0) {
            canvas.line(&[(x - 7.0, end), (x + 7.0, end)], INTERVAL);
        }
    }
    canvas.dot((x, y), 7.0, NAVY);
}

/// Marks the best point, with its mix beside it.
fn best(canvas: &Canvas, plot: &Plot, plan: &Plan) {
    let Some(at) = plan.best() else { return };
    let evaluated = &plan.planned.answer.evaluated[at];
    let (x, y) = plot.at((evaluated.cost.mean, height(plan, evaluated).mean));
    canvas.dot((x, y), 15.0, NAVY);
    canvas.dot((x, y), 9.0, crate::report::charts::palette::WHITE);
    canvas.dot((x, y), 6.0, NAVY);
    let [left, top, right, bottom] = plot.bounds;
    let style = Style::new(SMALLEST, INK).with_halo();
    let price = format!("{}: {}", words::pounds(evaluated.cost.mean), plan.mix(&evaluated.point));
    let lines = style.wrap(&price, 420.0, 6);
    let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
    let tall = style.leading() * lines.len() as f64;
    // Where the frontier is not: a rising one leaves room below to the right, a falling one above.
    let is_above = !plan.shows_shares();
    let start = if is_above { y - 30.0 - tall } else { y + 40.0 };
    let start = start.clamp(top, (bottom - tall).max(top));
    let x = (x + 10.0).min(right - width).max(left + 8.0);
    for (at, line) in lines.iter().enumerate() {
        canvas.write(line, (x, start + style.leading() * (at as f64 + 0.8)), style.anchored(Anchor::Start));
    }
}

/// The ends of an interval that are known, and the mean.
fn ends(estimate: &Estimate) -> impl Iterator<Item = f64> + use<> {
    [estimate.lower, estimate.mean, estimate.upper].into_iter().filter(|value| value.is_finite())
}

fn pounds(canvas: &Canvas, plot: &Plot, across: &Values) {
    let [left, top, right, bottom] = plot.bounds;
    let mut free = f64::NEG_INFINITY;
    for &tick in &across.ticks {
        let x = plot.at((tick, 0.0)).0;
        canvas.line(&[(x, top), (x, bottom)], Pen::solid(RULE, 1.5));
        let (words, style) = (words::pounds(tick), Style::new(LABEL, MUTED).anchored(Anchor::Middle));
        let half = style.width(&words) / 2.0;
        if x - half > free + 12.0 {
            canvas.write(&words, (x, bottom + 36.0), style);
            free = x + half;
        }
    }
    canvas.line(&[(left, bottom), (right, bottom)], Pen::solid(AXIS, 2.5));
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write("Cost of the mix", (f64::midpoint(left, right), bottom + 74.0), style);
}
