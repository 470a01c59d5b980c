//! What every answer has in common, and the files and the text that come from it: once for all studies.

use std::collections::BTreeMap;

use super::charts::Chart;
use super::document::table::Columns;
use super::document::words::{Words, code};
use super::document::{Block, Document, Section, html, text};
use super::sheets::{CsvFiles, Sheets};
use crate::scenario::Scenario;
use crate::statistics::Estimate;
use serde_json::{Map, Value, json};

/// Raised when a key of `summary.json` changes its meaning or goes away.
const FORMAT: u32 = 1;

/// What a report says of the program and the command that made it. The hash of the content stands in the scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Version of the program.
    pub version: String,
    /// The command as typed.
    pub command: String,
}

/// A file to be written, with its path inside the output folder.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    pub path: String,
    pub contents: Contents,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    Bytes(Vec<u8>),
    /// A chart that is still to be painted, which takes longer than anything else.
    Picture(Box<Chart>),
}

impl File {
    /// A file of these bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), contents: Contents::Bytes(bytes.into()) }
    }

    /// Its bytes; a picture is painted for them.
    pub fn bytes(&self) -> std::borrow::Cow<'_, [u8]> {
        match &self.contents {
            Contents::Bytes(bytes) => bytes.into(),
            Contents::Picture(chart) => chart.png().into(),
        }
    }
}

/// An answer to a question: what was found, and how it is told.
pub trait Told {
    /// The scenario it is about, where it is about one.
    fn scenario(&self) -> Option<&Scenario>;

    fn seed(&self) -> u64;

    /// The answer as it is read.
    fn document(&self) -> Document;

    /// The tables for spreadsheets and programs, each written to `sheets`.
    fn data(&self, sheets: &mut dyn Sheets);

    /// What a program needs to know, without what [`Report`] says of every answer. It has no keys `format`, `scenario` and `stamp`,
    /// or adds to the last.
    fn summary(&self) -> Map<String, Value>;

    /// Files of other kinds.
    fn texts(&self) -> Vec<File> {
        Vec::new()
    }

    /// Tables that were written into the folder while it was simulated: the name of each, and a line about it.
    fn written(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// What else is needed to repeat it, in words: name and value.
    fn repeated(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// What else the folder is good for, in lines for the terminal.
    fn hints(&self, _folder: &str) -> Vec<String> {
        Vec::new()
    }
}

/// An answer, written: its files, and what a terminal shows of it.
pub struct Report<'a> {
    told: &'a dyn Told,
    document: Document,
    /// Every file of the folder: the page, the tables, the summary and the charts.
    pub files: Vec<File>,
}

impl<'a> Report<'a> {
    /// Writes an answer.
    pub fn new(told: &'a dyn Told, stamp: &Stamp) -> Self {
        let mut data = CsvFiles::default();
        told.data(&mut data);
        let texts = told.texts();
        let mut document = told.document();
        document.sections.retain(|section| !section.blocks.is_empty());
        document.sections.push(repetition(told, stamp, &data, &texts));
        let charts = document.charts();
        let drawn: BTreeMap<&str, String> = charts.iter().map(|chart| (chart.name.as_str(), chart.svg())).collect();
        let mut files = vec![
            File::new("report.html", html::page(&document, &stamp.version, &drawn)),
            File::new("summary.json", summary(told, stamp)),
        ];
        files.extend(data.files.into_iter().map(|file| File::new(file.name, file.bytes)));
        files.extend(texts);
        files.extend(drawn.iter().map(|(name, svg)| File::new(format!("charts/{name}.svg"), svg.as_bytes())));
        files.extend(charts.into_iter().map(|chart| File {
            path: format!("charts/{}.png", chart.name),
            contents: Contents::Picture(Box::new(chart.clone())),
        }));
        Self { told, document, files }
    }

    /// The answer for the terminal: the sentences, the tables, and where to look for the rest in `folder`, if it was written there.
    pub fn text(&self, folder: Option<&str>, width: u16) -> String {
        let mut text = text::text(&self.document, width);
        let Some(folder) = folder.map(|folder| folder.trim_end_matches('/')) else { return text };
        let mut lines = vec![format!("The full report: {folder}/report.html")];
        lines.extend(self.pattern("", ".csv").map(|files| format!("For Excel, R or Python: {folder}/{files}")));
        lines.extend(self.pattern("charts/", ".png").map(|files| format!("Charts for slides: {folder}/{files}")));
        lines.extend(self.told.hints(folder));
        text.push_str(&format!("\n{}\n", lines.join("\n")));
        text
    }

    /// The only file in this folder with this ending, or the pattern of all; nothing where there is none.
    fn pattern(&self, folder: &str, ending: &str) -> Option<String> {
        let is_meant = |file: &&File| file.path.starts_with(folder) && file.path.ends_with(ending);
        let mut files = self.files.iter().filter(is_meant);
        let first = files.next()?;
        Some(if files.next().is_some() { format!("{folder}*{ending}") } else { first.path.clone() })
    }
}

/// The contents of `summary.json`, with a line end: what every answer says of itself, and what this one found.
pub fn summary(told: &dyn Told, stamp: &Stamp) -> String {
    let mut summary = told.summary();
    summary.insert("format".into(), FORMAT.into());
    if let Some(scenario) = told.scenario() {
        let about = json!({ "id": scenario.id, "title": scenario.title, "hash": scenario.hash });
        summary.insert("scenario".into(), about);
    }
    let own = summary.entry("stamp").or_insert_with(|| json!({}));
    own["version"] = stamp.version.as_str().into();
    own["command"] = stamp.command.as_str().into();
    own["seed"] = told.seed().into();
    // A value of maps with text keys always serialises.
    serde_json::to_string_pretty(&summary).unwrap_or_default() + "\n"
}

/// A number with its interval, as it stands in `summary.json`: what is not known is `null`.
pub fn interval(estimate: &Estimate) -> Value {
    json!({ "mean": estimate.mean, "lower": estimate.lower, "upper": estimate.upper })
}

/// The keys of an object with their values; none where it is no object.
pub fn keys(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(keys) => keys,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

/// How to make the same again, and what lies beside the page.
fn repetition(told: &dyn Told, stamp: &Stamp, data: &CsvFiles, texts: &[File]) -> Section {
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(scenario) = told.scenario() {
        rows.push(("Scenario", scenario.id.clone()));
        rows.push(("Scenario hash (SHA-256)", scenario.hash.clone()));
    }
    rows.push(("Program", format!("dtoc {}", stamp.version)));
    rows.push(("Seed", told.seed().to_string()));
    rows.extend(told.repeated());
    rows.push(("Command", stamp.command.clone()));
    let columns = Columns::<(&str, String)>::default().name("What", |(what, _)| *what).text("Is", |(_, is)| code(is));
    let table = columns.table("The same file, version and command give this report again, byte for byte", rows);
    let mut beside: Vec<(Words, Vec<Words>)> =
        data.files.iter().map(|file| (code(&file.name), vec![file.about.as_str().into()])).collect();
    beside.extend(told.written().into_iter().map(|(name, about)| (code(name), vec![about.into()])));
    beside.extend(texts.iter().map(|file| (code(&file.path), vec!["a scenario file".into()])));
    beside.push((code("summary.json"), vec!["the answer, for programs".into()]));
    let blocks = vec![
        table.looking("stamp").into(),
        Block::Heading("Files beside this report".into()),
        Block::Definitions(beside),
    ];
    Section::new("stamp", "How to repeat this", blocks)
}
