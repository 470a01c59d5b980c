//! The answer first: what the experiment found, in sentences.
//!
//! "At the target" always means the count at the midnight that ends the target day. Being there on some earlier day and not on
//! the day itself is said beside it, never counted as reaching it.

use super::displaced;
use super::findings::{Findings, OptionFindings, Share};
use super::ignorance;
use super::money::CostPerDay;
use super::numbers::{self, in_a_hundred};
use super::tables;
use super::verdict::verdict;
use crate::model::parameters::Target;
use crate::statistics::Estimate;

mod compared;

/// The answer in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// One sentence that can stand alone.
    pub headline: String,
    /// What a reader needs next: the lowest option against the reference, what cannot be told, the price.
    pub details: Vec<String>,
    /// One or two sentences for each option, in the order of the results.
    pub options: Vec<OptionAnswer>,
}

/// The sentence for one option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionAnswer {
    pub id: String,
    pub sentence: String,
}

/// Puts the findings into sentences.
pub fn answer(findings: &Findings) -> Answer {
    let mut details = Vec::new();
    if findings.options.len() > 1 {
        details.extend(nobody_reaches(findings));
        details.extend(verdict(findings).map(|verdict| compared::compared(findings, &verdict)));
        details.extend(findings.lowest().and_then(|lowest| price(findings, lowest)));
        details.extend(findings.lowest().and_then(|lowest| offered(findings, lowest)));
        details.extend(displaced::sentences(findings));
        details.extend(ignorance::sentences(findings));
        details.extend((findings.results.replications == 1).then(|| tables::ONE_REPLICATION.into()));
    } else {
        details.extend(ignorance::sentences(findings));
    }
    let sentence = |option| OptionAnswer {
        id: OptionFindings::clone(option).results.id.clone(),
        sentence: option_sentence(findings, option),
    };
    Answer { headline: headline(findings), details, options: findings.options.iter().map(sentence).collect() }
}

/// The one sentence at the top.
fn headline(findings: &Findings) -> String {
    if findings.options.len() == 1 {
        return findings.options.first().map_or_else(String::new, |only| option_sentence(findings, only));
    }
    match (findings.target, findings.likeliest()) {
        (Some(target), Some((option, share))) => target_headline(findings, target, option, &share),
        _ => count_headline(findings),
    }
}

fn target_headline(findings: &Findings, target: Target, option: &OptionFindings, share: &Share) -> String {
    let (patients, date) = (target.delayed_patients, numbers::date(target.by));
    if share.successes == 0 {
        let touched = findings.options.iter().any(|o| o.ever_by_then.is_some_and(|ever| ever.successes > 0));
        return if touched {
            format!("No option has delayed transfers down to {patients} on {date}, though some touch it before.")
        } else {
            format!("No option brings delayed transfers down to {patients} by {date}.")
        };
    }
    let futures = findings.futures();
    if share.successes == share.trials {
        let every = numbers::whole(share.trials as f64);
        let all: Vec<_> =
            findings.options.iter().filter(|o| o.at_target.is_some_and(|s| s.successes == s.trials)).collect();
        let who = match all.len() {
            1 | 2 => {
                let titles: Vec<String> = all.iter().map(|option| option.quoted()).collect();
                format!("With {}, delayed", titles.join(" or "))
            }
            n if n == findings.options.len() => "With every option, delayed".to_owned(),
            n => format!("With {n} of the {} options, delayed", findings.options.len()),
        };
        return format!("{who} transfers are down to {patients} on {date} in all {every} simulated {futures}.");
    }
    let chance = with_interval(in_a_hundred(share, ""), share);
    let who = format!("{}{}", option.quoted(), as_likely(findings, option, share));
    if share.estimate.upper < 0.5 {
        return format!(
            "No option is likely to bring delayed transfers down to {patients} by {date}: the best chance is {chance}, with {who}."
        );
    }
    format!("The best chance of being down to {patients} delayed transfers on {date} is {chance}, with {who}.")
}

/// Names the option, or counts the options, whose share cannot be told from the best: the intervals overlap.
fn as_likely(findings: &Findings, best: &OptionFindings, share: &Share) -> String {
    let rivals: Vec<&OptionFindings> = findings
        .options
        .iter()
        .filter(|option| option.results.id != best.results.id)
        .filter(|option| option.at_target.is_some_and(|other| other.estimate.upper >= share.estimate.lower))
        .collect();
    match rivals.as_slice() {
        [] => String::new(),
        [one] => format!(" or, for all that can be told, {}", one.quoted()),
        many => format!(" or, for all that can be told, {} others", many.len()),
    }
}

fn count_headline(findings: &Findings) -> String {
    let (Some(day), Some(lowest)) = (findings.day, findings.lowest()) else {
        return "Nothing was simulated, so there is no answer.".into();
    };
    let what = lowest.count.map_or_else(String::new, |count| numbers::whole(count.median));
    let last = if findings.target.is_none() { ", the last day," } else { "" };
    format!(
        "The lowest count on {}{last} is with {}: a median of {what} delayed patients.",
        numbers::date(day),
        lowest.quoted()
    )
}

/// Says so when not one replication of any option is at the target.
fn nobody_reaches(findings: &Findings) -> Option<String> {
    let (_, share) = findings.likeliest()?;
    if share.successes > 0 {
        return None;
    }
    let mut text = format!(
        "Not one of {} simulated {} is at the target on its day, under any option.",
        numbers::whole(share.trials as f64),
        findings.futures()
    );
    let ever = findings.options.iter().filter_map(|option| Some((option, option.ever_by_then?)));
    if let Some((option, share)) = ever.max_by(|a, b| a.1.value().total_cmp(&b.1.value())).filter(|o| o.1.successes > 0)
    {
        let chance = with_interval(in_a_hundred(&share, ""), &share);
        text.push_str(&format!(" On some day before, {} touches it in {chance}.", option.quoted()));
    }
    Some(text)
}

/// The sentence of one option: its chance at the target, and where the middle half ends.
fn option_sentence(findings: &Findings, option: &OptionFindings) -> String {
    let (Some(day), Some(count)) = (findings.day, option.count) else {
        return format!("{} was not simulated.", option.quoted());
    };
    let (title, futures) = (option.quoted(), findings.futures());
    let (lower, upper) = (numbers::whole(count.lower_quartile), numbers::whole(count.upper_quartile));
    let single = option.results.delayed_on_target_day.observations() == 1;
    let middle = match (single, lower == upper) {
        (true, _) => format!("it ends at {lower}"),
        (_, true) => format!("the middle half end at {lower}"),
        _ => format!("the middle half end between {lower} and {upper}"),
    };
    let Some((target, share)) = findings.target.zip(option.at_target) else {
        let (median, day) = (numbers::whole(count.median), numbers::date(day));
        return format!(
            "With {title}, {median} patients are delayed on {day} (median of the simulated {futures}); {middle}."
        );
    };
    let (patients, date) = (target.delayed_patients, numbers::date(target.by));
    if single {
        let not = if share.successes == 0 { "not " } else { "" };
        let future = &futures[..futures.len() - 1];
        return format!("With {title}, the one simulated {future} is {not}at {patients} or fewer on {date}; {middle}.");
    }
    let chance = in_a_hundred(&share, &format!("simulated {futures}"));
    let at = if patients == 0 { "at 0".into() } else { format!("at {patients} or fewer") };
    let interval = interval(&share);
    let ever = ever(option, &share);
    format!("With {title}, {chance} are {at} on {date} ({interval}); {middle}.{ever}")
}

/// Notes a chance of having been at the target before, where it is greater by one in a hundred or more.
fn ever(option: &OptionFindings, at_target: &Share) -> String {
    match option.ever_by_then {
        Some(ever) if ever.value() - at_target.value() >= 0.01 => {
            let mut chance = in_a_hundred(&ever, "");
            chance[..1].make_ascii_uppercase();
            format!(" {chance} are there on some day up to then.")
        }
        _ => String::new(),
    }
}

/// What the lowest option costs against the reference: its schemes, the whole accounts, and what makes the difference.
fn price(findings: &Findings, lowest: &OptionFindings) -> Option<String> {
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
        CostPerDay::CannotBeTold => text.push_str("; what a delayed day avoided costs cannot be told"),
        CostPerDay::Saves | CostPerDay::Reference => {}
    }
    text.push('.');
    Some(text)
}

/// Says so where the schemes of the option spend much less than they were offered, or more.
fn offered(findings: &Findings, lowest: &OptionFindings) -> Option<String> {
    let (budget, spend) = super::money::offered(&findings.scenario.system, findings.results, lowest.results)?;
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
        let saved = numbers::money_figure(&super::money::negated(cost));
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
    let headings = super::money::by_heading(&findings.scenario.system, findings.results, option.results);
    let differences = headings
        .into_iter()
        .filter(|heading| heading.id != "total")
        .filter_map(|heading| heading.difference.map(|difference| (heading.id, heading.title, difference)));
    match differences.max_by(|a, b| a.2.mean.abs().total_cmp(&b.2.mean.abs())) {
        Some((id, title, difference)) if !id.starts_with("scheme.") && difference.mean != 0.0 => {
            format!(", mostly under “{title}” ({})", numbers::money_difference(&difference).mean)
        }
        _ => String::new(),
    }
}

/// The interval in brackets; nothing where both its ends read like the number itself.
fn bracketed(range: Option<String>) -> String {
    let range = range.filter(|range| range.contains(" to "));
    range.map_or_else(String::new, |range| format!(" (95 % interval {range})"))
}

/// `95 % interval 2 to 4 in 100`.
fn interval(share: &Share) -> String {
    format!("95 % interval {} in 100", numbers::hundredths(&share.estimate))
}

/// Adds the interval in brackets, or inside those that are there.
fn with_interval(mut chance: String, share: &Share) -> String {
    let interval = interval(share);
    if chance.ends_with(')') {
        chance.pop();
        format!("{chance}; {interval})")
    } else {
        format!("{chance} ({interval})")
    }
}

#[cfg(test)]
mod tests;
