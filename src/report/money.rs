//! Money: by heading, against the reference, against budgets, per delayed day avoided, and what a freed bed day is worth.
//!
//! A tally keeps no covariance, so a ratio or sum of two uncertain numbers is given a **conservative** interval, from the ends
//! of the two intervals. For a ratio both are taken at the 97.5 % level, so that whatever their correlation both hold together
//! in 95 % of experiments (Bonferroni); the interval is therefore somewhat too wide, never too narrow.

use crate::experiment::{OptionResults, Results};
use crate::model::parameters::{Prices, Scheme};
use crate::model::{CareSystem, CostHeading, Outcome};
use crate::statistics::{Estimate, Tally};

/// The cost of each delayed day avoided against the reference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CostPerDay {
    /// The option is the reference.
    Reference,
    /// The interval of the days avoided holds none above zero: delays did not fall.
    NoDaysAvoided,
    /// The interval of the days avoided holds zero (or is not known): the ratio can be anything.
    CannotBeTold,
    /// It avoids days and costs less than the reference, beyond the interval.
    Saves,
    /// Pounds for each day avoided, with a conservative 95 % interval.
    Pounds(Estimate),
}

/// The same number with the other sign.
pub fn negated(estimate: Estimate) -> Estimate {
    Estimate { mean: -estimate.mean, lower: -estimate.upper, upper: -estimate.lower, ..estimate }
}

/// A number that is taken from another without knowing how they move together: the widest interval there can be.
pub fn minus(from: Estimate, taken: Estimate) -> Estimate {
    Estimate { mean: from.mean - taken.mean, lower: from.lower - taken.upper, upper: from.upper - taken.lower, ..from }
}

/// A number times a known, non-negative price.
pub fn times(estimate: Estimate, price: f64) -> Estimate {
    // Nothing times an unknown interval is nothing.
    let end = |value: f64| if price == 0.0 { 0.0 } else { value * price };
    Estimate { mean: end(estimate.mean), lower: end(estimate.lower), upper: end(estimate.upper), ..estimate }
}

/// Cost per delayed day avoided, from the paired differences to the reference.
pub fn cost_per_day(results: &Results, option: &OptionResults) -> CostPerDay {
    let level = 0.975;
    let difference = |outcome| option.difference(results, outcome).filter(|tally| !tally.is_empty());
    let (Some(cost), Some(days)) = (difference(Outcome::TotalCost), difference(Outcome::DelayedDays)) else {
        return CostPerDay::CannotBeTold;
    };
    ratio(cost.estimate_at(level), negated(days.estimate_at(level)))
}

/// The ratio of two numbers whose intervals are known together.
pub fn ratio(cost: Estimate, days: Estimate) -> CostPerDay {
    let known = [cost.mean, cost.lower, cost.upper, days.mean, days.lower, days.upper].iter().all(|v| v.is_finite());
    if !known {
        return CostPerDay::CannotBeTold;
    }
    if days.upper <= 0.0 {
        return CostPerDay::NoDaysAvoided;
    }
    if days.lower <= 0.0 {
        return CostPerDay::CannotBeTold;
    }
    if cost.upper < 0.0 {
        return CostPerDay::Saves;
    }
    CostPerDay::Pounds(Estimate {
        mean: cost.mean / days.mean,
        lower: (cost.lower / days.lower).min(cost.lower / days.upper),
        upper: (cost.upper / days.lower).max(cost.upper / days.upper),
        level: 0.95,
        replications: cost.replications,
    })
}

/// One heading of the accounts of one option.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingCost {
    /// `None` for the total.
    pub heading: Option<CostHeading>,
    /// The name in files.
    pub id: String,
    /// The heading in words.
    pub title: String,
    pub cost: Estimate,
    /// Paired difference to the reference; `None` for the reference.
    pub difference: Option<Estimate>,
}

impl HeadingCost {
    /// A heading, or the total of all, with what it costs.
    pub fn new(
        system: &CareSystem,
        heading: Option<CostHeading>,
        cost: Estimate,
        difference: Option<Estimate>,
    ) -> Self {
        let names = heading.map(|heading| (heading.id(system), heading.title(system)));
        let (id, title) = names.unwrap_or_else(|| ("total".into(), "Total".into()));
        Self { heading, id, title, cost, difference }
    }

    /// True for the total of all headings.
    pub fn is_total(&self) -> bool {
        self.heading.is_none()
    }

    /// Every heading of the accounts, then the total, each with its outcome.
    pub fn all(system: &CareSystem) -> impl Iterator<Item = (Option<CostHeading>, Outcome)> {
        let headings = CostHeading::all(system).into_iter().map(|heading| (Some(heading), Outcome::Cost(heading)));
        headings.chain([(None, Outcome::TotalCost)])
    }
}

/// Every heading of the accounts of an option, the total last. Headings that cost nothing under any option stay in.
pub fn by_heading(system: &CareSystem, results: &Results, option: &OptionResults) -> Vec<HeadingCost> {
    let is_reference = results.options.get(results.reference).is_some_and(|reference| reference.id == option.id);
    let row = |(heading, outcome)| {
        let cost = option.outcome(results, outcome).filter(|tally| !tally.is_empty())?.estimate();
        let difference = option.difference(results, outcome).filter(|tally| !is_reference && !tally.is_empty());
        Some(HeadingCost::new(system, heading, cost, difference.map(Tally::estimate)))
    };
    HeadingCost::all(system).filter_map(row).collect()
}

/// What a scheme spent under one option, against its budget.
#[derive(Clone, Debug)]
pub struct SchemeSpend<'a> {
    pub scheme: &'a Scheme,
    pub spend: Estimate,
    /// Spend as a share of the budget, where there is one above nothing.
    pub share_of_budget: Option<f64>,
}

/// The spend of every scheme that belongs to the option.
pub fn spend<'a>(system: &'a CareSystem, results: &Results, option: &OptionResults) -> Vec<SchemeSpend<'a>> {
    let members = system.options.get(option.option).map_or(&[][..], |option| &option.schemes);
    let row = |&at: &usize| {
        let scheme = system.schemes.get(at)?;
        let spend = option.outcome(results, Outcome::SchemeSpend(at)).filter(|tally| !tally.is_empty())?.estimate();
        let share_of_budget = scheme.budget.filter(|&budget| budget > 0.0).map(|budget| spend.mean / budget);
        Some(SchemeSpend { scheme, spend, share_of_budget })
    };
    members.iter().filter_map(row).collect()
}

/// What the schemes of an option that have budgets were offered, and what they spend of it on average; `None` where none has one.
pub fn offered(system: &CareSystem, results: &Results, option: &OptionResults) -> Option<(f64, f64)> {
    let budgeted = spend(system, results, option).into_iter().filter(|spend| spend.share_of_budget.is_some());
    budgeted
        .map(|spend| (spend.scheme.budget.unwrap_or(0.0), spend.spend.mean))
        .reduce(|(budgets, spent), (budget, spend)| (budgets + budget, spent + spend))
}

/// A convention for what a freed bed day is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    FullAverage,
    SemiVariable,
    CashReleased,
}

impl Convention {
    /// Every convention, from the most generous to the strictest.
    pub const ALL: [Self; 3] = [Self::FullAverage, Self::SemiVariable, Self::CashReleased];

    /// The convention in words.
    pub fn title(self) -> &'static str {
        ["Full average cost", "Semi-variable cost", "Cash released by closing a ward"][self as usize]
    }

    /// The key of its price in files.
    pub fn id(self) -> &'static str {
        ["full_average", "semi_variable", "cash_released"][self as usize]
    }

    /// Pounds for a freed bed day.
    pub fn price(self, prices: &Prices) -> f64 {
        [prices.bed_day_full_average, prices.bed_day_semi_variable, prices.bed_day_cash_released][self as usize]
    }
}

/// What the freed bed days are worth under one convention, and what is left to pay.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FreedDays {
    pub convention: Convention,
    pub price: f64,
    pub value: Estimate,
    /// Extra cost less the value: below zero, the option pays for itself.
    pub net_cost: Estimate,
}

/// The value of the freed bed days under each convention that has a price. The accounts hold no hospital bed days, so nothing is
/// counted twice.
pub fn freed_days(prices: &Prices, days_avoided: Estimate, extra_cost: Estimate) -> Vec<FreedDays> {
    let priced = Convention::ALL.into_iter().map(|convention| (convention, convention.price(prices)));
    priced
        .filter(|&(_, price)| price > 0.0)
        .map(|(convention, price)| {
            let value = times(days_avoided, price);
            FreedDays { convention, price, value, net_cost: minus(extra_cost, value) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(mean: f64, half_width: f64) -> Estimate {
        Estimate { mean, lower: mean - half_width, upper: mean + half_width, level: 0.95, replications: 100 }
    }

    #[test]
    fn a_ratio_holds_every_ratio_of_its_two_intervals() {
        let CostPerDay::Pounds(each) = ratio(estimate(1_000.0, 100.0), estimate(10.0, 2.0)) else { panic!("a ratio") };
        assert_eq!((each.mean, each.lower, each.upper), (100.0, 900.0 / 12.0, 1_100.0 / 8.0));
        let CostPerDay::Pounds(each) = ratio(estimate(0.0, 100.0), estimate(10.0, 2.0)) else { panic!("a ratio") };
        assert_eq!((each.lower, each.upper), (-100.0 / 8.0, 100.0 / 8.0));
    }

    #[test]
    fn no_ratio_is_given_when_the_days_avoided_may_be_none() {
        assert_eq!(ratio(estimate(1_000.0, 1.0), estimate(10.0, 11.0)), CostPerDay::CannotBeTold);
        assert_eq!(ratio(estimate(1_000.0, 1.0), estimate(10.0, f64::INFINITY)), CostPerDay::CannotBeTold);
        assert_eq!(ratio(estimate(1_000.0, 1.0), estimate(-10.0, 1.0)), CostPerDay::NoDaysAvoided);
        assert_eq!(ratio(estimate(1_000.0, 1.0), estimate(0.0, 0.0)), CostPerDay::NoDaysAvoided);
        assert_eq!(ratio(estimate(-1_000.0, 1.0), estimate(10.0, 1.0)), CostPerDay::Saves);
    }

    #[test]
    fn a_convention_without_a_price_is_left_out() {
        let prices = Prices { bed_day_full_average: 306.0, bed_day_cash_released: 98.0, ..Prices::default() };
        let freed = freed_days(&prices, estimate(1_000.0, 100.0), estimate(200_000.0, 5_000.0));
        assert_eq!(
            freed.iter().map(|freed| freed.convention).collect::<Vec<_>>(),
            [Convention::FullAverage, Convention::CashReleased]
        );
        assert_eq!((freed[0].value.mean, freed[0].net_cost.mean), (306_000.0, -106_000.0));
        assert_eq!((freed[1].net_cost.lower, freed[1].net_cost.upper), (195_000.0 - 107_800.0, 205_000.0 - 88_200.0));
    }

    #[test]
    fn the_headings_of_the_accounts_add_up_to_the_total() {
        let (scenario, results) = crate::report::pages_fixture::usual();
        for option in &results.options {
            let mut rows = by_heading(&scenario.system, results, option);
            let total = rows.pop().unwrap();
            assert_eq!((total.id.as_str(), total.difference.is_none()), ("total", option.option == 0));
            let sum: f64 = rows.iter().map(|row| row.cost.mean).sum();
            assert!((sum - total.cost.mean).abs() < 0.01, "{sum} is not {}", total.cost.mean);
        }
    }

    #[test]
    fn only_schemes_of_the_option_are_set_against_their_budgets() {
        let (scenario, results) = crate::report::pages_fixture::usual();
        let spends = |option: usize| spend(&scenario.system, results, &results.options[option]);
        assert!(spends(0).is_empty());
        assert_eq!(spends(1).len(), 1);
        assert!((spends(1)[0].share_of_budget.unwrap() - 0.975).abs() < 0.01);
        assert_eq!(spends(2)[0].share_of_budget, None);
    }
}
