//! The tables of a back-test.

use super::answer::{Tested, title};
use crate::experiment::backtest::Origin;
use crate::experiment::backtest::scores::{Against, Forecast, Forecaster, LEVELS, Score};
use crate::report::document::table::{Cell, Columns, Table};
use crate::report::letters::capitalised;
use crate::report::numbers::{self, value_in_words};
use crate::report::quantity::in_words;

/// The scores of every forecaster: over all its forecasts, by months ahead, and by origin where there are several.
pub fn scores(tested: &Tested) -> Vec<Table> {
    let mut tables = vec![overall(tested)];
    let aheads = tested.aheads();
    if aheads.len() > 1 {
        let caption = "CRPS by how far ahead the month lies; each is the mean over the origins.";
        let score = |ahead: &i32, forecaster| tested.score_ahead(forecaster, *ahead);
        tables.push(split(tested, "Months ahead", ToString::to_string, score, caption, aheads));
    }
    let origins = &tested.found.origins;
    if origins.len() > 1 {
        let caption = "CRPS from each origin; each is the mean over its months.";
        let day = |at: &usize| numbers::short_date(origins[*at].until);
        let score = |at: &usize, forecaster| tested.score_from(forecaster, *at);
        tables.push(split(tested, "Known up to", day, score, caption, (0..origins.len()).collect()));
    }
    tables
}

fn overall(tested: &Tested) -> Table {
    let covered = |at: usize| {
        move |(score, _): &(Score, Option<Against>)| {
            let share = score.coverage[at];
            Cell::with_below(numbers::percent(share.mean), format!("{} %", numbers::hundredths(&share)))
        }
    };
    Columns::<(Score, Option<Against>)>::default()
        .name("Forecast", |(score, _)| title(score.forecaster))
        .number("Number", |(score, _)| numbers::whole(score.forecasts as f64))
        .noted("Number: forecasts scored.")
        .given_up(0)
        .number("Misses by", |(score, _)| numbers::figure(&score.error, 0.1))
        .number("CRPS", |(score, _)| numbers::figure(&score.crps, 0.01))
        .number("Model less this", |(_, against)| Some(numbers::difference(&against.as_ref()?.difference, 0.1)))
        .number("In 50 %", covered(0))
        .given_up(1)
        .number("In 80 %", covered(1))
        .given_up(2)
        .number("In 95 %", covered(2))
        .table(explained(tested), tested.scores())
}

fn explained(tested: &Tested) -> String {
    let overlap = if tested.overlap() > 0 { ", and allows for windows that overlap" } else { "" };
    format!(
        "Misses by: distance of the median from what happened, in patients. CRPS: the continuous ranked probability score, less is \
         better. Model less this: the difference in CRPS. Below each its 95 % interval, which takes each of the {} for one observation{overlap}. \
         In 50, 80, 95 %: how often that range held what happened; below it the 95 % interval, as if all forecasts were independent, \
         which they are not.",
        numbers::count_of(tested.found.origins.len(), "origin")
    )
}

/// The mean score of each forecaster in each of some parts of its forecasts.
fn split<Part>(
    tested: &Tested,
    head: &str,
    name: impl Fn(&Part) -> String,
    score: impl Fn(&Part, Forecaster) -> Option<Score>,
    caption: &str,
    parts: Vec<Part>,
) -> Table {
    let score = &score;
    let forecasters = tested.scores().into_iter().map(|(score, _)| score.forecaster);
    Columns::<Part>::default()
        .name(head, name)
        .each(forecasters, |columns, forecaster| {
            columns.number(title(forecaster), move |part| {
                score(part, forecaster).map(|score| numbers::decimal(score.crps.mean, 1))
            })
        })
        .table(caption, parts)
        .long()
}

/// Every forecast of the model.
pub fn forecasts(tested: &Tested) -> Table {
    let range = |level: f64| {
        move |forecast: &&Forecast| {
            let (lower, upper) = forecast.ensemble.central(level);
            numbers::range(&numbers::whole(lower), &numbers::whole(upper))
        }
    };
    let tenth = |value: f64| numbers::decimal(value, 1);
    let [half, most, nearly_all] = LEVELS.map(range);
    let of_model = tested.found.forecasts.iter().filter(|forecast| forecast.forecaster == Forecaster::Model);
    Columns::<&Forecast>::default()
        .text("Known up to", |forecast| numbers::short_date(tested.found.origins[forecast.origin].until))
        .text("Month", |forecast| numbers::short_month(forecast.month.first_day()))
        .number("Happened", |forecast| forecast.observed.map(tenth))
        .number("Median", |forecast| tenth(forecast.ensemble.median()))
        .number("50 %", half)
        .number("80 %", most)
        .number("95 %", nearly_all)
        .number("CRPS", |forecast| forecast.score().map(tenth))
        .table(
            "What happened, the median of the forecast, and the ranges that hold 50, 80 and 95 in 100 futures.",
            of_model,
        )
        .long()
}

/// What was fitted at each origin.
pub fn origins(tested: &Tested) -> Table {
    let in_words = |path: &str| capitalised(&in_words(path, &tested.scenario.system));
    Columns::<&Origin>::default()
        .text("Known up to", |origin| numbers::short_date(origin.until))
        .number("Observations", |origin| origin.fitted.to_string())
        .each(tested.plan.quantities.iter().enumerate(), |columns, (at, quantity)| {
            columns.number(in_words(&quantity.path), move |origin| {
                let quantile = |probability| value_in_words(rounded(origin.posterior.quantile(at, probability)));
                Cell::with_below(quantile(0.5), numbers::range(&quantile(0.05), &quantile(0.95)))
            })
        })
        .number("Unexplained in the last month", |origin| Some(numbers::decimal(origin.unexplained?.last, 1)))
        .number("Left after a month", |origin| Some(numbers::percent(origin.unexplained?.persistence)))
        .table(
            "The fitted quantities: the median of what is left of their range, and below it nine tenths of it. Unexplained: what was \
             observed less the mean of the simulation, in patients, averaged over the draws; and the share of it that is expected to \
             be left a month later.",
            &tested.found.origins,
        )
        .long()
}

/// Three significant figures.
fn rounded(value: f64) -> f64 {
    format!("{value:.2e}").parse().unwrap_or(value)
}
