//! Where model and history differ: every observed point beside the simulated distribution of the option that history followed.

use crate::experiment::Month;
use crate::model::Date;
use crate::report::document::table::{Columns, Table};
use crate::report::document::words::Words;
use crate::report::document::{Block, Section};
use crate::report::numbers::{self, range};
use crate::report::run::findings::Findings;
use crate::scenario::{ObservedPoint, ObservedSeries};
use crate::statistics::Histogram;

/// Where an observed value lies in the simulated distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    MiddleHalf,
    Inside95,
    Outside,
    /// The observed value is a bound (`more than 220`) that the simulated 95 % range does not contradict.
    BoundHolds,
    BoundBroken,
}

impl Place {
    fn of(point: &ObservedPoint, simulated: &Simulated) -> Self {
        let quantile = |probability| simulated.quantile(probability);
        let holds = |holds: bool| if holds { Self::BoundHolds } else { Self::BoundBroken };
        match bound(&point.qualifier) {
            Some(Bound::AtLeast) => holds(quantile(0.975) >= point.value),
            Some(Bound::AtMost) => holds(quantile(0.025) <= point.value),
            None if (quantile(0.25)..=quantile(0.75)).contains(&point.value) => Self::MiddleHalf,
            None if (quantile(0.025)..=quantile(0.975)).contains(&point.value) => Self::Inside95,
            None => Self::Outside,
        }
    }

    fn in_words(self) -> &'static str {
        match self {
            Self::MiddleHalf => "inside the middle half",
            Self::Inside95 => "inside 95 %",
            Self::Outside => "outside",
            Self::BoundHolds => "in line with the bound",
            Self::BoundBroken => "outside: breaks the bound",
        }
    }

    /// The same, as something to look at where the observed number does not agree.
    fn words(self) -> Words {
        if self.agrees() { self.in_words().into() } else { Words::default().flag(self.in_words()) }
    }

    fn agrees(self) -> bool {
        !matches!(self, Self::Outside | Self::BoundBroken)
    }
}

/// A qualifier that makes the observed value one end of what it can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    AtLeast,
    AtMost,
}

fn bound(qualifier: &str) -> Option<Bound> {
    let qualifier = qualifier.trim().to_lowercase();
    let is = |words: &[&str]| words.contains(&qualifier.as_str());
    if is(&["more than", "over", "above", "at least", "lower bound"]) {
        Some(Bound::AtLeast)
    } else if is(&["fewer than", "less than", "under", "below", "at most", "up to", "upper bound"]) {
        Some(Bound::AtMost)
    } else {
        None
    }
}

/// The comparison and the known differences; none when nothing was observed and nothing is known to differ.
pub fn section(findings: &Findings) -> Option<Section> {
    let scenario = findings.scenario;
    if scenario.observed.is_empty() && scenario.caveats.is_empty() {
        return None;
    }
    let compared = compare(findings);
    let placed: Vec<Place> = compared.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.place)).collect();
    let said = if placed.is_empty() { nothing_compared(findings) } else { summary(findings, &placed) };
    let mut blocks = vec![Block::paragraph(said)];
    for (series, rows) in &compared {
        blocks.push(table_of(series, rows).into());
        blocks.extend(gaps(series, rows).map(Block::note));
    }
    if !scenario.caveats.is_empty() {
        blocks.push(Block::Heading("Known differences".into()));
        blocks.push(Block::List(scenario.caveats.iter().map(Words::from).collect()));
    }
    Some(Section::new("history", "Where model and history differ", blocks))
}

/// The measure of a series whose points are averages of the midnight counts of a month, dated its first day.
const MONTHLY_AVERAGE: &str = "delayed.monthly_average";

/// A simulated distribution: of a midnight count, or of a sum over the days of a month to be divided by them.
#[derive(Clone, Copy)]
struct Simulated<'a> {
    counts: &'a Histogram,
    days: f64,
}

impl Simulated<'_> {
    fn quantile(&self, probability: f64) -> f64 {
        self.counts.quantile(probability) / self.days
    }

    fn mean(&self) -> f64 {
        self.counts.mean() / self.days
    }
}

/// An observed point beside the simulated distribution of its day or month.
struct Compared<'a> {
    point: &'a ObservedPoint,
    simulated: Simulated<'a>,
    place: Place,
}

/// Every observed point that falls on a simulated day of a measure that was counted.
fn compare<'a>(findings: &Findings<'a>) -> Vec<(&'a ObservedSeries, Vec<Compared<'a>>)> {
    let results = findings.results;
    let historical = findings.scenario.historical_option;
    let Some(option) = results.options.iter().find(|option| Some(option.option) == historical) else {
        return Vec::new();
    };
    let names: Vec<String> = results.measures.iter().map(|measure| measure.id(&findings.scenario.system)).collect();
    let compared = findings.scenario.observed.iter().filter_map(|series| {
        let daily = names.iter().position(|name| *name == series.measure).and_then(|at| option.daily.get(at));
        let on_day = |date: Date| {
            let day = results.dates.iter().position(|&other| other == date)?;
            Some(Simulated { counts: daily?.get(day)?, days: 1.0 })
        };
        let in_month = |date: Date| {
            let is_meant = |month: &&Month| (month.first.year(), month.first.month()) == (date.year(), date.month());
            let month = option.monthly.iter().find(is_meant).filter(|month| month.whole && month.days > 0)?;
            Some(Simulated { counts: &month.delayed_days, days: f64::from(month.days) })
        };
        let rows: Vec<Compared> = series
            .points
            .iter()
            .filter_map(|point| {
                let simulated = if is_monthly(series) { in_month(point.date) } else { on_day(point.date) };
                let simulated = simulated.filter(|simulated| !simulated.counts.is_empty())?;
                Some(Compared { point, simulated, place: Place::of(point, &simulated) })
            })
            .collect();
        (!rows.is_empty()).then_some((series, rows))
    });
    compared.collect()
}

fn is_monthly(series: &ObservedSeries) -> bool {
    series.measure == MONTHLY_AVERAGE
}

fn nothing_compared(findings: &Findings) -> String {
    match (findings.scenario.historical_option, findings.scenario.observed.is_empty()) {
        (_, true) => "The scenario holds no observed numbers to set beside the simulation.".into(),
        (None, _) => {
            "No option of the scenario is said to be the one that history followed, so observed numbers are not set \
                      beside the simulation."
                .into()
        }
        _ => "No observed number falls on a day and an option that were simulated.".into(),
    }
}

fn summary(findings: &Findings, placed: &[Place]) -> String {
    let system = &findings.scenario.system;
    let option = findings.scenario.historical_option.and_then(|at| system.options.get(at));
    let title = option.map_or("", |option| option.title.as_str());
    let inside = placed.iter().filter(|place| place.agrees()).count();
    let verdict = match (inside, placed.len()) {
        (inside, all) if inside == all => format!("all {all} observed numbers"),
        (inside, all) => format!("{inside} of {all} observed numbers"),
    };
    format!(
        "History followed “{title}”. Of its simulated {}, the 95 % range holds {verdict}. A good model would hold 95 in 100 of \
         them, and half of them in its middle half; a single history can tell no more.",
        findings.future().many
    )
}

/// How many of the exact observed numbers lie where, and the one farthest from the simulated mean.
fn gaps(series: &ObservedSeries, rows: &[Compared]) -> Option<String> {
    let exact: Vec<&Compared> = rows.iter().filter(|row| bound(&row.point.qualifier).is_none()).collect();
    let gap = |row: &Compared| (row.point.value - row.simulated.mean()).abs();
    let farthest = exact.iter().max_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    let middle = exact.iter().filter(|row| row.place == Place::MiddleHalf).count();
    let inside = middle + exact.iter().filter(|row| row.place == Place::Inside95).count();
    Some(format!(
        "Of {} {middle} lie in the middle half and {inside} in the 95 % range. The largest gap is {} ({}: {} observed, a mean \
         of {} simulated).",
        match exact.len() {
            1 => "one observed number,".to_owned(),
            many => format!("{many} observed numbers,"),
        },
        numbers::whole(gap(farthest)),
        when(series, farthest.point),
        numbers::whole(farthest.point.value),
        numbers::whole(farthest.simulated.mean()),
    ))
}

/// The day of a point, or its month.
fn when(series: &ObservedSeries, point: &ObservedPoint) -> String {
    if is_monthly(series) { numbers::short_month(point.date) } else { numbers::short_date(point.date) }
}

fn table_of(series: &ObservedSeries, rows: &[Compared]) -> Table {
    let is_monthly = is_monthly(series);
    let quantile = |row: &Compared, probability: f64| numbers::whole(row.simulated.quantile(probability));
    let middle = if is_monthly { "Simulated mean" } else { "Simulated median" };
    Columns::<&Compared>::default()
        .name(if is_monthly { "Month" } else { "Date" }, |row| when(series, row.point))
        .number("Observed", |row| observed(row.point))
        .number(middle, |row| if is_monthly { numbers::whole(row.simulated.mean()) } else { quantile(row, 0.5) })
        .number("Middle half", |row| range(&quantile(row, 0.25), &quantile(row, 0.75)))
        .number("95 % range", |row| range(&quantile(row, 0.025), &quantile(row, 0.975)))
        .text("The observed number is", |row| row.place.words())
        .text("Source", |row| &row.point.source)
        .table(&series.title, rows)
        .looking("dated sourced")
}

fn observed(point: &ObservedPoint) -> String {
    let decimals = usize::from(point.value.fract() != 0.0);
    let value = numbers::decimal(point.value, decimals);
    if point.qualifier.is_empty() { value } else { format!("{} {value}", point.qualifier) }
}
