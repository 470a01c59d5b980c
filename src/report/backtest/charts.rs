//! The charts of a back-test: forecasts over what happened, and scores side by side.

use super::answer::{Tested, title};
use super::finding::headline;
use crate::experiment::backtest::scores::{Forecast, Forecaster, Score};
use crate::experiment::backtest::series::Month;
use crate::model::Date;
use crate::model::dates::{days_between, plus_days};
use crate::report::charts::{
    AXIS, Across, Anchor, Bottom, Chart, Days, FAN_ENDS, FAN_PLACE, FAN_PROBABILITIES, FAN_RANGES, Fan, Heading, INK,
    LABEL, MUTED, Mark, NAVY, Observed, Panel, Pen, Plot, REFERENCE, RIGHT, Rows, SMALLEST, Scale, Style, Swatch, Unit,
    Values, name_apart, words,
};
use crate::report::numbers;

/// Days of the longest month.
const LONGEST_MONTH: f64 = 31.0;
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
    name_apart(&mut charts);
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

/// The forecasts from one origin.
struct Forecasts {
    /// The last day that was known.
    origin: Date,
    /// The middle of the last month that was known, and its value.
    start: (Date, f64),
    /// The middle of each month, and the quantiles of its forecast for each of [`FAN_PROBABILITIES`].
    months: Vec<(Date, [f64; 7])>,
    /// The last month they reach.
    last: Month,
}

/// The forecasts from an origin.
fn forecasts(tested: &Tested, at: usize) -> Option<Forecasts> {
    let origin = tested.found.origins.get(at)?;
    let quantiles = |forecast: &Forecast| FAN_PROBABILITIES.map(|probability| forecast.ensemble.quantile(probability));
    Some(Forecasts {
        origin: origin.until,
        start: (middle(origin.last), tested.found.observed.get(origin.last)?),
        months: of_model(tested, at).map(|forecast| (middle(forecast.month), quantiles(forecast))).collect(),
        last: of_model(tested, at).last()?.month,
    })
}

/// A fan from each origin, through the middles of the months, over what was observed; the fans do not overlap.
fn fans(fans: &[Forecasts], observed: Observed) -> Panel {
    let days = observed.days;
    let mut panel = Panel::new(Across::Days(days), Scale::of(Unit::Count));
    (panel.labels, panel.apart, panel.grid) = ((260.0, 1), (34.0, 0.0), Some(1.0));
    // A label stands beside the edge, and would be taken for what the last fan reaches there.
    let reaches = |(month, _): &(Date, [f64; 7])| {
        days.position_of(*month).is_some_and(|position| position + LONGEST_MONTH > days.count as f64)
    };
    let reaches_the_edge = fans.last().and_then(|fan| fan.months.last()).is_some_and(reaches);
    for (at, fan) in fans.iter().enumerate() {
        let point = |date: Date, value: f64| Some((days.position_of(date)?, value));
        let line = |at: usize| {
            let months = fan.months.iter().filter_map(|(date, quantiles)| point(*date, quantiles[at]));
            point(fan.start.0, fan.start.1).into_iter().chain(months).collect()
        };
        let lines: [Vec<(f64, f64)>; 7] = std::array::from_fn(line);
        let is_labelled = at + 1 == fans.len() && reaches_the_edge;
        let names = (at == 0).then_some(("Median forecast", &FAN_RANGES[..]));
        Fan { lines: &lines, names, ends: if is_labelled { &FAN_ENDS } else { &[] } }.add(&mut panel);
        let origin = panel.add(Origin { date: fan.origin, days, is_only: fans.len() == 1 });
        if fans.len() > 1 && at == 0 {
            origin.key(FAN_PLACE + 9, "Origin: nothing later is known");
        }
    }
    let title = observed.title.clone();
    let entry = panel.add_over(observed).key(0, title);
    if reaches_the_edge {
        entry.end(0, "Observed", Style::new(LABEL, INK).bold());
    }
    panel
}

/// The day up to which everything is known; where it is the only one, what lies on either side is said.
struct Origin {
    date: Date,
    days: Days,
    is_only: bool,
}

impl Mark for Origin {
    fn swatch(&self) -> Option<Swatch> {
        Some(Swatch::Line(Pen::solid(AXIS, 2.0)))
    }

    fn draw(&self, plot: &Plot) {
        let Some(position) = self.days.position_of(self.date) else { return };
        let ([left, top, right, bottom], x) = (plot.bounds, plot.across(position));
        plot.canvas.line(&[(x, top - 4.0), (x, bottom)], Pen::solid(AXIS, 2.0));
        if !self.is_only {
            return;
        }
        let style = Style::new(LABEL, MUTED);
        let (before, after) = ("Known", format!("Forecast from {}", numbers::date(self.date)));
        if x - style.width(before) - 14.0 > left {
            plot.canvas.write(before, (x - 14.0, top - 12.0), style.anchored(Anchor::End));
        }
        if x + style.width(&after) + 14.0 < right + 200.0 {
            plot.canvas.write(&after, (x + 14.0, top - 12.0), style);
        }
    }
}

/// What was observed from one month to another; the values of the months in `named` are written.
fn observed(tested: &Tested, from: Month, to: Month, named: impl Fn(Month) -> bool) -> Observed {
    let shown = tested.found.observed.iter().filter(|(month, _)| from <= *month && *month <= to);
    let words = |month, value| if named(month) { words::count(value) } else { String::new() };
    let points = shown.map(|(month, value)| (middle(month), value, words(month, value))).collect();
    Observed { title: "Observed, monthly average".into(), belongs: true, points, days: days(from, to) }
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
    let mut shown: Vec<Forecasts> = Vec::new();
    for at in 0..tested.found.origins.len() {
        let starts = tested.found.origins[at].last;
        if shown.last().is_none_or(|before| starts >= before.last) {
            shown.extend(forecasts(tested, at));
        }
    }
    let first = tested.found.observed.iter().next()?.0;
    let last = shown.last()?.last.max(tested.found.observed.last()?.0);
    let origins = numbers::count_of(tested.found.origins.len(), "origin");
    let origins =
        if shown.len() == tested.found.origins.len() { origins } else { format!("{} of {origins}", shown.len()) };
    let heading = Heading {
        title: headline(tested),
        subtitle: format!(
            "Delayed patients, monthly average, and forecasts of {} from {origins} with what was known then",
            numbers::count_of(tested.plan.horizon as usize, "month")
        ),
        footnote: footnote(tested),
        told: format!("Forecasts from {} origins over the observed monthly averages.", shown.len()),
    };
    let panel = fans(&shown, observed(tested, first, last, |_| false));
    Some(panel.chart("forecasts", Some(tested.option), heading))
}

/// The fan from one origin.
fn alone(tested: &Tested, at: usize) -> Option<Chart> {
    let shown = forecasts(tested, at)?;
    let origin = &tested.found.origins[at];
    let first = tested.found.observed.iter().next()?.0.max(origin.last.plus(-BEFORE));
    let told = of_model(tested, at).map(|forecast| {
        let (lower, upper) = forecast.ensemble.central(0.95);
        let happened =
            forecast.observed.map_or_else(String::new, |value| format!(", observed {}", words::count(value)));
        format!(
            "{}: median {}, 95% range {} to {}{happened}",
            numbers::month(forecast.month.first_day()),
            words::count(forecast.ensemble.median()),
            words::count(lower),
            words::count(upper)
        )
    });
    let heading = Heading {
        title: held(tested, at),
        subtitle: format!("Delayed patients, monthly average; option simulated: {}", tested.option_title()),
        footnote: footnote(tested),
        told: format!("{}.", told.collect::<Vec<_>>().join("; ")),
    };
    let observed = observed(tested, first, shown.last, |month| month > origin.last);
    let panel = fans(&[shown], observed);
    Some(panel.chart(format!("forecast-from-{}", origin.until), Some(tested.option), heading))
}

/// What became of the forecasts from an origin, as a sentence.
fn held(tested: &Tested, at: usize) -> String {
    let day = numbers::date(tested.found.origins[at].until);
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
    let heading = Heading {
        title: headline(tested),
        subtitle: format!(
            "Continuous ranked probability score of {} from {}",
            numbers::count_of(first.forecasts as usize, "monthly forecast"),
            numbers::count_of(tested.found.origins.len(), "origin")
        ),
        footnote: format!("Each naive forecast is a distribution made of its own past errors. {}", footnote(tested)),
        told: format!("{}.", told.join("; ")),
    };
    Some(draw(heading, &rows))
}

/// Width of the column of titles, and of the column of notes.
const TITLES: f64 = 330.0;
const NOTES: f64 = 560.0;

/// One forecaster.
struct Row {
    title: String,
    /// The score, in patients; less is better.
    score: f64,
    /// The score in words.
    words: String,
    /// How often its ranges held.
    note: String,
    /// Drawn strongly.
    is_model: bool,
}

/// Draws a bar for each forecaster.
fn draw(heading: Heading, rows: &[Row]) -> Chart {
    let frame = Rows::new(&heading, &[], [TITLES + 30.0, 0.0, NOTES + 40.0, 96.0], rows.len(), (1.0, 150.0));
    let scale = Values::holding(rows.iter().map(|row| row.score), 5.0, 0.1);
    let plot = Plot::new(&frame.canvas, frame.bounds, scale.range.clone(), 0.0..1.0);
    let caption = "Score (CRPS) in patients; less is better".to_owned();
    Bottom { caption, ..Bottom::default() }.draw(&plot, &scale, Unit::Count);
    for (at, row) in rows.iter().enumerate() {
        let (y, half) = (frame.middle(at), (frame.height * 0.28).min(30.0));
        let colour = if row.is_model { NAVY } else { REFERENCE };
        let style = if row.is_model { Style::new(LABEL, NAVY).bold() } else { Style::new(LABEL, INK) };
        frame.title(at, &row.title, style, (TITLES, 1));
        let end = plot.across(row.score);
        plot.canvas.rectangle([plot.across(0.0), y - half, end, y + half], colour);
        plot.canvas.write_level(&row.words, (end + 12.0, y), Style::new(LABEL, colour).bold().with_halo());
        let note = Style::new(SMALLEST, MUTED);
        plot.canvas.write_lines(&note.wrap(&row.note, NOTES, 2), (RIGHT - NOTES, y), note);
    }
    Chart::new("scores", None, heading, &frame.canvas)
}
