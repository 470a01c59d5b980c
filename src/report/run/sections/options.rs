//! The table of options, for the page and the terminal, and a sentence for each.

use crate::report::clauses::cost_of_a_day;
use crate::report::document::table::{Cell, Table};
use crate::report::document::words::Words;
use crate::report::document::{Block, Section};
use crate::report::money::CostPerDay;
use crate::report::numbers::{self, Figure};
use crate::report::run::answer::Answer;
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::shapes::{by_option, share};

/// The table, and each option in a sentence.
pub fn section(findings: &Findings, answer: &Answer) -> Section {
    let blocks = vec![
        table(findings).into(),
        Block::note(range_key(findings)),
        Block::Heading("Each option in a sentence".into()),
        Block::Definitions(
            findings.options.iter().zip(&answer.options).map(|(o, a)| said(findings, o, &a.sentence)).collect(),
        ),
    ];
    Section::new("options", "The options compared", blocks)
}

/// What is said of an option: what it is, and what was found.
fn said(findings: &Findings, option: &OptionFindings, sentence: &str) -> (Words, Vec<Words>) {
    let title = Words::from(option.title());
    let is_tagged = option.is_reference && findings.options.len() > 1;
    let description = findings.scenario.option_descriptions.get(option.results.option).filter(|text| !text.is_empty());
    let said = description.map(Words::from).into_iter().chain([sentence.into()]);
    (if is_tagged { title.tag("reference") } else { title }, said.collect())
}

/// The table of options. Columns that say nothing are left out: without a target or with one that nobody reaches (the headline says
/// so), with one option, without moves, with no target touched before its day.
pub fn table(findings: &Findings) -> Table {
    let options = &findings.options;
    let (is_reached, highest, target) = (is_reached(findings), highest(findings), at_target(findings));
    let day = findings.day.map_or_else(String::new, numbers::short_date);
    let (that_day, before) = (format!("{target} that day"), format!("{target} before {day}"));
    by_option()
        .number(format!("Delayed on {day}"), |option| {
            option.count.map(|count| {
                let [lower, upper] = [count.lower_quartile, count.upper_quartile].map(numbers::whole);
                Cell::with_below(numbers::whole(count.median), numbers::range(&lower, &upper))
            })
        })
        .drawing("Its range", |option| Words::default().drawing(range_bar(findings, option, highest)))
        .when(is_reached, |columns| columns.number(that_day, |option| option.at_target.map(share)))
        .when(options.iter().any(touches_before), |columns| {
            let title = if is_reached { "Ever by then".into() } else { before };
            columns.number(title, |option| option.ever_by_then.map(share)).given_up(1)
        })
        .when(options.len() > 1, |columns| {
            let days = |option: &&OptionFindings| option.days_avoided.map(|days| numbers::figure(&days, 1.0));
            columns.number("Delayed days avoided", move |option| or_reference(option, days(option))).given_up(6)
        })
        .when(options.iter().any(|option| option.moved.is_some()), |columns| {
            columns.number("Patients moved", |option| option.moved.map(numbers::whole)).given_up(2)
        })
        .when(options.iter().any(|option| option.scheme_spend.is_some()), |columns| {
            columns.number("Spent by schemes", |option| option.scheme_spend.map(numbers::money)).given_up(4)
        })
        .when(options.len() > 1, |columns| {
            let cost = |option: &&OptionFindings| option.extra_cost.map(|cost| numbers::money_difference(&cost));
            columns
                .number("Extra cost, all headings", move |option| or_reference(option, cost(option)))
                .given_up(5)
                .number("Cost per day avoided", |option| cost_per_day(option))
                .given_up(3)
                .noted(mark_explained(findings))
        })
        .table(key(findings), options)
        .with_tall_heads()
        .looking("options")
}

/// `At 30 or fewer`.
fn at_target(findings: &Findings) -> String {
    format!("At {} or fewer", findings.target.map_or(0, |target| target.delayed_patients))
}

/// A difference to the reference, which itself has none.
fn or_reference(option: &OptionFindings, difference: Option<Figure>) -> Option<Figure> {
    difference.or_else(|| option.is_reference.then(|| Figure::alone("reference")))
}

/// True when some replication of some option is at the target on its day.
fn is_reached(findings: &Findings) -> bool {
    findings.target.is_some()
        && findings.options.iter().any(|option| option.at_target.is_some_and(|share| share.successes > 0))
}

/// True when some replication was at the target before its day and not on it.
fn touches_before(option: &OptionFindings) -> bool {
    let ever = option.ever_by_then.map(|share| share.successes);
    ever.is_some() && ever != option.at_target.map(|share| share.successes)
}

/// Stands after `costs less` where others pay for it in another way.
const MARK: char = '†';

/// True where an option costs less because others pay for it.
fn is_marked(option: &OptionFindings) -> bool {
    matches!(option.cost_per_day, CostPerDay::Saves) && option.displaced.is_some()
}

/// The cost of a delayed day avoided: marked where others pay for what it saves.
pub fn cost_per_day(option: &OptionFindings) -> Figure {
    let figure = cost_of_a_day(&option.cost_per_day);
    if is_marked(option) { Figure { mean: format!("{}{MARK}", figure.mean), ..figure } } else { figure }
}

/// Explains the mark, where the table carries it.
fn mark_explained(findings: &Findings) -> String {
    if !findings.options.iter().any(is_marked) {
        return String::new();
    }
    format!(
        "{MARK} Others pay for it: more planned admissions are cancelled, or more hours are spent waiting for a bed, and neither is in \
         the accounts."
    )
}

/// What the small figures under the numbers are.
fn key(findings: &Findings) -> String {
    let mut text = String::from("Below each number: the middle half of the simulated counts");
    if findings.target.is_some() || findings.options.len() > 1 {
        text.push_str("; for every other number its 95 % interval");
    }
    if let Some(reference) = findings.reference().filter(|_| findings.options.len() > 1) {
        text.push_str(&format!(". Days avoided and cost are against {}, over the whole period", reference.quoted()));
    }
    text.push('.');
    text.extend(findings.no_interval().map(|text| format!(" {text}")));
    text
}

/// The right end of every range bar: the highest count or the target, with some room.
fn highest(findings: &Findings) -> f64 {
    let counts = findings.options.iter().map(|option| &option.results.delayed_on_target_day);
    let highest = counts.filter(|count| !count.is_empty()).map(|count| count.quantile(0.975)).fold(0.0, f64::max);
    highest.max(findings.target.map_or(0.0, |target| f64::from(target.delayed_patients))).max(1.0) * 1.05
}

/// A small drawing of the 95 % range, the middle half and the median, with the target where there is one. The numbers it shows
/// stand in the cell beside it, so it is hidden from screen readers.
fn range_bar(findings: &Findings, option: &OptionFindings, highest: f64) -> String {
    let count = &option.results.delayed_on_target_day;
    if count.is_empty() {
        return String::new();
    }
    let at = |value: f64| format!("{:.1}", value / highest * 100.0);
    let bar = |class: &str, from: f64, to: f64, y: &str, height: u32| {
        let width = ((to - from) / highest * 100.0).max(0.8);
        format!(r#"<rect class="{class}" x="{}" y="{y}" width="{width:.1}" height="{height}"/>"#, at(from))
    };
    let rule = |class: &str, x: &str| format!(r#"<line class="{class}" x1="{x}" y1="0" x2="{x}" y2="22"/>"#);
    let target = findings.target.map(|target| rule("target", &at(f64::from(target.delayed_patients))));
    [
        r#"<svg class="bar" viewBox="0 0 100 22" width="100" height="22" aria-hidden="true">"#.into(),
        rule("axis", "0"),
        bar("wide", count.quantile(0.025), count.quantile(0.975), "8.5", 5),
        bar("middle", count.quantile(0.25), count.quantile(0.75), "5", 12),
        format!(r#"<rect class="median" x="{}" y="2" width="2" height="18"/>"#, at(count.median())),
        target.unwrap_or_default(),
        "</svg>".into(),
    ]
    .concat()
}

fn range_key(findings: &Findings) -> String {
    let target = findings
        .target
        .map_or_else(String::new, |target| format!(" The dashed line is the target, {}.", target.delayed_patients));
    format!(
        "The bars start at 0: pale, where 95 % of the simulated counts lie; dark, the middle half; upright, the median.{target}"
    )
}
