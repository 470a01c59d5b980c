//! `uncertainty.csv`, `drawn.csv` and `draws.csv`, and what `summary.json` says of what is not known.

use serde_json::{Map, Value, json};

use super::summary::interval;
use crate::experiment::{Known, Quantity};
use crate::report::Findings;
use crate::report::ignorance::{Drawing, Ignorance, Split};
use crate::report::numbers::fixed;
use crate::statistics::Estimate;

/// Decimals of shares, correlations and values.
const DECIMALS: usize = 6;

/// How the spread splits: a row for each option and quantity, and for its difference to the reference.
pub fn splits(findings: &Findings, ignorance: &Ignorance) -> Vec<u8> {
    let mut header = vec!["option".to_owned(), "quantity".into()];
    for name in ["deviation", "deviation_of_chance", "deviation_of_ignorance", "share_of_chance", "share_of_ignorance"]
    {
        header.extend([name.to_owned(), format!("{name}_lower"), format!("{name}_upper")]);
    }
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let row = |split: &Split| {
        let mut row = vec![findings.results.options[split.asked.option].id.clone(), name(findings, split)];
        for estimate in estimates(split) {
            row.extend(ends(&estimate));
        }
        row
    };
    super::table(&header, ignorance.splits.iter().map(row))
}

/// What was drawn, from what, and its rank correlation with the count of the option with the lowest mean.
pub fn drawn(ignorance: &Ignorance) -> Vec<u8> {
    let header = ["path", "from", "low", "stated", "high", "rank_correlation", "lower", "upper"];
    let row = |drawing: &Drawing| {
        let (from, range) = match drawing.known {
            Known::Range(one) => ("pert", [one.low, one.value, one.high]),
            Known::Sample { smallest, largest, .. } => ("posterior", [*smallest, f64::NAN, *largest]),
        };
        let mut row = vec![drawing.known.path().to_owned(), from.into()];
        row.extend(range.map(|value| fixed(value, DECIMALS)));
        row.extend(ends(&drawing.correlation));
        row
    };
    super::table(&header, ignorance.drawings.iter().map(row))
}

/// The draws: draw `n` is that of replication `n`, under every option.
pub fn draws(ignorance: &Ignorance) -> Vec<u8> {
    let drawn = ignorance.drawn;
    let mut header = vec!["draw", "refused_before"];
    header.extend(drawn.known.iter().map(Known::path));
    let rows = drawn.rows.iter().enumerate().map(|(at, row)| {
        let values = row.values.iter().map(|&value| fixed(value, DECIMALS));
        [(at + 1).to_string(), row.refused.to_string()].into_iter().chain(values).collect::<Vec<_>>()
    });
    super::table(&header, rows)
}

/// For `summary.json`.
pub fn json(findings: &Findings, ignorance: &Ignorance) -> Value {
    let results = findings.results;
    let id = |at: usize| results.options[at].id.clone();
    let (refused, attempts) = ignorance.drawn.refused();
    let splits: Vec<Value> = ignorance
        .splits
        .iter()
        .map(|split| {
            let [deviation, chance, not_knowing, share, other] = estimates(split);
            json!({
                "option": id(split.asked.option),
                "quantity": name(findings, split),
                "deviation": interval(&deviation),
                "deviation_of_chance": interval(&chance),
                "deviation_of_ignorance": interval(&not_knowing),
                "share_of_chance": interval(&share),
                "share_of_ignorance": interval(&other),
            })
        })
        .collect();
    let lowest: Map<String, Value> =
        ignorance.shares_of_lowest.iter().enumerate().map(|(at, share)| (id(at), interval(share))).collect();
    let correlations: Map<String, Value> = ignorance
        .drawings
        .iter()
        .map(|drawing| (drawing.known.path().to_owned(), interval(&drawing.correlation)))
        .collect();
    json!({
        "assumptions_drawn": ignorance.drawn.known.len(),
        "draws": ignorance.drawn.rows.len(),
        "attempts": attempts,
        "refused": refused,
        "opening_census_cut": ignorance.drawn.cut_censuses(),
        "splits": splits,
        "share_of_draws_with_the_lowest_count": lowest,
        "rank_correlations": { "option": id(ignorance.lowest), "with": "delayed_on_target_day", "of": correlations },
    })
}

/// The name of what is split, as in `replications.csv`; one that ends in `.difference` is a paired difference to the reference.
fn name(findings: &Findings, split: &Split) -> String {
    let quantity: Quantity = split.asked.quantity;
    let difference = if split.asked.less.is_some() { ".difference" } else { "" };
    format!("{}{difference}", quantity.outcome().id(&findings.scenario.system))
}

fn estimates(split: &Split) -> [Estimate; 5] {
    [split.deviation, split.chance, split.ignorance, split.share, split.share_of_ignorance()]
}

fn ends(estimate: &Estimate) -> [String; 3] {
    [estimate.mean, estimate.lower, estimate.upper].map(|value| fixed(value, DECIMALS))
}
