//! The answer of a run, told.

use super::answer::answer;
use super::charts::charts;
use super::findings::Findings;
use super::ignorance::Ignorance;
use super::sections::{
    assumptions, beside, elsewhere, history, ignorance, limits, method, money, official, options, target, waiting,
};
use super::{data, sections, summary};
use crate::experiment::Results;
use crate::report::document::{Document, Section};
use crate::report::numbers;
use crate::report::sheets::Sheets;
use crate::report::told::Told;
use crate::scenario::Scenario;
use serde_json::{Map, Value};

/// How a run was asked for, as far as its results do not say.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Version of the program.
    pub version: String,
    /// The scenario as it is named in a command, where one could follow.
    pub scenario: Option<String>,
    /// The id of the reference, where it was not asked for and run all the same.
    pub reference_added: Option<String>,
}

/// What a run found.
#[derive(Clone, Debug)]
pub struct Ran<'a> {
    findings: Findings<'a>,
    ignorance: Option<Ignorance<'a>>,
    request: Request,
}

impl<'a> Ran<'a> {
    /// What an experiment on a scenario found.
    pub fn new(scenario: &'a Scenario, results: &'a Results, request: Request) -> Self {
        let findings = Findings::new(scenario, results);
        let ignorance = Ignorance::of(&findings);
        Self { findings, ignorance, request }
    }

    /// A command that follows the last option through the first replication. A trace has the stated values; no replication with a
    /// draw is like it.
    fn trace_command(&self) -> Option<String> {
        let results = self.findings.results;
        let scenario = self.request.scenario.as_ref().filter(|_| results.drawn.is_none())?;
        let seed = if results.seed == 1 { String::new() } else { format!(" --seed {}", results.seed) };
        Some(format!("dtoc trace {scenario} --option {}{seed} | head", results.options.last()?.id))
    }
}

impl Told for Ran<'_> {
    fn scenario(&self) -> Option<&Scenario> {
        Some(self.findings.scenario)
    }

    fn seed(&self) -> u64 {
        self.findings.results.seed
    }

    fn document(&self) -> Document {
        let (findings, scenario) = (&self.findings, self.findings.scenario);
        let answer = answer(findings, self.ignorance.as_ref());
        let sections: [Option<Section>; 13] = [
            Some(options::section(findings, &answer)),
            target::section(findings),
            sections::charts::section(findings, charts(scenario, findings.results)),
            waiting::section(findings),
            official::section(findings),
            money::section(findings),
            elsewhere::section(findings),
            history::section(findings),
            beside::section(findings),
            self.ignorance.as_ref().map(|not_known| ignorance::section(findings, not_known)),
            assumptions::section(scenario),
            Some(method::section(findings, &self.request.version)),
            Some(limits::section(findings)),
        ];
        let description = Some(scenario.description.trim().to_owned()).filter(|text| !text.is_empty());
        Document {
            kind: "Delayed transfers of care: what the simulation says".into(),
            title: scenario.title.clone(),
            headline: answer.headline,
            sentences: answer.details,
            basis: description.into_iter().chain([basis(findings)]).collect(),
            sections: sections.into_iter().flatten().collect(),
            printed: vec![options::table(findings).into()],
        }
    }

    fn data(&self, sheets: &mut dyn Sheets) {
        let findings = &self.findings;
        data::daily(findings, sheets);
        data::monthly(findings, sheets);
        data::money(findings, sheets);
        data::time_to_discharge(findings, sheets);
        data::assumptions(findings.scenario, sheets);
        if let Some(ignorance) = &self.ignorance {
            data::ignorance(findings, ignorance, sheets);
        }
    }

    fn summary(&self) -> Map<String, Value> {
        summary::summary(&self.findings, self.ignorance.as_ref())
    }

    fn written(&self) -> Vec<(&'static str, &'static str)> {
        vec![("replications.csv", "every outcome of every replication")]
    }

    fn repeated(&self) -> Vec<(&'static str, String)> {
        vec![("Replications of each option", numbers::whole(self.findings.results.replications as f64))]
    }

    fn hints(&self, _folder: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(id) = &self.request.reference_added {
            lines.push(format!("\nThe option `{id}` was run too: the others are compared with it."));
        }
        if let Some(command) = self.trace_command() {
            lines.push(format!("\nTo see what happens to each patient:\n  {command}"));
        }
        lines
    }
}

/// What the answer rests on, in a line.
fn basis(findings: &Findings) -> String {
    let results = findings.results;
    let (Some(&first), Some(&last)) = (results.dates.first(), results.dates.last()) else {
        return "No day was simulated.".into();
    };
    let assumed = findings.scenario.assumptions.len();
    let rests = if assumed == 0 {
        String::new()
    } else {
        format!(" The numbers it rests on are listed under Assumptions: {} of them.", numbers::whole(assumed as f64))
    };
    let of = match results.options.len() {
        1 => "one option".into(),
        many => format!("each of {many} options"),
    };
    format!(
        "Based on {} simulated {} of {of}, {} to {}.{rests}",
        numbers::whole(results.replications as f64),
        findings.future().many,
        numbers::date(first),
        numbers::date(last)
    )
}
