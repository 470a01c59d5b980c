//! What `dtoc verify` found: simulated numbers beside those that are known from elsewhere.

mod answer;
mod charts;

use super::document::table::{Columns, Table};
use super::document::words::{Words, code};
use super::document::{Block, Document, Section};
use super::sheets::{Datum, Fields, Sheets};
use super::{Told, numbers};
use crate::experiment::verification::Comparison;
use crate::scenario::{Expected, Scenario};
use crate::statistics::Estimate;
use serde_json::{Map, Value, json};

pub use answer::{Count, Verified, count, headline};

/// Cases of one scenario file that follow one another.
fn by_scenario(cases: &[Verified]) -> impl Iterator<Item = &[Verified]> {
    cases.chunk_by(|one, other| one.scenario.id == other.scenario.id)
}

/// An expected value to at most six digits, with the half-width of its interval to two.
fn expected_in_words(expected: &Expected) -> String {
    let value = significant(expected.value, 6);
    if expected.half_width > 0.0 { format!("{value} ± {}", significant(expected.half_width, 2)) } else { value }
}

/// A number with at most so many significant digits, and none that say nothing.
fn significant(value: f64, digits: i32) -> String {
    let magnitude = if value == 0.0 { 0 } else { value.abs().log10().floor() as i32 };
    numbers::fixed(value, (digits - 1 - magnitude).clamp(0, 12) as usize)
}

/// A simulated number, and its interval as `32.1 to 34.8`, to the digits that this supports.
fn simulated_in_words(simulated: &Estimate) -> (String, String) {
    let half_width = simulated.half_width();
    if !half_width.is_finite() || !simulated.mean.is_finite() {
        return (numbers::NOTHING.into(), numbers::NOTHING.into());
    }
    // Two significant figures of the half-width.
    let digits = if half_width > 0.0 { (1.0 - half_width.log10().floor()).clamp(0.0, 9.0) as usize } else { 4 };
    let write = |value: f64| numbers::decimal(value, digits);
    (write(simulated.mean), format!("{} to {}", write(simulated.lower), write(simulated.upper)))
}

fn verdict(comparison: &Comparison) -> &'static str {
    match comparison {
        Comparison { agrees: true, .. } => "agrees",
        Comparison { simulated, .. } if simulated.mean.is_nan() => "NO VALUES",
        _ => "DIFFERS",
    }
}

/// What the intervals of a case are, in a sentence.
fn interval_explained(case: &Verified) -> String {
    format!(
        "{} replications; {} with a confidence of {} %.",
        numbers::whole(case.replications as f64),
        if case.comparisons.len() == 1 { "the interval holds" } else { "all intervals hold at once" },
        numbers::fixed(case.case.confidence * 100.0, 3),
    )
}

/// Where the numbers of a case come from: one sentence, or several where they differ.
fn sources(case: &Verified) -> String {
    let mut sources: Vec<&str> = Vec::new();
    for expected in &case.case.expected {
        if !sources.contains(&expected.source.as_str()) && !expected.source.is_empty() {
            sources.push(&expected.source);
        }
    }
    if sources.is_empty() { "no source is stated".into() } else { sources.join("; ") }
}

/// What was verified.
#[derive(Clone, Debug)]
pub struct Verifications {
    pub cases: Vec<Verified>,
    pub seed: u64,
}

/// A number that is expected, with its case and what was simulated.
type Number<'a> = (&'a Verified, &'a Expected, &'a Comparison);

impl Verifications {
    fn numbers(&self) -> impl Iterator<Item = Number<'_>> {
        self.cases.iter().flat_map(|case| case.rows().map(move |(expected, comparison)| (case, expected, comparison)))
    }
}

impl Told for Verifications {
    fn scenario(&self) -> Option<&Scenario> {
        None
    }

    fn seed(&self) -> u64 {
        self.seed
    }

    fn document(&self) -> Document {
        let chart = Section::new("chart", "All numbers at a glance", vec![charts::chart(&self.cases).into()]);
        let sections = by_scenario(&self.cases).filter_map(|cases| Some((&cases.first()?.scenario, cases)));
        let sections =
            sections.map(|(scenario, cases)| Section::new(&scenario.id, &scenario.title, one_scenario(cases)));
        Document {
            kind: "Does the simulator reproduce what is known?".into(),
            title: "Verification of dtoc".into(),
            headline: format!("{}.", headline(&self.cases)),
            basis: vec![WHAT_A_CASE_IS.into(), WHAT_IT_DOES_NOT_SAY.into()],
            sections: std::iter::once(chart).chain(sections).collect(),
            printed: by_scenario(&self.cases).flat_map(printed).collect(),
            ..Document::default()
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        Fields::<Number>::default()
            .field("scenario", |(case, ..)| &case.scenario.id)
            .field("case", |(case, ..)| &case.case.id)
            .field("measure", |(_, expected, _)| expected.measures.join(" + "))
            .field("statistic", |(case, expected, _)| case.statistic(expected))
            .field("expected", |(_, expected, _)| Datum::Float(expected.value))
            .field("expected_half_width", |(_, expected, _)| Datum::Float(expected.half_width))
            .estimate(["simulated", "lower", "upper"], Datum::Float, |(.., comparison)| Some(comparison.simulated))
            // Of this interval alone.
            .field("level", |(.., comparison)| Datum::Float(comparison.simulated.level))
            .field("replications", |(case, ..)| case.replications)
            .field("agrees", |(.., comparison)| comparison.agrees)
            .field("source", |(_, expected, _)| &expected.source)
            .write(sheets, "verification", "every number, expected and simulated", self.numbers());
    }

    fn summary(&self) -> Map<String, Value> {
        let all = count(&self.cases);
        let one = |case: &Verified| {
            let own = count([case]);
            json!({
                "scenario": case.scenario.id,
                "hash": case.scenario.hash,
                "case": case.case.id,
                "replications": case.replications,
                "numbers": own.numbers,
                "agree": own.agree,
            })
        };
        let cases: Vec<Value> = self.cases.iter().map(one).collect();
        [("numbers", all.numbers.into()), ("agree", all.agree.into()), ("cases", cases.into())]
            .map(|(key, value): (&str, Value)| (key.to_owned(), value))
            .into_iter()
            .collect()
    }
}

const WHAT_A_CASE_IS: &str = "Each case below is a scenario for which some numbers are known: exactly, from queueing theory, or from \
    an independent simulation of a published model. The same program that simulates a county simulates the case, from a scenario file, with \
    everything switched off that the case does not have. A number agrees when it lies inside the interval of the simulated one, or when its \
    own interval overlaps with that. The intervals are so wide that a right program has all numbers of a case inside them with the stated \
    confidence, and no wider: how narrow they are shows how small an error would have been noticed.";

const WHAT_IT_DOES_NOT_SAY: &str = "That the program computes what a model says does not make the model true: whether the assumptions of \
    a scenario fit a real county is another question, and its report lists them.";

/// The cases of one scenario, each with its table, under where its numbers come from.
fn one_scenario(cases: &[Verified]) -> Vec<Block> {
    let description = cases.first().map_or("", |case| case.scenario.description.trim());
    let described = (!description.is_empty()).then(|| Block::paragraph(description));
    described.into_iter().chain(tables(cases)).collect()
}

/// The same for a terminal.
fn printed(cases: &[Verified]) -> Vec<Block> {
    let title = cases.first().map(|case| format!("{} ({})", case.scenario.title, case.scenario.id));
    title.map(Block::Heading).into_iter().chain(tables(cases)).collect()
}

fn tables(cases: &[Verified]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut said = String::new();
    for case in cases {
        let sources = sources(case);
        if sources != said {
            blocks.push(Block::note(format!("Expected: {sources}.")));
            said = sources;
        }
        blocks.push(table(case).into());
    }
    blocks
}

fn table(case: &Verified) -> Table {
    let simulated = |comparison: &Comparison| simulated_in_words(&comparison.simulated);
    Columns::<(&Expected, &Comparison)>::default()
        .text("Measure", |(expected, _)| code(expected.measures.join(" + ")))
        .text("Statistic", |(expected, _)| case.statistic(expected))
        .number("Expected", |(expected, _)| expected_in_words(expected))
        .number("Simulated", |(_, comparison)| simulated(comparison).0)
        .number("Interval", |(_, comparison)| simulated(comparison).1)
        .text("Verdict", |(_, comparison)| match comparison.agrees {
            true => Words::from(verdict(comparison)),
            false => Words::default().bold(verdict(comparison)),
        })
        .table(interval_explained(case), case.rows())
        .titled(&case.case.title)
        .long()
}
