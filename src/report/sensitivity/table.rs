//! The table of assumptions for the terminal: those that move most, and those that change the decision.

use super::{Answered, crossing, switches, value};
use crate::experiment::sensitivity::{Becomes, Examined, Standing};
use crate::report::numbers::{self, NOTHING};
use crate::report::tables::wrapped;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

/// Rows printed; the page and the file have all.
const ROWS: usize = 12;

/// The table, and what its numbers are.
pub fn text(answered: &Answered, columns: usize) -> String {
    let shown = shown(answered);
    let mut table = Table::new();
    let light = TableStyle::new()
        .header_separator(LineStyle::none().fill('─').junction('─'))
        .row_separator(LineStyle::none().fill(' ').junction(' '));
    table.load_style(light).set_content_arrangement(ContentArrangement::Dynamic).set_width(columns as u16);
    let has_lead = answered.found.runner_up.is_some();
    let mut head = vec!["Assumption", "Low, stated, high", "Count at low, at high", "Difference"];
    head.extend(has_lead.then_some("Lead at low, at high"));
    head.extend(has_lead.then_some("Another is best"));
    table.set_header(head);
    for one in &shown {
        table.add_row(row(answered, one, has_lead));
    }
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((u16::from(at > 0), 0));
        column.set_cell_alignment(if at == 0 { CellAlignment::Left } else { CellAlignment::Right });
    }
    format!("{}\n\n{}\n", table.trim_fmt(), wrapped(&explained(answered, shown.len()), columns))
}

/// Those that change the decision, then those that move the count most, then those that move the lead most.
fn shown<'a>(answered: &Answered<'a>) -> Vec<&'a Examined> {
    let switching = answered.switching().into_iter().map(|(one, _)| one);
    let told = answered.by_count().into_iter().filter(|one| one.swing.is_count_told);
    let lead = answered.by_lead().into_iter().filter(|one| one.swing.is_lead_told);
    let mut shown: Vec<&Examined> = Vec::new();
    for one in switching.chain(told).chain(lead) {
        if shown.len() < ROWS && !shown.iter().any(|other| other.ranged.path() == one.ranged.path()) {
            shown.push(one);
        }
    }
    shown
}

fn row(answered: &Answered, one: &Examined, has_lead: bool) -> Vec<String> {
    let ranged = &one.ranged;
    let values = [ranged.low.value, ranged.stated, ranged.high.value].map(|at| value(one, at));
    let count = |end: &crate::experiment::sensitivity::End| numbers::figure(&end.preferred.delayed, 0.1).mean;
    let swing = numbers::difference(&one.swing.change.delayed, 0.1);
    let mut row = vec![
        answered.capitalised(one),
        values.join(", "),
        format!("{}, {}", count(&one.low), count(&one.high)),
        [Some(swing.mean), swing.range].into_iter().flatten().collect::<Vec<_>>().join("\n"),
    ];
    if has_lead {
        let lead = |end: &crate::experiment::sensitivity::End| {
            end.lead.map_or_else(|| NOTHING.to_owned(), |lead| numbers::figure(&lead, answered.finest()).mean)
        };
        row.push(format!("{}, {}", lead(&one.low), lead(&one.high)));
        row.push(decision(answered, one));
    }
    row
}

/// Where another option is best, in a cell.
pub fn decision(answered: &Answered, one: &Examined) -> String {
    match &one.decision {
        Standing::Holds => "none in its range".into(),
        Standing::Open => "cannot be told".into(),
        Standing::Switches(_) => {
            let said = switches(&one.decision).iter().map(|switch| {
                let side = if switch.is_above { "above" } else { "below" };
                let at = crossing(one, switch);
                let place = if one.ranged.is_whole && !at.contains('(') { at } else { format!("{side} {at}") };
                match switch.becomes {
                    Becomes::Best(option) => format!("{place}: {}", answered.title(option)),
                    Becomes::Met => format!("{place}: met"),
                    Becomes::Missed => format!("{place}: missed"),
                }
            });
            said.collect::<Vec<_>>().join("; ")
        }
    }
}

/// What the numbers are, in a sentence or two.
pub fn explained(answered: &Answered, shown: usize) -> String {
    let found = answered.found;
    let lead = found.runner_up.map_or_else(String::new, |other| {
        format!(
            " Lead: how many more {} has than {}, by {}.",
            answered.quoted(other),
            answered.quoted(found.preferred),
            match found.question.criterion {
                crate::experiment::comparison::Criterion::Delayed => "that count",
                crate::experiment::comparison::Criterion::DelayedDays => "delayed days",
            }
        )
    });
    format!(
        "Shown: {} of {} assumptions. Count: delayed on {} under {}, mean of {} replications (sharpened by the stated values); below the difference from low to high its \
         95 % interval, from pairs of the same people.{lead}",
        shown,
        found.assumptions.len(),
        numbers::date(answered.day()),
        answered.quoted(found.preferred),
        numbers::whole(found.question.replications as f64)
    )
}
