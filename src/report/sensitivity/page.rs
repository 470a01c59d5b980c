//! `report.html` of a sensitivity analysis.

use super::table::decision;
use super::{Answered, details, headline, value};
use crate::experiment::sensitivity::{Examined, Screening, Standing};
use crate::report::numbers::{self, NOTHING};
use crate::report::page::{self, Section};
use crate::report::{ChartFigure, Stamp};
use maud::{Markup, html};
use page::elements::{figure, number_head, plain, prose, table, text_head};

/// The page.
pub fn html(answered: &Answered, figures: &[ChartFigure], stamp: &Stamp) -> String {
    let section = |id: &'static str, title: &'static str, body| Section { id: id.into(), title: title.into(), body };
    let mut sections = Vec::new();
    if !figures.is_empty() {
        sections.push(section("charts", "Charts", html! { @for figure in figures { (page::figures::one(figure)) } }));
    }
    sections.push(section("ends", "Each assumption at its low and at its high", ends(answered)));
    if answered.found.runner_up.is_some() {
        sections.push(section("choice", "What may change the choice", choice(answered)));
    }
    if let Some(screening) = &answered.found.screening {
        sections.push(section("together", "All assumptions varied at once", together(answered, screening)));
    }
    sections.push(section("method", "Method", method(answered)));
    sections.push(section("stamp", "How to repeat this", repeated(answered, stamp)));
    let found = answered.found;
    let first_screen = html! {
        header id="answer" {
            p.kind { "Sensitivity: " (answered.scenario.title) }
            h1 { (prose(&headline(answered))) }
            @for sentence in details(answered) { p { (prose(&sentence)) } }
            p.basis {
                (prose(&format!(
                    "{} assumptions with a range, {} replications at each end. The same people come at every point, so a difference is what \
                     the assumption changes, not the luck of the draw. Ranges are those of the scenario.",
                    numbers::whole(found.assumptions.len() as f64),
                    numbers::whole(found.question.replications as f64),
                )))
            }
        }
    };
    page::document(&format!("{}: sensitivity", answered.scenario.title), &stamp.version, &first_screen, &sections)
}

fn name(answered: &Answered, one: &Examined) -> Markup {
    html! { td { (answered.capitalised(one)) br; code { (one.ranged.path()) } } }
}

fn ends(answered: &Answered) -> Markup {
    let head = [
        text_head("Assumption"),
        text_head("Low, stated, high"),
        number_head("Count at low"),
        number_head("Count at high"),
        number_head("Difference"),
        number_head("Delayed days"),
        number_head("Total cost"),
        text_head("Source"),
    ];
    let rows = html! {
        @for one in answered.by_count() {
            @let ranged = &one.ranged;
            tr {
                (name(answered, one))
                td { (prose(&[ranged.low.value, ranged.stated, ranged.high.value].map(|at| value(one, at)).join(", "))) }
                (figure(numbers::figure(&one.low.preferred.delayed, 0.1)))
                (figure(numbers::figure(&one.high.preferred.delayed, 0.1)))
                @if one.swing.is_money_alone { (plain("only money")) }
                @else if one.swing.is_count_told { (figure(numbers::difference(&one.swing.change.delayed, 0.1))) }
                @else { (figure(not_told(numbers::difference(&one.swing.change.delayed, 0.1)))) }
                (figure(numbers::difference(&one.swing.change.delayed_days, 1.0)))
                (figure(numbers::money_difference(&one.swing.change.total_cost)))
                td { (prose(ranged.assumption.source.as_deref().unwrap_or("stated without a source"))) }
            }
        }
    };
    let caption = format!(
        "Count: delayed on {} under {}. Differences go from low to high, in pairs of the same people; below each number its 95 % interval. In \
         brackets: not to be told from nothing, allowing for {} comparisons at once.",
        numbers::date(answered.day()),
        answered.quoted(answered.found.preferred),
        answered.found.assumptions.len()
    );
    table("long", &caption, &head, &rows)
}

/// In brackets.
fn not_told(found: numbers::Figure) -> numbers::Figure {
    numbers::Figure { mean: format!("({})", found.mean), range: found.range }
}

fn choice(answered: &Answered) -> Markup {
    let found = answered.found;
    let other = found.runner_up.map_or_else(String::new, |option| answered.quoted(option));
    let preferred = answered.quoted(found.preferred);
    let has_target = answered.target().is_some();
    let mut head = vec![
        text_head("Assumption"),
        number_head("Lead at low"),
        number_head("Lead at high"),
        number_head("Difference"),
        text_head("Another option is best"),
    ];
    head.extend(found.over_reference.map(|_| number_head("Against the reference, difference")));
    head.extend(has_target.then(|| text_head("Target")));
    let finest = answered.finest();
    let lead = |estimate: Option<crate::statistics::Estimate>| {
        estimate.map_or_else(|| plain(NOTHING), |lead| figure(numbers::figure(&lead, finest)))
    };
    let rows = html! {
        @for one in answered.by_lead() {
            tr {
                (name(answered, one))
                (lead(one.low.lead)) (lead(one.high.lead))
                @if let Some(swing) = one.swing.lead {
                    @let swing = numbers::difference(&swing, finest);
                    (figure(if one.swing.is_lead_told { swing } else { not_told(swing) }))
                }
                td { (prose(&decision(answered, one))) }
                @if found.over_reference.is_some() {
                    @if let Some(swing) = one.swing.over_reference { (figure(numbers::difference(&swing, finest))) } @else { (plain(NOTHING)) }
                }
                @if has_target { td { (prose(&target(answered, one))) } }
            }
        }
    };
    let caption = format!(
        "Lead: how many more {other} has than {preferred} ({}); under 0 the other is ahead. Below each number its 95 % interval; in brackets: \
         not to be told from nothing, allowing for {} comparisons at once.",
        answered.criterion(),
        found.assumptions.len()
    );
    table("long", &caption, &head, &rows)
}

fn target(answered: &Answered, one: &Examined) -> String {
    let stated = answered.found.stated[answered.found.preferred].target_met;
    let meets = stated.is_some_and(|share| share.mean >= answered.found.question.probability);
    match &one.target {
        None => NOTHING.into(),
        Some(Standing::Holds) if meets => "met".into(),
        Some(Standing::Holds) => "missed".into(),
        Some(Standing::Open) => "cannot be told".into(),
        Some(standing) => {
            let one = Examined { decision: standing.clone(), ..one.clone() };
            decision(answered, &one)
        }
    }
}

fn together(answered: &Answered, screening: &Screening) -> Markup {
    let head = [
        text_head("Assumption"),
        number_head("Mean size of effect (mu*)"),
        number_head("By chance alone"),
        number_head("Spread of effects (sigma)"),
        number_head("Of it chance"),
        text_head("What it says"),
        number_head("On the lead (mu*)"),
    ];
    let mut order: Vec<usize> = (0..screening.assumptions.len()).collect();
    let size = |at: usize| screening.assumptions[at].count.mean_size.mean;
    order.sort_by(|&one, &other| size(other).total_cmp(&size(one)));
    let rows = html! {
        @for at in order {
            @let one = &answered.found.assumptions[at];
            @let screened = &screening.assumptions[at];
            tr {
                (name(answered, one))
                (figure(numbers::figure(&screened.count.mean_size, 0.1)))
                (plain(numbers::decimal(screened.count.mean_size_by_chance(), 1)))
                (figure(numbers::figure(&screened.count.deviation, 0.1)))
                (plain(numbers::percent(screened.count.share_of_chance())))
                td {
                    @if !screened.count.is_beyond_chance() { "not to be told from chance" }
                    @else if screened.count.depends_on_others() { "matters; how much depends on the others, or on where it stands" }
                    @else { "matters; about as much wherever the others stand" }
                }
                @if let Some(lead) = &screened.lead { (figure(numbers::figure(&lead.mean_size, answered.finest()))) } @else { (plain(NOTHING)) }
            }
        }
    };
    let caption = format!(
        "Elementary effects on the count on {} under {}, scaled to the whole range of each assumption: {} trajectories of {} replications. Below each \
         number its 95 % interval (bootstrap over trajectories).",
        numbers::date(answered.day()),
        answered.quoted(answered.found.preferred),
        screening.trajectories,
        screening.replications
    );
    table("long", &caption, &head, &rows)
}

fn method(answered: &Answered) -> Markup {
    let found = answered.found;
    let screened = found.screening.as_ref().map_or_else(String::new, |screening| {
        let refused = match screening.refused {
            0 => String::new(),
            number => format!(
                " {} trajectories were drawn anew, because the scenario refuses one of their points (such as a median above a mean): what is \
                 screened is the part of the ranges that can be together.",
                numbers::whole(number as f64)
            ),
        };
        let reach = if screening.reach < 1.0 {
            format!(" The ranges were screened to {} of their width about the stated values: farther out the scenario refuses too many combinations.", numbers::percent(screening.reach))
        } else {
            String::new()
        };
        refused + &reach
    });
    html! {
        p {
            b { "One at a time." } " Each assumption is put at its low and at its high, all else as stated, and simulated with the same people as the \
             stated values (common random numbers). Intervals are Student's, of paired differences. The count at an end, and the lead of one option over another, are sharpened \
             by what it is as stated, which is known from 4 to 32 times as many replications (double sampling with regression: Cochran, Sampling \
             Techniques, 1977, section 12.6). An option that is far behind at an end after eight replications is not simulated there any further; \
             an assumption that changes neither the count on the target day nor the delayed days of any option in eight replications is taken to change only money. Where one share \
             of a whole is changed, the others make room in proportion. An end that the scenario refuses is drawn in to the farthest value that it takes."
        }
        p {
            b { "All at once." } " Elementary effects: from a random point each assumption is changed once, by two thirds of its range, in random order. Their \
             mean size (mu*) says how much an assumption matters when the others are not as stated; their spread (sigma) how far that depends on the others. \
             Each trajectory has two replications of its own: what these differ by is chance, which is in both indices, and is set beside them; an \
             assumption counts as mattering when the 95 % interval of the mean product of its two replications lies above zero. Shares of one whole are scaled to sum to 1."
            (prose(&screened))
            " Sources: Morris, Technometrics 33 (1991), 161-174; Campolongo, Cariboni and Saltelli, Environmental Modelling and Software 22 (2007), \
             1509-1518; intervals by the bootstrap of Efron and Tibshirani (1993)."
        }
        p {
            b { "Switching values." } " Where the sign of a difference is known at both ends and is not the same, the value is searched for at which it changes, by \
             bisection with three answers: known to be below, known to be above, or not known even with four times the replications. The interval lies \
             between two values with known signs; all comparisons of one search hold together with 95 % (Bonferroni), so that of many switching values \
             one in twenty may be wrong. On the problem: Pasupathy and Kim, ACM Transactions on Modeling and Computer Simulation 21 (2011), article 19. \
             Only options that are not far behind at an end are searched for; one that is best only between the ends is not found."
        }
        p {
            b { "What this leaves out." } " Ranges are as good as whoever wrote them, and an assumption without a range is taken for certain. Intervals are of \
             chance in the simulation, not of doubt about ranges."
        }
    }
}

fn repeated(answered: &Answered, stamp: &Stamp) -> Markup {
    html! {
        p {
            "Program " code { "dtoc " (stamp.version) } ", seed " code { (answered.found.question.seed) } ", command " code { (stamp.command) } "."
        }
        p { "SHA-256 of the scenario: " code { (answered.scenario.hash) } }
        p { "Every number, with its interval, is in " code { "sensitivity.csv" } "; what a program needs is in " code { "summary.json" } "." }
    }
}
