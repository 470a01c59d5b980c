//! `report.html` of a comparison.

use super::table::{self, Column, chance};
use super::{Comparison, Row, verdict};
use crate::experiment::comparison::{Ending, FIRST_STAGE};
use crate::report::money::CostPerDay;
use crate::report::numbers::{self, money_difference, money_figure};
use crate::report::page::{self, Section};
use crate::report::{ChartFigure, Stamp};
use maud::{Markup, html};
use page::elements::{self, Head, figure, folded, number_head, plain, prose, text_head};

/// The page.
pub fn html(comparison: &Comparison, chart: &ChartFigure, stamp: &Stamp) -> String {
    let section = |id: &'static str, title: String, body| Section { id: id.into(), title: title.into(), body };
    let reference = comparison.reference().quoted();
    let best = Column::of_the_best(comparison);
    let against = Column::against_reference(comparison);
    let sections = [
        section("best", "Which is best".into(), options(comparison, &best, &table::key_of_the_best(comparison))),
        section("frontier", "Cost against delayed days avoided".into(), page::figures::one(chart)),
        section(
            "reference",
            format!("Against {reference}"),
            options(comparison, &against, &table::key_against_reference(comparison)),
        ),
        section("money", "Money by heading".into(), money(comparison)),
        section("method", "Method".into(), method(comparison)),
        section("stamp", "How to repeat this".into(), repeated(comparison, stamp)),
    ];
    page::document(&comparison.scenario.title, &stamp.version, &first_screen(comparison), &sections)
}

fn first_screen(comparison: &Comparison) -> Markup {
    let verdict = verdict(comparison);
    let scenario = comparison.scenario;
    html! {
        header id="answer" {
            p.kind { "Options appraisal: which option is best, and how sure is that?" }
            h1 { (scenario.title) }
            div.answer {
                p.headline { (prose(&verdict.headline)) }
                @for sentence in &verdict.details { p { (prose(sentence)) } }
            }
            @if !scenario.description.trim().is_empty() { p.basis { (prose(scenario.description.trim())) } }
        }
    }
}

fn options(comparison: &Comparison, columns: &[Column], key: &str) -> Markup {
    let mut head: Vec<Head> = vec![text_head("Option")];
    head.extend(columns.iter().map(|column| number_head(column.title(comparison))));
    let rows = html! {
        @for row in &comparison.rows {
            tr class=[row.is_reference.then_some("reference")] {
                th scope="row" { (row.title()) }
                @for column in columns { (elements::number(&column.cell(comparison, row))) }
            }
        }
    };
    elements::table("short options", key, &head, &rows)
}

/// For each option every heading that costs anything, and its difference to the reference.
fn money(comparison: &Comparison) -> Markup {
    let head = [text_head("Heading"), number_head("Mean cost"), number_head("Difference")];
    let rows = |row: &Row| {
        html! {
            @for heading in row.headings.iter().filter(|heading| {
                heading.id == "total" || heading.cost.mean != 0.0 || heading.difference.is_some_and(|d| d.mean != 0.0)
            }) {
                tr class=[(heading.id == "total").then_some("total")] {
                    th scope="row" { (heading.title) }
                    (figure(money_figure(&heading.cost)))
                    @match heading.difference {
                        Some(difference) => (figure(money_difference(&difference))),
                        None => (plain(numbers::NOTHING)),
                    }
                }
            }
        }
    };
    let reference = comparison.reference().quoted();
    html! {
        @for row in &comparison.rows {
            @let caption = format!("{}: mean cost over the whole period, and its difference to {reference}, with 95 % intervals", row.quoted());
            (folded(false, &summary(row), &elements::table("short", &caption, &head, &rows(row))))
        }
        p.note { "Hospital bed days and cancelled operations are not in the accounts. Headings that cost nothing are left out." }
    }
}

fn summary(row: &Row) -> String {
    match (&row.cost_per_day, row.cost.difference) {
        (CostPerDay::Reference, _) | (_, None) => format!("{}: the reference", row.title()),
        (_, Some(cost)) => format!("{}: {} in all", row.title(), money_difference(&cost).mean),
    }
}

fn method(comparison: &Comparison) -> Markup {
    let compared = comparison.compared;
    let replications = numbers::whole(compared.replications() as f64);
    let ended = match &compared.ending {
        Ending::Selected(_) => format!(
            "It selected one option. Rivals that the intervals below did not tell from it were then replicated further beside it, until \
             these intervals reached no further than {} or the cap was reached: {replications} replications in all.",
            comparison.indifference()
        ),
        Ending::AtTheCap(left) => {
            format!("At the cap of {replications} replications {} options were left.", left.len())
        }
        Ending::Alike(left) => {
            format!("After {replications} replications the {} options left were alike in every one.", left.len())
        }
    };
    let likeliest = comparison.rows.iter().max_by(|a, b| a.chance_of_being_best.total_cmp(&b.chance_of_being_best));
    html! {
        p {
            b { "Selecting the best." } " Options are simulated on the same people (common random numbers). After "
            (numbers::whole(FIRST_STAGE.min(compared.cap) as f64)) " replications of each, whichever has clearly more "
            (prose(&comparison.criterion())) " than another is out; the reference is simulated to the end all the same. This is procedure KN: \
             when the best is better than every other by " (comparison.indifference()) " or more, it is selected with a probability of at \
             least " (prose(&comparison.confidence())) "; otherwise what is selected is, with that probability, within "
            (comparison.indifference()) " of the best. " (ended)
            " Sources: Kim and Nelson, ACM Transactions on Modeling and Computer Simulation 11 (2001), 251-273; for intervals of a \
             fixed width Chow and Robbins, Annals of Mathematical Statistics 36 (1965), 457-462."
        }
        p {
            b { "Intervals for all options at once." } " The difference of each option to the best of the others has an interval made from those \
             of all pairs of options, each at a level so high that all hold together (Bonferroni). An interval under zero says: this is \
             the best. Sources: Hsu, Annals of Statistics 12 (1984), 1136-1144; Nelson and Matejcik, Management Science 41 (1995), \
             1935-1945."
        }
        p {
            b { "Chance of being best." } " The chance that the mean of an option is the smallest, given these replications, by the Bayesian \
             bootstrap with 2,000 draws (Rubin, Annals of Statistics 9 (1981), 130-134)."
            @if let Some(row) = likeliest { " It is highest for " (row.quoted()) ": " (prose(&chance(row.chance_of_being_best))) "." }
        }
        p {
            b { "Against the reference." } " Differences are taken replication by replication, over the replications that the option has, with \
             Student's interval. A cost for each delayed day avoided is a ratio, with a conservative interval from those of its two \
             parts. " (match compared.drawn {
                Some(_) => "What is not known was drawn anew for every replication, so the intervals cover not knowing the assumptions that \
                            have been drawn, and no others. ",
                None => "Intervals say how well the simulation knows its own means; they do not cover doubt about the assumptions. ",
            }) "That options stop being simulated when they are behind is decided by the data, which the intervals take no account of."
        }
    }
}

fn repeated(comparison: &Comparison, stamp: &Stamp) -> Markup {
    let scenario = comparison.scenario;
    let rows = [
        ("Scenario", scenario.id.clone()),
        ("Scenario hash (SHA-256)", scenario.hash.clone()),
        ("Program", format!("dtoc {}", stamp.version)),
        ("Seed", comparison.compared.seed.to_string()),
        ("Command", stamp.command.clone()),
    ];
    html! {
        table.stamp {
            caption { "The same file, version and command give this report again, byte for byte" }
            tbody {
                @for (name, value) in &rows { tr { th scope="row" { (name) } td { code { (value) } } } }
            }
        }
        p { "Every number, with its interval, is in " code { "compare.csv" } "; the verdict for programs is in " code { "summary.json" } "." }
    }
}
