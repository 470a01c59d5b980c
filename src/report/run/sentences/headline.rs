//! The chance of the target, or the count: in one sentence for all options, and in one for each.
//!
//! "At the target" always means the count at the midnight that ends the target day. Being there on some earlier day and not on
//! the day itself is said beside it, never counted as reaching it.

use crate::model::parameters::Target;
use crate::report::clauses::interval_in_a_hundred;
use crate::report::letters::capitalised;
use crate::report::numbers::{self, in_a_hundred};
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::share::Share;

/// The one sentence at the top.
pub fn headline(findings: &Findings) -> String {
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
        return format!(
            "{who} transfers are down to {patients} on {date} in all {every} simulated {}.",
            findings.future().many
        );
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
pub fn nobody_reaches(findings: &Findings) -> Option<String> {
    let (_, share) = findings.likeliest()?;
    if share.successes > 0 {
        return None;
    }
    let mut text = format!(
        "Not one of {} simulated {} is at the target on its day, under any option.",
        numbers::whole(share.trials as f64),
        findings.future().many
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
pub fn option_sentence(findings: &Findings, option: &OptionFindings) -> String {
    let (Some(day), Some(count)) = (findings.day, option.count) else {
        return format!("{} was not simulated.", option.quoted());
    };
    let (title, future) = (option.quoted(), findings.future());
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
            "With {title}, {median} patients are delayed on {day} (median of the simulated {}); {middle}.",
            future.many
        );
    };
    let (patients, date) = (target.delayed_patients, numbers::date(target.by));
    if single {
        let not = if share.successes == 0 { "not " } else { "" };
        return format!(
            "With {title}, the one simulated {} is {not}at {patients} or fewer on {date}; {middle}.",
            future.one
        );
    }
    let chance = in_a_hundred(&share, &format!("simulated {}", future.many));
    let at = if patients == 0 { "at 0".into() } else { format!("at {patients} or fewer") };
    let interval = interval_in_a_hundred(&share.estimate);
    let ever = ever(option, &share);
    format!("With {title}, {chance} are {at} on {date} ({interval}); {middle}.{ever}")
}

/// Notes a chance of having been at the target before, where it is greater by one in a hundred or more.
fn ever(option: &OptionFindings, at_target: &Share) -> String {
    match option.ever_by_then {
        Some(ever) if ever.value() - at_target.value() >= 0.01 => {
            format!(" {} are there on some day up to then.", capitalised(&in_a_hundred(&ever, "")))
        }
        _ => String::new(),
    }
}

/// Adds the interval in brackets, or inside those that are there.
fn with_interval(mut chance: String, share: &Share) -> String {
    let interval = interval_in_a_hundred(&share.estimate);
    if chance.ends_with(')') {
        chance.pop();
        format!("{chance}; {interval})")
    } else {
        format!("{chance} ({interval})")
    }
}
