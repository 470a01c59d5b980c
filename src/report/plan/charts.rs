//! The frontier of a plan: what each sum buys, with its intervals, among all points that were simulated.

use super::answer::Plan;
use super::finding::headline;
use crate::experiment::plan::simulated::When;
use crate::experiment::plan::{Evaluated, Goal};
use crate::report::charts::{
    AIMED, Across, BANDS, Bottom, Chart, Datum, Dots, Edge, Frontier, Heading, INK, LABEL, Level, Look, Mark, NAMED,
    NAVY, Panel, Plot, SMALLEST, Scale, Spot, Spots, Style, Unit, WHITE, words,
};
use crate::statistics::Estimate;

/// The chart of a plan; none where only one point was simulated.
pub fn charts(plan: &Plan) -> Vec<Chart> {
    if plan.planned.answer.evaluated.len() < 2 {
        return Vec::new();
    }
    vec![panel(plan).chart("frontier", Some(plan.planned.order.option), heading(plan))]
}

/// What is drawn upwards.
fn height(plan: &Plan, evaluated: &Evaluated) -> Estimate {
    if plan.shows_shares() { evaluated.measure } else { evaluated.delayed }
}

fn unit(plan: &Plan) -> Unit {
    if plan.shows_shares() { Unit::Share } else { Unit::Count }
}

/// What was asked, where it can be drawn: a share among shares, a count among counts.
fn asked(plan: &Plan) -> Option<f64> {
    match plan.planned.order.goal {
        Goal::AtLeast(bound) if plan.shows_shares() => Some(bound),
        Goal::AtLeast(_) | Goal::AtMost(_) => Some(plan.planned.order.at_most).filter(|_| !plan.shows_shares()),
        Goal::Cheapest(_) => None,
    }
}

/// An evaluated point without intervals.
fn at(plan: &Plan, evaluated: &Evaluated) -> Datum {
    (evaluated.cost.mean, height(plan, evaluated).mean)
}

fn panel(plan: &Plan) -> Panel {
    let evaluated = &plan.planned.answer.evaluated;
    let across =
        Scale { unit: Unit::Pounds, steps: 8.0, holds: evaluated.iter().flat_map(|one| ends(&one.cost)).collect() };
    let up =
        Scale { holds: evaluated.iter().flat_map(|one| ends(&height(plan, one))).collect(), ..Scale::of(unit(plan)) };
    let bottom = Bottom { caption: "Cost of the mix".into(), edges: vec![Edge::Bottom(2.5)], ..Bottom::default() };
    let mut panel = Panel::new(Across::Values(across, bottom), up);
    panel.apart = (20.0, 20.0);
    if let Some(value) = asked(plan) {
        let name = if plan.shows_shares() { "Asked" } else { "Target" };
        panel.add(Level { value, pen: AIMED }).end(0, name, NAMED);
    }
    let points = evaluated.iter().map(|one| at(plan, one)).collect();
    panel.add(Dots { points, radius: 4.0, colour: BANDS[1] }).key(0, "A mix that was simulated");
    let frontier: Vec<&Evaluated> = plan.frontier().into_iter().map(|at| &evaluated[at]).collect();
    let points = frontier.iter().map(|one| at(plan, one)).collect();
    panel.add(Frontier { points }).key(1, "No cheaper mix is as good");
    let spots = frontier.iter().map(|one| Spot {
        across: interval(&one.cost),
        up: interval(&height(plan, one)),
        ..Spot::at(at(plan, one), NAVY)
    });
    let look = Look { radius: Some(7.0), width: 3.0, caps: [None, Some((20.0, 7.0))], clear: 0.0 };
    panel.add(Spots { spots: spots.collect(), look }).key(2, "95% intervals");
    if let Some(best) = plan.best().map(|at| &evaluated[at]) {
        let price = format!("{}: {}", words::pounds(best.cost.mean), plan.mix(&best.point));
        // Where the frontier is not: a rising one leaves room below to the right, a falling one above.
        let mark = Best { at: at(plan, best), words: price, is_named_above: !plan.shows_shares() };
        let name = if plan.planned.answer.is_plan { "The plan" } else { "The best" };
        panel.add(mark).end(1, name, Style::new(LABEL, NAVY).bold());
    }
    panel
}

/// An interval that has a width.
fn interval(estimate: &Estimate) -> Option<(f64, f64)> {
    let half = estimate.half_width();
    (half.is_finite() && half > 0.0).then_some((estimate.lower, estimate.upper))
}

/// The ends of an interval that are known, and the mean.
fn ends(estimate: &Estimate) -> [f64; 3] {
    [estimate.lower, estimate.mean, estimate.upper]
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
    let told = plan.frontier().into_iter().map(|at| {
        let evaluated = &plan.planned.answer.evaluated[at];
        format!("{} for {}", unit(plan).words(height(plan, evaluated).mean), words::pounds(evaluated.cost.mean))
    });
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
        told: format!("From the cheapest on: {}.", told.collect::<Vec<_>>().join(", ")),
    }
}

/// The best point, with its mix beside it.
struct Best {
    at: Datum,
    words: String,
    is_named_above: bool,
}

impl Mark for Best {
    fn end(&self) -> Option<f64> {
        Some(self.at.1)
    }

    fn draw(&self, plot: &Plot) {
        let ((x, y), canvas) = (plot.at(self.at), &plot.canvas);
        for (radius, colour) in [(15.0, NAVY), (9.0, WHITE), (6.0, NAVY)] {
            canvas.dot((x, y), radius, colour);
        }
        let [left, top, right, bottom] = plot.bounds;
        let style = Style::new(SMALLEST, INK).with_halo();
        let lines = style.wrap(&self.words, 420.0, 6);
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let tall = style.leading() * lines.len() as f64;
        let start = if self.is_named_above { y - 30.0 - tall } else { y + 40.0 };
        let start = start.clamp(top, (bottom - tall).max(top));
        let x = (x + 10.0).min(right - width).max(left + 8.0);
        for (at, line) in lines.iter().enumerate() {
            canvas.write(line, (x, start + style.leading() * (at as f64 + 0.8)), style);
        }
    }
}
