//! What the charts of one scenario have in common: its days, its target, and how each option is named and drawn.

use crate::experiment::{OptionResults, Results};
use crate::model::parameters::Scheme;
use crate::model::{Date, Measure};
use crate::report::charts::{Aim, Days, OPTIONS, Observed, Pen, REFERENCE, SchemeBar, words};
use crate::report::numbers;
use crate::report::run::future::Future;
use crate::scenario::Scenario;

/// Longest name of an option in a title, in letters.
const LONGEST_NAME: usize = 60;

/// A scenario and its results, as the charts read them.
#[derive(Clone, Copy, Debug)]
pub struct Story<'a> {
    pub scenario: &'a Scenario,
    pub results: &'a Results,
}

impl<'a> Story<'a> {
    /// A story, or nothing where there is no option or no day to tell of.
    pub fn new(scenario: &'a Scenario, results: &'a Results) -> Option<Self> {
        (!results.options.is_empty() && !results.dates.is_empty()).then_some(Self { scenario, results })
    }

    /// The days of the period.
    pub fn days(&self) -> Days {
        let first = self.results.dates.first().copied().unwrap_or(self.scenario.system.period.start);
        Days { first, count: self.results.dates.len() }
    }

    /// The option that the others are compared with.
    pub fn reference(&self) -> &'a OptionResults {
        self.results.options.get(self.results.reference).unwrap_or(&self.results.options[0])
    }

    /// True for the option that the others are compared with.
    pub fn is_reference(&self, option: &OptionResults) -> bool {
        option.option == self.reference().option
    }

    /// Every option but the reference.
    pub fn others(&self) -> impl Iterator<Item = &'a OptionResults> + '_ {
        self.results.options.iter().filter(|option| !self.is_reference(option))
    }

    /// The option a chart of one option shows: the one history followed, else the first that is not the reference.
    pub fn headline(&self) -> &'a OptionResults {
        let historical = self.results.options.iter().find(|option| self.is_historical(option));
        historical.or_else(|| self.others().next()).unwrap_or(self.reference())
    }

    /// True for the option that history followed.
    pub fn is_historical(&self, option: &OptionResults) -> bool {
        self.scenario.historical_option == Some(option.option)
    }

    /// The line of an option, the same in every chart.
    pub fn pen(&self, option: &OptionResults) -> Pen {
        if self.is_reference(option) {
            return Pen::solid(REFERENCE, 4.0);
        }
        let at = self.others().position(|other| other.option == option.option).unwrap_or(0);
        let (colour, dash) = OPTIONS[at % OPTIONS.len()];
        Pen { colour, width: if dash.is_empty() { 4.5 } else { 4.0 }, dash }
    }

    /// The target, where there is one.
    pub fn aim(&self) -> Option<Aim> {
        let target = self.scenario.system.target?;
        Some(Aim { count: f64::from(target.delayed_patients), by: target.by })
    }

    /// The day on which options are compared: the target's, or the last.
    pub fn target_date(&self) -> Date {
        self.aim().map_or(self.days().last(), |aim| aim.by)
    }

    /// "simulated winters" or "simulated futures".
    pub fn replications_are(&self) -> &'static str {
        Future::of(Some(self.target_date()), &self.results.dates).simulated
    }

    /// What every footnote begins with.
    pub fn footnote(&self, rest: &str) -> String {
        let replications = words::count(self.results.replications as f64);
        let start = format!("{replications} {} of each option, seed {}.", self.replications_are(), self.results.seed);
        format!("{start} {rest}").trim_end().to_owned()
    }

    /// The mean of a measure on each day, where it was taken.
    pub fn mean(&self, option: &OptionResults, measure: Measure) -> Option<Vec<f64>> {
        let days = option.daily(self.results, measure)?;
        Some(days.iter().map(|day| number(day.mean())).collect())
    }

    /// A quantile of a measure on each day.
    pub fn quantile(&self, option: &OptionResults, measure: Measure, probability: f64) -> Option<Vec<f64>> {
        let days = option.daily(self.results, measure)?;
        Some(days.iter().map(|day| if day.is_empty() { 0.0 } else { number(day.quantile(probability)) }).collect())
    }

    /// The ends of the 95 % range of delayed patients on each day with every assumption as it is stated, where what is not known
    /// was drawn.
    pub fn chance_alone(&self, option: &OptionResults) -> Option<[Vec<f64>; 2]> {
        let at = self.results.options.iter().position(|other| other.option == option.option)?;
        let days = self.results.drawn.as_ref()?.stated.get(at)?;
        if days.iter().any(crate::statistics::Histogram::is_empty) {
            return None;
        }
        Some([0.025, 0.975].map(|p| days.iter().map(|day| number(day.quantile(p))).collect()))
    }

    /// The schemes of an option, with their positions.
    pub fn schemes(&self, option: &OptionResults) -> Vec<(usize, &'a Scheme)> {
        let system = &self.scenario.system;
        let schemes = system.options.get(option.option).map_or(&[][..], |option| &option.schemes);
        schemes.iter().filter_map(|&at| system.schemes.get(at).map(|scheme| (at, scheme))).collect()
    }

    /// When each scheme of an option runs.
    pub fn bars(&self, option: &OptionResults) -> Vec<SchemeBar> {
        let bar = |(_, scheme): (usize, &Scheme)| SchemeBar {
            title: scheme.title.clone(),
            starts: scheme.starts,
            ends: scheme.ends,
        };
        let mut bars: Vec<SchemeBar> = self.schemes(option).into_iter().map(bar).collect();
        bars.sort_by_key(|bar| bar.starts);
        bars
    }

    /// The delayed patients that were really counted; they belong to the historical option.
    pub fn observed(&self, belongs: bool) -> Option<Observed> {
        let series = self.scenario.observed.iter().find(|series| series.measure == "delayed")?;
        let written = |value: f64, qualifier: &str| match qualifier.trim() {
            "" => words::count(value),
            qualifier => format!("{qualifier} {}", words::count(value)),
        };
        let points = series.points.iter().filter(|point| point.value.is_finite());
        let points = points.map(|point| (point.date, point.value, written(point.value, &point.qualifier))).collect();
        let historical = self.results.options.iter().find(|option| self.is_historical(option));
        let title = match historical {
            Some(option) if !belongs => format!("Observed, with {}", name(option)),
            _ => "Observed".to_owned(),
        };
        Some(Observed { title, belongs, points, days: self.days() })
    }

    /// The averages of delayed patients over whole months that were really counted, each with the first day of its month.
    pub fn observed_months(&self) -> Vec<(Date, f64)> {
        let series = self.scenario.observed.iter().filter(|series| series.measure == "delayed.monthly_average");
        let points = series.flat_map(|series| &series.points).filter(|point| point.value.is_finite());
        let mut months: Vec<(Date, f64)> = points.map(|point| (point.date, point.value)).collect();
        months.retain(|(month, _)| self.days().month_of(*month).is_some());
        months.sort_by_key(|(month, _)| *month);
        months
    }
}

/// The name of an option as a title says it, not too long.
pub fn name(option: &OptionResults) -> String {
    shortened(&option.title)
}

/// A name that is not too long for a title.
pub fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST_NAME {
        return title.to_owned();
    }
    let start: String = title.chars().take(LONGEST_NAME - 1).collect();
    format!("{}…", start.trim_end())
}

/// The number, or 0 where there is none (the mean of nothing).
pub fn number(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// The mean of some numbers; 0 for none.
pub fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Options for which the same was found.
pub struct Pool<'a, T> {
    pub first: &'a OptionResults,
    /// The rest of them.
    pub others: Vec<&'a OptionResults>,
    /// True when no option is in another pool.
    pub all: bool,
    /// What was found for the first.
    pub found: T,
}

impl<T> Pool<'_, T> {
    /// What the pool is called: `Pilot as bought and 2 others`.
    pub fn title(&self) -> String {
        match self.others.len() {
            0 => self.first.title.clone(),
            _ if self.all => "All options".to_owned(),
            more => format!("{} and {}", shortened(&self.first.title), words::plural(more as f64, "other", "others")),
        }
    }

    /// The names of all its options: `Do nothing, Pilot as bought and Pilot continues`.
    pub fn full_title(&self) -> String {
        if self.all && !self.others.is_empty() {
            return "All options".to_owned();
        }
        let options = std::iter::once(&self.first).chain(&self.others);
        numbers::listed(&options.map(|option| option.title.clone()).collect::<Vec<_>>())
    }
}

/// Pools the options by what `find` finds for them: the headline option leads the first pool, then comes the reference, then
/// the others in their order.
pub fn pooled<'a, T>(
    story: &Story<'a>,
    find: impl Fn(&&'a OptionResults) -> Option<T>,
    like: impl Fn(&T, &T) -> bool,
) -> Vec<Pool<'a, T>> {
    let (headline, reference) = (story.headline(), story.reference());
    let rest = story.others().filter(|option| option.option != headline.option);
    let middle = (reference.option != headline.option).then_some(reference);
    let mut pools: Vec<Pool<'a, T>> = Vec::new();
    for option in std::iter::once(headline).chain(middle).chain(rest) {
        let Some(found) = find(&option) else { continue };
        match pools.iter_mut().find(|pool| like(&pool.found, &found)) {
            Some(pool) => pool.others.push(option),
            None => pools.push(Pool { first: option, others: Vec::new(), all: false, found }),
        }
    }
    if let [only] = &mut pools[..] {
        only.all = true;
    }
    pools
}

/// True when two series never differ by half or more: drawn, they would be one line.
pub fn alike(a: &[f64], b: &[f64]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.5)
}
