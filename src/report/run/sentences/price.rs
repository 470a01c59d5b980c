//! What the lowest option costs.

use crate::model::CostHeading;
use crate::report::clauses::{NO_COST_OF_A_DAY, bracketed};
use crate::report::money::{self, CostPerDay};
use crate::report::numbers;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::statistics::Estimate;

/// What the lowest option costs against the reference: its schemes, the whole accounts, and what makes the difference.
pub fn price(findings: &Findings, lowest: &OptionFindings) -> Option<String> {
    let (cost, reference) = (lowest.extra_cost?, findings.reference()?);
    if !numbers::is_known(&cost) || (cost.lower == 0.0 && cost.upper == 0.0) {
        return None;
    }
    let mut text = format!("Over the period {}", lowest.quoted());
    if let Some(spend) = lowest.scheme_spend {
        text.push_str(&format!(
            " spends {} on its schemes. All headings of the accounts together, it",
            numbers::money(spend)
        ));
    }
    text.push_str(&difference_in_words(cost, &reference.quoted()));
    text.push_str(&main_heading(findings, lowest));
    match lowest.cost_per_day {
        CostPerDay::Pounds(each) => {
            let each = numbers::money_figure(&each);
            text.push_str(&format!(": {} for each delayed day avoided{}", each.mean, bracketed(each.range)));
        }
        CostPerDay::NoDaysAvoided => text.push_str(", and avoids no delayed days"),
        CostPerDay::CannotBeTold => text.push_str(NO_COST_OF_A_DAY),
        CostPerDay::Saves | CostPerDay::Reference => {}
    }
    text.push('.');
    Some(text)
}

/// Says so where the schemes of the option spend much less than they were offered, or more.
pub fn offered(findings: &Findings, lowest: &OptionFindings) -> Option<String> {
    let (budget, spend) = money::offered(&findings.scenario.system, findings.results, lowest.results)?;
    if (0.8..=1.05).contains(&(spend / budget)) {
        return None;
    }
    let more = if spend > budget { ", more than was offered" } else { "" };
    Some(format!(
        "Of the {} offered to the schemes of {}, {} is spent by {}{more}.",
        numbers::money(budget),
        lowest.quoted(),
        numbers::money(spend),
        numbers::date(*findings.results.dates.last()?)
    ))
}

/// ` costs £1.96m more than “Do nothing” (95 % interval …)`.
fn difference_in_words(cost: Estimate, reference: &str) -> String {
    if cost.upper < 0.0 {
        let saved = numbers::money_figure(&money::negated(cost));
        return format!(" costs {} less than {reference}{}", saved.mean, bracketed(saved.range));
    }
    let figure = numbers::money_figure(&cost);
    if cost.lower > 0.0 {
        return format!(" costs {} more than {reference}{}", figure.mean, bracketed(figure.range));
    }
    let range = figure.range.unwrap_or_default();
    format!(" may cost more or less than {reference}: the 95 % interval of the difference is {range}")
}

/// Names the heading that makes most of the difference where it is not a scheme: a saving on cancelled operations, say, is not
/// cash in hand, and must not hide behind a total.
fn main_heading(findings: &Findings, option: &OptionFindings) -> String {
    let headings = money::by_heading(&findings.scenario.system, findings.results, option.results);
    let differences = headings.into_iter().filter_map(|row| Some((row.heading?, row.title, row.difference?)));
    match differences.max_by(|a, b| a.2.mean.abs().total_cmp(&b.2.mean.abs())) {
        Some((CostHeading::Scheme(_), ..)) | None => String::new(),
        Some((.., difference)) if difference.mean == 0.0 => String::new(),
        Some((_, title, difference)) => {
            format!(", mostly under “{title}” ({})", numbers::money_difference(&difference).mean)
        }
    }
}
