//! What is not known: the draws, how the spread splits, and which assumptions matter.

use crate::experiment::{Known, Quantity};
use crate::report::document::table::{Columns, Table};
use crate::report::document::words::code;
use crate::report::document::{Block, Section};
use crate::report::numbers::{self, Figure, fixed};
use crate::report::run::findings::{Findings, OptionFindings};
use crate::report::run::ignorance::{Drawing, Ignorance, Split};
use crate::report::run::sentences::ignorance::{asked, correlation, refusals, what_is_drawn};
use crate::report::run::shapes::by_option;
use crate::statistics::Estimate;

const CHANCE: &str = "Every draw was simulated twice, with the same values and other chance. What the two have in common is not knowing; \
    what they differ in is chance. Chance stays however much is found out; not knowing goes down with what is learnt about the assumptions \
    below. Squares of the deviations add up, the deviations do not.";

const PERT: &str = "PERT is a beta distribution between low and high, likeliest at the stated value, with the mean (low + 4 × stated + \
    high) / 6 (Malcolm and others, Operations Research 7 (1959), 646-669; Vose, Risk Analysis, 2008). Ranges are drawn each by itself; \
    shares of a table of which all are drawn are scaled to sum to 1. A rank correlation near 1 or −1 says that the count follows the \
    assumption; near 0 that it hardly does.";

/// The section about what was drawn.
pub fn section(findings: &Findings, ignorance: &Ignorance) -> Section {
    let mut blocks = vec![Block::paragraph(what_is_drawn(findings, ignorance))];
    blocks.extend(refusals(ignorance).map(Block::paragraph));
    blocks.push(Block::Heading("Chance and not knowing".into()));
    blocks.extend([splits(findings, ignorance).into(), Block::note(CHANCE)]);
    if findings.options.len() > 1 {
        blocks.push(Block::Heading("Which option has the lowest count, draw by draw".into()));
        blocks.push(lowest(findings, ignorance).into());
    }
    let drawn = format!("Assumptions ({})", ignorance.drawings.len());
    blocks.push(Block::Heading("What was drawn".into()));
    blocks.push(Block::fold(true, drawn, vec![drawings(findings, ignorance).into()]));
    blocks.push(Block::note(PERT));
    Section::new("ignorance", "What is not known", blocks)
}

fn splits(findings: &Findings, ignorance: &Ignorance) -> Table {
    let splits = ignorance.splits.iter().filter(|split| !split.is_without_spread());
    Columns::<(&OptionFindings, &Split)>::default()
        .name("Option", |(option, _)| option.title())
        .text("Of what", |(_, split)| of_what(findings, split))
        .number("Standard deviation", |(_, split)| amount(split, &split.deviation))
        .number("By chance alone", |(_, split)| amount(split, &split.chance))
        .number("By not knowing alone", |(_, split)| amount(split, &split.ignorance))
        .number("Share of chance", |(_, split)| per_cent(&split.share))
        .number("Share of not knowing", |(_, split)| per_cent(&split.share_of_ignorance()))
        .standing_out(|(option, _)| option.look())
        .table(
            format!(
                "How far single {} lie apart, and why; below each number its 95 % interval (jackknife over draws)",
                findings.future().many
            ),
            splits.filter_map(|split| Some((findings.options.get(split.asked.option)?, split))),
        )
        .long()
}

fn of_what(findings: &Findings, split: &Split) -> String {
    let what = asked(findings, split.asked.quantity);
    match (split.asked.less, findings.reference()) {
        (Some(_), Some(reference)) if split.asked.quantity == Quantity::DelayedDays => {
            format!("{what}, less those of {}", reference.quoted())
        }
        (Some(_), Some(reference)) => format!("{what}, less that of {}", reference.quoted()),
        _ => what,
    }
}

fn amount(split: &Split, deviation: &Estimate) -> Figure {
    match split.asked.quantity {
        Quantity::TotalCost => numbers::money_figure(deviation),
        Quantity::Delayed => numbers::figure(deviation, 0.1),
        Quantity::DelayedDays => numbers::figure(deviation, 1.0),
    }
}

fn per_cent(share: &Estimate) -> Figure {
    let Figure { mean, range } = numbers::percentage(share);
    if mean == numbers::NOTHING {
        return Figure::alone(mean);
    }
    Figure { mean: format!("{mean} %"), range: range.map(|range| format!("{range} %")) }
}

fn lowest(findings: &Findings, ignorance: &Ignorance) -> Table {
    let share = |option: &OptionFindings| {
        let at = findings.results.options.iter().position(|other| other.id == option.results.id)?;
        ignorance.shares_of_lowest.get(at).map(per_cent)
    };
    by_option().number("Share of draws", |option| share(option)).table(
        format!(
            "Share of draws in which the {} is the lowest of all options, with its 95 % interval; options that are equal share a draw",
            asked(findings, Quantity::Delayed)
        ),
        &findings.options,
    )
}

fn drawings(findings: &Findings, ignorance: &Ignorance) -> Table {
    let of = findings.options.get(ignorance.lowest).map_or_else(String::new, |option| option.quoted());
    Columns::<&Drawing>::default()
        .name("Assumption", |drawing| code(drawing.known.path()))
        .number("Low", |drawing| fixed(drawing.range().0, 6))
        .number("Stated", |drawing| drawing.range().1.map(|stated| fixed(stated, 6)))
        .number("High", |drawing| fixed(drawing.range().2, 6))
        .text("Drawn from", |drawing| match drawing.known {
            Known::Range(_) => "PERT",
            Known::Sample { .. } => "posterior sample",
        })
        .wide("Rank correlation", |drawing| correlation(&drawing.correlation))
        .table(
            format!(
                "What was drawn, and its rank correlation with the {} under {of} (mean of the two chances of a draw), with a 95 % interval; \
                 the strongest first",
                asked(findings, Quantity::Delayed)
            ),
            &ignorance.drawings,
        )
        .long()
}
