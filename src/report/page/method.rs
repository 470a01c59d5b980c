//! The method under the headings of STRESS-DES, made from the scenario.
//!
//! Source: Monks, Currie, Onggo, Robinson, Kunc and Taylor, "Strengthening the reporting of empirical simulation studies:
//! Introducing the STRESS guidelines", Journal of Simulation 13 (2019) 55-67.

use super::elements::prose;
use super::system;
use crate::experiment::Stopping;
use crate::model::parameters::Whereabouts;
use crate::report::findings::OptionFindings;
use crate::report::numbers::{count_of, date, listed, whole};
use crate::report::{Findings, Stamp};
use crate::scenario::Evidence;
use maud::{Markup, html};

/// The six parts of STRESS-DES, folded but for the first.
pub fn section(findings: &Findings, stamp: &Stamp) -> Markup {
    html! {
        p {
            "Under the headings of STRESS-DES, the reporting guideline for discrete-event simulation (Monks and others, Journal of \
             Simulation, 2019)."
        }
        (part("1. Objectives", &objectives(findings)))
        (part("2. Logic", &logic(findings)))
        (part("3. Data", &data(findings)))
        (part("4. Experimentation", &experimentation(findings)))
        (part("5. Implementation", &implementation(findings, stamp)))
        (part("6. Code access", &access(stamp)))
    }
}

fn part(title: &str, body: &Markup) -> Markup {
    html! { h3 { (title) } div.method { (body) } }
}

/// A numbered item in prose.
fn item(title: &str, text: &str) -> Markup {
    html! { p { b { (title) "." } " " (prose(text)) } }
}

fn objectives(findings: &Findings) -> Markup {
    let scenario = findings.scenario;
    let target = findings.target.map_or("No target is set.".into(), |target| {
        format!("The target is {} delayed patients or fewer on {}.", target.delayed_patients, date(target.by))
    });
    html! {
        (item("1.1 Purpose", &format!(
            "To predict delayed transfers of care under {} for one care system, with their uncertainty and cost. {target} {}",
            count_of(findings.options.len(), "option"), scenario.description
        )))
        (item("1.2 Outputs", "The count of delayed patients at every midnight, by hospital, reason and attribution; the official \
            monthly statistics; time from ready to leave to discharge; occupancy and queues of every service; people in post; moves; \
            deaths while waiting, readmissions and cancelled electives; money by heading and scheme."))
        (item("1.3 Aims of the experiment", &aims(findings)))
    }
}

fn aims(findings: &Findings) -> String {
    match findings.reference().filter(|_| findings.options.len() > 1) {
        Some(reference) => format!("To compare every option with {}, replication by replication.", reference.quoted()),
        None => "To describe one option; nothing is compared.".into(),
    }
}

fn logic(findings: &Findings) -> Markup {
    let system = &findings.scenario.system;
    html! {
        (item("2.1 Overview of the model", "What each patient waits for between being ready to leave and leaving, step by step:"))
        (system::pathways(system))
        (item("2.2 Logic of the model", "A patient is admitted when a bed is free, is treated, and is then ready to leave. Every step \
            of the pathway holds the bed until it is done; the reason of the step waited for is the delay reason. While waiting, a \
            patient may die or lose readiness, which means renewed treatment. Care after hospital ends in going home, onward care, \
            readmission or death; a patient whose next service has no place blocks the place they hold. Services take no one in \
            above what their staff can care for, but never send anyone away."))
        (item("2.3 Logic of the options", "Each option is a set of schemes, each with dates, effects and a budget:"))
        (system::options(system))
        (item("2.4 Algorithms", "Arrivals are Poisson processes whose rates follow month, weekday, hour and yearly growth. Competing \
            hazards of waiting are exponential. Who is served first is stated for every service below."))
        (item("2.5 Components", "Entities, resources and queues:"))
        (system::groups(system))
        (system::resources(system))
    }
}

fn data(findings: &Findings) -> Markup {
    let assumptions = &findings.scenario.assumptions;
    let count = |evidence: Evidence| assumptions.iter().filter(|a| a.evidence == evidence).count();
    html! {
        (item("3.1 Sources", &format!(
            "The scenario holds {}: {} published or recorded, {} worked out from such numbers, {} assumed and {} with nothing \
             said. Each is listed under Assumptions with its source.",
            count_of(assumptions.len(), "number"), count(Evidence::Sourced), count(Evidence::Derived), count(Evidence::Assumed),
            count(Evidence::Unstated)
        )))
        (item("3.2 Preparation", "Profiles by month, weekday and hour are scaled to a mean of 1, so that rates stay averages. Observed \
            numbers are shown as published, and are not used in the simulation unless the log says so."))
        (item("3.3 Input parameters", "Distributions are named with their parameters under 2.1 and 2.5; every value is in the log."))
        (item("3.4 Assumptions", &parameters(findings)))
    }
}

fn experimentation(findings: &Findings) -> Markup {
    let results = findings.results;
    let stopping = match results.stopping {
        Stopping::Replications(_) => "as asked for".to_owned(),
        Stopping::Precision { half_width, cap, reached } => {
            let end = if reached { "which was reached" } else { "which was not reached" };
            format!(
                "the rule was a half-width of {} patients for the 95 % interval of the mean count on the day asked about, at most {} \
                 replications, {end}",
                crate::report::numbers::decimal(half_width, 1),
                whole(cap as f64)
            )
        }
    };
    html! {
        (item("4.1 Initial state", &opening(findings)))
        (item("4.2 Run length", &run_length(findings)))
        (item("4.3 Estimation", &format!(
            "{} replications of each option ({stopping}). Options share common random numbers: a patient is the same person under each, \
             and differences are paired. Means have Student intervals and shares Wilson intervals, at 95 %; quantiles are exact, by \
             R's definition 7. The lowest option is called the lowest only when its interval, widened for the number of options \
             compared (Bonferroni), lies wholly under every other.",
            whole(results.replications as f64)
        )))
        @if let Some(text) = drawing(findings) { (item("4.3 Uncertainty of assumptions", &text)) }
        @if let Some(text) = pairing(findings) { (item("4.4 Common random numbers", &text)) }
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
        Some(format!("{} {}", option.quoted(), crate::report::numbers::decimal(gain, digits)))
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

fn implementation(findings: &Findings, stamp: &Stamp) -> Markup {
    html! {
        (item("5.1 Software", &format!(
            "dtoc {}, a discrete-event simulation written in Rust.", stamp.version
        )))
        (item("5.2 Random sampling", &format!(
            "Seed {}. Every draw is addressed by the seed, the replication, the patient (or pool, or panel) and its purpose, never by \
             the order of events; replication n of one option meets the same patients as replication n of another.",
            findings.results.seed
        )))
        (item("5.3 Execution", "Replications run in parallel and are added up in a fixed order: the same scenario and seed give the \
            same numbers on any number of threads or machines. Simultaneous events are ordered by rule. Time is in whole seconds."))
        (item("5.4 System", "Any computer; no number in this report depends on it."))
    }
}

fn access(stamp: &Stamp) -> Markup {
    html! {
        (item("6.1 Sharing", &format!(
            "dtoc {} is open source, under the MIT or the Apache 2.0 licence. The scenario file is the whole of the input: its hash \
             and the command that made this report are at the end.",
            stamp.version
        )))
    }
}
