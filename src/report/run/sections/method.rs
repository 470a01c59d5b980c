//! The method under the headings of STRESS-DES, made from the scenario.
//!
//! Source: Monks, Currie, Onggo, Robinson, Kunc and Taylor, "Strengthening the reporting of empirical simulation studies:
//! Introducing the STRESS guidelines", Journal of Simulation 13 (2019) 55-67.

use super::system;
use crate::experiment::Stopping;
use crate::model::parameters::Whereabouts;
use crate::report::document::words::titled;
use crate::report::document::{Block, Section};
use crate::report::numbers::{self, count_of, date, listed, whole};
use crate::report::run::findings::{Findings, OptionFindings};
use crate::scenario::Evidence;

/// The six parts of STRESS-DES. `version` is that of the program.
pub fn section(findings: &Findings, version: &str) -> Section {
    let under = "Under the headings of STRESS-DES, the reporting guideline for discrete-event simulation (Monks and others, Journal of \
                 Simulation, 2019).";
    let parts = [
        ("1. Objectives", objectives(findings)),
        ("2. Logic", logic(findings)),
        ("3. Data", data(findings)),
        ("4. Experimentation", experimentation(findings)),
        ("5. Implementation", implementation(findings, version)),
        ("6. Code access", access(version)),
    ];
    let parts =
        parts.into_iter().flat_map(|(title, blocks)| std::iter::once(Block::Heading(title.into())).chain(blocks));
    Section::new("method", "Method", std::iter::once(Block::paragraph(under)).chain(parts).collect())
}

/// A numbered item in prose.
fn item(title: &str, text: impl AsRef<str>) -> Block {
    Block::paragraph(titled(format!("{title}."), text))
}

const OUTPUTS: &str = "The count of delayed patients at every midnight, by hospital, reason and attribution; the official monthly \
    statistics; time from ready to leave to discharge; occupancy and queues of every service; people in post; moves; deaths while waiting, \
    readmissions and cancelled electives; money by heading and scheme.";

fn objectives(findings: &Findings) -> Vec<Block> {
    let scenario = findings.scenario;
    let target = findings.target.map_or("No target is set.".into(), |target| {
        format!("The target is {} delayed patients or fewer on {}.", target.delayed_patients, date(target.by))
    });
    let purpose = format!(
        "To predict delayed transfers of care under {} for one care system, with their uncertainty and cost. {target} {}",
        count_of(findings.options.len(), "option"),
        scenario.description
    );
    vec![item("1.1 Purpose", purpose), item("1.2 Outputs", OUTPUTS), item("1.3 Aims of the experiment", aims(findings))]
}

fn aims(findings: &Findings) -> String {
    match findings.reference().filter(|_| findings.options.len() > 1) {
        Some(reference) => format!("To compare every option with {}, replication by replication.", reference.quoted()),
        None => "To describe one option; nothing is compared.".into(),
    }
}

const RULES: &str = "A patient is admitted when a bed is free, is treated, and is then ready to leave. Every step of the pathway holds the \
    bed until it is done; the reason of the step waited for is the delay reason. While waiting, a patient may die or lose readiness, which \
    means renewed treatment. Care after hospital ends in going home, onward care, readmission or death; a patient whose next service has no \
    place blocks the place they hold. Services take no one in above what their staff can care for, but never send anyone away.";

const ALGORITHMS: &str = "Arrivals are Poisson processes whose rates follow month, weekday, hour and yearly growth. Competing hazards of \
    waiting are exponential. Who is served first is stated for every service below.";

fn logic(findings: &Findings) -> Vec<Block> {
    let system = &findings.scenario.system;
    let overview = "What each patient waits for between being ready to leave and leaving, step by step:";
    let options = "Each option is a set of schemes, each with dates, effects and a budget:";
    let mut blocks = vec![
        item("2.1 Overview of the model", overview),
        system::pathways(system),
        item("2.2 Logic of the model", RULES),
        item("2.3 Logic of the options", options),
    ];
    blocks.extend(system::options(system));
    blocks.push(item("2.4 Algorithms", ALGORITHMS));
    blocks.push(item("2.5 Components", "Entities, resources and queues:"));
    blocks.extend([system::groups(system).into(), system::resources(system).into()]);
    blocks
}

const PREPARATION: &str = "Profiles by month, weekday and hour are scaled to a mean of 1, so that rates stay averages. Observed numbers are \
    shown as published, and are not used in the simulation unless the log says so.";

fn data(findings: &Findings) -> Vec<Block> {
    let assumptions = &findings.scenario.assumptions;
    let count = |evidence: Evidence| assumptions.iter().filter(|a| a.evidence == evidence).count();
    let sources = format!(
        "The scenario holds {}: {} published or recorded, {} worked out from such numbers, {} assumed and {} with nothing said. Each is \
         listed under Assumptions with its source.",
        count_of(assumptions.len(), "number"),
        count(Evidence::Sourced),
        count(Evidence::Derived),
        count(Evidence::Assumed),
        count(Evidence::Unstated)
    );
    let parameters_are = "Distributions are named with their parameters under 2.1 and 2.5; every value is in the log.";
    vec![
        item("3.1 Sources", sources),
        item("3.2 Preparation", PREPARATION),
        item("3.3 Input parameters", parameters_are),
        item("3.4 Assumptions", parameters(findings)),
    ]
}

fn experimentation(findings: &Findings) -> Vec<Block> {
    let estimation = format!(
        "{} replications of each option ({}). Options share common random numbers: a patient is the same person under each, and differences \
         are paired. Means have Student intervals and shares Wilson intervals, at 95 %; quantiles are exact, by R's definition 7. The lowest \
         option is called the lowest only when its interval, widened for the number of options compared (Bonferroni), lies wholly under \
         every other.",
        whole(findings.results.replications as f64),
        stopping(&findings.results.stopping)
    );
    let mut blocks = vec![
        item("4.1 Initial state", opening(findings)),
        item("4.2 Run length", run_length(findings)),
        item("4.3 Estimation", estimation),
    ];
    blocks.extend(drawing(findings).map(|text| item("4.3 Uncertainty of assumptions", text)));
    blocks.extend(pairing(findings).map(|text| item("4.4 Common random numbers", text)));
    blocks
}

/// Why there are as many replications as there are.
fn stopping(stopping: &Stopping) -> String {
    match stopping {
        Stopping::Replications(_) => "as asked for".into(),
        Stopping::Precision { half_width, cap, reached } => format!(
            "the rule was a half-width of {} patients for the 95 % interval of the mean count on the day asked about, at most {} \
             replications, which was {}",
            numbers::decimal(*half_width, 1),
            whole(*cap as f64),
            if *reached { "reached" } else { "not reached" }
        ),
    }
}

/// Whether parameters are the same in every replication, and so what the intervals cover.
fn parameters(findings: &Findings) -> String {
    let parameters = match &findings.results.drawn {
        None => {
            "Parameters are the same in every replication: the intervals of this report cover the play of chance, not doubt about the \
             parameters."
                .to_owned()
        }
        Some(drawn) => format!(
            "Every replication has its own draw of {}, listed under What is not known: the intervals of this report cover the play of chance \
             and doubt about these. All other parameters are the same in every replication.",
            count_of(drawn.known.len(), "parameter")
        ),
    };
    format!("In the log, with a low and a high value where stated. {parameters}")
}

/// How what is not known was drawn.
fn drawing(findings: &Findings) -> Option<String> {
    let drawn = findings.results.drawn.as_ref()?;
    Some(format!(
        "{} drawn: replication n has draw n under every option, addressed by the seed, n and the path of the assumption, so that replications \
         are independent draws of chance and ignorance together. Each draw is simulated a second time with other chance; the mean square \
         within these pairs estimates the variance of chance, their covariance that of ignorance (law of total variance; analysis of variance \
         of a one-way layout with random effects), with jackknife intervals over {} draws. The range of chance alone is simulated with every \
         assumption at its stated value.",
        if drawn.known.len() == 1 {
            "One assumption is".into()
        } else {
            format!("{} are", count_of(drawn.known.len(), "assumption"))
        },
        whole(drawn.rows.len() as f64)
    ))
}

/// What pairing gained, option by option.
fn pairing(findings: &Findings) -> Option<String> {
    let gain = |option: &OptionFindings| {
        let gain = option.pairing_gain?;
        let digits = usize::from(gain < 10.0);
        Some(format!("{} {}", option.quoted(), numbers::decimal(gain, digits)))
    };
    let gains: Vec<String> = findings.options.iter().filter_map(gain).collect();
    if gains.is_empty() {
        return None;
    }
    Some(format!(
        "Runs that shared no random numbers would need so many times the replications for the same intervals of delayed days avoided: \
         {}. The gain is greatest for options that change little; one that takes most of the queue away also takes away most of what \
         differs between replications, and leaves less to share.",
        listed(&gains)
    ))
}

fn opening(findings: &Findings) -> String {
    let system = &findings.scenario.system;
    let opening = &system.opening;
    let treated: u32 = opening.in_treatment.iter().map(|patients| patients.patients).sum();
    let in_service: u32 = opening.in_service.iter().map(|patients| patients.patients).sum();
    let waiting = |hospital: bool| -> u32 {
        let here = opening.waiting.iter().filter(|w| matches!(w.at, Whereabouts::Hospital(_)) == hospital);
        here.map(|waiting| waiting.patients).sum()
    };
    let whole = |number: u32| whole(f64::from(number));
    if system.period.warm_up_days > 0 {
        return format!(
            "From empty, with {} of warm-up, discarded.",
            count_of(system.period.warm_up_days as usize, "day")
        );
    }
    format!(
        "An opening census: {} in treatment, {} waiting in a hospital bed, {} waiting elsewhere and {} in services, with what is left \
         of treatments and stays drawn from the length-biased (stationary-excess) distributions.",
        whole(treated),
        whole(waiting(true)),
        whole(waiting(false)),
        whole(in_service)
    )
}

fn run_length(findings: &Findings) -> String {
    let dates = &findings.results.dates;
    match (dates.first(), dates.last()) {
        (Some(&first), Some(&last)) => {
            format!("{}, {} to {}.", count_of(dates.len(), "day"), date(first), date(last))
        }
        _ => "No day was simulated.".into(),
    }
}

const EXECUTION: &str = "Replications run in parallel and are added up in a fixed order: the same scenario and seed give the same numbers on \
    any number of threads or machines. Simultaneous events are ordered by rule. Time is in whole seconds.";

fn implementation(findings: &Findings, version: &str) -> Vec<Block> {
    let sampling = format!(
        "Seed {}. Every draw is addressed by the seed, the replication, the patient (or pool, or panel) and its purpose, never by the order of \
         events; replication n of one option meets the same patients as replication n of another.",
        findings.results.seed
    );
    vec![
        item("5.1 Software", format!("dtoc {version}, a discrete-event simulation written in Rust.")),
        item("5.2 Random sampling", sampling),
        item("5.3 Execution", EXECUTION),
        item("5.4 System", "Any computer; no number in this report depends on it."),
    ]
}

fn access(version: &str) -> Vec<Block> {
    let sharing = format!(
        "dtoc {version} is open source, under the MIT or the Apache 2.0 licence. The scenario file is the whole of the input: its hash and the \
         command that made this report are at the end."
    );
    vec![item("6.1 Sharing", sharing)]
}
