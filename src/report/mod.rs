//! What an experiment found, written for people and for programs: pure functions of a scenario and its results.
//!
//! Nothing here reads or writes a file, looks at a clock or prints; whoever calls writes the bytes. The same results always
//! give the same bytes.
//!
//! ```text
//! findings   what was found for each option, gathered once
//! numbers    how a number, share, date or amount is written, and to how many digits
//! evidence   how much a number of a scenario rests on
//! clauses    what several answers word alike: options, the day asked about, intervals, prices, doubt
//! money      costs, differences, ratios and the value of freed bed days
//! displaced  who is put off or left waiting elsewhere while delays fall
//! verdict    which option is best, and whether that can be said
//! ignorance  how much of a spread is chance, and how much not knowing
//! answer     the answer in sentences
//! tables     the table of options, for the terminal and the page
//! page       report.html
//! charts     pictures for slides, as SVG and PNG
//! data       CSV and JSON files
//! run            what `dtoc run` found
//! comparison     what `dtoc compare` found
//! verification   what `dtoc verify` found
//! sweep          what `dtoc sweep` found
//! plan           what `dtoc plan` found
//! sensitivity    what `dtoc sensitivity` found
//! calibration    what `dtoc calibrate` found
//! backtest       what `dtoc backtest` found
//! ```

pub mod answer;
pub mod backtest;
pub mod calibration;
pub mod charts;
pub mod clauses;
pub mod comparison;
pub mod data;
pub mod displaced;
pub mod document;
pub mod evidence;
pub mod findings;
pub mod ignorance;
pub mod letters;
pub mod money;
pub mod numbers;
pub mod page;
pub mod plan;
pub mod quantity;
pub mod run;
pub mod sensitivity;
pub mod sheets;
pub mod sweep;
pub mod tables;
pub mod told;
pub mod verdict;
pub mod verification;

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod pages_fixture;

pub use data::replications;
pub use findings::Findings;
pub use told::{Contents, File, Report, Stamp, Told};

use crate::experiment::Results;
use crate::scenario::Scenario;

/// A chart, drawn, for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartFigure {
    /// File name without its ending.
    pub name: String,
    /// What the chart says, in a sentence.
    pub title: String,
    /// What it shows, in words, for those who cannot see it.
    pub alternative_text: String,
    /// An `<svg>` element; a declaration before it is dropped.
    pub svg: String,
}

/// The page and the data files of an experiment: everything but the charts and `replications.csv`, which is written row by row
/// while the replications run (see [`replications`]).
pub fn files(scenario: &Scenario, results: &Results, stamp: &Stamp, figures: &[ChartFigure]) -> Vec<File> {
    let findings = Findings::new(scenario, results);
    let mut files = vec![
        File::new("report.html", page::html(&findings, stamp, figures)),
        File::new("summary.json", data::summary::json(&findings, stamp)),
        File::new("daily.csv", data::daily::csv(&findings)),
        File::new("monthly.csv", data::monthly::csv(&findings)),
        File::new("money.csv", data::money::csv(&findings)),
        File::new("time_to_discharge.csv", data::time_to_discharge::csv(&findings)),
        File::new("assumptions.csv", data::assumptions::csv(scenario)),
    ];
    if let Some(ignorance) = ignorance::Ignorance::of(&findings) {
        files.push(File::new("uncertainty.csv", data::ignorance::splits(&findings, &ignorance)));
        files.push(File::new("drawn.csv", data::ignorance::drawn(&ignorance)));
        files.push(File::new("draws.csv", data::ignorance::draws(&ignorance)));
    }
    files
}

/// The answer for the terminal: the sentences, the table of options, and where to look for the rest.
///
/// `width` is that of the terminal; `folder` is where the files were written, if they were.
pub fn summary_text(scenario: &Scenario, results: &Results, folder: Option<&str>, width: u16) -> String {
    let findings = Findings::new(scenario, results);
    let answer = answer::answer(&findings);
    let columns = usize::from(width.max(40));
    let mut text = format!("{}\n\n", tables::wrapped(&scenario.title, columns));
    text.push_str(&tables::wrapped(&answer.headline, columns));
    text.push('\n');
    for sentence in &answer.details {
        text.push_str(&tables::wrapped(sentence, columns));
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&tables::options_table(&findings, width));
    if let Some(folder) = folder {
        let folder = folder.trim_end_matches('/');
        text.push_str(&format!("\nThe full report: {folder}/report.html\nFor Excel, R or Python: {folder}/*.csv\n"));
    }
    text
}

/// The answer for a program: the contents of `summary.json`.
pub fn summary_json(scenario: &Scenario, results: &Results, stamp: &Stamp) -> String {
    data::summary::json(&Findings::new(scenario, results), stamp)
}
