//! The official monthly statistics, as NHS England publishes them, for every option.

use super::elements::{beside, folded, number_head, plain, table, text_head};
use crate::experiment::Month;
use crate::model::{AttributableTo, DelayReason};
use crate::report::Findings;
use crate::report::data::monthly::{average_per_day, per_100_000};
use crate::report::findings::OptionFindings;
use crate::report::numbers::{self, NOTHING};
use crate::statistics::Tally;
use maud::{Markup, html};

/// Two tables for each option, folded; none where no month was counted.
pub fn section(findings: &Findings) -> Option<Markup> {
    if findings.options.iter().all(|option| option.results.monthly.is_empty()) {
        return None;
    }
    let adults = findings.scenario.system.adult_population.filter(|&adults| adults > 0.0);
    Some(html! {
        p {
            "The count as the monthly situation report makes it: delayed days are the midnight counts of the month added up, the \
             average is delayed days divided by days, the snapshot is the count at midnight on the last Thursday. "
            @if let Some(adults) = adults {
                "Rates are for each 100,000 of " (numbers::whole(adults)) " adults. "
            } @else {
                "The adult population is not given, so there is no rate for each 100,000 adults. "
            }
            "A month with a star lies only partly in the period. Reasons: " (reason_names()) "."
        }
        @for option in &findings.options {
            (folded(option.is_reference || findings.options.len() == 1, option.title(), &one(option, adults)))
        }
    })
}

fn one(option: &OptionFindings, adults: Option<f64>) -> Markup {
    html! { (totals(option, adults)) (reasons(option)) }
}

fn totals(option: &OptionFindings, adults: Option<f64>) -> Markup {
    let mut head = vec![text_head("Month")];
    head.extend(["Delayed days", "95 % interval", "Average a day", "Acute", "Community"].map(number_head));
    head.extend(AttributableTo::ALL.map(|to| number_head(to.title())));
    head.push(number_head("Last Thursday"));
    if adults.is_some() {
        head.push(number_head("Per 100,000 adults"));
    }
    let rows = html! {
        @for month in &option.results.monthly {
            @let average = average_per_day(month);
            tr {
                th.key scope="row" { (title(month)) }
                @if month.delayed_days.is_empty() { (plain(NOTHING)) (plain("")) } @else {
                    (beside(numbers::figure(&month.delayed_days.estimate(), 1.0)))
                }
                (plain(average.map_or(NOTHING.into(), |average| numbers::decimal(average, 1))))
                (mean(&month.delayed_days_acute))
                (mean(&month.delayed_days_community))
                @for tally in &month.delayed_days_by_attribution { (mean(tally)) }
                (plain(snapshot(month)))
                @if let Some(adults) = adults {
                    (plain(average.map_or(NOTHING.into(), |average| numbers::decimal(per_100_000(average, adults), 1))))
                }
            }
        }
    };
    let caption = format!("Delayed days by month, {}: means; last Thursday: median", option.quoted());
    table("short", &caption, &head, &rows)
}

fn reasons(option: &OptionFindings) -> Markup {
    let mut head = vec![text_head("Month")];
    head.extend(DelayReason::ALL.map(|reason| number_head(reason.code())));
    let rows = html! {
        @for month in &option.results.monthly {
            tr {
                th.key scope="row" { (title(month)) }
                @for tally in &month.delayed_days_by_reason { (mean(tally)) }
            }
        }
    };
    table("short", &format!("Mean delayed days by reason, {}", option.quoted()), &head, &rows)
}

/// `A completion of assessment, B public funding …`.
fn reason_names() -> String {
    let name = |reason: DelayReason| format!("{} {}", reason.code(), reason.title().to_lowercase());
    DelayReason::ALL.map(name).join(", ").replace("nhs", "NHS")
}

/// The month, with a star where only a part of it was simulated.
fn title(month: &Month) -> String {
    format!("{}{}", numbers::short_month(month.first), if month.whole { "" } else { " *" })
}

fn mean(tally: &Tally) -> Markup {
    plain(if tally.is_empty() { NOTHING.into() } else { numbers::whole(tally.mean()) })
}

fn snapshot(month: &Month) -> String {
    match &month.snapshot {
        Some((_, count)) if !count.is_empty() => numbers::whole(count.median()),
        _ => NOTHING.into(),
    }
}
