//! Known numbers against simulated ones: each a dot, placed by its distance in half-widths of the interval.

use super::answer::{Verified, count, headline};
use crate::experiment::verification::Comparison;
use crate::report::charts::{
    AXIS, Anchor, BANDS, BLOCKED, Chart, Heading, INK, LABEL, MUTED, NAVY, Pen, Plot, RIGHT, RULE, Rows, SMALLEST,
    Style, Swatch,
};
use crate::scenario::Expected;

/// Width of the column of titles, and of the column of counts.
const TITLES: f64 = 690.0;
const COUNTS: f64 = 220.0;
/// The scale goes so many half-widths to either side.
const REACH: f64 = 1.6;

/// The chart of these cases, a row for each; as many as there is room for.
pub fn chart(cases: &[Verified]) -> Chart {
    let told: Vec<String> = cases.iter().map(|case| format!("{}: {}", name(case), agreement(case))).collect();
    let heading = Heading {
        title: headline(cases),
        subtitle: "Each dot is a number known from theory or from an independent simulation of a published model".into(),
        footnote: "Distance of the simulated number from the known one, as a share of half the width of the interval (of both, where the \
                   known number was simulated too). The intervals of a case hold at once with its stated confidence, usually 99%."
            .into(),
        told: format!("{}.", told.join("; ")),
    };
    let mut key =
        vec![(Swatch::Area(BANDS[0]), "Inside the interval".to_owned()), (Swatch::Dot(NAVY), "Agrees".to_owned())];
    let all = count(cases);
    if all.agree < all.numbers {
        key.push((Swatch::Dot(BLOCKED), "Differs".to_owned()));
    }
    let frame = Rows::new(&heading, &key, [TITLES + 30.0, 0.0, COUNTS, 92.0], cases.len(), (34.0, 90.0));
    let plot = Plot::new(&frame.canvas, frame.bounds, -REACH..REACH, 0.0..1.0);
    rules(&plot);
    for (at, case) in cases.iter().take(frame.shown).enumerate() {
        frame.title(at, &name(case), Style::new(SMALLEST, INK), (TITLES, 1));
        draw(&plot, case, (frame.middle(at), frame.height));
    }
    Chart::new("verification", None, heading, &frame.canvas)
}

fn name(case: &Verified) -> String {
    let cases = case.scenario.verifications.len();
    if cases > 1 { format!("{}: {}", case.scenario.title, case.case.title) } else { case.scenario.title.clone() }
}

fn agreement(case: &Verified) -> String {
    let own = count([case]);
    format!("{} of {} agree", own.agree, own.numbers)
}

/// How far the simulated number lies from the known one, in half-widths of what separates the two; none without an interval.
fn distance(expected: &Expected, comparison: &Comparison) -> Option<f64> {
    let simulated = comparison.simulated;
    let above = simulated.mean > expected.value;
    let own = if above { simulated.mean - simulated.lower } else { simulated.upper - simulated.mean };
    let distance = (simulated.mean - expected.value) / (own + expected.half_width);
    distance.is_finite().then_some(distance)
}

fn rules(plot: &Plot) {
    let ([_, top, _, bottom], canvas) = (plot.bounds, &plot.canvas);
    canvas.rectangle([plot.across(-1.0), top, plot.across(1.0), bottom], BANDS[0]);
    let style = Style::new(LABEL, MUTED).anchored(Anchor::Middle);
    for (value, words) in [(-1.0, "−1"), (0.0, "0"), (1.0, "+1")] {
        plot.upright(value, if value == 0.0 { Pen::solid(AXIS, 2.5) } else { Pen::solid(RULE, 1.5) });
        canvas.write(words, (plot.across(value), bottom + 34.0), style);
    }
    let style = Style::new(SMALLEST, MUTED).anchored(Anchor::Middle);
    canvas.write("Simulated less known, in half-widths of the interval", (plot.across(0.0), bottom + 70.0), style);
}

fn draw(plot: &Plot, case: &Verified, (y, height): (f64, f64)) {
    let own = count([case]);
    let style =
        if own.agree == own.numbers { Style::new(SMALLEST, MUTED) } else { Style::new(SMALLEST, BLOCKED).bold() };
    plot.canvas.write_level(&agreement(case), (RIGHT - COUNTS + 24.0, y), style);
    let rows = case.comparisons.len().max(1) as f64;
    for (at, (expected, comparison)) in case.rows().enumerate() {
        let Some(distance) = distance(expected, comparison) else { continue };
        // Dots of one case are spread over the height of its row, so that none hides another.
        let spread = (at as f64 + 0.5) / rows - 0.5;
        let colour = if comparison.agrees { NAVY } else { BLOCKED };
        plot.canvas.dot((plot.across(distance.clamp(-REACH, REACH)), y + spread * height * 0.7), 6.0, colour);
    }
}
