//! The charts of a sensitivity analysis: a tornado of the count, one of the lead, and the plane of elementary effects.

use super::answer::{Answered, value};
use super::finding::headline;
use crate::experiment::sensitivity::{End, Examined, Screening};
use crate::report::charts::canvas::Heading;
use crate::report::charts::plane::{self, Plane, Spot};
use crate::report::charts::tornado::{self, Bar, Tip, Tornado};
use crate::report::charts::{Chart, Kind, words};
use crate::report::letters::uncapitalised;
use crate::report::numbers;
use crate::statistics::Estimate;

/// The charts that the results make sense of.
pub fn charts(answered: &Answered) -> Vec<Chart> {
    let scenes = [
        ("tornado-count", count(answered)),
        ("tornado-lead", lead(answered)),
        ("elementary-effects", answered.found.screening.as_ref().and_then(|screening| effects(answered, screening))),
    ];
    let drawn = scenes.into_iter().filter_map(|(name, scene)| scene.map(|scene| (name, scene)));
    drawn.map(|(name, scene)| Chart::new(name.into(), Kind::Sensitivity, None, scene)).collect()
}

fn made(answered: &Answered) -> String {
    let found = answered.found;
    format!(
        "{} assumptions, {} replications at each end, with the same people; seed {}. Scenario: {}.",
        found.assumptions.len(),
        words::count(found.question.replications as f64),
        found.question.seed,
        answered.scenario.title
    )
}

/// The bar of an assumption; `result` is what comes out at an end.
fn bar(answered: &Answered, one: &Examined, is_told: bool, result: impl Fn(&End) -> Estimate) -> Bar {
    let tip = |end: &End| Tip { value: value(one, end.value), result: result(end) };
    Bar { title: answered.capitalised(one), low: tip(&one.low), high: tip(&one.high), is_told }
}

fn in_words(bars: &[Bar]) -> String {
    let said = bars.iter().take(10).map(|bar| {
        let tip = |tip: &Tip| format!("{} at {}", numbers::figure(&tip.result, 0.1).mean, tip.value);
        format!("{}: {}, {}", bar.title, tip(&bar.low), tip(&bar.high))
    });
    said.collect::<Vec<_>>().join("; ")
}

fn count(answered: &Answered) -> Option<crate::report::charts::scene::Scene> {
    let found = answered.found;
    let stated = found.stated[found.preferred].delayed.mean;
    let day = words::date(answered.day());
    let bars: Vec<Bar> = answered
        .by_count()
        .into_iter()
        .filter(|one| !one.swing.is_money_alone && one.swing.change.delayed.mean != 0.0)
        .map(|one| bar(answered, one, one.swing.is_count_told, |end| end.preferred.delayed))
        .collect();
    let first = bars.first()?;
    let told = found.assumptions.iter().filter(|one| one.swing.is_count_told).count();
    let title = if told > 0 {
        let (low, high) = (&first.low.result, &first.high.result);
        let ends = [low.mean.min(high.mean), low.mean.max(high.mean)].map(words::count);
        format!("The count hangs most on {}: from {} to {} delayed", uncapitalised(&first.title), ends[0], ends[1])
    } else {
        "No assumption moves the count beyond the play of chance".into()
    };
    Some(tornado::draw(&Tornado {
        heading: Heading {
            title: title.clone(),
            subtitle: format!(
                "Mean of delayed patients at midnight on {day} with one assumption at its low or high, option: {}",
                answered.title(found.preferred)
            ),
            footnote: format!(
                "Of {} assumptions {told} can be told to move the count; the others are grey. {}",
                found.assumptions.len(),
                made(answered)
            ),
        },
        stated,
        mark: answered.target().map(|target| (f64::from(target), format!("Target {target}"))),
        scale: "Delayed patients; beside each bar the values of the assumption".into(),
        description: format!("{title}. As stated {}. {}.", words::count(stated), in_words(&bars)),
        bars,
    }))
}

fn lead(answered: &Answered) -> Option<crate::report::charts::scene::Scene> {
    let found = answered.found;
    let (other, stated) = (found.runner_up?, found.lead?.mean);
    let bars: Vec<Bar> = answered
        .by_lead()
        .into_iter()
        .filter(|one| !one.swing.is_money_alone && one.swing.lead.is_some_and(|swing| swing.mean != 0.0))
        .map(|one| {
            let unknown = Estimate { mean: stated, lower: stated, upper: stated, level: 0.95, replications: 0 };
            bar(answered, one, one.swing.is_lead_told, |end| end.lead.unwrap_or(unknown))
        })
        .collect();
    if bars.is_empty() {
        return None;
    }
    let told = found.assumptions.iter().filter(|one| one.swing.is_lead_told).count();
    let title = headline(answered);
    let title = title.trim_end_matches('.').to_owned();
    Some(tornado::draw(&Tornado {
        heading: Heading {
            title: title.clone(),
            subtitle: format!(
                "How many more “{}” has than “{}” ({}), with one assumption at its low or high",
                answered.title(other),
                answered.title(found.preferred),
                answered.criterion()
            ),
            footnote: format!(
                "Of {} assumptions {told} can be told to move the lead; the others are grey. {}",
                found.assumptions.len(),
                made(answered)
            ),
        },
        stated,
        mark: Some((0.0, format!("Left of it “{}” is ahead", shortened(answered.title(other))))),
        scale: "Lead of the preferred option; beside each bar the values of the assumption".into(),
        description: format!("{title}. As stated the lead is {}. {}.", numbers::decimal(stated, 1), in_words(&bars)),
        bars,
    }))
}

/// A title that fits over a line.
fn shortened(title: &str) -> String {
    if title.chars().count() <= 30 { title.to_owned() } else { title.chars().take(28).collect::<String>() + "…" }
}

fn effects(answered: &Answered, screening: &Screening) -> Option<crate::report::charts::scene::Scene> {
    let found = answered.found;
    let mut spots: Vec<Spot> = found
        .assumptions
        .iter()
        .zip(&screening.assumptions)
        .map(|(one, screened)| Spot {
            name: answered.capitalised(one),
            size: screened.count.mean_size,
            spread: screened.count.deviation_without_chance(),
            kind: match &screened.count {
                count if !count.is_beyond_chance() => plane::Kind::Untold,
                count if count.depends_on_others() => plane::Kind::Joint,
                _ => plane::Kind::Alone,
            },
        })
        .collect();
    spots.sort_by(|one, other| other.size.mean.total_cmp(&one.size.mean));
    let first = spots.first()?;
    let joint = spots.iter().filter(|spot| spot.kind == plane::Kind::Joint).count();
    let told = spots.iter().filter(|spot| spot.kind != plane::Kind::Untold).count();
    let title = if told == 0 {
        "With all varied at once, no assumption can be told from chance".to_owned()
    } else {
        format!(
            "With all varied at once, {} matters most; the effects of {} depend on the others",
            uncapitalised(&first.name),
            if joint == 0 { "none are known to".to_owned() } else { format!("{joint} of {}", spots.len()) }
        )
        .replace("the effects of none are known to depend", "no effect is known to depend")
    };
    let said: Vec<String> = spots
        .iter()
        .filter(|spot| spot.kind != plane::Kind::Untold)
        .take(10)
        .map(|spot| format!("{}: {}, spread {}", spot.name, words::count(spot.size.mean), words::count(spot.spread)))
        .collect();
    Some(plane::draw(&Plane {
        heading: Heading {
            title: title.clone(),
            subtitle: format!(
                "Effect of each assumption over its range on the delayed patients of {}, option: {}",
                words::date(answered.day()),
                answered.title(found.preferred)
            ),
            footnote: format!(
                "Elementary effects (Morris) along {} trajectories of {} replications, seed {}; spread without chance. Scenario: {}.",
                screening.trajectories, screening.replications, found.question.seed, answered.scenario.title
            ),
        },
        across: "Mean size of the effect (mu*), in patients: farther right matters more".into(),
        up: "Spread of the effect (sigma): higher depends more on the others".into(),
        description: format!("{title}. {}.", said.join("; ")),
        spots,
    }))
}
