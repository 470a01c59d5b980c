//! The lowest option against the reference and against its nearest rivals, in sentences.

use crate::report::clauses::bracketed;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::verdict::{Verdict, cheapest};
use crate::report::{money, numbers};

/// Compares the lowest option with the reference and with its nearest rivals.
pub fn compared(findings: &Findings, verdict: &Verdict) -> String {
    let (Some(lowest), Some(day), Some(reference)) =
        (findings.options.get(verdict.lowest), findings.day, findings.reference())
    else {
        return String::new();
    };
    let middle = lowest.count.map_or_else(String::new, |count| {
        numbers::range(&numbers::whole(count.lower_quartile), &numbers::whole(count.upper_quartile))
    });
    // With no target the headline has named the option, the day and the median.
    let mut text = match (findings.target, lowest.count) {
        (None, Some(_)) => format!("The middle half of the counts with {} is {middle}", lowest.quoted()),
        (_, Some(count)) => format!(
            "The lowest count on {} is with {}: median {}, middle half {middle}",
            numbers::date(day),
            lowest.quoted(),
            numbers::whole(count.median)
        ),
        (_, None) => format!("The lowest count on {} is with {}", numbers::date(day), lowest.quoted()),
    };
    text.push_str(&against_reference(lowest, reference));
    text.push('.');
    text.push_str(&cannot_be_told(findings, lowest, verdict));
    text
}

fn against_reference(lowest: &OptionFindings, reference: &OptionFindings) -> String {
    let Some(tally) = lowest.count_difference else {
        return ", the reference itself".into();
    };
    let fewer = money::negated(tally.estimate());
    let title = reference.quoted();
    if tally.smallest() == 0.0 && tally.largest() == 0.0 {
        return format!(", the same in every replication as with {title}");
    }
    if !numbers::is_known(&fewer) {
        return format!("; how far it lies from {title} cannot be told from one replication");
    }
    let figure = numbers::figure(&fewer, 0.1);
    if fewer.lower > 0.0 {
        format!(". The count is {} fewer than with {title} on average{}", figure.mean, bracketed(figure.range))
    } else {
        let range = figure.range.unwrap_or_default();
        format!(", but it cannot be told apart from {title} (95 % interval of the difference: {range} fewer)")
    }
}

/// Names the options that cannot be told apart from the lowest and the cheapest of them, with the advice that follows.
fn cannot_be_told(findings: &Findings, lowest: &OptionFindings, verdict: &Verdict) -> String {
    let rivals: Vec<&OptionFindings> = verdict.tied.iter().filter_map(|&at| findings.options.get(at)).collect();
    if rivals.is_empty() && findings.options.len() == 2 {
        return String::new();
    }
    if rivals.is_empty() {
        return " No other option is as low, beyond the play of chance.".into();
    }
    let tied: Vec<&OptionFindings> = std::iter::once(lowest).chain(rivals).collect();
    let titles = numbers::listed(&tied.iter().map(|option| option.quoted()).collect::<Vec<_>>());
    let mut text = if verdict.too_small {
        format!(
            " {titles} are for practical purposes the same on the day: the difference between them is too small to matter."
        )
    } else {
        let enough = verdict.replications_needed.map_or_else(String::new, |number| {
            format!(" (about {} would do, if the differences are as they look)", numbers::whole(number as f64))
        });
        format!(
            " We cannot tell {titles} apart at this precision. Raise --replications{enough} before choosing between them on \
             this count."
        )
    };
    // One replication has no interval, and so no cost to choose by.
    if let Some((cheaper, less)) = cheapest(&tied).filter(|_| findings.results.replications > 1) {
        let which = if tied.len() == 2 { "costs" } else { "is the cheapest of them, and costs" };
        text.push_str(&format!(" {} {which} {} less over the period.", cheaper.quoted(), numbers::money(less)));
    }
    text
}
