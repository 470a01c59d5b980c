//! Money: by heading, against the reference, against budgets, and what freed bed days are worth.

use super::elements::{figure, folded, number_head, plain, table, text_head};
use crate::model::parameters::WhenSpent;
use crate::report::Findings;
use crate::report::findings::OptionFindings;
use crate::report::money::{self, FreedDays, HeadingCost};
use crate::report::numbers::{self, NOTHING, money as pounds, money_difference, money_figure};
use crate::report::tables;
use maud::{Markup, html};

/// Everything about money; none when no cost was recorded.
pub fn section(findings: &Findings) -> Option<Markup> {
    let system = &findings.scenario.system;
    let accounts: Vec<Vec<HeadingCost>> =
        findings.options.iter().map(|option| money::by_heading(system, findings.results, option.results)).collect();
    if accounts.iter().all(Vec::is_empty) {
        return None;
    }
    Some(html! {
        @if findings.results.replications == 1 { p { (tables::ONE_REPLICATION) } }
        (by_heading(findings, &accounts))
        (differences(findings, &accounts))
        (budgets(findings))
        (freed_days(findings))
    })
}

/// Means by heading, an option to a column. Headings that cost nothing anywhere are left out.
fn by_heading(findings: &Findings, accounts: &[Vec<HeadingCost>]) -> Markup {
    let mut head = vec![text_head("Heading")];
    head.extend(findings.options.iter().map(|option| number_head(option.title())));
    let longest = accounts.iter().max_by_key(|account| account.len()).map_or(&[][..], Vec::as_slice);
    let cost = |account: &[HeadingCost], id: &str| account.iter().find(|row| row.id == id).map(|row| row.cost.mean);
    let matters = |id: &str| accounts.iter().any(|account| cost(account, id).is_some_and(|cost| cost != 0.0));
    let rows = html! {
        @for heading in longest.iter().filter(|heading| heading.id == "total" || matters(&heading.id)) {
            tr class=[(heading.id == "total").then_some("total")] {
                th scope="row" { (heading.title) }
                @for account in accounts {
                    (plain(cost(account, &heading.id).filter(|&cost| cost != 0.0).map_or(NOTHING.into(), pounds)))
                }
            }
        }
    };
    html! {
        h3 { "What each option costs" }
        (table("short money", "Mean cost over the whole period, by heading. Each pound is counted once.", &head, &rows))
        p.note {
            "Hospital bed days are not in the accounts: what a freed one is worth is set beside them below. Headings that cost \
             nothing under any option are left out; every one, with its interval, is in money.csv."
        }
    }
}

/// For each option, the headings whose cost differs from the reference.
fn differences(findings: &Findings, accounts: &[Vec<HeadingCost>]) -> Markup {
    let Some(reference) = findings.reference().filter(|_| findings.options.len() > 1) else { return html! {} };
    let head = [text_head("Heading"), number_head("Mean cost"), number_head("Difference")];
    let differs =
        |row: &&HeadingCost| row.id == "total" || row.difference.is_some_and(|d| d.mean != 0.0 || d.lower != d.upper);
    let rows = |account: &[HeadingCost]| {
        html! {
            @for row in account.iter().filter(differs) {
                tr class=[(row.id == "total").then_some("total")] {
                    th scope="row" { (row.title) }
                    (figure(money_figure(&row.cost)))
                    @if let Some(difference) = row.difference { (figure(money_difference(&difference))) } @else { (plain(NOTHING)) }
                }
            }
        }
    };
    html! {
        h3 { "Against " (reference.quoted()) }
        @for (option, account) in findings.options.iter().zip(accounts).filter(|(option, _)| !option.is_reference) {
            @let caption = format!("{}: what differs from {}, with 95 % intervals", option.quoted(), reference.quoted());
            (folded(false, option.title(), &table("short", &caption, &head, &rows(account))))
        }
    }
}

/// Spend against budget, a scheme and option to a row.
fn budgets(findings: &Findings) -> Markup {
    let system = &findings.scenario.system;
    let head = [
        text_head("Scheme"),
        text_head("Option"),
        number_head("Budget"),
        number_head("Spent"),
        number_head("Share"),
        text_head("When spent"),
    ];
    let spends: Vec<_> = findings
        .options
        .iter()
        .flat_map(|option| money::spend(system, findings.results, option.results).into_iter().map(move |s| (option, s)))
        .collect();
    if spends.is_empty() {
        return html! { h3 { "Spend against budget" } p { "No option has a scheme, so there is no budget to set spend against." } };
    }
    let rows = html! {
        @for (option, spend) in &spends {
            tr {
                th scope="row" { (spend.scheme.title) }
                td { (option.title()) }
                (plain(spend.scheme.budget.map_or("none set".into(), pounds)))
                (figure(money_figure(&spend.spend)))
                (plain(spend.share_of_budget.map_or(NOTHING.into(), numbers::percent)))
                td { (when_spent(spend.scheme.when_spent, spend.scheme.budget)) }
            }
        }
    };
    html! {
        h3 { "Spend against budget" }
        (table("long", "What each scheme spends in the period, with its 95 % interval", &head, &rows))
    }
}

fn when_spent(rule: WhenSpent, budget: Option<f64>) -> &'static str {
    match (budget, rule) {
        (None, _) => "goes on",
        (_, WhenSpent::StopNewStarts) => "stops new starts",
        (_, WhenSpent::Overspend) => "overspends",
    }
}

/// What the freed bed days are worth under each convention that has a price, and what is left to pay.
fn freed_days(findings: &Findings) -> Markup {
    let prices = &findings.scenario.system.prices;
    let priced = |option: &OptionFindings| Some(money::freed_days(prices, option.days_avoided?, option.extra_cost?));
    let rows: Vec<(&OptionFindings, Vec<FreedDays>)> =
        findings.options.iter().filter_map(|option| Some((option, priced(option)?))).collect();
    if rows.is_empty() {
        return html! {};
    }
    if rows.iter().all(|(_, freed)| freed.is_empty()) {
        return html! {
            h3 { "What the freed bed days are worth" }
            p { "The scenario puts no price on a bed day, so freed bed days are given no value." }
        };
    }
    freed_table(findings, &rows)
}

fn freed_table(findings: &Findings, rows: &[(&OptionFindings, Vec<FreedDays>)]) -> Markup {
    let mut head = vec![text_head("Option"), number_head("Cost per delayed day avoided")];
    for freed in rows.first().map_or(&[][..], |(_, freed)| freed) {
        let price = pounds(freed.price);
        head.push(number_head(format!("{} ({price} a day): value", freed.convention.title())));
        head.push(number_head("Net cost"));
    }
    let body = html! {
        @for (option, freed) in rows {
            tr {
                th scope="row" { (option.title()) }
                (super::elements::number(&tables::cost_per_day(option)))
                @for freed in freed {
                    (figure(money_figure(&freed.value)))
                    (figure(money_difference(&freed.net_cost)))
                }
            }
        }
    };
    let reference = findings.reference().map_or_else(String::new, OptionFindings::quoted);
    let caption = format!(
        "Delayed days avoided against {reference}, priced; net cost below zero means the option pays for itself"
    );
    html! {
        h3 { "What the freed bed days are worth" }
        (table("short", &caption, &head, &body))
        p.note {
            "Full average cost gives a bed day its share of everything: a freed day is worth that only if a patient who brings in \
             as much fills the bed. Semi-variable cost counts what is saved while the bed stands empty. Cash is released only by \
             really closing a ward. Net cost is the extra cost less the value. Intervals of ratios and of net costs are made from the ends of two intervals: \
             somewhat too wide, never too narrow. “Cannot be told” means that the days avoided may well be none."
        }
    }
}
