//! What was found for each option, gathered from what was simulated.

use crate::experiment::comparison::{Compared, Contender, Criterion};
use crate::model::{Date, Outcome};
use crate::report::money::{self, CostPerDay, HeadingCost};
use crate::report::share::Share;
use crate::report::{clauses, numbers};
use crate::scenario::Scenario;
use crate::statistics::{Estimate, Tally};

/// A number of an option, and its paired difference to the reference (`None` for the reference). The intervals are of 95 %, each
/// for itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub value: Estimate,
    pub difference: Option<Estimate>,
}

/// What was found for one option.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub contender: &'a Contender,
    pub is_reference: bool,
    /// Delayed patients on the day asked about.
    pub delayed: Pair,
    /// The mean of what the best has least of.
    pub criterion: Estimate,
    /// The same, less that of the best of the others; the intervals of all options hold at once.
    pub against_best: Option<Estimate>,
    /// The chance that its mean is the smallest.
    pub chance_of_being_best: f64,
    /// At or under the target on its day; none without a target.
    pub at_target: Option<Share>,
    /// Share at the target less that of the reference; none where they are the same in every replication.
    pub at_target_difference: Option<Estimate>,
    /// Delayed days of the reference less those of this option; `None` for the reference.
    pub days_avoided: Option<Estimate>,
    /// Patients moved by schemes; `None` where no option moves anyone.
    pub moved: Option<Pair>,
    /// Pounds under all headings.
    pub cost: Pair,
    /// Every heading of the accounts, the total last.
    pub headings: Vec<HeadingCost>,
    pub cost_per_day: CostPerDay,
    /// Planned admissions that were cancelled.
    pub cancelled: Pair,
    /// Whether no other option avoids as many delayed days at no greater cost (and more, or at less), by the means.
    pub is_on_frontier: bool,
}

impl Row<'_> {
    /// The title, or the id where there is none.
    pub fn title(&self) -> &str {
        clauses::title(&self.contender.title, &self.contender.id)
    }

    /// The title, in quotation marks.
    pub fn quoted(&self) -> String {
        clauses::quoted(self.title())
    }

    /// Mean of the delayed days avoided against the reference: 0 for the reference.
    pub fn mean_days_avoided(&self) -> f64 {
        self.days_avoided.map_or(0.0, |days| days.mean)
    }

    /// Mean of the cost above that of the reference: 0 for the reference.
    pub fn mean_extra_cost(&self) -> f64 {
        self.cost.difference.map_or(0.0, |cost| cost.mean)
    }
}

/// What a contest on a scenario found, ready to be written.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    pub scenario: &'a Scenario,
    pub compared: &'a Compared,
    /// The target day, or the last day of the period.
    pub day: Date,
    /// In the order of the scenario.
    pub rows: Vec<Row<'a>>,
}

impl<'a> Comparison<'a> {
    /// Gathers what was found.
    pub fn new(scenario: &'a Scenario, compared: &'a Compared) -> Self {
        let chances = compared.chances_of_being_best();
        let mut rows: Vec<Row> =
            chances.into_iter().enumerate().map(|(at, chance)| row(scenario, compared, at, chance)).collect();
        let places: Vec<(f64, f64)> = rows.iter().map(|row| (row.mean_days_avoided(), row.mean_extra_cost())).collect();
        for (row, &own) in rows.iter_mut().zip(&places) {
            row.is_on_frontier = !places.iter().any(|&other| beats(other, own));
        }
        Self { scenario, compared, day: clauses::day_asked_about(&scenario.system), rows }
    }

    /// The option that the others are compared with.
    pub fn reference(&self) -> &Row<'a> {
        &self.rows[self.compared.reference]
    }

    /// What the best option has least of, in words: `delayed patients on 24 March 2016`.
    pub fn criterion(&self) -> String {
        match self.compared.criterion {
            Criterion::Delayed => format!("delayed patients on {}", numbers::date(self.day)),
            Criterion::DelayedDays => "delayed days over the whole period".into(),
        }
    }

    /// The indifference in words: `2 patients`.
    pub fn indifference(&self) -> String {
        let unit = match self.compared.criterion {
            Criterion::Delayed => "patient",
            Criterion::DelayedDays => "delayed day",
        };
        let number = self.compared.indifference;
        format!("{} {unit}{}", numbers::fixed(number, 6), if number == 1.0 { "" } else { "s" })
    }

    /// The confidence in words: `95 %`.
    pub fn confidence(&self) -> String {
        format!("{} %", numbers::fixed(self.compared.confidence * 100.0, 4))
    }

    /// The finest step to which the criterion is written.
    pub fn finest(&self) -> f64 {
        match self.compared.criterion {
            Criterion::Delayed => 0.1,
            Criterion::DelayedDays => 1.0,
        }
    }

    /// The options on the frontier, by delayed days avoided.
    pub fn frontier(&self) -> Vec<&Row<'a>> {
        let mut frontier: Vec<&Row> = self.rows.iter().filter(|row| row.is_on_frontier).collect();
        frontier.sort_by(|a, b| a.mean_days_avoided().total_cmp(&b.mean_days_avoided()));
        frontier
    }

    /// Whether some replication of some option is at the target on its day.
    pub fn is_target_reached(&self) -> bool {
        self.rows.iter().any(|row| row.at_target.is_some_and(|share| share.successes > 0))
    }
}

/// Whether one place (days avoided, cost) is no worse than another on both, and better on one.
fn beats(one: (f64, f64), other: (f64, f64)) -> bool {
    one.0 >= other.0 && one.1 <= other.1 && one != other
}

fn row<'a>(scenario: &Scenario, compared: &'a Compared, at: usize, chance: f64) -> Row<'a> {
    let is_reference = at == compared.reference;
    let contender = &compared.options[at];
    let difference = |outcome| {
        let tally = compared.difference(at, compared.reference, outcome);
        (!is_reference && !tally.is_empty()).then_some(tally)
    };
    let pair = |outcome| Pair {
        value: compared.tally(at, outcome).estimate(),
        difference: difference(outcome).map(|tally| tally.estimate()),
    };
    let heading = |(heading, outcome)| {
        let Pair { value, difference } = pair(outcome);
        HeadingCost::new(&scenario.system, heading, value, difference)
    };
    let headings = HeadingCost::all(&scenario.system).map(heading).collect();
    let cost_per_day = match (difference(Outcome::TotalCost), difference(Outcome::DelayedDays)) {
        _ if is_reference => CostPerDay::Reference,
        // As in `money`: both intervals at this level, so that they hold together.
        (Some(cost), Some(days)) => money::ratio(cost.estimate_at(0.975), money::negated(days.estimate_at(0.975))),
        _ => CostPerDay::CannotBeTold,
    };
    Row {
        contender,
        is_reference,
        delayed: pair(Outcome::DelayedOnTargetDay),
        criterion: compared.tally(at, compared.criterion.outcome()).estimate(),
        against_best: compared.against_best_of_others(at),
        chance_of_being_best: chance,
        at_target: scenario.system.target.and_then(|_| Share::of(&compared.tally(at, Outcome::TargetMet))),
        // Where no replication tells the two apart, the interval would be of no width, and too sure of it.
        at_target_difference: difference(Outcome::TargetMet)
            .filter(|tally| tally.variance() > 0.0)
            .map(|tally| tally.estimate()),
        days_avoided: difference(Outcome::DelayedDays).map(|tally| money::negated(tally.estimate())),
        moved: moved(compared, at, is_reference),
        cost: pair(Outcome::TotalCost),
        headings,
        cost_per_day,
        cancelled: pair(Outcome::ElectivesCancelled),
        is_on_frontier: false,
    }
}

/// Patients moved by all schemes together.
fn moved(compared: &Compared, at: usize, is_reference: bool) -> Option<Pair> {
    let all = |option: usize| {
        let mut sums = vec![0.0; compared.options[option].replications() as usize];
        for &outcome in compared.outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Moved(_))) {
            for (sum, moved) in sums.iter_mut().zip(compared.values(option, outcome)) {
                *sum += moved;
            }
        }
        sums
    };
    let moves_someone = (0..compared.options.len()).any(|option| all(option).iter().any(|&moved| moved > 0.0));
    let (own, reference) = (all(at), all(compared.reference));
    let differences: Tally = own.iter().zip(&reference).map(|(own, reference)| own - reference).collect();
    moves_someone.then(|| Pair {
        value: own.into_iter().collect::<Tally>().estimate(),
        difference: (!is_reference).then(|| differences.estimate()),
    })
}
