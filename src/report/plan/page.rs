//! `report.html` of a plan.

use super::finding::{self, details, headline};
use super::{Plan, table, value_in_words};
use crate::report::page::{self, Section};
use crate::report::{ChartFigure, Stamp, numbers};
use maud::{Markup, html};
use page::elements::{figure, folded, number_head, plain, prose, table as whole_table, text_head};

/// The page.
pub fn html(plan: &Plan, figures: &[ChartFigure], stamp: &Stamp) -> String {
    let section = |id: &'static str, title: &'static str, body| Section { id: id.into(), title: title.into(), body };
    let mut sections = Vec::new();
    if !figures.is_empty() {
        let body = html! { @for figure in figures { (page::figures::one(figure)) } };
        sections.push(section("frontier", "Cost against delayed patients", body));
    }
    for (id, part) in [("levers", table::levers(plan)), ("sums", table::sums(plan)), ("waiting", table::waiting(plan))]
    {
        sections.push(section(id, part.title, part.html()));
    }
    sections.push(section("quantities", "What the levers set", quantities(plan)));
    sections.push(section("points", "Every point that was simulated", points(plan)));
    sections.push(section("method", "How it was searched", method(plan)));
    sections.push(section("stamp", "How to repeat this", repeated(plan, stamp)));
    let first_screen = html! {
        header id="answer" {
            p.kind { "Plan: " (plan.scenario.title) }
            h1 { (prose(&headline(plan))) }
            @for sentence in details(plan) { p { (prose(&sentence)) } }
        }
    };
    page::document(&format!("{}: plan", plan.scenario.title), &stamp.version, &first_screen, &sections)
}

/// The quantities behind the levers, with the values the best point gives them.
fn quantities(plan: &Plan) -> Markup {
    let head = [text_head("Lever"), text_head("Quantity"), number_head("Value"), text_head("Price of a unit")];
    let rows = html! {
        @for (lever, &level) in plan.planned.order.levers.iter().zip(&plan.planned.answer.best) {
            @for (at, (path, value)) in lever.values(level).into_iter().enumerate() {
                tr {
                    td { @if at == 0 { (lever.title) } }
                    td { code { (path) } }
                    (plain(value_in_words(value)))
                    td {
                        @if at == 0 {
                            (lever.unit_price.map_or_else(|| "what the accounts say".to_owned(), numbers::money))
                        }
                    }
                }
            }
        }
    };
    whole_table("long", "What the file with the option, plan.toml, sets.", &head, &rows)
}

fn points(plan: &Plan) -> Markup {
    let planned = &plan.planned;
    let mut head: Vec<_> = planned.order.levers.iter().map(|lever| number_head(&*lever.title)).collect();
    head.extend(["Replications", "Delayed"].map(number_head));
    head.extend(plan.has_shares().then(|| number_head("Share")));
    head.push(number_head("Cost"));
    head.push(text_head("Verdict"));
    let rows = html! {
        @for evaluated in &planned.answer.evaluated {
            tr {
                @for (lever, &level) in planned.order.levers.iter().zip(&evaluated.point) {
                    (plain(value_in_words(lever.value(level))))
                }
                (plain(numbers::whole(evaluated.replications as f64)))
                (figure(numbers::figure(&evaluated.delayed, 0.1)))
                @if plan.has_shares() { (plain(numbers::percent(evaluated.measure.mean))) }
                (figure(numbers::money_figure(&evaluated.cost)))
                td { (finding::verdict(evaluated.verdict)) @if evaluated.is_doubtful { " (by the mean)" } }
            }
        }
    };
    let caption = "The same people come at every point. Below a number its 95 % interval.";
    folded(false, "Every point", &whole_table("long", caption, &head, &rows))
}

fn method(plan: &Plan) -> Markup {
    let order = &plan.planned.order;
    html! {
        p {
            "Every point is simulated on the same people (common random numbers), at first with " (order.first_stage)
            " replications, then with twice as many, up to " (order.cap)
            ", until an interval decides; the intervals allow for all looks at the points that a search by halving has to decide about, so \
             that these decisions are all right with a probability of 95 %. A point about which the last look cannot decide is judged by its mean."
        }
        p {
            "Where more of a lever never did harm in any pair of points simulated, a point that falls short rules out all those with no \
             more of anything, and a point that meets the goal rules out all those that are no cheaper; otherwise points only speak for \
             themselves. Where nothing meets the goal, money goes step by step where a pound takes away most delayed patients, and is \
             then moved from lever to lever as long as that helps: a good mix, not proved the best."
        }
        p {
            "What is promised of the mix rests on fresh replications. The chance that the search was led by good luck is not in them. \
             It is in the other numbers: points were chosen by the very replications that are shown, which their intervals take no \
             account of. "
            @if plan.drawn == 0 {
                "No interval here covers doubt about the assumptions."
            } @else {
                "They cover not knowing the assumptions that are drawn, and no others."
            }
        }
        p {
            "Methods: sequential feasibility checks after Andradóttir and Kim (2010), screening by paired differences after Nelson, \
             Swann, Goldsman and Song (2001), marginal analysis after Fox (1966), compass search after Kolda, Lewis and Torczon (2003)."
        }
    }
}

fn repeated(plan: &Plan, stamp: &Stamp) -> Markup {
    html! {
        p { "Program " code { "dtoc " (stamp.version) } ", seed " code { (plan.seed) } ", command " code { (stamp.command) } "." }
        p { "SHA-256 of the scenario: " code { (plan.scenario.hash) } }
    }
}
