//! How much of what is said to be uncertain is chance and how much not knowing, in sentences.

use crate::experiment::{Known, Quantity};
use crate::report::numbers::{self, Figure};
use crate::report::quantity;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::ignorance::{Drawing, Ignorance, Split};
use crate::statistics::Estimate;

/// Assumptions that matter most, named in the answer.
const NAMED: usize = 3;

/// The sentences for the answer.
pub fn sentences(findings: &Findings, ignorance: &Ignorance) -> Vec<String> {
    let mut sentences = vec![what_is_drawn(findings, ignorance)];
    sentences.extend(spread(findings, ignorance));
    sentences.extend(as_stated(findings, ignorance));
    sentences.extend(best(findings, ignorance));
    sentences.extend(what_matters(findings, ignorance));
    sentences.extend(refusals(ignorance));
    sentences
}

/// `Of the spread of the count on 24 March 2016 with “Pilot” …`, and of its difference to the reference.
fn spread(findings: &Findings, ignorance: &Ignorance) -> Option<String> {
    let option = findings.options.get(ignorance.lowest)?;
    let count = ignorance.split(Quantity::Delayed, ignorance.lowest, false)?;
    if count.is_without_spread() {
        return None;
    }
    if !count.is_known() {
        return Some("Too few draws to tell how much of the spread is chance and how much not knowing.".into());
    }
    let mut text = format!(
        "Of the spread of the count{} with {}, about {}.",
        findings.day.map_or_else(String::new, |day| format!(" on {}", numbers::date(day))),
        option.quoted(),
        shares(count)
    );
    let difference = ignorance.split(Quantity::Delayed, ignorance.lowest, true).filter(|split| split.is_known());
    if let (Some(difference), Some(reference)) = (difference, findings.reference()) {
        text.push_str(&format!(" Of its difference to {}, about {}.", reference.quoted(), shares(difference)));
    }
    Some(text)
}

/// How far the mean count with the stated values lies from that with draws, where the two can be told apart: then the ranges lean
/// to one side of the stated values, or the count answers to one side more than to the other.
fn as_stated(findings: &Findings, ignorance: &Ignorance) -> Option<String> {
    let option = findings.options.get(ignorance.lowest)?;
    let day = findings.results.dates.iter().position(|&date| Some(date) == findings.day)?;
    let stated = ignorance.drawn.stated.get(ignorance.lowest)?.get(day)?.estimate();
    let here = option.count?.mean;
    let is_apart = stated.upper < here.lower || here.upper < stated.lower;
    if !(numbers::is_known(&stated) && numbers::is_known(&here) && is_apart) {
        return None;
    }
    Some(format!(
        "With every assumption as it is stated, its mean count would be {}, against {} here: what is not known lies more to the side of a {} \
         queue.",
        numbers::figure(&stated, 0.1).in_full(),
        numbers::figure(&here, 0.1).in_full(),
        if here.mean > stated.mean { "longer" } else { "shorter" }
    ))
}

/// `39 % (95 % interval 35 to 43 %) is chance and 61 % (57 to 65 %) not knowing`.
fn shares(split: &Split) -> String {
    let (chance, ignorance) = (numbers::percentage(&split.share), numbers::percentage(&split.share_of_ignorance()));
    format!(
        "{} % (95 % interval {} %) is chance and {} % ({} %) not knowing",
        chance.mean,
        chance.range.unwrap_or_default(),
        ignorance.mean,
        ignorance.range.unwrap_or_default()
    )
}

/// In how many draws the option with the lowest mean has the lowest count.
fn best(findings: &Findings, ignorance: &Ignorance) -> Option<String> {
    if findings.options.len() < 2 {
        return None;
    }
    let said = |option: &OptionFindings, share: &Estimate| {
        let share = numbers::percentage(share);
        let range = share.range.map_or_else(String::new, |range| format!(" (95 % interval {range})"));
        format!("{} in {} of 100 draws{range}", option.quoted(), share.mean)
    };
    let mut ranked: Vec<(&OptionFindings, &Estimate)> =
        findings.options.iter().zip(&ignorance.shares_of_lowest).collect();
    ranked.sort_by(|one, other| other.1.mean.total_cmp(&one.1.mean));
    let shown: Vec<String> = ranked
        .iter()
        .filter(|(_, share)| share.mean >= 0.005)
        .take(3)
        .map(|(option, share)| said(option, share))
        .collect();
    if shown.is_empty() {
        return None;
    }
    Some(format!("With what is not known, the count is lowest with {}.", numbers::listed(&shown)))
}

/// The assumptions that the count rises and falls with most, where the interval leaves no doubt that it does.
fn what_matters(findings: &Findings, ignorance: &Ignorance) -> Option<String> {
    let is_sure = |drawing: &&Drawing| drawing.correlation.lower > 0.0 || drawing.correlation.upper < 0.0;
    let said = |drawing: &Drawing| {
        let figure = correlation(&drawing.correlation);
        let range = figure.range.map_or_else(String::new, |range| format!(", 95 % interval {range}"));
        let words = quantity::in_words(drawing.known.path(), &findings.scenario.system);
        format!("{words} ({}{range})", figure.mean)
    };
    let named: Vec<String> = ignorance.drawings.iter().filter(is_sure).take(NAMED).map(said).collect();
    if named.is_empty() {
        return None;
    }
    let of = if named.len() == 1 { "the assumption" } else { "the assumptions" };
    Some(format!(
        "That count rises and falls most with {of} {}; in brackets the rank correlation.",
        numbers::listed(&named)
    ))
}

/// A correlation with two decimals.
pub fn correlation(estimate: &Estimate) -> Figure {
    let write = |value: f64| numbers::decimal(value, 2);
    let range = numbers::range(&write(estimate.lower), &write(estimate.upper));
    Figure { mean: write(estimate.mean), range: numbers::is_known(estimate).then_some(range) }
}

/// What is asked, in words: `count on 24 March 2016`.
pub fn asked(findings: &Findings, quantity: Quantity) -> String {
    match quantity {
        Quantity::Delayed => {
            findings.day.map_or_else(|| "count".into(), |day| format!("count on {}", numbers::date(day)))
        }
        Quantity::DelayedDays => "delayed days".into(),
        Quantity::TotalCost => "total cost".into(),
    }
}

/// What is drawn and from what, in a sentence.
pub fn what_is_drawn(findings: &Findings, ignorance: &Ignorance) -> String {
    let ranges = ignorance.drawn.known.iter().filter(|known| matches!(known, Known::Range(_))).count();
    let sampled = ignorance.drawn.known.len() - ranges;
    let from_ranges = format!(
        "{} from {} low to high range{}",
        numbers::count_of(ranges, "assumption"),
        if ranges == 1 { "its" } else { "their" },
        if ranges == 1 { "" } else { "s" }
    );
    let from_sample = format!(
        "{} from the {} of a posterior sample",
        numbers::count_of(sampled, "assumption"),
        numbers::count_of(ignorance.drawn.sample.unwrap_or(0), "row")
    );
    let what = match (ranges, sampled) {
        (0, _) => from_sample,
        (_, 0) => from_ranges,
        _ => format!("{from_sample} and {from_ranges}"),
    };
    format!(
        "Not knowing is drawn too: every simulated {} has its own draw of {what}, so all ranges and intervals here hold chance \
         and not knowing together.",
        findings.future().one
    )
}

/// How often the scenario refused a draw, and how often its census was cut; nothing where neither happened.
pub fn refusals(ignorance: &Ignorance) -> Option<String> {
    let ((refused, attempts), cut) = (ignorance.drawn.refused(), ignorance.drawn.cut_censuses());
    let mut sentences = Vec::new();
    let count = |number: u64| numbers::whole(number as f64);
    if refused > 0 {
        sentences.push(format!(
            "Of {} attempts at a draw the scenario refused {} ({}), because the values do not go together; each was made again.",
            count(attempts),
            count(refused),
            numbers::percent(refused as f64 / attempts as f64)
        ));
    }
    if cut > 0 {
        let draws = ignorance.drawn.rows.len();
        sentences.push(format!(
            "In {} of {} draws ({}) there is less room than patients in the opening census, which is then brought down to the room there is.",
            count(cut as u64),
            count(draws as u64),
            numbers::percent(cut as f64 / draws as f64)
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
