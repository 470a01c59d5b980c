//! The tables for spreadsheets and programs.

use super::findings::Findings;
use super::ignorance::{Drawing, Ignorance, Split};
use super::official::{average_per_day, per_100_000};
use crate::experiment::{Known, Month, OptionResults, Row, TimeToDischarge};
use crate::model::parameters::{Pathway, UNLIMITED};
use crate::model::{AttributableTo, Date, DelayReason};
use crate::report::evidence;
use crate::report::money::{HeadingCost, by_heading};
use crate::report::sheets::{Datum, Fields, Sheets};
use crate::scenario::{Assumption, Scenario};
use crate::statistics::{Estimate, Histogram, Tally};

/// The probabilities of the columns of quantiles.
const QUANTILES: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// A number that is read again: shares, correlations, drawn values.
fn precise(value: f64) -> Datum {
    Datum::Number(value, 6)
}

/// The count at the midnight that ends a day.
struct Day<'a> {
    option: &'a OptionResults,
    measure: &'a str,
    date: Date,
    counts: &'a Histogram,
}

/// Every measure of every option on every day, as a distribution over replications.
pub fn daily(findings: &Findings, sheets: &mut dyn Sheets) {
    let results = findings.results;
    let names: Vec<String> = results.measures.iter().map(|measure| measure.id(&findings.scenario.system)).collect();
    let rows = results.options.iter().flat_map(|option| {
        option.daily.iter().zip(&names).flat_map(move |(days, measure)| {
            let days = days.iter().zip(&results.dates);
            days.map(move |(counts, &date)| Day { option, measure, date, counts })
        })
    });
    Fields::<Day>::default()
        .field("option", |day| &day.option.id)
        .field("date", |day| day.date)
        .field("measure", |day| day.measure)
        .fields(["mean", "p2.5", "p10", "p25", "p50", "p75", "p90", "p97.5"], |day| {
            // Places without a limit are no number.
            if day.counts.largest().is_none_or(|largest| largest == UNLIMITED) {
                return Vec::new();
            }
            let quantiles = QUANTILES.map(|probability| day.counts.quantile(probability));
            std::iter::once(day.counts.mean()).chain(quantiles).map(Datum::number).collect()
        })
        .write(sheets, "daily", "every count of every option on every day, as a distribution", rows);
}

/// The official statistics of each calendar month, as published, for every option.
pub fn monthly(findings: &Findings, sheets: &mut dyn Sheets) {
    let adults = findings.adults();
    let rate = |month: &Month| Some(Datum::number(per_100_000(average_per_day(month)?, adults?)));
    let mean = |tally: &Tally| if tally.is_empty() { Datum::Nothing } else { Datum::number(tally.mean()) };
    let reasons = DelayReason::ALL.map(|reason| format!("delayed_days_reason_{}", reason.code()));
    let attributions = AttributableTo::ALL.map(|to| format!("delayed_days_attributable_{}", to.word()));
    debug_assert_eq!(AttributableTo::ALL.len(), attributions.len());
    Fields::<(&OptionResults, &Month)>::default()
        .field("option", |(option, _)| &option.id)
        .field("month", |(_, month)| format!("{:04}-{:02}", month.first.year(), month.first.month()))
        .field("days", |(_, month)| u64::from(month.days))
        .field("whole_month", |(_, month)| month.whole)
        .interval("delayed_days", Datum::number, |(_, month)| {
            (!month.delayed_days.is_empty()).then(|| month.delayed_days.estimate())
        })
        .fields(["delayed_days_p10", "delayed_days_p90"], |(_, month)| match month.delayed_days.is_empty() {
            true => Vec::new(),
            false => [0.1, 0.9].map(|p| Datum::number(month.delayed_days.quantile(p))).into(),
        })
        .field("average_per_day", |(_, month)| average_per_day(month).map(Datum::number))
        .field("delayed_days_acute", move |(_, month)| mean(&month.delayed_days_acute))
        .field("delayed_days_community", move |(_, month)| mean(&month.delayed_days_community))
        .fields(reasons, move |(_, month)| month.delayed_days_by_reason.iter().map(mean).collect())
        .fields(attributions, move |(_, month)| month.delayed_days_by_attribution.iter().map(mean).collect())
        .fields(["snapshot_date", "snapshot_mean", "snapshot_median"], |(_, month)| match &month.snapshot {
            Some((date, count)) if !count.is_empty() => {
                vec![(*date).into(), Datum::number(count.mean()), Datum::number(count.median())]
            }
            _ => Vec::new(),
        })
        .field("average_per_100000_adults", |(_, month)| rate(month))
        .write(
            sheets,
            "monthly",
            "the official monthly statistics",
            findings.results.options.iter().flat_map(|option| option.monthly.iter().map(move |month| (option, month))),
        );
}

/// Pounds by heading for every option, the total last, and the paired differences to the reference.
pub fn money(findings: &Findings, sheets: &mut dyn Sheets) {
    let headings = |option| by_heading(&findings.scenario.system, findings.results, option);
    let options = findings.results.options.iter();
    Fields::<(&OptionResults, HeadingCost)>::default()
        .field("option", |(option, _)| &option.id)
        .field("heading", |(_, heading)| heading.id.clone())
        .estimate(["mean", "lower", "upper"], Datum::pounds, |(_, heading)| Some(heading.cost))
        .interval("difference", Datum::pounds, |(_, heading)| heading.difference)
        .write(
            sheets,
            "money",
            "pounds by heading, and differences",
            options.flat_map(|option| headings(option).into_iter().map(move |heading| (option, heading))),
        );
}

/// Days from discharge ready to leaving the bed, by option and pathway. Quantiles count midnights in the bed; the mean is exact.
pub fn time_to_discharge(findings: &Findings, sheets: &mut dyn Sheets) {
    let quantile = |time: &TimeToDischarge, probability: f64| {
        (!time.days.is_empty()).then(|| Datum::number(time.days.quantile(probability)))
    };
    let pathways = &findings.scenario.system.pathways;
    let options = findings.results.options.iter();
    Fields::<(&OptionResults, &TimeToDischarge, &Pathway)>::default()
        .field("option", |(option, ..)| &option.id)
        .field("pathway", |(.., pathway)| &pathway.id)
        .field("number", |(.., pathway)| u64::from(pathway.number))
        .field("patients_all_replications", |(_, time, _)| time.days.observations())
        .interval("mean_days", Datum::number, |(_, time, _)| cut_off(&time.mean_days, f64::INFINITY))
        .field("median_days", move |(_, time, _)| quantile(time, 0.5))
        .field("p90_days", move |(_, time, _)| quantile(time, 0.9))
        .interval("left_same_day", |value| Datum::Number(value, 4), |(_, time, _)| cut_off(&time.left_same_day, 1.0))
        .write(
            sheets,
            "time_to_discharge",
            "days from ready to leave to leaving",
            options.flat_map(|option| {
                option.time_to_discharge.iter().zip(pathways).map(move |(time, pathway)| (option, time, pathway))
            }),
        );
}

/// Mean and 95 % interval, cut off at nothing and at `most`, beyond which the truth cannot lie; none where nothing was observed.
fn cut_off(tally: &Tally, most: f64) -> Option<Estimate> {
    // With one replication there is no interval: its ends are infinite, and left empty.
    let cut = |value: f64| if value.is_finite() { value.clamp(0.0, most) } else { value };
    let Estimate { mean, lower, upper, .. } = tally.estimate();
    (!tally.is_empty()).then(|| Estimate { mean: cut(mean), lower: cut(lower), upper: cut(upper), ..tally.estimate() })
}

/// Every number of the scenario and the evidence for it, in the order of the scenario file.
pub fn assumptions(scenario: &Scenario, sheets: &mut dyn Sheets) {
    Fields::<&Assumption>::default()
        .field("path", |assumption| &assumption.path)
        .field("value", |assumption| &assumption.value)
        .field("low", |assumption| assumption.low.map(precise))
        .field("high", |assumption| assumption.high.map(precise))
        .field("evidence", |assumption| evidence::word(assumption.evidence))
        .field("source", |assumption| assumption.source.as_deref())
        .field("note", |assumption| assumption.note.as_deref())
        .write(sheets, "assumptions", "the assumptions log", &scenario.assumptions);
}

/// How the spread of each quantity of each option splits, what was drawn, and the draws: draw `n` is that of replication `n`, under
/// every option.
pub fn ignorance(findings: &Findings, ignorance: &Ignorance, sheets: &mut dyn Sheets) {
    let splits = Fields::<&Split>::default()
        .field("option", |split| findings.id(split.asked.option))
        .field("quantity", |split| split.name(&findings.scenario.system));
    Split::PARTS
        .into_iter()
        .fold(splits, |fields, (name, part)| fields.interval(name, precise, move |split| Some(part(split))))
        .write(sheets, "uncertainty", "how much of each spread is chance, and how much not knowing", &ignorance.splits);
    Fields::<&Drawing>::default()
        .field("path", |drawing| drawing.known.path())
        .field("from", |drawing| match drawing.known {
            Known::Range(_) => "pert",
            Known::Sample { .. } => "posterior",
        })
        .field("low", |drawing| precise(drawing.range().0))
        .field("stated", |drawing| drawing.range().1.map(precise))
        .field("high", |drawing| precise(drawing.range().2))
        .estimate(["rank_correlation", "lower", "upper"], precise, |drawing| Some(drawing.correlation))
        .write(sheets, "drawn", "the assumptions that were drawn, and how the count follows them", &ignorance.drawings);
    let drawn = ignorance.drawn;
    Fields::default()
        .field("draw", |(at, _)| *at)
        .field("refused_before", |(_, row): &(u64, &Row)| row.refused)
        .fields(drawn.known.iter().map(Known::path), |(_, row)| row.values.iter().copied().map(precise).collect())
        .write(sheets, "draws", "the values of every draw", (1..).zip(&drawn.rows));
}
