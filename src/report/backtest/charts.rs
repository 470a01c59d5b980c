//! The charts of a back-test: forecasts over what happened, and scores side by side.

use super::answer::{Tested, title};
use super::finding::headline;
use crate::experiment::backtest::scores::{Forecast, Forecaster, Score};
use crate::experiment::backtest::series::Month;
use crate::model::Date;
use crate::model::dates::{days_between, plus_days};
use crate::report::charts::axis::Days;
use crate::report::charts::canvas::Heading;
use crate::report::charts::forecasts::{self, Fan, Forecasts};
use crate::report::charts::marks::Observed;
use crate::report::charts::scores::{self, Row, Scores};
use crate::report::charts::{Chart, Kind, words};
use crate::report::numbers;

/// Probabilities of the lines of a fan.
const PROBABILITIES: [f64; 7] = crate::report::charts::fan::PROBABILITIES;
/// Months shown before an origin on a chart of its own.
const BEFORE: i32 = 24;

/// The charts: all origins together where there are several, one for each, and the scores.
pub fn charts(tested: &Tested) -> Vec<Chart> {
    let mut charts = Vec::new();
    if tested.found.origins.len() > 1 {
        charts.extend(together(tested));
    }
    charts.extend((0..tested.found.origins.len()).filter_map(|origin| alone(tested, origin)));
    charts.extend(side_by_side(tested));
    crate::report::charts::name_apart(&mut charts);
    charts
}

/// The middle of a month.
fn middle(month: Month) -> Date {
    plus_days(month.first_day(), i64::from(month.first_day().days_in_month()) / 2)
}

/// The forecasts of the model from an origin.
fn of_model(tested: &Tested, origin: usize) -> impl Iterator<Item = &Forecast> {
    let forecasts = tested.found.forecasts.iter();
    forecasts.filter(move |forecast| forecast.origin == origin && forecast.forecaster == Forecaster::Model)
}

/// The fan from an origin, and the last month it reaches.
fn fan(tested: &Tested, at: usize) -> Option<(Fan, Month)> {
    let origin = tested.found.origins.get(at)?;
    let months: Vec<_> = of_model(tested, at)
        .map(|forecast| {
            (middle(forecast.month), PROBABILITIES.map(|probability| forecast.ensemble.quantile(probability)))
        })
        .collect();
    let last = of_model(tested, at).last()?.month;
    let start = (middle(origin.last), tested.found.observed.get(origin.last)?);
    Some((Fan { origin: origin.until, start, months }, last))
}

/// What was observed from one month to another; the values of the months in `named` are written.
fn observed(tested: &Tested, from: Month, to: Month, named: impl Fn(Month) -> bool) -> Observed {
    let shown = tested.found.observed.iter().filter(|(month, _)| from <= *month && *month <= to);
    let words = |month, value| if named(month) { words::count(value) } else { String::new() };
    let points = shown.map(|(month, value)| (middle(month), value, words(month, value))).collect();
    Observed { title: "Observed, monthly average".into(), belongs: true, points }
}

/// The days from the first of one month to the last of another.
fn days(from: Month, to: Month) -> Days {
    let count = days_between(from.first_day(), to.last_day()) + 1;
    Days { first: from.first_day(), count: usize::try_from(count).unwrap_or(1) }
}

fn footnote(tested: &Tested) -> String {
    format!(
        "Fitted at each origin to what was known by then. {} draws, {} of each, seed {}. Scenario: {}.",
        words::count(tested.plan.plan.draws as f64),
        words::plural(tested.plan.replications as f64, "replication", "replications"),
        tested.plan.plan.seed,
        tested.scenario.title
    )
}

/// Fans from as many origins as do not overlap, over all that was observed.
fn together(tested: &Tested) -> Option<Chart> {
    let mut fans: Vec<(Fan, Month)> = Vec::new();
    for at in 0..tested.found.origins.len() {
        let starts = tested.found.origins[at].last;
        if fans.last().is_none_or(|(_, last)| starts >= *last) {
            fans.extend(fan(tested, at));
        }
    }
    let first = tested.found.observed.iter().next()?.0;
    let last = fans.last()?.1.max(tested.found.observed.last()?.0);
    let shown = fans.len();
    let title = headline(tested);
    let heading = Heading {
        title: title.clone(),
        subtitle: format!(
            "Delayed patients, monthly average, and forecasts of {} from {} with what was known then",
            numbers::count_of(tested.plan.horizon as usize, "month"),
            if shown == tested.found.origins.len() {
                numbers::count_of(shown, "origin")
            } else {
                format!("{shown} of {}", numbers::count_of(tested.found.origins.len(), "origin"))
            }
        ),
        footnote: footnote(tested),
    };
    let scene = forecasts::draw(&Forecasts {
        heading,
        days: days(first, last),
        fans: fans.into_iter().map(|(fan, _)| fan).collect(),
        observed: observed(tested, first, last, |_| false),
        description: format!("{title}. Forecasts from {shown} origins over the observed monthly averages."),
    });
    Some(Chart::new("forecasts".into(), Kind::Forecast, Some(tested.option), scene))
}

/// The fan from one origin.
fn alone(tested: &Tested, at: usize) -> Option<Chart> {
    let (fan, last) = fan(tested, at)?;
    let origin = &tested.found.origins[at];
    let first = tested.found.observed.iter().next()?.0.max(origin.last.plus(-BEFORE));
    let title = held(tested, at);
    let told = of_model(tested, at).map(|forecast| {
        let (lower, upper) = forecast.ensemble.central(0.95);
        let happened =
            forecast.observed.map_or_else(String::new, |value| format!(", observed {}", words::count(value)));
        format!(
            "{}: median {}, 95% range {} to {}{happened}",
            words::month(forecast.month.first_day()),
            words::count(forecast.ensemble.median()),
            words::count(lower),
            words::count(upper)
        )
    });
    let description = format!("{title}. {}.", told.collect::<Vec<_>>().join("; "));
    let heading = Heading {
        title,
        subtitle: format!("Delayed patients, monthly average; option simulated: {}", tested.option_title()),
        footnote: footnote(tested),
    };
    let scene = forecasts::draw(&Forecasts {
        heading,
        days: days(first, last),
        observed: observed(tested, first, last, |month| month > origin.last),
        fans: vec![fan],
        description,
    });
    Some(Chart::new(format!("forecast-from-{}", origin.until), Kind::Forecast, Some(tested.option), scene))
}

/// What became of the forecasts from an origin, as a sentence.
fn held(tested: &Tested, at: usize) -> String {
    let day = words::date(tested.found.origins[at].until);
    let scored: Vec<(&Forecast, f64)> =
        of_model(tested, at).filter_map(|forecast| Some((forecast, forecast.observed?))).collect();
    let inside = scored.iter().filter(|(forecast, observed)| forecast.ensemble.covers(0.8, *observed)).count();
    let misses: f64 = scored.iter().filter_map(|(forecast, _)| forecast.error()).sum();
    match scored.len() {
        0 => format!("The forecast from {day}"),
        all => format!(
            "From {day} the median misses by {} on average; {inside} of {} lie in the 80% range",
            words::count(misses / all as f64),
            words::plural(all as f64, "month", "months")
        ),
    }
}

/// The scores of all forecasters.
fn side_by_side(tested: &Tested) -> Option<Chart> {
    let scored: Vec<Score> = Forecaster::ALL.into_iter().filter_map(|one| tested.score(one)).collect();
    let first = scored.first()?;
    let row = |score: &Score| {
        let held = |at: usize| (score.coverage[at].mean * score.forecasts as f64).round();
        Row {
            title: title(score.forecaster).into(),
            score: score.crps.mean,
            words: numbers::decimal(score.crps.mean, 1),
            note: format!(
                "{}Median misses by {}. In the 50% range {}, 80% {}, 95% {} of {}",
                numbers::figure(&score.crps, 0.1)
                    .range
                    .map_or_else(String::new, |range| format!("95% interval {range}. ")),
                numbers::decimal(score.error.mean, 1),
                words::count(held(0)),
                words::count(held(1)),
                words::count(held(2)),
                words::count(score.forecasts as f64)
            ),
            is_model: score.forecaster == Forecaster::Model,
        }
    };
    let rows: Vec<Row> = scored.iter().map(row).collect();
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}: score {}. {}", row.title, row.words, row.note)).collect();
    let title = headline(tested);
    let heading = Heading {
        title: title.clone(),
        subtitle: format!(
            "Continuous ranked probability score of {} from {}",
            numbers::count_of(first.forecasts as usize, "monthly forecast"),
            numbers::count_of(tested.found.origins.len(), "origin")
        ),
        footnote: format!("Each naive forecast is a distribution made of its own past errors. {}", footnote(tested)),
    };
    let scene = scores::draw(&Scores { heading, rows, description: format!("{title}. {}.", told.join("; ")) });
    Some(Chart::new("scores".into(), Kind::Scores, None, scene))
}
