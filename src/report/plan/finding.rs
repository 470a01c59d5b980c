//! The finding in sentences.

use super::answer::Plan;
use crate::experiment::plan::Goal;
use crate::experiment::plan::simulated::{Waiting, When};
use crate::report::letters::uncapitalised;
use crate::report::{clauses, money, numbers};
use crate::statistics::Estimate;

/// Which mix it is, or that there is none, as a sentence without its full stop.
pub fn headline(plan: &Plan) -> String {
    let answer = &plan.planned.answer;
    let mix = plan.mix(&answer.best);
    let order = &plan.planned.order;
    let within = within(plan);
    if let Goal::Cheapest(price) = order.goal {
        return format!("With {} for a delayed day, the cheapest mix{within} is {mix}", numbers::money(price));
    }
    if answer.is_plan {
        return format!("The cheapest mix{within} that {} is {mix}", achieves(plan));
    }
    match answer.is_complete {
        true => format!("No mix of the levers{within} {}", achieves(plan)),
        false => format!("No mix of the levers was found that{within} {}", achieves(plan)),
    }
}

/// ` for £80k or less`; nothing where there is no budget.
fn within(plan: &Plan) -> String {
    let budget = plan.planned.order.budget;
    budget.map_or_else(String::new, |budget| format!(" for {} or less", numbers::money(budget)))
}

/// What is asked, as the end of a sentence: `brings …`.
fn achieves(plan: &Plan) -> String {
    let order = &plan.planned.order;
    let target = plan.at_most();
    match (order.goal, order.when) {
        (Goal::AtLeast(asked), When::OnTheDate) => format!(
            "brings delayed transfers down to {target} by {} with a probability of {} or more",
            numbers::date(plan.day()),
            numbers::percent(asked)
        ),
        (Goal::AtLeast(asked), When::OverThePeriod) => {
            format!("keeps delayed transfers at {target} or fewer on {} of all days", numbers::percent(asked))
        }
        _ => format!("keeps the mean number of delayed transfers {} at {target} or fewer", plan.when()),
    }
}

/// What stands behind the headline, as sentences.
pub fn details(plan: &Plan) -> Vec<String> {
    let answer = &plan.planned.answer;
    let mut sentences = Vec::new();
    if !answer.is_plan {
        let (within, mix) = (within(plan), plan.mix(&answer.best));
        sentences.push(format!("The lowest count that can be had{within} is with {mix}."));
    }
    sentences.push(confirmation(plan));
    if plan.drawn > 0 {
        let assumptions = match plan.drawn {
            1 => "1 assumption is".to_owned(),
            several => format!("{} assumptions are", numbers::whole(several as f64)),
        };
        sentences.push(format!(
            "{assumptions} not known exactly and drawn anew for every replication: these numbers hold chance and not knowing \
             together."
        ));
    }
    sentences.push(cost(plan));
    sentences.extend(waiting(plan));
    sentences.extend(alike(plan));
    sentences.push(search(plan));
    sentences
}

/// What fresh replications say.
fn confirmation(plan: &Plan) -> String {
    let fresh = &plan.planned.answer.fresh;
    let count = format!("{} delayed on average {}", numbers::figure(&fresh.delayed, 0.1).in_full(), plan.when());
    let replications =
        format!("{} fresh replications, which the search had not seen", numbers::whole(fresh.replications as f64));
    if !plan.has_shares() {
        return format!("In {replications}: {count}{}.", promise(plan));
    }
    let target = plan.at_most();
    let what = match plan.planned.order.when {
        When::OnTheDate => format!("{target} or fewer with a probability of"),
        When::OverThePeriod => format!("{target} or fewer on a share of days of"),
    };
    format!("In {replications}: {count}, and {what} {}{}.", share(&fresh.measure), promise(plan))
}

/// A share with its interval, to as many digits as it is known: `83 % (95 % interval 81 to 85 %)`.
fn share(estimate: &Estimate) -> String {
    let figure = numbers::figure(&money::times(*estimate, 100.0), 0.01);
    match figure.range {
        Some(range) if range.contains(" to ") => format!("{} % (95 % interval {range} %)", figure.mean),
        _ => format!("{} %", figure.mean),
    }
}

/// Whether what was asked can be promised.
fn promise(plan: &Plan) -> &'static str {
    let answer = &plan.planned.answer;
    let (Some(bound), true) = (plan.bound(), answer.is_plan) else { return "" };
    let measure = &answer.fresh.measure;
    let (is_kept, is_broken) = match plan.planned.order.goal {
        Goal::AtLeast(_) => (measure.lower >= bound, measure.upper < bound),
        _ => (measure.upper <= bound, measure.lower > bound),
    };
    match (is_kept, is_broken) {
        (true, _) => ": what was asked holds at both ends of the interval",
        (_, true) => ": these replications refute it",
        _ => ": whether that is enough cannot be told, since the interval reaches over what was asked",
    }
}

fn cost(plan: &Plan) -> String {
    let (planned, fresh) = (&plan.planned, &plan.planned.answer.fresh);
    let order = &planned.order;
    let figure = |estimate: &Estimate| numbers::money_figure(estimate).in_full();
    let mut sentence = match order.has_all_prices() {
        true => format!("At the stated prices it costs {}", numbers::money(fresh.cost.mean)),
        false => format!(
            "It costs {} more than with every lever at its least, all headings of the accounts together; its schemes spend {}",
            figure(&fresh.cost),
            figure(&planned.spent)
        ),
    };
    if let Goal::Cheapest(_) = order.goal {
        let days = f64::from(plan.scenario.system.period.days);
        let a_day = Estimate {
            mean: fresh.total.mean / days,
            lower: fresh.total.lower / days,
            upper: fresh.total.upper / days,
            ..fresh.total
        };
        let a_day = numbers::figure(&a_day, 1.0);
        let (total, a_day) = (figure(&fresh.total), format!("£{}{}", a_day.mean, clauses::bracketed(a_day.range)));
        sentence.push_str(&format!("; with the delayed days, {total}, which is {a_day} a day"));
    }
    sentence + "."
}

/// For what most of those who are still delayed wait.
fn waiting(plan: &Plan) -> Option<String> {
    let mut reasons: Vec<_> = plan
        .planned
        .waiting
        .iter()
        .filter_map(|(waiting, patients)| match waiting {
            Waiting::Because(reason) if patients.mean >= 0.5 => Some((reason, patients)),
            _ => None,
        })
        .collect();
    reasons.sort_by(|one, other| other.1.mean.total_cmp(&one.1.mean));
    let said: Vec<String> = reasons
        .into_iter()
        .take(3)
        .map(|(reason, patients)| {
            format!("{} ({})", uncapitalised(reason.title()), numbers::figure(patients, 0.1).in_full())
        })
        .collect();
    let which = if plan.planned.answer.is_plan { "Those who are still delayed then" } else { "Those who remain" };
    (!said.is_empty()).then(|| format!("{which} wait most for: {}.", said.join(", ")))
}

/// What it cannot be told from.
fn alike(plan: &Plan) -> Option<String> {
    let answer = &plan.planned.answer;
    if answer.alike.is_empty() {
        return None;
    }
    let shown: Vec<String> = answer.alike.iter().take(3).map(|point| format!("({})", plan.mix(point))).collect();
    let more = answer.alike.len().saturating_sub(shown.len());
    let more = if more == 0 { String::new() } else { format!(" and {} more", numbers::whole(more as f64)) };
    let by = if answer.is_plan { "cost" } else { "its count" };
    Some(format!("Cannot be told from it by {by}: {}{more}. Raise --cap to look closer.", shown.join(", ")))
}

/// How thorough the search was.
fn search(plan: &Plan) -> String {
    let answer = &plan.planned.answer;
    let (simulated, grid) = (answer.evaluated.len(), answer.grid);
    let harmless = "more of a lever never did harm in any pair of points simulated";
    let rest = match (answer.is_complete, answer.is_plan) {
        _ if simulated as u64 == grid => String::new(),
        (true, true) if answer.is_monotone => format!("; the others are ruled out by these, since {harmless}"),
        (true, true) => "; the others are ruled out by these, since they cost no less".into(),
        (true, false) => format!(
            "; none of the others can do it either, since {harmless}. That none of them has a lower count for the money is not proved"
        ),
        (false, _) => "; it is not proved that none of the others is better".into(),
    };
    let doubtful = answer.evaluated.iter().filter(|evaluated| evaluated.is_doubtful).count();
    let doubtful = match doubtful {
        0 => String::new(),
        n => format!(
            " About {} the replications did not suffice to be sure, and the mean decided.",
            numbers::count_of(n, "point")
        ),
    };
    let refuted = match answer.refuted.len() {
        0 => String::new(),
        n => {
            format!(" {} that seemed good enough did not stand up to fresh replications.", numbers::count_of(n, "mix"))
        }
    };
    let against = if answer.is_monotone {
        ""
    } else {
        " More of a lever does not always help here: nothing was inferred from its helping elsewhere."
    };
    format!(
        "{} of the {} points of the grid were simulated{rest}.{doubtful}{refuted}{against}",
        numbers::whole(simulated as f64),
        numbers::whole(grid as f64)
    )
}
