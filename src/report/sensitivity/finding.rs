//! What was found, in sentences.

use super::{Answered, crossing, value};
use crate::experiment::sensitivity::{Becomes, Examined, Screened, Standing, Switch, Together};
use crate::report::numbers;
use crate::statistics::Estimate;

/// Assumptions named in a sentence, at most.
const NAMED: usize = 3;

/// The finding in a sentence that can stand alone.
pub fn headline(answered: &Answered) -> String {
    let found = answered.found;
    let switching = answered.switching();
    let preferred = answered.quoted(found.preferred);
    if let Some((one, switch)) = switching.first() {
        return format!(
            "The answer hangs on {}: {}; the scenario states {}.",
            answered.quantity(one),
            beyond(answered, one, switch),
            value(one, one.ranged.stated)
        );
    }
    if let Some((one, switch)) = answered.target_switching().first() {
        return format!(
            "Whether {preferred} meets the target hangs on {}: {}; the scenario states {}.",
            answered.quantity(one),
            beyond(answered, one, switch),
            value(one, one.ranged.stated)
        );
    }
    let most = answered.by_count().into_iter().find(|one| one.swing.is_count_told);
    match (found.runner_up, most) {
        (Some(_), _) => {
            let open = answered.open().len();
            let but = match open {
                0 => ", whichever single assumption is at an end of its range".to_owned(),
                _ => format!(
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

/// What happens beyond a switching value: `above 0.31 (95 % interval …) “Home care” is best`.
fn beyond(answered: &Answered, one: &Examined, switch: &Switch) -> String {
    let at = crossing(one, switch);
    let side = if switch.is_above { "above" } else { "below" };
    // A whole number says itself on which side it lies.
    let place =
        if at.ends_with("more") || at.ends_with("less") { format!("with {at}") } else { format!("{side} {at}") };
    let preferred = answered.quoted(answered.found.preferred);
    match switch.becomes {
        Becomes::Best(option) => format!("{place} {} is ahead of {preferred}", answered.quoted(option)),
        Becomes::Met => format!("{place} {preferred} meets the target"),
        Becomes::Missed => format!("{place} {preferred} misses the target"),
    }
}

/// `The count under “P” hangs most on X: from 60 with 0.2 to 121 with 0.5`.
fn most_moved(answered: &Answered, one: &Examined) -> String {
    let [lower, upper] = Answered::from_lower(one);
    let end = |end: &crate::experiment::sensitivity::End| {
        format!("{} with {}", numbers::figure(&end.preferred.delayed, 0.1).mean, value(one, end.value))
    };
    format!(
        "The count on {} under {} hangs most on {}: {} and {}, a difference of {}",
        numbers::date(answered.day()),
        answered.quoted(answered.found.preferred),
        answered.quantity(one),
        end(lower),
        end(upper),
        size(&one.swing.change.delayed)
    )
}

/// The size of a difference with its interval.
fn size(difference: &Estimate) -> String {
    let size = if difference.mean < 0.0 {
        Estimate { mean: -difference.mean, lower: -difference.upper, upper: -difference.lower, ..*difference }
    } else {
        *difference
    };
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
        crate::experiment::comparison::Criterion::Delayed => preferred.delayed,
        crate::experiment::comparison::Criterion::DelayedDays => preferred.delayed_days,
    };
    let opening = format!(
        "As the scenario states them all, {} has {} {} (mean)",
        answered.quoted(found.preferred),
        numbers::figure(&mean, answered.finest()).in_full(),
        answered.criterion()
    );
    match (found.runner_up, found.lead) {
        (Some(other), Some(lead)) if lead.lower > 0.0 => format!(
            "{opening}: the fewest, {} fewer than {}, the runner-up.",
            numbers::figure(&lead, answered.finest()).in_full(),
            answered.quoted(other)
        ),
        (Some(other), Some(lead)) => format!(
            "{opening}; {} cannot be told from it: {} more.",
            answered.quoted(other),
            numbers::figure(&lead, answered.finest()).in_full()
        ),
        _ => format!("{opening}."),
    }
}

fn other_switches(answered: &Answered) -> Option<String> {
    let switching = answered.switching();
    let (_, others) = switching.split_first()?;
    let named: Vec<String> = others
        .iter()
        .take(NAMED)
        .map(|(one, switch)| {
            let stated = value(one, one.ranged.stated);
            format!("{} (stated {stated}): {}", answered.quantity(one), beyond(answered, one, switch))
        })
        .collect();
    let rest = others.len().saturating_sub(NAMED);
    let more = if rest > 0 { format!("; {} more in the report", numbers::whole(rest as f64)) } else { String::new() };
    (!named.is_empty()).then(|| format!("So it does on {}{more}.", named.join("; on ")))
}

fn open(answered: &Answered) -> Option<String> {
    let open: Vec<String> = answered.open().into_iter().map(|one| answered.quantity(one)).collect();
    let named = numbers::listed(&open.iter().take(NAMED).cloned().collect::<Vec<_>>());
    match open.len() {
        0 => None,
        few if few <= NAMED => Some(format!(
            "At an end of the range of {named} {} cannot be told from the next best; more replications may tell.",
            answered.quoted(answered.found.preferred)
        )),
        many => Some(format!(
            "At an end of the ranges of {many} assumptions, among them {named}, {} cannot be told from the next best; more \
             replications may tell.",
            answered.quoted(answered.found.preferred)
        )),
    }
}

/// What moves the count, and what does not.
fn moved(answered: &Answered) -> Vec<String> {
    let by_count = answered.by_count();
    let told: Vec<&&Examined> = by_count.iter().filter(|one| one.swing.is_count_told).collect();
    let all = numbers::whole(by_count.len() as f64);
    let money = by_count.iter().filter(|one| one.swing.is_money_alone).count();
    let money = match money {
        0 => String::new(),
        1 => "; one changes neither that count nor the delayed days of any option in the first replications".into(),
        many => format!(
            "; {} change neither that count nor the delayed days of any option in the first replications",
            numbers::whole(many as f64)
        ),
    };
    let Some((first, others)) = told.split_first() else {
        return vec![format!("None of {all} assumptions moves the count beyond the play of chance{money}.")];
    };
    let next: Vec<String> = others
        .iter()
        .take(NAMED - 1)
        .map(|one| format!("{} ({})", answered.quantity(one), size(&one.swing.change.delayed)))
        .collect();
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
    let (found, target) = (answered.found, answered.target()?);
    let asked = numbers::percent(found.question.probability);
    let stated = found.stated[found.preferred].target_met?;
    let preferred = answered.quoted(found.preferred);
    let switching = answered.target_switching();
    let verdict = if stated.mean >= found.question.probability { "meets" } else { "misses" };
    if !switching.is_empty() {
        let named: Vec<String> = switching
            .iter()
            .take(NAMED)
            .map(|(one, switch)| format!("{}: {}", answered.quantity(one), beyond(answered, one, switch)))
            .collect();
        return Some(format!(
            "As stated {preferred} {verdict} the target of {target} (asked: with a probability of {asked}). That hangs on {}.",
            named.join("; on ")
        ));
    }
    let open = found.assumptions.iter().filter(|one| one.target == Some(Standing::Open)).count();
    let at_ends = match open {
        0 => String::new(),
        1 => "; with one assumption at an end of its range it cannot be told".into(),
        many => {
            format!("; with {} assumptions at an end of their range it cannot be told", numbers::whole(many as f64))
        }
    };
    if verdict == "meets" && open == 0 {
        return Some(format!(
            "{preferred} meets the target of {target} with a probability of {asked} or more, whichever single assumption is at an end \
             of its range."
        ));
    }
    if verdict == "meets" {
        return Some(format!(
            "As stated {preferred} meets the target of {target} with a probability of {asked} or more{at_ends}."
        ));
    }
    let lowest = answered
        .found
        .assumptions
        .iter()
        .map(|one| (one, Answered::from_lower(one)[0]))
        .min_by(|one, other| one.1.preferred.delayed.mean.total_cmp(&other.1.preferred.delayed.mean));
    let nearest = lowest.map_or_else(String::new, |(one, end)| {
        format!(
            " The count comes lowest with {} at {}: {} on average.",
            answered.quantity(one),
            value(one, end.value),
            numbers::figure(&end.preferred.delayed, 0.1).in_full()
        )
    });
    let all = found.favourable.as_ref().map_or_else(String::new, |together| format!(" {}", all_together(together)));
    if open > 0 {
        return Some(format!(
            "As stated {preferred} misses the target of {target} (asked: with a probability of {asked}){at_ends}.{nearest}{all}"
        ));
    }
    Some(format!(
        "{preferred} misses the target of {target} whichever single assumption is at an end of its range (asked: with a probability of \
         {asked}).{nearest}{all}"
    ))
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
    let mut all: Vec<(&Examined, &Screened)> = answered
        .found
        .assumptions
        .iter()
        .zip(&screening.assumptions)
        .filter(|(_, s)| s.count.is_beyond_chance())
        .collect();
    all.sort_by(|one, other| other.1.count.mean_size.mean.total_cmp(&one.1.count.mean_size.mean));
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
