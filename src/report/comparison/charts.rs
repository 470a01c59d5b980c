//! Cost against delayed days avoided: a point with both intervals for each option, and the frontier.

use super::answer::{Comparison, Row};
use crate::report::charts::{
    Across, Bottom, Chart, Edge, Frontier, Heading, INK, Look, NAVY, Name, Names, OPTIONS, Panel, Pen, REFERENCE,
    SMALLEST, Scale, Spot, Spots, Style, Swatch, Unit, words,
};
use crate::report::numbers;
use crate::statistics::Estimate;

/// The chart of a comparison.
pub fn chart(comparison: &Comparison) -> Chart {
    let below = format!("Delayed days avoided against {}, better to the right", comparison.reference().quoted());
    let bottom = Bottom { caption: below, edges: vec![Edge::UprightZero, Edge::LevelZero], ..Bottom::default() };
    let across = Across::Values(Scale { steps: 8.0, ..Scale::of(Unit::Count) }, bottom);
    let mut panel = Panel::new(across, Scale { steps: 6.0, ..Scale::of(Unit::Pounds) });
    panel.apart = (0.0, 40.0);
    panel.mention(Swatch::Dot(NAVY), "Mean");
    panel.mention(Swatch::Line(Pen::solid(NAVY, 3.0)), "95% intervals");
    let spots: Vec<Spot> = comparison.rows.iter().enumerate().map(|(at, row)| spot(at, row)).collect();
    let rows = || comparison.rows.iter().zip(&spots);
    let mut points: Vec<(f64, f64)> = rows().filter(|(row, _)| row.is_on_frontier).map(|(_, spot)| spot.at).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let words = "Frontier: no other option avoids more delayed days for less money";
    panel.add(Frontier { points }).key(0, words);
    let names = rows().map(|(row, spot)| name(row, spot)).collect();
    let look = Look { radius: Some(10.0), width: 3.0, caps: [Some((28.0, 8.0)); 2], clear: 8.0 };
    panel.add(Spots { spots, look });
    panel.add(Names { names, room: 330.0, sides: BESIDE_FIRST, away: &AWAY, beside: 30.0, overhang: 30.0 });
    panel.chart("frontier", None, heading(comparison))
}

/// Where the name of an option may stand: most points lie between others above and below.
const BESIDE_FIRST: [(f64, f64); 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0)];
const AWAY: [f64; 9] = [16.0, 30.0, 50.0, 75.0, 105.0, 140.0, 190.0, 260.0, 340.0];

/// An option as it is drawn.
fn spot(at: usize, row: &Row) -> Spot {
    let nothing = Estimate { mean: 0.0, lower: 0.0, upper: 0.0, level: 0.95, replications: 0 };
    let colour = if row.is_reference { REFERENCE } else { OPTIONS[at % OPTIONS.len()].0 };
    Spot::of(&row.days_avoided.unwrap_or(nothing), &row.cost.difference.unwrap_or(nothing), colour)
}

fn name(row: &Row, spot: &Spot) -> Name {
    let style = Style::new(SMALLEST, if row.is_reference { INK } else { spot.colour }).bold().with_halo();
    Name { at: spot.at, words: row.title().to_owned(), style, colour: spot.colour }
}

fn heading(comparison: &Comparison) -> Heading {
    let reference = comparison.reference().quoted();
    let most = comparison.rows.iter().max_by(|a, b| a.mean_days_avoided().total_cmp(&b.mean_days_avoided()));
    let title = match most.filter(|row| row.days_avoided.is_some_and(|days| days.lower > 0.0)) {
        Some(row) => format!("{} avoids most delayed days: {}", row.quoted(), amounts(row)),
        None => format!("No option clearly avoids delayed days against {reference}"),
    };
    let compared = comparison.compared;
    let fewest = compared.options.iter().map(|option| option.replications()).min().unwrap_or(0);
    let (fewest, most) = (words::count(fewest as f64), words::count(compared.replications() as f64));
    let replications = if fewest == most { most } else { format!("{fewest} to {most}") };
    Heading {
        title,
        subtitle: format!(
            "Upwards: extra cost, all headings. To the right: delayed days avoided. Whole period, against {reference}"
        ),
        footnote: format!(
            "Paired differences on the same simulated patients, {replications} replications of each option, seed {}. Hospital bed days \
             and cancelled operations are not in the cost.",
            compared.seed
        ),
        told: format!("{}.", comparison.rows.iter().map(in_words).collect::<Vec<_>>().join("; ")),
    }
}

/// `12,300 for £1.2m more`.
fn amounts(row: &Row) -> String {
    let days = row.days_avoided.map_or_else(|| "0".into(), |days| numbers::figure(&days, 1.0).mean);
    let Some(cost) = row.cost.difference else { return days };
    let size = Estimate { mean: cost.mean.abs(), ..cost };
    let word = if cost.mean < 0.0 { "less" } else { "more" };
    format!("{days} for {} {word}", numbers::money_figure(&size).mean)
}

fn in_words(row: &Row) -> String {
    let is_on = if row.is_on_frontier { ", on the frontier" } else { "" };
    match (row.days_avoided, row.cost.difference) {
        (Some(days), Some(cost)) => format!(
            "{}: {} delayed days avoided, cost {}{is_on}",
            row.title(),
            numbers::figure(&days, 1.0).in_full(),
            numbers::money_difference(&cost).in_full()
        ),
        _ => format!("{}: the reference{is_on}", row.title()),
    }
}
