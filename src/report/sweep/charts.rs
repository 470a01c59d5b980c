//! The charts of a sweep: a band over one quantity, heat maps over two.

use super::answer::Swept;
use super::finding::headline;
use crate::experiment::sweep::Point;
use crate::report::charts::{
    AIMED, Across, Chart, Dots, Fan, Heading, Heat, HeatAxis, Level, NAMED, NAVY, Panel, Quantity, Scale, Stated, Unit,
    name_apart, words,
};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};

/// Probabilities of the lines of a band, lowest first: the middle 90 % and the middle half around the median.
const PROBABILITIES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];
/// The words of these lines where they end.
const ENDS: [(usize, &str); 5] =
    [(2, "Median"), (4, "90% upper"), (3, "Half upper"), (1, "Half lower"), (0, "90% lower")];
/// Most medians that are marked one by one.
const MOST_DOTS: usize = 40;

/// The charts of every option; none over more than two quantities, or over points that are no grid.
pub fn charts(swept: &Swept) -> Vec<Chart> {
    let options = 0..swept.options.len();
    let mut charts: Vec<Chart> = match swept.varied.len() {
        1 => options.map(|option| delayed(swept, option)).collect(),
        2 => options.filter_map(|option| maps(swept, option)).flatten().collect(),
        _ => Vec::new(),
    };
    name_apart(&mut charts);
    charts
}

/// The name of a chart of an option.
fn named(swept: &Swept, option: usize, name: &str) -> String {
    format!("{name}-{}", swept.option_id(option))
}

fn quantity(swept: &Swept, at: usize) -> String {
    capitalised(&swept.varied[at].in_words(&swept.scenario.system))
}

/// `200 replications with the same people at every value, seed 1.`
fn made(swept: &Swept) -> String {
    format!(
        "{} replications at every point, with the same people; seed {}. Scenario: {}.",
        words::count(swept.replications as f64),
        swept.seed,
        swept.scenario.title
    )
}

/// How many patients are delayed over the values of a quantity, with the ranges the replications fall into.
fn delayed(swept: &Swept, option: usize) -> Chart {
    let mut points: Vec<&Point> = swept.points.iter().collect();
    points.sort_by(|a, b| a.values[0].total_cmp(&b.values[0]));
    let values: Vec<f64> = points.iter().map(|point| point.values[0]).collect();
    let medians = points.iter().map(|point| {
        format!("{} at {}", words::count(point.options[option].delayed.median()), value_in_words(point.values[0]))
    });
    let heading = Heading {
        title: headline(swept, option),
        subtitle: format!(
            "Delayed patients at midnight on {}, option: {}",
            numbers::date(swept.day()),
            swept.option_title(option)
        ),
        footnote: format!("Half of the simulated counts lie in the darker band, 90% in the lighter. {}", made(swept)),
        told: format!(
            "Median of delayed patients under {}: {}.",
            swept.option_title(option),
            medians.collect::<Vec<_>>().join(", ")
        ),
    };
    let words = values.iter().map(|value| value_in_words(*value)).collect();
    let quantity = Quantity { name: quantity(swept, 0), values, words };
    let quantile = |point: &&Point, probability| point.options[option].delayed.quantile(probability);
    let lines = PROBABILITIES.map(|probability| {
        quantity.points(&points.iter().map(|point| quantile(point, probability)).collect::<Vec<_>>())
    });
    let medians = points.iter().map(|point| (point.values[0], quantile(point, 0.5))).collect();
    let mut panel = Panel::new(Across::Quantity(quantity), Scale::of(Unit::Count));
    (panel.labels, panel.apart, panel.grid) = ((260.0, 1), (30.0, 0.0), Some(1.0));
    if let Some(value) = swept.varied[0].stated() {
        panel.add(Stated { value, words: format!("Scenario: {}", value_in_words(value)) });
    }
    Fan { lines: &lines, names: Some(("Median", &["Middle half", "90% range"])), ends: &ENDS }.add(&mut panel);
    if points.len() <= MOST_DOTS {
        panel.add(Dots { points: medians, radius: 6.0, colour: NAVY });
    }
    if let Some(target) = swept.target() {
        panel.add(Level { value: target.into(), pen: AIMED }).end(0, "Target", NAMED);
    }
    panel.chart(named(swept, option, "sweep"), Some(swept.options[option]), heading)
}

fn axis(swept: &Swept, at: usize, values: &[f64]) -> HeatAxis {
    let stated = swept.varied[at].stated();
    HeatAxis {
        title: quantity(swept, at),
        words: values.iter().map(|value| value_in_words(*value)).collect(),
        stated: values.iter().position(|value| Some(*value) == stated),
    }
}

/// The median and, where there is a target, its probability; none unless the points are all combinations of their values.
fn maps(swept: &Swept, option: usize) -> Option<Vec<Chart>> {
    let (across, up) = (swept.values(0), swept.values(1));
    if swept.points.len() != across.len() * up.len() {
        return None;
    }
    let mut order: Vec<&Point> = swept.points.iter().collect();
    order.sort_by(|a, b| a.values[0].total_cmp(&b.values[0]).then(a.values[1].total_cmp(&b.values[1])));
    let cells = |value: &dyn Fn(&Point) -> f64| -> Vec<Vec<f64>> {
        order.chunks(up.len()).map(|column| column.iter().map(|point| value(point)).collect()).collect()
    };
    let median = |point: &Point| point.options[option].delayed.median();
    let above = |point: &Point| point.target.map_or(f64::NAN, |t| median(point) - f64::from(t.delayed_patients));
    let has_target = swept.points.iter().any(|point| point.target.is_some());
    let target = swept.target().map_or_else(|| "the target".to_owned(), |target| target.to_string());
    let medians = cells(&median);
    let all = || medians.iter().flatten().copied();
    let ends = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let day = numbers::date(swept.day());
    let heat = Heat {
        heading: Heading {
            title: headline(swept, option),
            subtitle: format!(
                "Median of delayed patients at midnight on {day}, option: {}",
                swept.option_title(option)
            ),
            footnote: made(swept),
            told: format!("A map of the median over {} and {}.", quantity(swept, 0), quantity(swept, 1)),
        },
        across: axis(swept, 0, &across),
        up: axis(swept, 1, &up),
        cells: medians.clone(),
        ends,
        unit: Unit::Count,
        contour: has_target.then(|| (cells(&above), format!("Median is {target}"))),
    };
    let shown = Some(swept.options[option]);
    let mut charts = vec![heat.chart(named(swept, option, "sweep-median"), shown)];
    if has_target {
        let probability = |point: &Point| point.options[option].probability().map_or(f64::NAN, |share| share.mean);
        let heat = Heat {
            heading: Heading {
                title: chance(swept, option, &target),
                subtitle: format!(
                    "Probability of {target} delayed patients or fewer on {day}, option: {}",
                    swept.option_title(option)
                ),
                footnote: made(swept),
                told: format!("A map over {} and {}.", quantity(swept, 0), quantity(swept, 1)),
            },
            cells: cells(&probability),
            ends: (0.0, 1.0),
            unit: Unit::Share,
            contour: None,
            ..heat
        };
        charts.push(heat.chart(named(swept, option, "sweep-target"), shown));
    }
    Some(charts)
}

/// How likely the target is, as a sentence.
fn chance(swept: &Swept, option: usize, target: &str) -> String {
    let shares: Vec<_> = swept.points.iter().filter_map(|point| point.options[option].probability()).collect();
    let best = shares.iter().copied().reduce(|best, other| if other.mean > best.mean { other } else { best });
    let likely = shares.iter().filter(|share| share.mean > 0.5).count();
    let all = words::count(swept.points.len() as f64);
    match best {
        Some(best) if best.mean > 0.0 => format!(
            "{target} or fewer is likelier than not at {} of {all} combinations; the best chance is {} (95% interval {} in 100)",
            words::count(likely as f64),
            words::per_cent(best.mean),
            numbers::hundredths(&best),
        ),
        _ => format!("None of the {all} combinations reaches {target} in any replication"),
    }
}
