//! What was found, in sentences.

use super::answer::{Answered, Place, from_lower, place, value};
use crate::experiment::comparison::Criterion;
use crate::experiment::sensitivity::{Becomes, End, Examined, Screened, Standing, Switch, Together};
use crate::report::{clauses, numbers};
use crate::statistics::Estimate;

/// Assumptions named in a sentence, at most.
const NAMED: usize = 3;

/// The finding in a sentence that can stand alone.
pub fn headline(answered: &Answered) -> String {
    let found = answered.found;
    let preferred = answered.preferred();
    let hangs = |what: &str, (one, switch): &(&Examined, &Switch)| {
        let stated = value(one, one.ranged.stated);
        format!("{what} hangs on {}; the scenario states {stated}.", switched(answered, one, switch))
    };
    if let Some(first) = answered.switching().first() {
        return hangs("The answer", first);
    }
    if let Some(first) = answered.target_switching().first() {
        return hangs(&format!("Whether {preferred} meets the target"), first);
    }
    let most = answered.by_count().into_iter().find(|one| one.swing.is_count_told);
    match (found.runner_up, most) {
        (Some(_), _) => {
            let but = match answered.open().len() {
                0 => ", whichever single assumption is at an end of its range".to_owned(),
                open => format!(
                    " with any single assumption at an end of its range, but with {} of them it cannot be told from another",
                    numbers::whole(open as f64)
                ),
            };
            format!("No single assumption is known to change the choice: {preferred} stays best{but}.")
        }
        (None, Some(one)) => format!("{}.", most_moved(answered, one)),
        (None, None) => "No assumption moves the count beyond the play of chance.".into(),
    }
}

/// An assumption, and what happens beyond a switching value of it.
fn switched(answered: &Answered, one: &Examined, switch: &Switch) -> String {
    format!("{}: {}", answered.quantity(one), beyond(answered, switch, place(one, switch)))
}

/// What happens beyond a switching value: `above 0.31 (95 % interval …) “Home care” is ahead of “As it is”`.
fn beyond(answered: &Answered, switch: &Switch, place: Place) -> String {
    let place = match place {
        Place::Whole(whole) => format!("with {whole}"),
        Place::Side(side) => side,
    };
    let preferred = answered.preferred();
    match switch.becomes {
        Becomes::Best(option) => format!("{place} {} is ahead of {preferred}", answered.quoted(option)),
        Becomes::Met => format!("{place} {preferred} meets the target"),
        Becomes::Missed => format!("{place} {preferred} misses the target"),
    }
}

/// `The count under “P” hangs most on X: from 60 with 0.2 to 121 with 0.5`.
fn most_moved(answered: &Answered, one: &Examined) -> String {
    let end =
        |end: &End| format!("{} with {}", numbers::figure(&end.preferred.delayed, 0.1).mean, value(one, end.value));
    let [lower, upper] = from_lower(one).map(end);
    format!(
        "The count on {} under {} hangs most on {}: {lower} and {upper}, a difference of {}",
        numbers::date(answered.day()),
        answered.preferred(),
        answered.quantity(one),
        size(one.swing.change.delayed)
    )
}

/// The size of a difference with its interval.
fn size(difference: Estimate) -> String {
    let (size, _) = clauses::without_sign(difference, ["", ""]);
    numbers::figure(&size, 0.1).in_full()
}

/// What stands behind the headline, as sentences.
pub fn details(answered: &Answered) -> Vec<String> {
    let mut sentences = vec![as_stated(answered)];
    sentences.extend(other_switches(answered));
    sentences.extend(open(answered));
    sentences.extend(moved(answered));
    sentences.extend(target(answered));
    sentences.extend(interactions(answered));
    sentences.extend(refused(answered));
    sentences
}

fn as_stated(answered: &Answered) -> String {
    let found = answered.found;
    let preferred = &found.stated[found.preferred];
    let mean = match found.question.criterion {
        Criterion::Delayed => preferred.delayed,
        Criterion::DelayedDays => preferred.delayed_days,
    };
    let in_full = |estimate: &Estimate| numbers::figure(estimate, answered.finest()).in_full();
    let opening = format!(
        "As the scenario states them all, {} has {} {} (mean)",
        answered.preferred(),
        in_full(&mean),
        answered.criterion()
    );
    match (found.runner_up.map(|other| answered.quoted(other)), found.lead) {
        (Some(other), Some(lead)) if lead.lower > 0.0 => {
            format!("{opening}: the fewest, {} fewer than {other}, the runner-up.", in_full(&lead))
        }
        (Some(other), Some(lead)) => format!("{opening}; {other} cannot be told from it: {} more.", in_full(&lead)),
        _ => format!("{opening}."),
    }
}

fn other_switches(answered: &Answered) -> Option<String> {
    let switching = answered.switching();
    let (_, others) = switching.split_first()?;
    let named = |(one, switch): &(&Examined, &Switch)| {
        let (stated, beyond) = (value(one, one.ranged.stated), beyond(answered, switch, place(one, switch)));
        format!("{} (stated {stated}): {beyond}", answered.quantity(one))
    };
    let named: Vec<String> = others.iter().take(NAMED).map(named).collect();
    let rest = others.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!("; {} more in the report", numbers::whole(rest as f64)) } else { String::new() };
    (!named.is_empty()).then(|| format!("So it does on {}{more}.", named.join("; on ")))
}

fn open(answered: &Answered) -> Option<String> {
    let open = answered.open();
    let named: Vec<String> = open.iter().take(NAMED).map(|one| answered.quantity(one)).collect();
    let named = numbers::listed(&named);
    let ends = match open.len() {
        0 => return None,
        few if few <= NAMED => format!("At an end of the range of {named}"),
        many => format!("At an end of the ranges of {many} assumptions, among them {named},"),
    };
    let preferred = answered.preferred();
    Some(format!("{ends} {preferred} cannot be told from the next best; more replications may tell."))
}

/// What moves the count, and what does not.
fn moved(answered: &Answered) -> Vec<String> {
    let by_count = answered.by_count();
    let told: Vec<&&Examined> = by_count.iter().filter(|one| one.swing.is_count_told).collect();
    let all = numbers::whole(by_count.len() as f64);
    let idle = "neither that count nor the delayed days of any option in the first replications";
    let money = match by_count.iter().filter(|one| one.swing.is_money_alone).count() {
        0 => String::new(),
        1 => format!("; one changes {idle}"),
        many => format!("; {} change {idle}", numbers::whole(many as f64)),
    };
    let Some((first, others)) = told.split_first() else {
        return vec![format!("None of {all} assumptions moves the count beyond the play of chance{money}.")];
    };
    let next = |one: &&&Examined| format!("{} ({})", answered.quantity(one), size(one.swing.change.delayed));
    let next: Vec<String> = others.iter().take(NAMED - 1).map(next).collect();
    let next = if next.is_empty() { String::new() } else { format!("; after it {}", numbers::listed(&next)) };
    vec![
        format!("{}{next}.", most_moved(answered, first)),
        format!(
            "Of {all} assumptions {} can be told to move the count at all, allowing for so many comparisons{money}.",
            numbers::whole(told.len() as f64)
        ),
    ]
}

/// Whether the target is met anywhere.
fn target(answered: &Answered) -> Option<String> {
    let (target, meets) = (answered.target()?, answered.meets_target()?);
    let verdict = if meets { "meets" } else { "misses" };
    let goal = format!("{} {verdict} the target of {target}", answered.preferred());
    let probability = format!("with a probability of {}", numbers::percent(answered.found.question.probability));
    let switching = answered.target_switching();
    if !switching.is_empty() {
        let named = switching.iter().take(NAMED).map(|(one, switch)| switched(answered, one, switch));
        let named = named.collect::<Vec<_>>().join("; on ");
        return Some(format!("As stated {goal} (asked: {probability}). That hangs on {named}."));
    }
    let everywhere = "whichever single assumption is at an end of its range";
    let open = match answered.found.assumptions.iter().filter(|one| one.target == Some(Standing::Open)).count() {
        0 => None,
        1 => Some("with one assumption at an end of its range it cannot be told".to_owned()),
        many => {
            let many = numbers::whole(many as f64);
            Some(format!("with {many} assumptions at an end of their range it cannot be told"))
        }
    };
    Some(match (meets, open) {
        (true, None) => format!("{goal} {probability} or more, {everywhere}."),
        (true, Some(open)) => format!("As stated {goal} {probability} or more; {open}."),
        (false, None) => format!("{goal} {everywhere} (asked: {probability}).{}", nearest(answered)),
        (false, Some(open)) => format!("As stated {goal} (asked: {probability}); {open}.{}", nearest(answered)),
    })
}

/// How near the count comes to a target that is missed.
fn nearest(answered: &Answered) -> String {
    let found = answered.found;
    let ends = found.assumptions.iter().map(|one| (one, from_lower(one)[0]));
    let lowest = ends.min_by(|one, other| one.1.preferred.delayed.mean.total_cmp(&other.1.preferred.delayed.mean));
    let lowest = lowest.map_or_else(String::new, |(one, end)| {
        format!(
            " The count comes lowest with {} at {}: {} on average.",
            answered.quantity(one),
            value(one, end.value),
            numbers::figure(&end.preferred.delayed, 0.1).in_full()
        )
    });
    let all = found.favourable.as_ref().map_or_else(String::new, |together| format!(" {}", all_together(together)));
    lowest + &all
}

/// Even all assumptions at their favourable ends.
fn all_together(together: &Together) -> String {
    let ends = if together.reach < 1.0 {
        format!(
            "{} of the way to their favourable ends (further the scenario refuses)",
            numbers::percent(together.reach)
        )
    } else {
        "at their favourable ends".into()
    };
    let met = together.preferred.target_met.map_or_else(String::new, |share| {
        format!(
            ", and the target is met with a probability of {} % (95 % interval {} %)",
            numbers::whole(share.mean * 100.0),
            numbers::hundredths(&share)
        )
    });
    format!(
        "With all {} that move the count {ends} at once it is {}{met}.",
        numbers::whole(together.assumptions as f64),
        numbers::figure(&together.preferred.delayed, 0.1).in_full()
    )
}

/// What varying all at once adds.
fn interactions(answered: &Answered) -> Option<String> {
    let screening = answered.found.screening.as_ref()?;
    let mut all: Vec<(&Examined, &Screened)> = answered.by_effect();
    all.retain(|(_, screened)| screened.count.is_beyond_chance());
    let opening = format!("With all varied at once ({} trajectories)", screening.trajectories);
    let Some((first, screened)) = all.first() else {
        return Some(format!("{opening} no assumption can be told to move the count."));
    };
    let joint: Vec<String> = all
        .iter()
        .filter(|(_, s)| s.count.depends_on_others())
        .take(NAMED)
        .map(|(one, _)| answered.quantity(one))
        .collect();
    let joint = if joint.is_empty() {
        "no effect can be told to depend on the other assumptions".to_owned()
    } else {
        format!("most effects that depend on the other assumptions are those of {}", numbers::listed(&joint))
    };
    Some(format!(
        "{opening} {} matters most: over its range it moves the count by {} on average; {joint}.",
        answered.quantity(first),
        numbers::figure(&screened.count.mean_size, 0.1).in_full()
    ))
}

/// Ends that the scenario refuses.
fn refused(answered: &Answered) -> Option<String> {
    let ends = answered.found.assumptions.iter().flat_map(|one| {
        [&one.ranged.low, &one.ranged.high].into_iter().filter_map(move |bound| {
            let (end, why) = bound.refused.as_ref()?;
            Some((one, bound.value, *end, why))
        })
    });
    let said: Vec<String> = ends
        .map(|(one, used, end, why)| {
            format!("{}: {} in place of {} ({why})", answered.quantity(one), value(one, used), value(one, end))
        })
        .collect();
    (!said.is_empty()).then(|| {
        format!(
            "The scenario refuses some ends, all else as stated; the farthest value that it takes was used: {}.",
            said.join("; ")
        )
    })
}
