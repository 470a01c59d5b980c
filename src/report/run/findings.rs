//! What was found for each option, gathered once for the answer, the tables, the page and the files.

use super::displaced::Displaced;
use super::future::Future;
use crate::experiment::{OptionResults, Results};
use crate::model::parameters::Target;
use crate::model::{Date, Outcome};
use crate::report::clauses;
use crate::report::document::table::Look;
use crate::report::money::{self, CostPerDay};
use crate::report::share::Share;
use crate::scenario::Scenario;
use crate::statistics::{Estimate, Histogram, Tally};

const ONE_REPLICATION: &str =
    "One replication has no interval: whether a difference or a cost is more than chance cannot be told from it.";

/// The delayed count at the midnight that ends the day asked about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    pub median: f64,
    /// Quartiles: the middle half of the replications lies between them.
    pub lower_quartile: f64,
    pub upper_quartile: f64,
    pub mean: Estimate,
}

impl Count {
    fn of(histogram: &Histogram) -> Option<Self> {
        (!histogram.is_empty()).then(|| Self {
            median: histogram.median(),
            lower_quartile: histogram.quantile(0.25),
            upper_quartile: histogram.quantile(0.75),
            mean: histogram.estimate(),
        })
    }
}

/// What was found for one option. Differences are paired, option minus reference, and absent for the reference itself.
#[derive(Clone, Debug)]
pub struct OptionFindings<'a> {
    pub results: &'a OptionResults,
    pub is_reference: bool,
    /// Count on the target day, or on the last day where there is no target.
    pub count: Option<Count>,
    /// At or under the target on its day.
    pub at_target: Option<Share>,
    /// At or under the target on any day up to its day.
    pub ever_by_then: Option<Share>,
    /// At or under the target for 28 days in a row.
    pub held: Option<Share>,
    /// Count on the target day, this option minus the reference.
    pub count_difference: Option<&'a Tally>,
    /// Delayed days of the reference minus those of this option.
    pub days_avoided: Option<Estimate>,
    /// Mean number of people moved by the schemes of the option; `None` where no scheme moves anyone.
    pub moved: Option<f64>,
    /// Mean spend of the schemes of the option; `None` where none spends anything.
    pub scheme_spend: Option<f64>,
    /// Total cost, this option minus the reference.
    pub extra_cost: Option<Estimate>,
    pub cost_per_day: CostPerDay,
    /// What gets worse elsewhere while delays fall.
    pub displaced: Option<Displaced>,
    /// How many times the replications independent runs would need for the same interval of the delayed days avoided: the variance
    /// of a difference of independent runs, divided by that of the paired one. `None` where the difference does not vary.
    pub pairing_gain: Option<f64>,
}

impl OptionFindings<'_> {
    /// The title, in quotation marks.
    pub fn quoted(&self) -> String {
        clauses::quoted(self.title())
    }

    /// The title, or the id where there is none.
    pub fn title(&self) -> &str {
        clauses::title(&self.results.title, &self.results.id)
    }

    /// How its row stands out in a table.
    pub fn look(&self) -> Look {
        if self.is_reference { Look::Reference } else { Look::Plain }
    }
}

/// What an experiment found, ready to be written.
#[derive(Clone, Debug)]
pub struct Findings<'a> {
    pub scenario: &'a Scenario,
    pub results: &'a Results,
    pub target: Option<Target>,
    /// The target day, or the last day of the period; `None` only when no day was simulated.
    pub day: Option<Date>,
    /// In the order of the results.
    pub options: Vec<OptionFindings<'a>>,
}

impl<'a> Findings<'a> {
    /// Gathers the findings of an experiment on a scenario.
    pub fn new(scenario: &'a Scenario, results: &'a Results) -> Self {
        let target = scenario.system.target;
        Self {
            scenario,
            results,
            target,
            day: target.map(|target| target.by).or(results.dates.last().copied()),
            options: (0..results.options.len()).map(|at| option(results, at)).collect(),
        }
    }

    /// The option that the others are compared with.
    pub fn reference(&self) -> Option<&OptionFindings<'a>> {
        self.options.get(self.results.reference)
    }

    /// The id of an option by its position in the results.
    pub fn id(&self, at: usize) -> Option<&'a str> {
        self.results.options.get(at).map(|option| option.id.as_str())
    }

    /// The option with the lowest mean count on the day asked about.
    pub fn lowest(&self) -> Option<&OptionFindings<'a>> {
        let mean = |option: &OptionFindings| option.count.map_or(f64::INFINITY, |count| count.mean.mean);
        self.options.iter().filter(|o| o.count.is_some()).min_by(|a, b| mean(a).total_cmp(&mean(b)))
    }

    /// The option most likely to be at or under the target; among equals the one with the lowest mean count.
    pub fn likeliest(&self) -> Option<(&OptionFindings<'a>, Share)> {
        let mean = |option: &OptionFindings| option.count.map_or(f64::INFINITY, |count| count.mean.mean);
        let shares = self.options.iter().filter_map(|option| Some((option, option.at_target?)));
        shares.max_by(|(a, x), (b, y)| x.value().total_cmp(&y.value()).then(mean(b).total_cmp(&mean(a))))
    }

    /// Adults of the county, where they were counted.
    pub fn adults(&self) -> Option<f64> {
        self.scenario.system.adult_population.filter(|&adults| adults > 0.0)
    }

    /// The date by which so many of the replications that ever reach the target have reached it.
    pub fn day_first_met(&self, option: &OptionFindings, probability: f64) -> Option<Date> {
        let days = &option.results.day_target_first_met;
        // Days are counted from 1.
        let at = |day: f64| (day.round() as usize).saturating_sub(1);
        self.results.dates.get(at((!days.is_empty()).then(|| days.quantile(probability))?)).copied()
    }

    /// What one replication is called.
    pub fn future(&self) -> Future {
        Future::of(self.day, &self.results.dates)
    }

    /// Said wherever one replication gives a difference or a cost.
    pub fn no_interval(&self) -> Option<&'static str> {
        (self.results.replications == 1).then_some(ONE_REPLICATION)
    }
}

fn option(results: &Results, at: usize) -> OptionFindings<'_> {
    let option = &results.options[at];
    let is_reference = at == results.reference;
    let share = |outcome| option.outcome(results, outcome).and_then(Share::of);
    let difference = |outcome| option.difference(results, outcome).filter(|tally| !is_reference && !tally.is_empty());
    let days_avoided = difference(Outcome::DelayedDays).map(|tally| money::negated(tally.estimate()));
    OptionFindings {
        results: option,
        is_reference,
        count: Count::of(&option.delayed_on_target_day),
        at_target: share(Outcome::TargetMet),
        ever_by_then: share(Outcome::TargetEverMet),
        held: share(Outcome::TargetHeld28Days),
        count_difference: difference(Outcome::DelayedOnTargetDay),
        days_avoided,
        moved: over_schemes(results, option, |outcome| matches!(outcome, Outcome::Moved(_))),
        scheme_spend: over_schemes(results, option, |outcome| matches!(outcome, Outcome::SchemeSpend(_))),
        extra_cost: difference(Outcome::TotalCost).map(Tally::estimate),
        cost_per_day: if is_reference { CostPerDay::Reference } else { money::cost_per_day(results, option) },
        displaced: Displaced::of(results, option, days_avoided),
        pairing_gain: difference(Outcome::DelayedDays).and_then(|tally| pairing_gain(results, option, tally)),
    }
}

fn pairing_gain(results: &Results, option: &OptionResults, difference: &Tally) -> Option<f64> {
    let alone = |option: &OptionResults| option.outcome(results, Outcome::DelayedDays).map(Tally::variance);
    let gain = (alone(option)? + alone(results.reference())?) / difference.variance();
    gain.is_finite().then_some(gain)
}

/// The sum of the means of an outcome over all schemes: means add up whatever their covariance, intervals would not.
fn over_schemes(results: &Results, option: &OptionResults, is_meant: impl Fn(&Outcome) -> bool) -> Option<f64> {
    let schemes = results.outcomes.iter().zip(&option.outcomes);
    let total: f64 =
        schemes.filter(|(outcome, tally)| is_meant(outcome) && !tally.is_empty()).map(|(_, tally)| tally.mean()).sum();
    (total > 0.0).then_some(total)
}
