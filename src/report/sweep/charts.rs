//! The charts of a sweep: a band over one quantity, heat maps over two.

use super::answer::{Point, Swept};
use super::finding::headline;
use crate::report::charts::band::{self, Band};
use crate::report::charts::canvas::Heading;
use crate::report::charts::heat::{self, Axis, Heat};
use crate::report::charts::{Chart, Kind, words};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};

/// The charts of every option; none over more than two quantities, or over points that are no grid.
pub fn charts(swept: &Swept) -> Vec<Chart> {
    let options = 0..swept.options.len();
    let mut charts: Vec<Chart> = match swept.varied.len() {
        1 => options.map(|option| delayed(swept, option)).collect(),
        2 => options.filter_map(|option| maps(swept, option)).flatten().collect(),
        _ => Vec::new(),
    };
    crate::report::charts::name_apart(&mut charts);
    charts
}

fn chart(swept: &Swept, option: usize, name: &str, scene: crate::report::charts::scene::Scene) -> Chart {
    Chart::new(format!("{name}-{}", swept.option_id(option)), Kind::Sweep, Some(swept.options[option]), scene)
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

fn delayed(swept: &Swept, option: usize) -> Chart {
    let mut points: Vec<&Point> = swept.points.iter().collect();
    points.sort_by(|a, b| a.values[0].total_cmp(&b.values[0]));
    let quantiles = band::PROBABILITIES
        .map(|probability| points.iter().map(|point| point.options[option].delayed.quantile(probability)).collect());
    let values: Vec<f64> = points.iter().map(|point| point.values[0]).collect();
    let title = headline(swept, option);
    let medians = points.iter().map(|point| {
        format!("{} at {}", words::count(point.options[option].delayed.median()), value_in_words(point.values[0]))
    });
    let description = format!(
        "{}. Median of delayed patients under {}: {}.",
        title,
        swept.option_title(option),
        medians.collect::<Vec<_>>().join(", ")
    );
    let scene = band::draw(&Band {
        heading: Heading {
            title,
            subtitle: format!(
                "Delayed patients at midnight on {}, option: {}",
                words::date(swept.day()),
                swept.option_title(option)
            ),
            footnote: format!(
                "Half of the simulated counts lie in the darker band, 90% in the lighter. {}",
                made(swept)
            ),
        },
        quantity: quantity(swept, 0),
        words: values.iter().map(|value| value_in_words(*value)).collect(),
        values,
        quantiles,
        target: swept.target().map(f64::from),
        stated: swept.varied[0].stated().map(|value| (value, value_in_words(value))),
        description,
    });
    chart(swept, option, "sweep", scene)
}

fn axis(swept: &Swept, at: usize, values: &[f64]) -> Axis {
    let stated = swept.varied[at].stated();
    Axis {
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
    let day = words::date(swept.day());
    let title = headline(swept, option);
    let heat = Heat {
        heading: Heading {
            title: title.clone(),
            subtitle: format!(
                "Median of delayed patients at midnight on {day}, option: {}",
                swept.option_title(option)
            ),
            footnote: made(swept),
        },
        across: axis(swept, 0, &across),
        up: axis(swept, 1, &up),
        cells: medians.clone(),
        ends,
        words: words::count,
        contour: has_target.then(|| (cells(&above), format!("Median is {target}"))),
        description: format!("{title}. A map of the median over {} and {}.", quantity(swept, 0), quantity(swept, 1)),
    };
    let mut charts = vec![chart(swept, option, "sweep-median", heat::draw(&heat))];
    if has_target {
        let probability = |point: &Point| point.options[option].probability().map_or(f64::NAN, |share| share.mean);
        let title = chance(swept, option, &target);
        let heat = Heat {
            heading: Heading {
                title: title.clone(),
                subtitle: format!(
                    "Probability of {target} delayed patients or fewer on {day}, option: {}",
                    swept.option_title(option)
                ),
                footnote: made(swept),
            },
            cells: cells(&probability),
            ends: (0.0, 1.0),
            words: words::per_cent,
            contour: None,
            description: format!("{title}. A map over {} and {}.", quantity(swept, 0), quantity(swept, 1)),
            ..heat
        };
        charts.push(chart(swept, option, "sweep-target", heat::draw(&heat)));
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
