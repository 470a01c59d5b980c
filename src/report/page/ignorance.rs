//! What is not known: the draws, how the spread splits, and which assumptions matter.

use super::elements::{self, Head, figure, folded, number_head, plain, prose, table, text_head};
use crate::experiment::{Known, Quantity};
use crate::report::Findings;
use crate::report::ignorance::{self, Drawing, Ignorance, Split};
use crate::report::numbers::{self, Figure, fixed};
use maud::{Markup, html};

/// The section; none where every assumption kept its stated value.
pub fn section(findings: &Findings) -> Option<Markup> {
    let ignorance = Ignorance::of(findings)?;
    Some(html! {
        p { (prose(&ignorance.what_is_drawn(findings))) }
        @if let Some(text) = ignorance.refusals() { p { (prose(&text)) } }
        h3 { "Chance and not knowing" }
        (splits(findings, &ignorance))
        p.note {
            "Every draw was simulated twice, with the same values and other chance. What the two have in common is not knowing; what they \
             differ in is chance. Chance stays however much is found out; not knowing goes down with what is learnt about the assumptions \
             below. Squares of the deviations add up, the deviations do not."
        }
        @if findings.options.len() > 1 {
            h3 { "Which option has the lowest count, draw by draw" }
            (lowest(findings, &ignorance))
        }
        h3 { "What was drawn" }
        (folded(true, &format!("Assumptions ({})", ignorance.drawings.len()), &drawings(findings, &ignorance)))
        p.note {
            "PERT is a beta distribution between low and high, likeliest at the stated value, with the mean (low + 4 × stated + high) / 6 \
             (Malcolm and others, Operations Research 7 (1959), 646-669; Vose, Risk Analysis, 2008). Ranges are drawn each by itself; \
             shares of a table of which all are drawn are scaled to sum to 1. A rank correlation near 1 or −1 says that the count follows \
             the assumption; near 0 that it hardly does."
        }
    })
}

fn splits(findings: &Findings, ignorance: &Ignorance) -> Markup {
    let head = [
        text_head("Option"),
        text_head("Of what"),
        number_head("Standard deviation"),
        number_head("By chance alone"),
        number_head("By not knowing alone"),
        number_head("Share of chance"),
        number_head("Share of not knowing"),
    ];
    let rows = html! {
        @for split in ignorance.splits.iter().filter(|split| !split.is_without_spread()) {
            @let option = &findings.options[split.asked.option];
            tr class=[option.is_reference.then_some("reference")] {
                th scope="row" { (option.title()) }
                td { (of_what(findings, split)) }
                @for deviation in [&split.deviation, &split.chance, &split.ignorance] { (figure(amount(split, deviation))) }
                @for share in [&split.share, &split.share_of_ignorance()] { (figure(per_cent(share))) }
            }
        }
    };
    table(
        "long",
        "How far single futures lie apart, and why; below each number its 95 % interval (jackknife over draws)",
        &head,
        &rows,
    )
}

fn of_what(findings: &Findings, split: &Split) -> String {
    let what = ignorance::asked(findings, split.asked.quantity);
    match (split.asked.less, findings.reference()) {
        (Some(_), Some(reference)) if split.asked.quantity == Quantity::DelayedDays => {
            format!("{what}, less those of {}", reference.quoted())
        }
        (Some(_), Some(reference)) => format!("{what}, less that of {}", reference.quoted()),
        _ => what,
    }
}

fn amount(split: &Split, deviation: &crate::statistics::Estimate) -> Figure {
    match split.asked.quantity {
        Quantity::TotalCost => numbers::money_figure(deviation),
        Quantity::Delayed => numbers::figure(deviation, 0.1),
        Quantity::DelayedDays => numbers::figure(deviation, 1.0),
    }
}

fn per_cent(share: &crate::statistics::Estimate) -> Figure {
    let Figure { mean, range } = ignorance::percentage(share);
    if mean == numbers::NOTHING {
        return Figure { mean, range: None };
    }
    Figure { mean: format!("{mean} %"), range: range.map(|range| format!("{range} %")) }
}

fn lowest(findings: &Findings, ignorance: &Ignorance) -> Markup {
    let head = [text_head("Option"), number_head("Share of draws")];
    let rows = html! {
        @for (option, share) in findings.options.iter().zip(&ignorance.shares_of_lowest) {
            tr class=[option.is_reference.then_some("reference")] {
                th scope="row" { (option.title()) }
                (figure(per_cent(share)))
            }
        }
    };
    let caption = format!(
        "Share of draws in which the {} is the lowest of all options, with its 95 % interval; options that are equal share a draw",
        ignorance::asked(findings, Quantity::Delayed)
    );
    table("short", &caption, &head, &rows)
}

fn drawings(findings: &Findings, ignorance: &Ignorance) -> Markup {
    let of = findings.options.get(ignorance.lowest).map_or_else(String::new, |option| option.quoted());
    let mut head: Vec<Head> = vec![text_head("Assumption")];
    head.extend(["Low", "Stated", "High"].map(number_head));
    head.extend([text_head("Drawn from"), number_head("Rank correlation"), text_head("")]);
    let rows = html! {
        @for drawing in &ignorance.drawings {
            tr {
                th scope="row" { code { (drawing.known.path()) } }
                @for cell in range(drawing) { (plain(cell)) }
                td { (from(drawing)) }
                (elements::beside(ignorance::correlation(&drawing.correlation)))
            }
        }
    };
    let caption = format!(
        "What was drawn, and its rank correlation with the {} under {of} (mean of the two chances of a draw), with a 95 % interval; the \
         strongest first",
        ignorance::asked(findings, Quantity::Delayed)
    );
    table("long", &caption, &head, &rows)
}

fn range(drawing: &Drawing) -> [String; 3] {
    match drawing.known {
        Known::Range(one) => [one.low, one.value, one.high].map(|value| fixed(value, 6)),
        Known::Sample { smallest, largest, .. } => [fixed(*smallest, 6), numbers::NOTHING.into(), fixed(*largest, 6)],
    }
}

fn from(drawing: &Drawing) -> &'static str {
    match drawing.known {
        Known::Range(_) => "PERT",
        Known::Sample { .. } => "posterior sample",
    }
}
