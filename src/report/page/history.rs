//! Where model and history differ: every observed point beside the simulated distribution of the option that history followed.

use super::elements::{number_head, text_head};
use super::elements::{plain, prose, table};
use crate::experiment::Month;
use crate::model::Date;
use crate::report::Findings;
use crate::report::numbers::{self, range};
use crate::scenario::{ObservedPoint, ObservedSeries};
use crate::statistics::Histogram;
use maud::{Markup, html};

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
pub fn section(findings: &Findings) -> Option<Markup> {
    let scenario = findings.scenario;
    if scenario.observed.is_empty() && scenario.caveats.is_empty() {
        return None;
    }
    let compared = compare(findings);
    let placed: Vec<Place> = compared.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.place)).collect();
    Some(html! {
        @if placed.is_empty() {
            p { (nothing_compared(findings)) }
        } @else {
            p { (prose(&summary(findings, &placed))) }
            @for (series, rows) in &compared { (table_of(series, rows)) }
        }
        @if !scenario.caveats.is_empty() {
            h3 { "Known differences" }
            ul { @for caveat in &scenario.caveats { li { (prose(caveat)) } } }
        }
    })
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
        "History followed “{title}”. Of its simulated futures, the 95 % range holds {verdict}. A good model would hold 95 in 100 of \
         them, and half of them in its middle half; a single history can tell no more."
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

fn table_of(series: &ObservedSeries, rows: &[Compared]) -> Markup {
    let monthly = is_monthly(series);
    let head = [
        text_head(if monthly { "Month" } else { "Date" }),
        number_head("Observed"),
        number_head(if monthly { "Simulated mean" } else { "Simulated median" }),
        number_head("Middle half"),
        number_head("95 % range"),
        text_head("The observed number is"),
        text_head("Source"),
    ];
    let body = html! {
        @for row in rows {
            @let quantile = |probability: f64| numbers::whole(row.simulated.quantile(probability));
            tr {
                th.key scope="row" { (when(series, row.point)) }
                (plain(observed(row.point)))
                (plain(if monthly { numbers::whole(row.simulated.mean()) } else { quantile(0.5) }))
                (plain(range(&quantile(0.25), &quantile(0.75))))
                (plain(range(&quantile(0.025), &quantile(0.975))))
                td class=(if row.place.agrees() { "agrees" } else { "differs" }) { (prose(row.place.in_words())) }
                td.source { (row.point.source) }
            }
        }
    };
    html! {
        (table("short", &series.title, &head, &body))
        @if let Some(text) = gaps(series, rows) { p.note { (prose(&text)) } }
    }
}

fn observed(point: &ObservedPoint) -> String {
    let decimals = usize::from(point.value.fract() != 0.0);
    let value = numbers::decimal(point.value, decimals);
    if point.qualifier.is_empty() { value } else { format!("{} {value}", point.qualifier) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pages_fixture::{Fixture, date};

    #[test]
    fn monthly_averages_are_set_beside_whole_months() {
        let (mut scenario, results) = Fixture { options: 2, days: 125, ..Fixture::default() }.build();
        let point = |month, value| ObservedPoint {
            date: date(2015 + i32::from(month < 11), month, 1),
            value,
            qualifier: String::new(),
            source: "NHS England".into(),
        };
        scenario.observed = vec![ObservedSeries {
            measure: MONTHLY_AVERAGE.into(),
            title: "Average delayed patients in the month".into(),
            // November begins before the period: its average cannot be set beside the simulation.
            points: vec![point(11, 160.0), point(12, 149.0), point(1, 1_000.0)],
        }];
        let html = section(&Findings::new(&scenario, &results)).unwrap().into_string();
        assert!(html.contains("Dec 2015") && html.contains("Jan 2016") && !html.contains("Nov 2015"), "{html}");
        assert!(html.contains("Simulated mean"));
        assert!(html.contains("Of 2 observed numbers, ") && html.contains("(Jan 2016: 1,000 observed"), "{html}");
        let simulated = Simulated { counts: &results.options[1].monthly[1].delayed_days, days: 31.0 };
        assert!((100.0..160.0).contains(&simulated.mean()), "{}", simulated.mean());
    }
}
