//! Money: by heading, against the reference, against budgets, and what freed bed days are worth.

use super::options::cost_per_day;
use crate::model::parameters::WhenSpent;
use crate::report::accounts;
use crate::report::document::table::Columns;
use crate::report::document::{Block, Section};
use crate::report::money::{self, FreedDays, HeadingCost, SchemeSpend};
use crate::report::numbers::{money as pounds, money_difference, money_figure, percent};
use crate::report::run::findings::{Findings, OptionFindings};

/// Everything about money; none when no cost was recorded.
pub fn section(findings: &Findings) -> Option<Section> {
    let accounts: Vec<Vec<HeadingCost>> = findings
        .options
        .iter()
        .map(|option| money::by_heading(&findings.scenario.system, findings.results, option.results))
        .collect();
    if accounts.iter().all(Vec::is_empty) {
        return None;
    }
    let mut blocks: Vec<Block> = findings.no_interval().map(Block::paragraph).into_iter().collect();
    blocks.extend(by_heading(findings, &accounts));
    blocks.extend(differences(findings, &accounts));
    blocks.extend(budgets(findings));
    blocks.extend(freed_days(findings));
    Some(Section::new("money", "Money", blocks))
}

/// Means by heading, an option to a column. Headings that cost nothing anywhere are left out.
fn by_heading(findings: &Findings, accounts: &[Vec<HeadingCost>]) -> [Block; 3] {
    let longest = accounts.iter().max_by_key(|account| account.len()).map_or(&[][..], Vec::as_slice);
    let cost = |account: &[HeadingCost], of: &HeadingCost| {
        account.iter().find(|row| row.heading == of.heading).map(|row| row.cost.mean).filter(|&cost| cost != 0.0)
    };
    let matters = |row: &&HeadingCost| accounts.iter().any(|account| cost(account, row).is_some());
    let table = accounts::by_heading()
        .each(findings.options.iter().zip(accounts), |columns, (option, account)| {
            columns.number(option.title(), move |row| cost(account, row).map(pounds))
        })
        .table(
            "Mean cost over the whole period, by heading. Each pound is counted once.",
            longest.iter().filter(|row| row.is_total() || matters(row)),
        );
    let note = "Hospital bed days are not in the accounts: what a freed one is worth is set beside them below. Headings that cost nothing \
                under any option are left out; every one, with its interval, is in money.csv.";
    [Block::Heading("What each option costs".into()), table.into(), Block::note(note)]
}

/// For each option, the headings whose cost differs from the reference.
fn differences(findings: &Findings, accounts: &[Vec<HeadingCost>]) -> Vec<Block> {
    let Some(reference) = findings.reference().filter(|_| findings.options.len() > 1) else { return Vec::new() };
    let reference = reference.quoted();
    let differs =
        |row: &&HeadingCost| row.is_total() || row.difference.is_some_and(|d| d.mean != 0.0 || d.lower != d.upper);
    let table = |(option, account): (&OptionFindings, &Vec<HeadingCost>)| {
        let caption = format!("{}: what differs from {reference}, with 95 % intervals", option.quoted());
        let table = accounts::against_reference().table(caption, account.iter().filter(differs));
        Block::fold(false, option.title(), vec![table.into()])
    };
    let others = findings.options.iter().zip(accounts).filter(|(option, _)| !option.is_reference);
    std::iter::once(Block::Heading(format!("Against {reference}"))).chain(others.map(table)).collect()
}

/// Spend against budget, a scheme and option to a row.
fn budgets(findings: &Findings) -> [Block; 2] {
    let spends = findings.options.iter().flat_map(|option| {
        let spends = money::spend(&findings.scenario.system, findings.results, option.results);
        spends.into_iter().map(move |spend| (option, spend))
    });
    let table = Columns::<(&OptionFindings, SchemeSpend)>::default()
        .name("Scheme", |(_, spend)| &spend.scheme.title)
        .text("Option", |(option, _)| option.title())
        .number("Budget", |(_, spend)| spend.scheme.budget.map_or_else(|| "none set".into(), pounds))
        .number("Spent", |(_, spend)| money_figure(&spend.spend))
        .number("Share", |(_, spend)| spend.share_of_budget.map(percent))
        .text("When spent", |(_, spend)| when_spent(spend.scheme.when_spent, spend.scheme.budget))
        .table("What each scheme spends in the period, with its 95 % interval", spends)
        .long();
    let heading = Block::Heading("Spend against budget".into());
    let nothing = "No option has a scheme, so there is no budget to set spend against.";
    [heading, if table.rows.is_empty() { Block::paragraph(nothing) } else { table.into() }]
}

fn when_spent(rule: WhenSpent, budget: Option<f64>) -> &'static str {
    match (budget, rule) {
        (None, _) => "goes on",
        (_, WhenSpent::StopNewStarts) => "stops new starts",
        (_, WhenSpent::Overspend) => "overspends",
    }
}

const CONVENTIONS: &str = "Full average cost gives a bed day its share of everything: a freed day is worth that only if a patient who \
    brings in as much fills the bed. Semi-variable cost counts what is saved while the bed stands empty. Cash is released only by really \
    closing a ward. Net cost is the extra cost less the value. Intervals of ratios and of net costs are made from the ends of two \
    intervals: somewhat too wide, never too narrow. “Cannot be told” means that the days avoided may well be none.";

/// What the freed bed days are worth under each convention that has a price, and what is left to pay.
fn freed_days(findings: &Findings) -> Vec<Block> {
    let prices = &findings.scenario.system.prices;
    let priced = |option: &OptionFindings| Some(money::freed_days(prices, option.days_avoided?, option.extra_cost?));
    let rows: Vec<(&OptionFindings, Vec<FreedDays>)> =
        findings.options.iter().filter_map(|option| Some((option, priced(option)?))).collect();
    let Some((_, conventions)) = rows.first() else { return Vec::new() };
    let heading = Block::Heading("What the freed bed days are worth".into());
    if conventions.is_empty() {
        let nothing = "The scenario puts no price on a bed day, so freed bed days are given no value.";
        return vec![heading, Block::paragraph(nothing)];
    }
    let reference = findings.reference().map_or_else(String::new, OptionFindings::quoted);
    let table = Columns::<&(&OptionFindings, Vec<FreedDays>)>::default()
        .name("Option", |(option, _)| option.title())
        .number("Cost per delayed day avoided", |(option, _)| cost_per_day(option))
        .each(conventions.iter().enumerate(), |columns, (at, freed)| {
            let title = format!("{} ({} a day): value", freed.convention.title(), pounds(freed.price));
            columns
                .number(title, move |(_, freed)| freed.get(at).map(|freed| money_figure(&freed.value)))
                .number("Net cost", move |(_, freed)| freed.get(at).map(|freed| money_difference(&freed.net_cost)))
        })
        .table(
            format!(
                "Delayed days avoided against {reference}, priced; net cost below zero means the option pays for itself"
            ),
            &rows,
        );
    vec![heading, table.into(), Block::note(CONVENTIONS)]
}
