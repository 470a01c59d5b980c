//! The answer first: what the experiment found, in sentences.

use super::findings::{Findings, OptionFindings};
use super::ignorance::Ignorance;
use super::sentences::headline::{headline, nobody_reaches, option_sentence};
use super::sentences::{compared, displaced, ignorance, price};
use super::verdict::verdict;

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
pub fn answer(findings: &Findings, not_known: Option<&Ignorance>) -> Answer {
    let mut details = Vec::new();
    let is_comparison = findings.options.len() > 1;
    if is_comparison {
        let lowest = findings.lowest();
        details.extend(nobody_reaches(findings));
        details.extend(verdict(findings).map(|verdict| compared::compared(findings, &verdict)));
        details.extend(lowest.and_then(|lowest| price::price(findings, lowest)));
        details.extend(lowest.and_then(|lowest| price::offered(findings, lowest)));
        details.extend(displaced::sentences(findings));
    }
    details.extend(not_known.into_iter().flat_map(|not_known| ignorance::sentences(findings, not_known)));
    details.extend(findings.no_interval().filter(|_| is_comparison).map(str::to_owned));
    let sentence = |option: &OptionFindings| OptionAnswer {
        id: option.results.id.clone(),
        sentence: option_sentence(findings, option),
    };
    Answer { headline: headline(findings), details, options: findings.options.iter().map(sentence).collect() }
}

#[cfg(test)]
mod tests;
