//! The charts of a sensitivity analysis: a tornado of the count, one of the lead, and the plane of elementary effects.

use super::answer::{Answered, value};
use super::finding::headline;
use crate::experiment::sensitivity::{End, Examined, Screened, Screening};
use crate::report::charts::{
    AXIS, Across, Bar, Bottom, Caption, Chart, Colour, Edge, Heading, Look, NAVY, Name, Names, OPTIONS, Panel, Pen,
    SMALLEST, Scale, Spot, Spots, Style, Swatch, Tip, Tornado, Unit, words,
};
use crate::report::letters::uncapitalised;
use crate::report::numbers;
use crate::statistics::Estimate;

/// The charts that the results make sense of.
pub fn charts(answered: &Answered) -> Vec<Chart> {
    let effects = answered.found.screening.as_ref().and_then(|screening| effects(answered, screening));
    [count(answered), lead(answered), effects].into_iter().flatten().collect()
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

fn count(answered: &Answered) -> Option<Chart> {
    let found = answered.found;
    let stated = found.stated[found.preferred].delayed.mean;
    let day = numbers::date(answered.day());
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
    let tornado = Tornado {
        heading: Heading {
            title,
            subtitle: format!(
                "Mean of delayed patients at midnight on {day} with one assumption at its low or high, option: {}",
                answered.title(found.preferred)
            ),
            footnote: format!(
                "Of {} assumptions {told} can be told to move the count; the others are grey. {}",
                found.assumptions.len(),
                made(answered)
            ),
            told: format!("As stated {}. {}.", words::count(stated), in_words(&bars)),
        },
        stated,
        mark: answered.target().map(|target| (f64::from(target), format!("Target {target}"))),
        scale: "Delayed patients; beside each bar the values of the assumption".into(),
        bars,
    };
    Some(tornado.chart("tornado-count"))
}

fn lead(answered: &Answered) -> Option<Chart> {
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
    let tornado = Tornado {
        heading: Heading {
            title: headline(answered).trim_end_matches('.').to_owned(),
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
            told: format!("As stated the lead is {}. {}.", numbers::decimal(stated, 1), in_words(&bars)),
        },
        stated,
        mark: Some((0.0, format!("Left of it “{}” is ahead", shortened(answered.title(other))))),
        scale: "Lead of the preferred option; beside each bar the values of the assumption".into(),
        bars,
    };
    Some(tornado.chart("tornado-lead"))
}

/// A title that fits over a line.
fn shortened(title: &str) -> String {
    if title.chars().count() <= 30 { title.to_owned() } else { title.chars().take(28).collect::<String>() + "…" }
}

/// What is known of the effects of an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// It matters, and its effect depends on where everything stands.
    Joint,
    /// It matters.
    Alone,
    /// It cannot be told from chance.
    Untold,
}

impl Known {
    fn of(screened: &Screened) -> Self {
        match &screened.count {
            count if !count.is_beyond_chance() => Self::Untold,
            count if count.depends_on_others() => Self::Joint,
            _ => Self::Alone,
        }
    }

    fn colour(self) -> Colour {
        match self {
            Self::Joint => OPTIONS[1].0,
            Self::Alone => NAVY,
            Self::Untold => AXIS,
        }
    }
}

/// The elementary effects of one assumption.
struct Effects {
    name: String,
    /// Mean size of its effects.
    size: Estimate,
    /// Spread of its effects, without chance.
    spread: f64,
    known: Known,
}

/// Most assumptions that are named.
const MOST_NAMED: usize = 10;

fn effects(answered: &Answered, screening: &Screening) -> Option<Chart> {
    let found = answered.found;
    let one = |(one, screened): (&Examined, &Screened)| Effects {
        name: answered.capitalised(one),
        size: screened.count.mean_size,
        spread: screened.count.deviation_without_chance(),
        known: Known::of(screened),
    };
    let mut all: Vec<Effects> = found.assumptions.iter().zip(&screening.assumptions).map(one).collect();
    all.sort_by(|one, other| other.size.mean.total_cmp(&one.size.mean));
    let first = all.first()?;
    let joint = all.iter().filter(|one| one.known == Known::Joint).count();
    let told: Vec<&Effects> = all.iter().filter(|one| one.known != Known::Untold).collect();
    let title = match (told.len(), joint) {
        (0, _) => "With all varied at once, no assumption can be told from chance".to_owned(),
        (_, 0) => format!(
            "With all varied at once, {} matters most; no effect is known to depend on the others",
            uncapitalised(&first.name)
        ),
        _ => format!(
            "With all varied at once, {} matters most; the effects of {joint} of {} depend on the others",
            uncapitalised(&first.name),
            all.len()
        ),
    };
    let said = told.iter().take(MOST_NAMED);
    let said =
        said.map(|one| format!("{}: {}, spread {}", one.name, words::count(one.size.mean), words::count(one.spread)));
    let heading = Heading {
        title,
        subtitle: format!(
            "Effect of each assumption over its range on the delayed patients of {}, option: {}",
            numbers::date(answered.day()),
            answered.title(found.preferred)
        ),
        footnote: format!(
            "Elementary effects (Morris) along {} trajectories of {} replications, seed {}; spread without chance. Scenario: {}.",
            screening.trajectories, screening.replications, found.question.seed, answered.scenario.title
        ),
        told: format!("{}.", said.collect::<Vec<_>>().join("; ")),
    };
    Some(plane(&all).chart("elementary-effects", None, heading))
}

/// How much each assumption matters, and how much that depends on the others.
fn plane(all: &[Effects]) -> Panel {
    let bottom = Bottom {
        caption: "Mean size of the effect (mu*), in patients: farther right matters more".into(),
        edges: vec![Edge::Left(2.0), Edge::Bottom(2.0)],
        ..Bottom::default()
    };
    let across = Scale { steps: 8.0, holds: all.iter().map(|one| one.size.upper).collect(), unit: Unit::Count };
    let up = Scale { steps: 6.0, ..Scale::of(Unit::Count) };
    let mut panel = Panel::new(Across::Values(across, bottom), up);
    panel.apart = (30.0, 40.0);
    for (known, words) in [
        (Known::Joint, "Matters, and how much depends on the others"),
        (Known::Alone, "Matters"),
        (Known::Untold, "Not to be told from chance"),
    ] {
        panel.mention(Swatch::Dot(known.colour()), words);
    }
    panel.mention(Swatch::Line(Pen::solid(NAVY, 2.5)), "95% interval");
    panel.add(Caption("Spread of the effect (sigma): higher depends more on the others".into()));
    let spot = |one: &Effects| Spot {
        // No size is below nothing, whatever its interval.
        across: (one.known != Known::Untold && one.size.half_width().is_finite())
            .then_some((one.size.lower.max(0.0), one.size.upper)),
        ..Spot::at((one.size.mean, one.spread), one.known.colour())
    };
    let spots: Vec<Spot> = all.iter().rev().map(spot).collect();
    let points = spots.iter().map(|spot| Spot::at(spot.at, spot.colour)).collect();
    let look = Look { radius: None, width: 2.5, caps: [None, None], clear: 4.0 };
    panel.add(Spots { spots, look });
    panel.add(Spots { spots: points, look: Look { radius: Some(8.0), ..look } });
    let told = all.iter().filter(|one| one.known != Known::Untold).take(MOST_NAMED);
    let name = |one: &Effects| {
        let colour = one.known.colour();
        let style = Style::new(SMALLEST, colour).with_halo();
        Name { at: (one.size.mean, one.spread), words: one.name.clone(), style, colour }
    };
    panel.add(Names {
        names: told.map(name).collect(),
        room: 380.0,
        sides: ABOVE_FIRST,
        away: &[14.0, 26.0, 44.0, 60.0],
        beside: 26.0,
        overhang: 40.0,
    });
    panel
}

/// Sides of a point where its name may stand: most intervals lie level.
const ABOVE_FIRST: [(f64, f64); 8] =
    [(0.0, -1.0), (0.0, 1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, -1.0), (-1.0, 1.0), (1.0, 0.0), (-1.0, 0.0)];
