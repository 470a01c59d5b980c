//! Charts of delayed patients: their finding, worded from the results, and their data.

use super::story::{Story, average, name, number};
use crate::experiment::OptionResults;
use crate::model::{Date, Measure, Outcome};
use crate::report::charts::{
    Across, Chart, DailyFan, Dated, FAN_PROBABILITIES, Heading, Panel, Scale, Series, Unit, add_observed, add_series,
    add_target, words,
};
use crate::report::numbers;
use crate::statistics::{Estimate, Histogram};

/// Most options on one chart of lines; the rest are left to the tables.
const MOST_LINES: usize = 10;

/// What is counted, below every title.
const DELAYED: &str = "Patients ready to leave but still in a hospital bed at midnight";

/// The fan of one option.
pub fn fan(story: &Story, option: &OptionResults) -> Option<Chart> {
    let mut quantiles = <[Vec<f64>; 7]>::default();
    for (line, probability) in quantiles.iter_mut().zip(FAN_PROBABILITIES) {
        *line = story.quantile(option, Measure::Delayed, probability)?;
    }
    let days = &option.delayed_on_target_day;
    let date = story.target_date();
    let range = [0.5, 0.025, 0.975].map(|p| if days.is_empty() { "–".into() } else { words::count(days.quantile(p)) });
    let middle = format!("on {}: median {}, 95% range {} to {}", words::short_date(date), range[0], range[1], range[2]);
    let chance = match story.aim() {
        Some(aim) => met(story, days, aim.count as u32),
        None => format!("about {} patients delayed on {}", range[0], numbers::date(date)),
    };
    let title = format!("{}: {chance}", name(option));
    let chance_alone = story.chance_alone(option);
    let bands = match &chance_alone {
        Some(_) => {
            "Each has its own draw of what is not known; on each day 50, 80 and 95 of 100 of them lie within the shaded ranges. Chance alone: \
             every assumption as it is stated."
        }
        None => "On each day, 50, 80 and 95 of 100 of them lie within the shaded ranges.",
    };
    let belongs = story.is_historical(option);
    let observed = story.observed(belongs);
    let seen = observed.as_ref().map(|observed| {
        let one = |point: &(Date, f64, String)| format!("{} on {}", point.2, numbers::date(point.0));
        let points: Vec<String> = observed.points.iter().map(one).collect();
        format!(" {}: {}.", observed.title, numbers::listed(&points))
    });
    let alone = chance_alone.as_ref().and_then(|[lower, upper]| {
        let (lower, upper) = (words::count(*lower.last()?), words::count(*upper.last()?));
        Some(format!(
            " These ranges hold chance and not knowing; the 95% range of chance alone ends at {lower} to {upper}."
        ))
    });
    let monthly = if belongs { story.observed_months() } else { Vec::new() };
    let months: Vec<String> = monthly
        .iter()
        .map(|&(month, average)| format!("{} in {}", words::count(average), numbers::month(month)))
        .collect();
    let months =
        if months.is_empty() { String::new() } else { format!(" Monthly averages: {}.", numbers::listed(&months)) };
    let told = format!(
        "Fan chart of delayed patients by day from {} to {}; {middle}.{}{}{months}",
        numbers::date(story.days().first),
        numbers::date(story.days().last()),
        alone.unwrap_or_default(),
        seen.unwrap_or_default()
    );
    let heading = Heading { title, subtitle: format!("{DELAYED}; {middle}"), footnote: story.footnote(bands), told };
    let fan = DailyFan {
        days: story.days(),
        quantiles,
        chance_alone,
        target: story.aim(),
        observed,
        monthly,
        schemes: story.bars(option),
    };
    Some(fan.panel().chart(format!("fan-{}", option.id), Some(option.option), heading))
}

/// "3 in 100 simulated winters are at 30 or fewer on 24 March 2016".
fn met(story: &Story, days: &Histogram, target: u32) -> String {
    let how_many = words::how_many(days.at_most(target), days.observations());
    let verb = words::verb_for(&how_many, "are", "is");
    let (winters, date) = (story.replications_are(), numbers::date(story.target_date()));
    format!("{how_many} {winters} {verb} at {} or fewer on {date}", words::count(target.into()))
}

/// The medians of all options together.
pub fn compared(story: &Story) -> Option<Chart> {
    let options = chosen(story)?;
    let series = |option: &&OptionResults| {
        Some(Series {
            title: option.title.clone(),
            values: weekly_mean(&story.quantile(option, Measure::Delayed, 0.5)?),
            interval: None,
            pen: story.pen(option),
            strong: story.is_reference(option),
        })
    };
    let (title, interval) = lowest(story, &options);
    let at_end = |option: &&OptionResults| {
        let medians = story.quantile(option, Measure::Delayed, 0.5).unwrap_or_default();
        format!("{} {}", option.title, words::count(weekly_mean(&medians).last().copied().unwrap_or(0.0)))
    };
    let ends: Vec<String> = options.iter().map(at_end).collect();
    let heading = Heading {
        title,
        subtitle: format!(
            "Delayed patients at midnight: 7-day mean of the daily medians, and its last value{interval}"
        ),
        footnote: story.footnote(
            "7-day means are centred, of fewer days at both ends. \
             Differences are paired: every option meets the same patients.",
        ),
        told: format!(
            "Median of delayed patients by day for each option, 7-day mean; its last value: {}.",
            numbers::listed(&ends)
        ),
    };
    let mut panel = Panel::new(Across::Days(story.days()), Scale::of(Unit::Count));
    add_series(&mut panel, &options.iter().filter_map(series).collect::<Vec<_>>(), story.days());
    add_target(&mut panel, story.aim(), story.days());
    add_observed(&mut panel, story.observed(false));
    Some(panel.chart("options-compared", None, heading))
}

/// The mean of each day and up to three days on either side: without the rhythm of the week.
fn weekly_mean(values: &[f64]) -> Vec<f64> {
    let around = |day: usize| &values[day.saturating_sub(3)..values.len().min(day + 4)];
    (0..values.len()).map(|day| average(around(day))).collect()
}

/// The reference and the first others, as many as can be told apart; nothing when there is nothing to compare.
fn chosen<'a>(story: &Story<'a>) -> Option<Vec<&'a OptionResults>> {
    let mut options: Vec<&OptionResults> = story.others().take(MOST_LINES - 1).collect();
    options.push(story.reference());
    (options.len() > 1).then_some(options)
}

/// The option that is lowest on the target date, and by how much.
fn lowest(story: &Story, options: &[&OptionResults]) -> (String, String) {
    let date = numbers::date(story.target_date());
    let reference = name(story.reference());
    let difference = |option: &&OptionResults| -> Option<(String, Estimate)> {
        let difference = option.difference(story.results, Outcome::DelayedOnTargetDay)?;
        (!difference.is_empty() && !story.is_reference(option)).then(|| (name(option), difference.estimate()))
    };
    let mut differences: Vec<(String, Estimate)> = options.iter().filter_map(difference).collect();
    differences.sort_by(|a, b| a.1.mean.total_cmp(&b.1.mean));
    match differences.first() {
        Some((best, by)) if by.upper < 0.0 => {
            // Options whose intervals reach that of the lowest may be as low.
            let rivals = differences.iter().skip(1).filter(|(_, other)| other.lower <= by.upper);
            let rivals: Vec<&String> = rivals.map(|(name, _)| name).collect();
            let (fewer, least, most) = (words::count(-by.mean), words::count(-by.upper), words::count(-by.lower));
            let than = format!("fewer delayed than {reference}");
            let title = match rivals[..] {
                _ if fewer == "0" => format!("All options leave about as many delayed as {reference} on {date}"),
                [] => format!("{best} is lowest on {date}: {fewer} {than}"),
                [second] => format!("{best} and {second} are lowest on {date}: about {fewer} {than}"),
                _ => format!("{best} and {} others are lowest on {date}: about {fewer} {than}", rivals.len()),
            };
            (title, format!("; difference of the lowest: {fewer} fewer, 95% interval {least} to {most}"))
        }
        Some((_, by)) if by.lower > 0.0 => {
            (format!("{reference} is lowest on {date}: every other option is higher"), String::new())
        }
        _ => (format!("On {date} the lowest option cannot be told apart from {reference}"), String::new()),
    }
}

/// True when every share of every day is 0, or every one is 1: a chart of them would show nothing.
fn all_certain(series: &[Series]) -> bool {
    let mut shares = series.iter().flat_map(|series| &series.values);
    let first = shares.next().copied().unwrap_or(0.0);
    (first <= 0.0 || first >= 1.0) && shares.all(|&share| share == first)
}

/// The chance of being at or under the target, day by day; nothing where no option ever has one, or all always meet it.
pub fn chance(story: &Story) -> Option<Chart> {
    let aim = story.aim()?;
    let mut options: Vec<&OptionResults> = story.others().take(MOST_LINES - 1).collect();
    options.push(story.reference());
    let with_bands = options.len() <= 3;
    let mut widest = 0.0f64;
    let mut series = Vec::new();
    for option in &options {
        let share = |day: &Histogram| if day.is_empty() { None } else { Some(day.share_at_most(aim.count as u32)) };
        let shares: Vec<Option<Estimate>> = option.daily(story.results, Measure::Delayed)?.iter().map(share).collect();
        let part = |part: fn(&Estimate) -> f64| -> Vec<f64> {
            shares.iter().map(|share| share.as_ref().map_or(0.0, |share| number(part(share)).clamp(0.0, 1.0))).collect()
        };
        let (values, lower, upper) = (part(|e| e.mean), part(|e| e.lower), part(|e| e.upper));
        let apart = values.iter().zip(lower.iter().zip(&upper)).map(|(v, (l, u))| (v - l).max(u - v));
        widest = apart.fold(widest, f64::max);
        series.push(Series {
            title: option.title.clone(),
            values,
            interval: with_bands.then_some((lower, upper)),
            pen: story.pen(option),
            strong: story.is_reference(option),
        });
    }
    if all_certain(&series) {
        return None;
    }
    let bands = if with_bands { "Bands: 95% intervals of each share." } else { "" };
    let precision =
        format!("{bands} No share is further than {:.0} points from its 95% limits.", (widest * 100.0).ceil());
    let title = best_chance(story, &options);
    let (winters, count) = (story.replications_are(), words::count(aim.count));
    let heading = Heading {
        title,
        subtitle: format!("Share of {winters} with {count} or fewer delayed patients by day, and on the last day"),
        footnote: story.footnote(precision.trim()),
        told: format!("Share of {winters} at or under the target on each day, by option."),
    };
    // Shares always have the whole of 0 to 100 %.
    let up = Scale { steps: 5.0, holds: vec![1.0], ..Scale::of(Unit::Share) };
    let mut panel = Panel::new(Across::Days(story.days()), up);
    add_series(&mut panel, &series, story.days());
    let words = format!("Target date: {}", words::short_date(aim.by));
    panel.add(Dated { date: aim.by, words, days: story.days() });
    Some(panel.chart("probability-by-date", None, heading))
}

/// Which option is most often at or under the target on its date.
fn best_chance(story: &Story, options: &[&OptionResults]) -> String {
    let target = story.aim().map_or(0, |aim| aim.count as u32);
    let (winters, date) = (story.replications_are(), numbers::date(story.target_date()));
    let met_by = |option: &OptionResults| option.delayed_on_target_day.at_most(target);
    let most = options.iter().map(|option| met_by(option)).max().unwrap_or(0);
    let best: Vec<&&OptionResults> = options.iter().filter(|option| met_by(option) == most).collect();
    let trials = best.first().map_or(0, |option| option.delayed_on_target_day.observations());
    let count = words::count(target.into());
    match best[..] {
        _ if most == 0 => {
            format!("No option is at {count} or fewer on {date} in any of {} {winters}", words::count(trials as f64))
        }
        [only] => format!("{} has the best chance: {}", name(only), met(story, &only.delayed_on_target_day, target)),
        [first, ..] => {
            let how_many = words::how_many(most, trials);
            let verb = words::verb_for(&how_many, "are", "is");
            let others = words::plural(best.len() as f64 - 1.0, "other option", "other options");
            format!("{} and {others}: {how_many} {winters} {verb} at {count} or fewer on {date}", name(first))
        }
        [] => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weekly_mean_takes_the_rhythm_of_the_week_away() {
        let days: Vec<f64> = (0..21).map(|day| if day % 7 < 5 { 10.0 } else { 17.0 }).collect();
        let means = weekly_mean(&days);
        assert!(means.len() == 21 && means[3..18].iter().all(|&mean| mean == 12.0), "{means:?}");
        assert_eq!((means[0], means[1]), (10.0, (4.0 * 10.0 + 10.0) / 5.0));
        assert_eq!((weekly_mean(&[4.0, 8.0]), weekly_mean(&[])), (vec![6.0, 6.0], vec![]));
    }
}
